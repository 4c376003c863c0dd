# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole visits to the practice iPhone: what is found, and that nothing stays on the phone or on this computer."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from devicecheck.model.consultation import End
from devicecheck.model.endpoints import Endpoint, Origin, Via
from devicecheck.model.findings import NotApplicable
from devicecheck.model.phone_mark import phone_mark
from devicecheck.model.signatures import Pack
from devicecheck.packs.load import load_shipped
from devicecheck.packs.stamp import stamp
from devicecheck.practice.iphone.usbmuxd import Usbmuxd
from devicecheck.readers.wire import LiveState
from devicecheck.report import document
from devicecheck.runner import gates
from devicecheck.runner.events import Broken, Finished, Live, Need, Refused
from devicecheck.runner.visit import Visit
from devicecheck.selftest.canaries import fire
from devicecheck.sources.private_folder import _is_abandoned
from tests.practice.iphone.phones import client, plugged_in
from tests.quick_cases import quick_first
from tests.runner.test_visit import YES, watch

SECRETS = (b"PRIVATE KEY", b"someone.else@example.org", b"sam@example.com")
VISIT = """
import asyncio, sys
from contextlib import aclosing
from devicecheck.frontend.proving import proved_pack
from devicecheck.model.endpoints import Endpoint, Origin, Via
from devicecheck.runner.visit import Visit
pack, stamp = proved_pack()
place = Endpoint(reader="iphone", via=Via.TCP, port=int(sys.argv[1]), origin=Origin.PRACTICE)
async def main():
    async with aclosing(Visit(place, pack, stamp).run()) as events:
        async for event in events:
            print(type(event).__name__, flush=True)
asyncio.run(main())
"""


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_shipped()


def place(daemon: Usbmuxd, origin: Origin) -> Endpoint:
    return Endpoint(reader="iphone", via=Via.TCP, port=daemon.port, origin=origin)


async def visit(daemon: Usbmuxd, pack: Pack, origin: Origin = Origin.PRACTICE):
    """The document of a whole visit."""
    answers = YES if origin is Origin.REAL else None
    return (await watch(Visit(place(daemon, origin), pack, stamp(pack, fire(pack))), answers)).document


@pytest.mark.parametrize(
    ("story", "codes"),
    quick_first(
        2,
        [
            ("iphone-ordinary", {"computer-links", "paired-watch"}),
            ("supervised", {"phone-supervised", "settings-profile"}),
            ("vpn-profile", {"settings-profile", "computer-links"}),
            ("other-account", {"app-other-account"}),
            ("family-iphone", {"family-watch", "computer-links"}),
        ],
    ),
)
async def test_each_story_is_found_and_no_ordinary_app_is_named(story: str, codes: set[str], pack: Pack) -> None:
    with plugged_in(story) as (phone, daemon):
        consultation = await visit(daemon, pack)
        assert {finding.code for finding in consultation.findings} == codes
        assert consultation.end is End.COMPLETE and consultation.gaps == ()
        serial = str(phone.contents.lockdown[""]["SerialNumber"])
        assert consultation.devices[0].mark == phone_mark(serial) != ""
        assert phone.trusted == {} and daemon.records == {} and phone.audit.changes() == []
    assert not [finding for finding in consultation.findings if finding.concern.value == "act-with-support"]
    kept = document.write(consultation)
    for secret in (*SECRETS, phone.udid.encode(), b"+10000000000", b"350000000000000", b"com.monzo.ios"):
        assert secret not in kept


async def test_what_has_no_meaning_on_an_iphone_is_not_listed_as_not_checked(pack: Pack) -> None:
    with plugged_in("iphone-ordinary") as (_, daemon):
        consultation = await visit(daemon, pack, Origin.REAL)
    beside = {outcome.check for outcome in consultation.outcomes if isinstance(outcome, NotApplicable)}
    assert {"held-control", "quiet-rights", "recent-use"} <= beside
    assert {"known-apps", "phone-management", "app-accounts"}.isdisjoint(beside)
    assert consultation.devices[0].platform == "iphone"


def left(home: Path, shared: Path) -> list[Path]:
    """Private folders of programs that died, and files with something of a phone in them."""
    found = [path for folder in (home, shared) for path in folder.glob("devicecheck-*") if _is_abandoned(path)]
    files = (path for path in home.rglob("*") if path.is_file())
    return found + [path for path in files if any(secret in path.read_bytes() for secret in SECRETS)]


@pytest.mark.slow
@pytest.mark.parametrize("after", ["Live", "ReadingEnded", "Progress", "CheckEnded"])
def test_a_program_killed_at_any_moment_leaves_no_trust_and_no_key(after: str, tmp_path: Path) -> None:
    names = ("HOME", "TMPDIR", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME", "XDG_DATA_HOME")
    environment = {**os.environ, **dict.fromkeys(names, str(tmp_path))}
    shared = Path("/dev/shm")
    with plugged_in("other-account") as (phone, daemon):
        argv = [sys.executable, "-c", VISIT, str(daemon.port)]
        with subprocess.Popen(argv, stdout=subprocess.PIPE, env=environment, cwd=tmp_path) as program:
            assert program.stdout
            for line in program.stdout:
                if line.decode().strip() == after:
                    break
            program.send_signal(signal.SIGKILL)
        by = time.monotonic() + 15
        while (phone.trusted or daemon.records) and time.monotonic() < by:
            time.sleep(0.1)
        assert phone.trusted == {} and daemon.records == {}
        subprocess.run(argv, env=environment, cwd=tmp_path, check=True, capture_output=True, timeout=60)
        assert phone.trusted == {} and phone.audit.changes() == []
    by = time.monotonic() + 20
    while left(tmp_path, shared) and time.monotonic() < by:  # a test beside this one may have killed its own just now
        time.sleep(0.2)
    assert left(tmp_path, shared) == []


@pytest.mark.parametrize("answer", ["go-on", "stop"])
async def test_a_supervised_iphone_is_read_on_only_after_a_new_yes(answer: str, pack: Pack) -> None:
    with plugged_in("supervised") as (phone, daemon):
        running = Visit(place(daemon, Origin.REAL), pack, stamp(pack, fire(pack)))
        consultation = (await watch(running, YES | {"managed-phone": answer})).document
        assert phone.trusted == {} and phone.audit.changes() == []
    assert ("apps" in {record.topic.value for record in consultation.readings}) is (answer == "go-on")
    assert "phone-supervised" in {finding.code for finding in consultation.findings}


async def test_trust_is_asked_for_only_after_the_phone_was_named_and_a_yes(pack: Pack) -> None:
    with plugged_in("sideloaded", trust={"mode": "ask-then-trust"}) as (phone, daemon):
        named: list[tuple[dict[str, str], set[str]]] = []

        def note(event: object) -> None:
            if isinstance(event, Need) and event.questions == (gates.ASK_TRUST,):
                asked = {each["operation"] for each in phone.audit.events if each["event"] == "request"}
                named.append((event.terms, asked))

        running = Visit(place(daemon, Origin.REAL), pack, stamp(pack, fire(pack)))
        seen = await watch(running, YES, after=note)
        assert phone.trusted == {} and phone.audit.changes() == []
    ((terms, asked),) = named
    assert terms["model"] == "iPhone 12" and terms["version"] and "Pair" not in asked
    states = [event.state for event in seen.of(Live)]
    assert states.index(LiveState.SEEN) < states.index(LiveState.WAITING_FOR_TRUST)
    assert ("ask-trust", "yes") in {(each.question, each.answer) for each in seen.document.answers}


async def test_without_a_yes_the_phone_never_asks_and_nothing_is_read(pack: Pack) -> None:
    with plugged_in(trust={"mode": "ask-then-trust"}) as (phone, daemon):
        running = Visit(place(daemon, Origin.REAL), pack, stamp(pack, fire(pack)))
        seen = await watch(running, YES | {"ask-trust": "no"})
        assert {each["operation"] for each in phone.audit.events if each["event"] == "request"} <= {
            "QueryType",
            "GetValue",
        }
        assert phone.asked == {} and phone.trusted == {} and daemon.records == {}
    assert [event.code for event in seen.of(Refused)] == ["gate.ask-trust.no"] and seen.of(Finished) == []


async def test_a_phone_that_trusts_this_computer_is_not_asked_about(pack: Pack) -> None:
    with plugged_in(trust={"mode": "auto"}) as (phone, daemon):
        client(daemon, "idevicepair", "pair")
        answers = {key: value for key, value in YES.items() if key != "ask-trust"}
        seen = await watch(Visit(place(daemon, Origin.REAL), pack, stamp(pack, fire(pack))), answers)
        assert len(phone.trusted) == 1
    assert LiveState.SEEN_TRUSTED in [event.state for event in seen.of(Live)]
    assert seen.document.end is End.COMPLETE


async def test_a_visit_that_is_stopped_while_it_looks_asks_nothing(pack: Pack) -> None:
    with plugged_in(trust={"mode": "ask"}) as (phone, daemon):
        running = Visit(place(daemon, Origin.REAL), pack, stamp(pack, fire(pack)))
        stop = lambda event: running.stop() if isinstance(event, Live) else None  # noqa: E731
        seen = await watch(running, YES, after=stop)
        assert phone.asked == {} and phone.trusted == {}
    assert seen.of(Finished) == [] and seen.of(Broken) == []
