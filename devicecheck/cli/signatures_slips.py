# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck signatures slip | take-slip | recalled`: what clinics tell the volunteers, and results taken back."""

import json
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from devicecheck.casefile.export import write_file
from devicecheck.cli.exits import Exit, narrate
from devicecheck.cli.report import read
from devicecheck.cli.signatures_form import remark_text
from devicecheck.cli.signatures_keeping import finish, sure
from devicecheck.errors import UsageError
from devicecheck.frontend.list_exchange import content
from devicecheck.model.observations import AccessKind
from devicecheck.packs import slips, workshop
from devicecheck.packs.installed import pack_in_use
from devicecheck.packs.load import load_pack
from devicecheck.packs.slips import FalseAlarm, Phone, Slip, UnknownApp, Why
from devicecheck.packs.taking_slips import recalled as recalls_of
from devicecheck.packs.taking_slips import take
from devicecheck.report.clean_text import clean
from devicecheck.report.wording import load


def known_choices(why: str, phone: str, controls: list[str]) -> None:
    """Errors: UsageError `no-such-choice` for a word that is no choice."""
    for given, kind in ((why, Why), (phone, Phone), *((control, AccessKind) for control in controls)):
        if given not in list(kind):
            raise UsageError("no-such-choice", {"choices": ", ".join(kind)})


def from_document(document: Path, app: str, why: str, phone: str, out: Path) -> int:
    """A slip about one app of a saved consultation; the exit code."""
    reason, kind = Why(why), Phone(phone)
    return _preview(slips.from_consultation(read(document), app, reason, kind, pack_in_use()), out)


def false_alarm(entry: str, value: str, why: str, phone: str, out: Path, today: date) -> int:
    """A slip about an entry that was met by an ordinary app; the exit code."""
    data = {"pack": pack_in_use().version, "entry": entry, "value": value, "why": Why(why), "phone": Phone(phone)}
    kind = "packages" if "." in value else "certificates"
    try:
        slip = FalseAlarm.model_validate(data | {"kind": kind, "month": slips.month_of(today)})
    except ValidationError:
        raise workshop.refusal("slip-value", value=clean(entry, 60)) from None
    return _preview(slips.checked(slip), out)


def unknown_app(
    app: str, stamps: list[str], hashes: list[str], controls: list[str], phone: str, out: Path, today: date
) -> int:
    """A slip about an app that no entry knows; the exit code."""
    slip = UnknownApp(
        pack=pack_in_use().version,
        app=app,
        certificates=tuple(stamps),
        apk_sha256=tuple(hashes),
        controls=tuple(AccessKind(each) for each in controls),
        phone=Phone(phone),
        month=slips.month_of(today),
    )
    return _preview(slips.checked(slip), out)


def _preview(slip: Slip, out: Path) -> int:
    """Show every line of the slip, and write it after a yes."""
    words, text = load(), slips.write(slip)
    narrate(words.text("cli.keeping.slip.preview"))
    narrate("")
    for line in text.splitlines():
        narrate(f"  {line}")
    narrate("")
    if not sure(words):
        return Exit.GATE
    print(words.text("cli.keeping.slip.written", path=write_file(out, text.encode("utf-8"), of_client=False)))
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
    recall = take(folder, slip, today)
    print(words.text("cli.keeping.slip.taken", value=recall.value, entry=recall.entry))
    return Exit.DONE


def recalled(document: Path, folder: Path | None, as_json: bool) -> int:
    """Name every result of a saved consultation that was taken back since; the exit code."""
    words, saved = load(), read(document)
    pack = load_pack(folder) if folder else pack_in_use()
    found = [(each, recall) for each in saved.findings for recall in recalls_of(pack, saved.pack.version, each)]
    if as_json:
        print(json.dumps([{"app": each.subject.key, **recall.model_dump(mode="json")} for each, recall in found]))
        return Exit.DONE
    for each, recall in found:
        told = {"app": clean(each.subject.key, 100), "day": recall.on.isoformat()}
        print(words.text("cli.keeping.slip.recalled", why=clean(recall.why, 200), **told))
    if not found:
        print(words.text("cli.keeping.slip.none-recalled", version=pack.version))
    return Exit.DONE
