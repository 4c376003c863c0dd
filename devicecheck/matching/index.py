# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The look-up tables over all signatures."""


class SignatureIndex:
    """Placeholder of the interface; see matching."""
