"""Groups: when the bot speaks, to whom, and when it is silent."""

from pathlib import Path

from tests.telegram.driver import TelegramServer
from tests.telegram.process import BotProcess

QUESTION = "低保一个月给多少钱"
FACT = "市民政局将最低生活保障标准提高到每人每月1000元,特困供养等困难群体保障标准位于全省前列;"
WELCOME = "大家好！用 /ask 加问题"


def test_ask_is_answered_in_reply_and_in_short(served: TelegramServer) -> None:
    group = served.group("社区")
    question = group.send(f"/ask {QUESTION}")
    reply = group.wait_for_reply()
    assert reply.replies_to == question.number
    assert reply.marked("blockquote") == [FACT]
    assert reply.marked("expandable_blockquote") == []
    assert reply.text.count("\n") == 2
    assert reply.buttons == ["上下文", "更多", "👍", "👎"]


def test_only_what_is_meant_for_the_bot_is_answered(served: TelegramServer) -> None:
    group = served.group("社区", bot_is_administrator=True)
    said = group.send(QUESTION)
    group.send(f"{QUESTION} @someone")
    group.send(QUESTION, reply_to=said)
    group.send(f"/ask@another_bot {QUESTION}")
    for command in ("/start", "/help", "/topics", "/sources", "/privacy", "/nothing"):
        group.send(command)
    group.send_photo()
    group.send_sticker()
    group.send_voice()
    group.expect_silence(probe=f"@changyouda_bot {QUESTION}", answer="1000元")


def test_mentions_and_replies_are_answered(served: TelegramServer) -> None:
    group = served.group("社区", bot_is_administrator=True)
    reply = group.ask("@ChangYouDa_bot 老年助餐点有几个")
    assert reply.marked("bold") == ["304个"]
    group.send("养老机构有几家", reply_to=reply)
    assert "117家" in group.wait_for_reply().text
    group.send_photo(f"@changyouda_bot {QUESTION}")
    assert group.wait_for_reply().marked("blockquote") == [FACT]


def test_a_call_alone_asks_what_the_message_that_it_replies_to_says(
    served: TelegramServer,
) -> None:
    group = served.group("社区")
    asked = group.send(QUESTION)
    group.send("/ask", reply_to=asked)
    assert group.wait_for_reply().marked("blockquote") == [FACT]
    assert group.ask("/ask").text == "请把问题写在后面，例如：/ask 最低生活保障标准是多少？"


def test_each_person_has_a_conversation_of_their_own(served: TelegramServer) -> None:
    li, wang = served.user("小李"), served.user("老王")
    group = served.group("社区", [li, wang])
    answer = group.ask("/ask 老年助餐点", user=li)
    assert group.ask("/ask 有几个呢", user=wang).marked("bold") == []
    assert group.ask("/ask 有几个呢", user=li).marked("bold") == ["304个"]
    # Whoever replies to an answer takes that one up.
    group.send("有几个呢", user=wang, reply_to=answer)
    assert group.wait_for_reply().marked("bold") == ["304个"]


def test_buttons_serve_whoever_presses_them(served: TelegramServer) -> None:
    li, wang = served.user("小李"), served.user("老王")
    group = served.group("社区", [li, wang])
    reply = group.ask(f"/ask {QUESTION}", user=li)
    assert group.press(reply, "上下文", user=wang).wait_for_answer() == ""
    assert reply.wait_for_edit().marked("bold") == [FACT]
    group.press(reply, "‹ 返回", user=li)
    assert reply.wait_for_edit().buttons == ["上下文", "更多", "👍", "👎"]
    for user in (li, wang):
        assert group.press(reply, "👍", user=user).wait_for_answer().startswith("谢谢，记下了")


def test_topics_of_a_forum_are_kept_apart(served: TelegramServer) -> None:
    person = served.user("小李")
    group = served.group("社区", [person], forum=True)
    welfare, elderly = group.open_topic("低保"), group.open_topic("养老")
    question = group.send("/ask 老年助餐点", topic=elderly)
    reply = group.wait_for_reply()
    assert (reply.replies_to, reply.wire["message_thread_id"]) == (question.number, elderly)
    group.send("/ask 有几个呢", topic=welfare)
    other = group.wait_for_reply()
    assert (other.marked("bold"), other.wire["message_thread_id"]) == ([], welfare)
    group.send("/ask 有几个呢", topic=elderly)
    assert group.wait_for_reply().marked("bold") == ["304个"]
    group.press(reply, "上下文")
    reply.wait_for_edit()


def test_an_anonymous_administrator_is_answered(served: TelegramServer) -> None:
    group = served.group("社区")
    group.send("/ask 老年助餐点", anonymous=True)
    group.wait_for_reply()
    group.send("/ask 有几个呢", anonymous=True)
    assert group.wait_for_reply().marked("bold") == ["304个"]


def test_it_greets_in_one_line_and_is_silent_once_removed(served: TelegramServer) -> None:
    group = served.group("社区", bot_is_in=False)
    group.add_bot()
    welcome = group.wait_for_reply()
    assert welcome.text.startswith(WELCOME)
    assert "\n" not in welcome.text
    group.promote_bot()
    group.expect_silence(probe=f"/ask {QUESTION}", answer="1000元")
    group.block()
    group.send(f"/ask {QUESTION}")
    group.expect_silence()
    group.unblock()
    assert group.wait_for_reply().text.startswith(WELCOME)


def test_a_group_that_puts_the_bot_out_while_it_answers(served: TelegramServer) -> None:
    group = served.group("社区")
    served.fail_next("sendMessage", 403, "Forbidden: bot was kicked from the supergroup chat")
    group.send(f"/ask {QUESTION}")
    served.wait_until(
        lambda: any(call.status == 403 for call in served.calls_of("sendMessage")), "a refusal"
    )
    # By then the bot has read the refusal: what comes before that it takes to be from before.
    served.private_chat().ask("/help")
    assert group.ask(f"/ask {QUESTION}").marked("blockquote") == [FACT]


def test_a_topic_that_is_deleted_while_it_answers_is_no_error(served: TelegramServer) -> None:
    group = served.group("社区", forum=True)
    deleted, other = group.open_topic("低保"), group.open_topic("养老")
    served.fail_next("sendMessage", 400, "Bad Request: message thread not found")
    group.send(f"/ask {QUESTION}", topic=deleted)
    group.send(f"/ask {QUESTION}", topic=other)
    assert group.wait_for_reply().wire["message_thread_id"] == other
    refused = [call for call in served.calls_of("sendMessage") if "thread not" in call.description]
    assert len(refused) == 1


def test_administrators_turn_it_off_and_on(served: TelegramServer) -> None:
    clerk, citizen = served.user("王干事"), served.user("小李")
    group = served.group("社区", [citizen], administrators=[clerk])
    assert group.ask("/off", user=citizen).text == "只有本群的管理员可以用这个命令。"
    reply = group.ask(f"/ask {QUESTION}", user=citizen)
    assert group.ask("/off", user=clerk).text.startswith("好的，在本群不再回答")
    group.send(f"/ask {QUESTION}", user=citizen)
    group.send("有几个呢", user=citizen, reply_to=reply)
    group.send("/new", user=citizen)
    group.send("/on", user=citizen)
    assert group.press(reply, "上下文", user=citizen).wait_for_answer() == ""
    group.expect_silence()
    assert group.ask("/on", user=clerk).text.startswith("好的，在本群回答")
    assert group.ask(f"/ask {QUESTION}", user=citizen).marked("blockquote") == [FACT]
    assert reply.message.versions == []
    group.send("/off", anonymous=True)
    assert group.wait_for_reply().text.startswith("好的，在本群不再回答")


def test_a_group_that_migrates_keeps_what_holds_for_it(
    telegram: TelegramServer, tmp_path: Path
) -> None:
    clerk = telegram.user("王干事")
    group = telegram.group("社区", supergroup=False, administrators=[clerk])
    with BotProcess(telegram, data=tmp_path):
        assert group.ask(f"/ask {QUESTION}").marked("blockquote") == [FACT]
        assert group.ask("/off").text.startswith("好的，在本群不再回答")
        upgraded = group.upgrade(-1_000_000_050_000)
        upgraded.send(f"/ask {QUESTION}")
        upgraded.expect_silence()
    # What was chosen outlives the process.
    with BotProcess(telegram, data=tmp_path):
        upgraded.send(f"/ask {QUESTION}")
        upgraded.expect_silence(probe="/on", answer="好的，在本群回答")
        assert upgraded.ask(f"/ask {QUESTION}").marked("blockquote") == [FACT]


def test_only_the_groups_on_the_list_are_served(telegram: TelegramServer, tmp_path: Path) -> None:
    allowed, other = telegram.group("甲"), telegram.group("乙", bot_is_in=False)
    third = telegram.group("丙")
    (tmp_path / "bot.yaml").write_text(f"groups:\n  allowed: [{allowed.id}]\n", encoding="utf-8")
    person = telegram.private_chat()
    with BotProcess(telegram, arguments=["--config", str(tmp_path)]):
        assert allowed.ask(f"/ask {QUESTION}").marked("blockquote") == [FACT]
        assert person.ask(QUESTION).marked("blockquote") == [FACT]
        other.add_bot()
        assert other.wait_for_reply().text == "这个群不在允许的名单里，我先退出了。"
        telegram.wait_for_call("leaveChat")
        third.send(f"/ask {QUESTION}")
        third.send("/off")
        third.expect_silence()


def test_an_article_that_a_question_replies_to_is_quoted_there(served: TelegramServer) -> None:
    group = served.group("社区")
    article = Path("knowledge/articles/article.txt").read_text(encoding="utf-8")
    paragraph = next(line for line in article.split("\n") if line.startswith("做好兜底救助"))
    posted = group.send(paragraph)
    group.send(f"/ask {QUESTION}", reply_to=posted)
    reply = group.wait_for_reply()
    assert (reply.replies_to, reply.quote) == (posted.number, FACT)
    question = group.send(f"/ask {QUESTION}")
    assert group.wait_for_reply().replies_to == question.number
