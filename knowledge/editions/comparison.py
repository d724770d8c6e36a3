"""What differs between two editions: articles, facts, and which figure became which."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from difflib import SequenceMatcher

from knowledge.model import Document, Fact
from knowledge.segment import segment

# difflib's own measure of texts that are versions of one another ("a good match").
_ALIKE = 0.6
# Facts that are compared one by one with each of as many; a rewritten article has more, and only
# those that differ in nothing but figures are told as changed.
_MOST_COMPARED = 100

_FIGURE = re.compile(r"\d[\d.,:：]*\d[%％‰]?|\d[%％‰]?")
_PART = re.compile(rf"{_FIGURE.pattern}|[A-Za-z]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that says something else now."""

    before: Fact
    after: Fact

    @property
    def differences(self) -> tuple[tuple[str, str], ...]:
        """What became what, in reading order; either may be empty."""
        one, other = _PART.findall(self.before.text), _PART.findall(self.after.text)
        return tuple(
            ("".join(one[start:end]), "".join(other[first:last]))
            for tag, start, end, first, last in SequenceMatcher(
                None, one, other, autojunk=False
            ).get_opcodes()
            if tag != "equal"
        )

    @property
    def figures(self) -> tuple[tuple[str, str], ...]:
        """Which figure became which."""
        return tuple(
            (old, new)
            for old, new in self.differences
            if _FIGURE.search(old) or _FIGURE.search(new)
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a later edition has more, less and different than an earlier one."""

    added: tuple[str, ...] = ()
    """Names of articles."""
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    """From which name to which, the content being the same."""
    facts_added: tuple[Fact, ...] = ()
    facts_removed: tuple[Fact, ...] = ()
    facts_changed: tuple[FactChange, ...] = ()

    @property
    def articles(self) -> tuple[str, ...]:
        """Names of the articles that are new or different."""
        return (*self.added, *self.changed, *(name for _, name in self.renamed))


def compare(
    before: Mapping[str, Document],
    after: Mapping[str, Document],
    among: AbstractSet[str] | None = None,
) -> Comparison:
    """Compare the documents of two editions by name.

    Args:
        before: Of the earlier edition.
        after: Of the later one.
        among: Articles that may have changed, where that is known; `None`: all are looked at.
    """
    gone = {name: document for name, document in before.items() if name not in after}
    new = {name: document for name, document in after.items() if name not in before}
    renamed = tuple(_renamed(gone, new))
    for old, now in renamed:
        del gone[old], new[now]
    changed = [
        name
        for name in after
        if name in before and (among is None or name in among) and after[name] != before[name]
    ]
    added = [fact for document in new.values() for fact in segment(document)]
    removed = [fact for document in gone.values() for fact in segment(document)]
    altered: list[FactChange] = []
    for name in changed:
        changes = _facts(segment(before[name]), segment(after[name]))
        removed += changes.facts_removed
        added += changes.facts_added
        altered += changes.facts_changed
    return Comparison(
        tuple(new),
        tuple(gone),
        tuple(changed),
        renamed,
        tuple(added),
        tuple(removed),
        tuple(altered),
    )


def _renamed(
    gone: Mapping[str, Document], new: Mapping[str, Document]
) -> Iterator[tuple[str, str]]:
    left = {document.sha256: name for name, document in gone.items()}
    for name, document in new.items():
        if old := left.pop(document.sha256, None):
            yield old, name


def _facts(before: Sequence[Fact], after: Sequence[Fact]) -> Comparison:
    """Compare the facts of two versions of an article."""
    old, new = _without(before, after), _without(after, before)
    pairs = [*_same_but_figures(old, new)]
    for pair in pairs:
        old.remove(pair.before)
        new.remove(pair.after)
    if len(old) <= _MOST_COMPARED and len(new) <= _MOST_COMPARED:
        for pair in _alike(old, new):
            pairs.append(pair)
            old.remove(pair.before)
            new.remove(pair.after)
    pairs.sort(key=lambda pair: pair.after.piece.start)
    return Comparison(facts_added=tuple(new), facts_removed=tuple(old), facts_changed=tuple(pairs))


def _without(facts: Iterable[Fact], others: Iterable[Fact]) -> list[Fact]:
    """Return the facts that are not among others, each as often as it is there more."""
    left = Counter(fact.text for fact in others)
    kept = []
    for fact in facts:
        if left[fact.text]:
            left[fact.text] -= 1
        else:
            kept.append(fact)
    return kept


def _same_but_figures(old: Sequence[Fact], new: Sequence[Fact]) -> list[FactChange]:
    """Pair facts that differ in figures alone, in reading order."""
    waiting: dict[str, list[Fact]] = {}
    for fact in old:
        waiting.setdefault(_FIGURE.sub("#", fact.text), []).append(fact)
    return [
        FactChange(found.pop(0), fact)
        for fact in new
        if (found := waiting.get(_FIGURE.sub("#", fact.text)))
    ]


def _alike(old: Sequence[Fact], new: Sequence[Fact]) -> list[FactChange]:
    """Pair facts that are versions of one another, the most alike first."""
    likeness: list[tuple[float, int, int]] = []
    matcher = SequenceMatcher(None, autojunk=False)
    for second, fact in enumerate(new):
        matcher.set_seq2(fact.text)
        for first, other in enumerate(old):
            matcher.set_seq1(other.text)
            if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE:
                ratio = matcher.ratio()
                if ratio >= _ALIKE:
                    likeness.append((-ratio, first, second))
    pairs, used_old, used_new = [], set(), set()
    for _, first, second in sorted(likeness):
        if first not in used_old and second not in used_new:
            used_old.add(first)
            used_new.add(second)
            pairs.append(FactChange(old[first], new[second]))
    return pairs
