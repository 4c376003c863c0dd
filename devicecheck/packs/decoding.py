# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From plain data to values of the model; every mistake becomes a sentence that says what to do."""

import json
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from devicecheck.packs.problems import Problem, Problems
from devicecheck.packs.strict_yaml import Data, Document, Place

Model = TypeVar("Model", bound=BaseModel)


def decode(document: Document, model: type[Model], data: dict[str, Data] | None = None) -> Model:
    """The value that a file holds; `data` replaces the file's own when it was brought into normal form first.

    Errors: Problems, one for each field that is wrong.
    """
    try:
        return model.model_validate_json(json.dumps(document.data if data is None else data))
    except ValidationError as error:
        raise Problems(*(_problem(document, model, detail) for detail in error.errors(include_url=False))) from None


def _problem(document: Document, model: type[BaseModel], detail: ErrorDetails) -> Problem:
    place: Place = detail["loc"]
    name = ".".join(str(part) for part in place)
    return document.problem(place, _advice(model, name, place, detail))


_ADVICE = {
    "missing": "add the field `{name}`",
    "extra_forbidden": "take `{name}` out or correct its spelling; known fields here: {fields}",
    "enum": "{name}: {given} is not known; write {expected}",
    "date_from_datetime_parsing": "{name}: write a day as 2026-11-24",
    "date_parsing": "{name}: write a day as 2026-11-24",
    "date_type": "{name}: write a day as 2026-11-24",
    "string_pattern_mismatch": "{name}: {given} is not of the form {pattern}",
    "string_type": "{name}: write one text here",
    "too_short": "{name}: write at least one",
    "string_too_short": "{name}: write at least one letter",
    "string_too_long": "{name}: make it shorter, {max_length} letters at the most",
    "tuple_type": "{name}: write a list, one `- value` per line",
}


def _advice(model: type[BaseModel], name: str, place: Place, detail: ErrorDetails) -> str:
    if detail["type"] not in _ADVICE:
        return f"{name}: {detail['msg']}"
    context: dict[str, Any] = detail.get("ctx") or {}
    given = repr(str(detail["input"])[:60])
    return _ADVICE[detail["type"]].format(name=name, given=given, fields=_fields(model, place[:-1]), **context)


def _fields(model: type[BaseModel], place: Place) -> str:
    for part in place:
        annotation = model.model_fields[part].annotation if isinstance(part, str) else None
        if not (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
            break
        model = annotation
    return ", ".join(model.model_fields)
