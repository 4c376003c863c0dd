# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck signatures import | export | diff | find | stale`: what goes in and out of the list, what is in it."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from devicecheck.casefile.export import write_file
from devicecheck.cli.exits import Exit, narrate
from devicecheck.errors import PackError, UsageError
from devicecheck.model.signatures import Category, Signature
from devicecheck.packs.difference import Change, Difference, difference
from devicecheck.packs.entry_text import entry_text
from devicecheck.packs.exchange import forms
from devicecheck.packs.exchange.families import MOST_BYTES
from devicecheck.packs.exchange.importing import Plan, plan
from devicecheck.packs.exchange.vouched import VouchedFile, left_out, vouched_for
from devicecheck.packs.find import signatures_folder
from devicecheck.packs.load import load_pack
from devicecheck.packs.searching import find as search
from devicecheck.packs.searching import months
from devicecheck.packs.searching import stale as long_ago
from devicecheck.report.wording import Wording, load

SHOWN = 10
"""Entries shown of each part of a difference, and places of each entry found, unless all are asked for."""


def import_file(
    file: Path, form: str, category: str, folder: Path | None, write: bool, today: date, as_json: bool
) -> int:
    """Say what a foreign list would add, and write it as new entries if asked; the exit code."""
    if category not in set(Category):
        raise UsageError("which-category", {"categories": ", ".join(Category)})
    place, words = folder or signatures_folder(), load()
    data = _content(file)
    vouched = vouched_for(data, place)
    contents = forms.read(forms.form_of(form, file.name, data), data)
    listing = vouched.listing if vouched else None
    found = plan(contents, load_pack(place), today, listing, Category(category), left_out(place))
    if write:
        _write(found.new, place, vouched.holder if vouched else "")
    if as_json:
        print(json.dumps(_plan_data(found, vouched, contents.values + contents.skipped.total(), write)))
    else:
        _say_plan(found, vouched, contents.values + contents.skipped.total(), words)
        narrate(_ending(found, place, write, words))
    return Exit.DONE


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except OSError:
        raise PackError("no-such-file", (str(file),)) from None


def _write(entries: Sequence[Signature], folder: Path, holder: str) -> None:
    for entry in entries:
        path = folder / entry.category / f"{entry.id}.yaml"
        try:
            path.parent.mkdir(exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as stream:
                stream.write(entry_text(entry, holder))
        except OSError:
            raise PackError("not-writable", (str(path),)) from None


def _say_plan(found: Plan, vouched: VouchedFile | None, read: int, words: Wording) -> None:
    for entry in found.new:
        print(f"{entry.category}/{entry.id}.yaml: {entry.name}")
    if vouched:
        told = {"list": vouched.list, "file": vouched.file, "dated": vouched.dated.isoformat()}
        print(words.text("exchange.import.vouched", **told))
    else:
        print(words.text("exchange.import.not-vouched"))
    counts = {"read": read, "new": _values(found), "entries": len(found.new), "known": found.known}
    print(words.text("exchange.import.counts", **counts, left=found.left_aside.total()))
    for reason, number in found.left_aside.most_common():
        key = f"exchange.left.{reason}"
        why = words.text(key) if words.has(key) else words.text("exchange.left.other", reason=reason)
        print("  " + words.text("exchange.import.left", reason=why, count=number))


def _values(found: Plan) -> int:
    return sum(len(values) for entry in found.new for _, values in entry.indicators)


def _ending(found: Plan, folder: Path, write: bool, words: Wording) -> str:
    if not found.new:
        return words.text("exchange.import.nothing-new")
    if write:
        return words.text("exchange.import.wrote", count=len(found.new), folder=folder)
    return words.text("exchange.import.would")


def _plan_data(found: Plan, vouched: VouchedFile | None, read: int, write: bool) -> dict[str, object]:
    return {
        "read": read,
        "new": [f"{entry.category}/{entry.id}" for entry in found.new],
        "new_values": _values(found),
        "known": found.known,
        "left_aside": dict(found.left_aside),
        "listed_by": vouched.listing.model_dump(mode="json") if vouched else None,
        "written": write,
    }


def export_file(to: Path, form: str, everything: bool, folder: Path | None, as_json: bool) -> int:
    """Write the list in a foreign form, read it back, and say what it holds; the exit code.

    Without `everything`, a form whose readers call every app harmful gets only what is made to watch secretly.
    """
    words, pack = load(), load_pack(folder or signatures_folder())
    chosen, whole = forms.form_of(form, to.name), len(pack.signatures)
    if chosen.for_detection and not everything:
        pack = forms.without_ordinary_uses(pack)
    data = chosen.write(pack)
    entries, values = forms.written_values(chosen, data)
    path = write_file(to, data)
    missing = forms.values_in(pack) - values
    if as_json:
        told = {"entries": entries, "values": values, "left_out": missing, "not_asked": whole - len(pack.signatures)}
        print(json.dumps({"path": str(path)} | told))
        return Exit.DONE
    print(words.text("exchange.export.wrote", path=path, entries=entries, values=values))
    if missing:
        print(words.text("exchange.export.left", count=missing))
    if whole > len(pack.signatures):
        print(words.text("exchange.export.ordinary", count=whole - len(pack.signatures)))
    return Exit.DONE


def diff(old: Path, new: Path | None, everything: bool, as_json: bool) -> int:
    """Say in words what changed from one folder of signatures to another; the exit code."""
    found = difference(load_pack(old), load_pack(new or signatures_folder()))
    if as_json:
        print(json.dumps(_diff_data(found)))
        return Exit.DONE
    for line in diff_lines(found, load(), None if everything else SHOWN):
        print(line)
    return Exit.DONE


def diff_lines(found: Difference, words: Wording, most: int | None) -> Iterator[str]:
    """A difference in words, by kind of app; at most `most` entries are named in each part."""
    if found.nothing:
        yield words.text("exchange.diff.nothing")
    parts: tuple[tuple[str, Sequence[Signature | Change]], ...] = (
        ("added", found.added),
        ("removed", found.removed),
        ("changed", found.changed),
    )
    for part, items in parts:
        for category, number in sorted(Counter(_entry(item).category for item in items).items(), key=_rank):
            kind = words.text(f"findings.category.{category}")
            yield words.text(f"exchange.diff.{part}", count=number, kind=kind)
            same = [item for item in items if _entry(item).category is category]
            for item in same[:most]:
                yield from _lines_of(item, words)
            if len(same) > len(same[:most]):
                yield "  " + words.text("exchange.diff.more", count=len(same) - len(same[:most]))


def _rank(counted: tuple[Category, int]) -> int:
    return tuple(Category).index(counted[0])


def _entry(item: Signature | Change) -> Signature:
    return item.after if isinstance(item, Change) else item


def _lines_of(item: Signature | Change, words: Wording) -> Iterator[str]:
    entry = _entry(item)
    yield "  " + words.text("exchange.diff.entry", name=entry.name, id=entry.id)
    if isinstance(item, Change):
        yield from ("    " + words.text("exchange.diff.value-added", value=value) for value in item.added)
        yield from ("    " + words.text("exchange.diff.value-removed", value=value) for value in item.removed)
        yield from ("    " + words.text("exchange.diff.field", field=field) for field in item.fields)


def _diff_data(found: Difference) -> dict[str, object]:
    changed = [
        {"id": item.after.id, "added": item.added, "removed": item.removed, "fields": item.fields}
        for item in found.changed
    ]
    added, removed = ([entry.id for entry in entries] for entries in (found.added, found.removed))
    return {"added": added, "removed": removed, "changed": changed}


def find(text: str, folder: Path | None, as_json: bool) -> int:
    """Name every entry that holds the words, and where; the exit code."""
    words = load()
    found = search(load_pack(folder or signatures_folder()), text)
    if as_json:
        print(json.dumps([{"id": item.entry.id, "name": item.entry.name, "places": item.places} for item in found]))
        return Exit.DONE
    for item in found:
        entry = item.entry
        kind = words.text(f"findings.category.{entry.category}")
        print(words.text("exchange.find.entry", name=entry.name, id=entry.id, kind=kind, status=entry.status))
        for place in item.places[:SHOWN]:
            print("  " + words.text("exchange.find.place", place=place))
        if len(item.places) > SHOWN:
            print("  " + words.text("exchange.find.more", count=len(item.places) - SHOWN))
    if not found:
        narrate(words.text("exchange.find.nothing", words=text))
    return Exit.DONE


def stale(folder: Path | None, today: date, as_json: bool) -> int:
    """Name every entry that nobody has looked at for twelve months; the exit code."""
    words, pack = load(), load_pack(folder or signatures_folder())
    if today < pack.issued_on:
        narrate(words.text("exchange.stale.clock", day=pack.issued_on.isoformat()))
        return Exit.SIGNATURES
    old = long_ago(pack, today)
    if as_json:
        print(json.dumps([{"id": entry.id, "checked_on": entry.checked_on.isoformat()} for entry in old]))
        return Exit.DONE
    for entry in old:
        told = {"name": entry.name, "id": entry.id, "day": entry.checked_on.isoformat()}
        print(words.text("exchange.stale.entry", months=months(entry.checked_on, today), **told))
    narrate(words.text("exchange.stale.count", count=len(old)) if old else words.text("exchange.stale.nothing"))
    return Exit.DONE
