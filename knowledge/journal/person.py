"""People as keyed hashes: the same person is known again, and nobody is named.

A Telegram user id has some ten digits; without a key every hash could be tried out in minutes.
The key lies in a file of its own, readable to the program's user alone; whoever has the journal
without it learns nobody's id.
"""

import hashlib
import hmac
import logging
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

log = logging.getLogger(__name__)

_KEY_BYTES = 32
"""As long as the hash: RFC 2104, section 3."""

_DIGITS = 32
"""128 bits tell more people apart than there are."""


@dataclass(frozen=True, slots=True)
class People:
    """Gives each user id its hash."""

    key: bytes = field(repr=False)

    def person(self, user_id: int) -> str:
        """Return the hash of a user id: 32 hexadecimal digits (HMAC-SHA-256, RFC 2104)."""
        return hmac.digest(self.key, str(user_id).encode(), hashlib.sha256).hex()[:_DIGITS]


def people(path: Path) -> People:
    """Return what hashes with the key of a file, which is made where there is none.

    Where it can neither be read nor written the key lives as long as the process: nobody is known
    again after a restart, and nobody is named either.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _write(path, secrets.token_bytes(_KEY_BYTES).hex())
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
        if len(key) == _KEY_BYTES:
            return People(key)
        log.error("%s: not a key of %d bytes; a passing one is used", path, _KEY_BYTES)
    except OSError as error:
        log.error("%s: no key is kept: %s", path, error.strerror)  # noqa: TRY400 (one line)
    except ValueError:
        log.error("%s: not a key; a passing one is used", path)  # noqa: TRY400
    return People(secrets.token_bytes(_KEY_BYTES))


def _write(path: Path, text: str) -> None:
    """Write a file that is there whole or not at all, and that others cannot read."""
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        # Of two that begin at once the first wins, and both read what it wrote.
        os.link(aside, path)
    except FileExistsError:
        pass
    except PermissionError:  # a file system without links
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
