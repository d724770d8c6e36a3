"""What is remembered of conversations and choices: bounded, apart, and forgotten on request."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.citizens.bounded import Bounded
from bot.citizens.conversations import SOON, Conversations, Exchange, Place
from bot.preferences import Preferences
from bot.texts import Language

LI, WANG = Place(-1, None, 5), Place(-1, None, 6)


def _exchange(place: Place, question: str, **rest: object) -> Exchange:
    values: dict[str, object] = {"at": 100.0, "asked_in": 1, "sent": (2,)} | rest
    return Exchange(place, question, **values)  # type: ignore[arg-type]


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans())), st.integers(1, 5))
def test_a_bounded_table_keeps_the_latest_used(steps: list[tuple[int, bool]], most: int) -> None:
    table: Bounded[int, int] = Bounded(most)
    used: list[int] = []
    for key, writes in steps:
        if writes:
            table.put(key, key)
        if writes or table.get(key) is not None:
            used = [*(other for other in used if other != key), key][-most:]
    assert [key for key, _ in table.items()] == used
    assert len(table) == len(used) <= most


def test_a_question_takes_up_its_own_persons_last_one_for_a_while() -> None:
    talk = Conversations()
    talk.keep(_exchange(LI, "低保", previous=("养老",)))
    assert talk.previous(LI, None, 100.0 + SOON) == ("养老", "低保")
    assert talk.previous(LI, None, 101.0 + SOON) == ()
    assert talk.previous(WANG, None, 100.0) == ()
    assert talk.previous(Place(-1, 7, 5), None, 100.0) == ()
    assert talk.previous(WANG, 2, 9999.0) == ("养老", "低保")
    talk.start_afresh(LI)
    assert talk.previous(LI, None, 100.0) == ()
    assert talk.previous(LI, 2, 100.0) == ("养老", "低保")


def test_no_more_than_three_questions_are_looked_back_on() -> None:
    assert _exchange(LI, "四", previous=("一", "二", "三")).following == ("二", "三", "四")


def test_what_is_no_question_is_not_taken_up_and_ends_no_talk() -> None:
    talk = Conversations()
    talk.keep(_exchange(LI, "低保"))
    talk.keep(_exchange(LI, "", asked_in=3, sent=(4,)))
    assert talk.previous(LI, None, 100.0) == ("低保",)
    assert talk.previous(LI, 4, 100.0) == ()
    assert talk.question(-1, 3) is not None


def test_forgetting_somebody_leaves_the_others() -> None:
    talk = Conversations()
    talk.keep(_exchange(LI, "低保", language=Language.TRADITIONAL))
    talk.keep(_exchange(WANG, "养老", asked_in=3, sent=(4,)))
    talk.forget(LI.person)
    assert talk.question(-1, 1) is None
    assert talk.answer(-1, 2) is None
    assert talk.language(LI.person) is None
    assert talk.previous(LI, None, 100.0) == ()
    assert talk.previous(WANG, None, 100.0) == ("养老",)


def test_a_chat_that_is_left_is_forgotten() -> None:
    talk = Conversations()
    talk.keep(_exchange(LI, "低保"))
    talk.post(-1, 9, "低保标准。")
    assert talk.posted(-1, "标准") == (9, "低保标准。", 2)
    talk.leave(-1)
    assert talk.posted(-1, "标准") is None
    assert talk.answer(-1, 2) is None


def test_choices_outlive_the_process(tmp_path: Path) -> None:
    first = Preferences.open(tmp_path)
    assert first.choose("a", Language.ENGLISH)
    assert first.choose("b", Language.TRADITIONAL)
    assert first.set_quiet(-1, quiet=True)
    first.close()
    second = Preferences.open(tmp_path)
    assert second.language("a") is Language.ENGLISH
    assert (second.forget("a"), second.forget("a")) == (1, 0)
    second.move(-1, -2)
    second.close()
    third = Preferences.open(tmp_path)
    assert third.language("a") is None
    assert third.language("b") is Language.TRADITIONAL
    assert (third.is_quiet(-1), third.is_quiet(-2)) == (False, True)
    assert third.set_quiet(-2, quiet=False)
    third.close()


def test_a_file_that_fails_is_told_and_choices_hold_meanwhile(tmp_path: Path) -> None:
    (tmp_path / "preferences.sqlite3").mkdir()
    preferences = Preferences.open(tmp_path)
    assert not preferences.choose("a", Language.ENGLISH)
    assert preferences.language("a") is Language.ENGLISH
    assert preferences.forget("a") is None
    assert preferences.forget("a") is None, "the file may know more than we do"
    assert not preferences.set_quiet(-1, quiet=True)
    assert preferences.is_quiet(-1)
