# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Notes beside a saved document, for a desk without a case: one chain that begins with the document itself.

The document is never rewritten. What `add` has returned from is on the disk. Notes are as little locked as the file.
"""

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from devicecheck.casefile.export import look_at_folder
from devicecheck.errors import CaseError
from devicecheck.file_lock import try_lock
from devicecheck.model.chain import first_break, follow

ENDING = ".notes"
LIMIT = 1 << 20
"""Bytes of notes that are read; more is not of a person."""


class FileNotes:
    """The interface of `store.Case`, as far as a desk needs it. One program at a time holds it."""

    def __init__(self, path: Path, descriptor: int, lines: tuple[str, ...]) -> None:
        self._path, self._file, self._lines = path, descriptor, lines

    def lines(self) -> tuple[str, ...]:
        """The document's line, then every note."""
        return self._lines

    def add(self, at: datetime, event: str, terms: Mapping[str, str]) -> None:
        """Keep one note; it is on the disk when this returns. Errors: CaseError `not-written`."""
        line = follow(self._lines[-1], at, event, dict(terms))
        data = f"{line}\n".encode()
        try:
            if os.write(self._file, data) != len(data):
                raise CaseError("not-written")
            os.fsync(self._file)
        except OSError:
            raise CaseError("not-written") from None
        self._lines = (*self._lines, line)

    def close(self) -> None:
        """Let go of the notes; where none were made, no file stays."""
        if len(self._lines) == 1:
            self._path.unlink(missing_ok=True)
        os.close(self._file)


def open_notes(document: Path, first: str) -> FileNotes:
    """The notes beside a document. `first` is the line of the chain that holds it.

    Errors: CaseError `in-use` for a second program, `damaged` for notes of another document, `not-written`;
    ExportError where others would get a copy of what is written.
    """
    look_at_folder(document.parent)
    path = document.with_name(f"{document.name}{ENDING}")
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
    try:
        descriptor = os.open(path, flags, 0o600)
    except OSError:
        raise CaseError("not-written") from None
    try:
        if not try_lock(descriptor):
            raise CaseError("in-use")
        return FileNotes(path, descriptor, (first, *_whole_lines(descriptor, first)))
    except BaseException:
        os.close(descriptor)
        raise


def _whole_lines(descriptor: int, first: str) -> tuple[str, ...]:
    """The notes so far. A last line without its end was never acknowledged, and goes."""
    data = os.read(descriptor, LIMIT + 1)
    whole = data[: data.rfind(b"\n") + 1]
    lines = tuple(whole.decode("utf-8", "replace").splitlines())
    broken = first_break((first, *lines))
    if len(data) > LIMIT or broken is not None:
        raise CaseError("damaged", {"line": str(broken or 0)})
    if len(whole) != len(data):
        os.ftruncate(descriptor, len(whole))
    return lines
