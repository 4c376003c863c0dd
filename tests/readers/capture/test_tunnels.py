# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Packets inside packets: the open kinds are looked into, the sealed ones counted. Scapy builds what it knows."""

import struct
from pathlib import Path

import pytest

from devicecheck.readers.bounds import Watch
from devicecheck.readers.capture import looking, slicing
from devicecheck.readers.capture.idle import glance
from devicecheck.readers.capture.servers import Servers
from tests.readers.capture.frames import dns, ethernet, hello, ip, ip6, pcap, quic, record, tcp, udp
from tests.readers.capture.test_looking import look
from tests.readers.capture.test_oracle import scapy

SPY = "a.spy.example"
INSIDE = ip(17, udp(dns(SPY), 53))
BUILD = """
import sys
from scapy.contrib.geneve import GENEVE
from scapy.contrib.gtp import GTP_U_Header
from scapy.contrib.mpls import MPLS
from scapy.layers.dns import DNS, DNSQR
from scapy.layers.inet import IP, UDP
from scapy.layers.inet6 import IPv6
from scapy.layers.ipsec import AH
from scapy.layers.l2 import Dot3, Ether, GRE, LLC, SNAP
from scapy.layers.ppp import PPP, PPPoE
from scapy.layers.vxlan import VXLAN
from scapy.utils import wrpcap
four, six = IP(src="192.0.2.5", dst="198.51.100.7"), IPv6(src="2001:db8::5", dst="2001:db8::7")
def question(name):
    return UDP(sport=4000, dport=53) / DNS(qd=DNSQR(qname=name + ".spy.example"))
udp = lambda port: UDP(sport=50000, dport=port)
wrpcap(sys.argv[1], [
    Ether() / four / four / question("ip-in-ip"),
    Ether() / four / six / question("six-in-four"),
    Ether() / six / four / question("four-in-six"),
    Ether() / four / GRE(proto=0x800) / four / question("gre"),
    Ether() / four / GRE(chksum_present=1, key_present=1, seqnum_present=1, proto=0x86DD) / six / question("gre-all"),
    Ether() / four / GRE(proto=0x6558) / Ether() / four / question("gre-bridged"),
    Ether() / four / udp(4789) / VXLAN(vni=7) / Ether() / four / question("vxlan"),
    Ether() / four / udp(6081) / GENEVE(proto=0x6558) / Ether() / six / question("geneve"),
    Ether() / four / udp(2152) / GTP_U_Header(teid=9) / four / question("gtp"),
    Ether() / PPPoE(sessionid=1) / PPP(proto=0x21) / four / question("pppoe"),
    Ether() / PPPoE(sessionid=1) / PPP(proto=0x57) / six / question("pppoe-six"),
    Ether() / MPLS(label=16, s=0) / MPLS(label=17, s=1) / four / question("mpls"),
    Dot3() / LLC(dsap=0xAA, ssap=0xAA, ctrl=3) / SNAP(OUI=0, code=0x800) / four / question("snap"),
    Ether() / four / AH(nh=17, payloadlen=4, icv=bytes(12)) / question("signed"),
])
"""
OPENED = ("four-in-six", "geneve", "gre", "gre-all", "gre-bridged", "gtp", "ip-in-ip", "mpls", "pppoe", "pppoe-six",
          "signed", "six-in-four", "snap", "vxlan")  # fmt: skip


@pytest.mark.slow
@pytest.mark.core
def test_packets_inside_packets_that_scapy_builds_are_looked_into(tmp_path: Path) -> None:
    path = tmp_path / "scapy.pcap"
    scapy(BUILD, str(path))
    found = look(tmp_path, path.read_bytes())
    assert [hit["name"] for hit in found["hits"]] == sorted(f"{name}.spy.example" for name in OPENED)
    assert (found["tunnels"], found["unreadable"], found["unknown_links"]) == (0, 0, 0)


@pytest.mark.parametrize(
    "outer",
    [
        ip(97, b"\x30\0" + ethernet(INSIDE)),
        ip(17, udp(ip6(17, udp(dns(SPY), 53)), 3544)),
        ip(17, udp(b"\0\1\0\0" + bytes(9) + b"\0\0" + bytes(6) + ip6(17, udp(dns(SPY), 53)), 3544)),
        ip(17, udp(b"\x34\xff\0\x30\0\0\0\1\0\0\0\x85\1\0\0\0" + INSIDE, 2152)),
        ip(4, ip(4, ip(4, ip(4, INSIDE)))),
        ip(47, bytes([0, 0, 8, 0]) + ip(6, tcp(record(hello(SPY)), 443))),
        ip(47, bytes([0, 0, 8, 0]) + ip(17, udp(quic(SPY)[0], 443))),
    ],
    ids=["etherip", "teredo", "teredo-signed", "gtp-5g", "four-deep", "greeting", "quic"],
)
def test_kinds_that_scapy_does_not_build_are_looked_into(outer: bytes, tmp_path: Path) -> None:
    found = look(tmp_path, pcap([ethernet(outer)]))
    assert ([hit["name"] for hit in found["hits"]], found["tunnels"]) == ([SPY], 0)


def test_a_listed_address_inside_is_met(tmp_path: Path) -> None:
    path = tmp_path / "a.pcap"
    path.write_bytes(pcap([ethernet(ip(4, ip(6, tcp(b"", 443))))]))
    found = looking.look(path, Servers(frozenset({"198.51.100.7"})), Watch(60, lambda: False))
    assert [hit["ways"] for hit in found["hits"]] == [["address"]]


WIREGUARD = [(1, 148), (2, 92), (3, 64), (4, 32), (4, 1_296)]


@pytest.mark.parametrize(
    "outer",
    [
        ip(50, bytes(80)),
        ip6(50, bytes(80)),
        ip(17, udp(b"\1\2\3\4" + bytes(60), 4500)),
        ip(115, bytes(40)),
        ip(17, udp(b"\x38" + bytes(40), 1194)),
        ip(47, b"\x30\x01\x88\x0b" + bytes(30)),
        ip(47, b"\0\0\x88\xbe" + bytes(30)),
        ip(4, ip(4, ip(4, ip(4, ip(4, INSIDE))))),
        *(ip(17, udp(bytes([kind, 0, 0, 0]) + bytes(length - 4), 51_820)) for kind, length in WIREGUARD),
    ],
)
def test_what_lies_sealed_or_too_deep_is_counted_and_nobody_passes_over_it(outer: bytes, tmp_path: Path) -> None:
    found = look(tmp_path, pcap([ethernet(ip(17, udp(dns("fine.example"), 53))), ethernet(outer)]))
    assert (found["tunnels"], found["hits"]) == (1, [])


@pytest.mark.parametrize(
    "payload",
    [udp(bytes(4) + b"\x21" * 40, 4500), udp(b"\xff", 4500), udp(b"\x32\1\0\0" + bytes(8), 2152),
     udp(b"\x04\0\0\0" + bytes(29), 51_820), udp(b"\x01\1\0\0" + bytes(144), 3478), udp(b"\x40" + bytes(30), 4789)],
)  # fmt: skip
def test_messages_that_carry_nothing_are_not_counted(payload: bytes, tmp_path: Path) -> None:
    found = look(tmp_path, pcap([ethernet(ip(17, payload))]))
    assert (found["tunnels"], found["unreadable"], found["unknown_links"]) == (0, 0, 0)


@pytest.mark.parametrize("protocol", [0xC021, 0x8021, 0xC223])
def test_setting_up_a_line_carries_nothing_and_what_is_compressed_in_it_is_counted(
    protocol: int, tmp_path: Path
) -> None:
    head = bytes(12) + b"\x88\x64\x11\0\0\1\0\x08"
    assert look(tmp_path, pcap([head + struct.pack(">H", protocol) + bytes(8)]))["unknown_links"] == 0
    assert look(tmp_path, pcap([head + struct.pack(">H", 0xFD) + bytes(8)]))["unknown_links"] == 1


def test_labels_without_end_and_what_is_no_packet_behind_them_are_counted(tmp_path: Path) -> None:
    head = bytes(12) + b"\x88\x47"
    assert look(tmp_path, pcap([head + bytes(60)]))["unknown_links"] == 1
    assert look(tmp_path, pcap([head + b"\0\1\1\x40" + ethernet(INSIDE)]))["unknown_links"] == 1


def test_no_port_of_a_tunnel_is_passed_over_at_a_glance() -> None:
    for port in slicing.tunnels.PORTS:
        for frame in (ethernet(ip(17, udp(b"\x45" + bytes(60), port))), ethernet(ip6(17, udp(bytes(60), port)))):
            assert not glance(1, ())(frame, 0, len(frame))
