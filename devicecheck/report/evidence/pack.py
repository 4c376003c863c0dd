# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The evidence pack: all its files, signed. The same consultation, key and moment always give the same bytes."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from devicecheck.errors import EvidenceError
from devicecheck.model import chain
from devicecheck.model.consultation import Consultation
from devicecheck.model.told import Copy
from devicecheck.model.topics import Scope
from devicecheck.report import document, pdf, text
from devicecheck.report.clean_text import clean
from devicecheck.report.evidence import history, papers, sshsig, tables
from devicecheck.report.evidence import manifest as parts
from devicecheck.report.evidence.container import NAME
from devicecheck.report.evidence.continuity import continuity
from devicecheck.report.evidence.facts import Facts
from devicecheck.report.evidence.manifest import Manifest
from devicecheck.report.evidence.record import record
from devicecheck.report.evidence.selection import selected
from devicecheck.report.source import Source
from devicecheck.report.wording import Wording

SIGNER = "clinic"
"""The name of the signer in `allowed_signers`: who that is stands on paper."""

READ_ME = "READ-ME-FIRST.txt"
NOTHING: Mapping[str, bytes] = MappingProxyType({})


def build(
    consultation: Consultation,
    wording: Wording,
    *,
    key: Ed25519PrivateKey,
    made_at: datetime,
    versions: Mapping[str, str] = MappingProxyType({}),
    command_table: bytes = b"",
    bodies: Mapping[str, bytes] = NOTHING,
) -> dict[str, bytes]:
    """Every file of the pack by name.

    Shape: `bodies` are whole answers by the id of their reading; they need the scope keep-readings. `command_table` is
    everything that the reader can ask, as it prints it.
    Errors: EvidenceError `not-agreed`, `readings-not-agreed`, `reading-differs`; ReportError when no page can be made.
    """
    consent = consultation.choices.consent(Copy.C)
    if consent is not None and not consent.given:
        raise EvidenceError("not-agreed")
    whole = _whole_readings(consultation, bodies)
    selection = selected(consultation)
    public = key.public_key().public_bytes_raw()
    log = history.log(selection.document, made_at, sshsig.fingerprint(public))
    facts = Facts(
        source=Source(selection.document, wording, made_at.date(), Copy.C, {}),
        selection=selection,
        made_at=made_at,
        key=sshsig.fingerprint(public),
        log_head=chain.head(log),
        versions=versions,
        has_table=bool(command_table),
        whole_readings=len(whole),
    )
    files = _pages(facts) | _data(selection.document, log, command_table) | whole
    files[parts.SIGNERS] = sshsig.allowed_signer(SIGNER, public).encode()
    return _signed(files, facts, key)


def _signed(files: dict[str, bytes], facts: Facts, key: Ed25519PrivateKey) -> dict[str, bytes]:
    """The files with what explains and lists them, and the signature over the list."""
    files[READ_ME] = papers.readme(facts, _described(files))
    files[parts.SUMS] = parts.sums(files)
    manifest = Manifest(
        code=clean(facts.document.code, 40),
        practice=facts.document.practice,
        made_at=facts.made_at,
        staff=clean(facts.document.staff.code, 40),
        versions=dict(facts.versions),
        key=facts.key,
        log_head=facts.log_head,
        files=parts.listed(files),
    )
    files[parts.FILE] = manifest.data
    files[parts.SIGNATURE] = sshsig.sign(key, manifest.data)
    return files


def _pages(facts: Facts) -> dict[str, bytes]:
    printed = record(facts)
    return {
        "evidence.pdf": pdf.render(printed),
        "evidence.txt": text.render(printed),
        "continuity-sheet.pdf": pdf.render(continuity(facts)),
        "what-i-did.txt": papers.statement(facts),
    }


def _data(shown: Consultation, log: tuple[str, ...], command_table: bytes) -> dict[str, bytes]:
    files = {
        "record.json": document.write(shown),
        "findings.csv": tables.findings(shown),
        "lines.csv": tables.lines(shown),
        "commands.csv": tables.commands(shown),
        parts.LOG: "".join(f"{line}\n" for line in log).encode(),
    }
    return files | ({"command-table.json": command_table} if command_table else {})


def _whole_readings(consultation: Consultation, bodies: Mapping[str, bytes]) -> dict[str, bytes]:
    """The answers as files. Errors: EvidenceError without a yes of its own, or for an answer of another visit."""
    last = {consent.scope: consent.given for consent in sorted(consultation.consents, key=lambda each: each.at)}
    if bodies and not last.get(Scope.KEEP_READINGS, False):
        raise EvidenceError("readings-not-agreed")
    sums = {reading.id: reading.sha256 for reading in consultation.readings}
    files = {}
    for id_, body in bodies.items():
        name = f"{parts.READINGS}{id_}.bin"
        if sums.get(id_) != parts.digest(body) or not NAME.fullmatch(name):
            raise EvidenceError("reading-differs", {"reading": clean(id_, 40)})
        files[name] = body
    return files


def _described(files: Mapping[str, bytes]) -> tuple[str, ...]:
    """The names that the first text explains: single files, and the folder of whole answers as one."""
    single = sorted(name for name in files if not name.startswith(parts.READINGS))
    folder = (parts.READINGS,) if len(single) < len(files) else ()
    return (*single, *folder, parts.SUMS, parts.FILE, parts.SIGNATURE)
