"""What an update is about, also where it is not what an update should be."""

from typing import Any

import pytest
from telegram import Update
from telegram.ext import ExtBot

from bot import updates

PERSON = {"id": 5, "is_bot": False, "first_name": "小李"}
PRIVATE = {"id": 5, "type": "private", "first_name": "小李"}
SUPERGROUP = {"id": -1_000_000_000_007, "type": "supergroup", "title": "社区"}


def _message(**others: object) -> dict[str, Any]:
    message = {"message_id": 9, "date": 1, "chat": PRIVATE, "from": PERSON, "text": "低保"}
    return {"message": message | others}


CASES: list[tuple[str, dict[str, Any], object, list[tuple[int, int]]]] = [
    ("private", _message(), 5, [(0, 9)]),
    ("supergroup", _message(chat=SUPERGROUP), SUPERGROUP["id"], [(SUPERGROUP["id"], 9)]),  # type: ignore[list-item]
    ("edit", {"edited_message": _message()["message"]}, 5, [(0, 9)]),
    ("chat that is none", _message(chat=None), ("message", 5), []),
    ("chat without a number", _message(chat=PRIVATE | {"id": None}), None, []),
    ("chat named", _message(chat=PRIVATE | {"id": "five"}), "five", []),
    ("message without a number", _message(message_id=None), 5, []),
    (
        "inline",
        {"inline_query": {"id": "1", "from": PERSON, "query": "低", "offset": ""}},
        ("inline_query", 5),
        [],
    ),
    ("nothing that we know", {}, ("other", None), []),
]
"""What it shows; an update; its lane; the message that it brings, as it is counted."""


@pytest.mark.parametrize(
    ("fields", "lane", "numbered"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_what_an_update_is_about(
    fields: dict[str, Any], lane: object, numbered: list[tuple[int, int]]
) -> None:
    update = Update.de_json({"update_id": 1, **fields}, ExtBot("1:a"))
    assert updates.lane(update) == lane
    assert list(updates.numbered(update)) == numbered
