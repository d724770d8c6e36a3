"""Commands: welcome with examples, topics, sources, help, privacy, forgetting, language."""

from pathlib import Path

import pytest

from tests.telegram.driver import Chat, Posted, TelegramServer
from tests.telegram.process import BotProcess

QUESTION = "低保一个月给多少钱"
FACT = "市民政局将最低生活保障标准提高到每人每月1000元,特困供养等困难群体保障标准位于全省前列;"
ARTICLE = Path("knowledge/articles/article.txt").read_text(encoding="utf-8")


def _press(chat: Chat, posted: Posted, button: str) -> Posted:
    assert chat.press(posted, button).wait_for_answer() == ""
    return posted.wait_for_edit()


def test_start_offers_three_questions_that_the_articles_answer(served: TelegramServer) -> None:
    chat = served.private_chat()
    welcome = chat.ask("/start")
    assert "《用心用情解决群众急难愁盼》" in welcome.text
    questions = welcome.buttons
    assert len(questions) == 3
    for question in questions:
        chat.press(welcome, question).wait_for_answer()
        reply = chat.wait_for_reply()
        assert reply.marked("italic")[0] == f"问：{question}"
        (quotation,) = reply.marked("blockquote")
        assert quotation in ARTICLE
        assert reply.buttons == ["上下文", "更多", "👍", "👎"]
        assert chat.press(reply, "👍").wait_for_answer().startswith("谢谢，记下了")
    # What a button asked has buttons like what was typed.
    reply = chat.replies[-1]
    before = reply.text
    _press(chat, reply, "更多")
    assert _press(chat, reply, "‹ 返回").text == before.split("\n", 1)[1]


def test_a_question_that_a_button_asked_can_be_taken_up(served: TelegramServer) -> None:
    chat = served.private_chat()
    welcome = chat.ask("/start")
    chat.press(welcome, "老年助餐点有多少个？")
    assert chat.wait_for_reply().marked("bold") == ["304个"]
    assert chat.ask("有几个呢").marked("bold") == ["304个"]


def test_the_examples_are_of_what_is_served(telegram: TelegramServer, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "市图书馆开放办法\n\n全馆设阅览座位1200个，外借图书30万册。\n\n"
        "一、借书\n\n普通读者借阅押金100元。\n\n二、场地\n\n报告厅座席占比12%。\n",
        encoding="utf-8",
    )
    chat = telegram.private_chat()
    with BotProcess(telegram, arguments=["--articles", str(tmp_path)]):
        welcome = chat.ask("/start")
        assert "《市图书馆开放办法》" in welcome.text
        assert welcome.buttons
        for question in welcome.buttons:
            chat.press(welcome, question)
            (quotation,) = chat.wait_for_reply().marked("blockquote")
            assert quotation in (tmp_path / "a.txt").read_text(encoding="utf-8")


def test_topics_lead_through_sections_to_facts(served: TelegramServer) -> None:
    chat = served.private_chat()
    reply = chat.ask("/topics")
    assert reply.text == "《用心用情解决群众急难愁盼》"
    assert reply.buttons[1] == "“常有众扶”着力兜底线"
    _press(chat, reply, "“常有众扶”着力兜底线 › 做好兜底救助")
    assert reply.marked("bold") == ["“常有众扶”着力兜底线 › 做好兜底救助"]
    assert reply.marked("blockquote")[0] == FACT
    assert reply.buttons == ["1", "2", "3", "4", "‹ 章节"]
    _press(chat, reply, "1")
    assert reply.marked("bold") == [FACT]
    _press(chat, reply, "‹ 返回")
    _press(chat, reply, "‹ 章节")
    assert reply.text == "《用心用情解决群众急难愁盼》"
    first = reply.buttons
    _press(chat, reply, "更多")
    assert set(reply.buttons) - {"‹ 上一页"} & set(first) == set()
    assert _press(chat, reply, "‹ 上一页").buttons == first


def test_topics_of_many_articles_are_leafed_through(
    telegram: TelegramServer, tmp_path: Path
) -> None:
    for number in range(1, 11):
        (tmp_path / f"{number:02}.txt").write_text(
            f"第{number}号通知\n\n时间:2024-01-{number:02}   来源:市民政局\n\n"
            + "".join(f"本条规定办理时限为{day}天。\n\n" for day in range(1, 8)),
            encoding="utf-8",
        )
    chat = telegram.private_chat()
    with BotProcess(telegram, arguments=["--articles", str(tmp_path)]):
        reply = chat.ask("/topics")
        assert reply.text == "请选一篇文章："
        assert reply.buttons == [*(f"《第{number}号通知》" for number in range(1, 9)), "更多"]
        _press(chat, reply, "更多")
        assert reply.buttons == ["《第9号通知》", "《第10号通知》", "‹ 上一页"]
        _press(chat, reply, "《第9号通知》")
        assert reply.buttons == ["开头", "‹ 全部文章"]
        _press(chat, reply, "开头")
        assert reply.buttons == ["1", "2", "3", "4", "5", "更多", "‹ 章节"]
        _press(chat, reply, "更多")
        assert reply.buttons == ["1", "2", "‹ 上一页", "‹ 章节"]
        assert reply.marked("blockquote")[0] == "本条规定办理时限为6天。"
        _press(chat, reply, "‹ 章节")
        _press(chat, reply, "‹ 全部文章")
        sources = chat.ask("/sources")
        assert sources.text.startswith(
            "收录的文章（10 篇）：\n1. 《第1号通知》\n2024-01-01 · 市民政局"
        )


def test_help_and_a_command_that_there_is_not(served: TelegramServer) -> None:
    chat = served.private_chat()
    text = chat.ask("/help").text
    for command in ("/topics", "/sources", "/new", "/privacy", "/forget_me", "/language"):
        assert command in text
    assert "@changyouda_bot" in text
    assert chat.ask("/nothing").text == text


@pytest.mark.parametrize(
    ("code", "piece"),
    [("zh-hans", "保存 30 天"), ("zh-hant", "保存多久"), ("en", "for 30 days"), ("", "保存 30 天")],
)
def test_privacy_says_what_is_kept_how_long_and_why(
    served: TelegramServer, code: str, piece: str
) -> None:
    chat = served.private_chat(served.user("小李", language_code=code))
    text = chat.ask("/privacy").text
    assert piece in text
    assert "/forget_me" in text


def test_forgetting_says_what_it_deleted(served: TelegramServer) -> None:
    chat, other = served.private_chat(), served.private_chat()
    assert chat.ask("/forget_me").text.startswith("没有保存您的任何记录")
    chat.ask("老年助餐点")
    reply = chat.ask(QUESTION)
    chat.press(reply, "👎").wait_for_answer()
    language = chat.ask("/language")
    chat.press(language, "简体中文").wait_for_answer()
    other.ask("老年助餐点")
    assert chat.ask("/forget_me").text == (
        "已删除：2 个问题、1 次评价、0 次选用、1 项设置，以及聊天的上文。"
    )
    assert chat.ask("/forget_me").text.startswith("没有保存您的任何记录")
    # Nobody else is forgotten, nor what they said before.
    assert other.ask("有几个呢").marked("bold") == ["304个"]
    assert chat.ask("有几个呢").marked("bold") == []


def test_a_chosen_language_lasts_and_may_be_left_to_the_bot(served: TelegramServer) -> None:
    chat = served.private_chat()
    menu = chat.ask("/language")
    assert menu.buttons == ["简体中文", "繁體中文", "English", "自动"]
    assert chat.press(menu, "English").wait_for_answer() == "All right."
    reply = chat.ask(QUESTION)
    assert reply.marked("blockquote") == [FACT]
    assert reply.buttons == ["Context", "More", "👍", "👎"]
    assert chat.press(menu, "繁體中文").wait_for_answer() == "好的。"
    assert chat.ask("红烧肉怎么做好吃").text.startswith("收錄的文章沒有寫到")
    chat.press(menu, "自动").wait_for_answer()
    assert chat.ask("红烧肉怎么做好吃").text.startswith("收录的文章没有写到")


def test_an_english_client_is_spoken_to_in_english_until_it_writes_chinese(
    served: TelegramServer,
) -> None:
    chat = served.private_chat(served.user("Li", language_code="en"))
    assert chat.ask("/start").text.startswith("Hello!")
    assert chat.ask(QUESTION).buttons == ["上下文", "更多", "👍", "👎"]
    assert chat.ask("/new").text.startswith("好的")


def test_ask_in_a_private_chat_is_a_question_too(served: TelegramServer) -> None:
    chat = served.private_chat()
    assert chat.ask(f"/ask {QUESTION}").marked("blockquote") == [FACT]
    assert chat.ask("/ask").text == "请把问题写在后面，例如：/ask 最低生活保障标准是多少？"
