"""Public reading-comprehension data, where somebody has put them; none of it is in the repository.

Files in the form of SQuAD, as CMRC 2018 and DRCD publish theirs (CC BY-SA), in the folder that
`CHANGYOUDA_PUBLIC_DATA` names, or in `shared/data/openqa` beside the project.
"""

import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_FOLDERS = ("../shared/data/openqa", "../../shared/data/openqa")


def folder() -> Path | None:
    """Return where the data are; `None` where they are not."""
    named = os.environ.get("CHANGYOUDA_PUBLIC_DATA")
    root = Path(__file__).parents[1]
    found = [Path(named)] if named else [root / each for each in _FOLDERS]
    return next((path.resolve() for path in found if any(path.glob("*.json"))), None)


def paragraphs() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield title, text and questions of each paragraph of all files, by their names."""
    there = folder()
    for path in sorted(there.glob("*.json")) if there else ():
        for group in json.loads(path.read_text(encoding="utf-8"))["data"]:
            for paragraph in group["paragraphs"]:
                questions = tuple(entry["question"] for entry in paragraph["qas"])
                yield group.get("title", ""), paragraph["context"], questions


@cache
def public_texts() -> tuple[str, ...]:
    """Return a tenth of the paragraphs, and their questions, one text each."""
    found = list(paragraphs())[::10]
    return tuple("\n".join((text, *questions)) for _, text, questions in found)
