# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What servers say of themselves, as other projects tell: which cameras are known, and what else is taken for one.

`python -m tests.readers.network.other_projects` reads nmap's installed file and, with `--whatweb FOLDER`, plugins of
WhatWeb. Nothing of theirs is kept here: each pattern becomes one plain answer that fits it, which goes through the
reader's own code. Such an answer holds what the pattern asks for and nothing else; a real device says more.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from devicecheck.matching.index import SignatureIndex
from devicecheck.model.network_observations import NetworkDevice
from devicecheck.packs.load import load_shipped
from devicecheck.parse.network.kinds import without_players
from devicecheck.readers.network import answers, banners
from devicecheck.readers.network.heard import Heard, Said
from tests.readers.network.made_strings import fitting

NMAP = Path("/usr/share/nmap/nmap-service-probes")
LINE = re.compile(r"^(?:soft)?match (\S+) m(.)(.*?)\2([is]*)(.*)$")
CAMERA_KIND = re.compile(r" d/webcam/")
CAMERA_WORDS = re.compile(
    r" [pi]/[^/]*(?:\bcamera|webcam|ipcam|\b[en]?dvr|\bnvr\b|video (?:server|recorder)"
    r"|surveillance|doorbell|baby monitor)",
    re.IGNORECASE,
)
NOT_A_CAMERA = re.compile(
    r"card sharing|TF7100|FetchTV|iHDR-|TiVo|silicondust|Google Video Server|Olympus|Baby (?:FTP|Web)|h/\$3/",
    re.IGNORECASE,
)
"""Recorders of television, and programs whose names hold the words by chance."""
HEAD_LINE = re.compile(rb"[A-Za-z-]+: ?")
HTTP, GREETINGS = frozenset({"http", "upnp", "http-proxy", "ssl/http", "soap"}), {"ftp": 21, "telnet": 23}


@dataclass(frozen=True, slots=True)
class Case:
    """One answer. `said` is empty where this reader asks no such service."""

    service: str
    camera: bool
    about: str
    said: tuple[Said, ...]


def of_nmap(file: Path = NMAP) -> Iterator[Case]:
    """Each line of nmap's file whose service this reader asks."""
    for line in file.read_text("latin-1").splitlines():
        if not (found := LINE.match(line)):
            continue
        service, _, pattern, flags, about = found.groups()
        made = fitting(pattern, (re.IGNORECASE if "i" in flags else 0) | (re.DOTALL if "s" in flags else 0))
        said = tuple(_said(service, made or ""))
        camera = bool(CAMERA_KIND.search(about) or (CAMERA_WORDS.search(about) and not NOT_A_CAMERA.search(about)))
        if said or service in {*HTTP, *GREETINGS, "rtsp", "ws-discovery"}:
            yield Case(service, camera, about.strip(), said)


def _said(service: str, made: str) -> Iterator[Said]:
    data = made.encode("latin-1", "replace")
    if service in HTTP:
        yield from _kept(banners.http(whole_page(data)))
    elif service == "rtsp":
        yield from _kept(banners.rtsp(data, b""))
    elif service in GREETINGS:
        yield from _kept(banners.greeting(GREETINGS[service], data))
    elif service == "ws-discovery":
        yield from _kept(answers.wsd(data))


def whole_page(made: bytes) -> bytes:
    """A pattern leaves out what stands between: the head ends before the first tag, else after its last line."""
    lines = made.split(b"\r\n")
    tag = next((number for number, line in enumerate(lines) if b"<" in line), 0)
    last = max((number for number, line in enumerate(lines) if HEAD_LINE.match(line)), default=0)
    end = tag or last + 1
    if not made.startswith(b"HTTP/") or b"" in lines[:end]:
        return made
    return b"\r\n".join([*lines[:end], b"", *lines[end:]])


def _kept(said: Iterable[Said]) -> tuple[Said, ...]:
    """As the reader keeps it, within its limits."""
    heard = Heard()
    heard.take("192.168.1.2", said)
    return tuple(heard.hosts["192.168.1.2"].said)


ABOUT = re.compile(r'(?:description\s+|Plugin\.define\s+|^\s*name\s+)"([^"]*)"', re.MULTILINE)
ENTRY = re.compile(r"\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}")
FIELD = re.compile(
    r":(?:text|regexp|version|model|string)\s*=>\s*"
    r"(?:'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"|/((?:[^/\\]|\\.)*)/(i?))"
)
WHERE = re.compile(r":search\s*=>\s*[\"']([^\"']*)")
PLUGIN_OF_A_CAMERA = re.compile(r"camera|webcam|\bdvr\b|\bnvr\b|video (?:server|recorder)|surveillance", re.IGNORECASE)


def of_whatweb(folder: Path) -> Iterator[Case]:
    """Each plugin of WhatWeb whose matches are texts, patterns or names of servers."""
    for file in sorted(folder.glob("*.rb")):
        text = file.read_text("utf-8", "replace")
        about = " ".join(ABOUT.findall(text))
        if said := tuple(dict.fromkeys(chain.from_iterable(_made_of_plugin(text)))):
            yield Case("http", bool(PLUGIN_OF_A_CAMERA.search(about)), f"{file.stem}: {about}", said)


def _made_of_plugin(text: str) -> Iterator[tuple[Said, ...]]:
    for entry in ENTRY.findall(text):
        if not (found := FIELD.search(entry)):
            continue
        single, double, pattern, flag = found.groups()
        made = fitting(pattern, re.IGNORECASE if flag else 0) if pattern else (single or double or "").replace("\\", "")
        where = search[1] if (search := WHERE.search(entry)) else ""
        if made:
            yield _kept(banners.http(_response(where, made.encode("utf-8", "replace"))))


def _response(where: str, made: bytes) -> bytes:
    if "[" in where:
        return b"HTTP/1.1 200 OK\r\n%b: %b\r\n\r\n" % (where.partition("[")[2].rstrip("]").encode(), made)
    return b"HTTP/1.1 200 OK\r\n\r\n" + made


class Scale:
    """The shipped entries, asked whether they know an answer."""

    def __init__(self) -> None:
        self._index = SignatureIndex(load_shipped())

    def known(self, said: tuple[Said, ...]) -> tuple[str, ...]:
        """What each entry that fits saw, with its name."""
        device = NetworkDevice(
            id="device:x", device="x", readings=("x",), key="x", address="192.168.1.2", said=without_players(said)
        )
        return tuple(f"{match.signature.id}: {match.said[0]}" for match in self._index.lan(device))


@dataclass(slots=True)
class Measured:
    """What became of all cases of one project. `false`: no camera, with what fitted."""

    known: list[Case] = field(default_factory=list)
    missed: list[Case] = field(default_factory=list)
    let_be: list[Case] = field(default_factory=list)
    false: list[tuple[Case, tuple[str, ...]]] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """The part of the cameras and recorders that is known."""
        return len(self.known) / (len(self.known) + len(self.missed))

    @property
    def false_rate(self) -> float:
        """The part of all else that is taken for one."""
        return len(self.false) / (len(self.let_be) + len(self.false))

    def lines(self, name: str) -> Iterator[str]:
        """The numbers, for people."""
        cameras, others = [*self.known, *self.missed], len(self.let_be) + len(self.false)
        yield (
            f"{name}: {len(self.known)} of {len(cameras)} cameras and recorders known ({self.recall:.1%}), "
            f"{len(self.false)} of {others} others taken for one ({self.false_rate:.2%})"
        )
        known, of_all = Counter(case.service for case in self.known), Counter(case.service for case in cameras)
        yield "  " + ", ".join(f"{service} {known[service]} of {number}" for service, number in of_all.items())

    def shown(self) -> Iterator[str]:
        """What was missed, and what was false."""
        yield from (f"MISSED {case.service} {case.about[:100]} | {case.said[:6]}" for case in self.missed)
        yield from (f"FALSE {case.service} {case.about[:100]} | {fits[:2]}" for case, fits in self.false)


def measured(cases: Iterable[Case]) -> Measured:
    """All cases, put to the shipped entries."""
    scale, found = Scale(), Measured()
    for case in cases:
        fits = scale.known(case.said)
        if case.camera:
            (found.known if fits else found.missed).append(case)
        elif fits:
            found.false.append((case, fits))
        else:
            found.let_be.append(case)
    return found


def main() -> int:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nmap", type=Path, default=NMAP)
    parser.add_argument("--whatweb", type=Path, help="a folder of plugins")
    parser.add_argument("--show", action="store_true", help="print what was missed and what was false")
    given = parser.parse_args()
    corpora = {"nmap": of_nmap(given.nmap)} if given.nmap.exists() else {}
    corpora |= {"WhatWeb": of_whatweb(given.whatweb)} if given.whatweb else {}
    for name, cases in corpora.items():
        found = measured(cases)
        print("\n".join([*found.lines(name), *(found.shown() if given.show else ())]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
