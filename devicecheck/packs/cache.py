# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps checked packs in one piece beside this program's other caches, named after the digest of their files.

A changed file has another digest, so nothing old is ever used. What cannot be kept is loaded from its files each time.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from platformdirs import user_cache_path

from devicecheck.model.signatures import Pack
from devicecheck.packs import compiled

LARGEST = 64 << 20
MOST_KEPT = 4
ENDINGS = (".yaml", ".yar")
PREFIX = "pack-"


def cache_folder() -> Path:
    """Where compiled packs are kept. They hold no data of any client."""
    return user_cache_path("devicecheck") / "signatures"


def load_cached(folder: Path, cache: Path, load: Callable[[Path], Pack]) -> Pack:
    """The pack of a folder, from the cache if its files are those that were compiled. Errors: those of `load`."""
    kept = cache / f"{PREFIX}{digest(folder)}"
    with suppress(OSError, compiled.NotCompiled), kept.open("rb") as file:
        return compiled.read(file.read(LARGEST))
    pack = load(folder)
    with suppress(OSError):
        _keep(kept, compiled.write(pack))
    return pack


def digest(folder: Path) -> str:
    """The SHA-256 of every file that a pack is loaded from, their names, and the version that compiles them."""
    total = sha256(version("devicecheck").encode() + compiled.FORMAT)
    for file in sorted(_files(str(folder))):
        with open(file, "rb") as opened:  # noqa: PTH123 - hundreds of files: a Path for each would cost most of the time
            content = opened.read()
        name = file[len(str(folder)) :].replace(os.sep, "/").encode("utf-8", "surrogateescape")
        total.update(b"%d %d " % (len(name), len(content)) + name + content)
    return total.hexdigest()


def _files(folder: str) -> Iterator[str]:
    with os.scandir(folder) as found:
        for item in found:
            if item.is_dir(follow_symlinks=False):
                yield from _files(item.path)
            elif item.name.endswith(ENDINGS):
                yield item.path


def _keep(file: Path, data: bytes) -> None:
    """Write a file that is whole or not there, for this person alone, and let the oldest go. Errors: OSError."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=file.parent)
    try:
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(data)
        Path(temporary).replace(file)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
    kept = sorted(file.parent.glob(f"{PREFIX}*"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in kept[MOST_KEPT:]:
        old.unlink(missing_ok=True)
