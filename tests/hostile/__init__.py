"""Files that wish us ill, made from good ones: for uploads, by the thousand."""

import random
from collections.abc import Callable

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
