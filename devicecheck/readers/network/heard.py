# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-2.0-or-later
"""What was learned of each device in one look: pairs of where it was said and what was said."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from devicecheck.readers.network.limits import FACTS_KEPT, HOSTS_KEPT, TEXT_LIMIT

Said = tuple[str, str]
"""Where a device says something (`mdns-type`, `http-title` ...), and what."""


FROM_OTHERS = frozenset({"router-name", "dhcp-name", "dhcp-vendor", "ipv6"})
"""Where a name or an address stands that says nothing of what a device offers."""


MOST_ADDRESSES = 8
"""Addresses of one device that are asked; a router with several, or a computer that holds others, has fewer."""


@dataclass(slots=True)
class Host:
    """One device, by its address in the network."""

    mac: str = ""
    said: dict[Said, None] = field(default_factory=dict)


@dataclass(slots=True)
class Heard:
    """Everything of one look that leaves this program."""

    hosts: dict[str, Host] = field(default_factory=dict)
    left_out: int = 0
    not_read: int = 0
    late: int = 0
    """Open ports whose answer did not come in time, or not to its end."""
    stand_ins: set[str] = field(default_factory=set)
    answered: set[str] = field(default_factory=set)
    """Addresses of which a port was opened or closed to us; the others let every packet drop."""

    def host(self, address: str) -> Host | None:
        """The device at this address, new or known; None when there are too many."""
        if address not in self.hosts:
            if len(self.hosts) >= HOSTS_KEPT:
                self.left_out += 1
                return None
            self.hosts[address] = Host()
        return self.hosts[address]

    def met(self, address: str, mac: str) -> None:
        """A device answered at this address with this hardware address."""
        if (host := self.host(address)) and mac:
            host.mac = host.mac or mac

    def take(self, address: str, said: Iterable[Said]) -> None:
        """Keep what a device says, cut to its limits. What cannot be read is counted, and no other device suffers."""
        host = self.host(address)
        try:
            for source, text in said:
                plain = "".join(letter if letter.isprintable() else " " for letter in text[:TEXT_LIMIT]).strip()
                if host is None or (len(host.said) >= FACTS_KEPT and (source, plain) not in host.said):
                    self.left_out += 1
                elif plain:
                    host.said[source, plain] = None
        except (ValueError, IndexError, RecursionError, UnicodeError):
            self.not_read += 1

    def size(self) -> int:
        """Devices and everything that they said, counted."""
        return len(self.hosts) + sum(len(host.said) + bool(host.mac) for host in self.hosts.values())

    def with_mac(self) -> set[str]:
        """Addresses of which the hardware address is known."""
        return {address for address, host in self.hosts.items() if host.mac}

    def not_asked(self, asked: Collection[str]) -> int:
        """How many devices answered and were asked nothing more: at none of their addresses, as far as those are known.

        Shape: `asked` are addresses. One hardware address is one device.
        """
        macs = {self.hosts[address].mac for address in asked if address in self.hosts} - {""}
        left = {
            host.mac or address
            for address, host in self.hosts.items()
            if address not in asked and host.mac not in macs and (host.mac or host.said)
        }
        return len(left)

    def silent(self, asked: Collection[str]) -> int:
        """How many devices were asked at every port, answered at none and say nothing of their kind elsewhere.

        Shape: `asked` are addresses. One hardware address is one device.
        """
        spoke = {self.hosts[address].mac for address in self.answered if address in self.hosts}
        hosts = (self.hosts[address] for address in asked if address in self.hosts and address not in self.answered)
        quiet = {host.mac for host in hosts if all(source in FROM_OTHERS for source, _ in host.said)}
        return len(quiet - spoke - {""})

    def answers_for_many(self, address: str, asked: Collection[str]) -> bool:
        """Whether the device here was asked at many addresses before: it stands in for all others (RFC 1027).

        A guest network does that, and keeps its guests apart. `stand_ins` counts such devices.
        """
        mac = self.hosts[address].mac
        same = [each for each in asked if each in self.hosts and self.hosts[each].mac == mac] if mac else []
        if len(same) >= MOST_ADDRESSES:
            self.stand_ins.add(mac)
        return len(same) >= MOST_ADDRESSES

    def as_body(self, **about: object) -> bytes:
        """What was learned, as the parent reads it."""
        hosts = [
            {"ip": address, "mac": host.mac, "said": [list(pair) for pair in host.said]}
            for address, host in self.hosts.items()
            if host.mac or host.said
        ]
        told = {**about, "left_out": self.left_out, "not_read": self.not_read, "late": self.late, "hosts": hosts}
        return json.dumps(told, ensure_ascii=True, separators=(",", ":")).encode("ascii")
