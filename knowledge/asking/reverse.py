"""A look-up in reverse: 117家是什么？ names a figure and asks what it counts."""

import re

from knowledge.expectation import Figure, figures, in_unit

_UNIT = re.compile(
    r"\s*[多余来]?\s*(人次|平方米|公里|小时|元|[名人户家个张件次项处所岁年月日天度届条套台亩吨米倍种座部集位期首本对例])?"
)
# What such a question says beside the figure.
_ONLY = re.compile(
    r"(?:请问|想问|问一?下|这[篇个]?|那[个]?|文章|文中|文里|全文|报道|材料|里面?|中|提到|说|讲|写|出现"
    r"|(?:什么|啥|哪些?)(?:人|事|项目|机构|活动|服务|标准|地方|单位)"
    r"|的|是|指|什么|啥|哪个?|谁|东西|意思|数字|数据|数量|概念|代表|说明|含义|表示|对应|到底|究竟|有|个|在|关于|一共"
    r"|[咩乜嘢系呢个啊呀吗嘛了呐哦])*"
)


def figure_asked(folded: str) -> Figure | None:
    """Return the figure of which a folded question asks what it is; `None` where it asks else."""
    found = figures(folded)
    if len(found) != 1:
        return None
    unit = _UNIT.match(folded, found[0].end)
    end = unit.end() if unit else found[0].end
    rest = re.sub(r"[\s\W_]+", "", folded[: found[0].start] + folded[end:])
    if not _ONLY.fullmatch(rest):
        return None
    named = unit[1] or "" if unit else ""
    return Figure(found[0].value, found[0].start, end, named)


def holds_figure(text: str, wanted: Figure) -> bool:
    """Whether a folded text holds a figure, in the unit that the question names."""
    return any(
        figure.value == wanted.value
        and (not wanted.following or in_unit(figure.following[:3], wanted.following))
        for figure in figures(text)
    )
