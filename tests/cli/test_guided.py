# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck cards` as a person or a script runs it."""

import json

from devicecheck.cli.exits import Exit
from tests.cli.test_commands import run


def test_cards_are_listed_and_shown() -> None:
    listed = run("cards", "list")
    assert listed.returncode == Exit.DONE and "whatsapp-linked" in listed.stdout and "battery-drain" in listed.stdout
    one = run("cards", "show", "whatsapp-linked")
    assert "WhatsApp > three dots > Linked devices" in one.stdout and "Will they notice a change?" in one.stdout


def test_cards_are_data_for_a_machine_and_an_unknown_one_is_an_error() -> None:
    everything = json.loads(run("cards", "list", "--json").stdout)
    assert len(everything) >= 50 and {"id", "title", "checked_on"} <= everything[0].keys()
    wrong = run("cards", "show", "nope")
    assert wrong.returncode == Exit.USAGE and "There is no card of that name." in wrong.stderr


def test_steps_for_debugging_are_listed_and_shown_by_maker() -> None:
    listed = run("doctor", "--steps")
    assert listed.returncode == Exit.DONE and "samsung" in listed.stdout and "Signatures" not in listed.stdout
    one = run("doctor", "--steps", "redmi")
    assert one.returncode == Exit.DONE and "Install via USB" in one.stdout and "Who may notice" in one.stdout
    assert [card["id"] for card in json.loads(run("doctor", "--steps", "oppo", "--json").stdout)] == ["oneplus"]
    wrong = run("doctor", "--steps", "nope")
    assert wrong.returncode == Exit.USAGE and "There are no steps of that maker: nope" in wrong.stderr
