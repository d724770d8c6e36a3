"""Page furniture: each rule takes what it is for, and nothing that an article says."""

import pytest

from knowledge.furniture import RULES, clean
from knowledge.model import BlockKind
from knowledge.readers.text import read
from knowledge.reading import Reading

TEXT = "低保标准是怎样定的，这里作一个说明。"

# What each rule is for, as it stands on pages.
TAKEN = {
    "invisible": ["\u200b", "\ufeff\u200b", "\u00ad\u2060"],
    "breadcrumbs": [
        "当前位置: 首页  >  新闻中心  >  媒体报道 > 正文",
        "您的位置：首页 > 政务公开",
        "您现在的位置：网站首页>>通知公告>>正文",
        "您所在的位置：首页",
        "当前位置：首页 - 民政要闻",
        "【当前位置：首页】",
        "所在位置：首页",
        "位置：政务公开 > 社会救助",
        "首页 > 新闻中心 > 媒体报道",
        "首页>>政务公开>>通知",
        "网站首页 › 政策 › 解读",
    ],
    "menu": [
        "首页 新闻中心 政务公开 办事服务 互动交流",
        "首页 | 政务公开 | 联系我们",
        "设为首页 加入收藏",
        "网站地图",
        "无障碍 长者模式",
        "简体 繁体 English",
        "登录 | 注册",
    ],
    "font size and print": [
        "【字体：大 中 小】",
        "字体：[大 中 小]",
        "【字体:    打印",
        "字号：【大】【中】【小】",
        "字体大小：A+ A A-",
        "大 中 小",
        "【打印】【关闭】",
        "[打印本页] [关闭窗口]",
        "打印本页",
        "我要纠错",
        "听全文",
    ],
    "share buttons": [
        "分享到：",
        "分享到：微信 新浪微博 QQ空间",
        "分享到微信朋友圈",
        "微信 微博 QQ空间",
        "分享至：更多",
    ],
    "QR caption": [
        "扫一扫在手机端打开当前页",
        "微信扫一扫：分享",
        "使用微信“扫一扫”即可将网页分享至朋友圈",
        "扫描二维码关注我们",
        "扫码关注“常州民政”",
        "长按识别二维码",
        "手机端打开当前页",
    ],
    "visitor counter": [
        "浏览量：128",
        "浏览次数：128次",
        "阅读 1.2万",
        "本站总访问量：123456 今日访问量：12",
        "您是第 12,345 位访客",
    ],
    "previous and next": [
        "上一篇：关于开展慰问活动的通知",
        "下一篇：没有了",
        "上一篇 关于开展慰问活动的通知",
        "上一条:无",
        "上一篇 下一篇",
        "【下一页】",
        "返回顶部",
        "【返回列表】",
    ],
    "copyright": [
        "版权所有：常州市民政局",
        "Copyright © 2023 常州市民政局",
        "© 2023 All rights reserved",
        "苏ICP备05003616号-1",
        "苏公网安备 32040402000123号",
        "政府网站标识码3204000031",
    ],
    "site owner": [
        "网站主办：常州市民政局",
        "主办单位：常州市民政局 技术支持：某某科技有限公司",
        "主办：常州市民政局　网站维护：信息中心",
        "技术支持：某某网络科技有限公司",
    ],
    "editor": [
        "责任编辑：张三",
        "（责任编辑：张三）",
        "责编 李四",
        "编辑：王五 审核：赵六",
        "一审：张三 二审：李四 三审：王五",
        "校对：孙七",
        "责任编辑：admin",
        "责任编辑：",
    ],
    "browser notice": [
        "您的浏览器版本过低，请升级",
        "您的浏览器不支持 video 标签",
        "点击播放",
        "请启用 JavaScript",
    ],
    "advertisement": [
        "现在都在哪买足彩",
        "真人荷官在线发牌",
        "网上博彩哪家好",
        "正规投注平台",
        "六合彩开奖结果",
        "某某体育官网入口",
        "代开发票 13800000000",
        "加V信：abc12345",
    ],
}

# What an article may say that looks like it.
KEPT = [
    # 彩票 pays for much of what civil affairs do, and who warns of gambling does not sell it.
    "福利彩票公益金用于资助困难群众",
    "彩票公益金支出情况",
    "体育彩票网点",
    "警惕网络赌博：百家乐、六合彩都是骗局",
    "禁止任何形式的博彩",
    "打击赌球、网络赌场",
    "社区棋牌室",
    "体育平台建设",
    # Entries of lists of what to bring and to do.
    "打印身份证复印件",
    "打印的申请表",
    "身份证扫描件",
    "扫描件",
    "扫码支付",
    "扫描二维码即可办理低保申请",
    "微信扫一扫登录“我的常州”申请",
    "长按识别二维码填写申请表",
    "下载申请表",
    "关闭养老机构的程序",
    "收藏证书",
    "审核：由街道办事处在10个工作日内完成",
    "初审：社区居委会",
    "复审：区民政局",
    "审核：镇政府",
    "编辑部地址",
    # Titles, and short things that a sentence is about.
    "分享与收藏",
    "分享经验",
    "分享会",
    "联系我们",
    "首页可以查到办事指南",
    "首页上的办事服务栏目",
    "位置：和平路1号",
    "位置：常州市天宁区锦绣路2号",
    "地理位置：位于市中心",
    "大、中、小学生",
    "大中小学",
    "上篇：政策",
    "下篇：办法",
    "下一条规定了例外情形",
    "前条规定的情形",
    "前一页所列材料",
    "上一年度",
    "上一篇文章讲了低保",
    "返回原籍",
    "版权所有权的转让",
    "主办单位：市民政局",
    "承办单位：天宁区民政局",
    "技术支持：市康复辅具中心提供轮椅调试",
    "您是第3位申请人",
    "阅读 30 册",
    "浏览量超过10万次",
    "微信",
    "更多",
    "信息公开",
    # Sentences are never furniture.
    "扫一扫在手机端打开当前页。",
    "现在都在哪买足彩。",
    "分享。",
]


def _clean(*lines: str) -> Reading:
    return clean(read("\n".join((TEXT, *lines, TEXT))))


def test_each_rule_has_what_it_is_for() -> None:
    assert [rule.name for rule in RULES] == list(TAKEN)
    assert all(len(lines) > 1 for lines in TAKEN.values())


@pytest.mark.parametrize(
    ("name", "line"), [(name, line) for name, lines in TAKEN.items() for line in lines]
)
def test_page_furniture_is_dropped_with_its_reason(name: str, line: str) -> None:
    reading = _clean(line)
    assert [block.text for block in reading.blocks] == [TEXT, TEXT]
    dropped = {(entry.rule, entry.reason) for entry in reading.dropped}
    (rule,) = (rule for rule in RULES if rule.name == name)
    # A line of widgets may be taken apart as a page's line of date and source is.
    assert dropped == {(name, rule.reason)}
    assert "".join(entry.piece.text for entry in reading.dropped) in (line, "".join(line.split()))
    assert all(entry.line == 2 for entry in reading.dropped)


@pytest.mark.parametrize("line", KEPT)
def test_what_an_article_says_stays(line: str) -> None:
    reading = _clean(line)
    assert [block.text for block in reading.blocks] == [TEXT, line, TEXT]
    assert not reading.dropped
    assert not reading.metadata


def test_a_long_line_is_never_furniture() -> None:
    line = "分享到：" + "微信 " * 40
    assert [block.text for block in _clean(line).blocks] == [TEXT, line.strip(), TEXT]


@pytest.mark.parametrize("kind", [BlockKind.ROW, BlockKind.HEAD])
def test_a_row_of_a_table_is_never_furniture(kind: BlockKind) -> None:
    block = read("浏览量：128").blocks[0]
    row = type(block)(block.piece, block.line, kind)
    assert clean(Reading((row,))).blocks == (row,)


def test_names_and_reasons_are_there_once() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(rule.reason for rule in RULES)


@pytest.mark.parametrize("title", ["相关阅读", "【相关链接】", "推荐阅读：", "热门文章"])
def test_titles_of_other_articles_are_dropped_with_what_they_stand_under(title: str) -> None:
    others = ["关于开展慰问活动的通知", "我市召开民政会议"]
    reading = clean(read("\n".join((TEXT, title, *others))))
    assert [block.text for block in reading.blocks] == [TEXT]
    assert [entry.piece.text for entry in reading.dropped] == [title, *others]
    assert {entry.rule for entry in reading.dropped} == {"related"}


def test_text_below_related_titles_is_text() -> None:
    reading = clean(read(f"{TEXT}\n相关链接\n我市召开会议\n{TEXT}\n我市召开会议\n"))
    assert [block.text for block in reading.blocks] == [TEXT, TEXT, "我市召开会议"]


@pytest.mark.parametrize("line", ["相关信息由民政局公布", "相关文章：低保", "最新标准"])
def test_what_only_begins_like_related_titles_stays(line: str) -> None:
    assert line in [block.text for block in _clean(line).blocks]
