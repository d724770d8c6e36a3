"""Every sentence that the bot says of its own accord; none of them is about the matter."""

START = (
    "您好！我用文章的原话回答问题，并注明出处；文章没有写到的，我会直说没有。\n"
    "请直接发问，一次一个问题，怎么说都行。\n"
    "收录的文章："
)
AND_OTHERS = "……等 {count} 篇"
HELP = (
    "怎么用：把想问的事直接发给我，一次一个问题，怎么说都行。\n"
    "我只引用文章原文，注明标题、位置、来源和日期；文章没写的，我不回答。\n"
    "/start 重新开始\n"
    "/help 使用说明"
)
SILENT = "收录的文章没有写到这个问题的答案。"
FAILED = "抱歉，刚才出了点问题，没能回答。请稍后再问一次。"
TOO_MUCH = "您问得太快了，我来不及回答。请过一会儿再问。"
MORE = "文中相关的还有："
LINE = "第 {line} 行"

DESCRIPTION = (
    "用文章的原话回答您的问题，并注明标题、位置、来源和日期；文章没有写到的，直说没有。\n"
    "直接发问就行，怎么说都可以。"
)
SHORT_DESCRIPTION = "用文章的原话回答问题，注明出处；文章没写的，就说没有。"

COMMANDS = (("start", "开始"), ("help", "使用说明"))
"""The menu of commands, each with its description."""
