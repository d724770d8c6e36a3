"""What was measured as tables in Markdown, and as a plot."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

Run = Mapping[str, Any]


def lines(runs: Sequence[Run]) -> Iterator[str]:
    """Yield the tables."""
    for kind, said in _KINDS.items():
        yield from _searching(
            [{**run["searched"][kind], "facts": run["facts"]} for run in runs], said
        )
        yield ""
    yield from _answering(runs)
    yield ""
    yield from _making(runs)


_KINDS = {"words": "words", "grams": "characters and pairs"}
"""What is searched for, and how that is called."""


def _row(cells: Sequence[object]) -> str:
    return "| " + " | ".join(map(str, cells)) + " |"


def _head(first: str, runs: Sequence[Run]) -> Iterator[str]:
    yield _row([first, *(f"{run['facts']:,}" for run in runs)])
    yield _row(["---"] * (len(runs) + 1))


def _searching(runs: Sequence[Run], said: str) -> Iterator[str]:
    yield from _head(f"{said} → ten best, median (p99) in ms", runs)
    for name, label in (("terms", "terms of a question"), ("postings", "their postings")):
        yield _row([label, *(f"{run[name]:,.0f}" for run in runs)])
    names = dict.fromkeys(name for run in runs for name in run["times"])
    for name in names:
        cells = [run["times"].get(name) for run in runs]
        yield _row([name, *(_milliseconds(cell) if cell else "–" for cell in cells)])
    limits = [run["limit"] for run in runs]
    yield _row(["memory's speed", *(f"{limit * 1e3:.4f}" for limit in limits)])
    for name in names:
        if name != "changyouda":
            yield _row([f"changyouda / {name}", *(_ratio(run, name) for run in runs)])
    ours = [run["times"]["changyouda"]["median"] for run in runs]
    ratios = (mine / limit for mine, limit in zip(ours, limits, strict=True))
    yield _row(["changyouda / memory's speed", *(f"{ratio:.1f}" for ratio in ratios)])


def _milliseconds(times: Mapping[str, float]) -> str:
    return f"{times['median'] * 1e3:.3g} ({times['p99'] * 1e3:.3g})"


def _ratio(run: Run, name: str) -> str:
    times = run["times"]
    if name not in times:
        return "–"
    return f"{times['changyouda']['median'] / times[name]['median']:.2g}"


def _answering(runs: Sequence[Run]) -> Iterator[str]:
    yield from _head("question → answer, median (p99) in ms", runs)
    for name, label in (("first", "asked first"), ("again", "asked again")):
        yield _row([label, *(_milliseconds(run["answered"][name]) for run in runs)])
    for stage in dict.fromkeys(stage for run in runs for stage in run["answered"]["stages"]):
        shares = [run["answered"]["stages"].get(stage, 0.0) for run in runs]
        yield _row([f"of that {stage}", *(f"{share:.0%}" for share in shares)])


def _making(runs: Sequence[Run]) -> Iterator[str]:
    yield from _head("making and starting", runs)
    yield _row(
        ["facts of the articles that were made", *(f"{run['made']['facts']:,}" for run in runs)]
    )
    for name, label in (
        ("edition", "text → edition, s"),
        ("index", "index of facts from terms, s"),
        ("changed", "one article changed, s"),
    ):
        yield _row([label, *(f"{run['made'][name]:.3g}" for run in runs)])
    for name, label in (
        ("first_answer", "process start → first answer, s"),
        ("imported", "of that imports, s"),
        ("opened", "of that opening, s"),
        ("file", "file without texts, MiB"),
        ("texts", "texts, MiB"),
        ("mapped", "of the file in memory after 500 questions, MiB"),
        ("private", "private memory of the edition opened, MiB"),
        ("asked", "private memory after 500 questions, MiB more"),
    ):
        cells = [run["started"] for run in runs]
        yield _row([label, *(f"{cell[name]:.3g}" if cell else "–" for cell in cells)])


def plot(runs: Sequence[Run], path: Path) -> None:
    """Draw how a question's time grows with the facts, on logarithmic axes."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "changyouda"
    from matplotlib import pyplot as plt

    figure, panels = plt.subplots(1, len(_KINDS), figsize=(12, 5), sharey=True)
    facts = [run["facts"] for run in runs]
    for axes, (kind, said) in zip(panels, _KINDS.items(), strict=True):
        found = [run["searched"][kind] for run in runs]
        for name in dict.fromkeys(name for each in found for name in each["times"]):
            points = [
                (size, each["times"][name]["median"] * 1e3)
                for size, each in zip(facts, found, strict=True)
                if name in each["times"]
            ]
            axes.plot(*zip(*points, strict=True), marker="o", label=name)
        limits = [each["limit"] * 1e3 for each in found]
        axes.plot(facts, limits, linestyle="--", color="black", label="reading the postings")
        whole = [run["answered"]["first"]["median"] * 1e3 for run in runs]
        axes.plot(
            facts, whole, linestyle=":", color="black", marker="s", label="question to answer"
        )
        axes.set(xscale="log", yscale="log", xlabel="facts", title=said)
        axes.grid(visible=True, which="both", alpha=0.2)
    panels[0].set_ylabel("ms a question, median")
    panels[0].legend(fontsize="small")
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
