"""What the tags of a page say of its parts: menus, page parts, what is hidden or no text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.readers.html_blocks import Passage, ancestors
from knowledge.readers.html_tree import Element


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a passage is no part of the article."""

    rule: str
    reason: str


_NAVIGATION = Verdict("navigation", "网页的导航菜单")
_HEADER = Verdict("page header", "网页的页眉")
_FOOTER = Verdict("page footer", "网页的页脚")
_SIDEBAR = Verdict("sidebar", "网页的侧栏")
_FORM = Verdict("form", "表单、按钮等网页控件")
_EMBEDDED = Verdict("embedded", "嵌入的媒体或插件")
_DIALOG = Verdict("dialog", "网页的弹窗")
_HIDDEN = Verdict("hidden", "网页标为隐藏，读者看不见")

_TAGS: dict[str, Verdict] = {
    "script": Verdict("script", "网页脚本，读者看不见"),
    "style": Verdict("style sheet", "网页样式表，读者看不见"),
    "template": Verdict("template", "网页模板，读者看不见"),
    "noscript": Verdict("noscript", "浏览器不运行脚本时的提示"),
    **dict.fromkeys(("nav", "menu"), _NAVIGATION),
    **dict.fromkeys(("form", "button", "select", "option", "textarea", "datalist"), _FORM),
    **dict.fromkeys(("iframe", "object", "video", "audio", "canvas", "svg"), _EMBEDDED),
    "header": _HEADER,
    "footer": _FOOTER,
    "aside": _SIDEBAR,
    "dialog": _DIALOG,
}
_ROLES: dict[str, Verdict] = {
    **dict.fromkeys(("navigation", "menu", "menubar", "tablist"), _NAVIGATION),
    "banner": _HEADER,
    "contentinfo": _FOOTER,
    "complementary": _SIDEBAR,
    "search": _FORM,
    **dict.fromkeys(("dialog", "alertdialog"), _DIALOG),
}
_INVISIBLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)

# These hold the article on some pages: ASP.NET puts the whole page in a form, and a script may
# show what the markup hides. There they count for nothing.
MAY_HOLD_ARTICLE = frozenset({_FORM, _HEADER, _FOOTER, _SIDEBAR, _HIDDEN, _DIALOG})
# Within the article a header holds its title, a footer its signature, an aside a box of its text.
PARTS_OF_ARTICLE = {
    _HEADER: frozenset({"main", "article"}),
    _FOOTER: frozenset({"article"}),
    _SIDEBAR: frozenset({"article"}),
}


def judge_tags(passages: Sequence[Passage]) -> list[Verdict | None]:
    """Say the same of a fragment, by what its tags say alone."""
    return [
        next(filter(None, map(own_verdict, ancestors(passage.element))), None)
        for passage in passages
    ]


def own_verdict(element: Element) -> Verdict | None:
    """Return what an element's tag and attributes say of its content."""
    attributes = element.attributes
    if "hidden" in attributes or _INVISIBLE.search(attributes.get("style", "")):
        return _HIDDEN
    return _ROLES.get(attributes.get("role", "").lower()) or _TAGS.get(element.tag)


def is_never_article(element: Element) -> bool:
    """Whether an element or what it stands in cannot hold an article, whatever is in it."""
    return any(
        verdict and verdict not in MAY_HOLD_ARTICLE
        for verdict in map(own_verdict, ancestors(element))
    )
