"""What an update is about: its kind, what it must keep its order in, its words; pure."""

from collections.abc import Hashable, Iterator

from telegram import Chat, Message, MessageEntity, Update

from bot.boxes import box_of
from knowledge.journal.inbox import Numbered

KINDS: tuple[str, ...] = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CHANNEL_POST,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.CHOSEN_INLINE_RESULT,
    Update.MY_CHAT_MEMBER,
)
"""What Telegram is to send. Said each time: left out, it would go by what was said last."""


def kind(update: Update) -> str:
    """Return what an update brings, by its name in the Bot API; "other": nothing that we know."""
    return next((name for name in KINDS if getattr(update, name, None) is not None), "other")


def lane(update: Update) -> Hashable:
    """Return what an update must keep its order in."""
    chat: Chat | None = update.effective_chat
    if chat is not None:
        return chat.id
    user = update.effective_user
    return (kind(update), user.id if user else None)


def numbered(update: Update) -> Iterator[Numbered]:
    """Yield the message that an update brings, as it is counted; none where that cannot be told."""
    message = update.effective_message
    if message is not None:
        # In an update that is not what it should be, either may be missing or of another type.
        chat: object = getattr(message.chat, "id", None)
        number: object = message.message_id
        if isinstance(chat, int) and isinstance(number, int):
            yield box_of(chat), number


def text(update: Update) -> str:
    """Return the words of an update, or what a pressed button carries; empty for none."""
    if update.inline_query is not None:
        return update.inline_query.query
    if update.callback_query is not None:
        return update.callback_query.data or ""
    message = update.effective_message
    return (message.text or message.caption or "") if message else ""


def entities(message: Message) -> Iterator[tuple[MessageEntity, str]]:
    """Yield the entities of a message's words, each with its own."""
    if message.text:
        yield from message.parse_entities().items()
    elif message.caption:
        yield from message.parse_caption_entities().items()
