"""Files that wish us ill, made from good ones: for uploads, by the thousand.

    python -m tests.hostile 5000

sends so many through `knowledge.uploads.receiving` and through a librarian, and says the most time
and memory that any took, and whether anything was written outside of its folder.
"""

import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.documents import paragraph, pdf, table, word

TEXT = "低保标准怎么定\n低保标准是每人每月950元。\n一、办理\n到社区办理。\n"
NAMES = (
    *("../{}", "../../../etc/{}", "/etc/{}", "..\\..\\{}", "C:\\{}", "{}\0", "\0{}", "./{}"),
    *("....//{}", "a/b/c/{}", "CON.{}", "\u202e{}", "{}\u200b", "~{}", ".{}", "长" * 300 + "{}"),
    *("{}", "{}", "{}", "{}", "{}", "{}", "{}/", "%2e%2e%2f{}", "\n{}", "-rf {}"),
)


def laughs_in_xml() -> str:
    """Give a DOCTYPE whose last entity, z, is ten to the ninth letters."""
    levels = "abcdefghij"
    inner = "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip(levels, (*levels[1:-1], "z"), strict=False)
    )
    return f'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">{inner}]>'


def _laughs_in_yaml() -> bytes:
    lines = ["a: &a [x,x,x,x,x,x,x,x,x,x]"]
    lines += [
        f"{name}: &{name} [{','.join([f'*{before}'] * 10)}]"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    return "\n".join(lines).encode()


def _deep(source: random.Random, opening: str, closing: str = "") -> bytes:
    depth = source.choice((100, 3_000, 50_000, 250_000))
    return (opening * depth + "低保每月950元。" + closing * depth).encode()[: 2 << 20]


def _flipped(source: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(source.choice((1, 3, 30))):
        changed[source.randrange(len(changed))] = source.randrange(256)
    return bytes(changed[: source.choice((len(changed), source.randrange(1, len(changed))))])


MAKERS: dict[str, tuple[Callable[[random.Random], bytes], ...]] = {
    ".txt": (
        lambda source: _flipped(source, TEXT.encode()),
        lambda source: TEXT.encode(source.choice(("gb18030", "utf-16", "utf-8-sig"))),
        lambda source: source.randbytes(source.choice((10, 1_000, 100_000))),
        lambda source: b"\0" * source.choice((1, 1_000, 1 << 20)),
        lambda source: "一".encode() * source.choice((1, 100_000, 600_000)),
        lambda source: b"\n" * source.choice((1, 1 << 20)),
        lambda source: _deep(source, "（", "）"),
    ),
    ".md": (
        lambda source: _flipped(source, f"# 标题\n\n{TEXT}\n| a | b |\n|---|---|\n".encode()),
        lambda source: _deep(source, source.choice((">", "- ", "[", "*", "`", "![", "#", "<"))),
        lambda _: b"---\n" + _laughs_in_yaml() + b"\n---\n" + TEXT.encode(),
    ),
    ".html": (
        lambda source: _flipped(source, f"<h1>标题</h1><p>{TEXT}</p><table><tr><td>1".encode()),
        lambda source: _deep(source, source.choice(("<div>", "<table><tr><td>", "<b>", "<li>"))),
        lambda source: _deep(source, "&amp;"),
        lambda _: f"{laughs_in_xml()}<p>&z;{TEXT}</p>".encode(),
        lambda source: b"<p " + b'a="1" ' * source.choice((10, 200_000)) + b">" + TEXT.encode(),
    ),
    ".yaml": (
        lambda _: _laughs_in_yaml(),
        lambda source: _flipped(source, b"valid_until: 2025-12-31\nplace: x\n"),
        lambda source: _deep(source, source.choice(("[", "{a: ", "- "))),
        lambda _: b"!!python/object/apply:os.system ['touch /tmp/owned']",
    ),
    ".docx": (
        lambda source: _flipped(source, word(paragraph("低保每月950元。"), table(("a", "b")))),
        lambda _: word(paragraph("&z;"), before=laughs_in_xml()),
        lambda source: word(paragraph("好" * source.choice((1_000_000, 21_000_000)))),
        lambda _: word(paragraph("好"), extra={"../../../tmp/owned": b"x", "/owned": b"x"}),
        lambda _: word(paragraph("好"), extra={"word/media/a.png": b"\0" * 50_000_000}),
        lambda source: word(
            f"<w:tbl><w:tr><w:tc>{'<w:tbl><w:tr><w:tc>' * source.choice((10, 3_000))}"
        ),
    ),
    ".pdf": (
        lambda source: _flipped(source, pdf("低保标准怎么定", "低保每月950元。")),
        lambda source: b"%PDF-1.7\n" + _deep(source, source.choice(("[", "<<", "("))),
        lambda source: pdf(*["低保每月950元。"] * source.choice((1, 5_000))),
    ),
    ".exe": (lambda source: source.randbytes(100),),
}


def mutated(source: random.Random) -> tuple[str, bytes]:
    """Give a name and the bytes of a file, either of which may be hostile."""
    suffix = source.choice(list(MAKERS))
    data = source.choice(MAKERS[suffix])(source)
    shown = suffix if source.random() < 0.95 else source.choice((*MAKERS, "", ".TXT", ".htm"))
    return source.choice(NAMES).format(f"文章{source.randrange(5)}{shown}"), data


def main(count: int) -> None:
    """Send so many files, and say what came of them."""
    from knowledge.answer import Answerer
    from knowledge.editions.building import RenewingBuilder
    from knowledge.editions.catalogue import Catalogue
    from knowledge.editions.changes import PutArticle
    from knowledge.editions.folders import Folders
    from knowledge.editions.librarian import Librarian
    from knowledge.journal.journal import Journal
    from knowledge.uploads.receiving import receive

    source = random.Random(count)  # noqa: S311 (not for secrets)
    outcomes: Counter[str] = Counter()
    slowest, slowest_name = 0.0, ""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        articles = root / "in" / "articles"
        articles.mkdir(parents=True)
        (articles / "低保.txt").write_text(TEXT, encoding="utf-8")
        librarian = Librarian(
            Folders(articles, (Path("config"),)),
            Catalogue(root / "data" / "editions", articles),
            RenewingBuilder(None),
            answerer=Answerer(0.16),
            journal=Journal.open(root / "data"),
        )
        librarian.open()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for _ in range(count):
            given, data = mutated(source)
            began = time.monotonic()
            upload = receive(given, data)
            outcome = "refused"
            if upload.fault is None and not upload.is_particulars:
                report = librarian.preview(PutArticle(upload.name, upload.data))
                outcome = f"looked at: {report.stopped or 'could be taken'}"
                if report.stopped is None and source.random() < 0.05:
                    librarian.apply(PutArticle(upload.name, upload.data), "test")
            outcomes[outcome] += 1
            took = time.monotonic() - began
            if took > slowest:
                slowest, slowest_name = took, f"{given[-20:]!r}, {len(data)} bytes"
        outside = [
            path
            for path in (*root.iterdir(), *(root / "in").iterdir(), Path("/tmp/owned"))  # noqa: S108
            if path.exists() and path.name not in {"in", "data", "articles"}
        ]
        inside = sum(1 for path in articles.rglob("*") if path.is_file())
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sys.stdout.write(
        f"{count} files: {dict(outcomes)}\n"
        f"slowest {slowest:.1f} s ({slowest_name})\n"
        f"memory of the child at most {children / 1000:.0f} MB, of the program"
        f" {before / 1000:.0f} MB before and at most {after / 1000:.0f} MB\n"
        f"files in the folder of articles {inside}, outside of it {outside}\n"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
