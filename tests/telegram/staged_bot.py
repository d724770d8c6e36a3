"""The bot with an answerer that answers some questions as a test needs it: slowly, or in doubt.

Everything else is the program's own. What the answerer adds is what the real one gives for
articles that say different things; here the article that ships is enough.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.app import Setup
from bot.serving import serve_bot
from bot.settings import read_token
from knowledge.answer import Answerer
from knowledge.library import Edition
from knowledge.model import Answer, Verdict

SLOW, DOUBTFUL, DIFFERENT, AGREEING, DISAGREEING, LISTED, FAILING = (
    *("慢慢答：低保标准", "问的是哪个：低保标准", "低保标准是800元吗", "低保标准是1000元吗"),
    *("说法不同：低保标准", "一共有哪些：低保标准", "出错：低保标准"),
)

_SECONDS = 1.5
"""Longer than the bot waits before it shows that it is busy, shorter than a test's patience."""


@dataclass(frozen=True, slots=True)
class StagedAnswerer(Answerer):
    """Answers as always, but for the questions above."""

    def answer(self, edition: Edition, text: str, previous: Sequence[str] = ()) -> Answer:
        """Return what the articles say; see `knowledge.answer.Answerer.answer`."""
        answer = Answerer.answer(self, edition, text.rpartition("：")[2], previous)
        answer = replace(answer, question=text)
        if text == SLOW:
            time.sleep(_SECONDS)
        elif text == FAILING:
            message = "staged"
            raise RuntimeError(message)
        elif text == DOUBTFUL:
            return replace(answer, readings=answer.facts)
        elif text in {DISAGREEING, LISTED}:
            return replace(answer, disagreeing=text == DISAGREEING, listed=text == LISTED)
        elif text in {DIFFERENT, AGREEING}:
            verdict = Verdict.DIFFERS if text == DIFFERENT else Verdict.AGREES
            return replace(answer, verdict=verdict)
        return answer


class StagedSetup(Setup):
    """The program's own, but for its answerer."""

    __slots__ = ()

    def answerer(self) -> Answerer:
        """Return what answers questions."""
        return StagedAnswerer(self.settings.answer.threshold)


def main() -> None:
    """Serve until told to end."""
    setup = StagedSetup.read()
    staged = StagedSetup(setup.places, setup.settings)
    serve_bot(staged, staged.librarian(staged.journal()), read_token() or "")


if __name__ == "__main__":
    main()
