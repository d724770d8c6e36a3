"""Some facts of an edition with all of their articles: how often terms stand in and around them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.compiled import PASSAGES, FieldName, Space
from knowledge.fields import Fields
from knowledge.index import Scores
from knowledge.postings import Numbers, Whole, different, ranges
from knowledge.vocabulary import Kind

# A term with so many postings for each article is looked up in each; of others, all are read.
_MANY = 32


@dataclass(frozen=True, slots=True)
class Counts:
    """How often terms stand where; a row for each term."""

    in_field: dict[FieldName, Scores]
    """In the passages that hold the facts, but for articles; a column for each."""
    facts: NDArray[np.int64]
    """How many facts of each article have the term; a column for each."""

    def of(self, rows: slice) -> "Counts":
        """Return what is said of some of the terms."""
        in_field = {name: table[rows] for name, table in self.in_field.items()}
        return Counts(in_field, self.facts[rows])

    def shares_term(self) -> NDArray[np.bool_]:
        """Return for each fact whether any term stands in its context."""
        return np.asarray(self.in_field[FieldName.CONTEXT].any(axis=0))


@dataclass(frozen=True, slots=True)
class _Near:
    """Where terms stand in some articles: all such places, then those again with more of a term."""

    term: Numbers
    """Its row."""
    passage: Whole
    place: Whole
    """Of the article."""
    once: int
    """How many places there are."""
    more: Scores
    """For each of those that come again how often the term stands there beyond once."""

    def holders(self, rows: int, articles: int) -> NDArray[np.int64]:
        """Return how many passages of each article have a term: a row for each term."""
        flat = self.term[: self.once] * articles + self.place[: self.once]
        return np.bincount(flat, minlength=rows * articles).reshape(rows, articles)


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
        around = fields.compiled.starts[Space.AROUND]
        self._around = _Columns.of(around, self._articles, None)

    def counts(self, numbers: Numbers) -> Counts:
        """Return how often terms stand in the neighbourhood; -1 is a term that is nowhere."""
        fields, rows = self._fields, len(numbers)
        refer = fields.compiled.references
        own = self._near(Space.FACT, fields.article, numbers)
        in_fact, in_sentence, in_section = (
            self._columns[space].table(rows, own, passages)
            for space, passages in (
                (Space.FACT, own.passage),
                (Space.SENTENCE, refer["sentence"][own.passage]),
                (Space.SECTION, refer["section"][own.passage]),
            )
        )
        beside = self._near(Space.AROUND, fields.around_article, numbers)
        around = self._around.table(rows, beside, beside.passage)
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
            own.holders(rows, len(self._articles)),
        )

    def _near(self, space: Space, article: NDArray[np.int32], numbers: Numbers) -> "_Near":
        """Return where terms stand in the articles.

        Args:
            space: Of the passages that are looked through.
            article: For each of these the number of its article.
            numbers: Of the terms; -1 is one that is nowhere.
        """
        postings = self._fields.compiled.postings[space]
        known = np.flatnonzero(numbers >= 0)
        asked = numbers[known]
        many = postings.frequencies(asked) > _MANY * len(self._articles)
        few = np.flatnonzero(~many)
        held = postings.lists(asked[few])
        passage = np.concatenate([postings.positions[:0], *held])
        place = self._place[article[passage]]
        near = np.flatnonzero(place >= 0)
        of_few = np.repeat(few, [len(each) for each in held])
        again, repeated, count = postings.repeats(asked)
        place_again = self._place[article[repeated]]
        kept = np.flatnonzero(place_again >= 0)
        terms, passages = [of_few[near]], [passage[near]]
        places, more = [place[near]], count[kept].astype(np.float64) - 1
        if len(few) < len(asked):
            starts = self._fields.compiled.starts[space]
            bounds = np.column_stack((starts[self._articles], starts[self._articles + 1])).ravel()
            of_many, place_many, passage_many = postings.within(asked[many], bounds)
            terms.append(np.flatnonzero(many)[of_many])
            passages.append(passage_many)
            places.append(place_many)
        once = sum(map(len, terms))
        return _Near(
            known[np.concatenate((*terms, again[kept]))],
            np.concatenate((*passages, repeated[kept])),
            np.concatenate((*places, place_again[kept])),
            once,
            more,
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

    def table(self, rows: int, near: _Near, passages: Whole) -> Scores:
        """Return how often terms stand in passages, added up: a row for each term.

        Args:
            rows: How many terms there are.
            near: Where they stand.
            passages: Of each of these places.
        """
        column = self.local(passages, near.place)
        held = np.flatnonzero(column >= 0)
        counts = np.concatenate((np.ones(near.once), near.more))[held]
        flat = near.term[held] * self.width + column[held]
        table: Scores = np.bincount(flat, counts, minlength=rows * self.width).astype(np.float64)
        return table.reshape(rows, self.width)
