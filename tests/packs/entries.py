# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Made-up entries and packs for tests."""

from datetime import date

from devicecheck.matching.index import SignatureIndex
from devicecheck.model.signatures import (
    Category,
    Indicators,
    NeverMatch,
    OrdinaryReason,
    Pack,
    Signature,
    SignatureStatus,
)

DAY = date(2026, 11, 24)


def entry(
    name: str = "example",
    category: Category = Category.WATCH_SECRETLY,
    status: SignatureStatus = SignatureStatus.LISTED,
    **values: tuple[str, ...],
) -> Signature:
    return Signature(
        id=name,
        name=name.title(),
        category=category,
        status=status,
        ordinary_reasons=(OrdinaryReason.TRIED_OUT,),
        indicators=Indicators(**values),
        added_on=DAY,
        checked_on=DAY,
    )


def pack_of(*signatures: Signature, never: NeverMatch | None = None) -> Pack:
    return Pack(
        id="test",
        version="2026.11.24.1",
        issued_on=DAY,
        licence="CC0-1.0",
        signatures=signatures,
        never_match=never or NeverMatch(),
    )


def index_of(*signatures: Signature, never: NeverMatch | None = None) -> SignatureIndex:
    return SignatureIndex(pack_of(*signatures, never=never))
