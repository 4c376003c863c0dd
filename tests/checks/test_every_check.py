# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for every check: it is in the tuple, it declares itself, it is silent about nothing."""

import importlib
import pkgutil

import pytest

import devicecheck.checks
from devicecheck.checks import CHECKS
from devicecheck.checks.base import Check
from devicecheck.model.topics import Topic
from tests.checks.observed import facts
from tests.packs.entries import index_of

NOT_CHECKS = {"base", "apps", "stores", "settings", "tag_meetings"}
MODULES = sorted(module.name for module in pkgutil.iter_modules(devicecheck.checks.__path__))


@pytest.mark.parametrize("name", sorted(set(MODULES) - NOT_CHECKS))
def test_no_check_is_left_out_of_the_tuple(name: str) -> None:
    check = importlib.import_module(f"devicecheck.checks.{name}").CHECK
    assert isinstance(check, Check)
    assert check in CHECKS


def test_only_the_named_modules_are_no_checks() -> None:
    assert set(MODULES) >= NOT_CHECKS
    assert len(CHECKS) == len(MODULES) - len(NOT_CHECKS)
    for name in NOT_CHECKS:
        assert not hasattr(importlib.import_module(f"devicecheck.checks.{name}"), "CHECK")


def test_ids_are_unique_and_come_from_the_file() -> None:
    assert {check.id.replace("-", "_") for check in CHECKS} == set(MODULES) - NOT_CHECKS


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_check_says_what_it_needs_and_what_it_cannot_see(check: Check) -> None:
    assert check.needs <= set(Topic)
    assert check.needs
    assert check.limits
    assert not check.needs & check.helped_by


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_check_yields_nothing_about_nothing(check: Check) -> None:
    assert list(check.run(facts(), index_of())) == []
