# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small file that is there whole or not at all, whenever the program or the computer stops."""

import os
from pathlib import Path

from devicecheck.casefile.export import sync_folder


def put(path: Path, content: bytes) -> None:
    """Write it anew, 0600, in place of what was there. The folder exists. Errors: OSError."""
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    sync_folder(path.parent)
