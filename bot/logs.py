"""What is logged, and that the bot's token never is."""

import logging

from telegram.error import BadRequest, InvalidToken, NetworkError

_SHOWN = "[token]"

# They log each address that they call, and the token is a part of Telegram's.
_TALKATIVE = ("httpx", "httpcore")


class RedactingFormatter(logging.Formatter):
    """Formats records, tracebacks included, with a secret taken out."""

    def __init__(self, secret: str, form: str) -> None:
        super().__init__(form)
        self._secret = secret

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as text without the secret."""
        return redact(super().format(record), self._secret)


def redact(text: str, secret: str) -> str:
    """Return `text` without a token, also where an address has it escaped."""
    return text.replace(secret, _SHOWN).replace(secret.replace(":", "%3A"), _SHOWN)


def _is_news(record: logging.LogRecord) -> bool:
    """Whether a record tells what we do not say ourselves, in a line, in `bot.connection`."""
    error = record.exc_info[1] if record.exc_info else None
    known = isinstance(error, InvalidToken | NetworkError) and not isinstance(error, BadRequest)
    return not (known and record.name.startswith(("telegram.", "asyncio")))


def log_without(secret: str) -> None:
    """Log to standard error, from INFO on, and never the secret."""
    handler = logging.StreamHandler()
    handler.addFilter(_is_news)
    handler.setFormatter(
        RedactingFormatter(secret, "%(asctime)s %(levelname)s %(name)s %(message)s")
    )
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
