"""Buttons under answers: context, further facts, which fact was meant, 👍 and 👎."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.buttons import Again, Button, Context, Page, Reading, Vote
from bot.citizens.conversations import Exchange
from bot.citizens.desk import Desk
from bot.citizens.pressing import Action, Press
from bot.citizens.taking import is_group
from bot.views import View
from knowledge.journal.entries import Channel, Feedback


@dataclass(frozen=True, slots=True)
class Answers:
    """What the buttons under an answer do."""

    desk: Desk

    def actions(self) -> Mapping[type[Button], Action]:
        """Return what each kind of button does."""
        return {
            Page: self.page,
            Reading: self.reading,
            Context: self.context,
            Again: self.again,
            Vote: self.vote,
        }

    async def page(self, press: Press) -> None:
        """Show the answer, or further facts."""
        exchange, button = press.exchange, press.button
        if exchange is None or not isinstance(button, Page):
            await press.answer(press.texts.gone)
        elif view := await self._page(press, exchange, button.number):
            await press.show(view)
        else:
            await press.answer(press.texts.no_more)

    async def _page(self, press: Press, exchange: Exchange, number: int) -> View | None:
        answer = await self.desk.look_up(press.edition, exchange)
        stage = self.desk.stage(press.edition, press.message.chat, press.texts, exchange.number)
        if number == 0:
            return stage.answer(answer)
        return stage.page(answer, await self.desk.ranking(press.edition, exchange), number)

    async def reading(self, press: Press) -> None:
        """Show the fact that was meant."""
        exchange, button = press.exchange, press.button
        if exchange is None or not isinstance(button, Reading):
            await press.answer(press.texts.gone)
            return
        answer = await self.desk.look_up(press.edition, exchange)
        stage = self.desk.stage(press.edition, press.message.chat, press.texts, exchange.number)
        await press.show(stage.reading(answer, button.position))

    async def context(self, press: Press) -> None:
        """Show the paragraphs around a fact."""
        button = press.button
        stage = self.desk.stage(press.edition, press.message.chat, press.texts, None)
        if isinstance(button, Context) and (view := stage.context(button.position, button.back)):
            await press.show(view)
        else:
            await press.answer(press.texts.no_more)

    async def again(self, press: Press) -> None:
        """Answer the same question from what serves now, in the same message."""
        exchange = press.exchange
        if exchange is None:
            await press.answer(press.texts.gone)
            return
        place = replace(exchange.place, person=press.query.from_user.id)
        channel = Channel.GROUP if is_group(press.message.chat) else Channel.PRIVATE
        anew = replace(exchange, place=place)
        answer, number = await self.desk.answer(press.edition, anew, channel)
        stage = self.desk.stage(press.edition, press.message.chat, press.texts, number)
        await press.show(stage.answer(answer))
        self.desk.conversations.keep(replace(anew, number=number))

    async def vote(self, press: Press) -> None:
        """Write down what somebody thinks of an answer; they may change their mind."""
        if not isinstance(press.button, Vote):
            return
        verdict = Feedback.HELPED if press.button.helped else Feedback.DID_NOT_HELP
        person = self.desk.journal.person(press.query.from_user.id)
        noted = await asyncio.to_thread(
            self.desk.journal.feedback, press.button.question, person, verdict
        )
        await press.answer(press.texts.noted if noted else press.texts.not_noted)
