# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Releases: two of three keys, no way back, no swapped file, new keys; a refused stick leaves no trace."""

import shutil
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from devicecheck.errors import PackError, SelfTestError
from devicecheck.packs import compiled, installed
from devicecheck.packs.releases import installing, stick
from devicecheck.packs.releases.names import METADATA, PACK, TARGETS, WAITING
from tests.packs.releases.ceremony import NOW, TODAY, begun, keys, pack, public, release


@pytest.fixture
def held() -> list[Ed25519PrivateKey]:
    return keys()


@pytest.fixture
def place(tmp_path: Path, held: list[Ed25519PrivateKey]) -> Path:
    return begun(tmp_path / "stick", held)


def update(place: Path, home: Path, code: str = "", today: date = TODAY) -> str:
    return installing.update(place, home, code or stick.root_code(place), today, lambda found: None).pack.version


def state(home: Path) -> dict[str, bytes]:
    return {str(path.relative_to(home)): path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file()}


def refused(place: Path, home: Path, today: date = TODAY) -> str:
    """The reason of the refusal, after which nothing at all has changed."""
    before = state(home)
    with pytest.raises(PackError) as error:
        update(place, home, today=today)
    assert state(home) == before
    return error.value.reason


def test_a_pack_is_released_when_two_of_three_have_signed(
    place: Path, held: list[Ed25519PrivateKey], tmp_path: Path
) -> None:
    stick.propose(place, b"pack", "news", NOW)
    first = stick.sign(place, held[0])
    assert [each.wanted for each in first] == [1, 1, 1]
    assert {each.signed for each in first} == {("Person 1",)}
    assert not (place / TARGETS).exists()
    assert [each.wanted for each in stick.sign(place, held[0])] == [1, 1, 1], "the same person twice is one person"
    assert [each.wanted for each in stick.sign(place, held[2])] == [0, 0, 0]
    assert (place / TARGETS / PACK).read_bytes() == b"pack"
    assert not (place / WAITING).exists()


def test_a_stranger_cannot_sign_and_nothing_is_there_to_sign_twice(place: Path, held: list[Ed25519PrivateKey]) -> None:
    with pytest.raises(PackError, match="nothing-waits"):
        stick.sign(place, held[0])
    stick.propose(place, b"pack", "news", NOW)
    with pytest.raises(PackError, match="not-a-holder"):
        stick.sign(place, Ed25519PrivateKey.generate())


def test_what_waits_is_signed_only_as_it_was_proposed(place: Path, held: list[Ed25519PrivateKey]) -> None:
    stick.propose(place, b"pack", "news", NOW)
    (place / WAITING / PACK).write_bytes(b"other")
    with pytest.raises(PackError, match="swapped"):
        stick.sign(place, held[0])


class CutOff(BaseException):
    """The program was killed."""


@pytest.mark.parametrize("after", range(1, 9))
def test_a_release_that_was_cut_off_anywhere_is_finished_by_signing_again(
    place: Path, held: list[Ed25519PrivateKey], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    release(place, held, "2026.11.24.2")
    stick.propose(place, compiled.write(pack("2026.11.24.3")), "Version 2026.11.24.3\n", NOW)
    stick.sign(place, held[0])
    write, left = stick._write, iter(range(after))

    def cut_off(path: Path, data: bytes) -> None:
        if next(left, None) is None:
            raise CutOff
        write(path, data)

    monkeypatch.setattr(stick, "_write", cut_off)
    with suppress(CutOff):
        stick.sign(place, held[1])
    monkeypatch.setattr(stick, "_write", write)
    if stick.waiting(place):
        stick.sign(place, held[1])
    assert update(place, tmp_path / "home") == "2026.11.24.3"
    assert not (place / WAITING).exists()


def test_what_waits_is_compared_with_what_two_have_signed_and_nothing_else(
    place: Path, held: list[Ed25519PrivateKey]
) -> None:
    assert stick.released_pack(place) is None
    made = compiled.write(release(place, held, "2026.11.24.2"))
    assert stick.released_pack(place) == made
    (place / TARGETS / PACK).write_bytes(compiled.write(pack("2026.11.24.3")))
    assert stick.released_pack(place) is None, "a file that nobody signed would hide what is new"


def test_a_stick_that_cannot_be_written_to_is_refused_in_words(
    place: Path, held: list[Ed25519PrivateKey], tmp_path: Path
) -> None:
    (place / WAITING).write_bytes(b"no folder")
    with pytest.raises(PackError, match="not-writable"):
        stick.propose(place, b"pack", "news", NOW)
    (tmp_path / "begun" / WAITING).mkdir(parents=True)
    stick.begin(tmp_path / "begun", public(held), NOW)
    assert stick.waiting(tmp_path / "begun"), "an empty folder of a ceremony that could not be written is no release"


@pytest.mark.parametrize("number", [1, 2])
def test_the_ceremony_wants_three_different_keys(tmp_path: Path, number: int) -> None:
    with pytest.raises(PackError, match="three-keys"):
        stick.begin(tmp_path / "stick", public(keys()[:number] * (4 - number))[:3], NOW)


def test_a_stick_is_not_begun_twice_and_nothing_is_released_before_it_is_begun(place: Path, tmp_path: Path) -> None:
    with pytest.raises(PackError, match="stick-used"):
        stick.begin(place, public(keys()), NOW)
    with pytest.raises(PackError, match="no-ceremony"):
        stick.propose(tmp_path / "empty", b"pack", "news", NOW)


def test_a_released_pack_is_installed_and_used(place: Path, held: list[Ed25519PrivateKey], tmp_path: Path) -> None:
    made = release(place, held, "2026.11.24.2")
    home = tmp_path / "home"
    assert update(place, home) == "2026.11.24.2"
    assert installed.chosen(home, pack("2026.11.24.1")) == made
    assert installed.chosen(home, pack("2026.12.01.1")).version == "2026.12.01.1", "a newer shipped list is used"


def test_the_first_time_the_code_is_needed_and_must_be_right(
    place: Path, held: list[Ed25519PrivateKey], tmp_path: Path
) -> None:
    release(place, held, "2026.11.24.2")
    for code, reason in (("", "code-needed"), ("0000 0000 0000 0000 0000", "wrong-code")):
        with pytest.raises(PackError, match=reason):
            installing.update(place, tmp_path / "home", code, TODAY, lambda found: None)
    assert installing.verify(place, tmp_path / "home", stick.root_code(place).upper()).pack.version == "2026.11.24.2"
    assert state(tmp_path / "home") == {}, "verifying installs nothing"


def test_the_way_back_is_refused(place: Path, held: list[Ed25519PrivateKey], tmp_path: Path) -> None:
    release(place, held, "2026.11.24.2")
    shutil.copytree(place, tmp_path / "old")
    release(place, held, "2026.11.24.3")
    assert update(place, tmp_path / "home") == "2026.11.24.3"
    assert refused(tmp_path / "old", tmp_path / "home") == "downgrade"


def test_an_older_list_that_is_signed_anew_is_refused(
    place: Path, held: list[Ed25519PrivateKey], tmp_path: Path
) -> None:
    release(place, held, "2026.11.24.3")
    update(place, tmp_path / "home")
    release(place, held, "2026.11.24.2")
    assert refused(place, tmp_path / "home") == "downgrade"


@pytest.mark.parametrize("where", [PACK, "changes.txt"])
def test_a_swapped_file_is_refused(place: Path, held: list[Ed25519PrivateKey], tmp_path: Path, where: str) -> None:
    release(place, held, "2026.11.24.2")
    path = place / TARGETS / where
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert refused(place, tmp_path / "home") == "swapped"


@pytest.mark.parametrize("name", ["timestamp.json", "snapshot.json", "targets.json"])
def test_a_changed_signed_file_is_refused(
    place: Path, held: list[Ed25519PrivateKey], tmp_path: Path, name: str
) -> None:
    release(place, held, "2026.11.24.2")
    path = place / METADATA / name
    path.write_text(path.read_text().replace('"version": 1', '"version": 7'))
    assert refused(place, tmp_path / "home") in {"not-signed", "swapped", "stick-damaged"}


@pytest.mark.parametrize("name", ["timestamp.json", "snapshot.json", "targets.json"])
def test_a_missing_file_is_refused(place: Path, held: list[Ed25519PrivateKey], tmp_path: Path, name: str) -> None:
    release(place, held, "2026.11.24.2")
    (place / METADATA / name).unlink()
    assert refused(place, tmp_path / "home") == "stick-damaged"


@pytest.mark.parametrize("name", ["1.root.json", "timestamp.json", "snapshot.json", "targets.json"])
def test_a_stick_that_others_would_refuse_is_refused_by_who_has_its_list_already(
    place: Path, held: list[Ed25519PrivateKey], tmp_path: Path, name: str
) -> None:
    release(place, held, "2026.11.24.1")
    older = (place / METADATA / name).read_bytes()
    release(place, held, "2026.11.24.2")
    home = tmp_path / "home"
    assert update(place, home) == update(place, home) == "2026.11.24.2"
    changed = older.replace(b"Person 1", b"Person I") if name == "1.root.json" else older
    assert changed != (place / METADATA / name).read_bytes()
    (place / METADATA / name).write_bytes(changed)
    assert refused(place, home) in {"swapped", "downgrade"}


def test_what_one_person_signed_alone_is_refused(place: Path, held: list[Ed25519PrivateKey], tmp_path: Path) -> None:
    release(place, held, "2026.11.24.2")
    stick.propose(place, b"other", "news", NOW)
    stick.sign(place, held[0])
    for name in ("targets.json", "snapshot.json", "timestamp.json"):
        shutil.copy(place / WAITING / name, place / METADATA / name)
    assert refused(place, tmp_path / "home") == "not-signed"


def test_a_stick_of_other_people_is_refused_once_a_stick_is_known(
    place: Path, held: list[Ed25519PrivateKey], tmp_path: Path
) -> None:
    release(place, held, "2026.11.24.2")
    update(place, tmp_path / "home")
    others = keys()
    theirs = begun(tmp_path / "theirs", others)
    release(theirs, others, "2026.11.24.9")
    assert refused(theirs, tmp_path / "home") == "not-signed"


def test_new_keys_are_followed_and_old_ones_sign_no_more(
    place: Path, held: list[Ed25519PrivateKey], tmp_path: Path
) -> None:
    release(place, held, "2026.11.24.2")
    home = tmp_path / "home"
    update(place, home)
    newer = [*keys()[:2], held[2]]
    stick.rotate(place, public(newer), NOW)
    assert [each.wanted for each in stick.sign(place, newer[0])] == [2], "nobody of the old set has signed"
    assert [each.wanted for each in stick.sign(place, newer[1])] == [2]
    assert [each.wanted for each in stick.sign(place, held[0])] == [1]
    assert [each.wanted for each in stick.sign(place, held[1])] == [0]
    release(place, newer, "2026.11.24.3")
    assert update(place, home) == "2026.11.24.3"
    stick.propose(place, b"pack", "news", NOW)
    with pytest.raises(PackError, match="not-a-holder"):
        stick.sign(place, held[0])
    assert update(place, tmp_path / "new-clinic") == "2026.11.24.3", "a new clinic begins with the first set"


def test_two_of_the_new_set_alone_cannot_take_over(place: Path, held: list[Ed25519PrivateKey], tmp_path: Path) -> None:
    release(place, held, "2026.11.24.2")
    update(place, tmp_path / "home")
    thieves = keys()
    stick.rotate(place, public(thieves), NOW)
    for key in thieves:
        stick.sign(place, key)
    shutil.copy(place / WAITING / "2.root.json", place / METADATA / "2.root.json")
    assert refused(place, tmp_path / "home") == "not-signed"


def test_an_expired_release_is_refused_and_the_installed_one_goes_on(
    place: Path, held: list[Ed25519PrivateKey], tmp_path: Path
) -> None:
    release(place, held, "2026.11.24.2")
    home = tmp_path / "home"
    update(place, home)
    release(place, held, "2026.11.24.3", now=NOW - timedelta(days=366))
    assert refused(place, home) == "release-expired"
    assert installed.chosen(home, pack("2026.11.24.1")).version == "2026.11.24.2"


def test_a_computer_whose_clock_is_before_the_list_is_told_so(
    place: Path, held: list[Ed25519PrivateKey], tmp_path: Path
) -> None:
    release(place, held, "2026.11.24.2")
    assert refused(place, tmp_path / "home", today=date(2026, 11, 23)) == "clock-before-pack"


def test_a_list_whose_planted_signs_are_not_found_is_not_installed(
    place: Path, held: list[Ed25519PrivateKey], tmp_path: Path
) -> None:
    def silent(found: object) -> None:
        raise SelfTestError("canary-silent", {"canary": "x"})

    release(place, held, "2026.11.24.2")
    with pytest.raises(SelfTestError):
        installing.update(place, tmp_path / "home", stick.root_code(place), TODAY, silent)
    assert state(tmp_path / "home") == {}


def test_bytes_that_are_no_pack_are_refused_though_signed(
    place: Path, held: list[Ed25519PrivateKey], tmp_path: Path
) -> None:
    stick.propose(place, b"not a pack", "news", NOW)
    for key in held[:2]:
        stick.sign(place, key)
    assert refused(place, tmp_path / "home") == "newer-form"


def test_a_name_that_leads_out_of_the_stick_is_not_followed(place: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    from tuf.api.exceptions import DownloadHTTPError

    for address in ("stick:../secret", "stick:metadata/../../secret", "stick:waiting/x", "file:///etc/passwd"):
        with pytest.raises(DownloadHTTPError):
            list(installing._Stick(place)._fetch(address))


def test_an_update_that_was_cut_off_is_mended_at_the_next_try(
    place: Path, held: list[Ed25519PrivateKey], tmp_path: Path
) -> None:
    home = tmp_path / "home"
    release(place, held, "2026.11.24.2")
    update(place, home)
    (home / "trusted").rename(home / "trusted.old")
    release(place, held, "2026.11.24.3")
    assert installing.update(place, home, "", TODAY, lambda found: None).pack.version == "2026.11.24.3"
