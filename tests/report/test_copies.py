# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The copies of one consultation: what stands in each, what is left out, and that it is said."""

import dataclasses
import io
import json
import re
from datetime import date

import pytest
from docx import Document
from pypdf import PageObject, PdfReader

from devicecheck.model.consultation import Consultation
from devicecheck.model.findings import Confidence
from devicecheck.model.observations import GapReason, InstalledApp
from devicecheck.model.told import Copy, Detail, Incident, Shown
from devicecheck.model.topics import Topic
from devicecheck.report import document, docx, pdf, rendering, sheet_json, text
from devicecheck.report.blocks import Box, Facts, Heading, Mark, Para, Paste, Reach, Sheet, Timeline
from devicecheck.report.clean_text import plain
from devicecheck.report.copies import MAKERS, sheet
from devicecheck.report.marac import MOST_WORDS, paragraph
from devicecheck.report.rendering import Format
from devicecheck.report.source import Source
from devicecheck.report.wording import load
from tests.report import golden, hostile, samples, told
from tests.report.samples import TODAY

WORDING = load()
SECTIONS = (
    "In short", "What we found", "What the apps can see, and when they came", "What we did not see",
    "What we could not check", "What a cable cannot show", "What you could do", "What the client told us",
    "Accounts that we looked at together", "Trackers", "What we did not go through together",
    "For MARAC and other professionals", "Help and numbers", "How we checked",
    "Words explained (and what others may say)", "Consent",
)  # fmt: skip


def made(copy: Copy, consultation: Consultation | None = None, *, large: bool = False) -> Sheet:
    return sheet(consultation or told.full(), WORDING, TODAY, copy, large=large)


def words(copy: Copy, consultation: Consultation | None = None) -> str:
    return " ".join(text.render(made(copy, consultation)).decode("utf-8").split())


def squeezed(said: str) -> str:
    return "".join(plain(said).split())


def pages(page: Sheet) -> PdfReader:
    return PdfReader(io.BytesIO(pdf.render(page)))


def worst() -> Consultation:
    """As much as a client's copy ever names: three findings, each with the second sentence, and many gaps."""
    findings = tuple(samples.family_finding(id=f"{n:016x}", confidence=Confidence.COULD_BE) for n in range(12))
    return told.full().model_copy(update={"findings": (samples.spy_finding(), *findings)})


# ---------------------------------------------------------------- the client's copy
@pytest.mark.parametrize("make", [*golden.CONSULTATIONS.values(), told.full, worst])
def test_the_clients_copy_is_two_sides_of_one_paper(make) -> None:
    assert len(pages(made(Copy.A, make())).pages) <= 2


@pytest.mark.parametrize("make", [*golden.CONSULTATIONS.values(), told.full, worst])
@pytest.mark.parametrize("copy", [Copy.A, Copy.B])
def test_page_one_alone_answers(make, copy: Copy) -> None:
    page = made(copy, make())
    first = squeezed(pages(page).pages[0].extract_text())
    for row in next(block for block in page.blocks if isinstance(block, Facts)).rows:
        assert all(squeezed(said) in first for said in (row.label, *row.lines))
    assert squeezed(WORDING.text("report.caveat")) in first
    assert squeezed(WORDING.text("help.danger")) in first


def test_the_clients_copy_leaves_out_ids_numbers_and_staff() -> None:
    shown = words(Copy.A)
    for absent in (
        "com.systemservice",
        told.SERIAL,
        "Prepared by",
        " AB",
        "bluebell",
        "example",
        "8.2",
        "SHA",
        "Google",
    ):
        assert absent not in shown
    assert "We left out details here" in shown
    assert "We looked at 302 apps." in shown


def test_an_app_without_a_name_is_not_called_by_its_whole_hidden_label() -> None:
    nameless = samples.spy_finding(
        terms={"app": "com.x8bit.bitwarden"}, subject=samples.SPY.model_copy(update={"key": "com.x8bit.bitwarden"})
    )
    document_of_it = samples.watched().model_copy(update={"findings": (nameless,)})
    assert "com.x8bit" not in words(Copy.A, document_of_it)
    assert "bitwarden" in words(Copy.A, document_of_it)
    assert "com.x8bit.bitwarden" in words(Copy.B, document_of_it).replace("\u200b", "")


@pytest.mark.parametrize("make", [samples.ordinary, told.full, worst])
def test_every_heading_of_the_clients_copy_is_a_real_one(make) -> None:
    page = made(Copy.A, make())
    titles = {block.text if isinstance(block, Heading) else block.heading
              for block in page.blocks if isinstance(block, Heading | Box)}  # fmt: skip
    assert WORDING.text("report.labels.why-nothing-removed") in titles
    assert not [block for block in page.blocks if isinstance(block, Para) and not block.text.rstrip().endswith(".")]


def test_what_does_not_fit_is_counted() -> None:
    shown = words(Copy.A, worst())
    assert "More things to talk about: 10." in shown


def test_a_thing_that_people_use_openly_has_its_second_sentence_in_every_copy_that_names_it() -> None:
    for copy in (Copy.A, Copy.B):
        assert WORDING.text("findings.purpose-unknown") in words(copy)


# ---------------------------------------------------------------- the pocket card
def test_the_pocket_card_is_one_small_page_that_tells_nothing() -> None:
    page = made(Copy.CARD)
    assert len(pages(page).pages) == 1
    width, height = (float(side) / 72 * 25.4 for side in pages(page).pages[0].mediabox[2:])
    assert (round(width), round(height)) == (105, 148)
    said = words(Copy.CARD, told.full().model_copy(update={"devices": ()})).lower()
    for absent in (
        "app",
        "stalk",
        "watch",
        "phone check",
        "spy",
        "abuse",
        "other person",
        "partner",
        "police",
        "clinic",
    ):
        assert not re.search(rf"\b{absent}", said.replace("my appointment", "")), absent
    assert "999" in said
    assert "8 december 2026" in said


# ---------------------------------------------------------------- the caseworker's copy
def test_the_sections_stand_in_the_order_of_the_file() -> None:
    headings = [block.text for block in made(Copy.B).blocks if isinstance(block, Heading) and block.level == 1]
    assert tuple(headings) == SECTIONS


def test_what_was_not_gone_through_is_said_of_each_part_in_one_place() -> None:
    shown = words(Copy.B, samples.ordinary())
    assert shown.count(WORDING.text("casework.headings.not-gone-through")) == 1
    for area in ("accounts", "cards", "trackers"):
        assert shown.count(WORDING.text(f"casework.{area}.none")) == 1
        assert WORDING.text(f"casework.headings.{area}") not in shown.replace("Tags or trackers", "")
    full = words(Copy.B)
    assert WORDING.text("casework.cards.none") in full
    assert WORDING.text("casework.trackers.none") not in full


def three_findings() -> Consultation:
    """What a watched phone leads to: a listed app, a family app, and one whose access is common."""
    third = samples.family_finding(id="c" * 16, confidence=Confidence.WORTH_KNOWING)
    return samples.watched().model_copy(update={"findings": (*samples.watched().findings, third)})


@pytest.mark.parametrize(
    ("make", "most"), [(three_findings, 6), (told.full, 6), (samples.watched, 6), (samples.ordinary, 4)]
)
def test_a_caseworkers_copy_takes_few_pages(make, most: int) -> None:
    assert 2 <= len(pages(made(Copy.B, make())).pages) <= most


@pytest.mark.parametrize("copy", [Copy.A, Copy.B, Copy.ORDERS])
def test_prose_is_set_in_fourteen_points_and_little_is_under_twelve(copy: Copy) -> None:
    letters: dict[float, int] = {}
    for page in pages(made(copy)).pages:
        for size, said in sizes(page):
            letters[size] = letters.get(size, 0) + len(said)
    assert max(letters, key=lambda size: letters[size]) == 14
    assert not [size for size in letters if size < 12 and size not in {FOOTER, MARK, BADGE}]


FOOTER, MARK, BADGE = 10, 11, 11.5


def sizes(page: PageObject) -> list[tuple[float, str]]:
    """Every text of a page with its size in points."""
    found: list[tuple[float, str]] = []
    page.extract_text(
        visitor_text=lambda said, cm, tm, font, size: (
            found.append((round(size * abs(tm[3]) * abs(cm[3]), 1), said.strip())) if said.strip() else None
        )
    )
    return found


def test_every_sentence_of_a_finding_stands_in_the_caseworkers_copy_with_who_says_so() -> None:
    source = Source(three_findings(), WORDING, TODAY, Copy.B, {})
    shown = words(Copy.B, three_findings())
    for finding in source.view.findings:
        said = (finding.headline, *finding.sure, *finding.can_mean, *finding.can_do, *finding.ordinary, *finding.ask)
        every = (*said, *finding.not_yet, *finding.next, *finding.details, finding.key)
        assert all(plain(" ".join(sentence.split())) in shown for sentence in every)
        for line in finding.saw:
            assert f"{line.said_by}:" in shown
            assert plain(line.text) in shown


def test_what_could_not_be_checked_for_one_reason_is_one_row() -> None:
    lost = tuple(samples.gap(topic, GapReason.TIMEOUT) for topic in (Topic.APPS, Topic.APP_DETAILS))
    page = made(Copy.B, samples.watched().model_copy(update={"gaps": lost}))
    place = next(n for n, block in enumerate(page.blocks) if isinstance(block, Heading) and "not check" in block.text)
    rows = {row.label: row.lines[0] for row in page.blocks[place + 2].rows}
    why = WORDING.text("report.reason.timeout")
    assert all(WORDING.text(f"report.topic.{each.topic}") in rows[why] for each in lost)
    assert len(rows) == len(page.blocks[place + 2].rows)


def test_only_shared_answers_and_own_words_stand_there_marked() -> None:
    shown = words(Copy.B)
    assert 'In the client\'s own words: - 5 October 2026: "He knew where I was."' in shown
    assert "Whose phone is this?" in shown
    assert WORDING.text("gates.safe-now.question") not in shown
    assert "Check word: bluebell" in shown
    assert "We saw on the screen" in shown


def test_what_was_not_looked_at_is_said() -> None:
    shown = words(Copy.B, samples.ordinary())
    assert "We did not look at accounts in this visit." in shown
    assert "We did not look for trackers in this visit." in shown


@pytest.mark.parametrize("make", [*golden.CONSULTATIONS.values(), told.full, worst])
def test_the_paragraph_for_marac_is_short_and_never_reads_as_an_all_clear(make) -> None:
    said = plain(paragraph(Source(make(), WORDING, TODAY, Copy.B, {})))
    assert 20 < len(said.split()) <= MOST_WORDS
    assert WORDING.text("report.caveat") in said
    assert "does not lower the risk" in said


@pytest.mark.parametrize("words_of_phone", [*hostile.LONG, "a b c d e f g h i j k l m n o p q r s t u v w x y z" * 5])
def test_no_phone_can_make_that_paragraph_long(words_of_phone: str) -> None:
    said = plain(paragraph(Source(told.many((words_of_phone,) * 9), WORDING, TODAY, Copy.B, {})))
    assert len(said.split()) <= MOST_WORDS
    assert WORDING.text("report.caveat") in said


def test_the_picture_shows_what_the_phone_lets_an_app_do_before_what_a_list_says() -> None:
    rows = dict(next(block for block in made(Copy.B).blocks if isinstance(block, Reach)).rows)
    assert [plain(name) for name in rows] == ["TheTruthSpy", "Life360"]
    assert next(iter(rows.values())) == (Mark.MAYBE, Mark.MAYBE, Mark.MAYBE, Mark.NONE, Mark.YES)


def test_an_app_of_which_the_phone_told_nothing_more_is_not_called_without_a_sign() -> None:
    visit = samples.watched()
    bare = {"granted": (), "version": None, "first_installed": None, "last_updated": None}
    unread = visit.model_copy(
        update={
            "observations": tuple(
                each.model_copy(update=bare) if isinstance(each, InstalledApp) else each for each in visit.observations
            )
        }
    )
    picture = next(block for block in made(Copy.B, unread).blocks if isinstance(block, Reach))
    marks = {mark for _, row in picture.rows for mark in row}
    assert Mark.UNREAD in marks
    assert "not read: the phone did not tell us." in words(Copy.B, unread)
    gone = visit.model_copy(update={"observations": ()})
    picture = next(block for block in made(Copy.B, gone).blocks if isinstance(block, Reach))
    assert Mark.NONE not in {mark for _, row in picture.rows for mark in row}


def test_a_thousand_findings_are_all_named() -> None:
    many = tuple(samples.spy_finding(id=f"{n:016x}", terms={"app": f"Watcher{n}"}) for n in range(1200))
    shown = words(Copy.B, samples.watched().model_copy(update={"findings": many}))
    assert all(f"Watcher{n}" in shown for n in range(1200))


# ---------------------------------------------------------------- what is left out
def test_a_dating_app_and_a_support_app_stand_in_no_copy() -> None:
    for copy in MAKERS:
        page = made(copy)
        assert "dating" not in words(copy)
        assert "example.support" not in sheet_json.render(page).decode()
        assert b"dating" not in rendering.render(Format.JSON, page, told.full(), copy)


def test_the_client_chooses_and_what_was_left_out_is_said() -> None:
    base = told.full()
    masked, open_ = words(Copy.B), ""
    assert "The phone's own numbers: 1" in masked
    assert "Account names, shown in part: 1" in masked
    assert "Apps with no finding: 2" in masked
    assert "kim.lee@example.org" not in masked
    wanted = base.model_copy(
        update={"choices": base.choices.model_copy(update={"shown": (Shown(copy_of=Copy.B, details=tuple(Detail)),)})}
    )
    open_ = words(Copy.B, wanted)
    assert "kim.lee@example.org" in open_
    assert WORDING.text("casework.left-out.shown") in open_
    again = document.read(rendering.render(Format.JSON, made(Copy.B, wanted), wanted, Copy.B))
    assert told.SERIAL in document.write(again).decode()
    assert told.SERIAL not in rendering.render(Format.JSON, made(Copy.B), base, Copy.B).decode()
    assert "kim.lee@example.org" not in words(Copy.ORDERS, wanted)


# ---------------------------------------------------------------- dates
def days_of(consultation: Consultation) -> dict[str, tuple[bool, str]]:
    line = next(block for block in made(Copy.B, consultation).blocks if isinstance(block, Timeline))
    return {day.day: (day.joined, plain(" ".join(day.phone))) for day in line.days}


def test_the_phones_days_stand_beside_the_clients() -> None:
    line = next(block for block in made(Copy.B).blocks if isinstance(block, Timeline))
    day = next(day for day in line.days if day.day == "3 October 2026")
    assert "TheTruthSpy" in day.phone[0]
    assert day.phone[0].startswith("The phone says")
    assert plain(day.told[0]) == "The phone was away for an hour."
    assert day.joined


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"install_days": {"2026-10-03": 40}}, "This may be the day the phone was set up."),
        ({"clock_ahead_seconds": -90000}, "The phone's clock was off, so its dates may be wrong."),
        ({"findings": (samples.spy_finding(terms={"app": "A", "installed": "2026-10-03 1:2:3", "source": "moved"}),)},
         "The app may have been moved over from an older phone."),
        ({"findings": tuple(samples.spy_finding(id=f"{n:016x}") for n in range(5))},
         "This may be the day the phone was set up."),
    ],
)  # fmt: skip
def test_no_line_is_drawn_to_a_day_in_doubt_and_no_officer_is_asked(change: dict[str, object], sentence: str) -> None:
    doubtful = told.full().model_copy(update=change)
    joined, said = days_of(doubtful)["3 October 2026"]
    assert not joined
    assert sentence in said
    phone_lines = [row for row in chronology(doubtful) if row[2] == "The phone showed"]
    assert all(row[3] == "" for row in phone_lines if row[0] == "3 October 2026")


def test_a_clock_that_was_right_and_a_few_apps_on_one_day_leave_no_doubt() -> None:
    fine = told.full().model_copy(update={"clock_ahead_seconds": 40, "install_days": {"2026-10-03": 3}})
    assert days_of(fine)["3 October 2026"][0]


# ---------------------------------------------------------------- the orders sheet
def chronology(consultation: Consultation) -> list[tuple[str, str, str, str]]:
    tables = [block for block in made(Copy.ORDERS, consultation).blocks if block.kind == "table"]
    return [tuple(plain(cell.lead or cell.text) for cell in row) for row in tables[-1].rows]


def test_what_is_dated_within_an_order_is_asked_and_never_decided() -> None:
    ask = "Tell the officer: is this a breach?"
    marks = {(row[0], row[2]): row[3] for row in chronology(told.full())}
    assert marks["1 September 2026", "You told us"] == ""
    assert marks["3 October 2026", "The phone showed"] == ask
    assert marks["12 November 2026", "We saw on the screen"] == ask
    assert marks["11 February 2025", "The phone showed"] == ""
    assert not re.search(
        r"\b(is a breach|was a breach|breached|broke the order)\b", words(Copy.ORDERS).replace(ask, "")
    )


def test_an_order_that_has_ended_marks_nothing_after_its_end() -> None:
    base = told.full()
    ended = base.told.orders[0].model_copy(update={"ends_on": date(2026, 10, 2)})
    document_of_it = base.model_copy(update={"told": base.told.model_copy(update={"orders": (ended,)})})
    assert {row[3] for row in chronology(document_of_it)} == {""}


def test_the_texts_to_paste_hold_the_clients_words_and_name_what_is_missing() -> None:
    shown, bare = words(Copy.ORDERS), words(Copy.ORDERS, samples.ordinary())
    assert 'What this does to me: "I do not sleep."' in shown
    assert "I make this statement about my former partner." in shown
    assert "Non-molestation order (Family court)" in shown
    assert bare.count("[to be filled in with the client]") >= 6


def test_a_text_to_paste_holds_the_clients_words_whole_and_the_last_events_and_counts_the_others() -> None:
    base, impact = told.full(), "I wake up each night and look at the door. " * 9
    days = tuple(Incident(on=date(2026, 1, day), what=f"It happened, number {day}.") for day in range(1, 31))
    findings = tuple(samples.spy_finding(id=f"{n:016x}", terms={"app": f"Watcher{n}"}) for n in range(15))
    changed = base.told.model_copy(update={"impact": (impact,), "incidents": days, "dates": ()})
    page = made(Copy.ORDERS, base.model_copy(update={"told": changed, "findings": findings}))
    pasted = [plain(" ".join(block.items)) for block in page.blocks if isinstance(block, Paste)]
    assert len(pasted) == 3
    for text_ in pasted:
        assert impact.strip() in text_
        assert "number 30." in text_
        assert "number 18." not in text_
        assert "Earlier than these, in the table of dates: 18." in text_
        assert "More than these, in the case notes: 3." in text_


def test_findings_with_a_day_that_no_table_holds_are_counted() -> None:
    dated = tuple(samples.spy_finding(id=f"{n:016x}") for n in range(70))
    for copy in (Copy.B, Copy.ORDERS):
        assert "which stand in the data file: 10." in words(copy, told.full().model_copy(update={"findings": dated}))


# ---------------------------------------------------------------- formats
@pytest.mark.parametrize("copy", MAKERS)
def test_names_and_titles_are_neutral_and_every_copy_has_the_mark(copy: Copy) -> None:
    page = made(copy)
    assert page.name.startswith("appointment-notes-K7-F3QX")
    assert page.title == "Appointment notes K7-F3QX"
    assert page.mark in words(copy)
    assert not re.search("stalk|spy|check|order|police", page.name)


@pytest.mark.parametrize("copy", MAKERS)
@pytest.mark.parametrize("kind", Format)
def test_the_same_sheet_gives_the_same_bytes(copy: Copy, kind: Format) -> None:
    page = made(copy)
    assert rendering.render(kind, page, told.full(), copy) == rendering.render(kind, page, told.full(), copy)


def test_large_print_is_eighteen_points() -> None:
    sizes: set[float] = set()
    reader = pages(made(Copy.A, large=True))
    reader.pages[0].extract_text(
        visitor_text=lambda t, cm, tm, font, size: sizes.add(round(size * abs(tm[3]) * abs(cm[3])))
    )
    assert 18 in sizes


def test_a_word_file_has_real_headings_and_table_heads() -> None:
    made_file = Document(io.BytesIO(docx.render(made(Copy.B))))
    styles = {paragraph.style.name for paragraph in made_file.paragraphs}
    assert {"Title", "Heading 1", "Heading 2", "List Bullet"} <= styles
    assert all("tblHeader" in table.rows[0]._tr.xml for table in made_file.tables[1:])
    assert made_file.core_properties.title == "Appointment notes K7-F3QX"
    assert made_file.core_properties.author == ""


@pytest.mark.parametrize("large", [False, True])
def test_headings_of_a_word_file_are_larger_than_its_text(*, large: bool) -> None:
    styles = Document(io.BytesIO(docx.render(made(Copy.B, large=large)))).styles
    text_size, *headings = (styles[name].font.size for name in ("Normal", "Heading 3", "Heading 2", "Heading 1"))
    assert text_size < headings[0] < headings[1] < headings[2]


def test_a_question_in_a_word_file_is_told_from_its_answer() -> None:
    shown = [paragraph.text for paragraph in Document(io.BytesIO(docx.render(made(Copy.B)))).paragraphs]
    assert any(text_.startswith("How sure: ") for text_ in shown)
    assert not any("?:" in text_ for text_ in shown)


def test_json_of_a_clients_copy_is_the_page_and_not_the_document() -> None:
    kept = json.loads(rendering.render(Format.JSON, made(Copy.A), told.full(), Copy.A))
    assert kept["heading"] == "Your phone check"
    assert "observations" not in kept


def test_an_old_document_without_the_new_parts_is_still_read() -> None:
    old = json.loads(document.write(samples.watched()))
    for name in ("told", "choices", "staff", "clock_ahead_seconds", "install_days", "excerpts"):
        old.pop(name, None)
    for copy in MAKERS:
        assert made(copy, document.read(json.dumps(old).encode())).blocks


def test_no_unreviewed_number_is_in_any_copy() -> None:
    numbers = [service.number for service in WORDING.services if not service.always]
    for copy in MAKERS:
        shown = f" {words(copy)} "
        assert not [number for number in numbers if f" {number} " in shown or f" {number}." in shown]


def test_every_paragraph_has_a_text() -> None:
    for copy in MAKERS:
        assert not [block for block in made(copy).blocks if isinstance(block, Para) and not block.text.strip()]
        assert dataclasses.asdict(made(copy))
