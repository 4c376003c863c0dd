# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the reader of backups says. Pure: bytes in, observations and gaps out."""

from devicecheck.parse.backup.observe import observe

__all__ = ["observe"]
