"""What is to be judged: the best fact of a question, and all that it was chosen from."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from knowledge.background import Background
from knowledge.model import Hit
from knowledge.query import Flags, Query, Word
from knowledge.ranker import Candidates
from knowledge.views import View


@dataclass(frozen=True)
class Decision:
    """The best fact of a question, and all that it was chosen from."""

    found: Candidates
    hits: tuple[Hit, ...]
    """The candidates best first."""
    facts: int
    """How many facts the edition has."""
    articles: int
    background: Background

    @cached_property
    def query(self) -> Query:
        """What was asked."""
        return self.found.compared.query

    @cached_property
    def first(self) -> int:
        """The place of the best fact among the candidates."""
        return self.found.positions.index(self.hits[0].position)

    @cached_property
    def view(self) -> View:
        """The best fact."""
        return self.found.compared.views[self.first]

    @cached_property
    def around(self) -> str:
        """The fact with titles and introductions."""
        return f"{self.view.text}\n{self.view.around}"

    @cached_property
    def nearby(self) -> str:
        """Its sentence and neighbours too."""
        view = self.view
        return f"{self.around}\n{view.sentence}\n{view.before}\n{view.after}"

    @cached_property
    def article(self) -> str:
        """What has been looked at of its article."""
        return "\n".join((self.nearby, *self._candidates(same=True)))

    @cached_property
    def everything(self) -> str:
        """All candidates."""
        return "\n".join((self.article, *self._candidates(same=False)))

    def _candidates(self, *, same: bool) -> Iterable[str]:
        compared = self.found.compared
        own = compared.articles[self.first]
        return (
            view.text
            for view, article in zip(compared.views, compared.articles, strict=True)
            if (article == own) is same
        )

    @cached_property
    def held(self) -> Flags:
        """Which units the fact holds with what stands around it."""
        compared = self.found.compared
        held: Flags = compared.fact[self.first] | compared.around[self.first]
        return held

    @cached_property
    def conceded(self) -> tuple[Word, ...]:
        """The words that neither the fact nor what stands around it has, synonyms counted."""
        named = [
            self.query.units[unit]
            for mark, within in self.query.marks.items()
            if mark in self.view.marks or mark in self.view.marks_around
            for unit in within
        ]
        known = "\n".join((self.around, *named))
        return tuple(word for word in self.query.words if word.text not in known)

    @cached_property
    def unaccounted(self) -> Flags:
        """For each character that says something whether no pair with it is held."""
        text = self.query.text
        free = self.query.content.copy()
        for unit, held in zip(self.query.units, self.held, strict=True):
            if held and len(unit) > 1:
                start = text.find(unit)
                while start >= 0:
                    free[start : start + len(unit)] = False
                    start = text.find(unit, start + 1)
        return free
