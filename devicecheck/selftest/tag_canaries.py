# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every radio print of the list, planted in two places and looked for before any sweep is believed."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from devicecheck.errors import SelfTestError
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.radio import SweepPlace
from devicecheck.model.readings import Reading
from devicecheck.model.signatures import BluetoothPrint, Pack
from devicecheck.model.topics import Topic
from devicecheck.readers.wire import Status
from devicecheck.runner.judging import Asked, judge

DEVICE = "selftest"
TOPICS = frozenset({Topic.BLUETOOTH_TAGS})
_WHEN = datetime(2026, 1, 1, tzinfo=UTC)
_LONGEST = 24
"""Bytes of a planted message: as long as any kind needs to say all that it can."""


def fire_for_tags(pack: Pack) -> int:
    """Plant a tag for each print near a client's things and at a second place; how many were found.

    Each is a tag of its own and has a card of its own, so that none hides behind another print of its entry.
    Errors: SelfTestError `canary-silent`, which names the first entry that was not found on a card.
    """
    planted = [(entry.id, print_) for entry in pack.signatures for print_ in entry.indicators.bluetooth]
    readings = [_reading(place, [print_ for _, print_ in planted]) for place in SweepPlace]
    judgement = judge(readings, Asked("bluetooth", DEVICE, TOPICS, TOPICS), SignatureIndex(pack))
    found = Counter(entry.id for finding in judgement.findings for entry in finding.signatures)
    for name, prints in Counter(name for name, _ in planted).items():
        if found[name] < prints:
            raise SelfTestError("canary-silent", {"canary": name})
    return len(planted)


def _reading(place: SweepPlace, prints: list[BluetoothPrint]) -> Reading:
    start = _WHEN + timedelta(hours=list(SweepPlace).index(place))
    rows = [] if place is SweepPlace.EMPTY_ROOM else list(_rows(prints, start))
    body = {"seconds": 60, "senders": len(rows) + 1, "left_out": 0, "tags": rows}
    return Reading(
        f"t-{place}", Topic.BLUETOOTH_TAGS, DEVICE, "planted", start, start, Status.COMPLETE,
        json.dumps(body).encode("ascii"), params={"place": place.value, "seconds": 60},
    )  # fmt: skip


def _rows(prints: list[BluetoothPrint], start: datetime) -> Iterator[dict[str, object]]:
    """One row for each print. The address of each is its own, so that none is taken for another."""
    for number, print_ in enumerate(prints):
        tail = number.to_bytes(4, "big") * (_LONGEST // 4)
        payload = bytes.fromhex(print_.payload) + tail
        yield {
            "address": f"D1:00:{number.to_bytes(4, 'big').hex(':')}",
            "address_kind": "random",
            "company": print_.company,
            "service": print_.service,
            "payload": payload.hex(),
            "heard": 9,
            "strongest": -50,
            "first": start.isoformat(),
            "last": start.isoformat(),
        }
