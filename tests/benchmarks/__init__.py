"""How fast and how large, beside other engines: `python -m tests.benchmarks --facts N`."""
