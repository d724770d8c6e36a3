"""How much one may ask: told once, then left unanswered until half of it is back."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.limits import Admission, Allowance
from tests.unit.clock import Clock

ANSWER, TELL, IGNORE = Admission.ANSWER, Admission.TELL, Admission.IGNORE

CASES = [
    ("within the allowance", [0, 0, 0, 0], [ANSWER] * 4),
    ("one too many is told, more are not", [0] * 7, [ANSWER] * 4 + [TELL, IGNORE, IGNORE]),
    ("a quarter back is not enough", [0] * 5 + [15], [ANSWER] * 4 + [TELL, IGNORE]),
    ("half of it back is", [0] * 5 + [30, 0, 0], [ANSWER] * 4 + [TELL, ANSWER, ANSWER, TELL]),
    ("no more than all comes back", [0, 600, 0, 0, 0, 0], [ANSWER] * 5 + [TELL]),
    ("as fast as time allows", [15] * 6, [ANSWER] * 6),
]
"""What it shows; seconds before each question, four a minute being allowed; the verdicts."""


@pytest.mark.parametrize(
    ("pauses", "verdicts"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_verdicts(pauses: Sequence[float], verdicts: Sequence[Admission]) -> None:
    clock = Clock()
    allowance = Allowance(4, clock)
    found = []
    for pause in pauses:
        clock.now += pause
        found.append(allowance.ask("小李"))
    assert found == verdicts


def test_each_has_an_allowance_of_their_own() -> None:
    allowance = Allowance(1, Clock())
    assert [allowance.ask(who) for who in ("小李", "老王", "小李", "老王")] == [
        *(ANSWER, ANSWER),
        *(TELL, TELL),
    ]


@given(st.integers(1, 10), st.lists(st.floats(0, 90), max_size=60))
def test_nobody_is_answered_more_often_than_allowed(
    per_minute: int, pauses: Sequence[float]
) -> None:
    clock = Clock()
    allowance = Allowance(per_minute, clock)
    begun = clock.now
    answered = 0
    last = ANSWER
    for pause in pauses:
        clock.now += pause
        verdict = allowance.ask(1)
        answered += verdict is ANSWER
        assert answered <= per_minute + (clock.now - begun) * per_minute / 60 + 1e-6
        if verdict is TELL:  # once, until somebody has been answered again
            assert last is ANSWER
        last = verdict


def test_of_very_many_those_at_rest_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.limits._MANY", 3)
    clock = Clock()
    allowance = Allowance(2, clock)
    for who in (1, 2, 3):
        allowance.ask(who)
    clock.now += 30  # by then all have the whole of it back
    assert [allowance.ask(3) for _ in range(3)] == [ANSWER, ANSWER, TELL]
    assert [allowance.ask(who) for who in (4, 3, 1)] == [ANSWER, IGNORE, ANSWER]
