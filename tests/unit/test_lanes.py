"""Lanes: order within one, none waiting for another, and an end to how much may wait."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lanes import Lanes, Turns

ITEMS = st.lists(st.tuples(st.integers(0, 3), st.booleans(), st.integers(0, 3)), max_size=30)
"""Each with its lane, whether dealing with it fails, and for how many steps it waits."""


@given(ITEMS)
def test_each_item_is_dealt_with_once_and_in_order(items: list[tuple[int, bool, int]]) -> None:
    begun: dict[int, list[int]] = defaultdict(list)
    at_once: dict[int, int] = defaultdict(int)

    async def work(place: int) -> None:
        lane, fails, steps = items[place]
        begun[lane].append(place)
        at_once[lane] += 1
        assert at_once[lane] == 1
        for _ in range(steps):
            await asyncio.sleep(0)
        at_once[lane] -= 1
        if fails:
            raise ValueError(place)

    async def run() -> None:
        lanes = Lanes(work, most=100)
        for place, (lane, _, _) in enumerate(items):
            lanes.put(lane, place)
        assert lanes.waiting == len(items)
        assert await lanes.end(60.0) == 0

    asyncio.run(run())
    expected: dict[int, list[int]] = defaultdict(list)
    for place, (lane, _, _) in enumerate(items):
        expected[lane].append(place)
    assert begun == expected


def test_a_lane_that_is_stuck_holds_up_no_other() -> None:
    done: list[str] = []

    async def work(item: str) -> None:
        if item == "stuck":
            await asyncio.Event().wait()
        done.append(item)

    async def run() -> int:
        lanes = Lanes(work, most=10)
        for lane, item in ((1, "stuck"), (1, "behind"), (2, "quick")):
            lanes.put(lane, item)
        return await lanes.end(0.01)

    assert asyncio.run(run()) == 2
    assert done == ["quick"]


def test_what_replaces_others_takes_the_place_of_those_not_begun() -> None:
    done: list[int] = []

    async def run() -> int:
        go = asyncio.Event()

        async def work(item: int) -> None:
            await go.wait()
            done.append(item)

        lanes = Lanes(work, most=10)
        lanes.put("typing", 1)
        await asyncio.sleep(0)  # the first is begun
        for item in (2, 3, 4):
            lanes.put("typing", item, replaces=True)
        waiting = lanes.waiting
        go.set()
        await lanes.end(60.0)
        return waiting

    assert asyncio.run(run()) == 2
    assert done == [1, 4]


def test_who_can_wait_for_room_does() -> None:
    async def run() -> Sequence[int]:
        go = {item: asyncio.Event() for item in (1, 2, 3)}

        async def work(item: int) -> None:
            await go[item].wait()

        lanes = Lanes(work, most=2)
        rooms = [lanes.room]
        for item in (1, 2, 3):  # one more than there is room for
            lanes.put(item, item)
        rooms.append(lanes.room)
        waiting = asyncio.create_task(lanes.wait_for_room())
        go[1].set()
        for _ in range(5):
            await asyncio.sleep(0)
        assert not waiting.done()  # as many as there may be are still there
        go[2].set()
        rooms.append(await waiting)
        go[3].set()
        await lanes.end(60.0)
        return [*rooms, lanes.room]

    assert asyncio.run(run()) == [2, 0, 1, 2]


@pytest.mark.parametrize("ends", [1, 2])
def test_turns_come_in_the_order_of_asking(ends: int) -> None:
    found: list[int] = []

    async def run() -> None:
        turns = Turns()

        async def take(number: int) -> None:
            end = await turns.take()
            found.append(number)
            await asyncio.sleep(0)
            assert found[-1] == number  # nobody else was let in meanwhile
            for _ in range(ends):  # a second end does not end another's turn
                end()

        await asyncio.gather(*(take(number) for number in range(5)))

    asyncio.run(run())
    assert found == [0, 1, 2, 3, 4]
