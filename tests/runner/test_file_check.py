# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A file from its bytes to findings, through the reader's own process."""

from pathlib import Path

import pytest

from devicecheck.model.findings import Completed, CouldNot, Fact, NotApplicable
from devicecheck.packs.rule_text import rule_text
from devicecheck.practice.apk.builder import ApkFacts, build
from devicecheck.runner.file_check import FileChecked, check_file
from tests.packs.entries import entry, pack_of
from tests.readers.apk.archives import WHOLE, Part, archive, code

SPY = entry("spy", domains=("sync.own-server.example",), packages=("org.example.known",))
PACK = pack_of(SPY).model_copy(update={"rules": {"spy": rule_text(SPY), "broken": "rule x {"}})


def own_outcome(found: FileChecked) -> Completed | CouldNot:
    (outcome,) = (each for each in found.judgement.outcomes if not isinstance(each, NotApplicable))
    assert isinstance(outcome, Completed | CouldNot)
    return outcome


@pytest.mark.parametrize("schemes", [frozenset({2}), frozenset({2, 3}), frozenset({3})])
async def test_a_renamed_build_betrays_itself_by_its_server(tmp_path: Path, schemes: frozenset[int]) -> None:
    path = tmp_path / "a name with ünusual letters.apk"
    path.write_bytes(
        build(ApkFacts("org.renamed.app", strings=("https://sync.own-server.example/x",), schemes=schemes))
    )
    found = await check_file(path, PACK)
    assert found.file is not None
    assert found.stamps is not None
    (card,) = found.judgement.findings
    assert (card.facts, [named.id for named in card.signatures]) == ((Fact.LISTED_RULE,), ["spy"])
    assert found.file.id in card.evidence


async def test_a_bad_rule_is_a_gap_and_does_not_silence_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a.apk"
    path.write_bytes(archive(WHOLE, Part("classes.dex", code("https://sync.own-server.example/x"))))
    outcome = own_outcome(await check_file(path, PACK))
    assert isinstance(outcome, Completed)
    assert [sign.fact for sign in outcome.signs] == [Fact.LISTED_RULE]
    assert "broken" in {gap.terms.get("entry") for gap in outcome.gaps}


async def test_an_ordinary_file_gives_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.apk"
    path.write_bytes(build(ApkFacts("org.ordinary.app", strings=("https://example.org",))))
    found = await check_file(path, PACK.model_copy(update={"rules": {"spy": rule_text(SPY)}}))
    outcome = own_outcome(found)
    assert (found.judgement.findings, outcome.gaps) == ((), ())


@pytest.mark.parametrize(("data", "why"), [(b"hello", "no-archive"), (b"", "no-archive")])
async def test_what_is_no_app_file_is_never_called_looked_at(tmp_path: Path, data: bytes, why: str) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(data)
    found = await check_file(path, PACK)
    assert (found.file, found.why) == (None, why)
    assert isinstance(own_outcome(found), CouldNot)


async def test_a_file_that_is_not_there_could_not_be_looked_at(tmp_path: Path) -> None:
    found = await check_file(tmp_path / "gone.apk", PACK)
    assert found.file is None
    assert isinstance(own_outcome(found), CouldNot)
