"""/check and the articles one by one: what was read, what was dropped, and their files."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from telegram import ReplyParameters

from bot.operating.buttons import Fetch, Remove, Shelf, Volume, name_key
from bot.operating.changes import Changes
from bot.operating.commands import Told
from bot.operating.desk import OperatingDesk
from bot.operating.pressing import Action, Actions, Press
from bot.operating.roles import Role
from bot.operating.speaking import Key, View, view
from knowledge.editions.article_changes import RemoveArticle
from knowledge.editions.edition_changes import Reload
from knowledge.editions.inputs import Key as FileKey
from knowledge.editions.inputs import Kind
from knowledge.editions.report import Stop
from knowledge.library import Edition
from knowledge.model import Document

_ROWS = 8
"""Articles on a page: more would push the text off a phone's screen."""
_MOST_FAULTS = 15
_MOST_DROPPED = 15
_MOST_OF_LINE = 40

_GONE = "没有这篇文章了，请重新看 /check"


@dataclass(frozen=True, slots=True)
class Articles:
    """The articles that are served, and what is wrong with them."""

    desk: OperatingDesk
    changes: Changes

    def actions(self) -> Actions:
        """Return what each kind of button does."""
        return {
            Shelf: Action(self.page),
            Volume: Action(self.article),
            Fetch: Action(self.fetch),
            Remove: Action(self.remove, Role.OPERATOR),
        }

    async def check(self, _: Told) -> View:
        """Tell what is wrong with articles, settings and kept editions, and list the articles."""
        return await self.desk.work(self._check, 0)

    async def page(self, press: Press) -> View | None:
        """Show another page of the list."""
        if isinstance(press.button, Shelf):
            return await self.desk.work(self._check, press.button.page)
        return None

    def _check(self, page: int) -> View:
        edition = self.desk.desk.library.edition
        librarian = self.desk.librarian
        folders = librarian.preview(Reload())
        faults = dict.fromkeys((*edition.problems, *folders.problems, *librarian.damage()))
        lines = [f"{len(edition.documents)} 篇文章，{len(edition.facts)} 条可引用"]
        if folders.stopped not in {Stop.UNCHANGED, Stop.REFUSED}:
            lines.append("文件夹里有还没换上的改动，用 /reload 看。")
        if faults:
            lines.append(f"有 {len(faults)} 个问题：")
            lines += [
                f"· {self.desk.without_folders(str(fault))}"
                for fault in list(faults)[:_MOST_FAULTS]
            ]
        else:
            lines.append("没有发现问题。")
        lines.append("点一篇，看读到了什么、去掉了什么：")
        return view("检查", lines, tuple(_rows(edition, page)))

    async def article(self, press: Press) -> View | None:
        """Show an article: what was read of it, and what was dropped."""
        edition = self.desk.desk.library.edition
        document = _document(edition, press.button)
        if document is None:
            return view(_GONE)
        facts = sum(fact.citation.article == document.name for fact in edition.facts)
        key = name_key(document.name)
        keys = [Key("取文件", Fetch(key))]
        if self.desk.roles.of(press.user) is Role.OPERATOR:
            keys.append(Key("删除", Remove(key)))
        return view(
            f"《{document.title}》",
            tuple(_told(document, facts)),
            (keys, (Key("‹ 全部", Shelf(0)),)),
        )

    async def fetch(self, press: Press) -> View | None:
        """Send an article's file, to be corrected and sent again."""
        document = _document(self.desk.desk.library.edition, press.button)
        file = None
        if document is not None:
            inputs = self.desk.librarian.inputs
            file = inputs.files.get(FileKey(Kind.ARTICLE, document.name))
        if document is None or file is None:
            return view(_GONE)
        await press.message.reply_document(
            file.data,
            filename=document.name.rpartition("/")[2],
            caption="改好后把文件发回来，名字不变，就替换这一篇。",
            reply_parameters=ReplyParameters(
                press.message.message_id, allow_sending_without_reply=True
            ),
        )
        return None

    async def remove(self, press: Press) -> View | None:
        """Show what removing an article would change."""
        document = _document(self.desk.desk.library.edition, press.button)
        if document is None:
            return view(_GONE)
        return await self.changes.propose(RemoveArticle(document.name), f"删除 {document.name}")


def _document(edition: Edition, button: object) -> Document | None:
    key = button.key if isinstance(button, Volume | Fetch | Remove) else None
    return next((each for name, each in edition.documents.items() if name_key(name) == key), None)


def _rows(edition: Edition, page: int) -> Iterator[Sequence[Key]]:
    counts = Counter(fact.citation.article for fact in edition.facts)
    names = list(edition.documents)
    for name in names[page * _ROWS : (page + 1) * _ROWS]:
        yield (Key(f"{name}（{counts[name]} 条）", Volume(name_key(name))),)
    turning = []
    if page > 0:
        turning.append(Key("‹ 上一页", Shelf(page - 1)))
    if (page + 1) * _ROWS < len(names):
        turning.append(Key("下一页 ›", Shelf(page + 1)))
    yield turning


def _told(document: Document, facts: int) -> Iterator[str]:
    yield f"文件：{document.name}，{facts} 条可引用"
    for what, said in (
        ("来源", document.source),
        ("日期", document.date),
        ("有效期至", document.valid_until),
        ("已被取代", document.replaced_by),
    ):
        if said:
            yield f"{what}：{said}"
    if not document.dropped:
        yield "没有去掉任何文字。"
        return
    yield f"没当作正文的（{len(document.dropped)}）："
    for dropped in document.dropped[:_MOST_DROPPED]:
        text = " ".join(dropped.piece.text.split())[:_MOST_OF_LINE]
        yield f"· 第 {dropped.line} 行 {text}（{dropped.reason}）"
    if len(document.dropped) > _MOST_DROPPED:
        yield f"…… 还有 {len(document.dropped) - _MOST_DROPPED} 处"
