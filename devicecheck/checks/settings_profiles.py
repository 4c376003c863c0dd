# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings profiles: by name over a cable, with what they set from a backup.

Where only the name is known, the words lead to the phone's own page. How a profile came, and that one was taken off,
is said if the phone kept it.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from devicecheck.checks.base import Check, Facts, the_phone
from devicecheck.checks.settings import setting_sign
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.findings import Fact, Sign, SubjectKind
from devicecheck.model.setting_observations import ProfileChange, ProfilePartKind, SettingsProfile
from devicecheck.model.topics import Topic

ID = "settings-profiles"
FACT_OF: Mapping[ProfilePartKind, Fact] = MappingProxyType(
    {
        ProfilePartKind.MANAGES: Fact.PROFILE_MANAGES,
        ProfilePartKind.VPN: Fact.PROFILE_VPN,
        ProfilePartKind.ROOT: Fact.PROFILE_ROOT,
        ProfilePartKind.PROXY: Fact.PROFILE_PROXY,
        ProfilePartKind.DNS: Fact.PROFILE_DNS,
        ProfilePartKind.FILTER: Fact.PROFILE_FILTER,
        ProfilePartKind.LIMITS: Fact.PROFILE_LIMITS,
        ProfilePartKind.MAIL: Fact.PROFILE_MAIL,
        ProfilePartKind.CALENDAR: Fact.PROFILE_CALENDAR,
        ProfilePartKind.WEB_CLIP: Fact.PROFILE_WEB_CLIP,
        ProfilePartKind.OTHER: Fact.PROFILE_OTHER,
    }
)
INSTALLS, REMOVES = "install", "remove"
MOST_SERVERS = 5


def run(facts: Facts, index: SignatureIndex) -> Iterator[Sign]:
    """Signs for each profile and for all that it sets; more where it cannot be taken off or an entry names it."""
    changes = facts.of(ProfileChange)
    for profile in facts.of(SettingsProfile):
        for fact in _stated(profile):
            yield _sign(fact, profile, _terms(profile, changes))
        for change in (each for each in changes if each.key == profile.key):
            yield setting_sign(ID, Fact.SETTINGS_PROFILE, change, SubjectKind.SETTING, profile.key, profile.name)
        for match in index.profile(profile.key):
            yield setting_sign(
                ID, match.fact, profile, SubjectKind.SETTING, profile.key, profile.name, signature=match.signature
            )
    yield from _removed(facts, changes, index)


def _removed(facts: Facts, changes: tuple[ProfileChange, ...], index: SignatureIndex) -> Iterator[Sign]:
    """A sign for each profile that was taken off last and is not there; its name went with it, its id stays.

    More where an entry names it: what was there may be why somebody took it off.
    """
    there = {(profile.device, profile.key) for profile in facts.of(SettingsProfile)}
    last = {(each.device, each.key): each for each in changes if each.key}
    for place, change in last.items():
        if change.operation.casefold().startswith(REMOVES) and place not in there:
            told = {"removed": change.at} if change.at else {}
            yield setting_sign(ID, Fact.PROFILE_REMOVED, change, SubjectKind.SETTING, change.key, "", terms=told)
            for match in index.profile(change.key):
                yield setting_sign(
                    ID, match.fact, change, SubjectKind.SETTING, change.key, "", signature=match.signature
                )


def _sign(fact: Fact, profile: SettingsProfile, terms: Mapping[str, str]) -> Sign:
    return setting_sign(ID, fact, profile, SubjectKind.SETTING, profile.key, profile.name, terms=terms)


def _stated(profile: SettingsProfile) -> Iterator[Fact]:
    yield Fact.SETTINGS_PROFILE
    if profile.removable is False:
        yield Fact.FIXED_PROFILE
    if profile.parts is None:
        yield Fact.PROFILE_NAME_ONLY
        return
    kinds = {kind for part in profile.parts for kind in part.kinds}
    yield from (FACT_OF[kind] for kind in ProfilePartKind if kind in kinds)


def _terms(profile: SettingsProfile, changes: tuple[ProfileChange, ...]) -> dict[str, str]:
    """When and by which program it came, and the servers that it names: only what is known."""
    came = [each for each in changes if each.key == profile.key and each.operation.casefold().startswith(INSTALLS)]
    known = {
        "installed": profile.installed or (came[-1].at if came else ""),
        "installer": came[-1].process if came else "",
        "servers": _servers(profile),
    }
    return {name: value for name, value in known.items() if value}


def _servers(profile: SettingsProfile) -> str:
    """The servers of a profile, what steers the phone first, so that a row of others hides none; "…" for the rest."""
    rank = list(FACT_OF)
    parts = sorted(profile.parts or (), key=lambda part: min(map(rank.index, part.kinds), default=len(rank)))
    servers = list(dict.fromkeys(server for part in parts for server in part.servers if server))
    return ", ".join([*servers[:MOST_SERVERS], *(["…"] if len(servers) > MOST_SERVERS else [])])


CHECK = Check(
    id=ID,
    needs=frozenset({Topic.PROFILES}),
    helped_by=frozenset({Topic.SUPERVISION, Topic.PROFILE_CHANGES}),
    limits=("profile-names-only",),
    run=run,
    looks_at=the_phone,
)
