"""Every call, and every object that the server sends, held against aiogram's typed Bot API.

Telegram overlooks parameters that it does not know and turns strings into numbers where it can. We
refuse both, since in a bot they are mistakes: a parameter that is misspelt does nothing at all.
"""

import functools
import json
import re
import typing
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn, TypeVar

import aiogram.methods
from aiogram.methods import TelegramMethod
from pydantic import BaseModel, TypeAdapter, ValidationError

from tests.telegram.wire import ApiError, Json, refuse, refuse_misuse

Value = TypeVar("Value")

_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "user_id": "invalid user_id specified",
    "commands": 'parameter "commands" is required',
}
"""How Telegram words the want of a parameter."""

_UNREADABLE = {
    "reply_markup": "can't parse reply keyboard markup JSON object",
    "entities": "can't parse message entities JSON object",
    "reply_parameters": "can't parse reply parameters JSON object",
    "commands": "can't parse commands JSON object",
    "results": "can't parse inline query results JSON object",
}
"""How Telegram words a parameter that is not what it should be."""


@functools.cache
def _methods() -> dict[str, type[TelegramMethod[Any]]]:
    # Telegram takes the names of methods without case.
    classes = (getattr(aiogram.methods, name) for name in aiogram.methods.__all__)
    return {
        found.__api_method__.lower(): found
        for found in classes
        if issubclass(found, TelegramMethod) and found is not TelegramMethod
    }


def find_method(name: str) -> type[TelegramMethod[Any]]:
    """Finds aiogram's class for a method of the Bot API.

    Raises:
        ApiError: 404 where there is no such method, recorded as a violation.
    """
    found = _methods().get(name.lower())
    if found is None:
        raise ApiError(404, "Not Found: method not found", f"unknown method {name!r}")
    return found


def _kinds(annotation: object) -> set[object]:
    options = typing.get_args(annotation) if typing.get_origin(annotation) is not list else ()
    return set(options or (annotation,))


def _from_form(text: str, annotation: object) -> object:
    kinds = _kinds(annotation)
    if int in kinds and re.fullmatch(r"-?\d+", text):
        return int(text)
    if bool in kinds and text.lower() in ("true", "false"):
        return text.lower() == "true"
    if str in kinds:
        return text
    return json.loads(text)


def read_form(method: type[TelegramMethod[Any]], form: Mapping[str, str]) -> Json:
    """Turns a form's strings into values of the types that the method declares.

    Raises:
        ApiError: 400 where a string is no such value, recorded as a violation.
    """
    values: Json = {}
    for name, text in form.items():
        field = method.model_fields.get(name)
        try:
            values[name] = _from_form(text, field.annotation) if field else text
        except ValueError:
            refuse_misuse(
                _UNREADABLE.get(name, f"can't parse parameter {name}"),
                f"{method.__api_method__}: {name} is not of its type: {text[:80]!r}",
            )
    return values


def _strangers(value: object, path: str) -> Iterator[str]:
    """Yields the path of every field that the Bot API does not know."""
    if isinstance(value, BaseModel):
        yield from (f"{path}.{name}" for name in value.model_extra or ())
        for name in value.model_fields_set & set(type(value).model_fields):
            yield from _strangers(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _strangers(item, f"{path}[{index}]")


def _refuse(method: str, error: ValidationError) -> NoReturn:
    first = error.errors(include_url=False)[0]
    if not first["loc"]:
        # The JSON itself does not parse, which here only half a character brings about.
        refuse_misuse("strings must be encoded in UTF-8", f"{method}: half a character in a string")
    name = str(first["loc"][0])
    place = ".".join(str(part) for part in first["loc"])
    if first["type"] == "missing" and len(first["loc"]) == 1:
        refuse_misuse(
            _MISSING.get(name, f'parameter "{name}" is required'), f"{method}: {name} is missing"
        )
    refuse_misuse(
        _UNREADABLE.get(name, f"can't parse parameter {name}"),
        f"{method}: {place}: {first['msg']}, not {str(first['input'])[:80]!r}",
    )


def read_call(method: type[TelegramMethod[Any]], values: Json) -> TelegramMethod[Any]:
    """Checks a call's names, required fields and types, and gives it as aiogram's object.

    Raises:
        ApiError: 400, recorded as a violation.
    """
    name = method.__api_method__
    for parameter in values:
        field = method.model_fields.get(parameter)
        extra = field.json_schema_extra if field else None
        if isinstance(extra, dict) and extra.get("deprecated"):
            refuse_misuse(
                f"parameter {parameter} is no longer supported",
                f"{name}: deprecated parameter {parameter}",
            )
    try:
        # As JSON: `strict` then takes strings for enumerations, yet no string for a number.
        call = method.model_validate_json(json.dumps(values), strict=True)
    except ValidationError as error:
        _refuse(name, error)
    for stranger in _strangers(call, name):
        refuse(f"parameter {stranger} is unknown", violation=f"unknown parameter {stranger}")
    return call


@functools.cache
def _adapter(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401 -- any type that aiogram names
    return TypeAdapter(kind)


def check_object(kind: Any, value: Value) -> Value:  # noqa: ANN401 -- any type that aiogram names
    """Holds what the server is about to send against aiogram's type, and gives it back.

    Raises:
        AssertionError: This server, not the bot, is at fault.
    """
    try:
        checked = _adapter(kind).validate_python(value)
    except ValidationError as error:
        message = f"the server built a wrong {kind}: {error}"
        raise AssertionError(message) from error
    strangers = list(_strangers(checked, str(kind)))
    if strangers:
        message = f"the server built unknown fields: {strangers}"
        raise AssertionError(message)
    return value
