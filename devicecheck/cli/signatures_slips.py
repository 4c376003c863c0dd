# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck signatures slip | take-slip | recalled`: what clinics tell the volunteers, and results taken back."""

from datetime import date
from pathlib import Path

from devicecheck.cli.exits import Exit, narrate
from devicecheck.cli.signatures_form import remark_text
from devicecheck.cli.signatures_keeping import finish, sure
from devicecheck.errors import UsageError
from devicecheck.frontend import list_slips
from devicecheck.frontend.list_exchange import content
from devicecheck.frontend.saved_document import read
from devicecheck.model.observations import AccessKind
from devicecheck.packs import slips, workshop
from devicecheck.packs.installed import pack_in_use
from devicecheck.packs.load import load_pack
from devicecheck.packs.slips import Phone, Slip, UnknownApp, Why
from devicecheck.packs.taking_slips import take
from devicecheck.report.wording import load


def known_choices(why: str, phone: str, controls: list[str]) -> None:
    """Errors: UsageError `no-such-choice` for a word that is no choice."""
    for given, kind in ((why, Why), (phone, Phone), *((control, AccessKind) for control in controls)):
        if given not in list(kind):
            raise UsageError("no-such-choice", {"choices": ", ".join(kind)})


def from_document(document: Path, app: str, why: str, phone: str, out: Path) -> int:
    """A slip about one app of a saved consultation; the exit code."""
    saved = read(document)
    return _preview(list_slips.from_document(saved, app, why, phone), out, practice=saved.practice)


def false_alarm(entry: str, value: str, stamp: str, why: str, phone: str, out: Path, today: date) -> int:
    """A slip about an entry that was met by an ordinary app; the exit code."""
    return _preview(list_slips.false_alarm(entry, value, why, phone, today, stamp), out)


def unknown_app(
    app: str, stamps: list[str], hashes: list[str], controls: list[str], phone: str, out: Path, today: date
) -> int:
    """A slip about an app that no entry knows; the exit code."""
    return _preview(list_slips.unknown_app(app, stamps, hashes, controls, phone, today), out)


def _preview(slip: Slip, out: Path, *, practice: bool = False) -> int:
    """Show every line of the slip, and write it after a yes."""
    words = load()
    narrate(words.text("cli.keeping.slip.preview"))
    narrate("")
    for line in list_slips.lines(slip):
        narrate(f"  {line}")
    narrate("")
    if not sure(words):
        return Exit.GATE
    print(words.text("cli.keeping.slip.written", path=list_slips.write(slip, out, practice=practice)))
    return Exit.DONE


def take_slip(file: Path, folder: Path, today: date) -> int:
    """Take a slip in: a false alarm mends the list, an unknown app opens a draft; the exit code."""
    words, pack = load(), load_pack(workshop.own_folder(folder))
    slip = slips.read(content(file, slips.LARGEST))
    for line in slips.write(slip).splitlines():
        narrate(f"  {line}")
    if isinstance(slip, UnknownApp):
        form, remarks = slips.draft_form(slip, pack)
        for remark in remarks:
            narrate(remark_text(remark, words))
        narrate(words.text("cli.keeping.slip.opened"))
        return finish(form, folder, pack, today)
    if not sure(words):
        return Exit.GATE
    take(folder, slip, today)
    print("\n".join(list_slips.taken_lines(slip, words)))
    return Exit.DONE


def recalled(document: Path, folder: Path | None, as_json: bool) -> int:
    """Name every result of a saved consultation that was taken back since; the exit code."""
    words, saved = load(), read(document)
    pack = load_pack(folder) if folder else pack_in_use()
    found = list_slips.taken_back(saved, pack)
    if as_json:
        print(list_slips.recalls_as_json(found))
        return Exit.DONE
    for line in list_slips.recall_lines(found, pack, words):
        print(line)
    return Exit.DONE
