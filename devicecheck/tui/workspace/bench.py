# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A volunteer's working copy as the screens need it: read once, searched at every key. Nothing here draws."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from devicecheck.frontend.proving import fire_with_own_list
from devicecheck.matching.index import fingerprint
from devicecheck.model.signatures import Pack, Signature, SignatureStatus
from devicecheck.packs import workshop
from devicecheck.packs.difference import values
from devicecheck.packs.find import signatures_folder
from devicecheck.packs.form import Form, entry
from devicecheck.packs.lint import problems
from devicecheck.packs.load import load_pack
from devicecheck.packs.searching import stale
from devicecheck.selftest.entry_proof import prove


class Filter(StrEnum):
    """Which entries are listed. The words are at `tui.workspace-list.filter.<value>`."""

    ALL = "all"
    WAITING = "waiting"
    STALE = "stale"
    LISTED = "listed"
    REVIEWED = "reviewed"
    RETIRED = "retired"


@dataclass(frozen=True)
class Bench:
    """A working copy. Shape: `own` are ids with a file of their own; `texts` is what is searched, entry by entry."""

    folder: Path
    pack: Pack
    today: date
    own: frozenset[str]
    texts: tuple[str, ...]

    def entry(self, key: str) -> Signature:
        """The entry of an id. Errors: PackError `no-such-entry`."""
        return next((each for each in self.pack.signatures if each.id == key), None) or _missing(key)

    def rows(self, words: str, shown: Filter) -> tuple[Signature, ...]:
        """Entries that hold the words and pass the filter; those called so first, long unseen ones oldest first."""
        wanted, digits = words.strip().casefold(), fingerprint(words)
        pairs = zip(self.pack.signatures, self.texts, strict=True)
        held = [each for each, text in pairs if not wanted or wanted in text or (digits and digits in text)]
        if shown is Filter.STALE:
            kept = {each.id for each in held}
            return tuple(each for each in stale(self.pack, self.today) if each.id in kept)
        passed = [each for each in held if self._passes(each, shown)]
        return tuple(sorted(passed, key=lambda each: (not _called(each, wanted), each.name.casefold(), each.id)))

    def _passes(self, each: Signature, shown: Filter) -> bool:
        if shown is Filter.WAITING:
            return each.status is SignatureStatus.DRAFT and each.id in self.own
        return shown is Filter.ALL or each.status == shown.value


@dataclass(frozen=True)
class Tested:
    """What a test said. Shape: problems as `path:line: what to do`; `silent` are values that nothing found."""

    problems: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    fired: int = 0
    canaries: int = 0

    @property
    def passed(self) -> bool:
        """Whether every planted value was found, and at least one was planted."""
        return not self.problems and not self.silent and self.fired > 0


def open_bench(folder: Path, today: date) -> Bench:
    """Read a working copy; slow. Errors: PackError."""
    pack = load_pack(workshop.own_folder(folder))
    own = frozenset(each.id for each in pack.signatures if workshop.entry_path(folder, each).is_file())
    return Bench(folder, pack, today, own, tuple(_text(each) for each in pack.signatures))


def make_bench(folder: Path, today: date) -> Bench:
    """Make a working copy of the shipped list and read it; slow. Errors: PackError."""
    workshop.start(signatures_folder(), folder)
    return open_bench(folder, today)


def save(bench: Bench, form: Form) -> Bench:
    """Save what a form changes as a draft, and read the folder again; slow. Errors: PackError."""
    if (made := entry(form, bench.pack, bench.today)) != form.before:
        workshop.save(bench.folder, made, form.before)
    return open_bench(bench.folder, bench.today)


def review(bench: Bench, key: str, person: str) -> Bench:
    """Set an entry to reviewed by a named person, and read the folder again; slow. Errors: PackError."""
    workshop.review(bench.folder, workshop.find_entry(bench.pack, bench.folder, key), person, bench.today)
    return open_bench(bench.folder, bench.today)


def retire(bench: Bench, key: str) -> Bench:
    """Take an entry out of use, and read the folder again; slow. Errors: PackError."""
    workshop.retire(bench.folder, workshop.find_entry(bench.pack, bench.folder, key))
    return open_bench(bench.folder, bench.today)


def try_out(bench: Bench, key: str) -> Tested:
    """Test the folder, and plant the values of one entry, or of all for ""; slow. Errors: PackError."""
    found = problems(bench.folder)
    if found:
        return Tested(problems=found)
    pack = load_pack(bench.folder)
    proof = prove(pack, (each for each in pack.signatures if key in {"", each.id}))
    return Tested(silent=proof.silent, fired=proof.fired, canaries=fire_with_own_list(pack))


def _text(each: Signature) -> str:
    return "\n".join((each.id, each.name, *each.aliases, *values(each.indicators))).casefold()


def _called(each: Signature, wanted: str) -> bool:
    return wanted in (each.id, *(name.casefold() for name in (each.name, *each.aliases)))


def _missing(key: str) -> Signature:
    raise workshop.refusal("no-such-entry", id=key)
