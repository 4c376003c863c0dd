# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Slips and recalls as both front ends need them: made from a document or by hand, shown line by line, then written."""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from devicecheck.casefile.export import write_file
from devicecheck.matching.domains import parents, server_name
from devicecheck.model.consultation import Consultation
from devicecheck.model.findings import Finding
from devicecheck.model.observations import AccessKind
from devicecheck.model.signatures import Indicators, Pack, Recall
from devicecheck.packs import slips, workshop
from devicecheck.packs.installed import pack_in_use
from devicecheck.packs.slips import RULES, FalseAlarm, Phone, Slip, UnknownApp, Why
from devicecheck.packs.taking_slips import recalled as recalls_of
from devicecheck.report.clean_text import clean
from devicecheck.report.wording import Wording

Taken = tuple[Finding, Recall]


def from_document(saved: Consultation, app: str, why: str, phone: str) -> Slip:
    """A slip about one app of a consultation. Errors: PackError `app-not-there`, `slip-value`."""
    return slips.from_consultation(saved, app, Why(why), Phone(phone), pack_in_use())


def false_alarm(entry: str, value: str, why: str, phone: str, today: date, stamp: str = "") -> Slip:
    """A slip about an entry that was met by an ordinary app, or by a server.

    Shape: `stamp` tells the build of an app that a rule fitted. Errors: PackError `slip-value`, `no-stamp`.
    """
    pack = pack_in_use()
    kind, value = _met_by(pack, entry, value, stamp, iphone=phone == Phone.IPHONE)
    data = {"pack": pack.version, "entry": entry, "value": value, "why": Why(why), "phone": Phone(phone)}
    told = {"kind": kind, "stamp": stamp if kind in {"packages", RULES} else ""}
    try:
        return slips.checked(FalseAlarm.model_validate(data | told | {"month": slips.month_of(today)}))
    except ValidationError:
        raise workshop.refusal("slip-value", value=clean(entry, 60)) from None


def _met_by(pack: Pack, entry: str, value: str, stamp: str, *, iphone: bool) -> tuple[str, str]:
    """The kind of a value, and the value that the entry holds: of a server's name, the one that it belongs to.

    An id that the entry does not hold was met by its rule.
    """
    held = next((each.indicators for each in pack.signatures if each.id == entry), Indicators())
    if value in held.addresses:
        return "addresses", value
    if server := next((name for name in parents(server_name(value)) if name in held.domains), ""):
        return "domains", server
    if "." not in value:
        return "certificates", value
    if iphone:
        return "bundles", value
    met = value in held.packages or slips.by_pattern(held, value) or (entry not in pack.rules and not stamp)
    return ("packages" if met else RULES), value


def unknown_app(
    app: str, stamps: Sequence[str], hashes: Sequence[str], controls: Sequence[str], phone: str, today: date
) -> Slip:
    """A slip about an app that no entry knows. Errors: PackError `slip-value`, also for too many values."""
    try:
        slip = UnknownApp(
            pack=pack_in_use().version,
            app=app,
            certificates=tuple(stamps),
            apk_sha256=tuple(hashes),
            controls=tuple(AccessKind(each) for each in controls),
            phone=Phone(phone),
            month=slips.month_of(today),
        )
    except ValidationError:
        raise workshop.refusal("slip-value", value=clean(app, 60)) from None
    return slips.checked(slip)


def lines(slip: Slip) -> tuple[str, ...]:
    """Every line of the file that would be written."""
    return tuple(slips.write(slip).splitlines())


def taken_lines(slip: FalseAlarm, words: Wording) -> Iterator[str]:
    """What became of a false alarm that was taken in."""
    if slip.kind != RULES:
        yield words.text("cli.keeping.slip.taken", value=slip.value, entry=slip.entry)
    if slip.stamp:
        yield words.text("cli.keeping.slip.taken-rule", value=slip.value, entry=slip.entry)


def usual_name(slip: Slip) -> str:
    """A name for the file: what it is about, and nothing more."""
    about = slip.entry if isinstance(slip, FalseAlarm) else slip.app
    return f"slip-{re.sub(r'[^A-Za-z0-9.-]', '-', about)[:80]}.yaml"


def write(slip: Slip, out: Path, *, practice: bool) -> Path:
    """Write a slip that was read. Errors: ExportError, PackError `practice-slip` for an app of a practice phone."""
    if practice:
        raise workshop.refusal("practice-slip")
    return write_file(out, slips.write(slip).encode("utf-8"), of_client=False)


def taken_back(saved: Consultation, pack: Pack) -> tuple[Taken, ...]:
    """Results of a saved consultation that a list has taken back since."""
    return tuple(
        (each, recall)
        for each in saved.findings
        for recall in recalls_of(pack, saved.pack.version, each, saved.observations)
    )


def recall_lines(found: Sequence[Taken], pack: Pack, words: Wording) -> Iterator[str]:
    """What was taken back, and why; or that nothing was, as far as this list knows."""
    for each, recall in found:
        told = {"app": clean(each.subject.key, 100), "day": recall.on.isoformat()}
        yield words.text("cli.keeping.slip.recalled", why=clean(recall.why, 200), **told)
    if not found:
        yield words.text("cli.keeping.slip.none-recalled", version=pack.version)


def recalls_as_json(found: Sequence[Taken]) -> str:
    """The same for a machine to read."""
    return json.dumps([{"app": each.subject.key, **recall.model_dump(mode="json")} for each, recall in found])
