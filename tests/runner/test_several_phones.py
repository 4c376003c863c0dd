# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two phones of one client in one document: each thing says which phone, and nothing is said of a phone unseen."""

import json
from datetime import date

import pytest

from devicecheck.assess.comparing import Change, compare
from devicecheck.errors import UsageError
from devicecheck.model.consultation import Consent, Consultation, End
from devicecheck.model.findings import Completed, CouldNot, NotApplicable
from devicecheck.model.observations import GapReason
from devicecheck.model.told import Copy, Kept
from devicecheck.model.topics import Scope, Topic
from devicecheck.report import copies, marac, text, view
from devicecheck.report.clean_text import plain
from devicecheck.report.source import Source
from devicecheck.report.wording import load
from devicecheck.runner import gates
from devicecheck.runner.another_phone import read_again, with_another
from devicecheck.runner.phones import asked_anew, next_phone
from devicecheck.tui.writing import agreed
from tests.report import samples

WORDS = load()


def second(visit: Consultation, mark: str = "bbbbb", model: str = "SM-A546B") -> Consultation:
    """The same consultation, of a second phone."""
    told = json.loads(visit.model_dump_json().replace('"phone-1"', '"phone-2"'))
    read = Consultation.model_validate_json(json.dumps(told))
    (device,) = read.devices
    findings = tuple(each.model_copy(update={"id": each.subject.id}) for each in read.findings)
    device = device.model_copy(update={"mark": mark, "model": model})
    return read.model_copy(update={"devices": (device,), "findings": findings, "code": "ZZ-ZZZZ"})


def first(visit: Consultation) -> Consultation:
    (device,) = visit.devices
    return visit.model_copy(update={"devices": (device.model_copy(update={"mark": "aaaaa"}),)})


def shown(visit: Consultation) -> str:
    return text.render(copies.sheet(agreed(visit, Copy.B, Kept.PAPER), WORDS, samples.TODAY, Copy.B)).decode()


def test_each_thing_stays_on_its_own_phone_with_evidence_of_that_phone() -> None:
    visit = with_another(first(samples.watched()), second(samples.watched()))
    assert [device.id for device in visit.devices] == ["phone-1", "phone-2"] and visit.code == samples.watched().code
    assert len(visit.findings) == 2 * len(samples.watched().findings) == len({each.id for each in visit.findings})
    known = {each.id: each.device for each in visit.observations}
    assert len(known) == len(visit.observations)
    for finding in visit.findings:
        assert {known.get(id_, finding.subject.device) for id_ in finding.evidence} == {finding.subject.device}
    spies = [finding for finding in visit.findings if finding.subject.key == samples.SPY.key]
    assert len(spies) == 2 and all(set(finding.evidence) <= known.keys() for finding in spies)
    assert visit.counts["installed-app"] == 604


def test_the_report_says_of_each_finding_which_phone_and_of_one_phone_nothing_more() -> None:
    alone = view.build(samples.watched(), WORDS, samples.TODAY)
    assert not any(each.phone for each in alone.findings) and "Phone 1" not in shown(samples.watched())
    visit = with_another(first(samples.watched()), second(samples.watched()))
    seen = view.build(visit, WORDS, samples.TODAY)
    assert sorted(plain(each.phone) for each in seen.findings) == ["Phone 1, Pixel 7"] * 2 + ["Phone 2, SM-A546B"] * 2
    for finding, named in zip(seen.findings, visit.findings, strict=True):
        number = named.subject.device[-1]
        assert finding.headline.startswith(f"Phone {number}, ")
    told = " ".join(shown(visit).split())
    assert "Phone 1, Pixel 7: TheTruthSpy" in told and "Phone 2, SM-A546B: TheTruthSpy" in told
    assert "We looked at more than one phone. Each part says which one." in told
    paragraph = marac.paragraph(Source(visit, WORDS, samples.TODAY, Copy.B, {}))
    assert "Phone 2" in paragraph and len(paragraph.split()) <= marac.MOST_WORDS


def test_what_was_not_seen_on_one_phone_is_never_said_of_the_other() -> None:
    clear = Completed(check="known-apps", looked_at=302)
    none = samples.ordinary().model_copy(update={"outcomes": (clear, Completed(check="hidden-icons", looked_at=302))})
    gap = samples.gap(Topic.APPS, GapReason.TIMEOUT)
    blind = samples.ordinary().model_copy(
        update={"outcomes": (CouldNot(check="known-apps", gaps=(gap,)), NotApplicable(check="hidden-icons"))}
    )
    visit = with_another(first(none), second(blind))
    seen = view.build(visit, WORDS, samples.TODAY)
    assert {each.check for each in seen.not_seen} == {"known-apps", "hidden-icons"}
    assert all(plain(each.text).startswith("Phone 1, Pixel 7: ") for each in seen.not_seen)
    assert any(plain(each.what).startswith("Phone 2, SM-A546B: ") for each in seen.could_not)
    assert not any(each.what.startswith("Phone 1") for each in seen.could_not)
    said = {short.id: " ".join(short.lines) for short in seen.in_short}
    assert "could not check everything" in said["found"]


def test_two_phones_without_a_sign_say_so_each_for_itself() -> None:
    visit = with_another(first(samples.ordinary()), second(samples.ordinary()))
    seen = view.build(visit, WORDS, samples.TODAY)
    alone = view.build(samples.ordinary(), WORDS, samples.TODAY)
    assert len(seen.not_seen) == 2 * len(alone.not_seen) > 0


def test_a_look_at_one_phone_later_takes_nothing_back_from_the_other() -> None:
    both = with_another(first(samples.watched()), second(samples.watched()))
    alone = first(samples.ordinary())
    changes = {each.finding.subject.device: each.change for each in compare(both, alone).findings}
    assert changes["phone-2"] is Change.NOT_LOOKED_AGAIN


def test_a_phone_that_was_read_already_is_not_another_one() -> None:
    with pytest.raises(UsageError) as caught:
        with_another(first(samples.watched()), second(samples.watched(), mark="aaaaa"))
    assert caught.value.reason == "same-phone"
    assert next_phone(first(samples.watched())) == "phone-2"
    assert next_phone(with_another(first(samples.watched()), second(samples.watched()))) == "phone-3"


def test_a_third_phone_and_clocks_of_each() -> None:
    visit = with_another(
        first(samples.watched()).model_copy(update={"clock_ahead_seconds": 5}),
        second(samples.watched()).model_copy(update={"clock_ahead_seconds": -7200}),
    )
    third = json.loads(second(samples.ordinary(), mark="ccccc").model_dump_json().replace('"phone-2"', '"phone-3"'))
    visit = with_another(visit, Consultation.model_validate_json(json.dumps(third)))
    assert visit.clocks == {"phone-1": 5, "phone-2": -7200, "phone-3": None} and visit.clock_ahead_seconds == -7200
    assert [device.id for device in visit.devices] == ["phone-1", "phone-2", "phone-3"]
    assert {each.device for each in visit.outcomes if isinstance(each, Completed)} == {"phone-1", "phone-2", "phone-3"}


def test_each_phone_has_its_own_questions_and_its_own_yes() -> None:
    need = gates.Need(gates.NeedKind.GATE, (gates.WHOSE_PHONE,))
    now = samples.START
    recorded = gates.record(gates.Recorded(), gates.NEEDS[0], {"safe-now": "yes"}, "phone-1", now)
    recorded = gates.record(recorded, need, {"whose-phone": "own"}, "phone-1", now)
    consent = Consent(scope=Scope.APPS, device="phone-1", given=True, at=now, words="x")
    left = asked_anew(gates.Recorded(recorded.answers, (consent,)))
    assert [each.question for each in left.answers] == ["safe-now"] and left.scopes == frozenset()


def test_a_phone_read_again_takes_the_place_of_what_broke_off_and_what_was_said_stays() -> None:
    broken = first(samples.watched()).model_copy(update={"end": End.BROKEN_OFF, "broken_by": "unplugged"})
    whole = first(samples.watched()).model_copy(update={"code": "ZZ-ZZZZ"})
    again = read_again(broken, None, whole)
    assert (again.end, again.code) == (End.COMPLETE, broken.code)
    with pytest.raises(UsageError) as caught:
        read_again(broken, None, second(samples.watched()))
    assert caught.value.reason == "another-phone"
    less = whole.model_copy(update={"readings": whole.readings[:-1]})
    assert read_again(whole, None, less) is whole or not whole.readings


@pytest.mark.parametrize("language", ["cy", "pl", "ro", "uk", "ar", "ur", "bn", "pa"])
def test_the_names_of_phones_are_there_in_every_language(language: str) -> None:
    visit = with_another(first(samples.watched()), second(samples.watched()))
    seen = view.build(visit, load(language), date(2026, 11, 24))
    assert all("Pixel 7" in each.phone or "SM-A546B" in each.phone for each in seen.findings)
