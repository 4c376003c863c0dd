# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The form of Echap's ioc.yaml and watchware.yaml.

Sellers' pages are left aside: who opens such a page has not installed anything. So are names in certificates: anyone
can write any name.
"""

from collections import Counter
from collections.abc import Hashable, Iterator

import yaml

from devicecheck.model.signatures import Category, Pack, Signature
from devicecheck.packs.exchange.families import MOST_VALUES, Contents, Family, Unreadable, category_named

LIST_OF = {"packages": "packages", "certificates": "certificates", "bundles": "ios_bundles"}
LEFT = {
    "websites": "sellers-pages",
    "distribution": "sellers-pages",
    "certificate_cname_re": "names-in-certificates",
    "certificate_organizations": "names-in-certificates",
}
TAKEN = {*LIST_OF.values(), "name", "names", "type", "c2", "c2.domains", "c2.ips", "c2.ip"}
TYPES = {Category.WATCH_SECRETLY: "stalkerware"}


class _OnceEach(yaml.CBaseLoader):
    """Makes texts and nothing else, and lets no key stand twice: the second would take the place of the first."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, object]:
        """A group of a list. Errors: yaml.YAMLError."""
        keys = [key.value for key, _ in node.value]
        if twice := next((key for key in keys if keys.count(key) > 1), None):
            raise yaml.MarkedYAMLError(problem=f"the key {twice!r} stands twice", problem_mark=node.start_mark)
        return super().construct_mapping(node, deep)


def read(data: bytes) -> Contents:
    """The families of the file. Errors: Unreadable."""
    skipped: Counter[str] = Counter()
    return Contents(tuple(_family(item, skipped) for item in _items(data)), skipped)


def _items(data: bytes) -> list[dict[str, object]]:
    try:
        for number, event in enumerate(yaml.parse(data, Loader=yaml.CBaseLoader)):
            if isinstance(event, yaml.AliasEvent) or number > MOST_VALUES:
                raise Unreadable("use a file without aliases (*) and of an ordinary size")
        items = yaml.load(data, Loader=_OnceEach)  # noqa: S506 - the base loader makes texts and nothing else
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise Unreadable(f"correct the YAML: {error}") from None
    if not isinstance(items, list) or not all(isinstance(item, dict) and item.get("name") for item in items):
        raise Unreadable("give a list of entries, each with a name")
    return items


def _family(item: dict[str, object], skipped: Counter[str]) -> Family:
    name = str(item["name"])
    family = Family(name, category=category_named(str(item.get("type", ""))))
    family.aliases = tuple(alias for alias in dict.fromkeys(_texts(item, "names")) if alias != name)
    for kind, field in LIST_OF.items():
        for value in _texts(item, field):
            family.add(kind, value)
    sites = set(_texts(item, "websites"))
    for value in _servers(item):
        if value in sites:
            skipped["sellers-pages"] += 1
        else:
            family.add("domains", value)
    servers = item.get("c2")
    if isinstance(servers, dict):
        for value in (*_texts(servers, "ips"), *_texts(servers, "ip")):
            family.add("addresses", value)
    skipped.update(_left_aside(item))
    return family


def _left_aside(item: dict[str, object]) -> Iterator[str]:
    """The reason for each value that is not taken over; the name of a field that this form did not have before."""
    servers = item.get("c2")
    inner = servers if isinstance(servers, dict) else {}
    for field, value in [*item.items(), *((f"c2.{name}", inner[name]) for name in inner)]:
        if field not in TAKEN:
            count = len(value) if isinstance(value, list | dict) else bool(value)
            yield from [LEFT.get(field, str(field)[:40])] * count


def _servers(item: dict[str, object]) -> Iterator[str]:
    servers = item.get("c2")
    if isinstance(servers, dict):
        yield from _texts(servers, "domains")


def _texts(item: dict[str, object], field: str) -> list[str]:
    value = item.get(field)
    values = value if isinstance(value, list) else [value] if isinstance(value, str) and value else []
    return [text for text in values if isinstance(text, str) and text]


def write(pack: Pack) -> bytes:
    """All entries in this form. What it has no field for is left out."""
    items = [_item(entry) for entry in pack.signatures if _has_any(entry)]
    return yaml.safe_dump(items, sort_keys=False, allow_unicode=True, width=10_000).encode("utf-8")


def _has_any(entry: Signature) -> bool:
    return any(getattr(entry.indicators, kind) for kind in (*LIST_OF, "domains", "addresses"))


def _item(entry: Signature) -> dict[str, object]:
    item: dict[str, object] = {"name": entry.name}
    if entry.aliases:
        item["names"] = list(entry.aliases)
    item["type"] = TYPES.get(entry.category, "watchware")
    for kind, field in LIST_OF.items():
        values = [value.upper() if kind == "certificates" else value for value in getattr(entry.indicators, kind)]
        if values:
            item[field] = values
    servers = {"ips": entry.indicators.addresses, "domains": entry.indicators.domains}
    if any(servers.values()):
        item["c2"] = {name: list(values) for name, values in servers.items() if values}
    return item
