"""What a message wants: most ask; a few greet, thank, insult or give orders.

Only the form is looked at. A message that also asks something asks: 你好，低保怎么办 is a question,
and so is one with an oath in it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from knowledge.asking.words import asks
from knowledge.model import Intent
from knowledge.normal import fold

# What people put around and between such words; left out before the rest is looked at.
_FILLER = re.compile(r"(?:[\s\W啊呀哦噢喔哈嘿呵嗯呢吧嘛啦哇呐了嗷的_]|(?<!什)么)+")
_CALLED = "你|您|机器人|小?助手|客服|小编|大家|各位|老师|同志|亲爱的|亲|师傅|朋友|小姐姐|小哥哥|bot"
# A longer message says something else too.
_LONGEST = 30


def _only(*words: str) -> re.Pattern[str]:
    """Return the pattern of a message that says nothing but these words, in any number."""
    return re.compile(rf"(?:{_CALLED})*(?:(?:{'|'.join(words)})(?:{_CALLED})*)+")


_GREETS = _only(
    r"[你您]们?好|好久不见|在吗|在不在|在|有人吗|早[上安]?好?|[上中下]午好|晚上好|晚安",
    r"hello|hi|hey|喽|啰|嗨|新年好|(?:新年|春节|节日|中秋|国庆)快乐|雷猴|侬好",
)
_THANKS = _only(
    r"(?:非常|十分|太|真|多)?感?谢谢?|多谢|辛苦|麻烦|感恩|3q|thx|thanks?(?:you)?",
    r"唔该|多得|好|知道|明白|收到|懂|ok|okay|行|可以|没事|没问题|不用谢",
)
_TAKES_LEAVE = _only(r"再见|拜拜?|bye(?:bye)?|goodbye|回头?见|先这样|下次见|走|下")
_ABOUT_BOT = re.compile(
    r"(?:请问|那)?(?:你|您)(?:到底|究竟)?(?:是谁|是什么|是哪位|是(?:不是)?(?:真人|人|机器人|人工)吗?|叫(?:什么|啥)(?:名字)?"
    r"|(?:都|还)?(?:会|能|可以)(?:做|干|回答|帮我做)?(?:些|点)?(?:什么|啥|哪些)(?:问题|事情?)?|有(?:什么|啥)(?:用|功能)|怎么用)"
    r"|(?:人工|转人工|真人)(?:客服|服务)?|who(?:are|r)(?:you|u)|whatareyou|whatcanyoudo|help|帮助|怎么用|使用说明"
)
# Said to the bot as to a person.
_SMALL_TALK = re.compile(
    r"(?:你|您)(?:今年|今天|现在|昨天|晚上|平时|真|好|太|很|这么)*"
    r"(?:吃饭?|吃过饭?|睡|累|开心|高兴|忙|喜欢|爱|多大|几岁|男|女|帅|漂亮|可爱|棒|厉害|聪明|在干[嘛吗什]|在哪|有女?男?朋友|结婚|老家|家住)"
    r".{0,6}|(?:我)(?:好|很|有点|真的?|太|今天)*(?:爱你|喜欢你|想你|无聊|烦|难过|开心|累|困|饿|郁闷|孤独)"
    r"|(?:今天)?(?:天气|心情)(?:真|很|不)?(?:好|错)|陪我(?:聊|说|玩).{0,4}|聊聊?天?.{0,2}|吃(?:饭)?吗"
)
_OATH = re.compile(
    r"傻[逼比叉x瓜子冒]|沙雕|煞笔|[sc]b(?![a-z])|nmsl|cnm|tmd|他妈的?|妈的|[草操艹][你泥]|尼玛|王八蛋?|混蛋|狗屁|放屁|去死|滚(?:蛋|开|吧|$)"
    r"|白痴|脑残|弱智|蠢(?:货|猪|蛋|死)|笨蛋|废物|饭桶|吃干饭|不要脸|神经病(?:吧|啊|$)|有病(?:吧|啊)|智障(?:机器|吧|啊|$)|人渣|狗官|贪官"
    r"|垃圾(?:玩意|东西|机器|软件|客服|人)|(?:^|\W)垃圾\W*$|什么(?:破|烂|垃圾|狗屁)|破(?:机器人|玩意|软件)|(?:idiot|stupid|fuck|shit|bitch|moron)"
)
_ORDERS = re.compile(
    # to put its rules aside
    r"(?:忽略|无视|忘[记掉]?|抛开|不要?管|绕过|解除|ignore|disregard|forget|override|bypass).{0,16}"
    r"(?:指令|规则|提示|设定|限制|约束|要求|instruction|rule|prompt|restriction)"
    # to show what is inside
    r"|系统提示词?|提示词|system\s*prompt|your\s*prompt"
    r"|(?:输出|打印|显示|说出|告诉|透露|泄露|公开|给我|交出).{0,8}(?:你|系统|后台|服务器).{0,6}"
    r"(?:密码|密钥|口令|token|api|源码|源代码|代码|配置|数据库|日志|指令|规则)"
    # to be somebody else
    r"|(?:从现在(?:开始|起)|接下来|现在)[,，]?\s*你(?:就|将|要)?(?:是|扮演|叫|变成|必须|只能)|你现在就?是"
    r"|(?:假装|假设|想象)你(?:自己)?(?:是|没有|可以)|扮演(?:一|我|你)|角色扮演|开发者模式|越狱|jailbreak"
    r"|developer\s*mode|pretend\s*(?:to|you)|act\s*as|you\s*are\s*now|不受任何(?:限制|约束)"
    # to make something
    r"|(?:帮|给|替|为|请|麻烦)?(?:我|咱)?(?:写|作|编|画|讲|唱|创作|生成|来)(?:一|几|两|个|下)?[首篇段幅张支则个]"
    r".{0,14}(?:诗|词|歌|笑话|故事|作文|小说|代码|程序|画|图|对联|文案|论文|检讨|段子|演讲稿)"
    r"|翻译(?:成|一下|这)|(?:translate|write)\s.{0,20}(?:into|poem|code|story|essay)"
    r"|^\W*(?:请|来|你)*跟我(?:念|说|读|重复)|重复(?:一遍|我)|select\s.+\sfrom\s|drop\s+table|rm\s+-rf|<script|\$\{|\{\{"
)
_LETTERS_AT_RANDOM = re.compile(
    r"(?:[qwertyuiop]{5,}|[asdfghjkl]{4,}|[zxcvbnm]{4,}|[bcdfghjklmnpqrstvwxz]{4,})+"
)
_ONE_CHARACTER_REPEATED = re.compile(r"(.)\1*")


@dataclass(frozen=True, slots=True)
class _Form:
    intent: Intent
    fits: Callable[[str, str], bool]
    """Of the folded message, and of the same without what people put around words."""


def _fully(pattern: re.Pattern[str]) -> Callable[[str, str], bool]:
    return lambda _, bare: len(bare) <= _LONGEST and bool(pattern.fullmatch(bare))


def _says_nothing(folded: str, bare: str) -> bool:
    """Whether there is nothing to look for: no letter, or the same one over and over."""
    if asks(folded):
        return False
    latin = "".join(char for char in bare if char.isascii() and char.isalpha())
    return (
        not bare
        or bool(_ONE_CHARACTER_REPEATED.fullmatch(bare))
        or (latin == bare and bool(_LETTERS_AT_RANDOM.fullmatch(bare)))
    )


def _insults(folded: str, _: str) -> bool:
    return bool(_OATH.search(folded)) and not asks(_OATH.sub("", folded))


FORMS: tuple[_Form, ...] = (
    _Form(Intent.INSTRUCTION, lambda folded, _: bool(_ORDERS.search(folded))),
    _Form(Intent.GREETING, _fully(_GREETS)),
    _Form(Intent.THANKS, _fully(_THANKS)),
    _Form(Intent.FAREWELL, _fully(_TAKES_LEAVE)),
    _Form(Intent.ABOUT_BOT, _fully(_ABOUT_BOT)),
    _Form(Intent.ABUSE, _insults),
    _Form(Intent.SMALL_TALK, _fully(_SMALL_TALK)),
    _Form(Intent.NOTHING, _says_nothing),
)
"""In this order; the first that fits decides."""


def intent_of(text: str) -> Intent:
    """Return what a message wants.

    Args:
        text: As it was written.
    """
    folded = fold(text).text.strip()
    bare = _FILLER.sub("", folded)
    return next((form.intent for form in FORMS if form.fits(folded, bare)), Intent.QUESTION)
