"""The methods that answer a pressed button and an inline query."""

import re

from aiogram.methods import AnswerCallbackQuery, AnswerInlineQuery
from aiogram.types import (
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InlineQueryResultUnion,
    InputTextMessageContent,
)

from tests.telegram.keyboard import check_markup
from tests.telegram.limits import (
    CALLBACK_ANSWER,
    INLINE_NEXT_OFFSET,
    INLINE_RESULT_ID,
    INLINE_RESULTS,
    LIFETIME_SECONDS,
    START_PARAMETER,
    TEXT,
)
from tests.telegram.text import received_message, units
from tests.telegram.wire import refuse, refuse_misuse
from tests.telegram.world import Query, World

_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def _open_query(world: World, queries: dict[str, Query], number: str, kind: str) -> Query:
    """Finds a query that still waits for its answer.

    Being late is no violation: the bot may have been down. Nor is a second answer, which is what a
    bot gives that lost the first one's confirmation.
    """
    query = queries.get(number)
    if query is None:
        refuse_misuse(_TOO_OLD, f"there is no {kind} {number!r}")
    if query.answer is not None or world.now() > query.asked_at + LIFETIME_SECONDS[kind]:
        refuse(_TOO_OLD)
    return query


def answer_callback_query(world: World, call: AnswerCallbackQuery) -> bool:
    """Ends the wait of a person who pressed a button."""
    query = _open_query(world, world.callbacks, call.callback_query_id, "callback_query")
    CALLBACK_ANSWER.check(units(call.text or ""))
    query.answer = call.model_dump(mode="json", exclude_unset=True)
    return True


def _check_button(button: InlineQueryResultsButton) -> None:
    if not button.text:
        refuse_misuse("can't parse inline query results button: Text must be non-empty")
    if button.start_parameter is None:
        return
    START_PARAMETER.check(len(button.start_parameter))
    if not re.fullmatch(r"[A-Za-z0-9_-]+", button.start_parameter):
        refuse_misuse("START_PARAM_INVALID", f"start parameter {button.start_parameter!r}")


def _check_result(result: InlineQueryResultUnion) -> None:
    INLINE_RESULT_ID.check(len(result.id.encode()))
    if not result.id:
        refuse_misuse("RESULT_ID_INVALID", "an empty result id")
    if isinstance(result, InlineQueryResultArticle) and not result.title:
        refuse_misuse("ARTICLE_TITLE_EMPTY")
    content = getattr(result, "input_message_content", None)
    if isinstance(content, InputTextMessageContent):
        received_message(content.message_text, content.parse_mode, content.entities, TEXT)
    check_markup(result.reply_markup)


def answer_inline_query(world: World, call: AnswerInlineQuery) -> bool:
    """Shows results to a person who types after the bot's name."""
    query = _open_query(world, world.inline_queries, call.inline_query_id, "inline_query")
    INLINE_RESULTS.check(len(call.results))
    INLINE_NEXT_OFFSET.check(len((call.next_offset or "").encode()))
    for result in call.results:
        _check_result(result)
    numbers = [result.id for result in call.results]
    if len(set(numbers)) < len(numbers):
        refuse_misuse("RESULT_ID_DUPLICATE", f"result ids are not unique: {numbers}")
    if call.button is not None:
        _check_button(call.button)
    query.answer = call.model_dump(mode="json", exclude_unset=True)
    return True
