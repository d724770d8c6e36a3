"""Lines that ask: what is taken, and what is no question."""

import pytest

from bot.json_lines import LineFault, QuestionLine, read_question


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ('{"question": "低保"}', QuestionLine("低保")),
        ('{"question": "低保", "previous": null}', QuestionLine("低保")),
        ('{"question": "低保", "previous": []}', QuestionLine("低保")),
        ('{"question": "低保", "previous": ""}', QuestionLine("低保")),
        ('{"question": "低保", "previous": "特困"}', QuestionLine("低保", ("特困",))),
        ('{"question": "低保", "previous": ["一", "二"]}', QuestionLine("低保", ("一", "二"))),
        # Half a character becomes a sign that every encoder knows; two halves are a character.
        (r'{"question": "\ud800低保"}', QuestionLine("\ufffd低保")),
        (r'{"question": "\ud83d\udc74"}', QuestionLine("👴")),
        (r'{"question": "低保", "previous": ["\udfff"]}', QuestionLine("低保", ("\ufffd",))),
    ],
)
def test_what_a_line_asks(line: str, asked: QuestionLine) -> None:
    assert read_question(line) == asked


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("低保", "不是 JSON"),
        ("9" * 5000, "不是 JSON"),
        ("[" * 100_000, "括号嵌套太深"),
        ("[]", '应是 {"question"'),
        ('{"question": 1}', '应是 {"question"'),
        ('{"question": "低保", "previous": 0}', "previous 应是"),
        ('{"question": "低保", "previous": false}', "previous 应是"),
        ('{"question": "低保", "previous": {}}', "previous 应是"),
        ('{"question": "低保", "previous": [1]}', "previous 应是"),
    ],
)
def test_a_line_that_is_no_question(line: str, told: str) -> None:
    with pytest.raises(LineFault, match=f"^{told}"):
        read_question(line)
