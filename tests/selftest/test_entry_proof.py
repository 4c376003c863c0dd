# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The proof of an entry: every value of it is found, and one that could not be found is named."""

from devicecheck.model.signatures import NeverMatch
from devicecheck.selftest.entry_proof import prove
from tests.packs.entries import entry, pack_of

WATCH = entry(
    "watch",
    packages=("org.watch.app",),
    package_patterns=("org.watch.more.*",),
    certificates=("ab" * 20, "cd" * 32),
    components=("org.watch.app.Reads",),
)


def test_every_value_of_an_entry_fires() -> None:
    assert prove(pack_of(WATCH), (WATCH,)).fired == 5
    assert prove(pack_of(WATCH), (WATCH,)).silent == ()


def test_a_value_that_cannot_fire_is_named() -> None:
    never = NeverMatch(packages={"org.watch.app": "why"}, certificates={"ab" * 20: "why"})
    proof = prove(pack_of(WATCH, never=never), (WATCH,))
    assert proof.silent == ("watch: org.watch.app", f"watch: {'ab' * 20}")
    assert prove(pack_of(entry("other", packages=("org.other.app",))), (WATCH,)).fired == 0
