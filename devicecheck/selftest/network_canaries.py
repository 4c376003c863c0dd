# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every print of network devices of the list, planted in a look and searched before any look is believed."""

import json
from datetime import UTC, datetime

from devicecheck.errors import SelfTestError
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.network_observations import NetworkDevice
from devicecheck.model.readings import Reading
from devicecheck.model.signatures import LanPrint, LanSource, Pack
from devicecheck.model.topics import Topic
from devicecheck.readers.wire import Status
from devicecheck.runner.judging import Asked, judge

DEVICE = "selftest"
TOPICS = frozenset({Topic.NETWORK_DEVICES})
SAID_AT = {LanSource.NAME: "router-name", LanSource.BANNER: "http-title"}
AS_OBSERVATION = frozenset({LanSource.VENDOR, LanSource.PORT})
"""A maker cannot be planted by its name, and a port counts only beside a maker: these enter as observations."""
_WHEN = datetime(2026, 1, 1, tzinfo=UTC)


def fire_for_networks(pack: Pack) -> int:
    """Plant a device for each print; how many were found.

    Errors: SelfTestError `canary-silent`, which names the first entry that was not found.
    """
    index = SignatureIndex(pack)
    planted = [(entry.id, print_) for entry in pack.signatures for print_ in entry.indicators.lan]
    wired = [(name, print_) for name, print_ in planted if print_.source not in AS_OBSERVATION]
    judgement = judge([_reading([print_ for _, print_ in wired])], Asked("network", DEVICE, TOPICS, TOPICS), index)
    found = {finding.subject.key: {entry.id for entry in finding.signatures} for finding in judgement.findings}
    for number, (name, _) in enumerate(wired):
        if name not in found.get(_address(number), set()):
            raise SelfTestError("canary-silent", {"canary": name})
    for name, print_ in planted:
        if print_.source in AS_OBSERVATION and name not in {each.signature.id for each in index.lan(_device(print_))}:
            raise SelfTestError("canary-silent", {"canary": name})
    return len(planted)


def _reading(prints: list[LanPrint]) -> Reading:
    hosts = [
        {"ip": _address(number), "mac": "", "said": [[SAID_AT.get(print_.source, print_.source.value), print_.text]]}
        for number, print_ in enumerate(prints)
    ]
    body = {
        "network": "10.0.0.0/22", "own": "10.0.0.1", "way": "connect", "seconds": 2, "left_out": 0, "not_read": 0,
        "packets": False, "deaf": [], "hosts": hosts,
    }  # fmt: skip
    return Reading(
        "n-1", Topic.NETWORK_DEVICES, DEVICE, "planted", _WHEN, _WHEN, Status.COMPLETE, json.dumps(body).encode("ascii")
    )


def _address(number: int) -> str:
    return f"10.0.{number // 250}.{number % 250 + 2}"


def _device(print_: LanPrint) -> NetworkDevice:
    maker = print_.text if print_.source is LanSource.VENDOR else ""
    said = (("port", print_.text),) if print_.source is LanSource.PORT else ()
    return NetworkDevice(
        id="planted", device=DEVICE, readings=(), key="planted", address="10.0.0.2", maker=maker, module_maker=True,
        said=said,
    )  # fmt: skip
