"""The log: each update with its number and duration, never the token, and no words of anybody's."""

import asyncio
import json
import logging
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telegram import Update
from telegram.error import InvalidToken, NetworkError
from telegram.ext import ExtBot

from bot.boxes import Boxes
from bot.delivery import Courier
from bot.handlers import on_error
from bot.intake import AnyApplication, Intake
from bot.limits import Allowance
from bot.logs import Form, about, log_without
from bot.metrics import Metrics
from bot.reading import read_update
from knowledge.journal.inbox import Inbox

TOKEN = "7000000001:AAH-secret_part-of-the-token"  # noqa: S105 (nobody's)
ESCAPED = TOKEN.replace(":", "%3A")
FORMS: tuple[Form, ...] = ("text", "json")

Lines = Callable[[], list[str]]


@pytest.fixture(params=FORMS)
def form(request: pytest.FixtureRequest) -> Form:
    """Gives each form of the log."""
    found: Form = request.param
    return found


@pytest.fixture
def logged() -> Iterator[Callable[[Form], StringIO]]:
    """Has all that is logged written to a text, as the bot writes it to standard error."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level

    def begin(form: Form) -> StringIO:
        log_without(TOKEN, form=form)
        written = StringIO()
        for handler in root.handlers:
            assert isinstance(handler, logging.StreamHandler)
            handler.setStream(written)
        return written

    yield begin
    root.handlers[:] = before
    root.setLevel(level)


_AROUND = st.text(st.characters(exclude_categories=["C"]), max_size=8)

_PLACES: dict[str, Callable[[logging.Logger, str], None]] = {
    "message": lambda log, said: log.info(said),
    "argument": lambda log, said: log.warning("called %s", said),
    "field": lambda log, said: log.info("called", extra={"address": said}),
    "field within": lambda log, said: log.info("called", extra={"parts": [{"address": said}]}),
    "exception": lambda log, said: _raise_and_log(log, ValueError(said)),
    "cause": lambda log, said: _raise_and_log(log, _caused_by(ValueError(said))),
}
"""Where in a record a text may stand."""


def _raise(error: Exception) -> None:
    raise error


def _raise_and_log(log: logging.Logger, error: Exception) -> None:
    try:
        _raise(error)
    except Exception:
        log.exception("failed")


def _caused_by(error: Exception) -> Exception:
    found = RuntimeError("failed")
    found.__cause__ = error
    return found


@pytest.mark.parametrize("place", _PLACES)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.tuples(_AROUND, st.sampled_from([TOKEN, ESCAPED]), _AROUND).map("".join))
def test_the_token_is_never_shown(
    logged: Callable[[Form], StringIO], form: Form, place: str, said: str
) -> None:
    written = logged(form)
    _PLACES[place](logging.getLogger("some.library"), said)
    assert "[token]" in written.getvalue()
    assert "secret_part" not in written.getvalue()


def test_fields_of_a_block_are_on_each_of_its_lines_and_on_no_other(
    logged: Callable[[Form], StringIO],
) -> None:
    written, log = logged("json"), logging.getLogger("bot")
    with about(update=7):
        log.info("one")
        log.info("two", extra={"kind": "message"})
    log.info("three")
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    assert [line.get("update") for line in lines] == [7, 7, None]
    assert [line["event"] for line in lines] == ["one", "two", "three"]
    assert lines[1]["kind"] == "message"
    assert all({"level", "logger", "timestamp"} <= line.keys() for line in lines)


@pytest.mark.parametrize("name", ["httpx", "httpcore"])
def test_libraries_that_log_addresses_are_quiet(
    logged: Callable[[Form], StringIO], name: str
) -> None:
    written = logged("text")
    logging.getLogger(name).info("HTTP Request: POST https://api.telegram.org/…")
    assert written.getvalue() == ""


@pytest.mark.parametrize("error", [NetworkError("gone"), InvalidToken("gone")])
def test_what_the_connection_says_in_a_line_is_not_said_in_a_traceback(
    logged: Callable[[Form], StringIO], error: Exception
) -> None:
    written = logged("text")
    _raise_and_log(logging.getLogger("telegram.ext.Updater"), error)
    assert written.getvalue() == ""
    _raise_and_log(logging.getLogger("bot.handlers"), error)
    assert "gone" in written.getvalue()


class Application:
    """Stands for python-telegram-bot's: what becomes of an update is given."""

    def __init__(self, error: Exception | None) -> None:
        self.bot: ExtBot[None] = ExtBot(TOKEN)
        self._error = error

    async def process_update(self, update: Update) -> None:
        """Deals with an update, or fails at it as a handler does."""
        assert update.effective_message is not None
        if self._error is not None:
            logging.getLogger("bot.handlers").error("update failed", exc_info=self._error)


def _update(number: int, words: str) -> dict[str, Any]:
    person = {"id": 5, "is_bot": False, "first_name": words}
    chat = {"id": 5, "type": "private", "first_name": words}
    message = {"message_id": number, "date": 1, "chat": chat, "from": person, "text": words}
    return {"update_id": number, "message": message}


def _take(folder: Path, *updates: dict[str, Any], questions: bool, error: Exception | None) -> None:
    async def run() -> None:
        inbox = Inbox.open(folder)
        courier = Courier(inbox, Boxes())
        taking = Intake(
            cast("AnyApplication", Application(error)),
            inbox,
            courier,
            Boxes(),
            Metrics(),
            people=Allowance(100),
            groups=Allowance(100),
            most_waiting=100,
            log_questions=questions,
        )
        arrivals = [read_update(data, taking.application.bot) for data in updates]
        await taking.take([arrival for arrival in arrivals if arrival])
        await taking.lanes.end(60.0)
        inbox.close()

    asyncio.run(run())


WORDS = "我家的低保被停了怎么办"
"""Nothing of it stands in the program."""


@pytest.mark.parametrize("error", [None, ValueError("no more")])
def test_each_update_has_a_line_with_its_number_and_how_long_it_took(
    logged: Callable[[Form], StringIO], tmp_path: Path, error: Exception | None
) -> None:
    written = logged("json")
    _take(tmp_path, _update(31, WORDS), _update(32, WORDS), questions=False, error=error)
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    handled = [line for line in lines if line["event"] == "handled"]
    assert [(line["update"], line["kind"]) for line in handled] == [
        (31, "message"),
        (32, "message"),
    ]
    assert all(line["duration_ms"] >= 0 and line["waited_ms"] >= 0 for line in handled)
    failed = [line["update"] for line in lines if line["event"] == "update failed"]
    assert failed == ([31, 32] if error else [])


@pytest.mark.parametrize("error", [None, ValueError("no more")])
@pytest.mark.parametrize("broken", [False, True])
def test_no_words_of_anybody_are_logged_unless_the_operator_says_so(
    logged: Callable[[Form], StringIO],
    tmp_path: Path,
    form: Form,
    error: Exception | None,
    *,
    broken: bool,
) -> None:
    update = _update(31, WORDS)
    if broken:  # so that it cannot be read, or not be dealt with
        del update["message"]["chat"]["type"]
    written = logged(form)
    _take(tmp_path / "silent", update, questions=False, error=error)
    assert "31" in written.getvalue()
    assert not any(words in written.getvalue() for words in (WORDS, WORDS[:4], WORDS[-4:]))
    written = logged(form)
    _take(tmp_path / "speaking", _update(31, WORDS), questions=True, error=error)
    assert WORDS in written.getvalue()


def test_handlers_that_fail_are_logged_by_the_bots_own_words(
    logged: Callable[[Form], StringIO],
) -> None:
    class Context:
        error = ValueError("no more")

    written = logged("text")
    asyncio.run(on_error(None, cast("Any", Context())))
    assert "update failed" in written.getvalue()
    assert "no more" in written.getvalue()
