# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plain words for the places where a device says what it is, in every language; its own text stays as it is."""

import pytest

from devicecheck.matching.lan import BANNERS, NAMES, PAGES
from devicecheck.model.signatures import LanSource
from devicecheck.report.network_said import _PLACES, of_card, said
from devicecheck.report.wording import load

EVERY = {each.value for each in LanSource} | NAMES | BANNERS | PAGES
GROUPS = {LanSource.NAME.value, LanSource.BANNER.value}
"""Where a print may stand for several places; a device says nothing there."""


def test_every_place_of_a_print_has_a_word() -> None:
    assert set(_PLACES) >= EVERY - GROUPS


@pytest.mark.parametrize("language", ["en", "cy", "pl", "ro", "pa", "ur", "bn", "ar", "uk"])
def test_every_language_has_every_word(language: str) -> None:
    wording = load(language)
    for place in set(_PLACES.values()):
        assert wording.has(f"findings.said-at.{place}")
    for stream in ("video", "sound", "pictures", "locked", "offers", "not-said"):
        assert wording.has(f"findings.stream.{stream}")


def plain(text: str) -> str:
    """The text as it is read: without the marks that keep it apart and let a line end."""
    return "".join(letter for letter in text if letter.isprintable())


def test_a_card_names_places_in_words() -> None:
    told = "http-title: NVR; v2: http-page: x; stream: locked; port: 554"
    assert plain(of_card(told, load())) == (
        "title of its web page: NVR; v2: http-page: x; it sends: something, but wants a password first; open port: 554"
    )


@pytest.mark.parametrize("told", ["", "Some words; port: 1", "other-place: x"])
def test_what_has_another_form_stays_as_it_is(told: str) -> None:
    assert plain(of_card(told, load())) == told


def test_a_place_that_is_not_known_leaves_its_text() -> None:
    assert plain(said([("new-place", "x"), ("stream", "<b>")], load())) == "x; it sends: <b>"


def test_a_device_that_says_much_is_cut() -> None:
    told = plain(said([("port", str(number)) for number in range(200)], load()))
    assert told.endswith("open port: 23; …")


def test_marks_of_a_draft_translation_are_no_letters_of_the_device() -> None:
    drafted = load("pl")
    assert "[U+" not in of_card("http-title: NVR; stream: locked", drafted)
    assert "[U+" not in said([("http-title", "NVR"), ("port", "80")], drafted)
