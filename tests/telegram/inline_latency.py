"""How long an inline query waits for its answer: `python -m tests.telegram.inline_latency`.

Articles of invented places and figures are written to a temporary folder, the bot is started on it,
and questions are typed after its name as people type: each beginning of each question is a query,
sent when the one before has been answered. From the query's coming into the server's queue to the
answer's arrival: polling, ranking and HTTP are all in it.
"""

import argparse
import itertools
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.telegram.driver import TelegramServer
from tests.telegram.process import BotProcess

_PLACES = [f"{first}{second}县" for first in "东西南北中上下" for second in "川山河原林泉洲平"]
_GROUPS = ("老年人", "残疾人", "困境儿童", "低保家庭", "特困人员", "流浪乞讨人员", "低收入家庭")
_THINGS = (
    *("生活补贴", "护理补贴", "临时救助", "住房补助", "助餐服务", "康复辅具", "用电补助"),
    *("取暖补助", "医疗救助", "教育资助"),
)
_DEEDS = (
    "{place}为{group}发放{thing},标准为每人每月{amount}元。",
    "{place}共有{count}名{group}领取{thing}。",
    "{group}申请{thing}由{place}民政局在{days}个工作日内办结。",
    "{place}建有面向{group}的{thing}站点{count}个。",
    "{place}全年投入{thing}资金{amount}万元,惠及{group}{count}人次。",
)
_QUESTIONS = (
    *("残疾人护理补贴每月多少钱", "助餐服务站点有几个", "困境儿童教育资助谁来办"),
    *("东川县低保家庭取暖补助", "特困人员医疗救助几天办结", "老年人康复辅具投入多少资金"),
    *("北平县临时救助", "多少人领生活补贴", "流浪乞讨人员怎么救助", "住房补助的标准"),
)


def write_articles(folder: Path, facts: int, seed: int = 1) -> None:
    """Write articles of fifty facts each, no two facts the same."""
    chance = random.Random(seed)  # noqa: S311 -- invented figures, no secrets
    everything = list(itertools.product(_PLACES, _GROUPS, _THINGS, _DEEDS))
    for number in range(0, facts, 50):
        lines = [
            deed.format(
                place=place,
                group=group,
                thing=thing,
                amount=chance.randrange(100, 3000),
                count=chance.randrange(3, 5000),
                days=chance.randrange(3, 40),
            )
            for place, group, thing, deed in chance.sample(everything, 50)
        ]
        text = f"民政工作简报第{number // 50 + 1}期\n\n" + "\n\n".join(lines) + "\n"
        (folder / f"{number:05}.txt").write_text(text, encoding="utf-8")


def _typed() -> Iterator[str]:
    for question in _QUESTIONS:
        yield from (question[:end] for end in range(1, len(question) + 1))


def measure(facts: int) -> tuple[list[float], int]:
    """Return the milliseconds that each query waited, and how many had facts to offer."""
    waited, offered = [], 0
    with tempfile.TemporaryDirectory() as folder, TelegramServer() as telegram:
        write_articles(Path(folder), facts)
        user = telegram.user("小李")
        with BotProcess(telegram, arguments=["--articles", folder]):
            telegram.ask_inline(user, "")
            for query in _typed():
                begun = time.perf_counter()
                answer = telegram.ask_inline(user, query)
                waited.append((time.perf_counter() - begun) * 1000)
                offered += bool(answer.results)
        if telegram.violations:
            raise SystemExit("\n".join(telegram.violations))
    return waited, offered


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=int, default=10_000)
    facts = parser.parse_args().facts
    waited, offered = measure(facts)
    hundredths = statistics.quantiles(waited, n=100, method="inclusive")
    print(  # noqa: T201 -- what the command is for
        f"{facts} facts, {len(waited)} queries, {offered} with results: "
        f"p50 {hundredths[49]:.0f} ms, p95 {hundredths[94]:.0f} ms, "
        f"p99 {hundredths[98]:.0f} ms, longest {max(waited):.0f} ms"
    )


if __name__ == "__main__":
    main()
