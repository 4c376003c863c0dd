# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an iPhone says about itself: facts, clock, who manages it, what it is joined to, opened protections."""

from datetime import UTC, datetime, timedelta
from typing import Literal

from devicecheck.errors import ParseError
from devicecheck.model.observations import DeviceFacts, GapReason, Observation, PhoneClock
from devicecheck.model.readings import Reading
from devicecheck.model.setting_observations import (
    AppProfile,
    OpenedTrace,
    PairedWatch,
    PhoneLinks,
    SettingsProfile,
    Supervision,
)
from devicecheck.parse.iphone.answer import (
    LONGEST_KEY,
    Told,
    content,
    dictionaries,
    dictionary,
    gap,
    number,
    text,
    unique,
    yes_or_no,
)
from devicecheck.parse.parsed import Parsed

EPOCH = datetime(2001, 1, 1, tzinfo=UTC)
"""Apple's clocks count seconds from here."""
FARTHEST = 200 * 365 * 86_400
OPENED_PROGRAMS = frozenset(
    {
        "sshd", "jailbreakd", "frida-server", "dropbear", "cydia", "sileo", "zebra", "substrated", "substrate",
        "ellekit", "libhooker", "trollstore", "palera1n", "checkra1n", "unc0ver", "dopamine", "filza", "jbd",
    }
)  # fmt: skip
"""Names of programs that run only where protections were taken away. Source: research/iphone, and the tools' pages."""
MOST_PROFILES = 200


def facts(reading: Reading) -> Parsed:
    """Model and version."""
    told = dictionary(content(reading))
    observed = DeviceFacts(
        id="facts",
        device=reading.device,
        readings=(reading.id,),
        maker="Apple",
        model=text(told, "ProductType", 100),
        version=text(told, "ProductVersion", 100),
        serial=text(told, "SerialNumber", 100),
        timezone=text(told, "TimeZone", 100),
    )
    return Parsed((observed,))


def clock(reading: Reading) -> Parsed:
    """The phone's clock beside ours."""
    seconds = number(dictionary(content(reading)), "TimeIntervalSince1970")
    if seconds is None:
        raise ParseError(GapReason.NOT_UNDERSTOOD)
    middle = reading.started_at + (reading.ended_at - reading.started_at) / 2
    ahead = round(seconds - middle.timestamp())
    return Parsed((PhoneClock(id="clock", device=reading.device, readings=(reading.id,), ahead_seconds=ahead),))


def supervision(reading: Reading) -> Parsed:
    """Whether an organisation manages the phone."""
    told = dictionary(content(reading))
    supervised = yes_or_no(told, "IsSupervised")
    if supervised is None:
        raise ParseError(GapReason.NOT_UNDERSTOOD)
    observed = Supervision(
        id="supervision",
        device=reading.device,
        readings=(reading.id,),
        supervised=supervised,
        organisation=text(told, "OrganizationName", 200),
        permanent=yes_or_no(told, "IsMDMUnremovable") is True,
    )
    return Parsed((observed,))


def profiles(reading: Reading) -> Parsed:
    """Settings profiles by name."""
    told = dictionary(content(reading))
    known = dictionary(told.get("ProfileMetadata"))
    order = told.get("OrderedIdentifiers")
    names = [name for name in order if isinstance(name, str)] if isinstance(order, list) else []
    every = list(dict.fromkeys((*names, *known)))
    found = tuple(_profile(reading, key[:LONGEST_KEY], known.get(key)) for key in every[:MOST_PROFILES] if key)
    if len(every) > MOST_PROFILES:
        return Parsed(found, (gap(reading, GapReason.TRUNCATED),))
    return Parsed(found)


def _profile(reading: Reading, key: str, metadata: object) -> SettingsProfile:
    told: Told = metadata if isinstance(metadata, dict) else {}
    fixed = yes_or_no(told, "PayloadRemovalDisallowed")
    return SettingsProfile(
        id=f"profile:{key}",
        device=reading.device,
        readings=(reading.id,),
        key=key,
        name=text(told, "PayloadDisplayName", 200) or key,
        organisation=text(told, "PayloadOrganization", 200),
        description=text(told, "PayloadDescription", 300),
        removable=None if fixed is None else not fixed,
    )


def app_profiles(reading: Reading) -> Parsed:
    """Profiles by which apps run without the store."""
    told = dictionaries(content(reading))
    bad = sum(1 for each in told if not text(each, "UUID"))
    found = tuple(
        AppProfile(
            id=f"app-profile:{key}",
            device=reading.device,
            readings=(reading.id,),
            key=key,
            name=text(told[place], "Name", 200),
            team=text(told[place], "TeamName", 200),
            every_phone=yes_or_no(told[place], "ProvisionsAllDevices") is True,
        )
        for place, key in unique(text(each, "UUID", 100) for each in told)
    )
    return Parsed(found, (gap(reading, GapReason.NOT_UNDERSTOOD, count=str(bad)),) if bad else ())


def links(reading: Reading) -> Parsed:
    """What joins the phone to computers."""
    told = dictionary(content(reading))

    def domain(name: str) -> Told:
        held = told.get(f"com.apple.{name}")
        return held if isinstance(held, dict) else {}

    backup, limits = domain("mobile.backup"), domain("mobile.restriction")
    observed = PhoneLinks(
        id="links",
        device=reading.device,
        readings=(reading.id,),
        copied_on=_day(number(backup, "LastiTunesBackupDate")),
        copy_protected=yes_or_no(backup, "WillEncrypt"),
        reached_by_wifi=yes_or_no(domain("mobile.wireless_lockdown"), "EnableWifiConnections"),
        developer_mode=yes_or_no(domain("security.mac.amfi"), "DeveloperModeStatus"),
        finds_itself=yes_or_no(domain("fmip"), "IsAssociated"),
        restrictions=tuple(sorted(str(name)[:100] for name, value in limits.items() if value is True))[:50],
    )
    refused = [name for name, value in told.items() if isinstance(value, dict) and "Error" in value]
    return Parsed((observed,), (gap(reading, GapReason.REFUSED, count=str(len(refused))),) if refused else ())


def _day(seconds: float | None) -> str:
    if seconds is None or not 0 < seconds < FARTHEST:
        return ""
    return (EPOCH + timedelta(seconds=seconds)).date().isoformat()


def watches(reading: Reading) -> Parsed:
    """Paired watches."""
    told = dictionaries(content(reading))
    return Parsed(
        tuple(
            PairedWatch(
                id=f"watch:{place}",
                device=reading.device,
                readings=(reading.id,),
                name=text(each, "DeviceName", 200),
                model=text(each, "ProductType", 100),
            )
            for place, each in enumerate(told)
        )
    )


def traces(reading: Reading) -> Parsed:
    """Known traces alone: the names of all other programs are nobody's business."""
    told = dictionary(content(reading))
    programs, crashes = told.get("programs"), told.get("crash_reports")
    if not isinstance(programs, list) or not isinstance(crashes, list):
        raise ParseError(GapReason.NOT_UNDERSTOOD)
    found: list[Observation] = [
        _trace(reading, name, "program")
        for name in programs
        if isinstance(name, str) and name.casefold() in OPENED_PROGRAMS
    ]
    stems = {name.partition("-")[0] for name in crashes if isinstance(name, str)}
    found += [_trace(reading, stem, "crash-report") for stem in sorted(stems) if stem.casefold() in OPENED_PROGRAMS]
    if told.get("whole_file_system") is True:
        found.append(_trace(reading, "com.apple.afc2", "file-system"))
    return Parsed(tuple({each.id: each for each in found}.values()))


def _trace(reading: Reading, key: str, kind: Literal["program", "crash-report", "file-system"]) -> OpenedTrace:
    name = key[:100]
    return OpenedTrace(id=f"trace:{kind}:{name}", device=reading.device, readings=(reading.id,), key=name, kind=kind)
