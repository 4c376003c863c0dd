# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names of servers that travel in the open: in a question for an address (DNS), and in a plain web request (HTTP)."""

LABEL_LIMIT = 63
NAME_LIMIT = 255
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


def host(request: bytes) -> str | None:
    """The server that a web request names, without its port; None when the part that we have names none."""
    head = request.partition(b"\r\n\r\n")[0]
    for line in head.split(b"\r\n")[1:]:
        field, _, value = line.partition(b":")
        if field.strip().lower() == b"host":
            return value.decode("latin-1").strip().partition(":")[0]
    return None
