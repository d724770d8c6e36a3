"""How the bot is, for programs that watch it: /healthz, /readyz and /metrics on a local port."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from bot.connection import Watch
from bot.lanes import Lanes
from bot.metrics import CONTENT_TYPE, Metrics
from bot.web import Page, Request, Response
from knowledge.journal.inbox import Inbox
from knowledge.library import Library

_STUCK_SECONDS = 180.0
"""Without one answer or failure for so long, polling hangs: each poll has an end of its own within
45 seconds (`bot.polling`). Only starting anew helps."""

_CUT_OFF_SECONDS = 120.0
"""Without an answer of Telegram's for so long, no question reaches us. Starting anew is no help."""


@dataclass(frozen=True, slots=True)
class Health:
    """Tells how a run of the bot is."""

    library: Library
    lanes: Lanes[Any]
    inbox: Inbox
    metrics: Metrics
    contact: Watch
    """Of polling; of all other calls where Telegram brings the updates."""
    polls: bool
    """Whether we ask for updates, so that silence means that we are cut off."""
    started_at: float
    """By `clock`."""
    clock: Callable[[], float] = time.monotonic

    def pages(self) -> Mapping[str, Page]:
        """Return the pages by their paths."""
        return {"/healthz": self._healthz, "/readyz": self._readyz, "/metrics": self._metrics}

    def show_values(self) -> None:
        """Have the metrics show what is here."""
        watch = self.metrics.watch
        watch("queue", "Updates that wait or are being handled", lambda: float(self.lanes.waiting))
        watch("queue_limit", "Updates that may wait", lambda: float(self.lanes.most))
        watch("contact_age_seconds", "Since Telegram last answered", self._contact_age)
        watch("facts", "Facts of the edition", lambda: float(len(self.library.edition.facts)))
        watch(
            "inbox_trouble",
            "Whether the inbox cannot be written",
            lambda: float(self.inbox.trouble is not None),
        )

    @property
    def is_stuck(self) -> bool:
        """Whether only starting anew helps."""
        since = self.clock() - max(self.contact.ended_at, self.started_at)
        return self.polls and since > _STUCK_SECONDS

    @property
    def is_ready(self) -> bool:
        """Whether a question that is asked now would be answered."""
        return self.lanes.room > 0 and self._contact_age() < (
            _CUT_OFF_SECONDS if self.polls else float("inf")
        )

    def _contact_age(self) -> float:
        return self.clock() - self.contact.answered_at

    async def _healthz(self, _: Request) -> Response:
        return self._response(ok=not self.is_stuck)

    async def _readyz(self, _: Request) -> Response:
        return self._response(ok=self.is_ready)

    async def _metrics(self, _: Request) -> Response:
        return Response(body=self.metrics.text(), content_type=CONTENT_TYPE)

    def _response(self, *, ok: bool) -> Response:
        edition = self.library.edition
        age = self._contact_age()
        trouble = self.inbox.trouble
        said = {
            "ok": ok,
            "edition": edition.digest,
            "articles": len(edition.documents),
            "facts": len(edition.facts),
            "queue": self.lanes.waiting,
            "queue_limit": self.lanes.most,
            "contact_age_seconds": None if age == float("inf") else round(age, 1),
            "inbox_trouble": trouble.reason if trouble else None,
        }
        status = HTTPStatus.OK if ok else HTTPStatus.SERVICE_UNAVAILABLE
        body = json.dumps(said, ensure_ascii=False).encode() + b"\n"
        return Response(status, body, "application/json")
