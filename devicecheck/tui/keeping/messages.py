# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is told about the case that a visit is kept in."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

from devicecheck.errors import DeviceCheckError
from devicecheck.model.consultation import Consultation

if TYPE_CHECKING:  # what writes cases is loaded in a thread, after the first screen
    from devicecheck.frontend.kept_visit import Chosen, KeptCase
    from devicecheck.runner.recovering import LeftOpen


@dataclass
class PassphraseTyped(Message):
    """A person typed a new passphrase twice."""

    typed: str = field(repr=False)
    again: str = field(repr=False)


@dataclass
class KeepNothing(Message):
    """A person goes on without keeping the visit."""


@dataclass
class CaseBegun(Message):
    """The case is made; what was answered so far is in it."""

    kept: "KeptCase" = field(repr=False)
    recovery: str = field(repr=False)


@dataclass
class CaseFailed(Message):
    """A case could not be made, opened or settled; the code and terms of the error."""

    code: str
    terms: dict[str, str]


@dataclass
class RecoveryNoted(Message):
    """A person wrote the recovery key on paper."""


@dataclass
class LeftOpenFound(Message):
    """Cases whose visit was cut off, and what is to be said of cases that end soon."""

    folders: tuple[Path, ...]
    due: tuple[str, ...]


@dataclass
class OpenAsked(Message):
    """A person wants to open a case whose visit was cut off."""

    folder: Path


@dataclass
class SecretTyped(Message):
    """A person typed what opens a case."""

    folder: Path
    secret: str = field(repr=False)


@dataclass
class CaseOpened(Message):
    """A case is open: what its visit was left with, its document if anything had been read, or why it has none."""

    kept: "KeptCase" = field(repr=False)
    left: "LeftOpen" = field(repr=False)
    visit: Consultation | None = field(repr=False)
    problem: DeviceCheckError | None = None


@dataclass
class WayChosen(Message):
    """What a person wants to do with a visit that was cut off."""

    way: str


@dataclass
class SettleAsked(Message):
    """A kept visit is over: somebody has to say what becomes of its case."""


@dataclass
class Settled(Message):
    """How long the case stays; None: erase it. `date_right`: a person said that the date of today is right."""

    chosen: "Chosen | None"
    date_right: bool = False


@dataclass
class CaseSettled(Message):
    """What became of a case, in sentences."""

    lines: tuple[str, ...]
