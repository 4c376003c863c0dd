# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How tags of the listed kinds begin their messages. Whatever begins otherwise is none of our business."""

import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from devicecheck.readers.bluetooth.limits import PRINTS_LIMIT
from devicecheck.readers.file_session import NotLooked

COMPANY, SERVICE = "company", "service"
_FIELDS = (COMPANY, SERVICE, "payload", "mask")


class Prints:
    """The list, by the number of the maker's data or of the service."""

    def __init__(self, rows: Iterable[dict[str, str]]) -> None:
        self._by_number: defaultdict[tuple[str, str], list[tuple[bytes, bytes]]] = defaultdict(list)
        for row in rows:
            payload = bytes.fromhex(row["payload"])
            mask = bytes.fromhex(row["mask"]) or b"\xff" * len(payload)
            kind = COMPANY if row[COMPANY] else SERVICE
            self._by_number[kind, row[kind]].append((mask, bytes(a & b for a, b in zip(payload, mask, strict=True))))

    def fit(self, kind: str, number: str, message: bytes) -> bool:
        """Whether a message with this number begins like a listed tag."""
        return any(
            len(message) >= len(mask) and bytes(a & b for a, b in zip(message, mask, strict=False)) == payload
            for mask, payload in self._by_number.get((kind, number), ())
        )


def read(path: Path) -> Prints:
    """The list that the parent laid down. Errors: NotLooked("no-list") when it is missing, empty or no list."""
    try:
        with path.open("rb") as file:
            told = json.loads(file.read(PRINTS_LIMIT + 1))
        if not isinstance(told, list) or not told:
            raise NotLooked("no-list")
        return Prints({name: str(row[name]) for name in _FIELDS} for row in told)
    except (OSError, ValueError, KeyError, TypeError):
        raise NotLooked("no-list") from None
