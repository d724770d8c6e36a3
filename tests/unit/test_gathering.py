"""Facts that belong together."""

from pathlib import Path

import pytest

from knowledge.answer import Answerer
from knowledge.asking.listing import asks_list, asks_sides
from knowledge.language import load_language
from knowledge.library import Edition, load_edition
from knowledge.model import Answer
from knowledge.words import Cutter

ARTICLE = (
    "残疾人服务指南\n\n"
    "一、申请材料\n"
    "申请残疾人证应当提交以下材料：\n1. 身份证原件；\n2. 户口簿复印件；\n3. 两张证件照片。\n\n"
    "二、慈善项目\n"
    "全市推进两个新的慈善救助项目：一个是“冬暖夏凉行动”，为全市四类共一万三千户家庭每户赠送二百度用电，"
    "由电力公司按季度直接抵扣，不必申请；另一个是“微心愿爱心包”，为主城区的重点帮扶对象满足心愿，"
    "每份爱心包价值约一千元，由社区送到家中。\n\n"
    "三、补贴\n"
    "困难残疾人生活补贴全年发放2.93亿元。\n"
    "康复中心常年开放。\n"
    "重度残疾人护理补贴全年发放0.43亿元。\n"
)


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory, cutter: Cutter) -> Edition:
    """Serve one article with a list, an enumeration and two figures apart."""
    folder = tmp_path_factory.mktemp("articles")
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    return load_edition(folder, load_language(Path("config")), cutter)


def _ask(edition: Edition, question: str) -> Answer:
    answer = Answerer(0.1).answer(edition, question)
    assert all(edition.holds(ranked.fact) for ranked in answer.facts)
    return answer


def test_a_list_is_quoted_whole(edition: Edition) -> None:
    answer = _ask(edition, "申请残疾人证要交哪些材料")
    said = answer.facts[0].fact.text
    assert said in ARTICLE
    assert said.endswith("1. 身份证原件；\n2. 户口簿复印件；\n3. 两张证件照片。")
    assert answer.listed
    assert [ranked for ranked in answer.facts[1:] if ranked.fact.text in said] == []


def test_who_asks_for_one_entry_gets_one(edition: Edition) -> None:
    answer = _ask(edition, "申请残疾人证要几张照片")
    assert answer.facts[0].fact.text == "3. 两张证件照片。"
    assert not answer.listed


def test_an_enumeration_is_not_cut_in_the_middle(edition: Edition) -> None:
    said = _ask(edition, "两个新的慈善救助项目分别是什么").facts[0].fact.text
    assert said in ARTICLE
    assert "冬暖夏凉行动" in said
    assert "微心愿爱心包" in said


def test_both_sides_are_given(edition: Edition) -> None:
    answer = _ask(edition, "困难残疾人生活补贴和重度残疾人护理补贴分别发了多少")
    said = "\n".join(ranked.fact.text for ranked in answer.facts)
    assert answer.listed
    assert "2.93亿元" in said
    assert "0.43亿元" in said
    assert "康复中心" not in said


@pytest.mark.parametrize(
    "question",
    ["要哪些材料", "专项行动有哪些", "分哪几类", "都有啥项目", "办理流程是什么材料", "列出名单"],
)
def test_who_asks_for_a_list(question: str) -> None:
    assert asks_list(question)


@pytest.mark.parametrize(
    "question", ["生活补贴和护理补贴分别多少", "两种各几家", "农村和城里哪个多", "甲和乙差多少"]
)
def test_who_asks_for_sides(question: str) -> None:
    assert asks_sides(question)


@pytest.mark.parametrize("question", ["低保标准是多少", "谁写的", "在哪里办", "养老院有多少家"])
def test_who_asks_for_one_thing(question: str) -> None:
    assert not asks_list(question)
    assert not asks_sides(question)
