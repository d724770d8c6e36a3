"""What the bot can say of its own accord, one field a sentence; none is about the matter."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from knowledge.model import Intent, Verdict

Commands = tuple[tuple[str, str], ...]
"""A menu of commands: each name with its description."""


class Language(StrEnum):
    """What the bot speaks; the values are IETF's tags."""

    SIMPLIFIED = "zh-hans"
    TRADITIONAL = "zh-hant"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The bot's sentences in one language. Names in braces are filled in."""

    name: str
    """Of the language, in itself."""

    # What the bot is
    description: str
    """Shown by Telegram in a chat that is still empty; at most 512 characters."""
    short_description: str
    """Shown in the bot's profile; at most 120 characters."""
    private_commands: Commands
    group_commands: Commands

    # Welcome and help
    start: str
    articles: str
    """Before the titles of the articles."""
    examples: str
    """Before the questions that the buttons ask."""
    and_others: str
    help: str
    afresh: str
    """After /new."""

    # Answers
    more: str
    """Before further facts of the same answer."""
    page: str
    """Over a page of further facts."""
    context: str
    """Over a quotation with the paragraphs around it."""
    line: str
    """Where in its file a fact stands."""
    expired: str
    """Beside what no longer holds, with its last day."""
    replaced: str
    """Beside what another article has taken the place of."""
    asked: str
    """Before a question that a button asks."""
    part: str
    """Over the answer to one of several questions."""
    which: str
    """Asks back where several facts fit."""
    disagreeing: str
    """Over facts of articles that contradict one another."""
    verdicts: Mapping[Verdict, str]
    silent: str
    nearest: str
    """Before what comes near and is no answer."""
    contact: str
    """Where to find a person who knows."""
    replies: Mapping[Intent, str]
    """To what is no question."""
    only_text: str
    posted: str
    """To an article that somebody posts in the chat."""
    failed: str
    too_much: str
    """To somebody who asks faster than the bot's limits allow."""

    # Buttons
    to_context: str
    to_answer: str
    to_more: str
    to_previous: str
    to_articles: str
    to_sections: str
    ask_again: str
    helped: str
    did_not_help: str

    # What pops up over a pressed button
    noted: str
    not_noted: str
    no_more: str
    old_edition: str
    gone: str
    """The question that the button belongs to is no longer known."""

    # Articles
    topics: str
    no_heading: str
    """Names what stands before an article's first heading."""
    sources: str
    undated: str
    unsourced: str
    page_of: str

    # People
    privacy: str
    privacy_without_text: str
    """Where questions' texts are not kept."""
    forgotten: str
    nothing_to_forget: str
    not_forgotten: str
    language: str
    automatic: str
    """The button that lets the bot choose the language."""
    language_set: str
    language_not_set: str

    # Groups
    welcome: str
    not_allowed: str
    usage: str
    only_administrators: str
    turned_on: str
    turned_off: str
    not_turned: str

    # Inline
    inline_silent: str
    inline_question: str
    """Before the question that an inline result answers."""
