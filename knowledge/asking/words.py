"""Words that ask, as people say them from Harbin to Hong Kong; all in the form of `normal.fold`."""

import re

# 什么都, 谁都, 好几年, 几个月前 and 不知道怎么 ask nothing.
_NO_QUESTION = re.compile(
    r"(?:什么|啥|谁|哪里?|怎么|几时)(?:都|也)|没(?:什么|啥|几)|不(?:知道?|晓得|清楚|懂|会)(?:该|要|应该)?怎么(?:办|弄)?"
    r"|(?:好|十|没|老)几|几(?:十|百|千|万)|几(?:个|年|天|次|位|家|口人?|块钱?)(?:前|来|了|以来|之前|下来)|几乎|几何|几率"
    r"|哪怕|多少(?:有点|有些)|怎么(?:这么|那么|可能)|什么的"
)
_ASKING = re.compile(
    # how many, how much
    r"多少|几|多[高大长久重远宽深厚快]|两?三?多儿"
    # what, which, who, where, when
    r"|什[么麼]|甚么|啥|咩|乜|哪|那些$|谁|边[个度位]|几时|何[时处地人种年]|若干"
    # how, why
    r"|怎|咋|如何|点样|点解|为何|为什|凭什|干嘛|做咩|啷个|哪能"
    # whether
    r"|吗|[嘛么伐不否]\W*$|呢\W*$|[吧]\W*[?？]|([一-鿿])不\1|([一-鿿]{2})不\2|(?:能|可|会|要|是|有|算|给)不"
    r"|有没有?|有冇|係咪|系咪|得唔得|是否|能否|可否|是不是|对不对|行不行|[?？]"
    # asks without a question word
    r"|请问|想问|想知道|想了解|求问|问一?下|请教|咨询"
    r"|\b(?:what|who|when|where|which|why|how)\b"
)


def asks(folded: str) -> bool:
    """Whether a folded text has a word that asks."""
    return bool(_ASKING.search(_NO_QUESTION.sub("", folded)))


def asking_spans(folded: str) -> tuple[tuple[int, int], ...]:
    """Return where a folded text has words that ask."""
    return tuple(found.span() for found in _ASKING.finditer(folded))
