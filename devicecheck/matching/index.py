# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The look-up tables over all signatures. A look-up costs the same however long the list is."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from devicecheck.matching.domains import DomainTable
from devicecheck.matching.patterns import PatternTable
from devicecheck.model.findings import Fact
from devicecheck.model.signatures import Pack, Signature


@dataclass(frozen=True, slots=True)
class Match:
    """One indicator of one signature met something on a phone; `fact` is the kind of indicator."""

    signature: Signature
    fact: Fact


Table = Mapping[str, tuple[Match, ...]]


class SignatureIndex:
    """All signatures of one pack, by indicator.

    Shape: every look-up gives all entries that hold the value, () for none. Entries out of use still match; their
    status goes along. Values of `never_match` match nothing, even when an entry holds them by mistake.
    """

    def __init__(self, pack: Pack) -> None:
        never = pack.never_match
        self._packages = _table(
            pack.signatures, Fact.LISTED_PACKAGE, lambda entry: entry.indicators.packages, exact, never.packages
        )
        self._bundles = _table(pack.signatures, Fact.LISTED_PACKAGE, lambda entry: entry.indicators.bundles, folded, ())
        self._certificates = _table(
            pack.signatures,
            Fact.LISTED_CERTIFICATE,
            lambda entry: entry.indicators.certificates,
            fingerprint,
            never.certificates,
        )
        self._components = _table(
            pack.signatures, Fact.LISTED_COMPONENT, lambda entry: entry.indicators.components, class_name, ()
        )
        self._files = _table(
            pack.signatures, Fact.LISTED_FILE, lambda entry: entry.indicators.apk_sha256, fingerprint, ()
        )
        self._domains = DomainTable((name, entry) for entry in pack.signatures for name in entry.indicators.domains)
        self._by_id = {entry.id: entry for entry in pack.signatures}
        self._names = _names(pack.signatures)
        self._labels = _table(pack.signatures, Fact.LISTED_LABEL, lambda entry: entry.indicators.labels, folded, ())
        self._never_packages = frozenset(never.packages)
        self._patterns = PatternTable(
            (pattern, Match(entry, Fact.LISTED_PATTERN))
            for entry in pack.signatures
            for pattern in entry.indicators.package_patterns
        )

    def package(self, key: str) -> tuple[Match, ...]:
        """Entries that hold this Android id, exactly or by a pattern. Ids differ by case."""
        if key in self._never_packages:
            return ()
        found = self._packages.get(key, ())
        named = {match.signature.id for match in found}
        return found + tuple(match for match in self._patterns.matching(key) if match.signature.id not in named)

    def bundle(self, key: str) -> tuple[Match, ...]:
        """Entries that hold this iPhone id, in any case."""
        return self._bundles.get(folded(key), ())

    def certificate(self, digest: str) -> tuple[Match, ...]:
        """Entries that hold this fingerprint, SHA-1 or SHA-256, with or without colons, in any case."""
        return self._certificates.get(fingerprint(digest), ())

    def component(self, name: str) -> tuple[Match, ...]:
        """Entries that hold this class name, given as `id/.Class`, `id/full.Class` or `full.Class`."""
        return self._components.get(class_name(name), ())

    def label(self, text: str) -> tuple[Match, ...]:
        """Entries that hold this app name, whole and in any case."""
        return self._labels.get(folded(text), ())

    def file(self, digest: str) -> tuple[Match, ...]:
        """Entries that hold the SHA-256 of an app's file."""
        return self._files.get(fingerprint(digest), ())

    def domain(self, name: str) -> tuple[Signature, ...]:
        """Entries whose apps talk to this server, or to one that it belongs to; the closest first."""
        return self._domains.matching(name)

    def entry(self, name: str) -> Signature | None:
        """The entry of this id."""
        return self._by_id.get(name)

    def named(self, text: str) -> tuple[Signature, ...]:
        """Entries of this name or alias, whatever the case, spaces and dashes. For people who look something up."""
        return tuple(self._names.get(plain_name(text), ()))

    def never(self, key: str) -> bool:
        """Whether this Android id belongs to the phone's own parts, so that no entry may hold it."""
        return key in self._never_packages


def plain_name(text: str) -> str:
    """A name by its letters and digits alone, in any case."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def exact(value: str) -> str:
    """The value itself: Android ids differ by case."""
    return value


def folded(value: str) -> str:
    """The value without regard to case and to spaces around it."""
    return value.strip().casefold()


def fingerprint(value: str) -> str:
    """A fingerprint in lower-case hex without colons."""
    return value.replace(":", "").strip().lower()


def class_name(value: str) -> str:
    """The full class name of a component, however short it was written."""
    package, slash, name = value.strip().rpartition("/")
    return f"{package}{name}" if slash and name.startswith(".") else name


def _names(signatures: Iterable[Signature]) -> Mapping[str, Sequence[Signature]]:
    found: defaultdict[str, dict[str, Signature]] = defaultdict(dict)
    for entry in signatures:
        for name in (entry.name, entry.id, *entry.aliases):
            found[plain_name(name)][entry.id] = entry
    return {name: tuple(entries.values()) for name, entries in found.items()}


def _table(
    signatures: Iterable[Signature],
    fact: Fact,
    values: Callable[[Signature], tuple[str, ...]],
    form: Callable[[str], str],
    never: Iterable[str],
) -> Table:
    left_out = {form(value) for value in never}
    found: defaultdict[str, dict[str, Match]] = defaultdict(dict)
    for signature in signatures:
        for value in map(form, values(signature)):
            if value and value not in left_out:
                found[value].setdefault(signature.id, Match(signature, fact))
    return {value: tuple(matches.values()) for value, matches in found.items()}
