# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program `python -m devicecheck.practice STORY`: one practice phone, alive as long as its standard input."""

import argparse
import contextlib
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from devicecheck.practice import stories
from devicecheck.practice.audit import Audit

UNKNOWN_STORY = 2


def main() -> int:
    """Print one JSON line that says where the phone is, then wait until standard input closes."""
    parser = argparse.ArgumentParser(prog="python -m devicecheck.practice", description=__doc__)
    parser.add_argument("story", nargs="?", default="")
    parser.add_argument("--list", action="store_true", help="print the stories, one JSON line each")
    parser.add_argument("--radio", action="store_true", help="print a recorded radio instead, or list those there are")
    parser.add_argument("--network", action="store_true", help="the same of recorded home networks")
    parser.add_argument("--backup", action="store_true", help="write a made-up backup instead, or list those there are")
    parser.add_argument("--capture", action="store_true", help="write a made-up recording of traffic, or list them")
    parser.add_argument("--into", type=Path, help="the empty folder of a made-up backup, or the file of a recording")
    parser.add_argument("--audit", type=Path, help="where to write what was done to the phone, when it is put away")
    options = parser.parse_args()
    for wanted, write in ((options.backup, _backup), (options.capture, _capture)):
        if wanted:
            return write(options.story, options.into)
    for wanted, tell in ((options.radio, _radio), (options.network, _network)):
        if wanted:
            return tell(options.story)
    if options.list:
        for name, story in stories.STORIES.items():
            _print_line({"story": name, "title": story["title"], "kind": story["kind"]})
        return 0
    try:
        story = stories.load_story(options.story)
    except stories.UnknownStoryError as error:
        sys.stderr.write(f"{error}\n")
        return UNKNOWN_STORY
    _serve(options.story, story, options.audit)
    return 0


def _radio(name: str) -> int:
    from devicecheck.practice import radio  # noqa: PLC0415 - phones do not need it

    if name and name not in radio.names():
        return UNKNOWN_STORY
    for each in [name] if name else radio.names():
        _print_line(radio.recording(each, datetime.now(UTC)) if name else
                    {"story": each, "title": radio.story(each)["title"]})  # fmt: skip
    return 0


def _network(name: str) -> int:
    from devicecheck.practice import networks  # noqa: PLC0415 - phones do not need it

    if name and name not in networks.names():
        return UNKNOWN_STORY
    for each in [name] if name else networks.names():
        _print_line(networks.recording(each, datetime.now(UTC)) if name else
                    {"story": each, "title": networks.story(each)["title"]})  # fmt: skip
    return 0


def _backup(name: str, into: Path | None) -> int:
    from devicecheck.practice.backup import stories as backups  # noqa: PLC0415 - phones do not need it

    if name and (name not in backups.names() or into is None):
        return UNKNOWN_STORY
    for each in [name] if name else backups.names():
        told = backups.story(each)
        if into is not None and name:
            backups.write(told, into)
        _print_line({"story": each, "title": told["title"], "password": told.get("password", "")})
    return 0


def _capture(name: str, into: Path | None) -> int:
    from devicecheck.practice.capture import stories as captures  # noqa: PLC0415 - phones do not need it

    if name and (name not in captures.names() or into is None):
        return UNKNOWN_STORY
    for each in [name] if name else captures.names():
        told = captures.story(each)
        if into is not None and name:
            into.write_bytes(captures.recording(told, datetime.now(UTC)))
        _print_line({"story": each, "title": told["title"]})
    return 0


def _print_line(fields: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(fields) + "\n")
    sys.stdout.flush()


def _serve(name: str, story: dict[str, Any], audit_file: Path | None) -> None:
    audit = (_serve_iphone if story["kind"] == "iphone" else _serve_android)(name, story)
    if audit_file:
        record = {"events": audit.events, "changes": audit.changes(), "opens": audit.opens}
        audit_file.write_text(json.dumps(record, indent=1), encoding="utf-8")


def _serve_android(name: str, story: dict[str, Any]) -> Audit:
    from devicecheck.practice import phone  # noqa: PLC0415 - `--list` must not wait for the cryptography library

    with phone.PracticePhone(story) as practice_phone:
        serial = practice_phone.state.serial
        _wait(name, story, {"host": phone.LOOPBACK, "port": practice_phone.port, "serial": serial})
    return practice_phone.audit


def _serve_iphone(name: str, story: dict[str, Any]) -> Audit:
    from devicecheck.practice.iphone.phone import PracticeIPhone  # noqa: PLC0415 - as above
    from devicecheck.practice.iphone.usbmuxd import LOOPBACK, Usbmuxd  # noqa: PLC0415 - as above

    practice_phone = PracticeIPhone(story)
    with Usbmuxd(story.get("cable_faults")) as daemon:
        daemon.attach(practice_phone)
        _wait(name, story, {"host": LOOPBACK, "port": daemon.port, "serial": practice_phone.udid})
    return practice_phone.audit


def _wait(name: str, story: dict[str, Any], place: dict[str, str | int]) -> None:
    _print_line({"story": name, "title": story["title"], "kind": story["kind"], **place})
    with contextlib.suppress(KeyboardInterrupt):
        sys.stdin.buffer.read()


if __name__ == "__main__":
    sys.exit(main())
