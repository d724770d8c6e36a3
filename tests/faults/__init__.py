"""Long runs that try to break what is served, apart from the fast tests.

Each is a command: `python -m tests.faults.kills`, `.damage`, `.full_disk`, `.reloads`, `.times`.
"""
