# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers of listed apps that captured traffic names. A server shared with strangers says less than an own one."""

from collections.abc import Iterator

from devicecheck.checks.apps import reference
from devicecheck.checks.base import Check, Facts
from devicecheck.matching.domains import on_shared_hosting
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.findings import Fact, Sign, Subject, SubjectKind
from devicecheck.model.observations import CaptureSummary, ServerContact
from devicecheck.model.topics import Topic

ID = "listed-servers"
ADDRESS = "address"
"""The way in which an address was met that no name stands for."""
WEIGHTS = (Fact.LISTED_ADDRESS, Fact.LISTED_SHARED_SERVER, Fact.LISTED_SERVER)
MOST_NAMED = 5
"""Names on one card at the most; the document keeps them all."""

Entries = tuple[str, ...]


def run(facts: Facts, index: SignatureIndex) -> Iterator[Sign]:
    """One sign for each entry whose servers were met; entries that share their servers share one card."""
    met: dict[Entries, list[ServerContact]] = {}
    for contact in facts.of(ServerContact):
        found = (*index.domain(contact.key), *index.address(contact.key))
        entries = tuple(sorted({entry.id for entry in found}))
        if entries:
            met.setdefault(entries, []).append(contact)
    for entries, contacts in met.items():
        yield from _signs(entries, contacts, index)


def _signs(entries: Entries, contacts: list[ServerContact], index: SignatureIndex) -> Iterator[Sign]:
    fact = max((_fact(contact) for contact in contacts), key=WEIGHTS.index)
    terms = {
        "servers": ", ".join(contact.name for contact in contacts[:MOST_NAMED]),
        "first": min((contact.first for contact in contacts if contact.first), default=""),
        "last": max((contact.last for contact in contacts if contact.last), default=""),
    }
    subject = Subject(kind=SubjectKind.TRAFFIC, device=contacts[0].device, user=0, key="+".join(entries))
    for name in entries:
        signature = index.entry(name)
        if signature is not None:
            yield Sign(
                subject=subject,
                fact=fact,
                check=ID,
                evidence=tuple(contact.id for contact in contacts),
                signature=reference(signature),
                terms={term: value for term, value in terms.items() if value},
            )


def _fact(contact: ServerContact) -> Fact:
    if ADDRESS in contact.ways:
        return Fact.LISTED_ADDRESS
    return Fact.LISTED_SHARED_SERVER if on_shared_hosting(contact.key) else Fact.LISTED_SERVER


CHECK = Check(
    id=ID,
    needs=frozenset({Topic.CAPTURE_SERVERS}),
    helped_by=frozenset(),
    limits=("servers-on-list", "hidden-names", "captured-time-only", "who-opened-it"),
    run=run,
    looks_at=lambda facts: sum(each.packets for each in facts.of(CaptureSummary)),
)
