# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What phones, radios, networks and files of apps and captures answer, topic by topic."""

import asyncio
import json
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import aclosing
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path

from devicecheck.frontend.practice_phones import Story, running
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.parse import android, app_file, bluetooth, capture, iphone, network
from devicecheck.parse.parsed import Parsed
from devicecheck.readers.network.heard import Heard
from devicecheck.readers.wire import Status
from devicecheck.runner.planning import asks, first_questions, inventory_questions
from devicecheck.sources.session import open_session
from tests.fuzz.target import Target

MOMENT = datetime(2026, 11, 24, 10, tzinfo=UTC)
EVERYTHING = frozenset(Topic)
ANDROID_STORIES, IPHONE_STORIES = ("watched", "old-android", "work-phone"), ("supervised", "vpn-profile")
OF_ANDROID = (
    Topic.DEVICE_FACTS, Topic.CLOCK, Topic.USERS, Topic.DEVICE_POLICY, Topic.APPS, Topic.APP_DETAILS,
    Topic.LAUNCHER_APPS, Topic.ACCESSIBILITY_SETTING, Topic.ACCESSIBILITY_STATE, Topic.NOTIFICATION_LISTENERS,
    Topic.DEFAULT_APPS, Topic.APP_OPS, Topic.BATTERY_EXEMPT, Topic.GLOBAL_SETTINGS,
)  # fmt: skip
OF_IPHONE = (
    Topic.DEVICE_FACTS, Topic.CLOCK, Topic.APPS, Topic.SUPERVISION, Topic.PROFILES, Topic.PHONE_SETTINGS,
    Topic.APP_ACCOUNTS, Topic.APP_PROFILES, Topic.LAUNCHER_APPS, Topic.WATCHES, Topic.RUNNING_PROGRAMS,
)  # fmt: skip
Observe = Callable[[Sequence[Reading], str], Parsed]


def reading(topic: Topic, body: bytes, **params: str | int) -> Reading:
    """A whole answer with this body."""
    times = {"started_at": MOMENT, "ended_at": MOMENT}
    return Reading("r1", topic, "phone", "", status=Status.COMPLETE, body=body, exit_code=0, params=params, **times)


def observed(observe: Observe, topic: Topic, body: bytes, **params: str | int) -> bool:
    """Whether this answer reads as "looked, and did not see"."""
    parsed = observe([reading(topic, body, **params)], "phone")
    ids = [each.id for each in parsed.observations]
    assert len(ids) == len(set(ids))
    return not (parsed.observations or parsed.gaps)


@cache
def answers(story: str) -> dict[Topic, list[bytes]]:
    """What the practice phone of a story answers, by topic."""
    return asyncio.run(_asked(story))


async def _asked(story: str) -> dict[Topic, list[bytes]]:
    told: dict[Topic, list[bytes]] = {}
    questions = (*first_questions(EVERYTHING), *inventory_questions(EVERYTHING, (0,)))
    with tempfile.TemporaryDirectory() as folder:
        async with running(Story(story, "")) as place, open_session(place, EVERYTHING, Path(folder)) as session:
            offered = set(session.hello.topics)
            async with aclosing(
                session.ask(asks([each for each in questions if each.topic in offered], 1), 60)
            ) as items:
                async for item in items:
                    if isinstance(item, Reading):
                        told.setdefault(item.topic, []).append(item.body)
    return told


def seeds(stories: Iterable[str], topic: Topic) -> list[bytes]:
    """What the practice phones say about a topic, cut to what is changed in reasonable time."""
    said = [body[:24_000] for story in stories for body in answers(story).get(topic, []) if body]
    assert said, topic
    return said


def _of(observe: Observe, kind: str, stories: Iterable[str], topic: Topic, user: int | None = None) -> Target:
    def run(body: bytes) -> bool:
        return observed(observe, topic, body, **({} if user is None else {"user": user}))

    return Target(f"{kind} {topic.value}", run, partial(seeds, stories, topic))


def _given(kind: str, observe: Observe, topic: Topic, *bodies: bytes, **params: str | int) -> Target:
    return Target(f"{kind} {topic.value}", partial(observed, observe, topic, **params), lambda: bodies)


def _json(**values: object) -> bytes:
    return json.dumps(values).encode()


def _look() -> bytes:
    heard = Heard()
    heard.met("192.168.1.4", "f8:4d:fc:01:02:03")
    heard.take("192.168.1.4", [("mdns-name", "cam"), ("http-title", "IP Camera"), ("stream", "video")])
    about = {"network": "192.168.1.0/24", "own": "192.168.1.10", "way": "connect", "seconds": 2, "packets": True}
    return heard.as_body(deaf=[], **about)


TAG = {
    "address": "D1:11:22:33:44:01", "address_kind": "random", "company": "004c", "service": "", "heard": 9,
    "payload": "121910" + bytes(range(22)).hex() + "0300", "strongest": -51,
    "first": MOMENT.isoformat(), "last": MOMENT.isoformat(),
}  # fmt: skip
HIT = {"name": "a.spy.example", "server": "spy.example", "ways": ["dns"], "packets": 2, "first": 1, "last": 2}
COUNTS = dict.fromkeys(("unreadable", "unknown_links", "fragments", "tunnels", "unfinished", "left_out", "lost"), 0)
COMPONENT = {
    "kind": "service", "name": "org.a.Watch", "permission": "android.permission.BIND_ACCESSIBILITY_SERVICE",
    "enabled": True, "actions": ["android.accessibilityservice.AccessibilityService"], "categories": [],
}  # fmt: skip
MANIFEST = {"package": "org.a", "label": "A", "version": "1", "target_sdk": 34, "permissions": []}

TARGETS = (
    *(_of(android.observe, "android", ANDROID_STORIES, topic, user=0) for topic in OF_ANDROID),
    *(_of(iphone.observe, "iphone", IPHONE_STORIES, topic) for topic in OF_IPHONE),
    _given("network", network.observe, Topic.NETWORK_DEVICES, _look()),
    _given(
        "radio",
        bluetooth.observe,
        Topic.BLUETOOTH_TAGS,
        _json(seconds=60, senders=12, left_out=0, tags=[TAG]),
        place="near-things",
        seconds=60,
    ),
    _given(
        "capture",
        capture.observe,
        Topic.CAPTURE_SERVERS,
        _json(packets=9, cut=False, seen={"dns": 2}, hits=[HIT], **COUNTS),
    ),
    _given(
        "file",
        app_file.observe,
        Topic.APK_FACTS,
        _json(size=9, sha256="ab" * 32, tricks=[], manifest=MANIFEST | {"components": [COMPONENT]}),
    ),
    _given(
        "file",
        app_file.observe,
        Topic.APK_RULES,
        _json(rules=3, dropped=[], unread=[], matches=[{"entry": "a-b", "rule": "r", "part": "classes.dex"}]),
    ),
)
