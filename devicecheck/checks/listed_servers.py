# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers of listed apps that captured traffic names. A server shared with strangers says less than an own one."""

from collections.abc import Iterator

from devicecheck.checks.apps import reference
from devicecheck.checks.base import Check, Facts
from devicecheck.matching.domains import on_shared_hosting
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.findings import Fact, Sign, Subject, SubjectKind
from devicecheck.model.observations import ServerContact
from devicecheck.model.topics import Topic

ID = "listed-servers"
MOST_NAMED = 5
"""Names on one card at the most; the document keeps them all."""

Entries = tuple[str, ...]


def run(facts: Facts, index: SignatureIndex) -> Iterator[Sign]:
    """One sign for each entry whose servers were met; entries that share their servers share one card."""
    met: dict[Entries, list[ServerContact]] = {}
    for contact in facts.of(ServerContact):
        entries = tuple(sorted({entry.id for entry in index.domain(contact.key)}))
        if entries:
            met.setdefault(entries, []).append(contact)
    for entries, contacts in met.items():
        yield from _signs(entries, contacts, index)


def _signs(entries: Entries, contacts: list[ServerContact], index: SignatureIndex) -> Iterator[Sign]:
    own = [contact for contact in contacts if not on_shared_hosting(contact.key)]
    fact = Fact.LISTED_SERVER if own else Fact.LISTED_SHARED_SERVER
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


CHECK = Check(
    id=ID,
    needs=frozenset({Topic.CAPTURE_SERVERS}),
    helped_by=frozenset(),
    limits=("servers-on-list", "hidden-names", "captured-time-only", "who-opened-it"),
    run=run,
)
