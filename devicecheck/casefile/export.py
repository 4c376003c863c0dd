# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing a file where the person asked for it: whole or not at all, its owner's alone, never over another."""

import errno
import os
import secrets
import shutil
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from devicecheck.casefile.shared_places import sync_service
from devicecheck.errors import ExportError

_NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NOT_ALLOWED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def write_file(path: Path, data: bytes, *, of_client: bool = True) -> Path:
    """Write `data` as a new file, mode 0600, and return its absolute path. It is not encrypted; callers say so.

    Errors: ExportError with the term `path`: `exists`, `link`, `no-folder`, `not-a-folder`, `not-allowed`, `no-space`,
    `failed`, and `synced` where others would get a copy of what is `of_client`. Nothing half-written is left.
    """
    place = Path(os.path.abspath(path))  # noqa: PTH100 - Path.resolve would follow a link that must be refused
    _refuse(place, of_client=of_client)
    temporary = place.parent / f".{secrets.token_hex(8)}.part"
    try:
        _write_new(temporary, data)
        _rename_without_replacing(temporary, place)
        sync_folder(place.parent)
    except FileExistsError:
        raise ExportError("exists", {"path": str(place)}) from None
    except OSError as error:
        raise ExportError(_reason(error), {"path": str(place), "why": error.strerror or ""}) from None
    finally:
        with suppress(OSError):
            temporary.unlink()
    return place


def write_folder(path: Path, files: Mapping[str, bytes]) -> Path:
    """Write files into a new folder, mode 0700, and return its absolute path. Names may have one folder in front.

    Errors: ExportError as of `write_file`. Nothing of it is left when one file fails.
    """
    place = Path(os.path.abspath(path))  # noqa: PTH100 - as in write_file
    _refuse(place, of_client=True)
    try:
        place.mkdir(mode=0o700)
    except FileExistsError:
        raise ExportError("exists", {"path": str(place)}) from None
    except OSError as error:
        raise ExportError(_reason(error), {"path": str(place), "why": error.strerror or ""}) from None
    try:
        for name, data in files.items():
            (place / name).parent.mkdir(mode=0o700, exist_ok=True)
            write_file(place / name, data)
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
    return place


def look_at_folder(folder: Path) -> None:
    """Say before a visit what would stop its files afterwards. Nothing is made.

    Errors: ExportError `not-a-folder`, `not-allowed`, `synced`, `no-folder` for a name that cannot be followed.
    """
    _refuse_nobodys(folder)
    place = Path(os.path.abspath(folder))  # noqa: PTH100 - as in write_file
    terms = {"path": str(place)}
    try:
        there = next(each for each in (place, *place.parents) if os.path.lexists(each))
        is_folder = stat.S_ISDIR(there.stat().st_mode)
    except OSError as error:
        raise ExportError("not-allowed" if error.errno in _NOT_ALLOWED else "no-folder", terms) from None
    if not is_folder:
        raise ExportError("not-a-folder", terms)
    if not os.access(there, os.W_OK | os.X_OK):
        raise ExportError("not-allowed", terms)
    if service := sync_service(place):
        raise ExportError("synced", terms | {"service": service})


def make_folder(folder: Path) -> None:
    """Make a folder, its owner's alone, if it is not there. Errors: ExportError with the term `path`."""
    _refuse_nobodys(folder)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise ExportError("not-a-folder", {"path": str(folder)}) from None
    except OSError as error:
        raise ExportError(_reason(error), {"path": str(folder), "why": error.strerror or ""}) from None


def _refuse_nobodys(folder: Path) -> None:
    """`~somebody` without such an account is the name of no folder: nobody would find a copy that stands in it."""
    if str(folder).startswith("~"):
        raise ExportError("no-folder", {"path": str(folder)})


def _refuse(place: Path, *, of_client: bool) -> None:
    """Say no before anything is written. The kernel says it again at the rename, for what happens in between."""
    terms = {"path": str(place)}
    try:
        folder = place.parent.stat()
    except OSError as error:
        raise ExportError("not-allowed" if error.errno in _NOT_ALLOWED else "no-folder", terms) from None
    if not stat.S_ISDIR(folder.st_mode):
        raise ExportError("not-a-folder", terms)
    if of_client and (service := sync_service(place.parent)):
        raise ExportError("synced", terms | {"service": service})
    try:
        there = place.lstat()
    except FileNotFoundError:
        return
    except OSError as error:
        raise ExportError(_reason(error), terms | {"why": error.strerror or ""}) from None
    raise ExportError("link" if stat.S_ISLNK(there.st_mode) else "exists", terms)


def _write_new(path: Path, data: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _rename_without_replacing(temporary: Path, place: Path) -> None:
    """A hard link fails when the name is taken; a rename would replace it.

    Where a disk knows no links, an empty file takes the name first.
    """
    try:
        os.link(temporary, place, follow_symlinks=False)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):
        os.close(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            temporary.replace(place)
        except OSError:
            place.unlink()
            raise


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on the disk, so that a new file is still there after a power cut."""
    with suppress(OSError):  # Windows cannot open a folder; there the rename alone has to do
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _reason(error: OSError) -> str:
    if error.errno in _NO_SPACE:
        return "no-space"
    if error.errno in _NOT_ALLOWED:
        return "not-allowed"
    return "no-folder" if isinstance(error, FileNotFoundError) else "failed"
