"""Reading settings: `bot.yaml`, the environment and the command line to one frozen value.

Secrets come from the environment or a file that it names, never from YAML. A fault is a `Problem`
that names file, line and key, and says what to write instead; all of them are found at once.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

import knowledge
from bot.errors import SettingsFault
from bot.sections import LAST_PORT, SECURE_ADDRESS, WEB_ADDRESS, Settings
from knowledge.model import Problem
from knowledge.yaml_file import Located, YamlFault, load
from knowledge.yaml_mistakes import unknown

CONFIG_FILE = "bot.yaml"
NAME = "changyouda"

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Places:
    """Folders that the program reads and writes."""

    articles: Path
    config: Path
    data: Path
    """What the program itself keeps; nothing else is there."""

    @property
    def configs(self) -> tuple[Path, ...]:
        """Where configuration is looked for, first the operator's, then the one that ships."""
        return tuple(dict.fromkeys((self.config, shipped_config())))

    @property
    def editions(self) -> Path:
        """The editions that are kept."""
        return self.data / "editions"

    @property
    def cache(self) -> Path:
        """What can be made again at any time."""
        return self.data / "cache"


def shipped_config() -> Path:
    """Return the configuration that ships: in the package, or beside it in a checkout."""
    installed = _HERE / "config"
    return installed if installed.is_dir() else _HERE.parent / "config"


def shipped_articles() -> Path:
    """Return the folder of the articles that ship."""
    return Path(knowledge.__file__).parent / "articles"


def places(
    articles: Path | None, config: Path | None, data: Path | None, environ: Mapping[str, str]
) -> Places:
    """Return the folders: what the command line says, else the environment, else what ships.

    Raises:
        SettingsFault: A folder that was named does not exist.
    """
    from platformdirs import user_data_path

    def chosen(option: Path | None, variable: str) -> Path | None:
        return option or (Path(environ[variable]) if environ.get(variable) else None)

    found = Places(
        chosen(articles, "CHANGYOUDA_ARTICLES") or shipped_articles(),
        chosen(config, "CHANGYOUDA_CONFIG") or shipped_config(),
        chosen(data, "CHANGYOUDA_DATA") or user_data_path(NAME, appauthor=False),
    )
    for folder in (found.articles, found.config):
        if not folder.is_dir():
            raise SettingsFault(Problem(str(folder), 1, "没有这个文件夹；请检查路径"))
        if not os.access(folder, os.R_OK | os.X_OK):
            raise SettingsFault(Problem(str(folder), 1, "没有读取权限；请检查文件夹权限"))
    return found


def load_settings(configs: tuple[Path, ...], environ: Mapping[str, str]) -> Settings:
    """Read `bot.yaml` from the first folder that has one; the environment's addresses win.

    Raises:
        SettingsFault: With a problem for each fault.
    """
    path = next(
        (folder / CONFIG_FILE for folder in configs if (folder / CONFIG_FILE).is_file()), None
    )
    settings = Settings() if path is None else _read(path)
    addresses = {
        "base_url": environ.get("TELEGRAM_BASE_URL"),
        "base_file_url": environ.get("TELEGRAM_BASE_FILE_URL"),
    }
    given = {key: address for key, address in addresses.items() if address}
    port = environ.get("CHANGYOUDA_HEALTH_PORT")
    return settings.model_copy(
        update={
            "telegram": settings.telegram.model_copy(update=given),
            "health": settings.health.model_copy(update={"port": _port(port)} if port else {}),
        }
    )


def _port(text: str) -> int:
    """Return the port that the environment gives.

    Raises:
        SettingsFault: It is none.
    """
    if text.isdecimal() and int(text) <= LAST_PORT:
        return int(text)
    raise SettingsFault(Problem("CHANGYOUDA_HEALTH_PORT", 1, f"应是 0 到 {LAST_PORT} 的整数"))


def _read(path: Path) -> Settings:
    try:
        located = load(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SettingsFault(Problem(str(path), 1, f"无法打开：{error.strerror}")) from error
    except UnicodeDecodeError as error:
        raise SettingsFault(
            Problem(str(path), 1, "不是 UTF-8 编码的文本；请另存为 UTF-8")
        ) from error
    except YamlFault as fault:
        raise SettingsFault(Problem(str(path), fault.line, fault.reason)) from fault
    try:
        settings = Settings.model_validate(located.value if located.value is not None else {})
    except ValidationError as error:
        problems = map(partial(_problem, path, located), error.errors())
        raise SettingsFault(*sorted(problems, key=lambda problem: problem.line)) from error
    if settings.telegram.updates == "webhook" and not settings.webhook.url:
        line = located.line("telegram", "updates")
        reason = "telegram.updates：用 webhook 还要写 webhook.url，即 Telegram 看到的地址"
        raise SettingsFault(Problem(str(path), line, reason))
    return settings


_EXPECTED: Mapping[str, str] = {
    "int_type": "应是整数，只用数字写",
    "int_parsing": "应是整数，只用数字写",
    "float_type": "应是数字，不加引号",
    "string_type": "应是文字，请加引号",
    "model_type": "要写的各项应写在下面几行，每行前面空两格",
    "model_attributes_type": "要写的各项应写在下面几行，每行前面空两格",
    "tuple_type": "应写在方括号里，例如 [123456789]；没有就写 []",
    "bool_type": "应写 true 或 false",
}


_STARTS: Mapping[str, str] = {
    WEB_ADDRESS: "https:// 或 http://",
    SECURE_ADDRESS: "https://",
}


def _problem(path: Path, located: Located, error: ErrorDetails) -> Problem:
    place = error["loc"]
    key = ".".join(str(part) for part in place if isinstance(part, str))
    nth = "".join(f" 第 {part + 1} 个" for part in place if isinstance(part, int))
    if error["type"] == "extra_forbidden":
        reason = unknown(place[-1], _known(place[:-1]))
    elif error["type"] in {"greater_than", "greater_than_equal", "less_than_equal"}:
        limits = error.get("ctx", {})
        bounds = {"gt": "大于", "ge": "不小于", "le": "不大于"}
        reason = "应" + "".join(f"{bounds[name]} {limit}" for name, limit in limits.items())
    elif error["type"] == "literal_error":
        known = error.get("ctx", {})["expected"].replace("'", "").replace(" or ", "、")
        reason = f"只能写 {known.replace(', ', '、')}"
    elif error["type"] == "string_pattern_mismatch":
        reason = f"应以 {_STARTS[error.get('ctx', {})['pattern']]} 开头"
    else:
        reason = _EXPECTED.get(error["type"], error["msg"])
    return Problem(str(path), located.line(*place), f"{key or '全文'}{nth}：{reason}")


def _known(place: tuple[int | str, ...]) -> Iterator[str]:
    """Yield the keys of a section."""
    section: type[BaseModel] = Settings
    for part in place:
        kind = section.model_fields[str(part)].annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            section = kind
    yield from section.model_fields


def read_token(environ: Mapping[str, str] = os.environ) -> str | None:
    """Return the bot's token, `None` where neither variable gives one.

    Raises:
        SettingsFault: The file that the environment names cannot be read.
    """
    if token := environ.get("TELEGRAM_BOT_TOKEN", "").strip():
        return token
    name = environ.get("TELEGRAM_BOT_TOKEN_FILE", "")
    if not name:
        return None
    try:
        return Path(name).read_text(encoding="utf-8").strip() or None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsFault(Problem(name, 1, "无法读取令牌文件；请检查路径和权限")) from error
