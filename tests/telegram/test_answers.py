"""Answers and the buttons under them."""

from pathlib import Path

from tests.telegram.driver import Chat, Posted, TelegramServer

QUESTION = "低保一个月给多少钱"
FACT = "市民政局将最低生活保障标准提高到每人每月1000元,特困供养等困难群体保障标准位于全省前列;"
ARTICLE = Path("knowledge/articles/article.txt").read_text(encoding="utf-8")


def _press(chat: Chat, posted: Posted, button: str) -> Posted:
    """Press a button that changes the message, and wait until it has."""
    assert chat.press(posted, button).wait_for_answer() == ""
    return posted.wait_for_edit()


def test_short_answer_quotation_with_matched_words_and_citation(served: TelegramServer) -> None:
    chat = served.private_chat()
    reply = chat.ask(QUESTION)
    assert reply.marked("bold") == ["每人每月1000元"]
    assert reply.marked("blockquote") == [FACT]
    assert "最低生活保障" in reply.marked("underline")[0]
    (citation,) = reply.marked("italic")
    assert citation == (
        "《用心用情解决群众急难愁盼》“常有众扶”着力兜底线 › 做好兜底救助"
        " › 第 18 行 · 中国社会报 · 2023-07-19"
    )
    assert reply.buttons == ["上下文", "更多", "👍", "👎"]


def test_the_context_is_the_paragraphs_around_and_there_is_a_way_back(
    served: TelegramServer,
) -> None:
    chat = served.private_chat()
    reply = chat.ask(QUESTION)
    before = (reply.text, reply.entities)
    _press(chat, reply, "上下文")
    above, paragraph, below = reply.marked("blockquote")
    assert above.startswith("常州市按照系统集成、协同高效的要求")
    assert below.startswith("创新智慧救助。\n常州市建成申请救助家庭经济状况核对系统")
    assert paragraph.startswith(FACT)
    assert paragraph.endswith("住房安全隐患。")
    assert reply.marked("bold") == [FACT]
    for quotation in (above, paragraph, below):
        assert "".join(quotation.split()) in "".join(ARTICLE.split())
    _press(chat, reply, "‹ 返回")
    assert (reply.text, reply.entities) == before
    assert reply.buttons == ["上下文", "更多", "👍", "👎"]


def test_further_facts_are_leafed_through_in_place(served: TelegramServer) -> None:
    chat = served.private_chat()
    reply = chat.ask(QUESTION)
    first = reply.text
    seen = [*reply.marked("blockquote"), *reply.marked("expandable_blockquote")]
    page = 0
    while "更多" in reply.buttons:
        page += 1
        _press(chat, reply, "更多")
        assert reply.text.startswith(f"其他相关的原文（第 {page} 页）：")
        quotations = reply.marked("blockquote")
        assert 1 <= len(quotations) <= 3
        for quotation in quotations:
            assert quotation in ARTICLE
            assert not any(quotation in other for other in seen)
        seen += quotations
    assert 1 <= page <= 4
    for _ in range(page - 1):
        _press(chat, reply, "‹ 上一页")
    _press(chat, reply, "‹ 返回")
    assert reply.text == first
    assert len(chat.replies) == 1


def test_a_fact_on_a_further_page_has_its_context_too(served: TelegramServer) -> None:
    chat = served.private_chat()
    reply = _press(chat, chat.ask(QUESTION), "更多")
    quotation = reply.marked("blockquote")[0]
    _press(chat, reply, "上下文 1")
    assert reply.marked("bold") == [quotation]
    _press(chat, reply, "‹ 返回")
    assert reply.text.startswith("其他相关的原文（第 1 页）：")


def test_an_opinion_is_kept_and_may_be_changed(served: TelegramServer) -> None:
    chat = served.private_chat()
    reply = chat.ask(QUESTION)
    for button in ("👍", "👎", "👎"):
        assert chat.press(reply, button).wait_for_answer() == "谢谢，记下了。想法变了可以再点。"
    said = chat.ask("/forget_me").text
    assert said.startswith("已删除：1 个问题、1 次评价")
    # What is forgotten has no opinion any more.
    assert chat.press(reply, "👍").wait_for_answer() == "抱歉，这次没能记下。"


def test_a_double_tap_does_no_harm(served: TelegramServer) -> None:
    chat = served.private_chat()
    reply = chat.ask(QUESTION)
    presses = [chat.press(reply, "上下文") for _ in range(3)]
    assert [press.wait_for_answer() for press in presses] == ["", "", ""]
    reply.wait_for_edit()
    assert chat.ask("/new").text
    assert len(reply.message.versions) == 1


def test_data_of_no_button_is_answered(served: TelegramServer) -> None:
    chat = served.private_chat()
    reply = chat.ask(QUESTION)
    for data in ("again", "x" * 64, "14dfa25409ed:p", "😀"):
        answer = chat.press_data(reply, data).wait_for_answer()
        assert answer == "这条回答太久了，请把问题再发一次。"


def test_numbers_that_point_nowhere_are_answered(served: TelegramServer) -> None:
    chat = served.private_chat()
    reply = chat.ask(QUESTION)
    edition = reply.keyboard[0][0].data.split(":")[0]
    for data in ("p.999", "c.999999+p.0", "r.999999", "k.9.0", "s.0.999.0", "s.0.0.99", "e.99"):
        chat.press_data(reply, f"{edition}:{data}").wait_for_answer()
    for data in ("l.99", "o.99", "k.0.99", "t.99", "v.999999999.1"):
        chat.press_data(reply, f"{edition}:{data}").wait_for_answer()
    assert chat.ask("/new").text.startswith("好的，从头开始")


def test_silence_names_what_is_near_and_whom_to_ask(served: TelegramServer) -> None:
    chat = served.private_chat()
    reply = chat.ask("低保要交哪些材料")
    first, second, *_ = reply.text.split("\n")
    assert first == "收录的文章没有写到这个问题的答案。"
    assert second == "可以向 12345 询问。"
    assert "可能相关，但不是答案：" in reply.text
    assert 1 <= len(reply.marked("blockquote")) <= 2
    assert all(quotation in ARTICLE for quotation in reply.marked("blockquote"))
    assert (reply.marked("bold"), reply.buttons) == ([], [])


def test_a_greeting_is_greeted_in_a_sentence(served: TelegramServer) -> None:
    chat = served.private_chat()
    reply = chat.ask("你好")
    assert (
        reply.text == "您好！您直接问，我用收录文章的原话回答，并注明出处；文章没写的，我会直说。"
    )
    assert reply.buttons == []


def test_several_questions_are_answered_one_by_one(served: TelegramServer) -> None:
    chat = served.private_chat()
    reply = chat.ask("养老机构有几家？低保一个月给多少钱？")
    assert reply.marked("bold")[0] == "1. 养老机构有几家？"
    assert "2. 低保一个月给多少钱？" in reply.marked("bold")
    first, second = reply.marked("blockquote")
    assert "养老机构117家" in first
    assert second == FACT
    assert reply.buttons == ["上下文 1", "上下文 2", "👍", "👎"]
    _press(chat, reply, "上下文 2")
    assert reply.marked("bold") == [FACT]
    _press(chat, reply, "‹ 返回")
    assert reply.marked("blockquote") == [first, second]


def test_traditional_writers_are_answered_in_traditional(served: TelegramServer) -> None:
    chat = served.private_chat()
    reply = chat.ask("低保一個月給多少錢")
    assert reply.marked("blockquote") == [FACT]
    assert "文中相關的還有：" in reply.text
    # A command and a pressed button say nothing in either script: what was written before counts.
    assert chat.ask("/new").text.startswith("好的，從頭開始")
    assert chat.press(reply, "👍").wait_for_answer().startswith("謝謝，記下了")
    assert chat.ask("红烧肉怎么做好吃").text.startswith("收录的文章没有写到")


def test_an_article_posted_in_the_chat_is_quoted_where_it_stands(served: TelegramServer) -> None:
    chat = served.private_chat()
    paragraph = next(line for line in ARTICLE.split("\n") if line.startswith("做好兜底救助"))
    posted = chat.send(f"😀转：\n{paragraph}")
    assert "《用心用情解决群众急难愁盼》" in chat.wait_for_reply().text
    reply = chat.ask(QUESTION)
    assert (reply.replies_to, reply.quote) == (posted.number, FACT)
    # The article has been edited meanwhile: the question is what is replied to.
    chat.edit(posted, "没有了")
    chat.wait_for_confirmation()
    question = chat.send("低保标准是多少")
    assert chat.wait_for_reply().replies_to == question.number


def test_neighbours_that_answer_together_have_their_context(served: TelegramServer) -> None:
    chat = served.private_chat()
    reply = chat.ask("“两个新的慈善救助项目”分别是什么")
    assert "推进两个新的慈善救助项目" in reply.text
    before = reply.text
    _press(chat, reply, "上下文")
    assert "推进两个新的慈善救助项目" in "".join(reply.marked("bold"))
    _press(chat, reply, "‹ 返回")
    assert reply.text == before
