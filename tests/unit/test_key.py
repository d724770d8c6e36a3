"""The figure that answers a question for a number; none where it is not clear which."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.key import key_span


def _key(question: str, fact: str, *named: str) -> str | None:
    matched = [(fact.index(word), fact.index(word) + len(word)) for word in named]
    span = key_span(question, fact, matched)
    return None if span is None else fact[slice(*span)]


@pytest.mark.parametrize(
    ("question", "fact", "named", "key"),
    [
        ("低保标准是多少？", "低保标准提高到每人每月1000元。", "低保标准", "每人每月1000元"),
        ("低保標準是多少？", "低保标准提高到每人每月1000元。", "低保标准", "每人每月1000元"),
        ("低保标准多少钱", "低保标准提高到每人每月１０００元。", "低保标准", "每人每月１０００元"),
        ("养老机构有几家", "建有各类养老机构117家,床位2.5万余张。", "养老机构", "117家"),
        ("床位有多少张", "建有各类养老机构117家,床位2.5万余张。", "床位", "2.5万余张"),
        ("护理型床位占比多少", "护理型床位占比达到72%。", "护理型床位", "72%"),
        ("自付费用按多少比例救助", "自付费用按40%—60%比例给予救助。", "自付费用", "40%—60%"),
        ("累计投入多少资金", "累计投入扶持资金近2000万元。", "投入", "近2000万元"),
        ("受益人群有多少人次", "受益人群约20万人次。", "受益人群", "约20万人次"),
        ("需要几个工作日", "审批在20个工作日内完成。", "审批", "20个工作日"),
        ("要几个月才能办好", "全部手续需要3个月办好。", "办好", "3个月"),
        ("热线开通几个小时", "热线每天开通24小时。", "热线", "24小时"),
        ("面积有多少平方公里", "全市面积约4372平方公里。", "面积", "约4372平方公里"),
        ("百分之几的床位是护理型", "护理型床位占百分之七十二。", "护理型", "百分之七十二"),
        ("有几成老人受益", "受益老人约四成。", "老人", "约四成"),
        ("补贴超过多少元", "补贴不低于500元。", "补贴", "不低于500元"),
        ("婚宴最多几桌", "婚宴不超过20桌,随礼不超过200元。", "婚宴", "不超过20桌"),
        ("登记结婚的有多少对", "登记结婚2315对,离婚712对。", "登记结婚", "2315对"),
        ("有多少床位吗", "机构有床位150张,投资960万元。", "床位", "150张"),
        ("覆盖了多少老人", "上门服务覆盖15.8万名老年人。", "覆盖", "15.8万名"),
        ("每月补多少", "每月补贴300元。", "每月", "300元"),
        ("多少岁可以领", "年满八十岁可以领取。", "可以", "八十岁"),
    ],
)
def test_the_figure_of_the_clause_that_is_named(
    question: str, fact: str, named: str, key: str
) -> None:
    assert _key(question, fact, named) == key


ROW = "云城有公办养老院29家、民办养老院45家、养老驿站8家。"


@pytest.mark.parametrize(
    ("question", "named", "key"),
    [
        ("民办养老院有几家", ("民办养老院",), "45家"),
        ("云城公办养老院有几家", ("云城", "公办养老院"), "29家"),
        ("云城的养老驿站有几家", ("云城", "养老驿站"), "8家"),
        # All of them, or more than one, or something else.
        ("养老院有几家", ("养老院",), None),
        ("公办和民办的有几家", ("公办", "民办"), None),
        ("云城有几家", ("云城",), None),
    ],
)
def test_the_figure_of_an_item_that_is_named(
    question: str, named: Sequence[str], key: str | None
) -> None:
    assert _key(question, ROW, *named) == key


def test_items_that_have_no_figure_each_tell_nothing() -> None:
    fact = "公办、民办养老院有29家、45家。"
    assert _key("民办养老院有几家", fact, "民办养老院") is None


@pytest.mark.parametrize(
    ("question", "fact", "named"),
    [
        # It asks for no number.
        ("怎么申请低保", "低保标准提高到每人每月1000元。", "低保"),
        ("几乎没有人申请吗", "低保标准提高到每人每月1000元。", "低保"),
        # Two figures, and nothing tells which.
        ("标准是多少", "标准由800元提高到1000元。", "标准"),
        ("补贴多少", "生活补贴2.93亿元、护理补贴0.43亿元。", "补贴"),
        # Another unit than the one that was asked for.
        ("有多少张床位", "养老机构的床位分布在117家。", "床位"),
        ("多少人领低保", "低保标准提高到每人每月1000元。", "低保"),
        ("补贴给多少", "补贴惠及314户。", "补贴"),
        ("六十岁以上占多少", "六十岁以上的共2.35万人。", "以上"),
        ("收多大岁数的", "投资960万元收住老人。", "收"),
        # What the question counts is not named beside the figure.
        ("安宁园有多少墓位", "投资4300万元新建安宁园。", "安宁园"),
        # The number of an article of a law, of a telephone, of a day.
        ("垃圾分多少", "第八条 垃圾分开投放。", "垃圾"),
        ("接了多少电话", "接听电话96377。", "电话"),
        ("发了多少", "3月15日发放到位。", "发"),
        # No figure in the clause that is named.
        ("床位有多少", "养老机构117家,床位充足。", "床位"),
        # The question knows the figure already.
        ("1000元的低保标准是多少年定的", "低保标准是1000元。", "低保标准"),
        # A year is a figure only for who asks for one.
        ("发放了多少", "2022年发放到位。", "发放"),
        # Words that only look like numbers.
        ("低保标准是多少", "低保标准实行统一管理。", "低保标准"),
        ("低保标准是多少", "低保标准十分合理。", "低保标准"),
    ],
)
def test_where_it_is_not_clear_there_is_no_figure(question: str, fact: str, named: str) -> None:
    assert _key(question, fact, named) is None


def test_nothing_named_is_nothing_clear() -> None:
    assert _key("多少钱", "低保标准提高到每人每月1000元。") is None


def test_two_clauses_that_are_named_alike_are_not_clear() -> None:
    fact = "低保为1000元，特困为1400元。"
    assert _key("低保和特困是多少元", fact, "低保", "特困") is None


def test_a_clause_that_is_named_as_well_may_be_meant() -> None:
    fact = "普通身份证15个工作日办好，加急的5个工作日。"
    assert _key("加急身份证几天", fact, "身份证", "加急") is None
    assert _key("普通身份证几天", fact, "普通身份证") == "15个工作日"


def test_a_year_that_is_asked_for() -> None:
    assert _key("多少年开始的", "行动从2020年开始。", "开始") == "2020年"


_TEXTS = st.text(
    st.sampled_from("低保标准多少几比例1２千万四成%—-至，。;年月元人个㎡½\u200b ")
    | st.characters(),
    max_size=30,
)


@given(_TEXTS, _TEXTS, st.data())
def test_a_span_is_always_a_part_of_the_fact(question: str, fact: str, data: st.DataObject) -> None:
    offsets = st.integers(0, len(fact))
    start = data.draw(offsets)
    end = data.draw(st.integers(start, len(fact)))
    asking = data.draw(
        st.sampled_from(["多少", "几号", "多久", "几点", "电话", "在哪", "有哪些", ""])
    )
    span = key_span(question + asking, fact, [(start, end)])
    if span is not None:
        assert 0 <= span[0] < span[1] <= len(fact)
        assert fact[slice(*span)].strip()
