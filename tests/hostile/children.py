"""Children with the same limits as those that look into uploads, and begun sooner.

Python's start takes half a second, which is most of what an upload takes, and 5,000 times nothing
new. These are forked from a process that has read the readers, and nothing else: what is imported
counts against the limit.
"""

import resource
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext

from knowledge.uploads import child
from knowledge.uploads.child import MEMORY, SECONDS
from knowledge.uploads.faults import Flaw
from knowledge.uploads.isolated import Looked, told

_PATIENCE = 20.0
"""Seconds, as `isolated` waits."""

PRELOADED = ("tests.hostile.children", "mammoth", "pypdfium2")
"""What such a process has read."""


@dataclass
class Children:
    """Stands in for `look_into`: children with the same limits, from a process that has it all."""

    context: ForkServerContext
    kilobytes: int = 0
    """Of the largest child."""
    processor: float = 0.0
    """Of all children."""

    def look_into(self, data: bytes, suffix: str) -> Looked:
        """See `knowledge.uploads.isolated.look_into`."""
        here, there = self.context.Pipe(duplex=False)
        process = self.context.Process(target=_look, args=(there, data, suffix))
        process.start()
        there.close()
        kilobytes, processor = MEMORY // 1_000, float(SECONDS)
        answer = b""
        try:
            if not here.poll(_PATIENCE):
                return Looked(fault=Flaw.TOO_SLOW.value)
            answer = here.recv_bytes()
            kilobytes, processor = here.recv()
            return told(answer, 0)
        except EOFError:  # one of its limits has ended it
            process.join()
            return told(answer, process.exitcode)
        finally:
            self.kilobytes = max(self.kilobytes, kilobytes)
            self.processor += processor
            process.kill()
            process.join()
            here.close()


def _look(there: Connection, data: bytes, suffix: str) -> None:
    child.limit()
    there.send_bytes(child.answer(data, suffix))
    used = resource.getrusage(resource.RUSAGE_SELF)
    there.send((used.ru_maxrss, used.ru_utime + used.ru_stime))
