# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Slips: nothing of a client fits in; a false alarm mends the list, is kept out for ever, and is recalled."""

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devicecheck.errors import PackError
from devicecheck.frontend.list_differences import diff_lines
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.findings import Fact, Finding, SubjectKind
from devicecheck.model.observations import AccessKind, InstalledApp, SigningCertificates
from devicecheck.model.signatures import Signature, SignatureStatus
from devicecheck.packs import compiled, slips, taking_slips
from devicecheck.packs import workshop as workshops
from devicecheck.packs.difference import difference
from devicecheck.packs.entry_text import entry_text
from devicecheck.packs.form import Trouble
from devicecheck.packs.lint import problems
from devicecheck.packs.load import load_pack
from devicecheck.packs.rule_text import rule_text
from devicecheck.packs.slips import FalseAlarm, Phone, UnknownApp, Why
from devicecheck.packs.taking_slips import recalled, take
from devicecheck.report.wording import load
from tests.packs.entries import entry, pack_of
from tests.packs.workshops import contents, workshop
from tests.report.samples import watched

TODAY = date(2026, 12, 1)
OWN_RULE = """
rule by_hand
{
  strings:
    $a = "needle of a family"
  condition:
    $a
}
"""
ALARM = FalseAlarm(
    pack="2026.11.20.1", entry="watch", kind="packages", value="org.watch.two", why=Why.ORDINARY_APP,
    phone=Phone.PIXEL, month="2026-11",
)  # fmt: skip
UNKNOWN = UnknownApp(
    pack="2026.11.24.1", app="org.unknown.app", certificates=("cd" * 32,), controls=(AccessKind.ACCESSIBILITY,),
    phone=Phone.SAMSUNG, month="2026-11",
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return workshop(tmp_path / "list")


def test_a_slip_is_written_and_read_back() -> None:
    for slip in (ALARM, UNKNOWN):
        assert slips.read(slips.write(slip).encode()) == slip


def test_a_slip_has_no_field_for_a_text_of_ones_own_or_for_a_day() -> None:
    text = slips.write(ALARM) + slips.write(UNKNOWN)
    assert "2026-11-" not in text
    assert {*FalseAlarm.model_fields} == {"slip", "pack", "entry", "kind", "value", "stamp", "why", "phone", "month"}
    assert {*UnknownApp.model_fields} == {
        "slip", "pack", "app", "certificates", "apk_sha256", "controls", "phone", "month",
    }  # fmt: skip


@pytest.mark.parametrize("value", ["Anna's phone", "07700 900123", "anna@example.org", "https://x.org", ""])
def test_what_is_no_id_or_stamp_does_not_get_into_a_slip(value: str) -> None:
    with pytest.raises(PackError, match="slip-value"):
        slips.checked(ALARM.model_copy(update={"value": value}))
    with pytest.raises(PackError, match="slip-value"):
        slips.checked(UNKNOWN.model_copy(update={"app": value}))


@given(st.binary(max_size=300))
def test_bytes_that_are_no_slip_are_refused(data: bytes) -> None:
    with pytest.raises(PackError):
        slips.read(data)


@pytest.mark.parametrize("change", ["\nnote: about Anna", "\nmonth: 2026-11", "\nextra: &a [1]"])
def test_a_slip_with_anything_more_is_refused(change: str) -> None:
    with pytest.raises(PackError, match="no-slip"):
        slips.read((slips.write(ALARM).rstrip() + change).encode())


def test_a_slip_is_made_from_a_saved_consultation_without_anything_of_the_client() -> None:
    saved = watched()
    finding = next(each for each in saved.findings if each.signatures)
    slip = slips.from_consultation(
        saved, finding.subject.key, Why.ORDINARY_APP, Phone.PIXEL, load_shipped_like(finding)
    )
    assert isinstance(slip, FalseAlarm)
    text = slips.write(slip)
    assert saved.code not in text
    assert saved.ended_at.date().isoformat() not in text
    assert (slip.entry, slip.pack) == (finding.signatures[0].id, saved.pack.version)
    with pytest.raises(PackError, match="app-not-there"):
        slips.from_consultation(saved, "org.not.there", Why.ORDINARY_APP, Phone.PIXEL, load_shipped_like(finding))


def load_shipped_like(finding: Finding):  # type: ignore[no-untyped-def]
    return pack_of(entry(finding.signatures[0].id, packages=(finding.subject.key,)))


def test_a_false_alarm_mends_the_list_and_cannot_come_back(folder: Path) -> None:
    (recall,) = take(folder, ALARM, TODAY)
    pack = load_pack(folder)
    assert problems(folder) == ()
    assert SignatureIndex(pack).package("org.watch.two") == ()
    assert [match.signature.id for match in SignatureIndex(pack).package("org.watch.app")] == ["watch"]
    assert pack.recalls == (recall,)
    assert recall.versions == ("2026.11.20.1", "2026.11.24.1")
    assert "org.watch.two" in (folder / "baseline/reported.txt").read_text()
    file = folder / "watch-secretly/watch.yaml"
    file.write_text(file.read_text().replace("  - org.watch.app\n", "  - org.watch.app\n  - org.watch.two\n"))
    assert any("take org.watch.two out; it may match nothing" in problem for problem in problems(folder))


def test_an_app_that_was_expected_to_match_is_expected_no_more(folder: Path) -> None:
    lists = folder / "baseline/pixel.txt"
    lists.parent.mkdir()
    lists.write_text("org.rows.one  # expected: org-rows-one\norg.rows.two  # expected: org-rows-two\n")
    assert problems(folder) == ()
    take(folder, ALARM.model_copy(update={"entry": "org-rows-one", "value": "org.rows.one"}), TODAY)
    assert lists.read_text() == "org.rows.one\norg.rows.two  # expected: org-rows-two\n"
    assert problems(folder) == ()


def test_a_false_alarm_by_a_stamp_mends_the_list_too(folder: Path) -> None:
    take(folder, ALARM.model_copy(update={"kind": "certificates", "value": "ab" * 20, "why": Why.SHARED_STAMP}), TODAY)
    pack = load_pack(folder)
    assert pack.never_match.certificates == {"ab" * 20: "reported as a false alarm in 2026-11 (shared-stamp)"}
    assert SignatureIndex(pack).certificate("ab" * 20) == ()
    assert problems(folder) == ()


def test_a_false_alarm_about_a_line_of_a_group_takes_the_line_out(folder: Path) -> None:
    take(folder, ALARM.model_copy(update={"entry": "org-rows-one", "value": "org.rows.one"}), TODAY)
    assert {entry.id for entry in load_pack(folder).signatures} == {"watch", "org-rows-two"}
    assert problems(folder) == ()


@pytest.mark.parametrize(
    ("change", "reason"),
    [({"entry": "nothing"}, "no-such-entry"), ({"value": "org.other.app"}, "slip-elsewhere")],
)
def test_a_slip_about_something_else_changes_nothing(folder: Path, change: dict[str, str], reason: str) -> None:
    before = contents(folder)
    with pytest.raises(PackError, match=reason):
        take(folder, ALARM.model_copy(update=change), TODAY)
    assert contents(folder) == before


def with_servers(folder: Path, *servers: str, addresses: tuple[str, ...] = ()) -> Signature:
    file = folder / "watch-secretly" / "watch.yaml"
    watch = next(each for each in load_pack(folder).signatures if each.id == "watch")
    held = watch.indicators.model_copy(update={"domains": servers, "addresses": addresses})
    made = watch.model_copy(update={"indicators": held})
    file.write_text(entry_text(made), "utf-8")
    file.with_suffix(".yar").write_text(rule_text(made) + OWN_RULE, "utf-8")
    return made


def test_a_false_alarm_by_a_server_mends_the_list_and_its_rule(folder: Path) -> None:
    with_servers(folder, "one.example.org", "two.example.net")
    (recall,) = take(folder, ALARM.model_copy(update={"kind": "domains", "value": "one.example.org"}), TODAY)
    pack = load_pack(folder)
    index = SignatureIndex(pack)
    assert index.domain("one.example.org") == ()
    assert [each.id for each in index.domain("two.example.net")] == ["watch"]
    assert recall.value == "one.example.org"
    assert r"one\.example" not in pack.rules["watch"] and r"two\.example" in pack.rules["watch"]
    assert OWN_RULE.strip() in pack.rules["watch"]
    assert problems(folder) == ()
    with_servers(folder, "one.example.org")
    assert "take one.example.org out" in "\n".join(problems(folder))


def test_a_false_alarm_by_the_last_server_leaves_the_rules_that_people_wrote(folder: Path) -> None:
    with_servers(folder, "one.example.org")
    take(folder, ALARM.model_copy(update={"kind": "domains", "value": "one.example.org"}), TODAY)
    assert OWN_RULE.strip() in load_pack(folder).rules["watch"]
    assert problems(folder) == ()
    (folder / "watch-secretly" / "watch.yar").write_text(rule_text(with_servers(folder, "two.example.net")), "utf-8")
    take(folder, ALARM.model_copy(update={"kind": "domains", "value": "two.example.net"}), TODAY)
    assert load_pack(folder).rules == {}


def test_a_false_alarm_by_an_address_mends_the_list(folder: Path) -> None:
    with_servers(folder, "one.example.org", addresses=("2001:4860:4802::1", "198.51.101.7"))
    for value in ("2001:4860:4802::1", "198.51.101.7"):
        take(folder, ALARM.model_copy(update={"kind": "addresses", "value": value}), TODAY)
        assert SignatureIndex(load_pack(folder)).address(value) == ()
    assert problems(folder) == ()


@pytest.mark.parametrize(
    ("met", "servers", "back"),
    [
        (("server:a.one.org",), ("one.org",), 1),
        (("server:a.one.org", "server:two.org"), ("one.org",), 0),
        (("server:a.one.org", "server:two.org"), ("one.org", "two.org"), 2),
        (("server:198.51.101.7",), ("198.51.101.7",), 1),
        (("server:two.org",), ("one.org", "org.watch.two"), 0),
        (("server:two.org",), ("",), 1),
    ],
)
def test_a_recalled_server_takes_back_what_named_no_other(
    folder: Path, met: tuple[str, ...], servers: tuple[str, ...], back: int
) -> None:
    saved = watched()
    example = next(each for each in saved.findings if each.signatures)
    alarm = ALARM.model_copy(update={"entry": example.signatures[0].id})
    whole = slips.recalls_of(alarm, ("1",), TODAY)[0]
    recalls = tuple(whole.model_copy(update={"value": each}) for each in servers)
    subject = example.subject.model_copy(update={"kind": SubjectKind.TRAFFIC, "key": example.signatures[0].id})
    finding = example.model_copy(update={"subject": subject, "evidence": met})
    assert len(recalled(load_pack(folder).model_copy(update={"recalls": recalls}), "1", finding)) == back


BY_RULE = ALARM.model_copy(update={"kind": "rules", "value": "org.plain.app", "stamp": "cd" * 32})


def test_a_false_alarm_by_a_rule_keeps_that_build_out_and_nothing_else(folder: Path) -> None:
    with_servers(folder, "one.example.org")
    (recall,) = take(folder, BY_RULE, TODAY)
    before, pack = load_pack(workshop(folder.parent / "before")), load_pack(folder)
    index = SignatureIndex(pack)
    assert index.ordinary_build("watch", "org.plain.app", "cd" * 32)
    for other in (("watch", "org.plain.app", "ef" * 32), ("watch", "org.plain", "cd" * 32), ("w", "org.plain.app", "")):
        assert not index.ordinary_build(*other)
    assert (recall.value, recall.stamp, problems(folder)) == ("org.plain.app", "cd" * 32, ())
    assert "org.plain.app" not in pack.never_match.packages and not (folder / "baseline").exists()
    said = "\n".join(diff_lines(difference(before, pack), load(), None))
    assert "say nothing of this ordinary app: watch org.plain.app cdcd" in said
    assert compiled.read(compiled.write(pack)) == pack
    with pytest.raises(PackError, match="slip-elsewhere"):
        take(folder, BY_RULE, TODAY)


def test_an_id_that_a_rule_fits_too_goes_out_and_its_build_is_kept_out(folder: Path) -> None:
    with_servers(folder, "one.example.org")
    both = take(folder, ALARM.model_copy(update={"stamp": "cd" * 32}), TODAY)
    pack = load_pack(folder)
    assert [(each.value, each.stamp) for each in both] == [("org.watch.two", ""), ("org.watch.two", "cd" * 32)]
    assert SignatureIndex(pack).package("org.watch.two") == ()
    assert SignatureIndex(pack).ordinary_build("watch", "org.watch.two", "cd" * 32)


@pytest.mark.parametrize(
    ("change", "reason"),
    [({"stamp": "a40da80a59d170caa950cf15c18c454d47a39b26989d8b640ecd745ba71bf5dc"}, "stamp-of-many"),
     ({"entry": "org-rows-one"}, "slip-elsewhere")],
)  # fmt: skip
def test_a_build_that_anybody_can_make_is_never_kept_out(folder: Path, change: dict[str, str], reason: str) -> None:
    with_servers(folder, "one.example.org")
    never = folder / "never-match.yaml"
    key = "a40da80a59d170caa950cf15c18c454d47a39b26989d8b640ecd745ba71bf5dc"
    never.write_text(f"{never.read_text()}certificates:\n  {key}: Android's public test key\n", "utf-8")
    before = contents(folder)
    with pytest.raises(PackError, match=reason):
        take(folder, BY_RULE.model_copy(update=change), TODAY)
    assert contents(folder) == before
    never.write_text(f"{never.read_text()}builds:\n  watch org.plain.app {key}: reported as none\n", "utf-8")
    assert any("many apps have this stamp" in problem for problem in problems(folder))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("watch org.plain.app", "write an entry, an app's id and the SHA-256"),
        ("watch org.plain.app " + "ab" * 20, "write an entry, an app's id and the SHA-256"),
        ("watch " + "cd" * 32, "write an entry, an app's id and the SHA-256"),
        ("watch org.plain.app " + "cd" * 32 + " more", "write an entry, an app's id and the SHA-256"),
        ("watched org.plain.app " + "cd" * 32, "there is no entry watched"),
    ],
)
def test_a_build_that_keeps_nothing_out_is_named(folder: Path, line: str, said: str) -> None:
    never = folder / "never-match.yaml"
    never.write_text(f"{never.read_text()}builds:\n  {line}: reported as a false alarm\n", "utf-8")
    assert any(said in problem for problem in problems(folder))


@pytest.mark.parametrize("stamp", ["", "ab" * 20, "Anna's phone", "zz" * 32])
def test_a_slip_about_a_rule_needs_the_stamp_of_the_build(stamp: str) -> None:
    with pytest.raises(PackError, match="no-stamp" if not stamp else "slip-value"):
        slips.checked(BY_RULE.model_copy(update={"stamp": stamp}))


@pytest.mark.parametrize(
    ("facts", "recalls", "back"),
    [
        ((Fact.LISTED_PACKAGE,), ("id",), 1),
        ((Fact.LISTED_PACKAGE, Fact.LISTED_CERTIFICATE), ("id",), 0),
        ((Fact.LISTED_PACKAGE, Fact.LISTED_CERTIFICATE), ("id", "stamp"), 2),
        ((Fact.LISTED_PACKAGE,), ("stamp",), 0),
        ((Fact.LISTED_CERTIFICATE,), ("stamp",), 1),
        ((Fact.LISTED_PACKAGE, Fact.LISTED_RULE), ("id",), 0),
        ((Fact.LISTED_PACKAGE, Fact.LISTED_RULE), ("id", "build"), 2),
        ((Fact.LISTED_RULE,), ("build",), 1),
        ((Fact.LISTED_RULE,), ("build of another",), 0),
        ((Fact.LISTED_FILE,), ("id",), 0),
        ((Fact.LISTED_FILE,), ("whole",), 1),
    ],
)
def test_what_a_recall_leaves_standing_is_not_taken_back(
    folder: Path, facts: tuple[Fact, ...], recalls: tuple[str, ...], back: int
) -> None:
    finding = next(each for each in watched().findings if each.signatures)
    finding, key = finding.model_copy(update={"facts": facts}), finding.subject.key
    made = {
        "id": (key, ""), "stamp": ("ab" * 20, ""), "build": (key, "cd" * 32), "build of another": (key, "ef" * 32),
        "whole": ("", ""),
    }  # fmt: skip
    whole = slips.recalls_of(ALARM.model_copy(update={"entry": finding.signatures[0].id}), ("1",), TODAY)[0]
    held = tuple(whole.model_copy(update=dict(zip(("value", "stamp"), made[name], strict=True))) for name in recalls)
    stamps = SigningCertificates(
        id="s", device=finding.subject.device, readings=("r",), key=key, schemes=("v2",), sha1=(), sha256=("cd" * 32,)
    )
    pack = load_pack(folder).model_copy(update={"recalls": held})
    assert len(recalled(pack, "1", finding, (stamps,))) == back
    if "build" in recalls:
        assert recalled(pack, "1", finding) == (), "a document that does not tell the build proves nothing"


def test_two_false_alarms_are_two_recalls(folder: Path) -> None:
    take(folder, ALARM, TODAY)
    take(folder, ALARM.model_copy(update={"value": "org.watch.app"}), TODAY)
    assert [recall.value for recall in load_pack(folder).recalls] == ["org.watch.two", "org.watch.app"]


def test_an_unknown_app_fills_the_form(folder: Path) -> None:
    form, remarks = slips.draft_form(UNKNOWN, load_pack(folder))
    assert remarks == ()
    assert form.given("app") == ("org.unknown.app",)
    assert form.given("stamps") == ("cd" * 32,)
    known = UNKNOWN.model_copy(update={"app": "org.watch.app"})
    _, said = slips.draft_form(known, load_pack(folder))
    assert [remark.trouble for remark in said] == [Trouble.TAKEN]


def test_a_recall_takes_back_exactly_the_results_of_its_releases(folder: Path) -> None:
    saved = watched()
    finding = next(each for each in saved.findings if each.signatures)
    alarm = ALARM.model_copy(update={"entry": finding.signatures[0].id, "value": finding.subject.key})
    pack = load_pack(folder).model_copy(update={"recalls": slips.recalls_of(alarm, ("2026.11.24.1",), TODAY)})
    assert recalled(pack, "2026.11.24.1", finding) == pack.recalls
    assert recalled(pack, "2026.11.24.2", finding) == ()
    others = [each for each in saved.findings if each.subject.key != finding.subject.key]
    assert others and all(recalled(pack, "2026.11.24.1", each) == () for each in others)


@pytest.mark.parametrize(
    ("version", "back"),
    [("2026.11.19.9", 0), ("2026.11.20.1", 1), ("2026.11.22.10", 1), ("2026.11.24.2", 1), ("2026.11.24.10", 0)],
)
def test_releases_between_the_slip_and_its_mending_are_taken_back_too(folder: Path, version: str, back: int) -> None:
    finding = next(each for each in watched().findings if each.signatures)
    alarm = ALARM.model_copy(update={"entry": finding.signatures[0].id, "value": finding.subject.key})
    recalls = slips.recalls_of(alarm, ("2026.11.20.1", "2026.11.24.2"), TODAY)
    assert len(recalled(load_pack(folder).model_copy(update={"recalls": recalls}), version, finding)) == back


class CutOff(BaseException):
    """The program was killed."""


@pytest.mark.parametrize("after", range(5))
@pytest.mark.parametrize("by_rule", [False, True])
def test_a_slip_that_was_cut_off_while_it_was_taken_in_is_taken_in_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch, after: int, by_rule: bool
) -> None:
    with_servers(folder, "one.example.org")
    slip, left, write = BY_RULE if by_rule else ALARM, iter(range(after)), workshops.write_text

    def cut_off(path: Path, text: str) -> None:
        if next(left, None) is None:
            raise CutOff
        write(path, text)

    for module in (workshops, taking_slips):
        monkeypatch.setattr(module, "write_text", cut_off)
    with suppress(CutOff):
        take(folder, slip, TODAY)
    for module in (workshops, taking_slips):
        monkeypatch.setattr(module, "write_text", write)
    with suppress(PackError):  # it was taken in whole, or all but whole
        take(folder, slip, TODAY)
    pack = load_pack(folder)
    assert [(each.value, each.stamp) for each in pack.recalls] == [(slip.value, slip.stamp)]
    assert SignatureIndex(pack).package("org.watch.two") == () or by_rule
    assert pack.never_match.builds if by_rule else "org.watch.two" in pack.never_match.packages


def bundle_alarm(value: str = "Org.Watch.iPhone", entry: str = "watch-iphone") -> FalseAlarm:
    return ALARM.model_copy(update={"kind": "bundles", "value": value, "entry": entry, "phone": Phone.IPHONE})


def test_a_false_alarm_about_an_iphone_app_mends_the_list_in_any_case(folder: Path) -> None:
    (folder / "watch-secretly/watch-iphone.yaml").write_text(
        entry_text(entry("watch-iphone", status=SignatureStatus.DRAFT, bundles=("org.watch.iphone", "org.watch.b"))),
        "utf-8",
    )
    (recall,) = take(folder, bundle_alarm(), TODAY)
    pack = load_pack(folder)
    assert problems(folder) == ()
    assert SignatureIndex(pack).bundle("org.watch.iPhone") == ()
    assert len(SignatureIndex(pack).bundle("org.watch.b")) == 1
    assert "Org.Watch.iPhone" in (folder / "baseline/iphone-reported.txt").read_text()
    assert pack.recalls == (recall,)
    file = folder / "watch-secretly/watch-iphone.yaml"
    file.write_text(file.read_text().replace("  - org.watch.b\n", "  - org.watch.b\n  - org.WATCH.iphone\n"))
    assert any("it may match nothing" in problem for problem in problems(folder))


def test_a_line_goes_out_of_the_world_that_the_slip_is_about(folder: Path) -> None:
    group = folder / "groups/recorders.yaml"
    both = f"{group.read_text()}  iphone:\n    org.rows.both: Row Both\n    org.rows.other: Other\n"
    group.write_text(both.replace("    org.rows.two", "    org.rows.both: Row Both\n    org.rows.two"), "utf-8")
    index = SignatureIndex(load_pack(folder))
    (found,) = index.bundle("org.rows.both")
    take(folder, bundle_alarm("org.rows.both", found.signature.id), TODAY)
    index = SignatureIndex(load_pack(folder))
    assert index.bundle("org.rows.both") == () and len(index.package("org.rows.both")) == 1


def test_a_false_alarm_by_a_pattern_leaves_the_pattern_and_keeps_the_app_out(folder: Path) -> None:
    (folder / "watch-secretly/wide.yaml").write_text(
        entry_text(entry("wide", status=SignatureStatus.DRAFT, package_patterns=("org.wide.app*",))), "utf-8"
    )
    before = (folder / "watch-secretly/wide.yaml").read_text()
    (recall,) = take(folder, ALARM.model_copy(update={"entry": "wide", "value": "org.wide.apple"}), TODAY)
    index = SignatureIndex(load_pack(folder))
    assert index.package("org.wide.apple") == () and len(index.package("org.wide.app2")) == 1
    assert (recall.entry, (folder / "watch-secretly/wide.yaml").read_text()) == ("wide", before)


def test_a_finding_on_an_iphone_becomes_a_slip_about_an_iphone_app() -> None:
    saved, key = watched(), "com.example-maker.watch"
    finding = next(each for each in saved.findings if each.signatures)
    app = InstalledApp(id=f"app:0:{key}", device="phone-1", readings=("r5",), key=key, id_kind="bundle")
    moved = finding.model_copy(update={"subject": finding.subject.model_copy(update={"key": key})})
    visit = saved.model_copy(update={"findings": (moved,), "observations": (app,)})
    pack = pack_of(entry(finding.signatures[0].id, bundles=(key,)))
    slip = slips.from_consultation(visit, key, Why.ORDINARY_APP, Phone.OTHER_ANDROID, pack)
    assert isinstance(slip, FalseAlarm)
    assert (slip.kind, slip.value, slip.phone) == ("bundles", key, Phone.IPHONE)


def test_an_unknown_app_of_an_iphone_opens_a_draft_of_an_iphone_app(folder: Path) -> None:
    slip = UnknownApp(pack="2026.11.24.1", app="com.example-maker.app", phone=Phone.IPHONE, month="2026-11")
    form, said = slips.draft_form(slips.checked(slip), load_pack(folder))
    assert (form.given("app"), said) == (("iphone:com.example-maker.app",), ())


def test_a_setting_has_no_slip() -> None:
    saved = watched()
    finding = next(each for each in saved.findings if each.signatures)
    subject = finding.subject.model_copy(update={"kind": SubjectKind.SETTING})
    visit = saved.model_copy(update={"findings": (finding.model_copy(update={"subject": subject}),)})
    assert slips.about_app(visit, subject.key) is None and slips.about_app(saved, subject.key) is not None
