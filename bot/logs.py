"""What is logged, in which form, and that the bot's token never is.

Modules log by the standard library; `extra=` gives a line's fields, `about` those of all lines in a
block, across `await`. structlog puts them together: as text for people, or as JSON, one object a
line, for programs that collect logs.
"""

import logging
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Literal

import structlog
from structlog.typing import Processor
from telegram.error import BadRequest, InvalidToken, NetworkError

Form = Literal["text", "json"]

_SHOWN = "[token]"

# They log each address that they call, and the token is a part of Telegram's. Whoever writes to
# Telegram by another way than ours, a test or a later version of python-telegram-bot, uses them.
_TALKATIVE = ("httpx", "httpcore")


def about(**fields: object) -> AbstractContextManager[None]:
    """Give fields to every line that is logged within, in this task and in those it begins."""
    return structlog.contextvars.bound_contextvars(**fields)


class RedactingFormatter(structlog.stdlib.ProcessorFormatter):
    """Formats records, fields and tracebacks included, with secrets taken out."""

    def __init__(self, secrets: Sequence[str], processors: Sequence[Processor]) -> None:
        super().__init__(processors=processors, foreign_pre_chain=_BEFORE)
        self._secrets = tuple(secret for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line, and a traceback, without the secrets."""
        text = super().format(record)
        for secret in self._secrets:
            text = redact(text, secret)
        return text


_BEFORE: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.ExtraAdder(),
    structlog.processors.TimeStamper(fmt="iso"),
)

_FORMS: dict[Form, tuple[Processor, ...]] = {
    "text": (
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.dev.ConsoleRenderer(
            colors=False,
            pad_event_to=0,
            pad_level=False,
            exception_formatter=structlog.dev.plain_traceback,
        ),
    ),
    "json": (
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.processors.format_exc_info,
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ),
}


def redact(text: str, secret: str) -> str:
    """Return `text` without a token, also where an address has it escaped."""
    return text.replace(secret, _SHOWN).replace(secret.replace(":", "%3A"), _SHOWN)


_WITH_CONTENT = "Error while parsing updates"
"""So begins what python-telegram-bot says of updates that it cannot read, with all that is in them;
`bot.reading` says which they are."""


def _is_news(record: logging.LogRecord) -> bool:
    """Whether a record tells what we do not say ourselves, in a line, in `bot.connection`."""
    if str(record.msg).startswith(_WITH_CONTENT):
        return False
    error = record.exc_info[1] if record.exc_info else None
    known = isinstance(error, InvalidToken | NetworkError) and not isinstance(error, BadRequest)
    return not (known and record.name.startswith(("telegram.", "asyncio")))


def log_without(*secrets: str, form: Form = "text") -> None:
    """Log to standard error, from INFO on, and never the secrets."""
    handler = logging.StreamHandler()
    handler.addFilter(_is_news)
    handler.setFormatter(RedactingFormatter(secrets, _FORMS[form]))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
