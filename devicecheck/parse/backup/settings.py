# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a backup says about the phone as a whole: profiles and their history, trust, ways of the traffic, the backup."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Literal

from devicecheck.model.observations import GapReason
from devicecheck.model.readings import Reading
from devicecheck.model.setting_observations import (
    BackupFacts,
    DataUse,
    NetworkSetting,
    ProfileChange,
    ProfilePart,
    ProfilePartKind,
    SettingsProfile,
    TrustedRoot,
)
from devicecheck.parse.backup import gaps
from devicecheck.parse.iphone import apps, phone
from devicecheck.parse.iphone.answer import (
    LONGEST_KEY,
    Told,
    content,
    dictionaries,
    dictionary,
    gap,
    number,
    text,
    yes_or_no,
)
from devicecheck.parse.parsed import Parsed
from devicecheck.readers.wire import Status

MOST_PARTS = 60
MOST_SERVERS = 5
MOST_CHANGES = 500
KIND_OF: Mapping[str, ProfilePartKind] = MappingProxyType(
    {
        "com.apple.mdm": ProfilePartKind.MANAGES,
        "com.apple.vpn.managed": ProfilePartKind.VPN,
        "com.apple.vpn.managed.applayer": ProfilePartKind.VPN,
        "com.apple.vpn.managed.alwayson": ProfilePartKind.VPN,
        "com.apple.relay.managed": ProfilePartKind.VPN,
        "com.apple.security.root": ProfilePartKind.ROOT,
        "com.apple.security.pem": ProfilePartKind.ROOT,
        "com.apple.security.pkcs1": ProfilePartKind.ROOT,
        "com.apple.proxy.http.global": ProfilePartKind.PROXY,
        "com.apple.dnssettings.managed": ProfilePartKind.DNS,
        "com.apple.dnsproxy.managed": ProfilePartKind.DNS,
        "com.apple.webcontent-filter": ProfilePartKind.FILTER,
        "com.apple.applicationaccess": ProfilePartKind.LIMITS,
        "com.apple.applicationaccess.new": ProfilePartKind.LIMITS,
        "com.apple.mail.managed": ProfilePartKind.MAIL,
        "com.apple.eas.account": ProfilePartKind.MAIL,
        "com.apple.google-oauth": ProfilePartKind.MAIL,
        "com.apple.caldav.account": ProfilePartKind.CALENDAR,
        "com.apple.carddav.account": ProfilePartKind.CALENDAR,
        "com.apple.subscribedcalendar.account": ProfilePartKind.CALENDAR,
        "com.apple.webclip.managed": ProfilePartKind.WEB_CLIP,
    }
)
"""Payload types in small letters. Source: Apple's Device Management documentation, profile payloads."""

NETWORK_KINDS: Mapping[str, Literal["vpn", "dns", "filter"]] = MappingProxyType(
    {"vpn": "vpn", "relay": "vpn", "dns": "dns", "filter": "filter"}
)


def facts(reading: Reading) -> Parsed:
    """When and with what the backup was made. One that was not finished, or does not say whether it was, is a gap."""
    told = dictionary(content(reading))
    observed = BackupFacts(
        id="backup",
        device=reading.device,
        readings=(reading.id,),
        made=text(told, "made", 40),
        by=text(told, "by", 40),
        encrypted=told.get("encrypted") is not False,
        passcode=yes_or_no(told, "passcode"),
    )
    if told.get("finished") is True:
        return Parsed((observed,))
    return Parsed((observed,), (gap(reading, GapReason.TRUNCATED if half(told) else GapReason.NOT_HELD),))


def half(told: Told) -> bool:
    """Whether a backup says of itself that it was not finished."""
    return told.get("finished") is False


def opened(reading: Reading) -> Parsed:
    """That the backup was opened says nothing about the phone. Errors: ParseError."""
    return Parsed(gaps=gaps.some(reading, gaps.codes(dictionary(content(reading)), "missing")))


def index_lacks(told: Told) -> bool:
    """Whether the newest changes of the index could not be read."""
    return bool(gaps.codes(told, "missing"))


def icons(reading: Reading) -> Parsed:
    """Every app on the Home Screen. Errors: ParseError."""
    return apps.icons(reading) if reading.status is Status.COMPLETE else Parsed()


def profiles(reading: Reading) -> Parsed:
    """Settings profiles with what they set. Errors: ParseError."""
    told = dictionary(content(reading))
    known = dictionary(told.get("ProfileMetadata"))
    named = phone.profiles(reading)
    found = tuple(
        _with_parts(each, known.get(each.key)) for each in named.observations if isinstance(each, SettingsProfile)
    )
    untold = [key for key, each in known.items() if isinstance(each, dict) and _parts_missing(each)]
    missing = gaps.some(reading, [*gaps.codes(told, "unread"), *("no-table" for _ in untold)])
    left = (gap(reading, GapReason.TRUNCATED),) if number(told, "left_out") else ()
    return Parsed(found, missing or left or named.gaps)


def _with_parts(profile: SettingsProfile, told: object) -> SettingsProfile:
    held = told if isinstance(told, dict) else {}
    parts = tuple(_parts(held))
    return profile.model_copy(update={"parts": parts, "installed": text(held, "InstallDate", 40)})


def _parts_missing(told: Told) -> bool:
    """Whether something that a profile sets is not told."""
    return told.get("PayloadsKnown") is not True or bool(number(told, "PayloadsLeftOut"))


def _parts(told: Told) -> Iterator[ProfilePart]:
    payloads = told.get("Payloads")
    for each in payloads[:MOST_PARTS] if isinstance(payloads, list) else ():
        if not isinstance(each, dict):
            continue
        kind = KIND_OF.get(text(each, "type", 100).casefold(), ProfilePartKind.OTHER)
        proxy = (ProfilePartKind.PROXY,) if each.get("proxy") is True and kind is not ProfilePartKind.PROXY else ()
        servers = each.get("servers")
        listed = servers[:MOST_SERVERS] if isinstance(servers, list) else []
        yield ProfilePart(
            kinds=(kind, *proxy),
            name=text(each, "name", 200),
            servers=tuple(text({"": server}, "", 253) for server in listed if isinstance(server, str)),
        )


def changes(reading: Reading) -> Parsed:
    """What happened to settings profiles. Errors: ParseError."""
    told = dictionary(content(reading))
    events = dictionaries(told.get("events"))[-MOST_CHANGES:]
    found = tuple(
        ProfileChange(
            id=f"profile-change:{number_}",
            device=reading.device,
            readings=(reading.id,),
            key=text(each, "key", LONGEST_KEY),
            operation=text(each, "operation", 60),
            process=text(each, "process", 100),
            at=text(each, "at", 40),
        )
        for number_, each in enumerate(events)
    )
    return Parsed(found, (gap(reading, GapReason.TRUNCATED),) if number(told, "left_out") else ())


def roots(reading: Reading) -> Parsed:
    """Certificates that are trusted in full. Errors: ParseError."""
    told = dictionary(content(reading))
    found = {
        key: TrustedRoot(
            id=f"root:{key}",
            device=reading.device,
            readings=(reading.id,),
            key=key,
            name=text(each, "name", 200),
            organisation=text(each, "organisation", 200),
            valid_from=text(each, "from", 40),
            valid_until=text(each, "until", 40),
        )
        for place, each in enumerate(dictionaries(told.get("roots")))
        if (key := text(each, "fingerprint", 64) or f"unknown-{place}")
    }
    return Parsed(tuple(found.values()), gaps.some(reading, gaps.codes(told, "missing")))


def data_use(reading: Reading) -> Parsed:
    """Apps that had traffic. Errors: ParseError."""
    told = dictionary(content(reading))
    found = {
        key: DataUse(
            id=f"data-use:{key}",
            device=reading.device,
            readings=(reading.id,),
            key=key,
            first=text(each, "first", 40),
            last=text(each, "last", 40),
        )
        for each in dictionaries(told.get("used"))
        if (key := text(each, "app", LONGEST_KEY))
    }
    return Parsed(tuple(found.values()), gaps.some(reading, gaps.codes(told, "missing")))


def network(reading: Reading) -> Parsed:
    """VPN, DNS and filters. Errors: ParseError."""
    found: dict[str, NetworkSetting] = {}
    told = dictionary(content(reading))
    for each in dictionaries(told.get("settings")):
        key = text(each, "key", LONGEST_KEY)
        kinds = each.get("kinds")
        named = (NETWORK_KINDS.get(kind) for kind in kinds if isinstance(kind, str)) if isinstance(kinds, list) else ()
        known = tuple(dict.fromkeys(kind for kind in named if kind))
        if known and key and key not in found:
            found[key] = NetworkSetting(
                id=f"setting:{key}",
                device=reading.device,
                readings=(reading.id,),
                key=key,
                name=text(each, "name", 200) or text(each, "app_name", 200),
                kinds=known,
                server=text(each, "server", 253),
                app=text(each, "app", LONGEST_KEY),
            )
    return Parsed(tuple(found.values()), (gap(reading, GapReason.TRUNCATED),) if number(told, "left_out") else ())
