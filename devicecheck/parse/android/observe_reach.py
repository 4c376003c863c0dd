# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who else may reach into the phone: computers that it lets in, added authorities, a system that was opened."""

from collections.abc import Iterable, Iterator
from typing import Literal

from devicecheck.errors import ParseError
from devicecheck.model.control_observations import AuthorisedComputer, UserCertificate
from devicecheck.model.observations import GapReason
from devicecheck.model.readings import Reading
from devicecheck.model.setting_observations import OpenedTrace
from devicecheck.parse.android import authorised_computers, system_traces, user_certificates
from devicecheck.parse.android.answer import gap, understood
from devicecheck.parse.parsed import Parsed
from devicecheck.readers.wire import Status


def computers(reading: Reading) -> Parsed:
    """One observation for each computer that the phone lets in."""
    told, gaps = understood(reading, authorised_computers.parse)
    if told is None:
        return Parsed(gaps=gaps)
    if told.unknown and not gaps:
        gaps = (gap(reading, GapReason.NOT_UNDERSTOOD, count=str(told.unknown)),)
    observed = tuple(
        AuthorisedComputer(
            id=f"computer:{each.fingerprint}",
            device=reading.device,
            readings=(reading.id,),
            key=each.fingerprint,
            name=each.name,
            last_seen=each.last_seen,
        )
        for each in told.computers
    )
    return Parsed(observed, gaps)


def certificates(reading: Reading) -> Parsed:
    """One observation for each added authority."""
    gaps = () if reading.status is Status.COMPLETE else (gap(reading, GapReason(reading.status.value)),)
    try:
        told = user_certificates.parse(reading.body)
    except ParseError as error:
        return Parsed(gaps=gaps or (gap(reading, GapReason(error.reason)),))
    if told.unread and not gaps:
        gaps = (gap(reading, GapReason.NOT_UNDERSTOOD, count=str(told.unread)),)
    user = reading.user or 0
    observed = tuple(
        UserCertificate(
            id=f"authority:{user}:{each.sha256[:16]}",
            device=reading.device,
            readings=(reading.id,),
            user=user,
            key=each.sha256,
            name=each.name,
        )
        for each in told.found
    )
    return Parsed(observed, gaps)


def traces(reading: Reading) -> Parsed:
    """One observation for each telling property or file."""
    told, gaps = understood(reading, system_traces.parse)
    if told is None:
        return Parsed(gaps=gaps)
    if (told.unseen or not told.answered) and not gaps:
        gaps = (gap(reading, GapReason.HELD_BACK if told.answered else GapReason.EMPTY),)
    return Parsed((*_traces(reading, "property", told.properties), *_traces(reading, "file", told.files)), gaps)


def _traces(reading: Reading, kind: Literal["property", "file"], keys: Iterable[str]) -> Iterator[OpenedTrace]:
    for key in keys:
        yield OpenedTrace(id=f"trace:{key}", device=reading.device, readings=(reading.id,), key=key, kind=kind)
