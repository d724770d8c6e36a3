"""Places and years that a question names are conditions, not words among others.

An article that never speaks of Nanjing does not answer a question about Nanjing, however well the
rest of it fits; a figure of 2022 is none of 2025, and one of a city none of its province. A year
that is itself what a statement claims (…是2021年发的吧) sets no condition: the answer is what is
true.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from knowledge.model import Document, Fact
from knowledge.normal import fold

PLACES_FILE = Path(__file__).with_name("places.txt")

# 2000万元 and 1998户 are amounts.
_YEAR = re.compile(r"(?<![\d.])(?:19|20)\d\d(?!\d)(?!\s*[万亿元户个家人名位张件次度项条份余多米%])")
_CHINESE_YEAR = re.compile(r"[一二][九〇零][〇零一二三四五六七八九]{2}(?=年)")
_SHORT_YEAR = re.compile(r"(?<![\d.])[0-4]\d(?=年(?!代|多|以|来|后|前|级|度|内|间|期|满|的历))")
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_SPAN = re.compile(r"((?:19|20)\d\d)\s*年?\s*(?:[-—–~～]+|至|到)\s*((?:19|20)\d\d)")
_CONFIRMS = re.compile(r"(?:吧|[对是真]的?吗|对不对|对么|没错|是不是|吗)[？?！!。\s]*$|是不是|是否")
# The year is what is claimed: 是2021年发的, 2021年开始的吗.
_CLAIMS_YEAR = re.compile(
    r"(?:是|就是|是从|是在|从)\s*(?:19|20)?\d\d年|(?:19|20)?\d\d年\D{0,6}的[吧吗]?\W*(?:[对是真]的?吗)?\W*$"
    r"|年[吗吧]\W*$"
)

# A name that an article gives to a place in the form of one: 云州市, 青禾区.
_FORM = re.compile(r"(?<![一-鿿])(?P<name>[一-鿿]{2,3})(?P<rank>[市县区])(?=[一-鿿\W]|$)")
_FORM_IN_QUESTION = re.compile(
    r"(?:^|\W|请问|[在到从和跟问])(?P<name>[一-鿿]{2,3})(?P<rank>[市县区])(?!民|域|里|内|级|别|分|间)"
)
# 城市, 社区 and 开发区 are no names, whatever stands before them.
_NO_NAME = {
    "市": frozenset("城超股门集书菜花夜早楼上全本该我各县都大省跨外入在到的"),
    "县": frozenset("全本该我各市区外跨邻贫困在到的"),
    "区": frozenset(
        "城社地小园校景街辖郊山灾老新牧林库湖农学选特治政护游务活民宅业验税范开发高点心创禁疫产展"
        "市县各全本该我外跨邻镇在到的"
    ),
}
_NO_NAME_BEGINS = frozenset("全本该我各在到的是为对与和及由向从以其此这那一二两三四五每某同跨外")
_OF_PROVINCE, _OF_NATION = re.compile(r"全省|省级|省内|本省"), re.compile(r"全国|国家级|我国")


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    """What `places.txt` holds."""

    full: Mapping[str, str]
    """From each name, short ones too, to the full one."""
    cities: Mapping[str, tuple[str, ...]]
    """From a county or district to the cities that it may belong to."""
    lengths: Mapping[str, tuple[int, ...]]
    """From the first two characters of names to how long such names are, the longest first."""
    heads: re.Pattern[str]
    """Finds where a name may begin."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A place in a folded text."""

    place: str
    """Its full name."""
    start: int
    end: int


def places(text: str) -> frozenset[str]:
    """Return the places that an article's text names, each by its full name.

    Beside those of the gazetteer: what has the form of a place's name and is said twice.
    """
    folded = fold(text).text
    return frozenset((*(found.place for found in _in_gazetteer(folded)), *_by_form(folded)))


def places_asked(text: str, near: Collection[frozenset[str]] = ()) -> frozenset[str]:
    """Return the places that a question names, each by its full name.

    Args:
        text: As it was written.
        near: For each article that may answer the places that it names.
    """
    return frozenset(found.place for found in _asked(fold(text).text, near))


def place_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return where a question names places."""
    folded = fold(text)
    return tuple(folded.span(found.start, found.end) for found in _asked(folded.text, ()))


def _asked(folded: str, near: Collection[frozenset[str]]) -> Iterator[_Named]:
    gazetteer = _gazetteer()
    yield from _in_gazetteer(folded)
    for place in frozenset().union(*near):
        if place not in gazetteer.full:
            for name in (place, place[:-1]):
                if (start := folded.find(name)) >= 0:
                    yield _Named(place, start, start + len(name))
                    break
    for found in _FORM_IN_QUESTION.finditer(folded):
        if _is_name(found):
            yield _Named(found["name"] + found["rank"], found.start("name"), found.end())


def _in_gazetteer(text: str) -> Iterator[_Named]:
    gazetteer = _gazetteer()
    past = 0
    for found in gazetteer.heads.finditer(text):
        start = found.start()
        if start < past:
            continue
        for length in gazetteer.lengths.get(text[start : start + 2], ()):
            full = gazetteer.full.get(text[start : start + length])
            if full and start + length <= len(text):
                yield _Named(full, start, start + length)
                past = start + length
                break


def _by_form(folded: str) -> Iterator[str]:
    """Yield what has the form of a place's name and is said at least twice."""
    counts = Counter(
        found["name"] + found["rank"] for found in _FORM.finditer(folded) if _is_name(found)
    )
    for name in counts:
        if folded.count(name) > 1:
            yield name


def _is_name(found: re.Match[str]) -> bool:
    name = found["name"]
    return (
        name[-1] not in _NO_NAME[found["rank"]]
        and name[0] not in _NO_NAME_BEGINS
        and name + found["rank"] not in _gazetteer().full
    )


def of_place(wanted: frozenset[str], named: frozenset[str], text: str = "") -> bool:
    """Whether an article may be about one of the places asked about.

    Args:
        wanted: Places that the question names; none sets no condition.
        named: Places that the article names. An article about a city may be about each of its
            districts, one about a province not about each of its cities.
        text: The article's. A place that no gazetteer knows may be named in it by other words:
            澄安二院 is in 澄安市.
    """
    gazetteer = _gazetteer()
    return not wanted or any(
        place in named
        or not named.isdisjoint(gazetteer.cities.get(place, ()))
        or (place not in gazetteer.full and place[:-1] in text)
        for place in wanted
    )


def said_of_place(fact: Fact, document: Document, wanted: frozenset[str]) -> bool:
    """Whether a fact of an article that names the places asked about is said of one of them.

    What an article about a city says is said of the city unless it names another place: 全市 in an
    article that mentions its province is no figure of the province.
    """
    if not wanted:
        return True
    own = own_place(document.title + "\n" + document.source_text)
    if own is None or own in wanted:
        return True
    if any(own in _gazetteer().cities.get(place, ()) for place in wanted):
        return True
    around = fold(
        "\n".join((fact.text, fact.sentence.text, *fact.introductions, *fact.citation.headings))
    ).text
    if any(place in around or place.rstrip("省市县区") in around for place in wanted):
        return True
    return any(place.endswith("省") for place in wanted) and bool(_OF_PROVINCE.search(around))


@lru_cache(2048)
def own_place(text: str) -> str | None:
    """Return the place that an article is about: the one it names most often."""
    folded = fold(text).text
    counts = Counter(found.place for found in _in_gazetteer(folded))
    counts.update({name: folded.count(name) for name in _by_form(folded)})
    return counts.most_common(1)[0][0] if counts else None


@cache
def _gazetteer() -> _Gazetteer:
    """Return the names of places; read at the first use."""
    full: dict[str, str] = {}
    cities: dict[str, tuple[str, ...]] = {}
    for line in PLACES_FILE.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        names, _, above = line.partition("<")
        name, *short = names.split()
        full[name] = name
        full.update(dict.fromkeys(short, name))
        cities[name] = tuple(above.split())
    lengths: dict[str, set[int]] = {}
    for name in full:
        lengths.setdefault(name[:2], set()).add(len(name))
    first, second = ("".join(sorted(set(each))) for each in zip(*lengths, strict=True))
    return _Gazetteer(
        full,
        cities,
        {pair: tuple(sorted(each, reverse=True)) for pair, each in lengths.items()},
        re.compile(f"[{first}](?=[{second}])"),
    )


def years(text: str) -> frozenset[str]:
    """Return the years that a text names; of a span, the first and the last."""
    folded = fold(text).text
    chinese = (found.translate(_DIGITS) for found in _CHINESE_YEAR.findall(folded))
    short = ("20" + found for found in _SHORT_YEAR.findall(folded))
    return frozenset((*_YEAR.findall(folded), *chinese, *short))


def year_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return where a text names years."""
    folded = fold(text)
    return tuple(
        folded.span(found.start(), found.end())
        for pattern in (_YEAR, _CHINESE_YEAR, _SHORT_YEAR)
        for found in pattern.finditer(folded.text)
    )


def about_years(question: str) -> frozenset[str]:
    """Return the years that an answer must be about; none where a year is what is claimed."""
    return frozenset() if claims_year(fold(question).text) else years(question)


def claims_year(folded: str) -> bool:
    """Whether a folded statement that is to be confirmed claims when something was."""
    return bool(_CONFIRMS.search(folded) and _CLAIMS_YEAR.search(folded))


def of_year(fact: Fact, wanted: frozenset[str]) -> bool:
    """Whether a fact may be of the years that are asked about.

    Its own years decide; where it names none, its sentence's, titles' and article's do.
    """
    if not wanted:
        return True
    cited = fact.citation
    around = (
        fact.text,
        fact.sentence.text,
        " ".join((*fact.introductions, *cited.headings, cited.title)),
        cited.date or "",
    )
    for text in around:
        if years(text):
            return _of_one(text, wanted)
    return False


def _of_one(text: str, wanted: frozenset[str]) -> bool:
    """Whether a text speaks of one of the years, or of a span of years that is asked about whole.

    What was spent from 2020 to 2022 is no figure of 2020.
    """
    folded = fold(text).text
    spans = _SPAN.findall(folded)
    return bool(years(_SPAN.sub(" ", folded)) & wanted) or any(
        set(span) <= wanted for span in spans
    )
