# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a pack holds and what never gets into one; that its parts agree with each other."""

import csv
import io
import json
import re
import shutil
import subprocess
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pypdf
import pytest

from devicecheck.errors import EvidenceError
from devicecheck.model import chain
from devicecheck.model.consultation import Consent, Consultation
from devicecheck.model.excerpts import Excerpt, ExcerptLine
from devicecheck.model.findings import SubjectKind
from devicecheck.model.told import Choices, Copy, CopyConsent
from devicecheck.model.topics import Scope
from devicecheck.report import document
from devicecheck.report.evidence import sshsig
from devicecheck.report.evidence.container import to_zip
from devicecheck.report.evidence.manifest import read
from devicecheck.report.evidence.selection import KEPT, selected
from tests import reading_age
from tests.report import pdf_structure, samples
from tests.report.evidence import golden
from tests.report.evidence.conftest import APPS, KEY, MADE_AT, OTHER_KEY, SPY, packed, watched
from tests.test_wording import STATEMENTS, WORDING, spoken

FINGERPRINT = sshsig.fingerprint(KEY.public_key().public_bytes_raw())


def pdf_text(data: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    return re.sub(r"[\s\u200b\u2068\u2069]+", " ", " ".join(page.extract_text() for page in pages))


def everything(pack: dict[str, bytes]) -> str:
    """All that a reader of the pack can find, in any of its files."""
    texts = [pdf_text(data) if name.endswith(".pdf") else data.decode("utf-8") for name, data in pack.items()]
    return re.sub(r"\s+", " ", "\n".join(texts))


def test_every_kind_of_file_is_there(pack: dict[str, bytes]) -> None:
    assert set(pack) == {
        "READ-ME-FIRST.txt", "allowed_signers", "command-table.json", "commands.csv", "continuity-sheet.pdf",
        "evidence.pdf", "evidence.txt", "findings.csv", "lines.csv", "log.jsonl", "manifest.json",
        "manifest.json.sig", "record.json", "sha256sums.txt", "what-i-did.txt",
    }  # fmt: skip
    assert all(name in pack["READ-ME-FIRST.txt"].decode() for name in pack if name != "READ-ME-FIRST.txt")


def test_the_same_consultation_key_and_moment_give_the_same_bytes(pack: dict[str, bytes]) -> None:
    assert packed() == pack
    assert to_zip(packed()) == to_zip(pack)


@pytest.mark.parametrize("name", ["evidence.pdf", "continuity-sheet.pdf"])
def test_nothing_on_paper_is_outside_of_its_structure(pack: dict[str, bytes], name: str) -> None:
    assert pdf_structure.faults(pack[name]) == []


@pytest.mark.parametrize("name", golden.NAMES)
def test_the_texts_are_those_that_were_reviewed(pack: dict[str, bytes], name: str) -> None:
    assert pack[name].decode() == (golden.FOLDER / name).read_bytes().decode(), "see golden.py"


def test_stock_ssh_keygen_and_sha256sum_verify_it(pack: dict[str, bytes], tmp_path: Path) -> None:
    for name, data in pack.items():
        (tmp_path / name).write_bytes(data)
    printed = WORDING.text("evidence.check.0").partition(": ")[2]
    program, sums = shutil.which("ssh-keygen"), shutil.which("sha256sum")
    assert program, "ssh-keygen is part of what is promised; install openssh-client"
    assert sums
    good = subprocess.run(["sh", "-c", printed], cwd=tmp_path, capture_output=True, text=True, timeout=20, check=False)
    assert (good.returncode, FINGERPRINT in good.stdout) == (0, True), good.stderr
    assert (
        subprocess.run([sums, "-c", "sha256sums.txt"], cwd=tmp_path, capture_output=True, check=False).returncode == 0
    )
    (tmp_path / "manifest.json").write_bytes(pack["manifest.json"].replace(b"K7-F3QX", b"K7-F3QY"))
    bad = subprocess.run(["sh", "-c", printed], cwd=tmp_path, capture_output=True, timeout=20, check=False)
    assert bad.returncode != 0


def test_what_the_client_told_and_chose_is_in_no_file(pack: dict[str, bytes]) -> None:
    text = everything(pack)
    for private in ("knows where", "school", "sleep", "sunflower", "new-phone", "sister", "private note", "safe-now",
                    "com.example.dating", "sdash_done\": true"):  # fmt: skip
        assert private not in text, private
    assert "CR/1234/26" in text
    assert "KX7" in text


def test_a_pack_holds_facts_and_no_advice(pack: dict[str, bytes]) -> None:
    text = everything(pack)
    advice = {
        key for key in WORDING.texts if re.search(r"\.(?:ask|next|not-yet)\.\d+$|^help\.services|^report\.pile", key)
    }
    named = [WORDING.texts[key] for key in advice if "{" not in WORDING.texts[key] and len(WORDING.texts[key]) > 25]
    assert named
    assert [sentence for sentence in named if sentence in text] == []
    assert "999" not in pdf_text(pack["evidence.pdf"])


def test_a_new_part_of_a_consultation_stays_out_until_somebody_names_it() -> None:
    considered = {*KEPT, "answers", "readings", "choices", "staff", "told"}
    assert set(Consultation.model_fields) == considered


def test_commands_name_no_file_of_another_app_and_that_is_said(pack: dict[str, bytes]) -> None:
    commands = {reading.id: reading.command for reading in document.read(pack["record.json"]).readings}
    assert f"/data/app/{SPY}-1/" in commands["r8"]
    assert commands["r9"] == "stat -c %s '[left out]' && tail -c 4096 '[left out]'"
    assert WORDING.text("evidence.left-out.paths", count=1) in pdf_text(pack["evidence.pdf"])


def test_a_part_of_an_id_is_another_app() -> None:
    other = watched().readings[3].model_copy(update={"command": f"tail -c 4096 '/data/app/{SPY}.dating-1/base.apk'"})
    shown = selected(watched().model_copy(update={"readings": (other,)})).document
    assert shown.readings[0].command == "tail -c 4096 '[left out]'"


def test_the_mark_of_a_phone_stays_out_unless_the_client_wants_its_numbers_there() -> None:
    phone = samples.PHONE.model_copy(update={"mark": "aaaaa"})
    assert selected(watched().model_copy(update={"devices": (phone,)})).document.devices[0].mark == ""


def test_the_record_says_who_says_so_when_and_how_sure(pack: dict[str, bytes]) -> None:
    text = pdf_text(pack["evidence.pdf"])
    for part in (
        WORDING.text("evidence.forensic"),
        WORDING.text("report.caveat"),
        WORDING.text("evidence.finding.sure-words.very-likely"),
        "The phone showed",
        "From our list of known apps",
        "42 seconds behind the laptop",
        "devicecheck: 0.1.0",
        "10:02:00 UTC, 10:02:00 in the United Kingdom",
        "None of the 12 lines of this answer names it.",
        *WORDING.lines("evidence.limits"),
    ):
        assert part in text, part
    assert APPS.decode().replace(" ", "").strip() in text.replace(" ", "")


def test_british_summer_time_is_named() -> None:
    summer = watched().model_copy(update={"started_at": samples.START.replace(month=7), "readings": ()})
    assert "10:02:00 UTC, 11:02:00 in the United Kingdom (BST)" in packed(summer)["evidence.txt"].decode()


def test_the_printed_sheet_carries_what_files_are_compared_with(pack: dict[str, bytes]) -> None:
    sheet = pdf_text(pack["continuity-sheet.pdf"]).replace(" ", "")
    manifest = read(pack["manifest.json"])
    assert FINGERPRINT in sheet
    assert manifest.log_head in sheet
    assert "KX7/1" in sheet
    assert "KX7/2" in sheet
    assert len(pypdf.PdfReader(io.BytesIO(pack["continuity-sheet.pdf"])).pages) == 2


def test_every_page_is_marked_in_practice(pack: dict[str, bytes]) -> None:
    for name in ("evidence.pdf", "continuity-sheet.pdf"):
        for page in pypdf.PdfReader(io.BytesIO(pack[name])).pages:
            assert "PRACTICE" in page.extract_text()
    for name in ("evidence.txt", "what-i-did.txt", "READ-ME-FIRST.txt"):
        assert "PRACTICE" in pack[name].decode()
    assert read(pack["manifest.json"]).practice


def test_the_log_is_a_whole_chain_with_every_reading_and_the_making(pack: dict[str, bytes]) -> None:
    lines = pack["log.jsonl"].decode().splitlines()
    assert chain.first_break(lines) is None
    assert chain.head(lines) == read(pack["manifest.json"]).log_head
    entries = [chain.read(line) for line in lines]
    assert [entry.terms["reading"] for entry in entries if entry.event == "read"] == ["r5", "r7", "r8", "r9"]
    assert entries[0].event == "visit-started"
    assert (entries[-1].event, entries[-1].at, entries[-1].terms["key"]) == ("pack-made", MADE_AT, FINGERPRINT)
    assert [entry.at for entry in entries] == sorted(entry.at for entry in entries)


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_tables_hold_every_reading_finding_and_line(pack: dict[str, bytes]) -> None:
    commands, findings, lines = (rows(pack[f"{name}.csv"]) for name in ("commands", "findings", "lines"))
    assert [row["sha256"] for row in commands] == [reading.sha256 for reading in watched().readings]
    assert [row["hidden_label"] for row in findings] == [SPY, "com.life360.android.safetymapd"]
    assert lines[0]["text"] == APPS.decode().strip()
    assert lines[0]["reading_sha256"] == sha256(APPS).hexdigest()
    assert (lines[1]["line"], lines[1]["of_lines"]) == ("", "12")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", " =cmd|'/c calc'!A1", "＝1", "\r=1", "\n-1"])
def test_no_cell_is_a_formula(text: str) -> None:
    seen = watched()
    line = Excerpt(observation=f"app:0:{SPY}", reading="r5", key=SPY, lines=(ExcerptLine(number=1, text=text),), of=1)
    data = packed(seen.model_copy(update={"excerpts": (line,)}))["lines.csv"]
    (row,) = rows(data)
    assert row["text"].startswith("'")
    assert '"=' not in data.decode()


@pytest.mark.parametrize("name", sorted(samples.HOSTILE))
def test_hostile_texts_break_no_file_and_are_not_lost(name: str) -> None:
    text = samples.HOSTILE[name]
    bad = samples.hostile(name)
    bad = bad.model_copy(
        update={
            "readings": tuple(
                r.model_copy(update={"id": text or "r1", "command": text, "sha256": text}) for r in watched().readings
            ),
            "pack": bad.pack.model_copy(update={"digest": text}),
            "excerpts": (
                Excerpt(
                    observation=bad.findings[0].evidence[0],
                    reading=text,
                    key=text,
                    lines=(ExcerptLine(number=1, text=text),),
                    of=1,
                ),
            ),
            "staff": bad.staff.model_copy(update={"code": text, "police_reference": text}),
            "consents": (Consent(scope=Scope.APPS, device=text, given=True, at=samples.START, words=text),),
        }
    )
    pack = packed(bad)
    assert document.read(pack["record.json"]).excerpts[0].lines[0].text == text
    for file in ("evidence.txt", "what-i-did.txt", "READ-ME-FIRST.txt", "findings.csv", "lines.csv", "commands.csv"):
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]", pack[file].decode()), file
    assert chain.first_break(pack["log.jsonl"].decode().splitlines()) is None
    for file in ("evidence.pdf", "continuity-sheet.pdf"):
        assert len(pypdf.PdfReader(io.BytesIO(pack[file])).pages) >= 1


OF_A_PHONE = ("read a phone", "phone called itself", "nothing on the phone", "settings for developers", "Whose phone",
              "phone's clock", "phone's owner", "asked of the phone", "The app is", "the app is used", "phone printed",
              "the phone is safe", "Record of a phone check")  # fmt: skip
"""What no record may say of a visit in which no phone was read."""


@pytest.mark.parametrize("platform", ["bluetooth", "network"])
def test_a_record_of_things_says_nothing_of_a_phone_that_nobody_read(platform: str) -> None:
    kind = SubjectKind.TAG if platform == "bluetooth" else SubjectKind.NETWORK_DEVICE
    device = samples.PHONE.model_copy(update={"platform": platform, "via": "radio", "maker": "", "model": ""})
    code = "tag-near" if kind is SubjectKind.TAG else "network-device"
    found = samples.family_finding(code=code, subject=samples.SPY.model_copy(update={"kind": kind}), terms={"app": "X"})
    said = everything(packed(watched().model_copy(update={"devices": (device,), "findings": (found,), "excerpts": ()})))
    assert not [untrue for untrue in OF_A_PHONE if untrue in said]
    assert "I changed nothing that was looked at." in said
    assert samples.family_finding().category is not None
    assert "an app that can show" not in said


@pytest.mark.parametrize(
    ("platform", "left"),
    [
        ("android", "settings for developers"),
        ("iphone", "trust this laptop"),
        ("backup", "A copy was read from a disk."),
        ("capture", "A recording of traffic was read."),
        ("toaster", "not known to this version"),
    ],
)
def test_what_a_reading_leaves_behind_is_said_of_what_was_read(platform: str, left: str) -> None:
    device = samples.PHONE.model_copy(update={"platform": platform})
    said = everything(packed(watched().model_copy(update={"devices": (device,)})))
    assert left in said
    assert ("settings for developers" in said) is (platform == "android")
    assert ("I changed nothing on the phone." in said) is (platform in {"android", "iphone"})


def test_a_no_to_this_copy_makes_none() -> None:
    no = Choices(copies=(CopyConsent(copy_of=Copy.C, given=False, at=samples.START),))
    with pytest.raises(EvidenceError) as caught:
        packed(watched().model_copy(update={"choices": no}))
    assert caught.value.reason == "not-agreed"


def agreed_to_readings(*given: bool) -> Consultation:
    yes = tuple(
        Consent(
            scope=Scope.KEEP_READINGS, device="phone-1", given=one, at=samples.START + timedelta(n), words="2026-11"
        )
        for n, one in enumerate(given)
    )
    return watched().model_copy(update={"consents": (*watched().consents, *yes)})


def test_whole_answers_need_a_yes_of_their_own() -> None:
    for seen in (watched(), agreed_to_readings(False), agreed_to_readings(True, False)):
        with pytest.raises(EvidenceError) as caught:
            packed(seen, bodies={"r5": APPS})
        assert caught.value.reason == "readings-not-agreed"
    pack = packed(agreed_to_readings(False, True), bodies={"r5": APPS})
    assert pack["readings/r5.bin"] == APPS
    assert WORDING.text("evidence.left-out.with-readings", count=1) in pdf_text(pack["evidence.pdf"])


@pytest.mark.parametrize("bodies", [{"r5": b"changed"}, {"r99": APPS}, {"../r5": APPS}])
def test_an_answer_of_another_visit_is_refused(bodies: dict[str, bytes]) -> None:
    with pytest.raises(EvidenceError) as caught:
        packed(agreed_to_readings(True), bodies=bodies)
    assert caught.value.reason == "reading-differs"


def test_another_key_changes_what_is_printed(pack: dict[str, bytes]) -> None:
    other = packed(key=OTHER_KEY)
    assert other["continuity-sheet.pdf"] != pack["continuity-sheet.pdf"]
    assert json.loads(other["manifest.json"])["log_head"] != json.loads(pack["manifest.json"])["log_head"]


@pytest.mark.slow
@pytest.mark.core
def test_a_thousand_findings_are_printed_in_part_and_that_is_said() -> None:
    seen = watched()
    many = seen.model_copy(update={"findings": seen.findings[:1] * 1200})
    pack = packed(many)
    assert "1170 further items are in findings.csv" in pack["evidence.txt"].decode()
    assert len(rows(pack["findings.csv"])) == 1200


def test_thousands_of_lines_are_printed_in_part_and_that_is_said() -> None:
    seen = watched()
    lines = tuple(ExcerptLine(number=number, text=f"line {number}") for number in range(1, 3000))
    pack = packed(seen.model_copy(update={"excerpts": (seen.excerpts[0].model_copy(update={"lines": lines}),)}))
    assert WORDING.text("evidence.finding.further-lines") in pack["evidence.txt"].decode()
    assert len(rows(pack["lines.csv"])) == len(lines)


def test_pages_are_tagged_named_neutrally_and_in_a_language(pack: dict[str, bytes]) -> None:
    for name in ("evidence.pdf", "continuity-sheet.pdf"):
        reader = pypdf.PdfReader(io.BytesIO(pack[name]))
        root = reader.root_object
        assert root["/MarkInfo"]["/Marked"]
        metadata = root["/Metadata"].get_data()
        assert b"pdfuaid" in metadata
        assert b"pdfaid" in metadata
        assert str(root["/Lang"]).startswith("en")
        assert "/StructTreeRoot" in root
        assert reader.metadata is not None
        assert reader.metadata.title == "Appointment notes K7-F3QX"


def test_an_old_document_without_lines_says_so() -> None:
    text = packed(watched().model_copy(update={"excerpts": ()}))["evidence.txt"].decode()
    assert "This record keeps no lines of the answers." in re.sub(r"\s+", " ", text)


OURS = [key for key in WORDING.texts if key.startswith(("evidence", "verify", "errors.evidence"))]


def test_the_words_are_plain_enough_and_promise_nothing() -> None:
    texts = [spoken(key) for key in OURS]
    assert reading_age.grade(texts) <= 9
    assert {key: hit[0] for key in OURS if (hit := STATEMENTS.search(WORDING.texts[key]))} == {}
    long = [s for text in texts for s in reading_age.sentences(text) if len(reading_age.words(s)) > 25]
    assert long == []
