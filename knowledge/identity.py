"""Names of facts that outlive an edition."""

import hashlib

from knowledge.model import Fact

_DIGITS = 16
"""64 bits: among a million facts two share a name once in some forty million editions."""


def fact_id(fact: Fact) -> str:
    """Return a fact's name: 16 hexadecimal digits of its article's name and its own words.

    It stays when lines move and other facts change; a fact whose words change is another.
    """
    told = f"{fact.citation.article}\0{fact.text}"
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
