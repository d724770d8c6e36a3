"""Files looked into by a process of their own, which may use so much memory and time (`child`)."""

import base64
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from knowledge.uploads.faults import Flaw

_PATIENCE = 20.0
"""Seconds: the child ends itself after six of the processor, which three can share."""

_ROOT = Path(__file__).parents[2]
# Nothing of ours that is secret; what a library may need to be found.
_PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL")
_START = (
    "import sys; sys.path.insert(0, sys.argv.pop(1));"
    " from knowledge.uploads.child import main; main()"
)


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of looking into a file."""

    text: bytes | None = None
    """What it became; `None` where it stays as it is, or has a fault."""
    fault: str | None = None
    """Why no article can be made of it."""


def look_into(data: bytes, suffix: str) -> Looked:
    """Have a child look into a file.

    What passes can be read by the program itself: it takes no more there than it took the child.

    Args:
        data: The bytes of a file, which may be anything.
        suffix: Of its name, in lower case; one that is accepted.
    """
    command = (sys.executable, "-I", "-X", "utf8", "-c", _START, str(_ROOT), suffix)
    environment = {key: os.environ[key] for key in _PASSED_ON if key in os.environ}
    try:
        done = subprocess.run(  # noqa: S603 (ourselves, and a suffix that is one of ours)
            command,
            input=data,
            capture_output=True,
            env=environment,
            cwd="/",
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Looked(fault=Flaw.TOO_SLOW.value)
    except OSError:  # it could not be begun
        return Looked(fault=Flaw.BROKEN.value)
    return told(done.stdout)


def told(answer: bytes) -> Looked:
    """Return what a child has said; nothing, where one of its limits ended it."""
    try:
        said = json.loads(answer)
    except ValueError:
        return Looked(fault=Flaw.BROKEN.value)
    return Looked(base64.b64decode(said["text"]) if said["text"] else None, said["fault"])
