"""The pictures of the READMEs show what the program shows."""

from pathlib import Path

from tests.pictures import FOLDER, pictures


def test_the_pictures_are_of_this_program() -> None:
    for name, picture in pictures().items():
        kept = (FOLDER / name).read_text(encoding="utf-8")
        assert picture == kept, "make them anew: python -m tests.pictures"


def test_both_readmes_show_them() -> None:
    for readme in (Path("README.md"), Path("README.zh-CN.md")):
        text = readme.read_text(encoding="utf-8")
        assert "docs/terminal.svg" in text
        assert "docs/conversation.svg" in text
        assert "docs/tour.svg" in text
