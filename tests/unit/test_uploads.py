"""Files that somebody sends: what becomes of them, and that no file does harm."""

import json
import random
import signal
from itertools import pairwise
from pathlib import Path

import pytest

from bot.operating import buttons
from knowledge.editions.article_changes import PutArticle
from knowledge.editions.inputs import Inputs, Key, Kind
from knowledge.model import Fact
from knowledge.readers import read_bytes
from knowledge.segment import segment
from knowledge.shelf import shelve
from knowledge.uploads.child import MOST_RUNS, look
from knowledge.uploads.faults import Flaw
from knowledge.uploads.isolated import told
from knowledge.uploads.receiving import MOST, Upload, receive
from tests.documents import paragraph, pdf, table, word
from tests.hostile import laughs_in_xml, mutated

RULES = "八十周岁以上的老年人，由户籍所在地的民政部门按照规定发给高龄津贴，每人每月100元。"


def _facts(upload: Upload) -> list[Fact]:
    document = read_bytes(upload.data, upload.name)
    facts = segment(document)
    for fact in facts:
        assert fact.piece.stands_in(document.source_text)
    return list(facts)


def test_a_word_document_keeps_its_headings_and_tables() -> None:
    upload = receive(
        "规定.docx",
        word(
            paragraph("养老服务规定", "a"),
            paragraph("补贴标准", "1"),
            paragraph("A&amp;B 每月100元。"),
            table(("对象", "金额"), ("九十周岁", "每月200元")),
        ),
    )
    assert (upload.name, upload.fault, upload.converted) == ("规定.html", None, True)
    assert read_bytes(upload.data, upload.name).title == "养老服务规定"
    facts = {fact.text: fact.citation for fact in _facts(upload)}
    assert facts["A&B 每月100元。"].headings == ("补贴标准",)
    assert "九十周岁\t每月200元" in facts
    lines = [citation.line for citation in facts.values()]
    assert all(one < other for one, other in pairwise(lines))


def test_lines_of_a_pdf_are_joined_and_page_numbers_left_out() -> None:
    upload = receive(
        "规定.pdf", pdf("养老服务规定", "一、补贴标准", RULES[:30], RULES[30:], "二、办理", "- 1 -")
    )
    assert (upload.name, upload.fault, upload.converted) == ("规定.txt", None, True)
    assert upload.data.decode().splitlines() == ["养老服务规定", "一、补贴标准", RULES, "二、办理"]
    assert RULES in [fact.text for fact in _facts(upload)]


def test_text_stays_as_it_is() -> None:
    data = RULES.encode("gb18030")
    document = read_bytes(data, "规定.txt")
    assert receive("../../etc/规定.TXT", data) == Upload("规定.txt", data, document=document)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.exe", b"MZ", "不是能读的格式"),
        ("..", b"a", "不是能读的格式"),
        (".txt", b"a", "没有名字"),
        ("a\0.txt", b"", "没有正文"),
        ("a.txt", b"a" * (MOST + 1), "超过上限"),
        ("a.docx", b"\xd0\xcf\x11\xe0", "旧式 .doc"),
        ("a.docx", b"hello", "不是 .docx"),
        ("a.docx", word(paragraph("好" * 21_000_000)), "太大了"),
        ("a.docx", word(paragraph("&z;"), before=laughs_in_xml()), "自定义的实体"),
        ("a.docx", word(paragraph("好" * 7_000_000)), "太大了"),
        ("a.pdf", pdf(), "没有文字"),
        ("a.pdf", b"%PDF-1.4", "打不开"),
        ("a.yaml", b"place: [", "第 1 行"),
    ],
    ids=lambda value: None if isinstance(value, bytes) else str(value)[:12],
)
def test_what_cannot_be_read_is_told(name: str, data: bytes, said: str) -> None:
    upload = receive(name, data)
    assert upload.fault is not None
    assert said in upload.fault


def test_what_was_read_once_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    upload = receive("规定.txt", f"养老服务规定\n{RULES}\n".encode())
    put = PutArticle("养老.txt", upload.data, upload.document)

    def read(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("knowledge.shelf.read_bytes", read)
    monkeypatch.setattr("knowledge.shelf.look_into", read)
    files = Inputs().put(Key(Kind.ARTICLE, put.name), put.data, put.document)
    (document,) = shelve(files, Path("articles")).documents
    monkeypatch.undo()
    assert document == read_bytes(put.data, "养老.txt")


def test_a_large_file_in_the_folder_is_read_by_a_process_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = f"{RULES}\n".encode() * 900
    files = Inputs().put(Key(Kind.ARTICLE, "市/规定.txt"), data)
    expected = read_bytes(data, "市/规定.txt")
    monkeypatch.delattr("knowledge.shelf.read_bytes")
    assert shelve(files, Path("articles")).documents == (expected,)


@pytest.mark.parametrize(
    ("code", "flaw"),
    [
        (-signal.SIGXCPU, Flaw.TOO_SLOW),
        (-signal.SIGKILL, Flaw.TOO_SLOW),
        (-signal.SIGSEGV, Flaw.BROKEN),
        (0, Flaw.BROKEN),
    ],
)
def test_how_a_process_ended_tells_what_is_wrong(code: int, flaw: Flaw) -> None:
    assert told(b"", code).fault == flaw.value


def test_a_file_of_too_many_pieces_is_refused() -> None:
    found = look(b"&amp;" * (MOST_RUNS + 1), ".html")
    assert (found.document, found.fault) == (None, Flaw.TOO_MUCH.value)
    assert look(b"&amp;" * 100, ".html").document is not None


def test_mutated_files_are_read_or_refused() -> None:
    source = random.Random(20)  # noqa: S311 (not for secrets)
    for _ in range(6):
        name, data = mutated(source)
        upload = receive(name, data)
        assert upload.fault or ("/" not in upload.name and not upload.name.startswith("."))


def test_buttons_come_back_as_they_were() -> None:
    for button in (buttons.Go(10**15 - 1, 1), buttons.Shelf(0), buttons.Hold(123, 2)):
        data = buttons.pack(button)
        assert len(data.encode()) <= 64
        assert buttons.unpack(data) == button
    for data in ("", "!", "!g", "!g.1.2.3", "!z.1", "!g.-1.0", "!g.1.0\n", "abc:p.0", "!g.１.0"):
        assert buttons.unpack(data) is None, json.dumps(data)
