"""Articles that do not say the same: what is in force comes first, contradictions are shown."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from knowledge.answer import Answerer
from knowledge.disagreement import disagreeing, in_force_first
from knowledge.language import load_language
from knowledge.library import Edition, load_edition
from knowledge.model import Answer, Hit, Verdict
from knowledge.searching import question_to
from knowledge.words import Cutter

_BESIDE = "残疾人两项补贴由户籍地乡镇受理。\n老年助餐点由社区开办。\n"


def _article(title: str, says: str, day: str = "") -> str:
    return f"{title}\n{f'发布时间：{day}' if day else ''}\n\n{says}\n{_BESIDE}"


# The first is the likeliest: its title says what is asked for.
OLD = _article("低保工作问答", "本地低保标准为每人每月900元。", "2023-07-01")
NEW = _article("社会救助工作新规定", "本地低保标准为每人每月1000元。", "2025-07-01")
NEWEST = _article("社会救助再次调整", "本地低保标准为每人每月1100元。", "2026-07-01")


def _serve(folder: Path, files: Mapping[str, str], cutter: Cutter) -> Edition:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return load_edition(folder, load_language(Path("config")), cutter)


def _ask(edition: Edition, question: str, threshold: float = 0.05) -> Answer:
    return Answerer(threshold).answer(edition, question)


def _said(answer: Answer) -> list[str]:
    """Return how much money each fact tells."""
    return [
        each.fact.text.partition("每月")[2].rstrip("。")
        for each in answer.facts
        if "低保标准为" in each.fact.text
    ]


_REPLACED = {"old.txt": OLD, "new.txt": NEW, "new.yaml": "replaces: old.txt"}


@pytest.mark.parametrize(
    ("files", "question", "first"),
    [
        # Nothing is said of either: the likelier one.
        ({"old.txt": OLD}, "低保标准是多少", "900元"),
        (_REPLACED, "低保标准是多少", "1000元"),
        # The new one is named by title, and both have the same.
        (
            {
                "old.txt": OLD,
                "new.txt": NEW.replace("社会救助工作新规定", "低保工作问答"),
                "new.yaml": "replaces: 低保工作问答",
            },
            "低保标准是多少",
            "1000元",
        ),
        (_REPLACED, "2023年低保标准是多少", "900元"),
        (_REPLACED, "2025年低保标准是多少", "1000元"),
        # Both are of the year that is named.
        (
            {**_REPLACED, "new.txt": NEW.replace("2025-07", "2023-12")},
            "2023年低保标准是多少",
            "1000元",
        ),
        # A replaced article was replaced in its turn.
        (
            {
                **_REPLACED,
                "newest.txt": NEWEST,
                "newest.yaml": "replaces: new.txt",
            },
            "低保标准是多少",
            "1100元",
        ),
        # Two that replace each other say nothing, and are answered all the same.
        (
            {**_REPLACED, "old.yaml": "replaces: new.txt"},
            "低保标准是多少",
            "1000元",
        ),
        # Over, and another says the same of today.
        (
            {"old.txt": OLD, "old.yaml": "valid_until: 2024-12", "new.txt": NEW},
            "低保标准",
            "1000元",
        ),
        # Over, and no other says it.
        ({"old.txt": OLD, "old.yaml": "valid_until: 2024-12"}, "低保标准是多少", "900元"),
        # What replaces it does not say it.
        (
            {
                **_REPLACED,
                "new.txt": _article("养老服务新规定", "养老机构由民政部门监管。", "2025-07-01"),
            },
            "低保标准是多少",
            "900元",
        ),
    ],
)
def test_what_is_in_force_comes_before_what_it_replaced(
    tmp_path: Path, cutter: Cutter, files: dict[str, str], question: str, first: str
) -> None:
    answer = _ask(_serve(tmp_path, files, cutter), question)
    assert _said(answer)[:1] == [first]
    assert not answer.disagreeing


@pytest.mark.parametrize(
    ("behind", "order"), [(2.2, [1, 0]), (2.4, [0, 1])], ids=["near enough", "too far"]
)
def test_what_steps_in_is_nearly_as_likely(
    tmp_path: Path, cutter: Cutter, behind: float, order: list[int]
) -> None:
    raised = NEW.replace("标准为", "标准提高到")
    edition = _serve(tmp_path, {**_REPLACED, "new.txt": raised}, cutter)
    hits = [Hit(_position(edition, "900元"), 5.0), Hit(_position(edition, "1000元"), 5.0 - behind)]
    question = question_to(edition, "低保标准是多少", ())
    moved = in_force_first(edition, question, hits, date(2026, 1, 1), 2.3)
    assert list(moved) == [hits[place] for place in order]


@pytest.mark.parametrize(
    ("says", "order"),
    [("本地低保标准为每人每月1000元。", [1, 0]), ("本地低保标准提高到每人每月1000元。", [0, 1])],
    ids=["the same", "else"],
)
def test_what_says_the_same_steps_in_however_unlikely(
    tmp_path: Path, cutter: Cutter, says: str, order: list[int]
) -> None:
    edition = _serve(tmp_path, {**_REPLACED, "new.txt": _article("新规定", says)}, cutter)
    hits = [Hit(_position(edition, "900元"), 9.0), Hit(_position(edition, "1000元"), 1.0)]
    question = question_to(edition, "低保标准是多少", ())
    moved = in_force_first(edition, question, hits, date(2026, 1, 1), 2.3)
    assert list(moved) == [hits[place] for place in order]


def _position(edition: Edition, amount: str) -> int:
    (found,) = [at for at, fact in enumerate(edition.facts) if f"每月{amount}" in fact.text]
    return found


@pytest.mark.parametrize(
    ("today", "said"), [(date(2024, 12, 31), 2), (date(2025, 1, 1), 0)], ids=["holds", "over"]
)
def test_what_is_over_contradicts_nothing(
    tmp_path: Path, cutter: Cutter, today: date, said: int
) -> None:
    files = {"old.txt": OLD, "old.yaml": "valid_until: 2024-12-31", "new.txt": NEW}
    edition = _serve(tmp_path, files, cutter)
    hits = [Hit(_position(edition, amount), 5.0) for amount in ("900元", "1000元")]
    question = question_to(edition, "低保标准是多少", ())
    assert len(disagreeing(edition, question, hits, today, 2.3)) == said
    assert disagreeing(edition, question, (), today, 2.3) == ()


_BOTH = {"old.txt": OLD, "new.txt": NEW}


@pytest.mark.parametrize(
    ("files", "question", "said"),
    [
        (_BOTH, "低保标准是多少", ["1000元", "900元"]),
        ({**_BOTH, "newest.txt": NEWEST}, "低保标准是多少", ["1100元", "1000元", "900元"]),
        # Punctuation and spaces are no difference, and what agrees is shown once.
        (
            {
                **_BOTH,
                "copy.txt": _article("转载", "本地低保标准为：每人每月 1000 元。", "2024-01-01"),
            },
            "低保标准是多少",
            ["1000元", "900元"],
        ),
        # Without a date an article is older than one with a date.
        (
            {**_BOTH, "new.txt": NEW.replace("发布时间：2025-07-01", "")},
            "低保标准",
            ["900元", "1000元"],
        ),
        # What a statement claims is no condition.
        (_BOTH, "低保标准是900元吗", ["1000元", "900元"]),
    ],
)
def test_articles_that_differ_in_figures_are_shown_newest_first(
    tmp_path: Path, cutter: Cutter, files: dict[str, str], question: str, said: list[str]
) -> None:
    answer = _ask(_serve(tmp_path, files, cutter), question)
    assert answer.disagreeing
    assert _said(answer) == said
    assert len(answer.facts) == len(said)


def test_a_statement_is_compared_with_the_newest(tmp_path: Path, cutter: Cutter) -> None:
    edition = _serve(tmp_path, _BOTH, cutter)
    assert _ask(edition, "低保标准是900元吗").verdict is Verdict.DIFFERS
    assert _ask(edition, "低保标准是1000元吗").verdict is Verdict.AGREES


_CUN = "云州市低保规定\n云州市民政局发布。\n云州市各区执行。\n本地低保标准为每人每月900元。\n"
_QING = "青禾市低保规定\n青禾市民政局发布。\n青禾市各区执行。\n本地低保标准为每人每月1000元。\n"


@pytest.mark.parametrize(
    ("files", "question"),
    [
        (_BOTH, "2025年低保标准是多少"),
        # Both say the same.
        ({**_BOTH, "new.txt": NEW.replace("1000", "900")}, "低保标准是多少"),
        # They differ in more than figures.
        ({**_BOTH, "new.txt": NEW.replace("为每人", "提高到每人")}, "低保标准是多少"),
        # One is said to replace the other.
        (_REPLACED, "低保标准是多少"),
        # Of two places: the bot asks back, or the question says which.
        ({"a.txt": _CUN, "b.txt": _QING}, "低保标准是多少"),
        ({"a.txt": _CUN, "b.txt": _QING}, "云州市低保标准是多少"),
        (
            {**_BOTH, "old.yaml": "place: 成都市", "new.yaml": "place: 绵阳市"},
            "低保标准是多少",
        ),
        (
            {**_BOTH, "old.yaml": "place: 成都市", "new.yaml": "place: 成都市"},
            "成都市低保标准是多少",
        ),
        # Of another thing, as its title says.
        (
            {
                "a.txt": "居住证办理\n证件的有效期为签发之日起5年。\n",
                "b.txt": "护照办理\n发布时间：2025-07-01\n\n证件的有效期为签发之日起10年。\n",
            },
            "居住证有效期多久",
        ),
        # Each has the same of several ages: no figure of one is that of the other.
        (
            {
                "a.txt": "高龄津贴\n80岁以上老人每人每月100元。\n90岁以上老人每人每月200元。\n",
                "b.txt": "高龄津贴\n80岁以上老人每人每月100元。\n90岁以上老人每人每月300元。\n",
            },
            "老人每人每月多少元",
        ),
        # Of another age than the one asked for.
        (
            {
                "a.txt": "高龄津贴办法\n80岁以上老人每人每月发放高龄津贴100元。\n",
                "b.txt": "高龄津贴新办法\n90岁以上老人每人每月发放高龄津贴200元。\n",
            },
            "80岁以上老人的高龄津贴是多少",
        ),
        (
            {"a.txt": "联系\n咨询电话是12345。", "b.txt": "热线\n咨询电话是12333。"},
            "咨询电话是多少",
        ),
    ],
)
def test_what_is_told_apart_does_not_disagree(
    tmp_path: Path, cutter: Cutter, files: dict[str, str], question: str
) -> None:
    answer = _ask(_serve(tmp_path, files, cutter), question, threshold=0.0)
    assert answer.answered
    assert not answer.disagreeing
