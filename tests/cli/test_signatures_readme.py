# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The volunteers' README, run as it stands: from nothing to a released list that a clinic's computer uses."""

import json
import os
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from devicecheck.cli.exits import Exit
from devicecheck.packs.find import signatures_folder

ROOT = Path(__file__).resolve().parents[2]
README = (signatures_folder() / "README.md").read_text("utf-8")
SECTION = README.partition("## Add one app")[2].partition("\n## ")[0]
TEN_MINUTES = 600
pytestmark = pytest.mark.slow


def commands() -> Iterator[tuple[str, str]]:
    """Each command of the section with what is typed into it."""
    blocks = re.findall(r"```(sh|text)\n(.*?)```", SECTION, re.DOTALL)
    for number, (kind, text) in enumerate(blocks):
        if kind == "sh":
            *before, last = text.strip().splitlines()
            yield from ((line, "") for line in before)
            follows = blocks[number + 1] if number + 1 < len(blocks) else ("sh", "")
            yield last, follows[1] if follows[0] == "text" else ""


class Desk:
    """A folder of its own, and a computer's user of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, line: str, typed: str = "", home: str = "home") -> subprocess.CompletedProcess[str]:
        words = shlex.split(line)
        assert words[0] == "devicecheck"
        changed = {"PYTHONPATH": str(ROOT), "XDG_DATA_HOME": str(self.folder / home), "PYTHONWARNINGS": "ignore"}
        return subprocess.run(
            [sys.executable, "-m", *words], input=typed, capture_output=True, text=True, timeout=100, check=False,
            cwd=self.folder, env={**os.environ, **changed}, start_new_session=True,
        )  # fmt: skip


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, str, float]:
    """The desk after every command of the README, what they said, and the seconds that they took."""
    desk, said, start = Desk(tmp_path_factory.mktemp("volunteer")), "", time.monotonic()
    for line, typed in commands():
        code = re.search(r"The code of this stick is ([0-9a-f ]+)\.", said)
        done = desk.run(line.replace("THE CODE", code[1] if code else "THE CODE"), typed)
        assert done.returncode == Exit.DONE, f"{line}\n{done.stdout}{done.stderr}"
        said += done.stdout
    return desk, said, time.monotonic() - start


Followed = tuple[Desk, str, float]


def test_the_readme_leads_to_a_released_list_in_use(followed: Followed) -> None:
    desk, said, seconds = followed
    assert "Reviewed by Ben Other" in said
    assert "Released." in said
    assert "Secret Watch (secret-watch)" in said
    found = json.loads(desk.run("devicecheck signatures update --json").stdout)
    assert (found["age"], found["damaged"], len(found["kept"])) == ("fresh", [], 1)
    assert seconds < TEN_MINUTES / 4, "most of the ten minutes are for reading and typing"


def test_a_check_uses_the_installed_list(followed: Followed) -> None:
    desk, said, _ = followed
    version = re.search(r"Installed: version ([0-9.]+) of", said)
    assert version is not None
    row = next(
        json.loads(line) for line in desk.run("devicecheck doctor --json").stdout.splitlines() if "signatures" in line
    )
    assert version[1] in json.dumps(row)


def test_an_older_and_a_changed_stick_are_refused_with_what_to_do(followed: Followed) -> None:
    desk, _, _ = followed
    stick = desk.folder / "stick/targets/signatures.pack"
    good = stick.read_bytes()
    stick.write_bytes(good.replace(b"Secret Watch", b"Secret Witch"))
    done = desk.run("devicecheck signatures update stick")
    stick.write_bytes(good)
    assert done.returncode == Exit.SIGNATURES
    assert "not the one that was signed" in done.stderr and "Nothing was installed" in done.stderr
    unknown = desk.run("devicecheck signatures update stick", home="elsewhere")
    assert (unknown.returncode, "Get the code" in unknown.stderr) == (Exit.SIGNATURES, True)


def test_a_sealed_key_signs_from_a_stick_whose_files_all_can_read(followed: Followed) -> None:
    desk, _, _ = followed
    (desk.folder / "anna.key").chmod(0o644)
    (desk.folder / "other").mkdir()
    keys = " ".join(f"--key {name}.key.pub" for name in ("anna", "ben", "chris"))
    assert desk.run(f"devicecheck signatures ceremony other/stick {keys}").returncode == Exit.DONE
    line = "devicecheck signatures sign other/stick --key anna.key"
    assert desk.run(line, "yes\nwrong words\n").returncode == Exit.FILE
    assert desk.run(line, "yes\nfour words of anna\n").returncode == Exit.DONE


WATCH = "my-list/watch-secretly/secret-watch.yaml"
BAD = {
    "broken YAML": (WATCH, "name: Secret", "name: [Secret", "secret-watch.yaml:"),
    "a key that stands twice": (WATCH, "name: Secret", "name: Other\nname: Secret", "keep only one `name`"),
    "an alias": (WATCH, "name: Secret Watch", "name: &a Secret\naliases: [*a]", "aliases (*)"),
    "a certificate of never-match": (
        WATCH, "  packages:", "  certificates:\n  - 61ed377e85d386a8dfee6b864bd85b0bfaa5af81\n  packages:",
        "it may match nothing",
    ),
    "a review by hand": (WATCH, "status: reviewed\n", "status: reviewed\nfrom_hand: yes\n", "take `from_hand` out"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_files_are_refused_with_what_to_do_and_not_released(followed: Followed, name: str) -> None:
    desk, _, _ = followed
    path, old, new, says = BAD[name]
    text = (desk.folder / path).read_text("utf-8")
    assert old in text
    (desk.folder / path).write_text(text.replace(old, new, 1), "utf-8")
    try:
        tested = desk.run("devicecheck signatures test --folder my-list")
        released = desk.run("devicecheck signatures release stick --folder my-list")
    finally:
        (desk.folder / path).write_text(text, "utf-8")
    assert tested.returncode == released.returncode == Exit.SIGNATURES
    assert says in tested.stdout, tested.stdout
    assert "Traceback" not in tested.stderr + released.stderr
    assert not (desk.folder / "stick/waiting").exists()


def test_a_rule_that_includes_another_file_is_refused(followed: Followed) -> None:
    desk, _, _ = followed
    rule = (desk.folder / WATCH).with_suffix(".yar")
    rule.write_text('include "/etc/passwd"\nrule x { condition: true }\n')
    try:
        done = desk.run("devicecheck signatures test --folder my-list")
    finally:
        rule.unlink()
    assert (done.returncode, "take the line with `include` out" in done.stdout) == (Exit.SIGNATURES, True)


def test_an_entry_is_changed_by_the_same_questions(followed: Followed) -> None:
    desk, _, _ = followed
    typed = "\nSecret Watcher\n\n\n\n-\n\nChris Third\nyes\n"
    done = desk.run("devicecheck signatures edit secret-watch --folder my-list", typed)
    assert done.returncode == Exit.DONE, done.stderr
    text = (desk.folder / WATCH).read_text("utf-8")
    assert "name: Secret Watcher" in text and "status: draft" in text and "added_by: Chris Third" in text
    assert "reviewed_by" not in text
    own = desk.run('devicecheck signatures review secret-watch --folder my-list --name "Chris Third"', "yes\n")
    assert own.returncode == Exit.SIGNATURES and "Another person" in own.stderr
    back = desk.run('devicecheck signatures review secret-watch --folder my-list --name "Ben Other"', "yes\n")
    assert back.returncode == Exit.DONE


def test_the_input_that_ends_saves_nothing(followed: Followed) -> None:
    desk, _, _ = followed
    done = desk.run("devicecheck signatures new --folder my-list", "org.half.app\nHalf\n")
    assert (done.returncode, done.stdout) == (Exit.GATE, "")
    assert list((desk.folder / "my-list").rglob("half*")) == []


def test_a_false_alarm_goes_from_the_clinic_into_the_list(followed: Followed) -> None:
    desk, _, _ = followed
    desk.run("devicecheck signatures start slips-list")
    app = "com.life360.android.safetymapd"
    line = f"devicecheck signatures slip alarm.slip --false-alarm life360 --value {app} --phone pixel"
    assert desk.run(line, "no\n").returncode == Exit.GATE
    assert not (desk.folder / "alarm.slip").exists()
    written = desk.run(line, "yes\n")
    assert written.returncode == Exit.DONE
    shown = [each.strip() for each in written.stderr.splitlines()]
    assert all(each in shown for each in (desk.folder / "alarm.slip").read_text().splitlines()), "every line is shown"
    taken = desk.run("devicecheck signatures take-slip alarm.slip --folder slips-list", "yes\n")
    assert taken.returncode == Exit.DONE, taken.stderr
    tested = desk.run("devicecheck signatures test life360 --folder slips-list")
    assert tested.returncode == Exit.DONE, tested.stdout
    assert app in (desk.folder / "slips-list/never-match.yaml").read_text()


def test_an_unknown_app_opens_a_draft(followed: Followed) -> None:
    desk, _, _ = followed
    line = f"devicecheck signatures slip new.slip --app org.unknown.app --stamp {'ab' * 32} --control accessibility"
    assert desk.run(line, "yes\n").returncode == Exit.DONE
    typed = "\nUnknown App\n5\n\n12\n\nhttps://example.org/x\nAnna Example\n"
    done = desk.run("devicecheck signatures take-slip new.slip --folder my-list", typed)
    assert done.returncode == Exit.DONE, done.stderr
    text = (desk.folder / "my-list/other-use/unknown-app.yaml").read_text()
    assert "org.unknown.app" in text and "ab" * 32 in text and "status: draft" in text


def test_a_table_goes_out_and_comes_back(followed: Followed) -> None:
    desk, _, _ = followed
    assert desk.run("devicecheck signatures edit --table-out list.csv --folder my-list").returncode == Exit.DONE
    same = desk.run('devicecheck signatures edit --table-in list.csv --name "Anna Example" --folder my-list', "yes\n")
    assert same.stdout.strip() == "The table changes nothing."
    table = desk.folder / "list.csv"
    table.write_bytes(
        table.read_bytes().replace(b"org.example.secretwatch", b"org.example.secretwatch; org.example.two")
    )
    done = desk.run('devicecheck signatures edit --table-in list.csv --name "Anna Example" --folder my-list', "yes\n")
    assert done.returncode == Exit.DONE, done.stderr
    assert "org.example.two" in done.stderr
    assert "- org.example.two" in (desk.folder / WATCH).read_text()


@pytest.mark.parametrize("line", ["edit", "edit x --table-out y", "slip x.slip", "slip x.slip --app a.b --phone brick"])
def test_wrong_usage_says_what_to_give(followed: Followed, line: str) -> None:
    done = followed[0].run(f"devicecheck signatures {line}")
    assert done.returncode == Exit.USAGE
    assert done.stderr.strip() and "Traceback" not in done.stderr
