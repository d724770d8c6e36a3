"""What a page says of its article: date, source, author and title; and what only looks like it."""

import pytest

from knowledge.furniture import clean
from knowledge.model import Block, BlockKind, MetadataKind
from knowledge.page_head import iso_date
from knowledge.readers.text import read
from knowledge.reading import Reading

TITLE = "关于提高低保标准的通知"
BODY = "低保标准从7月1日起提高到每人每月1000元。"


def _clean(*lines: str) -> Reading:
    return clean(read("\n".join(lines)))


def _said(reading: Reading) -> dict[str, str]:
    said = {entry.kind.value: entry.value for entry in reading.metadata}
    assert len(said) == len(reading.metadata), "something is said twice"
    return said


def _texts(reading: Reading) -> list[str]:
    return [block.text for block in reading.blocks]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "发布时间：2023-07-19 15:30 来源：市民政局 浏览次数：128 字体：[大 中 小] 打印",
            {"date": "2023-07-19", "source": "市民政局"},
        ),
        (
            "时间:2023-07-19   浏览量:128 次  来源:中国社会报",
            {"date": "2023-07-19", "source": "中国社会报"},
        ),
        (
            "【信息来源：常州市民政局】【发布日期：2023-07-19】【浏览次数：128】",
            {"date": "2023-07-19", "source": "常州市民政局"},
        ),
        (
            "[ 发布日期：2023-07-19 ] [ 来源：市民政局 ] [ 打印 ] [ 关闭 ]",
            {"date": "2023-07-19", "source": "市民政局"},
        ),
        ("2023年7月19日 来源：中国社会报", {"date": "2023-07-19", "source": "中国社会报"}),
        (
            "2023-07-19 15:30:21  来源： 常州日报   作者：张三",
            {"date": "2023-07-19", "source": "常州日报", "author": "张三"},
        ),
        (
            "作者：张三 来源：常州日报 时间：2023.07.19",
            {"date": "2023-07-19", "source": "常州日报", "author": "张三"},
        ),
        (
            "日期：2023-7-9　来源：市民政局　字号：[ 大 中 小 ]",
            {"date": "2023-07-09", "source": "市民政局"},
        ),
        (
            "稿件来源：社会救助处 发布日期：2023-07-19 浏览次数：10 次 字号：〖大 中 小〗",
            {"date": "2023-07-19", "source": "社会救助处"},
        ),
        (
            "来源：常州市民政局 发布时间：2023年07月19日 访问量：1,234 次",
            {"date": "2023-07-19", "source": "常州市民政局"},
        ),
        ("发布时间：2023-07-19 点击数：1.2万", {"date": "2023-07-19"}),
        ("发布时间：2023-07-19 浏览次数： 字体：大 中 小", {"date": "2023-07-19"}),
        ("阅读量：3456 发布于：2023/07/19", {"date": "2023-07-19"}),
        ("来源：新华社 2023-07-19 15:30", {"date": "2023-07-19", "source": "新华社"}),
        ("来源：《常州日报》（2023年7月19日）", {"date": "2023-07-19", "source": "《常州日报》"}),
        (
            "2023年07月19日 08:30 来源：人民网－《人民日报》",
            {"date": "2023-07-19", "source": "人民网－《人民日报》"},
        ),
        (
            "索引号：014109429/2023-00123 发布机构：市民政局 发文日期：2023-07-19",
            {"date": "2023-07-19", "source": "市民政局"},
        ),
        (
            "时间：2023-07-19 来源：市民政局 责任编辑：张三",
            {"date": "2023-07-19", "source": "市民政局"},
        ),
        ("发布人：张三 发布时间：2023-07-19", {"date": "2023-07-19"}),
        ("供稿：办公室 2023-07-19", {"date": "2023-07-19", "author": "办公室"}),
        (
            "发布时间：2023-07-19 信息来源：常州市 民政局 浏览次数：12",
            {"date": "2023-07-19", "source": "常州市 民政局"},
        ),
        (
            "信息来源：市民政局办公室 发布时间：2023-07-19 分享到：",
            {"date": "2023-07-19", "source": "市民政局办公室"},
        ),
        (
            "修订日期：2023年7月19日　护理部、住院部共同编写",
            {"date": "2023-07-19", "source": "护理部、住院部"},
        ),
        (
            "常州市民政局　2023年7月19日　公告第6号",
            {"date": "2023-07-19", "source": "常州市民政局", "number": "公告第6号"},
        ),
        (
            "文号：常民发〔2023〕12号 2023年7月19日",
            {"date": "2023-07-19", "number": "常民发〔2023〕12号"},
        ),
        (
            "来源：常州日报　2023年7月19日 A03版　记者 张三　通讯员 李四",
            {
                "date": "2023-07-19",
                "source": "常州日报",
                "number": "A03版",
                "author": "张三　通讯员 李四",
            },
        ),
        (
            "《常州晚报》2023年7月19日第6版　记者 张三　摄影 李四",
            {
                "date": "2023-07-19",
                "source": "《常州晚报》",
                "number": "第6版",
                "author": "张三　摄影 李四",
            },
        ),
        (
            "时间：2023-07-19　来源：常州晨报　文/图 记者 张三 实习生 李四",
            {"date": "2023-07-19", "source": "常州晨报", "author": "张三 实习生 李四"},
        ),
        (
            "编制：救助管理站　审核：张三 2023年7月",
            {"date": "2023-07", "source": "救助管理站", "reviewer": "张三"},
        ),
        (
            "报告人：市残联党组书记 张三　2023年7月19日",
            {"date": "2023-07-19", "author": "市残联党组书记 张三"},
        ),
        ("2023-07-19", {"date": "2023-07-19"}),
        ("2023年7月", {"date": "2023-07"}),
    ],
)
def test_a_pages_line_is_taken_apart(line: str, said: dict[str, str]) -> None:
    reading = _clean(TITLE, line, BODY)
    assert _said(reading) == {"title": TITLE, **said}
    assert _texts(reading) == [BODY]
    # Each part as it stands on the page, and nothing of the line is lost.
    assert all(entry.piece.text in TITLE + line for entry in reading.metadata)
    pieces = [
        *(entry.piece for entry in reading.metadata),
        *(drop.piece for drop in reading.dropped),
    ]
    parts = [piece.text for piece in pieces]
    visible = "".join("".join(parts).split())
    assert sorted(visible) == sorted("".join((TITLE + line).split()))


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("江苏省常州市民政局党组书记、局长   钱旭健", "钱旭健"),
        ("本报记者 张三 通讯员 李四", "张三 通讯员 李四"),
        ("记者：张三", "张三"),
        ("文/张三", "张三"),
        ("作者：张三", "张三"),
        ("撰稿人：张三", "张三"),
        ("评论员 买买提·艾力", "买买提·艾力"),
    ],
)
def test_an_authors_line(line: str, author: str) -> None:
    reading = _clean(TITLE, "2023-07-19", line, BODY)
    assert _said(reading) == {"title": TITLE, "date": "2023-07-19", "author": author}
    assert _texts(reading) == [BODY]


def test_who_the_author_is_may_stand_below_the_text() -> None:
    reading = _clean(TITLE, BODY, "（作者系常州市民政局局长）")
    assert _said(reading)["author"] == "常州市民政局局长"


@pytest.mark.parametrize(
    "line",
    [
        "2023年7月19日，市民政局召开会议。",
        "时间为2023年7月19日",
        "时间：2023年9月1日至9月30日",
        "发布时间另行通知",
        "2023年",
        "2023年7月19日起施行",
        "来源",
        "资金来源：财政",
        "来源：财政拨款，彩票公益金",
        "救助对象来源：社区摸排、群众反映。",
        "作者",
        "作者认为：应当提高标准",
        "记者：请问低保标准是多少？",
        "记者：请介绍一下低保的标准",
        "记者：您好！",
        "局长 每人每月1000元。",
        "打印、复印的时间：当天",
        "阅读材料",
        "打印2023-07-19的申请表",
        "2023年9月1日　市民中心",
        "审核：镇政府",
        "联系人：总务主任 张三",
    ],
)
def test_a_line_of_the_text_that_looks_like_a_pages(line: str) -> None:
    reading = _clean(TITLE, "发布时间：2023-07-19 来源：市民政局", BODY, line, BODY)
    assert _texts(reading) == [BODY, line, BODY]
    assert _said(reading) == {"title": TITLE, "date": "2023-07-19", "source": "市民政局"}


def test_when_and_where_of_an_event_is_no_date_of_the_page() -> None:
    event = ["时间：2023年9月1日", "地点：市民广场"]
    reading = _clean(TITLE, "现举办敬老活动，内容如下：", *event, "市民政局", "2023年7月19日")
    assert _texts(reading) == ["现举办敬老活动，内容如下：", *event]
    assert _said(reading) == {"title": TITLE, "source": "市民政局", "date": "2023-07-19"}


def test_a_file_number_may_stand_alone_below_the_title() -> None:
    reading = _clean(TITLE, "常民发〔2023〕12号", "各区民政局：", BODY)
    assert _said(reading) == {"title": TITLE, "number": "常民发〔2023〕12号"}
    assert _texts(reading) == ["各区民政局：", BODY]


@pytest.mark.parametrize("signed", ["市民政局", "市民政局　市财政局"])
def test_who_signs_a_letter_publishes_it(signed: str) -> None:
    reading = _clean(TITLE, "各区民政局：", BODY, signed, "2023年7月19日")
    assert _said(reading) == {"title": TITLE, "source": signed, "date": "2023-07-19"}
    assert _texts(reading) == ["各区民政局：", BODY]


@pytest.mark.parametrize(
    "lines",
    [
        # Not dated, followed by something else, or of a page that names its source.
        [TITLE, BODY, "市民政局"],
        [TITLE, BODY, "市民政局", BODY, "2023年7月19日"],
        [TITLE, "来源：常州日报", BODY, "市民政局", "2023年7月19日"],
    ],
)
def test_what_is_no_signature(lines: list[str]) -> None:
    reading = _clean(*lines)
    assert "市民政局" in _texts(reading)
    assert "市民政局" not in _said(reading).values()


def test_a_page_says_each_thing_of_itself_once() -> None:
    head = "发布时间：2023-07-19 来源：市民政局"
    below = ["来源：社区摸排", "2023年6月30日"]
    reading = _clean(TITLE, head, BODY, *below)
    assert _texts(reading) == [BODY, *below]
    assert _said(reading)["source"] == "市民政局"


def test_a_pages_line_may_stand_below_the_text() -> None:
    reading = _clean(TITLE, BODY, "来源：市民政局 发布时间：2023-07-19 浏览次数：3")
    assert _said(reading) == {"title": TITLE, "date": "2023-07-19", "source": "市民政局"}
    assert _texts(reading) == [BODY]


def test_a_row_of_a_table_is_no_pages_line() -> None:
    (block,) = read("来源：财政").blocks
    row = Block(block.piece, block.line, BlockKind.ROW)
    assert clean(Reading((row,))).blocks == (row,)


@pytest.mark.parametrize(
    ("lines", "dropped", "kept"),
    [
        ([TITLE, BODY], [], []),
        ([TITLE, "2023-07-19", BODY], [], []),
        # Injected, or the name of the site: what stands above the title is not of the article.
        (["买药请找我们", TITLE, "2023-07-19", BODY], ["买药请找我们"], []),
        (["常州市民政局", TITLE, "2023-07-19", BODY], ["常州市民政局"], []),
        (["常州市民政局文件", "常民〔2023〕12号", TITLE, "2023-07-19", BODY],
         ["常州市民政局文件"], []),
        # The site's name below the title.
        ([TITLE, "常州市民政局", "2023-07-19", BODY], [], ["常州市民政局"]),
        # A subtitle begins with a dash.
        ([TITLE, "——常州市民政局工作纪实", "2023-07-19", BODY], [], ["——常州市民政局工作纪实"]),
        # The line of date and source comes first.
        (["2023-07-19", TITLE, BODY], [], []),
        # Whom an official letter is to belongs to the text.
        ([TITLE, "2023-07-19", "各区民政局：", BODY], [], ["各区民政局："]),
        # Who wrote it stands between title and text, or above the line of date and source.
        ([TITLE, "民政局局长  钱旭健", "2023-07-19", BODY], [], []),
    ],
)  # fmt: skip
def test_the_title(lines: list[str], dropped: list[str], kept: list[str]) -> None:
    reading = _clean(*lines)
    assert _said(reading)["title"] == TITLE
    assert [entry.piece.text for entry in reading.dropped] == dropped
    assert {entry.rule for entry in reading.dropped} <= {"above the title"}
    assert _texts(reading) == [*kept, BODY]


@pytest.mark.parametrize(
    "lines", [[BODY, BODY], [BODY], ["一行没有句号的话"], [BODY, "2023-07-19"]]
)
def test_a_text_without_a_title_has_none(lines: list[str]) -> None:
    reading = _clean(*lines)
    assert "title" not in _said(reading)
    assert _texts(reading) == [line for line in lines if line != "2023-07-19"]


def test_a_long_first_line_is_text() -> None:
    reading = _clean("很长的一行" * 20, BODY)
    assert "title" not in _said(reading)


def test_a_line_of_date_below_the_text_tells_nothing_of_the_title() -> None:
    reading = _clean(TITLE, BODY, "申请材料", "2023-07-19")
    assert _said(reading)["title"] == TITLE
    assert _texts(reading) == [BODY, "申请材料"]


def test_a_title_that_markup_gives_is_the_title() -> None:
    first, title, body = read(f"网站名称\n{TITLE}\n{BODY}").blocks
    heading = Block(title.piece, title.line, BlockKind.HEADING, level=1)
    reading = clean(Reading((first, heading, body)))
    assert _said(reading) == {"title": TITLE}
    assert [entry.piece.text for entry in reading.dropped] == ["网站名称"]
    assert reading.blocks == (body,)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2023-07-19", "2023-07-19"),
        ("2023年7月9日", "2023-07-09"),
        ("2023/7/19 15:30", "2023-07-19"),
        ("2023.07.19", "2023-07-19"),
        ("2023-07-19T15:30:00+08:00", "2023-07-19"),
        ("2023年7月", "2023-07"),
        ("二〇二三年", None),
        ("2023", None),
        ("2023-13-01", None),
        ("123-07-19", None),
        ("", None),
    ],
)
def test_dates(text: str, date: str | None) -> None:
    assert iso_date(text) == date


def test_what_is_said_knows_its_line() -> None:
    reading = _clean("", TITLE, "", "2023-07-19", BODY)
    assert [(entry.kind, entry.line) for entry in reading.metadata] == [
        (MetadataKind.TITLE, 2),
        (MetadataKind.DATE, 4),
    ]
