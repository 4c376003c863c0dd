# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The orders sheet: what happened by date, what it does to the client, orders there are, and texts to paste. Pure.

It marks what is dated after an order began, as a question for an officer. It never decides what that is.
"""

from collections.abc import Iterator
from datetime import date

from devicecheck.model.told import Order
from devicecheck.report.blocks import Block, Bullets, Cell, Heading, Note, Para, Paste, Sheet, Table
from devicecheck.report.casework_copy import about
from devicecheck.report.clean_text import LIMIT, shown
from devicecheck.report.dates import day
from devicecheck.report.shared_blocks import table
from devicecheck.report.source import Source
from devicecheck.report.summary_part import things_alone
from devicecheck.report.timeline_part import Event, events, more

TEXTS = ("spo", "non-molestation", "appointment")
MOST_PASTED = 12
"""Events and findings of a text to paste; a request that nobody reads to its end helps nobody. The last ones stand
there, and the text counts the others."""


IN_FULL = LIMIT * 10
"""Letters of what the client says of the impact: a court reads their words, not the beginning of them."""


def sheet(source: Source) -> Sheet:
    """The orders sheet."""
    heading = source.wording.text("casework.orders.heading")
    return source.sheet(heading, about(source), _blocks(source), footer=source.view.labels["keep"])


def _blocks(source: Source) -> Iterator[Block]:
    every = events(source)
    yield from _orders(source)
    yield from _chronology(source, every)
    yield from _impact(source)
    yield from _gaps(source)
    yield from _texts(source, every)


def _orders(source: Source) -> Iterator[Block]:
    words, orders = source.wording, source.document.told.orders
    yield Heading(words.text("casework.headings.orders"))
    if not orders:
        yield Para(words.text("casework.orders.none"))
        return
    head = tuple(words.text(f"casework.columns.{name}") for name in ("order", "from", "until", "terms"))
    rows = ((_kind(one, source), day(one.from_day, words), _until(one, source), _terms(one, source)) for one in orders)
    yield table(head, rows, (9, 8, 8, 12))


def _kind(order: Order, source: Source) -> str:
    kind = source.wording.text(f"casework.orders.kinds.{order.kind}")
    return f"{kind} ({shown(order.made_by)})" if order.made_by.strip() else kind


def _until(order: Order, source: Source) -> str:
    return day(order.ends_on, source.wording) if order.ends_on else source.wording.text("casework.orders.no-end")


def _terms(order: Order, source: Source) -> str:
    return "; ".join(shown(term, LIMIT) for term in order.terms) or source.wording.text("casework.orders.no-terms")


def _chronology(source: Source, every: tuple[Event, ...]) -> Iterator[Block]:
    words = source.wording
    yield Heading(words.text("casework.headings.chronology"))
    if not every:
        yield Para(words.text("casework.timeline.none"))
        return
    yield Para(words.text("casework.timeline.intro"))
    if source.document.told.orders:
        yield Para(words.text("casework.breach.intro"))
    head = tuple(words.text(f"casework.columns.{name}") for name in ("date", "happened", "said-by", "mark"))
    rows = tuple(
        (
            Cell(day(event.on, words)),
            Cell(_sentence(event, source)),
            Cell(words.text(f"findings.said-by.{event.said_by}")),
            Cell("", words.text("casework.breach.ask") if ask_officer(event, source.document.told.orders) else ""),
        )
        for event in every
    )
    yield Table(head, rows, (9, 14, 8, 8))
    yield from more(source)


def ask_officer(event: Event, orders: tuple[Order, ...]) -> bool:
    """Whether the event is dated within the time of an order. A day that is in doubt is not marked."""
    return event.doubt is None and any(_holds(order, event.on) for order in orders)


def _holds(order: Order, on: date) -> bool:
    return order.from_day <= on and (order.ends_on is None or on <= order.ends_on)


def _sentence(event: Event, source: Source) -> str:
    if event.doubt is None:
        return event.text
    return f"{event.text} {source.wording.text(f'casework.timeline.{event.doubt}')}"


def _impact(source: Source) -> Iterator[Block]:
    words, impact = source.wording, source.document.told.impact
    yield Heading(words.text("casework.headings.impact"))
    if impact:
        yield Bullets(tuple(words.text("casework.told.quote", text=shown(text, IN_FULL)) for text in impact))
    else:
        yield Para(words.text("casework.orders.impact-none"))


def _gaps(source: Source) -> Iterator[Block]:
    view = source.view
    yield Heading(view.labels["could-not"])
    yield Para(view.could_not_intro)
    if view.could_not:
        yield Bullets(tuple(f"{missing.what}: {missing.why}" for missing in view.could_not))
    yield Note(view.caveat)


def _texts(source: Source, every: tuple[Event, ...]) -> Iterator[Block]:
    words = source.wording
    yield Heading(words.text("casework.headings.paste"))
    yield Para(words.text("casework.orders.note"))
    terms = _paste_terms(source, every)
    for name in TEXTS:
        yield Heading(words.text(f"casework.headings.{name}"), 2)
        yield Paste(words.lines(f"casework.paste.{name}", **terms))


def _counted(kind: str, every: int, source: Source) -> list[str]:
    """A sentence that counts what a text to paste does not hold, if there is more."""
    left = every - MOST_PASTED
    return [source.wording.text(f"casework.orders.{kind}", count=left)] if left > 0 else []


def _paste_terms(source: Source, every: tuple[Event, ...]) -> dict[str, str]:
    words, view, document = source.wording, source.view, source.document
    missing = words.text("casework.orders.missing")
    happened = [f"{day(event.on, words)}: {_sentence(event, source)}" for event in every[-MOST_PASTED:]]
    happened += _counted("earlier", len(every), source)
    found = [f"{one.headline.rstrip('.')} ({one.confidence_badge})" for one in view.findings[:MOST_PASTED]] or [
        view.no_findings
    ]
    found += _counted("more", len(view.findings), source)
    gaps = [f"{one.what}: {one.why}" for one in view.could_not[:MOST_PASTED]]
    gaps += _counted("more", len(view.could_not), source)
    orders = [f"{_kind(one, source)}, {day(one.from_day, words)} - {_until(one, source)}: {_terms(one, source)}"
              for one in document.told.orders]  # fmt: skip
    person, reference = document.told.other_person, document.staff.police_reference
    return {
        "code": view.code,
        "date": view.date,
        "events": " ".join(happened) or missing,
        "findings": "; ".join(found).rstrip(".") + f". {view.caveat}",
        "gaps": " ".join(gaps) or view.could_not_intro,
        "impact": " ".join(
            words.text("casework.told.quote", text=shown(text, IN_FULL)) for text in document.told.impact
        )
        or missing,
        "orders": "; ".join(orders) or words.text("casework.orders.none"),
        "person": shown(person, 60) if person.strip() else missing,
        "reference": shown(reference, 40) if reference.strip() else missing,
        "phones": ", ".join(view.phones) or words.text("casework.marac.no-phone"),
        "thing": words.text(f"casework.paste.{'thing' if things_alone(document) else 'app'}"),
        "questions": words.text("casework.paste.questions"),
    }
