# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a visit looks at, as a dialogue: another try, the same phone once more, a further one, what is beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from devicecheck.cli import plain_choices
from devicecheck.cli.asking import Asker, InputEndedError
from devicecheck.cli.exits import Exit
from devicecheck.cli.following import Followed
from devicecheck.cli.kept_visit import KeptVisit, asked
from devicecheck.cli.plain_choices import AGAIN, END, Way
from devicecheck.cli.plain_parts import part
from devicecheck.cli.plain_reading import read
from devicecheck.errors import DeviceCheckError
from devicecheck.frontend.opening import NoCable
from devicecheck.model.consultation import FIRST_PHONE, Consultation, End
from devicecheck.runner import gates
from devicecheck.runner.another_phone import read_again, with_another
from devicecheck.runner.phones import asked_anew, next_phone
from devicecheck.runner.several_phones import whole_of

NOT_REACHED = frozenset({Exit.PHONE, Exit.STOPPED})


@dataclass
class Looked:
    """What was read so far. `phone` is the id of the one that was read last, `ended_early` that it did not tell all.

    Shape: `base` is the document before that phone, `beside` are those of what was looked at after it; `held` holds
    what each of them answered.
    """

    way: Way
    visit: Consultation
    held: list[Mapping[str, bytes]] = field(default_factory=list, repr=False)
    ended_early: bool = False
    base: Consultation | None = None
    phone: str = FIRST_PHONE
    beside: tuple[Consultation, ...] = ()

    @property
    def whole(self) -> Mapping[str, bytes]:
        """Every answer that belongs to the document."""
        return whole_of(self.visit, self.held)

    def joined(self, way: Way, read: Followed, visit: Consultation) -> None:
        """A further phone, or something beside the last one, is part of the document."""
        if read.consultation is not None and not way.has_story:
            self.beside = (*self.beside, read.consultation)
        elif read.consultation is not None:
            self.base, self.phone, self.way, self.beside = self.visit, next_phone(self.visit), way, ()
            self.ended_early = read.consultation.end is not End.COMPLETE
        self.visit = visit
        self.held.append(read.whole)


async def first(
    ask: Asker, kept: KeptVisit, way: Way, recorded: gates.Recorded, *, offered: bool
) -> tuple[Way, Followed]:
    """What is looked at first, tried as often as is wanted, and the way it was read in the end.

    Without a phone the visit can go on by questions and cards. Errors: InputEndedError.
    """
    while True:
        followed = await read(ask, kept, way.choice, recorded, offered=offered)
        if followed.consultation is not None or not way.cable:
            return way, followed
        chosen = await plain_choices.not_read(ask, way, again=followed.code in NOT_REACHED)
        if chosen == END:
            return way, followed
        if chosen != AGAIN:
            way = Way(NoCable())


async def others(
    ask: Asker, kept: KeptVisit, looked: Looked, recorded: gates.Recorded, *, offered: bool
) -> Consultation:
    """The document with every further phone of the client, and with what is beside; each has its own yes.

    A phone that ended early can be read once more. Errors: InputEndedError.
    """
    while looked.way.of_phones:
        way = await plain_choices.other_phone(ask, looked.way, again=looked.ended_early)
        if way is None:
            break
        if (before := await _before(ask, kept, way, recorded)) is None:
            continue
        once_more = way is looked.way
        if not way.has_story:
            part(ask, 2, "beside")
        phone = looked.phone if once_more else next_phone(looked.visit)
        followed = await read(ask, kept, way.choice, before, phone, offered=offered)
        if followed.consultation is not None:
            _join(ask, looked, way, followed, followed.consultation, once_more=once_more)
    return looked.visit


def _join(ask: Asker, looked: Looked, way: Way, followed: Followed, read: Consultation, *, once_more: bool) -> None:
    try:
        if once_more:
            looked.visit = read_again(looked.visit, looked.base, read, looked.beside)
            looked.ended_early = looked.ended_early and read.end is not End.COMPLETE
            looked.held.append(followed.whole)
        else:
            looked.joined(way, followed, with_another(looked.visit, read))
    except DeviceCheckError as error:
        ask.problem(error.code, error.terms)


async def _before(ask: Asker, kept: KeptVisit, way: Way, recorded: gates.Recorded) -> gates.Recorded | None:
    """What was agreed, with what is asked of each phone; None for an answer that says stop."""
    before = asked_anew(recorded)
    if not way.has_story or (way.practice and not way.asks):
        return before
    again = await asked(gates.POLICE_NEEDS, ask.wording, ask.typed)
    if again is None:
        raise InputEndedError
    if code := gates.refusal(again, gates.POLICE_NEEDS):
        ask.problem(code, {})
        return None
    kept.log.recorded(gates.Recorded(), again)
    return gates.Recorded((*before.answers, *again.answers))
