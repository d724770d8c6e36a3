"""What the bot counts of itself, in Prometheus' text format."""

from collections.abc import Callable
from dataclasses import dataclass, field

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)

CONTENT_TYPE = CONTENT_TYPE_LATEST

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 60.0)
"""Bounds of the histograms: from what an answer takes to what waiting out a flood limit does."""


def _registry() -> CollectorRegistry:
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    return registry


@dataclass(slots=True)
class Metrics:
    """Counters of one run, apart from those of any other in the same process."""

    registry: CollectorRegistry = field(default_factory=_registry)
    _updates: Counter = field(init=False)
    _seconds: Histogram = field(init=False)
    _calls: Counter = field(init=False)

    def __post_init__(self) -> None:
        self._updates = Counter(
            "changyouda_updates",
            "Updates by kind and by what became of them",
            ("kind", "outcome"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "changyouda_update_seconds",
            "From an update's arrival to the end of its handling",
            ("kind",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._calls = Counter(
            "changyouda_calls",
            "Calls of Telegram's methods by how they ended",
            ("method", "outcome"),
            registry=self.registry,
        )

    def count_update(self, kind: str, outcome: str) -> None:
        """Count an update: handled, repeated, refused, ignored or given up."""
        self._updates.labels(kind, outcome).inc()

    def time_update(self, kind: str, seconds: float) -> None:
        """Note how long an update took."""
        self._seconds.labels(kind).observe(seconds)

    def count_call(self, method: str, outcome: str) -> None:
        """Count a call of a method: ok, or the kind of its failure."""
        self._calls.labels(method, outcome).inc()

    def watch(self, name: str, description: str, value: Callable[[], float]) -> None:
        """Show a value that is asked for when somebody looks."""
        gauge = Gauge(f"changyouda_{name}", description, registry=self.registry)
        gauge.set_function(value)

    def text(self) -> bytes:
        """Return all of it."""
        return generate_latest(self.registry)
