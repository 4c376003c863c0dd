# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a visit is begun as a dialogue: what one wants to look at, and the PIN for coming back to it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from devicecheck.cli import quiet_typing
from devicecheck.cli.asking import Asker
from devicecheck.frontend.opening import BACKUP, CAPTURE, NETWORK, RADIO, Choice, FileChoice, NoCable
from devicecheck.frontend.practice_phones import Story, all_stories, stories
from devicecheck.frontend.typed_path import typed_path
from devicecheck.model.cards import Platform
from devicecheck.model.consultation import Consultation
from devicecheck.model.endpoints import Endpoint, Via
from devicecheck.runner import gates
from devicecheck.runner.events import Need

PRACTICE, NO, YES = "practice", "no", "yes"
AGAIN, WITHOUT_CABLE, END = "again", "no-cable", "end"
CABLES: Mapping[str, Choice] = MappingProxyType(
    {each.value: Endpoint(reader=each.value, via=Via.USB) for each in (Platform.ANDROID, Platform.IPHONE)}
)
WITHOUT: Mapping[str, Choice] = MappingProxyType({"no-cable": NoCable(), "online": NoCable(online=True)})
BESIDE: Mapping[str, Choice] = MappingProxyType({"tags": RADIO, "network": NETWORK})
FILES = (BACKUP, CAPTURE)
SHORTEST, LONGEST = 4, 8
"""Digits of a PIN."""


@dataclass(frozen=True)
class Way:
    """What was chosen, and what follows from it. `practised`: it goes on with a made-up visit."""

    choice: Choice
    practised: bool = False

    @property
    def practice(self) -> bool:
        """Whether nothing of it is real."""
        return self.practised or isinstance(self.choice, Story)

    @property
    def asks(self) -> bool:
        """Whether what is asked of a client is practised too."""
        return isinstance(self.choice, Story) and self.choice.asks

    @property
    def has_story(self) -> bool:
        """Whether the client's story orders this visit; what is beside a phone is looked at without it."""
        if isinstance(self.choice, Story):
            return not self.choice.beside
        return not isinstance(self.choice, FileChoice) and self.choice not in BESIDE.values()

    @property
    def cable(self) -> bool:
        """Whether a phone is going to be read."""
        return self.has_story and not isinstance(self.choice, NoCable)

    @property
    def of_phones(self) -> bool:
        """Whether another phone may join: client and staff are in one room, and the visit is about phones."""
        if isinstance(self.choice, NoCable):
            return not self.choice.online and not self.practice
        return self.has_story

    @property
    def online(self) -> bool:
        """Whether client and staff are apart."""
        return isinstance(self.choice, NoCable) and self.choice.online

    @property
    def platforms(self) -> frozenset[Platform]:
        """The kinds of phones that the plan is for; none where nobody knows yet."""
        if isinstance(self.choice, Endpoint | Story) and self.choice.reader in CABLES:
            return frozenset({Platform(self.choice.reader)})
        return frozenset({Platform.ANDROID, Platform.IPHONE}) if self.practice else frozenset()

    @property
    def first_needs(self) -> tuple[Need, ...]:
        """What is asked of a client before anything else."""
        if not self.has_story or (self.practice and not self.asks):
            return ()
        return gates.first_needs(cable=self.cable, online=self.online)


def resumed(visit: Consultation) -> Way:
    """On with what was found before a visit was cut off."""
    return Way(NoCable(online=gates.online(visit.answers)), practised=visit.practice)


async def way(ask: Asker, *, beside: bool = True) -> Way:
    """What one wants to look at. Errors: InputEndedError, StoryError."""
    names = (PRACTICE, *CABLES, *WITHOUT, *((*BESIDE, *FILES) if beside else ()))
    chosen = await ask.choose(
        ask.wording.text("plain.way.question"), {name: ask.wording.text(f"plain.way.{name}") for name in names}
    )
    if chosen == PRACTICE:
        return await _with_first_questions(ask, Way(await _story(ask, await (all_stories() if beside else stories()))))
    if chosen in FILES:
        return Way(FileChoice(chosen, typed_path(await ask.line(ask.wording.text("plain.way.file")))))
    return Way({**CABLES, **WITHOUT, **BESIDE}[chosen])


async def not_read(ask: Asker, way: Way, *, again: bool) -> str:
    """What comes after a phone of which nothing was read: another try, on without a cable, or the end.

    Errors: InputEndedError.
    """
    ways = (*((AGAIN,) if again else ()), *(() if way.practice else (WITHOUT_CABLE,)), END)
    answers = {each: ask.wording.text(f"plain.not-read.{each}") for each in ways}
    return await ask.choose(ask.wording.text("plain.not-read.question"), answers)


async def other_phone(ask: Asker, way: Way, *, again: bool = False) -> Way | None:
    """A further phone of the same client, tags or a home network, `way` itself for the last one once more; None: no.

    Errors: InputEndedError, StoryError.
    """
    joining = {**CABLES, **BESIDE}
    ways = {NO: ask.wording.text("plain.other-phone.no")}
    if again:
        ways[AGAIN] = ask.wording.text("plain.other-phone.again")
    ways |= {each: ask.wording.text(f"plain.way.{each}") for each in ((PRACTICE,) if way.practice else joining)}
    chosen = await ask.choose(ask.wording.text("plain.other-phone.question"), ways)
    if chosen in {NO, AGAIN}:
        return way if chosen == AGAIN else None
    if chosen == PRACTICE:
        return Way(replace(await _story(ask, await all_stories()), asks=way.asks))
    return Way(joining[chosen])


async def _with_first_questions(ask: Asker, practised: Way) -> Way:
    """Whether what a client is asked first is practised too, where a phone is."""
    if not practised.has_story or not isinstance(practised.choice, Story):
        return practised
    answers = {each: ask.wording.text(f"plain.practise-first.{each}") for each in (NO, YES)}
    asks = await ask.choose(ask.wording.text("plain.practise-first.question"), answers) == YES
    return Way(replace(practised.choice, asks=asks))


async def _story(ask: Asker, known: tuple[Story, ...]) -> Story:
    titles = {each.name: each.title for each in known}
    chosen = await ask.choose(ask.wording.text("plain.practice"), titles)
    ask.tell("app.practice-mark")
    story = next(each for each in known if each.name == chosen)
    if story.password:
        ask.tell("tui.password.practice", password=story.password)
    return story


async def lock(ask: Asker, way: Way) -> None:
    """Where there is a screen: two minutes without a line hide the visit, and a client's has a PIN if that is wanted.

    Errors: InputEndedError.
    """
    if (anytime := ask.typed.anytime) is None:
        return
    anytime.hiding.locks_when_idle = True
    while not way.practice and anytime.hiding.on_screen:
        with quiet_typing.not_shown():
            typed = await ask.line(ask.wording.text("plain.anytime.pin"))
        if not typed or (typed.isascii() and typed.isdigit() and SHORTEST <= len(typed) <= LONGEST):
            anytime.hiding.pin = typed
            return
        ask.tell("tui.pin.wrong")
