# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The folder or USB stick on which packs are released: roles of The Update Framework, signed by two of three people.

Nothing here is online: the same three keys sign every role, and a pack waits on the stick until two have signed it.
What waits lies in `waiting/`, what is released in `metadata/` and `targets/`, and only that is ever read by a clinic.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from securesystemslib.signer import CryptoSigner, SSlibKey
from tuf.api.exceptions import LengthOrHashMismatchError, RepositoryError, UnsignedMetadataError
from tuf.api.metadata import Metadata, MetaFile, Root, Snapshot, TargetFile, Targets, Timestamp
from tuf.api.serialization import DeserializationError
from tuf.api.serialization.json import JSONSerializer

from devicecheck.errors import PackError
from devicecheck.packs.releases.names import CHANGES, METADATA, PACK, TARGETS, WAITING
from devicecheck.packs.releases.public_keys import PublicKey, spoken
from devicecheck.packs.workshop import refusal

ROLES = ("root", "targets", "snapshot", "timestamp")
NEEDED = 2
HOLDERS = 3
ROOT_LASTS, PACK_LASTS = timedelta(days=10 * 365), timedelta(days=365)
HOLDER = "x-devicecheck-holder"
"""Where the name of who holds a key stands in a key of the root."""


@dataclass(frozen=True)
class Signing:
    """How far signing has got: who has signed, how many more must, and what is released once they have."""

    what: str
    signed: tuple[str, ...]
    wanted: int


def begin(stick: Path, keys: Sequence[PublicKey], now: datetime) -> None:
    """The key ceremony: a new stick that waits for two of the three to sign. Errors: PackError."""
    _three(keys)
    if (stick / METADATA).exists() or waiting(stick):
        raise refusal("stick-used", path=str(stick))
    _wait(stick, "1.root.json", Metadata(_root(keys, 1, now)))


def rotate(stick: Path, keys: Sequence[PublicKey], now: datetime) -> None:
    """A new set of three keys. Two holders of the old set and two of the new one must sign it. Errors: PackError."""
    _three(keys)
    version = newest_root(stick).signed.version + 1
    _wait(stick, f"{version}.root.json", Metadata(_root(keys, version, now)))


def _three(keys: Sequence[PublicKey]) -> None:
    if len({key.line.split()[1] for key in keys}) != HOLDERS:
        raise refusal("three-keys", count=str(len(keys)))


def _root(keys: Sequence[PublicKey], version: int, now: datetime) -> Root:
    root = Root(version=version, expires=_moment(now + ROOT_LASTS), consistent_snapshot=False)
    for public in keys:
        key = SSlibKey.from_crypto(public.key)
        key.unrecognized_fields[HOLDER] = public.holder
        for role in ROLES:
            root.add_key(key, role)
    for role in ROLES:
        root.roles[role].threshold = NEEDED
    return root


def propose(stick: Path, pack: bytes, changes: str, now: datetime) -> None:
    """Lay a pack on the stick, to be signed. Errors: PackError when the key ceremony has not been finished."""
    newest_root(stick)
    if any(not name.endswith("root.json") for name in waiting(stick)):
        _clear(stick, keep_root=True)
    version = _last_version(stick) + 1
    _write(stick / WAITING / PACK, pack)
    _write(stick / WAITING / CHANGES, changes.encode("utf-8"))
    targets = Targets(version=version, expires=_moment(now + PACK_LASTS))
    for name, data in ((PACK, pack), (CHANGES, changes.encode("utf-8"))):
        targets.targets[name] = TargetFile.from_data(name, data)
    snapshot = Snapshot(version=version, expires=_moment(now + PACK_LASTS))
    snapshot.meta["targets.json"] = MetaFile(version=version)
    timestamp = Timestamp(version=version, expires=_moment(now + PACK_LASTS))
    timestamp.snapshot_meta = MetaFile(version=version)
    for role in (targets, snapshot, timestamp):
        _wait(stick, f"{role.type}.json", Metadata(role))


def sign(stick: Path, key: Ed25519PrivateKey) -> tuple[Signing, ...]:
    """Sign everything that waits; what has enough signatures is released.

    Errors: PackError `nothing-waits`, `not-a-holder`.
    """
    names = waiting(stick)
    if not names:
        raise refusal("nothing-waits", path=str(stick))
    waiting_pack(stick)
    signer = CryptoSigner(key)
    if not any(signer.public_key.keyid in _who(stick, name) for name in names):
        raise refusal("not-a-holder")
    for name in names:
        if signer.public_key.keyid in _who(stick, name):
            document = _read(stick / WAITING / name)
            document.sign(signer, append=True)
            _write(stick / WAITING / name, document.to_bytes(JSONSerializer()))
    progress = tuple(_progress(stick, name) for name in names)
    _release(stick, progress)
    return progress


def waiting(stick: Path) -> tuple[str, ...]:
    """What waits for signatures, the root first."""
    found = sorted(path.name for path in (stick / WAITING).glob("*.json"))
    return tuple(sorted(found, key=lambda name: not name.endswith("root.json")))


def waiting_pack(stick: Path) -> bytes | None:
    """The pack that waits, to be looked over before it is signed; None if none waits.

    Errors: PackError `swapped` when it, or its list of changes, is not what would be signed.
    """
    if "targets.json" not in waiting(stick):
        return None
    named = _read(stick / WAITING / "targets.json")
    if not all(_fits(named, name, _laid(stick, name)) for name in (PACK, CHANGES)):
        raise refusal("swapped")
    return _laid(stick, PACK)


def _laid(stick: Path, name: str) -> bytes:
    """A file that waits, or that was already moved when a release was cut off in the middle."""
    waits = stick / WAITING / name
    return read_file(waits if waits.exists() else stick / TARGETS / name)


def _fits(targets: Metadata[Any], name: str, data: bytes) -> bool:
    try:
        targets.signed.targets[name].verify_length_and_hashes(data)
    except (KeyError, LengthOrHashMismatchError):
        return False
    return True


def released_pack(stick: Path) -> bytes | None:
    """The pack that was released last, as two people signed it; None before the first, or if another lies there.

    What waits is compared with it, so a file that nobody signed must not stand in for it.
    """
    held = (stick / METADATA / "targets.json", stick / TARGETS / PACK)
    if not all(path.exists() for path in held):
        return None
    targets, data = _read(held[0]), read_file(held[1])
    signed = not _missing(newest_root(stick), "targets", targets)
    return data if signed and _fits(targets, PACK, data) else None


def waiting_keys(stick: Path) -> tuple[tuple[str, str], ...]:
    """Who holds each key of the set that waits, and the key's code; () if none waits."""
    roots = [_read(stick / WAITING / name) for name in waiting(stick) if name.endswith("root.json")]
    return tuple(
        (str(key.unrecognized_fields.get(HOLDER, "")), spoken(bytes.fromhex(key.keyval["public"])))
        for root in roots
        for key in root.signed.keys.values()
    )


def root_code(stick: Path) -> str:
    """The code of the first root of this stick, to be compared by voice or on paper. Errors: PackError."""
    return spoken(read_file(stick / METADATA / "1.root.json"))


def newest_root(stick: Path) -> Metadata[Any]:
    """The newest released root. Errors: PackError `no-ceremony`."""
    versions = [
        int(path.name.split(".")[0]) for path in (stick / METADATA).glob("*.root.json") if path.name[0].isdigit()
    ]
    if not versions:
        raise refusal("no-ceremony", path=str(stick))
    return _read(stick / METADATA / f"{max(versions)}.root.json")


def _who(stick: Path, name: str) -> dict[str, str]:
    """Key id -> holder of everybody who may sign what waits under this name."""
    roots = [_read(stick / WAITING / each) for each in waiting(stick) if each.endswith("root.json")]
    if not name.endswith("root.json") and not roots:
        roots = [newest_root(stick)]
    elif name.endswith("root.json") and (stick / METADATA).exists():
        roots.append(newest_root(stick))
    keys = {keyid: key for root in roots for keyid, key in root.signed.keys.items()}
    return {keyid: str(key.unrecognized_fields.get(HOLDER, keyid[:8])) for keyid, key in keys.items()}


def _progress(stick: Path, name: str) -> Signing:
    document, who = _read(stick / WAITING / name), _who(stick, name)
    signed = tuple(who[keyid] for keyid in document.signatures if keyid in who)
    roots = [_read(stick / WAITING / each) for each in waiting(stick) if each.endswith("root.json")]
    ahead = roots[-1] if roots else newest_root(stick)
    judges: list[Metadata[Any]] = [ahead]
    if name.endswith("root.json") and (stick / METADATA).exists():
        judges.append(newest_root(stick))
    role = name.removesuffix(".json").rpartition(".")[2]
    missing = max(_missing(judge, role, document) for judge in judges)
    return Signing(name, signed, missing)


def _missing(root: Metadata[Any], role: str, document: Metadata[Any]) -> int:
    result = root.signed.get_verification_result(role, document.signed_bytes, document.signatures)
    missing: int = result.threshold - len(result.signed)
    return max(0, missing)


def _release(stick: Path, progress: Sequence[Signing]) -> None:
    """Move what has enough signatures to where clinics read. The four files of a pack go together or not at all."""
    for done in progress:
        if done.what.endswith("root.json") and not done.wanted:
            _move(stick, done.what, METADATA)
    rest = [done for done in progress if not done.what.endswith("root.json")]
    if rest and not any(done.wanted for done in rest) and (stick / METADATA).exists():
        for name in (PACK, CHANGES):
            _move(stick, name, TARGETS)
        for name in ("targets.json", "snapshot.json", "timestamp.json"):
            _move(stick, name, METADATA)
    if not waiting(stick):
        _clear(stick)


def _move(stick: Path, name: str, folder: str) -> None:
    if not (stick / WAITING / name).exists():  # moved before an earlier try was cut off
        return
    _write(stick / folder / name, read_file(stick / WAITING / name))
    with _writing(stick / WAITING / name):
        (stick / WAITING / name).unlink()


def _clear(stick: Path, *, keep_root: bool = False) -> None:
    with _writing(stick / WAITING):
        for path in sorted((stick / WAITING).glob("*")):
            if not (keep_root and path.name.endswith("root.json")):
                path.unlink()
        if not keep_root and (stick / WAITING).exists():
            (stick / WAITING).rmdir()


def _last_version(stick: Path) -> int:
    path = stick / METADATA / "targets.json"
    version: int = _read(path).signed.version if path.exists() else 0
    return version


def _wait(stick: Path, name: str, document: Metadata[Any]) -> None:
    _write(stick / WAITING / name, document.to_bytes(JSONSerializer()))


def _read(path: Path) -> Metadata[Any]:
    try:
        return Metadata[Any].from_bytes(read_file(path))
    except (DeserializationError, RepositoryError, UnsignedMetadataError):
        raise refusal("stick-damaged", path=str(path)) from None


def read_file(path: Path) -> bytes:
    """The content of a file of the stick. Errors: PackError `stick-damaged`."""
    try:
        with path.open("rb") as file:
            return file.read(64 << 20)
    except OSError:
        raise refusal("stick-damaged", path=str(path)) from None


def _write(path: Path, data: bytes) -> None:
    temporary = path.with_name(f".{path.name}.part")
    with _writing(path):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(data)
            temporary.replace(path)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Errors: PackError `not-writable`: a stick that is full, read-only, or was taken out."""
    try:
        yield
    except OSError:
        raise PackError("not-writable", (str(path),)) from None


def _moment(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
