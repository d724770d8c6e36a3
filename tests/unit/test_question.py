"""A question in its conversation, and how much of it a passage accounts for."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language import Language
from knowledge.question import Coverage, Question, coverage, understand
from knowledge.terms import Analyzer
from knowledge.words import Cutter

BEFORE = "低保标准是多少"


@pytest.fixture(scope="module")
def speaking(cutter: Cutter) -> Analyzer:
    """Return an analyzer with a few words that only ask, and a synonym."""
    written = {"老年人": "老年人", "老人": "老年人"}
    return Analyzer(
        Language(
            stop_words=frozenset({"多少", "请问", "是", "的", "呢", "那"}),
            written=written,
            asked={phrase: (concept,) for phrase, concept in written.items()},
        ),
        cutter,
    )


def _takes_up(question: Question) -> bool:
    return question.takes_over


@pytest.mark.parametrize(
    "text",
    [
        "那残疾人的护理补贴呢",
        "那残疾人的护理补贴",
        "残疾人的护理补贴呢？",
        "残疾人的护理补贴呢?? ",
        "残疾人的护理补贴呢🙏",
        "　这个是从什么时候开始实行的",
        "還有重度殘疾人護理補貼",
        "另外残疾人的护理补贴是多少",
        "其中护理型床位占多少比例",
        "它在什么地方办理手续",
        "该行动惠及了多少困难群众",
        "特困",
        "重残？",
        "特困供养人员的咧",
        "特困供养人员的是多少",
        "里面护理补贴占几成",
        "我是特困供养人员",
        "",
        "？？",
    ],
)
def test_what_takes_up_the_question_before(speaking: Analyzer, text: str) -> None:
    question = understand(text, [BEFORE], speaking)
    assert _takes_up(question)
    assert 0 < question.asked.words["标准"] < 1
    assert 0 < question.asked.grams["低保"] < 1


@pytest.mark.parametrize(
    "text",
    [
        "残疾人的护理补贴是多少",
        "申请特困供养要带哪些材料",
        "请问呢子大衣捐到什么地方去",
        "养老机构一共有多少家呢",
        "结婚登记需要预约吗",
        "特困标准",
        "养老院几家",
        "残疾标准是多少？",
        "117家是什么",
        "午餐 定价",
        "养老护理员职业技能的补贴给多少",
        "红烧肉怎么做",
    ],
)
def test_a_whole_question_stands_alone(speaking: Analyzer, text: str) -> None:
    assert not _takes_up(understand(text, [BEFORE], speaking))


def test_without_a_conversation_there_is_nothing_to_take_up(speaking: Analyzer) -> None:
    assert not _takes_up(understand("那特困呢", [], speaking))


def _weights(analyzer: Analyzer, text: str, *previous: str) -> Mapping[str, float]:
    return understand(text, previous, analyzer).asked.grams


def test_the_last_question_is_taken_up_most(speaking: Analyzer) -> None:
    asked = _weights(speaking, "那特困呢", "养老院的床位", BEFORE)
    assert "床位" not in asked
    assert 0 < asked["低保"] < asked["特困"] == 1.0


def test_a_conversation_goes_on_over_several_questions(speaking: Analyzer) -> None:
    asked = _weights(speaking, "要什么材料", BEFORE, "那特困供养呢")
    assert asked["材料"] == 1.0 > asked["特困"] > asked["低保"] > 0


def test_what_asks_for_something_else_keeps_the_subject(speaking: Analyzer) -> None:
    asked = _weights(speaking, "在哪里申请", BEFORE)
    assert asked["低保"] > asked["标准"] > 0


def test_another_subject_keeps_what_was_asked_of_the_first(speaking: Analyzer) -> None:
    asked = _weights(speaking, "那特困呢", BEFORE)
    assert asked["标准"] > asked["低保"] > 0
    asking = understand("那特困呢", [BEFORE], speaking).asking
    assert "多少" in asking


@pytest.mark.parametrize(
    ("follow", "before", "kept", "gone"),
    [
        ("那无锡呢", "常州2022年发了多少补贴", "2022", "常州"),
        ("那2021年呢", "常州2022年发了多少补贴", "常州", "2022"),
    ],
)
def test_another_place_or_year_takes_the_first_ones_place(
    speaking: Analyzer, follow: str, before: str, kept: str, gone: str
) -> None:
    question = understand(follow, [before], speaking)
    assert question.asked.grams.get(gone, 0.0) == 0.0
    assert question.asked.grams[kept] > 0
    assert kept in question.conditions
    assert gone not in question.conditions


def test_what_the_question_says_itself_counts_in_full(speaking: Analyzer) -> None:
    asked = understand("那特困标准呢", [BEFORE], speaking).asked
    assert asked.words["标准"] == asked.grams["标准"] == 1.0
    assert asked.grams["特困"] == 1.0
    assert asked.grams["低保"] < 1.0


def test_the_story_before_a_question_counts_less(speaking: Analyzer) -> None:
    question = understand(
        "您好，我妈今年七十多了，腿脚一直不好，我几年前下岗了，想问一下助餐点一共有多少个？谢谢！",
        [],
        speaking,
    )
    asked = question.asked.grams
    assert asked["助餐"] == 1.0 > asked["下岗"] > asked["腿脚"] > 0
    assert question.asking == "想问一下助餐点一共有多少个？"


def test_a_question_that_says_little_leans_on_what_is_before_it(speaking: Analyzer) -> None:
    question = understand(
        "我们家是支出型的低收入家庭，我爸得了大病花了好多钱，能报多少呀？", [], speaking
    )
    assert question.asked.grams["大病"] == 1.0
    assert question.asked.grams["低收"] == pytest.approx(0.6)


def test_a_term_asked_twice_counts_once(speaking: Analyzer) -> None:
    asked = understand("低保低保，低保标准是怎么样确定的", [], speaking).asked
    assert asked.grams["低保"] == 1.0


def test_the_text_is_kept_as_it_was_written(speaking: Analyzer) -> None:
    assert understand(" 低保標準？ ", [], speaking).text == " 低保標準？ "


def _coverage(analyzer: Analyzer, question: str, passage: str) -> Coverage:
    held = frozenset(term.text for term in analyzer.passage(passage).grams)
    return coverage(understand(question, (), analyzer), held, lambda _: 1.0)


def test_pairs_count_in_full_and_characters_less(speaking: Analyzer) -> None:
    # 床 床位 位: two characters and a pair.
    whole = _coverage(speaking, "床位", "床位")
    assert whole.total == whole.held == pytest.approx(1 + 2 * 0.3)
    assert whole.share == 1.0
    assert _coverage(speaking, "床位", "位").held == pytest.approx(0.3)
    assert _coverage(speaking, "床位", "住房").share == 0.0


def test_what_a_synonym_stands_for_is_accounted_for(speaking: Analyzer) -> None:
    assert _coverage(speaking, "老人", "老年人").share == 1.0


def test_what_a_number_stands_for_is_accounted_for(speaking: Analyzer) -> None:
    assert _coverage(speaking, "一千", "1000").share == 1.0
    # 一 一千 千 元 #1000 of 一 一千 千 千元 元 #1000.
    partly = _coverage(speaking, "一千元", "1000元")
    assert partly.total == pytest.approx(3 + 3 * 0.3)
    assert partly.held == pytest.approx(2 + 3 * 0.3)


def test_rare_terms_count_more(speaking: Analyzer) -> None:
    question = understand("低保标准", (), speaking)
    rarity = {"低保": 3.0, "标准": 1.0}
    share = coverage(question, frozenset({"低保"}), lambda term: rarity.get(term, 0.0))
    assert (share.held, share.total, share.share) == (3.0, 4.0, 0.75)


def test_a_question_that_says_nothing_is_not_accounted_for(speaking: Analyzer) -> None:
    nothing = understand("？", (), speaking)
    assert coverage(nothing, frozenset({"低保"}), lambda _: 1.0).share == 0.0
    assert Coverage(0.0, 0.0).share == 0.0


_TEXTS = st.text(st.sampled_from("低保标准老人那呢一千1000元？ \n") | st.characters(), max_size=20)


@given(_TEXTS, st.lists(_TEXTS, max_size=3), _TEXTS)
def test_no_question_fails_and_shares_are_between_nothing_and_all(
    speaking: Analyzer, text: str, previous: list[str], passage: str
) -> None:
    question = understand(text, previous, speaking)
    weights = {*question.asked.words.values(), *question.asked.grams.values()}
    assert all(0.0 < weight <= 1.0 for weight in weights)
    assert 0.0 <= _coverage(speaking, text, passage).share <= 1.0
