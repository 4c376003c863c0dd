# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which files of public lists are vouched for: named by their SHA-256, so that one changed letter makes them drafts."""

from datetime import date
from hashlib import sha256
from pathlib import Path

from pydantic import Field

from devicecheck.model.base import Value
from devicecheck.model.signatures import Listing
from devicecheck.packs import decoding, strict_yaml
from devicecheck.packs.problems import Problems

FILE = "vouched.yaml"


class VouchedFile(Value):
    """One file of a public list, as it stood at one commit. `holder` is named in every file made from it."""

    list: str
    file: str
    commit: str
    dated: date
    licence: str
    holder: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")

    @property
    def listing(self) -> Listing:
        """What an entry carried over from this file says about it."""
        return Listing(list=self.list, commit=self.commit, dated=self.dated, licence=self.licence)


class VouchedFiles(Value):
    """What vouched.yaml holds."""

    lists: tuple[VouchedFile, ...] = ()


def vouched_files(folder: Path) -> VouchedFiles:
    """The vouched files of a pack; none without the file. Errors: Problems."""
    file = folder / FILE
    return decoding.decode(strict_yaml.read(file, FILE), VouchedFiles) if file.exists() else VouchedFiles()


def vouched_for(data: bytes, folder: Path) -> VouchedFile | None:
    """The vouched file that these bytes are, to the letter; None for any other."""
    digest = sha256(data).hexdigest()
    try:
        return next((item for item in vouched_files(folder).lists if item.sha256 == digest), None)
    except Problems:
        return None


def left_out(folder: Path) -> frozenset[str]:
    """Values that were left out of the pack on purpose, from left-out/*.txt: lines of the form `reason: value`."""
    lines = (
        line for file in sorted((folder / "left-out").glob("*.txt")) for line in file.read_text("utf-8").split("\n")
    )
    return frozenset(line.partition(": ")[2] for line in lines if line and not line.startswith("#"))
