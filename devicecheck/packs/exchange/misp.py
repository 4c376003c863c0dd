# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""MISP events: one attribute for each value, tags that say which entry it belongs to."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
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

_NAMESPACE = UUID("7c5b0a34-8f6e-5a0e-9a59-1f0f8d0a2c11")
_TAG = re.compile(r'devicecheck:(entry|name|category|kind|alias)="(.*)"')


def read(data: bytes) -> Contents:
    """The families of an event. Without our tags, the comment of an attribute names the family. Errors: Unreadable."""
    families: dict[str, Family] = {}
    skipped: Counter[str] = Counter()
    title, attributes = _attributes(data)
    for attribute in attributes:
        _add(attribute, title, families, skipped)
    return Contents(tuple(families.values()), skipped)


def _attributes(data: bytes) -> tuple[str, list[dict[str, object]]]:
    try:
        event = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"correct the JSON: {error}") from None
    event = event.get("Event", event) if isinstance(event, dict) else None
    if not isinstance(event, dict):
        raise Unreadable("give one MISP event")
    objects = [item for item in event.get("Object") or () if isinstance(item, dict)]
    lists = [event.get("Attribute") or (), *(item.get("Attribute") or () for item in objects)]
    attributes = [item for part in lists if isinstance(part, list) for item in part if isinstance(item, dict)]
    if len(attributes) > MOST_ATTRIBUTES or not (attributes or isinstance(event.get("Attribute"), list)):
        raise Unreadable("give an event with a list of attributes")
    return str(event.get("info") or "MISP event")[:200], attributes


def _add(attribute: dict[str, object], title: str, families: dict[str, Family], skipped: Counter[str]) -> None:
    tags = _tags(attribute)
    kind = next((kind for kind in tags.get("kind", ()) if kind in KINDS), TYPES.get(str(attribute.get("type")), ""))
    value = str(attribute.get("value") or "").strip()
    if not kind or not value:
        skipped[str(attribute.get("type"))[:40]] += 1
        return
    name = next(iter(tags.get("name", ())), "") or str(attribute.get("comment") or title)[:200]
    key = next(iter(tags.get("entry", ())), "")
    family = families.setdefault(key or name, Family(name, key))
    family.category = family.category or next(map(category_named, tags.get("category", ())), None)
    family.aliases = tuple(dict.fromkeys((*family.aliases, *tags.get("alias", ()))))
    family.add(kind, value)


def _tags(attribute: dict[str, object]) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    tags = attribute.get("Tag")
    for tag in tags if isinstance(tags, list) else ():
        found = _TAG.fullmatch(str(tag.get("name", ""))) if isinstance(tag, dict) else None
        if found:
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
