# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-2.0-or-later
"""What the first page of a device says of it besides its title: where it leads, what it loads, its words. Pure.

Pieces of a page stand together in few texts, so that a long page does not push out what else a device says.
"""

import html
import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from devicecheck.readers.network.heard import Said

BETWEEN = " · "
TEXT_LETTERS, TEXTS, PIECE_LETTERS = 190, 12, 120
LOCATION = re.compile(r"^Location:[ \t]*([^\r\n]{1,300})", re.MULTILINE | re.IGNORECASE)
REFRESH = re.compile(r"""url\s*=\s*['"]?([^'"\s>]{1,200})""", re.IGNORECASE)
GOES_TO = re.compile(r"""location(?:\.href)?\s*(?:=|\.replace\()\s*['"]([^'"\r\n]{1,200})['"]""", re.IGNORECASE)
LOADS = re.compile(
    r"""\b(?:src|codebase|classid|action|content|alt|archive|code|data|href)\s*=\s*(?:"([^"]{3,200})"|'([^']{3,200})'|([^\s>"']{3,200}))""",
    re.IGNORECASE,
)
WORDS = re.compile(r">([^<>{}]{3,300})<")
QUOTED = re.compile(r"""["']([^"'<>\r\n]{4,100})["']""")
LETTERS = re.compile(r"\w{3}")


def page(head: str, body: str) -> Iterator[Said]:
    """Where the page leads and what it refers to. `body` is what came of it."""
    leads = [found[1] for pattern, text in ((LOCATION, head), (GOES_TO, body)) if (found := pattern.search(text))]
    if "http-equiv" in body.lower() and (refresh := REFRESH.search(body)):
        leads.append(refresh[1])
    for each in leads:
        if path := _path(html.unescape(each)):
            yield "http-location", path
    yield from (("http-page", text) for text in _together(_pieces(body)))


def _path(target: str) -> str:
    """Without the address: only what a device calls its pages says what it is."""
    try:
        parts = urlsplit(target.strip())
    except ValueError:
        return ""
    path = parts.path + (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
    return path if path not in {"", "/"} else ""


def _pieces(body: str) -> Iterator[str]:
    for pattern in (LOADS, WORDS, QUOTED):
        for found in pattern.finditer(body):
            piece = " ".join(html.unescape(next(filter(None, found.groups()), "")).split())[:PIECE_LETTERS]
            if LETTERS.search(piece):
                yield piece


def _together(pieces: Iterable[str]) -> Iterator[str]:
    """At most TEXTS texts of TEXT_LETTERS letters; each piece once."""
    text, given = "", 0
    for piece in dict.fromkeys(pieces):
        longer = text + BETWEEN + piece if text else piece
        if len(longer) > TEXT_LETTERS:
            yield text
            given += 1
            longer = piece
        if given >= TEXTS:
            return
        text = longer
    if text:
        yield text
