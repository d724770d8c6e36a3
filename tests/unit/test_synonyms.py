"""A synonym written into `synonyms.yaml`: the rest stays as it is written."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.editions.synonyms import with_synonym
from knowledge.errors import LanguageError
from knowledge.language import FILES, SYNONYMS, LanguageFile, read_language


def _files(text: str | bytes) -> dict[str, LanguageFile]:
    data = text if isinstance(text, bytes) else text.encode()
    files = {name: LanguageFile(Path(name), b"") for name in FILES}
    return {**files, SYNONYMS: LanguageFile(Path(SYNONYMS), data)}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'one_way:\n  "吃皇粮": ["低保"]\n'),
        ("# 说明\n", '# 说明\none_way:\n  "吃皇粮": ["低保"]\n'),
        ("one_way:\n", 'one_way:\n  "吃皇粮": ["低保"]\n'),
        ("one_way: {}  # 空\n", 'one_way:\n  "吃皇粮": ["低保"]\n'),
        (
            "two_way:\n- [津贴, 补贴]\n\n\n",
            'two_way:\n- [津贴, 补贴]\none_way:\n  "吃皇粮": ["低保"]\n',
        ),
        (
            "one_way:\n    # 俗称\n    要饭的: [流浪乞讨人员]  # 常问\ntwo_way: []\n",
            """one_way:
    "吃皇粮": ["低保"]
    # 俗称
    要饭的: [流浪乞讨人员]  # 常问
two_way: []
""",
        ),
        ("one_way:\n  吃皇粮: [补助]  # 旧\n", 'one_way:\n  吃皇粮: [补助, "低保"]  # 旧\n'),
        ("one_way:\n  '吃皇糧': [补助]\n", "one_way:\n  '吃皇糧': [补助, \"低保\"]\n"),
        ("one_way:\r\n  吃皇粮: [补助]\r\n", 'one_way:\n  吃皇粮: [补助, "低保"]\n'),
    ],
)
def test_where_it_is_written(before: str, after: str) -> None:
    assert with_synonym(_files(before), "吃皇粮", ["低保"]).decode() == after


@pytest.mark.parametrize(
    ("text", "phrase", "line", "message"),
    [
        ("two_way:\n- [吃皇粮, 低保]\n", "吃皇粮", 2, "已在 two_way 中"),
        ("one_way:\n  吃皇粮:\n  - 补助\n", "吃皇粮", 2, "请手工修改"),
        ("one_way: {要饭的: [流浪乞讨人员]}\n", "吃皇粮", 2, "写了两次"),
        ("", " ", 2, "不是词"),
        ("two_way: 5\n", "吃皇粮", 1, "two_way 应是"),
    ],
)
def test_what_must_be_done_by_hand(text: str, phrase: str, line: int, message: str) -> None:
    with pytest.raises(LanguageError, match=message) as caught:
        with_synonym(_files(text), phrase, ["低保"])
    assert caught.value.line >= line - 1


@given(
    st.text(min_size=1, max_size=8),
    st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=3),
)
def test_whatever_is_written_is_read_again_or_refused(phrase: str, means: list[str]) -> None:
    files = _files("# 说明\ntwo_way:\n- [津贴, 补贴]\none_way:\n  要饭的: [流浪乞讨人员]\n")
    try:
        data = with_synonym(files, phrase, means)
    except LanguageError:
        return
    language = read_language({**files, SYNONYMS: LanguageFile(Path(SYNONYMS), data)})
    before = read_language(files)
    assert before.asked.keys() < language.asked.keys() or before.asked != language.asked
    assert data.decode().startswith("# 说明\ntwo_way:\n- [津贴, 补贴]\none_way:\n")
