"""/topics: articles, their sections, and the facts in them, leafed through with buttons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler, ContextTypes, filters

from bot import views
from bot.buttons import Article, Articles, Button, Section, Sources
from bot.citizens.desk import Desk
from bot.citizens.pressing import Action, Press
from bot.citizens.sending import reply

Context = ContextTypes.DEFAULT_TYPE

_PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE


@dataclass(frozen=True, slots=True)
class Topics:
    """What there is to read."""

    desk: Desk

    def handlers(self) -> Sequence[BaseHandler[Update, Context, Any]]:
        """Return what takes the commands."""
        return (
            CommandHandler("topics", self.topics, _PRIVATE),
            CommandHandler("sources", self.sources, _PRIVATE),
        )

    def actions(self) -> Mapping[type[Button], Action]:
        """Return what each kind of button does."""
        return {
            Articles: self.leaf,
            Article: self.leaf,
            Section: self.leaf,
            Sources: self.leaf,
        }

    async def topics(self, update: Update, _: Context) -> None:
        """Show the articles."""
        if update.message is not None:
            edition = self.desk.library.edition
            texts = self.desk.texts(update.message.from_user)
            contents = await self.desk.contents.of(edition)
            await reply(update.message, views.articles(contents, 0, texts), edition.digest)

    async def sources(self, update: Update, _: Context) -> None:
        """Show the articles with their dates and sources."""
        if update.message is not None:
            edition = self.desk.library.edition
            texts = self.desk.texts(update.message.from_user)
            await reply(update.message, views.sources(edition, 0, texts), edition.digest)

    async def leaf(self, press: Press) -> None:
        """Show another page."""
        contents = await self.desk.contents.of(press.edition)
        match press.button:
            case Articles(page):
                await press.show(views.articles(contents, page, press.texts))
            case Article(article, page):
                await press.show(views.article(contents, article, page, press.texts))
            case Section() as place:
                await press.show(views.section(contents, place, press.edition, press.texts))
            case Sources(page):
                await press.show(views.sources(press.edition, page, press.texts))
            case _:
                await press.answer()
