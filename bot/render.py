"""Answers to messages; pure."""

from collections.abc import Sequence

from bot import texts
from bot.message import Composer, Message, Style
from knowledge.library import Edition
from knowledge.model import Answer, Citation, Fact, Ranked
from knowledge.quotation import shown

# Titles beyond these would push the welcome off a phone's screen.
_MOST_TITLES = 5


def render_start(edition: Edition) -> Message:
    """Return the welcome: what the bot does, and which articles it has."""
    titles = [f"《{document.title}》" for document in edition.documents.values()]
    composer = Composer().add(texts.START).add("\n" + "\n".join(titles[:_MOST_TITLES]))
    if len(titles) > _MOST_TITLES:
        composer.add("\n" + texts.AND_OTHERS.format(count=len(titles)))
    return composer.message()


def render_answer(answer: Answer) -> Message:
    """Return an answer as a person reads it: short answer, quotation, citation, further facts."""
    if not answer.facts:
        return Message(texts.SILENT)
    first, *others = answer.facts
    composer = Composer()
    if first.key:
        composer.add(first.fact.text[slice(*first.key)].strip(), Style.BOLD).add("\n")
    _add_quotation(composer, first.fact, Style.QUOTE)
    composer.add("\n")
    composer.add(citation(first.fact.citation), Style.ITALIC)
    if others:
        composer.add("\n\n" + texts.MORE + "\n")
        _add_others(composer, others, first.fact.citation)
    return composer.message()


def _add_quotation(composer: Composer, fact: Fact, style: Style) -> None:
    """Add what introduces a fact, each on its line, and the fact itself."""
    composer.add("\n".join(piece.text for piece in shown(fact)), style)


def _add_others(composer: Composer, others: Sequence[Ranked], first: Citation) -> None:
    """Add further facts, each with where it stands as far as that differs from the first."""
    parts = []
    for ranked in others:
        fact = ranked.fact
        lines = [piece.text for piece in shown(fact)]
        same = fact.citation.article == first.article
        lines.append("—— " + (place(fact.citation) if same else citation(fact.citation)))
        parts.append("\n".join(lines))
    composer.add("\n".join(parts), Style.FOLDED_QUOTE)


def citation(cited: Citation) -> str:
    """Return where a fact stands: title, section, line, source, date."""
    parts = [f"《{cited.title}》{place(cited)}", cited.source, cited.date]
    return " · ".join(part for part in parts if part)


def place(cited: Citation) -> str:
    """Return where in its article a fact stands."""
    headings = [heading.strip().rstrip("。") for heading in cited.headings]
    line = texts.LINE.format(line=cited.line)
    return " › ".join((*headings, line)) if headings else line
