"""What must be seen in a fact that answers certain questions.

Most questions can be answered in ways that no form betrays. A few cannot: a price has an amount of
money, a telephone number has digits, and 是哪十条 wants ten things, not the mention of ten. A fact
without that is on the subject and still no answer.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from knowledge.normal import fold
from knowledge.numbers import numbers

_MONEY = re.compile(r"元|块钱|角|免费|不收|收费|减免|全额|美金|英镑|欧元|日圆|圆|币|两|\d%")
_TELEPHONE = re.compile(r"(?<!\d)(?:\d{3,4}-)?\d{5,11}(?!\d)")
_ADDRESS = re.compile(
    r"[路街道巷弄村镇乡区县市]\S{0,12}\d*号|[路街道巷弄楼层室]|大厦|中心|位于|地处|坐落"
)
_WEB = re.compile(r"https?:|www\.|\.(?:cn|com|org|net|gov)|网站|官网|公众号|小程序", re.IGNORECASE)
_MAIL = re.compile(r"@|邮箱")

_MEANS = re.compile(
    r"向.{1,24}(?:申请|提出|报名|反映)|提交|填写|携带|凭|登[录陆]|拨打|致电|窗口|网上|线上|掌上|app|小程序|公众号"
    r"|办理|受理|现场|报名(?:地点|方式|电话)|预约|流程|步骤|通过|经|由|须|需|应当|可以?到"
)
_PAPERS = re.compile(r"材料|证|表|书|复印件|原件|户口|簿|照片|票据|凭据|公章|承诺")
_HOURS = re.compile(
    r"\d{1,2}:\d{2}|[\d一二三四五六七八九十]点|[上下]午|[周星期][一二三四五六日天末期]|工作日|全天|24小时"
)
_AGE = re.compile(r"\d岁|[一二三四五六七八九十]岁|周岁|出生|生于|年龄|年[生出]|\d{4}年")
_DURATION = re.compile(
    r"[\d一二两三四五六七八九十半数几]\s*个?(?:多|余)?(?:工作日|天|日|周|星期|月|年|小时|分钟|秒|季度|世纪)"
    r"|当场|即时|即办|随时|长期|立即|终身"
)
_NUMBER = re.compile(
    r"\d|(?<![周期拜])[〇零一二两三四五六七八九十百千万亿半数几双]|无|没有|多|全部|所有|唯一"
)

_WHICH = re.compile(
    r"(?:哪|是哪|有哪)(?P<count>(?!一)[二两三四五六七八九十百\d]{1,4})"
    r"(?P<unit>[个条项类种家位名方面部点步大门])"
)
# 17个部门都有哪些 wants seventeen names.
_NAMED = re.compile(
    r"(?P<count>(?!一)[二两三四五六七八九十百\d]{1,4})(?P<unit>[个条项类种家位名大])"
    r"[^多少几，,。？?]{0,10}(?:都|分别|具体|究竟|到底)?(?:有|是|指|包括)(?:的是)?哪些"
)
_SEPARATOR = re.compile(
    r"[、+＋；;]|”“|》《|’‘|和|及|与|一个是|另一个|[一二三四五六七八九]是|第[一二三四五六七八九]"
)
_CLAUSE = re.compile(r"[^，,。；;！!？?\n]+")
# After these the things that were counted follow.
_FOLLOW = re.compile(r"[：:（(]|分别|包括|即|具体")

# Who asks for the amount of one month is not answered with that of all.
_RATES = (
    (r"每个?月|一个月|月收|按月", r"(?<!\d)(?<!\d )(?<![一二三四五六七八九十])月|个月"),
    (r"每天|一天|每日|一日", r"[天日](?!常|益|前|后|间|起)"),
    (r"每次|一次|一顿|每顿|一趟", r"[次顿趟餐份](?!性)"),
    (r"每人|每个人|一个人|人均", r"每|人均|个人|一人|\d元"),
)
_AMOUNT = re.compile(
    r"多少钱|几钱|多少元|几元|几块|收费多少|多少费|(?:发|领|拿|给|收|补|交)多少|费是多少"
)
_EARLIER = re.compile(
    r"(?:提高|调整|上调|涨|改|修订|增加|下调)(?:之|以)?前|原来的|原先的|以前的|之前的"
)
_SAYS_EARLIER = re.compile(r"由|从|原|此前|之前|以前|上年|去年|增长|提高了|增加了")
_PAGE = re.compile(
    r"扫一扫|二维码|浏览量|点击量|阅读量|字体|打印(?=这|本|网|页|$)|(?:网页|页面).{0,6}打印|分享到|转发到|收藏本?页"
    r"|上一篇|下一篇|返回顶部|关闭窗口|版权所有|备案号"
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One kind of question whose answers can be told by their form."""

    name: str
    asks: re.Pattern[str]
    """Found in such questions."""
    shows: Callable[[str, re.Match[str]], bool]
    """Whether a text may hold the answer; also given what was found in the question."""


def _has(pattern: re.Pattern[str]) -> Callable[[str, re.Match[str]], bool]:
    return lambda text, _: bool(pattern.search(text))


def _lists(text: str, asked: re.Match[str]) -> bool:
    """Whether a text lists as many things as were asked for; beyond ten, ten are enough.

    Where the text itself only counts them (17个部门), they must stand beside the count.
    """
    count = next((number.value for number in numbers(asked["count"] + "个")), "2")
    wanted = min(int(count) if count.isdigit() else 2, 10)
    counted = text.find(asked["count"] + asked["unit"])
    if counted >= 0:
        text = _beside(text, counted)
    return len(_SEPARATOR.findall(text)) + 1 >= wanted


def _beside(text: str, place: int) -> str:
    """Return the clause of a place, and all that comes after where what is counted follows."""
    clause = next(found for found in _CLAUSE.finditer(text) if found.end() > place)
    follows = _FOLLOW.search(text, place, min(len(text), clause.end() + 1))
    return text[clause.start() :] if follows else clause.group()


def _keeps_what_was_asked(text: str, asked: re.Match[str]) -> bool:
    return asked.group() in text


KINDS: tuple[Evidence, ...] = (
    Evidence("money", re.compile(r"多少钱|几钱|多少元|几元|几块钱"), _has(_MONEY)),
    Evidence(
        "telephone",
        re.compile(r"电话(?:号码)?(?:是|多少|$)|(?:热线|联系方式|手机号)"),
        _has(_TELEPHONE),
    ),
    Evidence("address", re.compile(r"地址"), _has(_ADDRESS)),
    Evidence(
        "street",
        re.compile(r"哪[一]?条[路街]|(?:什么|哪个|啥)[路街巷]"),
        _has(re.compile(r"[路街巷弄道]|\d+号")),
    ),
    Evidence("storey", re.compile(r"几[楼层]|哪一?[层楼]"), _has(re.compile(r"[楼层]|f\b|室"))),
    Evidence(
        "weekday",
        re.compile(r"(?:星期|礼拜|周)几"),
        _has(
            re.compile(r"(?:星期|礼拜|周)[一二三四五六日天末\d]|工作日|每天|每日|全天|全年|\d+日")
        ),
    ),
    Evidence(
        "distance",
        re.compile(r"(?:离|距离?).{0,12}(?:多远|几(?:里|公里|站)|多少(?:米|里|公里|站))"),
        _has(
            re.compile(
                r"\d\s*(?:米|公里|千米|里|站|km|分钟)|[一二两三四五六七八九十百]+(?:米|公里|里|站)"
            )
        ),
    ),
    Evidence(
        "area",
        re.compile(r"多大面积|面积.{0,3}(?:多少|多大)|多少(?:平|亩|公顷|平米|平方)"),
        _has(re.compile(r"平方|平米|㎡|m2|亩|公顷|\d平")),
    ),
    *(
        Evidence(f"how {name}", re.compile(rf"多{asked}(?!时间|[久远钱])"), _has(re.compile(shown)))
        for name, asked, shown in (
            ("long", "长", r"长|\d\s*(?:公里|千米|km)|[年月天周]|时"),
            ("high", "高", r"高|度|层|[℃分元%]"),
            ("deep", "深", r"深(?![水入化夜圳])|米"),
            ("wide", "宽", r"宽"),
            ("heavy", "重", r"重|斤|吨|克|kg"),
        )
    ),
    Evidence("web", re.compile(r"网址|官网(?:是|地址|在)"), _has(_WEB)),
    Evidence("mail", re.compile(r"(?:邮箱|电子邮件|email)(?:地址)?(?:是|多少|$)"), _has(_MAIL)),
    Evidence(
        "means",
        re.compile(
            r"(?:怎么样?|怎样|如何|咋)(?:去|才能|能)?(?:申请|申领|办理?|报名|预约|领取?|登记|查询|参加)"
        ),
        _has(_MEANS),
    ),
    Evidence(
        "papers",
        re.compile(
            r"(?:带|交|备|提供|需要?|哪些)(?:哪些|什么|啥|几样)?(?:材料|证件|手续|资料)|材料(?:有哪些|是什么)"
        ),
        _has(_PAPERS),
    ),
    Evidence("hours", re.compile(r"几点|(?:上班|营业|开放|办公|办事|开门)时间"), _has(_HOURS)),
    Evidence("age", re.compile(r"多大(?:年纪|岁数|年龄)|几岁|多少岁|今年多大"), _has(_AGE)),
    Evidence(
        "duration",
        re.compile(r"多久|多长时间|几天|几个(?:工作日|月|小时)|多少(?:天|个工作日)"),
        _has(_DURATION),
    ),
    Evidence("number", re.compile(r"多少(?!钱)|几[个家户人名张件次项所位条届]"), _has(_NUMBER)),
    Evidence("list", _WHICH, _lists),
    Evidence("names", _NAMED, _lists),
    Evidence("earlier", _EARLIER, _has(_SAYS_EARLIER)),
    Evidence("page", _PAGE, _keeps_what_was_asked),
    *(
        Evidence(
            f"rate {number}",
            re.compile(rf"(?:{asked}).{{0,12}}(?:{_AMOUNT.pattern})"),
            _has(re.compile(shown)),
        )
        for number, (asked, shown) in enumerate(_RATES)
    ),
)


def may_answer(question: str, text: str) -> bool:
    """Whether a text shows what an answer to the question must show.

    Args:
        question: As it was written.
        text: A fact, with what introduces it.
    """
    return shows_all(demands(question), fold(text).text)


Demands = tuple[tuple[Evidence, re.Match[str]], ...]
"""What must be seen in an answer, each with what asks for it."""


def demands(question: str) -> Demands:
    """Return what must be seen in an answer to a question, which is given as it was written."""
    asked = fold(question).text
    found = ((kind, kind.asks.search(asked)) for kind in KINDS)
    return tuple((kind, match) for kind, match in found if match is not None)


def shows_all(demanded: Demands, folded: str) -> bool:
    """Whether a text in the form of `normal.fold` shows what is demanded."""
    return all(kind.shows(folded, found) for kind, found in demanded)
