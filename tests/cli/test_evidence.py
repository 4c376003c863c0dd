# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Making the clinic's key, a pack with it, and looking packs over, as a person or a script does."""

import io
import json
import os
import re
import shutil
import stat
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from hashlib import sha256
from pathlib import Path

import pytest

from devicecheck.cli import app
from devicecheck.cli.exits import Exit
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.report import document
from devicecheck.report.evidence import build, to_zip
from devicecheck.report.wording import load
from devicecheck.sources import recording
from tests.report import samples
from tests.report.evidence.conftest import APPS, MADE_AT, OTHER_KEY, watched

ROOT = Path(__file__).resolve().parents[2]
Done = subprocess.CompletedProcess[str]


def run(home: Path, *arguments: str, typed: str = "") -> Done:
    """A command of somebody whose own files are in `home`, run in this process: dozens of them would take long."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setenv("XDG_DATA_HOME", str(home / "data"))
        patch.setattr(sys, "stdin", io.StringIO(typed))
        code = app.run([*arguments])
    out.flush()
    return Done(arguments, code, out.buffer.getvalue().decode(), err.getvalue())  # type: ignore[attr-defined]


def run_alone(home: Path, *arguments: str, typed: str = "") -> Done:
    """The same as a program of its own without a terminal, where a passphrase is read from stdin."""
    return subprocess.run(
        [sys.executable, "-m", "devicecheck", *arguments],
        input=typed,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "XDG_DATA_HOME": str(home / "data")},
        start_new_session=True,
    )


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, str]:
    """A home with a key, a pack made there, and the fingerprint that was printed."""
    home = tmp_path_factory.mktemp("clinic")
    made = run(home, "evidence", "key")
    assert made.returncode == Exit.DONE, made.stderr
    fingerprint = re.search(r"SHA256:[A-Za-z0-9+/]{43}", made.stdout)
    assert fingerprint
    (home / "consultation.json").write_bytes(document.write(watched()))
    done = run(home, "report", str(home / "consultation.json"), "--copy", "C", "--out", str(home / "out"))
    assert done.returncode == Exit.DONE, done.stderr
    return home, home / "out" / "appointment-notes-K7-F3QX-c.zip", fingerprint[0]


Clinic = tuple[Path, Path, str]


def test_the_key_is_made_once_and_is_its_owners_alone(clinic: Clinic) -> None:
    home, _, fingerprint = clinic
    path = home / "data" / "devicecheck" / "clinic-key.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_bytes()
    again = json.loads(run(home, "evidence", "key", "--json").stdout)
    assert (again["fingerprint"], again["sealed"], path.read_bytes()) == (fingerprint, False, before)


def test_without_a_key_there_is_no_pack_and_the_way_out_is_named(clinic: Clinic, tmp_path: Path) -> None:
    home, _, _ = clinic
    done = run(tmp_path, "report", str(home / "consultation.json"), "--copy", "C", "--out", str(tmp_path / "out"))
    assert done.returncode == Exit.FILE
    assert "devicecheck evidence key" in done.stderr
    assert not list(tmp_path.rglob("*.zip"))


def test_the_clinic_knows_its_own_pack_and_never_says_a_bare_all_right(clinic: Clinic) -> None:
    home, pack, fingerprint = clinic
    done = run(home, "verify", str(pack))
    assert done.returncode == Exit.DONE, done.stderr
    assert fingerprint in done.stdout
    assert "printed page" in done.stdout
    assert not re.search(r"\b(ok|valid|genuine|authentic|verified)\b", done.stdout, re.IGNORECASE)


def test_elsewhere_the_key_is_unknown_until_paper_or_a_list_names_it(clinic: Clinic, tmp_path: Path) -> None:
    home, pack, fingerprint = clinic
    alone = run(tmp_path, "verify", str(pack))
    assert alone.returncode == Exit.NOT_SHOWN
    assert "does not know it" in alone.stdout
    assert run(tmp_path, "verify", str(pack), "--fingerprint", fingerprint).returncode == Exit.DONE
    wrong = run(tmp_path, "verify", str(pack), "--fingerprint", "SHA256:" + "A" * 43)
    assert (wrong.returncode, "NOT" in wrong.stdout) == (Exit.NOT_SHOWN, True)
    line = json.loads(run(home, "evidence", "key", "--json").stdout)["allowed_signer"]
    (tmp_path / "signers").write_text(line.replace("clinic", "kent", 1))
    listed = json.loads(run(tmp_path, "verify", str(pack), "--signers", str(tmp_path / "signers"), "--json").stdout)
    assert (listed["shown"], listed["key_is"], listed["name"]) == (True, "named", "kent")
    none = run(tmp_path, "verify", str(pack), "--signers", str(tmp_path / "no-such-file"))
    assert none.returncode == Exit.FILE


def test_a_changed_byte_is_named_and_a_forgery_is_an_unknown_key(clinic: Clinic, tmp_path: Path) -> None:
    home, pack, _ = clinic
    data = bytearray(pack.read_bytes())
    data[data.index(b"com.systemservice")] ^= 1
    (tmp_path / "changed.zip").write_bytes(bytes(data))
    changed = run(home, "verify", str(tmp_path / "changed.zip"))
    assert changed.returncode == Exit.NOT_SHOWN
    assert "Changed: " in changed.stdout
    forged = build(watched(), load(), key=OTHER_KEY, made_at=MADE_AT)
    (tmp_path / "forged.zip").write_bytes(to_zip(forged))
    done = run(home, "verify", str(tmp_path / "forged.zip"))
    assert done.returncode == Exit.NOT_SHOWN
    assert "does not know it" in done.stdout
    assert "Anybody can make a key" in done.stdout


def test_an_unpacked_pack_is_looked_over_as_a_folder(clinic: Clinic, tmp_path: Path) -> None:
    home, pack, _ = clinic
    folder = tmp_path / "unpacked"
    shutil.unpack_archive(pack, folder)
    assert run(home, "verify", str(folder)).returncode == Exit.DONE
    (folder / "findings.csv").unlink()
    (folder / "note.txt").write_text("hello")
    done = run(home, "verify", str(folder), "--json")
    found = {(each["trouble"], each["file"]) for each in json.loads(done.stdout)["problems"]}
    assert found == {("missing", "findings.csv"), ("extra", "note.txt")}


def test_a_name_in_a_pack_reaches_no_terminal_as_it_is(clinic: Clinic, tmp_path: Path) -> None:
    home, pack, _ = clinic
    folder = tmp_path / "unpacked"
    shutil.unpack_archive(pack, folder)
    (folder / "a\x1b[2J\u202etxt.csv").write_text("x")
    done = run(home, "verify", str(folder))
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout
    assert "[U+202E]" in done.stdout


def test_what_is_no_pack_is_refused(clinic: Clinic, tmp_path: Path) -> None:
    home, _, _ = clinic
    (tmp_path / "x.zip").write_bytes(b"PK\x03\x04 no zip")
    for path in (tmp_path / "x.zip", tmp_path / "none", home / "consultation.json"):
        done = run(home, "verify", str(path))
        assert done.returncode == Exit.FILE
        assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_a_key_with_a_passphrase_signs_only_with_it(clinic: Clinic, tmp_path: Path) -> None:
    home, _, _ = clinic
    differ = run_alone(tmp_path, "evidence", "key", "--passphrase", typed="one\ntwo\n")
    assert differ.returncode == Exit.FILE
    made = run_alone(tmp_path, "evidence", "key", "--passphrase", typed="plain words\nplain words\n")
    assert made.returncode == Exit.DONE, made.stderr
    arguments = ("evidence", "pack", str(home / "consultation.json"), "--folder", "--out", str(tmp_path / "out"))
    assert run_alone(tmp_path, *arguments, typed="wrong words\n").returncode == Exit.FILE
    done = run_alone(tmp_path, *arguments, typed="plain words\n")
    assert done.returncode == Exit.DONE, done.stderr
    folder = tmp_path / "out" / "appointment-notes-K7-F3QX-c"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert run(tmp_path, "verify", str(folder)).returncode == Exit.DONE


@pytest.mark.parametrize(("typed", "code"), [("yes\n", Exit.DONE), ("no\n", Exit.FILE), ("", Exit.FILE)])
def test_whole_answers_go_in_only_after_a_yes(clinic: Clinic, tmp_path: Path, typed: str, code: Exit) -> None:
    home, _, _ = clinic
    record = watched().readings[0]
    saved = Reading("r5", Topic.APPS, "phone-1", record.command, samples.START, samples.START, record.status, APPS)
    recording.write(tmp_path / "saved", (saved,))
    arguments = ("--readings", str(tmp_path / "saved"), "--folder", "--out", str(tmp_path / "out"))
    done = run(home, "evidence", "pack", str(home / "consultation.json"), *arguments, typed=typed)
    assert done.returncode == code, done.stderr
    assert "other person's lawyer may see them" in done.stderr
    kept = list(tmp_path.rglob("r5.bin"))
    assert [sha256(path.read_bytes()).hexdigest() for path in kept] == ([record.sha256] if typed == "yes\n" else [])
    if kept:
        assert run(home, "verify", str(kept[0].parent.parent)).returncode == Exit.DONE


def test_saved_answers_of_another_visit_are_refused(clinic: Clinic, tmp_path: Path) -> None:
    home, _, _ = clinic
    record = watched().readings[0]
    other = Reading("r5", Topic.APPS, "phone-1", record.command, samples.START, samples.START, record.status, b"other")
    recording.write(tmp_path / "saved", (other,))
    arguments = ("--readings", str(tmp_path / "saved"), "--out", str(tmp_path / "out"))
    done = run(home, "evidence", "pack", str(home / "consultation.json"), *arguments, typed="yes\n")
    assert done.returncode == Exit.FILE
    assert not list(tmp_path.rglob("*.zip"))
