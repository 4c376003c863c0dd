# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From looks at a home network to the devices that were met. Pure."""

from devicecheck.parse.network.looks import observe

__all__ = ["observe"]
