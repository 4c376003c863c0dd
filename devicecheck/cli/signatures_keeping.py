# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck signatures start | new | edit | test | review | retire`: keeping entries without YAML."""

import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path

from devicecheck.cli.exits import Exit, narrate
from devicecheck.cli.signatures_form import fill, told
from devicecheck.frontend import list_exchange as exchange
from devicecheck.frontend.list_differences import change_lines
from devicecheck.frontend.proving import fire_with_own_list
from devicecheck.model.signatures import Pack, SignatureStatus
from devicecheck.packs import form as forms
from devicecheck.packs import workshop
from devicecheck.packs.find import signatures_folder
from devicecheck.packs.lint import problems
from devicecheck.packs.load import load_pack
from devicecheck.report.wording import Wording, load
from devicecheck.selftest.entry_proof import prove


def start(folder: Path) -> int:
    """Make a working copy of the shipped list; the exit code."""
    pack = workshop.start(signatures_folder(), folder)
    words = load()
    print(words.text("cli.keeping.started", path=folder, entries=len(pack.signatures), version=pack.version))
    return Exit.DONE


def new(folder: Path, today: date) -> int:
    """Ask the eight questions and save a draft; the exit code."""
    pack = load_pack(workshop.own_folder(folder))
    return finish(forms.Form(), folder, pack, today)


def edit(folder: Path, key: str, today: date) -> int:
    """Ask the questions about an entry that is there, and save it as a draft; the exit code."""
    pack = load_pack(workshop.own_folder(folder))
    return finish(forms.opened(workshop.find_entry(pack, folder, key)), folder, pack, today)


def finish(form: forms.Form, folder: Path, pack: Pack, today: date) -> int:
    """Ask what is still to be asked, say what changes, and save it; the exit code."""
    words = load()
    filled = fill(form, pack, words)
    if filled is None:
        return Exit.GATE
    entry = forms.entry(filled, pack, today)
    if entry == form.before:
        print(words.text("cli.keeping.same"))
        return Exit.DONE
    for line in change_lines(pack, (entry,), words):
        narrate(line)
    if form.before is not None and not sure(words):
        return Exit.GATE
    path = workshop.save(folder, entry, form.before)
    print(words.text("cli.keeping.saved", path=path))
    narrate(words.text("cli.keeping.next-review", id=entry.id, folder=folder))
    return Exit.DONE


def table_out(folder: Path, to: Path) -> int:
    """Write every entry that has a file of its own as a table; the exit code."""
    print(exchange.table_out(folder, to, load()))
    return Exit.DONE


def table_in(folder: Path, table: Path, person: str, today: date) -> int:
    """Say what a table changes, and save it as drafts after a yes; the exit code."""
    words = load()
    found = exchange.table_read(folder, table, person, today)
    if not found.entries:
        print(words.text("cli.keeping.unchanged"))
        return Exit.DONE
    for line in change_lines(found.pack, found.entries, words):
        narrate(line)
    if not sure(words):
        return Exit.GATE
    exchange.table_saved(found)
    print(words.text("cli.keeping.table-taken", count=len(found.entries)))
    return Exit.DONE


def sure(words: Wording) -> bool:
    """Whether the person typed yes."""
    narrate(words.text("cli.keeping.sure"))
    if sys.stdin.readline().strip().lower() == "yes":
        return True
    narrate(words.text("cli.keeping.stopped"))
    return False


def test(folder: Path | None, key: str, as_json: bool) -> int:
    """Name every problem, plant every value of one entry or of all, and say whether each was found; the exit code."""
    words, place = load(), folder or signatures_folder()
    found = problems(place)
    if found:
        print(json.dumps({"problems": found}) if as_json else "\n".join(found))
        narrate(words.text("cli.signatures-problems", count=str(len(found))))
        return Exit.SIGNATURES
    pack = load_pack(place)
    entries = tuple(entry for entry in pack.signatures if key in {"", entry.id})
    if not entries:
        raise workshop.refusal("no-such-entry", id=key)
    proof, canaries = prove(pack, entries), fire_with_own_list(pack)
    if as_json:
        result = {"fired": proof.fired, "silent": proof.silent, "canaries": canaries, "problems": []}
        counts = dict(Counter(entry.status.value for entry in pack.signatures))
        print(json.dumps(result | {"version": pack.version, "entries": len(pack.signatures), "statuses": counts}))
    else:
        for value in proof.silent:
            print(words.text("cli.keeping.silent", value=value))
        if not proof.silent:
            print(words.text("cli.keeping.tested", fired=proof.fired, canaries=canaries))
        print(counts_text(pack, words))
    return Exit.SIGNATURES if proof.silent else Exit.DONE


def counts_text(pack: Pack, words: Wording) -> str:
    """How many entries each status has."""
    counts = Counter(entry.status for entry in pack.signatures)
    numbers = {status.value: counts[status] for status in SignatureStatus}
    return words.text("cli.keeping.counts", entries=len(pack.signatures), **numbers)


def review(folder: Path, key: str, person: str) -> int:
    """Show an entry in words, and set it to reviewed by a named person after a yes; the exit code."""
    words, pack = load(), load_pack(workshop.own_folder(folder))
    entry = workshop.find_entry(pack, folder, key)
    for line in told(entry, words):
        narrate(line)
    if not sure(words):
        return Exit.GATE
    path = workshop.review(folder, entry, person, date.today())
    print(words.text("cli.keeping.reviewed", name=" ".join(person.split()), path=path))
    return Exit.DONE


def retire(folder: Path, key: str) -> int:
    """Take an entry out of use after a yes; the exit code."""
    words, pack = load(), load_pack(workshop.own_folder(folder))
    entry = workshop.find_entry(pack, folder, key)
    for line in told(entry, words):
        narrate(line)
    if not sure(words):
        return Exit.GATE
    print(words.text("cli.keeping.retired", path=workshop.retire(folder, entry)))
    return Exit.DONE
