# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One finding per subject: grouping, the strongest entry, terms, order."""

from devicecheck.assess import assess
from devicecheck.model.findings import Concern, Confidence, Fact, SaidBy, Sign, SignatureRef, Subject, SubjectKind
from devicecheck.model.signatures import Category, SignatureStatus


def subject(key: str = "org.example.app", user: int = 0) -> Subject:
    return Subject(kind=SubjectKind.APP, device="phone-1", user=user, key=key)


def entry(name: str, category: Category, status: SignatureStatus = SignatureStatus.LISTED) -> SignatureRef:
    return SignatureRef(id=name, name=name.title(), category=category, status=status)


def sign(fact: Fact, about: Subject | None = None, signature: SignatureRef | None = None, **terms: str) -> Sign:
    about = about or subject()
    return Sign(
        subject=about, fact=fact, check="test", evidence=(f"app:{about.key}", fact), signature=signature, terms=terms
    )


SPY = entry("spy", Category.WATCH_SECRETLY)
FAMILY = entry("family", Category.FAMILY_WATCH)


def test_no_signs_make_no_findings() -> None:
    assert assess(()) == ()


def test_all_signs_about_one_app_become_one_finding() -> None:
    found = assess(
        [
            sign(Fact.LISTED_PACKAGE, signature=SPY, key="org.example.app"),
            sign(Fact.ACCESSIBILITY, label="Helper", installed="2026-11-01 10:00:00"),
            sign(Fact.OUTSIDE_STORE, source="file"),
        ]
    )
    assert len(found) == 1
    finding = found[0]
    assert finding.code == "watch-secretly-likely"
    assert finding.id == subject().id
    assert finding.facts == (Fact.LISTED_PACKAGE, Fact.OUTSIDE_STORE, Fact.ACCESSIBILITY)
    assert finding.evidence == ("app:org.example.app", "listed-package", "accessibility", "outside-store")
    assert finding.said_by == (SaidBy.PHONE, SaidBy.LIST)
    assert finding.signatures == (SPY,)
    assert finding.terms == {
        "app": "Spy",
        "key": "org.example.app",
        "label": "Helper",
        "installed": "2026-11-01 10:00:00",
        "source": "file",
    }


def test_the_same_app_of_two_users_is_two_findings() -> None:
    found = assess([sign(Fact.OUTSIDE_STORE), sign(Fact.OUTSIDE_STORE, subject(user=10))])
    assert {finding.subject.user for finding in found} == {0, 10}
    assert len({finding.id for finding in found}) == 2


def test_an_unlisted_app_is_called_by_its_name_or_else_its_id() -> None:
    named, bare = assess([sign(Fact.OUTSIDE_STORE, label="A Game"), sign(Fact.OUTSIDE_STORE, subject("org.zzz"))])
    assert (named.terms["app"], bare.terms["app"]) == ("A Game", "org.zzz")
    assert named.said_by == (SaidBy.PHONE,)
    assert named.category is None


def test_of_equally_strong_entries_the_least_grave_kind_counts() -> None:
    (finding,) = assess([sign(Fact.LISTED_PACKAGE, signature=SPY), sign(Fact.LISTED_PACKAGE, signature=FAMILY)])
    assert finding.category is Category.FAMILY_WATCH
    assert finding.concern is Concern.GOOD_TO_KNOW
    assert finding.signatures == (FAMILY, SPY)


def test_a_stamp_counts_more_than_a_borrowed_id() -> None:
    (finding,) = assess([sign(Fact.LISTED_PACKAGE, signature=FAMILY), sign(Fact.LISTED_CERTIFICATE, signature=SPY)])
    assert finding.category is Category.WATCH_SECRETLY
    assert finding.confidence is Confidence.FOUND


def test_a_name_hint_without_more_is_left_out_of_the_card() -> None:
    (finding,) = assess([sign(Fact.ACCESSIBILITY), sign(Fact.LISTED_LABEL, signature=SPY, label="System Service")])
    assert finding.code == "app-control"
    assert finding.signatures == ()
    assert Fact.LISTED_LABEL not in finding.facts
    assert assess([sign(Fact.LISTED_LABEL, signature=SPY)]) == ()


def test_a_known_app_is_not_looked_at_less_than_an_unknown_one_would_be() -> None:
    hidden = [sign(fact) for fact in (Fact.OUTSIDE_STORE, Fact.ACCESSIBILITY, Fact.NO_ICON)]
    (family,) = assess([*hidden, sign(Fact.LISTED_PACKAGE, signature=FAMILY)])
    assert (family.code, family.concern, family.purpose_unknown) == ("family-watch", Concern.ACT_WITH_SUPPORT, True)
    draft = entry("draft", Category.WATCH_SECRETLY, SignatureStatus.DRAFT)
    (unsure,) = assess([*hidden, sign(Fact.LISTED_PACKAGE, signature=draft)])
    assert (unsure.concern, unsure.confidence) == (Concern.ACT_WITH_SUPPORT, Confidence.COULD_BE)
    work = entry("work", Category.WORK)
    (managed,) = assess([*hidden, sign(Fact.LISTED_PACKAGE, signature=work)])
    assert managed.concern is Concern.LOOK_CLOSER


def test_findings_stand_in_the_order_of_what_to_do_first() -> None:
    found = assess(
        [
            sign(Fact.OUTSIDE_STORE, subject("b"), label="beta"),
            sign(Fact.OUTSIDE_STORE, subject("a"), label="Alpha"),
            sign(Fact.LISTED_PACKAGE, subject("c"), signature=FAMILY),
            sign(Fact.LISTED_CERTIFICATE, subject("d"), signature=SPY),
            sign(Fact.LISTED_PACKAGE, subject("e"), signature=SPY),
        ]
    )
    assert [finding.terms["app"] for finding in found] == ["Spy", "Spy", "Family", "Alpha", "beta"]
