"""Answers and articles to messages; pure."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from bot.message import Composer, Message, Style
from bot.texts import TEXTS, Language, Texts
from knowledge.context import Surroundings
from knowledge.cutting import sentences
from knowledge.library import Edition
from knowledge.model import Answer, Citation, Fact, Intent, Ranked
from knowledge.quotation import shown

CHINESE = TEXTS[Language.SIMPLIFIED]
"""What the terminal speaks."""

MOST_NEAREST = 2
"""Of facts that are no answer: enough to see what there is, too few to be taken for one."""

# Titles beyond these would push the welcome off a phone's screen.
_MOST_TITLES = 5

# Characters of a context: all three together are within one message, headings and citation too.
_MOST_OF_PARAGRAPH, _MOST_OF_NEIGHBOUR = 2400, 500
_CUT = "……"


def render_start(edition: Edition, texts: Texts = CHINESE) -> Message:
    """Return the welcome: what the bot does, and which articles it has."""
    titles = [f"《{document.title}》" for document in edition.documents.values()]
    composer = Composer().add(texts.start).add("\n" + texts.articles)
    composer.add("\n" + "\n".join(titles[:_MOST_TITLES]))
    if len(titles) > _MOST_TITLES:
        composer.add("\n" + texts.and_others.format(count=len(titles)))
    return composer.message()


def render_answer(
    answer: Answer, texts: Texts = CHINESE, *, contact: str = "", brief: bool = False
) -> Message:
    """Return an answer as a person reads it: short answer, quotation, citation, further facts.

    Args:
        answer: Where it asks back, its facts are what is shown without asking.
        texts: In the language to answer in.
        contact: Whom to ask where the articles do not say; empty: nobody.
        brief: Whether the first fact alone is shown, where the others are no part of the answer.
    """
    if answer.intent is not Intent.QUESTION:
        return Message(texts.replies[answer.intent])
    composer = Composer()
    if answer.parts:
        for number, part in enumerate(answer.parts, start=1):
            asked = texts.part.format(number=number, question=part.question.strip())
            composer.add("\n\n" if number > 1 else "").add(asked, Style.BOLD).add("\n")
            _add_part(composer, part, texts)
        if not answer.answered:
            _add_contact(composer, texts, contact)
    elif answer.facts:
        _add_facts(composer, answer, texts, brief=brief)
    else:
        _add_silence(composer, answer, texts, contact)
    return composer.message()


def shown_of(answer: Answer, *, brief: bool) -> tuple[Ranked, ...]:
    """Return the facts that `render_answer` shows."""
    together = answer.listed or answer.disagreeing or answer.parts
    return answer.facts[:1] if brief and not together else answer.facts


def _add_part(composer: Composer, part: Answer, texts: Texts) -> None:
    if part.intent is not Intent.QUESTION:
        composer.add(texts.replies[part.intent])
    elif part.facts:
        _add_facts(composer, part, texts, brief=True)
    else:
        composer.add(texts.silent)


def _add_facts(composer: Composer, answer: Answer, texts: Texts, *, brief: bool) -> None:
    first, *others = shown_of(answer, brief=brief)
    if answer.verdict:
        composer.add(texts.verdicts[answer.verdict]).add("\n")
    if answer.disagreeing:
        composer.add(texts.disagreeing).add("\n")
    if short := short_answer(first):
        composer.add(short, Style.BOLD).add("\n")
    _add_quotation(composer, first, Style.QUOTE)
    composer.add("\n").add(citation(first.fact.citation, texts), Style.ITALIC)
    if others and (answer.listed or answer.disagreeing):
        _add_each(composer.add("\n"), others, texts)
    elif others:
        composer.add("\n\n" + texts.more + "\n")
        _add_others(composer, others, first.fact.citation, texts)


def short_answer(ranked: Ranked) -> str:
    """Return the words that answer by themselves; empty where it takes the whole quotation."""
    short = ranked.fact.text[slice(*ranked.key)].strip() if ranked.key else ""
    return "" if short == ranked.fact.text.strip() else short


def _add_silence(composer: Composer, answer: Answer, texts: Texts, contact: str) -> None:
    composer.add(texts.silent)
    _add_contact(composer, texts, contact)
    # What shares no word with the question is not even near.
    near = [ranked for ranked in answer.nearest if ranked.matched][:MOST_NEAREST]
    if near:
        composer.add("\n\n" + texts.nearest + "\n")
        _add_each(composer, near, texts)


def _add_contact(composer: Composer, texts: Texts, contact: str) -> None:
    if contact:
        composer.add("\n" + texts.contact.format(contact=contact))


def render_facts(title: str, facts: Sequence[Ranked], texts: Texts) -> Message:
    """Return facts under a title, which may be empty, each quoted with its citation."""
    composer = Composer().add(f"{title}\n" if title else "")
    _add_each(composer, facts, texts)
    return composer.message()


def render_section(headings: str, facts: Sequence[Fact], texts: Texts) -> Message:
    """Return the facts of a section, numbered from 1."""
    composer = Composer().add(headings, Style.BOLD)
    for number, fact in enumerate(facts, start=1):
        composer.add(f"\n{number}\n")
        _add_quotation(composer, Ranked(fact, 0.0), Style.QUOTE)
    composer.add("\n").add(citation(facts[0].citation, texts, whole=True), Style.ITALIC)
    return composer.message()


def _add_each(composer: Composer, facts: Sequence[Ranked], texts: Texts) -> None:
    """Add facts, each with its citation, as far as that differs from the one before."""
    before = None
    for ranked in facts:
        cited = ranked.fact.citation
        _add_quotation(composer.add("" if before is None else "\n"), ranked, Style.QUOTE)
        same = before is not None and before.article == cited.article
        where = place(cited, texts) if same else citation(cited, texts)
        composer.add("\n").add(where, Style.ITALIC)
        before = cited


def _add_quotation(composer: Composer, ranked: Ranked, style: Style) -> None:
    text, marks = _quoted(ranked)
    composer.quote(text, style, marks)


def _quoted(ranked: Ranked) -> tuple[str, list[tuple[int, int, Style]]]:
    """Return what introduces a fact and the fact, each on its line, with matched words marked."""
    text = "\n".join(piece.text for piece in shown(ranked.fact))
    # The fact is at the end: after what introduces it, and the clause that it refers to.
    start = len(text) - len(ranked.fact.text)
    if not text.endswith(ranked.fact.text):
        return text, []
    return text, [(start + low, start + high, Style.UNDERLINE) for low, high in ranked.matched]


def _add_others(
    composer: Composer, others: Sequence[Ranked], first: Citation, texts: Texts
) -> None:
    """Add further facts, each with where it stands as far as that differs from the first."""
    text = ""
    marks: list[tuple[int, int, Style]] = []
    for ranked in others:
        quoted, own = _quoted(ranked)
        shift = len(text)
        marks += [(start + shift, end + shift, style) for start, end, style in own]
        cited = ranked.fact.citation
        same = cited.article == first.article
        where = place(cited, texts) if same else citation(cited, texts)
        text += f"{quoted}\n—— {where}\n"
    composer.quote(text.rstrip("\n"), Style.FOLDED_QUOTE, marks)


def render_context(around: Surroundings, fact: Fact, texts: Texts) -> Message:
    """Return a quotation, in bold, with the paragraphs around it."""
    composer = Composer().add(texts.context)
    if around.before:
        _add_neighbour(composer, [piece.text for piece in around.before], at_end=True)
    _add_paragraph(composer, around)
    if around.after:
        _add_neighbour(composer, [piece.text for piece in around.after], at_end=False)
    composer.add("\n").add(citation(fact.citation, texts), Style.ITALIC)
    return composer.message()


def _add_paragraph(composer: Composer, around: Surroundings) -> None:
    text = around.paragraph.text
    low, high = _window(text, around.span)
    if low:
        composer.add("\n" + _CUT)
    start, end = around.span
    marks = [(start - low, min(end, high) - low, Style.BOLD)]
    composer.add("\n").quote(text[low:high], Style.QUOTE, marks)
    if high < len(text):
        composer.add("\n" + _CUT)


def _window(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Return the span of whole sentences around a span, as far as there is room for them."""
    if len(text) <= _MOST_OF_PARAGRAPH:
        return 0, len(text)
    start, end = span[0], min(span[1], span[0] + _MOST_OF_PARAGRAPH)
    for low, high in sentences(text):
        first, last = min(low, start), max(high, end)
        if low < span[1] and span[0] < high and last - first <= _MOST_OF_PARAGRAPH:
            start, end = first, last
    return start, end


def _add_neighbour(composer: Composer, texts: Sequence[str], *, at_end: bool) -> None:
    """Add what stands before or after a paragraph; of a long one the sentences next to it."""
    whole = "\n".join(texts)
    cut = whole
    if len(whole) > _MOST_OF_NEIGHBOUR:
        spans = sentences(whole)
        ordered = reversed(spans) if at_end else iter(spans)
        low, high = _run(ordered, len(whole) if at_end else 0)
        cut = whole[low:high]
    if not cut:
        return
    if at_end and cut != whole:
        composer.add("\n" + _CUT)
    composer.add("\n").quote(cut, Style.QUOTE)
    if not at_end and cut != whole:
        composer.add("\n" + _CUT)


def _run(spans: Iterator[tuple[int, int]], place: int) -> tuple[int, int]:
    """Return the span of the first sentences that have room together, next to `place`."""
    low = high = place
    for start, end in spans:
        first, last = min(low, start), max(high, end)
        if last - first > _MOST_OF_NEIGHBOUR:
            break
        low, high = first, last
    return low, high


def citation(cited: Citation, texts: Texts = CHINESE, *, whole: bool = False) -> str:
    """Return where a fact stands: title, section, line, source, date; or that of its article."""
    where = "" if whole else place(cited, texts)
    parts = [f"《{cited.title}》{where}", cited.source, cited.date, *standing(cited, texts)]
    return " · ".join(part for part in parts if part)


def standing(cited: Citation, texts: Texts = CHINESE, today: date | None = None) -> list[str]:
    """Return the warnings that what is quoted no longer holds; none where it does.

    Args:
        cited: Where it stands.
        texts: In the language to say it in.
        today: The day that counts; `None`: this one, where the bot runs.
    """
    day = today or datetime.now().astimezone().date()
    warnings = []
    if cited.expired(day):
        warnings.append(texts.expired.format(day=cited.valid_until))
    if cited.replaced_by is not None:
        warnings.append(texts.replaced.format(title=cited.replaced_by))
    return warnings


def place(cited: Citation, texts: Texts = CHINESE) -> str:
    """Return where in its article a fact stands."""
    headings = [heading.strip().rstrip("。") for heading in cited.headings]
    line = texts.line.format(line=cited.line)
    return " › ".join((*headings, line)) if headings else line
