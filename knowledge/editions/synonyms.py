"""A synonym written into `synonyms.yaml`; all else in the file stays as its author wrote it."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from knowledge.errors import LanguageError
from knowledge.language import SYNONYMS, LanguageFile, read_language
from knowledge.normal import fold
from knowledge.yaml_file import load, quoted

_ONE_WAY = re.compile(r"one_way[ \t]*:[ \t]*(?:#.*)?")
_EMPTY = re.compile(r"one_way[ \t]*:[ \t]*(?:\{\s*\}|null|~)[ \t]*(?:#.*)?")
# A list between brackets at the end of a line, which takes one more.
_LIST = re.compile(r"(?P<before>.*:[ \t]*\[.*?)(?P<comma>,?)[ \t]*(?P<after>\][ \t]*(?:#.*)?)")


def with_synonym(files: Mapping[str, LanguageFile], phrase: str, means: Sequence[str]) -> bytes:
    """Return `synonyms.yaml` with what people ask and what articles write for it.

    Args:
        files: The files of language, all of them.
        phrase: What people ask.
        means: What articles write for it, at least one.

    Raises:
        LanguageError: The file would contradict itself, or is written in a way that must be
            changed by hand.
    """
    file = files[SYNONYMS]
    asked = fold(phrase).text.strip()
    # As Python's text files do, but for the ends of lines that YAML does not know.
    lines = file.data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    known = _known_line(file, asked)
    entry = f"{quoted(phrase.strip())}: [{', '.join(quoted(word.strip()) for word in means)}]"
    if known is not None:
        lines[known] = _extended(file.path, known, lines[known], means)
    else:
        _insert(lines, entry)
    data = "\n".join(lines).encode()
    before = read_language(files)
    after = read_language({**files, SYNONYMS: LanguageFile(file.path, data)})
    others = {
        key: value for key, value in before.asked.items() if key != asked and key in after.asked
    }
    if asked not in after.asked or any(after.asked[key] != others[key] for key in others):
        raise LanguageError(file.path, 1, f"“{phrase}”加不进去；请手工修改这个文件")
    return data


def _known_line(file: LanguageFile, asked: str) -> int | None:
    """Return the line, from 0, on which a phrase is explained already."""
    located = load(file.data.decode("utf-8-sig"))
    table = located.value if isinstance(located.value, dict) else {}
    one_way = table.get("one_way")
    for key in one_way if isinstance(one_way, dict) else ():
        if isinstance(key, str) and fold(key).text.strip() == asked:
            return located.line("one_way", key) - 1
    return None


def _extended(path: Path, number: int, line: str, means: Sequence[str]) -> str:
    match = _LIST.fullmatch(line)
    if match is None:
        raise LanguageError(path, number + 1, "这一项不是写在一行的方括号里；请手工修改")
    more = ", ".join(quoted(word.strip()) for word in means)
    return f"{match['before']}, {more}{match['after']}"


def _insert(lines: list[str], entry: str) -> None:
    """Put an entry first under `one_way`, which is begun where there is none."""
    for number, line in enumerate(lines):
        if _EMPTY.fullmatch(line):
            lines[number : number + 1] = ["one_way:", f"  {entry}"]
            return
        if _ONE_WAY.fullmatch(line):
            lines.insert(number + 1, _indent(lines[number + 1 :]) + entry)
            return
    while lines and not lines[-1].strip():
        lines.pop()
    lines += ["one_way:", f"  {entry}", ""]


def _indent(below: Sequence[str]) -> str:
    """Return how far the first entry below is indented."""
    for line in below:
        if line.strip() and not line.lstrip().startswith("#"):
            return line[: len(line) - len(line.lstrip())] or "  "
    return "  "
