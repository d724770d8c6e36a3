"""Keeping an edition on the disk, and bringing the operator's folders to say the same.

An edition that was made by chat is in the catalogue first and in the folders a moment later; one
that was made from the folders may knowingly differ from them, where a file is broken. The manifest
says how they differ, so that a later start knows a killed process from a clerk's own change.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace

from knowledge.editions.catalogue import Catalogue, Manifest
from knowledge.editions.folders import Contents, Folders
from knowledge.editions.inputs import Inputs, Key, differing
from knowledge.library import Edition
from knowledge.model import Problem


@dataclass(frozen=True, slots=True)
class State:
    """What serves, and what it is made from; replaced as a whole."""

    edition: Edition
    inputs: Inputs
    manifest: Manifest | None
    """`None` where it could not be kept."""

    @property
    def number(self) -> int:
        """Of the edition; 0 where it could not be kept."""
        return self.manifest.number if self.manifest else 0

    @property
    def token(self) -> str:
        """Tells this state from any other."""
        return f"{self.number}-{self.edition.digest}"


@dataclass(frozen=True, slots=True)
class Made:
    """Why an edition was made, and by whom."""

    reason: str
    operator: str = ""
    forced: bool = False
    """Although golden questions failed."""


@dataclass(frozen=True, slots=True)
class Keeper:
    """Keeps editions of folders in a catalogue."""

    folders: Folders
    catalogue: Catalogue
    clock: Callable[[], float]
    """Seconds since the epoch."""

    def keep(
        self,
        edition: Edition,
        inputs: Inputs,
        made: Made,
        before: State | None,
        contents: Contents | None,
    ) -> Manifest:
        """Keep an edition on the disk.

        Args:
            edition: What is to serve.
            inputs: What it is made from.
            made: Why and by whom.
            before: What serves until then.
            contents: The folders that it was made from; `None`: they are to be brought up to it.

        Raises:
            OSError: It could not be kept.
        """
        if contents is not None:
            aside = differences(contents, inputs)
        else:
            aside = self._aside(inputs, before)
        with self.catalogue.locked():
            manifest = Manifest(
                number=self.catalogue.latest_number() + 1,
                at=self.clock(),
                digest=edition.digest,
                reason=made.reason,
                operator=made.operator,
                folder=self.catalogue.folder,
                articles=len(edition.documents),
                facts=len(edition.facts),
                files=inputs.hashes,
                aside=aside,
                pending=contents is None and bool(aside),
            )
            self.catalogue.save(manifest, inputs)
        return manifest

    def _aside(self, inputs: Inputs, before: State | None) -> dict[Key, str | None]:
        """Return where the folders are to be brought up to an edition, and where they are not."""
        touched = differing(before.inputs.hashes if before else {}, inputs.hashes)
        known = before.manifest.aside if before and before.manifest else {}
        # What lies aside already and is not touched goes on lying aside.
        aside = {key: known[key] for key in known.keys() - touched}
        for key in touched:
            found = self.folders.hash_of(key)
            if found != inputs.hashes.get(key):
                aside[key] = found
        return aside

    def write_folders(self, state: State) -> tuple[State, tuple[Problem, ...]]:
        """Write what serves into the folders, but not over what somebody has changed since.

        Returns:
            The state afterwards, and what could not be written.
        """
        manifest = state.manifest
        if manifest is None or not manifest.pending:
            return state, ()
        problems: list[Problem] = []
        left: dict[Key, str | None] = {}
        for key, before in manifest.aside.items():
            wanted = state.inputs.files.get(key)
            found = self.folders.hash_of(key)
            if found == (wanted.sha256 if wanted else None):
                continue
            path = str(self.folders.path(key))
            if found != before:
                problems.append(Problem(path, 1, "刚被别人改过，没有覆盖；请重新载入"))
                continue
            try:
                self.folders.write(key, wanted.data if wanted else None)
            except OSError as error:
                left[key] = before
                problems.append(Problem(path, 1, f"已经生效，但没能写进文件夹：{why(error)}"))
        return self._rewritten(state, replace(manifest, aside=left, pending=bool(left))), tuple(
            problems
        )

    def noted(self, state: State, contents: Contents) -> State:
        """Remember how the folders differ from what serves, now that somebody has looked."""
        if state.manifest is None:
            return state
        aside = differences(contents, state.inputs)
        if dict(state.manifest.aside) == aside:
            return state
        return self._rewritten(state, replace(state.manifest, aside=aside, pending=False))

    def prune(self) -> None:
        """Let go of old editions, as far as that can be done."""
        with suppress(OSError), self.catalogue.locked():
            self.catalogue.prune()

    def _rewritten(self, state: State, manifest: Manifest) -> State:
        with suppress(OSError), self.catalogue.locked():
            self.catalogue.rewrite(manifest)
        return replace(state, manifest=manifest)


def differences(contents: Contents, inputs: Inputs) -> dict[Key, str | None]:
    """Return what the folders hold where an edition has something else."""
    keys = differing(contents.hashes, inputs.hashes)
    return {key: contents.hashes.get(key) for key in keys}


def changed(contents: Contents, manifest: Manifest) -> bool:
    """Whether the folders hold something that an edition has not, and knows nothing of."""
    return any(
        key not in manifest.aside or manifest.aside[key] != contents.hashes.get(key)
        for key in differing(contents.hashes, manifest.files)
    )


def why(error: OSError) -> str:
    """Return what the system says of a failure."""
    return error.strerror or str(error)
