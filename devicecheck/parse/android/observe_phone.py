# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a phone says about itself: facts, clock, users."""

from datetime import date

from devicecheck.model.observations import DeviceFacts, GapReason, PhoneClock, PhoneUser
from devicecheck.model.readings import Reading
from devicecheck.parse.android import clock, device_facts, users
from devicecheck.parse.android.answer import gap, understood
from devicecheck.parse.parsed import Parsed


def facts(reading: Reading) -> Parsed:
    """Make, model and version."""
    told, gaps = understood(reading, device_facts.parse)
    if told is None or device_facts.unanswered(told):
        return Parsed(gaps=gaps or (gap(reading, GapReason.EMPTY),))
    observed = DeviceFacts(
        id="facts",
        device=reading.device,
        readings=(reading.id,),
        maker=told.get("ro.product.manufacturer") or told.get("ro.product.brand", ""),
        model=told.get("ro.product.model", ""),
        version=told.get("ro.build.version.release", ""),
        api_level=device_facts.api_level(told),
        security_patch=(patched := told.get("ro.build.version.security_patch", "")),
        patch_age_days=_age(patched, reading),
        serial=told.get("ro.serialno", ""),
        verified_boot=told.get("ro.boot.verifiedbootstate", ""),
        timezone=told.get("persist.sys.timezone", ""),
    )
    return Parsed((observed,), gaps)


def _age(patched: str, reading: Reading) -> int | None:
    """Days from the last repairs to this reading, by this computer's clock. A day to come counts as none."""
    try:
        day = date.fromisoformat(patched)
    except ValueError:
        return None
    return max(0, (reading.started_at.date() - day).days)


def phone_clock(reading: Reading) -> Parsed:
    """The phone's clock beside ours."""
    phone, gaps = understood(reading, clock.parse)
    if phone is None:
        return Parsed(gaps=gaps)
    ahead = clock.ahead(phone, reading.started_at, reading.ended_at)
    told = PhoneClock(id="clock", device=reading.device, readings=(reading.id,), ahead_seconds=ahead)
    return Parsed((told,), gaps)


def phone_users(reading: Reading) -> Parsed:
    """The user spaces."""
    found, gaps = understood(reading, users.parse)
    if found is None:
        return Parsed(gaps=gaps)
    if found.unknown and not gaps:
        gaps = (gap(reading, GapReason.NOT_UNDERSTOOD, count=str(found.unknown)),)
    observations = tuple(
        PhoneUser(
            id=f"user:{user.number}",
            device=reading.device,
            readings=(reading.id,),
            user=user.number,
            name=user.name,
            kind=user.kind,
            running=user.running,
        )
        for user in found.users
    )
    return Parsed(observations, gaps)
