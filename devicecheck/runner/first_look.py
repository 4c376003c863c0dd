# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A look at a phone before it is asked for anything that a person must allow: which one is it, does it trust us."""

from collections.abc import Callable
from contextlib import aclosing

from devicecheck.model.endpoints import Endpoint, Origin
from devicecheck.readers.wire import LiveState, StateMessage
from devicecheck.sources.session import Session

FIRST = frozenset({"iphone"})
"""Readers whose phone tells which one it is before it trusts a computer."""


def wanted(endpoint: Endpoint) -> bool:
    """Whether this phone is looked at first. A made-up phone has nobody who must be asked."""
    return endpoint.reader in FIRST and endpoint.origin is Origin.REAL


async def look(session: Session, tell: Callable[[StateMessage], None]) -> StateMessage | None:
    """What was seen, told as it comes; None when it was stopped before. Errors: ReaderError."""
    seen = None
    async with aclosing(session.states()) as states:
        async for state in states:
            tell(state)
            if state.state in {LiveState.SEEN, LiveState.SEEN_TRUSTED}:
                seen = state
    return seen
