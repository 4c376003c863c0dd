# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was heard or recorded becomes part of a visit's document, once, and takes nothing away from it."""

from typing import Any

import pytest

from devicecheck.errors import UsageError
from devicecheck.model.consultation import Consultation, End
from devicecheck.model.findings import Completed, Concern, NotApplicable
from devicecheck.runner.adding import added
from tests.report import samples
from tests.report.radios import heard


def visit(**values: Any) -> Consultation:
    outcomes = (*samples.watched().outcomes, NotApplicable(check="tags-near"))
    return samples.watched().model_copy(update={"outcomes": outcomes, "pack": heard().pack} | values)


def test_the_check_gets_its_outcome_and_findings_stand_in_one_order() -> None:
    joined = added(visit(), heard())
    assert [each.check for each in joined.outcomes] == [each.check for each in visit().outcomes]
    (tags,) = [each for each in joined.outcomes if each.check == "tags-near"]
    assert isinstance(tags, Completed)
    assert {finding.id for finding in joined.findings} == {f.id for f in (*visit().findings, *heard().findings)}
    concerns = [list(Concern).index(finding.concern) for finding in joined.findings]
    assert concerns == sorted(concerns)
    assert [device.platform for device in joined.devices] == ["android", "bluetooth"]
    assert {reading.id for reading in visit().readings}.isdisjoint(reading.id for reading in heard().readings)


def test_it_is_added_once_and_only_with_the_same_list() -> None:
    with pytest.raises(UsageError) as caught:
        added(added(visit(), heard()), heard())
    assert caught.value.reason == "added-before"
    with pytest.raises(UsageError) as caught:
        added(visit(pack=heard().pack.model_copy(update={"digest": "another"})), heard())
    assert caught.value.reason == "other-list"


def test_a_visit_that_broke_off_stays_broken_off() -> None:
    joined = added(visit(end=End.BROKEN_OFF, broken_by="unplugged"), heard())
    assert (joined.end, joined.broken_by) == (End.BROKEN_OFF, "unplugged")
