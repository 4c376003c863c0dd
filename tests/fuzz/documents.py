# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that come back to us: saved consultations, evidence packs, signatures, slips, and lists of other projects."""

from datetime import UTC, date, datetime
from functools import cache
from pathlib import PurePath

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from devicecheck.errors import DocumentError, EvidenceError, PackError
from devicecheck.model import chain
from devicecheck.model.signatures import Pack, Signature
from devicecheck.packs import compiled, decoding, sheet, slips, strict_yaml
from devicecheck.packs.compiled import NotCompiled
from devicecheck.packs.entry_text import entry_text
from devicecheck.packs.exchange import forms
from devicecheck.packs.exchange.families import Unreadable
from devicecheck.packs.load import load_shipped
from devicecheck.packs.problems import Problems
from devicecheck.report import document
from devicecheck.report.evidence import container, manifest, sshsig, verdict
from tests.fuzz.files import written
from tests.fuzz.target import Target
from tests.report import samples

TODAY = date(2026, 11, 24)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()


@cache
def _small() -> Pack:
    """Entries of every kind of indicator, few enough to be changed often."""
    kinds: dict[str, Signature] = {}
    whole = load_shipped()
    for signature in whole.signatures:
        for kind, values in signature.indicators:
            if values and len(entry_text(signature)) < 3_000:
                kinds.setdefault(kind, signature)
    return whole.model_copy(update={"signatures": tuple({each.id: each for each in kinds.values()}.values())})


def _entry(data: bytes) -> bool:
    """An entry as volunteers write it: strict YAML, then every field by its rule."""
    decoding.decode(strict_yaml.decode(data.decode("utf-8", "replace"), "x.yaml"), Signature)
    return True


def _entries() -> list[bytes]:
    return [entry_text(each).encode() for each in _small().signatures]


def _compiled(data: bytes) -> bool:
    """The digest is put right, as somebody who writes into the cache would do it."""
    body = data.removeprefix(compiled.FORMAT).partition(b"\n")[2]
    made = compiled.FORMAT + compiled.sha256(body).hexdigest().encode() + b"\n" + body
    return not compiled.read(made).signatures


def _sheet(data: bytes) -> bool:
    sheet.read(data, PurePath("a.csv"), _small(), "v1", TODAY)
    return False


def _list(name: str) -> Target:
    form = forms.FORMS[name]

    def run(data: bytes) -> bool:
        found = forms.read(form, data)
        return not found.families and not found.skipped.total()

    return Target(f"list {name}", run, lambda: (form.write(_small()),), (PackError, Unreadable))


def _slip(data: bytes) -> bool:
    slips.read(data)
    return True


SLIP = slips.FalseAlarm(
    pack="2026.11.24.1", entry="a-b", kind="packages", value="org.a", why=next(iter(slips.Why)),
    phone=next(iter(slips.Phone)), month="2026-11",
)  # fmt: skip


def _consultation(data: bytes) -> bool:
    document.write(document.read(data))
    return True


def _consultations() -> tuple[bytes, ...]:
    return document.write(samples.watched()), document.write(samples.unread())


def _chain(data: bytes) -> bool:
    chain.read(data.decode("utf-8", "replace"))
    return True


def _signature(data: bytes) -> bool:
    return sshsig.fits(sshsig.read(data), b"signed")


def _keys(data: bytes) -> bool:
    return bool(sshsig.allowed_keys(data.decode("utf-8", "replace")))


def _manifest(data: bytes) -> bool:
    manifest.read(data)
    return True


@cache
def _log() -> tuple[str, ...]:
    moment = datetime(2026, 11, 24, 10, tzinfo=UTC)
    return chain.chained((moment, event, {"a": "b"}) for event in ("started", "read", "ended"))


@cache
def _evidence() -> bytes:
    """A small pack that verifies."""
    files = {"findings.csv": b"a,b\n", manifest.LOG: "".join(f"{line}\n" for line in _log()).encode()}
    files[manifest.SUMS] = manifest.sums(files)
    key = sshsig.fingerprint(PUBLIC)
    listing = manifest.Manifest(
        code="K7-F3QX",
        practice=True,
        made_at=datetime(2026, 11, 24, 10, tzinfo=UTC),
        key=key,
        log_head=chain.head(_log()),
        files=manifest.listed(files),
    ).data
    return container.to_zip(files | {manifest.FILE: listing, manifest.SIGNATURE: sshsig.sign(KEY, listing)})


def _pack(data: bytes) -> bool:
    """Looked over as `devicecheck verify` does; whatever was changed is never shown as whole."""
    found = verdict.verify(container.open_pack(written(data)), {PUBLIC: "us"})
    assert found.shown == (data == _evidence()), found
    return found.shown


TARGETS = (
    Target("signature entry", _entry, _entries, (Problems, PackError)),
    Target("compiled signatures", _compiled, lambda: (compiled.write(_small()),), (NotCompiled,)),
    Target("sheet of entries", _sheet, lambda: (sheet.write(_small().signatures),), (PackError,)),
    *(_list(name) for name in forms.FORMS),
    Target("slip", _slip, lambda: (slips.write(SLIP).encode(),), (PackError,)),
    Target("consultation", _consultation, _consultations, (DocumentError,)),
    Target("line of a log", _chain, lambda: tuple(line.encode() for line in _log()), (ValueError,)),
    Target("ssh signature", _signature, lambda: (sshsig.sign(KEY, b"signed"),), (ValueError,)),
    Target("allowed keys", _keys, lambda: (sshsig.allowed_signer("us", PUBLIC).encode(),)),
    Target("evidence pack", _pack, lambda: (_evidence(),), (EvidenceError,)),
)
