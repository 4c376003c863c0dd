# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A further phone of the same client, or the last one once more: one visit, one document. Pure."""

from collections.abc import Iterable
from functools import reduce

from devicecheck.errors import UsageError
from devicecheck.model.consultation import Consultation, Device
from devicecheck.model.phone_mark import told_apart
from devicecheck.readers.wire import Status
from devicecheck.runner.adding import added
from devicecheck.runner.phones import phones_of
from devicecheck.runner.secret_home import with_new


def with_another(visit: Consultation, other: Consultation) -> Consultation:
    """The document with a further phone.

    Errors: UsageError `same-phone` when its mark says that it was read already; those of `added`.
    """
    marks = {each.mark for each in phones_of(other)}
    if any(told_apart(each.mark, mark) is False for each in phones_of(visit) for mark in marks):
        raise UsageError("same-phone")
    return with_new(added(visit, other), other)


def read_again(
    before: Consultation, base: Consultation | None, other: Consultation, beside: Iterable[Consultation] = ()
) -> Consultation:
    """The document after the phone that was read last was read once more; `base` is what there was before that phone.

    What got further stays. `beside` are the documents of what was looked at after that phone, such as tags.
    Errors: UsageError `another-phone` when the mark says that it is not the same phone.
    """
    last = phones_of(before)[-1]
    if any(told_apart(last.mark, each.mark) for each in phones_of(other)):
        raise UsageError("another-phone")
    if _answers(other, last) < _answers(before, last):
        return before
    read = added(base, other) if base is not None else other
    return with_new(with_what_was_said(reduce(added, beside, read), before), other)


def _answers(visit: Consultation, phone: Device) -> int:
    return sum(each.status is Status.COMPLETE for each in visit.readings if each.device == phone.id)


def with_what_was_said(visit: Consultation, before: Consultation) -> Consultation:
    """The document with all that a person had said by then, and under the code that they know."""
    answers = tuple(dict.fromkeys((*visit.answers, *before.answers)))
    said = {"code": before.code, "answers": answers, "told": before.told, "choices": before.choices}
    return visit.model_copy(update={**said, "staff": before.staff})
