# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every text that the screens ask for is there, and none of them is a claim that something is safe."""

import ast
import re
from pathlib import Path

import pytest
from textual.binding import Binding

import devicecheck.tui
from devicecheck.readers.wire import LiveState
from devicecheck.report.wording import load
from devicecheck.tui.app import DeviceCheckApp
from devicecheck.tui.screens import (
    address,
    checking,
    connect,
    consent,
    copies,
    ended,
    findings,
    finish,
    gate,
    guided,
    help,
    plan,
    practice,
    questions,
    start,
    step,
)
from devicecheck.tui.widgets import top_bar
from devicecheck.tui.widgets.tick import Tick
from devicecheck.tui.widgets.yes_no import YesNo
from devicecheck.tui.writing import SHEETS, Kind

FOLDER = Path(devicecheck.tui.__file__).parent
SCREENS = (
    start.StartScreen, gate.GateScreen, step.StepScreen, consent.ConsentScreen, connect.ConnectScreen,
    questions.QuestionsScreen, plan.PlanScreen, guided.GuidedScreen, checking.CheckingScreen,
    findings.FindingsScreen, copies.CopiesScreen, ended.EndedScreen,
)  # fmt: skip
WITH_KEYS = (
    *SCREENS,
    DeviceCheckApp,
    practice.PracticeScreen,
    address.AddressScreen,
    finish.FinishScreen,
    help.HelpScreen,
    Tick,
    YesNo,
)
ASKING = {"say", "text"}


def literal_keys():
    for path in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ASKING:
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield first.value


def test_every_key_in_the_code_has_its_text():
    keys = set(literal_keys())
    assert len(keys) > 40
    assert [key for key in keys if not load().has(key)] == []


@pytest.mark.parametrize("screen", SCREENS)
def test_every_step_has_help_and_says_what_comes_next(screen):
    assert load().has(f"tui.{screen.NAME}.help") and load().has(f"tui.{screen.NAME}.next")
    assert screen is ended.EndedScreen or screen.STEP in top_bar.STEPS


@pytest.mark.parametrize("owner", WITH_KEYS)
def test_every_shown_key_has_a_name(owner):
    shown = [binding for binding in owner.BINDINGS if isinstance(binding, Binding) and binding.show]
    names = [binding.description for binding in shown] + [name for _, name in getattr(owner, "LIST_KEYS", ())]
    assert names and [name for name in names if not load().has(f"tui.keys.{name}")] == []


def test_steps_states_and_kinds_have_names():
    keys = [f"tui.steps.{step}" for step in top_bar.STEPS] + [f"tui.copies.kind.{kind}" for kind in Kind]
    keys += [f"tui.copies.copy.{copy}" for copy in SHEETS]
    keys += [f"tui.states.{state}" for state in connect.STATES] + [f"states.{state}" for state in LiveState]
    assert [key for key in keys if not load().has(key)] == []


def test_next_lines_fit_on_the_smallest_screen():
    assert [key for key in load().texts if re.fullmatch(r"tui\.\w+\.next", key) and len(load().text(key)) > 76] == []


def test_no_claim_of_safety():
    claims = re.compile(r"\b(safe|clean|clear|secure|no risk|hacked|infected)\b", re.IGNORECASE)
    assert [key for key in load().texts if key.startswith("tui.") and claims.search(load().texts[key])] == []
