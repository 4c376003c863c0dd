# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names of files on a release stick and on a clinic's computer."""

METADATA, TARGETS, WAITING = "metadata", "targets", "waiting"
PACK, CHANGES = "signatures.pack", "changes.txt"
