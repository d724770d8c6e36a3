"""English. What is quoted stays Chinese."""

from bot.texts.wording import Texts
from knowledge.model import Intent, Verdict

_ABLE = (
    "Ask in Chinese, and I quote the articles that answer, with where it stands; "
    "where none does, I say so."
)

TEXTS = Texts(
    name="English",
    description=(
        "Answers questions in Chinese by quoting articles, with title, place, source and date; "
        "says so where no article answers.\nJust ask, in your own words."
    ),
    short_description="Answers by quoting articles, with the source; says so where none answers.",
    private_commands=(
        ("start", "Begin"),
        ("topics", "Leaf through articles and sections"),
        ("sources", "Which articles there are"),
        ("new", "Another subject"),
        ("help", "How to use me"),
        ("privacy", "What is kept, how long and why"),
        ("forget_me", "Delete my records"),
        ("language", "Language / 语言"),
    ),
    group_commands=(
        ("ask", "Ask: /ask your question"),
        ("new", "Another subject"),
        ("on", "Answer in this group (administrators)"),
        ("off", "Be quiet in this group (administrators)"),
    ),
    start="Hello! I answer questions by quoting articles, with the source; where no article "
    "answers, I say so.\nJust ask in Chinese, in your own words.",
    articles="The articles:",
    examples="For example, tap one of these questions:",
    and_others="… {count} in all, see /sources",
    help=(
        "Send me what you want to know, in Chinese and in your own words; follow-up questions "
        "are fine.\n"
        "I only quote articles, with title, place, source and date; what they do not say, "
        "I do not answer.\n"
        "In any other chat, type @{username} and a question to send a quotation there; in groups "
        "use /ask.\n"
        "\n"
        "/topics leaf through articles and sections\n"
        "/sources which articles there are\n"
        "/new another subject\n"
        "/privacy what is kept, how long and why\n"
        "/forget_me delete my records\n"
        "/language language"
    ),
    afresh="All right, let us begin anew. What would you like to know?",
    more="The articles also say:",
    page="Further passages (page {page}):",
    context="The passage in its context:",
    line="line {line}",
    expired="⚠ expired: valid until {day}",
    replaced="⚠ replaced by “{title}”",
    asked="Q: {question}",
    part="{number}. {question}",
    which="Several passages fit your question. Which one do you mean?",
    disagreeing="The articles differ; the newest comes first:",
    verdicts={
        Verdict.AGREES: "As you say. The article:",
        Verdict.DIFFERS: "Not as you say. The article:",
    },
    silent="The articles do not answer this question.",
    nearest="Perhaps related, but no answer:",
    contact="You may ask {contact}.",
    replies={
        Intent.QUESTION: _ABLE,
        Intent.GREETING: "Hello! " + _ABLE,
        Intent.THANKS: "You are welcome. Ask again at any time.",
        Intent.FAREWELL: "Goodbye. Come back with a question at any time.",
        Intent.ABOUT_BOT: "I am a bot that answers from articles. " + _ABLE,
        Intent.SMALL_TALK: "That is beyond me. " + _ABLE,
        Intent.ABUSE: "Sorry that I was of no help. Try other words, or /topics to look around.",
        Intent.INSTRUCTION: "I do one thing only. " + _ABLE,
        Intent.NOTHING: "I do not see a question in this. Please put it in words.",
    },
    only_text="I only understand text. Please type your question.",
    posted="This is from the article 《{title}》. What would you like to know?",
    failed="Sorry, something went wrong. Please ask again in a moment.",
    too_much="You ask faster than I can answer. Please try again in a while.",
    to_context="Context",
    to_answer="‹ Back",
    to_more="More",
    to_previous="‹ Previous",
    to_articles="‹ All articles",
    to_sections="‹ Sections",
    ask_again="Ask again",
    helped="👍",
    did_not_help="👎",
    noted="Thank you, noted. Tap again if you change your mind.",
    not_noted="Sorry, this could not be noted.",
    no_more="There are no further passages.",
    old_edition="The articles have changed; this button is of the old ones. You can ask again.",
    gone="This answer is too old. Please send your question again.",
    topics="Choose an article:",
    no_heading="Beginning",
    sources="The articles ({count}):",
    undated="no date given",
    unsourced="no source given",
    page_of="page {page} of {pages}",
    privacy=(
        "What is kept: your questions, the passages quoted, your 👍 👎 and your language. "
        "Neither your name nor your account: a code computed from it keeps one person's records "
        "together.\n"
        "How long: the text of questions for {days} days, then only figures remain; what was said "
        "before in a chat is known only while I run and not used after a few minutes.\n"
        "Why: to learn which questions find no answer and which answers are wrong. For nothing "
        "else, and for nobody else.\n"
        "/forget_me deletes it all at any time."
    ),
    privacy_without_text=(
        "What is kept: the passages quoted, your 👍 👎 and your language; not the text of your "
        "questions. Neither your name nor your account: a code computed from it keeps one "
        "person's records together.\n"
        "How long: until you delete it; what was said before in a chat is known only while I run "
        "and not used after a few minutes.\n"
        "Why: to learn how many questions find no answer. For nothing else, and for nobody else.\n"
        "/forget_me deletes it all at any time."
    ),
    forgotten=(
        "Deleted: {questions} questions, {feedback} opinions, {chosen} chosen passages, "
        "{settings} settings, and what was said before."
    ),
    nothing_to_forget="Nothing was kept of you; what was said before is forgotten too.",
    not_forgotten="Sorry, it cannot be deleted right now. Please send /forget_me again later.",
    language="Choose the language that I speak; quotations stay as they are.",
    automatic="Automatic",
    language_set="All right.",
    language_not_set="Sorry, your choice could not be kept.",
    welcome="Hello! Ask me by /ask and a question, a mention or a reply; I answer by quoting "
    "articles. Administrators can silence me by /off.",
    not_allowed="This group is not on the list of those that I serve, so I am leaving.",
    usage="Please write the question after it: /ask {example}",
    only_administrators="Only administrators of this group may do so.",
    turned_on="All right, I answer /ask, mentions and replies in this group.",
    turned_off="All right, I am quiet in this group; administrators can send /on.",
    not_turned="Sorry, this could not be kept. Please try again later.",
    inline_silent="The articles do not say; ask me here",
    inline_question="Q: {question}",
)
