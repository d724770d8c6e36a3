"""Changes of the whole of what is served: what is in the folders now, or what was served before."""

from dataclasses import dataclass

from knowledge.editions.catalogue import Damaged
from knowledge.editions.changes import Desk, Refused
from knowledge.editions.inputs import Inputs, Key, Kind, differing
from knowledge.journal.entries import Action
from knowledge.model import Problem
from knowledge.shelf import GOLDEN


@dataclass(frozen=True, slots=True)
class Reload:
    """Take in what is in the folders now."""

    action: Action = Action.RELOAD
    subject: str = "文件夹"
    from_folders: bool = True

    def inputs(self, desk: Desk) -> Inputs:
        """See `Change.inputs`."""
        contents = desk.contents or desk.folders.read()
        # What cannot be read stays as it was; that it cannot is told.
        kept = {
            key: desk.served.files[key]
            for key in contents.hashes.keys() - contents.inputs.files.keys()
            if key in desk.served.files
        }
        return Inputs({**contents.inputs.files, **kept})


@dataclass(frozen=True, slots=True)
class Rollback:
    """Serve the articles and the language of an earlier edition again; as a new edition."""

    number: int
    action: Action = Action.ROLLBACK
    from_folders: bool = False

    @property
    def subject(self) -> str:
        """See `Change.subject`."""
        return f"版本 {self.number}"

    def inputs(self, desk: Desk) -> Inputs:
        """See `Change.inputs`. Golden questions stay as they are: they are no part of it."""
        old = _kept(desk, self.number)
        golden = Key(Kind.GOLDEN, GOLDEN)
        files = {key: file for key, file in old.files.items() if key != golden}
        if golden in desk.served.files:
            files[golden] = desk.served.files[golden]
        return Inputs(files)


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back what one edition changed, where nobody has changed it again."""

    number: int
    """Of the edition that made the change."""
    action: Action = Action.UNDO
    from_folders: bool = False

    @property
    def subject(self) -> str:
        """See `Change.subject`."""
        return f"版本 {self.number}"

    def inputs(self, desk: Desk) -> Inputs:
        """See `Change.inputs`."""
        after = _kept(desk, self.number)
        earlier = [
            manifest.number
            for manifest in desk.catalogue.manifests()[0]
            if manifest.number < self.number
        ]
        if not earlier:
            raise Refused(_no_edition(desk, self.number - 1))
        before = _kept(desk, max(earlier))
        files = dict(desk.served.files)
        for key in differing(before.hashes, after.hashes):
            if desk.served.hashes.get(key) != after.hashes.get(key):
                message = "后来又改过，不能单独撤销；请改用回退，或重新上传"
                raise Refused(Problem(str(desk.folders.path(key)), 1, message))
            files.pop(key, None)
            if key in before.files:
                files[key] = before.files[key]
        return Inputs(files)


def _kept(desk: Desk, number: int) -> Inputs:
    manifest = desk.catalogue.manifest(number)
    if manifest is None:
        raise Refused(_no_edition(desk, number))
    try:
        return desk.catalogue.inputs(manifest)
    except Damaged as damage:
        raise Refused(Problem(str(damage.path), 1, damage.reason)) from damage


def _no_edition(desk: Desk, number: int) -> Problem:
    known = "、".join(str(manifest.number) for manifest in desk.catalogue.manifests()[0])
    return Problem(f"版本 {number}", 1, f"没有保存这个版本；现有 {known or '没有任何版本'}")
