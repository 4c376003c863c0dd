# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the screens of the workspace tell the app, and what their slow steps tell the screen that started them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.text import Text
from textual.message import Message

if TYPE_CHECKING:
    # What tests a list takes time to load, and the first screen only asks for the workspace.
    from pathlib import Path

    from devicecheck.packs.slips import Slip
    from devicecheck.tui.workspace.bench import Bench, Tested
    from devicecheck.tui.workspace.exchanging import Preview


@dataclass
class WorkspaceAsked(Message):
    """A person wants to look after the list of known apps."""


@dataclass
class Opened(Message):
    """The working copy was read, perhaps after a change."""

    bench: Bench


@dataclass
class Failed(Message):
    """It could not be done. Shape: what went wrong, what to do, and places if any are known."""

    lines: tuple[Text, ...]


@dataclass
class Tried(Message):
    """A test ended, and how."""

    result: Tested


@dataclass
class Prepared(Message):
    """What a file would change in the working copy was found out."""

    preview: Preview


@dataclass
class Written(Message):
    """It was written, and the working copy was read again."""

    text: str
    bench: Bench


@dataclass
class SlipMade(Message):
    """A slip was made of the answers. Nothing is written yet."""

    slip: Slip


@dataclass
class SlipWritten(Message):
    """A slip was written."""

    path: Path
