# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What this program may use at the most. A backup comes from a stranger's computer and may be made to explode."""

from devicecheck.readers import bounds

PLIST_LIMIT = 64 << 20
"""Bytes of one of the folder's own lists; a real Info.plist with an icon for each of 500 apps stays below 30 MiB."""
INDEX_LIMIT = 384 << 20
"""Bytes of Manifest.db, which names every file of the backup: about 400 for each file, so nearly a million files."""
FILE_LIMIT = 32 << 20
"""Bytes of one named file of the phone."""
STRING_LIMIT = 1 << 20
"""Bytes of one value in a database."""
STEPS = 10_000
"""Steps of a database between two looks at the clock."""
MOST_FILES = 400
"""Files of one kind, such as settings profiles, that are opened."""
MOST_ROWS = 20_000
MOST_APPS = 5_000
MOST_ROUNDS = 20_000_000
"""Rounds of the key derivation; Apple's own number is 10,000,000 and takes seconds."""
MOST_SECOND_ROUNDS = 1_000_000
MEMORY = 1536 << 20
CPU_SECONDS = 600


def confine() -> None:
    """Let the system end this program before it uses too much. It may not write one byte into any file."""
    bounds.confine(MEMORY, CPU_SECONDS, 0)
