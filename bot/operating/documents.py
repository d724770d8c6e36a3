"""Articles sent as documents: shown as they would be read, and taken in when a button says so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

import telegram
from telegram.error import BadRequest

from bot.citizens.sending import typing, while_typing
from bot.operating.buttons import Instead, name_key
from bot.operating.change_views import lines as told_of
from bot.operating.changes import Changes
from bot.operating.commands import Told
from bot.operating.desk import OperatingDesk
from bot.operating.pressing import Action, Actions, Press
from bot.operating.roles import Role
from bot.operating.speaking import Key, Keys, View, view
from knowledge.editions.article_changes import PutArticle, PutParticulars, ReplaceArticle
from knowledge.editions.changes import Change
from knowledge.editions.report import Report
from knowledge.library import Edition
from knowledge.model import Document
from knowledge.shelf import GOLDEN
from knowledge.uploads.converters import CONVERTERS
from knowledge.uploads.receiving import MOST, Upload, receive, too_large

MOST_DOWNLOADED = 20_000_000
"""Bytes: Telegram lets bots download 20 MB (`getFile`). Pictures in a document may be large."""

_MOST_OFFERED = 3
"""Articles that an upload may be meant to replace."""

_UNKNOWN_ARTICLE = (
    "没有同名的文章。说明文件要和文章同名，例如给 低保.txt 的说明叫 低保.yaml。",
    "有哪些文章，请看 /check。",
)
_GOLDEN = ("必答题请从 /unanswered 里加，或放进文章所在的文件夹，再用 /reload。",)


@dataclass(frozen=True, slots=True)
class Documents:
    """What operators send to be taken in."""

    desk: OperatingDesk
    changes: Changes

    def actions(self) -> Actions:
        """Return what each kind of button does."""
        return {Instead: Action(self.instead, Role.OPERATOR)}

    async def document(self, told: Told) -> View:
        """Show what would be read of a document."""
        document = told.message.document
        name = (document and document.file_name) or ""
        size = (document and document.file_size) or 0
        most = MOST_DOWNLOADED if PurePath(name).suffix.lower() in CONVERTERS else self._most
        if document is None or size > most:
            return view(f"没有收下 {name}", (too_large(size, most),))
        try:
            data = await _downloaded(document)
        except BadRequest as error:
            return view(f"没有收下 {name}", (f"Telegram 不让下载：{error.message}",))
        upload = await while_typing(
            lambda: typing(told.message), self.desk.work(receive, name, data, self._most)
        )
        return await self._show(upload)

    @property
    def _most(self) -> int:
        return min(MOST, self.desk.most_bytes)

    async def _show(self, upload: Upload) -> View:
        if upload.fault is not None:
            return view(f"没有收下 {upload.name}", (upload.fault, "", "什么都没改。"))
        if not upload.is_particulars:
            change = PutArticle(upload.name, upload.data, upload.document)
            return await self._article(change, upload.name, converted=upload.converted)
        article = self._described_by(upload.name)
        if upload.name == GOLDEN or article is None:
            return view(
                f"没有收下 {upload.name}", _GOLDEN if upload.name == GOLDEN else _UNKNOWN_ARTICLE
            )
        said = PutParticulars(article, upload.data)
        return await self.changes.propose(said, f"《{article}》的说明")

    def _described_by(self, name: str) -> str | None:
        stem = PurePath(name).stem
        names = self.desk.desk.library.edition.documents
        return next(
            (other for other in names if PurePath(other).with_suffix("").name == stem), None
        )

    async def _article(
        self, change: PutArticle | ReplaceArticle, name: str, *, converted: bool
    ) -> View:
        """Show an article that was sent, and offer to take it in, or in another's place."""
        edition = self.desk.desk.library.edition
        lines = _read(name, change.document, converted=converted)
        report = await self.desk.work(self.desk.librarian.preview, change)
        is_new = isinstance(change, PutArticle) and not _is_there(edition, name)
        title = f"{'新文章' if is_new else '改文章'} {change.subject}"
        keys = self.changes.keys(change, title, report)
        if is_new and keys:
            keys = (*keys, *self._instead(edition, change, report))
        return view(title, (*lines, "", *told_of(report, self.desk)), keys)

    def _instead(self, edition: Edition, change: Change, report: Report) -> Keys:
        """Return buttons for the articles that an upload may be a newer version of."""
        number = self.changes.hold(change, report)
        rows = [
            (Key(f"其实是改 {name}", Instead(number, name_key(name))),)
            for name in _alike(edition, report)
        ]
        return rows[:_MOST_OFFERED]

    async def instead(self, press: Press) -> View | None:
        """Show an upload as what replaces an article."""
        button = press.button
        if not isinstance(button, Instead):
            return None
        proposal = self.desk.proposals.take(button.proposal)
        edition = self.desk.desk.library.edition
        old = next((name for name in edition.documents if name_key(name) == button.key), None)
        if proposal is None or old is None or not isinstance(proposal.change, PutArticle):
            return view("这个按钮已经失效，请把文件再发一次")
        sent = proposal.change
        # Under its old name an article keeps its history: what changed is told figure by figure.
        same = PurePath(old).suffix.lower() == PurePath(sent.name).suffix.lower()
        change = (
            PutArticle(old, sent.data, sent.document)
            if same
            else ReplaceArticle(sent.name, sent.data, old, sent.document)
        )
        return await self._article(change, old if same else sent.name, converted=False)


async def _downloaded(document: telegram.Document) -> bytes:
    file = await document.get_file()
    return bytes(await file.download_as_bytearray())


def _is_there(edition: Edition, name: str) -> bool:
    return name in edition.documents


def _read(name: str, document: Document | None, *, converted: bool) -> Sequence[str]:
    """Return what an article says of itself, in lines."""
    if document is None:
        return ()
    lines = [f"标题：{document.title}"]
    lines += [
        f"{what}：{said}"
        for what, said in (
            ("来源", document.source),
            ("日期", document.date),
            ("有效期至", document.valid_until),
        )
        if said
    ]
    if converted:
        lines.append(f"已转成文字，存为 {name}；引用的就是这里面的原文。")
    return lines


def _alike(edition: Edition, report: Report) -> Iterator[str]:
    """Yield the names of articles of which a new one may be a version, the likeliest first."""
    added = set(report.comparison.added)
    titles = {fact.citation.title for fact in report.comparison.facts_added}
    found = [
        name
        for pair in sorted(report.alike_articles, key=lambda pair: -pair.likeness)
        for name in (pair.first, pair.second)
        if added & {pair.first, pair.second}
    ]
    found += [name for name, document in edition.documents.items() if document.title in titles]
    yield from (name for name in dict.fromkeys(found) if name in edition.documents)
