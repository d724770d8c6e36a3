"""Some facts of an edition with all of their articles: how often terms stand in and around them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.compiled import PASSAGES, FieldName, Space
from knowledge.fields import Fields
from knowledge.index import Numbers, Scores, Whole, different, ranges
from knowledge.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class Counts:
    """How often terms stand where; a row for each term."""

    in_field: dict[FieldName, Scores]
    """In the passages that hold the facts, but for articles; a column for each."""
    facts: NDArray[np.int64]
    """How many facts of each article have the term; a column for each."""

    def shares_term(self) -> NDArray[np.bool_]:
        """Return for each fact whether any term stands in its context."""
        return np.asarray(self.in_field[FieldName.CONTEXT].any(axis=0))


class Neighbourhood:
    """Facts, the passages that they stand in, and the articles that hold them.

    Args:
        fields: Of the edition.
        positions: Of the facts, ascending.
    """

    def __init__(self, fields: Fields, positions: Numbers) -> None:
        self._fields = fields
        refer = fields.compiled.references
        of = fields.article[positions]
        self._articles = different(of.astype(np.int64))[0]
        self._place = _places(self._articles, len(fields.facts_in_article))
        """For each article its place among these; -1 for others."""
        self._of = self._place[of]
        self._passages = {
            Space.FACT: positions,
            Space.SENTENCE: different(refer["sentence"][positions].astype(np.int64))[0],
            Space.SECTION: different(refer["section"][positions].astype(np.int64))[0],
        }
        self._columns = {
            space: _Columns.of(fields.compiled.starts[space], self._articles, passages)
            for space, passages in self._passages.items()
        }
        around = fields.compiled.starts[Space.AROUND]
        self._around = _Columns.of(around, self._articles, None)

    def counts(self, numbers: Numbers) -> Counts:
        """Return how often terms stand in the neighbourhood; -1 is a term that is nowhere."""
        fields, rows = self._fields, len(numbers)
        refer, postings = fields.compiled.references, fields.compiled.postings
        term, fact, count = postings[Space.FACT].gathered(numbers)
        place = self._place[fields.article[fact]]
        near = np.flatnonzero(place >= 0)
        term, fact, count, place = term[near], fact[near], count[near], place[near]
        in_fact, in_sentence, in_section = (
            self._columns[space].table(rows, term, passages, count, place)
            for space, passages in (
                (Space.FACT, fact),
                (Space.SENTENCE, refer["sentence"][fact]),
                (Space.SECTION, refer["section"][fact]),
            )
        )
        term_around, text, count_around = postings[Space.AROUND].gathered(numbers)
        place_around = self._place[fields.around_article[text]]
        near = np.flatnonzero(place_around >= 0)
        around = self._around.table(
            rows, term_around[near], text[near], count_around[near], place_around[near]
        )
        section = refer["section"][self._passages[Space.FACT]]
        return Counts(
            {
                FieldName.FACT: in_fact,
                FieldName.CONTEXT: in_fact
                + self._said(around, refer["introduction"][self._passages[Space.FACT]], self._of)
                + self._said(around, refer["headings"][section], self._of)
                + self._said(
                    around, refer["title"][self._articles], np.arange(len(self._articles))
                )[:, self._of],
                FieldName.SENTENCE: in_sentence,
                FieldName.SECTION: in_section + self._around_sections(around),
            },
            np.bincount(
                term * len(self._articles) + place, minlength=rows * len(self._articles)
            ).reshape(rows, len(self._articles)),
        )

    def _said(self, around: Scores, texts: Whole, places: Whole) -> Scores:
        """Return columns of what stands around, none for -1."""
        return around[:, self._around.local(texts, places)]

    def _around_sections(self, around: Scores) -> Scores:
        """Return how often terms stand in the titles and introductions of each section."""
        fields, refer = self._fields, self._fields.compiled.references
        sections = self._passages[Space.SECTION]
        starts = fields.compiled.starts
        place = np.searchsorted(starts[Space.SECTION][self._articles], sections, side="right") - 1
        said = self._said(around, refer["headings"][sections], place)
        said += self._said(around, refer["title"][self._articles[place]], place)
        first = starts[Space.FACT].astype(np.int64)
        facts = ranges(first[self._articles], first[self._articles + 1])
        introduced = facts[refer["introduction"][facts] >= 0]
        places = self._place[fields.article[introduced]]
        column = self._columns[Space.SECTION].local(refer["section"][introduced], places)
        wanted = column >= 0
        text = self._around.local(refer["introduction"][introduced], places)[wanted]
        named = around[:, text].any(axis=0)
        np.add.at(said.T, column[wanted][named], around.T[text[named]])
        return said

    def shares(
        self, name: FieldName, kind: Kind, counts: Counts, numbers: Numbers, weights: Scores
    ) -> Scores:
        """Return for each fact the BM25 of its passage in a field, as a share, 0..1."""
        field = self._fields[name]
        space = PASSAGES[name]
        passages = self._passages[space]
        shares = field.of(kind).shares(numbers, weights, counts.in_field[name], passages)
        if space is Space.FACT:
            return shares
        of_fact = np.searchsorted(passages, field.passage[self._passages[Space.FACT]])
        return np.asarray(shares[of_fact])

    def local_coverage(self, counts: Counts, weights: Scores) -> Scores:
        """Return the share of the terms that each fact holds, by rarity within its article."""
        size = self._fields.facts_in_article[self._articles]
        rarity = weights[:, np.newaxis] * local_weight(size, counts.facts)
        most = rarity.sum(axis=0)[self._of]
        held = ((counts.in_field[FieldName.FACT] > 0) * rarity[:, self._of]).sum(axis=0)
        return np.asarray(np.divide(held, most, out=np.zeros_like(held), where=most > 0))


def local_weight(facts: Whole, holders: Whole) -> Scores:
    """Return how rare a term is that `holders` of the `facts` of an article have."""
    return np.asarray(np.log1p((facts - holders + 0.5) / (holders + 0.5)))


def _places(chosen: Numbers, size: int) -> NDArray[np.int32]:
    """Return for each number below `size` its place among the chosen ones, or -1."""
    places = np.full(size, -1, dtype=np.int32)
    places[chosen] = np.arange(len(chosen))
    return places


@dataclass(frozen=True, slots=True)
class _Columns:
    """Passages of some articles as the columns of a table."""

    shift: Numbers
    """For each article what is added to a number to count it from the first of these articles."""
    column: NDArray[np.int32]
    """For each so counted its column; -1 for those that have none, and at the end."""
    width: int

    @classmethod
    def of(cls, starts: Whole, articles: Numbers, passages: Numbers | None) -> "_Columns":
        """Number passages; `None`: all of the articles, with an empty one at the end."""
        begin = starts[articles].astype(np.int64)
        sizes = starts[articles + 1] - begin
        shift, size = np.cumsum(sizes) - sizes - begin, int(sizes.sum())
        if passages is None:
            return cls(shift, np.arange(size + 1, dtype=np.int32), size + 1)
        place = np.searchsorted(begin, passages, side="right") - 1
        return cls(shift, _places(passages + shift[place], size + 1), len(passages))

    def local(self, numbers: Whole, places: Whole) -> Numbers:
        """Return the columns of passages, given the places of their articles; the end for -1."""
        counted = np.where(numbers < 0, -1, numbers + self.shift[places])
        return self.column[counted].astype(np.int64)

    def table(
        self, rows: int, terms: Numbers, passages: Whole, counts: Numbers, places: Whole
    ) -> Scores:
        """Return how often each term stands in each passage, added up."""
        table = np.zeros(rows * self.width)
        column = self.local(passages, places)
        held = np.flatnonzero(column >= 0)
        np.add.at(table, terms[held] * self.width + column[held], counts[held].astype(np.float64))
        return table.reshape(rows, self.width)
