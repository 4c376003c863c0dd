# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of installed apps: their SHA-256 as the phone counts it, and what a look inside told."""

import re
from collections.abc import Iterable, Mapping, Sequence

from devicecheck.model.control_observations import FileDigest
from devicecheck.model.observations import AppFile, Gap, GapReason, InstalledApp, Observation
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.parse.android.answer import LONGEST_KEY
from devicecheck.parse.android.owners import owners_of_files
from devicecheck.parse.apk.examined import file_facts, rule_matches
from devicecheck.parse.joining import of_topic, together
from devicecheck.parse.parsed import Parsed
from devicecheck.readers.wire import Status

DIGEST = re.compile(rb"\\?([0-9a-f]{64}) [ *]")
"""A line of `sha256sum`; a backslash stands first when the name has letters that it writes otherwise."""
TOPICS = (Topic.APP_FILE_HASH, Topic.APP_FILE_WHOLE, Topic.APK_FACTS, Topic.APK_RULES)


def insides(readings: Sequence[Reading], observations: Iterable[Observation]) -> Parsed:
    """What was learnt about the files of apps, each under its app. What was not is a gap."""
    chosen = [reading for reading in readings if reading.topic in TOPICS]
    owners = owners_of_files(observations if chosen else ())
    digests = together(_digest(reading, owners) for reading in of_topic(chosen, Topic.APP_FILE_HASH))
    whole = together(_whole(reading) for reading in of_topic(chosen, Topic.APP_FILE_WHOLE))
    facts = together(file_facts(reading, _owner(reading, owners)) for reading in of_topic(chosen, Topic.APK_FACTS))
    files = {(file.user, file.key): file for file in facts.observations if isinstance(file, AppFile)}
    rules = together(_rules(reading, owners, files) for reading in of_topic(chosen, Topic.APK_RULES))
    return together((digests, whole, facts, rules))


def _owner(reading: Reading, owners: Mapping[str, InstalledApp]) -> InstalledApp | None:
    return owners.get(str(reading.params.get("path", "")))


def _digest(reading: Reading, owners: Mapping[str, InstalledApp]) -> Parsed:
    owner, found = _owner(reading, owners), DIGEST.match(reading.body)
    if reading.status is not Status.COMPLETE:
        return Parsed(gaps=(_gap(reading, GapReason(reading.status.value)),))
    if owner is None or found is None:
        return Parsed(gaps=(_gap(reading, GapReason.NOT_UNDERSTOOD if reading.body else GapReason.EMPTY),))
    observed = FileDigest(
        id=f"digest:{owner.user}:{owner.key}",
        device=reading.device,
        readings=(reading.id,),
        user=owner.user,
        key=owner.key,
        sha256=found[1].decode(),
    )
    return Parsed((observed,))


def _whole(reading: Reading) -> Parsed:
    """A file that came whole says nothing by itself: what a look inside tells comes as readings of its own."""
    whole = reading.status is Status.COMPLETE
    return Parsed() if whole else Parsed(gaps=(_gap(reading, GapReason(reading.status.value)),))


def _rules(reading: Reading, owners: Mapping[str, InstalledApp], files: Mapping[tuple[int, str], AppFile]) -> Parsed:
    owner = _owner(reading, owners)
    file = files.get((owner.user, owner.key)) if owner else None
    return rule_matches(reading, file, f"{owner.user}:{owner.key}:" if owner else "")


def _gap(reading: Reading, reason: GapReason) -> Gap:
    terms = {"path": str(reading.params["path"])[:LONGEST_KEY]} if "path" in reading.params else {}
    return Gap(topic=reading.topic, reason=reason, device=reading.device, terms=terms)
