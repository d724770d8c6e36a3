"""The sections of `bot.yaml`: what an operator may write, and what holds where nothing is written.

A section is a class here and a part of `config/bot.yaml`, whose values are the defaults; a test
holds them together. Reading it is `bot.settings`.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

WEB_ADDRESS = r"^https?://"
SECURE_ADDRESS = r"^(https://|$)"
LAST_PORT = 65535


class Section(BaseModel):
    """A part of `bot.yaml`: unknown keys and loose types are faults."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class ArticleSettings(Section):
    """How articles are read."""

    max_bytes: int = Field(default=5_000_000, gt=0)
    """Of one file."""
    watch: bool = False
    """Whether what changes in the folders is taken in at once, golden questions permitting."""


class AnswerSettings(Section):
    """When facts are given as an answer."""

    threshold: float = Field(default=0.16, ge=0, le=1)
    """Confidence from which on facts are an answer."""
    contact: str = "12345"
    """Whom people may ask where the articles do not say; empty: nobody is named."""


class GroupSettings(Section):
    """In which groups the bot answers."""

    allowed: tuple[int, ...] = Field(default=(), strict=False)
    """Telegram's ids of groups; none: all of them."""


def _as_written(value: object) -> object:
    """Return `off` where YAML made a boolean of it."""
    return "off" if value is False else value


class RankingSettings(Section):
    """How facts are compared with a question."""

    semantic: Annotated[Literal["auto", "off"], BeforeValidator(_as_written)] = "auto"
    """Whether by meaning too, where the extra for it is installed."""


class JournalSettings(Section):
    """What is written down of questions."""

    keep_days: int = Field(default=30, ge=0)
    """Days for which their text is kept; 0: not at all."""


class TelegramSettings(Section):
    """Where the Bot API is, and how updates come from it."""

    base_url: str = Field(default="https://api.telegram.org/bot", pattern=WEB_ADDRESS)
    """The token is appended."""
    base_file_url: str = Field(default="https://api.telegram.org/file/bot", pattern=WEB_ADDRESS)
    """Likewise."""
    updates: Literal["polling", "webhook"] = "polling"
    """Whether the bot asks for them, or Telegram brings them."""


class WebhookSettings(Section):
    """Where Telegram brings updates to; read only where `telegram.updates` is webhook."""

    url: str = Field(default="", pattern=SECURE_ADDRESS)
    """As Telegram sees it, path included. The token has no business in it."""
    host: str = "127.0.0.1"
    """On which address of this machine to listen."""
    port: int = Field(default=8443, gt=0, le=LAST_PORT)
    certificate: str = ""
    """PEM file; empty where a proxy in front of the bot speaks TLS."""
    key: str = ""
    """PEM file of the certificate's private key."""


class HealthSettings(Section):
    """Where the bot tells how it is."""

    host: str = "127.0.0.1"
    port: int = Field(default=9108, ge=0, le=LAST_PORT)
    """0: nowhere."""


class LimitSettings(Section):
    """How much the bot takes in."""

    person_per_minute: int = Field(default=20, gt=0)
    """Of one person's messages and presses of buttons."""
    group_per_minute: int = Field(default=20, gt=0)
    """Of what one group's people ask together; Telegram lets a bot say 20 a minute to a group."""
    waiting: int = Field(default=1000, gt=0)
    """Updates that wait here; further ones wait at Telegram."""


class LogSettings(Section):
    """What is logged, and how."""

    form: Literal["text", "json"] = "text"
    questions: bool = False
    """Whether the text of questions is logged."""


class Settings(Section):
    """All of `bot.yaml`."""

    articles: ArticleSettings = ArticleSettings()
    answer: AnswerSettings = AnswerSettings()
    groups: GroupSettings = GroupSettings()
    journal: JournalSettings = JournalSettings()
    ranking: RankingSettings = RankingSettings()
    telegram: TelegramSettings = TelegramSettings()
    webhook: WebhookSettings = WebhookSettings()
    health: HealthSettings = HealthSettings()
    limits: LimitSettings = LimitSettings()
    log: LogSettings = LogSettings()
    operators: tuple[int, ...] = Field(default=(), strict=False)
    """Telegram's ids of the people who may operate the bot."""
    viewers: tuple[int, ...] = Field(default=(), strict=False)
    """Likewise of those who may look on."""
