"""TDLib, Telegram's own library, used offline for what it says about text.

The only module that knows tdjson. Its quirks:

- requests are bytes of JSON, answered by bytes of JSON, or by nothing;
- it writes its own log to stderr unless told otherwise, for the whole process;
- `getTextEntities` finds mentions, commands, links, hashtags and e-mail addresses, but no telephone
  numbers, which Telegram's servers find;
- no request that works offline merely checks entities. `parseMarkdown` checks them first and
  then looks for markup, so it is given a text of the same form without any.
"""

import functools
import json
from collections.abc import Sequence

import tdjson

from tests.telegram.wire import Json, refuse_misuse

_TYPES = {
    "mention": "Mention",
    "hashtag": "Hashtag",
    "cashtag": "Cashtag",
    "bot_command": "BotCommand",
    "url": "Url",
    "email": "EmailAddress",
    "phone_number": "PhoneNumber",
    "bold": "Bold",
    "italic": "Italic",
    "underline": "Underline",
    "strikethrough": "Strikethrough",
    "spoiler": "Spoiler",
    "blockquote": "BlockQuote",
    "expandable_blockquote": "ExpandableBlockQuote",
    "code": "Code",
    "pre": "Pre",
    "text_link": "TextUrl",
    "text_mention": "MentionName",
    "custom_emoji": "CustomEmoji",
    "date_time": "DateTime",
}
"""The Bot API's name of an entity's type -> TDLib's, without its prefix."""

_NAMES = {name: kind for kind, name in _TYPES.items()} | {"PreCode": "pre"}

_PREFIX = "textEntityType"

_PARSE_MODES: dict[str, Json] = {
    "markdown": {"@type": "textParseModeMarkdown", "version": 1},
    "markdownv2": {"@type": "textParseModeMarkdown", "version": 2},
    "html": {"@type": "textParseModeHTML"},
}
"""Telegram compares the names without case."""


@functools.cache
def _silence() -> None:
    # Before the first request, and not at import: loading a module must do no work.
    for request in (
        {"@type": "setLogStream", "log_stream": {"@type": "logStreamEmpty"}},
        {"@type": "setLogVerbosityLevel", "new_verbosity_level": 0},
    ):
        tdjson.td_execute(json.dumps(request).encode())


def _execute(request: Json) -> Json:
    _silence()
    answer = tdjson.td_execute(json.dumps(request).encode())
    if answer is None:
        message = f"TDLib does not answer {request['@type']} offline"
        raise RuntimeError(message)
    result: Json = json.loads(answer)
    return result


def _from_tdlib(entity: Json) -> Json:
    kind = entity["type"]
    found: Json = {
        "type": _NAMES[_kind(entity)],
        "offset": entity["offset"],
        "length": entity["length"],
    }
    if "url" in kind:
        found["url"] = kind["url"]
    if "language" in kind:
        found["language"] = kind["language"]
    if "user_id" in kind:
        found["user"] = {"id": kind["user_id"], "is_bot": False, "first_name": "?"}
    return found


def find_entities(text: str) -> list[Json]:
    """Finds the entities that Telegram attaches to a plain text: commands, mentions, links."""
    answer = _execute({"@type": "getTextEntities", "text": text})
    # Bots are not told of all of them: not of times in a film, nor of numbers of bank cards.
    known = [e for e in answer["entities"] if _kind(e) in _NAMES]
    return [_from_tdlib(entity) for entity in known]


def _kind(entity: Json) -> str:
    kind: str = entity["type"]["@type"]
    return kind.removeprefix(_PREFIX)


def parse_markup(text: str, parse_mode: str) -> tuple[str, list[Json]]:
    """Parses a text with markup.

    Raises:
        ApiError: 400 in TDLib's words, recorded as a violation.
    """
    mode = _PARSE_MODES.get(parse_mode.lower())
    if mode is None:
        refuse_misuse("unsupported parse_mode", f"unsupported parse_mode {parse_mode!r}")
    answer = _execute({"@type": "parseTextEntities", "text": text, "parse_mode": mode})
    if answer["@type"] == "error":
        refuse_misuse(answer["message"])
    return answer["text"], [_from_tdlib(entity) for entity in answer["entities"]]


def check_entities(text: str, entities: Sequence[Json]) -> None:
    """Checks offsets and lengths in UTF-16 units, which may not cut a character in two.

    Raises:
        ApiError: 400 in TDLib's words, recorded as a violation.
    """
    unmarked = "".join("x" if ord(character) < 0x10000 else "\U0001f600" for character in text)
    answer = _execute(
        {
            "@type": "parseMarkdown",
            "text": {
                "@type": "formattedText",
                "text": unmarked,
                # Bold for all: what is checked is where they stand.
                "entities": [
                    {
                        "@type": "textEntity",
                        "offset": entity["offset"],
                        "length": entity["length"],
                        "type": {"@type": f"{_PREFIX}Bold"},
                    }
                    for entity in entities
                ],
            },
        }
    )
    if answer["@type"] == "error":
        refuse_misuse(answer["message"])


def is_entity_type(name: str) -> bool:
    """Tells whether the Bot API knows an entity of that type."""
    return name in _TYPES
