# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Proof that what an entry looks for is found: each value planted in an app, looked for from bytes to signs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from devicecheck.model.findings import Fact
from devicecheck.model.signatures import Pack, Signature
from devicecheck.selftest.canaries import Canary, look
from devicecheck.selftest.iphone_canaries import look as look_at_iphone
from devicecheck.selftest.iphone_canaries import plants
from devicecheck.selftest.planted import PlantedApp


@dataclass(frozen=True)
class Proof:
    """How many values were planted, and those that nothing found, each as `entry: value`."""

    fired: int
    silent: tuple[str, ...]


def prove(pack: Pack, entries: Iterable[Signature]) -> Proof:
    """Plant every id, pattern, stamp, part, iPhone id and profile of these entries, and look for them with this pack.

    Servers and radio prints are planted by the canaries, which fire wherever an entry is tested.
    """
    entries = tuple(entries)
    planted = [(value, canary) for entry in entries for value, canary in _plants(entry)]
    result = look(pack, tuple(canary for _, canary in planted))
    named = {(sign.subject.key, sign.fact, sign.signature.id) for sign in result.signs if sign.signature}
    silent = tuple(
        f"{canary.entry.id}: {value}"
        for value, canary in planted
        if (canary.app.key, canary.fact, canary.entry.id) not in named
    )
    told = [*plants(entries)]
    unheard = tuple(f"{each.entry.id}: {each.value}" for each in look_at_iphone(pack, told)[0])
    return Proof(len(planted) + len(told) - len(silent) - len(unheard), silent + unheard)


def _plants(entry: Signature) -> Iterator[tuple[str, Canary]]:
    held = entry.indicators
    for value in held.packages:
        yield value, Canary(entry, PlantedApp(value), Fact.LISTED_PACKAGE)
    for value in held.package_patterns:
        yield value, Canary(entry, PlantedApp(value.replace("*", "x")), Fact.LISTED_PATTERN)
    for value in held.certificates:
        app = PlantedApp(f"org.devicecheck.planted.s{sha256((entry.id + value).encode()).hexdigest()[:16]}")
        yield value, Canary(entry, app, Fact.LISTED_CERTIFICATE, fingerprint=value)
    for value in held.components:
        app = PlantedApp(
            f"org.devicecheck.planted.c{sha256((entry.id + value).encode()).hexdigest()[:16]}", service=value
        )
        yield value, Canary(entry, app, Fact.LISTED_COMPONENT)
