# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Seeing the client alone is asked again before findings and before copies, and nobody is nagged."""

from datetime import UTC, datetime

import pytest

from devicecheck.model.consultation import Answer, Consultation
from devicecheck.runner.seeing_alone import Moment, offered, with_answer
from tests.report import samples

AT = datetime(2026, 11, 24, 10, 5, tzinfo=UTC)


def said(answer: str) -> Consultation:
    return samples.consultation(answers=(Answer(question="see-alone", answer=answer, at=AT),))


@pytest.mark.parametrize(("answer", "again"), [("alone", False), ("supporter", True), ("skip", True)])
def test_it_is_asked_again_unless_the_client_said_that_they_are_alone(answer: str, again: bool) -> None:
    assert [offered(said(answer), moment) for moment in Moment] == [again, again]


@pytest.mark.parametrize("answer", ["alone", "supporter", "skip"])
def test_it_is_asked_once_at_each_moment(answer: str) -> None:
    visit = with_answer(samples.consultation(), Moment.FINDINGS, answer, AT)
    assert not offered(visit, Moment.FINDINGS)
    assert offered(visit, Moment.COPIES) is (answer != "alone")


def test_a_later_word_counts_more_than_the_first() -> None:
    visit = with_answer(said("alone"), Moment.FINDINGS, "not-alone", AT)
    assert offered(visit, Moment.COPIES)
