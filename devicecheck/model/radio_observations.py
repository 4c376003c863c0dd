# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Observations of small tags that speak by radio: one look around, what was heard in it, whose it is said to be."""

from typing import Literal

from devicecheck.model.observed import Observed
from devicecheck.model.radio import Away, Battery, Lasts, SweepPlace


class RadioSweep(Observed):
    """One time of listening by radio at one place.

    Units: times are UTC of this computer, `seconds` what was asked for. `senders` are all that were heard, tags or not:
    of the others nothing but their number is known.
    `left_out` counts messages of tags that were too many to keep.
    """

    type: Literal["radio-sweep"] = "radio-sweep"
    place: SweepPlace
    started: str
    ended: str
    seconds: int
    senders: int
    tags: int
    left_out: int = 0


class TagSighting(Observed):
    """A tag that was heard in one sweep.

    Shape: `key` is what can be met again: the address, or a number inside the message. `lasts` says for how long it
    stays the same. `everyday`: a phone or earphones, as most people carry them. `company` or `service` and `payload`
    (hex) are what it sent last; `heard` counts its messages.
    Units: `strongest` in dBm, None if the radio does not say; times are UTC of this computer.
    """

    type: Literal["tag-sighting"] = "tag-sighting"
    key: str
    place: SweepPlace
    address: str
    company: str = ""
    service: str = ""
    payload: str = ""
    away: Away = Away.NOT_KNOWN
    battery: Battery = Battery.NOT_KNOWN
    lasts: Lasts = Lasts.NOT_KNOWN
    everyday: bool = False
    heard: int
    strongest: int | None = None
    first: str
    last: str


class TrustedTag(Observed):
    """A tag of which the client says whose it is. `name` is the client's own word for it."""

    type: Literal["trusted-tag"] = "trusted-tag"
    key: str
    name: str


RadioObservation = RadioSweep | TagSighting | TrustedTag
