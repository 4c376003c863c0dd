# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an app's file on this computer says: its own facts, the rules that fit its inside, its maker's stamps."""

from collections.abc import Sequence

from devicecheck.model.observations import AppFile, InstalledApp, Observation
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.parse.android.observe_files import certificates
from devicecheck.parse.apk.examined import file_facts, rule_matches
from devicecheck.parse.joining import newest, of_topic, together
from devicecheck.parse.parsed import Parsed


def observe(readings: Sequence[Reading], device: str) -> Parsed:
    """The observations in some readings of one app's file. Errors: none; what is not understood is a gap."""
    current = newest(readings)
    facts = together(file_facts(reading) for reading in of_topic(current, Topic.APK_FACTS))
    file = next((item for item in facts.observations if isinstance(item, AppFile)), None)
    matches = together(rule_matches(reading, file) for reading in of_topic(current, Topic.APK_RULES))
    stamps = certificates(current, device, _owners(file, current))
    return together((facts, matches, stamps))


def _owners(file: AppFile | None, readings: Sequence[Reading]) -> tuple[Observation, ...]:
    """The file as the app that its stamps belong to; it is not installed, so it is no observation of its own."""
    tails = of_topic(readings, Topic.APP_FILE_TAIL)
    if file is None or not tails:
        return ()
    path = str(tails[0].params.get("path", ""))
    return (InstalledApp(id=file.id, device=file.device, readings=file.readings, key=file.key, path=path),)
