"""The ablation finds out what a feature gives, where that is known beforehand."""

import numpy as np

from knowledge.features import NAMES
from knowledge.learning.examples import Example
from tests.ablation import GROUPS, ranking_losses


def _example(place: int, telling: int, generator: np.random.Generator) -> Example:
    """Return a question that one feature tells the right one of four candidates of, alone."""
    features = np.zeros((4, len(NAMES)))
    features[place, telling] = 1.0
    features[:, telling + 1] = generator.random(4)  # tells nothing
    return Example(features, np.arange(4) == place)


def test_what_alone_tells_the_right_fact_is_what_is_lost() -> None:
    generator = np.random.default_rng(2018)
    telling = 0
    data = [_example(number % 4, telling, generator) for number in range(80)]
    whole, *losses = ranking_losses(data, data)
    assert (whole.reached, whole.lost) == (1.0, 0.0)
    lost = {loss.without: loss.lost for loss in losses}
    assert list(lost) == [*GROUPS, *NAMES]
    # Without it the first of four comes first, which is right for one question of four or so.
    assert lost[NAMES[telling]] > 50
    group = next(name for name, parts in GROUPS.items() if parts[0] in NAMES[telling])
    assert lost[group] > 50
    assert all(lost[name] == 0 for name in NAMES[2:])


def test_every_group_has_features() -> None:
    for parts in GROUPS.values():
        assert any(part in name for part in parts for name in NAMES)
