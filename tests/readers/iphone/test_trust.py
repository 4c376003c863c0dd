# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trust: asked for once, given back at the end, never kept; what stood before stays."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from devicecheck.practice import stories
from devicecheck.practice.iphone.phone import PracticeIPhone
from devicecheck.readers.wire import Fault, FromReader, LiveState, StateMessage, Status
from tests.practice.iphone.phones import client, plugged_in
from tests.readers.iphone.visiting import arguments, environment, start, visit

ASKED = ("device-facts", "apps")
WAIT = ("--connect-deadline", "3")


def nothing_left(folder: Path) -> bool:
    """Whether no secret key and no record is in the private folder."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return not [path for path in files if b"PRIVATE KEY" in path.read_bytes() or path.suffix == ".plist"]


@pytest.mark.slow
@pytest.mark.core
def test_everything_is_read_and_the_phone_knows_no_computer_afterwards(tmp_path: Path) -> None:
    with plugged_in("sideloaded", trust={"mode": "ask-then-trust"}) as (phone, daemon):
        session = visit(daemon, tmp_path)
        assert session.code == 0 and session.fault is None
        assert set(session.statuses.values()) == {Status.COMPLETE}
        assert session.states == [
            LiveState.LOOKING,
            LiveState.CONNECTING,
            LiveState.WAITING_FOR_TRUST,
            LiveState.CONNECTED,
            LiveState.CLOSING,
            LiveState.CLOSED,
        ]
        assert phone.audit.changes() == [] and phone.trusted == {} and daemon.records == {}
        assert b"clinic-laptop" not in session.body("device-facts")
    assert nothing_left(tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("story", "state", "fault"),
    [
        ({"trust": {"mode": "deny"}}, LiveState.CONNECTING, Fault.TRUST_DENIED),
        ({"trust": {"mode": "ask"}}, LiveState.WAITING_FOR_TRUST, Fault.TRUST_DENIED),
        ({"trust": {"mode": "ask-then-deny"}}, LiveState.WAITING_FOR_TRUST, Fault.TRUST_DENIED),
        ({"trust": {"mode": "prohibited"}}, LiveState.CONNECTING, Fault.PAIRING_PROHIBITED),
        ({"locked": True}, LiveState.WAITING_FOR_UNLOCK, Fault.LOCKED),
    ],
)
def test_a_phone_that_does_not_trust_us_says_why(
    story: dict[str, object], state: LiveState, fault: Fault, tmp_path: Path
) -> None:
    with plugged_in(**story) as (phone, daemon):
        session = visit(daemon, tmp_path, *WAIT, asked=ASKED)
        assert (session.fault, session.code) == (fault, 1)
        assert state in session.states and session.statuses == {}
        assert phone.trusted == {} and phone.audit.changes() == []
    assert nothing_left(tmp_path)


@pytest.mark.slow
def test_unlocking_and_tapping_trust_goes_on(tmp_path: Path) -> None:
    with plugged_in(locked=True) as (phone, daemon):

        def unlock(message: FromReader) -> None:
            if isinstance(message, StateMessage) and message.state is LiveState.WAITING_FOR_UNLOCK:
                phone.unlock_screen()

        session = visit(daemon, tmp_path, asked=ASKED, when=unlock)
        assert session.statuses == dict.fromkeys(ASKED, Status.COMPLETE)


@pytest.mark.slow
def test_a_trust_from_before_is_used_and_stays(tmp_path: Path) -> None:
    with plugged_in(trust={"mode": "auto"}) as (phone, daemon):
        client(daemon, "idevicepair", "pair")
        before = dict(phone.trusted)
        phone.tap_do_not_trust()
        session = visit(daemon, tmp_path, asked=ASKED)
        assert session.statuses == dict.fromkeys(ASKED, Status.COMPLETE)
        assert phone.trusted == before and len(daemon.records) == 1


@pytest.mark.slow
def test_no_phone_two_phones_and_no_service(tmp_path: Path) -> None:
    with plugged_in() as (_, daemon):
        daemon.detach(1)
        assert visit(daemon, tmp_path, "--connect-deadline", "1.5").fault is Fault.NO_PHONE
        for story in ("supervised", "sideloaded"):
            daemon.attach(PracticeIPhone({**stories.load_story(story), "trust": {"mode": "auto"}}))
        several = visit(daemon, tmp_path, *WAIT)
        assert several.fault is Fault.SEVERAL_PHONES
        serial = daemon.messages()[1]["Properties"]["SerialNumber"]
        chosen = visit(daemon, tmp_path, f"--serial={serial}", asked=ASKED)
        assert b"iPhone13,2" in chosen.body("device-facts")
        daemon.attach(PracticeIPhone(stories.load_story("family-iphone")), "Network")
        assert visit(daemon, tmp_path, f"--serial={serial}", asked=ASKED).fault is None
    assert visit(1, tmp_path, *WAIT).fault is Fault.NO_APPLE_SERVICE


@pytest.mark.slow
def test_a_phone_that_forgot_the_computer_is_asked_anew(tmp_path: Path) -> None:
    for breaks in (False, True):
        with plugged_in(trust={"mode": "auto", "breaks_tls_of_strangers": breaks}) as (phone, daemon):
            client(daemon, "idevicepair", "pair")
            phone.forget_computers()
            session = visit(daemon, tmp_path, asked=ASKED)
            assert session.statuses == dict.fromkeys(ASKED, Status.COMPLETE), breaks
            assert phone.trusted == {}


def killed(daemon: object, folder: Path, when: Callable[[FromReader], bool]) -> None:
    """Start a reader and kill it at a moment."""
    from devicecheck.readers.wire import Ask, AskMessage, read, write

    reader = start(daemon, folder)  # type: ignore[arg-type]
    with reader:
        assert reader.stdin and reader.stdout
        write(reader.stdin, AskMessage((Ask("a", "apps"),), 20.0))
        while (message := read(reader.stdout)) is not None:
            if when(message):  # type: ignore[arg-type]
                reader.send_signal(signal.SIGKILL)
                break


@pytest.mark.slow
@pytest.mark.core
def test_after_a_kill_the_clean_up_takes_the_trust_and_the_key_away(tmp_path: Path) -> None:
    with plugged_in() as (phone, daemon):
        connected = lambda each: isinstance(each, StateMessage) and each.state is LiveState.CONNECTED  # noqa: E731
        killed(daemon, tmp_path, connected)
        assert len(phone.trusted) == 1 and not nothing_left(tmp_path)
        argv = [sys.executable, "-I", "-m", "devicecheck.readers.iphone", "--clean-up", "--folder", str(tmp_path)]
        assert subprocess.run(argv, env=environment(tmp_path), timeout=30, check=False).returncode == 0
        assert phone.trusted == {} and daemon.records == {} and phone.audit.changes() == []
        assert nothing_left(tmp_path)


@pytest.mark.slow
@pytest.mark.core
def test_a_trust_that_a_killed_visit_left_is_not_one_from_before(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    with plugged_in() as (phone, daemon):
        connected = lambda each: isinstance(each, StateMessage) and each.state is LiveState.CONNECTED  # noqa: E731
        killed(daemon, first, connected)
        assert len(phone.trusted) == 1
        session = visit(daemon, second, asked=ASKED)
        assert session.statuses == dict.fromkeys(ASKED, Status.COMPLETE)
        assert phone.trusted == {} and daemon.records == {}


def test_what_was_not_agreed_and_what_is_no_topic_is_not_asked(tmp_path: Path) -> None:
    with plugged_in() as (phone, daemon):
        done = subprocess.run(
            arguments(daemon, tmp_path, ("installed-secrets",)), env=environment(tmp_path), check=False, timeout=30
        )
        assert done.returncode == 2 and phone.audit.events == []
