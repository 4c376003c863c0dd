# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which signatures a device of a home network fits, by what it says at each place."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from devicecheck.model.network_observations import NetworkDevice
from devicecheck.model.signatures import LanPrint, LanSource, Signature

NAMES = frozenset({"router-name", "dhcp-name", "mdns-name", "discovery-name", "wsd-name", "tls-name", "upnp-name"})
BANNERS = frozenset(
    {
        "http-server", "http-title", "http-realm", "rtsp-server", "rtsp-realm", "tls-name", "ftp-greeting",
        "telnet-greeting", "mdns-model", "wsd-name", "ssdp-server", "upnp-model",
        "upnp-maker",
    }
)  # fmt: skip
PAGES = frozenset({"http-page", "http-location"})
BETWEEN = " · "
"""Between the pieces of one page, as the reader puts them together."""


@dataclass(frozen=True, slots=True)
class LanMatch:
    """An entry that a device fits. `said` is where and what; `strong` that no ordinary device says this."""

    signature: Signature
    strong: bool
    said: tuple[tuple[str, str], ...]


Known = tuple[str, LanPrint, Signature]
"""A print with its text in small letters: most texts do not hold it, and then no pattern is made or searched."""


class LanTable:
    """All prints of a pack, by the place where a device says something. Patterns are made when their text is met."""

    def __init__(self, prints: Iterable[tuple[LanPrint, Signature]]) -> None:
        self._of: defaultdict[str, list[Known]] = defaultdict(list)
        for print_, entry in prints:
            self._of[print_.source.value].append((print_.text.lower(), print_, entry))

    def matching(self, device: NetworkDevice) -> tuple[LanMatch, ...]:
        """Entries that fit, each once, in the order of what the device says.

        An open port alone means little: it counts only beside another print, or when the maker sells radio parts.
        """
        strong: dict[str, bool] = {}
        said: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        entries: dict[str, Signature] = {}
        for source, text in _places(device):
            small = text.lower()
            for plain, print_, entry in self._at(source):
                if plain in small and (hit := _pattern(print_).search(text)):
                    entries[entry.id] = entry
                    strong[entry.id] = strong.get(entry.id, False) or print_.strength == "strong"
                    said[entry.id].append((source, _piece(text, hit.start()) if source in PAGES else text))
        found = (LanMatch(entry, strong[name], tuple(said[name])) for name, entry in entries.items())
        return tuple(match for match in found if _counts(match, device))

    def _at(self, source: str) -> Iterator[Known]:
        """Prints for this place: its own, then those for any place of its kind."""
        yield from self._of.get(LanSource.HTTP_PAGE if source in PAGES else source, ())
        if source in NAMES:
            yield from self._of.get(LanSource.NAME, ())
        if source in BANNERS:
            yield from self._of.get(LanSource.BANNER, ())


def _piece(text: str, at: int) -> str:
    """The piece of a page in which something was found."""
    start = text.rfind(BETWEEN, 0, at + 1)
    return text[start + len(BETWEEN) if start >= 0 else 0 :].split(BETWEEN, maxsplit=1)[0]


def _counts(match: LanMatch, device: NetworkDevice) -> bool:
    only_ports = all(source == LanSource.PORT for source, _ in match.said)
    return match.strong or not only_ports or device.module_maker


def _places(device: NetworkDevice) -> Iterable[tuple[str, str]]:
    maker = [(LanSource.VENDOR.value, device.maker)] if device.maker else []
    return (*maker, *device.said)


@cache
def _pattern(print_: LanPrint) -> re.Pattern[str]:
    """In any case; a word ends where no letter or digit follows, so an underscore divides words too."""
    text = re.escape(print_.text)
    before, after = r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])"
    forms = {"whole": rf"\A{text}\Z", "word": f"{before}{text}{after}", "start": f"{before}{text}"}
    return re.compile(forms[print_.match], re.IGNORECASE)
