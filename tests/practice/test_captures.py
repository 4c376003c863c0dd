# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Made-up recordings: they name what their story says, tshark reads the same names, and decoys are on no list."""

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from devicecheck.packs.load import load_shipped
from devicecheck.practice.capture import stories
from devicecheck.readers.bounds import Watch
from devicecheck.readers.capture import looking
from devicecheck.readers.capture.servers import Servers
from devicecheck.runner.capture_check import servers

ENDED = datetime(2026, 11, 1, 12, tzinfo=UTC)
OWN = {"protocol-a100.thetruthspy.com", "media-sync-a100.thetruthspy.com", "microtracker-1ca43.firebaseio.com"}


def written(name: str, tmp_path: Path) -> Path:
    path = tmp_path / f"{name}.pcap"
    path.write_bytes(stories.recording(stories.story(name), ENDED))
    return path


@pytest.mark.parametrize(
    ("name", "met"), [("traffic-watched", OWN), ("traffic-ordinary", set()), ("traffic-tunnel", set())]
)
def test_planted_servers_are_met_and_decoys_are_not(name: str, met: set[str], tmp_path: Path) -> None:
    found = looking.look(written(name, tmp_path), Servers(frozenset(servers(load_shipped()))), Watch(60, lambda: False))
    assert {hit["name"] for hit in found["hits"]} == met
    assert (found["unreadable"], found["unfinished"], found["cut"]) == (0, 0, False)
    assert bool(found["tunnels"]) is (name == "traffic-tunnel")


def test_every_way_of_naming_is_in_a_story() -> None:
    ways = {way for name in stories.names() for _, way, _ in stories.story(name)["said"]}
    assert ways == {"dns", "tls", "http", "quic", "tunnel"}


@pytest.mark.skipif(shutil.which("tshark") is None, reason="tshark is not installed")
def test_tshark_reads_every_name_of_a_story(tmp_path: Path) -> None:
    fields = ("-e", "dns.qry.name", "-e", "tls.handshake.extensions_server_name", "-e", "http.host")
    argv = ["tshark", "-r", str(written("traffic-watched", tmp_path)), "-T", "fields", *fields]
    printed = subprocess.run(argv, capture_output=True, text=True, check=True, timeout=100).stdout
    assert set(printed.split()) == {name for _, _, name in stories.story("traffic-watched")["said"]}
