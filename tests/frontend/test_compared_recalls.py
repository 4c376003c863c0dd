# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two checks beside each other, where a result of the earlier one was taken back since."""

from datetime import date, timedelta

import pytest

from devicecheck.assess.comparing import compare
from devicecheck.errors import PackError
from devicecheck.frontend import compared
from devicecheck.model.signatures import Pack, Recall
from devicecheck.report.wording import load
from tests.assess.test_comparing import SPY, visit
from tests.packs.entries import pack_of
from tests.report import samples

LATER = {
    "started_at": samples.START + timedelta(days=9),
    "ended_at": samples.START + timedelta(days=9, minutes=1),
}
SAID = "This result was taken back on 2026-12-01"


def no_list() -> Pack:
    raise PackError("no-signatures")


@pytest.mark.parametrize(
    ("value", "version", "said"), [("", "", True), (SPY.subject.key, "", True), ("org.x", "", False), ("", "1", False)]
)
def test_a_result_that_was_taken_back_is_named_below_it(value: str, version: str, said: bool) -> None:
    before, after = visit(SPY), visit(**LATER)
    recall = Recall(
        entry=SPY.signatures[0].id,
        versions=(version or before.pack.version,),
        value=value,
        why="ordinary-app",
        on=date(2026, 12, 1),
    )
    pack = pack_of().model_copy(update={"recalls": (recall,)})
    found = compare(before, after)
    told = compared.lines(before, after, found, load(), lambda: pack)
    assert any(SAID in line for line in told) is said
    assert not any(SAID in line for line in compared.lines(before, after, found, load(), no_list))
