"""What absent words tell, and from which questions it is learned."""

import numpy as np
import pytest

from knowledge.absences import NAMES, Absences, keys, shipped_absences
from knowledge.learning.absences import fit, from_others
from knowledge.learning.examples import PARTS, Judged, part_of


def _judged(
    *missing: str, right: bool, article: str = "", answerable: bool | None = None
) -> Judged:
    told = right if answerable is None else answerable
    return Judged(article, np.zeros(0), missing, np.zeros(0), told, right)


def test_a_word_is_looked_up_by_itself_and_by_what_it_ends_in() -> None:
    assert list(keys("联系人")) == ["联系人", "…人", "…系人"]
    assert list(keys("电话")) == ["电话", "…话"]
    assert list(keys("钱")) == ["钱"]


def test_absences_are_added_up_each_once() -> None:
    table = Absences({"电话": -1.0, "…话": -0.5, "现在": 0.25})
    told = dict(zip(NAMES, table.measured(["电话", "电话", "现在", "没见过"]), strict=True))
    assert told == {"absences together": -1.25, "worst absence": -1.0, "best absence": 0.25}


def test_nothing_absent_tells_nothing() -> None:
    assert Absences({"电话": -1.0}).measured([]).tolist() == [0, 0, 0]


def test_a_word_tells_by_how_often_the_fact_answers_without_it() -> None:
    data = [_judged("电话", right=False)] * 9 + [_judged("现在", right=True)] * 9
    data += [_judged("电话", right=True), _judged("现在", right=False)]
    table = fit(data, [1.0] * len(data))
    # Half of all are right, and four are believed to be: (1 + 2) / (9 + 2), and the other way.
    assert table.telling["电话"] == pytest.approx(np.log(3 / 11), abs=1e-3)
    assert table.telling["现在"] == pytest.approx(np.log(11 / 3), abs=1e-3)


def test_what_is_rare_or_answerable_and_wrong_tells_nothing() -> None:
    data = [_judged("电话", right=False)] * 3 + [_judged("现在", right=True)] * 8
    data += [_judged("电话", right=False, answerable=True)] * 8
    assert "电话" not in fit(data, [1.0] * len(data)).telling


def test_questions_on_the_same_article_do_not_teach_each_other() -> None:
    names = {part_of(str(number)): str(number) for number in range(100)}
    assert len(names) == PARTS
    one, other = names[0], names[1]
    data = [_judged("云溪", right=False, article=one)] * 10
    data += [_judged("电话", right=False, article=one)] * 10
    data += [_judged("电话", right=True, article=other)] * 20
    data += [_judged(right=True, article=one), _judged(right=False, article=other)] * 20
    told = from_others(data, [1.0] * len(data))
    assert (told[:10] == 0).all()  # 云溪 stands in questions on that article only
    assert (told[20:40, 0] < 0).all()


def test_what_ships_tells_near_misses_by_what_bureaus_leave_out() -> None:
    told = shipped_absences().telling
    assert told["材料"] < 0
    assert told["电话"] < 0
