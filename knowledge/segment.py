"""From a document to its facts: the pieces that a person would quote."""

from collections.abc import Iterator

from knowledge.cutting import clauses, sentences
from knowledge.model import Block, BlockKind, Citation, Document, Fact, FactKind, MetadataKind
from knowledge.piece import LineTable, Piece

METADATA_NAMES: dict[MetadataKind, tuple[str, ...]] = {
    MetadataKind.TITLE: ("标题", "题目", "文章名", "叫什么"),
    MetadataKind.AUTHOR: ("作者", "谁写的", "撰稿人", "执笔", "署名", "文章"),
    MetadataKind.SOURCE: ("来源", "出处", "报纸", "媒体", "刊物", "刊登", "发表", "转载", "文章"),
    MetadataKind.NUMBER: ("文号", "发文字号", "编号", "第几号", "第几版", "文件"),
    MetadataKind.CONTACT: ("联系人", "联系电话", "联系方式", "找谁", "问谁"),
    MetadataKind.REVIEWER: ("审核", "谁审核的", "审稿"),
    MetadataKind.DATE: ("发布时间", "发表时间", "日期", "哪天", "发布", "刊登", "发表", "文章"),
}
"""Words by which people ask for what a page says of its article."""

# What is shown with other facts and not quoted alone.
_NOT_QUOTED = frozenset({BlockKind.HEADING, BlockKind.HEAD, BlockKind.QUESTION})


def segment(document: Document) -> tuple[Fact, ...]:
    """Return the facts of a document in reading order."""
    lines = LineTable(document.source_text)
    facts = [*_metadata(document), *_quotable(document, lines)]
    return tuple(sorted(facts, key=lambda fact: fact.piece.start))


def _metadata(document: Document) -> Iterator[Fact]:
    for entry in document.metadata:
        if entry.kind not in METADATA_NAMES:
            continue  # said with each quotation, and not asked for
        yield Fact(
            entry.piece,
            entry.piece,
            _citation(document, (), entry.line),
            FactKind.TITLE if entry.kind is MetadataKind.TITLE else FactKind.METADATA,
            names=METADATA_NAMES[entry.kind],
        )


def _quotable(document: Document, lines: LineTable) -> Iterator[Fact]:
    for block in document.blocks:
        if block.kind in _NOT_QUOTED:
            continue
        for sentence, piece in _pieces(block):
            yield Fact(
                piece,
                sentence,
                _citation(document, block.headings, lines.line(piece.start)),
                _kind(block, sentence, piece),
                block.introduction,
            )


def _pieces(block: Block) -> Iterator[tuple[Piece, Piece]]:
    """Yield each sentence of a block with each piece that is quoted of it."""
    if block.kind is BlockKind.ROW:
        yield block.piece, block.piece
        return
    for start, end in sentences(block.text):
        sentence = block.piece.slice(start, end)
        for first, last in clauses(sentence.text):
            yield sentence, sentence.slice(first, last)


def _kind(block: Block, sentence: Piece, piece: Piece) -> FactKind:
    if block.kind is BlockKind.ROW:
        return FactKind.ROW
    if block.kind is BlockKind.ITEM and piece.text == block.text:
        return FactKind.ITEM
    return FactKind.SENTENCE if piece.text == sentence.text else FactKind.CLAUSE


def _citation(document: Document, headings: tuple[str, ...], line: int) -> Citation:
    return Citation(
        document.name,
        document.title,
        headings,
        line,
        document.date,
        document.source,
        document.valid_until,
        document.replaced_by,
    )
