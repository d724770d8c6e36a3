"""All that operators have, put together: handlers that come before citizens', and menus."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, ContextTypes

from bot.operating.changes import Changes
from bot.operating.commands import Command, Commands
from bot.operating.condition import Condition, Picture
from bot.operating.desk import OperatingDesk
from bot.operating.documents import Documents
from bot.operating.pressing import Actions, Presses
from bot.operating.reasons import Reasons
from bot.operating.roles import Role
from bot.operating.shelf import Articles
from bot.operating.vain import InVain

Context = ContextTypes.DEFAULT_TYPE


@dataclass(frozen=True, slots=True)
class Operators:
    """What the bot does for those who keep it."""

    desk: OperatingDesk
    picture: Picture | None = None

    def handlers(self) -> Sequence[BaseHandler[Update, Context, Any]]:
        """Return what takes their updates; to be asked before all others."""
        return (*Presses(self.desk, self._actions()).handlers(), *self._commands().handlers())

    def menus(self) -> Mapping[int, Sequence[tuple[str, str]]]:
        """Return for each of them the commands that they have beside citizens'."""
        roles, commands = self.desk.roles, self._commands()
        return {
            user: commands.menu(roles.of(user)) for user in sorted(roles.operators | roles.viewers)
        }

    def _commands(self) -> Commands:
        desk, operator = self.desk, Role.OPERATOR
        changes, condition = Changes(desk), Condition(desk, self.picture)
        articles, vain = Articles(desk, changes), InVain(desk, changes)
        table = (
            Command("status", "运行情况", condition.status),
            Command("unanswered", "没答上的问题", vain.unanswered, is_private=True),
            Command("why", "为什么这样回答（回复一条回答）", Reasons(desk).why),
            Command("check", "检查文章，逐篇看", articles.check),
            Command("reload", "换上文件夹里的新内容（先看再换）", changes.reload, operator),
            Command("add_synonym", "加同义词", changes.add_synonym, operator),
            Command("editions", "保存着的版本", changes.editions),
            Command("rollback", "回到以前的版本", changes.roll_back, operator),
            Command("log_level", "日志记多少", condition.log_level, operator),
            Command("whoami", "我的编号和权限", condition.whoami),
        )
        documents = Documents(desk, changes)
        return Commands(desk, table, Command("document", "", documents.document, operator))

    def _actions(self) -> Actions:
        desk = self.desk
        changes = Changes(desk)
        return {
            **changes.actions(),
            **Documents(desk, changes).actions(),
            **Articles(desk, changes).actions(),
            **InVain(desk, changes).actions(),
            **Condition(desk, self.picture).actions(),
        }
