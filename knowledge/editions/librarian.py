"""Who lets one edition take the place of another: build aside, check, keep, swap, tell.

The order is what makes it safe to be killed at any moment. A new edition is built and asked the
golden questions; it is kept in the catalogue, whole, by one rename; it serves, by one assignment;
then the operator's folders are brought to say the same; then it is written into the journal.
Whoever starts next finds the last edition that is whole, and brings the folders up to it.
"""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from threading import Lock

from knowledge.editions.building import Builder
from knowledge.editions.catalogue import Catalogue, Damaged, Manifest
from knowledge.editions.changes import Change, Desk, Refused
from knowledge.editions.edition_changes import Reload
from knowledge.editions.folders import Contents, Folders
from knowledge.editions.golden import Answers
from knowledge.editions.inputs import Inputs
from knowledge.editions.keeping import Keeper, Made, State, changed, why
from knowledge.editions.preparing import Prepared, Preparer
from knowledge.editions.report import Report, Stop
from knowledge.editions.starting import START, Starter, told_of
from knowledge.journal.journal import Journal
from knowledge.library import Library
from knowledge.model import Problem

log = logging.getLogger(__name__)


class Librarian:
    """Keeps the library; every method may be called from any thread, one change at a time.

    `open` comes first. No other method raises for what is in the folders or on the disk.

    Args:
        folders: Where articles and language are.
        catalogue: The editions that are kept.
        builder: Makes editions.
        answerer: Answers golden questions.
        journal: Where changes are written down.
        clock: Seconds since the epoch.
    """

    def __init__(
        self,
        folders: Folders,
        catalogue: Catalogue,
        builder: Builder,
        *,
        answerer: Answers,
        journal: Journal,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._folders = folders
        self._catalogue = catalogue
        self._keeper = Keeper(folders, catalogue, clock)
        self._builder = builder
        self._preparer = Preparer(folders, builder, answerer)
        self._starter = Starter(folders, catalogue, self._keeper, builder, self._preparer)
        self.journal = journal
        """Where changes are written down."""
        self._lock = Lock()
        self._state: State | None = None
        self._library: Library | None = None

    @property
    def library(self) -> Library:
        """What serves."""
        if self._library is None:
            raise AssertionError  # `open` comes first
        return self._library

    @property
    def number(self) -> int:
        """Number of the edition that serves; 0 where it is not kept."""
        return self._opened().number

    @property
    def inputs(self) -> Inputs:
        """What the edition that serves is made from."""
        return self._opened().inputs

    def editions(self) -> tuple[Manifest, ...]:
        """Return the editions that can be served again, the latest first."""
        return self._catalogue.manifests()[0]

    def damage(self) -> tuple[Problem, ...]:
        """Look at every byte of every edition that is kept, and return what is damaged."""
        manifests, found = self._catalogue.manifests()
        damaged = [*found]
        for manifest in manifests:
            damaged += self._catalogue.damage(manifest)
        return tuple(dict.fromkeys(map(told_of, damaged)))

    def open(self, *, noted: bool = True) -> tuple[Problem, ...]:
        """Let the last good edition serve; the folders' own where none is kept.

        What has changed in the folders since is not looked at; see `catch_up`.

        Args:
            noted: Whether it is written into the journal: not by who only looks or rolls back.

        Returns:
            What was found damaged, and files that cannot be read.

        Raises:
            Refused: No edition is kept, and of what is in the folders none can be made.
        """
        with self._lock:
            started = self._starter.start()
            self._serve(started.state, START, noted=noted)
            for problem in started.problems:
                log.error("%s", problem)
            return started.problems

    def catch_up(self) -> Report | None:
        """Bring folders and edition together, as after a start or when somebody saved a file.

        What a killed process has left undone is finished; then, where somebody has changed
        something in the folders, it is taken in as by a reload. A golden question that fails leaves
        the last good edition.

        Returns:
            Of the reload; `None` where nothing has changed.
        """
        with self._lock:
            state, problems = self._keeper.write_folders(self._opened())
            self._state = state
            for problem in problems:
                log.warning("%s", problem)
            contents = self._folders.read()
            if state.manifest and not changed(contents, state.manifest):
                self._preparer.look(state.edition)
                return None
            report = self._apply(Reload(), Made(str(Reload().action)), contents)
            if report.stopped is not Stop.UNCHANGED:
                return report
            return None

    def changed_on_disk(self) -> bool:
        """Whether the folders hold something that nobody has taken in yet."""
        manifest = self._opened().manifest
        return manifest is None or changed(self._folders.read(), manifest)

    def adopt(self) -> bool:
        """Serve a later edition that another process has kept; return whether there was one."""
        if self._catalogue.latest_number() <= self.number:
            return False
        with self._lock:
            for manifest in self.editions():
                if manifest.number <= self.number:
                    return False
                with suppress(Damaged, Refused):
                    # Whoever made it has written into the journal that it serves.
                    state = self._starter.restored(manifest, self._opened().edition)
                    self._serve(state, manifest.reason, noted=False)
                    return True
        return False

    def preview(self, change: Change) -> Report:
        """Return what would come of a change; nothing is changed."""
        with self._lock:
            began = time.monotonic()
            state = self._opened()
            try:
                report = self._prepare(state, change, self._contents(change)).report
            except Refused as refusal:
                report = Report(swapped=False, stopped=Stop.REFUSED, problems=refusal.problems)
            return _of(report, state, began)

    def apply(
        self,
        change: Change,
        operator: int | str = "",
        *,
        force: bool = False,
        base: str | None = None,
    ) -> Report:
        """Make a change.

        Args:
            change: What to do.
            operator: Who does it, for the journal.
            force: Swap although golden questions fail.
            base: `Report.base` of the preview that the operator has seen; where something else was
                changed since, nothing is done. `None`: nobody has looked.
        """
        with self._lock:
            state = self._opened()
            if base is not None and base != state.token:
                return _of(Report(swapped=False, stopped=Stop.MOVED), state, time.monotonic())
            made = Made(str(change.action), str(operator))
            return self._apply(change, made, self._contents(change), force=force)

    def _apply(
        self, change: Change, made: Made, contents: Contents | None, *, force: bool = False
    ) -> Report:
        began = time.monotonic()
        state = self._opened()
        try:
            prepared = self._prepare(state, change, contents)
        except Refused as refusal:
            report = Report(swapped=False, stopped=Stop.REFUSED, problems=refusal.problems)
            return _of(report, state, began)
        report = prepared.report
        made = replace(made, forced=force and report.stopped is Stop.GOLDEN)
        if report.stopped is Stop.UNCHANGED and contents:
            self._state = state = self._keeper.noted(state, contents)
        if report.stopped and not made.forced:
            return _of(report, state, began)
        after = State(prepared.edition, prepared.inputs, None)
        problems: tuple[Problem, ...] = ()
        try:
            manifest = self._keeper.keep(after.edition, after.inputs, made, state, contents)
            after = replace(after, manifest=manifest)
        except OSError as error:
            problems = (Problem(str(self._catalogue.path), 1, f"不能保存版本：{why(error)}"),)
            if contents is None:  # there is no other place where it would be kept
                report = replace(report, stopped=Stop.UNSAVED)
                return _of(report, state, began, problems)
        problems += self._swap(state, after, change, made)
        report = replace(report, swapped=True, stopped=None)
        return _of(report, self._opened(), began, problems)

    def _swap(self, before: State, after: State, change: Change, made: Made) -> tuple[Problem, ...]:
        """Let an edition serve that is kept, and tell all who must know of it."""
        self._serve(after, made.reason)
        after, problems = self._keeper.write_folders(after)
        self._state = after
        self.journal.change(
            made.operator or "—",
            made.reason,
            change.subject,
            _label(before),
            _label(after),
            forced=made.forced,
        )
        self._builder.keep(after.edition, before.edition)
        self._keeper.prune()
        self._builder.forget({manifest.digest for manifest in self.editions()})
        return problems

    def _opened(self) -> State:
        if self._state is None:
            raise AssertionError  # `open` comes first
        return self._state

    def _contents(self, change: Change) -> Contents | None:
        return self._folders.read() if change.from_folders else None

    def _prepare(self, state: State, change: Change, contents: Contents | None) -> Prepared:
        desk = Desk(state.inputs, state.number, self._folders, self._catalogue, contents)
        return self._preparer.prepare(
            change.inputs(desk),
            state.edition,
            state.inputs,
            contents.problems if contents else (),
            lenient=change.from_folders,
        )

    def _serve(self, state: State, reason: str, *, noted: bool = True) -> None:
        edition = state.edition
        self._state = state
        if self._library is None:
            self._library = Library(edition)
        else:
            self._library.swap(edition)
        articles, facts = len(edition.documents), len(edition.facts)
        if noted:
            self.journal.served(edition.digest, articles, facts, reason)
        log.info(
            "serving %d articles, %d facts, edition %s (number %d, %s)",
            articles, facts, edition.digest, state.number, reason,
        )  # fmt: skip


def _of(report: Report, state: State, began: float, problems: tuple[Problem, ...] = ()) -> Report:
    """Return a report with what serves when it is given."""
    return replace(
        report,
        base=state.token,
        number=state.number,
        problems=(*report.problems, *problems),
        seconds=time.monotonic() - began,
    )


def _label(state: State) -> str:
    return f"{state.number} {state.edition.digest}"
