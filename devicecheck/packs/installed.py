# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Packs installed on this computer, and which one is used: the newest whole one, or the shipped one if that is newer.

A pack that differs by one byte from what was installed is passed over. Old packs stay in use until a newer one is
there; the report says their age. Nothing here needs the library of releases, so starting stays quick.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field, ValidationError

from devicecheck.errors import PackError
from devicecheck.model.base import Value
from devicecheck.model.signatures import Pack
from devicecheck.packs import compiled
from devicecheck.packs.find import signatures_folder
from devicecheck.packs.load import load_shipped
from devicecheck.packs.workshop import refusal, write_text

KEPT = 3
LARGEST = 64 << 20
LIST = "installed.json"


class Installed(Value):
    """One installed pack."""

    version: str = Field(pattern=r"^\d{4}\.\d\d\.\d\d\.\d+$")
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    installed_on: date


class Packs(Value):
    """All installed packs, the newest first."""

    packs: tuple[Installed, ...] = ()


def home() -> Path:
    """Where this computer's user keeps installed packs. They hold no data of any client."""
    return user_data_path("devicecheck") / "signatures"


def pack_in_use() -> Pack:
    """The pack that a check uses: the newest of the installed and the shipped ones. Errors: PackError."""
    return _chosen_once(home())


@lru_cache(maxsize=1)
def _chosen_once(folder: Path) -> Pack:
    return newer(folder, shipped_version()) or load_shipped()


def chosen(folder: Path, shipped: Pack) -> Pack:
    """The newest whole pack that is installed, or the shipped one if no newer one is."""
    return newer(folder, shipped.version) or shipped


def newer(folder: Path, version: str) -> Pack | None:
    """The newest whole installed pack, if it is newer than a version. No pack is loaded that will not be used."""
    if not any(order(one.version) > order(version) for one in listed(folder).packs):
        return None
    return next((pack for pack in whole(folder) if order(pack.version) > order(version)), None)


def shipped_version() -> str:
    """The version of the shipped signatures, without loading them; "" when it cannot be read."""
    with suppress(OSError, UnicodeDecodeError):
        text = read_bounded(signatures_folder() / "pack.yaml").decode("utf-8")
        return next((line.removeprefix("version:").strip() for line in text.splitlines() if line[:8] == "version:"), "")
    return ""


def whole(folder: Path) -> Iterator[Pack]:
    """Installed packs whose files are those that were installed, the newest first."""
    for one in listed(folder).packs:
        with suppress(OSError, compiled.NotCompiled):
            data = read_bounded(pack_file(folder, one.version))
            if sha256(data).hexdigest() == one.sha256:
                yield compiled.read(data)


def damaged(folder: Path) -> tuple[str, ...]:
    """Versions of installed packs whose files are missing or not those that were installed."""
    good = {pack.version for pack in whole(folder)}
    return tuple(one.version for one in listed(folder).packs if one.version not in good)


def listed(folder: Path) -> Packs:
    """What the list of installed packs says; nothing when it cannot be read."""
    with suppress(OSError, ValidationError):
        found = Packs.model_validate_json(read_bounded(folder / LIST))
        return Packs(packs=tuple(sorted(found.packs, key=lambda one: order(one.version), reverse=True)))
    return Packs()


def keep(folder: Path, version: str, data: bytes, today: date) -> None:
    """Add a pack that has been verified, and let all but the newest three go. Errors: PackError `not-writable`."""
    one = Installed(version=version, sha256=sha256(data).hexdigest(), installed_on=today)
    others = [held for held in listed(folder).packs if held.version != version]
    packs = sorted([one, *others], key=lambda held: order(held.version), reverse=True)
    file = pack_file(folder, version)
    temporary = file.with_suffix(".part")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        temporary.write_bytes(data)
        temporary.replace(file)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
        raise PackError("not-writable", (str(folder),)) from None
    _write(folder, packs[:KEPT])
    for old in packs[KEPT:]:
        pack_file(folder, old.version).unlink(missing_ok=True)


def go_back(folder: Path) -> str:
    """Take the newest pack out of use, so that the one before it, or the shipped one, is used; its version.

    Errors: PackError `none-installed`.
    """
    packs = listed(folder).packs
    if not packs:
        raise refusal("none-installed")
    _write(folder, list(packs[1:]))
    pack_file(folder, packs[0].version).unlink(missing_ok=True)
    return packs[0].version


def _write(folder: Path, packs: list[Installed]) -> None:
    write_text(folder / LIST, Packs(packs=tuple(packs)).model_dump_json(indent=1) + "\n")


def pack_file(folder: Path, version: str) -> Path:
    """The file of one installed pack."""
    return folder / "packs" / f"{version}.pack"


def order(version: str) -> tuple[int, ...]:
    """A version as numbers, to compare."""
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def read_bounded(path: Path) -> bytes:
    """A file of at most 64 MiB; of a larger one only so much, which no digest fits. Errors: OSError."""
    with path.open("rb") as file:
        return file.read(LARGEST)
