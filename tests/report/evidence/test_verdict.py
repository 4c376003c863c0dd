# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Any change to a pack fails and is named; an untouched one says which key signed it, and no more."""

import json
import random
import re
from dataclasses import replace
from pathlib import Path

import pytest

from devicecheck.model import chain
from devicecheck.report.evidence import manifest as parts
from devicecheck.report.evidence import sshsig
from devicecheck.report.evidence.container import Opened, open_pack, to_zip
from devicecheck.report.evidence.verdict import KeyIs, Problem, Trouble, Verdict, verify
from tests.report.evidence.conftest import KEY, OTHER_KEY, packed

Pack = dict[str, bytes]

PUBLIC = KEY.public_key().public_bytes_raw()
OTHER = OTHER_KEY.public_key().public_bytes_raw()
KNOWN = {PUBLIC: "Kent clinic"}


def look(files: Pack, known: dict[bytes, str] | None = None, printed: str = "") -> Verdict:
    return verify(Opened(dict(files)), KNOWN if known is None else known, printed)


def troubles(files: Pack) -> set[tuple[Trouble, str]]:
    return {(problem.trouble, problem.file) for problem in look(files).problems}


def signed(files: Pack, key: object = OTHER_KEY, **changes: object) -> Pack:
    """A forger's pack: sums, list and signature made anew, all of them right in themselves."""
    content = {name: data for name, data in files.items() if name not in (parts.FILE, parts.SIGNATURE, parts.SUMS)}
    content[parts.SUMS] = parts.sums(content)
    manifest = parts.read(files[parts.FILE]).model_copy(update={"files": parts.listed(content), **changes})
    return content | {parts.FILE: manifest.data, parts.SIGNATURE: sshsig.sign(key, manifest.data)}  # type: ignore[arg-type]


def test_an_untouched_pack_of_a_known_key(pack: Pack) -> None:
    verdict = look(pack)
    assert (verdict.problems, verdict.key_is, verdict.name) == ((), KeyIs.NAMED, "Kent clinic")
    assert verdict.key == sshsig.fingerprint(PUBLIC)
    assert verdict.shown


def test_an_untouched_pack_of_an_unknown_key_is_not_shown_to_be_anything(pack: Pack) -> None:
    verdict = look(pack, {})
    assert (verdict.problems, verdict.key_is, verdict.shown) == ((), KeyIs.UNKNOWN, False)


@pytest.mark.parametrize("typed", ["{0}", "{1}", "SHA256: {2}", "{0}=", " {0} "])
def test_the_fingerprint_typed_from_paper_settles_it(pack: Pack, typed: str) -> None:
    whole = sshsig.fingerprint(PUBLIC)
    letters = whole.removeprefix("SHA256:")
    spaced = " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))
    verdict = look(pack, {}, typed.format(whole, letters, spaced))
    assert (verdict.key_is, verdict.shown) == (KeyIs.AS_PRINTED, True)


@pytest.mark.parametrize("typed", ["SHA256:", "x", "SHA256:" + "A" * 43])
def test_another_fingerprint_is_said_to_be_another(pack: Pack, typed: str) -> None:
    verdict = look(pack, KNOWN, typed)
    assert (verdict.key_is, verdict.shown) == (KeyIs.NOT_AS_PRINTED, False)


def test_letters_of_another_size_are_another_fingerprint(pack: Pack) -> None:
    assert look(pack, KNOWN, sshsig.fingerprint(PUBLIC).swapcase()).key_is is KeyIs.NOT_AS_PRINTED


def flipped(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def test_a_changed_byte_anywhere_in_any_file_is_named(pack: Pack) -> None:
    dice = random.Random(7)
    for name, data in pack.items():
        places = {0, len(data) // 2, len(data) - 1, *(dice.randrange(len(data)) for _ in range(12))}
        for place in sorted(places):
            verdict = look(pack | {name: flipped(data, place)})
            assert name in {problem.file for problem in verdict.problems}, (name, place)
            assert not verdict.shown


@pytest.mark.slow
def test_every_byte_of_the_list_and_of_the_signature_counts(pack: Pack) -> None:
    for name in (parts.FILE, parts.SIGNATURE):
        for place in range(len(pack[name])):
            changed = look(pack | {name: flipped(pack[name], place)})
            assert name in {problem.file for problem in changed.problems}, (name, place)


def test_an_added_or_cut_byte_is_named(pack: Pack) -> None:
    for name, data in pack.items():
        for changed in (data + b"\n", data[:-1], b""):
            assert name in {file for _, file in troubles(pack | {name: changed})}, name


def test_a_missing_and_an_extra_file_are_named(pack: Pack) -> None:
    for name in pack:
        rest = {other: data for other, data in pack.items() if other != name}
        assert name in {file for _, file in troubles(rest)}, name
    assert troubles(pack | {"note.txt": b""}) == {(Trouble.EXTRA, "note.txt")}


def test_two_files_that_changed_places_are_both_named(pack: Pack) -> None:
    swapped = pack | {"lines.csv": pack["findings.csv"], "findings.csv": pack["lines.csv"]}
    assert troubles(swapped) == {(Trouble.CHANGED, "lines.csv"), (Trouble.CHANGED, "findings.csv")}


def test_a_forgery_with_a_key_of_its_own_is_an_unknown_key(pack: Pack) -> None:
    lied = pack | {"findings.csv": pack["findings.csv"].replace(b"com.systemservice", b"com.whatsapp.app0")}
    verdict = look(signed(lied, key=OTHER_KEY))
    assert verdict.key == sshsig.fingerprint(OTHER)
    assert (verdict.key_is, verdict.shown) == (KeyIs.UNKNOWN, False)
    assert verdict.problems == (Problem(Trouble.OTHER_KEY_NAMED, parts.FILE),)


def test_a_careful_forgery_is_right_in_itself_and_still_unknown(pack: Pack) -> None:
    forged = packed(key=OTHER_KEY)
    verdict = look(forged)
    assert (verdict.problems, verdict.key_is, verdict.shown) == ((), KeyIs.UNKNOWN, False)
    assert look(forged, KNOWN, sshsig.fingerprint(PUBLIC)).key_is is KeyIs.NOT_AS_PRINTED


def test_a_signature_of_another_pack_does_not_fit(pack: Pack) -> None:
    other = packed(versions={"devicecheck": "9"})
    found = troubles(pack | {parts.SIGNATURE: other[parts.SIGNATURE]})
    assert found == {(Trouble.NOT_SIGNED_LIKE_THIS, name) for name in (parts.FILE, parts.SIGNATURE)}


def test_a_signed_log_that_is_no_chain_is_named_with_its_line(pack: Pack) -> None:
    lines = pack["log.jsonl"].decode().splitlines()
    place = next(at for at, line in enumerate(lines) if '"reading":"r5"' in line)
    lines[place] = lines[place].replace('"r5"', '"r6"')
    forged = signed(pack | {"log.jsonl": "".join(f"{line}\n" for line in lines).encode()}, key=KEY)
    assert look(forged).problems == (Problem(Trouble.LOG_BROKEN, "log.jsonl", place + 2),)
    shorter = "".join(f"{line}\n" for line in pack["log.jsonl"].decode().splitlines()[:-1])
    assert (Trouble.LOG_BROKEN, "log.jsonl") in troubles(signed(pack | {"log.jsonl": shorter.encode()}, key=KEY))


def test_a_signed_pack_whose_parts_contradict_each_other_is_no_good(pack: Pack) -> None:
    other_head = signed(pack, key=KEY, log_head=chain.START)
    assert (Trouble.LOG_BROKEN, "log.jsonl") in troubles(other_head)
    with_reading = signed(pack | {"readings/r5.bin": b"made up"}, key=KEY)
    assert troubles(with_reading) == {(Trouble.READING_DIFFERS, "readings/r5.bin")}


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"\xff", b"{" * 100_000, b'{"format": 2}'])
def test_what_is_no_list_is_named(pack: Pack, data: bytes) -> None:
    assert (Trouble.CHANGED, parts.FILE) in troubles(pack | {parts.FILE: data})


def test_nothing_at_all_is_no_pack() -> None:
    assert troubles({}) == {(Trouble.NO_MANIFEST, parts.FILE), (Trouble.NO_SIGNATURE, parts.SIGNATURE)}
    assert look({}).key_is is KeyIs.NONE


@pytest.mark.slow
def test_every_changed_byte_of_a_zip_file_is_found(pack: Pack, tmp_path: Path) -> None:
    small = {name: data for name, data in pack.items() if len(data) < 3000}
    whole = to_zip(small)
    path = tmp_path / "notes.zip"
    known = {p.file for p in verify(_opened(whole, path), KNOWN, container="notes.zip").problems}
    for place in range(0, len(whole), 3):
        changed = flipped(whole, place)
        try:
            verdict = verify(_opened(changed, path), KNOWN, container="notes.zip")
        except Exception as error:
            assert type(error).__name__ == "EvidenceError", place
            continue
        assert {problem.file for problem in verdict.problems} - known, place


def _opened(data: bytes, path: Path) -> Opened:
    path.write_bytes(data)
    return open_pack(path)


def test_a_zip_file_that_somebody_packed_anew_is_told_from_a_changed_file(pack: Pack) -> None:
    verdict = verify(replace(Opened(dict(pack)), repacked=True), KNOWN, container="mail.zip")
    assert verdict.problems == (Problem(Trouble.REPACKED, "mail.zip"),)
    assert not verdict.shown


def test_no_name_in_the_signed_list_is_trusted(pack: Pack) -> None:
    listed = json.loads(pack[parts.FILE])
    assert all(re.fullmatch(r"[A-Za-z0-9._/-]+", each["path"]) for each in listed["files"])
    odd = parts.read(pack[parts.FILE])
    wild = odd.model_copy(update={"files": (*odd.files, odd.files[0].model_copy(update={"path": "../../etc/passwd"}))})
    forged = pack | {parts.FILE: wild.data, parts.SIGNATURE: sshsig.sign(OTHER_KEY, wild.data)}
    assert (Trouble.MISSING, "../../etc/passwd") in troubles(forged)
