# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What one entry, and all entries together, must keep beyond their form."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType

from devicecheck.matching.domains import parents
from devicecheck.matching.index import class_name, exact, fingerprint, folded
from devicecheck.matching.patterns import PatternTable
from devicecheck.model.signatures import Category, NeverMatch, Signature, SignatureStatus
from devicecheck.packs.normal_form import FORMS, advice
from devicecheck.packs.problems import Problem
from devicecheck.packs.strict_yaml import Document

UNIQUE = MappingProxyType(
    {
        "packages": exact,
        "package_patterns": exact,
        "bundles": folded,
        "certificates": fingerprint,
        "apk_sha256": fingerprint,
        "components": class_name,
        "profiles": folded,
    }
)
"""Indicators that name one app alone, and how two of them are compared."""

MOST_VALUES = 400


@dataclass(frozen=True, slots=True)
class Loaded:
    """One entry with the file that it was read from. What a group says of all its apps is judged once for the file."""

    signature: Signature
    document: Document
    of_group: bool = False


def entry_problems(loaded: Loaded, never: NeverMatch) -> Iterator[Problem]:
    """Problems of one entry by itself."""
    if not loaded.of_group:
        yield from _place_problems(loaded)
        yield from status_problems(loaded)
    yield from _text_problems(loaded)
    for kind in FORMS:
        yield from _value_problems(loaded, kind)
    yield from _radio_problems(loaded)
    yield from _never_problems(loaded, never)


def _place_problems(loaded: Loaded) -> Iterator[Problem]:
    path, entry = PurePosixPath(loaded.document.path), loaded.signature
    if path.stem != entry.id:
        yield loaded.document.problem(("id",), f"name the file {entry.id}.yaml, or write `id: {path.stem}`")
    if path.parent.name != entry.category:
        yield loaded.document.problem(("category",), f"move the file to {entry.category}/, or correct the category")


def plain(name: str) -> str:
    """A person's name without regard to case, spaces and marks."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def status_problems(loaded: Loaded) -> Iterator[Problem]:
    """Problems of who vouches for an entry, where its facts are from, and its days."""
    entry, document = loaded.signature, loaded.document
    if entry.status is SignatureStatus.LISTED and entry.listed_by is None:
        yield document.problem(("status",), "say which public list vouches for it (`listed_by`), or write draft")
    if entry.status is SignatureStatus.REVIEWED and not entry.reviewed_by:
        yield document.problem(("status",), "only the review command sets `reviewed`, with a name; write draft")
    if entry.status is SignatureStatus.DRAFT and (entry.listed_by or entry.reviewed_by):
        yield document.problem(("status",), "a draft has nobody who vouches; take `listed_by`/`reviewed_by` out")
    for number, reference in enumerate(entry.references):
        if not reference.startswith("https://") or " " in reference:
            yield document.problem(("references", number), "write a full address that begins with https://")
    if entry.added_by and entry.reviewed_by and plain(entry.reviewed_by) == plain(entry.added_by):
        yield document.problem(("reviewed_by",), f"let another person review it; {entry.added_by} wrote it")
    if entry.checked_on < entry.added_on:
        yield document.problem(("checked_on",), "write a day that is not before `added_on`")


def _text_problems(loaded: Loaded) -> Iterator[Problem]:
    """Signs that nobody sees make a name read as another one, on a screen and on paper."""
    entry = loaded.signature
    for place, text in (("name", entry.name), ("note", entry.note), *(("aliases", alias) for alias in entry.aliases)):
        if any(not letter.isprintable() for letter in text):
            yield loaded.document.problem((place,), f"{place}: type it anew; it holds signs that cannot be seen")


def _value_problems(loaded: Loaded, kind: str) -> Iterator[Problem]:
    values: tuple[str, ...] = getattr(loaded.signature.indicators, kind)
    if len(values) > MOST_VALUES:
        yield loaded.document.problem(("indicators", kind), f"{kind}: keep {MOST_VALUES} values at the most")
    seen: set[str] = set()
    for number, value in enumerate(values):
        place = ("indicators", kind, number)
        if do := advice(kind, value):
            yield loaded.document.problem(place, f"{kind}: {value[:60]!r}: {do}")
        if value in seen:
            yield loaded.document.problem(place, f"{kind}: {value} stands here twice; take one out")
        seen.add(value)


def _radio_problems(loaded: Loaded) -> Iterator[Problem]:
    if loaded.signature.indicators.bluetooth and loaded.signature.category is not Category.CAN_FOLLOW:
        yield loaded.document.problem(("indicators", "bluetooth"), "bluetooth: a tag belongs into the kind can-follow")
    for number, found in enumerate(loaded.signature.indicators.bluetooth):
        place = ("indicators", "bluetooth", number)
        if bool(found.company) is bool(found.service):
            yield loaded.document.problem(place, "bluetooth: write `company` or `service`, one of them")
        if found.mask and len(found.mask) != len(found.payload):
            yield loaded.document.problem(place, "bluetooth: write a `mask` as long as the `payload`")


def _never_problems(loaded: Loaded, never: NeverMatch) -> Iterator[Problem]:
    indicators, document = loaded.signature.indicators, loaded.document
    for kind, _ in never:
        for number, value in enumerate(getattr(indicators, kind, ())):
            if reason := never_reason(kind, value, never):
                yield document.problem(
                    ("indicators", kind, number),
                    f"{kind}: take {value} out; it may match nothing ({reason}), see never-match.yaml",
                )
    real = never.parts_of_phones()  # A pattern may fit an id that was reported: the id is kept out by itself.
    for number, pattern in enumerate(indicators.package_patterns):
        hit = next((key for key in real if _fits(pattern, key)), None)
        if hit:
            yield document.problem(
                ("indicators", "package_patterns", number), f"make {pattern} narrower; it would fit {hit}"
            )


def never_match_problems(path: str, never: NeverMatch) -> Iterator[Problem]:
    """Values that keep nothing out, because nothing is ever written like them."""
    for kind in ("certificates", "domains", "addresses"):
        form, do = FORMS[kind]
        for value in getattr(never, kind):
            if not form.fullmatch(value) or (kind == "addresses" and advice(kind, value)):
                yield Problem(path, 1, f"{kind}: {value[:60]!r}: {do}")


def build_problems(path: str, never: NeverMatch, entries: Collection[str]) -> Iterator[Problem]:
    """Builds that keep nothing out, or that anybody could imitate."""
    for value in never.builds:
        entry, key, stamp, *more = (*value.split(), "", "", "")
        if more != ["", "", ""] or advice("packages", key) or advice("apk_sha256", stamp):
            yield Problem(path, 1, f"builds: {value[:60]!r}: write an entry, an app's id and the SHA-256 of its stamp")
        elif entry not in entries:
            yield Problem(path, 1, f"builds: take {value[:60]!r} out, or correct it; there is no entry {entry[:60]}")
        elif not never.own_stamp(stamp):
            yield Problem(path, 1, f"builds: take {value[:60]!r} out; many apps have this stamp")


def never_reason(kind: str, value: str, never: NeverMatch) -> str:
    """Why a value may match nothing; "" if it may. A server that belongs to a name keeps out that name too."""
    known: Mapping[str, str] = getattr(never, kind, {})
    if kind == "domains":
        return next((reason for name, reason in known.items() if value in parents(name)), "")
    return known.get(UNIQUE[kind](value) if kind in UNIQUE else value, "")


def _fits(pattern: str, key: str) -> bool:
    return advice("package_patterns", pattern) is None and bool(PatternTable([(pattern, pattern)]).matching(key))


def shared_problems(entries: Sequence[Loaded], shared: dict[str, str]) -> Iterator[Problem]:
    """Ids, and values that stand in two entries without a decision in shared.yaml."""
    ids: dict[str, str] = {}
    for loaded in entries:
        if loaded.signature.id in ids:
            do = "take one of the two lines out" if loaded.of_group else "choose another id"
            yield loaded.document.problem(("id",), f"{do}; {ids[loaded.signature.id]} has this one")
        ids.setdefault(loaded.signature.id, loaded.document.path)
    for kind, form in UNIQUE.items():
        holders: defaultdict[str, list[tuple[Loaded, int]]] = defaultdict(list)
        for loaded in entries:
            for number, value in enumerate(getattr(loaded.signature.indicators, kind)):
                holders[form(value)].append((loaded, number))
        for value, found in holders.items():
            yield from _twice(kind, value, found, shared)


def _twice(kind: str, value: str, found: list[tuple[Loaded, int]], shared: dict[str, str]) -> Iterator[Problem]:
    first = found[0][0].signature.id
    for loaded, number in found[1:]:
        if loaded.signature.id != first and value not in shared:
            yield loaded.document.problem(
                ("indicators", kind, number),
                f"{kind}: {value} stands in {first} too; keep it in one, or decide it in shared.yaml",
            )
