"""Simplified Chinese."""

from bot.texts.wording import Texts
from knowledge.model import Intent, Verdict

_ABLE = "您直接问，我用收录文章的原话回答，并注明出处；文章没写的，我会直说。"

TEXTS = Texts(
    name="简体中文",
    description=(
        "用文章的原话回答您的问题，并注明标题、位置、来源和日期；文章没有写到的，直说没有。\n"
        "直接发问就行，怎么说都可以。"
    ),
    short_description="用文章的原话回答问题，注明出处；文章没写的，就说没有。",
    private_commands=(
        ("start", "开始"),
        ("topics", "目录：按文章和章节翻看"),
        ("sources", "收录了哪些文章"),
        ("new", "换个话题"),
        ("help", "使用说明"),
        ("privacy", "保存了什么、多久、为什么"),
        ("forget_me", "删除我的记录"),
        ("language", "语言 / Language"),
    ),
    group_commands=(
        ("ask", "提问，例如：/ask 您的问题"),
        ("new", "换个话题"),
        ("on", "在本群回答（管理员）"),
        ("off", "在本群不再回答（管理员）"),
    ),
    start="您好！我用文章的原话回答问题，并注明出处；文章没有写到的，我会直说没有。\n"
    "请直接发问，怎么说都行。",
    articles="收录的文章：",
    examples="比如点一下下面的问题：",
    and_others="……等 {count} 篇，全部见 /sources",
    help=(
        "怎么用：把想问的事直接发给我，怎么说都行；接着追问也可以。\n"
        "我只引用文章原文，注明标题、位置、来源和日期；文章没写的，我不回答。\n"
        "在别的聊天里输入 @{username} 和问题，可以把原文发到那里；在群里用 /ask。\n"
        "\n"
        "/topics 按文章和章节翻看\n"
        "/sources 收录了哪些文章\n"
        "/new 换个话题\n"
        "/privacy 保存了什么、多久、为什么\n"
        "/forget_me 删除我的记录\n"
        "/language 语言"
    ),
    afresh="好的，从头开始。请问吧。",
    more="文中相关的还有：",
    page="其他相关的原文（第 {page} 页）：",
    context="原文的前后文：",
    line="第 {line} 行",
    expired="⚠ 有效期到 {day}，已过期",
    replaced="⚠ 已被《{title}》取代",
    asked="问：{question}",
    part="{number}. {question}",
    which="文章里有几处都合您的问题，您问的是哪一处？",
    disagreeing="几篇文章说法不同，新的在前：",
    verdicts={
        Verdict.AGREES: "与所问一致。原文：",
        Verdict.DIFFERS: "与所问不同。原文：",
    },
    silent="收录的文章没有写到这个问题的答案。",
    nearest="可能相关，但不是答案：",
    contact="可以向 {contact} 询问。",
    replies={
        Intent.QUESTION: _ABLE,
        Intent.GREETING: "您好！" + _ABLE,
        Intent.THANKS: "不客气，有问题随时再问。",
        Intent.FAREWELL: "再见，有问题随时再来。",
        Intent.ABOUT_BOT: "我是按文章答问的机器人：" + _ABLE,
        Intent.SMALL_TALK: "这个我答不来。" + _ABLE,
        Intent.ABUSE: "抱歉没帮上忙。换个说法再问一次，或发 /topics 看看文章里有什么。",
        Intent.INSTRUCTION: "我只做一件事：" + _ABLE,
        Intent.NOTHING: "没看懂您要问什么，请用文字说说想问的事。",
    },
    only_text="我只看得懂文字，请把问题打成字发给我。",
    posted="这是收录的《{title}》里的内容。想知道什么，请直接问。",
    failed="抱歉，刚才出了点问题，没能回答。请稍后再问一次。",
    too_much="您问得太快了，我来不及回答。请过一会儿再问。",
    to_context="上下文",
    to_answer="‹ 返回",
    to_more="更多",
    to_previous="‹ 上一页",
    to_articles="‹ 全部文章",
    to_sections="‹ 章节",
    ask_again="重新提问",
    helped="👍",
    did_not_help="👎",
    noted="谢谢，记下了。想法变了可以再点。",
    not_noted="抱歉，这次没能记下。",
    no_more="没有更多相关的原文了。",
    old_edition="文章更新过了，这个按钮是旧版的。可以按新的文章重新提问。",
    gone="这条回答太久了，请把问题再发一次。",
    topics="请选一篇文章：",
    no_heading="开头",
    sources="收录的文章（{count} 篇）：",
    undated="未注明日期",
    unsourced="未注明来源",
    page_of="第 {page} 页，共 {pages} 页",
    privacy=(
        "保存什么：您的问题、所引的原文、您点的 👍 👎，以及您选的语言。"
        "不保存您的名字和账号，只保存由账号算出的一串密文，用来把同一个人的记录放在一起。\n"
        "保存多久：问题的文字保存 {days} 天，之后自动删去，只留下数字；"
        "聊天的上文只在运行时记着，几分钟后不再使用。\n"
        "为什么：知道哪些问题没答上、哪里答错，好补上文章。不作他用，不交给别人。\n"
        "随时可以用 /forget_me 全部删除。"
    ),
    privacy_without_text=(
        "保存什么：所引的原文、您点的 👍 👎，以及您选的语言；不保存问题的文字。"
        "不保存您的名字和账号，只保存由账号算出的一串密文，用来把同一个人的记录放在一起。\n"
        "保存多久：直到您删除；聊天的上文只在运行时记着，几分钟后不再使用。\n"
        "为什么：知道有多少问题没答上。不作他用，不交给别人。\n"
        "随时可以用 /forget_me 全部删除。"
    ),
    forgotten=(
        "已删除：{questions} 个问题、{feedback} 次评价、{chosen} 次选用、"
        "{settings} 项设置，以及聊天的上文。"
    ),
    nothing_to_forget="没有保存您的任何记录；聊天的上文也清掉了。",
    not_forgotten="抱歉，现在删不掉，请稍后再发一次 /forget_me。",
    language="请选择我说话用的语言；引用的原文不变。",
    automatic="自动",
    language_set="好的。",
    language_not_set="抱歉，没能记下您的选择。",
    welcome=(
        "大家好！用 /ask 加问题、@我或回复我来提问，我用文章的原话回答；管理员可用 /off 让我安静。"
    ),
    not_allowed="这个群不在允许的名单里，我先退出了。",
    usage="请把问题写在后面，例如：/ask {example}",
    only_administrators="只有本群的管理员可以用这个命令。",
    turned_on="好的，在本群回答 /ask、@我和回复我的问题。",
    turned_off="好的，在本群不再回答；管理员发 /on 可以恢复。",
    not_turned="抱歉，没能记下，请稍后再试。",
    inline_silent="文章没有写到；点这里来问",
    inline_question="问：{question}",
)
