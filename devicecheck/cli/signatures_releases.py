# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck signatures key | ceremony | rotate | release | sign | verify | update`: signed lists on a stick."""

import getpass
import json
from datetime import UTC, date, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from devicecheck.casefile import clinic_key
from devicecheck.casefile.export import write_file
from devicecheck.cli.exits import Exit, narrate
from devicecheck.cli.signatures_keeping import counts_text, sure
from devicecheck.errors import EvidenceError
from devicecheck.frontend import list_releases as releases
from devicecheck.packs import installed, workshop
from devicecheck.packs.load import load_shipped
from devicecheck.packs.releases import public_keys, stick
from devicecheck.packs.releases.public_keys import PublicKey
from devicecheck.report.checks_part import ListAge, list_age
from devicecheck.report.wording import Wording, load


def make_key(path: Path, holder: str, with_passphrase: bool) -> int:
    """Make one person's key and its public half beside it; the exit code."""
    words = load()
    name = " ".join(holder.split())
    if not name.isprintable() or not 2 <= len(name) <= 60:
        raise workshop.refusal("no-name")
    made = clinic_key.create(path, date.today(), _new_passphrase(words) if with_passphrase else "")
    public = PublicKey(name, Ed25519PublicKey.from_public_bytes(made.public))
    beside = write_file(path.with_name(f"{path.name}.pub"), public.line.encode("utf-8"), of_client=False)
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
    asked = words.text("cli.keeping.release.passphrase", path=path)
    return releases.opened_key(path, lambda: getpass.getpass(f"{asked} "))


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
    pack = releases.proposed(place, folder, today, datetime.now(UTC), words)
    print(words.text("cli.keeping.release.proposed", version=pack.version))
    print(counts_text(pack, words))
    return _sign(place, keys, words) if keys else Exit.DONE


def sign(place: Path, keys: list[Path]) -> int:
    """Say what waits on the stick, and sign it after a yes; the exit code."""
    words = load()
    for line in releases.waiting_lines(place, words):
        narrate(line)
    if not sure(words):
        return Exit.GATE
    return _sign(place, keys, words)


def _sign(place: Path, keys: list[Path], words: Wording) -> int:
    for path in keys:
        for line in releases.signed_lines(place, opened_key(path, words), words):
            print(line)
    if code := releases.root_code(place):
        print(words.text("cli.keeping.release.root-code", code=code))
    return Exit.DONE


def verify(place: Path, code: str, as_json: bool) -> int:
    """Look a stick over as a clinic's computer would, and install nothing; the exit code."""
    pack = releases.verified(place, code)
    if as_json:
        told = {"version": pack.version, "issued_on": pack.issued_on.isoformat(), "entries": len(pack.signatures)}
        print(json.dumps(told))
    else:
        print(releases.verified_text(pack, load()))
    return Exit.DONE


def update(place: Path, code: str, today: date, as_json: bool) -> int:
    """Install the list on a stick, if everything about it is right; the exit code."""
    words = load()
    done = releases.installed_from(place, code, today)
    if as_json:
        told = {"version": done.pack.version, "entries": len(done.pack.signatures), "canaries": done.canaries}
        print(json.dumps(told))
        return Exit.DONE
    for line in releases.installed_lines(done, words):
        print(line)
    if not done.had:
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
    print(words.text(f"cli.keeping.release.in-use{'-later' if days < 0 else ''}", days=days, **told))
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
