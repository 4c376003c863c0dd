# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of strangers: archives of apps, their manifests and certificates, captures, and what stands in packets."""

import io
import os
import tempfile
from collections.abc import Callable, Iterable
from functools import cache, partial
from ipaddress import IPv4Network
from pathlib import Path

from devicecheck.errors import ParseError
from devicecheck.parse.apk.certificates import Certificates, read_certificates
from devicecheck.parse.apk.pkcs7 import signer_certificates
from devicecheck.practice.apk import signing
from devicecheck.readers.apk import looking as apk_looking
from devicecheck.readers.apk import manifest
from devicecheck.readers.apk.archive import Archive, NoArchive, Unreadable
from devicecheck.readers.bounds import Watch
from devicecheck.readers.capture import looking as capture_looking
from devicecheck.readers.capture.servers import Servers
from devicecheck.readers.capture.slicing import Slicer
from devicecheck.readers.file_session import NotLooked
from devicecheck.readers.network import answers, banners, certificates, descriptions, dns
from devicecheck.readers.network.heard import Heard
from devicecheck.readers.network.packets import take
from tests.fuzz.target import Target
from tests.readers.apk.archives import WHOLE, Part, archive, code
from tests.readers.capture import frames
from tests.readers.capture.test_certificate import answer, made

LISTED = frozenset({"spy.example"})
MOST = 1 << 20
HOME = IPv4Network("192.168.1.0/24")


@cache
def _place() -> Path:
    folder = Path("/dev/shm") if Path("/dev/shm").is_dir() else Path(tempfile.gettempdir())
    return folder / f"devicecheck-fuzz-{os.getpid()}"


def written(data: bytes) -> Path:
    """The bytes as a file; `remove_written` removes the last one."""
    _place().write_bytes(data)
    return _place()


def remove_written() -> None:
    """Leave nothing behind."""
    _place().unlink(missing_ok=True)


def patient() -> Watch:
    """A clock that never ends a reading: the runner has its own."""
    return Watch(600, lambda: False)


@cache
def _apks() -> tuple[bytes, ...]:
    entries = {"AndroidManifest.xml": WHOLE.content, "classes.dex": code("spy")}
    kinds = ({1}, {2}, {1, 2, 3})
    return tuple(signing.pack(entries, signing.signer("fuzz"), frozenset(schemes)) for schemes in kinds)


def _archives() -> tuple[bytes, ...]:
    return (archive(WHOLE, Part("classes.dex", code("spy"))), *_apks()[:2])


def _archive(data: bytes) -> bool:
    found = Archive(io.BytesIO(data), len(data))
    for entry in found.entries:
        assert len(found.content(entry, MOST)) <= MOST
    return not found.entries


def _manifest(data: bytes) -> bool:
    facts, tricks = manifest.facts(data)
    return not facts["package"] and not tricks


def _apk(data: bytes) -> bool:
    said = apk_looking.facts(written(data), patient())
    apk_looking.as_body(said)
    return said["manifest"] is None and not said["tricks"]


def _certificates(data: bytes) -> bool:
    """Asked as a phone is asked: the last 4 KiB, then whatever is wanted, eight times at the most."""
    parts = [(max(0, len(data) - 4_096), data[-4_096:])]
    for _ in range(8):
        found = read_certificates(len(data), parts)
        if isinstance(found, Certificates):
            return not found.current
        parts += [(each.offset, data[each.offset : each.offset + each.length]) for each in found]
    return False


def _signature(data: bytes) -> bool:
    return not signer_certificates(data)


def _signatures() -> tuple[bytes, ...]:
    found = []
    for apk in _apks():
        opened = Archive(io.BytesIO(apk), len(apk))
        found += [opened.content(each, MOST) for each in opened.entries if each.name.endswith((".RSA", ".EC"))]
    return tuple(found)


PACKETS = (
    frames.ip(17, frames.udp(frames.dns("a.spy.example"), 53)),
    frames.ip6(17, frames.udp(frames.dns("a.spy.example"), 53)),
    frames.ip6_with_options(17, frames.udp(frames.dns("a.spy.example"), 53)),
    frames.ip(6, frames.tcp(frames.record(frames.hello("a.spy.example")), 443)),
    frames.ip(6, frames.tcp(frames.request("a.spy.example"), 80)),
    *(frames.ip(17, frames.udp(each, 443)) for each in frames.quic("a.spy.example", 2)),
    frames.ip(6, frames.tcp(answer(made("a.spy.example")), 40_000, source=443)),
    frames.ip(4, frames.ip(47, bytes([0, 0, 8, 0]) + frames.ip(17, frames.udp(frames.dns("a.spy.example"), 53)))),
    frames.ip(17, frames.udp(b"\x08" + bytes(7) + frames.ethernet(frames.ip(6, frames.tcp(b"GET ", 80))), 4789)),
)


def _captures() -> tuple[bytes, ...]:
    on_wire = [frames.ethernet(packet) for packet in PACKETS]
    return frames.pcap(on_wire), frames.pcapng(on_wire), frames.pcap(on_wire, order=">", nano=True)


def _capture(data: bytes) -> bool:
    found = capture_looking.look(written(data), Servers(LISTED), patient())
    capture_looking.as_body(found)
    return not (found["hits"] or found["cut"] or found["unreadable"] or found["unknown_links"])


def _packet(data: bytes) -> bool:
    Slicer(Servers(LISTED)).take(data, 0, 1)
    return False


def _all_of(read: Callable[[bytes], Iterable[object]]) -> Callable[[bytes], bool]:
    """A reader of what devices say: it tells something or nothing, and its caller counts what it refuses."""

    def run(data: bytes) -> bool:
        heard = Heard()
        heard.take("192.168.1.9", read(data))
        heard.as_body()
        return False

    return run


def _frame(data: bytes) -> bool:
    heard = Heard()
    take(data, heard, HOME, "192.168.1.2")
    heard.as_body()
    return False


SAID = {
    "mdns": (frames.dns("_rtsp._tcp.local"), dns.question(["cam.local"])),
    "ssdp": (b"HTTP/1.1 200 OK\r\nST: urn:x:device:Camera:1\r\nSERVER: a/1 UPnP/1.0\r\n\r\n",),
    "wsd": (b"<d:ProbeMatches><d:Types>dn:NetworkVideoTransmitter</d:Types><d:Scopes>onvif://x</d:Scopes>",),
    "sadp": (b"<ProbeMatch><DeviceDescription>DS-2</DeviceDescription></ProbeMatch>",),
    "dhip": (b"\x20\0\0\0DHIP" + bytes(24) + b'{"method":"client.notifyDevInfo"}',),
    "vstarcam": (b"DH\x01\x08" + bytes(500),),
    "pppp": (b"\xf1\x41\0\x14" + bytes(20),),
    "tuya": (b"\0\0\x55\xaa" + bytes(40),),
}
FIRST_PAGE = b'HTTP/1.1 401 No\r\nServer: GoAhead\r\nWWW-Authenticate: Basic realm="cam"\r\n\r\n<title>IP</title>'
OPTIONS = b"RTSP/1.0 200 OK\r\nServer: Rtsp 1.0\r\n\r\nm=video 0"
GREETINGS = {
    21: ("ftp", (b"220 cam FTP ready\r\n",)),
    22: ("ssh", (b"SSH-2.0-dropbear_2012.55\r\n",)),
    23: ("telnet", (b"\xff\xfd\x01\xff\xfb\x03\r\n(none) login: ",)),
}
DESCRIPTION = b"HTTP/1.1 200 OK\r\n\r\n<root><device><friendlyName>a &amp; b</friendlyName></device></root>"
JOINS = b"\1" + bytes(239) + b"\x0c\3cam\x3c\4udhc\xff"

TARGETS = (
    Target("zip archive", _archive, _archives, (NoArchive, Unreadable)),
    Target("manifest", _manifest, lambda: (WHOLE.content,)),
    Target("app file", _apk, _archives, (NotLooked,)),
    Target("certificates of an app", _certificates, _apks, (ParseError,)),
    Target("pkcs7 signature", _signature, _signatures, (ParseError,)),
    Target("capture file", _capture, _captures, (NotLooked,)),
    Target("packet", _packet, lambda: PACKETS, (IndexError,)),
    *(Target(f"says {name}", _all_of(answers.READS[name]), lambda seeds=seeds: seeds) for name, seeds in SAID.items()),
    Target("says dhcp", _all_of(answers.dhcp), lambda: (JOINS,)),
    Target("says http", _all_of(banners.http), lambda: (FIRST_PAGE,)),
    Target("says rtsp", _all_of(lambda data: banners.rtsp(data, data)), lambda: (OPTIONS,)),
    *(
        Target(f"says {name}", _all_of(partial(banners.greeting, port)), lambda seeds=seeds: seeds)
        for port, (name, seeds) in GREETINGS.items()
    ),
    Target("says description", _all_of(descriptions.described), lambda: (DESCRIPTION,)),
    Target("says certificate", _all_of(certificates.names), lambda: (made(),)),
    Target("network frame", _frame, lambda: [frames.ethernet(packet) for packet in PACKETS]),
)
