"""The image as people run it: what it answers, as whom, and what it leaves alone.

buildah builds and runs it without a container engine, in a chroot that shares this machine's
network, so that the bot reaches the server of `tests/telegram` on loopback. Each container is new.
"""

import json
import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.telegram.driver import TelegramServer
from tests.telegram.process import BotProcess

pytestmark = pytest.mark.container

ROOT = Path(__file__).parents[2]
BASE = "localhost/changyouda-test-base"
"""Stays for the next run; `buildah rmi` makes the next run build a new one."""

QUESTION = "低保一个月给多少钱"
ANSWER = "每人每月1000元"
USER = 10001
MOST_BYTES = 200_000_000
"""Of our layer, uncompressed: about what Python and its Debian take. Measured: 123 MB."""

BUILD_SECONDS = 1200
RUN_SECONDS = 60

_SEALED = """
mount --bind "$1" "$1"
mount -o remount,bind,ro "$1"
cd "$1"
mount -t tmpfs tmpfs tmp
mount --bind /dev dev
shift
exec chroot --userspec="$1" . env -i "${@:2}"
"""
"""Runs a command where only /tmp can be written: not /data either."""


def _run(*command: str, seconds: float = RUN_SECONDS) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=seconds
    )


def _tool(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        pytest.fail(f"{name} is not installed", pytrace=False)
    return path


def _output(*command: str) -> str:
    """Give what a command prints; it must not fail."""
    done = _run(*command)
    assert done.returncode == 0, f"{command}:\n{done.stdout}{done.stderr}"
    return done.stdout


@dataclass(frozen=True, slots=True)
class Image:
    """An image in buildah's store."""

    name: str
    buildah: str

    @property
    def config(self) -> dict[str, Any]:
        """What the Dockerfile says of running it, in the keys of Docker's image format."""
        found: dict[str, Any] = self._inspect()["Docker"]["config"]
        return found

    @property
    def layers(self) -> list[int]:
        """The bytes of each layer, uncompressed, that of the base first."""
        manifest = json.loads(self._inspect()["Manifest"])
        return [layer["size"] for layer in manifest["layers"]]

    def _inspect(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(
            _output(self.buildah, "inspect", "--type", "image", self.name)
        )
        return found


@dataclass(frozen=True, slots=True)
class Container:
    """A container of the image, which nothing else has run in."""

    image: Image
    name: str
    root: Path
    """Its root file system, while the container is mounted."""

    def command(
        self,
        *arguments: str,
        environment: Mapping[str, str] | None = None,
        volumes: Mapping[Path, str] | None = None,
    ) -> list[str]:
        """Give the command line that runs something as the image's user.

        Args:
            arguments: What to run.
            environment: Further environment variables.
            volumes: From files and folders of this machine to where they are seen, read-only.
        """
        settings = (f"--env={key}={value}" for key, value in (environment or {}).items())
        mounts = (f"--volume={source}:{target}:ro" for source, target in (volumes or {}).items())
        options = ("--isolation=chroot", "--mount=type=tmpfs,dst=/tmp", *settings, *mounts)
        return [self.image.buildah, "run", *options, self.name, "--", *arguments]

    def sealed_command(
        self, *arguments: str, environment: Mapping[str, str] | None = None
    ) -> list[str]:
        """Give the command line that runs something where only /tmp can be written."""
        given = [f"{key}={value}" for key, value in (environment or {}).items()]
        variables = [*self.image.config["Env"], *given]
        user: str = self.image.config["User"]
        sealed = [_tool("unshare"), "--mount", _tool("bash"), "-euc", _SEALED, "sealed"]
        return [*sealed, str(self.root), user, *variables, *arguments]

    def run(
        self,
        *arguments: str,
        environment: Mapping[str, str] | None = None,
        volumes: Mapping[Path, str] | None = None,
    ) -> subprocess.CompletedProcess[str]:
        """Run something as the image's user, and wait for its end."""
        return _run(*self.command(*arguments, environment=environment, volumes=volumes))


@pytest.fixture(scope="session")
def image() -> Iterator[Image]:
    """Builds the image of this source tree."""
    made = Image(f"localhost/changyouda-test:{os.getpid()}", _tool("buildah"))
    script = Path(__file__).with_name("build.sh")
    built = _run(str(script), BASE, made.name, seconds=BUILD_SECONDS)
    assert built.returncode == 0, built.stdout + built.stderr
    yield made
    _output(made.buildah, "rmi", made.name)


@pytest.fixture
def container(image: Image) -> Iterator[Container]:
    """Gives a new container of the image."""
    name = _output(image.buildah, "from", "--pull-never", image.name).strip()
    try:
        # An engine leaves a volume of the image out where something else is mounted; buildah 1.28
        # mounts both, in any order.
        _output(image.buildah, "config", "--volume=/articles-", "--volume=/config-", name)
        root = Path(_output(image.buildah, "mount", name).strip())
        yield Container(image, name, root)
    finally:
        _output(image.buildah, "rm", name)


@pytest.fixture
def telegram() -> Iterator[TelegramServer]:
    """Gives a started server, and holds at the end that the bot kept to the Bot API."""
    with TelegramServer() as server:
        yield server
    assert server.violations == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Gives an empty folder that the image's user may read."""
    made = tmp_path / "folder"
    made.mkdir(mode=0o755)
    return made


# What is in the image


def test_image_is_small(image: Image, record_property: Callable[[str, object], None]) -> None:
    base, *ours = image.layers
    record_property("base_bytes", base)
    record_property("bytes_over_base", sum(ours))
    print(f"\nbase {base / 1e6:.1f} MB, over it {sum(ours) / 1e6:.1f} MB")  # noqa: T201 (asked for)
    assert 0 < sum(ours) < MOST_BYTES


def test_image_keeps_nothing_of_its_build(container: Container) -> None:
    left = ("src", "opt/build", "etc/pip.conf", "run/secrets", "root/.cache")
    assert [name for name in left if (container.root / name).exists()] == []
    assert list((container.root / "opt").rglob("pip")) == []


def test_bytecode_comes_with_the_image(container: Container) -> None:
    packages = next((container.root / "opt/changyouda/lib").glob("python3*/site-packages"))
    assert list(packages.glob("bot/__pycache__/__main__.*.pyc"))
    assert list(packages.glob("jieba/__pycache__/__init__.*.pyc"))


def test_only_data_belongs_to_the_user(container: Container) -> None:
    found = _output(_tool("find"), str(container.root), "-xdev", "-uid", str(USER))
    assert found.split() == [str(container.root / "data")]


def test_image_starts_the_bot_and_stops_it_by_sigterm(image: Image) -> None:
    assert image.config["Entrypoint"] == ["changyouda"]
    assert image.config["Cmd"] == ["serve"]
    assert image.config["StopSignal"] == "SIGTERM"


def test_compose_mounts_every_volume_of_the_image(image: Image) -> None:
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    mounts: list[Any] = compose["services"]["bot"]["volumes"]
    targets = {
        mount.split(":")[1] if isinstance(mount, str) else mount["target"] for mount in mounts
    }
    assert targets == set(image.config["Volumes"])


# What it does


def test_runs_as_a_user_of_its_own(container: Container) -> None:
    assert container.run("id", "-u").stdout.strip() == str(USER)
    assert container.run("id", "-g").stdout.strip() == str(USER)


def test_ask_answers_from_the_articles_that_ship(container: Container) -> None:
    asked = container.run("changyouda", "ask", QUESTION)
    assert ANSWER in asked.stdout
    assert (asked.returncode, asked.stderr) == (0, "")


def test_ask_changes_nothing_in_the_root_file_system(container: Container) -> None:
    container.run("true")  # after which buildah has made all that it makes itself
    before = _state(container.root)
    container.run("changyouda", "ask", QUESTION)
    assert _state(container.root) == before


def _state(root: Path) -> list[str]:
    """Give the folders in a folder, and the files with size and time of change."""
    # Not the folders' times: buildah adds and removes a file of its own at each run.
    form = ("-type", "d", "-printf", "%P/\n", "-o", "-printf", "%P %s %C@\n")
    return sorted(_output(_tool("find"), str(root), *form).splitlines())


def test_ask_works_where_nothing_can_be_written(container: Container) -> None:
    assert "Read-only" in _run(*container.sealed_command("touch", "/data/file")).stderr
    asked = _run(*container.sealed_command("changyouda", "ask", QUESTION))
    assert ANSWER in asked.stdout
    assert (asked.returncode, asked.stderr) == (0, "")


def test_articles_can_be_mounted_and_settings_left_empty(
    container: Container, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "config").mkdir()
    (folder / "办事指南.txt").write_text("市图书馆每周一闭馆。\n", encoding="utf-8")
    asked = container.run(
        "changyouda",
        "ask",
        "图书馆哪天闭馆",
        environment={"CHANGYOUDA_ARTICLES": "/articles"},
        volumes={folder: "/articles", tmp_path / "config": "/config"},
    )
    assert "每周一闭馆" in asked.stdout
    assert (asked.returncode, asked.stderr) == (0, "")


def test_mounted_articles_that_are_not_there_are_a_fault(
    container: Container, folder: Path
) -> None:
    checked = container.run(
        "changyouda",
        "check",
        environment={"CHANGYOUDA_ARTICLES": "/articles"},
        volumes={folder: "/articles"},
    )
    assert checked.stdout.startswith("/articles:1: ")
    assert checked.returncode == 1


def _health(container: Container) -> subprocess.CompletedProcess[str]:
    form, *command = container.image.config["Healthcheck"]["Test"]
    assert form == "CMD"
    return container.run(*command)


def test_health_check_finds_a_bot_that_serves(
    container: Container, telegram: TelegramServer
) -> None:
    environment = _addresses(telegram) | {"TELEGRAM_BOT_TOKEN": telegram.token}
    command = container.command("changyouda", "serve", environment=environment)
    with BotProcess(telegram, command) as bot:
        checked = _health(container)
        os.kill(_bot(), signal.SIGTERM)
        bot.wait_for_end()
    assert json.loads(checked.stdout)["ok"]
    assert checked.returncode == 0


def test_health_check_misses_a_bot_that_does_not_serve(container: Container) -> None:
    checked = _health(container)
    assert "没有在 127.0.0.1 的端口 9108 上应答" in checked.stdout
    assert checked.returncode == 1  # the one status that Docker takes for unhealthy


def test_serve_says_that_there_is_no_token(container: Container) -> None:
    served = container.run("changyouda", "serve")
    assert "TELEGRAM_BOT_TOKEN" in served.stderr
    assert served.returncode == 2


def test_serve_answers_with_the_token_in_a_file(
    container: Container, telegram: TelegramServer, tmp_path: Path
) -> None:
    token = tmp_path / "token.txt"
    token.write_text(telegram.token + "\n", encoding="utf-8")
    token.chmod(0o400)
    os.chown(token, USER, USER)
    seen = "/run/secrets/telegram_bot_token"
    command = container.command(
        *container.image.config["Entrypoint"],
        *container.image.config["Cmd"],
        environment=_addresses(telegram) | {"TELEGRAM_BOT_TOKEN_FILE": seen},
        volumes={token: seen},
    )
    _converse(telegram, command)


def test_serve_answers_where_nothing_can_be_written(
    container: Container, telegram: TelegramServer
) -> None:
    environment = _addresses(telegram) | {"TELEGRAM_BOT_TOKEN": telegram.token}
    _converse(telegram, container.sealed_command("changyouda", "serve", environment=environment))


def _addresses(telegram: TelegramServer) -> dict[str, str]:
    return {
        "TELEGRAM_BASE_URL": telegram.base_url,
        "TELEGRAM_BASE_FILE_URL": telegram.base_file_url,
    }


def _converse(telegram: TelegramServer, command: Sequence[str]) -> None:
    """Start the bot, ask it in private, and stop it as a container engine does."""
    with BotProcess(telegram, command) as bot:
        reply = telegram.private_chat().ask(QUESTION)
        assert ANSWER in reply.text
        os.kill(_bot(), signal.SIGTERM)
        assert bot.wait_for_end() == 0, bot.log
    assert telegram.token not in bot.log


def _bot() -> int:
    """Find the bot, the last in a row of processes: buildah passes no signal on to it."""
    *_, bot = _below(os.getpid())
    assert Path(f"/proc/{bot}").stat().st_uid == USER
    return bot


def _below(number: int) -> Iterator[int]:
    """Yield the processes that a process started, and those that these started."""
    for children in Path(f"/proc/{number}/task").glob("*/children"):
        for child in map(int, children.read_text(encoding="ascii").split()):
            yield child
            yield from _below(child)
