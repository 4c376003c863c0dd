# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The private folder: nobody else reads it, nothing of it stays, and no other program's folder is touched."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from devicecheck.sources import private_folder as place
from devicecheck.sources.private_folder import erase_leftovers, in_memory, private_folder

HOLD = """
import sys, pathlib
from devicecheck.sources.private_folder import private_folder
with private_folder(pathlib.Path(sys.argv[1])) as folder:
    (folder / "secret").write_text("x")
    print(folder, flush=True)
    sys.stdin.read()
"""


def hold(parent: Path) -> tuple[subprocess.Popen[str], Path]:
    program = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(parent)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert program.stdout is not None
    return program, Path(program.stdout.readline().strip())


def test_it_is_private_and_gone_afterwards() -> None:
    with private_folder() as folder:
        assert folder.stat().st_mode & 0o777 == 0o700
        (folder / "deep" / "er").mkdir(parents=True)
        (folder / "deep" / "er" / "file").write_bytes(b"x")
        (folder / "deep").chmod(0o500)
    assert not folder.exists()


def test_it_is_gone_after_an_error() -> None:
    with pytest.raises(RuntimeError), private_folder() as folder:
        raise RuntimeError
    assert not folder.exists()


@pytest.mark.skipif(not in_memory(Path("/dev/shm")), reason="this system has no /dev/shm in memory")
def test_it_lies_in_memory_where_there_is_such_a_place() -> None:
    with private_folder() as folder:
        assert in_memory(folder)


def test_not_every_place_is_memory() -> None:
    assert not in_memory(Path("/proc"))


def test_leftovers_of_a_killed_program_are_erased_and_living_ones_are_not(tmp_path: Path) -> None:
    killed, left = hold(tmp_path)
    living, kept = hold(tmp_path)
    killed.kill()
    killed.communicate()
    assert (left / "secret").exists()
    with private_folder(tmp_path) as folder:
        assert not left.exists()
        assert (kept / "secret").exists()
        assert folder.exists()
    living.communicate("")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_being_made_is_left_alone_and_a_half_erased_one_is_not(tmp_path: Path) -> None:
    fresh, old = tmp_path / f"{place.PREFIX}fresh", tmp_path / f"{place.PREFIX}old"
    fresh.mkdir()
    old.mkdir()
    long_ago = time.time() - 10 * place.HALF_ERASED_AFTER
    os.utime(old, (long_ago, long_ago))
    assert erase_leftovers(tmp_path) == (old,)
    assert fresh.exists()


def test_links_and_other_names_are_never_followed(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.mkdir()
    (target / place.ALIVE).touch()
    (tmp_path / f"{place.PREFIX}link").symlink_to(target)
    assert erase_leftovers(tmp_path) == ()
    assert (target / place.ALIVE).exists()


def test_programs_that_start_at_one_moment_take_no_folder_from_each_other(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from devicecheck.sources.private_folder import private_folder\n"
        "for _ in range(150):\n"
        "    with private_folder(Path(sys.argv[1])) as folder: (folder / 'planted').write_bytes(b'x')\n"
    )
    argv = [sys.executable, "-c", code, str(tmp_path)]
    programs = [subprocess.Popen(argv) for _ in range(4)]
    assert [program.wait(60) for program in programs] == [0, 0, 0, 0]
    assert list(tmp_path.iterdir()) == []
