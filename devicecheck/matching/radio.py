# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which signatures a tag's message fits. Prints are looked up by their number, so that few of them are compared."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from devicecheck.model.radio import Away
from devicecheck.model.signatures import BluetoothPrint, Signature


@dataclass(frozen=True, slots=True)
class RadioMatch:
    """An entry whose print a message fits. `away` is what the print itself says of the tag's owner."""

    signature: Signature
    away: Away


@dataclass(frozen=True, slots=True)
class _Bits:
    """A print as numbers: so many bytes, of which the bits of `mask` must be as in `payload`."""

    length: int
    mask: int
    payload: int
    match: RadioMatch

    def fit(self, message: bytes) -> bool:
        if len(message) < self.length:
            return False
        return int.from_bytes(message[: self.length], "big") & self.mask == self.payload


class RadioTable:
    """All prints of a pack, by number."""

    def __init__(self, prints: Iterable[tuple[BluetoothPrint, Signature]]) -> None:
        self._by_number: defaultdict[tuple[str, str], list[_Bits]] = defaultdict(list)
        for print_, entry in prints:
            self._by_number[print_.company, print_.service].append(_bits(print_, entry))

    def matching(self, company: str, service: str, message: bytes) -> tuple[RadioMatch, ...]:
        """Entries whose prints fit, each once, in the order of the pack."""
        found: dict[str, RadioMatch] = {}
        for bits in self._by_number.get((company, service), ()):
            if bits.fit(message):
                found.setdefault(bits.match.signature.id, bits.match)
        return tuple(found.values())


def _bits(print_: BluetoothPrint, entry: Signature) -> _Bits:
    length = len(print_.payload) // 2
    mask = int(print_.mask or "ff" * length or "0", 16)
    return _Bits(length, mask, int(print_.payload or "0", 16) & mask, RadioMatch(entry, Away(print_.away)))
