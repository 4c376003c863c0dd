# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From signs to findings, by one explicit table."""

from devicecheck.assess.judge import assess

__all__ = ["assess"]
