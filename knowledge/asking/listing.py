"""Questions for several things at once: 有哪些, 分别多少, 各几家."""

import re

_LIST = re.compile(
    r"(?:有|包括|包含|含|是|需要?|带|交|准备|提交|涉及|分为?|设|开展了?|做了|出台了?|送过|办|叫)(?:哪些|什么和什么)|哪些|哪几|哪[两二三四五六七八九十]"
    r"|都?有(?:什么|啥|咩|乜)(?!用|关系|区别|好处)|都(?:是|有|要|带|交)(?:些)?(?:什么|啥|谁)|几[样种类项条点方面]|名单|列出|列举|一一"
    r"|(?:什么|哪些|啥)(?:材料|证件|手续|资料|条件|流程|步骤|措施|办法|渠道|方式|内容|项目|服务|活动)"
)
_SIDES = re.compile(
    r"分别|各(?:自|是|有|多少|几|发|送|给|要|为|占|借|能|收|补|建)|(?:哪个|谁)(?:更|比较)?(?:多|少|高|低|大|贵|便宜|长|好)"
    r"|(?:和|跟|与|比|还是).{1,20}(?:哪个|差(?:多少|别|几)|区别|不同|相差|对比|比较)|(?:多少|几)[^?;\n]{1,12}(?:多少|几)"
)


def asks_list(folded: str) -> bool:
    """Whether a folded question asks for all things of a kind."""
    return bool(_LIST.search(folded))


def asks_sides(folded: str) -> bool:
    """Whether a folded question asks the same of several things, or compares them."""
    return bool(_SIDES.search(folded))
