# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole session over the wire, with the library that the reader uses."""

import hashlib
import io

import pytest
from adb_shell.exceptions import AdbCommandFailureException, AdbTimeoutError, DeviceAuthError, TcpTimeoutException

from devicecheck.practice.phone import PracticePhone
from devicecheck.practice.wire_packets import Command


def names(phone: PracticePhone) -> list[str]:
    return [event["event"] for event in phone.audit.events]


def test_a_new_key_is_prompted_for_once_and_then_known(small_story, client, key):
    with PracticePhone(small_story, auth={"mode": "accept", "delay": 0.05}) as phone:
        client(phone, key, auth_timeout_s=2)
        client(phone, key)
        assert names(phone).count("auth_prompt") == 1
        assert names(phone).count("auth_known_key") == 1
        assert names(phone).count("online") == 2


@pytest.mark.parametrize("mode", ["decline", "ignore"])
def test_a_client_that_is_not_let_in_hears_nothing(small_story, client, key, mode):
    with PracticePhone(small_story, auth=mode) as phone:
        with pytest.raises((AdbTimeoutError, TcpTimeoutException)):
            client(phone, key, auth_timeout_s=0.3)
        assert "auth_prompt" in names(phone)
        assert "online" not in names(phone)
        assert ("auth_declined" in names(phone)) == (mode == "decline")


def test_a_phone_that_lets_nobody_in_without_a_key(small_story, client):
    with PracticePhone(small_story, auth="accept") as phone, pytest.raises(DeviceAuthError):
        client(phone)


def test_a_silent_phone_does_not_even_ask(small_story, bare):
    with PracticePhone(small_story, auth="silent") as phone:
        connection = bare(phone)
        connection.greet()
        with pytest.raises(TimeoutError):
            connection.read(1)
        assert names(phone) == ["connect"]


def test_output_error_and_exit_code_are_apart(phone, client):
    answer = client(phone).shell("echo out; echo err >&2; exit 9")
    assert answer == ("out\n", "err\n", 9)


def test_a_phone_without_shell_v2_refuses_it_and_answers_exec(small_story, client):
    with PracticePhone(small_story, features=["cmd"]) as phone:
        device = client(phone).device
        assert device.exec_out("echo out; echo err >&2", decode=False) == b"out\nerr\n"
        with pytest.raises((AdbTimeoutError, TcpTimeoutException)):
            device._service(b"shell,v2,raw", b"echo", decode=False, read_timeout_s=0.3)


def test_a_pulled_apk_is_the_one_on_the_phone(phone, client):
    connection = client(phone)
    path = connection.shell("pm path org.example.side").out.removeprefix("package:").strip()
    pulled = io.BytesIO()
    connection.device.pull(path, pulled)
    assert hashlib.sha256(pulled.getvalue()).hexdigest() in connection.shell(f"sha256sum '{path}'").out
    assert connection.device.stat(path)[1] == len(pulled.getvalue())


def test_files_that_the_shell_user_may_not_see(phone, client):
    connection = client(phone)
    assert connection.device.list("/data/app") == []
    assert connection.device.stat("/nowhere") == (0, 0, 0)
    with pytest.raises(AdbCommandFailureException, match="No such file"):
        connection.device.pull("/nowhere", io.BytesIO())
    assert [entry.filename for entry in connection.device.list("/data/data/org.example.side")] == []
    assert "Permission denied" in connection.shell("ls /data/app").err


def test_a_phone_of_the_first_protocol_takes_small_packets(small_story, client):
    old = {"sdk": 26, "max_payload": 4096, "adb_version": 0x01000000}
    with PracticePhone(small_story, device=old) as phone:
        assert "Package [org.example.store]" in client(phone).shell("dumpsys package").out


def test_reading_leaves_no_change_and_writing_leaves_one(phone, client):
    connection = client(phone)
    connection.shell("pm list packages -f; dumpsys package; settings get secure x; settings list secure; date +%s")
    connection.shell("dpm list-owners; cmd role get-role-holders x; cmd nothing get-it; pm dump x; ls /; true || false")
    assert phone.audit.changes() == []
    assert phone.audit.opens == 2
    for change in ("settings put secure x 1", "pm grant a b", "echo x > /sdcard/x", "rm /sdcard/x", "dd if=/x of=/y",
                   "dpm set-device-owner x", "am start x", "cmd notification allow_listener x"):  # fmt: skip
        phone.reset_audit()
        connection.shell(change)
        assert len(phone.audit.changes()) == 1, change
    assert connection.shell("settings get secure x").out == "1\n"


def test_a_push_is_noted_and_refused(phone, client):
    connection = client(phone)
    with pytest.raises(Exception, match="Permission denied"):
        connection.device.push(io.BytesIO(b"x"), "/sdcard/x")
    assert [change["what"].split(",")[0] for change in phone.audit.changes()] == ["push /sdcard/x"]


def test_services_that_would_change_the_phone_are_noted_and_refused(phone, bare):
    connection = bare(phone)
    connection.greet()
    connection.packet()
    connection.send(Command.OPEN, 1, 0, b"reboot:\0")
    assert connection.packet()[0].arg0 == 0
    assert [change["what"] for change in phone.audit.changes()] == ["reboot:"]


def test_a_client_that_closes_a_stream_in_the_middle_gets_the_next_one(phone, bare):
    connection = bare(phone)
    connection.greet()
    connection.packet()
    connection.open_shell("dumpsys package; " * 40 + "echo end")
    opened, _ = connection.packet()
    connection.send(Command.CLSE, 1, opened.arg0)
    connection.send(Command.OPEN, 2, 0, b"exec:echo next\0")
    received = b""
    while (packet := connection.packet())[0].command != Command.WRTE or packet[0].arg1 != 2:
        received += packet[1]
    assert packet[1] == b"next\n"
    assert b"end\n" not in received
