"""Names of articles from outside: none leaves its folder, none is hidden, none is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.editions.names import article_name
from knowledge.errors import NameRefused

SUFFIXES = (".txt", ".md")


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("低保.txt", "低保.txt"),
        ("低保.TXT", "低保.txt"),
        ("../../etc/低保.txt", "低保.txt"),
        ("/etc/cron.d/低保.txt", "低保.txt"),
        ("C:\\Users\\clerk\\低保.txt", "低保.txt"),
        ("..\\..\\低保.txt", "低保.txt"),
        ("低\0保.txt", "低保.txt"),
        ("低\u202e保\u200b\n.txt", "低保.txt"),
        ("  低保   2024 .txt  ", "低保 2024.txt"),
        ("...低保.txt", "低保.txt"),
        (".低保.txt", "低保.txt"),
        ("~$低保.txt", "低保.txt"),
        ("-rf.txt", "rf.txt"),
        ('a<b>:"c|d?e*.txt', "a_b___c_d_e_.txt"),
        ("CON.txt", "_CON.txt"),
        ("nul .txt", "_nul.txt"),
        ("com¹.v2.txt", "_com¹.v2.txt"),
        ("console.txt", "console.txt"),
        ("2024.低保.v1.md", "2024.低保.v1.md"),
        ("长" * 200 + ".txt", "长" * 65 + ".txt"),
        ("cafe\u0301.txt", "café.txt"),
    ],
)
def test_what_is_made_of_a_name(given_name: str, name: str) -> None:
    assert article_name(given_name, SUFFIXES) == name


@pytest.mark.parametrize(
    ("given_name", "message"),
    [
        ("低保.exe", "不是能读的格式"),
        ("低保", "不是能读的格式"),
        ("", "不是能读的格式"),
        ("..", "不是能读的格式"),
        ("低保.txt/", "不是能读的格式"),
        (".txt", "没有名字"),
        ("...txt", "没有名字"),
        (" .txt", "没有名字"),
        ("~.txt", "没有名字"),
    ],
)
def test_a_name_that_nothing_can_be_made_of(given_name: str, message: str) -> None:
    with pytest.raises(NameRefused, match=message) as caught:
        article_name(given_name, SUFFIXES)
    assert ".txt、.md" in str(caught.value)


@given(st.text().map(lambda stem: f"{stem}.txt"))
def test_any_name_is_safe_or_refused(given_name: str) -> None:
    try:
        name = article_name(given_name, SUFFIXES)
    except NameRefused:
        return
    assert name.endswith(".txt")
    assert not re.search(r'[/\\\0-\x1f<>:"|?*]', name)
    assert name[0] not in ".~#$- "
    assert len(name.encode()) <= 200
    assert article_name(name, SUFFIXES) == name
