"""Questions that are looked up: what a figure counts, and what a page says of its article."""

import pytest

from knowledge.asking.metadata import is_meant, metadata_asked, metadata_of
from knowledge.asking.reverse import figure_asked, holds_figure
from knowledge.model import MetadataKind
from knowledge.normal import fold
from knowledge.readers import read_bytes


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("117家是什么？", "117", "家"),
        ("文章里的733户是什么意思", "733", "户"),
        ("15.8万是什么数字", "158000", ""),
        ("什么东西有2.8万多件", "28000", "件"),
        ("145项", "145", "项"),
        ("132名是什么人", "132", "名"),
        ("369个是什么项目", "369", "个"),
        ("１９９８系乜嘢", "1998", ""),
    ],
)
def test_of_which_figure_the_meaning_is_asked(question: str, value: str, unit: str) -> None:
    figure = figure_asked(fold(question).text)
    assert figure is not None
    assert (figure.value, figure.following) == (value, unit)


@pytest.mark.parametrize(
    "question",
    ["117家养老机构里公办的有几家", "17个部门和27项是什么", "低保标准", "", "65度电给谁"],
)
def test_who_asks_something_else(question: str) -> None:
    assert figure_asked(fold(question).text) is None


def test_a_figure_within_another_is_another() -> None:
    figure = figure_asked("5.8万名是什么")
    assert figure is not None
    assert not holds_figure("上门服务覆盖15.8万名老年人", figure)
    assert holds_figure("为5.8万名困难群众建立档案", figure)
    assert not holds_figure("补贴5.8万元", figure)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("谁写的", MetadataKind.AUTHOR),
        ("這篇文章是誰寫的？", MetadataKind.AUTHOR),
        ("作者担任什么职务", MetadataKind.AUTHOR),
        ("是哪两位记者采写的", MetadataKind.AUTHOR),
        ("这个article的author是谁", MetadataKind.AUTHOR),
        ("哪家报纸登的", MetadataKind.SOURCE),
        ("文章来源", MetadataKind.SOURCE),
        ("出处是哪", MetadataKind.SOURCE),
        ("发表在哪个刊物", MetadataKind.SOURCE),
        ("哪天发布的", MetadataKind.DATE),
        ("这篇什么时候发的", MetadataKind.DATE),
        ("发布时间", MetadataKind.DATE),
        ("文章是2023年发布的吗", MetadataKind.DATE),
        ("标题叫什么", MetadataKind.TITLE),
        ("公告谁发的呀", MetadataKind.SOURCE),
        ("这个问答是哪个局出的", MetadataKind.SOURCE),
        ("须知是哪个部门编的", MetadataKind.SOURCE),
        ("通告是哪两家联合发布的", MetadataKind.SOURCE),
        ("这份须知什么时候修订的", MetadataKind.DATE),
        ("公告是哪天的", MetadataKind.DATE),
        ("指南啥时候更新的", MetadataKind.DATE),
        ("文号是多少", MetadataKind.NUMBER),
        ("这个公告是第几号", MetadataKind.NUMBER),
        ("这份报告是谁审核的", MetadataKind.REVIEWER),
        ("这篇文章的题目", MetadataKind.TITLE),
    ],
)
def test_what_is_asked_of_an_article(question: str, kind: MetadataKind) -> None:
    asked = metadata_asked(fold(question).text)
    assert asked is not None
    assert asked.kind is kind


@pytest.mark.parametrize(
    "question",
    [
        "补贴谁发的",
        "录取通知书什么时候公布",
        "低保由谁审核的",
        "这篇是哪个编辑发的",
        "驾照编号是多少",
        "哪天的",
        "补贴什么时候发的",
        "低保金几号发",
        "低保标准是多少",
        "哪天办婚礼好",
        "什么时候公布名单",
        "",
    ],
)
def test_what_is_asked_of_something_else(question: str) -> None:
    assert metadata_asked(fold(question).text) is None


def _said(head: str, question: str) -> list[str]:
    document = read_bytes(f"养老服务公告\n{head}\n\n资金由财政承担。\n".encode(), "a.txt")
    asked = metadata_asked(fold(question).text)
    assert asked is not None
    return [entry.value for entry in metadata_of(document, asked)]


def test_what_a_page_says_of_its_article() -> None:
    assert _said("来源：云州日报　2024年5月6日　记者 张三", "公告谁发的") == ["云州日报"]
    assert _said("2024年5月6日　供稿：老龄科", "公告谁发的") == ["老龄科"]
    assert _said("云州市民政局　2024年5月6日", "这是哪家报纸登的") == []
    assert _said("来源：云州日报　2024年5月6日", "这是哪家报纸登的") == ["云州日报"]


def test_which_article_is_meant() -> None:
    text = "云州市扩大养老服务\n来源：云州日报\n\n云州市的资金由财政承担。\n"
    document = read_bytes(text.encode(), "a.txt")

    def meant(question: str) -> bool:
        asked = metadata_asked(fold(question).text)
        assert asked is not None
        return is_meant(asked, document)

    assert meant("来源是哪里")
    assert meant("云州日报那篇文章是谁写的")
    assert meant("云州那篇的标题叫什么")
    assert not meant("资金来源是什么")
    assert not meant("图书馆的文章是谁写的")
