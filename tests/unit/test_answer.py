"""Questions to answers over small articles: quoted, proved, or not answered at all."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.answer import Answerer
from knowledge.language import Language, load_language
from knowledge.library import Edition, load_edition
from knowledge.model import Answer, Intent, Ranked, Verdict
from knowledge.quoting import MOST_FACTS
from knowledge.words import Cutter

ARTICLES = {
    "低保.txt": (
        "低保工作问答\n发布时间：2023-07-19 来源：市民政局\n\n"
        "低保标准\n低保标准提高到每人每月1000元，位于全省前列。\n"
        "特困供养标准提高到每人每月1400元。\n"
        "咨询电话是12345。\n"
    ),
    "养老.txt": (
        "养老服务\n\n全市建有各类养老机构117家，护理型床位占比达到72%。\n"
        "老年助餐点有304个，方便老年人就近用餐。\n咨询电话是12345。\n"
        "适老化改造惠及1.1万余户困难老年人家庭。\n"
    ),
    "材料.txt": "办理指南\n\n申请残疾人证需要以下材料：\n1. 身份证；\n2. 户口簿；\n3. 两张照片。\n",
}


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory, cutter: Cutter) -> Edition:
    """Serve the articles with the language that ships."""
    folder = tmp_path_factory.mktemp("articles")
    return _load(folder, ARTICLES, cutter)


def _load(folder: Path, articles: dict[str, str], cutter: Cutter) -> Edition:
    for name, text in articles.items():
        (folder / name).write_text(text, encoding="utf-8")
    return load_edition(folder, load_language(Path("config")), cutter)


def _ask(
    edition: Edition, text: str, previous: Sequence[str] = (), threshold: float = 0.16
) -> Answer:
    return Answerer(threshold).answer(edition, text, previous)


@pytest.mark.parametrize(
    ("question", "said", "key"),
    [
        ("低保标准是多少？", "低保标准提高到每人每月1000元，位于全省前列。", "每人每月1000元"),
        ("低保標準是多少", "低保标准提高到每人每月1000元，位于全省前列。", "每人每月1000元"),
        (
            "最低生活保障标准多少钱",
            "低保标准提高到每人每月1000元，位于全省前列。",
            "每人每月1000元",
        ),
        ("特困供养標準", "特困供养标准提高到每人每月1400元。", None),
        ("养老院有多少家", "全市建有各类养老机构117家，护理型床位占比达到72%。", "117家"),
        ("老年助餐点有几个？？🙏", "老年助餐点有304个，方便老年人就近用餐。", "304个"),
        ("来源是哪里", "来源：市民政局", "市民政局"),
    ],
)
def test_a_question_is_answered_with_the_articles_words(
    edition: Edition, question: str, said: str, key: str | None
) -> None:
    answer = _ask(edition, question)
    assert answer.answered
    assert answer.facts[0].fact.text == said
    span = answer.facts[0].key
    assert (said[slice(*span)] if span else None) == key
    assert answer.nearest == ()
    assert answer.question == question


def test_an_answer_is_cited(edition: Edition) -> None:
    citation = _ask(edition, "低保标准是多少").facts[0].fact.citation
    assert (citation.article, citation.title) == ("低保.txt", "低保工作问答")
    assert (citation.headings, citation.line) == (("低保标准",), 5)
    assert (citation.date, citation.source) == ("2023-07-19", "市民政局")


def test_an_entry_of_a_list_is_shown_with_what_introduces_it(edition: Edition) -> None:
    answer = _ask(edition, "申请残疾人证要几张照片")
    assert answer.facts[0].fact.text == "3. 两张照片。"
    assert answer.facts[0].fact.introductions == ("申请残疾人证需要以下材料：",)


@pytest.mark.parametrize("question", ["火星上有没有生命", "how do I bake bread", "量子纠缠"])
def test_what_the_articles_do_not_say_is_not_answered(edition: Edition, question: str) -> None:
    answer = _ask(edition, question)
    assert not answer.answered
    assert answer.confidence < 0.16
    assert len(answer.nearest) <= MOST_FACTS


@pytest.mark.parametrize("question", ["", "  \n", "？？？", "🙏", "请问多少", "\u200b", "\ud83d"])
def test_who_asks_nothing_gets_no_answer(edition: Edition, question: str) -> None:
    answer = _ask(edition, question, threshold=0.01)
    assert (answer.facts, answer.nearest, answer.confidence) == ((), (), 0.0)


def test_below_the_threshold_the_facts_are_only_near(edition: Edition) -> None:
    sure = _ask(edition, "低保标准是多少")
    silent = _ask(edition, "低保标准是多少", threshold=sure.confidence + 0.01)
    assert silent.facts == ()
    assert silent.nearest[0] == sure.facts[0]
    assert silent.confidence == sure.confidence
    assert _ask(edition, "低保标准是多少", threshold=sure.confidence).facts == sure.facts


@pytest.mark.parametrize("follow", ["那特困呢", "特困供养呢？", "特困"])
def test_a_follow_up_takes_up_what_was_asked_before(edition: Edition, follow: str) -> None:
    answer = _ask(edition, follow, ["低保标准是多少"])
    assert answer.facts[0].fact.text == "特困供养标准提高到每人每月1400元。"
    assert answer.question == follow


def test_another_subject_is_not_held_up_by_the_conversation(edition: Edition) -> None:
    alone = _ask(edition, "养老机构一共有多少家")
    assert _ask(edition, "养老机构一共有多少家", ["低保标准是多少"]) == alone


def test_the_short_answer_is_of_what_the_follow_up_names(tmp_path: Path, cutter: Cutter) -> None:
    fees = {"收费.txt": "收费标准\n\n大病房每天收费40元，小病房每天收费70元。\n"}
    edition = _load(tmp_path, fees, cutter)
    (first, *_) = _ask(edition, "那小病房呢", ["大病房每天收费多少元"], 0.0).facts
    assert first.key is not None
    assert first.fact.text[slice(*first.key)] == "70元"


@pytest.mark.parametrize(
    ("before", "said"),
    [("游泳票多少钱一张", "每逢周一闭馆。"), ("借书证押金多少", "每逢周五闭馆。")],
)
def test_a_follow_up_stays_with_the_article_that_answered_before(
    tmp_path: Path, cutter: Cutter, before: str, said: str
) -> None:
    halls = {
        "游泳馆.txt": "游泳馆\n\n游泳票30元一张，凭票入场。\n每逢周一闭馆。\n",
        "图书馆.txt": "图书馆\n\n借书证押金100元一张。\n每逢周五闭馆。\n",
    }
    edition = _load(tmp_path, halls, cutter)
    assert _ask(edition, "哪天闭馆", [before], 0.0).facts[0].fact.text == said


def test_the_same_words_are_shown_once(edition: Edition) -> None:
    said = [fact.text for fact in edition.facts if fact.text == "咨询电话是12345。"]
    assert len(said) == 2
    answer = _ask(edition, "咨询电话是多少", threshold=0.0)
    texts = [ranked.fact.text for ranked in answer.facts]
    assert texts[0] == "咨询电话是12345。"
    assert len(set(texts)) == len(texts)


def test_at_most_three_facts_best_first(tmp_path: Path, cutter: Cutter) -> None:
    text = "养老服务\n\n" + "\n".join(
        f"{name}区有养老机构{count}家。" for count, name in enumerate("甲乙丙丁戊己庚", 3)
    )
    answer = _ask(_load(tmp_path, {"a.txt": text}, cutter), "养老机构有多少家", threshold=0.0)
    assert len(answer.facts) == MOST_FACTS
    scores = [ranked.score for ranked in answer.facts]
    assert scores == sorted(scores, reverse=True)


def test_what_is_much_worse_is_not_shown_beside_the_answer(edition: Edition) -> None:
    texts = [ranked.fact.text for ranked in _ask(edition, "适老化改造惠及多少户").facts]
    assert texts[0] == "适老化改造惠及1.1万余户困难老年人家庭。"
    assert all("低保" not in text for text in texts)


def test_an_answer_names_its_edition(edition: Edition, tmp_path: Path, cutter: Cutter) -> None:
    other = _load(tmp_path, {"a.txt": ARTICLES["低保.txt"]}, cutter)
    for served in (edition, other):
        assert _ask(served, "低保标准").edition == served.digest
        assert _ask(served, "火星").edition == served.digest


def test_the_smallest_article_is_answered_from(tmp_path: Path, cutter: Cutter) -> None:
    (tmp_path / "a.txt").write_text("低保标准是每人每月1000元。", encoding="utf-8")
    edition = load_edition(tmp_path, Language(), cutter)
    assert _ask(edition, "低保标准").facts[0].fact.text == "低保标准是每人每月1000元。"


def test_a_question_may_be_very_long(edition: Edition) -> None:
    answer = _ask(edition, "低保标准是多少？" * 500)
    assert "1000元" in answer.facts[0].fact.text
    assert 0 <= answer.confidence <= 1


def test_several_questions_are_each_answered(edition: Edition) -> None:
    answer = _ask(edition, "低保标准是多少？养老机构有多少家？火星上有没有生命？")
    assert [part.question for part in answer.parts] == [
        "低保标准是多少？",
        "养老机构有多少家？",
        "火星上有没有生命？",
    ]
    assert [part.answered for part in answer.parts] == [True, True, False]
    assert [ranked.fact.text for ranked in answer.facts] == [
        "低保标准提高到每人每月1000元，位于全省前列。",
        "全市建有各类养老机构117家，护理型床位占比达到72%。",
    ]
    assert answer.confidence == max(part.confidence for part in answer.parts)


def test_a_statement_is_answered_with_what_is_true(edition: Edition) -> None:
    answer = _ask(edition, "低保标准是800元吗")
    said, key = answer.facts[0].fact.text, answer.facts[0].key
    assert key is not None
    assert (said[slice(*key)], answer.verdict) == ("每人每月1000元", Verdict.DIFFERS)
    assert _ask(edition, "养老机构有117家吧").verdict is Verdict.AGREES
    assert _ask(edition, "养老机构有多少家").verdict is None


def test_a_figure_is_looked_up(edition: Edition) -> None:
    assert "助餐点有304个" in _ask(edition, "304个是什么").facts[0].fact.text
    assert not _ask(edition, "305个是什么").answered


def test_who_asks_about_the_article_gets_what_its_page_says(edition: Edition) -> None:
    answer = _ask(edition, "低保工作问答这篇是哪天发布的")
    said, key = answer.facts[0].fact.text, answer.facts[0].key
    assert key is not None
    assert said[slice(*key)] == "2023-07-19"
    assert [ranked.fact.citation.article for ranked in answer.facts] == ["低保.txt"]


def test_who_greets_is_not_answered(edition: Edition) -> None:
    answer = _ask(edition, "你好！", threshold=0.0)
    assert (answer.intent, answer.facts, answer.nearest) == (Intent.GREETING, (), ())


def test_all_candidates_are_ranked_for_who_wants_more(edition: Edition) -> None:
    answerer = Answerer(0.16)
    ranking = answerer.ranking(edition, "低保标准是多少")
    assert len(ranking) > MOST_FACTS
    assert ranking[0] == _ask(edition, "低保标准是多少").facts[0]
    scores = [ranked.score for ranked in ranking]
    assert scores == sorted(scores, reverse=True)


def test_an_explanation_adds_up_to_the_score(edition: Edition) -> None:
    explanation = Answerer(0.16).explain(edition, "那特困呢", ["低保标准是多少"])
    assert explanation.answer == _ask(edition, "那特困呢", ["低保标准是多少"])
    assert explanation.threshold == 0.16
    assert dict(explanation.words)["标准"] < dict(explanation.words)["特困"] == 1.0
    assert explanation.appraisals[0].ranked == explanation.answer.facts[0]
    for appraisal in explanation.appraisals:
        total = sum(feature.contribution for feature in appraisal.features)
        assert total == pytest.approx(appraisal.ranked.score)


def test_an_explanation_says_what_was_left_aside(edition: Edition) -> None:
    explanation = Answerer(0.16).explain(edition, "南京的低保标准是多少")
    assert explanation.answer.facts == ()
    assert {each.excluded for each in explanation.appraisals} == {"说的不是所问的地方"}


def _assert_sound(edition: Edition, shown: Sequence[Ranked]) -> None:
    assert len(shown) <= MOST_FACTS
    assert len({ranked.fact.text for ranked in shown}) == len(shown)
    for ranked in shown:
        fact, document = ranked.fact, edition.documents[ranked.fact.citation.article]
        assert edition.holds(fact)
        assert document.source_text[fact.piece.start : fact.piece.end] == fact.text
        past = -1
        for start, end in ranked.matched:
            # In order, and apart from one another.
            assert past < start < end <= len(fact.text)
            past = end
        if ranked.key:
            assert 0 <= ranked.key[0] < ranked.key[1] <= len(fact.text)


_ASKED = (
    "低保 標準 老人 养老院 床位 多少 几 1000元 一千 72% 那 呢 护理型 电话 什么时候 材料 照片 的"
)
_QUESTIONS = st.lists(
    st.sampled_from([*_ASKED.split(), "，", " ", "？", "\u200b", "🙏"]) | st.characters(),
    max_size=8,
).map("".join)


@settings(max_examples=60, deadline=None)
@given(_QUESTIONS, st.lists(_QUESTIONS, max_size=2), st.sampled_from([0.0, 0.16, 1.1]))
def test_whatever_is_asked_what_is_shown_is_sound(
    edition: Edition, question: str, previous: list[str], threshold: float
) -> None:
    answer = _ask(edition, question, previous, threshold)
    assert 0.0 <= answer.confidence <= 1.0 + 1e-9
    assert not (answer.facts and answer.nearest)
    assert not answer.facts or answer.confidence >= threshold
    _assert_sound(edition, answer.facts)
    _assert_sound(edition, answer.nearest)
