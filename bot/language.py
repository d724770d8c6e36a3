"""Which language the bot speaks to somebody."""

import re

from bot.texts import Language
from knowledge.normal import Script, script

_CHINESE = re.compile(r"[\u3400-\u9fff\U00020000-\U000323af]")

# IETF tags of clients: script first, then the regions that write it.
_TRADITIONAL_TAG = re.compile(r"^zh\b.*\b(?:hant|tw|hk|mo)\b")


def spoken(
    text: str,
    language_code: str | None,
    chosen: Language | None = None,
    before: Language | None = None,
) -> Language:
    """Return the language to answer in.

    What somebody chose counts first, then the script of what they write, then what they were
    answered in before, then the language of their client. Questions are Chinese: who writes it
    gets it, whatever the client speaks.

    Args:
        text: What they wrote; empty for a command or a pressed button.
        language_code: IETF tag of the client's language; `None` where it does not tell.
        chosen: By /language.
        before: In which they were answered last.
    """
    if chosen is not None:
        return chosen
    found = script(text)
    if found is not None:
        return Language.TRADITIONAL if found is Script.TRADITIONAL else Language.SIMPLIFIED
    if before is not None:
        return before
    code = (language_code or "zh").lower().replace("_", "-")
    if _TRADITIONAL_TAG.match(code):
        return Language.TRADITIONAL
    if code.split("-")[0] == "zh" or _CHINESE.search(text):
        return Language.SIMPLIFIED
    return Language.ENGLISH
