# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A look at an iPhone before its own question: what it tells everybody, and that nobody is asked for anything."""

import subprocess
from pathlib import Path

import pytest

from devicecheck.practice.iphone.phone import PracticeIPhone
from devicecheck.practice.iphone.usbmuxd import Usbmuxd
from devicecheck.readers.wire import ErrorMessage, Fault, LiveState, StateMessage, read
from tests.practice.iphone.phones import client, plugged_in
from tests.readers.iphone.test_trust import nothing_left
from tests.readers.iphone.visiting import Session, start

STRANGERS_ASK = {"QueryType", "GetValue"}
WITH_RECORD = {"ValidatePair", "StartSession", "StopSession"}
SEEN = [LiveState.LOOKING, LiveState.CONNECTING, LiveState.SEEN, LiveState.CLOSING, LiveState.CLOSED]


def peek(daemon: Usbmuxd | int, folder: Path, *more: str) -> Session:
    """Everything that a look says until it ends by itself."""
    session = Session()
    reader = start(daemon, folder, "--peek", "--connect-deadline", "6", *more)
    assert reader.stdin and reader.stdout
    with reader:
        while (message := read(reader.stdout)) is not None:
            session.messages.append(message)  # type: ignore[arg-type]
    session.code = reader.returncode
    return session


def told(session: Session) -> dict[str, str]:
    """The values of the sight."""
    return next(
        each.terms for each in session.messages
        if isinstance(each, StateMessage) and each.state in (LiveState.SEEN, LiveState.SEEN_TRUSTED)
    )  # fmt: skip


def asked(phone: PracticeIPhone) -> set[str]:
    """Every request that reached the phone."""
    return {str(event["operation"]) for event in phone.audit.events if event["event"] == "request"}


@pytest.mark.parametrize(
    "story",
    [
        {"trust": {"mode": "auto"}},
        {"trust": {"mode": "ask"}},
        {"trust": {"mode": "deny"}},
        {"trust": {"mode": "prohibited"}},
        {"locked": True},
    ],
    ids=["would-trust", "would-ask", "would-deny", "prohibited", "locked"],
)
def test_a_look_never_pairs_and_no_question_comes_up(story: dict[str, object], tmp_path: Path) -> None:
    with plugged_in("sideloaded", **story) as (phone, daemon):
        session = peek(daemon, tmp_path)
        assert (session.states, session.code) == (SEEN, 0)
        assert told(session)["model"].startswith("iPhone ") and "," not in told(session)["model"]
        assert told(session)["version"].split(".")[0].isdigit()
        assert set(told(session)) == {"model", "version"}
        assert asked(phone) <= STRANGERS_ASK and phone.asked == {}
        assert phone.trusted == {} and daemon.records == {} and phone.audit.changes() == []
    assert nothing_left(tmp_path)


def test_a_computer_that_is_trusted_is_told_apart_and_its_trust_stays(tmp_path: Path) -> None:
    with plugged_in(trust={"mode": "auto"}) as (phone, daemon):
        client(daemon, "idevicepair", "pair")
        before, records = dict(phone.trusted), len(daemon.records)
        phone.audit.events.clear()
        session = peek(daemon, tmp_path)
        assert LiveState.SEEN_TRUSTED in session.states and LiveState.SEEN not in session.states
        assert asked(phone) <= STRANGERS_ASK | WITH_RECORD
        assert phone.trusted == before and len(daemon.records) == records
    assert nothing_left(tmp_path)


def test_a_phone_that_forgot_this_computer_is_one_that_does_not_trust_it(tmp_path: Path) -> None:
    with plugged_in(trust={"mode": "auto"}) as (phone, daemon):
        client(daemon, "idevicepair", "pair")
        phone.forget_computers()
        phone.audit.events.clear()
        assert peek(daemon, tmp_path).states == SEEN
        assert asked(phone) <= STRANGERS_ASK | WITH_RECORD and phone.trusted == {}


def test_no_phone_and_no_service_end_as_they_do_in_a_visit(tmp_path: Path) -> None:
    with plugged_in() as (_, daemon):
        daemon.detach(1)
        assert peek(daemon, tmp_path, "--connect-deadline", "1.5").fault is Fault.NO_PHONE
    assert peek(1, tmp_path).fault is Fault.NO_APPLE_SERVICE


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["drop", "garbage", "hang", "error"])
@pytest.mark.parametrize("at", ["lockdown:QueryType", "lockdown:GetValue"])
def test_a_fault_of_a_look_is_named_in_time_and_pairs_nothing(at: str, kind: str, tmp_path: Path) -> None:
    with plugged_in(faults=[{"at": at, "kind": kind}]) as (phone, daemon):
        session = peek(daemon, tmp_path)
        ended = [each for each in session.messages if isinstance(each, ErrorMessage)]
        assert len(ended) == 1 or LiveState.SEEN in session.states
        assert "Pair" not in asked(phone) and phone.trusted == {}
    assert nothing_left(tmp_path)


def test_a_parent_that_goes_away_ends_a_look(tmp_path: Path) -> None:
    with plugged_in() as (phone, daemon):
        daemon.detach(1)
        reader = start(daemon, tmp_path, "--peek", "--connect-deadline", "60")
        assert reader.stdin and reader.stdout
        with reader:
            assert read(reader.stdout) is not None
            reader.stdin.close()
            try:
                assert reader.wait(timeout=15) == 0
            except subprocess.TimeoutExpired:
                reader.kill()
                raise
        assert phone.audit.events == []
