"""What a message wants: most ask; a few greet, thank, insult or give orders.

Only the form is looked at, and only messages that hold nothing else count: 你好，低保怎么办 asks.
"""

import re

from knowledge.model import Intent
from knowledge.normal import fold

# What people put around and between such words; left out before the rest is looked at.
_FILLER = re.compile(r"[\s\W啊呀哦噢喔哈嘿呵嗯呢吧嘛啦哇呐了么嗷_]+")
_CALLED = (
    r"你|您|机器人|小助手|助手|客服|小编|大家|各位|老师|同志|亲爱的|亲|师傅|朋友|小姐姐|小哥哥|bot"
)
# A longer message says something else too.
_LONGEST = 30


def _whole(*words: str) -> re.Pattern[str]:
    """Return the pattern of a message that says nothing but these words, in any number."""
    return re.compile(rf"(?:{_CALLED})*(?:(?:{'|'.join(words)})(?:{_CALLED})*)+")


_FORMS: tuple[tuple[Intent, re.Pattern[str]], ...] = (
    (
        Intent.GREETING,
        _whole(
            r"[你您]们?好|好久不见|在吗|在不在|在|有人吗|早[上安]?好?|[上中下]午好|晚上好|晚安",
            r"hello|hi|hey|喽|啰|嗨|新年好|新年快乐|节日快乐|雷猴|侬好|吃饭?吗",
        ),
    ),
    (
        Intent.THANKS,
        _whole(
            r"(?:非常|十分|太|真的|多)?感?谢谢?|多谢|辛苦|麻烦|感恩|3q|thx|thanks?(?:you)?",
            r"唔该|多得|好的?|知道|明白|收到|懂|ok|okay|行|可以|没事|没问题|不用谢",
        ),
    ),
    (Intent.FAREWELL, _whole(r"再见|拜拜?|bye(?:bye)?|goodbye|回头?见|先这样|下次见")),
)


def intent_of(text: str) -> Intent:
    """Return what a message wants.

    Args:
        text: As it was written.
    """
    said = _FILLER.sub("", fold(text).text)
    if len(said) <= _LONGEST:
        for intent, pattern in _FORMS:
            if pattern.fullmatch(said):
                return intent
    return Intent.QUESTION
