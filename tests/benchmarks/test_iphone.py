# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole scan of an iPhone with 300 apps, with start, pairing and unpairing, beside `ideviceinstaller`."""

import statistics
import time
from pathlib import Path

import pytest

from devicecheck.readers.wire import Status
from tests.practice.iphone.phones import client, plugged_in
from tests.readers.iphone.visiting import visit

pytestmark = pytest.mark.benchmark
ROUNDS = 5
APPS = [{"id": f"com.vendor{number:03d}.app", "name": f"App {number:03d}"} for number in range(271)]


def test_a_scan_beside_ideviceinstaller(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Prints both medians; the scan may take 1.5 times the other and a second."""
    theirs, ours = [], []
    for number in range(ROUNDS):
        folder = tmp_path / str(number)
        folder.mkdir()
        with plugged_in(apps=APPS) as (phone, daemon):
            assert len(phone.contents.apps) == 300
            client(daemon, "idevicepair", "pair")
            before = time.perf_counter()
            listed = client(daemon, "ideviceinstaller", "-l", "-o", "list_all", "-o", "xml")
            theirs.append(time.perf_counter() - before)
            assert listed.stdout.count("CFBundleIdentifier") == 300
        with plugged_in(apps=APPS) as (_, daemon):
            session = visit(daemon, folder)
            assert set(session.statuses.values()) == {Status.COMPLETE}
            ours.append(session.seconds)
    peer, scan = statistics.median(theirs), statistics.median(ours)
    allowed = 1.5 * peer + 1
    with capsys.disabled():
        print(f"\niPhone with 300 apps: scan {scan:.2f} s, ideviceinstaller -l {peer:.2f} s, allowed {allowed:.2f} s")
