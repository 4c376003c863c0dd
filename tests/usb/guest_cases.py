# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds on a real USB stack. Runs inside the virtual machine of test_usb.py, where phones can be plugged in."""

import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest

from devicecheck.practice.phone import PracticePhone
from devicecheck.readers.android import batch, table
from devicecheck.readers.wire import Ask, Fault, Status
from tests.usb import reader
from tests.usb.descriptors import PACKET, Identity
from tests.usb.plug import Plugged, plugged, wait_for

PIXEL, GALAXY = Identity("28141JEHN00001"), Identity("R58M123SAMSUNG", "Samsung", "SM-A515F", 0x04E8, 0x6860)
SAME_EACH_TIME = ("device-facts", "users", "app-details", "accessibility-state", "global-settings")
QUESTIONS = [Ask("apps", "apps", {"user": 0}), *(Ask(topic, topic) for topic in SAME_EACH_TIME)]
CLAIMING = """
import pathlib, sys, usb1
pathlib.Path("/proc/self/comm").write_text("scrcpy")
bus, address = (int(part) for part in sys.argv[1].split("/")[-2:])
context = usb1.USBContext().open()
device = next(each for each in context.getDeviceIterator()
              if (each.getBusNumber(), each.getDeviceAddress()) == (bus, address))
handle = device.open()
handle.claimInterface(1)
print("claimed", flush=True)
sys.stdin.read()
"""


def phone_of(identity: Identity, apps: int = 12, **replaced: Any) -> PracticePhone:
    named = [{"package": f"org.example.app{number}", "label": f"App {number}", "installer": "com.android.vending"}
             for number in range(apps)]  # fmt: skip
    device = {"sdk": 34, "release": "14", "model": identity.model, "brand": identity.maker.lower(),
              "serial": identity.serial, "now": 1_790_000_000}  # fmt: skip
    return PracticePhone({"title": "small", "device": device, "auth": "accept", "apps": named, **replaced})


def over_tcp(phone: PracticePhone, folder: Path) -> dict[str, bytes]:
    said = reader.read(folder, QUESTIONS, "--via", "tcp", "--port", str(phone.port))
    return said.bodies(folder)


def well(phone: Plugged) -> bool:
    """Whether the phone's side met nothing that a real one would have stumbled over."""
    return phone.there and not phone.usb.adbd.outward.faults and not phone.usb.adbd.inward.overflows


def test_nothing_is_plugged_in(tmp_path: Path) -> None:
    assert reader.read(tmp_path, QUESTIONS).fault == (Fault.NO_PHONE, {})


def test_two_phones_are_told_apart_and_read_at_once(tmp_path: Path) -> None:
    said: dict[str, reader.Said] = {}

    def read(serial: str) -> None:
        said[serial] = reader.read(tmp_path / serial, QUESTIONS, "--serial", serial)

    with phone_of(PIXEL) as pixel, phone_of(GALAXY, 30) as galaxy:
        # One is as adbd has been since Android 10, one as before.
        with plugged(pixel, PIXEL) as first, plugged(galaxy, GALAXY, strict=False) as second:
            fault, terms = reader.read(tmp_path / "both", QUESTIONS).fault or (None, {})
            reading = [threading.Thread(target=read, args=(each.serial,)) for each in (PIXEL, GALAXY)]
            for thread in reading:
                thread.start()
            for thread in reading:
                thread.join()
            assert well(first)
            assert well(second)
        changes = pixel.audit.changes() + galaxy.audit.changes()
        expected = [over_tcp(pixel, tmp_path / "tcp1"), over_tcp(galaxy, tmp_path / "tcp2")]
    assert (fault, sorted(terms["serials"].split(", "))) == (Fault.SEVERAL_PHONES, [PIXEL.serial, GALAXY.serial])
    for identity, bodies in zip((PIXEL, GALAXY), expected, strict=True):
        one = said[identity.serial]
        assert (one.code, one.fault) == (0, None)
        assert (one.connected["model"], one.connected["serial"]) == (identity.model, identity.serial)
        assert set(one.statuses.values()) == {Status.COMPLETE}
        assert one.bodies(tmp_path / identity.serial) == bodies
    assert changes == []


def test_debugging_is_off(tmp_path: Path) -> None:
    silent = Identity("1", debugging=False)
    with phone_of(PIXEL) as phone, plugged(phone, silent) as one:
        assert reader.read(tmp_path, QUESTIONS).fault == (Fault.DEBUGGING_OFF, {"maker": "google"})
        assert well(one)
        assert phone.audit.events == []


def test_without_permission_for_the_device_it_says_which_rule_is_missing(tmp_path: Path) -> None:
    with phone_of(GALAXY) as phone, plugged(phone, GALAXY) as one:
        fault, terms = reader.read(tmp_path / "a", QUESTIONS, nobody=True).fault or (None, {})
        one.node.chmod(0o666)
        allowed = reader.read(tmp_path / "b", QUESTIONS, nobody=True)
        assert well(one)
    assert fault is Fault.NO_PERMISSION
    assert 'ATTR{idVendor}=="04e8"' in terms["udev"]
    assert (allowed.code, allowed.fault, set(allowed.statuses.values())) == (0, None, {Status.COMPLETE})


def test_another_program_holds_the_phone(tmp_path: Path) -> None:
    with phone_of(PIXEL) as phone, plugged(phone, PIXEL) as one:
        argv = [sys.executable, "-c", CLAIMING, str(one.node)]
        with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
            assert other.stdout
            assert other.stdout.readline() == b"claimed\n"
            held = reader.read(tmp_path, QUESTIONS)
            other.communicate()
        after = reader.read(tmp_path, QUESTIONS)
        assert well(one)
    assert held.fault == (Fault.BUSY, {"holder": "scrcpy"})
    assert (after.code, after.fault, set(after.statuses.values())) == (0, None, {Status.COMPLETE})


def test_a_reader_was_killed_and_the_next_one_reads_all(tmp_path: Path) -> None:
    slow = [{"match": "dumpsys accessibility", "delay": 6, "text": "x" * 100_000}]
    (tmp_path / "a").mkdir()
    with phone_of(PIXEL, commands=slow) as phone, plugged(phone, PIXEL) as one:
        with reader.started(tmp_path / "a") as program:
            threading.Thread(target=reader.ask, args=(program, QUESTIONS), daemon=True).start()
            wait_for(lambda: phone.audit.opens, "asked")
            time.sleep(1)
            program.send_signal(signal.SIGSTOP)  # it takes nothing more, while the phone still sends
            wait_for(lambda: one.usb.adbd.inward.waiting > 100, "answering")
            program.kill()
        again = reader.read(tmp_path / "b", QUESTIONS)
        assert well(one)
        expected = over_tcp(phone, tmp_path / "tcp")
    assert (again.code, again.fault, set(again.statuses.values())) == (0, None, {Status.COMPLETE})
    assert again.bodies(tmp_path / "b") == expected


def test_the_cable_goes_out_during_an_answer_and_in_again(tmp_path: Path) -> None:
    slow = [{"match": "dumpsys accessibility", "delay": 60}]
    questions = [Ask("first", "users"), Ask("second", "accessibility-state"), Ask("third", "app-details")]
    with phone_of(PIXEL, commands=slow) as phone:
        with plugged(phone, PIXEL) as one:
            pulling = threading.Thread(target=pull, args=(one, lambda: phone.audit.opens))
            pulling.start()
            lost = reader.read(tmp_path / "a", questions)
            pulling.join()
        with plugged(phone, PIXEL) as one:
            again = reader.read(tmp_path / "b", QUESTIONS[:-3])
            assert well(one)
    assert (lost.code, lost.fault) == (1, (Fault.UNPLUGGED, {}))
    assert lost.statuses == {
        "users": Status.COMPLETE, "accessibility-state": Status.UNPLUGGED, "app-details": Status.UNPLUGGED,
    }  # fmt: skip
    assert (again.code, again.fault, set(again.statuses.values())) == (0, None, {Status.COMPLETE})


def pull(one: Plugged, opened: Callable[[], object]) -> None:
    wait_for(opened, "asked")
    time.sleep(1.5)
    one.unplug()


OF_OTHER_LENGTHS = (
    "clock",
    "users",
    "app-details",
    "app-ops",
    "role-holders",
    "battery-exempt",
    "device-policy",
    "authorised-computers",
)


def asks_of(size: int) -> list[Ask]:
    """Questions whose order to the phone has exactly so many bytes: a user's number has one digit, or up to five.

    It stands twice in the command.
    """
    others = [chosen for count in range(4) for chosen in combinations(OF_OTHER_LENGTHS, count)]
    for once, apps in product(others, range(size // 100)):
        missing = size - size_of(once, [0] * apps)
        if missing % 2 == 0 and 0 <= missing <= 8 * apps:
            digits = [min(4, max(0, missing // 2 - 4 * number)) for number in range(apps)]
            users = [10**more if more else 0 for more in digits]
            assert size_of(once, users) == size
            asks = [Ask(f"once{number}", topic) for number, topic in enumerate(once)]
            return [*asks, *(Ask(f"apps{number}", "apps", {"user": user}) for number, user in enumerate(users))]
    raise ValueError(size)


def size_of(once: Sequence[str], users: list[int]) -> int:
    command = partial(table.command, named=bool)
    texts = [command(table.BY_TOPIC[topic], {}) for topic in once]
    texts += [command(table.BY_TOPIC["apps"], {"user": user}) for user in users]
    script = batch.script([text.encode() for text in texts], "m" * 32)
    return len(b"exec:" + script + b"\0")


def test_orders_of_whole_packets_are_ended_with_an_empty_one(tmp_path: Path) -> None:
    sizes = [count * PACKET for count in (1, 5, 6, 16, 32, 33)]
    with phone_of(PIXEL) as phone, plugged(phone, PIXEL) as one:
        said = reader.read(tmp_path, *(asks_of(size) for size in sizes))
        orders = [size for size in one.usb.adbd.outward.payloads if size in sizes]
        assert (one.usb.adbd.outward.faults, orders) == ([], sizes)
        assert well(one)
    assert (said.code, said.fault, said.rounds) == (0, None, len(sizes))


def test_answers_of_whole_packets_and_their_empty_ends_are_taken(tmp_path: Path) -> None:
    answers = {"clock": ("^date", 1), "users": ("^pm list users", 2), "device-policy": ("device_policy", 31),
               "accessibility-state": ("accessibility", 32), "app-ops": ("appops", 33),
               "battery-exempt": ("deviceidle", 200), "role-holders": ("role", 2048)}  # fmt: skip
    texts = {topic: "x" * (packets * PACKET) for topic, (_, packets) in answers.items()}
    commands = [{"match": match, "text": texts[topic]} for topic, (match, _) in answers.items()]
    with phone_of(PIXEL, commands=commands) as phone, plugged(phone, PIXEL) as one:
        said = reader.read(tmp_path, [Ask(topic, topic) for topic in answers])
        assert {packets * PACKET for _, packets in answers.values()} <= set(one.usb.adbd.inward.payloads)
        assert well(one)
    assert (said.code, said.fault, set(said.statuses.values())) == (0, None, {Status.COMPLETE})
    assert {topic: body.strip().decode() for topic, body in said.bodies(tmp_path).items()} == texts


@pytest.mark.skipif(not shutil.which("adb"), reason="adb is not installed")
def test_the_adb_of_others_takes_the_phone_for_one_and_then_holds_it(tmp_path: Path) -> None:
    with phone_of(PIXEL, auth="open") as phone, plugged(phone, PIXEL) as one:
        adb("start-server")
        try:
            wait_for(lambda: f"{PIXEL.serial}\tdevice" in adb("devices"), "known to adb")
            greeting = adb("shell", "echo " + "y" * 500)
            held = reader.read(tmp_path / "a", QUESTIONS)
            through = reader.read(tmp_path / "b", QUESTIONS, "--via", "server")
        finally:
            adb("kill-server")
        after = reader.read(tmp_path / "c", QUESTIONS)
        assert well(one)
    assert greeting.strip() == "y" * 500
    assert held.fault == (Fault.BUSY, {"holder": "adb"})
    for said in (through, after):
        assert (said.code, said.fault, set(said.statuses.values())) == (0, None, {Status.COMPLETE})
    assert through.bodies(tmp_path / "b") == after.bodies(tmp_path / "c")


def adb(*argv: str) -> str:
    return subprocess.run(["adb", *argv], capture_output=True, text=True, check=False, timeout=60).stdout
