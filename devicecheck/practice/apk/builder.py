# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds an installable, signed APK from a few facts: made up when the program runs, so that no binary is kept."""

import random
from dataclasses import dataclass, field

from devicecheck.practice.apk import executable, signing
from devicecheck.practice.apk.binary_xml import Element, Value, encode

MAIN, LAUNCHER = "android.intent.action.MAIN", "android.intent.category.LAUNCHER"


@dataclass(frozen=True)
class Component:
    """A part of an app that Android can start: its class, what it answers to, and who may start it."""

    name: str
    actions: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    permission: str = ""

    def element(self, tag: str) -> Element:
        """The component as it stands in a manifest."""
        attributes: dict[str, Value] = {"android:name": self.name, "android:exported": True}
        if self.permission:
            attributes["android:permission"] = self.permission
        answers = [Element("action", {"android:name": action}) for action in self.actions]
        answers += [Element("category", {"android:name": category}) for category in self.categories]
        return Element(tag, attributes, [Element("intent-filter", {}, answers)] if answers else [])


@dataclass(frozen=True)
class ApkFacts:
    """What an APK says about itself, who signs it, and how large it is apart from that."""

    package: str
    label: str = "App"
    version_code: int = 1
    version_name: str = "1.0"
    min_sdk: int = 21
    target_sdk: int = 34
    permissions: tuple[str, ...] = ()
    activities: tuple[Component, ...] = ()
    services: tuple[Component, ...] = ()
    receivers: tuple[Component, ...] = ()
    signer: str = "practice"
    schemes: frozenset[int] = field(default_factory=lambda: frozenset({2, 3}))
    play_mark: bool = False
    strings: tuple[str, ...] = ("practice",)
    filler_bytes: int = 0


def manifest(facts: ApkFacts) -> bytes:
    """The binary AndroidManifest.xml."""
    parts = [each.element("activity") for each in facts.activities]
    parts += [each.element("service") for each in facts.services]
    parts += [each.element("receiver") for each in facts.receivers]
    sdk = {"android:minSdkVersion": facts.min_sdk, "android:targetSdkVersion": facts.target_sdk}
    attributes: dict[str, Value] = {
        "android:versionCode": facts.version_code,
        "android:versionName": facts.version_name,
        "package": facts.package,
    }
    children = [Element("uses-sdk", dict(sdk))]
    children += [Element("uses-permission", {"android:name": permission}) for permission in facts.permissions]
    children.append(Element("application", {"android:label": facts.label}, parts))
    return encode(Element("manifest", attributes, children))


def build(facts: ApkFacts) -> bytes:
    """Build the APK; equal facts give equal contents, and equal bytes within one run of the program."""
    entries = {
        "AndroidManifest.xml": manifest(facts),
        "classes.dex": executable.string_table(list(facts.strings)),
    }
    if facts.filler_bytes:
        entries["assets/filler.bin"] = random.Random(facts.package).randbytes(facts.filler_bytes)
    return signing.pack(entries, signing.signer(facts.signer), facts.schemes, play_mark=facts.play_mark)
