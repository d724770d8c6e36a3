"""Articles that somebody posts in a chat: known again, and quoted where they stand."""

import asyncio

import telegram

from bot.citizens.conversations import Conversations
from bot.citizens.sending import Posted, may_be_quoted
from bot.citizens.taking import is_group
from knowledge.library import Edition
from knowledge.model import Answer
from knowledge.quotation import quotation

_SHORTEST = 100
"""Characters from which on a message may be an article: few questions are so long."""

_SHORTEST_BLOCK = 40
"""Of an article's paragraphs: a shorter one may be somebody's own words."""


async def title(edition: Edition, text: str) -> str | None:
    """Return the title of the article that a message is of, `None` for all other messages."""
    if len(text) < _SHORTEST:
        return None
    return await asyncio.to_thread(_title, edition, text)


def _title(edition: Edition, text: str) -> str | None:
    for document in edition.documents.values():
        for block in document.blocks:
            if len(block.text) >= _SHORTEST_BLOCK and block.text.strip() in text:
                return document.title
    return None


def place(conversations: Conversations, asked: telegram.Message, answer: Answer) -> Posted | None:
    """Return where in the chat what an answer quotes stands, `None` where it does not.

    In a group an answer replies to its question, unless that is a reply to the article itself.
    """
    if not answer.facts or answer.readings or answer.parts:
        return None
    words = quotation(answer.facts[0].fact).text
    found = conversations.posted(asked.chat.id, words) if may_be_quoted(words) else None
    if found is None:
        return None
    message, text, start = found
    replied = asked.reply_to_message
    if is_group(asked.chat) and (replied is None or replied.message_id != message):
        return None
    return Posted(message, words, text[:start])
