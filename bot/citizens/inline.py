"""`@bot 低保标准` in any chat: facts to choose from, sent as quotations with their source."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from telegram import (
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
)
from telegram.error import BadRequest
from telegram.ext import (
    BaseHandler,
    ChosenInlineResultHandler,
    ContextTypes,
    InlineQueryHandler,
)

from bot.citizens.bounded import Bounded
from bot.citizens.desk import Desk
from bot.citizens.sending import entities
from bot.language import spoken
from bot.message import fitted
from bot.render import place, render_facts, short_answer
from bot.texts import TEXTS, Texts
from bot.views import label
from knowledge.answer import Answerer
from knowledge.identity import fact_id
from knowledge.library import Edition
from knowledge.model import Ranked
from knowledge.quoting import MOST_FACTS

Context = ContextTypes.DEFAULT_TYPE

MOST_RESULTS = 10
"""What a phone shows without endless scrolling; Telegram takes 50."""

CACHE_SECONDS = 300
"""Telegram's own default (`answerInlineQuery.cache_time`). What Telegram has kept cannot be called
back: a figure that was corrected is offered no longer than this. Our own copy ends with its
edition."""

_SHORTEST = 2
"""Characters from which on a query says something."""

_MOST_KEPT = 200
"""Queries, of some 34 kB each; as people type, each beginning of a question is one."""

_SNIPPET = 80
"""Characters under a title: three lines on a phone."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a query found."""

    results: tuple[InlineQueryResultArticle, ...]
    silent: str
    """What the button above the results says where there are none."""


@dataclass(frozen=True, slots=True)
class Inline:
    """What the bot does in chats that it is not in."""

    desk: Desk
    _kept: Bounded[tuple[str, str], Found] = field(default_factory=lambda: Bounded(_MOST_KEPT))

    def handlers(self) -> Sequence[BaseHandler[Update, Context, Any]]:
        """Return what takes inline queries and what is chosen of their results."""
        return (InlineQueryHandler(self.query), ChosenInlineResultHandler(self.chosen))

    async def query(self, update: Update, _: Context) -> None:
        """Offer facts, the same to everybody."""
        asked = update.inline_query
        if asked is None:
            return
        found = await self._found(self.desk.library.edition, asked.query.strip())
        results = found.results if not asked.offset else ()
        button = None if results else InlineQueryResultsButton(found.silent, start_parameter="ask")
        with suppress(BadRequest):  # the person has typed on, or Telegram gave up waiting
            await asked.answer(results, CACHE_SECONDS, is_personal=False, button=button)

    async def chosen(self, update: Update, _: Context) -> None:
        """Write down which fact somebody found worth sending."""
        result = update.chosen_inline_result
        if result is None or "." not in result.result_id:
            return
        edition, fact = result.result_id.split(".", 1)
        person = self.desk.journal.person(result.from_user.id)
        await asyncio.to_thread(self.desk.journal.chosen, person, result.query, fact, edition)

    async def _found(self, edition: Edition, query: str) -> Found:
        key = (edition.digest, query)
        found = self._kept.get(key)
        if found is None:
            questions = await self._questions(edition, query)
            found = await asyncio.to_thread(find, edition, self.desk.answerer, query, questions)
            self._kept.put(key, found)
        return found

    async def _questions(self, edition: Edition, query: str) -> tuple[str, ...]:
        """Return the questions to answer as examples; none where the query says something."""
        return () if len(query) >= _SHORTEST else await self.desk.examples.of(edition)


def find(edition: Edition, answerer: Answerer, query: str, examples: Sequence[str] = ()) -> Found:
    """Return the facts to offer for a query; where there are examples, their answers instead."""
    texts = TEXTS[spoken(query, None)]
    offers = (
        _examples(edition, answerer, examples)
        if examples
        else (
            (short_answer(ranked), ranked)
            for ranked in answerer.offers(edition, query, MOST_RESULTS + MOST_FACTS)
        )
    )
    # Two articles may say the same in the same words, and a result's id is to be unique.
    unique = {fact_id(ranked.fact): (title, ranked) for title, ranked in offers}
    results = map(partial(_result, edition, texts), unique.values())
    return Found(tuple(results)[:MOST_RESULTS], texts.inline_silent)


def _examples(
    edition: Edition, answerer: Answerer, examples: Sequence[str]
) -> Iterator[tuple[str, Ranked]]:
    for question in examples:
        for ranked in answerer.answer(edition, question).facts[:1]:
            yield question, ranked


def _result(edition: Edition, texts: Texts, offer: tuple[str, Ranked]) -> InlineQueryResultArticle:
    title, ranked = offer
    fact = ranked.fact
    message = fitted(render_facts("", (ranked,), texts))
    return InlineQueryResultArticle(
        f"{edition.digest}.{fact_id(fact)}",
        title or label(fact.text),
        InputTextMessageContent(
            message.text,
            entities=entities(message),
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        ),
        description=f"{label(fact.text, _SNIPPET)}\n"
        f"《{fact.citation.title}》{place(fact.citation, texts)}",
    )
