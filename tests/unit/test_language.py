"""The operator's words, stop words and synonyms; each fault with its place and the remedy."""

from pathlib import Path

import pytest

from knowledge.errors import LanguageError
from knowledge.language import Language, load_language

CONFIG = Path("config")


def _load(folder: Path, **files: str | bytes) -> Language:
    for name, content in files.items():
        path = folder / (f"{name}.yaml" if name == "synonyms" else f"{name}.txt")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load_language(folder)


def test_what_ships_is_without_fault() -> None:
    language = load_language(CONFIG)
    assert "低保" in language.words
    assert "请问" in language.stop_words
    assert language.written["最低生活保障"] == language.written["低保"]
    assert len(language.asked) > 500
    assert not language.stop_words & (language.written.keys() | language.asked.keys())


def test_an_empty_folder_says_nothing(tmp_path: Path) -> None:
    assert load_language(tmp_path) == Language()


@pytest.mark.parametrize("content", ["", "# 注\n", "two_way:\none_way:\n", "two_way: []\n"])
def test_a_file_may_say_nothing(tmp_path: Path, content: str) -> None:
    assert _load(tmp_path, synonyms=content) == Language()


def test_words_one_a_line_without_comments(tmp_path: Path) -> None:
    text = "\ufeff# 专名\n低保  # 最低生活保障\r\n\r\n  特困供養\nＡＰＰ\n#\n"
    language = _load(tmp_path, words=text, stop_words="请问\n請問\n")
    assert language.words == ("低保", "特困供养", "app")
    assert language.stop_words == {"请问"}


def test_each_file_is_read_from_the_first_folder_that_has_it(tmp_path: Path) -> None:
    own, shipped = tmp_path / "own", tmp_path / "shipped"
    own.mkdir()
    shipped.mkdir()
    _load(own, words="低保\n")
    _load(shipped, words="特困\n", stop_words="请问\n", synonyms="two_way:\n  - [甲, 乙]\n")
    language = load_language(own, shipped)
    assert language.words == ("低保",)
    assert language.stop_words == {"请问"}
    assert language.written == {"甲": "甲", "乙": "甲"}


def test_an_empty_file_hides_the_one_that_ships(tmp_path: Path) -> None:
    own, shipped = tmp_path / "own", tmp_path / "shipped"
    own.mkdir()
    shipped.mkdir()
    _load(own, words="")
    _load(shipped, words="特困\n")
    assert load_language(own, shipped).words == ()


def test_a_group_is_one_concept_both_ways(tmp_path: Path) -> None:
    language = _load(tmp_path, synonyms="two_way:\n  - [低保, 最低生活保障, 低保]\n")
    assert language.written == {"低保": "低保", "最低生活保障": "低保"}
    assert language.asked == {"低保": ("低保",), "最低生活保障": ("低保",)}


def test_what_is_asked_leads_to_what_is_written_and_not_back(tmp_path: Path) -> None:
    text = "two_way:\n  - [老年人, 老人]\none_way:\n  爷爷: [老人, 长辈]\n  120: [急救]\n"
    language = _load(tmp_path, synonyms=text)
    assert language.asked["爷爷"] == ("老年人", "长辈")
    assert language.asked["120"] == ("急救",)
    assert "爷爷" not in language.written
    assert language.asked["老人"] == ("老年人",)
    assert language.asked["长辈"] == ("长辈",)


@pytest.mark.parametrize(
    "text",
    [
        "one_way:\n  爷爷: [老头]\n  老头: [老年人]\n",
        "one_way:\n  老头: [老年人]\n  爷爷: [老头]\n",
    ],
)
def test_what_is_asked_may_be_what_is_written_in_either_order(tmp_path: Path, text: str) -> None:
    asked = _load(tmp_path, synonyms=text).asked
    assert asked["爷爷"] == ("老头",)
    assert set(asked["老头"]) == {"老头", "老年人"}


def test_two_scripts_of_what_is_asked_are_one(tmp_path: Path) -> None:
    asked = _load(tmp_path, synonyms="one_way:\n  爺爺: [甲]\n  爷爷: [乙, 甲]\n").asked
    assert asked["爷爷"] == ("甲", "乙")


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("two_way: [\n", 1, "方括号没有配对"),
        ("two_way:\n  - [甲, 乙]\ntwo_way: []\n", 3, "“two_way”写了两次，请合并"),
        ("one_way:\n  甲: [乙]\n  甲: [丙]\n", 3, "“甲”写了两次，请合并"),
        ("two_way:\n  - [甲, 乙]\n  - [丙, 乙]\n", 3, "“乙”已在另一组中；请合并两组"),
        ("two_way:\n  - [補貼, 乙]\n  - [丙, 补贴]\n", 3, "“补贴”已在另一组中；请合并两组"),
        ("two_way:\n  - [甲, 乙]\none_way:\n  乙: [丙]\n", 4, "“乙”已在 two_way 中"),
        ("two_way:\n  - [甲]\n", 2, "至少要有两个不同的词"),
        ("two_way:\n\n  - [補貼, 补贴]\n", 3, "至少要有两个不同的词；繁体与简体"),
        ("two_way:\n  - []\n", 2, "写在方括号里"),
        ("two_way:\n  - 甲\n", 2, "写在方括号里"),
        ("two_way:\n  甲: 乙\n", 1, "two_way 应是若干组同义词"),
        ("two_way: no\n", 1, "two_way 应是若干组同义词"),
        ("one_way:\n  - [甲, 乙]\n", 1, "one_way 应写成 问法"),
        ("one_way: 0\n", 1, "one_way 应写成 问法"),
        ("one_way:\n  甲: 乙\n", 2, "写在方括号里"),
        ("one_way:\n  甲:\n", 2, "写在方括号里"),
        ("one_way:\n  甲: [[乙]]\n", 2, "不是词"),
        ("one_way:\n  '': [乙]\n", 2, "不是词"),
        ("two_way:\n  - [甲, 乙]\n  - [丙, 12]\n", 3, "“12”不是词；数字和 on、off 之类请加引号"),
        ("two_way:\n  - [on, 甲]\n", 2, "数字和 on、off 之类请加引号"),
        ("two_way:\n  - ['\u200b', 甲]\n", 2, "不是词"),
        ("\n同义词: []\n", 2, "不认识“同义词”；可用 two_way、one_way"),
        ("on: 1\n", 1, "不认识“on”"),
        ("- [甲, 乙]\n", 1, "应有 two_way 和 one_way 两项"),
        ("甲\n", 1, "应有 two_way 和 one_way 两项"),
        ("two_way: \x07\n", 1, "看不见的控制字符"),
        ("two_way:\n  - [甲, 乙]\n".encode("gb18030"), 2, "另存为 UTF-8"),
        ("two_way: []\n".encode("utf-16"), 1, "另存为 UTF-8"),
    ],
)
def test_a_fault_in_synonyms(tmp_path: Path, text: str | bytes, line: int, reason: str) -> None:
    with pytest.raises(LanguageError) as caught:
        _load(tmp_path, synonyms=text)
    path = tmp_path / "synonyms.yaml"
    assert (caught.value.path, caught.value.line) == (path, line)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert reason in caught.value.reason


@pytest.mark.parametrize("name", ["words", "stop_words"])
@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("低保\n特困 供养\n", 2, "“特困 供养”中有空格；每行只写一个词"),
        ("特困　供养\n", 1, "每行只写一个词"),
        ("特困\t供养\n", 1, "每行只写一个词"),
        ("# ok\n\n低保\n".encode() + "低保\n".encode("gb18030"), 4, "另存为 UTF-8"),
    ],
)
def test_a_fault_in_words(
    tmp_path: Path, name: str, text: str | bytes, line: int, reason: str
) -> None:
    with pytest.raises(LanguageError) as caught:
        _load(tmp_path, **{name: text})
    assert caught.value.path == tmp_path / f"{name}.txt"
    assert caught.value.line == line
    assert reason in caught.value.reason


def test_a_folder_in_a_files_place(tmp_path: Path) -> None:
    (tmp_path / "words.txt").mkdir()
    with pytest.raises(LanguageError, match=r"words\.txt:1: 无法打开：.*；请检查文件权限"):
        load_language(tmp_path)
