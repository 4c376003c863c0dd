# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program `python -m devicecheck.practice STORY`: one practice phone, alive as long as its standard input."""

import argparse
import contextlib
import json
import sys
from pathlib import Path
from typing import Any

from devicecheck.practice import stories

UNKNOWN_STORY = 2


def main() -> int:
    """Print one JSON line that says where the phone is, then wait until standard input closes."""
    parser = argparse.ArgumentParser(prog="python -m devicecheck.practice", description=__doc__)
    parser.add_argument("story", nargs="?", default="")
    parser.add_argument("--list", action="store_true", help="print the stories, one JSON line each")
    parser.add_argument("--audit", type=Path, help="where to write what was done to the phone, when it is put away")
    options = parser.parse_args()
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


def _print_line(fields: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(fields) + "\n")
    sys.stdout.flush()


def _serve(name: str, story: dict[str, Any], audit_file: Path | None) -> None:
    from devicecheck.practice import phone  # noqa: PLC0415 - `--list` must not wait for the cryptography library

    with phone.PracticePhone(story) as practice_phone:
        _print_line({
            "story": name,
            "title": story["title"],
            "kind": story["kind"],
            "host": phone.LOOPBACK,
            "port": practice_phone.port,
            "serial": practice_phone.state.serial,
        })  # fmt: skip
        with contextlib.suppress(KeyboardInterrupt):
            sys.stdin.buffer.read()
    if audit_file:
        audit = practice_phone.audit
        record = {"events": audit.events, "changes": audit.changes(), "opens": audit.opens}
        audit_file.write_text(json.dumps(record, indent=1), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
