"""What was asked, what was answered, and what operators changed: one SQLite file.

`database.py` knows SQLite and its failures, `schema.py` the tables, `journal.py` what is written
and read. Nothing in here ever stops an answer: what cannot be written is said once in the log, and
kept as a flag for `/status`.
"""
