"""Editions on disk, and how one takes the place of another.

`inputs.py` is what an edition is made from, `folder.py` the operator's own folders, `catalogue.py`
the editions that are kept, `golden.py` and `comparison.py` what is looked at before a swap, and
`librarian.py` what ties them together.
"""
