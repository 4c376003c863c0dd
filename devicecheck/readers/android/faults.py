# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can end a connection, a question or a wait. Raised by the links, turned into messages by the session."""

from collections.abc import Mapping

from devicecheck.readers.wire import Fault


class ReaderFault(Exception):
    """The connection cannot go on; `fault` and `terms` travel to the parent as they are."""

    def __init__(self, fault: Fault, terms: Mapping[str, str] | None = None) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.terms = dict(terms or {})


class BadAsk(Exception):
    """A question outside the table, with a parameter that is not allowed, or about a path this phone never named."""


class NotAgreed(Exception):
    """A question of a topic that the client did not agree to; nothing is sent."""


class StreamRefused(Exception):
    """The phone closed a stream instead of opening it."""


class Stopped(Exception):
    """The parent said cancel or close, or has gone."""


class DeadlinePassed(Exception):
    """The time that the parent gave is over."""


class Silent(Exception):
    """Nothing came for the idle limit, though there is time left."""
