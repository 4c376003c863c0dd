# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes a released pack from a stick to a clinic's computer: every signature, version and digest is looked at first.

What this computer trusts is changed only when the whole pack could be used; a refused stick leaves no trace.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tuf.api.exceptions import (
    BadVersionNumberError,
    DownloadError,
    DownloadHTTPError,
    ExpiredMetadataError,
    LengthOrHashMismatchError,
    RepositoryError,
    UnsignedMetadataError,
)
from tuf.ngclient import Updater, UpdaterConfig
from tuf.ngclient.fetcher import FetcherInterface

from devicecheck.errors import PackError
from devicecheck.model.signatures import Pack
from devicecheck.packs import compiled, installed
from devicecheck.packs.releases.names import CHANGES, METADATA, PACK, TARGETS
from devicecheck.packs.releases.public_keys import spoken
from devicecheck.packs.workshop import refusal

TRUSTED, ROOT = "trusted", "first-root.json"
CHUNK = 1 << 16
CODE_DIGITS = 20


@dataclass(frozen=True)
class Release:
    """A released pack that has been verified."""

    pack: Pack
    data: bytes
    changes: str


class _Stick(FetcherInterface):
    """Reads from a folder what the library asks for by a `stick:` address; never from a network."""

    def __init__(self, stick: Path) -> None:
        self._stick = stick

    def _fetch(self, url: str) -> Iterator[bytes]:
        folder, _, name = url.removeprefix("stick:").strip("/").partition("/")
        path = self._stick / folder / name
        if folder not in {METADATA, TARGETS} or "/" in name or not path.is_file():
            raise DownloadHTTPError(f"{name} is not there", 404)
        return self._chunks(path)

    @staticmethod
    def _chunks(path: Path) -> Iterator[bytes]:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk


def verify(stick: Path, home: Path, code: str, anchor: Path | None = None) -> Release:
    """The pack on the stick, if everything about it is right; nothing is installed. Errors: PackError."""
    with _trying(stick, home, code, anchor) as (_, release):
        return release


def update(
    stick: Path, home: Path, code: str, today: date, prove: Callable[[Pack], object], anchor: Path | None = None
) -> Release:
    """Install the pack on the stick. `prove` must find every planted sign with it.

    Errors: PackError; SelfTestError of `prove`. Then nothing on this computer has changed.
    """
    with _trying(stick, home, code, anchor) as (trusted, release):
        pack = release.pack
        if pack.issued_on > today:
            raise refusal("clock-before-pack", day=pack.issued_on.isoformat(), today=today.isoformat())
        newest = next(iter(installed.listed(home).packs), None)
        if newest and installed.order(newest.version) > installed.order(pack.version):
            raise refusal("downgrade", version=newest.version)
        prove(pack)
        _swap(home, trusted)
        installed.keep(home, pack.version, release.data, today)
        return release


def first_root(stick: Path, home: Path, code: str, anchor: Path | None) -> bytes:
    """What all trust begins with: what this computer trusted first, what was shipped, or a root whose code was typed.

    Errors: PackError `code-needed`, `wrong-code`, `stick-damaged`.
    """
    for known in (home / TRUSTED / ROOT, anchor):
        if known is not None and known.is_file():
            return _read(known)
    data = _read(stick / METADATA / "1.root.json")
    typed = "".join(digit for digit in code.lower() if digit in "0123456789abcdef")
    if not typed:
        raise refusal("code-needed")
    if typed != spoken(data).replace(" ", "") or len(typed) != CODE_DIGITS:
        raise refusal("wrong-code")
    return data


@contextmanager
def _trying(stick: Path, home: Path, code: str, anchor: Path | None) -> Iterator[tuple[Path, Release]]:
    """Verify with a copy of what is trusted. Shape: that copy, as it is after verifying, and the release."""
    _recover(home)
    root = first_root(stick, home, code, anchor)
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=home, prefix=".trying-") as place:
            trusted = Path(place) / TRUSTED
            if (home / TRUSTED).is_dir():
                shutil.copytree(home / TRUSTED, trusted, symlinks=True)
            trusted.mkdir(exist_ok=True)
            (trusted / ROOT).write_bytes(root)
            yield trusted, _verified(stick, trusted, root, Path(place))
    except OSError as error:
        raise PackError("not-writable", (str(error.filename or home),)) from None


def _verified(stick: Path, trusted: Path, root: bytes, place: Path) -> Release:
    with _refusing(stick):
        updater = Updater(
            str(trusted),
            f"stick:{METADATA}/",
            str(place),
            f"stick:{TARGETS}/",
            _Stick(stick),
            UpdaterConfig(prefix_targets_with_hash=False),
            bootstrap=root,
        )
        updater.refresh()
        _same_on_stick(stick, trusted)
        data, changes = (_target(updater, name) for name in (PACK, CHANGES))
    try:
        return Release(compiled.read(data), data, changes.decode("utf-8", "replace"))
    except compiled.NotCompiled:
        raise refusal("newer-form") from None


def _same_on_stick(stick: Path, trusted: Path) -> None:
    """What the library took from this computer, because it knew it already, must stand on the stick just so.

    Errors: PackError `swapped`: such a stick would be refused by every other computer.
    """
    roots = (trusted / "root_history").glob("*.root.json")
    kept = [*roots, *(trusted / f"{name}.json" for name in ("timestamp", "snapshot", "targets"))]
    for file in kept:
        if _read(file) != _read(stick / METADATA / file.name):
            raise refusal("swapped")


def _target(updater: Updater, name: str) -> bytes:
    info = updater.get_targetinfo(name)
    if info is None:
        raise DownloadError(f"{name} is not named")
    if info.length > installed.LARGEST:
        raise LengthOrHashMismatchError
    return Path(updater.download_target(info)).read_bytes()


@contextmanager
def _refusing(stick: Path) -> Iterator[None]:
    """Every reason to refuse a stick, in the words of this project."""
    try:
        yield
    except BadVersionNumberError:
        raise refusal("downgrade", version="") from None
    except ExpiredMetadataError:
        raise refusal("release-expired") from None
    except LengthOrHashMismatchError:
        raise refusal("swapped") from None
    except UnsignedMetadataError:
        raise refusal("not-signed") from None
    except DownloadError:
        raise refusal("stick-damaged", path=str(stick)) from None
    except (RepositoryError, ValueError):
        raise refusal("swapped") from None


def _swap(home: Path, trusted: Path) -> None:
    """Put what is trusted now in the place of what was. A crash in between is mended at the next try."""
    aside = home / f"{TRUSTED}.old"
    shutil.rmtree(aside, ignore_errors=True)
    if (home / TRUSTED).exists():
        (home / TRUSTED).rename(aside)
    trusted.rename(home / TRUSTED)
    shutil.rmtree(aside, ignore_errors=True)


def _recover(home: Path) -> None:
    aside = home / f"{TRUSTED}.old"
    if aside.is_dir() and not (home / TRUSTED).exists():
        aside.rename(home / TRUSTED)


def _read(path: Path) -> bytes:
    try:
        return installed.read_bounded(path)
    except OSError:
        raise refusal("stick-damaged", path=str(path)) from None
