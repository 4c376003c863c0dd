# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table: it only reads, and no parameter can become anything but the word it stands for."""

import json
import re
import shlex
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devicecheck.model.topics import Topic
from devicecheck.readers.android import table
from devicecheck.readers.android.faults import BadAsk

CHANGING = (
    r"install|uninstall|clear|disable|enable|disable-user|grant|revoke|hide|unhide|suspend|unsuspend|am|input|put|"
    r"delete|setprop|push|rm|rmdir|mv|cp|mkdir|touch|chmod|chown|ln|tcpip|root|su|reboot|backup|restore|content|svc|"
    r"logcat|bugreport|bugreportz|screencap|screenrecord|tee|kill|pkill|start|stop|wm|ime|monkey|sh|eval|exec|curl|nc|"
    r"of=.*|set|write|reset|remove-user|create-user|set-[a-z-]+|force-stop|compile|trim-caches"
)


def named(path: str) -> bool:
    return True


def filled(entry: table.Entry) -> str:
    params = {"user": 10, "path": "/data/app/a/base.apk", "offset": 8192, "length": 4096}
    return table.command(entry, {name: params[name] for name in entry.params}, named)


def test_the_table_asks_once_for_each_of_its_topics_and_only_for_topics() -> None:
    assert set(table.TOPICS) <= {topic.value for topic in Topic}
    assert len(table.TOPICS) == len(table.TABLE) == 22


def without_known_names(command: str) -> str:
    """A command without the names of files that are only looked for, and without where its own errors go."""
    for name in table.ROOT_FILES:
        command = re.sub(rf"(?<= ){re.escape(name)}(?= )", "FILE", command)
    command = command.replace(f"{table.ADDED_CERTIFICATES.format(user=10)}/*", "FILES")
    return command.replace(" 2>/dev/null", "").replace(" 2>&1", "")


def test_files_are_listed_or_printed_at_named_places_only() -> None:
    parts = [part.strip() for entry in table.TABLE for part in without_known_names(filled(entry)).split(";")]
    added = table.ADDED_CERTIFICATES.format(user=10)
    assert {part for part in parts if part.startswith(("ls", "cat"))} == {
        f"ls {added}",
        "cat FILES",
        f"ls -d {' '.join(['FILE'] * len(table.ROOT_FILES))}",
    }


@pytest.mark.parametrize("entry", table.TABLE, ids=lambda entry: entry.topic)
def test_no_command_changes_anything(entry: table.Entry) -> None:
    command = without_known_names(filled(entry))
    assert not re.search(rf"(?<![\w.-])(?:{CHANGING})(?![\w.-])", command)
    assert not re.search(r"[<>`|&\n\\*?~]", command.replace(" && ", "; ").replace(" || ", "; "))
    programs = {words.split()[0] for words in re.split(r";|&&|\|\||\$\(", command) if words.split()}
    assert programs <= {"echo", "getprop", "date", "pm", "dumpsys", "cmd", "settings", "stat", "tail", "dd"} | {
        "ls",
        "cat",
        "sha256sum",
        "true",
        "[",
    }


@pytest.mark.parametrize(
    ("program", "verbs"),
    [("pm", {"list"}), ("settings", {"get"}), ("cmd", {"package"}), ("dd", {"if='/data/app/a/base.apk'"})],
)
def test_programs_that_can_change_a_phone_are_used_to_read_only(program: str, verbs: set[str]) -> None:
    used = [filled(entry).split() for entry in table.TABLE]
    assert {words[1] for words in used if words[0] == program} == verbs
    assert all(words[2] == "query-activities" for words in used if words[0] == "cmd")


@given(st.text(max_size=80))
def test_a_path_is_always_one_word_and_itself(path: str) -> None:
    assert shlex.split(table.quoted(path)) == [path]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=60))
def test_the_phones_shell_sees_the_path_as_it_is(path: str) -> None:
    command = table.command(table.BY_TOPIC["app-file-range"], {"path": path, "offset": 0, "length": 4096}, named)
    assert shlex.split(command) == ["dd", f"if={path}", "bs=4096", "skip=0", "count=1"]


@pytest.mark.parametrize("path", ["'; reboot; '", "$(reboot)", "`reboot`", "a\nreboot\n", "' '", "\\'", "-rf", "a b"])
def test_a_real_shell_prints_a_hostile_path_as_it_is(path: str) -> None:
    printed = subprocess.run(["sh", "-c", f"printf %s {table.quoted(path)}"], capture_output=True, check=True).stdout
    assert printed.decode() == path


@given(st.sampled_from(table.TABLE), st.dictionaries(st.sampled_from(["user", "path", "offset", "length", "more"]),
       st.integers() | st.text(max_size=20) | st.booleans(), max_size=4))  # fmt: skip
def test_parameters_are_numbers_in_bounds_or_known_paths_or_refused(entry: table.Entry, params: dict) -> None:
    try:
        command = table.command(entry, params, lambda path: path == "known")
    except BadAsk:
        return
    assert set(params) <= set(entry.params)
    assert params.get("path", "known") == "known"
    assert all(isinstance(value, int) and value >= 0 for name, value in params.items() if name != "path")
    assert re.fullmatch(r"[ -~]+", command)


@pytest.mark.parametrize(
    ("topic", "params"),
    [
        ("apps", {}),
        ("apps", {"user": "0"}),
        ("apps", {"user": True}),
        ("apps", {"user": -1}),
        ("apps", {"user": 10**9}),
        ("clock", {"user": 0}),
        ("app-file-tail", {"length": 4096}),
        ("app-file-tail", {"path": "/a.apk", "length": 0}),
        ("app-file-tail", {"path": "/a.apk", "length": 22}),
        ("app-file-tail", {"path": "/a.apk", "length": (1 << 20) + 4096}),
        ("app-file-range", {"path": "/a.apk", "offset": 1, "length": 4096}),
        ("app-file-range", {"path": "/a.apk", "offset": -4096, "length": 4096}),
        ("app-file-range", {"path": "/a.apk", "offset": 0, "length": 4095}),
        ("app-file-range", {"path": 7, "offset": 0, "length": 4096}),
    ],
)
def test_what_is_missing_or_out_of_bounds_is_refused(topic: str, params: dict) -> None:
    with pytest.raises(BadAsk):
        table.command(table.BY_TOPIC[topic], params, named)


def test_the_length_of_a_tail_may_be_left_out() -> None:
    command = table.command(table.BY_TOPIC["app-file-tail"], {"path": "/a.apk"}, named)
    assert command == "stat -c %s '/a.apk' && tail -c 4096 '/a.apk'"


@pytest.mark.parametrize("flags", [[], ["--json"]])
def test_the_program_prints_the_table_and_connects_to_nothing(flags: list[str]) -> None:
    argv = [sys.executable, "-I", "-m", "devicecheck.readers.android", "--table", *flags]
    printed = subprocess.run(argv, capture_output=True, check=True, text=True).stdout
    if flags:
        assert [row["command"] for row in json.loads(printed)] == [entry.template for entry in table.TABLE]
    else:
        assert all(entry.topic in printed and entry.template in printed for entry in table.TABLE)
