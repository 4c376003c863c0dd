# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-2.0-or-later
"""What a service says when it is asked once, politely: RTSP, HTTP, SSH. Pure."""

import html
import re
from collections.abc import Iterator

from devicecheck.readers.network.heard import Said

RTSP_PORTS = frozenset({554, 7000, 8554, 10554})
HTTP_PORTS = frozenset({80, 81, 5000, 5055, 8000, 8008, 8080, 8081, 8082, 8083, 8888, 9999})
SSH_PORTS = frozenset({22})
BARE_PORTS = frozenset({443, 445, 631, 1883, 5013, 6668, 8800, 9000, 9100, 34567, 37777})
PORTS = (
    554, 80, 8000, 8554, 8080, 34567, 37777, 5055, 81, 8800, 9000, 8082, 8083, 5013, 1883, 6668, 10554, 8008, 7000,
    5000, 443, 631, 9100, 22, 445, 8081, 8888, 9999,
)  # fmt: skip
"""Every port that is ever tried, the most telling first."""
SERVER = re.compile(r"^Server:[ \t]*([^\r\n]{1,300})", re.MULTILINE | re.IGNORECASE)
REALM = re.compile(r'realm=(?:"([^"]{1,300})|([^"\s,][^",\r\n]{0,300}))', re.IGNORECASE)
"""RFC 7235 wants quotes; some cameras send none."""
TITLE = re.compile(r"<title[^>]{0,200}>([^<]{0,400})", re.IGNORECASE)
VERBS = re.compile(r"^(?:Public|Allow):[ \t]*([^\r\n]{1,300})", re.MULTILINE | re.IGNORECASE)
OFFERS, TAKES_IN = frozenset({"DESCRIBE", "PLAY"}), frozenset({"ANNOUNCE", "RECORD", "FLUSH"})
MOVING_PICTURES = "multipart/x-mixed-replace"


def rtsp_questions(address: str, port: int) -> tuple[bytes, bytes]:
    """What may be done, and what there is. Neither starts a stream (RFC 2326, 10.1 and 10.2)."""
    where = f"rtsp://{address}:{port}/"
    options = f"OPTIONS {where} RTSP/1.0\r\nCSeq: 1\r\nUser-Agent: DeviceCheck\r\n\r\n"
    describe = f"DESCRIBE {where} RTSP/1.0\r\nCSeq: 2\r\nUser-Agent: DeviceCheck\r\nAccept: application/sdp\r\n\r\n"
    return options.encode("ascii"), describe.encode("ascii")


def http_question(address: str) -> bytes:
    """One GET of the first page."""
    return f"GET / HTTP/1.1\r\nHost: {address}\r\nUser-Agent: DeviceCheck\r\nConnection: close\r\n\r\n".encode("ascii")


def rtsp(options: bytes, description: bytes) -> Iterator[Said]:
    """Program, realm and kind of stream.

    Shape: `video`, `sound` (sound alone), `locked` (it wants a name first), `offers` (it has something to play, but did
    not say what at this address), or `not-said`. What takes in sound, as a speaker does, offers nothing.
    """
    both = options.decode("latin-1") + "\n" + description.decode("latin-1")
    if not options.startswith(b"RTSP/1."):
        return
    yield from _named(both, "rtsp-server", "rtsp-realm")
    if "m=video" in both:
        yield "stream", "video"
    elif "m=audio" in both:
        yield "stream", "sound"
    elif description.startswith((b"RTSP/1.0 401", b"RTSP/1.1 401")):
        yield "stream", "locked"
    else:
        verbs = set(re.split(r"[,\s]+", found[1].upper())) if (found := VERBS.search(both)) else set()
        yield "stream", "offers" if verbs >= OFFERS and not verbs & TAKES_IN else "not-said"


def http(answer: bytes) -> Iterator[Said]:
    """Program, realm and title of the first page, and whether it is a row of moving pictures."""
    text = answer.decode("utf-8", "replace")
    if not text.startswith("HTTP/"):
        return
    head = text.partition("\r\n\r\n")[0]
    yield from _named(head, "http-server", "http-realm")
    if title := TITLE.search(text):
        yield "http-title", html.unescape(title[1])
    if MOVING_PICTURES in head.lower():
        yield "stream", "pictures"


def ssh(answer: bytes) -> Iterator[Said]:
    """The first line of an SSH server (RFC 4253, 4.2)."""
    if answer.startswith(b"SSH-"):
        yield "ssh", answer.split(b"\n")[0].rstrip(b"\r").decode("latin-1")


def _named(text: str, server: str, realm: str) -> Iterator[Said]:
    for source, found in ((server, SERVER.search(text)), (realm, REALM.search(text))):
        if found:
            yield source, next(filter(None, found.groups()))
