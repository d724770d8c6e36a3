"""What is quoted of a fact: itself, or with the clause that it refers to."""

import pytest

from knowledge.model import Fact
from knowledge.quotation import quotation
from knowledge.readers import read_bytes
from knowledge.segment import segment

FIRST = "建立全市困难群众数据库，开展大额医疗支出主动预警排查工作，确保主动发现、及时救助；"


def _facts(text: str) -> tuple[str, list[Fact]]:
    source = f"标题在此\n\n{text}\n"
    facts = segment(read_bytes(source.encode(), "a.txt"))
    return source, [fact for fact in facts if not fact.kind.of_article]


@pytest.mark.parametrize(
    "clause",
    [
        "该行动被列入今年工作要点，惠及困难群众三千户。",
        "此项工作由民政部门牵头，惠及困难群众三千户。",
        "其中重点帮扶对象三千户，由镇村两级负责落实。",
        "同时对重点帮扶对象进行监测，由镇村两级负责。",
        "并对重点帮扶对象进行监测，由镇村两级负责落实。",
        "上述对象全部落实责任人，由镇村两级负责落实。",
    ],
)
def test_a_clause_that_refers_is_quoted_with_the_one_before(clause: str) -> None:
    source, (first, second) = _facts(FIRST + clause)
    assert quotation(first).text == FIRST
    quoted = quotation(second)
    assert quoted.text == FIRST + clause
    assert quoted.stands_in(source)


@pytest.mark.parametrize(
    "clause",
    [
        "民政部门牵头负责落实，惠及困难群众三千户。",
        "其他部门配合做好工作，惠及困难群众三千户。",
        "其余部门配合做好工作，惠及困难群众三千户。",
        "并不需要个人提出申请，惠及困难群众三千户。",
    ],
)
def test_a_clause_that_stands_alone_is_quoted_alone(clause: str) -> None:
    _, (_, second) = _facts(FIRST + clause)
    assert quotation(second).text == clause


def test_only_the_clause_before_is_quoted_with_it() -> None:
    clause = "该行动被列入今年工作要点，惠及困难群众三千户。"
    earlier = FIRST.replace("困难群众", "残疾人")
    _, facts = _facts(earlier + FIRST + clause)
    assert quotation(facts[-1]).text == FIRST + clause


def test_a_sentence_is_quoted_alone_whatever_it_begins_with() -> None:
    _, facts = _facts("前一句话说的是低保。该标准每年调整一次。")
    assert [quotation(fact).text for fact in facts] == [
        "前一句话说的是低保。",
        "该标准每年调整一次。",
    ]


def test_a_first_clause_that_refers_is_quoted_alone() -> None:
    text = "该行动" + FIRST + "惠及困难群众三千户，由镇村两级负责落实到人。"
    _, facts = _facts(text)
    assert quotation(facts[0]).text == facts[0].text
