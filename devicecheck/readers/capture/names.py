# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names of servers that travel in the open: in a question for an address (DNS), and in a plain web request (HTTP)."""

LABEL_LIMIT = 63
NAME_LIMIT = 255
HEAD = 12
KINDS = frozenset({0, 4, 5, 6})
"""What a DNS message may be for: a question, a notice, a change, a session (RFC 6895)."""
VERBS = (b"GET ", b"POST", b"HEAD", b"PUT ", b"DELE", b"OPTI", b"PATC", b"CONN")


def asked_for(message: bytes, start: int = 0) -> str | None:
    """The name that a DNS message is about; None when it asks nothing. Errors: IndexError when it is cut."""
    if not message[start + 4] << 8 | message[start + 5]:
        return None
    place, labels, total = start + 12, [], 0
    while size := message[place]:
        if size > LABEL_LIMIT or (total := total + size + 1) > NAME_LIMIT:
            raise IndexError
        labels.append(message[place + 1 : place + 1 + size])
        place += size + 1
    return b".".join(labels).decode("latin-1")


def no_message(start: bytes) -> bool:
    """Whether this cannot be how a DNS message begins: one asks one thing, or nothing, in a known way (RFC 1035)."""
    return len(start) >= HEAD and (start[2] >> 3 & 15 not in KINDS or start[4] > 0 or start[5] > 1)


def host(request: bytes) -> str | None:
    """The server that a web request names, without its port.

    Shape: "" when its whole head names none, None while the part that would name one is missing. A line that is not
    ended names nobody: the rest may change the name.
    """
    head, ended, _ = request.partition(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    for line in lines[1:] if ended else lines[1:-1]:
        field, _, value = line.partition(b":")
        if field.strip().lower() == b"host":
            return value.decode("latin-1").strip().partition(":")[0]
    return _target(lines[0]) if ended else None


def _target(first: bytes) -> str:
    """The server in the first line of a request that names it nowhere else, as to a proxy (RFC 9112, 3.2)."""
    verb, _, rest = first.partition(b" ")
    target = rest.partition(b" ")[0]
    if verb != b"CONNECT" and not target.lower().startswith(b"http://"):
        return ""
    place = target.partition(b"//")[2].partition(b"/")[0] if verb != b"CONNECT" else target
    return place.decode("latin-1").rpartition("@")[2].partition(":")[0]
