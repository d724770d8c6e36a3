"""Questions, public data and referees that stand beside the checkout and are no part of it.

`CHANGYOUDA_SHARED` names their folder, by default `shared` beside the checkout. What needs them is
skipped where they are absent.
"""

import importlib.util
import os
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("CHANGYOUDA_SHARED", ROOT.parent / "shared"))


def shared(name: str) -> Path:
    """Return the path of a file that stands there; without it, skip the test."""
    path = SHARED / name
    if not path.is_file():
        pytest.skip(f"no {name} beside the checkout; CHANGYOUDA_SHARED may name its folder")
    return path


def referee(name: str) -> ModuleType:
    """Return a tool that stands there, as a module; without it, skip the test."""
    path = shared(f"tools/{name}.py")
    specification = importlib.util.spec_from_file_location(name, path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module
