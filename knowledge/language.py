"""The operator's language: words that are never cut, words that say nothing, synonyms.

Three files beside `bot.yaml`; for one that is absent, the one that ships is read:

- `words.txt`, `stop_words.txt`: one word a line; what follows `#` is a comment.
- `synonyms.yaml`: `two_way`, a list of groups whose members stand for one another; `one_way`, a
  mapping from what people ask to what articles write.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.errors import LanguageError
from knowledge.normal import fold
from knowledge.yaml_file import Located, YamlFault, load
from knowledge.yaml_mistakes import unknown

WORDS, STOP_WORDS, SYNONYMS = "words.txt", "stop_words.txt", "synonyms.yaml"
FILES = (WORDS, STOP_WORDS, SYNONYMS)


@dataclass(frozen=True, slots=True)
class Language:
    """What the operator says of words; all of it in the form of `normal.fold`."""

    words: tuple[str, ...] = ()
    stop_words: frozenset[str] = frozenset()
    written: Mapping[str, str] = field(default_factory=dict)
    """From a phrase of an article to the concept that it names."""
    asked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """From a phrase of a question to the concepts that it may mean."""


@dataclass(frozen=True, slots=True)
class LanguageFile:
    """One of the three files."""

    path: Path
    data: bytes = field(repr=False)


def load_language(*folders: Path) -> Language:
    """Read the three files of a configuration, each from the first folder that has it.

    Raises:
        LanguageError: A file is not of its form, or contradicts itself; names path and line.
    """
    return read_language(language_files(*folders))


def language_files(*folders: Path) -> dict[str, LanguageFile]:
    """Return the three files of a configuration by name; one that is nowhere is empty.

    Raises:
        LanguageError: One cannot be opened.
    """
    return {name: _file(_find(name, folders)) for name in FILES}


def read_language(files: Mapping[str, LanguageFile]) -> Language:
    """Read the three files of a configuration, which may be from anywhere.

    Raises:
        LanguageError: A file is not of its form, or contradicts itself; names path and line.
    """
    synonyms, words, stop_words = (files[name] for name in (SYNONYMS, WORDS, STOP_WORDS))
    written, asked = _synonyms(synonyms)
    return Language(
        words=tuple(word for _, word in _words(words)),
        stop_words=frozenset(word for _, word in _words(stop_words)),
        written=written,
        asked=asked,
    )


def _find(name: str, folders: Sequence[Path]) -> Path:
    paths = [folder / name for folder in folders]
    return next((path for path in paths if path.is_file()), paths[0])


def _file(path: Path) -> LanguageFile:
    try:
        return LanguageFile(path, path.read_bytes())
    except FileNotFoundError:
        return LanguageFile(path, b"")
    except OSError as error:
        raise LanguageError(path, 1, f"无法打开：{error.strerror}；请检查文件权限") from error


def _read(file: LanguageFile) -> str:
    try:
        text = file.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise LanguageError(file.path, line, "不是 UTF-8 编码的文本；请另存为 UTF-8") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _words(file: LanguageFile) -> Iterator[tuple[int, str]]:
    path = file.path
    for number, line in enumerate(_read(file).splitlines(), start=1):
        word = fold(line.partition("#")[0].strip()).text
        if any(map(str.isspace, word)):
            raise LanguageError(path, number, f"“{word}”中有空格；每行只写一个词")
        if word:
            yield number, word


def _synonyms(file: LanguageFile) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    path = file.path
    try:
        located = load(_read(file))
    except YamlFault as fault:
        raise LanguageError(path, fault.line, fault.reason) from fault
    table = located.value if located.value is not None else {}
    if not isinstance(table, dict):
        raise LanguageError(path, 1, "应有 two_way 和 one_way 两项；请对照自带的 synonyms.yaml")
    for key in table:
        if key not in {"two_way", "one_way"}:
            reason = unknown(key, ("two_way", "one_way"))
            raise LanguageError(path, located.line(str(key)), reason)
    groups, mapping = table.get("two_way"), table.get("one_way")
    written = _two_way(path, located, [] if groups is None else groups)
    asked: dict[str, tuple[str, ...]] = {phrase: (concept,) for phrase, concept in written.items()}
    _one_way(path, located, {} if mapping is None else mapping, written, asked)
    return written, asked


def _two_way(path: Path, located: Located, groups: object) -> dict[str, str]:
    """Return the concept of each phrase: the first member of its group."""
    if not isinstance(groups, list):
        raise LanguageError(
            path, located.line("two_way"), "two_way 应是若干组同义词：- [低保, 最低生活保障]"
        )
    written: dict[str, str] = {}
    for index, group in enumerate(groups):
        line = located.line("two_way", index)
        phrases = _phrases(path, line, group)
        if len(phrases) < 2:  # noqa: PLR2004 (a pair)
            raise LanguageError(
                path, line, "一组同义词至少要有两个不同的词；繁体与简体、全角与半角是同一个词"
            )
        for phrase in phrases:
            if phrase in written:
                raise LanguageError(path, line, f"“{phrase}”已在另一组中；请合并两组，或删去一处")
            written[phrase] = phrases[0]
    return written


def _one_way(
    path: Path,
    located: Located,
    mapping: object,
    written: dict[str, str],
    asked: dict[str, tuple[str, ...]],
) -> None:
    """Add to both tables what people ask and what is written for it."""
    grouped = frozenset(written)
    if not isinstance(mapping, dict):
        raise LanguageError(path, located.line("one_way"), "one_way 应写成 问法: [文章中的写法]")
    for key, targets in mapping.items():
        line = located.line("one_way", str(key))
        (phrase,) = _phrases(path, line, [key])
        if phrase in grouped:
            raise LanguageError(path, line, f"“{phrase}”已在 two_way 中；一个词只能写在一处")
        for target in _phrases(path, line, targets):
            concept = written.setdefault(target, target)
            _add(asked, target, concept)
            _add(asked, phrase, concept)


def _add(asked: dict[str, tuple[str, ...]], phrase: str, concept: str) -> None:
    asked[phrase] = tuple(dict.fromkeys((*asked.get(phrase, ()), concept)))


# What a keyboard for Chinese gives for a comma; YAML takes it for a part of the word.
_WIDE_COMMA = re.compile("[，、；]")


def _phrases(path: Path, line: int, values: object) -> list[str]:
    """Return different phrases in the order of a list."""
    if not isinstance(values, list) or not values:
        raise LanguageError(path, line, "应是写在方括号里的词：[低保, 最低生活保障]")
    phrases = []
    for value in values:
        phrase = fold(value).text.strip() if isinstance(value, str) else ""
        if not phrase:
            raise LanguageError(path, line, f"“{value}”不是词；数字和 on、off 之类请加引号")
        if found := _WIDE_COMMA.search(str(value)):
            reason = f"“{value}”里有“{found[0]}”；词与词之间请用半角逗号“,”"
            raise LanguageError(path, line, reason)
        phrases.append(phrase)
    return list(dict.fromkeys(phrases))
