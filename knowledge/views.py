"""Facts as the ranking sees them; made when first looked at, and kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.expectation import Figure, figure_of
from knowledge.fields import Fields
from knowledge.kept import Kept
from knowledge.model import FactKind
from knowledge.normal import fold_all
from knowledge.terms import NUMBER_MARK, Analyzer

# Views of the facts that are asked for most: 4,096 take some 10 MB.
_KEPT = 4096


@dataclass(frozen=True, slots=True)
class View:
    """A fact and what stands around it; all texts in the form of `normal.fold`."""

    text: str
    said: str
    """The fact with what introduces it."""
    marks: frozenset[str]
    """The numbers and concepts that it names; see `knowledge.terms`."""
    sentence: str
    before: str
    """The fact before it in its article; empty for the first."""
    after: str
    """The fact after it; empty for the last."""
    around: str
    """What introduces it, the titles above it, and the words by which it may be asked for."""
    marks_around: frozenset[str]
    title: str
    """Of its article."""
    figures: tuple[Figure, ...]
    place: int
    """In its article, counted from 0."""
    kind: FactKind


class Views:
    """The views of an edition's facts; safe to use from several threads."""

    def __init__(self, fields: Fields, analyzer: Analyzer) -> None:
        self._fields = fields
        self._analyzer = analyzer
        self._kept: Kept[int, View] = Kept(_KEPT)

    def __getitem__(self, position: int) -> View:
        return self._kept.get(position) or self.of((position,))[0]

    def of(self, positions: Sequence[int]) -> tuple[View, ...]:
        """Return the views of several facts, which are made together where they are not kept."""
        kept = {position: self._kept.get(position) for position in positions}
        views = {position: view for position, view in kept.items() if view is not None}
        lacking = [position for position in kept if position not in views]
        if lacking:
            for position, view in zip(lacking, self._made(lacking), strict=True):
                views[position] = view
                self._kept.put(position, view)
        return tuple(views[position] for position in positions)

    def _made(self, positions: Sequence[int]) -> Iterator[View]:
        """Yield views; texts are folded, and looked through for marks, in one go."""
        read = [_Read.of(self._fields, position) for position in positions]
        different = tuple(dict.fromkeys(text for each in read for text in each.texts))
        form = dict(zip(different, fold_all(different), strict=True))
        around = [f"{form[each.around]}\n{form[each.title]}" for each in read]
        marks = self._analyzer.marked((*(form[each.text] for each in read), *around))
        for number, (each, beside) in enumerate(zip(read, around, strict=True)):
            text, own = form[each.text], marks[number]
            yield View(
                text,
                form[each.said],
                frozenset(mark for mark, _, _ in own),
                form[each.sentence],
                form[each.before],
                form[each.after],
                beside,
                frozenset(mark for mark, _, _ in marks[len(read) + number]),
                form[each.title],
                tuple(
                    figure_of(mark.removeprefix(NUMBER_MARK), text, start, end)
                    for mark, start, end in own
                    if mark.startswith(NUMBER_MARK)
                ),
                each.place,
                each.kind,
            )


@dataclass(frozen=True, slots=True)
class _Read:
    """What a view is made of, as it is written."""

    text: str
    said: str
    sentence: str
    before: str
    after: str
    around: str
    title: str
    place: int
    kind: FactKind

    @property
    def texts(self) -> tuple[str, ...]:
        return (
            self.text,
            self.said,
            self.sentence,
            self.before,
            self.after,
            self.around,
            self.title,
        )

    @classmethod
    def of(cls, fields: Fields, position: int) -> "_Read":
        fact = fields.facts[position]
        cited = fact.citation
        start, end = fields.span(int(fields.article[position]))
        return cls(
            fact.text,
            "\n".join((*fact.introductions, fact.text)),
            fact.sentence.text,
            fields.facts[position - 1].text if position > start else "",
            fields.facts[position + 1].text if position + 1 < end else "",
            "\n".join((*fact.introductions, *fact.names, *cited.headings)),
            cited.title,
            position - start,
            fact.kind,
        )
