# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The look-up tables over all signatures. A look-up costs the same however long the list is."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from devicecheck.matching.domains import DomainTable, parents
from devicecheck.matching.lan import LanMatch, LanTable
from devicecheck.matching.patterns import PatternTable
from devicecheck.matching.radio import RadioMatch, RadioTable
from devicecheck.model.findings import Fact
from devicecheck.model.network_observations import NetworkDevice
from devicecheck.model.signatures import BluetoothPrint, NeverMatch, Pack, Signature


@dataclass(frozen=True, slots=True)
class Match:
    """One indicator of one signature met something on a phone; `fact` is the kind of indicator."""

    signature: Signature
    fact: Fact


class SignatureIndex:
    """All signatures of one pack, by indicator.

    Shape: every look-up gives all entries that hold the value, () for none. Entries out of use still match; their
    status goes along. Values of `never_match` match nothing, even when an entry holds them by mistake.
    """

    def __init__(self, pack: Pack) -> None:
        self._signatures, self._never_servers = pack.signatures, tuple(pack.never_match.domains)
        self._never_packages = frozenset(pack.never_match.packages)
        self._parts_of_phones = pack.never_match.parts_of_phones()
        self._ordinary_builds = frozenset(pack.never_match.builds)
        self._tables: dict[str, dict[str, tuple[Match, ...]]] = {kind: {} for kind in KINDS}
        self._by_id: dict[str, Signature] = {}
        patterns: list[tuple[str, Match]] = []
        self._server_names: list[tuple[str, Signature]] = []
        self._addresses: dict[str, tuple[Signature, ...]] = {}
        prints: list[tuple[BluetoothPrint, Signature]] = []
        for entry in pack.signatures:
            self._by_id[entry.id] = entry
            held = vars(entry.indicators)
            for kind in entry.indicators.model_fields_set:  # what was never set is empty: twelve kinds, mostly one
                values = held[kind]
                if kind in KINDS:
                    self._add(kind, values, entry)
                elif kind == "package_patterns":
                    match = Match(entry, Fact.LISTED_PATTERN)
                    patterns += [(pattern, match) for pattern in values]
                elif kind == "domains":
                    self._server_names += [(name, entry) for name in values]
                elif kind == "addresses":
                    for value in values:
                        self._addresses[value] = (*self._addresses.get(value, ()), entry)
                elif kind == "bluetooth":
                    prints += [(print_, entry) for print_ in values]
        self._keep_silent(pack.never_match)
        self._patterns, self._radio = PatternTable(patterns), RadioTable(prints)
        self._names: Mapping[str, Sequence[Signature]] | None = None

    def _add(self, kind: str, values: tuple[str, ...], entry: Signature) -> None:
        fact, form = KINDS[kind]
        table, match = self._tables[kind], Match(entry, fact)
        for value in map(form, values):
            held = table.get(value, ())
            if value and match not in held:
                table[value] = (*held, match)

    @cached_property
    def _domains(self) -> DomainTable[Signature]:
        """Made when it is first asked: a phone on a cable shows no traffic."""
        silent = {name for server in self._never_servers for name in parents(server)}
        return DomainTable((name, entry) for name, entry in self._server_names if name not in silent)

    @cached_property
    def _lan(self) -> LanTable:
        """Made when it is first asked: a phone on a cable is no home network."""
        return LanTable((each, entry) for entry in self._signatures for each in entry.indicators.lan)

    def _keep_silent(self, never: NeverMatch) -> None:
        for kind, values in never:
            for value in values:
                if kind == "addresses":
                    self._addresses.pop(value, None)
                elif kind in KINDS:
                    self._tables[kind].pop(KINDS[kind][1](value), None)

    def package(self, key: str) -> tuple[Match, ...]:
        """Entries that hold this Android id, exactly or by a pattern. Ids differ by case."""
        if key in self._never_packages:
            return ()
        found = self._tables["packages"].get(key, ())
        fitting = self._patterns.matching(key)
        if not fitting:
            return found
        named = {match.signature.id for match in found}
        return found + tuple(match for match in fitting if match.signature.id not in named)

    def bundle(self, key: str) -> tuple[Match, ...]:
        """Entries that hold this iPhone id, in any case."""
        return self._tables["bundles"].get(folded(key), ())

    def app(self, id_kind: str, key: str) -> tuple[Match, ...]:
        """Entries that hold this app's id, in the world that the id is from."""
        return self.bundle(key) if id_kind == "bundle" else self.package(key)

    def profile(self, key: str) -> tuple[Match, ...]:
        """Entries that hold this identifier of a settings profile, in any case."""
        return self._tables["profiles"].get(folded(key), ())

    def certificate(self, digest: str) -> tuple[Match, ...]:
        """Entries that hold this fingerprint, SHA-1 or SHA-256, with or without colons, in any case."""
        return self._tables["certificates"].get(fingerprint(digest), ())

    def component(self, name: str) -> tuple[Match, ...]:
        """Entries that hold this class name, given as `id/.Class`, `id/full.Class` or `full.Class`."""
        return self._tables["components"].get(class_name(name), ())

    def label(self, text: str) -> tuple[Match, ...]:
        """Entries that hold this app name, whole and in any case."""
        return self._tables["labels"].get(folded(text), ())

    def file(self, digest: str) -> tuple[Match, ...]:
        """Entries that hold the SHA-256 of an app's file."""
        return self._tables["apk_sha256"].get(fingerprint(digest), ())

    def domain(self, name: str) -> tuple[Signature, ...]:
        """Entries whose apps talk to this server, or to one that it belongs to; the closest first."""
        return self._domains.matching(name)

    def address(self, text: str) -> tuple[Signature, ...]:
        """Entries whose apps were once seen to talk to this address, in its shortest form."""
        return self._addresses.get(text, ())

    def radio(self, company: str, service: str, message: bytes) -> tuple[RadioMatch, ...]:
        """Entries of tags that send like this: `company` or `service` is four hex digits, the other ""."""
        return self._radio.matching(company, service, message)

    def lan(self, device: NetworkDevice) -> tuple[LanMatch, ...]:
        """Entries of devices of a home network that say the same of themselves."""
        return self._lan.matching(device)

    def entry(self, name: str) -> Signature | None:
        """The entry of this id."""
        return self._by_id.get(name)

    def named(self, text: str) -> tuple[Signature, ...]:
        """Entries of this name or alias, whatever the case, spaces and dashes. For people who look something up."""
        if self._names is None:
            self._names = _names(self._signatures)
        return tuple(self._names.get(plain_name(text), ()))

    def ordinary_build(self, entry: str, key: str, stamp: str) -> bool:
        """Whether rules of this entry say nothing of an app: one of this id and this SHA-256 of its one certificate."""
        return bool(stamp) and build(entry, key, stamp) in self._ordinary_builds

    def part_of_phones(self, key: str) -> bool:
        """Whether this Android id belongs to the phone's own parts, so that no entry may hold it."""
        return key in self._parts_of_phones


def plain_name(text: str) -> str:
    """A name by its letters and digits alone, in any case."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def build(entry: str, key: str, stamp: str) -> str:
    """How a build that rules of an entry fit by mistake is written."""
    return f"{entry} {key} {fingerprint(stamp)}"


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


KINDS: Mapping[str, tuple[Fact, Callable[[str], str]]] = MappingProxyType(
    {
        "packages": (Fact.LISTED_PACKAGE, exact),
        "bundles": (Fact.LISTED_PACKAGE, folded),
        "certificates": (Fact.LISTED_CERTIFICATE, fingerprint),
        "apk_sha256": (Fact.LISTED_FILE, fingerprint),
        "components": (Fact.LISTED_COMPONENT, class_name),
        "labels": (Fact.LISTED_LABEL, folded),
        "profiles": (Fact.LISTED_PROFILE, folded),
    }
)
"""Indicators that are looked up whole: what a match with one states, and the form in which they are compared."""
