"""Inline mode: facts for chats that the bot is not in."""

from pathlib import Path

from tests.telegram.driver import TelegramServer

FACT = "市民政局将最低生活保障标准提高到每人每月1000元,特困供养等困难群体保障标准位于全省前列;"
ARTICLE = Path("knowledge/articles/article.txt").read_text(encoding="utf-8")


def test_facts_are_offered_and_sent_as_quotations_with_their_source(
    served: TelegramServer,
) -> None:
    user = served.user("小李")
    answer = served.ask_inline(user, "低保标准是多少")
    assert 1 <= len(answer.results) <= 10
    assert answer.titles[0] == "每人每月1000元"
    assert FACT[:20] in answer.results[0]["description"]
    assert "《用心用情解决群众急难愁盼》" in answer.results[0]["description"]
    assert (answer.is_personal, answer.cache_time) == (False, 300)
    group = served.group("别处", [user], bot_is_in=False)
    sent = group.choose(answer)
    assert sent.marked("blockquote") == [FACT]
    assert sent.marked("italic")[0].startswith("《用心用情解决群众急难愁盼》“常有众扶”着力兜底线")
    for result in answer.results:
        words = result["input_message_content"]["message_text"].rsplit("\n", 1)[0]
        assert words in ARTICLE


def test_what_is_chosen_counts(served: TelegramServer) -> None:
    chat = served.private_chat()
    chat.ask("/start")
    answer = served.ask_inline(chat.users[0], "养老机构有几家")
    served.group("别处", chat.users, bot_is_in=False).choose(answer)
    # The group's update is in a lane of its own: ask until it has been dealt with.
    said = chat.ask("/forget_me").text
    while "1 次选用" not in said:
        assert said.startswith("没有保存")
        said = chat.ask("/forget_me").text
    assert said.startswith("已删除：0 个问题、0 次评价、1 次选用")


def test_a_choice_made_in_the_bots_own_chat_is_not_answered(served: TelegramServer) -> None:
    chat = served.private_chat()
    chat.choose(served.ask_inline(chat.users[0], "低保标准"))
    chat.expect_silence(probe="/new", answer="从头开始")


def test_fewer_than_two_characters_show_examples(served: TelegramServer) -> None:
    chat = served.private_chat()
    questions = chat.ask("/start").buttons
    for query in ("", " ", "低"):
        answer = served.ask_inline(chat.users[0], query)
        assert answer.titles == questions
        first = answer.results[0]["input_message_content"]["message_text"]
        assert first.startswith(FACT)


def test_where_nothing_answers_the_way_to_the_bot_is_offered(served: TelegramServer) -> None:
    user = served.user("小李")
    answer = served.ask_inline(user, "红烧肉怎么做好吃")
    assert answer.results == []
    assert answer.wire["button"] == {"text": "文章没有写到；点这里来问", "start_parameter": "ask"}
    assert served.private_chat(user).ask("/start ask").buttons


def test_traditional_queries_and_the_longest(served: TelegramServer) -> None:
    user = served.user("小李")
    answer = served.ask_inline(user, "養老機構有幾家")
    assert "117家" in answer.results[0]["input_message_content"]["message_text"]
    served.ask_inline(user, "低保" * 128)
    assert served.ask_inline(user, "低保标准", offset="10").results == []


def test_everybody_is_offered_the_same(served: TelegramServer) -> None:
    users = [served.user(code, language_code=code) for code in ("zh-hans", "zh-hant", "en")]
    answers = [served.ask_inline(user, "老年助餐点").results for user in users]
    assert answers[0] == answers[1] == answers[2]
