"""Marks at the head of a line: 第一章, 一、（一）1. (1) ①, bullets."""

import re
from dataclasses import dataclass

_CHINESE = "一二三四五六七八九十百零〇"


@dataclass(frozen=True, slots=True)
class Style:
    """One way of numbering, as 《党政机关公文格式》 and common use know them."""

    name: str
    pattern: re.Pattern[str]
    """Matches the mark at the head of a line."""
    heads: bool
    """Whether a short line so marked is a heading where text follows; a list entry otherwise."""
    ranks_first: bool = False
    """Whether titles so marked are the outermost of an article that has them."""


STYLES: tuple[Style, ...] = (
    Style(
        "part",
        re.compile(rf"第[{_CHINESE}\d]{{1,4}}(?:编|篇|部分)[\s　:：、]*"),
        heads=True,
        ranks_first=True,
    ),
    Style(
        "chapter",
        re.compile(rf"第[{_CHINESE}\d]{{1,4}}章[\s　:：、]*"),
        heads=True,
        ranks_first=True,
    ),
    Style(
        "section",
        re.compile(rf"第[{_CHINESE}\d]{{1,4}}节[\s　:：、]*"),
        heads=True,
        ranks_first=True,
    ),
    Style("article", re.compile(rf"第[{_CHINESE}\d]{{1,5}}条[\s　]+"), heads=False),
    Style(
        "ideographic", re.compile(rf"[{_CHINESE}]{{1,3}}[、．.]\s*"), heads=True, ranks_first=True
    ),
    Style(
        "ideographic in brackets", re.compile(rf"[（(][{_CHINESE}]{{1,3}}[)）]、?\s*"), heads=True
    ),
    Style("ordinal", re.compile(rf"[{_CHINESE}]{{1,2}}是(?=\S)"), heads=False),
    # 1.5万 is a number, 1. 材料 is a mark; 2022年 is neither.
    Style("figure", re.compile(r"\d{1,2}(?:[、．]|\.(?!\d)|[)）])\s*"), heads=True),
    Style("multilevel", re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}\.?[\s　]+(?=\D)"), heads=True),
    Style("figure in brackets", re.compile(r"[（(]\d{1,2}[)）]、?\s*"), heads=False),
    Style("circled", re.compile(r"[①-⑳❶-❿]\s*"), heads=False),
    Style("letter", re.compile(r"[A-Ha-h][.、．)）]\s*(?=[^\x00-\x7f])"), heads=False),
    Style("bullet", re.compile(r"[•●○◆◇■□▪▶►➢※★☆·‣⁃◦]\s*|[-*–—+]\s+"), heads=False),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of a line."""

    style: Style
    length: int
    """How many characters of the line it takes."""


def mark(text: str) -> Mark | None:
    """Return the mark at the head of `text`, `None` where there is none."""
    for style in STYLES:
        if (found := style.pattern.match(text)) and found.end() < len(text):
            return Mark(style, found.end())
    return None
