"""Our measures are the referee's: both score the same answers alike."""

import json
import re
import subprocess
import sys

from tests.quality.shared import ROOT, shared


def test_eval_counts_what_the_referee_counts() -> None:
    tool = shared("tools/score_questions.py")
    questions = shared("data/questions/dev.jsonl")
    ours = json.loads(_run("-m", "bot", "eval", str(questions), "--format", "json"))["measures"]
    line = _run(str(tool), str(questions), "--", sys.executable, "-m", "bot", "ask", "--json")
    theirs = dict(re.findall(r"(lead|reply|silent|abstained|length) ([0-9.]+)", line))
    assert theirs == {
        **{name: f"{ours[name]:.3f}" for name in ("lead", "reply", "silent", "abstained")},
        "length": f"{ours['length']:.0f}",
    }


def _run(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        check=True,
    )
    return done.stdout
