"""Files looked into by a process of their own, which may use so much memory and time (`child`)."""

import base64
import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.model import Document
from knowledge.records import unpack
from knowledge.uploads.faults import Flaw

_PATIENCE = 20.0
"""Seconds: the child ends itself after six of the processor, which three can share."""

_OUT_OF_TIME = (-signal.SIGXCPU, -signal.SIGKILL)
"""How a child ends that has used up its time of the processor."""

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
    document: Document | None = field(default=None, repr=False)
    """What was read of the article, under a name that is not its own; `None`: it is none."""
    fault: str | None = None
    """Why no article can be made of it."""


def look_into(data: bytes, suffix: str) -> Looked:
    """Have a child look into a file.

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
    return told(done.stdout, done.returncode)


def told(answer: bytes, code: int | None) -> Looked:
    """Return what a child has said.

    Args:
        answer: Nothing, where one of its limits ended it.
        code: How it has ended, as `subprocess` tells it.
    """
    line, _, packed = answer.partition(b"\n")
    try:
        said = json.loads(line)
        document = unpack(Document, packed) if packed else None
    except ValueError:
        slow = code in _OUT_OF_TIME
        return Looked(fault=(Flaw.TOO_SLOW if slow else Flaw.BROKEN).value)
    text = base64.b64decode(said["text"]) if said["text"] else None
    return Looked(text, document, said["fault"])
