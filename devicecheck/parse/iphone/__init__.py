# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an iPhone's answers say. Pure: bytes in, observations and gaps out."""

from devicecheck.parse.iphone.observe import observe

__all__ = ["observe"]
