"""The server as tests use it: synchronous, typed, without a word of HTTP.

with TelegramServer() as telegram:
    chat = telegram.private_chat(telegram.user("小李"))
    with BotProcess(telegram):
        reply = chat.ask("低保一个月给多少钱")
        press = chat.press(reply, "下一条")
        press.wait_for_answer()
assert telegram.violations == []
"""

import itertools
import secrets
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self

from tests.telegram.chats import Chat
from tests.telegram.faults import EVERY_METHOD, Fault, Faults, build_error
from tests.telegram.limits import INLINE_QUERY
from tests.telegram.people import (
    PATIENCE_SECONDS,
    Button,
    InlineAnswer,
    Posted,
    Press,
    User,
    wait_until,
)
from tests.telegram.server import DOWNLOAD, HttpServer
from tests.telegram.text import units
from tests.telegram.transcript import transcript
from tests.telegram.wire import Json
from tests.telegram.world import BOT_ID, Call, ChatState, Query, World

__all__ = [
    "DOWNLOAD",
    "EVERY_METHOD",
    "Button",
    "Call",
    "Chat",
    "InlineAnswer",
    "Posted",
    "Press",
    "TelegramServer",
    "User",
    "transcript",
]

_FIRST_USER = 500_001
_FIRST_GROUP = 40_001
_SUPERGROUP = -1_000_000_000_000
"""Ids of supergroups and channels lie below this, ids of groups below 0."""


class TelegramServer:
    """Telegram as one bot sees it. A context manager: listening within, silent after.

    Args:
        username: The bot's name without the @.
        privacy_mode: Whether the bot sees in groups only what is meant for it.
    """

    def __init__(self, *, username: str = "changyouda_bot", privacy_mode: bool = True) -> None:
        self.world = World(username=username, privacy_mode=privacy_mode)
        self.token = f"{BOT_ID}:{secrets.token_urlsafe(26)}"
        """The bot's token, another one each time, so that a log can be searched for it."""
        self._faults = Faults()
        self._http = HttpServer(self.world, self._faults, self.token)
        self._chats: dict[int, Chat] = {}
        self._users = itertools.count(_FIRST_USER)
        self._groups = itertools.count(_FIRST_GROUP)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    # The server itself

    def start(self) -> None:
        """Starts to listen; after `stop` on the same port, with all that the server knew."""
        self._http.start()

    def stop(self) -> None:
        """Stops listening and drops every connection."""
        self._http.stop()

    @property
    def address(self) -> str:
        """The server's address: `http://127.0.0.1:<port>`."""
        return f"http://127.0.0.1:{self._http.port}"

    @property
    def base_url(self) -> str:
        """The address to which the token is appended for methods."""
        return f"{self.address}/bot"

    @property
    def base_file_url(self) -> str:
        """The address to which the token is appended for downloads."""
        return f"{self.address}/file/bot"

    def advance(self, seconds: float) -> None:
        """Moves the server's clock: queries grow old, rate limits recover, no test waits."""
        with self.world.changed:
            self.world.shift += seconds
            self.world.notify()

    # People and chats

    def user(
        self,
        first_name: str = "小李",
        *,
        last_name: str = "",
        username: str = "",
        language_code: str = "zh-hans",
    ) -> User:
        """Makes a person."""
        return User(next(self._users), first_name, last_name, username, language_code)

    def private_chat(self, user: User | None = None, *, known: bool = False) -> Chat:
        """Gives the chat of a person with the bot, always the same for the same person.

        Args:
            user: The person; a new one if left out.
            known: Whether the person has written before. If not, the bot cannot write first.
        """
        person = user or self.user()
        if person.id in self._chats:
            return self._chats[person.id]
        wire = {name: value for name, value in person.wire.items() if name in _CHAT_FIELDS}
        return self._add_chat(wire | {"type": "private"}, [person], known=known)

    def group(
        self,
        title: str = "社区群",
        members: Sequence[User] = (),
        *,
        supergroup: bool = True,
        administrators: Sequence[User] = (),
        bot_is_administrator: bool = False,
        bot_is_in: bool = True,
        forum: bool = False,
    ) -> Chat:
        """Makes a group.

        Args:
            title: Its name.
            members: Who is in it.
            supergroup: Whether it is one; a basic group can become one.
            administrators: Who runs it.
            bot_is_administrator: Whether the bot does too, and so sees all that is written.
            bot_is_in: Whether the bot is in it from the beginning; see `Chat.add_bot`.
            forum: Whether it has topics; see `Chat.open_topic`.
        """
        number = next(self._groups)
        wire = {
            "id": _SUPERGROUP - number if supergroup else -number,
            "type": "supergroup" if supergroup else "group",
            "title": title,
        }
        if forum:
            wire["is_forum"] = True
        people = [*administrators, *members] or [self.user()]
        chat = self._add_chat(wire, people, known=bot_is_in)
        if not bot_is_in:
            chat.state.bot_status = "left"
        chat.state.administrators = {user.id for user in administrators}
        if bot_is_administrator:
            chat.state.bot_status = "administrator"
        return chat

    def channel(self, title: str = "民政通知") -> Chat:
        """Makes a channel in which the bot is an administrator."""
        wire = {"id": _SUPERGROUP - next(self._groups), "type": "channel", "title": title}
        chat = self._add_chat(wire, [self.user()], known=True)
        chat.state.bot_status = "administrator"
        return chat

    def _add_chat(self, wire: Json, people: Sequence[User], *, known: bool) -> Chat:
        with self.world.changed:
            state = ChatState(
                wire, known=known, members={person.id: person.wire for person in people}
            )
            self.world.chats[state.number] = state
        chat = Chat(self.world, state, people)
        self._chats[state.number] = chat
        return chat

    def start_inline(self, user: User, query: str, *, offset: str = "") -> Query:
        """Types after the bot's name in some chat, and does not wait."""
        if units(query) > INLINE_QUERY.most:
            message = f"Telegram's clients cut a query at {INLINE_QUERY.most}"
            raise ValueError(message)
        with self.world.changed:
            asked = Query(self.world.next_query_number(), self.world.now())
            self.world.inline_queries[asked.number] = asked
            payload = {"id": asked.number, "from": user.wire, "query": query, "offset": offset}
            self.world.queue.put("inline_query", payload)
            self.world.notify()
        return asked

    def ask_inline(
        self, user: User, query: str, *, offset: str = "", timeout: float = PATIENCE_SECONDS
    ) -> InlineAnswer:
        """Types after the bot's name in some chat, and waits for the results."""
        asked = self.start_inline(user, query, offset=offset)
        self.wait_until(lambda: asked.answer is not None, f"inline results for {query!r}", timeout)
        return InlineAnswer(query, user, asked.answer or {})

    def repeat_update(self, number: int) -> None:
        """Delivers a confirmed update once more, as Telegram has been seen to do."""
        with self.world.changed:
            self.world.queue.repeat(number)
            self.world.notify()

    def lead(self, host: str, address: str) -> None:
        """Says where a webhook's host is: `http://127.0.0.1:8443` for a bot behind a proxy."""
        with self.world.changed:
            self.world.roads[host] = address

    # Failures on demand

    def fail_next(
        self,
        method: str = EVERY_METHOD,
        status: int = 500,
        description: str | None = None,
        *,
        times: int | None = 1,
        retry_after: int | None = None,
        migrate_to_chat_id: int | None = None,
        drop_connection: bool = False,
        performed: bool = False,
        chat: int | None = None,
    ) -> None:
        """Makes the next call fail, which is no violation.

        Args:
            method: A method's name, `DOWNLOAD` for a file, or `EVERY_METHOD`.
            status: The HTTP status; 429 and 400 follow from the two parameters below.
            description: What Telegram says; left out, what it says with that status.
            times: How many calls fail.
            retry_after: Seconds to wait, with a 429.
            migrate_to_chat_id: The supergroup that the group became, with a 400.
            drop_connection: Whether the connection ends instead of an answer being given.
            performed: Whether the call takes effect before its answer is lost.
            chat: The only chat whose calls fail.
        """
        error = build_error(
            status, description, retry_after, migrate_to_chat_id, drop_connection=drop_connection
        )
        with self.world.changed:
            self._faults.add(Fault(method, error, times, performed, chat=chat))
            # A poll that waits was begun before the failure: the next one is to meet it.
            self.world.nudges += 1
            self.world.notify()

    def fail_while(
        self,
        method: str = EVERY_METHOD,
        status: int = 500,
        description: str | None = None,
        *,
        retry_after: int | None = None,
        drop_connection: bool = False,
        chat: int | None = None,
    ) -> None:
        """Makes every call, or every call in one chat, fail until `heal`."""
        self.fail_next(
            method,
            status,
            description,
            times=None,
            retry_after=retry_after,
            drop_connection=drop_connection,
            chat=chat,
        )

    def fail_by(self, chance: Callable[[str], Fault | None]) -> None:
        """Lets a function decide of each call, by its method, whether and how it fails."""
        with self.world.changed:
            self._faults.chance = chance

    def heal(self) -> None:
        """Ends all failures that were asked for."""
        with self.world.changed:
            self._faults.heal()

    # What the bot did

    @property
    def violations(self) -> list[str]:
        """What the bot did wrong, in order: `method: what`."""
        with self.world.changed:
            return list(self.world.violations)

    @property
    def calls(self) -> list[Call]:
        """Every call in order; of getUpdates, only those that failed."""
        with self.world.changed:
            return list(self.world.calls)

    def calls_of(self, method: str) -> list[Call]:
        """Gives the calls of one method, in order."""
        return [call for call in self.calls if call.method == method]

    @property
    def sent(self) -> list[Posted]:
        """Every message that the bot sent, in any chat, in order."""
        with self.world.changed:
            return [
                Posted(self.world, self.world.chats[number], message)
                for number, message in self.world.sent
            ]

    @property
    def polls(self) -> int:
        """How many getUpdates have come in."""
        with self.world.changed:
            return self.world.polls

    @property
    def turns(self) -> int:
        """How often the bot has turned to Telegram for updates: has polled, or set a webhook."""
        with self.world.changed:
            return self.world.polls + self.world.webhooks_set

    def wait_until(
        self, holds: Callable[[], bool], what: str, timeout: float = PATIENCE_SECONDS
    ) -> None:
        """Waits until something about the server holds.

        Raises:
            AssertionError: The time is over.
        """
        wait_until(self.world, holds, what, timeout)

    def wait_for_call(
        self, method: str, count: int = 1, timeout: float = PATIENCE_SECONDS
    ) -> list[Call]:
        """Waits until a method was called so often, and gives the calls."""
        self.wait_until(
            lambda: len(self.calls_of(method)) >= count, f"{count} calls of {method}", timeout
        )
        return self.calls_of(method)

    def wait_for_poll(self, timeout: float = PATIENCE_SECONDS) -> None:
        """Waits for a getUpdates that comes in after this call."""
        before = self.polls
        self.wait_until(lambda: self.polls > before, "a poll", timeout)


_CHAT_FIELDS = ("id", "first_name", "last_name", "username")
"""What a Chat has in common with its User."""
