# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The key line names letters as capitals, so a capital (Shift, Caps Lock) does the same as the small letter."""

import ast
from pathlib import Path

import pytest

TUI = Path(__file__).parents[2] / "devicecheck" / "tui"


def letters() -> list[tuple[str, str]]:
    """Every binding of a letter: the file, and its keys."""
    found = []
    for path in sorted(TUI.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            named = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Binding"
            if named and isinstance(node.args[0], ast.Constant):
                keys = node.args[0].value
                if len(keys.split(",")[0]) == 1 and keys[0].isalpha():
                    found.append((path.name, keys))
    return found


def test_there_are_letters() -> None:
    assert len(letters()) > 20


@pytest.mark.parametrize(("file", "keys"), letters())
def test_each_letter_is_taken_in_both_cases(file: str, keys: str) -> None:
    assert keys.split(",")[:2] == [keys[0].lower(), keys[0].upper()], file
