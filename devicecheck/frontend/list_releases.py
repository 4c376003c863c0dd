# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signed lists on a stick, step by step: propose, sign what waits, look a stick over, install from it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import ValidationError

from devicecheck.casefile import clinic_key
from devicecheck.casefile.clinic_key import ClinicKey, KeyFile
from devicecheck.casefile.plain_file import opened
from devicecheck.errors import EvidenceError, PackError
from devicecheck.frontend.list_differences import SHOWN, diff_lines
from devicecheck.frontend.proving import fire_with_own_list
from devicecheck.model.signatures import Pack
from devicecheck.packs import compiled, installed, workshop
from devicecheck.packs.difference import difference
from devicecheck.packs.find import signatures_folder
from devicecheck.packs.lint import problems
from devicecheck.packs.load import load_pack, load_shipped
from devicecheck.packs.releases import installing, stick
from devicecheck.packs.releases.names import CHANGES, METADATA, TARGETS
from devicecheck.report.clean_text import clean
from devicecheck.report.wording import Wording
from devicecheck.selftest.entry_proof import prove
from devicecheck.selftest.start import fire_every_kind

LINES_OF_NEWS = 5
LONGEST_HISTORY = 64_000
ANCHOR = "root.json"
"""The shipped first root: there is none until named people have held the key ceremony of the project."""


@dataclass(frozen=True)
class Install:
    """What came of an installation. Shape: `had` when this version was installed already; `news` as on the stick."""

    pack: Pack
    had: bool
    canaries: int
    news: str


def opened_key(path: Path, passphrase: Callable[[], str]) -> Ed25519PrivateKey:
    """The secret key in a file; its passphrase is asked for if it has one. Errors: PackError, EvidenceError."""
    try:
        found = clinic_key.load(path)
    except EvidenceError as error:
        if error.reason == "no-key":
            raise workshop.refusal("no-secret-key", path=str(path)) from None
        if error.reason != "key-open-to-others" or not (found := _on_a_stick(path)).sealed:
            raise
    return found.open(passphrase() if found.sealed else "")


def _on_a_stick(path: Path) -> ClinicKey:
    """A key whose file others can read, as every file on most USB sticks: a passphrase has to keep it then."""
    try:
        with opened(path) as file:
            return ClinicKey(path, KeyFile.model_validate_json(file.read(clinic_key.SIZE_LIMIT)))
    except (OSError, ValidationError):
        raise EvidenceError("key-damaged", {"path": str(path)}) from None


def proposed(place: Path, folder: Path, today: date, now: datetime, words: Wording) -> Pack:
    """Test a folder, give it the next version, lay it on the stick to be signed. Errors: PackError, SelfTestError."""
    found = problems(workshop.own_folder(folder))
    if found:
        raise PackError("problems", found)
    stick.newest_root(place)
    before, pack = _last_released(place), load_pack(folder)
    _prove(pack)
    version = workshop.next_version(max((pack.version, before.version), key=installed.order), today)
    workshop.set_version(folder, version, today)
    pack = pack.model_copy(update={"version": version, "issued_on": today})
    stick.propose(place, compiled.write(pack), _changes(place, before, pack, words), now)
    return pack


def _prove(pack: Pack) -> None:
    """Every value of the list is found, and every planted sign."""
    silent = prove(pack, pack.signatures).silent
    if silent:
        raise PackError("problems", silent)
    fire_with_own_list(pack)


def _last_released(place: Path) -> Pack:
    """The list that was released last on this stick; the shipped list before the first one, or for an unsigned one."""
    data = stick.released_pack(place)
    return load_shipped() if data is None else _read_pack(data, place)


def _read_pack(data: bytes, path: Path) -> Pack:
    try:
        return compiled.read(data)
    except compiled.NotCompiled:
        raise workshop.refusal("stick-damaged", path=str(path)) from None


def _changes(place: Path, before: Pack, pack: Pack, words: Wording) -> str:
    """What is new, written from the entries, with what was new before below it."""
    lines = [_heading(pack, words), *diff_lines(difference(before, pack), words, SHOWN)]
    path = place / TARGETS / CHANGES
    older = stick.read_file(path).decode("utf-8", "replace") if path.exists() else ""
    return "\n".join((*lines, "", older))[:LONGEST_HISTORY]


def _heading(pack: Pack, words: Wording) -> str:
    return words.text("cli.keeping.release.heading", version=pack.version, day=pack.issued_on.isoformat())


def waiting_lines(place: Path, words: Wording) -> Iterator[str]:
    """What a signature would vouch for, from keys and pack themselves, not from what anybody wrote about them.

    Errors: PackError, also `nothing-waits`; SelfTestError when the list that waits does not find what it must find.
    """
    if not stick.waiting(place):
        raise workshop.refusal("nothing-waits", path=str(place))
    if keys := stick.waiting_keys(place):
        yield words.text("cli.keeping.release.keys-wait")
        yield from sorted(f"{clean(holder, 60)}: {code}" for holder, code in keys)
    data = stick.waiting_pack(place)
    if data is None:
        return
    pack = _read_pack(data, place)
    _prove(pack)
    yield _heading(pack, words)
    yield from (clean(line, 300) for line in diff_lines(difference(_last_released(place), pack), words, None))


def signed_lines(place: Path, key: Ed25519PrivateKey, words: Wording) -> Iterator[str]:
    """Sign what waits with one key; who signed what, and how many more must. Errors: PackError."""
    done = {_what(each.what): each for each in stick.sign(place, key)}
    for what, each in done.items():
        told = {"what": words.text(f"cli.keeping.release.{what}"), "names": ", ".join(each.signed)}
        yield words.text(f"cli.keeping.release.{'signed' if each.wanted else 'done'}", wanted=each.wanted, **told)


def _what(name: str) -> str:
    return "root" if name.endswith("root.json") else "pack"


def root_code(place: Path) -> str:
    """The code of a stick that clinics need once; "" before its keys are signed."""
    return stick.root_code(place) if (place / METADATA / "1.root.json").exists() else ""


def verified(place: Path, code: str) -> Pack:
    """The list on a stick, looked over as a clinic's computer would; nothing is installed. Errors: PackError."""
    return installing.verify(place, installed.home(), code, _anchor()).pack


def verified_text(pack: Pack, words: Wording) -> str:
    """That everything fits, and what it is."""
    return words.text("cli.keeping.release.verified", **_told(pack))


def installed_from(place: Path, code: str, today: date) -> Install:
    """Install the list on a stick, if everything about it is right. Errors: PackError, SelfTestError."""
    home, counted = installed.home(), list[int]()
    had = {one.version for one in installed.listed(home).packs}
    release = installing.update(place, home, code, today, lambda pack: counted.append(fire_every_kind(pack)), _anchor())
    return Install(release.pack, release.pack.version in had, counted[0], release.changes)


def installed_lines(done: Install, words: Wording) -> Iterator[str]:
    """What was installed, and the first lines of what is new."""
    if done.had:
        yield words.text("cli.keeping.release.same", **_told(done.pack))
        return
    yield words.text("cli.keeping.release.installed", canaries=done.canaries, **_told(done.pack))
    yield words.text("cli.keeping.release.new")
    for line in done.news.partition("\n\n")[0].splitlines()[1 : LINES_OF_NEWS + 1]:
        yield f"  {clean(line, 200)}"


def _told(pack: Pack) -> dict[str, str | int]:
    return {"version": pack.version, "day": pack.issued_on.isoformat(), "entries": len(pack.signatures)}


def _anchor() -> Path:
    return signatures_folder() / ANCHOR
