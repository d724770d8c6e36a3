"""The methods that put messages into a chat, change them and take them away."""

import re
from typing import NoReturn

from aiogram.methods import (
    DeleteMessage,
    EditMessageReplyMarkup,
    EditMessageText,
    SendChatAction,
    SendDocument,
    SendMessage,
    SendPhoto,
)
from aiogram.types import ReplyParameters

from tests.telegram.keyboard import Markup, check_markup
from tests.telegram.limits import CAPTION, PHOTO, QUOTE, TEXT
from tests.telegram.text import cut, received, received_message, units
from tests.telegram.wire import Json, refuse, refuse_misuse
from tests.telegram.world import ChatState, Message, StoredFile, World

_ACTION = re.compile(
    r"typing|upload_(photo|video|voice|audio|document|video_note)|choose_sticker|find_location"
    r"|record_(video|voice|audio|video_note)"
)

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def without_reply(wire: Json) -> Json:
    """Gives a message as it stands inside another: without the message that it replies to."""
    return {name: value for name, value in wire.items() if name != "reply_to_message"}


def _refuse_missing(chat: ChatState, number: int | None, description: str) -> NoReturn:
    """Refuses a message that is not there: deleted by somebody, or never there at all."""
    known = number in chat.messages
    refuse(description, violation=None if known else f"{description}: {number}")


def _written(wire: Json) -> str:
    text: str = wire.get("text") or wire.get("caption") or ""
    return text


def _quote(replied: Message, reply: ReplyParameters) -> Json:
    if reply.quote is None:
        return {}
    quote = received(reply.quote, reply.quote_parse_mode, reply.quote_entities, QUOTE)
    written = _written(replied.wire)
    if not quote.text or quote.text not in written:
        # Whoever wrote the message may have edited it in the meantime.
        was_there = quote.text and any(quote.text in _written(old) for old in replied.versions)
        refuse(
            "QUOTE_TEXT_INVALID",
            violation=None if was_there else f"not a piece of the replied message: {quote.text!r}",
        )
    position = reply.quote_position or 0
    if cut(written, position, units(quote.text)) != quote.text:
        position = units(written[: written.index(quote.text)])
    return {"quote": quote.fields() | {"position": position, "is_manual": True}}


def _reply(chat: ChatState, reply: ReplyParameters | None) -> Json:
    if reply is None:
        return {}
    if reply.chat_id not in (None, chat.number, str(chat.number)):
        refuse_misuse("message to be replied not found", "a reply into another chat is not served")
    replied = chat.messages.get(reply.message_id or 0)
    if replied is None or replied.deleted:
        if reply.allow_sending_without_reply is True:
            return {}
        _refuse_missing(chat, reply.message_id, "message to be replied not found")
    return {"reply_to_message": without_reply(replied.wire)} | _quote(replied, reply)


def _topic(chat: ChatState, thread: int | None, replied: Json | None) -> Json:
    """Gives the fields that say in which topic of a forum a message stands."""
    if thread is None:
        if replied is not None and "message_thread_id" in replied:
            refuse_misuse(
                "message to be replied not found", "a reply in a topic that names no topic"
            )
        return {}
    if thread not in chat.topics:
        refuse_misuse("message thread not found", f"there is no topic {thread}")
    if replied is not None and replied.get("message_thread_id") != thread:
        refuse_misuse("message to be replied not found", "a reply into another topic")
    return {"message_thread_id": thread, "is_topic_message": True}


def _send(
    world: World,
    chat: ChatState,
    content: Json,
    call: SendMessage | SendDocument | SendPhoto,
) -> Json:
    keyboard = check_markup(call.reply_markup)
    content = content | _reply(chat, call.reply_parameters)
    content |= {"reply_markup": keyboard} if keyboard else {}
    content |= _topic(chat, call.message_thread_id, content.get("reply_to_message"))
    world.rates.count(chat.number, group=chat.kind != "private")
    return world.add_message(chat, content, from_bot=True).wire


def send_message(world: World, call: SendMessage) -> Json:
    """Sends a text."""
    chat = world.writable_chat(call.chat_id)
    text = received_message(call.text, call.parse_mode, call.entities, TEXT)
    return _send(world, chat, text.fields(), call)


def _stored(world: World, file_id: object) -> StoredFile:
    stored = world.files.get(str(file_id))
    if stored is None:
        refuse_misuse(
            "wrong file identifier/HTTP URL specified", f"not an uploaded file: {file_id!r}"
        )
    return stored


def send_document(world: World, call: SendDocument) -> Json:
    """Sends a file."""
    chat = world.writable_chat(call.chat_id)
    stored = _stored(world, call.document)
    if not stored.size:
        refuse_misuse("file must be non-empty")
    caption = received(call.caption or "", call.parse_mode, call.caption_entities, CAPTION)
    document = {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique,
        "file_name": stored.name,
        "file_size": stored.size,
    }
    content = {"document": document} | caption.fields("caption", "caption_entities")
    return _send(world, chat, content, call)


def send_photo(world: World, call: SendPhoto) -> Json:
    """Sends a picture. Its bytes are not looked into: width and height are made up."""
    chat = world.writable_chat(call.chat_id)
    stored = _stored(world, call.photo)
    PHOTO.check(stored.size)
    caption = received(call.caption or "", call.parse_mode, call.caption_entities, CAPTION)
    size = {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique,
        "width": 800,
        "height": 600,
        "file_size": stored.size,
    }
    content = {"photo": [size]} | caption.fields("caption", "caption_entities")
    return _send(world, chat, content, call)


def _editable(
    world: World, call: EditMessageText | EditMessageReplyMarkup
) -> tuple[ChatState, Message]:
    if call.chat_id is None or call.message_id is None:
        refuse_misuse("message identifier is not specified")
    chat = world.writable_chat(call.chat_id)
    message = chat.messages.get(call.message_id)
    # A bot whose connection was cut may look for what it sent, by an edit that changes nothing.
    looks = isinstance(call, EditMessageReplyMarkup)
    if message is None or message.deleted:
        if looks:
            refuse("message to edit not found")
        _refuse_missing(chat, call.message_id, "message to edit not found")
    if not message.from_bot:
        if looks:
            refuse("message can't be edited")
        refuse_misuse("message can't be edited", "edited a message of somebody else")
    return chat, message


def _edit(
    world: World, chat: ChatState, message: Message, content: Json, markup: Markup | None
) -> Json:
    keyboard = check_markup(markup)
    # What the edit does not name is gone: without reply_markup, the keyboard.
    kept = {name: value for name, value in message.wire.items() if name != "reply_markup"}
    if content:
        kept = {name: value for name, value in kept.items() if name != "entities"}
    changed = kept | content | ({"reply_markup": keyboard} if keyboard else {})
    if changed == message.wire:
        refuse(_NOT_MODIFIED)
    world.change_message(chat, message, changed)
    return message.wire


def edit_message_text(world: World, call: EditMessageText) -> Json:
    """Replaces a message's text, and its keyboard."""
    chat, message = _editable(world, call)
    if "text" not in message.wire:
        refuse_misuse("there is no text in the message to edit")
    text = received_message(call.text or "", call.parse_mode, call.entities, TEXT)
    return _edit(world, chat, message, text.fields(), call.reply_markup)


def edit_message_reply_markup(world: World, call: EditMessageReplyMarkup) -> Json:
    """Replaces a message's keyboard, or takes it away."""
    chat, message = _editable(world, call)
    return _edit(world, chat, message, {}, call.reply_markup)


def delete_message(world: World, call: DeleteMessage) -> bool:
    """Takes a message away."""
    chat = world.writable_chat(call.chat_id)
    message = chat.messages.get(call.message_id)
    if message is None or message.deleted:
        _refuse_missing(chat, call.message_id, "message to delete not found")
    if chat.kind != "private" and not message.from_bot and chat.bot_status != "administrator":
        refuse_misuse("message can't be deleted", "deleted a message of somebody else in a group")
    world.delete_message(chat, message)
    return True


def send_chat_action(world: World, call: SendChatAction) -> bool:
    """Shows that the bot is busy."""
    if not _ACTION.fullmatch(call.action):
        refuse_misuse("wrong parameter action in request", f"unknown action {call.action!r}")
    chat = world.writable_chat(call.chat_id)
    _topic(chat, call.message_thread_id, None)
    chat.actions.append(call.action)
    return True
