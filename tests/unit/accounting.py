"""Whether every character of a file is accounted for once."""

from collections import Counter
from collections.abc import Iterable

from knowledge.model import Block, BlockKind, Document, Dropped, Fact, Metadata
from knowledge.piece import Piece
from knowledge.reading import Reading

_NOT_QUOTED = {BlockKind.HEADING, BlockKind.HEAD, BlockKind.QUESTION}


def offsets(pieces: Iterable[Piece]) -> Counter[int]:
    """Return how often each offset of the file stands in one of the pieces."""
    counts: Counter[int] = Counter()
    for piece in pieces:
        for run in piece.runs:
            counts.update(range(run.start, run.end))
    return counts


def unaccounted(document: Document, facts: Iterable[Fact]) -> dict[int, int]:
    """Return the offsets of visible characters that are not in exactly one place, and how many."""
    counts = offsets(
        [
            *(fact.piece for fact in facts if not fact.kind.of_article),
            *(block.piece for block in document.blocks if block.kind in _NOT_QUOTED),
            *(entry.piece for entry in document.metadata),
            *(dropped.piece for dropped in document.dropped),
        ]
    )
    return {
        offset: counts[offset]
        for offset, char in enumerate(document.source_text)
        if not char.isspace() and char != "\ufeff" and counts[offset] != 1
    }


def covered(reading: Reading, source: str) -> list[int]:
    """Return which characters of the file pieces hold, after checking each piece."""
    places: list[int] = []
    entries: list[Block | Metadata | Dropped] = [*reading.blocks, *reading.metadata]
    for entry in [*entries, *reading.dropped]:
        assert entry.piece.stands_in(source)
        assert entry.piece.text.strip()
        stops = [*(run.position for run in entry.piece.runs[1:]), len(entry.piece.text)]
        for run, stop in zip(entry.piece.runs, stops, strict=True):
            if entry.piece.text[run.position : stop].strip():
                span = range(run.start, run.end)
                places.extend(place for place in span if not source[place].isspace())
    assert len(places) == len(set(places))
    return sorted(places)
