"""Files that strangers' programs made, turned into articles: nothing in them is trusted.

`converters.py` knows which formats become text, `docx.py` and `pdf.py` how. All of it, and a first
reading, happens in `child.py`: a process of its own that may use so much memory and time and no
more. `isolated.py` starts it, for what is sent (`receiving.py`) and for what somebody has laid into
the folder, where that is large.
"""
