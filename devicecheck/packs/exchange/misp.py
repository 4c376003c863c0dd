# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""MISP events: one attribute for each value, tags that say which entry it belongs to.

Events of others are read alone, in a list, or as a server answers a search. Their attributes stand in the event or in
objects; an object of an app names it. What was deleted there, or is not meant for detection, is counted and left aside.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID, uuid5

from devicecheck.model.signatures import Category, Pack, Signature
from devicecheck.packs.exchange.families import KINDS, Contents, Family, Unreadable, category_named

TYPES: Mapping[str, str] = MappingProxyType(
    {
        "mobile-application-id": "packages",
        "x509-fingerprint-sha1": "certificates",
        "x509-fingerprint-sha256": "certificates",
        "sha256": "apk_sha256",
        "domain": "domains",
        "hostname": "domains",
        "ip-dst": "addresses",
    }
)
"""Which kind of indicator an attribute's type stands for, when no tag of ours says it."""

FOR_DETECTION = frozenset({"packages", "certificates", "apk_sha256", "domains"})
"""Kinds that other tools may raise an alarm for, and only of apps that are made to watch secretly."""

MOST_ATTRIBUTES = 200_000

Told = dict[str, object]

_NAMESPACE = UUID("7c5b0a34-8f6e-5a0e-9a59-1f0f8d0a2c11")
_TAG = re.compile(r'devicecheck:(entry|name|category|kind|alias)="(.*)"')
_GALAXY = re.compile(r'misp-galaxy:(?:malware|android|tool|rat|backdoor|stalkerware|mitre-malware)="(.*)"')
_APP_ID = ("android-app", "appid")
"""The object, and the part of it, in which MISP writes an app's id as plain text."""


def read(data: bytes) -> Contents:
    """The families of an event. Without our tags, the comment of an attribute names the family. Errors: Unreadable."""
    families: dict[str, Family] = {}
    skipped: Counter[str] = Counter()
    for group in _groups(_events(data)):
        for attribute in group.attributes:
            _add(attribute, group, families, skipped)
    return Contents(tuple(families.values()), skipped)


@dataclass(frozen=True, slots=True)
class _Group:
    """Attributes that stand together. Shape: `title` of the event; `app` is what an object names, "" for none."""

    title: str
    attributes: tuple[Told, ...]
    object: str = ""

    @property
    def app(self) -> str:
        """The name that one of the attributes gives to the object."""
        names = (str(each.get("value") or "") for each in self.attributes if each.get("object_relation") == "name")
        return next(filter(None, names), "") if self.object else ""


def _events(data: bytes) -> list[Told]:
    """The events of a file, each by itself. Errors: Unreadable."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"correct the JSON: {error}") from None
    found = found.get("response", found) if isinstance(found, dict) else found
    events = [_inner(item) for item in _told(found if isinstance(found, list) else [found])]
    if not events or not all({"Attribute", "Object"} & event.keys() for event in events):
        raise Unreadable("give one MISP event, or several in a list, with a list of attributes")
    return events


def _inner(item: Told) -> Told:
    event = item.get("Event", item)
    return event if isinstance(event, dict) else {}


def _groups(events: list[Told]) -> list[_Group]:
    """Errors: Unreadable when there are more attributes than anybody writes."""
    groups = []
    for event in events:
        title = str(event.get("info") or "MISP event")[:200]
        groups.append(_Group(title, tuple(_told(event.get("Attribute")))))
        for item in _told(event.get("Object")):
            attributes = tuple(each | {"deleted": True} if item.get("deleted") is True else each
                               for each in _told(item.get("Attribute")))  # fmt: skip
            groups.append(_Group(title, attributes, str(item.get("name") or "object")))
    if sum(len(group.attributes) for group in groups) > MOST_ATTRIBUTES:
        raise Unreadable(f"keep {MOST_ATTRIBUTES} attributes at the most")
    return groups


def _told(items: object) -> list[Told]:
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _add(attribute: Told, group: _Group, families: dict[str, Family], skipped: Counter[str]) -> None:
    tags = _tags(attribute)
    kind, why = _kind(attribute, group, tags)
    if not kind:
        skipped[why] += 1
        return
    value = str(attribute.get("value") or "").strip()
    name = next(iter(tags.get("name", ())), "") or _name(attribute, group)
    key = next(iter(tags.get("entry", ())), "")
    family = families.setdefault(key or name, Family(name, key))
    family.category = family.category or next(map(category_named, tags.get("category", ())), None)
    family.aliases = tuple(dict.fromkeys((*family.aliases, *tags.get("alias", ()))))
    family.add(kind, value)


def _kind(attribute: Told, group: _Group, tags: dict[str, list[str]]) -> tuple[str, str]:
    """Which kind of indicator this is; else "" and the reason to leave it aside. A tag of ours comes before all."""
    told, kind = str(attribute.get("type"))[:40], next((kind for kind in tags.get("kind", ()) if kind in KINDS), "")
    if attribute.get("deleted") is True:
        return "", "taken-back"
    if not str(attribute.get("value") or "").strip():
        return "", told
    if not kind and (group.object, attribute.get("object_relation")) == _APP_ID:
        kind = "packages"
    if not kind and told in TYPES and attribute.get("to_ids") is False:
        return "", "not-for-detection"
    return kind or TYPES.get(told, ""), told


def _name(attribute: Told, group: _Group) -> str:
    """What an attribute of others belongs to: its object's name, a family that a tag names, its comment, the event."""
    tags = (_GALAXY.fullmatch(str(tag.get("name", ""))) for tag in _told(attribute.get("Tag")))
    family = next((found[1] for found in tags if found), "")
    return (group.app or family or str(attribute.get("comment") or "") or group.title)[:200]


def _tags(attribute: Told) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    for tag in _told(attribute.get("Tag")):
        if found := _TAG.fullmatch(str(tag.get("name", ""))):
            told.setdefault(found[1], []).append(found[2])
    return told


def write(pack: Pack) -> bytes:
    """All entries as one event. Shape: the same pack gives the same bytes."""
    attributes = [item for entry in pack.signatures for item in _of_entry(entry)]
    event = {
        "uuid": str(uuid5(_NAMESPACE, f"{pack.id} {pack.version}")),
        "info": f"{pack.id} {pack.version}",
        "date": pack.issued_on.isoformat(),
        "distribution": "0",
        "analysis": "2",
        "threat_level_id": "3",
        "Attribute": attributes,
    }
    return json.dumps({"Event": event}, ensure_ascii=False, indent=1).encode("utf-8")


def _of_entry(entry: Signature) -> Iterator[dict[str, object]]:
    told = [("entry", entry.id), ("name", entry.name), ("category", entry.category.value)]
    told += [("alias", alias) for alias in entry.aliases]
    secret = entry.category is Category.WATCH_SECRETLY
    for kind in KINDS:
        for value in getattr(entry.indicators, kind):
            names = [*told, ("kind", kind)]
            yield {
                "uuid": str(uuid5(_NAMESPACE, chr(31).join((entry.id, kind, value)))),
                "type": _type(kind, value),
                "category": "Network activity" if kind in {"domains", "addresses"} else "Payload delivery",
                "to_ids": secret and kind in FOR_DETECTION,
                "value": value,
                "comment": entry.name,
                "Tag": [{"name": f'devicecheck:{name}="{text}"'} for name, text in names],
            }


def _type(kind: str, value: str) -> str:
    if kind == "certificates":
        return "x509-fingerprint-sha1" if len(value) == 40 else "x509-fingerprint-sha256"
    if kind in ("packages", "bundles"):
        return "mobile-application-id"
    return next((name for name, known in TYPES.items() if known == kind), "text")
