"""The bot's sentences: the same ones in each language, with the same places to fill in."""

from collections.abc import Iterator
from dataclasses import fields
from string import Formatter

import pytest

from bot.language import spoken
from bot.texts import TEXTS, Language, Texts
from knowledge.model import Intent, Verdict
from knowledge.normal import Script, script

SIMPLIFIED, TRADITIONAL, ENGLISH = Language.SIMPLIFIED, Language.TRADITIONAL, Language.ENGLISH


def _sentences(texts: Texts) -> Iterator[tuple[str, str]]:
    """Yield each sentence with a name for it."""
    for field in fields(texts):
        value = getattr(texts, field.name)
        if isinstance(value, str):
            yield field.name, value
        elif isinstance(value, tuple):
            yield from ((f"{field.name}.{name}", text) for name, text in value)
        else:
            yield from ((f"{field.name}.{key}", text) for key, text in value.items())


def _places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("language", Language)
def test_each_language_says_all_of_it_with_the_same_places(language: Language) -> None:
    expected = {name: _places(text) for name, text in _sentences(TEXTS[SIMPLIFIED])}
    assert {name: _places(text) for name, text in _sentences(TEXTS[language])} == expected
    assert all(text.strip() == text != "" for _, text in _sentences(TEXTS[language]))
    assert set(TEXTS[language].replies) == set(Intent)
    assert set(TEXTS[language].verdicts) == set(Verdict)


def test_each_chinese_is_in_one_script() -> None:
    # The name of another language stays in that language.
    for name, text in _sentences(TEXTS[SIMPLIFIED]):
        assert script(text) is not Script.TRADITIONAL, name
    for name, text in _sentences(TEXTS[TRADITIONAL]):
        assert script(text) is not Script.SIMPLIFIED, name


@pytest.mark.parametrize("language", Language)
def test_what_telegram_shows_of_the_bot_is_within_its_limits(language: Language) -> None:
    texts = TEXTS[language]
    assert len(texts.description) <= 512
    assert len(texts.short_description) <= 120
    for _, description in (*texts.private_commands, *texts.group_commands):
        assert 1 <= len(description) <= 256
    for popup in (texts.noted, texts.not_noted, texts.no_more, texts.old_edition, texts.gone):
        assert len(popup) <= 200


@pytest.mark.parametrize(
    ("text", "code", "chosen", "before", "expected"),
    [
        ("低保一个月给多少钱", "zh-hans", None, None, SIMPLIFIED),
        ("低保一個月給多少錢", "zh-hans", None, None, TRADITIONAL),
        ("低保一个月给多少钱", "zh-hant", None, None, SIMPLIFIED),
        ("低保", "zh-hant", None, None, TRADITIONAL),
        ("低保", "zh-TW", None, None, TRADITIONAL),
        ("低保", "zh_HK", None, None, TRADITIONAL),
        ("低保", "zh-Hant-CN", None, None, TRADITIONAL),
        ("低保", "zh-cn", None, None, SIMPLIFIED),
        ("低保", "en", None, None, SIMPLIFIED),
        ("低保", None, None, None, SIMPLIFIED),
        ("", "en", None, None, ENGLISH),
        ("", "en-GB", None, None, ENGLISH),
        ("hello", "fr", None, None, ENGLISH),
        ("hello", "zh-hans", None, None, SIMPLIFIED),
        ("", "en", None, TRADITIONAL, TRADITIONAL),
        ("低保多少", "zh-hans", None, TRADITIONAL, TRADITIONAL),
        ("低保一个月", "zh-hans", None, TRADITIONAL, SIMPLIFIED),
        ("低保一個月", "zh-hant", ENGLISH, TRADITIONAL, ENGLISH),
    ],
)
def test_the_language_is_chosen(
    text: str,
    code: str | None,
    chosen: Language | None,
    before: Language | None,
    expected: Language,
) -> None:
    assert spoken(text, code, chosen, before) is expected
