# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Apps of no list with the shape of those made to watch, and ordinary apps with the same rights, on one phone."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from devicecheck.model.findings import Concern
from devicecheck.packs.load import load_shipped
from devicecheck.packs.stamp import stamp
from devicecheck.practice.phone import PracticePhone
from devicecheck.runner.visit import Visit
from devicecheck.selftest.canaries import fire
from tests.runner.test_visit import place, watch

SHAPES: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "phones" / "shapes.yaml").read_text("utf-8"))
SERVICES = {"accessibility": "Reading", "notification_listeners": "Listening", "device_admins": "Managing"}
SETTINGS = {
    "accessibility": "enabled_accessibility_services",
    "notification_listeners": "enabled_notification_listeners",
}
NOT_SAID_BEFORE_14 = frozenset({"com.cam.peek"})
"""Put on by a cable, which an older phone does not say, and it uses nothing yet."""


def app(told: dict[str, Any]) -> dict[str, Any]:
    """One entry as a story tells it."""
    kinds = {kind: [f"{told['package']}.{name}"] for kind, name in SERVICES.items() if told.get(kind)}
    granted = [f"android.permission.{each}" for each in told.get("granted", ())]
    asked = [f"android.permission.{each}" for each in told.get("permissions", ("INTERNET",))]
    return told | kinds | {"permissions": asked + granted, "granted": granted, "installed_days_ago": 40}


def story(sdk: int) -> dict[str, Any]:
    """A phone with all of them and with the apps of many phones beside them."""
    apps = [app(each) for each in (*SHAPES["watchers"], *SHAPES["ordinary"])]
    on = {
        setting: ":".join(f"{each['package']}/{name}" for each in apps for name in each.get(kind, ()))
        for kind, setting in SETTINGS.items()
    }
    admins = [f"{each['package']}/{name}" for each in apps for name in each.get("device_admins", ())]
    return {
        "title": "shapes",
        "kind": "android",
        "device": {"sdk": sdk, "model": "Pixel 7"},
        "auth": {"mode": "open"},
        "app_lists": ["uk"],
        "apps": apps,
        "settings": {"secure": {"accessibility_enabled": "1", **on, **SHAPES["secure"]}},
        "device_policy": {"admins": admins},
        "roles": SHAPES["roles"],
    }


@pytest.mark.slow
@pytest.mark.parametrize("sdk", [27, 31, 34])
async def test_one_card_for_each_watcher_and_none_above_good_to_know_for_an_ordinary_app(sdk: int) -> None:
    pack = load_shipped()
    with PracticePhone(story(sdk)) as phone:
        document = (await watch(Visit(place(phone), pack, stamp(pack, fire(pack))))).document
        assert phone.audit.changes() == []
    keys = [finding.subject.key for finding in document.findings]
    raised = {finding.subject.key for finding in document.findings if finding.concern is not Concern.GOOD_TO_KNOW}
    watchers = {each["package"] for each in SHAPES["watchers"]} - (NOT_SAID_BEFORE_14 if sdk < 34 else frozenset())
    assert len(keys) == len(set(keys))
    assert watchers <= raised
    assert raised - watchers <= NOT_SAID_BEFORE_14
    assert len(watchers) > 20 and len(SHAPES["ordinary"]) > 40
