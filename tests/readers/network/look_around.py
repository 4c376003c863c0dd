# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A program for the scanner's place in the laboratory: the whole way from this computer's networks to cards.

Prints one JSON line: what was met, what is on a card, which rights the reader held, how long it took.
"""

import asyncio
import json
import sys
import time
from contextlib import aclosing
from pathlib import Path

from devicecheck.matching.index import SignatureIndex
from devicecheck.model.network import NetworkWay
from devicecheck.model.network_observations import NetworkDevice
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.packs.load import load_shipped
from devicecheck.parse import network
from devicecheck.runner.judging import Asked, judge
from devicecheck.runner.networks import DEVICE, QUICK, ThisComputer, chosen, home_networks

TOPICS = frozenset({Topic.NETWORK_DEVICES})


def rights_of_the_reader() -> list[str]:
    for path in Path("/proc").glob("[0-9]*/status"):
        if b"devicecheck.readers.network\0--agreed" in (path.parent / "cmdline").read_bytes():
            fields = dict(line.split(":", 1) for line in path.read_text().splitlines())
            return [fields[name].split()[0] for name in ("CapEff", "CapPrm", "Uid")]
    return []


async def main(way: str, privileged: bool) -> None:
    place = chosen(await home_networks(), None)
    started, readings, rights = time.monotonic(), [], []
    seconds = QUICK if way != "listen" else 3
    async with aclosing(ThisComputer(place, seconds, privileged=privileged).look(NetworkWay(way))) as items:
        async for item in items:
            rights = rights or rights_of_the_reader()
            if isinstance(item, Reading):
                readings.append(item)
    took = time.monotonic() - started
    judgement = judge(readings, Asked("network", DEVICE, TOPICS, TOPICS), SignatureIndex(load_shipped()))
    devices = [each for each in network.observe(readings, DEVICE).observations if isinstance(each, NetworkDevice)]
    cards = {finding.subject.key for finding in judgement.findings}
    print(json.dumps({
        "met": [device.address for device in devices],
        "cards": [device.address for device in devices if device.key in cards],
        "rights": rights,
        "seconds": took,
        "silent": sum(json.loads(reading.body or b"{}").get("silent", 0) for reading in readings),
        "notes": [reading.note for reading in readings],
    }))  # fmt: skip


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1], "--privileged" in sys.argv)))
