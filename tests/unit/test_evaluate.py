"""Question sets: their form, and when an answer is right."""

import json
from pathlib import Path

import pytest

from knowledge.errors import QuestionSetError
from knowledge.evaluate import Case, Outcome, read_cases
from knowledge.model import Answer
from tests.unit.outcomes import UNANSWERABLE, answer, answerable, silence


def _read(folder: Path, *lines: object) -> list[Case]:
    path = folder / "set.jsonl"
    written = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text("\n".join(written), encoding="utf-8")
    return list(read_cases(path))


def test_a_question_of_each_form(tmp_path: Path) -> None:
    cases = _read(
        tmp_path,
        {
            "question": "低保标准？",
            "kind": "literal",
            "answerable": True,
            "must_contain": ["1000元"],
        },
        "",
        {
            "question": "那特困呢",
            "answerable": True,
            "previous": "低保标准？",
            "any_of": [["1400元", "每月"], ["一千四"]],
            "article": "a.txt",
            "note": "what else there is does not matter",
        },
        {"question": "火星", "answerable": False, "previous": ["一", "二"], "must_contain": None},
    )
    assert cases == [
        Case("低保标准？", "literal", answerable=True, must_contain=("1000元",)),
        Case(
            "那特困呢",
            "",
            answerable=True,
            previous=("低保标准？",),
            any_of=(("1400元", "每月"), ("一千四",)),
            article="a.txt",
        ),
        Case("火星", "", answerable=False, previous=("一", "二")),
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff"])
def test_an_empty_set_has_no_questions(tmp_path: Path, text: str) -> None:
    assert _read(tmp_path, text) == []


def test_windows_line_ends_and_separators_within_a_text(tmp_path: Path) -> None:
    line = '{"question": "低保\u2028标准\x85", "answerable": true}'
    (case,) = _read(tmp_path, "\ufeff" + line + "\r")
    assert case.question == "低保\u2028标准\x85"


_FORM = "应是一行一个 JSON 对象，含 question 和 answerable"


@pytest.mark.parametrize(
    "line",
    [
        "低保标准？",
        "{",
        "[]",
        "1",
        '"question"',
        "null",
        "[" * 100_000,
        '{"question": "低保"}',
        '{"answerable": true}',
        '{"question": 1, "answerable": true}',
        '{"question": "低保", "answerable": "yes"}',
        '{"question": "低保", "answerable": 1}',
        '{"question": "低保", "answerable": true, "must_contain": "1000元"}',
        '{"question": "低保", "answerable": true, "must_contain": {"a": 1}}',
        '{"question": "低保", "answerable": true, "any_of": "1000元"}',
        '{"question": "低保", "answerable": true, "any_of": ["1000元"]}',
        '{"question": "低保", "answerable": true, "any_of": [[]]}',
        '{"question": "低保", "answerable": true, "any_of": 7}',
        '{"question": "低保", "answerable": true, "previous": 7}',
    ],
)
def test_a_line_of_another_form_is_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(QuestionSetError) as caught:
        _read(tmp_path, {"question": "低保", "answerable": True}, "", line)
    assert str(caught.value).startswith(f"{tmp_path / 'set.jsonl'}:3: {_FORM}")


def test_questions_before_a_fault_are_read(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text('{"question": "低保", "answerable": true}\n{\n', encoding="utf-8")
    cases = read_cases(path)
    assert next(cases).question == "低保"
    with pytest.raises(QuestionSetError):
        next(cases)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(QuestionSetError, match=":1: 无法打开："):
        list(read_cases(tmp_path / "gone.jsonl"))
    with pytest.raises(QuestionSetError, match=":1: 无法打开："):
        list(read_cases(tmp_path))


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_bytes(b"\n" + '{"question": "低保"}'.encode("gb18030"))
    with pytest.raises(QuestionSetError, match=":2: 不是 UTF-8 编码的文本；请另存为 UTF-8"):
        list(read_cases(path))


@pytest.mark.parametrize(
    ("case", "held", "not_held"),
    [
        (Case("", "", answerable=True, must_contain=("甲", "乙")), ["乙丙甲"], ["甲", ""]),
        (
            Case("", "", answerable=True, any_of=(("甲", "乙"), ("丙",))),
            ["甲乙", "丙"],
            ["甲", "乙", ""],
        ),
        (
            Case("", "", answerable=True, must_contain=("甲",), any_of=(("乙",), ("丙",))),
            ["甲乙", "丙甲"],
            ["甲", "乙丙"],
        ),
        (Case("", "", answerable=True), ["甲", ""], []),
    ],
)
def test_what_an_answer_must_hold(case: Case, held: list[str], not_held: list[str]) -> None:
    assert all(case.held_by(text) for text in held)
    assert not any(case.held_by(text) for text in not_held)


@pytest.mark.parametrize(
    ("case", "given", "lead", "reply", "right"),
    [
        (answerable("甲"), answer("甲句", "乙句"), True, True, True),
        (answerable("乙"), answer("甲句", "乙句"), False, True, False),
        (answerable("甲", "乙"), answer("甲句", "乙句"), False, True, False),
        (answerable("丙"), answer("甲句", "乙句"), False, False, False),
        (answerable("甲"), answer(), False, False, False),
        # Two facts do not make up what neither of them says.
        (answerable("句乙"), answer("甲句", "乙句"), False, False, False),
        # An answer of another article does not count, whatever it holds.
        (answerable("甲", article="a.txt"), answer("甲句"), True, True, True),
        (answerable("甲", article="b.txt"), answer("甲句"), False, False, False),
        (answerable(article="b.txt"), answer("甲句"), False, False, False),
        # Where the articles do not say, silence is right.
        (UNANSWERABLE, answer(), False, False, True),
        (UNANSWERABLE, answer("甲句"), False, False, False),
    ],
)
def test_an_outcome(case: Case, given: Answer, *, lead: bool, reply: bool, right: bool) -> None:
    outcome = Outcome(case, given)
    assert (outcome.lead, outcome.reply, outcome.right) == (lead, reply, right)


def test_the_first_fact_is_the_one_that_the_confidence_is_about() -> None:
    held_back = silence("甲句", "乙句")
    outcome = Outcome(answerable("甲"), held_back)
    assert outcome.first is held_back.nearest[0]
    assert outcome.first_right
    assert not outcome.lead
    assert not Outcome(answerable("乙"), held_back).first_right
    assert not Outcome(UNANSWERABLE, answer("甲句")).first_right
    assert Outcome(answerable("甲"), answer()).first is None
    assert not Outcome(answerable("甲"), answer()).first_right
