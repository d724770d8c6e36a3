"""A headless Chromium: what a page shows, says on its console, and asks a network for."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

_PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    # Names are not resolved: neither the page nor the browser itself reaches anybody.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--enable-logging=stderr",
)
_OWN = "not an origin"
"""Who asks where the browser itself does, for its updates."""
_SECONDS = 120


@dataclass(frozen=True)
class Opened:
    """A page as the browser has it."""

    html: str
    console: tuple[str, ...]
    """What was said there, errors and all."""
    requests: tuple[str, ...]
    """Addresses that the page asked for, itself not among them."""


def open_page(page: Path, folder: Path) -> Opened:
    """Open a page; without a browser, skip the test.

    Args:
        page: The file.
        folder: For the browser's own things; nothing is in it.
    """
    events = folder / "events.json"
    done = _run(folder, f"--log-net-log={events}", "--dump-dom", page.resolve().as_uri())
    console = [line for line in done.stderr.splitlines() if ":CONSOLE" in line]
    return Opened(done.stdout, tuple(console), tuple(_requests(events)))


def reaches(page: Path, folder: Path, width: int) -> int:
    """Return how many pixels wide a page is on a screen of this width."""
    policy = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
    script = "<script>document.title = document.documentElement.scrollWidth</script>"
    measured = folder / "measured.html"
    text = policy.sub("", page.read_text(encoding="utf-8"))
    measured.write_text(text.replace("</body>", f"{script}</body>"), encoding="utf-8")
    done = _run(folder, f"--window-size={width},900", "--dump-dom", measured.resolve().as_uri())
    return int(done.stdout.partition("<title>")[2].partition("<")[0])


def printed(page: Path, folder: Path) -> bytes:
    """Return a PDF of a page as it is printed."""
    paper = folder / "page.pdf"
    _run(folder, f"--print-to-pdf={paper}", page.resolve().as_uri())
    return paper.read_bytes()


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        pytest.skip("no Chromium here; on Debian: apt-get install chromium")
    return subprocess.run(
        [program, *_FLAGS, f"--user-data-dir={folder / 'profile'}", *arguments],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=_SECONDS,
        check=True,
    )


def _requests(events: Path) -> Iterator[str]:
    """Yield what was asked for by others than the browser itself."""
    for event in json.loads(events.read_text(encoding="utf-8"))["events"]:
        told = event.get("params", {})
        if "url" in told and told.get("initiator", _OWN) != _OWN:
            yield told["url"]
