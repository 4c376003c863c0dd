# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A session of Debian's own `adb`: a second implementation of the client's side."""

import os
import shutil
import socket
import subprocess
import time

import pytest

from devicecheck.practice.phone import PracticePhone


@pytest.fixture
def adb(tmp_path):
    """Run adb with a server, key and home of its own; where CI runs, adb must be there."""
    if not shutil.which("adb"):
        assert not os.environ.get("CI"), "adb is not installed"
        pytest.skip("adb is not installed")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "TMPDIR": str(tmp_path),
                   "ANDROID_ADB_SERVER_PORT": str(port)}  # fmt: skip

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["adb", *arguments], env=environment, capture_output=True, text=True, timeout=20, check=False
        )

    yield run
    run("kill-server")


def test_a_session(adb, tmp_path):
    with PracticePhone("watched", auth={"mode": "accept", "delay": 0.1}) as phone:
        serial = f"127.0.0.1:{phone.port}"
        adb("connect", serial)
        deadline = time.monotonic() + 15
        while " device product:panther" not in (listed := adb("devices", "-l").stdout):
            assert time.monotonic() < deadline, listed
            time.sleep(0.1)
        assert "model:Pixel_7" in listed
        failed = adb("-s", serial, "shell", "ls /nope; exit 5")
        assert (failed.stdout, failed.stderr, failed.returncode) == ("", "ls: /nope: No such file or directory\n", 5)
        packages = adb("-s", serial, "shell", "pm list packages -f").stdout.splitlines()
        path = next(line for line in packages if line.endswith("=com.systemservice"))
        path = path.removeprefix("package:").removesuffix("=com.systemservice")
        assert len(packages) > 290
        assert adb("-s", serial, "pull", path, str(tmp_path / "pulled.apk")).returncode == 0
        assert (tmp_path / "pulled.apk").read_bytes() == phone.state.files.read(path)
        assert adb("-s", serial, "exec-out", "getprop ro.product.model").stdout == "Pixel 7\n"
        assert "base.apk" in adb("-s", serial, "ls", path.removesuffix("/base.apk")).stdout
        assert phone.audit.changes() == []
