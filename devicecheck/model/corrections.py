# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What became known after a visit and changes one of its results."""

from devicecheck.model.base import Value
from devicecheck.model.signatures import Recall


class Correction(Value):
    """One result that may not stand as it was written.

    Shape: `finding` is its id; `recalls` take it back; `listed_now` are names of entries that came onto the list since
    and match what was kept of it.
    """

    finding: str
    recalls: tuple[Recall, ...] = ()
    listed_now: tuple[str, ...] = ()
