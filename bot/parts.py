"""What a run of the bot is made of, put together."""

import time
from dataclasses import dataclass
from typing import Any

from telegram.ext import ApplicationBuilder, ExtBot

from bot.app import Setup
from bot.boxes import Boxes
from bot.citizens.desk import Desk
from bot.connection import Watch, WatchedRequest
from bot.delivery import Courier
from bot.handlers import Citizens, on_error
from bot.health import Health
from bot.intake import AnyApplication, Intake
from bot.limits import Allowance
from bot.menus import Menus, profiles
from bot.metrics import Metrics
from bot.operating.desk import OperatingDesk
from bot.operating.operators import Operators
from bot.operating.roles import Roles
from bot.pages.journal import days_picture
from bot.preferences import Preferences
from bot.sections import Settings
from bot.transport import proxy_for
from knowledge.editions.librarian import Librarian
from knowledge.journal.inbox import Inbox

_CONNECTIONS = 256
"""python-telegram-bot's own size of the pool for everything but polling."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a run of the bot is made of."""

    settings: Settings
    token: str
    application: AnyApplication
    desk: Desk
    operators: Operators
    menus: Menus
    intake: Intake
    health: Health
    polling: Watch
    others: Watch
    poll_request: WatchedRequest
    request: WatchedRequest
    """For everything but polling."""

    @property
    def bot(self) -> ExtBot[Any]:
        """What makes calls."""
        bot: ExtBot[Any] = self.application.bot
        return bot


def assemble(setup: Setup, librarian: Librarian, token: str) -> Parts:
    """Put together what serves with these settings; nothing of it runs yet.

    Raises:
        UnknownProxy: Telegram is behind a proxy that cannot be used.
    """
    settings = setup.settings
    library, metrics = librarian.library, Metrics()
    inbox = Inbox.open(setup.places.data)
    boxes = Boxes.of(inbox.messages())
    courier = Courier(inbox, boxes, metrics.count_call)
    polling, others = Watch(), Watch()
    for address in (settings.telegram.base_url, settings.telegram.base_file_url):
        proxy_for(address)  # said now, where it cannot be used
    poll_request, request = WatchedRequest(polling), WatchedRequest(others, _CONNECTIONS)
    application: AnyApplication = (
        ApplicationBuilder()
        .token(token)
        .base_url(settings.telegram.base_url)
        .base_file_url(settings.telegram.base_file_url)
        .request(request)
        .get_updates_request(poll_request)
        .rate_limiter(courier)
        .updater(None)
        .build()
    )
    desk = Desk(
        library,
        setup.answerer(),
        librarian.journal,
        Preferences.open(setup.places.data),
        settings.answer.contact,
        frozenset(settings.groups.allowed),
    )
    operators = _operators(setup, librarian, desk)
    application.add_handlers([*operators.handlers(), *Citizens(desk).handlers()])
    menus = Menus(application.bot, profiles(), operators.menus())
    application.add_handler(menus.handler(), group=1)  # once what they wrote has been answered
    application.add_error_handler(on_error)
    intake = Intake(
        application,
        inbox,
        courier,
        boxes,
        metrics,
        people=Allowance(settings.limits.person_per_minute),
        groups=Allowance(settings.limits.group_per_minute),
        most_waiting=settings.limits.waiting,
        log_questions=settings.log.questions,
        staff=frozenset((*settings.operators, *settings.viewers)),
    )
    polls = settings.telegram.updates == "polling"
    health = Health(
        library,
        intake.lanes,
        inbox,
        metrics,
        contact=polling if polls else others,
        polls=polls,
        started_at=time.monotonic(),
    )
    return Parts(
        settings,
        token,
        application,
        desk,
        operators,
        menus,
        intake,
        health,
        polling,
        others,
        poll_request,
        request,
    )


def _operators(setup: Setup, librarian: Librarian, desk: Desk) -> Operators:
    settings = setup.settings
    operating = OperatingDesk(
        desk,
        librarian,
        Roles.of_ids(settings.operators, settings.viewers),
        setup.places.articles,
        settings.articles.max_bytes,
    )
    return Operators(operating, days_picture)
