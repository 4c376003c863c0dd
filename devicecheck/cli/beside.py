# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A visit to something beside the phone: kept while it runs where that is offered, or part of a saved visit."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from devicecheck.cli.asking import Asker, InputEndedError
from devicecheck.cli.check import hand_over
from devicecheck.cli.dialogue import TypedLines
from devicecheck.cli.exits import Exit
from devicecheck.cli.following import Followed, follow
from devicecheck.cli.handover import formats
from devicecheck.cli.kept_visit import KeptVisit, Offer, keeping, offer, settle, tell_cut_off
from devicecheck.cli.plain_parts import caseworker
from devicecheck.frontend.saved_document import read
from devicecheck.model.consultation import Consultation
from devicecheck.report.rendering import Format
from devicecheck.report.wording import Wording, load
from devicecheck.runner import gates, secret_home
from devicecheck.runner.adding import added
from devicecheck.runner.beside_visit import BesideVisit, Keeps
from devicecheck.runner.visit_log import VisitLog


@dataclass(frozen=True)
class Beside:
    """What is wanted of such a visit. `before`: the saved document that it becomes part of."""

    before: Consultation | None
    out: Path | None
    kinds: tuple[Format, ...]
    as_json: bool
    offered: Offer | None = None
    log: VisitLog = field(default_factory=VisitLog)

    @property
    def keeps(self) -> Keeps:
        """How the visit is kept: the client is asked where the clinic offers it."""
        return Keeps(log=self.log, offered=self.offered is not None)


def wanted(visit: Path | None, out: Path | None, named_formats: str, as_json: bool, keep: bool) -> Beside:
    """What the options name; where keeping is offered staff type a passphrase first. Errors: of `offer`, `read`."""
    kinds, wording = formats(named_formats, out), load()
    before = read(visit) if visit is not None else None
    if not keep:
        return Beside(before, out, kinds, as_json)
    tell_cut_off(wording)
    return Beside(before, out, kinds, as_json, offer(wording))


async def run_beside(
    visit: BesideVisit, asked: Beside, ended_as: Callable[[Followed], Followed] = lambda it: it
) -> int:
    """The whole visit; the exit code. `ended_as` may name the way it ended by another code."""
    wording, typed = load(), TypedLines()
    with keeping(asked.offered, gates.Recorded(), wording) as kept:
        kept.log = asked.log
        followed = joined(ended_as(await follow(visit, wording, typed, kept)), asked.before)
        followed = await caseworker_first(followed, wording, typed, kept)
        code = hand_over(followed, asked.out, asked.kinds, asked.as_json, kept=kept.case is not None)
        try:
            await settle(Asker(wording, typed), kept, followed.consultation)
        except InputEndedError:
            kept.leave()
    return code


async def caseworker_first(followed: Followed, wording: Wording, typed: TypedLines, kept: KeptVisit) -> Followed:
    """Where a home must not be found, what may show it is handed over only after a caseworker was asked."""
    if followed.consultation is not None and secret_home.stops_now(followed.consultation):
        with suppress(InputEndedError):  # then it was said, and nothing is agreed
            followed.consultation = await caseworker(Asker(wording, typed), followed.consultation, kept)
    return followed


def joined(followed: Followed, before: Consultation | None) -> Followed:
    """With the saved visit, if there is one. A stopped or refused look changes nothing in it.

    Where a home must not be found, what was agreed with a caseworker before was not about what joins now.
    """
    if before is None or followed.consultation is None:
        return followed
    together = added(before, followed.consultation)
    return Followed(secret_home.with_new(together, followed.consultation), followed.code)


def as_file(followed: Followed) -> Followed:
    """What cannot be read is a file, not a phone."""
    if followed.code is Exit.PHONE:
        followed.code = Exit.FILE
    return followed
