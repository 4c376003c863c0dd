# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A pack that was made anew by somebody else, and packs with one changed byte, as `devicecheck verify` sees them.

The forger's program below knows nothing of ours: the standard library and ssh-keygen, as anybody has them.
"""

import json
import random
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from devicecheck.cli.exits import Exit
from devicecheck.report.evidence import to_zip
from tests.cli.test_evidence import Clinic, clinic, run

__all__ = ["clinic"]

OFFSETS = 10
"""Places in each file of a pack whose bit is turned."""


def forged(pack: Path, folder: Path, change: Callable[[dict[str, bytes]], None]) -> str:
    """Unpack, change, and make log, sums, list and signature anew with a key of one's own; its fingerprint."""
    with zipfile.ZipFile(pack) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    folder.mkdir()
    key = folder.parent / "forger"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    shown = subprocess.run(["ssh-keygen", "-l", "-f", f"{key}.pub"], capture_output=True, text=True, check=True)
    mine = shown.stdout.split()[1]
    manifest = json.loads(files.pop("manifest.json"))
    del files["manifest.json.sig"], files["sha256sums.txt"]
    theirs, manifest["key"] = manifest["key"], mine
    files = {name: data.replace(theirs.encode(), mine.encode()) for name, data in files.items()}
    kind, public, *_ = Path(f"{key}.pub").read_text().split()
    files["allowed_signers"] = f'clinic namespaces="devicecheck-evidence" {kind} {public}\n'.encode()
    change(files)
    previous, lines = "0" * 64, []
    for line in files["log.jsonl"].decode().splitlines():
        lines.append(json.dumps(json.loads(line) | {"previous": previous}, sort_keys=True, separators=(",", ":")))
        previous = sha256(lines[-1].encode()).hexdigest()
    files["log.jsonl"] = "".join(f"{line}\n" for line in lines).encode()
    sums = "".join(f"{sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items()))
    files["sha256sums.txt"] = sums.encode()
    manifest["log_head"] = previous
    manifest["files"] = [
        {"path": name, "size": len(data), "sha256": sha256(data).hexdigest()} for name, data in sorted(files.items())
    ]
    files["manifest.json"] = json.dumps(manifest, indent=1, ensure_ascii=False).encode() + b"\n"
    for name, data in files.items():
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / name).write_bytes(data)
    sign = ["ssh-keygen", "-q", "-Y", "sign", "-f", str(key), "-n", "devicecheck-evidence", "manifest.json"]
    subprocess.run(sign, cwd=folder, check=True, capture_output=True)
    return mine


def nothing(files: dict[str, bytes]) -> None:
    """Change nothing: what is forged is the signer alone."""


def another_app(files: dict[str, bytes]) -> None:
    """Name another app in every file of data."""
    for name in ("findings.csv", "lines.csv", "record.json", "log.jsonl"):
        files[name] = files[name].replace(b"com.systemservice", b"com.whatsapp.app0")


def one_byte(files: dict[str, bytes]) -> None:
    files["evidence.txt"] = files["evidence.txt"].replace(b"K7-F3QX", b"K7-F3QY", 1)


def fewer_lines(files: dict[str, bytes]) -> None:
    files["log.jsonl"] = b"".join(
        line for line in files["log.jsonl"].splitlines(keepends=True) if b'"event":"found"' not in line
    )


@pytest.mark.parametrize("change", [nothing, another_app, one_byte])
@pytest.mark.parametrize("packed", [False, True], ids=["folder", "zip"])
def test_a_forgery_made_with_stock_programs_is_an_unknown_key(
    clinic: Clinic, tmp_path: Path, change: Callable[[dict[str, bytes]], None], *, packed: bool
) -> None:
    home, pack, printed = clinic
    folder = tmp_path / "forgery"
    mine = forged(pack, folder, change)
    if packed:
        files = {f"{path.relative_to(folder)}": path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        folder = folder.with_suffix(".zip")
        folder.write_bytes(to_zip(files))
    seen = run(home, "verify", str(folder), "--json")
    told = json.loads(seen.stdout)
    assert seen.returncode == Exit.NOT_SHOWN
    assert told["problems"] == []
    assert (told["key_is"], told["key"]) == ("unknown", mine)
    said = run(home, "verify", str(folder))
    assert said.returncode == Exit.NOT_SHOWN
    assert mine in said.stdout
    assert "compare" in said.stdout.casefold()
    assert "printed" in said.stdout.casefold()
    against = run(home, "verify", str(folder), "--json", "--fingerprint", printed)
    assert (against.returncode, json.loads(against.stdout)["key_is"]) == (Exit.NOT_SHOWN, "not-as-printed")


def test_a_forger_cannot_leave_lines_out_of_the_log_without_being_seen(clinic: Clinic, tmp_path: Path) -> None:
    home, pack, _ = clinic
    forged(pack, tmp_path / "forgery", fewer_lines)
    told = json.loads(run(home, "verify", str(tmp_path / "forgery"), "--json").stdout)
    assert told["key_is"] == "unknown"
    assert "log.jsonl" in {each["file"] for each in told["problems"]}


@pytest.mark.slow
@pytest.mark.parametrize("packed", [False, True], ids=["folder", "zip"])
def test_one_turned_bit_in_any_file_is_named(clinic: Clinic, tmp_path: Path, *, packed: bool) -> None:
    home, pack, _ = clinic
    with zipfile.ZipFile(pack) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    dice = random.Random(26)
    place = tmp_path / ("pack.zip" if packed else "pack")
    for name, data in files.items():
        for at in {0, len(data) - 1, *(dice.randrange(len(data)) for _ in range(OFFSETS))}:
            turned = data[:at] + bytes([data[at] ^ (1 << dice.randrange(8))]) + data[at + 1 :]
            write(place, files | {name: turned})
            seen = run(home, "verify", str(place), "--json")
            assert seen.returncode == Exit.NOT_SHOWN, (name, at)
            assert name in {each["file"] for each in json.loads(seen.stdout)["problems"]}, (name, at)


def write(place: Path, files: dict[str, bytes]) -> None:
    if place.suffix:
        place.write_bytes(to_zip(files))
        return
    shutil.rmtree(place, ignore_errors=True)
    for name, data in files.items():
        (place / name).parent.mkdir(exist_ok=True, parents=True)
        (place / name).write_bytes(data)
