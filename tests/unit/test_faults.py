"""Small runs of what `tests.faults` does at length."""

from subprocess import CalledProcessError

import pytest

from tests.faults import damage, full_disk, kills, reloads


def test_killed_at_some_moments() -> None:
    assert kills.run(6, seed=2).total() == 6


def test_damaged_at_some_places() -> None:
    found = damage.run(2)
    assert {name.partition(": ")[2] for name in found} == {"the edition before", "the folders"}
    assert {name.partition(": ")[0] for name in found} == {"cut short", "bit flipped"}


def test_reloads_under_questions() -> None:
    asked, _ = reloads.run(10, rate=50.0)
    assert asked.answers


def test_a_full_disk() -> None:
    try:
        found = full_disk.run(1)
    except (CalledProcessError, FileNotFoundError):
        pytest.skip("mounting a small disk needs root")
    assert found.total() == 6
    assert any("unsaved" in name for name in found)
