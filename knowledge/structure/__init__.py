"""What the blocks of an article are to each other.

Markup tells much of it in HTML and Markdown, nothing in plain text. The steps below find what is
not marked: tables, questions, lists, titles, leads. Then `outline` gives each block the titles
that it stands under, and what must be read before it to understand it.
"""

from dataclasses import replace

from knowledge.reading import Reading
from knowledge.structure.headings import find_headings, split_leads
from knowledge.structure.items import find_items
from knowledge.structure.outline import outline
from knowledge.structure.questions import find_questions
from knowledge.structure.tables import find_tables

STEPS = (find_questions, find_headings, find_items, split_leads, outline)
"""In this order, after the tables: each takes what the one before has found."""


def arrange(reading: Reading) -> Reading:
    """Return the reading with the kind, headings and introduction of each block known."""
    blocks, drawn = find_tables(reading.blocks)
    for step in STEPS:
        blocks = step(blocks)
    dropped = sorted((*reading.dropped, *drawn), key=lambda entry: entry.piece.start)
    return replace(reading, blocks=tuple(blocks), dropped=tuple(dropped))
