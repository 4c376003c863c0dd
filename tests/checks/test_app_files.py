# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""App files: what an entry names, what a rule fits, and what is only built like a watching app."""

import pytest

from devicecheck.assess import assess
from devicecheck.checks.app_files import CHECK, LIST_OF_FAMILIES, misshapen
from devicecheck.checks.base import Facts
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.findings import Concern, Confidence, Fact, Finding, SaidBy, Sign
from devicecheck.model.observations import AccessKind, AppFile, Observation, RuleMatch, SigningCertificates
from devicecheck.model.signatures import Category, NeverMatch, SignatureStatus
from tests.packs.entries import entry, index_of

SHA = "ab" * 32
STAMP = "cd" * 32


def file(**values: object) -> AppFile:
    return AppFile.model_validate(
        {"id": "file:x", "device": "file-1", "readings": ("r1",), "key": "org.x.y", "sha256": SHA, "size": 9} | values
    )


def fits(owner: str, part: str = "classes.dex") -> RuleMatch:
    return RuleMatch(
        id=f"rule:{owner}:{part}", device="file-1", readings=("r2",), key="org.x.y", entry=owner, rule="r", part=part
    )


def stamps(**values: object) -> SigningCertificates:
    return SigningCertificates.model_validate(
        {"id": "stamps", "device": "file-1", "readings": ("r3",), "key": "org.x.y", "schemes": ("v2",), "sha1": (),
         "sha256": ()} | values
    )  # fmt: skip


def signs(index: SignatureIndex, *observations: Observation) -> list[Sign]:
    found = [item for item in CHECK.run(Facts(observations), index) if isinstance(item, Sign)]
    assert len(found) == len({(sign.fact, sign.signature) for sign in found})
    return found


def finding(index: SignatureIndex, *observations: Observation) -> Finding | None:
    return next(iter(assess(signs(index, *observations))), None)


@pytest.mark.parametrize(
    ("indicator", "observed", "fact", "confidence"),
    [
        ({"packages": ("org.x.y",)}, (file(),), Fact.LISTED_PACKAGE, Confidence.COULD_BE),
        ({"apk_sha256": (SHA,)}, (file(),), Fact.LISTED_FILE, Confidence.FOUND),
        ({"certificates": (STAMP,)}, (file(), stamps(sha256=(STAMP,))), Fact.LISTED_CERTIFICATE, Confidence.FOUND),
        (
            {"certificates": (STAMP,)},
            (file(), stamps(past_sha256=(STAMP,))),
            Fact.LISTED_PAST_CERTIFICATE,
            Confidence.FOUND,
        ),
        ({}, (file(), fits("spy")), Fact.LISTED_RULE, Confidence.COULD_BE),
    ],
)
def test_an_entry_is_named_by_each_kind_of_indicator(indicator, observed, fact, confidence) -> None:
    found = finding(index_of(entry("spy", **indicator)), *observed)
    assert found is not None
    assert (found.facts, found.confidence) == ((fact,), confidence)
    assert [named.id for named in found.signatures] == ["spy"]
    assert found.said_by == (SaidBy.FILE, SaidBy.LIST)


def test_names_inside_only_support() -> None:
    index = index_of(entry("spy", labels=("System Service",), components=("org.x.y.Watch",)))
    observed = file(label="System Service", components=("org.x.y.Watch",))
    assert {sign.fact for sign in signs(index, observed)} == {Fact.LISTED_LABEL, Fact.LISTED_COMPONENT}
    assert finding(index, observed) is None


def test_an_id_with_a_server_of_the_family_is_very_likely() -> None:
    found = finding(index_of(entry("spy", packages=("org.x.y",))), file(), fits("spy"))
    assert found is not None
    assert (found.concern, found.confidence) == (Concern.ACT_WITH_SUPPORT, Confidence.VERY_LIKELY)


@pytest.mark.parametrize("status", [SignatureStatus.DRAFT, SignatureStatus.LISTED, SignatureStatus.RETIRED])
def test_a_rule_that_nobody_reviewed_says_no_more_than_could_be(status: SignatureStatus) -> None:
    found = finding(index_of(entry("spy", status=status)), file(), fits("spy"), fits("spy", "lib/x/a.so"))
    assert found is not None
    assert (found.concern, found.confidence) == (Concern.LOOK_CLOSER, Confidence.COULD_BE)


def test_a_rule_of_an_open_kind_is_good_to_know() -> None:
    found = finding(index_of(entry("family", Category.FAMILY_WATCH)), file(), fits("family"))
    assert found is not None
    assert (found.concern, found.purpose_unknown) == (Concern.GOOD_TO_KNOW, True)


def test_a_rule_without_an_entry_names_nothing() -> None:
    assert signs(index_of(), file(), fits("gone")) == []


ORDINARY = NeverMatch(builds={f"spy org.x.y {STAMP}": "reported as a false alarm in 2026-11 (ordinary-app)"})


@pytest.mark.parametrize(
    ("observed", "silent"),
    [
        ((file(), stamps(sha256=(STAMP,))), True),
        ((file(), stamps(sha256=(STAMP,), past_sha256=(SHA,))), True),
        ((file(), stamps(sha256=(SHA,))), False),
        ((file(), stamps(sha256=(SHA,), past_sha256=(STAMP,))), False),
        ((file(), stamps(sha256=(STAMP, SHA))), False),
        ((file(), stamps(sha256=(STAMP,)), stamps(id="more", sha256=(SHA,))), False),
        ((file(tricks=("name-twice",)), stamps(sha256=(STAMP,))), False),
        ((file(key="org.x.z"), stamps(key="org.x.z", sha256=(STAMP,))), False),
        ((file(),), False),
    ],
)
def test_rules_leave_out_one_build_and_no_app_that_only_takes_its_id(observed, silent) -> None:
    index = index_of(entry("spy"), entry("other"), never=ORDINARY)
    key = observed[0].key
    found = signs(index, *observed, fits("spy").model_copy(update={"key": key}))
    assert (Fact.LISTED_RULE not in {sign.fact for sign in found}) is silent
    others = signs(index, *observed, fits("other").model_copy(update={"key": key}))
    assert Fact.LISTED_RULE in {sign.fact for sign in others}


WATCHES = {"powers": (AccessKind.ACCESSIBILITY,), "icon": False}
ASKS = (
    "android.permission.READ_SMS",
    "android.permission.READ_CALL_LOG",
    "android.permission.ACCESS_FINE_LOCATION",
)
SCREEN, HIDE = fits("capabilities/reads-screen"), fits("capabilities/switches-icon-off")
COLLECTS = tuple(fits(f"capabilities/{name}") for name in ("reads-messages", "reads-calls", "follows-place"))


@pytest.mark.parametrize(
    ("observed", "matches", "built"),
    [
        (file(**WATCHES, permissions=ASKS), (SCREEN, *COLLECTS), True),
        (file(**WATCHES, permissions=ASKS), (SCREEN, *COLLECTS[:2]), True),
        (file(**WATCHES, permissions=ASKS), (SCREEN, COLLECTS[0]), False),
        (file(**WATCHES, permissions=ASKS), COLLECTS, False),
        (file(**WATCHES), (SCREEN, HIDE, *COLLECTS), False),
        (file(icon=False, permissions=ASKS), (SCREEN, HIDE, *COLLECTS), False),
        (file(**WATCHES | {"icon": True}, permissions=ASKS), (SCREEN, *COLLECTS), False),
        (file(**WATCHES | {"icon": True}, permissions=ASKS), (SCREEN, HIDE, *COLLECTS), True),
        (file(**WATCHES | {"icon": True}, permissions=ASKS), (SCREEN, HIDE, *COLLECTS[:2]), False),
        (file(**WATCHES | {"icon": None}, permissions=ASKS), (SCREEN, *COLLECTS), False),
    ],
)
def test_only_hiding_and_watching_and_collecting_together_are_named(observed, matches, built) -> None:
    found = finding(index_of(), observed, *matches)
    assert (found is not None) is built
    if found:
        assert (found.code, found.confidence) == ("app-built-to-watch", Confidence.COULD_BE)


def test_a_file_without_a_manifest_is_a_bad_copy_unless_a_phone_runs_it() -> None:
    odd = file(tricks=("header-contradicts-directory", "manifest-damaged", "no-manifest"))
    assert finding(index_of(), odd) is None
    assert not misshapen(odd, installed=False) and misshapen(odd, installed=True)


def test_tricks_that_honest_tools_leave_are_no_finding() -> None:
    assert finding(index_of(), file(tricks=("bytes-behind-the-end", "header-contradicts-directory"))) is None
    found = finding(index_of(), file(tricks=("unknown-compression",)))
    assert found is not None
    assert found.code == "app-file-misshapen"


def families(count: int) -> tuple[SignatureIndex, list[RuleMatch]]:
    names = [f"spy-{number}" for number in range(count)]
    return index_of(*(entry(name) for name in names)), [fits(name, "lib/arm64-v8a/libfilter.so") for name in names]


def test_a_list_of_servers_of_many_families_accuses_nobody() -> None:
    index, matches = families(LIST_OF_FAMILIES)
    found = finding(index, file(), *matches)
    assert found is not None
    assert (found.code, found.concern, found.confidence) == (
        "app-names-many", Concern.GOOD_TO_KNOW, Confidence.WORTH_KNOWING,
    )  # fmt: skip
    assert (found.facts, found.signatures) == ((Fact.NAMES_MANY,), ())
    assert len(found.evidence) == 1 + len(matches)


def test_servers_of_a_few_families_are_named_one_by_one() -> None:
    index, matches = families(LIST_OF_FAMILIES - 1)
    found = finding(index, file(), *matches)
    assert found is not None
    assert (found.facts, len(found.signatures)) == ((Fact.LISTED_RULE,), LIST_OF_FAMILIES - 1)


def test_a_listed_app_stays_one_whatever_list_it_carries() -> None:
    _, matches = families(LIST_OF_FAMILIES)
    known = index_of(entry("own", packages=("org.x.y",)), *(entry(match.entry) for match in matches))
    found = finding(known, file(), *matches)
    assert found is not None
    assert [named.id for named in found.signatures] == ["own"]
    assert found.facts == (Fact.LISTED_PACKAGE, Fact.NAMES_MANY)


@pytest.mark.parametrize("part", ["assets/update.apk!/classes.dex", "assets/index.android.bundle", "assets/plug.dex"])
def test_what_code_of_another_app_inside_can_do_is_not_this_app(part: str) -> None:
    matches = [fits(match.entry, part) for match in (SCREEN, HIDE, *COLLECTS)]
    assert finding(index_of(), file(**WATCHES, permissions=ASKS), *matches) is None
