# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Macs and Windows, as far as this computer can play them: their own tools are asked, else nothing is made up.

What real ones answer is not proven here; the README says so.
"""

import sys
from pathlib import Path

import pytest

from devicecheck.errors import UsageError
from devicecheck.readers.network import addresses, broker, neighbours
from devicecheck.readers.network.addresses import Interface
from devicecheck.runner.networks import HomeNetwork, chosen

IFCONFIG = "en0: flags=8863<UP> mtu 1500\\n\\tinet 192.168.1.10 netmask 0xffffff00 broadcast 192.168.1.255\\n"
POWERSHELL = '[{"InterfaceAlias":"Wi-Fi","IPAddress":"192.168.1.10","PrefixLength":24}]'
PROGRAMS = {
    "darwin": {"ifconfig": IFCONFIG, "arp": "? (192.168.1.1) at e8:df:70:1:22:33 on en0\\n"},
    "win32": {"powershell": POWERSHELL, "arp": "  192.168.1.1    e8-df-70-01-22-33  dynamic\\n"},
}
NAMES = {"darwin": "en0", "win32": "Wi-Fi"}


@pytest.fixture(params=sorted(PROGRAMS))
def system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(sys, "platform", request.param)
    return str(request.param)


def test_the_systems_own_programs_are_asked(system: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, said in PROGRAMS[system].items():
        (tmp_path / name).write_text(f"#!/bin/sh\nprintf '{said}'\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    assert addresses.interfaces() == [Interface(NAMES[system], "192.168.1.10", "192.168.1.0/24")]
    assert neighbours.known(NAMES[system]) == {"192.168.1.1": "e8:df:70:01:22:33"}


@pytest.mark.parametrize("body", ["exit 1", "echo what is this", "echo '[3]'", "echo '{}'", ""])
def test_programs_that_are_missing_or_say_odd_things_give_no_network_and_no_neighbour(
    system: str, body: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in PROGRAMS[system] if body else ():
        (tmp_path / name).write_text(f"#!/bin/sh\n{body}\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path) if not body else f"{tmp_path}:/bin:/usr/bin")
    found = addresses.interfaces()
    assert found == []
    assert neighbours.known(NAMES[system]) == {}
    with pytest.raises(UsageError) as told:
        chosen(tuple(HomeNetwork(each.name, each.address, each.network) for each in found), None)
    assert told.value.code == "usage.no-network"


def test_the_way_out_is_not_known_there_and_no_name_is_asked_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbours, "ROUTES", Path("/no/such/file"))
    assert neighbours.router("en0") == ""


def test_no_packet_socket_is_opened_there(system: str) -> None:
    assert broker.main(["--interface", "eth0"]) == broker.WRONG_USAGE
