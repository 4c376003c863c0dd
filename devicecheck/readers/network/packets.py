# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-2.0-or-later
"""The packet socket that the broker handed over: ARP, IPv6 neighbours, DHCP and discovery, read with scapy.

It finds devices that doze, and names that are said only when a device joins. This program holds no right itself.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress

from scapy.compat import raw
from scapy.config import conf
from scapy.layers.dhcp import BOOTP
from scapy.layers.inet import IP, UDP
from scapy.layers.inet6 import ICMPv6EchoRequest, ICMPv6ND_NA, ICMPv6ND_NS, IPv6
from scapy.layers.l2 import ARP, Ether
from scapy.packet import Packet

from devicecheck.readers.network.answers import READS, dhcp
from devicecheck.readers.network.heard import Heard, Said
from devicecheck.readers.network.questions import (
    DHIP_PORT,
    MDNS_PORT,
    PPPP_PORT,
    SADP_PORT,
    SSDP_PORT,
    TUYA_PORTS,
    VSTARCAM_PORT,
    WSD_PORT,
)

EVERYBODY = "ff:ff:ff:ff:ff:ff"
ALL_IPV6, ALL_IPV6_MAC = "ff02::1", "33:33:00:00:00:01"
FRAME_LIMIT = 2_048
AT_ONCE = 256
FRAMES = 200_000
KEPT = 4_096
"""Frames that are remembered: the same once more says nothing new, and devices answer each round alike."""
DHCP_SERVER_PORT = 67
PORTS: dict[int, Callable[[bytes], Iterator[Said]]] = {
    MDNS_PORT: READS["mdns"],
    SSDP_PORT: READS["ssdp"],
    WSD_PORT: READS["wsd"],
    SADP_PORT: READS["sadp"],
    DHIP_PORT: READS["dhip"],
    VSTARCAM_PORT: READS["vstarcam"],
    PPPP_PORT: READS["pppp"],
    **dict.fromkeys(TUYA_PORTS, READS["tuya"]),
}


class PacketWire:
    """See look.Wire."""

    def __init__(self, packets: socket.socket, own: str) -> None:
        conf.verb = 0
        self._socket = packets
        self._socket.setblocking(False)
        self._own = own
        self._mac = ":".join(f"{part:02x}" for part in self._socket.getsockname()[4])
        request = Ether(src=self._mac, dst=EVERYBODY) / ARP(op=1, hwsrc=self._mac, psrc=own, pdst="0.0.0.0")  # noqa: S104 - a place holder
        self._request = bytearray(raw(request))
        self._frames = 0
        self._taken: set[bytes] = set()
        self._heard: Heard | None = None
        self._inside: ipaddress.IPv4Network | None = None

    def ask_for(self, address: str) -> None:
        """Send one question for the hardware address."""
        self._request[38:42] = socket.inet_aton(address)
        with suppress(OSError):
            self._socket.send(self._request)

    def ask_neighbours(self) -> None:
        """Send one echo to all neighbours by IPv6, from the address that the hardware address gives."""
        packet = Ether(src=self._mac, dst=ALL_IPV6_MAC) / IPv6(src=_link_local(self._mac), dst=ALL_IPV6, hlim=1)
        with suppress(OSError):
            self._socket.send(raw(packet / ICMPv6EchoRequest()))

    def start(self, heard: Heard, network: ipaddress.IPv4Network) -> None:
        """Begin to hear."""
        self._heard, self._inside = heard, network
        self._taken.clear()
        asyncio.get_running_loop().add_reader(self._socket, self._take_all)

    def stop(self) -> None:
        """Stop hearing; the socket stays open for the next look."""
        asyncio.get_running_loop().remove_reader(self._socket)

    def _take_all(self) -> None:
        for _ in range(AT_ONCE):
            try:
                frame = self._socket.recv(FRAME_LIMIT)
            except OSError:
                return
            self._frames += 1
            if frame in self._taken or self._frames > FRAMES:
                continue
            if len(self._taken) < KEPT:
                self._taken.add(frame)
            if self._heard is not None and self._inside is not None:
                take(frame, self._heard, self._inside, self._own, self._mac)


def take(frame: bytes, heard: Heard, inside: ipaddress.IPv4Network, own: str, own_mac: str = "") -> None:
    """What one frame says. A frame that scapy cannot take apart is counted, whatever it raised.

    What this computer sends itself is let go first: to take it apart costs as much as an answer.
    """
    if frame[6:12].hex(":") == own_mac:
        return
    try:
        packet = Ether(frame)
        if ARP in packet:
            _take_arp(packet[ARP], heard, inside, own)
        elif ICMPv6ND_NA in packet or ICMPv6ND_NS in packet:
            _take_neighbour(packet, heard)
        elif UDP in packet and IP in packet:
            _take_udp(packet, heard, inside, own)
        elif IPv6 in packet and packet[IPv6].src.startswith("fe80"):
            _take_neighbour(packet, heard)
    except Exception:
        heard.not_read += 1


def _take_arp(arp: Packet, heard: Heard, inside: ipaddress.IPv4Network, own: str) -> None:
    if arp.psrc not in {own, "0.0.0.0"} and ipaddress.IPv4Address(arp.psrc) in inside:  # noqa: S104 - a probe
        heard.met(arp.psrc, arp.hwsrc.lower())


def _take_neighbour(packet: Packet, heard: Heard) -> None:
    """A device that also speaks IPv6 stays one device; one that speaks nothing else is met under that address."""
    mac, address = packet[Ether].src.lower(), packet[IPv6].src
    if address == "::":
        return
    known = next((each for each, host in heard.hosts.items() if host.mac == mac), address)
    heard.met(known, mac)
    heard.take(known, [("ipv6", address)])


def _take_udp(packet: Packet, heard: Heard, inside: ipaddress.IPv4Network, own: str) -> None:
    udp, mac = packet[UDP], packet[Ether].src.lower()
    payload = raw(udp.payload)
    if udp.dport == DHCP_SERVER_PORT and BOOTP in packet:
        requested = _requested(packet[BOOTP])
        if requested and ipaddress.IPv4Address(requested) in inside:
            heard.met(requested, mac)
            heard.take(requested, dhcp(payload))
        return
    sender = packet[IP].src
    if sender == own or ipaddress.IPv4Address(sender) not in inside:
        return
    heard.met(sender, mac)
    for port in (udp.sport, udp.dport):
        if port in PORTS:
            heard.take(sender, PORTS[port](payload))
            return


def _requested(bootp: Packet) -> str:
    """The address that a joining device asks for or already has."""
    if bootp.ciaddr != "0.0.0.0":  # noqa: S104 - none
        return str(bootp.ciaddr)
    options = bootp.payload.options if hasattr(bootp.payload, "options") else []
    found = (option[1] for option in options if isinstance(option, tuple) and option[0] == "requested_addr")
    return str(next(found, ""))


def _link_local(mac: str) -> str:
    """The IPv6 address that RFC 4291 makes of a hardware address."""
    parts = bytes.fromhex(mac.replace(":", ""))
    tail = bytes((parts[0] ^ 2, *parts[1:3], 0xFF, 0xFE, *parts[3:]))
    return str(ipaddress.IPv6Address(bytes.fromhex("fe80000000000000") + tail))
