"""The lines between two `---` at the head of a Markdown file."""

import re
from collections.abc import Iterator

from knowledge import page_head
from knowledge.model import Dropped, Metadata, MetadataKind
from knowledge.piece import Piece
from knowledge.reading import Reading

_FENCE = re.compile(r"-{3}[ \t]*")
_END = re.compile(r"(?:-{3}|\.{3})[ \t]*")
_FIELD = re.compile(
    r"(?P<key>[A-Za-z_][\w -]*?|[一-鿿]{2,8})[ \t]*[:：](?:[ \t]+|(?<=：)|$)(?P<value>.*)"
)
# Of one value over several lines, lists and remarks.
_CONTINUATION = re.compile(r"[ \t]+\S|-[ \t]|#|$")
_LINE = re.compile(r"(.*?)(\r\n?|\n|\Z)")

_KINDS: dict[str, MetadataKind] = {
    **dict.fromkeys(("title", "标题", "题目"), MetadataKind.TITLE),
    **dict.fromkeys(("author", "authors", "作者"), MetadataKind.AUTHOR),
    **dict.fromkeys(("source", "来源", "出处"), MetadataKind.SOURCE),
    **dict.fromkeys(("date", "日期", "时间", "发布时间", "发布日期"), MetadataKind.DATE),
    **dict.fromkeys(("valid_until", "有效期至", "失效日期"), MetadataKind.VALID_UNTIL),
    **dict.fromkeys(("replaces", "取代", "替代"), MetadataKind.REPLACES),
    **dict.fromkeys(("place", "地区", "适用地区"), MetadataKind.PLACE),
}
# What YAML writes for nothing, and for a text over several lines.
_NO_VALUE = frozenset({"", "null", "~", "|", ">", "|-", ">-"})


def read(source: str) -> tuple[Reading, int]:
    """Return what the front matter says, and the offset just after it; 0 where there is none.

    It is read line by line rather than as YAML: a clerk's colon in a title is no fault, and every
    value is needed at its place.
    """
    lines = list(_lines(source))
    if not lines or not _FENCE.fullmatch(lines[0][0]):
        return Reading(()), 0
    body: list[tuple[str, int]] = []
    for text, start, after in lines[1:]:
        if _END.fullmatch(text):
            return (
                (_reading(source, body), after) if any(map(_is_field, body)) else (Reading(()), 0)
            )
        if not _FIELD.match(text) and not _CONTINUATION.match(text):
            break  # a thematic break, and text
        body.append((text, start))
    return Reading(()), 0


def _lines(source: str) -> Iterator[tuple[str, int, int]]:
    """Yield each line without its end, its offset, and the offset of the next."""
    for match in _LINE.finditer(source):
        yield match[1], match.start(), match.end()
        if not match[2]:
            return


def _is_field(line: tuple[str, int]) -> bool:
    return bool(_FIELD.match(line[0]))


def _reading(source: str, body: list[tuple[str, int]]) -> Reading:
    metadata: list[Metadata] = []
    dropped: list[Dropped] = []
    for number, (text, start) in enumerate(body, start=2):
        if not text.strip():
            continue
        piece = Piece.of(source, start, start + len(text)).strip()
        field = _FIELD.match(text)
        kind = _KINDS.get(field["key"].strip().lower()) if field else None
        value = _bare(field["value"]) if field else None
        if kind is MetadataKind.DATE and value:
            value = page_head.iso_date(value)
        if kind and value and all(entry.kind is not kind for entry in metadata):
            metadata.append(Metadata(kind, value, piece, number))
        else:
            dropped.append(Dropped(piece, number, "front matter", "文件头部的其他字段"))
    return Reading((), tuple(metadata), tuple(dropped))


def _bare(value: str) -> str | None:
    """Return a value without quotation marks and remark; `None` where there is none."""
    text = value.strip()
    if quoted := re.match(r"""(["'])(.*?)\1(?:\s+#.*)?$""", text):
        text = quoted[2]
    elif listed := re.fullmatch(r"\[(.*)\]", text):
        text = listed[1]
    else:
        text = re.sub(r"\s+#.*$", "", text)
    return None if text in _NO_VALUE else text.strip()
