# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The copies of a visit as a dialogue: papers with the place where they are kept, and the signed evidence pack."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from devicecheck.casefile import clinic_key
from devicecheck.cli import quiet_typing
from devicecheck.cli.asking import Asker
from devicecheck.cli.evidence import write_pack
from devicecheck.cli.handover import Layout, write_reports
from devicecheck.cli.kept_visit import KeptVisit
from devicecheck.errors import DeviceCheckError
from devicecheck.frontend.closing import Handed
from devicecheck.frontend.evidence_pack import agreed_to_whole
from devicecheck.frontend.typed_path import typed_path
from devicecheck.model.consultation import Consultation
from devicecheck.model.told import Copy, CopyConsent, Kept
from devicecheck.report.bilingual import LANGUAGES
from devicecheck.report.rendering import Format
from devicecheck.runner import gates
from devicecheck.runner.visit_log import Noted

KINDS = (Format.TXT, Format.HTML, Format.PDF)
"""To read here, to read in a browser, to print."""
NOWHERE = "-"
STOP, YES, NO = "stop", "yes", "no"
LARGE = "large"
OFFERED: Mapping[str, str] = {"A": "client", "B": "caseworker", "log": "log", "C": "pack", STOP: "none"}


async def copies(
    ask: Asker, visit: Consultation, kept: KeptVisit, whole: Mapping[str, bytes], handed: list[Handed]
) -> Consultation:
    """One copy after the other, each with its own yes; what was written is added to `handed`. Errors: InputEndedError.

    Shape: `whole` are the phone's answers; they go into a pack only after a yes that names who may see them.
    """
    answers = {copy: ask.wording.text(f"plain.copies.{name}") for copy, name in OFFERED.items()}
    while (chosen := await ask.choose(ask.wording.text("plain.copies.question"), answers)) != STOP:
        copy = Copy(chosen)
        consent = await _consent(ask, visit, copy)
        if consent is None:
            continue
        if copy in {Copy.A, Copy.C}:
            update = {"copies": (*visit.choices.copies, consent)}
            visit = visit.model_copy(update={"choices": visit.choices.model_copy(update=update)})
            kept.note(Noted.CHOICES, visit.choices)
        given = await _whole(ask, whole) if copy is Copy.C else {}
        layout = await _layout(ask) if copy is not Copy.C else Layout()
        if folder := await _folder(ask, handed):
            paths = await _write(ask, visit, copy, typed_path(folder), given, layout)
            if paths:
                handed.append(Handed(tuple(path.name for path in paths), str(paths[0].parent), consent.kept))
    return visit


async def _consent(ask: Asker, visit: Consultation, copy: Copy) -> CopyConsent | None:
    """The client's yes to this copy; None for a no."""
    place = await _kept_at(ask, visit) if copy is Copy.A else None
    if copy is Copy.A and place is None:
        return None
    if copy is Copy.C:
        ask.tell("cli.ask.pack.say")
        if not await _yes(ask, "cli.ask.pack.question"):
            return None
    return CopyConsent(copy_of=copy, given=True, kept=place, at=datetime.now(UTC))


async def _kept_at(ask: Asker, visit: Consultation) -> Kept | None:
    places = (Kept.CASEWORKER,) if gates.online(visit.answers) else tuple(Kept)
    answers = {place.value: ask.wording.text(f"client.places.{place}") for place in places}
    answers[STOP] = ask.wording.text("plain.copies.no")
    place = await ask.choose(ask.wording.text("plain.copies.kept"), answers)
    return None if place == STOP else Kept(place)


async def _whole(ask: Asker, whole: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The answers if the client wants them in the pack; none where none are held."""
    return whole if whole and await _yes(ask, "plain.copies.whole") else {}


async def _yes(ask: Asker, question: str) -> bool:
    answers = {answer: ask.wording.text(f"plain.copies.answers.{answer}") for answer in (NO, YES)}
    return await ask.choose(ask.wording.text(question), answers) == YES


async def _folder(ask: Asker, handed: Sequence[Handed]) -> str:
    """Where it is written; what was typed for the copy before is not typed again. "" for nowhere."""
    if not handed:
        return await ask.line(ask.wording.text("plain.copies.folder"))
    before = handed[-1].folder
    typed = await ask.line(ask.wording.text("plain.copies.folder-again", folder=before))
    return "" if typed == NOWHERE else typed or before


async def _layout(ask: Asker) -> Layout:
    """The language that stands beside the English, and how large the print is."""
    languages = {each: ask.wording.text(f"tui.copies.languages.{each}") for each in LANGUAGES}
    languages[LANGUAGES[0]] = ask.wording.text("plain.copies.english")
    language = await ask.choose(ask.wording.text("plain.copies.language"), languages)
    sizes = {size: ask.wording.text(f"plain.copies.sizes.{size}") for size in ("usual", LARGE)}
    return Layout(language, await ask.choose(ask.wording.text("plain.copies.size"), sizes) == LARGE)


async def _write(
    ask: Asker, visit: Consultation, copy: Copy, folder: Path, whole: Mapping[str, bytes], layout: Layout
) -> tuple[Path, ...]:
    """The files that are there now; none where they could not be written, which is said."""
    try:
        if copy is Copy.C:
            passphrase = await _passphrase(ask)
            document = agreed_to_whole(visit) if whole else visit
            return (write_pack(document, ask.wording, folder, bodies=whole, passphrase=lambda: passphrase),)
        return write_reports(visit, ask.wording, folder, KINDS, (copy,), layout)
    except (DeviceCheckError, OSError) as error:
        named = error if isinstance(error, DeviceCheckError) else None
        ask.problem(named.code if named else "unexpected", named.terms if named else {})
    return ()


async def _passphrase(ask: Asker) -> str:
    """What opens the clinic's key, typed unseen, and only if it needs one. Errors: EvidenceError without a key."""
    if not clinic_key.load(clinic_key.key_path()).sealed:
        return ""
    with quiet_typing.not_shown():
        return await ask.line(ask.wording.text("evidence-key.ask"))
