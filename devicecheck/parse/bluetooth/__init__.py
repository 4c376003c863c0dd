# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From sweeps by radio to the tags that were heard. Pure."""

from devicecheck.parse.bluetooth.sweeps import observe

__all__ = ["observe"]
