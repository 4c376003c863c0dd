# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules of the house that no import contract can hold."""

import ast
import pathlib
import re

import pytest

from devicecheck.model.topics import SCOPE_OF, Topic

ROOT = pathlib.Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "devicecheck"
MODULES = sorted(PACKAGE.rglob("*.py"))
CORE = ("model", "matching", "parse", "checks", "assess")


def test_every_topic_belongs_to_a_scope() -> None:
    assert set(SCOPE_OF) == set(Topic)


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    drawers = {"utils", "helpers", "manager", "common", "core", "misc"}
    assert [path for path in MODULES if path.stem in drawers or path.parent.name in drawers] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_keep_the_house_measure(path: pathlib.Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 300 or "over 300" in text.split('"""')[1], (
        "say in the docstring why it is over 300 lines"
    )
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 40, f"{node.name} is too long"


@pytest.mark.parametrize("area", ["checks", "assess", "parse", "matching", "model", "runner"])
def test_no_sentence_for_a_client_stands_in_the_code(area: str) -> None:
    """Logic emits codes and named terms. A literal of four words or more outside a docstring is a sentence."""
    found = []
    for path in sorted((PACKAGE / area).rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        docstrings = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        raised = {id(leaf) for node in ast.walk(tree) if isinstance(node, ast.Raise) for leaf in ast.walk(node)}
        found += [
            f"{path.relative_to(ROOT)}:{node.lineno}: {node.value!r}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in docstrings | bare | raised
            and re.search(r"[A-Za-z]+ [a-z]+ [a-z]+ [a-z]+", node.value)
        ]
    assert found == []


@pytest.mark.slow
def test_only_the_front_ends_know_practice() -> None:
    """Below them a made-up phone is an endpoint like any other; its origin may be marked, never acted on."""
    allowed = {"cli", "tui", "frontend", "practice", "report", "model"}
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in MODULES
        if path.relative_to(PACKAGE).parts[0] not in allowed
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "PRACTICE"
    ]
    assert found == []


def test_every_module_outside_the_front_doors_has_tests_of_its_area() -> None:
    areas = {path.relative_to(PACKAGE).parts[0] for path in MODULES if len(path.relative_to(PACKAGE).parts) > 1}
    missing = [area for area in sorted(areas) if not list((ROOT / "tests" / area).rglob("test_*.py"))]
    assert missing == []
