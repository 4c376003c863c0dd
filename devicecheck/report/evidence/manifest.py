# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of a pack's files that is signed, and the sums that stock tools can check."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Literal

from pydantic import Field, ValidationError

from devicecheck.model.base import Value

FILE = "manifest.json"
SIGNATURE = "manifest.json.sig"
SUMS = "sha256sums.txt"
SIGNERS = "allowed_signers"
LOG = "log.jsonl"
READINGS = "readings/"
SIZE_LIMIT = 4 << 20

_SUM = r"^[0-9a-f]{64}$"


class Listed(Value):
    """One file of the pack."""

    path: str
    size: int = Field(ge=0)
    sha256: str = Field(pattern=_SUM)


class Manifest(Value):
    """Everything that the signature stands for.

    Shape: `files` are all files of the pack but this one and its signature. `key` is the fingerprint of the key that
    signs, `log_head` that of the last line of the log; both also stand on the printed continuity sheet.
    Units: `made_at` is UTC of this computer, which is not a trusted clock.
    """

    format: Literal[1] = 1
    what: Literal["devicecheck-evidence"] = "devicecheck-evidence"
    code: str
    practice: bool
    made_at: datetime
    staff: str = ""
    versions: dict[str, str] = Field(default_factory=dict)
    key: str
    log_head: str = Field(pattern=_SUM)
    files: tuple[Listed, ...]

    @property
    def data(self) -> bytes:
        """The file."""
        return self.model_dump_json(indent=1).encode() + b"\n"


def listed(files: Mapping[str, bytes]) -> tuple[Listed, ...]:
    """The lines of a manifest for these files, by name."""
    return tuple(Listed(path=name, size=len(data), sha256=digest(data)) for name, data in sorted(files.items()))


def read(data: bytes) -> Manifest:
    """The manifest in a file. Errors: ValueError for anything that `Manifest.data` would not have written."""
    try:
        manifest = Manifest.model_validate_json(data[: SIZE_LIMIT + 1])
    except ValidationError:
        raise ValueError("not a manifest") from None
    if manifest.data != data:
        raise ValueError("not written as a manifest is written")
    return manifest


def sums(files: Mapping[str, bytes]) -> bytes:
    """A list for `sha256sum -c`."""
    return "".join(f"{digest(data)}  {name}\n" for name, data in sorted(files.items())).encode()


def digest(data: bytes) -> str:
    """SHA-256 in hex."""
    return sha256(data).hexdigest()
