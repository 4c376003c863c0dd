# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recorded radios for training: what would be heard in an empty room, near a client's things, and at a second place."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from devicecheck.practice.story_files import StoryFiles

STORIES = StoryFiles("radio_stories")
names, story = STORIES.names, STORIES.story

SECONDS = 60
MOST_HEARD = 30
LOUDEST, STEP = -40, 2


def recording(name: str, now: datetime) -> dict[str, Any]:
    """A story as sweeps that ended just now. Shape: `sweeps` by place, each with its times and the reader's answer."""
    told = story(name)
    last = max(told["minutes"].values())
    return {
        "story": name,
        "title": told["title"],
        "sweeps": {
            place: _sweep(told, place, now - timedelta(minutes=last - minute + SECONDS / 60))
            for place, minute in told["minutes"].items()
        },
        "own": [{"address": tag["address"], "name": tag["own"]} for tag in told["tags"] if "own" in tag],
    }


def _sweep(told: dict[str, Any], place: str, start: datetime) -> dict[str, Any]:
    end = start + timedelta(seconds=SECONDS)
    tags = list(_rows(told, place, start, end))
    body = {"seconds": SECONDS, "senders": told["others"][place] + len(tags), "left_out": 0, "tags": tags}
    return {"started": start.isoformat(), "ended": end.isoformat(), "body": body}


def _rows(told: dict[str, Any], place: str, start: datetime, end: datetime) -> Iterator[dict[str, Any]]:
    for tag in told["tags"]:
        strength = tag["strength"].get(place)
        if strength is None:
            continue
        yield {
            "address": tag.get("address_at", {}).get(place, tag["address"]),
            "address_kind": "random",
            "company": tag.get("company", ""),
            "service": tag.get("service", ""),
            "payload": tag["payload"],
            "heard": max(1, MOST_HEARD + (strength - LOUDEST) // STEP),
            "strongest": strength,
            "first": _moment(start + timedelta(seconds=2)),
            "last": _moment(end - timedelta(seconds=2)),
        }


def _moment(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="milliseconds")
