# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The signing certificates of apps, from the parts of their files that were read so far."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha1, sha256

from devicecheck.errors import ParseError
from devicecheck.model.findings import Subject, SubjectKind, Wanted
from devicecheck.model.observations import Gap, GapReason, InstalledApp, Observation, SigningCertificates
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.parse.android.owners import owners_of_files
from devicecheck.parse.apk.certificates import Certificates, read_certificates
from devicecheck.parse.apk.file_parts import ByteRange
from devicecheck.parse.joining import together
from devicecheck.parse.parsed import Parsed
from devicecheck.readers.wire import Status

MOST_RANGES = 16
"""Ranges of one file at the most; the oldest kind of signature with a long comment at the end takes seven."""

LONGEST_SIZE_LINE = 24


@dataclass(slots=True)
class _File:
    """What was read of one file."""

    path: str
    tail: Reading | None = None
    ranges: list[Reading] = field(default_factory=list)

    @property
    def readings(self) -> tuple[Reading, ...]:
        return (*((self.tail,) if self.tail else ()), *self.ranges)


def certificates(readings: Sequence[Reading], device: str, observations: Iterable[Observation]) -> Parsed:
    """Certificates, wishes for further parts of a file, or gaps; for each file that anything was read of."""
    files: dict[str, _File] = {}
    for reading in readings:
        path = str(reading.params.get("path", ""))
        if reading.topic is Topic.APP_FILE_TAIL:
            files.setdefault(path, _File(path)).tail = reading
        elif reading.topic is Topic.APP_FILE_RANGE:
            files.setdefault(path, _File(path)).ranges.append(reading)
    owners = owners_of_files(observations if files else ())
    return together(_certificates_of(file, device, owners) for file in files.values())


def _certificates_of(file: _File, device: str, owners: Mapping[str, InstalledApp]) -> Parsed:
    owner = owners.get(file.path)
    if owner is None:
        return Parsed(gaps=(_gap(file, device, GapReason.NOT_UNDERSTOOD, ""),))
    failed = next((reading for reading in file.readings if reading.status is not Status.COMPLETE), None)
    if failed is not None:
        return Parsed(gaps=(_gap(file, device, GapReason(failed.status.value), owner.key),))
    try:
        found = read_certificates(*_parts(file))
    except ParseError:
        return Parsed(gaps=(_gap(file, device, GapReason.NOT_UNDERSTOOD, owner.key),))
    if isinstance(found, Certificates):
        return Parsed((_observation(found, file, owner),))
    read = {(reading.params.get("offset"), reading.params.get("length")) for reading in file.ranges}
    if len(read) + len(found) > MOST_RANGES or any((part.offset, part.length) in read for part in found):
        return Parsed(gaps=(_gap(file, device, GapReason.NOT_UNDERSTOOD, owner.key),))
    return Parsed(wanted=tuple(_wanted(part, file, owner) for part in found))


def _parts(file: _File) -> tuple[int, list[tuple[int, bytes]]]:
    """The size of the file, and its known parts. Errors: ParseError when an answer has not the form it should."""
    if file.tail is None:
        raise ParseError("no-tail")
    line, newline, tail = file.tail.body.partition(b"\n")
    if not newline or len(line) > LONGEST_SIZE_LINE or not line.strip().isdigit() or len(tail) > int(line):
        raise ParseError("no-size")
    size = int(line)
    parts = [(size - len(tail), tail)]
    for reading in file.ranges:
        offset, length = reading.params.get("offset"), reading.params.get("length")
        if not isinstance(offset, int) or not isinstance(length, int) or offset < 0:
            raise ParseError("no-offset")
        if len(reading.body) != min(length, size - offset):
            raise ParseError("short")
        parts.append((offset, reading.body))
    return size, parts


def _observation(found: Certificates, file: _File, owner: InstalledApp) -> SigningCertificates:
    return SigningCertificates(
        id=f"certificates:{owner.key}",
        device=owner.device,
        readings=tuple(reading.id for reading in file.readings),
        user=owner.user,
        key=owner.key,
        schemes=found.schemes,
        sha1=tuple(sha1(each, usedforsecurity=False).hexdigest() for each in found.current),
        sha256=tuple(sha256(each).hexdigest() for each in found.current),
        past_sha1=tuple(sha1(each, usedforsecurity=False).hexdigest() for each in found.past),
        past_sha256=tuple(sha256(each).hexdigest() for each in found.past),
        play_mark=found.play_mark,
    )


def _wanted(part: ByteRange, file: _File, owner: InstalledApp) -> Wanted:
    return Wanted(
        topic=Topic.APP_FILE_RANGE,
        subject=Subject(kind=SubjectKind.APP, device=owner.device, user=owner.user, key=owner.key),
        reason="certificate",
        params={"path": file.path, "offset": part.offset, "length": part.length},
    )


def _gap(file: _File, device: str, reason: GapReason, key: str) -> Gap:
    terms = {"path": file.path} | ({"key": key} if key else {})
    return Gap(topic=Topic.APP_FILE_TAIL, reason=reason, device=device, terms=terms)
