# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The consultation document as a file: JSON, one format, read with limits."""

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError

from devicecheck.errors import DocumentError
from devicecheck.model.consultation import Consultation

SIZE_LIMIT = 64 << 20
"""Bytes of a document at the most."""


def read(data: bytes) -> Consultation:
    """The consultation in a file.

    Errors: DocumentError `too-large`, `unknown-format`, `damaged` (the term `why` names the place, never a content).
    """
    if len(data) > SIZE_LIMIT:
        raise DocumentError("too-large")
    try:
        return Consultation.model_validate_json(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        if any(problem["loc"] == ("format",) for problem in error.errors(include_url=False, include_input=False)):
            raise DocumentError("unknown-format") from None
        place = ".".join(str(part) for part in first["loc"])[:200]
        raise DocumentError("damaged", {"why": f"{place or 'JSON'}: {first['type']}"}) from None


def write(consultation: Consultation) -> bytes:
    """The file of a consultation. The same consultation always gives the same bytes.

    Errors: DocumentError `unwritable` for text that no file can hold (half of a character pair).
    """
    try:
        return consultation.model_dump_json(indent=1).encode("utf-8")
    except (PydanticSerializationError, UnicodeEncodeError):
        raise DocumentError("unwritable") from None
