# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Devices of a home network that are on our list: cameras, recorders, servers that collect places."""

from collections.abc import Iterator

from devicecheck.checks.apps import reference
from devicecheck.checks.base import Check, Facts
from devicecheck.matching.index import SignatureIndex
from devicecheck.matching.lan import LanMatch
from devicecheck.model.findings import Fact, Sign, Subject, SubjectKind
from devicecheck.model.network_observations import KnownDevice, NetworkDevice, NetworkLook
from devicecheck.model.topics import Topic

ID = "network-devices"
SAID_SHOWN = 3
"""Things that a device said, on its card."""


def run(facts: Facts, index: SignatureIndex) -> Iterator[Sign]:
    """One sign for each entry that a device fits, and one if the client knows the device."""
    known = {each.key: each for each in facts.of(KnownDevice)}
    looks = tuple(each.id for each in facts.of(NetworkLook))
    for device in facts.of(NetworkDevice):
        matches = index.lan(device)
        if not matches:
            continue
        own = known.get(device.key)
        yield from (_listed(device, match, looks, own) for match in matches)
        if own:
            yield Sign(
                subject=_subject(device), fact=Fact.DEVICE_KNOWN, check=ID, evidence=(device.id, own.id),
                terms={"own": own.name},
            )  # fmt: skip


def _listed(device: NetworkDevice, match: LanMatch, looks: tuple[str, ...], own: KnownDevice | None) -> Sign:
    said = "; ".join(f"{source}: {text}" for source, text in match.said[:SAID_SHOWN])
    terms = {"address": device.address, "maker": device.maker.rstrip("."), "said": said, "own": own.name if own else ""}
    return Sign(
        subject=_subject(device),
        fact=Fact.LISTED_DEVICE if match.strong else Fact.LISTED_DEVICE_HINT,
        check=ID,
        evidence=(device.id, *looks),
        signature=reference(match.signature),
        terms={name: value for name, value in terms.items() if value},
    )


def _subject(device: NetworkDevice) -> Subject:
    return Subject(kind=SubjectKind.NETWORK_DEVICE, device=device.device, user=0, key=device.key)


CHECK = Check(
    id=ID,
    needs=frozenset({Topic.NETWORK_DEVICES}),
    helped_by=frozenset(),
    limits=("devices-on-list", "other-networks", "silent-devices", "mobile-trackers", "who-owns-device"),
    run=run,
    looks_at=lambda facts: len(facts.of(NetworkDevice)),
)
