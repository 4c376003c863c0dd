# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an Android phone's answers say. Pure: bytes in, observations, gaps and wishes out."""

from devicecheck.parse.android.observe import observe

__all__ = ["observe"]
