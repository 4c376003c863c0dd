# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""STIX 2.1 bundles, as far as other phone checkers read them: one comparison per pattern, each of a known object path.

A pattern with AND, OR, FOLLOWEDBY, qualifiers or another operator is counted and left aside. Half of a condition is
another condition. So is what its maker has taken back (`revoked`). Of several versions of one object the newest counts.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from uuid import UUID, uuid5

from devicecheck.model.signatures import Category, Pack, Signature
from devicecheck.packs.exchange.families import KINDS, Contents, Family, Unreadable, category_named

PATHS: Mapping[str, str] = MappingProxyType(
    {
        "app:id": "packages",
        "app:cert.sha1": "certificates",
        "app:cert.sha256": "certificates",
        "app:component": "components",
        "app:name": "labels",
        "file:hashes.sha256": "apk_sha256",
        "domain-name:value": "domains",
        "ipv4-addr:value": "addresses",
        "ipv6-addr:value": "addresses",
        "configuration-profile:id": "profiles",
    }
)
KIND = "x_devicecheck_kind"
CATEGORY = "x_devicecheck_category"
ENTRY = "x_devicecheck_entry"
MOST_OBJECTS = 200_000
OWNERS = ("threat-actor", "tool", "malware")
"""What an indicator may belong to; the last tells most about an app."""

_NAMESPACE = UUID("4b6f3c1e-6d0a-5c3f-9d52-0c5a7b1de0aa")
_PATTERN = re.compile(r"\[\s*([a-z0-9-]+:[\w.'\"-]+)\s*=\s*'((?:[^'\\]|\\.)*)'\s*\]")


def read(data: bytes) -> Contents:
    """The families of a bundle: malware objects, or one per indicator's name without any. Errors: Unreadable."""
    objects = _newest(_objects(data))
    families: dict[str, Family] = {}
    named = {str(item.get("id")): item for item in objects if item.get("type") in OWNERS}
    owner = {str(item.get("source_ref")): str(item.get("target_ref")) for item in _indications(objects, named)}
    skipped: Counter[str] = Counter()
    for item in objects:
        if item.get("type") == "indicator":
            _add(item, named.get(owner.get(str(item.get("id")), "")), families, skipped)
    return Contents(tuple(families.values()), skipped)


def _objects(data: bytes) -> list[dict[str, object]]:
    try:
        bundle = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"correct the JSON: {error}") from None
    objects = bundle.get("objects") if isinstance(bundle, dict) else None
    if not isinstance(objects, list) or len(objects) > MOST_OBJECTS:
        raise Unreadable("give a STIX bundle with a list of objects")
    return [item for item in objects if isinstance(item, dict)]


def _newest(objects: list[dict[str, object]]) -> list[dict[str, object]]:
    """Each object once: a maker writes a later version, or takes it back, under the same id."""
    newest: dict[str, dict[str, object]] = {}
    for number, item in enumerate(objects):
        key = str(item.get("id") or f"#{number}")
        if key not in newest or str(item.get("modified", "")) >= str(newest[key].get("modified", "")):
            newest[key] = item
    return list(newest.values())


def _indications(
    objects: list[dict[str, object]], named: Mapping[str, dict[str, object]]
) -> Iterator[dict[str, object]]:
    """What says that an indicator belongs to something named; what says it of the app itself comes last."""
    found = [
        item
        for item in objects
        if item.get("type") == "relationship"
        and item.get("relationship_type", "indicates") == "indicates"
        and item.get("revoked") is not True
        and str(item.get("target_ref")) in named
    ]
    yield from sorted(found, key=lambda item: OWNERS.index(str(named[str(item.get("target_ref"))].get("type"))))


def _add(
    item: dict[str, object],
    owner: dict[str, object] | None,
    families: dict[str, Family],
    skipped: Counter[str],
) -> None:
    if item.get("revoked") is True:
        skipped["taken-back"] += 1
        return
    if (kind := item.get("pattern_type", "stix")) != "stix":
        skipped[f"pattern:{kind}"[:40]] += 1
        return
    found = _PATTERN.fullmatch(str(item.get("pattern", "")).strip())
    if found is None:
        skipped["compound-patterns"] += 1
        return
    path, value = found[1].replace("'", "").replace('"', "").lower(), re.sub(r"\\(.)", r"\1", found[2])
    path = path.replace("sha-1", "sha1").replace("sha-256", "sha256")
    if path not in PATHS:
        skipped[path if len(path) < 40 else "other-paths"] += 1
        return
    source = owner or item
    name = str(source.get("name") or value)[:200]
    family = families.setdefault(str(source.get(ENTRY) or name), Family(name, str(source.get(ENTRY) or "")))
    family.category = family.category or category_named(str(source.get(CATEGORY, "")))
    aliases = source.get("aliases")
    family.aliases = tuple(str(alias) for alias in aliases if alias != name) if isinstance(aliases, list) else ()
    kind = str(item.get(KIND) or PATHS[path])
    family.add(kind if kind in KINDS else PATHS[path], value)


def write(pack: Pack) -> bytes:
    """All entries as one bundle: an object each, an indicator for each value, joined by "indicates".

    Shape: apps made to watch secretly are `malware`, all others `tool`, so that no other checker calls an app with
    ordinary uses malicious. The same pack gives the same bytes. Patterns of ids and what has no path are left out.
    """
    objects = [item for entry in pack.signatures for item in _entry_objects(entry, f"{pack.issued_on}T00:00:00.000Z")]
    bundle = {"type": "bundle", "id": _id("bundle", pack.id, pack.version), "objects": objects}
    return json.dumps(bundle, ensure_ascii=False, indent=1).encode("utf-8")


def _entry_objects(entry: Signature, when: str) -> Iterator[dict[str, object]]:
    values = [(kind, value) for kind in KINDS for value in getattr(entry.indicators, kind) if _path(kind, value)]
    if not values:
        return
    stamps = {"spec_version": "2.1", "created": when, "modified": when}
    owner = _owner(entry, stamps)
    yield owner
    means = "malicious-activity" if owner["type"] == "malware" else "unknown"
    for kind, value in values:
        quoted = value.replace("\\", "\\\\").replace("'", "\\'")
        key = _id("indicator", entry.id, kind, value)
        yield {
            "type": "indicator", "id": key, **stamps, "name": entry.name, "indicator_types": [means],
            "pattern": f"[{_path(kind, value)}='{quoted}']", "pattern_type": "stix", "valid_from": when, KIND: kind,
        }  # fmt: skip
        yield {
            "type": "relationship", "id": _id("relationship", entry.id, kind, value), **stamps,
            "relationship_type": "indicates", "source_ref": key, "target_ref": owner["id"],
        }  # fmt: skip


def _owner(entry: Signature, stamps: dict[str, str]) -> dict[str, object]:
    kind = "malware" if entry.category is Category.WATCH_SECRETLY else "tool"
    told: dict[str, object] = {"type": kind, "id": _id(kind, entry.id), **stamps, "name": entry.name}
    if kind == "malware":
        told["is_family"] = True
    if entry.aliases:
        told["aliases"] = list(entry.aliases)
    return told | {ENTRY: entry.id, CATEGORY: entry.category.value}


def _path(kind: str, value: str) -> str:
    if kind == "certificates":
        return "app:cert.sha1" if len(value) == 40 else "app:cert.sha256"
    if kind == "bundles":
        return "app:id"
    if kind == "addresses":
        return "ipv6-addr:value" if ":" in value else "ipv4-addr:value"
    return next((path for path, known in PATHS.items() if known == kind), "")


def _id(kind: str, *parts: str) -> str:
    return f"{kind}--{uuid5(_NAMESPACE, chr(31).join(parts))}"
