# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A volunteer's own folder of signatures: copied from the shipped one, changed entry by entry, always in one form."""

import os
import re
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from devicecheck.errors import PackError
from devicecheck.model.signatures import Pack, Signature, SignatureStatus
from devicecheck.packs.entry_text import entry_text
from devicecheck.packs.groups import FOLDER as GROUPS
from devicecheck.packs.load import load_pack, read_entry
from devicecheck.packs.rules import plain

VERSION = re.compile(r"^version:.*$", re.MULTILINE)
ISSUED = re.compile(r"^issued_on:.*$", re.MULTILINE)


def start(source: Path, place: Path) -> Pack:
    """A working copy of a folder of signatures. Errors: PackError `folder-there` when something lies there already."""
    if place.exists():
        raise refusal("folder-there", path=str(place))
    try:
        shutil.copytree(source, place)
    except OSError as error:
        shutil.rmtree(place, ignore_errors=True)
        raise PackError("not-writable", (str(error.filename or place),)) from None
    return load_pack(place)


def own_folder(place: Path) -> Path:
    """The folder, if it is one of signatures. Errors: PackError `no-workshop`."""
    if not (place / "pack.yaml").is_file():
        raise refusal("no-workshop", path=str(place))
    return place


def find_entry(pack: Pack, folder: Path, key: str) -> Signature:
    """The entry of this id that has a file of its own. Errors: PackError `no-such-entry`, `in-a-group`."""
    found = next((entry for entry in pack.signatures if entry.id == key), None)
    if found is None:
        raise refusal("no-such-entry", id=key)
    if not entry_path(folder, found).is_file():
        raise refusal("in-a-group", id=key, folder=GROUPS)
    return found


def entry_path(folder: Path, entry: Signature) -> Path:
    """The file of an entry."""
    return folder / entry.category / f"{entry.id}.yaml"


def save(folder: Path, entry: Signature, before: Signature | None = None) -> Path:
    """Write one entry, as `save_all` does; its path."""
    save_all(folder, [(entry, before)])
    return entry_path(folder, entry)


def save_all(folder: Path, changes: Sequence[tuple[Signature, Signature | None]]) -> None:
    """Write entries, each with what it was before, in the one form of all entries: all of them or none.

    Shape: the whole folder is loaded again afterwards; if it has a problem, every file is put back as it was.
    Errors: PackError `problems`, `not-writable`; `changed-meanwhile` where somebody else wrote an entry since.
    """
    undo: list[tuple[Path, Path, bytes | None]] = []
    try:
        for entry, before in changes:
            undo.append(_write_entry(folder, entry, before))
        load_pack(folder)
    except PackError:
        for path, old_path, old in reversed(undo):
            _put_back(path, old_path, old)
        raise


def _write_entry(folder: Path, entry: Signature, before: Signature | None) -> tuple[Path, Path, bytes | None]:
    """Write one entry. Shape: where it is now, where it was, and what stood there."""
    path = entry_path(folder, entry)
    old_path = entry_path(folder, before) if before else path
    old = old_path.read_bytes() if old_path.exists() else None
    if path.exists() and (path != old_path or before is None):
        raise refusal("entry-there", path=str(path))
    if before is not None and read_entry(old_path) != before:
        raise refusal("changed-meanwhile", id=entry.id)
    write_text(path, _text(entry, old))
    if path != old_path:
        _move_rules(old_path, path)
        old_path.unlink()
    return path, old_path, old


def _text(entry: Signature, old: bytes | None) -> str:
    """The text of the file; its licence lines stay those that it had."""
    text = entry_text(entry)
    kept = [line for line in (old or b"").decode("utf-8").splitlines() if line.startswith("# SPDX-")]
    own = text.splitlines(keepends=True)
    body = "".join(line for line in own if not line.startswith("# SPDX-"))
    return "\n".join(kept) + "\n" + body if kept else text


def _move_rules(old: Path, new: Path) -> None:
    if old != new and old.with_suffix(".yar").exists():
        new.parent.mkdir(exist_ok=True)
        old.with_suffix(".yar").replace(new.with_suffix(".yar"))


def _put_back(path: Path, old_path: Path, old: bytes | None) -> None:
    _move_rules(path, old_path)
    if path != old_path or old is None:
        path.unlink(missing_ok=True)
    if old is not None:
        old_path.write_bytes(old)


def retire(folder: Path, entry: Signature) -> Path:
    """Take an entry out of use. It stays, so that old documents can be read, and says less."""
    out = entry.model_copy(update={"status": SignatureStatus.RETIRED, "listed_by": None, "reviewed_by": None})
    return save(folder, out, entry)


def review(folder: Path, entry: Signature, person: str, today: date) -> Path:
    """Set an entry to `reviewed` by a named person. The only place that does.

    Errors: PackError `no-name`, `own-entry` for the person who wrote it, `nothing-to-review`.
    """
    name = " ".join(person.split())
    if len(name.split()) < 2 or not name.isprintable() or len(name) > 60:
        raise refusal("no-name")
    if entry.added_by and plain(entry.added_by) == plain(name):
        raise refusal("own-entry", name=name)
    if not any(values for _, values in entry.indicators):
        raise refusal("nothing-to-review", id=entry.id)
    done = {"status": SignatureStatus.REVIEWED, "reviewed_by": name, "checked_on": max(today, entry.added_on)}
    return save(folder, entry.model_copy(update=done), entry)


def next_version(version: str, today: date) -> str:
    """The version after this one: the day, and a number that starts anew each day."""
    day = f"{today:%Y.%m.%d}"
    start_, _, number = version.rpartition(".")
    if start_ < day:
        return f"{day}.1"
    return f"{start_}.{int(number) + 1}"


def set_version(folder: Path, version: str, today: date) -> None:
    """Write version and day of issue into pack.yaml."""
    path = folder / "pack.yaml"
    text = path.read_text("utf-8")
    text = ISSUED.sub(f"issued_on: {today.isoformat()}", VERSION.sub(f"version: {version}", text))
    write_text(path, text)


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all, over an older one. Errors: PackError `not-writable`."""
    temporary = ""
    try:
        path.parent.mkdir(exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError:
        with suppress(OSError):
            Path(temporary).unlink()
        raise PackError("not-writable", (str(path),)) from None


def refusal(reason: str, /, **terms: str) -> PackError:
    """An error of this folder with its named terms."""
    error = PackError(reason)
    error.terms.update(terms)
    return error
