# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cases that a visit writes into while it runs: their folder, and the mark by which the next start finds one cut off.

The mark is an empty file beside the case, locked while the program lives. Names are random and say nothing.
"""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from devicecheck.casefile.export import sync_folder
from devicecheck.casefile.store import KEY_FILE
from devicecheck.errors import CaseError
from devicecheck.file_lock import try_lock

MARK = ".open"
LOCKED, ENDED = 1, b"ended"
"""Bytes at the start of a mark that may be locked, and what stands after them once the visit ended."""


def new_place(folder: Path) -> Path:
    """The place of a new case; the folder around it is made if there is none. Errors: CaseError `not-written`."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        raise CaseError("not-written") from None
    return folder / f"case-{secrets.token_hex(4)}"


@contextmanager
def marked(case: Path) -> Iterator[None]:
    """Mark a case as open in this program. The mark stays until `done`, also when the program dies.

    Errors: CaseError `in-use` when another program has it open, `not-written`.
    """
    try:
        lock = os.open(_mark(case), os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    except OSError:
        raise CaseError("not-written") from None
    try:
        if not try_lock(lock):
            raise CaseError("in-use")
        sync_folder(case.parent)
        yield
    finally:
        os.close(lock)


def done(case: Path) -> None:
    """Take the mark away: the visit came to its end, or the case is erased."""
    mark = _mark(case)
    try:
        mark.unlink(missing_ok=True)
    except OSError:  # Windows takes no file away that is open; then the mark itself says that it stands for nothing
        with suppress(OSError), mark.open("r+b") as file:
            file.seek(LOCKED)
            file.write(ENDED)


def cut_off(folder: Path) -> tuple[Path, ...]:
    """Cases whose visit was cut off. What was never finished being made is taken away: nothing was kept in it yet."""
    found = sorted(mark.with_suffix("") for mark in folder.glob(f"case-*{MARK}") if _free(mark) and _stands(mark))
    for case in found:
        if not (case / KEY_FILE).is_file() and not case.is_symlink():
            shutil.rmtree(case, ignore_errors=True)
            done(case)
    return tuple(case for case in found if (case / KEY_FILE).is_file())


def _mark(case: Path) -> Path:
    return case.with_name(case.name + MARK)


def _stands(mark: Path) -> bool:
    """Whether the mark still stands for an open visit; one that does not is taken away."""
    try:
        ended = mark.read_bytes()[LOCKED : LOCKED + len(ENDED)] == ENDED
    except OSError:
        return False
    if ended:
        mark.unlink(missing_ok=True)
    return not ended


def _free(mark: Path) -> bool:
    try:
        lock = os.open(mark, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return False
    try:
        return try_lock(lock)
    finally:
        os.close(lock)
