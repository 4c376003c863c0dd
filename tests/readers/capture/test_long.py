# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A long recording: every planted name is found, no look-alike is, and memory stays as it is for a short one."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.readers.capture.frames import dns, ethernet, hello, ip, ip6, pcap, quic, record, request, tcp, udp

SLACK = 8
"""MiB by which the longer recording may need more."""
LOOK = """
import json, sys
from pathlib import Path
from devicecheck.readers.bounds import Watch
from devicecheck.readers.capture import looking
from devicecheck.readers.capture.servers import Servers
found = looking.look(Path(sys.argv[1]), Servers(frozenset({"spy.example"})), Watch(900, lambda: False))
most = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps([found, int(most) // 1024]))
"""
PLANTED = [f"{way}{n}.spy.example" for way in ("dns", "sni", "quic", "host") for n in range(6)]
DECOYS = ["notspy.example", "spy.example.org", "spy-example.net", "spyxexample.com", "a.notspy.example"]


def naming(name: str) -> list[bytes]:
    """The packets that name a server, in the way that its first letters say."""
    make = ip6 if name[-13] in "135" else ip
    if name.startswith("sni"):
        whole = record(hello(name, 1_300))
        return [ethernet(make(6, tcp(whole[:900], 443))), ethernet(make(6, tcp(whole[900:], 443, 901)))]
    if name.startswith("quic"):
        return [ethernet(make(17, udp(each, 443))) for each in quic(name, pieces=2, seed=int(name[4]) + 1)]
    if name.startswith("host"):
        return [ethernet(make(6, tcp(request(name), 80)))]
    return [ethernet(make(17, udp(dns(name), 53)))]


def recording(path: Path, blocks: int) -> int:
    """Blocks of ten thousand packets of open connections, with everything that is planted in between; their number."""
    chance = random.Random(7)
    data = [b"\x17\x03\x03" + chance.randbytes(chance.choice((40, 1_300))) for _ in range(10_000)]
    filler = [ethernet(ip(6, tcp(each, 443, source=number + 1_024))) for number, each in enumerate(data)]
    block = pcap(filler)[24:]
    planted = [naming(name) for name in (*PLANTED, *DECOYS)]
    with path.open("wb") as file:
        file.write(pcap([])[:24])
        for number in range(blocks):
            file.write(block)
            for packets in planted[number % blocks :: blocks]:
                file.write(pcap(packets)[24:])
    return blocks * len(filler) + sum(map(len, planted))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory at the most is read from /proc")
def test_every_planted_name_no_look_alike_and_flat_memory(tmp_path: Path) -> None:
    memory = []
    for blocks in (3, 30):
        path = tmp_path / f"{blocks}.pcap"
        packets = recording(path, blocks)
        done = subprocess.run([sys.executable, "-c", LOOK, str(path)], capture_output=True, check=True, timeout=110)
        found, most = json.loads(done.stdout)
        assert {hit["name"] for hit in found["hits"]} == set(PLANTED)
        assert (found["packets"], found["unreadable"], found["unfinished"], found["cut"]) == (packets, 0, 0, False)
        memory.append(most)
        path.unlink()
    assert memory[1] <= memory[0] + SLACK
