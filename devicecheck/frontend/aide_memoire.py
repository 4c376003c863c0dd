# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The clinic's own words for when somebody is in distress: one plain text file that the clinic writes for itself."""

from pathlib import Path

import platformdirs

from devicecheck.report.clean_text import clean

SIZE_LIMIT = 8 << 10
MOST_LINES, LONGEST_LINE = 60, 200


def default_path() -> Path:
    """Where the file is looked for."""
    return platformdirs.user_data_path("devicecheck") / "wellbeing.txt"


def lines(path: Path | None = None) -> tuple[str, ...]:
    """The lines of the file, cleaned and cut to the limits; () when it is missing, empty or no text. Errors: none."""
    try:
        with (path or default_path()).open("rb") as file:
            text = file.read(SIZE_LIMIT).decode("utf-8", "replace")
    except OSError:
        return ()
    kept = [clean(line.strip(), LONGEST_LINE) for line in text.splitlines()[:MOST_LINES]]
    return tuple(kept) if any(kept) else ()
