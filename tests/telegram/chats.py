"""A chat as the people in it use it: they write, press buttons, block the bot, and wait."""

from collections.abc import Sequence
from typing import Any

from tests.telegram import attachments
from tests.telegram.chat_methods import bot_member
from tests.telegram.limits import TEXT
from tests.telegram.people import (
    PATIENCE_SECONDS,
    InlineAnswer,
    Posted,
    Press,
    User,
    wait_until,
)
from tests.telegram.privacy import may_see
from tests.telegram.sending import without_reply
from tests.telegram.text import received, typed
from tests.telegram.wire import Json
from tests.telegram.world import ANONYMOUS_ADMINISTRATOR, ChatState, Event, Query, World

_ROUNDS = 3
"""How many further polls prove that the bot came round to what it had to do."""


class Chat:
    """One chat. The first of its people acts where no other is named."""

    def __init__(self, world: World, state: ChatState, users: Sequence[User]) -> None:
        self._world = world
        self.state = state
        self.users = list(users)
        self._read = 0
        self._last_update: int | None = None

    def __repr__(self) -> str:
        return f"Chat({self.id}, {self.state.kind})"

    @property
    def id(self) -> int:
        """The chat's id."""
        return self.state.number

    # What people do

    def send(
        self,
        text: str,
        *,
        user: User | None = None,
        reply_to: Posted | None = None,
        forwarded_from: User | None = None,
        via_bot: bool = False,
        anonymous: bool = False,
        topic: int | None = None,
    ) -> Posted:
        """Writes a text. Commands, mentions and links in it are marked as Telegram marks them.

        Args:
            text: What is typed.
            user: Who writes; nobody in a channel, where the channel itself speaks.
            reply_to: The message that is replied to.
            forwarded_from: Whose message is forwarded.
            via_bot: Whether the person chose it from the bot's inline results.
            anonymous: Whether an administrator writes in the group's name.
            topic: In which topic of a forum; see `open_topic`.
        """
        content = typed(text).fields()
        if topic is not None:
            content |= {"message_thread_id": topic, "is_topic_message": True}
            reply_to = reply_to or self._beginning(topic)
        if via_bot:
            content["via_bot"] = self._world.bot
        if forwarded_from is not None:
            content["forward_origin"] = {
                "type": "user",
                "date": int(self._world.now()),
                "sender_user": forwarded_from.wire,
            }
        return self.post(content, user=user, reply_to=reply_to, anonymous=anonymous)

    def post(
        self,
        content: Json,
        *,
        user: User | None = None,
        reply_to: Posted | None = None,
        anonymous: bool = False,
    ) -> Posted:
        """Puts any message into the chat: `content` are fields of the Bot API's Message."""
        with self._world.changed:
            self.state.known = self.state.known or self.state.kind == "private"
            content = content | self._sender(user, anonymous=anonymous)
            if reply_to is not None:
                content["reply_to_message"] = without_reply(reply_to.wire)
            message = self._world.add_message(self.state, content, from_bot=False)
            kind = "channel_post" if self.state.kind == "channel" else "message"
            update = self._tell(kind, message.wire)
            return Posted(self._world, self.state, message, update)

    def open_topic(self, name: str) -> int:
        """Opens a topic in a forum, and gives its thread's id."""
        with self._world.changed:
            content = {
                "forum_topic_created": {"name": name, "icon_color": 7322096},
                "is_topic_message": True,
            } | self._sender(None, anonymous=False)
            message = self._world.add_message(self.state, content, from_bot=False)
            message.wire["message_thread_id"] = message.number
            self.state.topics.add(message.number)
            self._tell("message", message.wire)
            return message.number

    def _beginning(self, topic: int) -> Posted:
        # What is written in a topic without replying replies to the topic's first message.
        return Posted(self._world, self.state, self.state.messages[topic])

    def send_photo(self, caption: str = "", *, user: User | None = None, album: str = "") -> Posted:
        """Sends a picture, with or without a caption; those of one album are shown together."""
        content = attachments.photo(self._world, caption)
        return self.post(content | ({"media_group_id": album} if album else {}), user=user)

    def send_document(
        self,
        name: str,
        content: bytes,
        caption: str = "",
        *,
        size: int | None = None,
        user: User | None = None,
    ) -> Posted:
        """Sends a file; `size` states another size than the content has."""
        document = attachments.document(self._world, name, content, caption, size)
        return self.post(document, user=user)

    def send_voice(self, *, user: User | None = None) -> Posted:
        """Sends a voice message."""
        return self.post(attachments.voice(self._world), user=user)

    def send_sticker(self, emoji: str = "👍", *, user: User | None = None) -> Posted:
        """Sends a sticker."""
        return self.post(attachments.sticker(self._world, emoji), user=user)

    def edit(self, posted: Posted, text: str) -> None:
        """Edits a message of a person: its text, or what stands under its picture or file."""
        has_media = "photo" in posted.wire or "document" in posted.wire
        names = ("caption", "caption_entities") if has_media else ("text", "entities")
        with self._world.changed:
            kept = {k: v for k, v in posted.wire.items() if k not in names}
            changed = kept | typed(text).fields(*names)
            self._world.change_message(self.state, posted.message, changed)
            channel = self.state.kind == "channel"
            kind = "edited_channel_post" if channel else "edited_message"
            posted.update = self._tell(kind, posted.wire)

    def delete(self, posted: Posted) -> None:
        """Deletes a message. Telegram tells no bot of it."""
        with self._world.changed:
            self._world.delete_message(self.state, posted.message)

    def press(self, posted: Posted, button: str, *, user: User | None = None) -> Press:
        """Presses a button, found by its words or its data."""
        found = posted.find_button(button)
        if not found.data:
            message = f"{found} sends nothing to the bot"
            raise AssertionError(message)
        return self.press_data(posted, found.data, words=found.text, user=user)

    def press_data(
        self, posted: Posted, data: str, *, words: str = "", user: User | None = None
    ) -> Press:
        """Sends any callback data, as of a button that an earlier release of the bot made."""
        presser = user or self.users[0]
        with self._world.changed:
            query = Query(self._world.next_query_number(), self._world.now())
            self._world.callbacks[query.number] = query
            name = presser.first_name
            self.state.events.append(Event(name, "press", {"text": words or data}))
            payload = {
                "id": query.number,
                "from": presser.wire,
                "message": posted.wire,
                "chat_instance": str(self.id),
                "data": data,
            }
            return Press(self._world, query, self._tell("callback_query", payload))

    def choose(self, answer: InlineAnswer, index: int = 0, *, user: User | None = None) -> Posted:
        """Puts an inline result into the chat, as the person does who taps it.

        The bot is told which one it was, as if its owner had asked for that (/setinlinefeedback).
        """
        chosen = {
            "result_id": answer.results[index]["id"],
            "from": (user or self.users[0]).wire,
            "query": answer.query,
        }
        with self._world.changed:
            self._last_update = self._world.queue.put("chosen_inline_result", chosen)
        content = answer.results[index]["input_message_content"]
        formatted = received(content["message_text"], content.get("parse_mode"), None, TEXT)
        fields = formatted.fields()
        if content.get("entities"):
            fields["entities"] = content["entities"]
        return self.post(fields | {"via_bot": self._world.bot}, user=user)

    # What happens to the bot

    def block(self) -> None:
        """Blocks the bot (private chat) or removes it (group)."""
        self._change_status("kicked")

    def unblock(self) -> None:
        """Lets the bot in again."""
        self._change_status("member")

    def add_bot(self, *, user: User | None = None) -> None:
        """Takes the bot into a group that it was not in."""
        actor = user or self.users[0]
        with self._world.changed:
            self.state.known = True
            self._change_status("member", actor)
            self.post({"new_chat_members": [self._world.bot]}, user=actor)

    def promote_bot(self) -> None:
        """Makes the bot an administrator, who sees every message of a group."""
        self._change_status("administrator")

    def upgrade(self, number: int) -> "Chat":
        """Turns a group into a supergroup with another id, and gives that."""
        with self._world.changed:
            old = self.state
            wire = old.wire | {"id": number, "type": "supergroup"}
            new = ChatState(
                wire,
                known=True,
                bot_status=old.bot_status,
                members=old.members,
                administrators=old.administrators,
            )
            self._world.chats[number] = new
            chat = Chat(self._world, new, self.users)
            self.post({"migrate_to_chat_id": number})
            chat.post({"migrate_from_chat_id": self.id})
            old.migrated_to = number
            return chat

    # What the bot does

    @property
    def replies(self) -> list[Posted]:
        """All messages of the bot that are in the chat, oldest first."""
        with self._world.changed:
            return [
                Posted(self._world, self.state, message)
                for message in self.state.messages.values()
                if message.from_bot and not message.deleted
            ]

    @property
    def unread(self) -> list[Posted]:
        """The messages of the bot that no `wait_for_reply` has given yet."""
        return [reply for reply in self.replies if reply.number > self._read]

    def wait_for_reply(self, timeout: float = PATIENCE_SECONDS) -> Posted:
        """Waits for the bot's next message and gives it; each is given once."""
        wait_until(self._world, lambda: bool(self.unread), f"a reply in {self!r}", timeout)
        reply = self.unread[0]
        self._read = reply.number
        return reply

    def ask(self, text: str, *, user: User | None = None) -> Posted:
        """Writes, and waits for the bot's next message."""
        self.send(text, user=user)
        return self.wait_for_reply()

    def expect_silence(self, *, probe: str = "", answer: str = "") -> None:
        """Makes sure that the bot says nothing here to what it was sent last.

        The bot must have confirmed the update, and then come back for more several times. A bot
        that works on one message of a chat after another can be held to more: it is sent a probe,
        and the probe's answer must be the next thing that it says.

        Args:
            probe: A text that the bot is sure to answer in this chat.
            answer: A piece of that answer, by which it is known.

        Raises:
            AssertionError: It said something, or does not poll.
        """
        self.wait_for_confirmation()
        for _ in range(_ROUNDS):
            self._nudge()
        if probe:
            reply = self.ask(probe)
            assert answer in reply.text, f"the bot was to be silent, but said {reply.text!r}"
        assert not self.unread, f"the bot was to be silent, but said {self.unread}"

    def wait_for_confirmation(self) -> None:
        """Waits until the bot has confirmed the last update that this chat gave rise to."""
        last = self._last_update
        if last is not None:
            wait_until(
                self._world,
                lambda: self._world.queue.confirmed >= last,
                f"the bot to confirm update {last}",
            )

    def _nudge(self) -> None:
        """Ends the bot's poll without an update, and waits for its next one.

        Where updates are brought, one that says nothing is, as those are of kinds yet unknown.
        """
        with self._world.changed:
            if self._world.webhook:
                self._world.queue.put_unchecked({})
                self._last_update = self._world.queue.newest
            before = self._world.polls
            self._world.nudges += 1
            self._world.notify()
        if self._world.webhook:
            self.wait_for_confirmation()
            return
        wait_until(self._world, lambda: self._world.polls > before, "the bot to poll again")

    def _sender(self, user: User | None, *, anonymous: bool) -> Json:
        if self.state.kind == "channel":
            return {"sender_chat": self.state.wire}
        if anonymous:
            return {"from": ANONYMOUS_ADMINISTRATOR, "sender_chat": self.state.wire}
        return {"from": (user or self.users[0]).wire}

    def _tell(self, kind: str, payload: Json) -> int | None:
        """Puts an update in the queue if the bot may see it."""
        if kind != "callback_query" and not may_see(self._world, self.state, payload):
            return None
        number = self._world.queue.put(kind, payload)
        self._last_update = self._last_update if number is None else number
        self._world.notify()
        return number

    def _change_status(self, status: str, user: User | None = None) -> None:
        actor = user or self.users[0]
        with self._world.changed:
            before = bot_member(self._world, self.state)
            self.state.bot_status = status
            payload: dict[str, Any] = {
                "chat": self.state.wire,
                "from": actor.wire,
                "date": int(self._world.now()),
                "old_chat_member": before,
                "new_chat_member": bot_member(self._world, self.state),
            }
            self._last_update = self._world.queue.put("my_chat_member", payload)
            self._world.notify()
