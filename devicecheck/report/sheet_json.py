# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A copy as JSON: the same blocks as on paper, for another program to read. It is not the consultation document."""

import json
from dataclasses import asdict

from devicecheck.report.blocks import Sheet
from devicecheck.report.clean_text import plain


def render(sheet: Sheet) -> bytes:
    """The sheet as one JSON object. The same sheet always gives the same bytes."""
    return json.dumps(_plain(asdict(sheet)), ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def _plain(value: object) -> object:
    """The same data with every text without isolates and break places."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value
