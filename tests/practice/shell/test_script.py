# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Scripts as batches of commands are written."""

import pytest
from adb_shell.adb_device import AdbDeviceTcp

from devicecheck.practice.phone import PracticePhone


@pytest.fixture
def sh(phone, client):
    return client(phone).shell


@pytest.mark.parametrize(
    ("script", "out", "code"),
    [
        ("echo a b; echo 'c  d' \"e  f\"", "a b\nc  d e  f\n", 0),
        ("echo -n a\necho b # a comment\n# another\n\n", "ab\n", 0),
        ("true && echo yes || echo no", "yes\n", 0),
        ("false && echo yes || echo no", "no\n", 0),
        ("( exit 7 ); echo $?", "7\n", 0),
        ("( foo ) </dev/null 2>&1; echo $?", "/system/bin/sh: foo: inaccessible or not found\n127\n", 0),
        ("foo 2>/dev/null; r=$?; echo \"rc ${r}\"", "rc 127\n", 0),
        ("x=$(echo a; echo 'b  c'); echo $x; echo \"$x\"", "a b c\na\nb  c\n", 0),
        ("x=$(false); echo $? \"\" $x", "1 \n", 0),
        ("echo \\$HOME \"\\$HOME \\x\" a \\\n b", "$HOME $HOME \\x a b\n", 0),
        ("command -v stat && command -v echo; command -v nothing", "/system/bin/stat\necho\n", 1),
        ("/system/bin/echo x", "x\n", 0),
        ("( echo a; exit 4 ) 2>/dev/null </dev/null; echo x; exit", "a\nx\n", 0),
        ("cat </nowhere", "", 1),
        ("echo x >>/sdcard/x", "", 1),
        ("tail wrong", "", 1),
    ],
)  # fmt: skip
def test_scripts(sh, script, out, code):
    answer = sh(script)
    assert (answer.out, answer.code) == (out, code)


@pytest.mark.parametrize(
    "script",
    ["echo 'a", 'echo "a', "( echo a", "echo a )", "| cat", "echo ${x", "echo a | cat", "echo a &"],
)
def test_what_is_no_script_is_a_syntax_error(sh, script):
    answer = sh(script)
    assert "syntax error" in answer.err
    assert answer.code == 1


def test_an_unknown_command_in_the_words_of_its_android(small_story, client):
    with PracticePhone(small_story, device={"sdk": 28}) as phone:
        assert client(phone).shell("foo") == ("", "/system/bin/sh: foo: not found\n", 127)


def test_commands_that_a_phone_lacks(small_story, client):
    with PracticePhone(small_story, missing_commands=["sha256sum"]) as phone:
        assert client(phone).shell("command -v sha256sum || sha256sum x").code == 127


def test_reading_parts_of_a_file(sh, phone):
    path = sh("pm path org.example.side").out.strip().removeprefix("package:")
    content = phone.state.files.read(path)
    assert sh(f"stat -c '%s %n' '{path}'").out == f"{len(content)} {path}\n"
    raw = phone_bytes(phone, f"dd if='{path}' bs=4096 skip=1 count=2 2>/dev/null; tail -c 22 '{path}'")
    assert raw == content[4096 : 3 * 4096] + content[-22:]
    assert sh(f"dd if='{path}' bs=4096 >/dev/null").err.startswith(f"{len(content) // 4096}+1 records in\n")
    assert f" system system {len(content):8} " in sh(f"ls -l '{path}'").out


def phone_bytes(phone, script):
    device = AdbDeviceTcp("127.0.0.1", phone.port)
    device.connect()
    output = device.exec_out(script, decode=False)
    device.close()
    return output


@pytest.mark.parametrize("command", ["cat", "tail -c 2", "sha256sum", "stat -c %s", "ls", "dd bs=1 if=/nowhere"])
def test_files_that_are_not_there(sh, command):
    answer = sh(f"{command} /nowhere" if "if=" not in command else command)
    assert "No such file or directory" in answer.err
    assert answer.code == 1


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/system", "Is a directory"),
        ("/data/data/org.example.side/x", "Permission denied"),
        ("/system/app/a", "No such file or directory"),
    ],
)
def test_files_that_cannot_be_read(sh, path, words):
    assert sh(f"cat {path}") == ("", f"cat: {path}: {words}\n", 1)


def test_a_file_is_no_directory(sh):
    path = "/system/app/org.example.system/org.example.system.apk"
    assert sh(f"ls {path}").out == f"{path}\n"
    assert sh(f"cat {path}/x").err == f"cat: {path}/x: Not a directory\n"


def test_commands_that_a_story_makes_answer_otherwise(small_story, client):
    rules = [
        {"match": "^pm list", "text": "half", "stderr": "oh\n", "exit": 3, "delay": 0.01},
        {"match": "^dumpsys", "text": "started\n", "hang": 60},
    ]
    with PracticePhone(small_story, commands=rules) as phone:
        connection = client(phone)
        assert connection.shell("pm list packages") == ("half", "oh\n", 3)
        with pytest.raises(Exception, match=r"(?i)time"):
            connection.device._service(b"exec", b"dumpsys x", decode=False, read_timeout_s=0.3)
    with pytest.raises(ValueError, match="text"):
        PracticePhone(small_story, commands=[{"match": "x", "texts": "y"}])
