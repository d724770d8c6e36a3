"""Small runs of what `tests.telegram.runs` does at length, and what those runs must notice."""

from collections.abc import Sequence

import pytest

from tests.telegram import raw
from tests.telegram.driver import TelegramServer
from tests.telegram.runs import crowd, kills, updates
from tests.telegram.runs.asking import Crowd


def test_a_crowd_while_telegram_fails() -> None:
    outcome = crowd.run(people=6, questions=18, share=0.2, seed=2, late=0.0)
    assert outcome.faults == []
    assert outcome.questions == 18
    assert outcome.failures.total() > 0


def test_kills_while_people_ask() -> None:
    outcome = kills.run(kills=3, people=4, each=6, seed=2)
    assert outcome.faults == []
    assert 3 * 3 <= outcome.questions <= 3 * 6  # a kill before the bot polls leaves time for half


def test_generated_updates() -> None:
    outcome = updates.run(count=100, start=2)
    assert outcome.faults == []
    assert outcome.kinds.total() >= 100
    assert outcome.replies > 0


@pytest.mark.parametrize(
    ("answered", "noticed"),
    [
        ([0, 1, 2], []),
        ([0, 2], ["answered 0 times"]),
        ([0, 1, 1, 2], ["answered 2 times"]),
        ([1, 0, 2], ["answered in the order"]),
        ([], ["answered 0 times"] * 3),
    ],
)
def test_what_is_wrong_is_noticed(
    telegram: TelegramServer, answered: Sequence[int], noticed: Sequence[str]
) -> None:
    people = Crowd.of(telegram, 1, seed=1)
    raw.updates(telegram)
    people.ask(3)
    for place in answered:
        chat, posted = people.asked[place]
        reply = {"message_id": posted.number}
        raw.result(telegram, "sendMessage", chat_id=chat.id, text="答", reply_parameters=reply)
    assert people.is_answered() == (set(answered) == {0, 1, 2})
    faults = list(people.faults())
    assert len(faults) == len(noticed)
    assert all(words in fault for words, fault in zip(noticed, faults, strict=True))
