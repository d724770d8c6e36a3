"""An update's way from Telegram to the handlers: written down, held against limits, put in lanes.

Whatever brings updates (`bot.polling`, `bot.webhook`) hands them over here, and tells Telegram that
they have arrived when `Intake.take` returns. From then on they are ours: an update that a crash
cuts off is taken up again by `Intake.resume`, and what went out for it before is not sent again
(`bot.delivery`).
"""

import json
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from telegram import MessageEntity, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError
from telegram.ext import Application

from bot import updates
from bot.boxes import Boxes
from bot.delivery import Courier, handling
from bot.lanes import Lanes, Turns
from bot.language import spoken
from bot.limits import Admission, Allowance
from bot.logs import about
from bot.metrics import Metrics
from bot.reading import Arrival, read_update
from bot.texts import TEXTS
from knowledge.journal.inbox import Inbox, Send

log = logging.getLogger(__name__)

AnyApplication: TypeAlias = Application[Any, Any, Any, Any, Any, Any]

_MOST_TRIES = 50
"""Restarts that may cut an update short before it is given up, since it may be what ends us. A
Telegram that cannot be reached keeps one waiting, and a busy machine may end us soon after each
start: far more than either takes, and with a few seconds to start, an end within minutes."""

_TYPED = 6
"""Inline queries come as fast as somebody types: so many times as many as questions."""

_GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)
_OUT = (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)


@dataclass(frozen=True, slots=True)
class _Job:
    """An update in its lane."""

    update: Update
    arrived_at: float
    """By `time.monotonic`."""
    written: bool
    """Whether the inbox knows it."""
    refused: bool = False
    """Whether it is one too many, and to be told so."""
    resumed: bool = False
    """Whether a restart has taken it up again."""


@dataclass(slots=True, eq=False)
class Intake:
    """Takes updates in and has them handled, in order within a chat."""

    application: AnyApplication
    inbox: Inbox
    courier: Courier
    boxes: Boxes
    metrics: Metrics
    people: Allowance
    groups: Allowance
    most_waiting: int
    log_questions: bool = False
    staff: frozenset[int] = frozenset()
    """Ids of those who keep the bot, who may press many buttons in a minute."""
    lanes: Lanes[_Job] = field(init=False)
    _typing: Allowance = field(init=False)
    _turns: Turns = field(default_factory=Turns)
    """Of what a restart has taken up again, until it is known what to say to it. Were all begun at
    once, an end of ours would count against each: those that do no harm would be given up with the
    one that does, or all of them on a machine that ends us soon after each start."""
    _taken: dict[int, None] = field(default_factory=dict)
    """Numbers of the last updates, for where the inbox cannot be written."""

    def __post_init__(self) -> None:
        self.lanes = Lanes(self._deal_with, self.most_waiting)
        self._typing = Allowance(self.people.per_minute * _TYPED)

    async def take(self, arrivals: Sequence[Arrival]) -> None:
        """Take updates in; when this returns, their arrival may be confirmed."""
        kept = {item.update.update_id: item for item in arrivals if self._is_kept(item)}
        messages = [message for item in kept.values() for message in updates.numbered(item.update)]
        payloads = [(number, item.payload) for number, item in kept.items()]
        new = self.inbox.take(payloads, messages)
        for item in arrivals:
            number = item.update.update_id
            if number in self._taken or (number in kept and number not in new):
                self.metrics.count_update(updates.kind(item.update), "repeated")
            else:
                self._admit(item, written=number in kept)

    def resume(self) -> None:
        """Take up what a restart has cut off."""
        waiting = self.inbox.waiting()
        for item in waiting:
            arrival = read_update(json.loads(item.payload), self.application.bot)
            if arrival is None:
                self.inbox.done(item.number)
                continue
            update = arrival.update
            if item.tries >= _MOST_TRIES:
                log.error("given up after %d restarts", item.tries, extra={"update": item.number})
                self.metrics.count_update(updates.kind(update), "given up")
                self.inbox.done(item.number)
                continue
            self._admit(arrival, written=True, resumed=True)
        if waiting:
            log.info("taking up %d updates that a restart has cut off", len(waiting))

    def _admit(self, arrival: Arrival, *, written: bool, resumed: bool = False) -> None:
        """Put an update in its lane, unless it is one too many or not what an update should be."""
        update = arrival.update
        try:
            self._remember(update)
            admission = Admission.ANSWER if resumed else self._admission(update)
            lane = updates.lane(update)
        except (AttributeError, TypeError, ValueError):
            # Something that is always there is missing: no reason to end, nor to hold up others.
            log.exception("left aside", extra={"update": update.update_id})
            admission, lane = Admission.IGNORE, None
        if admission is Admission.IGNORE:
            self.metrics.count_update(updates.kind(update), "ignored")
            if written:
                self.inbox.done(update.update_id)
            return
        refused = admission is Admission.TELL
        job = _Job(update, time.monotonic(), written, refused=refused, resumed=resumed)
        # Of what somebody types into an inline query, only the latest is still waited for.
        self.lanes.put(lane, job, replaces=update.inline_query is not None)

    def _admission(self, update: Update) -> Admission:
        user, chat = update.effective_user, update.effective_chat
        if update.inline_query is not None:
            return self._typing.ask(update.inline_query.from_user.id)
        if update.callback_query is None and update.message is None and not update.edited_message:
            return Admission.ANSWER  # what happens to the bot, not what somebody asks
        if user is not None and user.id in self.staff:
            return Admission.ANSWER
        if chat is not None and chat.type in _GROUPS:
            if not self._is_addressed(update):
                return Admission.ANSWER
            group = self.groups.ask(chat.id)
            if group is not Admission.ANSWER:
                return group
        return Admission.ANSWER if user is None else self.people.ask(user.id)

    def _is_kept(self, arrival: Arrival) -> bool:
        """Whether an update is written down: not what expires, nor what is none of ours.

        Administrators' bots see all that is said in a group. What is not said to us goes no
        further than the handlers.
        """
        update = arrival.update
        if update.inline_query is not None or update.chosen_inline_result is not None:
            return False
        try:
            chat = update.effective_chat
            return chat is None or chat.type not in _GROUPS or self._is_addressed(update)
        except (AttributeError, TypeError, ValueError):
            return False  # not what an update should be: `_admit` leaves it aside

    def _is_addressed(self, update: Update) -> bool:
        message = update.message or update.edited_message
        if message is None:
            return True  # a pressed button, or what happens to the bot
        replied = message.reply_to_message
        if replied is not None and replied.from_user == self.application.bot.bot:
            return True
        return message.migrate_to_chat_id is not None or any(
            self._names_us(entity, text) for entity, text in updates.entities(message)
        )

    def _names_us(self, entity: MessageEntity, text: str) -> bool:
        if entity.type == MessageEntity.TEXT_MENTION:
            return entity.user is not None and entity.user.id == self.application.bot.id
        if entity.type == MessageEntity.MENTION:
            return text.lower() == f"@{self.application.bot.username}".lower()
        return entity.type == MessageEntity.BOT_COMMAND

    def _remember(self, update: Update) -> None:
        """Note what an update tells beside what it asks."""
        self._taken[update.update_id] = None
        if len(self._taken) > 2 * self.most_waiting:
            del self._taken[next(iter(self._taken))]
        message = update.effective_message
        if message is not None:
            self.boxes.note(message.chat.id, message.message_id)
            # Only basic groups move; calls to any other chat must not be sent elsewhere.
            moved_to = message.migrate_to_chat_id
            if moved_to is not None and moved_to < 0 and message.chat.type == ChatType.GROUP:
                self.courier.chats.move(message.chat.id, moved_to)
        member, chat = update.my_chat_member, update.effective_chat
        if chat is not None and (member is None or member.new_chat_member.status not in _OUT):
            self.courier.chats.heard(chat.id)

    async def _deal_with(self, job: _Job) -> None:
        number = job.update.update_id
        with about(update=number):
            if not job.resumed:
                await self._handle(job, {})
                return
            end_turn = await self._turns.take()
            try:
                sends = self.inbox.sends(number)
                # What was cut off on its way to Telegram was worked out, and did no harm.
                if all(send.message is not None for send in sends.values()):
                    self.inbox.begin(number)
                await self._handle(job, sends, end_turn)
            finally:
                end_turn()

    async def _handle(
        self, job: _Job, sends: dict[int, Send], on_call: Callable[[], None] = lambda: None
    ) -> None:
        update = job.update
        number = update.update_id
        begun_at = time.monotonic()
        with handling(number, sends, on_call):
            if job.refused:
                await self._refuse(update)
            else:
                await self.application.process_update(update)
        if job.written:
            self.inbox.done(number)
        ended_at = time.monotonic()
        outcome = "refused" if job.refused else "handled"
        self.metrics.count_update(updates.kind(update), outcome)
        self.metrics.time_update(updates.kind(update), ended_at - job.arrived_at)
        fields: dict[str, object] = {
            "kind": updates.kind(update),
            "waited_ms": round((begun_at - job.arrived_at) * 1000, 1),
            "duration_ms": round((ended_at - begun_at) * 1000, 1),
        }
        if job.resumed:
            fields["resumed"] = True
        if self.log_questions:
            fields["text"] = updates.text(update)
        log.info(outcome, extra=fields)

    async def _refuse(self, update: Update) -> None:
        """Say once that it is too much."""
        user = update.effective_user
        too_much = TEXTS[
            spoken(updates.text(update), user.language_code if user else None)
        ].too_much
        try:
            if update.callback_query is not None:
                await update.callback_query.answer(too_much)
            elif update.message is not None:
                await update.message.reply_text(
                    too_much, do_quote=True, allow_sending_without_reply=True
                )
        except TelegramError as error:
            log.warning("could not say that it is too much: %s", error)
