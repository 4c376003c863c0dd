# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the cases of this computer's user lie, if nobody named another folder."""

from contextlib import suppress
from pathlib import Path

import platformdirs

from devicecheck.casefile.store import KEY_FILE


def cases_path() -> Path:
    """The folder for cases."""
    return platformdirs.user_data_path("devicecheck") / "cases"


def cases(place: Path) -> tuple[Path, ...]:
    """Every case right below a folder, by name; none if it cannot be read."""
    with suppress(OSError):
        return tuple(sorted(each for each in place.iterdir() if (each / KEY_FILE).is_file()))
    return ()
