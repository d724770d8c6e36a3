"""Operators at work in the chat while citizens ask; each bot is a process of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from knowledge.journal.journal import Journal
from tests.documents import paragraph, word
from tests.telegram.chats import Chat
from tests.telegram.driver import Posted, TelegramServer
from tests.telegram.process import BotProcess

LOW_INCOME = "低保标准怎么定\n低保标准是每人每月{}元。\n"
OLD_AGE = "高龄津贴办法\n八十周岁以上老人每月发放高龄津贴{}元。\n"
ASKED = "低保标准是多少"
GOLDEN = "- question: 低保标准是多少\n  holds: 每人每月950元\n"

COMMANDS = (
    *("/status", "/unanswered", "/why", "/check", "/reload", "/add_synonym 甲 = 低保"),
    *("/editions", "/rollback", "/rollback 1", "/log_level", "/whoami"),
)


@dataclass
class Office:
    """A bot with two operators, somebody who looks on, and a citizen."""

    telegram: TelegramServer
    folder: Path
    first: Chat
    second: Chat
    viewer: Chat
    citizen: Chat

    @property
    def articles(self) -> Path:
        """The folder of articles."""
        return self.folder / "articles"

    def files(self) -> list[str]:
        """Return the names of what is in the folder of articles."""
        return sorted(path.name for path in self.articles.rglob("*") if path.is_file())

    def changes(self) -> list[tuple[str, str, str]]:
        """Return what the journal says of changes: who, what, of what; oldest first."""
        journal = Journal.open(self.folder / "data")
        noted = [(each.operator, each.action, each.subject) for each in journal.changes()]
        journal.close()
        return noted[::-1]

    def answer(self, question: str = ASKED) -> str:
        """Return what the citizen is answered."""
        return self.citizen.ask(question).text


@pytest.fixture
def office(telegram: TelegramServer, tmp_path: Path) -> Iterator[Office]:
    """Serve an article on low income; end cleanly."""
    people = [telegram.user(name) for name in ("王科长", "李科员", "看客", "小张")]
    for name in ("articles", "config"):
        (tmp_path / name).mkdir()
    (tmp_path / "articles" / "低保.txt").write_text(LOW_INCOME.format(950), encoding="utf-8")
    (tmp_path / "config" / "bot.yaml").write_text(
        f"operators: [{people[0].id}, {people[1].id}]\nviewers: [{people[2].id}]\n"
        "ranking: {semantic: off}\nlimits: {person_per_minute: 100}\n",
        encoding="utf-8",
    )
    arguments = [
        *("--articles", str(tmp_path / "articles")),
        *("--config", str(tmp_path / "config")),
    ]
    chats = [telegram.private_chat(person, known=True) for person in people]
    with BotProcess(telegram, arguments=arguments, data=tmp_path / "data") as process:
        yield Office(telegram, tmp_path, *chats)
        assert process.terminate() == 0
    assert "Traceback" not in process.log


def _press(chat: Chat, message: Posted, button: str) -> Posted:
    chat.press(message, button)
    return message.wait_for_edit()


def _send(chat: Chat, name: str, content: str | bytes) -> Posted:
    chat.send_document(name, content.encode() if isinstance(content, str) else content)
    return chat.wait_for_reply()


def test_add_correct_remove_undo_and_roll_back(office: Office) -> None:
    chat, operator = office.first, str(office.first.users[0].id)
    shown = _send(chat, "高龄.txt", OLD_AGE.format(100))
    assert "标题：高龄津贴办法" in shown.text
    assert "高龄.txt:2 八十周岁以上老人每月发放高龄津贴100元。" in shown.text
    # Shown, not taken: the citizen is answered as before.
    question = "八十岁的高龄津贴有多少"
    assert "100元" not in office.answer(question)
    assert office.files() == ["低保.txt"]
    assert "版本 2" in _press(chat, shown, "收下").text
    assert "高龄津贴100元" in office.answer(question)

    # A phone names a second copy so; it is a new version of the same article.
    shown = _send(chat, "高龄(1).txt", OLD_AGE.format(120))
    assert "说法相同而数字不同" in shown.text
    shown = _press(chat, shown, "其实是改 高龄.txt")
    assert "100 → 120" in shown.text
    _press(chat, shown, "收下")
    assert "高龄津贴120元" in office.answer(question)
    assert office.files() == ["低保.txt", "高龄.txt"]

    assert "120 → 100" in _press(chat, shown, "撤销").text
    assert "高龄津贴100元" in office.answer(question)

    checked = chat.ask("/check")
    article = _press(chat, checked, "高龄.txt（2 条）")
    chat.press(article, "取文件")
    assert chat.wait_for_reply().content.decode() == OLD_AGE.format(100)
    removal = _press(chat, article, "删除")
    assert "不再有（2）" in removal.text
    _press(chat, removal, "删除")
    assert "高龄津贴" not in office.answer(question)
    assert office.files() == ["低保.txt"]

    offered = chat.ask("/rollback")
    number = next(button for button in offered.buttons if button.startswith("3 ·"))
    shown = _press(chat, offered, number)
    assert "高龄津贴120元" in shown.text
    assert "高龄津贴120元" not in office.answer(question)
    _press(chat, shown, "回退")
    assert "高龄津贴120元" in office.answer(question)
    assert office.changes() == [
        (operator, "put_article", "高龄.txt"),
        (operator, "put_article", "高龄.txt"),
        (operator, "undo", "版本 3"),
        (operator, "remove_article", "高龄.txt"),
        (operator, "rollback", "版本 3"),
    ]


def test_a_word_document_becomes_text_that_is_quoted(office: Office) -> None:
    content = word(paragraph("残疾人补贴", "a"), paragraph("残疾人护理补贴每人每月200元。"))
    shown = _send(office.first, "通知.docx", content)
    assert "已转成文字，存为 通知.html" in shown.text
    _press(office.first, shown, "收下")
    assert "残疾人护理补贴每人每月200元。" in office.answer("残疾人护理补贴有多少")


def test_what_is_broken_changes_nothing(office: Office) -> None:
    for name, content, said in (
        ("坏.txt", b"\x89PNG\r\n\x1a\n\0", "不是文本文件"),
        ("坏.pdf", b"%PDF-1.4 nothing", "打不开这份 PDF"),
        ("坏.docx", b"PK\x03\x04", "文件不完整"),
        ("空.txt", b" ", "没有正文"),
        ("病毒.exe", b"MZ", "不是能读的格式"),
        ("没有.yaml", b"place: x", "没有同名的文章"),
    ):
        shown = _send(office.first, name, content)
        assert said in shown.text
        assert shown.buttons == []
        assert "每人每月950元" in office.answer()
    office.first.send_document("大.txt", b"x", size=1 << 30)
    assert "超过上限" in office.first.wait_for_reply().text
    assert office.files() == ["低保.txt"]
    assert office.changes() == []


def test_a_failing_golden_question_stops_the_swap_unless_it_is_forced(office: Office) -> None:
    (office.articles / "golden.yaml").write_text(GOLDEN, encoding="utf-8")
    _press(office.first, office.first.ask("/reload"), "换上")
    shown = _send(office.first, "低保.txt", LOW_INCOME.format(1050))
    assert "950 → 1050" in shown.text
    assert "必答题没有通过（1）" in shown.text
    assert shown.buttons == ["⚠️ 仍然收下", "取消"]
    assert "每人每月950元" in office.answer()
    assert "什么都没改" in _press(office.first, shown, "取消").text
    assert "每人每月950元" in office.answer()
    shown = _send(office.first, "低保.txt", LOW_INCOME.format(1050))
    assert "版本 3" in _press(office.first, shown, "⚠️ 仍然收下").text
    assert "每人每月1050元" in office.answer()


def test_the_second_of_two_operators_is_told_what_the_first_one_changed(office: Office) -> None:
    mine = _send(office.first, "低保.txt", LOW_INCOME.format(1000))
    other = _send(office.second, "高龄.txt", OLD_AGE.format(100))
    _press(office.first, mine, "收下")
    again = _press(office.second, other, "收下")
    assert "您看过之后，又有改动" in again.text
    assert "放入文章 · 低保.txt · 王科长" in again.text
    assert office.files() == ["低保.txt"]
    _press(office.second, again, "收下")
    assert "每人每月1000元" in office.answer()
    assert office.files() == ["低保.txt", "高龄.txt"]


def test_files_that_change_after_they_were_shown_are_shown_again(office: Office) -> None:
    path = office.articles / "低保.txt"
    path.write_text(LOW_INCOME.format(1000), encoding="utf-8")
    shown = office.first.ask("/reload")
    assert "950 → 1000" in shown.text
    path.write_text(LOW_INCOME.format(2000), encoding="utf-8")
    assert "950 → 2000" in _press(office.first, shown, "换上").text
    assert "每人每月950元" in office.answer()
    _press(office.first, shown, "换上")
    assert "每人每月2000元" in office.answer()


def test_for_a_citizen_there_are_no_such_commands(office: Office) -> None:
    unknown = office.citizen.ask("/nothing").text
    for command in COMMANDS:
        assert office.citizen.ask(command).text == unknown
    mine = _send(office.first, "高龄.txt", OLD_AGE.format(100))
    going = mine.keyboard[0][0].data
    welcome = office.citizen.ask("/start")
    nonsense = office.citizen.press_data(welcome, "nonsense").wait_for_answer()
    for data in (going, "!u.1", "!r.1", "!d.1", "!l.0", "!g.1.1", "!s.0", "!v.0", "!x.1"):
        assert office.citizen.press_data(welcome, data).wait_for_answer() == nonsense
    office.citizen.send_document("高龄.txt", OLD_AGE.format(100).encode())
    assert "收下" not in office.citizen.wait_for_reply().buttons
    assert office.files() == ["低保.txt"]
    assert office.changes() == []
    # What was shown waits still for the one who may take it.
    assert "版本 2" in _press(office.first, mine, "收下").text


def test_in_a_group_a_citizen_presses_an_operators_button_in_vain(office: Office) -> None:
    operator, citizen = office.first.users[0], office.citizen.users[0]
    group = office.telegram.group("工作群", [operator, citizen])
    shown = group.ask("/add_synonym@changyouda_bot 甲乙 = 低保", user=operator)
    nonsense = group.press_data(shown, "nonsense", user=citizen).wait_for_answer()
    assert group.press(shown, "加上", user=citizen).wait_for_answer() == nonsense
    assert office.changes() == []
    group.press(shown, "加上", user=operator)
    assert "版本 2" in shown.wait_for_edit().text
    assert office.changes() == [(str(operator.id), "add_synonym", "甲乙 → 低保")]
    assert "私聊" in group.ask("/unanswered@changyouda_bot", user=operator).text


def test_who_looks_on_changes_nothing(office: Office) -> None:
    assert "查看人" in office.viewer.ask("/whoami").text
    assert "版本 1" in office.viewer.ask("/status").text
    for command in ("/reload", "/rollback", "/add_synonym 甲 = 低保", "/log_level"):
        assert "不能改动" in office.viewer.ask(command).text
    assert "不能改动" in _send(office.viewer, "高龄.txt", OLD_AGE.format(100)).text
    mine = _send(office.first, "高龄.txt", OLD_AGE.format(100))
    press = office.viewer.press_data(office.viewer.ask("/check"), mine.keyboard[0][0].data)
    assert "不能改动" in press.wait_for_answer()
    assert office.files() == ["低保.txt"]


def test_what_was_asked_in_vain_leads_to_a_synonym_and_a_golden_question(office: Office) -> None:
    _press(office.first, _send(office.first, "高龄.txt", OLD_AGE.format(100)), "收下")
    for question in ("养狗证怎么办", "养狗证怎么办呢", "图书馆几点开门"):
        office.answer(question)
    shown = office.first.ask("/unanswered")
    assert shown.buttons[0].startswith("2 次：养狗证怎么办")
    group = _press(office.first, shown, shown.buttons[0])
    assert "问过 2 次" in group.text
    draft = _press(office.first, group, "加必答题")
    golden = _press(office.first, draft, "不该回答")
    assert office.files() == ["低保.txt", "高龄.txt"]
    assert "版本 3" in _press(office.first, golden, "加上").text
    assert "silent: true" in (office.articles / "golden.yaml").read_text(encoding="utf-8")
    draft = office.first.ask("/add_synonym 老寿星补助 = 高龄津贴")
    assert "老寿星补助" not in _config(office)
    _press(office.first, draft, "加上")
    assert "老寿星补助" in _config(office)


def _config(office: Office) -> str:
    path = office.folder / "config" / "synonyms.yaml"
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def test_why_explains_the_answer_that_is_replied_to(office: Office) -> None:
    answer = office.first.ask(ASKED)
    office.first.send("/why", reply_to=answer)
    shown = office.first.wait_for_reply().text
    assert shown.startswith(f"{ASKED}\n回答了：把握 ")
    assert "门槛 0." in shown
    assert "✅ 第 1：" in shown
    assert "「低保标准是每人每月950元。」" in shown
    assert "得分来自：" in shown


def test_how_the_bot_is_comes_with_a_picture(office: Office) -> None:
    office.answer()
    office.answer("图书馆几点开门")
    shown = office.first.ask("/status")
    assert "今天问 2，答上 1，没答上 1" in shown.text
    assert "问答记录：正常" in shown.text
    assert "photo" in shown.wire


def test_the_log_level_is_changed_and_noted(office: Office) -> None:
    shown = _press(office.first, office.first.ask("/log_level"), "详细")
    assert "一般 → 详细" in shown.text
    operator = str(office.first.users[0].id)
    assert office.changes() == [(operator, "log_level", "日志级别")]
