# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
from collections.abc import Callable

import pytest

from devicecheck.model.observations import GapReason, SigningCertificates
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.parse.android import observe
from devicecheck.practice.apk.builder import ApkFacts, build
from devicecheck.readers.wire import Status

Make = Callable[..., Reading]
PATH = "/data/app/~~x==/com.spy-y==/base.apk"


@pytest.fixture(scope="module")
def apk() -> bytes:
    return build(ApkFacts("com.spy", signer="spy", schemes=frozenset({1}), filler_bytes=300_000))


@pytest.fixture
def app(reading: Make) -> Reading:
    return reading(Topic.APPS, f"package:{PATH}=com.spy  installer=null uid:1010155\n", user=10)


def tail_of(apk: bytes, reading: Make) -> Reading:
    return reading(Topic.APP_FILE_TAIL, b"%d\n" % len(apk) + apk[-4096:], path=PATH)


def test_a_certificate_comes_in_steps(apk: bytes, app: Reading, reading: Make) -> None:
    readings = [app, tail_of(apk, reading)]
    for _ in range(4):
        parsed = observe(readings, "phone")
        for wish in parsed.wanted:
            assert (wish.topic, wish.reason, wish.params["path"]) == (Topic.APP_FILE_RANGE, "certificate", PATH)
            assert (wish.subject.key, wish.subject.user, wish.subject.device) == ("com.spy", 10, "phone")
            offset, length = int(wish.params["offset"]), int(wish.params["length"])
            readings.append(reading(Topic.APP_FILE_RANGE, apk[offset : offset + length], **wish.params))
    found = [each for each in observe(readings, "phone").observations if isinstance(each, SigningCertificates)]
    assert [(each.id, each.user, each.schemes) for each in found] == [("certificates:com.spy", 10, ("v1",))]
    assert len(found[0].sha256[0]) == 64
    assert len(found[0].readings) == len(readings) - 1
    assert observe(readings, "phone").wanted == ()


def gap_reasons(readings: list[Reading]) -> list[GapReason]:
    parsed = observe(readings, "phone")
    assert not any(isinstance(each, SigningCertificates) for each in parsed.observations)
    assert parsed.wanted == ()
    files = [gap for gap in parsed.gaps if gap.topic is Topic.APP_FILE_TAIL]
    assert all(gap.terms == {"key": "com.spy", "path": PATH} for gap in files)
    return [gap.reason for gap in files]


@pytest.mark.parametrize(
    "body", [b"", b"stat: no such file\n", b"12\n" + bytes(13), b"9" * 30 + b"\nx", b"20\n" + bytes(20)]
)
def test_a_file_that_is_no_archive_is_a_gap(body: bytes, app: Reading, reading: Make) -> None:
    assert gap_reasons([app, reading(Topic.APP_FILE_TAIL, body, path=PATH)]) == [GapReason.NOT_UNDERSTOOD]


def test_a_refused_or_broken_part_is_a_gap(apk: bytes, app: Reading, reading: Make) -> None:
    refused = reading(Topic.APP_FILE_TAIL, b"", Status.REFUSED, path=PATH)
    assert gap_reasons([app, refused]) == [GapReason.REFUSED]
    tail = tail_of(apk, reading)
    broken = reading(Topic.APP_FILE_RANGE, b"x", Status.UNPLUGGED, path=PATH, offset=0, length=4096)
    assert gap_reasons([app, tail, broken]) == [GapReason.UNPLUGGED]
    short = reading(Topic.APP_FILE_RANGE, b"x", path=PATH, offset=0, length=4096)
    assert gap_reasons([app, tail, short]) == [GapReason.NOT_UNDERSTOOD]


def test_a_file_of_no_known_app_is_a_gap(apk: bytes, reading: Make) -> None:
    parsed = observe([tail_of(apk, reading)], "phone")
    assert [gap.terms for gap in parsed.gaps] == [{"path": PATH}]
