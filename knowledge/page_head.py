"""What a page says of its article: the line of date and source, the title, the author.

A page's line of date, source, author and views is taken apart: what is worth asking for becomes
metadata, the rest is dropped. The title is the line before that one; what stands above the title
is no part of the article, which is where injected advertisements are found.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.model import Block, BlockKind, Dropped, Metadata, MetadataKind
from knowledge.reading import Reading

# A page's line of date, source, author, views and widgets; longer ones are sentences.
_LONGEST_PAGE_LINE = 160
# GB/T 9704 sets official titles in two to three lines of 22 characters at most.
_LONGEST_TITLE = 66
_LONGEST_BYLINE = 40

# Kinds of block that such a line can be.
_PLAIN = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM})

_DATE = (
    r"(?<!\d)(?P<year>(?:19|20)\d\d)\s*[-/.年]\s*(?P<month>1[0-2]|0?[1-9])(?!\d)"
    r"(?:\s*[-/.月]\s*(?P<day>3[01]|[12]\d|0?[1-9])(?!\d))?\s*[日号月]?"
    r"(?:\s*[T ]?\s*\d{1,2}\s*[:：时]\s*\d{1,2}(?:\s*[:：分]\s*\d{1,2}秒?)?分?)?"
)
_LABELS = (
    r"(?:责任编辑|编辑|责编|作者|来源|发布|时间|日期|浏览|阅读|点击|访问|字体|字号|打印|分享|审核|记者)"
    r"[^\s:：]{0,4}[:：]"
)
# A value goes on to the next label, a bracket, a date or a wide gap; one with a stop is a sentence.
_CHARACTER = rf"(?:(?!{_LABELS})[^\s|｜\[\]【】〖〗(（。！？!?；;，,]|[(（](?!\d))"
_NO_NAME = r"\d|文/图|图/文|记者|通讯员|摄影"
_VALUE = (
    rf"(?P<value>{_CHARACTER}+(?:[ 　](?!{_NO_NAME})(?:(?![:：]){_CHARACTER})+(?![^\s]*[:：]))?)"
    r"(?![。！？!?；;，,])"
)
# 记者：请问低保怎么申请？ is the question of an interview.
_NAMES = (
    r"(?P<value>[一-鿿]{2,4}(?:[ 　、][一-鿿]{2,4}(?![一-鿿:：])){0,3}|[一-鿿]+·[一-鿿·]+)"
    r"(?![一-鿿。！？!?；;，,])"
)

# As lines of date and source name those who publish: 区残联, 护理部、住院服务中心共同编写.
_OFFICE = (
    r"[一-鿿]{1,22}(?:局|委|委员会|办|办公室|部|中心|院|社|政府|处|科|股|站|所|馆|集团|公司|大学|学校|中学"
    r"|小学|协会|联合会|残联|支队|大队|街道)"
)
_OFFICES_TOGETHER = rf"{_OFFICE}(?:[\s　、]+{_OFFICE})*"
_DONE = r"(?:联合|共同)?(?:编印|编写|编制|编|印发|制发|制|发布|公布|宣)?"
_APART, _TO_THE_NEXT = r"(?<![^\s|｜\[【（(])", r"(?![^\s|｜\]】）)])"
_ROLE = r"(?:本报|见习|实习|特约)?(?:记者|通讯员|实习生|摄影)"
_PEOPLE = rf"[一-鿿]{{2,4}}(?:[ 　、]+(?!{_ROLE})[一-鿿]{{2,4}}(?![一-鿿:：]))*"


@dataclass(frozen=True, slots=True)
class _Field:
    """A part of a page's line of date, source and widgets."""

    pattern: re.Pattern[str]
    kind: MetadataKind | None = None
    rule: str = ""
    """For what is dropped: what it is called, as in `knowledge.furniture.RULES`."""
    reason: str = ""


_FIELDS: tuple[_Field, ...] = (
    _Field(
        re.compile(
            r"(?:(?:发布|发稿|成文|更新|发文|公开|生成|修订|印发|编制)?(?:时间|日期)|发布于)\s*[:：]\s*"
            + _DATE
        ),
        MetadataKind.DATE,
    ),
    _Field(
        re.compile(
            r"(?:(?:信息|文章|稿件|内容)?(?:来源|出处|稿源)|(?:发布|印发|编制|制定|发文)(?:机构|机关|单位|部门)|编制)\s*[:：]\s*"
            + _VALUE
        ),
        MetadataKind.SOURCE,
    ),
    _Field(
        re.compile(
            r"(?:作者|撰稿人?|撰文|供稿)\s*[:：/／]\s*" + _VALUE,
        ),
        MetadataKind.AUTHOR,
    ),
    _Field(
        re.compile(r"(?:文/图|图/文|文|本报记者|记者|通讯员)\s*[:：/／]\s*" + _NAMES),
        MetadataKind.AUTHOR,
    ),
    _Field(
        re.compile(
            rf"(?:文/图|图/文)?[ 　]*(?:[一-鿿]{{2,10}}(?:报|社|网|台|媒体中心))?{_ROLE}[\s:：/／]*"
            rf"(?P<value>{_PEOPLE}(?:[\s　]+{_ROLE}[\s:：/／]*{_PEOPLE})*)(?![一-鿿。！？!?；;，,])"
        ),
        MetadataKind.AUTHOR,
    ),
    _Field(
        re.compile(rf"报告人\s*[:：]\s*(?P<value>(?:[一-鿿]+[ 　]+)?[一-鿿]{{2,4}}){_TO_THE_NEXT}"),
        MetadataKind.AUTHOR,
    ),
    _Field(
        re.compile(r"(?:联系|咨询|监督|举报)(?:人|电话|方式)\s*[:：]\s*" + _VALUE),
        MetadataKind.CONTACT,
    ),
    _Field(re.compile(r"审核人?\s*[:：]\s*" + _NAMES), MetadataKind.REVIEWER),
    _Field(
        re.compile(
            r"(?:(?:发文字号|发文文号|文号|文件编号)\s*[:：]\s*)?"
            rf"{_APART}?(?P<value>[一-鿿]{{1,14}}\s*[〔［\[(（【]\s*(?:19|20)\d\d\s*[〕］\])）】]\s*第?\s*\d+\s*号"
            r"|(?:公告|通告|公报|令)\s*第\s*\d+\s*号|第?\s*[A-Z]?\d{1,3}\s*版)" + _TO_THE_NEXT
        ),
        MetadataKind.NUMBER,
    ),
    _Field(
        re.compile(r"(?P<value>《[^》\s]{2,14}(?:报|刊|网|杂志|周刊)》)"),
        MetadataKind.SOURCE,
    ),
    _Field(
        re.compile(rf"{_APART}(?P<value>{_OFFICES_TOGETHER}){_DONE}{_TO_THE_NEXT}"),
        MetadataKind.SOURCE,
    ),
    _Field(
        re.compile(r"(?:责任编辑|责编|编辑|发布人)\s*[:：]\s*" + _NAMES),
        rule="editor",
        reason="网页编辑的署名",
    ),
    _Field(
        re.compile(r"索\s*引\s*号\s*[:：]\s*[\w/—-]+"),
        rule="catalogue number",
        reason="政府信息公开目录的编号",
    ),
    _Field(
        re.compile(
            r"(?:浏览|阅读|点击|访问)(?:量|数|次数|人数|人次)?\s*[:：]?\s*[\[【(（]?"
            r"\s*(?:\d[\d,.]*\s*万?)?\s*[\]】)）]?\s*(?:人次|次|人)?"
        ),
        rule="visitor counter",
        reason="访问次数，不是文章内容",
    ),
    _Field(
        re.compile(
            r"[\[【〖(（]?\s*(?:字体|字号)(?:大小)?\s*[:：]?[\s\[【〖(（]*"
            r"(?:(?:特大|大|中|小|默认)[\s\[\]【】〖〗(（)）/|]*)*"
            r"|[\[【〖(（]?\s*(?:打印(?:本页)?|关闭(?:窗口)?|收藏|分享(?:到|至)?\s*[:：]?)\s*[\]】〗)）]?"
        ),
        rule="font size and print",
        reason="调整字号、打印、关闭等网页按钮",
    ),
    _Field(re.compile(_DATE), MetadataKind.DATE),
)

_OFFICES = (
    r"书记|局长|主任|部长|市长|区长|县长|镇长|乡长|处长|厅长|科长|院长|会长|理事长|秘书长|主席|总经理|校长"
    r"|教授|研究员|记者|通讯员|评论员|特约撰稿人?|主编"
)
# 党组书记、局长   钱旭健; names of two to four characters, or with a dot.
_BYLINE = re.compile(
    rf"^(?:(?![^:：]*(?:联系|电话|咨询))[^。！？；;]{{0,30}}?(?:{_OFFICES})(?:[\s　]+|[:：]\s*)"
    r"|(?:文|撰文|口述)[\s　]*[/／:：|]\s*)"
    r"(?P<value>[一-鿿]{2,4}(?:[ 　、]+[一-鿿]{2,4}){0,3}|[一-鿿]+·[一-鿿·]+)$"
)
_SIGNATURE = re.compile(
    r"^[（(]\s*(?:本文)?作者(?:系|为|单位)?\s*[:：]?\s*(?P<value>[^。]{2,40})[)）]$"
)
_ISSUER = re.compile(r"^[^\s，,。：:]{2,22}(?:局|委|办|部|院|社|网|报|中心|委员会|办公室|政府)$")
# Such lines name an office or a page, and need a date or the like beside them to say it of theirs.
_NOT_ALONE = re.compile(
    rf"{_OFFICES_TOGETHER}{_DONE}|(?:审核|联系|咨询|监督|举报).*|第?\s*[A-Z]?\d{{1,3}}\s*版"
)
_SIGNED = re.compile(_OFFICES_TOGETHER)


def fields(block: Block) -> Reading | None:
    """Take a line apart that consists of a page's fields and nothing else; `None` for others."""
    if len(block.text) > _LONGEST_PAGE_LINE or block.kind not in _PLAIN:
        return None
    if block.text.endswith("。"):
        return None
    if signature := _SIGNATURE.match(block.text):
        return Reading((), (_metadata(block, MetadataKind.AUTHOR, signature),))
    found = list(_fields(block.text))
    gaps = _outside(block.text, [match.span() for _, match in found])
    if not found or any(re.search(r"\w", block.text[start:end]) for start, end in gaps):
        return None
    if all(_NOT_ALONE.fullmatch(match.group().strip()) for _, match in found):
        return None
    metadata = [_metadata(block, field.kind, match) for field, match in found if field.kind]
    dropped = [
        Dropped(block.piece.slice(*match.span()).strip(), block.line, field.rule, field.reason)
        for field, match in found
        if not field.kind
    ]
    dropped += [
        Dropped(block.piece.slice(start, end).strip(), block.line, "separator", "字段之间的分隔符")
        for start, end in gaps
        if block.text[start:end].strip()
    ]
    return Reading((), tuple(metadata), tuple(dropped))


def _fields(text: str) -> Iterator[tuple[_Field, re.Match[str]]]:
    """Yield the fields of a line from left to right; at one place the first in the table wins."""
    offset = 0
    while offset < len(text):
        matches = [
            (match.start(), order, field, match)
            for order, field in enumerate(_FIELDS)
            if (match := field.pattern.search(text, offset)) and match.end() > match.start()
        ]
        if not matches:
            return
        _, _, field, match = min(matches, key=lambda candidate: candidate[:2])
        yield field, match
        offset = match.end()


def _outside(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans of `text` between and around `spans`."""
    edges = [0, *(offset for span in spans for offset in span), len(text)]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _metadata(block: Block, kind: MetadataKind, match: re.Match[str]) -> Metadata:
    value = _iso(match) if kind is MetadataKind.DATE else match["value"].strip()
    return Metadata(kind, value, block.piece.slice(*match.span()).strip(), block.line)


def _iso(match: re.Match[str]) -> str:
    """Return a date as ISO 8601, as far as the page says it."""
    parts = [match["year"], match["month"], match["day"]]
    return "-".join(part.zfill(2) for part in parts if part)


def signature(blocks: Sequence[Block], said: Sequence[Metadata]) -> Reading:
    """Find who signs a text that ends with an office's name above the date, as letters do.

    Args:
        blocks: What is left of the article.
        said: What the page says of it; where it names a source, that is who publishes it.

    Returns:
        The blocks without the signature, and what it says.
    """
    last = blocks[-1] if len(blocks) > 1 else None
    dated = last is not None and any(
        entry.kind is MetadataKind.DATE and entry.piece.start > last.piece.start for entry in said
    )
    if last is None or not dated or any(entry.kind is MetadataKind.SOURCE for entry in said):
        return Reading(tuple(blocks))
    if len(last.text) > _LONGEST_BYLINE or last.kind is not BlockKind.PARAGRAPH:
        return Reading(tuple(blocks))
    if not _SIGNED.fullmatch(last.text):
        return Reading(tuple(blocks))
    found = Metadata(MetadataKind.SOURCE, last.text, last.piece, last.line)
    return Reading(tuple(blocks[:-1]), (found,))


def iso_date(text: str) -> str | None:
    """Return the first date in `text` as ISO 8601, `None` where there is none."""
    match = re.search(_DATE, text)
    return _iso(match) if match else None


def title_and_author(blocks: Sequence[Block], page_line: int | None, *, titled: bool) -> Reading:
    """Find the title and the author's line among the first blocks of an article.

    Args:
        blocks: What is left when furniture and the line of date and source are taken out.
        page_line: Before which block that line stood; `None` where there was none.
        titled: Whether the title is already known, from the head of an HTML page or the like.

    Returns:
        The blocks of the article; title and author; what stood above the title.
    """
    body = next((index for index, block in enumerate(blocks) if is_body(block)), len(blocks))
    if page_line is not None and page_line > body:
        page_line = None  # a line of date and source below the text tells nothing of the title
    metadata: list[Metadata] = []
    dropped: list[Dropped] = []
    first = 0
    title = _title(blocks[:body], page_line, more=len(blocks) > 1)
    if title is not None:
        dropped = [
            Dropped(block.piece, block.line, "above the title", "标题以上的文字不属于文章")
            for block in blocks[:title]
        ]
        first = title
        if not titled:
            found = blocks[title]
            metadata.append(Metadata(MetadataKind.TITLE, found.text, found.piece, found.line))
            first = title + 1
    kept = list(blocks[first:body])
    for block in blocks[first:body]:
        byline = _BYLINE.match(block.text) if len(block.text) <= _LONGEST_BYLINE else None
        if byline:
            metadata.append(_metadata(block, MetadataKind.AUTHOR, byline))
            kept.remove(block)
    return Reading((*kept, *blocks[body:]), tuple(metadata), tuple(dropped))


def is_body(block: Block) -> bool:
    """Whether a block is text rather than one of the lines at the head of a page."""
    return (
        block.kind not in {BlockKind.PARAGRAPH, BlockKind.HEADING}
        or len(block.text) > _LONGEST_TITLE
        or block.text.endswith(("。", "；", ";", "：", ":"))
    )


def _title(head: Sequence[Block], page_line: int | None, *, more: bool) -> int | None:
    """Return which of the blocks before the text is the title.

    Markup decides (`<h1>`, `#`), then the line of date and source, which follows the title; where
    a page has neither, the first line is the title if text follows it.
    """
    for index, block in enumerate(head):
        if block.kind is BlockKind.HEADING and block.level == 1:
            return index
    if page_line:
        above = [
            index
            for index, block in enumerate(head[:page_line])
            if not _BYLINE.match(block.text) and not block.text.startswith(("—", "－", "-"))
        ]
        titles = [index for index in above if not _ISSUER.match(head[index].text)]
        last = (titles or above)[-1:]
        return last[0] if last else None
    return 0 if head and more else None
