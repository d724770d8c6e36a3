"""Every sentence that the bot says of its own accord, each language in one module."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.texts import en, zh_hans, zh_hant
from bot.texts.wording import Commands, Language, Texts

__all__ = ["TEXTS", "Commands", "Language", "Texts"]

TEXTS: Mapping[Language, Texts] = MappingProxyType(
    {
        Language.SIMPLIFIED: zh_hans.TEXTS,
        Language.TRADITIONAL: zh_hant.TEXTS,
        Language.ENGLISH: en.TEXTS,
    }
)
