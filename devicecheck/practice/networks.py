# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recorded home networks for training: what a quick look and the listening after it would have found."""

from datetime import UTC, datetime, timedelta
from typing import Any

from devicecheck.practice.story_files import StoryFiles

STORIES = StoryFiles("network_stories")
names, story = STORIES.names, STORIES.story

NETWORK, OWN = "192.168.1.0/24", "192.168.1.10"
QUICK, LISTENED = 2, 60


def recording(name: str, now: datetime) -> dict[str, Any]:
    """A story as two looks that ended just now: one that asked, one that listened on."""
    told = story(name)
    start = now - timedelta(seconds=QUICK + LISTENED)
    looks = [("connect", QUICK, start, "said"), ("listen", LISTENED, start + timedelta(seconds=QUICK), "announced")]
    return {
        "story": name,
        "title": told["title"],
        "looks": [_look(told, way, seconds, at, key) for way, seconds, at, key in looks],
    }


def _look(told: dict[str, Any], way: str, seconds: int, start: datetime, key: str) -> dict[str, Any]:
    hosts = [
        {"ip": device["ip"], "mac": device["mac"], "said": [list(pair) for pair in device.get(key, [])]}
        for device in told["devices"]
        if key == "said" or device.get(key)
    ]
    body = {
        "network": NETWORK, "own": OWN, "way": way, "seconds": seconds, "left_out": 0, "not_read": 0, "packets": False,
        "deaf": [], "hosts": hosts,
    }  # fmt: skip
    end = start + timedelta(seconds=seconds)
    return {"started": start.astimezone(UTC).isoformat(), "ended": end.astimezone(UTC).isoformat(), "body": body}
