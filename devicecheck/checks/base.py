# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a check is, and the facts it looks at."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from devicecheck.matching.index import SignatureIndex
from devicecheck.model.findings import Sign, Wanted
from devicecheck.model.observations import Observation
from devicecheck.model.observed import Observed
from devicecheck.model.topics import Topic

Kind = TypeVar("Kind", bound=Observed)


@dataclass(frozen=True)
class Facts:
    """All observations of one visit. A check cannot tell whether they come from a phone, a recording or practice."""

    observations: tuple[Observation, ...]

    def of(self, kind: type[Kind]) -> tuple[Kind, ...]:
        """The observations of one kind, in reading order."""
        return tuple(observation for observation in self.observations if isinstance(observation, kind))


@dataclass(frozen=True)
class Check:
    """One question about the facts.

    Shape: `needs` are the topics without which the check cannot run at all; `helped_by` are topics whose absence only
    narrows it; both cause gaps in its outcome. `limits` are wording keys, printed even when nothing was found.
    """

    id: str
    needs: frozenset[Topic]
    helped_by: frozenset[Topic]
    limits: tuple[str, ...]
    run: Callable[[Facts, SignatureIndex], Iterator[Sign | Wanted]]
