"""One jieba dictionary for all unit tests: reading it takes most of a second."""

import pytest

from knowledge.language import Language
from knowledge.terms import Analyzer
from knowledge.words import Cutter


@pytest.fixture(scope="session")
def cutter(tmp_path_factory: pytest.TempPathFactory) -> Cutter:
    """Return a cutter without words of an operator's own."""
    return Cutter(cache=tmp_path_factory.mktemp("jieba"))


@pytest.fixture(scope="session")
def analyzer(cutter: Cutter) -> Analyzer:
    """Return an analyzer without stop words and synonyms."""
    return Analyzer(Language(), cutter)
