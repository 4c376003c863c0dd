# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of a visit as a dialogue: questions, plan, findings one at a time, and what stops for a person."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import partial

from devicecheck.cli.asking import Asker
from devicecheck.cli.kept_visit import KeptVisit
from devicecheck.frontend.client_cards import question_pages
from devicecheck.frontend.client_pages import ClientPage, pages
from devicecheck.model.cards import Platform, phones
from devicecheck.model.consultation import Consultation
from devicecheck.model.findings import Concern
from devicecheck.model.questions import SKIP, ToldAnswer
from devicecheck.model.told import Decision, FindingAnswer, Known
from devicecheck.report import view
from devicecheck.report.cards import guided_cards, visit_questions
from devicecheck.report.clean_text import plain
from devicecheck.report.page import FindingView, ReportView
from devicecheck.report.talk import talk
from devicecheck.runner import secret_home, seeing_alone
from devicecheck.runner.card_plan import CARD_MINUTES, next_question, plan, planned_checks
from devicecheck.runner.gates import SEE_ALONE
from devicecheck.runner.seeing_alone import Moment
from devicecheck.runner.telling import with_known
from devicecheck.runner.visit_log import Noted


def part(ask: Asker, number: int, name: str) -> None:
    """Where in the visit we are."""
    ask.say("")
    ask.tell("plain.part", number=number, name=ask.wording.text(f"plain.parts.{name}"))


async def minutes(ask: Asker) -> int:
    """How long the visit is. Errors: InputEndedError."""
    answers = {str(each): ask.wording.text(f"plain.minutes.{each}") for each in CARD_MINUTES}
    return int(await ask.choose(ask.wording.text("plain.minutes.question"), answers))


async def questions(ask: Asker, kept: KeptVisit, told: tuple[ToldAnswer, ...] = ()) -> tuple[ToldAnswer, ...]:
    """Every further question that the answers lead to; each can be skipped. Errors: InputEndedError."""
    ask.tell("plain.questions.intro")
    ask.tell("plain.questions.keys")
    while (question := next_question(visit_questions(), told)) is not None:
        ask.turned(partial(question_pages, question))
        choices = {choice.id: choice.text for choice in question.choices}
        choices[SKIP] = ask.wording.text("plain.questions.skip")
        text = f"{question.text} {ask.wording.text('plain.questions.several')}" if question.several else question.text
        given = await ask.choose_several(text, choices, question.why, most=len(choices) if question.several else 1)
        answers = (SKIP,) if SKIP in given else given
        told = (*told, ToldAnswer(question=question.id, answers=answers, at=datetime.now(UTC)))
        kept.note(Noted.TOLD, told[-1])
    ask.turned(None)
    return told


async def planned(
    ask: Asker, told: tuple[ToldAnswer, ...], length: int, kinds: frozenset[Platform], *, cable: bool, online: bool
) -> bool:
    """The plan with its reasons, then whether the answers may stand in copy B. Errors: InputEndedError."""
    ask.say("")
    ask.tell("plain.plan.checks")
    checks = planned_checks(visit_questions(), told, cable=cable, online=online)
    for number, check in enumerate(checks, 1):
        ask.say(f"{number}. {ask.wording.text(f'plain.plan.check.{check.check}')}")
        if check.because:
            ask.tell("plain.plan.because", because=" ".join(check.because))
    if not checks:
        ask.tell("plain.plan.no-checks")
    made = plan(guided_cards(), visit_questions(), told, length, kinds)
    ask.tell("plain.plan.cards")
    for number, each in enumerate(made.now, 1):
        ask.say(f"{number}. {each.card.title}")
        ask.tell("plain.plan.because", because=" ".join(each.because) or ask.wording.text("plain.cards.everyone"))
    ask.tell("tui.plan.later", cards=str(len(made.later)))
    if not any(SKIP not in each.answers for each in told):
        return False
    answers = {answer: ask.wording.text(f"plain.plan.answers.{answer}") for answer in ("no", "yes")}
    return await ask.choose(ask.wording.text("plain.plan.shared"), answers) == "yes"


async def findings(ask: Asker, visit: Consultation, kept: KeptVisit) -> Consultation:
    """Each finding by itself, then what the client says about it, if it was not said yet. Errors: InputEndedError."""
    shown = view.build(visit, ask.wording, date.today())
    ask.tell("plain.findings.count", count=len(shown.findings))
    said_before = {answer.finding for answer in visit.told.known}
    answers = {each.value: ask.wording.text(f"plain.findings.{each}") for each in Known}
    paused = False
    for number, finding in enumerate(shown.findings, 1):
        ask.say("")
        ask.tell("plain.findings.one", number=number, count=len(shown.findings))
        if finding.concern == Concern.ACT_WITH_SUPPORT and not paused:
            paused = True
            _pause(ask, "act")
        ask.turned(partial(_client_pages, visit, finding.id))
        _read_out(finding, ask)
        if finding.id in said_before:
            continue
        said = await ask.choose(ask.wording.text("plain.findings.known"), answers)
        decided = await _decided(ask)
        answer = FindingAnswer(finding=finding.id, known=Known(said), at=datetime.now(UTC), decided=decided)
        visit = with_known(visit, answer)
        kept.note(Noted.KNOWN, answer)
    ask.turned(None)
    if not visit.devices:
        ask.tell("plain.findings.no-phone")
    elif not shown.findings:
        _pause(ask, "empty")
        ask.say(plain(shown.no_findings))
    _not_seen(ask, shown)
    ask.say(plain(shown.caveat))
    ask.say(plain(shown.could_not_intro))
    for item in shown.could_not:
        ask.say(plain(f"- {item.what}: {item.why}"))
    return visit


def _client_pages(visit: Consultation, about: str, language: str) -> tuple[ClientPage, ...]:
    return pages(visit, about, language, date.today())


def _not_seen(ask: Asker, shown: ReportView) -> None:
    """What was looked for in full and not seen; the caveat follows it at once."""
    if shown.not_seen:
        ask.say(f"{shown.labels['not-seen']}. {plain(shown.not_seen_intro)}")
    for item in shown.not_seen:
        ask.say(plain(f"- {item.text} {item.numbers}".rstrip()))


async def _decided(ask: Asker) -> Decision | None:
    answers = {each.value: ask.wording.text(f"casework.choices.{each}") for each in Decision}
    answers[SKIP] = ask.wording.text("plain.questions.skip")
    chosen = await ask.choose(ask.wording.text("plain.findings.decided"), answers)
    return None if chosen == SKIP else Decision(chosen)


def _pause(ask: Asker, about: str) -> None:
    """A breath before what is hard to hear, and where nothing was seen."""
    ask.tell("tui.pause.title")
    for line in ask.wording.lines(f"tui.pause.{about}"):
        ask.say(line)


def _read_out(finding: FindingView, ask: Asker) -> None:
    if finding.phone:
        ask.say(plain(finding.phone))
    ask.say(plain(f"{finding.badge}. {finding.headline.rstrip('.')}. {finding.confidence_badge}."))
    for name, texts in (
        ("saw", tuple(f"{line.said_by}: {line.text}" for line in finding.saw)),
        ("can-mean", (*finding.sure, *finding.can_mean)),
        ("can-do", finding.can_do),
        ("ordinary", finding.ordinary),
        ("ask", finding.ask),
        ("not-yet", finding.not_yet),
        ("next", finding.next),
    ):
        _listed(ask, ask.wording.text(f"findings.headings.{name}"), texts)
        if name == "ask":
            for heading, lines in talk(finding, ask.wording):
                _listed(ask, heading, lines)


def _listed(ask: Asker, heading: str, texts: Iterable[str]) -> None:
    for number, text in enumerate(texts):
        if not number:
            ask.say(f"{heading.rstrip(':')}:")
        ask.say(plain(f"- {text}"))


def read_kinds(visit: Consultation) -> frozenset[Platform]:
    """The kinds of phones that were read."""
    return phones(device.platform for device in visit.devices)


async def kind(ask: Asker) -> frozenset[Platform]:
    """The kinds of phones that the cards are for. Errors: InputEndedError."""
    answers = {name: ask.wording.text(f"plain.kind.{name}") for name in ("android", "iphone", "both")}
    chosen = await ask.choose(ask.wording.text("plain.kind.question"), answers)
    return frozenset({Platform.ANDROID, Platform.IPHONE} if chosen == "both" else {Platform(chosen)})


async def alone(ask: Asker, visit: Consultation, moment: Moment, kept: KeptVisit) -> Consultation:
    """Ask if we can see the client alone, where that is not known; after a no, once more. Errors: InputEndedError."""
    answers = {each: ask.wording.text(f"gates.see-alone.answers.{each}") for each in SEE_ALONE.answers}
    if not seeing_alone.offered(visit, moment):
        return visit
    ask.say("")
    ask.tell(f"tui.alone.{moment}")
    ask.say(f"{ask.wording.text('gates.say-heading')}: {ask.wording.text('gates.see-alone.say')}")
    answer = seeing_alone.NOT_ALONE
    while answer == seeing_alone.NOT_ALONE:
        answer = await ask.choose(ask.wording.text("gates.see-alone.question"), answers)
        visit = seeing_alone.with_answer(visit, moment, answer, datetime.now(UTC))
        kept.note(Noted.ANSWER, visit.answers[-1])
        if answer == seeing_alone.NOT_ALONE:
            ask.tell("plain.not-alone")
    return visit


async def caseworker(ask: Asker, visit: Consultation, kept: KeptVisit) -> Consultation:
    """Where a home must not be found, nobody goes on before a caseworker was asked. Errors: InputEndedError."""
    answers = {name: ask.wording.text(f"plain.caseworker.{name}") for name in ("agreed", "not-yet")}
    while secret_home.stops_close(visit):
        ask.say("")
        ask.tell("tui.caseworker-now.title")
        for line in (*ask.wording.lines("tui.caseworker-now.do"), ask.wording.text("tui.caseworker-now.not")):
            ask.say(line)
        if await ask.choose(ask.wording.text("plain.caseworker.question"), answers) == "agreed":
            visit = secret_home.with_agreed(visit, datetime.now(UTC))
            kept.note(Noted.ANSWER, visit.answers[-1])
    return visit
