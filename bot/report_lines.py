"""What came of a change, in lines that an operator reads; pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from knowledge.editions.comparison import Comparison
from knowledge.editions.duplicates import AlikeArticles, AlikeFacts
from knowledge.editions.report import Report, Stop
from knowledge.model import Fact

# More of one kind would push the rest off a phone's screen; how many there are is said.
_MOST = 8
# Characters of a fact: what it is about, not all of it.
_MOST_OF_FACT = 60

REASONS: Mapping[str, str] = {
    "start": "启动",
    "reload": "重新载入",
    "rollback": "回退",
    "undo": "撤销",
    "put_article": "放入文章",
    "remove_article": "删去文章",
    "put_particulars": "文章说明",
    "add_synonym": "同义词",
    "add_golden": "必答题",
    "log_level": "日志级别",
}
"""What a change is called; see `knowledge.journal.entries.Action`."""

_STOPS: Mapping[Stop, str] = {
    Stop.UNCHANGED: "没有变化",
    Stop.GOLDEN: "必答题没有通过，没有更换；改好再来，或强行更换",
    Stop.REFUSED: "没有更换，原因见下",
    Stop.MOVED: "刚才有人改过，请再看一遍",
    Stop.UNSAVED: "没有更换：版本存不下来",
}


def report_lines(report: Report) -> tuple[str, ...]:
    """Return what came of a change, the outcome first; of a dry run, what would."""
    return tuple(line for part in _PARTS for line in part(report))


def _outcome(report: Report) -> Iterator[str]:
    size = f"{report.articles} 篇文章，{report.facts} 条可引用"
    if report.swapped:
        number = f"版本 {report.number}（{report.digest}）" if report.number else report.digest
        yield f"已更换为{number}：{size}，用时 {report.seconds:.1f} 秒"
    elif report.stopped:
        yield _STOPS[report.stopped]
    else:
        yield f"可以更换：{size}"


def _problems(report: Report) -> Iterator[str]:
    yield from _listed("问题", [str(problem) for problem in report.problems])


def _articles(report: Report) -> Iterator[str]:
    compared: Comparison = report.comparison
    for name, articles in (
        ("新增文章", compared.added),
        ("删去文章", compared.removed),
        ("改动文章", compared.changed),
        ("改名文章", tuple(f"{old} → {new}" for old, new in compared.renamed)),
        ("改动设置", report.language),
    ):
        yield from _listed(name, articles)


def _facts(report: Report) -> Iterator[str]:
    compared = report.comparison
    lines = []
    for change in compared.facts_changed:
        differences = change.figures or change.differences
        what = "，".join(f"{old or '（无）'} → {new or '（无）'}" for old, new in differences)
        lines.append(f"{_place(change.after)} {what}：{_short(change.after.text)}")
    yield from _listed("内容变化", lines)
    yield from _listed("不再有", [f"{_place(f)} {_short(f.text)}" for f in compared.facts_removed])
    yield from _listed("新有", [f"{_place(f)} {_short(f.text)}" for f in compared.facts_added])


def _golden(report: Report) -> Iterator[str]:
    yield from _listed(
        "必答题没有通过",
        [f"{answer.golden.question}：{answer.fault}" for answer in report.failing],
    )
    failing = {answer.golden.question for answer in report.failing}
    yield from _listed(
        "必答题的回答变了",
        [
            f"{change.question}：{_first(change.before)} → {_first(change.after)}"
            for change in report.golden
            if change.question not in failing
        ],
    )


def _alike(report: Report) -> Iterator[str]:
    yield from alike_lines(report.alike_articles, report.alike_facts)


def alike_lines(articles: Sequence[AlikeArticles], facts: Sequence[AlikeFacts]) -> Iterator[str]:
    """Yield what is there twice, or nearly."""
    yield from _listed(
        "内容相近的文章",
        [f"{pair.first} 与 {pair.second}（{pair.likeness:.0%}）" for pair in articles],
    )
    for name, differ in (("说法相同而数字不同", True), ("不同文章里相同的话", False)):
        yield from _listed(
            name,
            [
                "；".join(f"{_place(fact)} {_short(fact.text)}" for fact in alike.facts)
                for alike in facts
                if alike.differ is differ
            ],
        )


def _dropped(report: Report) -> Iterator[str]:
    yield from _listed(
        "未当作正文",
        [
            f"{each.article}:{each.dropped.line} "
            f"{_short(' '.join(each.dropped.piece.text.split()))}（{each.dropped.reason}）"
            for each in report.dropped
        ],
    )


_PARTS: Sequence[Callable[[Report], Iterator[str]]] = (
    _outcome,
    _problems,
    _articles,
    _golden,
    _facts,
    _alike,
    _dropped,
)


def _listed(name: str, entries: Sequence[str]) -> Iterator[str]:
    if not entries:
        return
    yield f"{name}（{len(entries)}）："
    for entry in entries[:_MOST]:
        yield f"  {entry}"
    if len(entries) > _MOST:
        yield f"  …… 还有 {len(entries) - _MOST} 项"


def _place(fact: Fact) -> str:
    return f"{fact.citation.article}:{fact.citation.line}"


def _first(quoted: Sequence[str]) -> str:
    return _short(quoted[0]) if quoted else "不回答"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _MOST_OF_FACT else f"{line[: _MOST_OF_FACT - 1]}…"
