"""What a test holds in its hands: people, messages, pressed buttons, inline answers."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.telegram.text import cut
from tests.telegram.wire import Json
from tests.telegram.world import ChatState, Message, Query, World

PATIENCE_SECONDS = 120.0
"""How long a test waits for the bot before it fails. Nothing that goes well takes so long, on a
machine many times slower than a developer's either."""


def wait_until(
    world: World, holds: Callable[[], bool], what: str, timeout: float = PATIENCE_SECONDS
) -> None:
    """Waits until something holds, looking again whenever the world changes.

    Args:
        world: The world to look at; `World.changed` is held while `holds` is called.
        holds: Tells whether the wait is over.
        what: What is waited for, for the message of the failure.
        timeout: In seconds.

    Raises:
        AssertionError: The time is over. The message tells the bot's last calls.
    """
    with world.changed:
        if not world.changed.wait_for(holds, timeout):
            last = [f"{call.method} {call.status} {call.description}" for call in world.calls[-5:]]
            message = f"waited {timeout} s for {what}; the bot's last calls: {last}"
            raise AssertionError(message)


@dataclass(frozen=True, slots=True)
class User:
    """A person with a Telegram account."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = "zh-hans"
    """The language of the person's client; empty where it does not tell."""

    @property
    def wire(self) -> Json:
        """A User of the Bot API, with the fields that are not empty."""
        fields: Json = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        for name in ("last_name", "username", "language_code"):
            if getattr(self, name):
                fields[name] = getattr(self, name)
        return fields


@dataclass(frozen=True, slots=True)
class Button:
    """One button under a message."""

    text: str
    data: str
    """Its callback_data; empty for a button that does something else."""
    wire: Json


def marked(wire: Json, kind: str) -> list[str]:
    """Gives the pieces of a message's text or caption that are marked so: "bold" …."""
    text = wire.get("text") or wire.get("caption") or ""
    entities = wire.get("entities") or wire.get("caption_entities") or []
    return [
        cut(text, entity["offset"], entity["length"])
        for entity in entities
        if entity["type"] == kind
    ]


def _buttons(wire: Json) -> list[list[Button]]:
    rows = wire.get("reply_markup", {}).get("inline_keyboard", [])
    return [
        [Button(button["text"], button.get("callback_data", ""), button) for button in row]
        for row in rows
    ]


@dataclass(eq=False)
class Posted:
    """A message in a chat, as it is now: an edit shows in the object that a test holds."""

    world: World
    chat: ChatState
    message: Message
    update: int | None = None
    """The update_id under which the bot is told of it; None where it is not told."""
    _edits_seen: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self._edits_seen = len(self.message.versions)

    def __repr__(self) -> str:
        return f"Posted({self.number}, {self.text!r})"

    @property
    def number(self) -> int:
        """The message_id."""
        return self.message.number

    @property
    def wire(self) -> Json:
        """The Message of the Bot API."""
        return self.message.wire

    @property
    def text(self) -> str:
        """The text, or the caption; empty where there is neither."""
        text: str = self.wire.get("text") or self.wire.get("caption") or ""
        return text

    @property
    def entities(self) -> list[Json]:
        """The entities of the text or caption, those that Telegram found itself among them."""
        found: list[Json] = self.wire.get("entities") or self.wire.get("caption_entities") or []
        return found

    def marked(self, kind: str) -> list[str]:
        """Gives the pieces of the text that are marked so: "bold", "blockquote" …."""
        return marked(self.wire, kind)

    @property
    def keyboard(self) -> list[list[Button]]:
        """The rows of buttons under the message."""
        return _buttons(self.wire)

    @property
    def buttons(self) -> list[str]:
        """The words on the buttons, row after row."""
        return [button.text for row in self.keyboard for button in row]

    @property
    def replies_to(self) -> int | None:
        """The message_id of the message that it replies to."""
        number: int | None = self.wire.get("reply_to_message", {}).get("message_id")
        return number

    @property
    def quote(self) -> str:
        """The piece of the replied message that it quotes; empty where it quotes none."""
        text: str = self.wire.get("quote", {}).get("text", "")
        return text

    @property
    def content(self) -> bytes:
        """The bytes of its document."""
        stored = self.world.files[self.wire["document"]["file_id"]]
        return stored.content

    @property
    def is_deleted(self) -> bool:
        """Tells whether the message was taken away."""
        return self.message.deleted

    def find_button(self, wanted: str) -> Button:
        """Finds a button by its words or its data.

        Buttons of earlier versions count: a person may press before the edit has arrived.

        Raises:
            AssertionError: The message never had such a button.
        """
        for wire in (self.wire, *reversed(self.message.versions)):
            for row in _buttons(wire):
                for button in row:
                    if wanted in (button.text, button.data):
                        return button
        message = f"{self!r} has no button {wanted!r}, only {self.buttons}"
        raise AssertionError(message)

    def wait_for_edit(self, timeout: float = PATIENCE_SECONDS) -> "Posted":
        """Waits until the message is edited once more since this was last called."""
        wait_until(
            self.world,
            lambda: len(self.message.versions) > self._edits_seen,
            f"an edit of {self!r}",
            timeout,
        )
        self._edits_seen += 1
        return self

    def wait_for_delete(self, timeout: float = PATIENCE_SECONDS) -> None:
        """Waits until the message is taken away."""
        wait_until(self.world, lambda: self.is_deleted, f"the end of {self!r}", timeout)


@dataclass(frozen=True, slots=True)
class Press:
    """A pressed button, under which the person's client waits for an answer."""

    world: World
    query: Query
    update: int | None

    def wait_for_answer(self, timeout: float = PATIENCE_SECONDS) -> str:
        """Waits for answerCallbackQuery, and gives its text; empty where it shows none."""
        wait_until(
            self.world, lambda: self.query.answer is not None, "an answer to the press", timeout
        )
        answer: Json = self.query.answer or {}
        text: str = answer.get("text") or ""
        return text

    @property
    def is_alert(self) -> bool:
        """Tells whether the answer must be closed by the person."""
        return bool((self.query.answer or {}).get("show_alert"))


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    """What the bot shows to a person who types after its name."""

    query: str
    user: User
    wire: Json
    """The parameters of answerInlineQuery."""

    @property
    def results(self) -> list[Json]:
        """The results, each an InlineQueryResult of the Bot API."""
        results: list[Json] = self.wire["results"]
        return results

    @property
    def titles(self) -> list[str]:
        """The results' titles."""
        return [result.get("title", "") for result in self.results]

    @property
    def is_personal(self) -> bool:
        """Tells whether the results are kept for this person only."""
        return bool(self.wire.get("is_personal"))

    @property
    def cache_time(self) -> int:
        """How many seconds Telegram keeps the results; 300 unless the bot says otherwise."""
        cache_time: int = self.wire.get("cache_time", 300)
        return cache_time
