# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several phones of one client in one document: which ids, outcomes, clocks and answers are whose. Pure."""

from collections.abc import Iterable, Mapping
from hashlib import sha256

from devicecheck.checks import CHECKS
from devicecheck.model.consultation import FIRST_PHONE, Consultation
from devicecheck.model.findings import Completed, Finding, Outcome
from devicecheck.model.topics import SCOPE_OF
from devicecheck.runner import gates
from devicecheck.runner.phones import PHONES, phones_of

COPIES = frozenset({"backup"})

OF_PHONE = frozenset(
    check.id for check in CHECKS if any(SCOPE_OF[topic].value not in gates.BESIDE for topic in check.needs)
)
"""Checks that look at a phone, and not at what is beside it."""


def clocks_of(visit: Consultation) -> dict[str, int | None]:
    """For each phone how far its clock was ahead."""
    return dict(visit.clocks) or {phone.id: visit.clock_ahead_seconds for phone in phones_of(visit)}


def of_one_phone(visit: Consultation) -> Consultation:
    """The document with each outcome naming its phone, or its copy; what is beside a phone has none."""
    its = next((each.id for each in visit.devices if each.platform in PHONES | COPIES), "")
    return visit.model_copy(update={"outcomes": tuple(_named(outcome, its) for outcome in visit.outcomes)})


def _named(outcome: Outcome, device: str) -> Outcome:
    named = outcome.device or outcome.check not in OF_PHONE
    return outcome if named else outcome.model_copy(update={"device": device})


def readings_apart(visit: Consultation, before: Consultation) -> Consultation:
    """The document with ids of readings that the one before has not: each begins with the id of what was read.

    Both count theirs from one, and a pack names the fingerprint, and the whole answer, of one reading by its id.
    """
    if {each.id for each in visit.readings}.isdisjoint(each.id for each in before.readings):
        return visit
    new = {each.id: f"{each.device}-{each.id}" for each in visit.readings}
    readings = tuple(each.model_copy(update={"id": new[each.id]}) for each in visit.readings)
    observations = tuple(
        each.model_copy(update={"readings": tuple(new.get(id_, id_) for id_ in each.readings)})
        for each in visit.observations
    )
    excerpts = tuple(
        each.model_copy(update={"reading": new.get(each.reading, each.reading)}) for each in visit.excerpts
    )
    return visit.model_copy(update={"readings": readings, "observations": observations, "excerpts": excerpts})


def whole_of(visit: Consultation, held: Iterable[Mapping[str, bytes]]) -> dict[str, bytes]:
    """The whole answers of every phone of the document by the id of their reading, found by their fingerprint.

    Shape: `held` has the answers of each phone as they came, by the id that its reading had then.
    """
    bodies = {sha256(body).hexdigest(): body for answers in held for body in answers.values()}
    return {each.id: bodies[each.sha256] for each in visit.readings if each.sha256 in bodies}


def apart(visit: Consultation) -> Consultation:
    """The document with ids of observations that no other phone has: each begins with the id of its phone."""
    new = {each.id: f"{each.device}/{each.id}" for each in visit.observations if each.device != FIRST_PHONE}

    def ids(evidence: tuple[str, ...], device: str) -> tuple[str, ...]:
        return tuple(new.get(id_, f"{device}/{id_}" if device != FIRST_PHONE else id_) for id_ in evidence)

    def outcome(each: Outcome) -> Outcome:
        if not isinstance(each, Completed):
            return each
        signs = (sign.model_copy(update={"evidence": ids(sign.evidence, sign.subject.device)}) for sign in each.signs)
        return each.model_copy(update={"signs": tuple(signs)})

    def finding(each: Finding) -> Finding:
        return each.model_copy(update={"evidence": ids(each.evidence, each.subject.device)})

    return visit.model_copy(
        update={
            "observations": tuple(
                each.model_copy(update={"id": new.get(each.id, each.id)}) for each in visit.observations
            ),
            "outcomes": tuple(map(outcome, visit.outcomes)),
            "findings": tuple(map(finding, visit.findings)),
            "excerpts": tuple(
                each.model_copy(update={"observation": new.get(each.observation, each.observation)})
                for each in visit.excerpts
            ),
        }
    )
