"""Engines that are asked the same: the ten best passages for the same terms."""

import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from knowledge.compiled import Compiled, Space
from knowledge.fields import FieldName, Fields
from knowledge.index import Index
from knowledge.vocabulary import Kind

TOP = 10

Search = Callable[[Sequence[str]], object]
"""Finds the best passages for terms."""


@dataclass(frozen=True, slots=True)
class Engine:
    """Something that searches."""

    name: str
    build: Callable[["Corpus"], Search]
    most: int
    """Terms of all facts beyond which it is not asked: it would take hours, or all memory."""
    questions: int
    """How many it is asked."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Facts as terms of one kind."""

    index: Index
    """Ours, of the same terms."""
    starts: NDArray[np.int64]
    """For each passage, and for the end, where its terms begin."""
    terms: NDArray[np.int64]
    """Numbers of terms, as often as they occur."""

    @classmethod
    def of(cls, fields: Fields, kind: Kind) -> "Corpus":
        """Take the terms of an edition's facts apart again."""
        compiled: Compiled = fields.compiled
        first, last = fields.vocabulary.span(kind)
        wanted = np.arange(first, last)
        postings = compiled.postings[Space.FACT]
        begin, end = postings.starts[[first, last]].tolist()
        positions = postings.positions[begin:end]
        counts = np.ones(len(postings.positions), dtype=np.int64)
        counts[postings.repeated] = postings.counts
        order = np.argsort(positions, kind="stable")
        repeats = counts[begin:end][order]
        number = np.repeat(wanted, postings.frequencies(wanted))
        terms = np.repeat(number[order], repeats)
        owners = np.repeat(positions[order].astype(np.int64), repeats)
        starts = np.searchsorted(owners, np.arange(len(fields.article) + 1))
        return cls(fields[FieldName.FACT].of(kind), starts, terms)

    @property
    def size(self) -> int:
        """How many facts there are."""
        return len(self.starts) - 1

    def passages(self) -> list[list[str]]:
        """Return the passages as lists of strings."""
        strings = [f"t{number}" for number in range(len(self.index.vocabulary))]
        terms = [strings[number] for number in self.terms.tolist()]
        bounds = self.starts.tolist()
        return [terms[begin:end] for begin, end in pairwise(bounds)]


def _ours(corpus: Corpus) -> Search:
    return lambda terms: corpus.index.search(dict.fromkeys(terms, 1.0), TOP)


def _rank_bm25(corpus: Corpus) -> Search:
    from rank_bm25 import BM25Plus

    definition = BM25Plus(corpus.passages())

    def search(terms: Sequence[str]) -> object:
        scores = definition.get_scores(list(terms))
        return np.argsort(-scores, kind="stable")[:TOP]

    return search


def _bm25s(backend: str) -> Callable[[Corpus], Search]:
    def build(corpus: Corpus) -> Search:
        import bm25s

        engine = bm25s.BM25(method="bm25+", backend=backend)
        engine.index(corpus.passages(), show_progress=False)
        most = min(TOP, corpus.size)

        def search(terms: Sequence[str]) -> object:
            return engine.retrieve([list(terms)], k=most, show_progress=False, n_threads=0)

        search(["t0"])
        return search

    return build


def _tantivy(corpus: Corpus) -> Search:
    import tantivy

    schema = tantivy.SchemaBuilder()
    schema.add_text_field("body", tokenizer_name="whitespace")
    index = tantivy.Index(schema.build())
    writer = index.writer(num_threads=1)
    for passage in corpus.passages():
        writer.add_document(tantivy.Document(body=" ".join(passage)))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def search(terms: Sequence[str]) -> object:
        return searcher.search(index.parse_query(" ".join(terms), ["body"]), TOP).hits

    return search


def _fts5(corpus: Corpus) -> Search:
    folder = tempfile.mkdtemp(prefix="changyouda-fts5-")
    database = sqlite3.connect(f"{folder}/index")
    database.execute("CREATE VIRTUAL TABLE passages USING fts5(body, tokenize='ascii')")
    rows = ((" ".join(passage),) for passage in corpus.passages())
    database.executemany("INSERT INTO passages VALUES (?)", rows)
    database.commit()
    query = "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?"

    def search(terms: Sequence[str]) -> object:
        return database.execute(query, (" OR ".join(terms), TOP)).fetchall()

    return search


OURS = Engine("changyouda", _ours, 10**9, 500)
PEERS: tuple[Engine, ...] = (
    Engine("bm25s, numba", _bm25s("numba"), 4 * 10**7, 500),
    Engine("bm25s, numpy", _bm25s("numpy"), 10**7, 500),
    Engine("tantivy", _tantivy, 4 * 10**7, 500),
    Engine("SQLite FTS5", _fts5, 10**7, 20),
    Engine("rank_bm25", _rank_bm25, 10**7, 20),
)
_NEEDS = {
    "bm25s, numba": ("bm25s", "numba"),
    "bm25s, numpy": ("bm25s",),
    "tantivy": ("tantivy",),
}


def installed(terms: int) -> tuple[Engine, ...]:
    """Return the peers that are there and can be asked of facts of so many terms."""
    return tuple(
        engine
        for engine in PEERS
        if terms <= engine.most and all(map(find_spec, _NEEDS.get(engine.name, ())))
    )
