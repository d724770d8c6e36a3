"""An edition built aside, with all that is looked at before it may serve."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from knowledge.editions.building import Builder
from knowledge.editions.changes import Refused, language_of
from knowledge.editions.comparison import compare
from knowledge.editions.duplicates import Duplicates
from knowledge.editions.folders import Folders
from knowledge.editions.golden import (
    Answers,
    GoldenAnswer,
    GoldenQuestion,
    ask_golden,
    read_golden,
)
from knowledge.editions.inputs import File, Inputs, Key, Kind, differing
from knowledge.editions.report import DroppedOf, GoldenChange, Report, Stop
from knowledge.errors import LanguageError
from knowledge.language import Language, read_language
from knowledge.library import Edition
from knowledge.model import Document, Problem
from knowledge.readers import READERS
from knowledge.shelf import GOLDEN, Shelf, shelve


@dataclass(frozen=True, slots=True)
class Prepared:
    """An edition that could serve."""

    inputs: Inputs
    """What it is made from; where a file was broken, as it was before."""
    edition: Edition
    report: Report
    """Of a swap that has not been."""


@dataclass(frozen=True, slots=True)
class _Read:
    """Inputs as read."""

    inputs: Inputs
    shelf: Shelf
    language: Language
    problems: tuple[Problem, ...]


class Preparer:
    """Builds editions and looks at them.

    Args:
        folders: For the places that faults are told by.
        builder: Makes editions.
        answerer: Answers golden questions.
    """

    def __init__(self, folders: Folders, builder: Builder, answerer: Answers) -> None:
        self._folders = folders
        self._builder = builder
        self._answerer = answerer
        self._duplicates = Duplicates()
        self._language_read: tuple[Mapping[str, str], Language] | None = None
        """The last language by the SHA-256 of its files, which take a tenth of a second to read."""
        self._last: tuple[Prepared, Edition | None, Inputs] | None = None
        """What was prepared last, from which edition and of which files: mostly what is applied
        next."""

    def look(self, edition: Edition) -> None:
        """Look at the articles that serve, so that the next change need only look at its own."""
        self._duplicates.look(edition.documents, edition.fields.facts_of)

    def build(self, inputs: Inputs, before: Edition | None) -> Edition:
        """Return the edition of inputs that were good once.

        Raises:
            Refused: They no longer are.
        """
        known = before.documents if before else {}
        read = self._read(inputs, known, Inputs(), lenient=False)
        return self._builder.build(read.shelf, read.language, before)

    def prepare(
        self,
        inputs: Inputs,
        before: Edition | None,
        served: Inputs,
        told: tuple[Problem, ...],
        *,
        lenient: bool,
    ) -> Prepared:
        """Build an edition and look at it.

        Args:
            inputs: What to make it from.
            before: The edition that serves.
            served: What that is made from.
            told: What is known to be wrong already.
            lenient: What is broken stays as it was, and is told; else nothing is made of it.

        Raises:
            Refused: Nothing can be made of it.
        """
        known = before.documents if before else {}
        read = self._read(inputs, known, served, told, lenient=lenient)
        changed = differing(read.inputs.hashes, served.hashes)
        problems = (*told, *read.problems)
        if before is not None and not changed:
            report = _unchanged(before, problems)
            return Prepared(read.inputs, before, report)
        prepared = self._again(read.inputs, before, served)
        if prepared is None:
            edition = self._edition(read, before, changed)
            report = self._looked_at(read.inputs, edition, before, changed)
            prepared = Prepared(read.inputs, edition, report)
            self._last = prepared, before, served
        report = replace(prepared.report, problems=(*problems, *prepared.report.problems))
        return replace(prepared, report=report)

    def _again(self, inputs: Inputs, before: Edition | None, served: Inputs) -> Prepared | None:
        """Return what was prepared last, where it is the same that is asked for."""
        if self._last is None:
            return None
        prepared, edition, files = self._last
        is_same = prepared.inputs.hashes == inputs.hashes and files.hashes == served.hashes
        return prepared if is_same and edition is before else None

    def _edition(self, read: _Read, before: Edition | None, changed: set[Key]) -> Edition:
        if before is not None and all(key.kind is Kind.GOLDEN for key in changed):
            return before
        if self._last and self._last[0].inputs.hashes == read.inputs.hashes:
            return self._last[0].edition
        return self._builder.build(read.shelf, read.language, before)

    def _looked_at(
        self,
        inputs: Inputs,
        edition: Edition,
        before: Edition | None,
        changed: set[Key],
    ) -> Report:
        """Return what there is to say of an edition, but for the faults of its files."""
        documents = before.documents if before else {}
        among = _perhaps_changed(changed, documents, edition.documents)
        comparison = compare(documents, edition.documents, among) if before else compare({}, {})
        new = frozenset(comparison.articles) if before else frozenset(edition.documents)
        articles, facts = self._duplicates.find(
            edition.documents, edition.fields.facts_of, new if before else None
        )
        golden, faults = self._golden(inputs)
        after = ask_golden(golden, edition, self._answerer)
        failing = tuple(answer for answer in after if answer.fault)
        earlier = ask_golden(golden, before, self._answerer) if before else after
        return Report(
            swapped=False,
            stopped=Stop.GOLDEN if failing or faults else None,
            digest=edition.digest,
            articles=len(edition.documents),
            facts=len(edition.facts),
            comparison=comparison,
            language=tuple(sorted(key.name for key in changed if key.kind is Kind.LANGUAGE)),
            failing=failing,
            golden=_golden_changes(golden, earlier, after),
            dropped=tuple(
                DroppedOf(name, dropped)
                for name, document in edition.documents.items()
                if name in new
                for dropped in document.dropped
            ),
            alike_articles=articles,
            alike_facts=facts,
            problems=faults,
        )

    def _golden(self, inputs: Inputs) -> tuple[tuple[GoldenQuestion, ...], tuple[Problem, ...]]:
        file = inputs.files.get(Key(Kind.GOLDEN, GOLDEN))
        if file is None:
            return (), ()
        return read_golden(file.data, str(self._folders.articles / GOLDEN))

    def _read(
        self,
        inputs: Inputs,
        known: Mapping[str, Document],
        served: Inputs,
        told: tuple[Problem, ...] = (),
        *,
        lenient: bool,
    ) -> _Read:
        folder = self._folders.articles
        shelf = shelve(inputs, folder, known)
        broken = _broken(inputs, shelf)
        problems = list(shelf.problems)
        if broken and not lenient:
            mine = {str(folder / name) for name in broken}
            raise Refused(*(problem for problem in problems if problem.file in mine))
        if kept := {key: served.files[key] for key in _keys(broken) if key in served.files}:
            again = {**known, **{document.name: document for document in shelf.documents}}
            inputs = Inputs({**inputs.files, **kept})
            shelf = shelve(inputs, folder, again)
            problems += [_as_before(str(folder / key.name)) for key in sorted(kept)]
        # What can be read by nobody is not kept in an edition.
        inputs = _without(inputs, _keys(_broken(inputs, shelf)))
        if not shelf.documents:
            nothing = f"没有可用的文章；请放入 {'、'.join(READERS)} 文件"
            raise Refused(*told, *problems, Problem(str(folder), 1, nothing))
        inputs, language = self._language(inputs, served, problems, lenient=lenient)
        return _Read(inputs, shelf, language, tuple(problems))

    def _language(
        self, inputs: Inputs, served: Inputs, problems: list[Problem], *, lenient: bool
    ) -> tuple[Inputs, Language]:
        """Return the language; where it is broken, as it was, with the inputs that say so."""
        hashes = {name: file.sha256 for name, file in inputs.of(Kind.LANGUAGE).items()}
        if self._language_read and self._language_read[0] == hashes:
            return inputs, self._language_read[1]
        try:
            language = read_language(language_of(inputs, self._folders))
        except LanguageError as error:
            problem = Problem(str(error.path), error.line, error.reason)
            old = {key: file for key, file in served.files.items() if key.kind is Kind.LANGUAGE}
            if not lenient or not old:
                raise Refused(problem) from error
            problems += [problem, _as_before(str(error.path))]
            others = {
                key: file for key, file in inputs.files.items() if key.kind is not Kind.LANGUAGE
            }
            kept = Inputs({**others, **old})
            return kept, read_language(language_of(kept, self._folders))
        self._language_read = hashes, language
        return inputs, language


def _perhaps_changed(
    changed: set[Key], before: Mapping[str, Document], after: Mapping[str, Document]
) -> set[str] | None:
    """Return which articles may differ, so that not all must be looked at; `None`: any may."""
    told = {key.name.rpartition(".")[0] for key in changed if key.kind is Kind.PARTICULARS}
    names = {key.name for key in changed if key.kind is Kind.ARTICLE}
    names |= {name for name in after if name.rpartition(".")[0] in told}
    touched = [
        documents[name] for documents in (before, after) for name in names & documents.keys()
    ]
    # What replaces another marks that other one.
    return None if any(document.replaces for document in touched) else names


def _broken(inputs: Inputs, shelf: Shelf) -> set[str]:
    """Return the names of articles that could not be read."""
    return inputs.of(Kind.ARTICLE).keys() - {document.name for document in shelf.documents}


def _keys(names: set[str]) -> set[Key]:
    return {Key(Kind.ARTICLE, name) for name in names}


def _without(inputs: Inputs, keys: set[Key]) -> Inputs:
    files: dict[Key, File] = {key: file for key, file in inputs.files.items() if key not in keys}
    return Inputs(files) if keys else inputs


def _as_before(path: str) -> Problem:
    return Problem(path, 1, "仍用它原来的内容")


def _unchanged(edition: Edition, problems: tuple[Problem, ...]) -> Report:
    return Report(
        swapped=False,
        stopped=Stop.UNCHANGED,
        digest=edition.digest,
        articles=len(edition.documents),
        facts=len(edition.facts),
        problems=problems,
    )


def _golden_changes(
    golden: Sequence[GoldenQuestion],
    before: Sequence[GoldenAnswer],
    after: Sequence[GoldenAnswer],
) -> tuple[GoldenChange, ...]:
    return tuple(
        GoldenChange(question.question, one.quoted, other.quoted)
        for question, one, other in zip(golden, before, after, strict=True)
        if one.quoted != other.quoted
    )
