"""The bot as a process of its own, the way an operator runs it."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from tests.telegram.driver import TelegramServer

SERVE = (sys.executable, "-m", "bot", "serve")
"""The command that serves the bot."""

_START_SECONDS = 240.0
"""How long the bot may take until it asks for updates: it reads its articles first."""

_END_SECONDS = 120.0
"""How long the bot may take to end; then it is killed and the test fails."""

_ROOT = Path(__file__).parents[2]


class BotProcess:
    """Starts a bot and collects what it writes. A context manager: serving within, ended after.

    Args:
        telegram: The server that the bot is to talk to.
        command: What to start.
        arguments: Further arguments, such as `--articles DIR`.
        environment: Further environment variables; an empty value takes one away.
        data: The folder of what the bot keeps; a temporary one, new each time, if left out. Give
            the same folder to a second process to see what a restart remembers.
        wait: Whether to wait, on entering, until the bot asks for updates or has set a webhook.
    """

    def __init__(
        self,
        telegram: TelegramServer,
        command: Sequence[str] = SERVE,
        *,
        arguments: Sequence[str] = (),
        environment: Mapping[str, str] | None = None,
        data: Path | None = None,
        wait: bool = True,
    ) -> None:
        self._telegram = telegram
        self._command = [*command, *arguments]
        self._environment = dict(environment or {})
        self._temporary = tempfile.TemporaryDirectory() if data is None else None
        self.data = data or Path(self._temporary.name if self._temporary else "")
        """The folder of what the bot keeps."""
        self._wait = wait
        self._process: subprocess.Popen[str] | None = None
        self._readers: list[threading.Thread] = []
        self._lines: list[str] = []

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        try:
            if self.is_running():
                self.terminate()
        finally:
            self.close()

    def close(self) -> None:
        """Ends what is left of the bot, and removes its temporary folder."""
        if self.is_running():
            self.kill()
        if self._temporary is not None:
            self._temporary.cleanup()

    @property
    def log(self) -> str:
        """All that the bot has written to standard output and standard error so far."""
        return "".join(self._lines)

    @property
    def number(self) -> int:
        """The process's number."""
        if self._process is None:
            message = "the bot was not started"
            raise RuntimeError(message)
        return self._process.pid

    @property
    def status(self) -> int | None:
        """The exit status; negative for a signal, None while the bot runs."""
        return self._process.poll() if self._process else None

    def is_running(self) -> bool:
        """Tells whether the bot runs."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Starts the bot.

        Raises:
            AssertionError: It ended before it asked for updates, or does not ask. The message has
                its log.
        """
        environment = os.environ | {
            "TELEGRAM_BOT_TOKEN": self._telegram.token,
            "TELEGRAM_BASE_URL": self._telegram.base_url,
            "TELEGRAM_BASE_FILE_URL": self._telegram.base_file_url,
            "CHANGYOUDA_DATA": str(self.data),
            # Several bots run side by side; a test of the port names one.
            "CHANGYOUDA_HEALTH_PORT": "0",
            # The log is read while the bot runs.
            "PYTHONUNBUFFERED": "1",
            "PYTHONUTF8": "1",
        }
        environment |= self._environment
        turns = self._telegram.turns
        self._process = subprocess.Popen(
            self._command,
            cwd=_ROOT,
            env={name: value for name, value in environment.items() if value},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        self._readers = [
            threading.Thread(target=self._collect, args=(stream,), daemon=True)
            for stream in (self._process.stdout, self._process.stderr)
            if stream is not None
        ]
        self._readers.append(threading.Thread(target=self._watch, daemon=True))
        for reader in self._readers:
            reader.start()
        if self._wait:
            self.wait_for_turn(turns)

    def wait_for_turn(self, turns: int | None = None) -> None:
        """Waits until the bot has turned to Telegram for updates more than `turns` times.

        Args:
            turns: Left out: than by now; see `TelegramServer.turns`.

        Raises:
            AssertionError: The bot ended, or does not ask for updates.
        """
        before = self._telegram.turns if turns is None else turns
        try:
            self._telegram.wait_until(
                lambda: self._telegram.turns > before or not self.is_running(),
                "the bot to ask for updates",
                _START_SECONDS,
            )
        except AssertionError as error:
            message = f"{error}; its log:\n{self.log}"
            raise AssertionError(message) from None
        if not self.is_running():
            self._finish()
            message = f"the bot ended with status {self.status}; its log:\n{self.log}"
            raise AssertionError(message)

    def wait_for_end(self) -> int:
        """Waits until the bot ends by itself, and gives its exit status."""
        return self._finish()

    def terminate(self) -> int:
        """Asks the bot to end, as a service manager does, and gives its exit status."""
        return self._signal(signal.SIGTERM)

    def interrupt(self) -> int:
        """Asks the bot to end, as Ctrl-C does, and gives its exit status."""
        return self._signal(signal.SIGINT)

    def kill(self) -> int:
        """Ends the bot without a chance to tidy up, and gives its exit status."""
        return self._signal(signal.SIGKILL)

    def wait_for_log(self, piece: str) -> None:
        """Waits until the bot has written something."""
        self._telegram.wait_until(lambda: piece in self.log, f"{piece!r} in the log")

    def _signal(self, number: signal.Signals) -> int:
        if self._process is None:
            message = "the bot was not started"
            raise RuntimeError(message)
        self._process.send_signal(number)
        return self._finish()

    def _finish(self) -> int:
        if self._process is None:
            message = "the bot was not started"
            raise RuntimeError(message)
        try:
            status = self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            message = f"the bot did not end; its log:\n{self.log}"
            raise AssertionError(message) from None
        finally:
            for reader in self._readers:
                reader.join()
        return status

    def _collect(self, stream: IO[str]) -> None:
        with stream:
            for line in stream:
                self._lines.append(line)
                self._wake()

    def _watch(self) -> None:
        if self._process is not None:
            self._process.wait()
            self._wake()

    def _wake(self) -> None:
        # The bot's words and its end count as changes, so that nobody has to look by the clock.
        with self._telegram.world.changed:
            self._telegram.world.changed.notify_all()
