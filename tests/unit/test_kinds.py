"""Kinds of things that are asked for, and what shows them."""

import pytest

from knowledge.kinds import KINDS

_KINDS = {kind.name: kind for kind in KINDS}

_CASES = (
    ("date", "哪一年建成的", "该馆于1998年建成。", "该馆由市里建成。"),
    ("place", "展览馆在哪里", "展览馆位于长江路。", "展览馆免费开放。"),
    ("reason", "为什么停办", "由于经费不足，于次年停办。", "次年停办。"),
    ("name", "鲮鲤又叫什么", "穿山甲，又名鲮鲤。", "穿山甲吃蚂蚁。"),
    ("person", "站长是谁", "站长由陈国强担任。", "站里有三间房。"),
    ("organisation", "哪个部门管", "由民政局负责。", "按规定执行。"),
    ("work", "他有哪些作品", "著有《春水集》。", "他是本地人。"),
    ("definition", "一户一档是什么意思", "一户一档是指每户一份档案。", "建立一户一档。"),
    ("means", "怎么分的", "通过抽签分配。", "分到三间房。"),
    ("list", "有哪些项目", "项目有助餐、助浴和助医。", "项目不少。"),
    ("purpose", "这笔钱有什么用途", "这笔钱用于修路。", "这笔钱到了。"),
    ("money", "罚多少", "每次罚款200元。", "情节严重的予以处罚。"),
    ("rate", "低保一个月多少", "每人每月1000元。", "累计发放三亿元。"),
    ("papers", "要带啥", "凭身份证办理。", "当天办完。"),
    ("contact", "电话多少", "热线85681234。", "请打电话。"),
    ("address", "去哪办", "在便民服务大厅3号窗口办理。", "按月发放。"),
    ("hours", "几点开门", "每天8:30开放。", "全年开放。"),
    ("duration", "多久能办好", "15个工作日内办结。", "尽快办理。"),
    ("term", "啥时候发", "每月15日前发放。", "按规定发放。"),
    ("eligibility", "哪些人能领", "年满80周岁的老人。", "津贴每月发放。"),
    ("yes or no", "要不要预约", "参观无须预约。", "预约电话在门口。"),
    ("comparison", "比去年涨了吗", "由900元提高到1000元。", "标准为1000元。"),
    ("share", "占百分之几", "占比达74%。", "共有117家。"),
    ("age", "几岁能领", "年满80周岁。", "每月发放。"),
)


def test_each_kind_is_tried() -> None:
    assert {name for name, *_ in _CASES} == set(_KINDS)


@pytest.mark.parametrize(("name", "question", "shown", "not_shown"), _CASES)
def test_a_kind_is_shown_or_not(name: str, question: str, shown: str, not_shown: str) -> None:
    kind = _KINDS[name]
    assert kind.speaks(question, shown) == 1
    assert kind.speaks(question, not_shown) == -1
    assert kind.speaks("低保", shown) == 0
