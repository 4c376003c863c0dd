# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A pack of a visit with two phones: each answer is that of its phone, and stock programs alone verify it."""

import csv
import io
import json
import shutil
import subprocess
from contextlib import aclosing
from hashlib import sha256
from pathlib import Path

import pytest

from devicecheck.errors import EvidenceError
from devicecheck.frontend.evidence_pack import agreed_to_whole
from devicecheck.frontend.practice_phones import Story, running
from devicecheck.model.consultation import Consultation
from devicecheck.packs.load import load_shipped
from devicecheck.packs.stamp import stamp
from devicecheck.report import document
from devicecheck.report.evidence.container import open_pack, to_zip
from devicecheck.report.evidence.sshsig import fingerprint
from devicecheck.report.evidence.verdict import verify
from devicecheck.runner.another_phone import with_another
from devicecheck.runner.events import Finished
from devicecheck.runner.several_phones import whole_of
from devicecheck.runner.visit import Visit
from devicecheck.selftest.canaries import fire
from tests.report.evidence.conftest import APPS, KEY, packed, reading, watched

OTHER_APPS = APPS.replace(b"10200", b"10777")
PUBLIC = KEY.public_key().public_bytes_raw()


def second(visit: Consultation, body: bytes) -> Consultation:
    """A visit of another phone, whose answer to the same question has the same number and other bytes."""
    told = json.loads(visit.model_dump_json().replace('"phone-1"', '"phone-2"'))
    read = Consultation.model_validate_json(json.dumps(told))
    (device,) = read.devices
    first = reading("r5", visit.readings[0].topic, visit.readings[0].command, body)
    readings = (first.model_copy(update={"device": "phone-2"}), *read.readings[1:])
    findings = tuple(each.model_copy(update={"id": each.subject.id}) for each in read.findings)
    device = device.model_copy(update={"mark": "bbbbb", "model": "SM-A546B"})
    return read.model_copy(update={"devices": (device,), "readings": readings, "findings": findings})


def both() -> Consultation:
    (device,) = watched().devices
    first = watched().model_copy(update={"devices": (device.model_copy(update={"mark": "aaaaa"}),)})
    return with_another(first, second(watched(), OTHER_APPS))


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def by_stock_programs(folder: Path, files: dict[str, bytes]) -> int:
    """The worse of what ssh-keygen and sha256sum say about the files; 0 when both verify them."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    keygen, sums = shutil.which("ssh-keygen"), shutil.which("sha256sum")
    assert keygen and sums, "ssh-keygen is part of what is promised; install openssh-client"
    argv = [keygen, "-Y", "verify", "-f", "allowed_signers", "-I", "clinic", "-n", "devicecheck-evidence"]
    argv += ["-s", "manifest.json.sig"]
    manifest = (folder / "manifest.json").read_bytes()
    signed = subprocess.run(argv, cwd=folder, input=manifest, capture_output=True, check=False)
    summed = subprocess.run([sums, "-c", "--strict", "sha256sums.txt"], cwd=folder, capture_output=True, check=False)
    return max(signed.returncode, summed.returncode)


def test_readings_of_two_phones_have_ids_of_their_own() -> None:
    visit = both()
    assert len({each.id for each in visit.readings}) == len(visit.readings) == 2 * len(watched().readings)
    sums = {each.id: (each.sha256, each.device) for each in visit.readings}
    devices = {each.id: each.device for each in visit.observations}
    for observation in visit.observations:
        assert {sums[id_][1] for id_ in observation.readings if id_ in sums} <= {devices[observation.id]}
    assert {sums[each.reading][1] for each in visit.excerpts} == {"phone-1", "phone-2"}
    lines = rows(packed(visit)["lines.csv"])
    assert {each["reading_sha256"] for each in lines} >= {sha256(APPS).hexdigest(), sha256(OTHER_APPS).hexdigest()}


def test_whole_answers_of_both_phones_go_in_with_a_yes_for_each(tmp_path: Path) -> None:
    visit = both()
    held = whole_of(visit, ({"r5": APPS}, {"r5": OTHER_APPS, "r99": b"of a phone that joined nothing"}))
    assert held == {"r5": APPS, "phone-2-r5": OTHER_APPS}
    with pytest.raises(EvidenceError):
        packed(visit, bodies=held)
    agreed = agreed_to_whole(visit)
    assert {each.device for each in agreed.consents if each.scope.value == "keep-readings"} == {"phone-1", "phone-2"}
    files = packed(agreed, bodies=held)
    assert (files["readings/r5.bin"], files["readings/phone-2-r5.bin"]) == (APPS, OTHER_APPS)
    assert by_stock_programs(tmp_path / "good", files) == 0
    verdict = verify(_opened(files, tmp_path / "pack.zip"), {PUBLIC: "Clinic"})
    assert (verdict.problems, verdict.key, verdict.shown) == ((), fingerprint(PUBLIC), True)


@pytest.mark.parametrize("name", ["readings/phone-2-r5.bin", "manifest.json", "record.json"])
def test_a_changed_byte_is_refused_by_stock_programs_too(name: str, tmp_path: Path) -> None:
    visit = agreed_to_whole(both())
    files = packed(visit, bodies=whole_of(visit, ({"r5": APPS}, {"r5": OTHER_APPS})))
    changed = files[name][:9] + bytes([files[name][9] ^ 1]) + files[name][10:]
    assert by_stock_programs(tmp_path, files | {name: changed}) != 0


def _opened(files: dict[str, bytes], path: Path):
    path.write_bytes(to_zip(files))
    return open_pack(path)


@pytest.mark.slow
async def test_two_practice_phones_from_the_cable_to_the_verified_pack(tmp_path: Path) -> None:
    index = load_shipped()
    ended = []
    for number, story in enumerate(("watched", "ordinary"), 1):
        async with (
            running(Story(story, "")) as place,
            aclosing(Visit(place, index, stamp(index, fire(index)), device=f"phone-{number}").run()) as events,
        ):
            ended += [event async for event in events if isinstance(event, Finished)]
    first, other = ended
    visit = agreed_to_whole(with_another(first.consultation, other.consultation))
    bodies = whole_of(visit, (first.whole, other.whole))
    assert {each.device for each in visit.readings if each.id in bodies} == {"phone-1", "phone-2"}
    files = packed(visit, bodies=bodies)
    assert len([name for name in files if name.startswith("readings/")]) == len(bodies)
    record = document.read(files["record.json"])
    assert len({each.id for each in record.readings}) == len(record.readings)
    assert by_stock_programs(tmp_path, files) == 0
