# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a check is, and the facts it looks at."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from devicecheck.matching.index import SignatureIndex
from devicecheck.model.findings import Sign, Wanted
from devicecheck.model.observations import Gap, InstalledApp, Observation
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


def every_app(facts: Facts) -> int:
    """How many apps there are to look at."""
    return len(facts.of(InstalledApp))


def the_phone(_facts: Facts) -> int:
    """One thing: a phone of which each answer was read is one that was looked at, however many apps it has."""
    return 1


def always(_facts: Facts) -> bool:
    """A check that has a meaning whatever the facts are."""
    return True


@dataclass(frozen=True)
class Check:
    """One question about the facts.

    Shape: `needs` are the topics without which the check cannot run at all; `helped_by` are topics whose absence only
    narrows it; both cause gaps in its outcome. `limits` are wording keys, printed even when nothing was found.
    `run` gives signs, wishes, and gaps of its own for things that it leaves out.
    `looks_at` counts what there is to look at; `asks` says whether these facts give it anything to do.
    """

    id: str
    needs: frozenset[Topic]
    helped_by: frozenset[Topic]
    limits: tuple[str, ...]
    run: Callable[[Facts, SignatureIndex], Iterator[Sign | Wanted | Gap]]
    looks_at: Callable[[Facts], int] = every_app
    asks: Callable[[Facts], bool] = always
