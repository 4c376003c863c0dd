# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking a pack over: which file differs from what was signed, and which key signed. Pure.

A signature shows that the files are those that the holder of one key signed. Whose key that is, the pack cannot say of
itself: only paper, or a list of known keys, can. So there is no plain "all right" here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from devicecheck.errors import DocumentError
from devicecheck.model import chain
from devicecheck.report import document
from devicecheck.report.evidence import manifest as parts
from devicecheck.report.evidence import sshsig
from devicecheck.report.evidence.container import Opened
from devicecheck.report.evidence.manifest import Manifest
from devicecheck.report.evidence.sshsig import Signed


class Trouble(StrEnum):
    """What is wrong with one file."""

    CHANGED = "changed"
    MISSING = "missing"
    EXTRA = "extra"
    NO_MANIFEST = "no-manifest"
    NO_SIGNATURE = "no-signature"
    SIGNATURE_DAMAGED = "signature-damaged"
    NOT_SIGNED_LIKE_THIS = "not-signed-like-this"
    OTHER_KEY_NAMED = "other-key-named"
    LOG_BROKEN = "log-broken"
    SUMS_DIFFER = "sums-differ"
    READING_DIFFERS = "reading-differs"
    REPACKED = "repacked"


class KeyIs(StrEnum):
    """What is known of the key that signed."""

    NAMED = "named"
    AS_PRINTED = "as-printed"
    NOT_AS_PRINTED = "not-as-printed"
    UNKNOWN = "unknown"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not as it was signed. `line` is the line of a log, if there is one."""

    trouble: Trouble
    file: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was seen. `key` is the fingerprint of the key whose signature fits, "" if none does; `name` is its owner."""

    problems: tuple[Problem, ...]
    key: str = ""
    key_is: KeyIs = KeyIs.NONE
    name: str = ""
    manifest: Manifest | None = None

    @property
    def shown(self) -> bool:
        """Whether nothing differs and the key is one that this computer or a printed page names."""
        return not self.problems and self.key_is in {KeyIs.NAMED, KeyIs.AS_PRINTED}


def verify(pack: Opened, known: Mapping[bytes, str], printed: str = "", container: str = "") -> Verdict:
    """Look a pack over.

    Shape: `known` are public keys with the names of their owners; `printed` is the fingerprint on the continuity sheet,
    if somebody typed it in; `container` is the name of the ZIP file.
    """
    files = pack.files
    problems = [Problem(Trouble.CHANGED, name) for name in sorted(pack.unreadable)]
    problems += [Problem(Trouble.EXTRA, name) for name in sorted(pack.strangers)]
    if pack.repacked:
        problems.append(Problem(Trouble.REPACKED, container))
    signed = _signature(pack, problems)
    listed = _manifest(pack, problems)
    fits = signed is not None and sshsig.fits(signed, files.get(parts.FILE, b""))
    if signed is not None and not fits:
        # One of the two was changed; the sums cannot tell which.
        problems += [Problem(Trouble.NOT_SIGNED_LIKE_THIS, name) for name in (parts.FILE, parts.SIGNATURE)]
    if listed is not None:
        problems += _differences(pack, listed)
        problems += _log(files.get(parts.LOG), listed)
        problems += _sums(files, listed)
        problems += _readings(files)
    key = sshsig.fingerprint(signed.key) if signed is not None and fits else ""
    if key and listed is not None and listed.key != key:
        problems.append(Problem(Trouble.OTHER_KEY_NAMED, parts.FILE))
    name = known.get(signed.key, "") if signed is not None and fits else ""
    return Verdict(tuple(dict.fromkeys(problems)), key, _key_is(key, name, printed), name, listed)


def _key_is(key: str, name: str, printed: str) -> KeyIs:
    if not key:
        return KeyIs.NONE
    if printed:
        return KeyIs.AS_PRINTED if _same(key, printed) else KeyIs.NOT_AS_PRINTED
    return KeyIs.NAMED if name else KeyIs.UNKNOWN


def _same(key: str, printed: str) -> bool:
    typed = "".join(printed.split()).removeprefix("SHA256:").rstrip("=")
    return typed == key.removeprefix("SHA256:")


def _signature(pack: Opened, problems: list[Problem]) -> Signed | None:
    file = pack.files.get(parts.SIGNATURE)
    if file is None:
        if parts.SIGNATURE not in pack.unreadable:
            problems.append(Problem(Trouble.NO_SIGNATURE, parts.SIGNATURE))
        return None
    try:
        return sshsig.read(file)
    except ValueError:
        problems.append(Problem(Trouble.SIGNATURE_DAMAGED, parts.SIGNATURE))
        return None


def _manifest(pack: Opened, problems: list[Problem]) -> Manifest | None:
    data = pack.files.get(parts.FILE)
    if data is None:
        if parts.FILE not in pack.unreadable:
            problems.append(Problem(Trouble.NO_MANIFEST, parts.FILE))
        return None
    try:
        return parts.read(data)
    except ValueError:
        problems.append(Problem(Trouble.CHANGED, parts.FILE))
        return None


def _differences(pack: Opened, listed: Manifest) -> Iterator[Problem]:
    named = {each.path: each for each in listed.files}
    for name, each in named.items():
        data = pack.files.get(name)
        if data is not None and (len(data) != each.size or parts.digest(data) != each.sha256):
            yield Problem(Trouble.CHANGED, name)
        elif data is None and name not in pack.unreadable:
            yield Problem(Trouble.MISSING, name)
    for name in sorted(pack.files.keys() - named.keys() - {parts.FILE, parts.SIGNATURE}):
        yield Problem(Trouble.EXTRA, name)


def _log(data: bytes | None, listed: Manifest) -> Iterator[Problem]:
    if data is None:
        return
    lines = data.decode("utf-8", "replace").removesuffix("\n").split("\n")
    line = chain.first_break(lines)
    if line is not None or chain.head(lines) != listed.log_head:
        yield Problem(Trouble.LOG_BROKEN, parts.LOG, line or len(lines))


def _sums(files: Mapping[str, bytes], listed: Manifest) -> Iterator[Problem]:
    others = "".join(f"{each.sha256}  {each.path}\n" for each in listed.files if each.path != parts.SUMS)
    if parts.SUMS in files and files[parts.SUMS] != others.encode():
        yield Problem(Trouble.SUMS_DIFFER, parts.SUMS)


def _readings(files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Whole readings have to be those of the record."""
    bodies = {name: data for name, data in files.items() if name.startswith(parts.READINGS)}
    if not bodies or "record.json" not in files:
        return
    try:
        record = document.read(files["record.json"])
    except DocumentError:
        yield Problem(Trouble.CHANGED, "record.json")
        return
    sums = {f"{parts.READINGS}{reading.id}.bin": reading.sha256 for reading in record.readings}
    for name, data in sorted(bodies.items()):
        if parts.digest(data) != sums.get(name):
            yield Problem(Trouble.READING_DIFFERS, name)
