"""Which chats take messages: one that shut us out is left alone until somebody writes there."""

from pathlib import Path

import pytest
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.calls import is_unwelcome
from bot.chats import Chats
from knowledge.journal.inbox import Inbox

CHAT = -5


@pytest.fixture
def chats(tmp_path: Path) -> Chats:
    """Gives chats of which nothing is known."""
    return Chats(Inbox.open(tmp_path))


def _call(chats: Chats, chat: int, error: TelegramError, *, heard: bool = False) -> None:
    """Makes a call that fails; meanwhile somebody may write."""
    with chats.called(chat):
        if heard:
            chats.heard(chat)
        raise error


def _refused(chats: Chats, chat: int, *, heard: bool = False) -> None:
    with pytest.raises(Forbidden):
        _call(chats, chat, Forbidden("bot was kicked from the group chat"), heard=heard)


def test_a_chat_that_refuses_is_closed_until_somebody_writes(chats: Chats) -> None:
    _refused(chats, CHAT)
    assert chats.is_closed(CHAT)
    assert Chats(chats.inbox).is_closed(CHAT)
    chats.heard(CHAT)
    assert not chats.is_closed(CHAT)
    assert not Chats(chats.inbox).is_closed(CHAT)


def test_a_refusal_that_comes_after_somebody_wrote_closes_nothing(chats: Chats) -> None:
    _refused(chats, CHAT, heard=True)
    assert not chats.is_closed(CHAT)
    _refused(chats, CHAT)
    assert chats.is_closed(CHAT)


def test_a_call_that_ends_well_does_not_end_the_watch_on_another(chats: Chats) -> None:
    def another() -> None:
        with chats.called(CHAT):
            with chats.called(CHAT):
                pass
            _call(chats, CHAT, Forbidden("bot was kicked from the group chat"))

    with pytest.raises(Forbidden):
        another()
    assert chats.is_closed(CHAT)


def test_other_failures_and_calls_to_no_chat_close_nothing(chats: Chats) -> None:
    with pytest.raises(BadRequest):
        _call(chats, CHAT, BadRequest("chat not found"))
    _refused(chats, 0)
    assert not chats.is_closed(CHAT)
    assert not chats.is_closed(0)


def test_a_group_that_has_moved_is_known_by_its_new_number(chats: Chats) -> None:
    chats.move(CHAT, -1_000_000_000_005)
    assert [each.now(CHAT) for each in (chats, Chats(chats.inbox))] == [-1_000_000_000_005] * 2
    assert chats.now(6) == 6


UNWELCOME: list[tuple[TelegramError | None, bool]] = [
    (Forbidden("bot was blocked by the user"), True),
    (BadRequest("Message thread not found"), True),
    (BadRequest("TOPIC_CLOSED"), True),
    (BadRequest("Not enough rights to send text messages to the chat"), True),
    (BadRequest("Message text is empty"), False),
    (BadRequest("Chat not found"), False),
    (TelegramError("message thread not found"), False),
    (None, False),
]


@pytest.mark.parametrize(("error", "unwelcome"), UNWELCOME)
def test_where_nobody_can_be_told(error: TelegramError | None, *, unwelcome: bool) -> None:
    assert is_unwelcome(error) == unwelcome
