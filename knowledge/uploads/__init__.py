"""Files that strangers' programs made, turned into articles: nothing in them is trusted.

`converters.py` knows which formats become text, `docx.py` and `pdf.py` how. All of it, and a first
reading, happens in `child.py`: a process of its own that may use so much memory and time and no
more. `receiving.py` starts it and says what came of it.
"""
