"""What serves after a start: the last good edition that is kept, or what is in the folders."""

from dataclasses import dataclass, replace

from knowledge.editions.building import Builder
from knowledge.editions.catalogue import Catalogue, Damaged, Manifest
from knowledge.editions.changes import Refused
from knowledge.editions.folders import Folders
from knowledge.editions.inputs import Inputs
from knowledge.editions.keeping import Keeper, Made, State, why
from knowledge.editions.preparing import Preparer
from knowledge.library import Edition
from knowledge.model import Problem
from knowledge.shelf import GOLDEN

START = "start"
"""Reason of an edition that nobody made on purpose."""


@dataclass(frozen=True, slots=True)
class Started:
    """What is to serve."""

    state: State
    problems: tuple[Problem, ...]
    """What was found damaged, and files that cannot be read."""


@dataclass(frozen=True, slots=True)
class Starter:
    """Finds what is to serve after a start."""

    folders: Folders
    catalogue: Catalogue
    keeper: Keeper
    builder: Builder
    preparer: Preparer

    def start(self) -> Started:
        """Return the last good edition; the folders' own where none is kept.

        Raises:
            Refused: No edition is kept, and of what is in the folders none can be made.
        """
        manifests, damaged = self.catalogue.manifests()
        problems = [told_of(damage) for damage in damaged]
        for manifest in manifests:
            try:
                state = self.restored(manifest)
            except Damaged as damage:
                problems.append(told_of(damage))
            except Refused as refusal:
                problems += refusal.problems
            else:
                return Started(state, tuple(problems))
        begun = self._begin()
        return replace(begun, problems=(*problems, *begun.problems))

    def restored(self, manifest: Manifest, before: Edition | None = None) -> State:
        """Return a kept edition, ready to serve; made anew, from another, where it must be.

        Raises:
            Damaged: A file of it is not what was written.
            Refused: This version of the program can make nothing of it.
        """
        inputs = self.catalogue.inputs(manifest)
        edition = self.builder.restore(manifest.digest)
        if edition is None:
            edition = self.preparer.build(inputs, before)
            self.builder.keep(edition)
        return State(edition, inputs, manifest)

    def _begin(self) -> Started:
        """Return what is in the folders, where no edition is kept.

        Raises:
            Refused: There is nothing, or the language has faults.
        """
        contents = self.folders.read()
        prepared = self.preparer.prepare(
            contents.inputs, None, Inputs(), contents.problems, lenient=True
        )
        state = State(prepared.edition, prepared.inputs, None)
        problems = list(prepared.report.problems)
        try:
            made = Made(START)
            manifest = self.keeper.keep(state.edition, state.inputs, made, None, contents)
            state = replace(state, manifest=manifest)
        except OSError as error:
            problems.append(
                Problem(str(self.catalogue.path), 1, f"不能保存版本：{why(error)}；照常回答")
            )
        self.builder.keep(state.edition)
        golden = str(self.folders.articles / GOLDEN)
        failing = prepared.report.failing
        problems += [Problem(golden, answer.golden.line, str(answer.fault)) for answer in failing]
        return Started(state, tuple(problems))


def told_of(damage: Damaged) -> Problem:
    """Return what is said of a file that is damaged."""
    return Problem(str(damage.path), 1, damage.reason)
