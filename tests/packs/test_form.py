# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The form: at most eight questions, what is wrong is said at once, and what comes out is always a draft."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devicecheck.model.signatures import Category, Listing, NeverMatch, SignatureStatus
from devicecheck.packs.form import QUESTIONS, Form, Trouble, answer, entry, free_id, opened
from tests.packs.entries import DAY, pack_of
from tests.packs.entries import entry as made

STAMP = "AB:" * 19 + "AB"
NEVER = NeverMatch(packages={"com.android.settings": "part of Android"}, certificates={"ab" * 20: "a test key"})
PACK = pack_of(made("known", packages=("org.known.app",), certificates=("cd" * 20,)), never=NEVER)
LATER = date(2026, 12, 1)
KNOWN = made("known", packages=("org.known.app",), certificates=("cd" * 20,))


def filled(**answers: str) -> Form:
    given_ = {
        "app": "org.new.app",
        "name": "New App",
        "category": "4",
        "can-do": "location",
        "reasons": "1, 2",
        "source": "https://example.org/page",
        "person": "Anna Example",
    } | {name.replace("_", "-"): value for name, value in answers.items()}
    form = Form()
    for question, typed in given_.items():
        form, remarks = answer(form, question, typed, PACK)
        assert remarks == (), (question, remarks)
    return form


def troubles(question: str, typed: str, form: Form | None = None) -> list[tuple[Trouble, str]]:
    start = form or Form()
    after, remarks = answer(start, question, typed, PACK)
    assert remarks and after == start, "an answer that cannot be taken changes nothing"
    return [(remark.trouble, remark.value) for remark in remarks]


def test_there_are_at_most_eight_questions() -> None:
    assert len(QUESTIONS) <= 8
    assert len({question.id for question in QUESTIONS}) == len(QUESTIONS)


def test_a_filled_form_is_a_draft_of_the_person() -> None:
    form = filled(stamps="EF:" * 19 + "EF")
    assert form.missing == ()
    new = entry(form, PACK, LATER)
    assert (new.id, new.name, new.category, new.status) == (
        "new-app", "New App", Category.CAN_FOLLOW, SignatureStatus.DRAFT,
    )  # fmt: skip
    assert (new.added_by, new.reviewed_by, new.added_on, new.checked_on) == ("Anna Example", None, LATER, LATER)
    assert new.indicators.packages == ("org.new.app",)
    assert new.indicators.certificates == ("ef" * 20,)
    assert new.ordinary_reasons == ("agreed-family", "parent-and-child")


@pytest.mark.parametrize(
    ("typed", "packages", "patterns", "bundles"),
    [
        ("org.a.b, org.c.d", ("org.a.b", "org.c.d"), (), ()),
        ("https://play.google.com/store/apps/details?id=org.a.b&hl=en", ("org.a.b",), (), ()),
        ("https://f-droid.org/en/packages/org.a.b/", ("org.a.b",), (), ()),
        ("iphone:org.a.b", (), (), ("org.a.b",)),
        ("org.a.b.* org.a.b", ("org.a.b",), ("org.a.b.*",), ()),
    ],
)
def test_ids_are_taken_as_people_paste_them(
    typed: str, packages: tuple[str, ...], patterns: tuple[str, ...], bundles: tuple[str, ...]
) -> None:
    held = entry(filled(app=typed), PACK, LATER).indicators
    assert (held.packages, held.package_patterns, held.bundles) == (packages, patterns, bundles)


@pytest.mark.parametrize(
    ("question", "typed", "trouble"),
    [
        ("app", "", Trouble.EMPTY),
        ("app", "not an id", Trouble.NOT_AN_ID),
        ("app", "https://seller.example/app", Trouble.NOT_AN_ID),
        ("app", "com.android.settings", Trouble.NEVER_MATCH),
        ("app", "org.known.app", Trouble.TAKEN),
        ("name", "x", Trouble.TOO_SHORT),
        ("name", "x" * 81, Trouble.TOO_LONG),
        ("name", "a\u202eb", Trouble.TOO_LONG),
        ("category", "9", Trouble.NO_SUCH_CHOICE),
        ("category", "1, 2", Trouble.NO_SUCH_CHOICE),
        ("reasons", "", Trouble.EMPTY),
        ("reasons", "0", Trouble.NO_SUCH_CHOICE),
        ("stamps", "abc", Trouble.NOT_A_STAMP),
        ("stamps", STAMP, Trouble.NEVER_MATCH),
        ("stamps", "cd" * 20, Trouble.TAKEN),
        ("source", "http://example.org", Trouble.NOT_AN_ADDRESS),
        ("source", "a book", Trouble.NOT_AN_ADDRESS),
        ("person", " ", Trouble.EMPTY),
    ],
)
def test_what_is_wrong_is_said_at_once(question: str, typed: str, trouble: Trouble) -> None:
    assert trouble in {found for found, _ in troubles(question, typed)}


def test_never_and_taken_say_why() -> None:
    _, remarks = answer(Form(), "app", "com.android.settings org.known.app", PACK)
    assert [(remark.value, remark.about) for remark in remarks] == [
        ("com.android.settings", "part of Android"),
        ("org.known.app", "Known (known)"),
    ]


def test_an_entry_that_is_changed_keeps_what_is_not_asked_and_loses_its_list() -> None:
    listing = Listing(list="a/b", commit="1", dated=DAY, licence="MIT")
    before = made("known", packages=("org.known.app",), domains=("api.known.org",)).model_copy(
        update={"listed_by": listing, "note": "kept"}
    )
    form = opened(before)
    assert answer(form, "app", "org.known.app org.known.two", PACK)[1] == (), "its own values are not taken"
    form, _ = answer(form, "app", "org.known.app org.known.two", PACK)
    form, _ = answer(form, "source", "https://example.org/x", PACK)
    form, _ = answer(form, "person", "Ben Other", PACK)
    assert form.missing == ()
    after = entry(form, PACK, LATER)
    assert (after.id, after.status, after.listed_by, after.note) == ("known", SignatureStatus.DRAFT, None, "kept")
    assert after.indicators.domains == ("api.known.org",)
    assert after.added_on == DAY


def test_a_free_id_is_made_of_the_name() -> None:
    assert [free_id(name, PACK) for name in ("Known", "Ünknown!", "*", "X")] == ["known-2", "nknown", "app", "app"]


@given(st.sampled_from([question.id for question in QUESTIONS]), st.text(max_size=200))
def test_no_typed_text_breaks_the_form(question: str, typed: str) -> None:
    form, remarks = answer(Form(), question, typed, PACK)
    assert remarks or question in form.answers


@pytest.mark.parametrize("status", ["listed", "reviewed", "draft"])
def test_answers_that_all_stay_leave_the_entry_to_who_vouched_for_it(status: str) -> None:
    before = KNOWN.model_copy(update={"status": SignatureStatus(status)})
    form, _ = answer(opened(before), "person", "Anna Example", PACK)
    assert entry(form, PACK, LATER) is before
    changed, _ = answer(form, "name", "Another name", PACK)
    assert entry(changed, PACK, LATER).status is SignatureStatus.DRAFT


def test_an_entry_out_of_use_comes_back_as_a_draft() -> None:
    before = KNOWN.model_copy(update={"status": SignatureStatus.RETIRED})
    form, _ = answer(opened(before), "person", "Anna Example", PACK)
    assert entry(form, PACK, LATER).status is SignatureStatus.DRAFT
