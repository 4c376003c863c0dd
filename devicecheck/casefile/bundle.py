# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A case as one `.age` file: its chain, line by line, sealed. Anybody's `age -d` opens it; every line can be checked.

Shape: one line of JSON that says what it is and names the last line's fingerprint, then the lines of the chain as they
are in the case.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from devicecheck.casefile import age_format, age_key
from devicecheck.casefile.export import write_file
from devicecheck.casefile.plain_file import opened
from devicecheck.casefile.salvage import Salvaged, gathered
from devicecheck.errors import CaseError
from devicecheck.model.base import Value
from devicecheck.model.chain import head

SIZE_LIMIT = 512 << 20
MOST_LINES = 1_000_000


class Beginning(Value):
    """The first line of a bundle. `lines` and `head` tell a bundle that was cut or changed from a whole one."""

    format: Literal[1] = 1
    kind: Literal["devicecheck-case"] = "devicecheck-case"
    lines: int = Field(ge=0, le=MOST_LINES)
    head: str = Field(pattern=r"^[0-9a-f]{64}$")


def write_bundle(path: Path, lines: Sequence[str], *, passphrase: str = "", publics: Sequence[str] = ()) -> Path:
    """Write the lines of a case as a new file, 0600, for a passphrase or for the holders of public keys.

    Errors: ExportError of `write_file`; CaseError `bad-lead-key`.
    """
    first = Beginning(lines=len(lines), head=head(lines))
    data = "\n".join((first.model_dump_json(), *lines, "")).encode()
    keys = [age_key.public_bytes(text) for text in publics]
    return write_file(path, age_format.seal_for(keys, data) if keys else age_format.seal_with(passphrase, data))


def read_bundle(path: Path, secret: str) -> Salvaged:
    """Every line of a bundle that can still be vouched for, and what is missing.

    Errors: CaseError `not-a-bundle`, `bundle-not-opened`, `bundle-damaged`, `bad-lead-key`.
    """
    try:
        with opened(path) as file:
            sealed = file.read(SIZE_LIMIT + 1)
    except OSError:
        raise CaseError("not-a-bundle") from None
    if len(sealed) > SIZE_LIMIT:
        raise CaseError("not-a-bundle")
    return salvaged(age_format.unseal(sealed, secret))


def salvaged(opened: age_format.Opened) -> Salvaged:
    """The whole lines in what was opened. A piece that was changed takes the lines with it that reach into it."""
    rows: list[str] = []
    for run in _runs(opened):
        rows.extend(run)
    first = _beginning(rows[0]) if rows and opened.pieces[0] is not None else None
    if opened.whole and first is None:
        raise CaseError("not-a-bundle")
    return gathered(
        rows, expected=first.lines if first else None, whole=opened.whole, end=first.head if first else None
    )


def _runs(opened: age_format.Opened) -> list[list[str]]:
    """Neighbouring whole pieces as text lines, without the halves at a damaged place."""
    runs: list[list[str]] = []
    held, after_gap = b"", False
    for number, piece in enumerate((*opened.pieces, None)):
        if piece is not None:
            held += piece
            continue
        rows = held.split(b"\n")
        at_end = number == len(opened.pieces) and not opened.cut_off
        runs.append(_texts(rows[after_gap : None if at_end else -1]))
        held, after_gap = b"", True
    return runs


def _texts(rows: Sequence[bytes]) -> list[str]:
    return [row.decode("ascii", "replace") for row in rows if row]


def _beginning(row: str) -> Beginning | None:
    try:
        return Beginning.model_validate(json.loads(row))
    except (ValueError, ValidationError):
        return None
