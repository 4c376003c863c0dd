# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The view: what may be said, when, and what may not."""

import dataclasses
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from devicecheck.checks import CHECKS
from devicecheck.errors import WordingError
from devicecheck.model.consultation import Consultation, End
from devicecheck.model.endpoints import Origin
from devicecheck.model.findings import Concern, Confidence, CouldNot, Fact, NotApplicable, NotAsked
from devicecheck.model.observations import GapReason
from devicecheck.model.told import Copy
from devicecheck.model.topics import Topic
from devicecheck.report import text
from devicecheck.report.checks_part import LIST_CHECKS, ListAge, list_age
from devicecheck.report.clean_text import plain
from devicecheck.report.copies import sheet
from devicecheck.report.page import ReportView
from devicecheck.report.view import build
from devicecheck.report.wording import Wording, load
from tests.report import golden, samples
from tests.report.samples import TODAY, completed, consultation, gap, sign

WORDING = load()
NOT_SEEN = ("did not see", "not see any")


def view_of(document: Consultation, today: date = TODAY, wording: Wording = WORDING) -> ReportView:
    return build(document, wording, today)


def page(document: Consultation) -> str:
    return " ".join(text.render(sheet(document, WORDING, TODAY, Copy.B)).decode().split())


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from strings(item)


@pytest.mark.parametrize("name", golden.CONSULTATIONS)
def test_the_text_of_the_report_is_the_reviewed_one(name: str) -> None:
    reviewed = (golden.FOLDER / f"{name}.txt").read_text("utf-8")
    assert golden.report_text(name) == reviewed, "if this is wanted: python -m tests.report.golden, and read the diff"


def test_the_same_document_gives_the_same_view() -> None:
    assert view_of(samples.watched()) == view_of(samples.watched())


def test_page_one_answers_what_was_checked_found_how_sure_and_what_to_do() -> None:
    short = {row.id: row.lines for row in view_of(samples.watched()).in_short}
    assert list(short) == ["checked", "found", "sure", "do", "do-not"]
    assert all(short.values())
    assert "TheTruthSpy" in short["found"][0]
    assert "Very likely" in short["sure"][0]


def test_page_one_counts_what_it_does_not_name() -> None:
    many = tuple(samples.spy_finding(id=f"{number:016x}") for number in range(12))
    lines = {row.id: row.lines for row in view_of(samples.watched().model_copy(update={"findings": many})).in_short}
    assert lines["found"][3] == "There are 9 more on the next pages."


# ---------------------------------------------------------------- looked, not looked, could not look
@pytest.mark.parametrize("reason", GapReason)
def test_a_check_with_a_gap_is_never_worded_as_not_seen(reason: GapReason) -> None:
    holed = completed("known-apps", gaps=(gap(Topic.APPS, reason),))
    document = consultation(outcomes=(holed,))
    view = view_of(document)
    assert view.not_seen == ()
    assert [entry.what for entry in view.could_not] == ["The list of apps"]
    assert not any(words in page(document) for words in NOT_SEEN)


def test_one_gap_keeps_page_one_from_saying_not_seen_though_another_check_may() -> None:
    holed = completed("outside-store", gaps=(gap(Topic.APP_DETAILS, GapReason.TIMEOUT),))
    view = view_of(consultation(outcomes=(completed("known-apps"), holed)))
    assert [entry.check for entry in view.not_seen] == ["known-apps"]
    assert not any(words in line for row in view.in_short for line in row.lines for words in NOT_SEEN)
    assert not any(words in view.no_findings for words in NOT_SEEN)


def test_a_gap_outside_every_check_still_counts() -> None:
    document = consultation(outcomes=(completed("known-apps"),), gaps=(gap(Topic.APPS, GapReason.REFUSED, user=150),))
    found = view_of(document).in_short[1].lines
    assert found == (WORDING.text("report.short.found.part"),)


def test_a_stopped_reading_is_a_part() -> None:
    document = consultation(outcomes=(completed("known-apps"),), end=End.STOPPED)
    assert view_of(document).in_short[1].lines == (WORDING.text("report.short.found.part"),)


def test_no_apps_at_all_is_could_not_look() -> None:
    view = view_of(consultation(outcomes=(completed("known-apps", looked_at=0),)))
    assert view.not_seen == ()
    assert view.could_not[0].why.startswith("The answer was empty")
    assert view.in_short[1].lines == (WORDING.text("report.short.found.blind"),)
    assert view.checks[0].result == WORDING.text("report.result.could-not")


def test_no_outcome_at_all_is_could_not_look() -> None:
    assert view_of(consultation()).in_short[1].lines == (WORDING.text("report.short.found.blind"),)


def test_what_has_no_meaning_here_is_not_listed_as_could_not() -> None:
    view = view_of(consultation(outcomes=(completed("known-apps"), NotApplicable(check="held-control"))))
    assert view.could_not == ()
    assert [check.check for check in view.checks] == ["known-apps"]


def test_every_kind_of_outcome_has_its_own_words() -> None:
    seen = sign(samples.SPY, Fact.LISTED_PACKAGE, "known-apps")
    holes = (gap(Topic.APPS, GapReason.TIMEOUT),)
    outcomes = (
        completed("known-apps", signs=(seen,)),
        completed("known-apps", signs=(seen,), gaps=holes),
        completed("hidden-icons", signs=(sign(samples.FAMILY, Fact.NO_ICON, "hidden-icons"),)),
        completed("known-apps"),
        completed("known-apps", gaps=holes),
        CouldNot(check="known-apps", gaps=holes),
        NotAsked(check="known-apps", reason=GapReason.NOT_AGREED),
    )
    view = view_of(consultation(outcomes=outcomes, findings=(samples.spy_finding(),)))
    assert len({check.result for check in view.checks}) == len(outcomes)


def test_a_check_that_saw_signs_is_not_listed_as_not_seen() -> None:
    seen = sign(samples.FAMILY, Fact.NO_ICON, "hidden-icons")
    assert view_of(consultation(outcomes=(completed("hidden-icons", signs=(seen,)),))).not_seen == ()


def test_not_seen_names_the_numbers_it_rests_on() -> None:
    view = view_of(samples.ordinary())
    assert "302" in view.not_seen[0].numbers
    assert "24 November 2026" in view.not_seen[0].numbers
    assert "191" in view.not_seen[0].numbers


# ---------------------------------------------------------------- the age of the list
@pytest.mark.parametrize(
    ("days", "age"),
    [(-1, ListAge.FUTURE), (0, ListAge.FRESH), (30, ListAge.FRESH), (31, ListAge.MONTH), (90, ListAge.MONTH),
     (91, ListAge.OLD), (180, ListAge.OLD), (181, ListAge.TOO_OLD)],
)  # fmt: skip
def test_the_age_of_the_list_has_bands(days: int, age: ListAge) -> None:
    assert list_age(TODAY, TODAY + timedelta(days=days)) is age


@pytest.mark.parametrize("days", [-1, 181])
def test_a_list_that_cannot_be_relied_on_turns_not_seen_into_could_not(days: int) -> None:
    view = view_of(samples.ordinary(), TODAY + timedelta(days=days))
    assert "known-apps" not in {entry.check for entry in view.not_seen}
    assert WORDING.text("checks.known-apps.name") in {entry.what for entry in view.could_not}
    assert view.in_short[1].lines == (WORDING.text("report.short.found.part"),)


def test_the_checks_that_rest_on_the_list_exist() -> None:
    assert {check.id for check in CHECKS} >= LIST_CHECKS


# ---------------------------------------------------------------- the caveat, the marks, the numbers
@pytest.mark.parametrize("name", golden.CONSULTATIONS)
def test_the_caveat_is_in_every_report(name: str) -> None:
    assert view_of(golden.CONSULTATIONS[name]()).caveat == WORDING.texts["report.caveat"]
    assert page(golden.CONSULTATIONS[name]()).count(WORDING.texts["report.caveat"]) >= 2


def test_without_the_caveat_there_is_no_report() -> None:
    texts = {key: words for key, words in WORDING.texts.items() if key != "report.caveat"}
    with pytest.raises(WordingError):
        view_of(samples.ordinary(), wording=dataclasses.replace(WORDING, texts=texts))


def test_the_mark_says_where_the_answers_are_from() -> None:
    marks = {
        origin: view_of(consultation(devices=(samples.PHONE.model_copy(update={"origin": origin}),))).mark
        for origin in Origin
    }
    assert marks == {
        Origin.REAL: "",
        Origin.PRACTICE: "PRACTICE - not a real phone",
        Origin.RECORDING: "Saved answers - no phone was connected",
    }


def test_no_number_that_nobody_checked_is_printed() -> None:
    numbers = [service.number for service in WORDING.services if not service.always]
    assert numbers
    for make in golden.CONSULTATIONS.values():
        shown = page(make())
        assert "999" in shown
        assert not [number for number in numbers if f" {number} " in f" {shown} "]


@pytest.mark.parametrize(("days", "printed"), [(0, True), (180, True), (181, False), (-1, False)])
def test_a_number_is_printed_for_half_a_year_after_a_person_checked_it(days: int, printed: bool) -> None:
    checked = tuple(dataclasses.replace(s, verified_on=TODAY - timedelta(days=days)) for s in WORDING.services)
    view = view_of(samples.ordinary(), wording=dataclasses.replace(WORDING, services=checked))
    assert ("0808 802 0300" in {service.number for service in view.help.services}) is printed
    assert bool(view.help.note) is not printed


# ---------------------------------------------------------------- what a finding says
def test_who_says_so_stands_beside_every_statement() -> None:
    finding = view_of(samples.watched()).findings[0]
    by = {line.text: line.said_by for line in finding.saw}
    assert by["The app's hidden label is on our list."] == "From our list of known apps"
    assert by["The app may read the screen and press buttons."] == "The phone showed"
    assert all(by.values())


def test_a_date_is_the_phones_and_names_nobody() -> None:
    lines = [plain(line.text) for line in view_of(samples.watched()).findings[0].saw]
    assert "The phone says it was put on the phone on 3 October 2026. A date does not say who did it." in lines


@pytest.mark.parametrize(
    ("installer", "said"),
    [("com.android.vending", "Google's app shop"), ("org.example.shop", "org.example.shop"), ("../x", "../x")],
)
def test_the_way_an_app_came_is_named_if_it_is_well_known(installer: str, said: str) -> None:
    finding = samples.spy_finding(terms={"app": "A", "installer": installer})
    lines = [plain(line.text) for line in view_of(consultation(findings=(finding,))).findings[0].saw]
    assert f"The phone says it came through: {said}." in lines


def test_an_app_that_people_use_openly_gets_the_second_sentence() -> None:
    findings = view_of(samples.watched()).findings
    assert WORDING.text("findings.purpose-unknown") in findings[1].sure
    assert WORDING.text("findings.purpose-unknown") not in findings[0].sure


@pytest.mark.parametrize("confidence", Confidence)
@pytest.mark.parametrize("concern", Concern)
def test_every_concern_and_confidence_can_be_shown(concern: Concern, confidence: Confidence) -> None:
    finding = samples.spy_finding(concern=concern, confidence=confidence)
    view = view_of(consultation(outcomes=(completed("known-apps"),), findings=(finding,)))
    assert view.findings[0].badge == WORDING.text(f"findings.concern.{concern}.badge")
    assert view.findings[0].confidence_badge == WORDING.text(f"findings.confidence.{confidence}.badge")


def test_a_finding_of_a_newer_version_still_has_a_card() -> None:
    finding = samples.spy_finding(code="not-known-here", terms={}, signatures=())
    view = view_of(consultation(findings=(finding,), outcomes=(completed("new-check", limits=("new-limit",)),)))
    assert "com.systemservice" in plain(view.findings[0].headline)
    assert "new-check" in view.checks[0].name
    assert "new-limit" in view.checks[0].limits[0]


def test_the_actions_fit_what_was_found() -> None:
    def ids(document: Consultation) -> dict[str, list[str]]:
        return {pile.id: [action.id for action in pile.actions] for pile in view_of(document).piles}

    assert "other-phone" in ids(samples.watched())["now"]
    assert ids(samples.watched())["police"] == ["full-copy", "who"]
    assert "remove" not in ids(samples.ordinary())["plan"]
    assert "police" not in ids(samples.ordinary())
    assert "try-again" in ids(samples.unread())["now"]


# ---------------------------------------------------------------- hostile texts
@pytest.mark.parametrize("name", samples.HOSTILE)
def test_nothing_hidden_or_turning_reaches_the_view(name: str) -> None:
    for words in strings(dataclasses.asdict(view_of(samples.hostile(name)))):
        bare = plain(words)
        assert not [
            c for c in bare if ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or c in "\u202a\u202e\u2066\u2067\u2069\u3164"
        ]
        assert words.count("\u2068") == words.count("\u2069")


def test_a_name_that_cannot_be_seen_is_said_to_be_missing() -> None:
    finding = samples.spy_finding(terms={"app": "  \u2003 "}, subject=samples.SPY.model_copy(update={"key": " "}))
    assert "An app without a name" in view_of(consultation(findings=(finding,))).findings[0].headline


def test_the_file_name_says_nothing_and_leads_nowhere() -> None:
    view = view_of(consultation(code="../../etc/passwd\x00"))
    assert view.file_stem == "appointment-notes-etc-passwd"
