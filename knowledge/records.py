"""Frozen values as JSON and back, by the types of their fields.

A value is a list of its fields, in their order. So a field more in `knowledge.model` needs nothing
here; what was written before it is of another form, which `stamp` tells.
"""

import json
import zlib
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Value = TypeVar("Value")


def pack(value: object) -> bytes:
    """Return a value as JSON."""
    return json.dumps(plain(value), ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )


def unpack(kind: type[Value], data: bytes | memoryview) -> Value:
    """Return the value of a type that `pack` has packed."""
    told = json.loads(bytes(data).decode("utf-8", "surrogatepass"))
    make: Callable[[Any], Value] = maker(kind)
    return make(told)


def plain(value: Any) -> object:  # noqa: ANN401 (a value of any type)
    """Return a value as lists, strings and numbers."""
    if is_dataclass(value):
        return [plain(getattr(value, name)) for name in _names(value.__class__)]
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    if isinstance(value, frozenset):
        return sorted(plain(part) for part in value)  # type: ignore[type-var]
    return value


def maker(kind: Any) -> Callable[[Any], Any]:  # noqa: ANN401 (a type, or what annotations allow)
    """Return what makes a value of a type from lists, strings and numbers.

    Raises:
        TypeError: There is no telling how.
    """
    return _maker(kind)


@cache
def _maker(kind: Any) -> Callable[[Any], Any]:  # noqa: ANN401 (likewise)
    origin, parts = get_origin(kind), get_args(kind)
    if origin in {Union, UnionType}:
        (some,) = (part for part in parts if part is not NoneType)
        make = _maker(some)
        return lambda told: None if told is None else make(told)
    if origin is tuple:
        return _tuple_maker(parts)
    if origin is frozenset:
        of = _maker(parts[0])
        return lambda told: frozenset(map(of, told))
    if is_dataclass(kind) and isinstance(kind, type):
        return _record_maker(kind)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind
    if kind in {str, int, float, bool}:
        return _itself
    raise TypeError(kind)


def _record_maker(kind: type) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    makers = [_maker(hints[name]) for name in _names(kind)]
    if all(make is _itself for make in makers):
        return lambda told: kind(*told)
    return lambda told: kind(*[make(each) for make, each in zip(makers, told, strict=True)])


def _tuple_maker(parts: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(parts) == 2 and parts[1] is Ellipsis:  # noqa: PLR2004 (tuple[X, ...])
        of = _maker(parts[0])
        return tuple if of is _itself else lambda told: tuple(map(of, told))
    makers = tuple(map(_maker, parts))
    return lambda told: tuple([make(each) for make, each in zip(makers, told, strict=True)])


def _itself(told: Any) -> Any:  # noqa: ANN401 (what JSON has a form for)
    return told


@cache
def _names(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 (likewise)
    return tuple(each.name for each in fields(kind))


def stamp(*kinds: type) -> int:
    """Return what tells the form of types, and of all that they are made of, from others."""
    told: dict[str, str] = {}

    def tell(kind: Any) -> None:  # noqa: ANN401 (likewise)
        for part in get_args(kind):
            tell(part)
        if is_dataclass(kind) and isinstance(kind, type) and kind.__name__ not in told:
            hints = get_type_hints(kind)
            told[kind.__name__] = repr([(name, str(hints[name])) for name in _names(kind)])
            for name in _names(kind):
                tell(hints[name])

    for kind in kinds:
        tell(kind)
    return zlib.crc32(repr(sorted(told.items())).encode())
