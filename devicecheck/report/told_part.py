# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the client told, shared and chose, as blocks. Pure. The client's own words are marked and never changed."""

from collections.abc import Iterator

from devicecheck.model.cards import CardAnswer
from devicecheck.model.questions import SKIP
from devicecheck.model.told import Copy, Detail, FindingAnswer, Looked, Quote
from devicecheck.report.blocks import Block, Bullets, Facts, Heading, Para, Row, SignLines, Style
from devicecheck.report.cards import guided_cards, visit_questions
from devicecheck.report.clean_text import LIMIT, clean, shown
from devicecheck.report.dates import day
from devicecheck.report.redaction import wanted_in
from devicecheck.report.shared_blocks import table
from devicecheck.report.source import Source

LOOKED = frozenset({CardAnswer.SEEN, CardAnswer.NOT_SEEN, CardAnswer.NOT_SURE})
LONGEST = 4000
"""Letters of one thing that the client said; more is cut, and "…" says so."""


def told(source: Source) -> Iterator[Block]:
    """The client's own words, and the answers that the client wants to share."""
    words = source.wording
    yield Heading(words.text("casework.headings.told"))
    if source.document.told.words:
        yield Para(words.text("casework.told.words"), Style.QUIET)
        yield Bullets(tuple(quote(one, source) for one in source.document.told.words))
    yield from _known(source)
    shared = set(source.document.choices.shared_answers)
    rows = [
        (_question(one.question, source), _answer(one.question, one.answer, source), shown(one.note, LIMIT))
        for one in source.document.answers
        if one.question in shared
    ]
    rows += _story(source, shared)
    if not rows:
        told_nothing = () if source.document.told.words else (words.text("casework.told.none"),)
        yield Para(" ".join((*told_nothing, words.text("casework.answers.none"))))
        return
    yield Heading(words.text("casework.headings.answers"), 2)
    head = (
        words.text("casework.columns.question"),
        words.text("casework.columns.answer"),
        words.text("casework.columns.client"),
    )
    yield table(head, rows, (10, 6, 8))


def _story(source: Source, shared: set[str]) -> Iterator[tuple[str, str, str]]:
    """The questions of the visit and their answers as they were put; one that was skipped says so."""
    questions = {each.id: each for each in visit_questions()}
    for one in source.document.told.answers:
        question = questions.get(one.question)
        if one.question in shared and question is not None:
            texts = {choice.id: choice.text for choice in question.choices}
            texts[SKIP] = source.wording.text("casework.answers.skip")
            yield question.text, "; ".join(texts.get(answer, shown(answer)) for answer in one.answers), ""


def _known(source: Source) -> Iterator[Block]:
    """What the client says about each finding, if anybody asked."""
    words, names = source.wording, {view.id: view.app for view in source.view.findings}
    known = [each for each in source.document.told.known if each.finding in names]
    if known:
        yield Heading(words.text("casework.cards.known"), 2)
        head = tuple(words.text(f"casework.columns.{name}") for name in ("finding", "client", "chosen"))
        yield table(head, (_known_row(each, names, source) for each in known), (10, 8, 6))


def _known_row(one: FindingAnswer, names: dict[str, str], source: Source) -> tuple[str, str, str]:
    chosen = f"casework.choices.{one.decided}" if one.decided else "casework.choices.open"
    return names[one.finding], source.wording.text(f"plain.findings.{one.known}"), source.wording.text(chosen)


def quote(one: Quote, source: Source) -> str:
    """One thing that the client said, in quotation marks, with its day if there is one."""
    text = shown(one.text, LONGEST)
    if one.on is None:
        return source.wording.text("casework.told.quote", text=text)
    return source.wording.text("casework.told.dated", date=day(one.on, source.wording), text=text)


def _question(id_: str, source: Source) -> str:
    key = f"gates.{clean(id_)}.question"
    return source.wording.text(key) if source.wording.has(key) else shown(id_)


def _answer(question: str, answer: str, source: Source) -> str:
    for key in (f"gates.{clean(question)}.answers.{clean(answer)}", f"casework.answers.{clean(answer)}"):
        if source.wording.has(key):
            return source.wording.text(key)
    return shown(answer)


def looked_at(area: str, every: tuple[Looked, ...], source: Source) -> Iterator[Block]:
    """Accounts or trackers that were gone through together. None: we did not look, and that is said."""
    words = source.wording
    yield Heading(words.text(f"casework.headings.{area}"))
    if not every:
        yield Para(words.text("casework.cards.see" if _by_cards(area, source) else f"casework.{area}.none"))
        return
    rows = ((_named(one), shown(one.seen, LIMIT), words.text(f"findings.said-by.{one.said_by}")) for one in every)
    yield table(tuple(words.text(f"casework.columns.{name}") for name in ("name", "seen", "said-by")), rows, (9, 12, 7))


def _by_cards(area: str, source: Source) -> bool:
    """Whether a guided card of this area was looked at: then "we did not look" would be wrong."""
    looked = {each.card for each in source.document.told.cards if each.answer in LOOKED}
    return any(card.area == area and card.id in looked for card in guided_cards())


def _named(one: Looked) -> str:
    return f"{shown(one.name)} ({shown(one.account)})" if one.account else shown(one.name)


def choices(source: Source) -> Iterator[Block]:
    """What the client chose to do."""
    words = source.wording
    chosen = source.document.choices.actions
    if not chosen:
        yield Para(words.text("casework.choices.none"))
        return
    yield Heading(words.text("casework.headings.choices"), 2)
    rows = ((action_text(one.action, source), words.text(f"casework.choices.{one.decision}")) for one in chosen)
    yield table((words.text("casework.columns.action"), words.text("casework.columns.chosen")), rows, (20, 9))


def followed(source: Source) -> Iterator[Block]:
    """What was done after the visit, and noted at the caseworker's desk; nothing if nothing was noted."""
    words, done = source.wording, source.document.staff.followed
    if not done:
        return
    yield Heading(words.text("casework.headings.followed"), 2)
    yield Para(words.text("casework.followed.intro"))
    rows = ((action_text(one.action, source), day(one.on, words), shown(one.staff, 20)) for one in done)
    yield table(tuple(words.text(f"casework.columns.{name}") for name in ("action", "done", "staff")), rows, (18, 9, 6))


def action_text(id_: str, source: Source) -> str:
    """An action of the piles in words; one that this version does not know by its id."""
    key = f"report.action.{clean(id_)}.text"
    return source.wording.text(key) if source.wording.has(key) else shown(id_)


def consent(source: Source) -> Iterator[Block]:
    """Every yes and no, then lines to sign on."""
    words, document = source.wording, source.document
    yield Heading(words.text("casework.headings.consent"))
    rows = [
        (words.text(f"scopes.{one.scope}"), _given(one.given, day(one.at.date(), words), source), "")
        for one in document.consents
    ]
    given = [copy for copy in Copy if copy is not Copy.LOG and document.choices.consent(copy) is not None]
    rows += [_copy_row(copy, source) for copy in given]
    intro = words.text("casework.consent.intro")
    if open_ := "; ".join(words.text(f"casework.copies.{copy}") for copy in Copy if copy not in (*given, Copy.LOG)):
        intro = f"{intro} {words.text('casework.consent.open', copies=open_)}"
    yield Para(intro)
    if rows:
        head = tuple(words.text(f"casework.columns.{name}") for name in ("name", "consent", "kept"))
        yield table(head, rows, (12, 8, 9))
    yield SignLines(tuple(words.text(f"casework.sign.{name}") for name in ("client", "staff", "date")))


def _copy_row(copy: Copy, source: Source) -> tuple[str, str, str]:
    words, given = source.wording, source.document.choices.consent(copy)
    name = words.text(f"casework.copies.{copy}")
    if given is None:
        return name, words.text("casework.consent.none"), ""
    kept = words.text(f"client.places.{given.kept}") if given.kept else ""
    return name, _given(given.given, day(given.at.date(), words), source), kept


def _given(given: bool, when: str, source: Source) -> str:
    return source.wording.text("casework.consent.yes" if given else "casework.consent.no", date=when)


def left_out(source: Source) -> Iterator[Block]:
    """What this copy does not show, by kind and number; what the client wanted to stand here is not left out."""
    words = source.wording
    lines = [
        words.text(f"casework.left-out.{detail}", count=count) for detail, count in source.left_out.items() if count
    ]
    if wanted_in(source.document, source.copy) >= set(Detail):
        lines.append(words.text("casework.left-out.shown"))
    lines.append(words.text("casework.left-out.only-flagged"))
    yield Facts((Row(words.text("casework.headings.left-out"), (" ".join(lines),)),), run_in=True)
