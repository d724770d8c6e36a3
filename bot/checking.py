"""What `check` says of articles and configuration."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.app import Setup
from bot.errors import SettingsFault
from bot.report_lines import alike_lines
from knowledge.editions.duplicates import Duplicates
from knowledge.editions.golden import ask_golden, read_golden
from knowledge.errors import LanguageError, NoArticles
from knowledge.library import Edition
from knowledge.model import Document, MetadataKind, Problem
from knowledge.normal import printable
from knowledge.shelf import GOLDEN


@dataclass(frozen=True, slots=True)
class Check:
    """What was found."""

    problems: tuple[Problem, ...]
    lines: tuple[str, ...] = ()
    """For each article: what was read, and what was dropped and why."""


def check_all(articles: Path | None, config: Path | None, data: Path | None) -> Check:
    """Check the configuration and each article; faults are values."""
    try:
        setup = Setup.read(articles, config, data, os.environ)
    except SettingsFault as fault:
        return Check(fault.problems)
    try:
        edition = setup.edition(meaning=False)
    except LanguageError as error:
        return Check((Problem(str(error.path), error.line, error.reason),))
    except NoArticles as error:
        problems = error.problems or (Problem(str(setup.places.articles), 1, error.reason),)
        return Check(problems)
    problems = (*edition.problems, *_altered(edition), *_golden(setup, edition))
    lines = (*_lines(edition), *_alike(edition))
    return Check(problems, tuple(map(printable, lines)))


def _golden(setup: Setup, edition: Edition) -> Iterator[Problem]:
    """Yield what is wrong in the golden questions, and those that fail."""
    path = setup.places.articles / GOLDEN
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return
    except OSError as error:
        yield Problem(str(path), 1, f"无法打开：{error.strerror}")
        return
    questions, problems = read_golden(data, str(path))
    yield from problems
    for answer in ask_golden(questions, edition, setup.answerer()):
        if answer.fault:
            yield Problem(
                str(path), answer.golden.line, f"{answer.golden.question}：{answer.fault}"
            )


def _alike(edition: Edition) -> Iterator[str]:
    articles, facts = Duplicates().find(edition.documents, edition.fields.facts_of)
    yield from alike_lines(articles, facts)


def _altered(edition: Edition) -> Iterator[Problem]:
    """Yield facts that are not what their file holds; there must never be one."""
    for fact in edition.facts:
        if not edition.holds(fact):
            cited = fact.citation
            yield Problem(cited.article, cited.line, f"摘出的文字与原文不符：{fact.text}")


_NAMES = {
    MetadataKind.TITLE: "标题",
    MetadataKind.AUTHOR: "作者",
    MetadataKind.SOURCE: "来源",
    MetadataKind.DATE: "日期",
    MetadataKind.VALID_UNTIL: "有效期至",
    MetadataKind.REPLACES: "取代",
    MetadataKind.PLACE: "地区",
}


def _lines(edition: Edition) -> Iterator[str]:
    counts: dict[str, int] = {}
    for fact in edition.facts:
        counts[fact.citation.article] = counts.get(fact.citation.article, 0) + 1
    for document in edition.documents.values():
        yield f"{document.name}：{counts.get(document.name, 0)} 条可引用，编码 {document.encoding}"
        yield from _of(document)
    articles, facts = len(edition.documents), len(edition.facts)
    yield f"共 {articles} 篇文章，{facts} 条可引用，版本 {edition.digest}"


def _of(document: Document) -> Iterator[str]:
    for entry in document.metadata:
        yield f"  {_NAMES[entry.kind]}：{entry.value}（第 {entry.line} 行）"
    if document.dropped:
        yield "  未当作正文："
    for dropped in document.dropped:
        text = " ".join(dropped.piece.text.split())
        yield f"  {document.name}:{dropped.line}: {text}（{dropped.reason}，{dropped.rule}）"
