"""Pages from templates: one file each, with their style inside and nothing that runs.

Their policy forbids every request, so that what is opened on a desk without a network looks the
same, and what people have typed reaches nobody else.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = Path(__file__).with_name("templates")


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["percent"] = _percent
    return environment


def render(template: str, **values: object) -> str:
    """Return a page.

    Args:
        template: File in the folder of templates.
        values: What the template names; texts are escaped, SVG is marked as safe there.
    """
    return _environment().get_template(template).render(values)


def _percent(value: float | None) -> str:
    """Return a share for people, or a dash where there was nothing to measure."""
    return "–" if value is None else f"{value:.1%}"
