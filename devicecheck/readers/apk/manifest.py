# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an app's file says about itself: its manifest as plain facts."""

from typing import Any

from devicecheck.readers.apk.binary_xml import Document, Tag

MOST_PERMISSIONS = 1_000
MOST_COMPONENTS = 3_000
MOST_ANSWERS = 50
LONGEST = 300
COMPONENTS = frozenset({"activity", "activity-alias", "service", "receiver", "provider"})
PERMISSIONS = frozenset({"uses-permission", "uses-permission-sdk-23", "uses-permission-sdk-m"})


def facts(data: bytes) -> tuple[dict[str, Any], set[str]]:
    """The facts of a manifest, and the tricks in it. Empty facts: it could not be read at all."""
    document = Document(data)
    found = _Facts()
    for tag in document.tags():
        found.take(tag)
    if not found.said["package"]:
        document.tricks.add("no-package-name")
    return found.said, document.tricks


class _Facts:
    """Collects facts tag by tag."""

    def __init__(self) -> None:
        self.said: dict[str, Any] = {"package": "", "permissions": [], "components": []}
        self._component: dict[str, Any] | None = None

    def take(self, tag: Tag) -> None:
        if tag.name == "manifest" and tag.depth == 0:
            self._values(tag, package="package", version="versionName", version_code="versionCode")
        elif tag.name == "uses-sdk":
            self._values(tag, min_sdk="minSdkVersion", target_sdk="targetSdkVersion")
        elif tag.name == "application":
            self._values(tag, label="label", debuggable="debuggable")
        elif tag.name in PERMISSIONS:
            name = _text(tag.attributes.get("name"))
            if name and name not in self.said["permissions"] and len(self.said["permissions"]) < MOST_PERMISSIONS:
                self.said["permissions"].append(name)
        elif tag.name in COMPONENTS:
            self._new_component(tag)
        elif tag.name in ("action", "category") and self._component is not None:
            answers = self._component["actions" if tag.name == "action" else "categories"]
            if len(answers) < MOST_ANSWERS:
                answers.append(_text(tag.attributes.get("name")))

    def _values(self, tag: Tag, **names: str) -> None:
        for fact, name in names.items():
            value = tag.attributes.get(name)
            if value is not None:
                self.said[fact] = _text(value) if isinstance(value, str) else value
        if not isinstance(self.said["package"], str):
            self.said["package"] = ""

    def _new_component(self, tag: Tag) -> None:
        name = _text(tag.attributes.get("name"))
        if name.startswith("."):
            name = self.said["package"] + name
        elif name and "." not in name:
            name = f"{self.said['package']}.{name}"
        self._component = {
            "kind": tag.name,
            "name": name[:LONGEST],
            "permission": _text(tag.attributes.get("permission")),
            "enabled": tag.attributes.get("enabled") is not False,
            "actions": [],
            "categories": [],
        }
        if len(self.said["components"]) < MOST_COMPONENTS:
            self.said["components"].append(self._component)


def _text(value: object) -> str:
    """A text that can travel: bounded, without half letters."""
    text = value if isinstance(value, str) else ""
    return text[:LONGEST].encode("utf-8", "replace").decode()
