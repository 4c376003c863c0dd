# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What of a translation may be shown: reviews, safety-critical texts, plural forms, English for what is missing."""

from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from devicecheck.errors import WordingError
from devicecheck.report import review
from devicecheck.report.clean_text import clean, plain
from devicecheck.report.spoken_cards import in_english
from devicecheck.report.translation import (
    DRAFT,
    NOT_TRANSLATED,
    REVIEWED,
    STAFF,
    TextState,
    base,
    english_digest,
    mixed,
    state,
    unmarked,
)
from devicecheck.report.wording import Wording, load, load_folder

ENGLISH = """
report:
  caveat: It does not prove it.
  labels: {date: Date, phone: Phone}
findings:
  evidence:
    more: {"@one": "One more.", "@other": "{count} more."}
help:
  services:
    one: {name: A line, number: "0800", hours: weekdays, who-for: anyone, source: them, verified-on: null}
"""
POLISH = """
report:
  caveat: To niczego nie dowodzi.
  labels: {date: Data}
findings:
  evidence:
    more: {"@one": "Jeszcze 1.", "@few": "Jeszcze {count} rzeczy.", "@many": "Jeszcze {count} innych rzeczy."}
help:
  services:
    one: {name: Linia, number: "9999", hours: w dni robocze, who-for: każdy, source: oni, verified-on: 2026-11-01}
"""


def wording(folder: Path, language: str, content: str) -> Wording:
    (folder / language).mkdir(exist_ok=True)
    (folder / language / "report.yaml").write_text(content, "utf-8")
    return load_folder(folder / language, language)


def polish(folder: Path, head: str = "", *, drafts: bool = False, english: str = ENGLISH) -> Wording:
    return mixed(wording(folder, "en", english), wording(folder, "pl", head + POLISH), drafts=drafts)


def reviewed(folder: Path, english: str = ENGLISH) -> str:
    digest = english_digest(wording(folder, "en", english), wording(folder, "pl", POLISH), "report.yaml")
    return f"review: {{state: reviewed, by: A. Reader, on: 2026-12-01, english: {digest}}}\n"


def test_a_safety_critical_draft_prints_in_english(tmp_path: Path) -> None:
    text = polish(tmp_path).text("report.caveat")
    assert unmarked(text) == "It does not prove it."
    assert state(text) is TextState.ENGLISH


def test_another_draft_prints_marked(tmp_path: Path) -> None:
    text = polish(tmp_path).text("report.labels.date")
    assert unmarked(text) == "Data"
    assert state(text) is TextState.DRAFT


def test_what_is_missing_prints_in_english(tmp_path: Path) -> None:
    text = polish(tmp_path).text("report.labels.phone")
    assert unmarked(text) == "Phone"
    assert state(text) is TextState.ENGLISH


def test_a_file_for_staff_is_english_on_purpose(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "casework.yaml").write_text("casework: {heading: For staff}\n", "utf-8")
    text = polish(tmp_path).text("casework.heading")
    assert (unmarked(text), state(text)) == ("For staff", TextState.STAFF)


def test_a_value_without_words_is_in_no_language() -> None:
    assert state("com.example.app") is TextState.NEUTRAL


def test_a_review_by_a_named_person_lets_all_texts_of_the_file_print(tmp_path: Path) -> None:
    made = polish(tmp_path, reviewed(tmp_path))
    assert unmarked(made.text("report.caveat")) == "To niczego nie dowodzi."
    assert state(made.text("report.caveat")) is TextState.REVIEWED


def test_a_review_ends_when_the_english_changes(tmp_path: Path) -> None:
    made = polish(tmp_path, reviewed(tmp_path), english=ENGLISH.replace("prove it", "prove anything"))
    assert unmarked(made.text("report.caveat")) == "It does not prove anything."


def test_drafts_can_be_shown_for_a_test_of_layout_and_stay_marked(tmp_path: Path) -> None:
    text = polish(tmp_path, drafts=True).text("report.caveat")
    assert unmarked(text) == "To niczego nie dowodzi."
    assert state(text) is TextState.DRAFT


def test_a_number_and_its_check_come_from_english_only(tmp_path: Path) -> None:
    (service,) = polish(tmp_path, drafts=True).services
    assert (service.number, service.verified_on, service.source) == ("0800", None, "them")
    assert unmarked(service.hours) == "w dni robocze"


@pytest.mark.parametrize(
    ("count", "said"),
    [(1, "Jeszcze 1."), (3, "Jeszcze 3 rzeczy."), (5, "Jeszcze 5 innych rzeczy."),
     ("\u206812\u2069", "Jeszcze 12 innych rzeczy.")],
)  # fmt: skip
def test_a_count_takes_its_plural_form(tmp_path: Path, count: object, said: str) -> None:
    assert plain(unmarked(polish(tmp_path).text("findings.evidence.more", count=count))) == said


def test_a_missing_text_with_a_count_still_has_a_form_in_english(tmp_path: Path) -> None:
    made = mixed(wording(tmp_path, "en", ENGLISH), wording(tmp_path, "pl", "a: b\n"))
    assert unmarked(made.text("findings.evidence.more", count=7)) == "7 more."
    assert unmarked(made.text("findings.evidence.more", count=1)) == "One more."
    assert made.has("findings.evidence.more")


@pytest.mark.parametrize(
    "forms",
    ['{"@one": x, "@other": y}', '{"@one": x, "@few": y}', '{"@one": x, "@few": y, "@many": z, "@two": q}'],
)
def test_a_text_with_forms_has_those_of_its_language(tmp_path: Path, forms: str) -> None:
    with pytest.raises(WordingError) as caught:
        wording(tmp_path, "pl", f"a: {forms}\n")
    assert caught.value.reason == "bad-plural"
    assert caught.value.terms["wanted"] == "few, many, one"


@pytest.mark.parametrize(
    "block",
    [
        "{state: reviewed}",
        "{state: reviewed, by: A, on: soon, english: 0123456789ab}",
        "{state: reviewed, by: null, on: 2026-12-01, english: 0123456789ab}",
        "{state: reviewed, by: A, on: 2026-12-01, english: all}",
        "{state: fine}",
        "{state: draft, who: me}",
    ],
)
def test_a_review_names_who_when_and_which_texts(tmp_path: Path, block: str) -> None:
    with pytest.raises(WordingError) as caught:
        wording(tmp_path, "pl", f"review: {block}\n{POLISH}")
    assert caught.value.reason == "bad-review"


def test_a_value_in_a_right_to_left_text_is_set_apart(tmp_path: Path) -> None:
    made = wording(tmp_path, "ar", 'a: "اسم {app}"\n')
    assert made.direction == "rtl"
    assert made.text("a", app="My App") == "اسم \u2068My App\u2069"
    assert made.text("a", app="\u2068My App\u2069") == "اسم \u2068My App\u2069"


@pytest.mark.parametrize("mark", [NOT_TRANSLATED, STAFF, DRAFT, REVIEWED])
def test_no_phone_can_send_a_mark(mark: str) -> None:
    assert clean(f"a{mark}b") == f"a[U+{ord(mark):04X}]b"


def test_every_safety_critical_pattern_names_a_text() -> None:
    keys = {base(key) for key in load().texts} | in_english().texts.keys()
    assert [one for one in review.safety_patterns() if not any(fnmatchcase(key, one) for key in keys)] == []
    assert review.safety_critical("report.caveat")
    assert not review.safety_critical("report.labels.date")
