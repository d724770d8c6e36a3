"""YAML as plain values that know on which line they stand.

PyYAML's safe loader reads `on` and `off` as booleans and `2023-07-19` as a date (YAML 1.1). Keys
are names here, and taken as they are written; a date stays text; what else is meant as text is
checked as text by those who read the values. Keys that occur twice, which PyYAML lets pass, are
refused: the second would win unseen.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

from knowledge.yaml_mistakes import mistake, wide_colon

MOST = 300_000
"""Characters: some 3,000 golden questions. PyYAML takes a second for 100,000."""

Path = tuple[str | int, ...]
"""Keys and positions from the outermost inward."""


class YamlFault(Exception):
    """Text that is no YAML, or not the YAML that its author meant."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        """Counted from 1."""
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Located:
    """The value of a YAML text."""

    value: object
    """`None` where the text holds nothing but comments."""
    lines: Mapping[Path, int] = field(default_factory=dict)

    def line(self, *path: str | int) -> int:
        """Return on which line a part of the value stands; of what is missing, its owner's."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def load(text: str) -> Located:
    """Return the value of a YAML text.

    Raises:
        YamlFault: The text is no YAML, has a key twice, refers to its own parts, or is too long.
    """
    if len(text) > MOST:
        raise YamlFault(1, f"有 {len(text):,} 个字，超过上限 {MOST:,}；请删去不用的部分")
    try:
        loader, node = _read(text)
        if node is None:
            return Located(None)
        lines: dict[Path, int] = {}
        _locate(node, (), lines)
        if found := wide_colon(text):  # which makes a text of a name and its value
            raise YamlFault(*found)
        return Located(loader.construct_document(node), lines)
    except yaml.MarkedYAMLError as error:
        raise YamlFault(*mistake(text, *_told(error))) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise YamlFault(line, "有看不见的控制字符；请删去这一行，重新输入") from error
    except yaml.YAMLError as error:
        raise YamlFault(1, f"不是正确的 YAML：{str(error).splitlines()[0]}") from error
    except ValueError as error:  # !!int 甲
        raise YamlFault(1, f"有不能识别的值：{error}；请给文字加上引号") from error
    except RecursionError as error:
        raise YamlFault(1, "层层嵌套没有尽头；请检查括号，不要用 & 和 * 引用") from error


def _read(text: str) -> "tuple[yaml.SafeLoader | yaml.CSafeLoader, yaml.Node | None]":
    """Return what a text is made of, and what makes values of it.

    libyaml, where PyYAML has it, reads ten times as fast: 0.02 s for the synonyms that ship. What
    it refuses, and what may refer to other parts, is read by PyYAML itself, which says what is
    wrong as we tell it.
    """
    fast = getattr(yaml, "CSafeLoader", None)
    if fast is not None and "&" not in text and "*" not in text:
        try:
            loader = fast(text)
            return loader, loader.get_single_node()
        except yaml.YAMLError:
            pass
    plain = _Loader(text)
    return plain, plain.get_single_node()


class _Loader(yaml.SafeLoader):
    """Refuses references: some ten lines of them stand for a text that no machine can hold."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Return what comes next; see `yaml.composer.Composer`."""
        if self.check_event(yaml.AliasEvent):
            line = self.peek_event().start_mark.line + 1  # type: ignore[no-untyped-call]
            raise YamlFault(line, "不要用 & 和 * 引用别处；请把内容写出来，或给文字加上引号")
        return super().compose_node(parent, index)


def quoted(text: str) -> str:
    """Return a text as YAML writes it between double quotation marks, on one line.

    JSON's form of a text is YAML's too, but for what JSON lets stand and YAML takes for the end of
    a line.
    """
    plain = json.dumps(text, ensure_ascii=False)
    return _LINE_ENDS.sub(lambda found: f"\\u{ord(found[0]):04x}", plain)


# Line ends, and what YAML does not let stand between quotation marks.
_LINE_ENDS = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def _told(error: yaml.MarkedYAMLError) -> tuple[str, int, int]:
    """Return what is said of an error, and the lines on which it begins and ends."""
    begun, ended = error.context_mark, error.problem_mark
    first, last = begun or ended, ended or begun
    said = f"{error.context or ''} {error.problem or ''}"
    return said, first.line + 1 if first else 1, last.line + 1 if last else 1


_TEXT, _DATE = "tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp"


def _locate(node: yaml.Node, path: Path, lines: dict[Path, int]) -> None:
    """Note the lines of a node and of all in it, and let keys and dates be text."""
    lines.setdefault(path, node.start_mark.line + 1)
    if node.tag == _DATE:
        node.tag = _TEXT
    if isinstance(node, yaml.SequenceNode):
        for index, child in enumerate(node.value):
            _locate(child, (*path, index), lines)
    elif isinstance(node, yaml.MappingNode):
        for key, child in node.value:
            if isinstance(key, yaml.ScalarNode):
                key.tag = _TEXT
            name = str(key.value)
            line = key.start_mark.line + 1
            if (*path, name) in lines:
                raise YamlFault(line, f"“{name}”写了两次，请合并为一处")
            lines[(*path, name)] = line
            _locate(child, (*path, name), lines)
