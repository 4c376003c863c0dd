# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-2.0-or-later
"""What a service says when it is asked once, politely: RTSP, HTTP, and greetings of SSH, FTP and Telnet. Pure."""

import html
import re
from collections.abc import Iterator

from devicecheck.readers.network.heard import Said
from devicecheck.readers.network.limits import BANNER_LIMIT
from devicecheck.readers.network.pages import page

RTSP_PORTS = frozenset({554, 7000, 8554, 10554})
HTTP_PORTS = frozenset({80, 81, 5000, 5055, 8000, 8008, 8080, 8081, 8082, 8083, 8888, 9999})
HTTPS_PORTS = frozenset({443})
GREETING_PORTS = {21: "ftp-greeting", 22: "ssh", 23: "telnet-greeting"}
BARE_PORTS = frozenset({445, 631, 1883, 5013, 6668, 8800, 9000, 9100, 34567, 37777})
PORTS = (
    554, 80, 8000, 8554, 8080, 34567, 37777, 5055, 81, 8800, 9000, 8082, 8083, 5013, 1883, 6668, 10554, 8008, 7000,
    5000, 443, 631, 9100, 22, 445, 8081, 8888, 9999, 23, 21,
)  # fmt: skip
"""Every port that is ever tried, the most telling first."""
SERVER = re.compile(r"^Server:[ \t]*([^\r\n]{1,300})", re.MULTILINE | re.IGNORECASE)
REALM = re.compile(r'realm=(?:"([^"]{1,300})|([^"\s,][^",\r\n]{0,300}))', re.IGNORECASE)
"""RFC 7235 wants quotes; some cameras send none."""
TITLE = re.compile(r"<title[^>]{0,200}>([^<]{0,400})", re.IGNORECASE)
VERBS = re.compile(r"^(?:Public|Allow):[ \t]*([^\r\n]{1,300})", re.MULTILINE | re.IGNORECASE)
HEADERS = re.compile(r"^([A-Za-z0-9-]{5,40}):", re.MULTILINE)
LENGTH = re.compile(rb"^Content-Length:[ \t]*(\d{1,9})", re.MULTILINE | re.IGNORECASE)
NO_BODY = re.compile(rb"HTTP/1\.[01] (?:1\d\d|204|304)")
OFFERS, TAKES_IN = frozenset({"DESCRIBE", "PLAY"}), frozenset({"ANNOUNCE", "RECORD", "FLUSH"})
TELNET_ORDER = re.compile(rb"\xff(?:[\xfb-\xfe].|\xfa.{0,40}?\xff\xf0|.)", re.DOTALL)
"""What two Telnet programs settle between them (RFC 854)."""
GREETING_LINES = 5
MOVING_PICTURES = "multipart/x-mixed-replace"


def rtsp_questions(address: str, port: int) -> tuple[bytes, bytes]:
    """What may be done, and what there is. Neither starts a stream (RFC 2326, 10.1 and 10.2)."""
    where = f"rtsp://{address}:{port}/"
    options = f"OPTIONS {where} RTSP/1.0\r\nCSeq: 1\r\nUser-Agent: DeviceCheck\r\n\r\n"
    describe = f"DESCRIBE {where} RTSP/1.0\r\nCSeq: 2\r\nUser-Agent: DeviceCheck\r\nAccept: application/sdp\r\n\r\n"
    return options.encode("ascii"), describe.encode("ascii")


def http_question(address: str, path: str = "/") -> bytes:
    """One GET, of the first page where nothing else is said. Shape: `address` with its port, unless that is 80."""
    return f"GET {path} HTTP/1.1\r\nHost: {address}\r\nUser-Agent: DeviceCheck\r\nConnection: close\r\n\r\n".encode(
        "ascii"
    )


def rtsp(options: bytes, description: bytes) -> Iterator[Said]:
    """Program, realm and kind of stream.

    Shape: `video`, `sound` (sound alone), `locked` (it wants a name first), `offers` (it has something to play, but did
    not say what at this address), or `not-said`. What takes in sound, as a speaker does, offers nothing.
    Some cameras answer in the words of HTTP and name the verbs of RTSP.
    """
    both = options.decode("latin-1") + "\n" + description.decode("latin-1")
    if not options.startswith(b"RTSP/1."):
        if options.startswith(b"HTTP/1.") and _offers(options.decode("latin-1")):
            yield "stream", "offers"
        return
    yield from _named(both, "rtsp-server", "rtsp-realm")
    if "m=video" in both:
        yield "stream", "video"
    elif "m=audio" in both:
        yield "stream", "sound"
    elif description.startswith((b"RTSP/1.0 401", b"RTSP/1.1 401")):
        yield "stream", "locked"
    else:
        yield "stream", "offers" if _offers(both) else "not-said"


def _offers(text: str) -> bool:
    verbs = set(re.split(r"[,\s]+", found[1].upper())) if (found := VERBS.search(text)) else set()
    return verbs >= OFFERS and not verbs & TAKES_IN


def http(answer: bytes) -> Iterator[Said]:
    """Program, realm and title of the first page, whether it is a row of moving pictures, and what it refers to.

    An `http-shape` names the headers that are written in capitals, in their order: few programs do that.
    """
    text = answer.decode("utf-8", "replace")
    if not text.startswith("HTTP/"):
        return
    head, _, body = text.partition("\r\n\r\n")
    yield from _named(head, "http-server", "http-realm")
    if title := TITLE.search(text):
        yield "http-title", html.unescape(title[1])
    if shape := " ".join(f"!{name.lower()}" for name in HEADERS.findall(head) if name.isupper()):
        yield "http-shape", shape
    if MOVING_PICTURES in head.lower():
        yield "stream", "pictures"
    else:
        yield from page(head, body)


def greeting(port: int, answer: bytes) -> Iterator[Said]:
    """What a server says first: SSH (RFC 4253, 4.2), FTP (RFC 959), and the words of Telnet before its prompt."""
    if port == 22 and not answer.startswith(b"SSH-"):
        return
    plain = TELNET_ORDER.sub(b"", answer) if port == 23 else answer
    for line in plain.decode("utf-8", "replace").split("\n")[: GREETING_LINES if port == 23 else 1]:
        if line.strip():
            yield GREETING_PORTS[port], line.strip()


def left(answer: bytes) -> int:
    """How many bytes of an answer of HTTP or RTSP are still to come, at least; -1 when only its end will tell."""
    head, ended, body = answer.partition(b"\r\n\r\n")
    if not ended:
        return 1
    if found := LENGTH.search(head):
        return max(0, min(int(found[1]), BANNER_LIMIT - len(head) - 4) - len(body))
    whole = head.startswith(b"RTSP/") or NO_BODY.match(head) or MOVING_PICTURES.encode() in head.lower()
    return 0 if whole or b"</html>" in body.lower() else -1


def _named(text: str, server: str, realm: str) -> Iterator[Said]:
    for source, found in ((server, SERVER.search(text)), (realm, REALM.search(text))):
        if found:
            yield source, next(filter(None, found.groups()))
