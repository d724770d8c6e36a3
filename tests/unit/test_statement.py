"""Statements to be confirmed: what they claim, and whether a fact agrees."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.asking.statement import as_question, claims, verdict
from knowledge.model import Verdict
from knowledge.normal import fold


@pytest.mark.parametrize(
    ("statement", "question"),
    [
        ("低保标准是800元吗", "低保标准是多少元吗"),
        ("养老机构有200多家，对吗？", "养老机构有多少家,对吗?"),
        ("助餐點是不是有304個", "助餐点是不是有多少个"),
        ("补贴是2021年发的吧", "补贴是哪年发的吧"),
        ("护理型床位占比70%吧", "护理型床位占比百分之多少吧"),
        # A year that frames the question is no claim.
        ("2022年送了65度电对不对", "2022年送了多少度电对不对"),
        ("低保标准是多少", "低保标准是多少"),
        ("117家养老机构里公办的有几家", "117家养老机构里公办的有几家"),
        ("外地人能申请吗", "外地人能申请吗"),
        ("65度电是哪年送的吗", "65度电是哪年送的吗"),
    ],
)
def test_a_statement_as_the_question_that_it_answers(statement: str, question: str) -> None:
    assert as_question(statement) == question


FACT = "全市建有养老机构117家,床位2.5万余张,等级以上机构占比达74%;2022年新建3家。"


@pytest.mark.parametrize(
    ("statement", "named", "expected"),
    [
        ("养老机构有117家对吗", "养老机构", Verdict.AGREES),
        ("养老机构有200多家对吗", "养老机构", Verdict.DIFFERS),
        ("养老机构有100多家对吗", "养老机构", Verdict.AGREES),
        ("养老机构有110多家对吗", "养老机构", Verdict.AGREES),
        ("养老机构超过100家是吗", "养老机构", Verdict.AGREES),
        ("养老机构不到100家是吗", "养老机构", Verdict.DIFFERS),
        ("养老机构大概120家吧", "养老机构", Verdict.AGREES),
        ("床位有2.5万张吗", "床位", Verdict.AGREES),
        ("床位有2万5千张吗", "床位", None),
        ("床位有三万张吗", "床位", Verdict.DIFFERS),
        ("等级以上机构占比达七成四吧", "等级以上机构占比", None),
        ("等级以上机构占比达80%吧", "等级以上机构占比", Verdict.DIFFERS),
        ("3家是2021年新建的吧", "新建", Verdict.DIFFERS),
        ("3家是2022年新建的吧", "新建", Verdict.AGREES),
        ("养老机构没有117家吧", "养老机构", None),
        ("养老机构有117家公办的吗", "", None),
        ("养老机构有200张床吗", "养老机构", None),
        ("养老机构有多少家", "养老机构", None),
        ("养老机构好吗", "养老机构", None),
    ],
)
def test_whether_a_fact_agrees(statement: str, named: str, expected: Verdict | None) -> None:
    start = FACT.find(named)
    spans = [(start, start + len(named))] if named else []
    assert verdict(statement, FACT, spans) is expected


_TEXTS = st.text(
    st.sampled_from("低保有是吗吧对不1234567890.%万元家年多约超过到，？") | st.characters(),
    max_size=30,
)


@given(_TEXTS, _TEXTS)
def test_no_text_fails(statement: str, fact: str) -> None:
    for claim in claims(fold(statement).text):
        assert 0 <= claim.start < claim.end
        assert claim.low <= claim.high
    as_question(statement)
    verdict(statement, fact, [(0, len(fact))] if fact else [])
