"""Forms of short answers that are no plain numbers: dates, times, telephones, names, enumerations.

Each form tells by the wording of a question whether it is asked for, and finds its spans in a text;
which span answers, and whether any does, is for `knowledge.key` to tell.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Span = tuple[int, int]
"""Start and end in a text."""

_NUMERAL = r"[一二两三四五六七八九十]{1,3}"
_JOINT = r"\s*(?:-|—|–|~|至|到)+\s*"

# 88号楼, 6号窗口, 2号线 count no days.
_DAY = r"\d{1,2}\s*(?:日|号(?![窗线楼院门店房室厅馆台桌]))"
# 每周三次 is no day of the week.
_WEEKDAY = (
    r"每?个?(?:周|星期|礼拜)[一二三四五六日天末](?![次趟回天个节场小])"
    r"(?:\s*(?:-|—|–|~|至|到|、|和|及)\s*(?:周|星期|礼拜)?[一二三四五六日天末](?![次趟回天个节场小]))*"
)
_DATE = (
    r"(?:(?:每|次|当|今|明|去)年|每月|次月|当月)?(?:"
    rf"(?<!\d)(?:\d{{4}}|[〇零一二三四五六七八九]{{4}})\s*年(?:\s*\d{{1,2}}\s*月(?:\s*{_DAY})?)?"
    rf"|(?<!\d)\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?!\d)|(?<!\d)\d{{1,2}}\s*月(?:\s*{_DAY})?|(?<!\d){_DAY}|{_WEEKDAY})"
)
_DATES = re.compile(rf"{_DATE}(?:{_JOINT}{_DATE})?")
_WEEKDAYS = re.compile(r"周|星期|礼拜")
_DAYS = re.compile(r"周|星期|礼拜|[日号]|\d[-/.]\d{1,2}[-/.]\d")
_YEARS = re.compile(r"\d{4}[-/.年]|[〇零一二三四五六七八九]{4}年")
_MONTHS = re.compile(r"月|\d[-/.]\d{1,2}[-/.]\d")

# 2022年 is a year of the calendar, 3月 a month of it, 5日 a day of one.
_LENGTH = (
    rf"(?:\d+(?:\.\d+)?|{_NUMERAL}|半)\s*"
    r"(?:个(?:半)?(?:月|小时|工作日|星期|自然日)|年半?(?![级度龄代])|天|周(?![岁年])"
    r"|小时|工作日|自然日|分钟|日(?!常))"
)
_DURATIONS = re.compile(
    r"(?:不少于|不超过|不低于|至少|最长|最多|约)*"
    rf"(?<![\d月第.]){_LENGTH}(?:{_JOINT}{_LENGTH})?(?:以内|以上|之内|左右|内)?"
    rf"|每(?:{_NUMERAL}个?|隔{_NUMERAL}个?)?(?:年|月|季度|周|星期|天|日)"
)
_CALENDAR = re.compile(r"\d{4}\s*年|每?\d*[日]$")

_PART_OF_DAY = r"(?:凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|每晚|次日上午)\s*"
_HOUR = (
    r"(?:\d{1,2}:\d{2}|\d{1,2}[点时](?!要求|建议|意见|措施|间)(?:半|\d{1,2}分?)?"
    rf"|{_NUMERAL}点(?:半|钟|整))"
)
_CLOCK = rf"(?:{_PART_OF_DAY})?(?<![\d:]){_HOUR}(?:{_JOINT}(?:{_PART_OF_DAY})?{_HOUR})?"
_TIMES = re.compile(rf"{_CLOCK}(?:\s*[,、;]?\s*{_CLOCK})*")

# 110 and 96377 are telephones only where the text says so.
_TELEPHONE = (
    r"(?:(?<![\d.-])(?:0\d{2,3}-?\d{7,8}|400-?\d{3}-?\d{4}|1[3-9]\d{9}|[2-9]\d{6,7})(?![\d.万亿元])"
    r"|(?<=[话线打拨救警:])\d{3,6}(?!\d|[万亿元人次个名件年月日:.]))"
)
_TELEPHONES = re.compile(rf"{_TELEPHONE}(?:\s*[、,或/]\s*{_TELEPHONE})*")

_SHARES = re.compile(
    r"(?:近|约|不?超过?|不低于|不高于)?(?:\d+(?:\.\d+)?%?(?:-|—|–|~|至|到)+)?\d+(?:\.\d+)?%"
    r"|百分之[一二三四五六七八九十零百点]+|约?[一二三四五六七八九]成(?!立|为|员|功|果|本)"
)

_OFFICES = (
    "局长|书记|校长|院长|主任|市长|区长|县长|镇长|乡长|村长|处长|科长|部长|厅长|理事长|会长|馆长|所长|站长"
    "|董事长|总经理|主席|队长|园长"
)
_OFFICE = re.compile(rf"副?(?:{_OFFICES})")
_NAME_ENDS = r"(?=[,。、;:!?()\s]|说|表示|介绍|告诉|强调|指出|$)"
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁"
    "任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫"
    "孔向汤申骆欧宁温康施俞章鲁葛倪柳易邢翁"
)
_NAME = rf"[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}?"

_DONE_BY = (
    "负责|审批|审核|批准|受理|办理|实施|组织|牵头|承担|承办|主办|发放|管理|认定|托管|调解|评定|核定|核发|出具"
    "|提供|拨付"
)
_BY = re.compile(
    rf"由(?P<held>[^,。;:!?由\n]{{1,20}}?)(?:直接|统一|具体|共同|负责)*(?P<done>{_DONE_BY})"
)
_ASKS_BY = re.compile(rf"(?:谁|哪个?部门|哪个?单位|哪家单位)(?:来|负责)?(?P<done>{_DONE_BY})")

_PLACES = re.compile(
    r"(?:位于|坐落于|坐落在|(?<!开)设在|(?:地址|地点)(?:为|是|在|:)\s*)(?P<held>[^,。;:!?()\n]{2,30})"
    r"|(?<![设存现正])(?:在|到|去)(?P<at>[^,。;:!?()\n在到去]{2,20}?)"
    r"(?:办理|办公|申请|申领|领取|举行|举办|报名|挂号|接种|缴费|缴纳|集合|补办|登记)(?![^,。;:!?\n])"
)

_BEFORE_ITEMS = re.compile(
    r".*(?:包括|包含|分别是|分别为|分为|分成|携带|提供|提交|即|如下|主要有|主要是|设有|:|是|有|为)\s*(?:了|:)?",
    re.DOTALL,
)
_ITEMS = re.compile(r"[^,。;!?\n]*、[^,。;!?\n]*")
_AFTER_ITEMS = re.compile(r"等(?:[^、]*)$")


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of short answer."""

    name: str
    asked: re.Pattern[str]
    """What a folded question says that asks for it."""
    find: Callable[[str, str], Iterator[Span]]
    """Yields its spans in a folded text, for a folded question."""
    sole: bool = False
    """Whether the only one of a fact answers wherever it stands: a date opens many a sentence."""


def _all(pattern: re.Pattern[str]) -> Callable[[str, str], Iterator[Span]]:
    return lambda _, text: (found.span() for found in pattern.finditer(text))


def _dates(question: str, text: str) -> Iterator[Span]:
    """Yield the dates that are as exact as the question asks."""
    wanted = [
        part
        for asks, part in (
            (r"哪一?年|何年|什么年", _YEARS),
            (r"几月", _MONTHS),
            (r"几号|哪一?[天日]", _DAYS),
            (r"(?:周|星期|礼拜)几", _WEEKDAYS),
        )
        if re.search(asks, question)
    ]
    for found in _DATES.finditer(text):
        if all(part.search(found[0]) for part in wanted):
            yield found.span()


def _durations(_: str, text: str) -> Iterator[Span]:
    """Yield lengths of time, not the days and years of the calendar."""
    dates = [date.span() for date in _DATES.finditer(text)]
    for found in _DURATIONS.finditer(text):
        if not any(start < found.end() and found.start() < end for start, end in dates):
            yield found.span()


def _officers(question: str, text: str) -> Iterator[Span]:
    """Yield the names that stand behind the office asked for: 局长袁立峰."""
    office = _OFFICE.search(question)
    if office is None:
        return
    for found in re.finditer(rf"(?<!副){office[0]}\s*:?\s*(?P<name>{_NAME}){_NAME_ENDS}", text):
        yield found.span("name")


def _doers(question: str, text: str) -> Iterator[Span]:
    """Yield those by whom is done what the question says: 由街道审批 for 谁审批."""
    asked = _ASKS_BY.search(question)
    for found in _BY.finditer(text):
        if asked is not None and found["done"] == asked["done"]:
            yield found.span("held")


def _places(_: str, text: str) -> Iterator[Span]:
    for found in _PLACES.finditer(text):
        yield found.span("held" if found["held"] else "at")


def _enumerations(_: str, text: str) -> Iterator[Span]:
    """Yield enumerations, where it is told of all where they begin: 包括助浴、助洁."""
    spans: list[Span] = []
    for found in _ITEMS.finditer(text):
        before = _BEFORE_ITEMS.match(found[0], 0, found[0].index("、"))
        if before is None or before.end() == found[0].index("、"):
            return
        items = _AFTER_ITEMS.sub("", found[0])
        spans.append((found.start() + before.end(), found.start() + len(items)))
    yield from spans


FORMS: tuple[Form, ...] = (
    Form(
        "telephone",
        re.compile(
            r"^(?!.*\d)(?!.*(?:多少|几)[个次通]?电话)(?:"
            r".*(?:电话|热线)(?:号码?)?(?:是|:)?(?:多少|几号|什么|啥|[\s\W]*$)"
            r"|.*(?:什么|哪个|啥|有没有|打).{0,4}(?:电话|热线)|.*怎么联系)"
        ),
        _all(_TELEPHONES),
    ),
    Form(
        "time",
        re.compile(r"几点(?!要求|建议|意见|措施|内容)"),
        _all(_TIMES),
        sole=True,
    ),
    Form(
        "date",
        re.compile(
            r"哪一?[年天日](?!级)|(?:周|星期|礼拜)几|何[时年日]|[什啥]么?时[候间]|几月|几号(?![窗线楼院门店房室])|什么年"
        ),
        _dates,
        sole=True,
    ),
    Form("duration", re.compile(r"多久|多长时间|几天内|多少天内"), _durations, sole=True),
    Form("share", re.compile(r"百分之几|百分之多少|占比|比例|几成"), _all(_SHARES)),
    Form(
        "officer",
        re.compile(rf"(?:{_OFFICES})(?:是|叫)?(?:谁|什么名|啥名|哪位)"),
        _officers,
        sole=True,
    ),
    Form("doer", _ASKS_BY, _doers, sole=True),
    Form("place", re.compile(r"在哪|哪里|哪儿|何处|什么地[方点]|位于"), _places),
    Form("enumeration", re.compile(r"哪些|哪几|分别(?:是|有|为|叫)"), _enumerations, sole=True),
)
"""In the order in which they are asked for: 几号 after 电话 asks for no day."""


def form_asked(question: str) -> Form | None:
    """Return the form that a folded question asks for; `None` where it asks for none of them."""
    return next((form for form in FORMS if form.asked.search(question)), None)


def uncounted(text: str, unit: str) -> Iterator[Span]:
    """Yield the spans of a folded text whose figures count nothing: telephones, and dates.

    Args:
        text: A fact.
        unit: That the question names; who asks for years or days may mean a date.
    """
    yield from (found.span() for found in _TELEPHONES.finditer(text))
    if not unit or unit not in "年月日天":
        yield from (found.span() for found in _DATES.finditer(text))
