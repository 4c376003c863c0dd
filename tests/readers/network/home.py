# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A laboratory: one home network in network namespaces of this machine, with made-up devices that answer for real.

Thirty devices on one bridge, each in a namespace of its own, their services in one process. All traffic stays on the
bridge: no namespace has a way out. The devices are our own idea of cameras and lamps; what that proves stands in the
README.
"""

import contextlib
import ctypes
import os
import random
import re
import selectors
import socket
import struct
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.readers.network.home_devices import DEVICES, Device

NET = "192.168.77."
NAMED = "/var/run/netns"
NEW_NETWORK = 0x40000000
PREFIX = f"dcl{os.getpid() % 10_000}-"
SCANNER = "scan"
_LIBC = ctypes.CDLL(None, use_errno=True)


@contextlib.contextmanager
def inside(name: str) -> Iterator[None]:
    """Sockets that are opened here belong to this namespace. One thread alone may use it."""
    with Path("/proc/thread-self/ns/net").open() as home, Path(f"{NAMED}/{PREFIX}{name}").open() as there:
        assert _LIBC.setns(there.fileno(), NEW_NETWORK) == 0
        try:
            yield
        finally:
            assert _LIBC.setns(home.fileno(), NEW_NETWORK) == 0


class Home:
    """The network, alive as long as the context. `places` are addresses by name; `answered` counts what was asked."""

    def __init__(self, seed: int, devices: Sequence[Device] = DEVICES) -> None:
        chance = random.Random(seed)
        numbers = chance.sample(range(20, 250), len(devices))
        self._devices = devices
        self.places = {device.name: f"{NET}{number}" for device, number in zip(devices, numbers, strict=True)}
        self.places["router"] = f"{NET}1"
        self._macs = {device.name: _mac(device.maker, chance) for device in devices}
        self.asked: list[tuple[str, int, bytes]] = []
        self._sockets = selectors.DefaultSelector()
        self._stopping = threading.Event()
        self._open: list[socket.socket] = []
        self._requests: dict[tuple[str, bytes], int] = {}

    def __enter__(self) -> "Home":
        names = [SCANNER, *(device.name for device in self._devices)]
        _ip("".join(f"netns add {PREFIX}{name}\n" for name in ("switch", *names)))
        bridge = "link add br0 type bridge forward_delay 0 mcast_snooping 0\nlink set br0 up\n"
        for number, name in enumerate(names):
            mac = self._macs.get(name, "fc:b3:bc:00:77:10")
            bridge += f"link add p{number} type veth peer name eth0 address {mac} netns {PREFIX}{name}\n"
            bridge += f"link set p{number} master br0\nlink set p{number} up\n"
        _ip(bridge, "switch")
        for name in names:
            place = self.places.get(name, f"{NET}10")
            way = "" if name == "router" else f"route add default via {NET}1\n"
            _ip(f"link set lo up\nlink set eth0 up\naddr add {place}/24 brd + dev eth0\n{way}", name)
        for device in self._devices:
            if device.drops:
                _ip(f"route add blackhole {NET}10/32\n", device.name)
        threads = [threading.Thread(target=self._serve, daemon=True)]
        threads[0].start()
        while not self._sockets.get_map() and threads[0].is_alive():
            time.sleep(0.02)
        time.sleep(0.5)
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        time.sleep(0.2)
        for each in self._open:
            each.close()
        for name in (SCANNER, "switch", *(device.name for device in self._devices)):
            subprocess.run(["ip", "netns", "del", PREFIX + name], check=False, capture_output=True)

    def argv(self, *program: str) -> list[str]:
        """A program in the scanner's place, with what is known of neighbours forgotten."""
        subprocess.run(["ip", "-n", PREFIX + SCANNER, "neigh", "flush", "all"], check=True)
        return ["ip", "netns", "exec", PREFIX + SCANNER, *program]

    def _serve(self) -> None:
        for device in self._devices:
            with inside(device.name):
                self._start(device)
        while not self._stopping.is_set():
            for key, _ in self._sockets.select(0.05):
                with contextlib.suppress(OSError):
                    key.data(key.fileobj)

    def _start(self, device: Device) -> None:
        for port, answer in device.tcp.items():
            listening = socket.create_server((self.places[device.name], port), backlog=32)
            self._hear(listening, self._accept(device.name, port, answer))
        for port, (question, answer) in device.udp.items():
            self._hear(
                _joined(port, device.group, self.places[device.name]), self._reply(device.name, question, answer)
            )
        if device.mdns:
            self._hear(_joined(5353, "224.0.0.251", self.places[device.name]), self._reply_mdns(device))
        if device.dozes:
            Path("/proc/sys/net/ipv4/conf/eth0/arp_ignore").write_text("8")
            packets = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(0x0806))
            packets.bind(("eth0", 0x0806))
            self._hear(packets, self._doze(device))

    def _hear(self, each: socket.socket, take: Callable[[socket.socket], None]) -> None:
        each.setblocking(False)
        self._open.append(each)
        self._sockets.register(each, selectors.EVENT_READ, take)

    def _accept(self, name: str, port: int, answer: bytes | tuple[bytes, bytes]) -> Callable[[socket.socket], None]:
        def take(listening: socket.socket) -> None:
            client, _ = listening.accept()
            if isinstance(answer, bytes) and answer.startswith(b"SSH"):
                client.sendall(answer)
            self._hear(client, self._talk(name, port, answer))

        return take

    def _talk(self, name: str, port: int, answer: bytes | tuple[bytes, bytes]) -> Callable[[socket.socket], None]:
        def take(client: socket.socket) -> None:
            data = client.recv(4096)
            if not data:
                self._sockets.unregister(client)
                client.close()
                return
            self.asked.append((name, port, data))
            said = answer if isinstance(answer, bytes) else answer[data.startswith(b"DESCRIBE")]
            client.sendall(said)
            if isinstance(answer, bytes) and b"x-mixed" not in answer:
                self._sockets.unregister(client)
                client.close()

        return take

    def _reply(self, name: str, question: bytes, answer: bytes) -> Callable[[socket.socket], None]:
        def take(heard_at: socket.socket) -> None:
            data, sender = heard_at.recvfrom(4096)
            if question in data and sender[0] != self.places[name]:
                heard_at.sendto(answer.replace(b"OWN", self.places[name].encode()), sender)

        return take

    def _reply_mdns(self, device: Device) -> Callable[[socket.socket], None]:
        service = b"".join(bytes([len(part)]) + part for part in f"{device.mdns}.local".encode().split(b"."))
        instance = bytes([len(device.name)]) + device.name.encode() + service + b"\0"

        def take(heard_at: socket.socket) -> None:
            data, sender = heard_at.recvfrom(4096)
            if service in data and not data[2] & 0x80:
                record = service + b"\0" + struct.pack(">HHIH", 12, 1, 120, len(instance)) + instance
                heard_at.sendto(struct.pack(">6H", 0, 0x8400, 0, 1, 0, 0) + record, sender)

        return take

    def _doze(self, device: Device) -> Callable[[socket.socket], None]:
        lost, after = device.dozes or (0, 0.0)
        mac, place = bytes.fromhex(self._macs[device.name].replace(":", "")), socket.inet_aton(self.places[device.name])

        def take(packets: socket.socket) -> None:
            frame = packets.recv(2048)
            if len(frame) < 42 or frame[20:22] != b"\0\1" or frame[38:42] != place:
                return
            asker = (device.name, frame[22:28])
            self._requests[asker] = self._requests.get(asker, 0) + 1
            if self._requests[asker] > lost:
                answer = frame[22:28] + mac + b"\x08\x06\0\1\x08\0\6\4\0\2" + mac + place + frame[22:28] + frame[28:32]
                threading.Timer(after, lambda: packets.send(answer.ljust(60, b"\0"))).start()

        return take


def _joined(port: int, group: str, place: str) -> socket.socket:
    new = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    for option in (socket.SO_REUSEADDR, socket.SO_BROADCAST):
        new.setsockopt(socket.SOL_SOCKET, option, 1)
    new.bind(("", port))
    new.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, socket.inet_aton(group) + socket.inet_aton(place))
    return new


def _mac(maker: str, chance: random.Random) -> str:
    first = maker or f"{chance.randrange(256) & 0xFC | 2:02x}:{chance.randrange(256):02x}:{chance.randrange(256):02x}"
    return first + "".join(f":{chance.randrange(256):02x}" for _ in range(3))


def _ip(lines: str, name: str = "") -> None:
    where = ["-n", PREFIX + name] if name else []
    subprocess.run(["ip", *where, "-batch", "-"], input=lines, text=True, check=True, capture_output=True)


def namespaces() -> list[str]:
    """What is left of any laboratory of this process."""
    listed = subprocess.run(["ip", "netns", "list"], capture_output=True, text=True, check=True).stdout
    return re.findall(rf"^{PREFIX}\S+", listed, re.MULTILINE)
