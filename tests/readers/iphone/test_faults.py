# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults of services and of the connection: the reader always ends in time, a fault costs its own step at the most."""

from pathlib import Path

import pytest

from devicecheck.practice.iphone.faults import KINDS, STREAM_KINDS
from devicecheck.readers.wire import ReadingMessage, Status
from tests.practice.iphone.phones import plugged_in
from tests.readers.iphone.visiting import visit

TOPIC_AT = {
    "installation_proxy:Browse": {"apps", "app-accounts"},
    "mcinstall:GetProfileList": {"profiles"},
    "mcinstall:GetCloudConfiguration": {"supervision"},
    "misagent:CopyAll": {"app-profiles"},
    "springboard:getIconState": {"launcher-apps"},
    "companion:GetDeviceRegistry": {"watches"},
    "os_trace:PidList": {"running-programs"},
}
SERVICE_FAULTS = [(at, kind) for at in TOPIC_AT for kind in sorted(KINDS - {"slow"})]
CONNECTION_FAULTS = [
    *((f"lockdown:{request}", kind) for request in ("QueryType", "GetValue", "Pair", "StartSession")
      for kind in sorted(KINDS)),
    *((f"tls:{where}", kind) for where in ("lockdown", "com.apple.misagent") for kind in STREAM_KINDS),
    *(("connect:com.apple.misagent", kind) for kind in STREAM_KINDS),
    *(("lockdown:StartService:com.apple.misagent", kind) for kind in sorted(KINDS)),
]  # fmt: skip
CABLE_FAULTS = [(f"usbmux:{name}", kind) for name in ("ListDevices", "Connect", "ReadBUID") for kind in sorted(KINDS)]
QUICK = {("installation_proxy:Browse", "error"), ("misagent:CopyAll", "badxml"), ("lockdown:StartSession", "drop"),
         ("usbmux:ListDevices", "oversize"), ("tls:com.apple.misagent", "garbage")}  # fmt: skip
DEADLINE = 12.0


def cases(faults: list[tuple[str, str]]) -> list[object]:
    """A few of them run with the quick tests."""
    return [pytest.param(*each, marks=[] if each in QUICK else pytest.mark.slow, id=" ".join(each)) for each in faults]


@pytest.mark.parametrize(("at", "kind"), cases(SERVICE_FAULTS))
def test_a_fault_of_a_service_costs_its_own_question(at: str, kind: str, tmp_path: Path) -> None:
    with plugged_in("sideloaded", faults=[{"at": at, "kind": kind, "delay": 3.0}]) as (phone, daemon):
        session = visit(daemon, tmp_path, deadline=DEADLINE)
        assert session.code == 0 and session.seconds < DEADLINE + 10
        broken = {topic for topic, status in session.statuses.items() if status is not Status.COMPLETE}
        assert broken <= TOPIC_AT[at], session.statuses
        assert broken or kind == "empty", "a fault that nobody noticed was read as an answer"
        for message in session.messages:
            if isinstance(message, ReadingMessage) and message.status is not Status.COMPLETE:
                assert not message.body
        assert phone.audit.changes() == [] and phone.trusted == {}
    assert not list(tmp_path.rglob("*.plist"))


@pytest.mark.slow
@pytest.mark.parametrize(("at", "kind"), cases(CONNECTION_FAULTS))
def test_a_fault_of_the_connection_ends_in_time(at: str, kind: str, tmp_path: Path) -> None:
    with plugged_in(faults=[{"at": at, "kind": kind, "delay": 2.0}]) as (phone, daemon):
        session = visit(daemon, tmp_path, "--connect-deadline", "6", deadline=DEADLINE)
        assert session.code in (0, 1) and session.seconds < 35
        assert session.fault is not None or session.statuses
        assert phone.audit.changes() == []
    assert not list(tmp_path.rglob("*.plist"))


@pytest.mark.parametrize(("at", "kind"), cases(CABLE_FAULTS))
def test_a_fault_of_the_cables_program_ends_in_time(at: str, kind: str, tmp_path: Path) -> None:
    fault = {"at": at, "kind": kind, "delay": 2.0}
    with plugged_in(cable_faults=[fault]) as (phone, daemon):
        session = visit(daemon, tmp_path, "--connect-deadline", "6", deadline=DEADLINE)
        assert session.code in (0, 1) and session.seconds < 35
        assert session.fault is not None or session.statuses
        assert phone.audit.changes() == []


def test_a_phone_that_is_unplugged_leaves_the_rest_as_unplugged(tmp_path: Path) -> None:
    with plugged_in() as (phone, daemon):

        def unplug(message: object) -> None:
            if isinstance(message, ReadingMessage) and message.topic == "supervision":
                daemon.detach(1)

        session = visit(daemon, tmp_path, when=unplug, deadline=DEADLINE)
        assert session.statuses["device-facts"] is Status.COMPLETE
        assert session.statuses["running-programs"] is Status.UNPLUGGED
        assert phone.audit.changes() == []
