"""What buttons carry: frozen values to Telegram's `callback_data` of at most 64 bytes, and back.

`<edition>:<letter>.<number>.…`, a button within another after a `+`. The edition's digest comes
first: what a number points to is another thing in another edition.
"""

import re
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import TypeAlias

MOST_BYTES = 64
"""Telegram's limit (`InlineKeyboardButton.callback_data`)."""

_DIGITS = 12
"""Of the edition's digest; as many as it has."""

_LARGEST = 10**15
"""A number beyond this was not packed here, and would not fit."""


@dataclass(frozen=True, slots=True)
class Page:
    """Facts of an answer: 0 is the answer itself, further pages what comes after it."""

    number: int


@dataclass(frozen=True, slots=True)
class Reading:
    """One of several facts that fit the question: the one that is meant."""

    position: int
    """Of the fact in its edition."""


@dataclass(frozen=True, slots=True)
class Articles:
    """A page of the list of articles."""

    page: int


@dataclass(frozen=True, slots=True)
class Article:
    """A page of an article's sections."""

    article: int
    page: int


@dataclass(frozen=True, slots=True)
class Section:
    """A page of a section's facts."""

    article: int
    section: int
    page: int


@dataclass(frozen=True, slots=True)
class Context:
    """A fact with the paragraphs around it."""

    position: int
    """Of the fact in its edition."""
    back: "Page | Reading | Section"
    """What was shown before."""


@dataclass(frozen=True, slots=True)
class Vote:
    """What somebody thinks of an answer."""

    question: int
    """Its number in the journal."""
    helped: int
    """1 if so, else 0."""


@dataclass(frozen=True, slots=True)
class Again:
    """The same question, of what is served now."""


@dataclass(frozen=True, slots=True)
class Example:
    """One of the questions that the welcome offers."""

    number: int


@dataclass(frozen=True, slots=True)
class Sources:
    """A page of the articles with their dates and sources."""

    page: int


@dataclass(frozen=True, slots=True)
class Speak:
    """A language; see `bot.views.LANGUAGES`."""

    number: int


Button: TypeAlias = (
    Page
    | Reading
    | Articles
    | Article
    | Section
    | Context
    | Vote
    | Again
    | Example
    | Sources
    | Speak
)

LASTING = (Vote, Again, Speak)
"""Mean the same in every edition."""

# A letter once given out stays: messages keep their buttons for years.
_KINDS: MappingProxyType[str, type[Button]] = MappingProxyType(
    {
        "p": Page,
        "r": Reading,
        "l": Articles,
        "k": Article,
        "s": Section,
        "c": Context,
        "v": Vote,
        "a": Again,
        "e": Example,
        "o": Sources,
        "t": Speak,
    }
)
_LETTERS = {kind: letter for letter, kind in _KINDS.items()}


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button as it comes back."""

    edition: str
    """The beginning of its edition's digest."""
    button: Button

    def is_of(self, edition: str) -> bool:
        """Whether what the button points to is in the edition with this digest."""
        return isinstance(self.button, LASTING) or self.edition == edition[:_DIGITS]


def pack(edition: str, button: Button) -> str:
    """Return a button as `callback_data`.

    Raises:
        ValueError: It would take more than 64 bytes; no article has so many facts.
    """
    data = f"{edition[:_DIGITS]}:{_written(button)}"
    if len(data.encode()) > MOST_BYTES:
        message = f"{len(data.encode())} bytes of at most {MOST_BYTES}: {data}"
        raise ValueError(message)
    return data


def unpack(data: str) -> Pressed | None:
    """Return what `pack` packed, `None` for anything else."""
    found = re.fullmatch(r"([^:]*):(.*)", data, re.ASCII)
    button = _read(found[2]) if found else None
    return Pressed(found[1], button) if found and button else None


def _written(button: Button) -> str:
    values = [getattr(button, field.name) for field in fields(button)]
    numbers = ".".join(str(value) for value in values if isinstance(value, int))
    written = f"{_LETTERS[type(button)]}.{numbers}".rstrip(".")
    return f"{written}+{_written(button.back)}" if isinstance(button, Context) else written


def _read(written: str) -> Button | None:
    own, _, rest = written.partition("+")
    letter, *numbers = own.split(".")
    kind = _KINDS.get(letter)
    if kind is None or not all(re.fullmatch(r"\d{1,15}", number, re.ASCII) for number in numbers):
        return None
    values: list[int | Button] = [int(number) for number in numbers]
    if kind is Context:
        back = _read(rest)
        if not isinstance(back, Page | Reading | Section):
            return None
        values.append(back)
    elif rest:
        return None
    return kind(*values) if len(values) == len(fields(kind)) else None  # type: ignore[arg-type]
