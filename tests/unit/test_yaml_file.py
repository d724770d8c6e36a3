"""YAML values, and the line on which each of them stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.yaml_file import YamlFault, load


def test_a_text_of_comments_has_no_value() -> None:
    assert load("# 没有\n").value is None
    assert load("").value is None
    assert load("").line("answer") == 1


def test_values_and_their_lines() -> None:
    located = load("# 注\nanswer:\n  threshold: 0.5\n\nlist:\n  - [甲, 乙]\n  - 丙\n")
    assert located.value == {"answer": {"threshold": 0.5}, "list": [["甲", "乙"], "丙"]}
    assert located.line() == 2
    assert located.line("answer") == 2
    assert located.line("answer", "threshold") == 3
    assert located.line("list") == 5
    assert located.line("list", 0) == 6
    assert located.line("list", 1) == 7


def test_what_is_missing_stands_where_its_owner_does() -> None:
    located = load("\nanswer:\n  threshold: 0.5\n")
    assert located.line("answer", "absent", 3) == 2
    assert located.line("absent") == 2


@pytest.mark.parametrize("key", ["on", "120", "null", "2023-07-19", "1.5"])
def test_keys_are_names_as_they_are_written(key: str) -> None:
    located = load(f"甲: 1\n{key}: 2\n")
    assert located.value == {"甲": 1, key: 2}
    assert located.line(key) == 2


@pytest.mark.parametrize("date", ["2023-07-19", "2023-13-45", "2023-07-19 15:30:00"])
def test_a_date_is_text(date: str) -> None:
    assert load(f"- {date}\n").value == [date]


def test_other_values_are_yamls() -> None:
    assert load("[on, 12, 1.5, null, 'on']").value == [True, 12, 1.5, None, "on"]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("甲: [一\n", 1, "方括号没有配对"),
        ("甲: 1\n- [一, 二\n- 三\n", 2, "缩进与同级的行不一致"),
        ("甲: {一: 二\n", 1, "花括号没有配对"),
        ("甲: 1\n 乙: 2\n", 2, "这里不该有冒号"),
        ("甲: 1\n丙\n", 2, "这一行少了冒号"),
        ("甲:\n\t乙: 2\n", 2, "行首有制表符"),
        ("a: 1\nkey：2\nb: 3\n", 2, "全角冒号"),
        ("key：2\n", 1, "全角冒号"),
        ("- question： 甲\n", 1, "全角冒号"),
        ("a: 1\nkey:2\n", 2, "冒号后面少了空格"),
        ("甲: %一\n", 1, "给文字加上引号"),
        ("甲: 1\n---\n乙: 2\n", 2, "检查这一行和上一行的缩进、冒号和引号"),
        ("甲: 1\n乙: '未完\n丙: 1\n", 2, "引号没有配对"),
        ("甲: *a\n", 1, "不要用 & 和 * 引用"),
        ("甲: &a [一]\n乙: *a\n", 2, "不要用 & 和 * 引用"),
        (f"甲: {'一' * 300_000}\n", 1, "超过上限 300,000"),
        ("甲: 1\n乙: !!python/object:os.system x\n", 2, "检查这一行和上一行的缩进、冒号和引号"),
        ("甲: 1\n乙: 2\n甲: 3\n", 3, "“甲”写了两次"),
        ("甲:\n  乙: 1\n  乙: 2\n", 3, "“乙”写了两次"),
        ("on: 1\non: 2\n", 2, "“on”写了两次"),
        ("甲: 1\n乙: \x00\n", 2, "看不见的控制字符"),
        ("甲: !!int 乙\n", 1, "加上引号"),
        ("甲: &a [*a]\n", 1, "不要用 & 和 * 引用"),
        ("[" * 3000, 1, "请检查括号"),
    ],
)
def test_a_fault_names_its_line_and_the_remedy(text: str, line: int, reason: str) -> None:
    with pytest.raises(YamlFault) as caught:
        load(text)
    assert caught.value.line == line
    assert reason in caught.value.reason
    assert "\n" not in caught.value.reason


@given(st.text(st.sampled_from("甲乙: -[]{}\n#&*!'\"|>?%@`\t,1") | st.characters(), max_size=30))
def test_no_text_fails_otherwise(text: str) -> None:
    try:
        load(text)
    except YamlFault as fault:
        assert 1 <= fault.line <= len(text.splitlines()) + 1  # noqa: PT017
