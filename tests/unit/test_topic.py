"""What a conversation is about: worked out by hand from scores."""

from math import log

import numpy as np
import pytest

from knowledge.model import Hit
from knowledge.topic import Topic

# Three facts of the first article, two of the second.
ARTICLE = np.array([0, 0, 0, 1, 1], dtype=np.int32)


def test_articles_share_the_likelihood_of_their_facts() -> None:
    hits = (Hit(3, 7.0), Hit(0, 7.0 - log(2)), Hit(2, 7.0 - log(2)))
    # 1, ½ and ½: the articles have a half each.
    assert Topic.of(hits, ARTICLE).articles == pytest.approx({0: 0.5, 1: 0.5})


def test_what_answered_beyond_doubt_is_ahead_in_full() -> None:
    topic = Topic.of((Hit(4, 3.0),), ARTICLE)
    assert topic.ahead([1, 0, 1]).tolist() == [3.0, 0.0, 3.0]


def test_where_nothing_was_found_nothing_is_spoken_of() -> None:
    assert Topic.of((), ARTICLE).ahead([0, 1]).tolist() == [0.0, 0.0]
