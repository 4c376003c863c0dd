# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every language: the same keys and values as English, letters that the fonts have, and no forbidden statement."""

import re

import pytest

from devicecheck.report.clean_text import coverage
from devicecheck.report.plurals import categories
from devicecheck.report.review import ReviewState
from devicecheck.report.translation import NEVER_TRANSLATED, base
from devicecheck.report.wording import Wording, languages, load, placeholders

ENGLISH = load()
OTHERS = [language for language in languages() if language != "en"]
CLIENT_FILES = {"report.yaml", "findings.yaml", "gates.yaml", "help.yaml", "glossary.yaml", "client.yaml",
                "translation.yaml"}  # fmt: skip
NOT_WORDS = (*NEVER_TRANSLATED, "gates.version")

WANTED = {
    base(key)
    for key, file in ENGLISH.files.items()
    if file in CLIENT_FILES and ENGLISH.texts[key] and not key.endswith(NOT_WORDS)
}

# What no text may state of a phone, place, account or person. Whole words, or the stem where endings change.
STATEMENTS = {
    "ar": r"آمن|أمان|نظيف|سليم|سالم|مضمون|محمي|مخترق",
    "bn": r"নিরাপদ|সুরক্ষিত|পরিষ্কার|ঝুঁকিমুক্ত",
    "cy": r"\b(?:d|nd|n)?diogel\w*|\bsaff\b|\bglân\b|\blân\b|\bdi-?risg\b",
    "pa": r"ਸੁਰੱਖਿਅਤ|ਮਹਿਫ਼ੂਜ਼|ਸਾਫ਼ ਹੈ|ਬੇਖ਼ਤਰ",
    "pl": r"\b(?:nie)?bezpieczn\w*|\bczyst[yaeo]\w*|\bzagrożeń\b|\bzainfekowan\w*|\bzhakowan\w*",
    "ro": r"\b(?:ne)?siguran\w*|\beste sigur\b|\bîn siguranță\b|\bcurat\w?\b|\bprotejat\w*|\binfectat\w*|\bfără risc",
    "uk": r"\b(?:без|убез)печн\w*|\bу безпеці\b|\bчист(?:ий|а|е|і)\b|\bзахищен\w*|\bзаражен\w*|\bзламан\w*",
    "ur": r"محفوظ ہے|محفوظ ہیں|صاف ہے|خطرے سے پاک|بے خطر",
}
CAVEATS = {"report.caveat", "report.short.found.whole"}
THINGS = {"report.things.caveat", "report.things.found"}
"""The fixed sentence says the opposite."""

SURE_DENIALS = {
    "ar": "لا يثبت", "bn": "প্রমাণ হয় না", "cy": "Nid yw hyn yn profi", "pa": "ਸਾਬਤ ਨਹੀਂ ਹੁੰਦਾ", "pl": "nie dowodzi",
    "ro": "nu dovedește", "uk": "не доводить", "ur": "ثابت نہیں ہوتا",
}  # fmt: skip


@pytest.fixture(params=OTHERS)
def wording(request: pytest.FixtureRequest) -> Wording:
    """The texts of one language as they stand in its files."""
    return load(request.param)


def forms(wording: Wording, key: str) -> dict[str, str]:
    return {name: text for name, text in wording.texts.items() if base(name) == key}


def test_the_languages_are_those_of_the_clinics() -> None:
    assert set(OTHERS) == {"ar", "bn", "cy", "pa", "pl", "ro", "uk", "ur"} == STATEMENTS.keys()


def test_every_client_text_is_there_and_nothing_else(wording: Wording) -> None:
    have = {base(key) for key in wording.texts}
    assert sorted(WANTED - have) == [], "texts that a client reads: translate them, as drafts"
    assert sorted(have - {base(key) for key in ENGLISH.texts}) == []


@pytest.mark.slow
def test_every_text_names_the_same_values(wording: Wording) -> None:
    wrong = []
    for key in {base(key) for key in wording.texts}:
        ours, theirs = (
            frozenset().union(*(placeholders(text) for text in forms(its, key).values())) for its in (ENGLISH, wording)
        )
        if ours != theirs:
            wrong.append(f"{key}: {sorted(ours ^ theirs)}")
    assert wrong == []


def test_plural_texts_have_the_forms_of_their_language(wording: Wording) -> None:
    counted = {base(key) for key in wording.texts if ".@" in key}
    assert counted
    for key in counted:
        assert {name.rpartition(".@")[2] for name in forms(wording, key)} == categories(wording.language)


def test_no_text_is_empty_where_english_has_words(wording: Wording) -> None:
    assert [key for key, text in wording.texts.items() if not text and ENGLISH.texts.get(key)] == []


def test_nobody_is_named_as_reader_by_the_program(wording: Wording) -> None:
    assert {review.state for review in wording.reviews.values()} == {ReviewState.DRAFT}


def test_the_fonts_have_every_letter(wording: Wording) -> None:
    known = coverage()
    lacking = {letter for text in wording.texts.values() for letter in text if letter not in known}
    assert sorted(f"U+{ord(letter):04X}" for letter in lacking) == []


def test_no_language_makes_a_forbidden_statement(wording: Wording) -> None:
    pattern = re.compile(STATEMENTS[wording.language] + r"|[!✓✔✅]", re.IGNORECASE)
    assert {key: hit[0] for key, text in wording.texts.items()
            if key not in CAVEATS and (hit := pattern.search(text))} == {}  # fmt: skip


def test_the_caveat_denies_in_every_language(wording: Wording) -> None:
    assert all(SURE_DENIALS[wording.language] in wording.texts[key] for key in CAVEATS | THINGS)
    assert re.search(STATEMENTS[wording.language] + "|sigur|محفوظ", wording.texts["report.caveat"], re.IGNORECASE)


def test_numbers_and_names_in_texts_are_those_of_english(wording: Wording) -> None:
    for key, text in wording.texts.items():
        if key in ENGLISH.texts:
            assert sorted(re.findall(r"999|\b55\b|SHA-256", text)) == sorted(
                re.findall(r"999|\b55\b|SHA-256", ENGLISH.texts[key])
            ), key


def test_no_service_number_stands_in_a_translation(wording: Wording) -> None:
    assert [key for key in wording.texts if key.startswith("help.services.") and key.endswith(NEVER_TRANSLATED)] == []
