# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a recording of traffic takes, beside tshark on the same file. Prints; judges nothing.

tshark is no dependency: Debian's package of that name puts it beside, else its column says so.
"""

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.readers.capture.frames import dns, ethernet, hello, ip, pcap, quic, record, request, tcp, udp

pytestmark = pytest.mark.benchmark
LOOK = """
import json, sys
from pathlib import Path
from devicecheck.readers.bounds import Watch
from devicecheck.readers.capture import looking
from devicecheck.readers.capture.servers import Servers
found = looking.look(Path(sys.argv[1]), Servers(frozenset({"spy.example"})), Watch(900, lambda: False))
# What getrusage says begins with the memory of the process that started this one.
status = Path("/proc/self/status").read_text() if sys.platform == "linux" else ""
most = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")]
print(len(found["hits"]), found["packets"], int(most[0]) // 1024 if most else "?")
"""
FIELDS = ("dns.qry.name", "tls.handshake.extensions_server_name", "http.host")


def recording(path: Path, packets: int) -> None:
    """Mostly the data of open connections, as on a phone; one packet in twenty names a server."""
    chance = random.Random(packets)
    data = chance.randbytes(1 << 16)
    naming = [
        *(ethernet(ip(17, udp(dns(f"h{n}.example.org"), 53))) for n in range(50)),
        *(ethernet(ip(6, tcp(record(hello(f"h{n}.example.org", 200)), 443, source=50_000 + n))) for n in range(50)),
        *(ethernet(ip(17, udp(each, 443))) for n in range(10) for each in quic(f"q{n}.example.org", seed=n)),
        *(ethernet(ip(6, tcp(request(f"w{n}.example.org"), 80))) for n in range(10)),
        ethernet(ip(17, udp(dns("a.spy.example"), 53))),
    ]
    frames = []
    for _ in range(packets):
        place = chance.randrange(60_000)
        plain = ethernet(ip(6, tcp(b"\x17\x03\x03" + data[place : place + chance.choice((40, 1_300))], 443)))
        frames.append(chance.choice(naming) if chance.random() < 0.05 else plain)
    path.write_bytes(pcap(frames))


def timed(argv: list[str]) -> tuple[float, str]:
    before = time.perf_counter()
    done = subprocess.run(argv, capture_output=True, text=True, check=False, timeout=900)
    return time.perf_counter() - before, done.stdout


@pytest.mark.timeout(1_800)
@pytest.mark.parametrize("packets", [50_000, 500_000, 1_000_000])
def test_a_recording_beside_tshark(packets: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.pcap"
    recording(path, packets)
    ours, printed = timed([sys.executable, "-c", LOOK, str(path)])
    hits, read, memory = printed.split()
    assert (hits, read) == ("1", str(packets))
    said = f"\n{packets} packets: {ours:.2f} s with start of the process, {memory} MiB at the most"
    if tshark := shutil.which("tshark"):
        fields = [part for field in FIELDS for part in ("-e", field)]
        kinds = "dns or tls.handshake.type == 1 or http.request"
        theirs, _ = timed([tshark, "-r", str(path), "-Y", kinds, "-T", "fields", *fields])
        said += f"; tshark {theirs:.2f} s, {theirs / ours:.1f} times as long"
    else:
        said += "; tshark is not installed"
    with capsys.disabled():
        print(said)
