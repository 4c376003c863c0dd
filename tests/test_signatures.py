# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shipped signatures: counts against the public lists, every indicator fires, ordinary phones stay silent."""

from collections.abc import Iterable

import pytest

from devicecheck.assess import assess
from devicecheck.checks import CHECKS
from devicecheck.checks.base import Facts
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.findings import Concern, Confidence, Fact, Finding, Sign
from devicecheck.model.observations import Observation, SigningCertificates
from devicecheck.model.signatures import Category, Pack, Signature, SignatureStatus
from devicecheck.packs.baseline import baseline_ids, of_iphone
from devicecheck.packs.find import signatures_folder
from devicecheck.packs.lint import problems
from devicecheck.packs.load import load_shipped
from devicecheck.parse.android import observe
from devicecheck.selftest.planted import DEVICE, PlantedApp, answers

ECHAP, ISDI = "AssoEchap/stalkerware-indicators", "stopipv/isdi"
NAMES_ONLY = {
    "android007", "intertel", "juju", "mocospy", "mspyitaly", "mzanzispy", "recomspy", "riospy", "spyfly", "spytec",
    "spytek",
}  # fmt: skip
"""Families of which the public list knows only the sellers' pages (DECISIONS.md 8)."""


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_shipped()


@pytest.fixture(scope="module")
def index(pack: Pack) -> SignatureIndex:
    return SignatureIndex(pack)


def from_list(pack: Pack, name: str) -> list[Signature]:
    return [entry for entry in pack.signatures if entry.listed_by and entry.listed_by.list == name]


def findings(index: SignatureIndex, observations: Iterable[Observation]) -> tuple[Finding, ...]:
    facts = Facts(tuple(observations))
    return assess(item for check in CHECKS for item in check.run(facts, index) if isinstance(item, Sign))


@pytest.mark.slow
@pytest.mark.core
def test_the_shipped_files_have_no_problem() -> None:
    assert problems(signatures_folder()) == ()


def test_all_families_of_the_public_lists_are_here(pack: Pack) -> None:
    """Counted in the lists: 147 and 27 entries, two names in both; 641 ids, one of them in two entries on purpose."""
    echap = from_list(pack, ECHAP)
    assert len(echap) == 147 + 27 - 2
    packages = [value for entry in echap for value in entry.indicators.packages]
    assert (len(packages), len(set(packages))) == (642, 641)
    assert len({value for entry in echap for value in entry.indicators.certificates}) == 484
    assert sum(entry.category is Category.WATCH_SECRETLY for entry in echap) == 147 - 2
    assert len(from_list(pack, ISDI)) >= 20


def test_families_without_any_indicator_are_known_by_name(pack: Pack) -> None:
    nameless = [entry for entry in pack.signatures if not any(v for _, v in entry.indicators)]
    assert {entry.id for entry in nameless} == NAMES_ONLY
    assert NAMES_ONLY - pack.rules.keys() == {"spytec"}
    told = (signatures_folder() / "README.md").read_text("utf-8")
    assert all(entry.name in told for entry in nameless)


def test_every_address_of_the_list_is_here_or_left_out_with_its_reason(pack: Pack, index: SignatureIndex) -> None:
    """Counted in the lists: 68 in ioc.yaml, spelt in two ways, and one in watchware.yaml."""
    text = (signatures_folder() / "left-out/echap.txt").read_text("utf-8")
    left = [line.partition(": ")[2] for line in text.splitlines() if line.startswith("shared-address: ")]
    here = {value for entry in from_list(pack, ECHAP) for value in entry.indicators.addresses}
    assert (len(here), len(left)) == (57, 12) and len(here | set(left)) == 69
    assert not [value for value in left if index.address(value)]


def test_nothing_says_that_a_person_reviewed_it(pack: Pack) -> None:
    assert {entry.status for entry in pack.signatures} == {SignatureStatus.LISTED, SignatureStatus.DRAFT}
    assert not any(entry.reviewed_by for entry in pack.signatures)


def test_every_carried_over_entry_names_list_commit_date_and_licence(pack: Pack) -> None:
    sources = {
        (entry.listed_by.list, entry.listed_by.commit, entry.listed_by.dated.isoformat(), entry.listed_by.licence)
        for entry in pack.signatures
        if entry.listed_by
    }
    assert sources == {(ECHAP, "a04c5c1", "2026-06-21", "CC-BY-4.0"), (ISDI, "6de92d1", "2026-07-22", "MIT")}
    notice = (signatures_folder() / "ATTRIBUTION.md").read_text("utf-8")
    assert all(word in notice for source in sources for word in (source[0], source[1]))


@pytest.mark.slow
@pytest.mark.core
def test_every_listed_id_fires_from_a_readers_bytes(pack: Pack, index: SignatureIndex) -> None:
    """Entered at the wire: every exact id, from a file, as the only app of its name."""
    keys = {key: entry for entry in pack.signatures for key in entry.indicators.packages}
    parsed = observe(tuple(answers(PlantedApp(key) for key in keys)), DEVICE)
    found = {finding.subject.key: finding for finding in findings(index, parsed.observations)}
    assert set(found) == set(keys)
    for key, entry in keys.items():
        assert entry.id in {named.id for named in found[key].signatures}
        if entry.category is Category.WATCH_SECRETLY:
            assert (found[key].concern, found[key].confidence) == (Concern.ACT_WITH_SUPPORT, Confidence.VERY_LIKELY)
        else:
            assert (found[key].concern, found[key].purpose_unknown) == (Concern.LOOK_CLOSER, True)


def test_every_listed_certificate_fires_under_an_unknown_name(pack: Pack, index: SignatureIndex) -> None:
    """Entered as observations: nobody can make these certificates again."""
    digests = {digest: entry for entry in pack.signatures for digest in entry.indicators.certificates}
    observations = [
        SigningCertificates(
            id=digest,
            device=DEVICE,
            readings=(),
            key=f"org.renamed.x{digest}",
            schemes=("v1",),
            sha1=(digest,),
            sha256=(),
        )
        for digest in digests
    ]
    found = {finding.evidence[0]: finding for finding in findings(index, observations)}
    assert set(found) == set(digests)
    for digest, entry in digests.items():
        assert entry.id in {named.id for named in found[digest].signatures}
        secret = entry.category is Category.WATCH_SECRETLY
        assert found[digest].confidence is (Confidence.FOUND if secret else Confidence.COULD_BE)
        assert found[digest].concern is (Concern.ACT_WITH_SUPPORT if secret else Concern.GOOD_TO_KNOW)


@pytest.mark.slow
def test_an_id_alone_is_never_called_found_or_likely(pack: Pack, index: SignatureIndex) -> None:
    apps = [
        PlantedApp(key, installer="com.android.vending")
        for entry in pack.signatures
        for key in entry.indicators.packages
    ]
    for finding in findings(index, observe(tuple(answers(apps)), DEVICE).observations):
        assert finding.confidence is Confidence.COULD_BE
        assert finding.concern is not Concern.ACT_WITH_SUPPORT


def test_ordinary_phones_stay_silent_but_for_a_conversation(index: SignatureIndex) -> None:
    lines = [line for line in baseline_ids(signatures_folder()) if not of_iphone(line[0])]
    assert len({key for _, _, key, _ in lines}) >= 2_000
    apps = [PlantedApp(key, installer="com.android.vending") for key in {key for _, _, key, _ in lines}]
    found = findings(index, observe(tuple(answers(apps)), DEVICE).observations)
    assert {finding.subject.key for finding in found} == {key for _, _, key, expected in lines if expected}
    assert {finding.concern for finding in found} == {Concern.GOOD_TO_KNOW}
    assert {fact for finding in found for fact in finding.facts} == {Fact.LISTED_PACKAGE}


def test_ordinary_iphone_apps_stay_silent_but_for_what_is_expected(index: SignatureIndex) -> None:
    lines = [line for line in baseline_ids(signatures_folder()) if of_iphone(line[0])]
    assert len({key for _, _, key, _ in lines}) >= 300
    for _, _, key, expected in lines:
        matches = index.bundle(key)
        assert {match.signature.id for match in matches} == ({expected} if expected else set()), key
        assert Category.WATCH_SECRETLY not in {match.signature.category for match in matches}


def test_nobody_is_named_in_a_note(pack: Pack) -> None:
    assert {entry.note for entry in pack.signatures if entry.listed_by} <= {
        "",
        "The list knows only the seller's pages; a rule looks for them in app files alone.",
        "The list knows only the seller's pages, and its open app names them too; nothing to match yet.",
    }
    assert not [entry.note for entry in pack.signatures if "@" in entry.note or "http" in entry.note]
