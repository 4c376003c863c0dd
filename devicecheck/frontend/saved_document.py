# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A consultation that was saved as a file."""

from pathlib import Path

from devicecheck.casefile.plain_file import opened
from devicecheck.errors import DocumentError
from devicecheck.model.consultation import Consultation
from devicecheck.report import document


def read(path: Path) -> Consultation:
    """The document in a file. Errors: DocumentError."""
    try:
        with opened(path) as file:
            data = file.read(document.SIZE_LIMIT + 1)
    except OSError as error:
        raise DocumentError("not-readable", {"path": str(path), "why": error.strerror or ""}) from None
    return document.read(data)
