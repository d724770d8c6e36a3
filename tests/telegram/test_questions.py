"""What people send: follow-ups, captions, files, forwards, edits, what is no text, channels."""

from pathlib import Path

from tests.telegram.driver import TelegramServer

QUESTION = "低保一个月给多少钱"
FACT = "市民政局将最低生活保障标准提高到每人每月1000元,特困供养等困难群体保障标准位于全省前列;"
CANTEENS = "老年助餐点"
"""Of which the article says 老年助餐点304个."""
HOW_MANY = "有几个呢"
"""Says nothing alone."""
ONLY_TEXT = "我只看得懂文字，请把问题打成字发给我。"


def test_a_question_soon_after_takes_up_the_one_before(served: TelegramServer) -> None:
    chat = served.private_chat()
    chat.ask(CANTEENS)
    assert chat.ask(HOW_MANY).marked("bold") == ["304个"]


def test_alone_or_after_a_while_or_afresh_it_stands_alone(served: TelegramServer) -> None:
    alone = served.private_chat()
    assert alone.ask(HOW_MANY).marked("bold") == []
    afresh = served.private_chat()
    afresh.ask(CANTEENS)
    assert afresh.ask("/new").text == "好的，从头开始。请问吧。"
    assert afresh.ask(HOW_MANY).marked("bold") == []
    later = served.private_chat()
    later.ask(CANTEENS)
    served.advance(301)
    assert later.ask(HOW_MANY).marked("bold") == []


def test_a_reply_to_an_answer_takes_it_up_however_late(served: TelegramServer) -> None:
    chat = served.private_chat()
    answer = chat.ask(CANTEENS)
    chat.ask(QUESTION)
    served.advance(3600)
    chat.send(HOW_MANY, reply_to=answer)
    assert chat.wait_for_reply().marked("bold") == ["304个"]


def test_a_greeting_in_between_does_not_end_the_talk(served: TelegramServer) -> None:
    chat = served.private_chat()
    chat.ask(CANTEENS)
    chat.ask("谢谢")
    assert chat.ask(HOW_MANY).marked("bold") == ["304个"]


def test_an_answer_after_which_the_buttons_know_the_follow_up(served: TelegramServer) -> None:
    chat = served.private_chat()
    chat.ask(CANTEENS)
    reply = chat.ask(HOW_MANY)
    before = reply.text
    chat.press(reply, "上下文")
    reply.wait_for_edit()
    chat.press(reply, "‹ 返回")
    assert reply.wait_for_edit().text == before


def test_captions_of_pictures_and_files_are_questions(served: TelegramServer) -> None:
    chat = served.private_chat()
    photo = chat.send_photo(QUESTION)
    reply = chat.wait_for_reply()
    assert (reply.marked("blockquote"), reply.replies_to) == ([FACT], photo.number)
    chat.send_document("材料.txt", b"x", QUESTION)
    assert chat.wait_for_reply().marked("blockquote") == [FACT]


def test_without_words_one_polite_line(served: TelegramServer) -> None:
    chat = served.private_chat()
    for send in (chat.send_voice, chat.send_sticker, chat.send_photo):
        send()
        assert chat.wait_for_reply().text == ONLY_TEXT
    chat.send_document("材料.txt", b"x")
    assert chat.wait_for_reply().text == ONLY_TEXT
    chat.post({"location": {"latitude": 31.8, "longitude": 119.9}})
    assert chat.wait_for_reply().text == ONLY_TEXT


def test_an_album_is_answered_once(served: TelegramServer) -> None:
    chat = served.private_chat()
    for _ in range(3):
        chat.send_photo(album="a")
    assert chat.wait_for_reply().text == ONLY_TEXT
    chat.send_photo(QUESTION, album="b")
    chat.send_photo(album="b")
    assert chat.wait_for_reply().marked("blockquote") == [FACT]
    chat.expect_silence(probe="/new", answer="从头开始")


def test_a_forwarded_question_is_a_question(served: TelegramServer) -> None:
    chat = served.private_chat()
    chat.send(QUESTION, forwarded_from=served.user("老王"))
    assert chat.wait_for_reply().marked("blockquote") == [FACT]


def test_an_edited_question_has_its_answer_edited(served: TelegramServer) -> None:
    chat = served.private_chat()
    question = chat.send("红烧肉怎么做")
    reply = chat.wait_for_reply()
    assert reply.text.startswith("收录的文章没有写到")
    chat.edit(question, QUESTION)
    reply.wait_for_edit()
    assert reply.marked("blockquote") == [FACT]
    assert reply.buttons == ["上下文", "更多", "👍", "👎"]
    chat.edit(question, "养老机构有几家")
    assert "117家" in reply.wait_for_edit().text
    # Telegram tells of an edit that changes no word, too.
    chat.edit(question, "养老机构有几家")
    chat.expect_silence(probe="/new", answer="从头开始")
    assert len(reply.message.versions) == 2


def test_a_picture_that_gets_a_caption_is_answered_in_place(served: TelegramServer) -> None:
    chat = served.private_chat()
    photo = chat.send_photo()
    reply = chat.wait_for_reply()
    chat.edit(photo, QUESTION)
    assert reply.wait_for_edit().marked("blockquote") == [FACT]
    assert len(chat.replies) == 1


def test_an_edit_of_what_was_never_answered_is_left_alone(served: TelegramServer) -> None:
    person = served.user("小李")
    group = served.group("社区", [person], bot_is_administrator=True)
    said = group.send(QUESTION)
    group.edit(said, f"/ask {QUESTION}")
    group.expect_silence(probe="/ask 养老机构有几家", answer="117家")


def test_the_question_of_an_edited_follow_up_keeps_what_it_takes_up(
    served: TelegramServer,
) -> None:
    chat = served.private_chat()
    chat.ask(CANTEENS)
    question = chat.send("多少呢")
    reply = chat.wait_for_reply()
    chat.edit(question, HOW_MANY)
    chat.wait_for_confirmation()
    served.wait_until(lambda: "304个" in reply.marked("bold"), "the edited answer")


def test_a_question_as_long_as_a_message_may_be(served: TelegramServer) -> None:
    chat = served.private_chat()
    long = "我家里有老人也有孩子，日子过得紧。" * 240 + QUESTION
    assert len(long) <= 4096
    reply = chat.ask(long)
    assert len(reply.text) <= 4096


def test_an_article_is_not_taken_for_a_question(served: TelegramServer) -> None:
    chat = served.private_chat()
    article = Path("knowledge/articles/article.txt").read_text(encoding="utf-8")
    reply = chat.ask(article[:3000])
    assert reply.text == "这是收录的《用心用情解决群众急难愁盼》里的内容。想知道什么，请直接问。"


def test_what_was_sent_through_the_bot_is_not_asked(served: TelegramServer) -> None:
    chat = served.private_chat()
    chat.send(FACT, via_bot=True)
    chat.expect_silence(probe="/new", answer="从头开始")


def test_channels_are_left_in_peace(served: TelegramServer) -> None:
    channel = served.channel("民政通知")
    post = channel.send(f"/ask {QUESTION}")
    channel.edit(post, QUESTION)
    channel.expect_silence()
    group = served.group("讨论", bot_is_administrator=True)
    forwarded = {
        "text": f"@changyouda_bot {QUESTION}",
        "entities": [{"type": "mention", "offset": 0, "length": 15}],
        "is_automatic_forward": True,
        "sender_chat": channel.state.wire,
    }
    group.post(forwarded)
    group.expect_silence(probe=f"/ask {QUESTION}", answer="1000元")


def test_an_update_that_comes_twice_is_answered_once(served: TelegramServer) -> None:
    chat = served.private_chat()
    question = chat.send(QUESTION)
    chat.wait_for_reply()
    assert question.update is not None
    served.repeat_update(question.update)
    chat.expect_silence(probe="/new", answer="从头开始")
    assert len(chat.replies) == 2
