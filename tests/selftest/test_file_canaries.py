# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The planted file is found by every kind of sign, and a broken way stops the run."""

import pytest

from devicecheck.errors import SelfTestError
from devicecheck.packs.load import load_shipped
from devicecheck.selftest.file_canaries import PLANTED, fire_for_files
from devicecheck.selftest.planted_file import PACKAGE
from tests.packs.entries import entry, pack_of


async def test_the_shipped_pack_finds_the_planted_file() -> None:
    assert await fire_for_files(load_shipped()) == len(PLANTED)


async def test_a_pack_that_silences_the_planted_id_stops_the_run() -> None:
    from devicecheck.model.signatures import NeverMatch

    silenced = pack_of(entry("other", packages=("org.other",)), never=NeverMatch(packages={PACKAGE: "by mistake"}))
    with pytest.raises(SelfTestError) as error:
        await fire_for_files(silenced)
    assert error.value.terms == {"canary": "canary-file listed-package"}


async def test_a_pack_with_a_rule_that_cannot_be_used_stops_the_run() -> None:
    broken = pack_of(entry("other", packages=("org.other",))).model_copy(update={"rules": {"other": "rule x {"}})
    with pytest.raises(SelfTestError) as error:
        await fire_for_files(broken)
    assert "apk-rules" in error.value.terms["canary"]
