# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shipped guided cards, what the loader refuses, and where an answer to a card stands."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from devicecheck.errors import UsageError, WordingError
from devicecheck.model.cards import Area, Basis, CardAnswer, GuidedCard, Notice, Platform
from devicecheck.model.consultation import Consultation
from devicecheck.model.findings import SaidBy
from devicecheck.model.told import Copy
from devicecheck.model.topics import Topic
from devicecheck.report import bilingual, copies, document
from devicecheck.report.card_lines import guided_parts, odd_parts
from devicecheck.report.cards import find, guided_cards, load_guided, odd_things, visit_questions
from devicecheck.report.clean_text import plain
from devicecheck.report.evidence.selection import selected
from devicecheck.report.folder import reports_folder
from devicecheck.report.wording import load
from devicecheck.runner.cards import answered, result_of
from tests import reading_age
from tests.report import samples
from tests.test_wording import STATEMENTS

CODE = re.compile(r"(?<![\w*#])[*#]+[\d*#]+|\b1471\b")
GUIDED, ODD, WORDS = guided_cards(), odd_things(), load()
FOLDER = reports_folder() / "wording" / "en" / "cards"
AT = datetime(2026, 11, 24, 10, 5, tzinfo=UTC)
NOTE = "Linked by kim.lee@example.org on a laptop."


def spoken(card: object) -> list[str]:
    """Every sentence of a card. Names of menus are not ours to word."""
    fields = ("title", "look_for", "ordinary", "ask", "looking_why", "changing_why", "note", "could_be", "check")
    values = [getattr(card, name) for name in fields if hasattr(card, name)]
    return [line for value in values for line in ((value,) if isinstance(value, str) else value)]


def test_there_are_cards_for_every_area_and_both_kinds_of_phone() -> None:
    assert len(GUIDED) >= 30 and len(ODD) == 20
    assert {card.area for card in GUIDED} == set(Area) and {card.platform for card in GUIDED} == set(Platform)
    assert {Notice.NO, Notice.MAY, Notice.YES} == {card.changing for card in GUIDED}


@pytest.mark.parametrize("card", [*GUIDED, *ODD], ids=lambda card: card.id)
def test_a_card_says_nothing_that_we_cannot_know_and_is_easy(card: object) -> None:
    texts = spoken(card)
    assert [hit[0] for line in texts if (hit := STATEMENTS.search(line))] == []
    long = [part for line in texts for part in reading_age.sentences(line) if len(reading_age.words(part)) > 20]
    assert long == [] and reading_age.mean_sentence(texts) <= 12


def test_all_cards_together_are_read_at_ten() -> None:
    assert reading_age.grade(line for card in (*GUIDED, *ODD) for line in spoken(card)) <= 4.0


def test_no_card_tells_anyone_to_change_something() -> None:
    """Looking only: a step that removes, turns off or signs out is no step of a card."""
    orders = re.compile(r"^(?:Remove|Delete|Turn off|Switch off|Sign out|Log out|Stop|Reset|Unpair|Uninstall)\b", re.I)
    steps = [step for card in GUIDED for path in card.paths for step in path.steps]
    assert [line for line in steps + [line for card in GUIDED for line in spoken(card)] if orders.search(line)] == []


def test_codes_that_are_dialled_only_ask_the_network() -> None:
    """A code that begins with *# asks; one that begins with *, ** , # or ## changes something, and *#*# can wipe."""
    found = [code for card in GUIDED for path in card.paths for step in path.steps for code in CODE.findall(step)]
    assert "*#21#" in found and [code for code in found if not re.fullmatch(r"\*#\d\d#|1471", code)] == []


@pytest.mark.parametrize("card", [card for card in GUIDED if card.area is Area.CALLS], ids=lambda card: card.id)
def test_a_card_about_calls_says_who_may_notice_and_no_call_list_is_read(card: GuidedCard) -> None:
    assert card.looking is Notice.NO and card.changing is not Notice.NO
    assert [topic for topic in Topic if "call" in topic] == []


def test_a_card_that_a_question_names_and_nobody_wrote_is_refused() -> None:
    named = {card for each in visit_questions() for choice in each.choices for card in choice.cards}
    assert named and named <= {card.id for card in GUIDED}


@pytest.mark.parametrize("card", [card for card in GUIDED if card.platform is Platform.ANY], ids=lambda card: card.id)
def test_the_ways_for_a_phone_of_the_visit_come_before_those_for_another(card: GuidedCard) -> None:
    for read, other in ((Platform.IPHONE, Platform.ANDROID), (Platform.ANDROID, Platform.IPHONE)):
        ways = card.paths_for({read})
        assert sorted(way.version for way in ways) == sorted(way.version for way in card.paths)
        kinds = [way.platform for way in ways]
        assert other not in kinds[: len(kinds) - kinds.count(other)]
    assert card.paths_for(set()) == card.paths_for({Platform.ANDROID, Platform.IPHONE}) == card.paths


def test_a_card_for_one_kind_of_phone_has_ways_of_no_other() -> None:
    kinds = {
        (card.platform, way.platform) for card in GUIDED for way in card.paths if card.platform is not Platform.ANY
    }
    assert {(Platform.ANDROID, Platform.ANDROID), (Platform.IPHONE, Platform.IPHONE)} <= kinds
    assert not {(Platform.ANDROID, Platform.IPHONE), (Platform.IPHONE, Platform.ANDROID)} & kinds


def test_a_card_shows_the_way_of_the_phone_first() -> None:
    card = find("blocked-numbers")
    assert isinstance(card, GuidedCard)
    for read, first in ((Platform.IPHONE, "iOS"), (Platform.ANDROID, "Android")):
        ways = [part.heading for part in guided_parts(card, WORDS, AT.date(), {read}) if ", " in part.heading]
        assert first in ways[0]


def test_a_card_that_nobody_tried_on_a_phone_says_so() -> None:
    card = find("google-devices")
    assert card in GUIDED and card.basis is Basis.DESK
    (first, *_) = guided_parts(card, WORDS, card.checked_on)
    assert "The path was not tried on a phone." in first.lines[-1] and len(first.lines) == 2


@pytest.mark.parametrize(("days", "old"), [(0, False), (180, False), (181, True), (-1, True)])
def test_an_old_card_says_that_menus_may_have_moved(days: int, old: bool) -> None:
    card = GUIDED[0]
    (first, *_) = guided_parts(card, WORDS, card.checked_on + timedelta(days=days))
    assert any("Menus may have moved" in line for line in first.lines) is old


def test_an_odd_thing_names_both_kinds_of_reasons_and_the_cards_that_help() -> None:
    parts = {part.heading: part.lines for part in odd_parts(find("no-sim"), WORDS, {"shared-plans": "The plan"})}
    assert {"It could be", "It can be ordinary", "What to check"} < parts.keys()
    assert parts["Cards that help"] == ("The plan",)


GOOD = (FOLDER / "google-devices.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    "broken",
    [
        GOOD.replace("area: accounts", "area: acounts"),
        GOOD.replace("checked_on: 2026-11-29", "checked_on: soon"),
        GOOD.replace("minutes: 3", "minutes: 0"),
        GOOD.replace("basis: desk\n", ""),
        GOOD.replace('changing: "may"', 'changing: "perhaps"'),
        GOOD + "extra: no\n",
        GOOD + "title: Twice\n",
        GOOD.replace("id: google-devices", "id: other-name"),
        GOOD.replace("id: google-devices", "id: ../google-devices"),
        re.sub(r"ordinary:\n(?:  - .*\n)+", "ordinary: []\n", GOOD),
        "- a list\n", "", "id: [", "id: \x00", GOOD + f"# {'x' * 20_000}\n",
    ],
)  # fmt: skip
def test_a_card_that_is_not_understood_whole_is_refused(tmp_path: Path, broken: str) -> None:
    assert broken != GOOD
    (tmp_path / "google-devices.yaml").write_text(broken, "utf-8")
    with pytest.raises(WordingError) as caught:
        load_guided(tmp_path)
    assert (caught.value.reason, caught.value.terms["file"]) == ("bad-card", "google-devices.yaml")


def test_an_unknown_card_is_named() -> None:
    with pytest.raises(UsageError) as caught:
        find("nope")
    assert caught.value.terms == {"id": "nope"}


def gone_through() -> Consultation:
    linked = next(card for card in GUIDED if card.id == "whatsapp-linked")
    visit = answered(samples.watched(), result_of(GUIDED[0], CardAnswer.NOT_SURE, SaidBy.CLIENT, AT))
    visit = answered(visit, result_of(linked, CardAnswer.SEEN, SaidBy.CHECKER, AT, NOTE))
    return answered(visit, result_of(GUIDED[0], CardAnswer.NOT_SEEN, SaidBy.CHECKER, AT))


def printed(visit: Consultation, copy: Copy) -> str:
    return "\n".join(plain(line) for line in bilingual.texts(copies.sheet(visit, WORDS, samples.TODAY, copy).blocks))


def test_an_answer_is_part_of_the_document_and_a_later_one_replaces_it() -> None:
    visit = gone_through()
    assert [(each.card, each.answer) for each in visit.told.cards] == [
        ("whatsapp-linked", CardAnswer.SEEN),
        (GUIDED[0].id, CardAnswer.NOT_SEEN),
    ]
    assert document.read(document.write(visit)) == visit


def test_the_caseworkers_copy_has_answers_notes_and_what_nobody_looked_at() -> None:
    shown = printed(gone_through(), Copy.B)
    assert (
        "Something to talk about" in shown and "Looked and did not see it" in shown and "We saw on the screen" in shown
    )
    assert "Linked by k***@e*** on a laptop." in shown and "kim.lee" not in shown
    assert "Cards that we did not go through" in shown and find("router").title in shown
    assert find("google-devices").title in shown and find("iphone-profiles").title not in shown
    assert "We went through no guided card" in printed(samples.watched(), Copy.B)


def test_we_did_not_look_is_said_of_an_area_only_where_no_card_of_it_was_looked_at() -> None:
    assert "We did not look at accounts" not in printed(gone_through(), Copy.B)
    assert "We did not look for trackers" in printed(gone_through(), Copy.B)
    skipped = answered(samples.watched(), result_of(GUIDED[0], CardAnswer.SKIPPED, SaidBy.CLIENT, AT))
    assert "We did not look at accounts" in printed(skipped, Copy.B)


def test_other_copies_and_the_pack_have_no_note() -> None:
    visit = gone_through()
    assert all("laptop" not in printed(visit, copy) for copy in (Copy.A, Copy.CARD, Copy.ORDERS))
    pack = selected(visit).document
    assert [(each.card, each.note) for each in pack.told.cards] == [("whatsapp-linked", ""), (GUIDED[0].id, "")]
    assert pack.told.model_copy(update={"cards": ()}) == type(pack.told)()


def test_a_card_of_long_ago_is_marked_in_the_copy() -> None:
    visit = answered(samples.watched(), result_of(GUIDED[0], CardAnswer.SEEN, SaidBy.CHECKER, AT + timedelta(days=400)))
    assert "its menus may have moved" in printed(visit, Copy.B)
    assert date(2026, 11, 27) == GUIDED[0].checked_on


def wheres(id_: str, *kinds: Platform) -> list[str]:
    parts = guided_parts(find(id_), WORDS, date(2026, 11, 29), frozenset(kinds))
    return [part.heading.partition(", ")[2] for part in parts if part.heading.startswith("Where, ")]


def test_the_way_on_the_phone_of_the_visit_comes_first() -> None:
    assert wheres("google-devices", Platform.IPHONE)[0] == "iPhone with a Google account"
    assert wheres("google-devices", Platform.ANDROID)[0] == "Android 14 to 16"
    assert wheres("whatsapp-linked", Platform.ANDROID) == ["Android", "iPhone"]
    assert wheres("voicemail-code", Platform.IPHONE)[-1].startswith("Android")
    both = wheres("voicemail-code", Platform.IPHONE, Platform.ANDROID)
    assert both == wheres("voicemail-code") == [path.version for path in find("voicemail-code").paths]


@pytest.mark.parametrize("kind", [Platform.IPHONE, Platform.ANDROID])
def test_no_card_for_both_phones_begins_with_the_way_on_the_other_one(kind: Platform) -> None:
    other = {Platform.IPHONE, Platform.ANDROID} - {kind}
    for card in guided_cards():
        ways = [path.platform for path in card.paths_for(frozenset({kind}))]
        assert card.platform in other or kind not in ways or ways[0] not in other, card.id
