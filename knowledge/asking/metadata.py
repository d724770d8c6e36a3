"""Questions about an article and not about what it says: who wrote it, when, for which paper."""

import re
from dataclasses import dataclass

from knowledge.constraints import own_place
from knowledge.model import Document, Metadata, MetadataKind
from knowledge.normal import fold

_WROTE = r"(?:写|撰写|撰稿|执笔|署名|编写|起草|采写|采访)"
_PUBLISHED = r"(?:发布|发表|刊登|刊发|登载|登报|登|公布|公开|更新|上线|见报|报道|印发|发文|写)"
# Of an article; without one named, benefits are what is 发.
_SENT = r"(?:发|出|挂)"
_WHEN = (
    r"(?:什么时候|啥时候|何时|几时|哪一?[天年日]|哪个月|几月几[号日]|几号|几月|哪年哪月"
    r"|什么日期|什么时间)"
)
_MEDIUM = r"(?:报[纸社刊]?|日报|媒体|刊物?|杂志|期刊|网站?|官网|平台|公众号|单位|部门|地方)"
_WHICH = r"(?:哪一?[个家份张种]?|什么|啥)"

# How people speak of an article.
_ARTICLE_WORDS = (
    r"这?篇?(?:文章|本文|文中|全文|报道|稿子|稿件|新闻稿|新闻|文稿|article|原文|正文)|[这那本该]篇"
    r"|[这那]个?(?:文件|通知(?![书单栏])|公告|网页|页面|帖子)"
)
# Kinds of documents; elsewhere than in such a question they are often what is asked about itself.
_DOCUMENT = (
    r"(?:文件|通知|公告|通告|公示|告示|公报|简章|指南|须知|问答|报告|年报|总结|办法|规定|意见|方案|规约|细则"
    r"|倡议书|公开信|家长书|告市民书|通报|消息|访谈)"
)
_OFFICE = (
    r"(?:谁|哪[一两几]?(?:个|家|些)?(?:单位|部门|机关|机构|科室?|局|处|所|中心)?"
    r"|(?:什么|啥)(?:单位|部门|机关|机构|人))"
)
_ISSUED = r"(?:联合|共同)?(?:发布|印发|发出|发|出|编印|编写|编制|编|制定|公布|贴|张榜)"
_REVISED = rf"(?:{_PUBLISHED}|{_SENT}|更新|修订|修改|编写|编制|编|制定)"
_ARTICLE = re.compile(
    rf"{_ARTICLE_WORDS}|[这那本该](?:个|份|篇|则|条|次)?[一-鿿]{{0,4}}{_DOCUMENT}|^{_DOCUMENT}|{_DOCUMENT}(?=的?(?:文号|发文字号|编号))"
    rf"|{_DOCUMENT}(?=(?:是|由)?(?:{_OFFICE}{_ISSUED}|{_WHEN}(?:{_REVISED})?)(?:出来)?的)"
)


@dataclass(frozen=True, slots=True)
class _Form:
    kind: MetadataKind
    pattern: re.Pattern[str]
    alone: bool = True
    """Whether it asks for that even where no article is named."""


_FORMS: tuple[_Form, ...] = (
    _Form(
        MetadataKind.NUMBER,
        re.compile(
            rf"文号|发文字号|{_DOCUMENT}的?编号|(?:是|登在|在)?第?几[号期版](?:公告|文件|文)?的?\W*$"
        ),
        alone=False,
    ),
    _Form(
        MetadataKind.REVIEWER,
        re.compile(
            r"(?:谁|哪[个位](?:人|领导)?)(?:审核|审定|审)的|审核(?:人|的人)?是?(?:谁|哪个?)|^\W*审核人?\W*$"
        ),
        alone=False,
    ),
    _Form(
        MetadataKind.AUTHOR,
        re.compile(
            rf"(?:谁|哪(?:[几两三]?位|[几两三]?个|些)(?:人|记者|同志)?|(?:什么|啥)人|哪里的记者){_WROTE}"
            rf"(?:的|了|出来)?|{_WROTE}(?:的|者)?是?谁"
            r"|(?:作者|撰稿人|执笔人|署名|通讯员|author)(?:是|叫|为|有|的|担任|在|任|什么|啥|哪|\W|$)"
            r"|记者(?:是|叫)(?:谁|什么|哪)"
        ),
    ),
    _Form(
        MetadataKind.SOURCE,
        re.compile(
            rf"{_WHICH}{_MEDIUM}?(?:上|里)?(?:{_PUBLISHED}|{_SENT})(?:出来|出|过)?的"
            rf"|{_PUBLISHED}在{_WHICH}{_MEDIUM}"
            r"|(?:文章|本文|报道|稿子|稿件|新闻|消息|这篇|那篇)的?(?:来源|出处|source)"
            r"|出自(?:哪|何处|什么)|(?:来源|出处)(?:是|在|\W*$)"
            r"|(?:转载|转发|摘)自|哪里(?:转载|转|来)的"
        ),
    ),
    _Form(
        MetadataKind.SOURCE,
        re.compile(rf"(?:由|是)?{_OFFICE}{_ISSUED}(?:出来)?(?:的|了|[呀啊呢]|\W|$)"),
        alone=False,
    ),
    _Form(
        MetadataKind.DATE,
        re.compile(rf"(?:是|在)?{_WHEN}{_REVISED}(?:出来|出)?的|{_DOCUMENT}是?{_WHEN}的"),
        alone=False,
    ),
    _Form(
        MetadataKind.DATE,
        re.compile(
            rf"{_WHEN}{_PUBLISHED}(?:出来|出|过)?的?|{_PUBLISHED}(?:出来|出)?的?(?:时间|日期|年份)|{_PUBLISHED}于{_WHEN}"
            rf"|(?:{_ARTICLE_WORDS}).*{_WHEN}{_SENT}"
            rf"|(?:是|在)(?:19|20)?\d\d年?\D{{0,8}}{_PUBLISHED}的?|时间.{{0,2}}{_WHEN}"
        ),
        alone=False,
    ),
    _Form(
        MetadataKind.TITLE,
        re.compile(
            r"(?:文章|本文|这篇|那篇|全文|报道|新闻|通知|稿子).{0,4}(?:标题|题目|题名|叫(?:什么|啥)|title)"
            r"|^\W*(?:标题|题目)\W*(?:是|叫|$)"
            r"|(?:什么|啥)(?:标题|题目)|(?:标题|题目)(?:是|叫)(?:什么|啥)"
        ),
    ),
)
_KIND = re.compile(_DOCUMENT)
_PAPER, _OF_PRESS = (
    re.compile(r"报[纸社刊]|日报|晚报|刊物|杂志|期刊|媒体"),
    re.compile(r"[报刊社网台]|杂志|媒体|客户端"),
)
# What such a question says beside what it asks for.
_BESIDE = re.compile(
    r"请问|想问|问一?下|知道|告诉我|的|是|在|了|吗|呢|啊|呀|吧|有|都|最早|首次|第一次|到底|究竟|个|人"
    r"|什么|啥|多少|哪里?|谁|名字|叫|担任|职务|职位|身份|单位|\W"
)


@dataclass(frozen=True, slots=True)
class MetadataAsked:
    """What is asked about an article."""

    kind: MetadataKind
    rest: str
    """What else the folded question says: which article is meant, or that another thing is."""
    of_article: bool
    """Whether the question says that an article is meant."""
    of_press: bool = False
    """Whether the question takes it for printed in a paper."""
    document: str = ""
    """The kind of document that it names: 通知, 公告; empty: none."""


def metadata_asked(folded: str) -> MetadataAsked | None:
    """Return what a folded question asks about an article; `None` where it asks something else."""
    for form in _FORMS:
        found = form.pattern.search(folded)
        if found is None:
            continue
        named = bool(_ARTICLE.search(folded))
        rest = folded[: found.start()] + " " + folded[found.end() :]
        rest = _BESIDE.sub("", _ARTICLE.sub("", rest))
        if named or not rest or form.alone or len(rest) <= 1:
            document = _KIND.search(folded)
            of_press = bool(_PAPER.search(folded))
            return MetadataAsked(form.kind, rest, named, of_press, document[0] if document else "")
    return None


def is_meant(asked: MetadataAsked, document: Document) -> bool:
    """Whether a question about an article may mean this one."""
    rest = asked.rest
    if len(rest) <= 1:
        return True
    said = (document.title, document.source or "", document.author or "", document.name)
    identity = fold("\n".join(said)).text
    own = own_place(document.source_text)
    if own is not None and own.rstrip("省市县区") in rest:
        return True
    text = fold(document.source_text).text if asked.of_article else identity
    pairs = {rest[place : place + 2] for place in range(len(rest) - 1)}
    return 2 * sum(pair in text for pair in pairs) >= len(pairs)


def metadata_of(document: Document, asked: MetadataAsked) -> tuple[Metadata, ...]:
    """Return what a page says of this kind; who wrote for it where it names no source."""
    of_kind: dict[MetadataKind, tuple[Metadata, ...]] = {
        kind: tuple(entry for entry in document.metadata if entry.kind is kind)
        for kind in (asked.kind, MetadataKind.AUTHOR)
    }
    said = of_kind[asked.kind]
    if not said and asked.kind is MetadataKind.SOURCE:
        said = of_kind[MetadataKind.AUTHOR]
    if asked.kind is MetadataKind.SOURCE and asked.of_press:
        said = tuple(entry for entry in said if _OF_PRESS.search(entry.piece.text))
    return said
