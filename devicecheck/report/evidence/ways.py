# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was read in a visit, and what that leaves behind: by cable, from a copy, from a recording, by radio. Pure."""

from collections.abc import Iterator

from devicecheck.model.findings import Finding, SubjectKind
from devicecheck.report.evidence.facts import Facts
from devicecheck.report.summary_part import things_alone

CABLE = frozenset({"android", "iphone"})
KNOWN = CABLE | {"backup", "capture", "bluetooth", "network"}
THINGS = frozenset({SubjectKind.TAG, SubjectKind.NETWORK_DEVICE})
"""What is no app and no part of a phone."""


def by_cable(facts: Facts) -> bool:
    """Whether a phone itself was read."""
    return any(device.platform in CABLE for device in facts.document.devices)


def of_things(facts: Facts, name: str) -> str:
    """The name of a text; of its other form where tags or a home network were looked at, and no phone."""
    return f"{name}-things" if things_alone(facts.document) else name


def is_thing(finding: Finding) -> bool:
    """Whether a finding is about a tag or a device, so that no words about apps fit it."""
    return finding.subject.kind in THINGS


def read(facts: Facts) -> str:
    """What was read, in words."""
    return "; ".join(facts.text(f"read.{name}") for name in _platforms(facts))


def left_behind(facts: Facts) -> tuple[str, ...]:
    """What the reading itself leaves behind, for each kind of thing that was read."""
    lines = (line for name in _platforms(facts) for line in facts.lines(f"left-behind.{name}"))
    return tuple(dict.fromkeys(lines))


def _platforms(facts: Facts) -> Iterator[str]:
    every = dict.fromkeys(device.platform for device in facts.document.devices)
    yield from dict.fromkeys(name if name in KNOWN else "other" for name in every) or ("none",)
