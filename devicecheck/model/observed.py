# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The base of all observations."""

from devicecheck.model.base import Value


class Observed(Value):
    """Base of observations. `id` is unique in a consultation, `readings` name the answers it was read from."""

    id: str
    device: str
    readings: tuple[str, ...]
    user: int = 0
