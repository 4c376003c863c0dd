# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sealing a case for the clinic lead: afterwards no passphrase of this computer opens it, only the lead's own key.

The old key file is overwritten. An old copy of it on a solid-state disk or in a backup would still open the case.
"""

import os
from pathlib import Path

from devicecheck.casefile import whole_file
from devicecheck.casefile.case_key import Slots, sealed_for
from devicecheck.casefile.store import KEY_FILE, key_of, read_slots
from devicecheck.errors import CaseError

NEW_KEY_FILE = f"{KEY_FILE}.new"


def is_sealed(folder: Path) -> bool:
    """Whether only the lead's key opens it. Errors: CaseError `not-a-case`, `key-damaged`."""
    return not read_slots(folder).slots


def seal(folder: Path, secret: str, public: str) -> None:
    """Seal a case for one age key. Errors: CaseError of `key_of`, `bad-lead-key`, `not-written`."""
    slots = sealed_for(key_of(folder, secret), public)
    try:
        _replace(folder, slots)
    except OSError:
        raise CaseError("not-written") from None


def _replace(folder: Path, slots: Slots) -> None:
    """At every moment one of the two key files is whole."""
    old = folder / KEY_FILE
    with old.open("r+b") as gone:
        whole_file.put(old, slots.model_dump_json().encode())
        gone.write(os.urandom(os.fstat(gone.fileno()).st_size))
        gone.flush()
        os.fsync(gone.fileno())
