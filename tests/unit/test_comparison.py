"""What differs between two editions."""

from collections.abc import Mapping

import pytest

from knowledge.editions.comparison import Comparison, compare
from knowledge.readers import read_bytes


def _compare(before: Mapping[str, str], after: Mapping[str, str]) -> Comparison:
    one, other = (
        {name: read_bytes(text.encode(), name) for name, text in files.items()}
        for files in (before, after)
    )
    return compare(one, other)


TEXT = "低保标准怎么定\n低保标准是每人每月{}元。\n申请人应当向乡镇提出申请。\n"


def test_the_same_is_no_difference() -> None:
    files = {"a.txt": TEXT.format(950)}
    assert _compare(files, files) == Comparison()


def test_articles_that_come_go_and_move() -> None:
    compared = _compare(
        {"a.txt": TEXT.format(1), "b.txt": TEXT.format(2)},
        {"c.txt": TEXT.format(2), "d.txt": TEXT.format(3)},
    )
    assert (compared.added, compared.removed, compared.renamed) == (
        ("d.txt",),
        ("a.txt",),
        (("b.txt", "c.txt"),),
    )
    assert {fact.citation.article for fact in compared.facts_added} == {"d.txt"}
    assert {fact.citation.article for fact in compared.facts_removed} == {"a.txt"}
    assert compared.articles == ("d.txt", "c.txt")


@pytest.mark.parametrize(
    ("before", "after", "figures"),
    [
        ("每人每月950元。", "每人每月1050元。", (("950", "1050"),)),
        ("每人每月1,000元。", "每人每月1,200.5元。", (("1,000", "1,200.5"),)),
        ("补贴40%，最多3次。", "补贴50%，最多4次。", (("40%", "50%"), ("3", "4"))),
        ("上午9:00至12:00办理。", "上午9:30至12:00办理。", (("9:00", "9:30"),)),
        ("每人每月发放950元。", "每人每月发放补贴950元。", ()),
    ],
)
def test_which_figure_became_which(
    before: str, after: str, figures: tuple[tuple[str, str], ...]
) -> None:
    compared = _compare(
        {"a.txt": f"标题\n{before}\n不变的一句话。"}, {"a.txt": f"标题\n{after}\n不变的一句话。"}
    )
    (change,) = compared.facts_changed
    assert (change.before.text, change.after.text) == (before, after)
    assert change.figures == figures
    assert (compared.facts_added, compared.facts_removed) == ((), ())


def test_words_that_change_are_told_too() -> None:
    compared = _compare(
        {"a.txt": "标题\n申请人应当向乡镇提出申请。"}, {"a.txt": "标题\n申请人应当向街道提出申请。"}
    )
    assert compared.facts_changed[0].differences == (("乡镇", "街道"),)


def test_facts_of_a_table_each_find_their_own() -> None:
    rows = "".join(f"{town}街道电话：{number}。\n" for number, town in enumerate("东西南北", 100))
    compared = _compare(
        {"a.txt": "电话一览\n" + rows}, {"a.txt": "电话一览\n" + rows.replace("102", "202")}
    )
    assert [change.figures for change in compared.facts_changed] == [(("102", "202"),)]
    assert compared.facts_changed[0].after.text.startswith("南")


def test_what_is_new_has_no_counterpart() -> None:
    compared = _compare(
        {"a.txt": TEXT.format(950)}, {"a.txt": TEXT.format(950) + "重度残疾人可以单独提出申请。\n"}
    )
    assert [fact.text for fact in compared.facts_added] == ["重度残疾人可以单独提出申请。"]
    assert (compared.facts_changed, compared.facts_removed) == ((), ())


def test_a_sentence_that_is_there_twice_and_then_once() -> None:
    line = "申请人应当向乡镇提出申请。\n"
    compared = _compare({"a.txt": "标题\n" + line * 2}, {"a.txt": "标题\n" + line})
    assert [fact.text for fact in compared.facts_removed] == ["申请人应当向乡镇提出申请。"]
    assert compared.facts_added == ()
