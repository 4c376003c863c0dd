# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists and tables in and out of a folder of signatures: what would change is said first, then it is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from devicecheck.casefile.export import write_file
from devicecheck.casefile.plain_file import opened
from devicecheck.errors import PackError
from devicecheck.model.signatures import Category, Pack, Signature
from devicecheck.packs import sheet, workshop
from devicecheck.packs.entry_text import entry_text
from devicecheck.packs.exchange import forms
from devicecheck.packs.exchange.families import MOST_BYTES
from devicecheck.packs.exchange.importing import Plan, plan
from devicecheck.packs.exchange.vouched import VouchedFile, left_out, vouched_for
from devicecheck.packs.load import load_pack
from devicecheck.report.wording import Wording


@dataclass(frozen=True)
class Import:
    """What a foreign list would add to a folder. Shape: `read` counts all values of the file."""

    folder: Path
    plan: Plan
    vouched: VouchedFile | None
    read: int

    @property
    def new_values(self) -> int:
        """Values that would be added."""
        return sum(len(values) for entry in self.plan.new for _, values in entry.indicators)


@dataclass(frozen=True)
class Export:
    """A written list, as read back. Shape: values `left_out` have no place in the form; entries `not_asked` for."""

    path: Path
    entries: int
    values: int
    left_out: int
    not_asked: int


@dataclass(frozen=True)
class Table:
    """What a table changes. Shape: `entries` as they would be saved, each a draft."""

    folder: Path
    pack: Pack
    entries: tuple[Signature, ...]


def content(file: Path, most: int) -> bytes:
    """The bytes of a file, one more than `most` at the most. Errors: PackError `no-such-file`."""
    try:
        with opened(file) as stream:
            return stream.read(most + 1)
    except OSError:
        raise PackError("no-such-file", (str(file),)) from None


def planned(file: Path, form: str, category: Category, folder: Path, today: date) -> Import:
    """What a foreign list would add. Errors: PackError, UsageError `which-form`."""
    data = content(file, MOST_BYTES)
    vouched = vouched_for(data, folder)
    contents = forms.read(forms.form_of(form, file.name, data), data)
    listing = vouched.listing if vouched else None
    found = plan(contents, load_pack(folder), today, listing, category, left_out(folder))
    return Import(folder, found, vouched, contents.values + contents.skipped.total())


def write_planned(found: Import) -> None:
    """Write every new entry into its own file, or none. Errors: PackError `not-writable`, `entry-there`."""
    written: list[Path] = []
    holder = found.vouched.holder if found.vouched else ""
    try:
        for entry in found.plan.new:
            path = workshop.entry_path(found.folder, entry)
            if path.exists():
                raise workshop.refusal("entry-there", path=str(path))
            workshop.write_text(path, entry_text(entry, holder))
            written.append(path)
    except PackError:
        for path in written:
            path.unlink(missing_ok=True)
        raise


def import_lines(found: Import, words: Wording) -> Iterator[str]:
    """Every new entry, who vouches for them, and how all values of the file were counted."""
    yield from (f"{entry.category}/{entry.id}.yaml: {entry.name}" for entry in found.plan.new)
    if found.vouched:
        told = {"list": found.vouched.list, "file": found.vouched.file, "dated": found.vouched.dated.isoformat()}
        yield words.text("exchange.import.vouched", **told)
    else:
        yield words.text("exchange.import.not-vouched")
    counts = {"read": found.read, "new": found.new_values, "entries": len(found.plan.new), "known": found.plan.known}
    yield words.text("exchange.import.counts", **counts, left=found.plan.left_aside.total())
    for reason, number in found.plan.left_aside.most_common():
        key = f"exchange.left.{reason}"
        why = words.text(key) if words.has(key) else words.text("exchange.left.other", reason=reason)
        yield "  " + words.text("exchange.import.left", reason=why, count=number)


def written_text(found: Import, words: Wording) -> str:
    """That the new entries were written, and where."""
    return words.text("exchange.import.wrote", count=len(found.plan.new), folder=found.folder)


def exported(to: Path, form: str, everything: bool, folder: Path) -> Export:
    """Write the list in a foreign form and read it back. Errors: PackError, UsageError, ExportError.

    Without `everything`, a form whose readers call every app harmful gets only what is made to watch secretly.
    """
    pack = load_pack(folder)
    chosen, whole = forms.form_of(form, to.name), len(pack.signatures)
    if chosen.for_detection and not everything:
        pack = forms.without_ordinary_uses(pack)
    data = chosen.write(pack)
    entries, values = forms.written_values(chosen, data)
    path = write_file(to, data, of_client=False)
    return Export(path, entries, values, forms.values_in(pack) - values, whole - len(pack.signatures))


def export_lines(found: Export, words: Wording) -> Iterator[str]:
    """What the written file holds, and what it does not."""
    yield words.text("exchange.export.wrote", path=found.path, entries=found.entries, values=found.values)
    if found.left_out:
        yield words.text("exchange.export.left", count=found.left_out)
    if found.not_asked:
        yield words.text("exchange.export.ordinary", count=found.not_asked)


def table_out(folder: Path, to: Path, words: Wording) -> str:
    """Write every entry that has a file of its own as a table, and say so. Errors: PackError, ExportError."""
    pack = load_pack(workshop.own_folder(folder))
    own = [entry for entry in pack.signatures if workshop.entry_path(folder, entry).is_file()]
    path = write_file(to, sheet.write(own), of_client=False)
    return words.text("cli.keeping.table-written", path=path, count=len(own))


def table_read(folder: Path, table: Path, person: str, today: date) -> Table:
    """What a table changes, named by the person who brings it. Errors: PackError `no-name` and of the table."""
    pack = load_pack(workshop.own_folder(folder))
    name = " ".join(person.split())
    if not name:
        raise workshop.refusal("no-name")
    return Table(folder, pack, tuple(sheet.read(content(table, sheet.MOST_BYTES), table, pack, name, today)))


def table_saved(table: Table) -> None:
    """Save what a table changes as drafts, all or nothing. Errors: PackError."""
    known = {entry.id: entry for entry in table.pack.signatures}
    workshop.save_all(table.folder, [(entry, known.get(entry.id)) for entry in table.entries])
