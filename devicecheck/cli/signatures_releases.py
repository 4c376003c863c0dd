# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck signatures key | ceremony | rotate | release | sign | verify | update`: signed lists on a stick."""

import getpass
import json
from datetime import UTC, date, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pydantic import ValidationError

from devicecheck.casefile import clinic_key
from devicecheck.casefile.clinic_key import ClinicKey, KeyFile
from devicecheck.casefile.export import write_file
from devicecheck.cli.exits import Exit, narrate
from devicecheck.cli.signatures_exchange import SHOWN, diff_lines
from devicecheck.cli.signatures_keeping import counts_text, sure
from devicecheck.errors import EvidenceError, PackError
from devicecheck.model.signatures import Pack
from devicecheck.packs import compiled, installed, workshop
from devicecheck.packs.difference import difference
from devicecheck.packs.find import signatures_folder
from devicecheck.packs.lint import problems
from devicecheck.packs.load import load_pack, load_shipped
from devicecheck.packs.releases import installing, public_keys, stick
from devicecheck.packs.releases.names import CHANGES, METADATA, PACK, TARGETS
from devicecheck.packs.releases.public_keys import PublicKey
from devicecheck.report.checks_part import ListAge, list_age
from devicecheck.report.clean_text import clean
from devicecheck.report.wording import Wording, load
from devicecheck.selftest.canaries import fire
from devicecheck.selftest.entry_proof import prove

LINES_OF_NEWS = 5
LONGEST_HISTORY = 64_000
ANCHOR = "root.json"
"""The shipped first root: there is none until named people have held the key ceremony of the project."""


def make_key(path: Path, holder: str, with_passphrase: bool) -> int:
    """Make one person's key and its public half beside it; the exit code."""
    words = load()
    name = " ".join(holder.split())
    if not name.isprintable() or not 2 <= len(name) <= 60:
        raise workshop.refusal("no-name")
    made = clinic_key.create(path, date.today(), _new_passphrase(words) if with_passphrase else "")
    public = PublicKey(name, Ed25519PublicKey.from_public_bytes(made.public))
    beside = write_file(path.with_name(f"{path.name}.pub"), public.line.encode("utf-8"))
    print(words.text("cli.keeping.release.key-made", path=path, public=beside))
    print(words.text("cli.keeping.release.key-code", code=public.code))
    return Exit.DONE


def _new_passphrase(words: Wording) -> str:
    typed = getpass.getpass(f"{words.text('cli.keeping.release.new-passphrase')} ")
    if not typed or getpass.getpass(f"{words.text('cli.keeping.release.again')} ") != typed:
        raise EvidenceError("passphrases-differ")
    return typed


def opened_key(path: Path, words: Wording) -> Ed25519PrivateKey:
    """The secret key in a file; its passphrase is asked for if it has one. Errors: PackError, EvidenceError."""
    try:
        found = clinic_key.load(path)
    except EvidenceError as error:
        if error.reason == "no-key":
            raise workshop.refusal("no-secret-key", path=str(path)) from None
        if error.reason != "key-open-to-others" or not (found := _on_a_stick(path)).sealed:
            raise
    asked = words.text("cli.keeping.release.passphrase", path=path)
    return found.open(getpass.getpass(f"{asked} ") if found.sealed else "")


def _on_a_stick(path: Path) -> ClinicKey:
    """A key whose file others can read, as every file on most USB sticks: a passphrase has to keep it then."""
    try:
        with path.open("rb") as file:
            return ClinicKey(path, KeyFile.model_validate_json(file.read(clinic_key.SIZE_LIMIT)))
    except (OSError, ValidationError):
        raise EvidenceError("key-damaged", {"path": str(path)}) from None


def ceremony(place: Path, keys: list[Path], rotate: bool) -> int:
    """Lay a set of three keys on a stick, to be signed; the exit code."""
    words = load()
    held = [public_keys.read(path) for path in keys]
    (stick.rotate if rotate else stick.begin)(place, held, datetime.now(UTC))
    for key in held:
        print(f"{key.holder}: {key.code}")
    print(words.text("cli.keeping.release.begun", names=", ".join(key.holder for key in held)))
    return Exit.DONE


def release(place: Path, folder: Path, keys: list[Path], today: date) -> int:
    """Test a folder of signatures, give it the next version, and lay it on the stick to be signed; the exit code."""
    words = load()
    found = problems(workshop.own_folder(folder))
    if found:
        raise PackError("problems", found)
    stick.newest_root(place)
    before, pack = _last_released(place), load_pack(folder)
    _prove(pack)
    version = workshop.next_version(max((pack.version, before.version), key=installed.order), today)
    workshop.set_version(folder, version, today)
    pack = pack.model_copy(update={"version": version, "issued_on": today})
    stick.propose(place, compiled.write(pack), _changes(place, before, pack, words), datetime.now(UTC))
    print(words.text("cli.keeping.release.proposed", version=pack.version))
    print(counts_text(pack, words))
    return _sign(place, keys, words) if keys else Exit.DONE


def _prove(pack: Pack) -> int:
    """Every value of the list is found, and every planted sign; how many fixed signs there were."""
    silent = prove(pack, pack.signatures).silent
    if silent:
        raise PackError("problems", silent)
    return fire(pack)


def _last_released(place: Path) -> Pack:
    """The list that was released last on this stick; before the first one, the shipped list."""
    path = place / TARGETS / PACK
    if not path.exists():
        return load_shipped()
    return _read_pack(stick.read_file(path), path)


def _read_pack(data: bytes, path: Path) -> Pack:
    try:
        return compiled.read(data)
    except compiled.NotCompiled:
        raise workshop.refusal("stick-damaged", path=str(path)) from None


def _changes(place: Path, before: Pack, pack: Pack, words: Wording) -> str:
    """What is new, written from the entries, with what was new before below it."""
    heading = words.text("cli.keeping.release.heading", version=pack.version, day=pack.issued_on.isoformat())
    lines = [heading, *diff_lines(difference(before, pack), words, SHOWN)]
    for recall in pack.recalls:
        if recall not in before.recalls:
            told = {"entry": recall.entry, "why": recall.why, "versions": ", ".join(recall.versions)}
            lines.append(words.text("cli.keeping.release.recall", value=recall.value or recall.entry, **told))
    path = place / TARGETS / CHANGES
    older = stick.read_file(path).decode("utf-8", "replace") if path.exists() else ""
    return "\n".join((*lines, "", older))[:LONGEST_HISTORY]


def sign(place: Path, keys: list[Path]) -> int:
    """Say what waits on the stick, and sign it after a yes; the exit code."""
    words = load()
    for holder, code in stick.waiting_keys(place):
        narrate(f"{clean(holder, 60)}: {code}")
    data = stick.waiting_pack(place)
    if data is not None:
        _say_pack(_read_pack(data, place), _last_released(place), words)
    if stick.waiting(place) and not sure(words):
        return Exit.GATE
    return _sign(place, keys, words)


def _say_pack(pack: Pack, before: Pack, words: Wording) -> None:
    """What a signature would vouch for, from the pack itself, not from what anybody wrote about it."""
    _prove(pack)
    narrate(words.text("cli.keeping.release.heading", version=pack.version, day=pack.issued_on.isoformat()))
    for line in diff_lines(difference(before, pack), words, None):
        narrate(clean(line, 300))


def _sign(place: Path, keys: list[Path], words: Wording) -> int:
    for path in keys:
        done = {_what(each.what): each for each in stick.sign(place, opened_key(path, words))}
        for what, each in done.items():
            told = {"what": words.text(f"cli.keeping.release.{what}"), "names": ", ".join(each.signed)}
            key = "signed" if each.wanted else "done"
            print(words.text(f"cli.keeping.release.{key}", wanted=each.wanted, **told))
    if (place / METADATA / "1.root.json").exists():
        print(words.text("cli.keeping.release.root-code", code=stick.root_code(place)))
    return Exit.DONE


def _what(name: str) -> str:
    return "root" if name.endswith("root.json") else "pack"


def verify(place: Path, code: str, as_json: bool) -> int:
    """Look a stick over as a clinic's computer would, and install nothing; the exit code."""
    words = load()
    pack = installing.verify(place, installed.home(), code, _anchor()).pack
    if as_json:
        print(
            json.dumps(
                {"version": pack.version, "issued_on": pack.issued_on.isoformat(), "entries": len(pack.signatures)}
            )
        )
    else:
        told = {"version": pack.version, "day": pack.issued_on.isoformat(), "entries": len(pack.signatures)}
        print(words.text("cli.keeping.release.verified", **told))
    return Exit.DONE


def update(place: Path, code: str, today: date, as_json: bool) -> int:
    """Install the list on a stick, if everything about it is right; the exit code."""
    words, home = load(), installed.home()
    had = {one.version for one in installed.listed(home).packs}
    counted: list[int] = []
    release = installing.update(place, home, code, today, lambda pack: counted.append(fire(pack)), _anchor())
    pack = release.pack
    if as_json:
        print(json.dumps({"version": pack.version, "entries": len(pack.signatures), "canaries": counted[0]}))
        return Exit.DONE
    told = {"version": pack.version, "day": pack.issued_on.isoformat(), "entries": len(pack.signatures)}
    if pack.version in had:
        print(words.text("cli.keeping.release.same", **told))
        return Exit.DONE
    print(words.text("cli.keeping.release.installed", canaries=counted[0], **told))
    print(words.text("cli.keeping.release.new"))
    for line in release.changes.partition("\n\n")[0].splitlines()[1 : LINES_OF_NEWS + 1]:
        print(f"  {clean(line, 200)}")
    narrate(words.text("cli.keeping.release.more"))
    return Exit.DONE


def in_use(today: date, as_json: bool) -> int:
    """Say which list a check would use now, how old it is, and which others are kept; the exit code."""
    words, home = load(), installed.home()
    pack = installed.chosen(home, load_shipped())
    age = list_age(pack.issued_on, today)
    versions = [one.version for one in installed.listed(home).packs]
    bad = installed.damaged(home)
    days = (today - pack.issued_on).days
    if as_json:
        print(json.dumps({"version": pack.version, "days": days, "age": age, "kept": versions, "damaged": bad}))
        return Exit.DONE
    told = {"version": pack.version, "day": pack.issued_on.isoformat(), "entries": len(pack.signatures)}
    print(words.text("cli.keeping.release.in-use", days=days, **told))
    print(words.text(f"cli.keeping.release.age-{age}"))
    print(counts_text(pack, words))
    if versions:
        print(words.text("cli.keeping.release.kept", versions=", ".join(versions)))
    if bad:
        print(words.text("cli.keeping.release.damaged", versions=", ".join(bad)))
    return Exit.SIGNATURES if bad or age in {ListAge.TOO_OLD, ListAge.FUTURE} else Exit.DONE


def go_back() -> int:
    """Take the newest installed list out of use on this computer; the exit code."""
    words, home = load(), installed.home()
    gone = installed.go_back(home)
    now = installed.chosen(home, load_shipped()).version
    print(words.text("cli.keeping.release.went-back", version=gone, now=now))
    return Exit.DONE


def _anchor() -> Path:
    return signatures_folder() / ANCHOR
