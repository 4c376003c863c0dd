# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An old visit beside a newer list: what was taken back, what is listed by now, and nothing about what was not kept."""

from datetime import date

import pytest

from devicecheck.matching.index import SignatureIndex
from devicecheck.model.consultation import Consultation
from devicecheck.model.corrections import Correction
from devicecheck.model.signatures import Pack, Recall
from devicecheck.packs.load import load_shipped
from devicecheck.runner.correcting import corrections
from tests.report import samples

SPY = "com.systemservice"


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_shipped()


@pytest.fixture(scope="module")
def index(pack: Pack) -> SignatureIndex:
    return SignatureIndex(pack)


def visit_of(pack: Pack, index: SignatureIndex, *, listed: bool) -> Consultation:
    """A visit whose finding about one app names what this list says about it, or no entry."""
    visit = samples.watched()
    finding = next(each for each in visit.findings if each.subject.key == SPY)
    named = {each.signature.id for each in index.package(SPY)}
    references = tuple(finding.signatures[0].model_copy(update={"id": name}) for name in sorted(named) if listed)
    stamp = visit.pack.model_copy(update={"version": pack.version})
    changed = finding.model_copy(update={"signatures": references})
    return visit.model_copy(update={"findings": (changed,), "pack": stamp})


def test_a_result_that_stands_is_not_corrected(pack: Pack, index: SignatureIndex) -> None:
    assert corrections(visit_of(pack, index, listed=True), pack, index) == ()


def test_an_app_that_came_onto_the_list_since_is_named(pack: Pack, index: SignatureIndex) -> None:
    (found,) = corrections(visit_of(pack, index, listed=False), pack, index)
    assert found.listed_now and not found.recalls


def test_a_recall_takes_a_result_back_only_in_the_releases_that_said_it(pack: Pack, index: SignatureIndex) -> None:
    visit = visit_of(pack, index, listed=True)
    entry = visit.findings[0].signatures[0].id
    recall = Recall(entry=entry, versions=(pack.version,), value=SPY, why="an ordinary app", on=date(2026, 11, 25))
    later = pack.model_copy(update={"recalls": (recall,)})
    (found,) = corrections(visit, later, index)
    assert found == Correction(finding=visit.findings[0].id, recalls=(recall,))
    older = visit.model_copy(update={"pack": visit.pack.model_copy(update={"version": "2020.01.01.1"})})
    assert corrections(older, later, index) == ()


def test_what_was_not_kept_is_not_looked_at(pack: Pack, index: SignatureIndex) -> None:
    bare = visit_of(pack, index, listed=False).model_copy(update={"observations": ()})
    assert corrections(bare, pack, index) == ()
