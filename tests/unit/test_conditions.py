"""Conditions on an answer: the place, the year, and what must be seen in it."""

from pathlib import Path

import pytest

from knowledge.answer import Answerer
from knowledge.constraints import about_years, of_place, of_year, places, years
from knowledge.evidence import KINDS, may_answer
from knowledge.expectation import Expectation, figures
from knowledge.language import Language
from knowledge.library import Edition, build_edition
from knowledge.model import Answer
from knowledge.readers import read_bytes
from knowledge.shelf import Shelf
from knowledge.words import Cutter


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("南京的低保标准", {"南京市"}),
        ("南京市的低保标准", {"南京市"}),
        ("廣東和江蘇哪個高", {"广东省", "江苏省"}),
        ("溧阳市的养老院", {"溧阳市"}),
        ("来宾很多，开封之后请安康", set()),
        ("低保怎么办", set()),
    ],
)
def test_places(text: str, named: set[str]) -> None:
    assert places(text) == named


@pytest.mark.parametrize(
    ("question", "article", "expected"),
    [
        ("南京低保", "江苏省常州市", False),
        ("常州低保", "江苏省常州市", True),
        ("钟楼区低保", "常州市", True),
        ("溧阳市低保", "常州市", True),
        ("江宁区低保", "常州市", False),
        ("鼓楼区低保", "徐州市", True),
        ("从上海来常州", "常州市", True),
        ("低保", "常州市", True),
    ],
)
def test_which_articles_may_be_of_a_place(question: str, article: str, *, expected: bool) -> None:
    assert of_place(places(question), places(article)) is expected


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("2022年发了多少", {"2022"}),
        ("２０２２年", {"2022"}),
        ("二〇二二年", {"2022"}),
        ("2020年—2022年", {"2020", "2022"}),
        ("2020到2022这三年", {"2020", "2022"}),
        ("投入近2000万元，1998户", set()),
        ("电话20221234，邮编201999", set()),
        ("2023-07-19", {"2023"}),
    ],
)
def test_years(text: str, named: set[str]) -> None:
    assert years(text) == named


def test_a_statement_to_be_confirmed_sets_no_year() -> None:
    assert about_years("补贴是2021年发的吧？") == frozenset()
    assert about_years("2021年发了多少补贴") == {"2021"}


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("一顿饭多少钱", "老年助餐点304个。", False),
        ("一顿饭多少钱", "午餐每份8元。", True),
        ("办证多少钱", "办理不收费。", True),
        ("电话是多少", "请到民政局窗口咨询。", False),
        ("电话是多少", "咨询电话：0519-85681234。", True),
        ("服务热线", "请拨打12345。", True),
        ("济困10条具体是哪十条", "疫情期间出台“济困10条”。", False),
        ("是哪三项补贴", "生活补贴、护理补贴、康复补贴。", True),
        ("养老服务送到哪几边", "送到身边、周边、床边。", True),
        ("哪一家最大", "市福利院最大。", True),
        ("网址是什么", "请登录www.example.gov.cn。", True),
        ("网址是什么", "建成智慧寻亲平台。", False),
        ("有多少家养老院", "养老机构117家。", True),
        ("有多少家养老院", "让老年人方便地选择养老机构。", False),
        ("低保怎么申请", "低保标准提高到每人每月1000元。", False),
        ("低保怎么申请", "向户籍所在地镇政府提出书面申请。", True),
        ("要带哪些材料", "带身份证和户口簿原件。", True),
        ("要带哪些材料", "实行一门受理。", False),
        ("几点开门", "周一至周五9:00开馆。", True),
        ("几点开门", "图书馆藏书丰富。", False),
        ("局长今年多大年纪", "局长钱旭健。", False),
        ("几个工作日能办好", "二十个工作日内办结。", True),
        ("多久能办好", "按规定办结。", False),
        ("联网的17个部门都有哪些部门", "对17个部门、27项信息进行联网核对,全天管理。", False),
        ("3个部门是哪些", "由3个部门(公安、民政、残联)办理。", True),
        (
            "这四类家庭是哪四类",
            "为全市四类共1.3万户每户送电,有低保、特困、孤儿、残疾等项目。",
            False,
        ),
        ("是哪四类", "低保、特困、孤儿、残疾四类家庭。", True),
        ("是哪两个项目", "推进两个项目:一个是送电,另一个是爱心包。", True),
        ("两个品牌是哪两个", "“绣娘”“船匠”两个品牌入选。", True),
        ("护理补贴每人每月发多少钱", "2022年7月累计发放护理补贴0.43亿元。", False),
        ("护理补贴每人每月发多少钱", "护理补贴为每人每月120元。", True),
        ("房租一个月多少钱", "月租金680元。", True),
        ("租一天多少钱", "累计租赁2.8万件。", False),
        ("提高之前的低保标准是多少", "低保标准提高到每人每月1000元。", False),
        ("提高之前的低保标准是多少", "低保标准由每人每月810元提高到865元。", True),
        ("这个网页怎么打印", "报告可在自助机打印。", False),
        ("报告在哪里打印", "报告可在自助机打印。", True),
        ("社区在哪条街上", "社区有居民1100户。", False),
        ("社区在哪条街上", "社区位于文昌大道200号。", True),
        ("抽血在几楼", "早上6:45开始抽血。", False),
        ("抽血在几楼", "抽血在门诊楼二楼。", True),
        ("专家星期几坐诊", "专家号每人40元。", False),
        ("专家星期几坐诊", "专家每周三坐诊。", True),
        ("结果礼拜几出来", "结果在每月8日公布。", True),
        ("医院离火车站多远", "公交5路到医院下车。", False),
        ("医院离火车站多远", "医院距火车站约3公里。", True),
        ("公园面积多大", "公园有停车位300个。", False),
        ("公园面积多大", "公园占地120亩。", True),
        ("深水区多深", "深水区须出示合格证。", False),
        ("深水区多深", "深水区水深1.8米。", True),
        ("泳道多长", "泳道共有8条。", False),
        ("要等多长时间", "7个工作日内办结。", True),
        ("办下来要多长", "七天内办结。", True),
    ],
)
def test_what_must_be_seen(question: str, text: str, *, expected: bool) -> None:
    assert may_answer(question, text) is expected


def test_each_kind_of_evidence_has_a_name_of_its_own() -> None:
    names = [kind.name for kind in KINDS]
    assert len(set(names)) == len(names) > 0


@pytest.mark.parametrize(
    ("question", "number", "unit", "date", "place"),
    [
        ("一共多少户", True, "户", False, False),
        ("几个工作日能办好", True, "工作日", False, False),
        ("占比多少", True, "", False, False),
        ("哪年开始的", False, "", True, False),
        ("在哪里办", False, "", False, True),
        ("为什么要评定等级", False, "", False, False),
    ],
)
def test_what_a_question_asks_for(
    question: str, unit: str, *, number: bool, date: bool, place: bool
) -> None:
    expected = Expectation.of(question)
    assert (expected.number, expected.unit) == (number, unit)
    assert (expected.date, expected.place) == (date, place)


def test_a_figure_answers_in_the_unit_asked_for_and_not_with_the_questions_own() -> None:
    found = figures("117家机构有2.5万余张床位,74%达标")
    beds = Expectation.of("117家机构有多少张床").answering(found, frozenset({"117"}))
    assert [figure.value for figure in beds] == ["25000"]
    homes = Expectation.of("117家是什么").answering(found, frozenset({"117"}))
    assert homes == ()


@pytest.fixture(scope="module")
def cities() -> Edition:
    """Serve what two cities say of the same thing, in different years."""
    texts = {
        "changzhou.txt": "常州市民政局介绍救助工作\n\n常州市低保标准提高到每人每月1000元。\n"
        "2022年发放残疾人补贴2.93亿元。\n",
        "wuxi.txt": "无锡市民政局介绍救助工作\n\n无锡市低保标准提高到每人每月1010元。\n",
    }
    shelf = Shelf(tuple(read_bytes(text.encode(), name) for name, text in texts.items()))
    return build_edition(shelf, Language(), Cutter())


def _ask(edition: Edition, question: str) -> Answer:
    return Answerer(threshold=0.1).answer(edition, question)


def test_the_place_decides_between_articles(cities: Edition) -> None:
    for place, figure in (("常州", "1000元"), ("无锡", "1010元")):
        facts = _ask(cities, f"{place}低保标准是多少").facts
        assert figure in facts[0].fact.text
        assert {ranked.fact.citation.article for ranked in facts} == {
            facts[0].fact.citation.article
        }


def test_who_names_no_place_may_mean_either(cities: Edition) -> None:
    readings = _ask(cities, "低保标准是多少").readings
    assert {ranked.fact.citation.article for ranked in readings} == {"changzhou.txt", "wuxi.txt"}
    assert _ask(cities, "常州低保标准是多少").readings == ()


def test_another_place_is_not_answered_with_ours(cities: Edition) -> None:
    answer = _ask(cities, "南京低保标准是多少")
    assert not answer.answered
    assert answer.nearest


def test_another_year_is_not_answered_with_this_one(cities: Edition) -> None:
    assert _ask(cities, "2022年发放残疾人补贴多少").answered
    assert not _ask(cities, "2019年发放残疾人补贴多少").answered


def test_a_price_is_not_answered_without_one() -> None:
    text = "养老服务与慈善救助\n\n全市建有老年助餐点304个。\n每份爱心包价值约1000元。\n"
    edition = build_edition(Shelf((read_bytes(text.encode(), "a.txt"),)), Language(), Cutter())
    assert not _ask(edition, "老年助餐点一顿饭多少钱").answered
    assert _ask(edition, "一份爱心包多少钱").facts[0].fact.text == "每份爱心包价值约1000元。"


def test_a_fact_without_a_year_is_of_its_articles(tmp_path: Path) -> None:
    text = "标题在此\n发布时间：2023-07-19 来源：日报\n低保标准提高到每人每月1000元。\n"
    edition = build_edition(
        Shelf((read_bytes(text.encode(), "a.txt"),)), Language(), Cutter(cache=tmp_path)
    )
    fact = next(fact for fact in edition.facts if "1000" in fact.text)
    assert of_year(fact, frozenset({"2023"}))
    assert not of_year(fact, frozenset({"2024"}))
    assert of_year(fact, frozenset())
