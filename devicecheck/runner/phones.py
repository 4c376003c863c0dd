# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The phones of a visit, and what is asked anew of a further one. Pure, and loaded before the first screen."""

from devicecheck.model.consultation import FIRST_PHONE, Consultation, Device
from devicecheck.runner import gates

NOBODY = "none"
"""Stands for the phone in what was agreed before there is one."""
PHONES = frozenset({"android", "iphone"})
"""Platforms of a phone itself."""


def phones_of(visit: Consultation) -> tuple[Device, ...]:
    """The phones of a visit, in the order in which they were read."""
    return tuple(device for device in visit.devices if device.platform in PHONES)


def next_phone(visit: Consultation) -> str:
    """The id of a phone that is read after those of this visit."""
    taken = {device.id for device in visit.devices}
    numbers = range(1, len(taken) + 2)
    return next(id_ for id_ in (f"{FIRST_PHONE.rstrip('1')}{number}" for number in numbers) if id_ not in taken)


def asked_anew(recorded: gates.Recorded) -> gates.Recorded:
    """What was agreed of the client, without what was asked about one phone: each phone has its own yes."""
    return gates.Recorded(tuple(each for each in recorded.answers if each.question not in gates.OF_EACH_PHONE))
