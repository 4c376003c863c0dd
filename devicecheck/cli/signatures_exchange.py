# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck signatures import | export | diff | find | stale`: what goes in and out of the list, what is in it."""

import json
from datetime import date
from pathlib import Path

from devicecheck.cli.exits import Exit, narrate
from devicecheck.errors import UsageError
from devicecheck.frontend import list_exchange as exchange
from devicecheck.frontend.list_differences import SHOWN, diff_lines
from devicecheck.model.signatures import Category
from devicecheck.packs.difference import Difference, difference
from devicecheck.packs.find import signatures_folder
from devicecheck.packs.load import load_pack
from devicecheck.packs.searching import find as search
from devicecheck.packs.searching import months
from devicecheck.packs.searching import stale as long_ago
from devicecheck.report.wording import Wording, load


def import_file(
    file: Path, form: str, category: str, folder: Path | None, write: bool, today: date, as_json: bool
) -> int:
    """Say what a foreign list would add, and write it as new entries if asked; the exit code."""
    if category not in set(Category):
        raise UsageError("which-category", {"categories": ", ".join(Category)})
    words = load()
    found = exchange.planned(file, form, Category(category), folder or signatures_folder(), today)
    if write:
        exchange.write_planned(found)
    if as_json:
        print(json.dumps(_plan_data(found) | {"written": write}))
        return Exit.DONE
    for line in exchange.import_lines(found, words):
        print(line)
    narrate(_ending(found, write, words))
    return Exit.DONE


def _ending(found: exchange.Import, write: bool, words: Wording) -> str:
    if not found.plan.new:
        return words.text("exchange.import.nothing-new")
    return exchange.written_text(found, words) if write else words.text("exchange.import.would")


def _plan_data(found: exchange.Import) -> dict[str, object]:
    return {
        "read": found.read,
        "new": [f"{entry.category}/{entry.id}" for entry in found.plan.new],
        "new_values": found.new_values,
        "known": found.plan.known,
        "left_aside": dict(found.plan.left_aside),
        "listed_by": found.vouched.listing.model_dump(mode="json") if found.vouched else None,
    }


def export_file(to: Path, form: str, everything: bool, folder: Path | None, as_json: bool) -> int:
    """Write the list in a foreign form, read it back, and say what it holds; the exit code."""
    words = load()
    found = exchange.exported(to, form, everything, folder or signatures_folder())
    if as_json:
        told = {"entries": found.entries, "values": found.values, "left_out": found.left_out}
        print(json.dumps({"path": str(found.path)} | told | {"not_asked": found.not_asked}))
        return Exit.DONE
    for line in exchange.export_lines(found, words):
        print(line)
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


def _diff_data(found: Difference) -> dict[str, object]:
    changed = [
        {"id": item.after.id, "added": item.added, "removed": item.removed, "fields": item.fields}
        for item in found.changed
    ]
    added, removed = ([entry.id for entry in entries] for entries in (found.added, found.removed))
    recalls = {
        name: [each.model_dump(mode="json") for each in held]
        for name, held in (("recalled", found.recalled), ("no-longer-recalled", found.no_longer_recalled))
    }
    return {"added": added, "removed": removed, "changed": changed, "beside": found.beside, **recalls}


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
