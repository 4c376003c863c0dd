# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents of recorded radios, as a visit makes them, for tests of reports."""

import json
from datetime import UTC, datetime

from devicecheck.frontend.practice_radios import ENDPOINT
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.consultation import Consultation
from devicecheck.model.radio_observations import TagSighting, TrustedTag
from devicecheck.model.readings import Reading
from devicecheck.model.signatures import PackStamp
from devicecheck.model.topics import Topic
from devicecheck.packs.load import load_shipped
from devicecheck.parse.bluetooth import observe
from devicecheck.practice import radio
from devicecheck.readers.wire import Status
from devicecheck.runner.document import VisitRecord, consultation
from devicecheck.runner.judging import judge

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
PACK = load_shipped()
STAMP = PackStamp(id=PACK.id, version=PACK.version, issued_on=PACK.issued_on, entries=9, digest="d", canaries=9)
TOPICS = frozenset({Topic.BLUETOOTH_TAGS})
DEVICE = "radio-1"


def heard(story: str = "tag-travels") -> Consultation:
    """The document of one story."""
    told = radio.recording(story, NOW)
    readings = [_reading(place, sweep) for place, sweep in told["sweeps"].items()]
    record = VisitRecord(ENDPOINT, STAMP, NOW, device=DEVICE, agreed=TOPICS, offered=TOPICS, readings=readings)
    names = {each["address"]: each["name"] for each in told["own"]}
    sightings = (each for each in observe(readings, DEVICE).observations if isinstance(each, TagSighting))
    keys = {each.key: names[each.address] for each in sightings if each.address in names}
    record.told = tuple(
        TrustedTag(id=f"own:{key}", device=DEVICE, readings=(), key=key, name=name) for key, name in keys.items()
    )
    return consultation(record, judge(readings, record.to_judge(), SignatureIndex(PACK)), stopped=False, ended_at=NOW)


def _reading(place: str, sweep: dict) -> Reading:
    started, ended = (datetime.fromisoformat(sweep[name]) for name in ("started", "ended"))
    body = json.dumps(sweep["body"]).encode()
    params = {"place": place, "seconds": 60}
    topic = Topic.BLUETOOTH_TAGS
    return Reading(f"t-{place}", topic, DEVICE, "recorded", started, ended, Status.COMPLETE, body, params=params)
