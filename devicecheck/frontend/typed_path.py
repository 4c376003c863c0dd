# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A place that a person typed, as a path; `~` is their own folder."""

from pathlib import Path


def typed_path(text: str) -> Path:
    """The place. Errors: none; `~somebody` without such an account stays as it was typed, and is then not found."""
    path = Path(text.strip())
    try:
        return path.expanduser()
    except RuntimeError:
        return path
