"""Golden questions: how they are written, and what fails them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.editions.golden import (
    GoldenAnswer,
    GoldenQuestion,
    read_golden,
    with_question,
)


def _faults(text: str | bytes) -> list[str]:
    data = text if isinstance(text, bytes) else text.encode()
    return [str(problem) for problem in read_golden(data, "golden.yaml")[1]]


def test_a_file_of_golden_questions() -> None:
    text = """
- question: 低保标准是多少？
  holds: 每人每月950元
- question: 那边缘家庭呢？
  previous: [低保标准是多少？]
  holds: [每人每月, 1425元]
# 别的部门的事
- question: 怎么补办身份证？
  silent: true
"""
    questions, problems = read_golden(text.encode(), "golden.yaml")
    assert problems == ()
    assert questions == (
        GoldenQuestion("低保标准是多少？", 2, ("每人每月950元",)),
        GoldenQuestion("那边缘家庭呢？", 4, ("每人每月", "1425元"), ("低保标准是多少？",)),
        GoldenQuestion("怎么补办身份证？", 8),
    )


@pytest.mark.parametrize("text", ["", "# 还没有\n", "[]"])
def test_no_questions(text: str) -> None:
    assert read_golden(text.encode(), "golden.yaml") == ((), ())


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("question: 甲", "golden.yaml:1: 应是若干题"),
        ("- 甲", "golden.yaml:1: 每题应写成"),
        ("- question: 甲\n", "golden.yaml:1: 请写 holds"),
        ("- holds: 甲\n", "golden.yaml:1: 没有写 question"),
        ("- question: 5\n  holds: 甲", "golden.yaml:1: question 应是文字"),
        ("- question: 甲\n  holds: 950", "golden.yaml:2: holds 应是文字"),
        ("- question: 甲\n  holds: []", "golden.yaml:2: holds 不能是空的"),
        ("- question: 甲\n  holds: [乙, ' ']", "golden.yaml:2: holds 应是文字"),
        ("- question: 甲\n  silent: false", "golden.yaml:2: silent 只能写 true"),
        (
            "- question: 甲\n  holds: 乙\n  silent: true",
            "golden.yaml:3: holds 和 silent 只能写一项",
        ),
        ("- question: 甲\n  answer: 乙\n  silent: true", "golden.yaml:2: 不认识“answer”"),
        ("- question: 甲\n  silent: true\n  silent: true", "golden.yaml:3: “silent”写了两次"),
        ("- [", "golden.yaml:1: 方括号没有配对"),
        ("- question: 甲".encode("gb18030"), "golden.yaml:1: 不是 UTF-8"),
    ],
)
def test_a_fault_names_its_line(text: str | bytes, fault: str) -> None:
    (found,) = _faults(text)
    assert found.startswith(fault)


def test_a_fault_leaves_the_others() -> None:
    questions, problems = read_golden(
        "- question: 甲\n- question: 乙\n  silent: true\n".encode(), "golden.yaml"
    )
    assert [question.question for question in questions] == ["乙"]
    assert len(problems) == 1


def test_too_many_are_refused() -> None:
    text = "- {question: 甲, silent: true}\n" * 2_001
    assert _faults(text) == ["golden.yaml:2001: 最多 2000 题；更多的题请用 changyouda eval"]


@pytest.mark.parametrize(
    ("holds", "quoted", "fault"),
    [
        (("950元",), ("标准是950元。",), None),
        (("９５０ 元",), ("標準是950元。",), None),
        (("950元", "每月"), ("标准是950元。", "每月发放。"), None),
        (("950元", "每年"), ("标准是950元。",), "回答“标准是950元。”，其中没有“每年”"),
        (("950元",), (), "没有回答；应有“950元”"),
        (("950元", "每月"), (), "没有回答；应有“950元”“每月”"),
        ((), (), None),
        ((), ("标准是950元。",), "不该回答，却回答了“标准是950元。”"),
    ],
)
def test_what_fails(holds: tuple[str, ...], quoted: tuple[str, ...], fault: str | None) -> None:
    assert GoldenAnswer(GoldenQuestion("甲", 1, holds), quoted).fault == fault


_TEXT = st.text(min_size=1).filter(lambda text: text.strip() == text and text)


@given(_TEXT, st.lists(_TEXT, max_size=3), st.lists(_TEXT, max_size=2))
def test_what_is_appended_is_read_again(
    question: str, holds: list[str], previous: list[str]
) -> None:
    golden = GoldenQuestion(question, 4, tuple(holds), tuple(previous))
    before = "# 题\n- question: 甲\n  silent: true".encode()
    after = with_question(before, golden)
    questions, problems = read_golden(after, "golden.yaml")
    assert after.startswith(before)
    assert problems == ()
    assert questions[1] == golden
