# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The normal form of indicators: one way to write each, so that look-ups and duplicates compare texts."""

import ipaddress
import re
from collections.abc import Mapping
from types import MappingProxyType

from devicecheck.matching.domains import SHARED_HOSTING
from devicecheck.matching.patterns import compiled
from devicecheck.packs.strict_yaml import Data

_LABEL = r"[A-Za-z][A-Za-z0-9_]*"
_PACKAGE = re.compile(rf"{_LABEL}(?:\.{_LABEL})+")
_PATTERN = re.compile(r"[A-Za-z*][A-Za-z0-9_*]*(?:\.[A-Za-z*][A-Za-z0-9_*]*)+")
_BUNDLE = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|[A-Za-z0-9-]{6,}")
_PROFILE = re.compile(r"[A-Za-z0-9][\w .-]{2,200}", re.ASCII)
_SHA1_OR_256 = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_COMPONENT = re.compile(r"[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+", re.ASCII)
_DOMAIN = re.compile(r"(?=.{4,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+")
_ADDRESS = re.compile(r"[0-9a-f.:]{3,45}")
_LONGEST = 255
_SECOND_LEVELS = frozenset(
    {"ac", "co", "com", "edu", "gob", "gouv", "gov", "ltd", "mil", "ne", "net", "nhs", "nom", "or", "org", "plc", "sch"}
)
"""What stands before a country in names that are not for sale, such as co.uk. Source: the Public Suffix List."""
COUNTRY = 2

FORMS: Mapping[str, tuple[re.Pattern[str], str]] = MappingProxyType(
    {
        "packages": (_PACKAGE, "write an Android id as in the Play address, such as org.example.app"),
        "package_patterns": (_PATTERN, "write an id with one * in a label at the most, such as org.example.app*"),
        "bundles": (_BUNDLE, "write an iPhone id, such as org.example.app"),
        "certificates": (_SHA1_OR_256, "write a SHA-1 (40 hex digits) or SHA-256 (64 hex digits)"),
        "apk_sha256": (_SHA256, "write a SHA-256 (64 hex digits)"),
        "components": (_COMPONENT, "write a full class name, such as org.example.app.WatchService"),
        "labels": (re.compile(r"\S(?:.{2,}\S)"), "write the whole name on the screen, four letters or more"),
        "domains": (_DOMAIN, "write a server name without https:// and without a path, such as api.example.org"),
        "addresses": (_ADDRESS, "write one public address in numbers, such as 192.0.2.7, without a port"),
        "profiles": (_PROFILE, "write the identifier of an iPhone profile, such as org.example.profile"),
    }
)


def normal(kind: str, value: str) -> str:
    """The value as it is kept: fingerprints without colons and in small letters, servers in small letters."""
    if kind in {"certificates", "apk_sha256"}:
        return re.sub(r"[\s:]", "", value).lower()
    return value.lower() if kind in {"domains", "addresses"} else value


def normalised(data: dict[str, Data]) -> dict[str, Data]:
    """The data of an entry with its indicators in normal form. What is not a list of texts is left as it is."""
    indicators = data.get("indicators")
    if not isinstance(indicators, dict):
        return data
    kept = {kind: _all_normal(kind, values) for kind, values in indicators.items()}
    return data | {"indicators": kept}


def _all_normal(kind: str, values: Data) -> Data:
    if not isinstance(values, list):
        return values
    return [normal(kind, value) if isinstance(value, str) else value for value in values]


def advice(kind: str, value: str) -> str | None:
    """What to do about a value that is not one of its kind; None if it is."""
    form, do = FORMS[kind]
    if len(value) > _LONGEST or not form.fullmatch(value):
        return do
    if kind == "addresses" and not _public(value):
        return do
    if kind == "domains" and _of_everybody(value):
        return "write the app's own server; below this name anybody can have one"
    if kind == "package_patterns":
        try:
            compiled(value)
        except ValueError as error:
            return f"use {error}"
    return None


def _of_everybody(value: str) -> bool:
    """Whether this is no server but a name below which anybody can have one: a hosting company's, or like co.uk."""
    first, _, last = value.partition(".")
    return value in SHARED_HOSTING or (first in _SECOND_LEVELS and len(last) == COUNTRY and last.isalpha())


def _public(value: str) -> bool:
    """Whether this is an address of the open internet, in its shortest form: all else says nothing about a server."""
    try:
        address = ipaddress.ip_address(value)
    except ValueError:
        return False
    return address.is_global and not address.is_multicast and str(address) == value
