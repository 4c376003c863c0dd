# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which networks may be looked at, and what the systems say of their own addresses and neighbours."""

import json
import socket
import subprocess
import sys

import pytest

from devicecheck.readers.network import addresses, neighbours, table
from devicecheck.readers.network.addresses import Interface
from devicecheck.readers.network.session import BadAsk, new_loop, plan_of
from devicecheck.readers.wire import Ask

HOME = Interface("wlan0", "192.168.1.10", "192.168.1.0/24")


@pytest.mark.parametrize("network", ["192.168.1.0/24", "10.9.8.0/22", "172.16.0.0/30"])
def test_a_home_network_may_be_looked_at(network: str) -> None:
    assert str(addresses.network_of(network)) == network


@pytest.mark.parametrize(
    ("network", "why"),
    [
        ("8.8.8.0/24", "not-private"),
        ("10.0.0.0/8", "too-large"),
        ("192.168.0.0/21", "too-large"),
        ("10.8.0.2/32", "too-small"),
        ("10.8.0.2/31", "too-small"),
        ("127.0.0.0/8", "not-private"),
        ("192.0.2.0/24", "not-private"),
        ("192.168.1.1/24", "host bits"),
        ("::/0", "octets"),
    ],
)
def test_anything_else_may_not(network: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        addresses.network_of(network)


def ask(**changed: str | int) -> Ask:
    params: dict[str, str | int] = {"interface": "wlan0", "network": "192.168.1.0/24", "way": "ask", "seconds": 2}
    return Ask("1", table.TOPIC, params | changed)


def test_a_plan_is_only_for_a_network_that_this_computer_is_in() -> None:
    plan = plan_of(ask(), [HOME])
    assert (plan.own, str(plan.network), plan.way, plan.seconds) == ("192.168.1.10", "192.168.1.0/24", "ask", 2.0)
    for changed in ({"network": "192.168.2.0/24"}, {"interface": "eth9"}, {"way": "attack"}, {"seconds": 0}, {"x": 1}):
        with pytest.raises(BadAsk):
            plan_of(ask(**changed), [HOME])
    with pytest.raises(BadAsk, match="not-private"):
        plan_of(ask(network="8.8.8.0/24"), [Interface("wlan0", "8.8.8.9", "8.8.8.0/24")])


def test_a_mac_and_windows_as_their_manuals_show_them() -> None:
    mac = "en0: flags=8863<UP> mtu 1500\n\tinet 192.168.1.10 netmask 0xffffff00 broadcast 192.168.1.255\nlo0: x\n"
    assert addresses.from_ifconfig(mac) == [Interface("en0", "192.168.1.10", "192.168.1.0/24")]
    windows = '[{"InterfaceAlias":"Wi-Fi","IPAddress":"192.168.1.10","PrefixLength":24}]'
    assert addresses.from_windows(windows) == [Interface("Wi-Fi", "192.168.1.10", "192.168.1.0/24")]
    assert addresses.from_windows(windows[1:-1]) == addresses.from_windows(windows)


def test_neighbours_of_three_systems() -> None:
    linux = (
        "IP address       HW type     Flags       HW address            Mask     Device\n"
        "192.168.1.1      0x1         0x2         e8:df:70:11:22:33     *        wlan0\n"
        "192.168.1.7      0x1         0x0         00:00:00:00:00:00     *        wlan0\n"
        "10.0.0.7         0x1         0x2         e8:df:70:11:22:34     *        eth0\n"
    )
    assert neighbours.from_linux(linux, "wlan0") == {"192.168.1.1": "e8:df:70:11:22:33"}
    assert neighbours.from_arp("? (192.168.1.1) at e8:df:70:1:22:33 on en0\n") == {"192.168.1.1": "e8:df:70:01:22:33"}
    windows = "  192.168.1.1    e8-df-70-11-22-33  dynamic\n  192.168.1.255    ff-ff-ff-ff-ff-ff  static\n"
    assert neighbours.from_arp(windows) == {"192.168.1.1": "e8:df:70:11:22:33"}


def test_neighbours_that_a_mac_is_still_waiting_for_are_none() -> None:
    told = "? (192.168.1.7) at (incomplete) on en0 ifscope [ethernet]\n? (192.168.1.8) at a:b:c:d:e:f on en0 ifscope\n"
    assert neighbours.from_arp(told) == {"192.168.1.8": "0a:0b:0c:0d:0e:0f"}


@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
def test_the_loop_of_every_system_hears_plain_sockets(system: str) -> None:
    loop = new_loop(system)
    one, other = socket.socketpair()
    heard: list[bytes] = []
    loop.add_reader(one, lambda: (heard.append(one.recv(9)), loop.stop()))
    other.send(b"here")
    loop.run_forever()
    loop.remove_reader(one)
    loop.close()
    one.close()
    other.close()
    assert heard == [b"here"]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-I", "-m", "devicecheck.readers.network", *arguments]
    return subprocess.run(program, capture_output=True, text=True, timeout=30, check=False)


@pytest.mark.slow
@pytest.mark.core
def test_the_program_prints_its_table_and_its_networks_and_starts_nothing_unasked() -> None:
    rows = json.loads(run("--table", "--json").stdout)
    assert [row["topic"] for row in rows] == ["network-devices"]
    assert [line.split()[1] for line in run("--table").stdout.splitlines()] == ["listen:", "ask:", "connect:"]
    networks = [json.loads(line) for line in run("--interfaces").stdout.splitlines()]
    assert {"name", "address", "network", "refused"} == set(networks[0])
    assert run("--agreed", "everything", "--folder", ".").returncode == 2
