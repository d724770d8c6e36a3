"""Charts, as SVG for pages and as PNG for chats.

Drawn by pygal. On a page colours and fonts are the page's, so that a chart is dark where the page
is; pygal's scripts are taken out, since nothing on our pages runs. A picture carries figures only,
no words: servers have no Chinese fonts, and the font that draws them must come with the program.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from math import ceil
from typing import Any

WIDTH = 560
"""Of a chart on a page, in its own units; a page scales it to its column."""

_LABEL = 13
_PICTURE_WIDTH, _PICTURE_HEIGHT, _PICTURE_LABEL = 1000, 500, 22
"""Telegram shows a photo some 1,000 pixels wide on a phone, and labels as large as its text."""
_MARGIN = 8
_MOST_LABELS = 7
"""So many dates stand side by side without touching."""
_LINE = 2


class Colour(Enum):
    """What a colour says: the name of a page's variable, and what it is in a picture.

    Blue and orange stay apart for those who do not tell red from green.
    """

    GOOD = ("--good", "#2a78b5")
    BAD = ("--bad", "#e07b39")
    NONE = ("--none", "#9aa3ab")

    @property
    def variable(self) -> str:
        """The colour on a page."""
        return f"var({self.value[0]})"

    @property
    def fixed(self) -> str:
        """The colour in a picture."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Bars:
    """A part of each bar of a chart."""

    name: str
    colour: Colour
    values: Sequence[float]
    """From the first label to the last."""


@dataclass(frozen=True, slots=True)
class Line:
    """Points joined by a line."""

    name: str
    colour: Colour
    points: Sequence[tuple[float, float]]
    dots: bool = False
    joined: bool = True
    dashed: bool = False


def columns(name: str, labels: Sequence[str], parts: Sequence[Bars]) -> str:
    """Return an SVG of columns side by side, each stacked of its parts.

    Args:
        name: Of the chart, unique on its page.
        labels: Under the columns; as many are shown as fit.
        parts: From the bottom up.
    """
    chart = _columns(labels, _page_style([part.colour for part in parts]), parts)
    return _svg(chart, name)


def columns_png(labels: Sequence[str], parts: Sequence[Bars]) -> bytes:
    """Return the same as a PNG without words: say beside it what the colours mean.

    Args:
        labels: Figures and Latin letters; there is no font for others.
        parts: From the bottom up.
    """
    import fontpkg
    import resvg_py

    chart = _columns(labels, _picture_style([part.colour for part in parts]), parts)
    chart.config(
        width=_PICTURE_WIDTH, height=_PICTURE_HEIGHT, show_legend=False, margin=24, margin_right=40
    )
    return resvg_py.svg_to_bytes(
        svg_string=_svg(chart, "picture"),
        font_files=[str(fontpkg.path("Open Sans"))],
        skip_system_fonts=True,
        width=_PICTURE_WIDTH,
    )


def rows(name: str, labels: Sequence[str], parts: Sequence[Bars]) -> str:
    """Return an SVG of bars below one another, the first on top, each stacked of its parts."""
    chart = _pygal().HorizontalStackedBar(
        width=WIDTH,
        height=110 + 30 * len(labels),
        style=_page_style([part.colour for part in parts]),
        margin_left=_MARGIN + _beyond_estimate(labels),
        print_values=True,
        print_zeroes=False,
        legend_at_bottom=True,
        legend_at_bottom_columns=len(parts),
        **_COMMON,
    )
    chart.x_labels = list(reversed(labels))
    for part in parts:
        chart.add(part.name, list(reversed(part.values)), formatter=_whole)
    return _svg(chart, name)


def square(name: str, across: str, up: str, lines: Sequence[Line]) -> str:
    """Return an SVG of lines over shares: both axes go from 0 to 1.

    Args:
        name: Of the chart, unique on its page.
        across: What the horizontal axis says.
        up: What the vertical axis says.
        lines: Later ones on top.
    """
    steps = [number / 5 for number in range(6)]
    chart = _pygal().XY(
        width=WIDTH,
        height=460,
        style=_page_style([line.colour for line in lines], _LINE),
        margin_right=2 * _MARGIN,  # half of the last label
        margin_bottom=4 * _MARGIN,  # the title of the axis pushes the legend down
        x_title=across,
        y_title=up,
        range=(0, 1),
        xrange=(0, 1),
        x_labels=steps,
        y_labels=steps,
        x_value_formatter=_percent,
        value_formatter=_percent,
        legend_at_bottom=True,
        legend_at_bottom_columns=len(lines),
        show_x_guides=True,
        **_COMMON,
    )
    for line in lines:
        chart.add(
            line.name,
            list(line.points),
            show_dots=line.dots,
            dots_size=5,
            stroke=line.joined,
            stroke_style={"width": _LINE, "dasharray": "5 5" if line.dashed else "none"},
        )
    return _svg(chart, name)


def _pygal() -> Any:  # noqa: ANN401 (it has no types)
    """Import pygal, and take back the hook that it puts into Python's import for its maps.

    Ours draw no maps, and Python warns of the hook's old form at each import that comes after.
    """
    import pygal
    import pygal.style

    sys.meta_path[:] = [
        hook for hook in sys.meta_path if type(hook).__name__ != "PluginImportFixer"
    ]
    return pygal


_COMMON: dict[str, Any] = {
    "js": (),  # the default is fetched from a network
    "disable_xml_declaration": True,
    "truncate_label": -1,
    "truncate_legend": -1,
    "margin": _MARGIN,
}


def _columns(labels: Sequence[str], style: object, parts: Sequence[Bars]) -> Any:  # noqa: ANN401 (pygal has no types)
    heights = [sum(column) for column in zip(*(part.values for part in parts), strict=True)]
    most = max(heights, default=0)
    chart = _pygal().StackedBar(
        width=WIDTH,
        height=300,
        style=style,
        x_labels=list(labels),
        x_labels_major_every=max(1, ceil(len(labels) / _MOST_LABELS)),
        show_minor_x_labels=False,
        y_labels=list(_steps(most)),
        value_formatter=_whole,
        legend_at_bottom=True,
        legend_at_bottom_columns=len(parts),
        **_COMMON,
    )
    for part in parts:
        chart.add(part.name, list(part.values))
    return chart


def _steps(most: float) -> Iterator[int]:
    """Yield some four round numbers from 0 to beyond the highest value."""
    magnitude = 10 ** max(0, len(str(ceil(most))) - 2)
    step = next(
        factor * magnitude for factor in (1, 2, 5, 10, 20, 50) if factor * magnitude * 4 >= most
    )
    yield from range(0, ceil(most / step) * step + 1, step)


def _beyond_estimate(labels: Sequence[str]) -> int:
    """Return how much wider labels are than pygal thinks: it takes 0.6 em for any character."""
    return ceil(0.4 * _LABEL * max(map(len, labels), default=0))


def _page_style(colours: Sequence[Colour], stroke: int = 0) -> object:
    variables = [colour.variable for colour in colours]
    return _style(variables, "var(--ink)", "var(--rule)", "inherit", _LABEL, stroke=stroke)


def _picture_style(colours: Sequence[Colour]) -> object:
    fixed = [colour.fixed for colour in colours]
    return _style(fixed, "#22282d", "#d5dade", "Open Sans", _PICTURE_LABEL, ground="#ffffff")


def _style(
    colours: Sequence[str],
    ink: str,
    rule: str,
    font: str,
    size: int,
    *,
    ground: str = "transparent",
    stroke: int = 0,
) -> object:
    return _pygal().style.Style(
        background=ground,
        plot_background=ground,
        foreground=ink,
        foreground_strong=ink,
        foreground_subtle=rule,
        guide_stroke_color=rule,
        major_guide_stroke_color=rule,
        guide_stroke_dasharray="none",
        major_guide_stroke_dasharray="none",
        font_family=font,
        colors=tuple(colours),
        value_colors=("#fff",) * len(colours),
        label_font_size=size,
        major_label_font_size=size,
        legend_font_size=size,
        title_font_size=size,
        value_font_size=size,
        opacity="1",
        opacity_hover="1",
        stroke_opacity="1",
        stroke_width=str(stroke),
        transition="0s",
    )


def _whole(value: float) -> str:
    return f"{value:.0f}"


def _percent(value: float) -> str:
    return f"{value:.0%}"


def _svg(chart: Any, name: str) -> str:  # noqa: ANN401 (pygal has no types)
    chart.uuid = name  # its own is another on each run
    chart.add_xml_filter(_still)
    return str(chart.render(is_unicode=True))


def _still(root: Any) -> Any:  # noqa: ANN401 (of xml.etree or lxml, whichever pygal found)
    """Take out scripts, and the texts and names that are there for them alone."""
    for parent in list(root.iter()):
        if parent is not root:
            parent.attrib.pop("id", None)
        for child in list(parent):
            if child.tag in {"script", "desc"}:
                parent.remove(child)
    return root
