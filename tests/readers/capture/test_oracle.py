# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Scapy as the judge: frames that it builds, names that it reads. It runs as a program of its own."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from devicecheck.readers.bounds import Watch
from devicecheck.readers.capture import looking
from devicecheck.readers.capture.servers import Servers
from tests.readers.capture.frames import dns, ethernet, hello, ip, ip6, pcap, quic, record, tcp, udp

BUILD = """
import sys
from scapy.layers.dns import DNS, DNSQR
from scapy.layers.inet import IP, TCP, UDP
from scapy.layers.inet6 import IPv6, IPv6ExtHdrHopByHop
from scapy.layers.l2 import Dot1Q, Ether
from scapy.layers.tls.extensions import ServerName, TLS_Ext_ServerName
from scapy.layers.tls.handshake import TLSClientHello
from scapy.layers.tls.record import TLS
from scapy.utils import PcapNgWriter, wrpcap
question = lambda name: UDP(sport=4000, dport=53) / DNS(qd=DNSQR(qname=name))
greeting = TLS(msg=[TLSClientHello(ext=[TLS_Ext_ServerName(servernames=[ServerName(servername=b"tls.spy.example")])])])
packets = [
    Ether() / IP(dst="198.51.100.7") / question("v4.spy.example"),
    Ether() / Dot1Q(vlan=4) / IP(dst="198.51.100.7") / question("vlan.spy.example"),
    Ether() / IPv6(dst="2001:db8::7") / IPv6ExtHdrHopByHop() / question("v6.spy.example"),
    Ether() / IP(dst="198.51.100.7") / question("myspy.example"),
    Ether() / IP(dst="198.51.100.7") / TCP(sport=4001, dport=443, options=[("NOP", None)] * 4) / greeting,
]
wrpcap(sys.argv[1], packets)
writer = PcapNgWriter(sys.argv[2])
for packet in packets:
    writer.write(packet)
writer.close()
"""
BUILD_LINKS = """
import sys
from scapy.layers.dns import DNS, DNSQR
from scapy.layers.inet import IP, TCP, UDP
from scapy.layers.inet6 import IPv6
from scapy.layers.l2 import CookedLinux, CookedLinuxV2, Dot1AD, Dot1Q, Ether
from scapy.layers.tls.extensions import ServerName, TLS_Ext_Padding, TLS_Ext_ServerName
from scapy.layers.tls.handshake import TLSClientHello
from scapy.layers.tls.record import TLS
from scapy.utils import wrpcap
question = lambda name: UDP(sport=4000, dport=53) / DNS(qd=DNSQR(qname=name))
named = TLS_Ext_ServerName(servernames=[ServerName(servername=b"split.spy.example")])
whole = bytes(TLS(msg=[TLSClientHello(ext=[TLS_Ext_Padding(padding=bytes(1500)), named])]))
pieces = [(place, whole[place : place + 600]) for place in range(0, len(whole), 600)]
def stream(link):
    ip = IP(src="192.0.2.5", dst="198.51.100.7")
    return [link / ip / TCP(sport=4001, dport=443, seq=1000 + place, flags="PA") / piece
            for place, piece in (pieces[0], *reversed(pieces[1:]))]
def both(link, four, six):
    return [link(four) / IP(dst="198.51.100.7") / question("v4.spy.example"),
            link(six) / IPv6(dst="2001:db8::7") / question("v6.spy.example"), *stream(link(four))]
wrpcap(sys.argv[1], both(lambda kind: CookedLinux(proto=kind), 0x800, 0x86DD), linktype=113)
wrpcap(sys.argv[2], both(lambda kind: CookedLinuxV2(proto=kind), 0x800, 0x86DD), linktype=276)
wrpcap(sys.argv[3], both(lambda kind: Ether() / Dot1AD(vlan=3) / Dot1Q(vlan=4, type=kind), 0x800, 0x86DD))
raw = [packet.payload for packet in both(lambda kind: Ether(type=kind), 0x800, 0x86DD)]
wrpcap(sys.argv[4], raw, linktype=101)
"""
READ = """
import json, sys
from scapy.layers.dns import DNS
from scapy.layers.inet import IP
from scapy.layers.l2 import Ether
from scapy.utils import rdpcap
print(json.dumps([packet[DNS].qd[0].qname.decode().rstrip(".") for packet in rdpcap(sys.argv[1]) if DNS in packet]))
"""


def scapy(code: str, *arguments: str) -> str:
    argv = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(argv, capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_frames_of_scapy_are_read(tmp_path: Path) -> None:
    forms = [tmp_path / "a.pcap", tmp_path / "a.pcapng"]
    scapy(BUILD, *map(str, forms))
    for form in forms:
        found = looking.look(form, Servers(frozenset({"spy.example"})), Watch(60, lambda: False))
        assert [hit["name"] for hit in found["hits"]] == [
            "tls.spy.example", "v4.spy.example", "v6.spy.example", "vlan.spy.example",
        ]  # fmt: skip
        assert found["unreadable"] == 0


def test_every_link_that_scapy_builds_is_read_with_greetings_in_pieces_out_of_order(tmp_path: Path) -> None:
    forms = [tmp_path / f"{name}.pcap" for name in ("cooked", "cooked-2", "two-vlans", "raw")]
    scapy(BUILD_LINKS, *map(str, forms))
    for form in forms:
        found = looking.look(form, Servers(frozenset({"spy.example"})), Watch(60, lambda: False))
        names = [hit["name"] for hit in found["hits"]]
        assert names == ["split.spy.example", "v4.spy.example", "v6.spy.example"], form.stem
        assert (found["unreadable"], found["unfinished"], found["unknown_links"]) == (0, 0, 0)


@pytest.mark.skipif(shutil.which("tshark") is None, reason="tshark is not installed")
def test_tshark_reads_the_same_names_in_our_own_frames_quic_and_pieces_too(tmp_path: Path) -> None:
    """tshark decrypts the first packets of QUIC and puts greetings together by itself."""
    whole = record(hello("split.spy.example", 1_400))
    pieces = [tcp(whole[:700], 443, 1), tcp(whole[700:], 443, 701)]
    frames = [*(ip(6, each) for each in pieces), ip(6, tcp(record(hello("tls.spy.example")), 443, source=40_001)),
              *(ip(17, udp(each, 443)) for each in quic("one.spy.example", seed=3)),
              *(ip6(17, udp(each, 443)) for each in quic("many.spy.example", pieces=4, seed=4)),
              ip6(17, udp(dns("dns.spy.example"), 53))]  # fmt: skip
    path = tmp_path / "a.pcap"
    path.write_bytes(pcap([ethernet(frame) for frame in frames]))
    fields = ("-e", "dns.qry.name", "-e", "tls.handshake.extensions_server_name")
    argv = ["tshark", "-r", str(path), "-T", "fields", *fields]
    printed = subprocess.run(argv, capture_output=True, text=True, check=True, timeout=100).stdout
    found = looking.look(path, Servers(frozenset({"spy.example"})), Watch(60, lambda: False))
    assert sorted(set(printed.split())) == [hit["name"] for hit in found["hits"]]
    assert len(found["hits"]) == 5


def test_scapy_reads_the_same_names_in_our_own_frames(tmp_path: Path) -> None:
    names = [f"host{number}.spy.example" for number in range(20)]
    path = tmp_path / "a.pcap"
    path.write_bytes(pcap([ethernet(ip(17, udp(dns(name), 53))) for name in names]))
    found = looking.look(path, Servers(frozenset({"spy.example"})), Watch(60, lambda: False))
    assert sorted(json.loads(scapy(READ, str(path)))) == [hit["name"] for hit in found["hits"]] == sorted(names)


@pytest.mark.skipif(shutil.which("tshark") is None, reason="tshark is not installed")
def test_what_a_mac_writes_of_an_iphone_is_read_as_tshark_reads_it(tmp_path: Path) -> None:
    """A head of Apple's stands before each packet: its length, a kind, the link of the packet (XNU, pktap.h)."""
    inside = [(1, ethernet(ip(17, udp(dns("air.spy.example"), 53)))), (12, ip(17, udp(dns("cell.spy.example"), 53)))]
    head = b"\x9c\0\0\0\1\0\0\0"
    packets = [head + link.to_bytes(4, "little") + bytes(144) + packet for link, packet in inside]
    path = tmp_path / "a.pcap"
    path.write_bytes(pcap(packets, link=258))
    argv = ["tshark", "-r", str(path), "-T", "fields", "-e", "dns.qry.name"]
    printed = subprocess.run(argv, capture_output=True, text=True, check=True, timeout=100).stdout
    found = looking.look(path, Servers(frozenset({"spy.example"})), Watch(60, lambda: False))
    assert sorted(printed.split()) == [hit["name"] for hit in found["hits"]] == ["air.spy.example", "cell.spy.example"]
    path.write_bytes(pcap([b"\xff" * 40, head + b"\x77\0\0\0" + bytes(200), packets[0][:80]], link=149))
    broken = looking.look(path, Servers(frozenset({"spy.example"})), Watch(60, lambda: False))
    assert (broken["unknown_links"], broken["unreadable"], broken["hits"]) == (2, 1, [])
