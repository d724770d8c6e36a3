"""Who may operate the bot, and who may look on."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from telegram import Message
from telegram.ext import filters


class Role(IntEnum):
    """What somebody may do; a greater one may do all that a lesser one may."""

    NONE = 0
    """Nothing that a citizen may not."""
    VIEWER = 1
    """Look on: how the bot is, what was asked in vain, why it answers as it does."""
    OPERATOR = 2
    """Change articles, synonyms and editions."""


@dataclass(frozen=True, slots=True)
class Roles:
    """Those who may do more than ask, by Telegram's ids of users."""

    operators: frozenset[int] = frozenset()
    viewers: frozenset[int] = frozenset()

    @classmethod
    def of_ids(cls, operators: Iterable[int], viewers: Iterable[int]) -> "Roles":
        """Return the roles of people by their ids."""
        return cls(frozenset(operators), frozenset(viewers))

    def of(self, user_id: int | None) -> Role:
        """Return what a user may do; `None`: nobody knows who it is."""
        if user_id in self.operators:
            return Role.OPERATOR
        return Role.VIEWER if user_id in self.viewers else Role.NONE

    def of_writer(self, message: Message) -> Role:
        """Return what the writer of a message may do.

        Who writes in a chat's name, or through a bot, is not known well enough.
        """
        if message.from_user is None or message.sender_chat or message.via_bot:
            return Role.NONE
        return self.of(message.from_user.id)


class Staff(filters.MessageFilter):
    """Lets messages through whose writer has a role; others go to whoever takes them else."""

    def __init__(self, roles: Roles) -> None:
        super().__init__("Staff")
        self._roles = roles

    def filter(self, message: Message) -> bool:
        """See `telegram.ext.filters.MessageFilter.filter`."""
        return self._roles.of_writer(message) is not Role.NONE
