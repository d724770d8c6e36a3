"""What the server knows: people, chats, messages, files, queries. No HTTP and no rules of calls.

The HTTP thread and the test's thread both work on it, each holding `World.changed`.
"""

import itertools
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from aiogram.types import Message as WireMessage

from tests.telegram.rates import RateLimiter
from tests.telegram.schema import check_object
from tests.telegram.updates import UpdateQueue
from tests.telegram.wire import ApiError, Json, refuse, refuse_forbidden

BOT_ID = 7_000_000_001
ANONYMOUS_ADMINISTRATOR: Json = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
"""As whom Telegram shows an administrator who remains anonymous."""

_SHUT_OUT = {
    "private": "bot was blocked by the user",
    "group": "bot was kicked from the group chat",
    "supergroup": "bot was kicked from the supergroup chat",
    "channel": "bot was kicked from the channel chat",
}


def _name(wire: Json) -> str:
    """Gives the name under which a message's sender is shown."""
    sender: Json = wire.get("sender_chat") or wire.get("from") or wire["chat"]
    name: str = sender.get("title") or sender["first_name"]
    return name


@dataclass
class Message:
    """One message of a chat, with its earlier versions."""

    wire: Json
    """As the bot sees it now: a Message of the Bot API."""
    from_bot: bool
    deleted: bool = False
    versions: list[Json] = field(default_factory=list)
    """What it was before each edit, oldest first."""

    @property
    def number(self) -> int:
        """The message_id."""
        number: int = self.wire["message_id"]
        return number


@dataclass(frozen=True, slots=True)
class Event:
    """Something that is to be seen in a chat, for the transcript."""

    who: str
    what: str
    """message, edit, delete or press."""
    wire: Json
    """The message as it was after it; for a press, the button."""


@dataclass
class ChatState:
    """One chat."""

    wire: Json
    """A Chat of the Bot API."""
    known: bool
    """Whether the bot has met it: a person must write first."""
    bot_status: str = "member"
    """member, administrator, left or kicked (in a private chat: blocked)."""
    members: dict[int, Json] = field(default_factory=dict)
    administrators: set[int] = field(default_factory=set)
    messages: dict[int, Message] = field(default_factory=dict)
    migrated_to: int | None = None
    topics: set[int] = field(default_factory=set)
    """Of a forum: the message_ids that began its topics, which are their threads' ids."""
    actions: list[str] = field(default_factory=list)
    """The chat actions that the bot showed (typing and the like)."""
    events: list[Event] = field(default_factory=list)

    @property
    def number(self) -> int:
        """The chat's id."""
        number: int = self.wire["id"]
        return number

    @property
    def kind(self) -> str:
        """private, group, supergroup or channel."""
        kind: str = self.wire["type"]
        return kind

    def is_present(self) -> bool:
        """Tells whether the bot is in the chat and may write."""
        return self.bot_status in ("member", "administrator")


@dataclass
class Query:
    """A callback query or an inline query, and what the bot answered."""

    number: str
    asked_at: float
    answer: Json | None = None


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file on Telegram's side."""

    file_id: str
    name: str
    content: bytes
    size: int
    """Stated apart from the content, so that a test need not build 20 MB."""

    @property
    def path(self) -> str:
        """The file_path under which it is downloaded."""
        return f"documents/{self.file_id}{Path(self.name).suffix}"

    @property
    def unique(self) -> str:
        """The file_unique_id."""
        return f"unique-{self.file_id}"


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the bot and its answer."""

    method: str
    parameters: Json
    status: int
    """The HTTP status; `faults.CONNECTION_DROPPED` where no answer was given."""
    description: str
    """Empty where the call was granted."""
    at: float
    """When it arrived, by the server's clock; when it was refused, of one that was."""


class World:
    """All that the server knows. Hold `changed` while reading or writing."""

    def __init__(self, *, username: str, privacy_mode: bool) -> None:
        self.changed = threading.Condition(threading.RLock())
        self.wake: Callable[[], None] = lambda: None
        """Tells waiting polls that there may be something; the HTTP side sets it."""
        self.shift = 0.0
        """By how much a test has moved the clock, in seconds."""
        self.bot: Json = {
            "id": BOT_ID,
            "is_bot": True,
            "first_name": "常有答",
            "username": username,
        }
        self.privacy_mode = privacy_mode
        self.chats: dict[int, ChatState] = {}
        self.callbacks: dict[str, Query] = {}
        self.inline_queries: dict[str, Query] = {}
        self.files: dict[str, StoredFile] = {}
        self.profile: dict[tuple[str, str], str] = {}
        """(name, description or short description; language) -> text."""
        self.commands: dict[tuple[str, str], list[Json]] = {}
        """(scope as JSON; language) -> commands."""
        self.webhook: Json = {}
        self.webhooks_set = 0
        """How often one was set."""
        self.certificate = b""
        """The webhook's own certificate, PEM; empty where it has one that everybody trusts."""
        self.webhook_error = ""
        """Why the last update could not be brought."""
        self.roads: dict[str, str] = {}
        """Where a webhook's host is, by its name: the address of the bot, or of its proxy."""
        self.brought: list[tuple[int, int]] = []
        """What was brought to the webhook: update_id and HTTP status, 0 for none."""
        self.logged_out = False
        self.violations: list[str] = []
        self.calls: list[Call] = []
        self.sent: list[tuple[int, Message]] = []
        """Every message of the bot in the order of sending, with its chat's id."""
        self.polls = 0
        """How many getUpdates have come in."""
        self.nudges = 0
        """How often waiting polls were told to answer at once."""
        self.queue = UpdateQueue(self.now)
        self.rates = RateLimiter(self.now)
        self._message_numbers = itertools.count(1)
        self._file_numbers = itertools.count(1)
        self._query_numbers = itertools.count(4_100_000_000_000_001)

    def now(self) -> float:
        """Gives the server's time in seconds since 1970."""
        return time.time() + self.shift

    def notify(self) -> None:
        """Tells all who wait that something has changed. `changed` must be held."""
        self.changed.notify_all()
        self.wake()

    def next_query_number(self) -> str:
        """Gives an id for a query."""
        return str(next(self._query_numbers))

    def find_chat(self, chat_id: int | str) -> ChatState:
        """Finds a chat that the bot knows.

        Raises:
            ApiError: 400 "chat not found", which an operator's wrong setting also brings about.
        """
        number = chat_id
        if isinstance(chat_id, str) and chat_id.startswith("@"):
            named = [c.number for c in self.chats.values() if c.wire.get("username") == chat_id[1:]]
            number = named[0] if named else 0
        try:
            chat = self.chats.get(int(number))
        except ValueError:
            chat = None
        if chat is None or not chat.known:
            refuse("chat not found")
        return chat

    def writable_chat(self, chat_id: int | str) -> ChatState:
        """Finds a chat in which the bot may write.

        Raises:
            ApiError: 400 for an unknown or migrated chat, 403 for one that shut the bot out.
        """
        chat = self.find_chat(chat_id)
        if chat.migrated_to is not None:
            raise ApiError(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                parameters={"migrate_to_chat_id": chat.migrated_to},
            )
        if chat.bot_status == "kicked":
            refuse_forbidden(_SHUT_OUT[chat.kind])
        if chat.bot_status == "left":
            refuse_forbidden(f"bot is not a member of the {chat.kind} chat")
        return chat

    def add_message(self, chat: ChatState, content: Json, *, from_bot: bool) -> Message:
        """Adds a message to a chat; numbers it and dates it."""
        wire: Json = {
            "message_id": next(self._message_numbers),
            "date": int(self.now()),
            "chat": chat.wire,
        }
        if from_bot and chat.kind != "channel":
            wire["from"] = self.bot
        message = Message(check_object(WireMessage, wire | content), from_bot)
        chat.messages[message.number] = message
        chat.events.append(Event(_name(message.wire), "message", message.wire))
        if from_bot:
            self.sent.append((chat.number, message))
        return message

    def change_message(self, chat: ChatState, message: Message, content: Json) -> None:
        """Puts a new version in a message's place."""
        changed = check_object(WireMessage, content | {"edit_date": int(self.now())})
        message.versions.append(message.wire)
        message.wire = changed
        chat.events.append(Event(_name(changed), "edit", changed))

    def delete_message(self, chat: ChatState, message: Message) -> None:
        """Takes a message out of a chat. Telegram tells no bot of it."""
        message.deleted = True
        chat.events.append(Event(_name(message.wire), "delete", message.wire))

    def add_file(self, name: str, content: bytes, size: int | None = None) -> StoredFile:
        """Keeps a file; `size` may state more than the content has."""
        stored = StoredFile(
            f"file-{next(self._file_numbers)}",
            name,
            content,
            len(content) if size is None else size,
        )
        self.files[stored.file_id] = stored
        return stored
