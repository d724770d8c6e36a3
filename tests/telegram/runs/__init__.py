"""Long runs with figures, apart from the tests: `python -m tests.telegram.runs.crowd` and others.

Each has a small version, of seconds, in `tests/telegram/test_runs.py`.
"""
