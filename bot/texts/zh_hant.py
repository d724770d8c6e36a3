"""Traditional Chinese."""

from bot.texts.wording import Texts
from knowledge.model import Intent, Verdict

_ABLE = "您直接問，我用收錄文章的原話回答，並註明出處；文章沒寫的，我會直說。"

TEXTS = Texts(
    name="繁體中文",
    description=(
        "用文章的原話回答您的問題，並註明標題、位置、來源和日期；文章沒有寫到的，直說沒有。\n"
        "直接發問就行，怎麼說都可以。"
    ),
    short_description="用文章的原話回答問題，註明出處；文章沒寫的，就說沒有。",
    private_commands=(
        ("start", "開始"),
        ("topics", "目錄：按文章和章節翻看"),
        ("sources", "收錄了哪些文章"),
        ("new", "換個話題"),
        ("help", "使用說明"),
        ("privacy", "保存了什麼、多久、為什麼"),
        ("forget_me", "刪除我的記錄"),
        ("language", "語言 / Language"),
    ),
    group_commands=(
        ("ask", "提問，例如：/ask 您的問題"),
        ("new", "換個話題"),
        ("on", "在本群回答（管理員）"),
        ("off", "在本群不再回答（管理員）"),
    ),
    start="您好！我用文章的原話回答問題，並註明出處；文章沒有寫到的，我會直說沒有。\n"
    "請直接發問，怎麼說都行。",
    articles="收錄的文章：",
    examples="比如點一下下面的問題：",
    and_others="……等 {count} 篇，全部見 /sources",
    help=(
        "怎麼用：把想問的事直接發給我，怎麼說都行；接著追問也可以。\n"
        "我只引用文章原文，註明標題、位置、來源和日期；文章沒寫的，我不回答。\n"
        "在別的聊天裡輸入 @{username} 和問題，可以把原文發到那裡；在群組裡用 /ask。\n"
        "\n"
        "/topics 按文章和章節翻看\n"
        "/sources 收錄了哪些文章\n"
        "/new 換個話題\n"
        "/privacy 保存了什麼、多久、為什麼\n"
        "/forget_me 刪除我的記錄\n"
        "/language 語言"
    ),
    afresh="好的，從頭開始。請問吧。",
    more="文中相關的還有：",
    page="其他相關的原文（第 {page} 頁）：",
    context="原文的前後文：",
    line="第 {line} 行",
    expired="⚠ 有效期到 {day}，已過期",
    replaced="⚠ 已被《{title}》取代",
    asked="問：{question}",
    part="{number}. {question}",
    which="文章裡有幾處都合您的問題，您問的是哪一處？",
    disagreeing="幾篇文章說法不同，新的在前：",
    verdicts={
        Verdict.AGREES: "與所問一致。原文：",
        Verdict.DIFFERS: "與所問不同。原文：",
    },
    silent="收錄的文章沒有寫到這個問題的答案。",
    nearest="可能相關，但不是答案：",
    contact="可以向 {contact} 詢問。",
    replies={
        Intent.QUESTION: _ABLE,
        Intent.GREETING: "您好！" + _ABLE,
        Intent.THANKS: "不客氣，有問題隨時再問。",
        Intent.FAREWELL: "再見，有問題隨時再來。",
        Intent.ABOUT_BOT: "我是按文章答問的機器人：" + _ABLE,
        Intent.SMALL_TALK: "這個我答不來。" + _ABLE,
        Intent.ABUSE: "抱歉沒幫上忙。換個說法再問一次，或發 /topics 看看文章裡有什麼。",
        Intent.INSTRUCTION: "我只做一件事：" + _ABLE,
        Intent.NOTHING: "沒看懂您要問什麼，請用文字說說想問的事。",
    },
    only_text="我只看得懂文字，請把問題打成字發給我。",
    posted="這是收錄的《{title}》裡的內容。想知道什麼，請直接問。",
    failed="抱歉，剛才出了點問題，沒能回答。請稍後再問一次。",
    too_much="您問得太快了，我來不及回答。請過一會兒再問。",
    to_context="上下文",
    to_answer="‹ 返回",
    to_more="更多",
    to_previous="‹ 上一頁",
    to_articles="‹ 全部文章",
    to_sections="‹ 章節",
    ask_again="重新提問",
    helped="👍",
    did_not_help="👎",
    noted="謝謝，記下了。想法變了可以再點。",
    not_noted="抱歉，這次沒能記下。",
    no_more="沒有更多相關的原文了。",
    old_edition="文章更新過了，這個按鈕是舊版的。可以按新的文章重新提問。",
    gone="這則回答太久了，請把問題再發一次。",
    topics="請選一篇文章：",
    no_heading="開頭",
    sources="收錄的文章（{count} 篇）：",
    undated="未註明日期",
    unsourced="未註明來源",
    page_of="第 {page} 頁，共 {pages} 頁",
    privacy=(
        "保存什麼：您的問題、所引的原文、您點的 👍 👎，以及您選的語言。"
        "不保存您的名字和帳號，只保存由帳號算出的一串密文，用來把同一個人的記錄放在一起。\n"
        "保存多久：問題的文字保存 {days} 天，之後自動刪去，只留下數字；"
        "聊天的上文只在運行時記著，幾分鐘後不再使用。\n"
        "為什麼：知道哪些問題沒答上、哪裡答錯，好補上文章。不作他用，不交給別人。\n"
        "隨時可以用 /forget_me 全部刪除。"
    ),
    privacy_without_text=(
        "保存什麼：所引的原文、您點的 👍 👎，以及您選的語言；不保存問題的文字。"
        "不保存您的名字和帳號，只保存由帳號算出的一串密文，用來把同一個人的記錄放在一起。\n"
        "保存多久：直到您刪除；聊天的上文只在運行時記著，幾分鐘後不再使用。\n"
        "為什麼：知道有多少問題沒答上。不作他用，不交給別人。\n"
        "隨時可以用 /forget_me 全部刪除。"
    ),
    forgotten=(
        "已刪除：{questions} 個問題、{feedback} 次評價、{chosen} 次選用、"
        "{settings} 項設定，以及聊天的上文。"
    ),
    nothing_to_forget="沒有保存您的任何記錄；聊天的上文也清掉了。",
    not_forgotten="抱歉，現在刪不掉，請稍後再發一次 /forget_me。",
    language="請選擇我說話用的語言；引用的原文不變。",
    automatic="自動",
    language_set="好的。",
    language_not_set="抱歉，沒能記下您的選擇。",
    welcome=(
        "大家好！用 /ask 加問題、@我或回覆我來提問，我用文章的原話回答；管理員可用 /off 讓我安靜。"
    ),
    not_allowed="這個群組不在允許的名單裡，我先退出了。",
    usage="請把問題寫在後面，例如：/ask {example}",
    only_administrators="只有本群的管理員可以用這個命令。",
    turned_on="好的，在本群回答 /ask、@我和回覆我的問題。",
    turned_off="好的，在本群不再回答；管理員發 /on 可以恢復。",
    not_turned="抱歉，沒能記下，請稍後再試。",
    inline_silent="文章沒有寫到；點這裡來問",
    inline_question="問：{question}",
)
