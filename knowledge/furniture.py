"""Page furniture: what stands in a scraped file and is no part of its article.

Rules are in a table, one line each, with a name and the reason that a clerk is shown. A rule may
only take what no article says: lines that are short, end no sentence, and have the form of a
widget.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge import page_head
from knowledge.model import Block, BlockKind, Dropped, Metadata, MetadataKind
from knowledge.reading import Reading

# Longer lines are text: the longest widget met (a row of share buttons) has 52 characters.
_LONGEST_WIDGET = 80

_SENTENCE_END = re.compile(r"[。！？!?；;]")


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of page furniture that is known by its words."""

    name: str
    reason: str
    pattern: re.Pattern[str]
    """Searched in the line; anchored where the words also occur in articles."""


_MENU = (
    r"(?:首页|网站首页|新闻中心|政务公开|政府信息公开|信息公开|办事服务|网上办事|互动交流|政民互动|机构概况"
    r"|机构职能|专题专栏|通知公告|联系我们|关于我们|网站地图|网站导航|设为首页|加入收藏|无障碍|长者模式"
    r"|适老化|简体|繁体|English|登录|注册|搜索|邮箱|返回|更多)"
)

_EDITOR = r"责任编辑|责编|网络编辑|值班编辑"
_REVIEWER = r"编辑|编审|审核|校对|[初复终一二三]审"
# Of a person, or an account; no office.
_NAME = r"(?:[一-鿿]{2,4}(?<![局委办会府院部处科室站所村镇乡])|[a-z]\w{2,15})"

RULES: tuple[Rule, ...] = (
    Rule(
        "invisible",
        "只有看不见的字符",
        re.compile(r"^[\s\u00ad\u200b-\u200f\u2060\ufe0f\ufeff]+$"),
    ),
    Rule(
        "breadcrumbs",
        "网页的位置导航",
        re.compile(
            r"^\W{0,3}(?:您|当前|现在)(?:的|所在|现在|当前)*位置\s*(?:是|为)?\s*[:：]"
            # 位置：和平路1号 is an address.
            r"|^\W{0,3}(?:所在)?位置\s*[:：]\s*(?:(?:网站)?首页|主页|.*[>＞»›→])"
            r"|^(?:网站)?首页\s*(?:[>＞»›/→\-]+\s*[^>＞»›/→]{1,20}\s*){1,6}$"
        ),
    ),
    Rule(
        "menu",
        "网页的导航菜单",
        re.compile(rf"^(?:{_MENU}[\s|｜·/、>»]*){{2,}}$|^(?:网站地图|设为首页|加入收藏)$"),
    ),
    Rule(
        "font size and print",
        "调整字号、打印、关闭等网页按钮",
        re.compile(
            r"^\W*(?:字体|字号)(?:大小)?\s*[:：]?[\s\W]*"
            r"(?:(?:特大|超大|大|中|小|默认|打印(?:本页)?|关闭(?:窗口|本页)?|收藏|分享|T|A[+-]?)[\s\W]*)*$"
            r"|^\W*(?:(?:大|中|小|打印(?:本页|此页)?|关闭(?:窗口|本页)?|收藏(?:本页)?|纠错|下载)[\s\W]*){2,}$"
            r"|^\W*(?:打印(?:本页|此页|全文)?|关闭(?:窗口|本页)|我要纠错|听全文|语音播报)\W*$"
        ),
    ),
    Rule(
        "share buttons",
        "分享到社交网络的按钮",
        re.compile(
            r"^\W*分享(?:到|至)?\W*(?:(?:微信|朋友圈|新浪微博|微博|QQ空间|QQ好友|QQ|人人网|豆瓣|更多)\W*)*$"
            r"|^\W*(?:(?:微信|朋友圈|新浪微博|微博|QQ空间|QQ好友|QQ|人人网|豆瓣)\W*){2,}$",
            re.IGNORECASE,
        ),
    ),
    Rule(
        "QR caption",
        "二维码的说明文字",
        re.compile(
            # Who says what the code is for tells how to apply.
            r"^(?!.*(?:申请|办理|登录|填[写报]|查询|报名|缴|预约|申报|支付|下载|反馈))"
            r"\W*(?:请?(?:使?用)?(?:微信|手机)*\W?扫一扫"
            r"|扫(?:描|码|下方|上方|左侧|右侧)*.{0,6}(?:二维码|关注|分享)"
            r"|(?:长按|识别).{0,6}二维码|(?:手机|移动)(?:端|版)?(?:打开|浏览|访问)当前页)"
        ),
    ),
    Rule(
        "visitor counter",
        "访问次数，不是文章内容",
        re.compile(
            r"^\W*(?:(?:本站|本页|网站)?(?:总|今日)?(?:浏览|阅读|点击|访问)(?:量|数|次数|人数|人次)?\s*[:：]?"
            r"\s*\d[\d,.]*\s*万?(?:次|人次?)?\W*)+$|您是第\s*\d[\d,]*\s*位(?:访|来访|浏览|读者|网友)"
        ),
    ),
    Rule(
        "previous and next",
        "上一篇、下一篇、返回等链接",
        re.compile(
            # 下一条规定了例外 is a sentence, 上篇：政策 a title.
            r"^\W*[上下前后]一(?:篇|条|页|则)\s*[:：]|^\W*[上下]一(?:篇|条|则)\s+\S"
            r"|^(?:\W*[上下前后]一(?:篇|条|页|则))+\W*$|^\W*返回(?:顶部|首页|列表|上页|上一页)\W*$"
        ),
    ),
    Rule(
        "copyright",
        "版权和备案信息",
        re.compile(
            r"^\W*(?:版权(?:所有(?!权)|声明)|Copyright\b|©)|ICP备\s*\d|公网安备\s*\d|(?:政府)?网站标识码",
            re.IGNORECASE,
        ),
    ),
    Rule(
        "site owner",
        "网站的主办、承办和技术支持单位",
        re.compile(
            # 主办单位：市民政局 alone may announce an event.
            r"^\W*(?:网站(?:主办|承办|管理)(?:单位)?|网站维护|运行维护|运维单位)\s*[:：]"
            r"|^\W*(?:主办|承办)(?:单位)?\s*[:：].*(?:技术支持|网站|维护|备案|标识码|ICP|邮编)"
            r"|^\W*技术支持\s*[:：].{0,40}(?:公司|科技|网络|集团|信息)\W*$",
            re.IGNORECASE,
        ),
    ),
    Rule(
        "editor",
        "网页编辑的署名",
        re.compile(
            # 初审：社区居委会 is a step.
            rf"^\W*(?:(?:{_EDITOR}|{_REVIEWER})\s*[:：]\s*{_NAME}(?:[\s、]+{_NAME}(?!\s*[:：]))*\W*)+$"
            rf"|^\W*(?:{_EDITOR})\s*(?:[:：]|\s{_NAME})\W*$"
        ),
    ),
    Rule(
        "browser notice",
        "浏览器或播放器的提示",
        re.compile(
            r"您的浏览器(?:版本|不支持)|^\W*(?:点击|正在)(?:播放|加载)\W*$|请(?:开启|启用)\s*JavaScript"
        ),
    ),
    Rule(
        "advertisement",
        "混入网页的广告",
        # Words of gambling sites; 彩票 alone is not among them, since welfare lotteries pay for
        # much of what civil affairs do. Who warns of gambling does not advertise it.
        re.compile(
            r"^(?!.*(?:禁|打击|警惕|防|远离|抵制|整治|治理|查处|违法|非法|举报|诈骗|涉))"
            r".*(?:足彩|博彩|赌球|赌场|百家乐|六合彩|时时彩|真人荷官|棋牌(?:游戏|平台|下载)|老虎机"
            r"|外围(?:投注|赌)|投注(?:平台|网站?|官网|下载)|(?:体育|娱乐)(?:官网|app)(?:下载|登[录陆]|入口|注册)"
            r"|彩票(?:平台|网(?!点)|官网|计划|预测)|办证刻章|代开发票|(?:V|薇|威)信\s*[:：]?\s*[\w-]{5,})",
            re.IGNORECASE,
        ),
    ),
)

# From here on a page lists other articles.
_RELATED = re.compile(
    r"^\W*(?:相关(?:阅读|新闻|链接|文章|推荐|稿件|文档|报道|信息)|推荐阅读|延伸阅读|热门(?:新闻|文章|推荐)"
    r"|猜你喜欢|友情链接|最新(?:文章|新闻))\W*$"
)
_LABELLED = re.compile("[:：]")


def clean(reading: Reading) -> Reading:
    """Return the reading with page furniture dropped and what the page says of itself as metadata.

    Every character stays in blocks, metadata or dropped.
    """
    metadata, dropped = list(reading.metadata), list(reading.dropped)
    kept: list[Block] = []
    after_article = False
    page_line: int | None = None
    for block in reading.blocks:
        after_article = after_article or bool(_RELATED.match(block.text))
        if after_article and _is_link(block):
            dropped.append(Dropped(block.piece, block.line, "related", "网页上其他文章的链接"))
        elif rule := _rule(block):
            dropped.append(Dropped(block.piece, block.line, rule.name, rule.reason))
        elif (parts := page_head.fields(block)) and not _is_said_of_else(
            parts, metadata, below=any(map(page_head.is_body, kept))
        ):
            if page_line is None and any(
                entry.kind is not MetadataKind.NUMBER for entry in parts.metadata
            ):
                page_line = len(kept)
            metadata += parts.metadata
            dropped += parts.dropped
        else:
            after_article = False
            kept.append(block)
    signed = page_head.signature(kept, metadata)
    metadata += signed.metadata
    head = page_head.title_and_author(
        signed.blocks, page_line, titled=any(entry.kind is MetadataKind.TITLE for entry in metadata)
    )
    return Reading(
        head.blocks,
        tuple(sorted((*metadata, *head.metadata), key=lambda entry: entry.piece.start)),
        tuple(sorted((*dropped, *head.dropped), key=lambda entry: entry.piece.start)),
    )


def _is_said_of_else(parts: Reading, metadata: Sequence[Metadata], *, below: bool) -> bool:
    """Whether a line like one of date and source, within the text, says something of an event.

    A page says each thing of itself once; 时间：9月1日 is said of an event there, 发布时间 is not.
    """
    if not below or parts.dropped:
        return False
    known = {entry.kind for entry in metadata}
    if any(
        entry.kind is MetadataKind.SOURCE and not _LABELLED.search(entry.piece.text)
        for entry in parts.metadata
    ) and known & {MetadataKind.DATE, MetadataKind.SOURCE}:
        return True
    return all(
        entry.kind in known or entry.piece.text.startswith(("时间", "日期"))
        for entry in parts.metadata
    )


def _is_link(block: Block) -> bool:
    """Whether a block may be the title of another article rather than a sentence of this one."""
    return block.kind is not BlockKind.ROW and not _SENTENCE_END.search(block.text)


def _rule(block: Block) -> Rule | None:
    """Return the rule that takes a block away; sentences are never taken."""
    if len(block.text) > _LONGEST_WIDGET or block.text.endswith("。"):
        return None
    if block.kind in {BlockKind.ROW, BlockKind.HEAD}:
        return None
    return next((rule for rule in RULES if rule.pattern.search(block.text)), None)
