# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What parsing returns: observations, what was not understood, and what must be read next to know more."""

from dataclasses import dataclass

from devicecheck.model.findings import Wanted
from devicecheck.model.observations import Gap, Observation


@dataclass(frozen=True, slots=True)
class Parsed:
    """The facts in some readings.

    Shape: `observations` in the phone's order; `gaps` name every topic (and user) that was refused, cut or not
    understood; `wanted` are further byte ranges of an app's file without which its certificate is not known yet.
    """

    observations: tuple[Observation, ...] = ()
    gaps: tuple[Gap, ...] = ()
    wanted: tuple[Wanted, ...] = ()
