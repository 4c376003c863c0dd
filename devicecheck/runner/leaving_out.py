# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A copy for somebody else: what a caseworker chose to leave out is taken out of the document. Pure."""

from collections.abc import Collection
from enum import StrEnum

from devicecheck.model.consultation import Consultation
from devicecheck.model.findings import Concern


class Part(StrEnum):
    """What can be left out. Findings that ask for support cannot: a copy without them would say what is not so."""

    SAID = "said"
    CARDS = "cards"
    ORDERS = "orders"
    POLICE = "police"
    FOLLOWED = "followed"
    GOOD_TO_KNOW = "good-to-know"


WHAT_WAS_SAID = ("words", "dates", "incidents", "impact", "answers", "known")
WHAT_WAS_LOOKED_AT = ("accounts", "trackers", "cards")


def without(visit: Consultation, parts: Collection[Part]) -> Consultation:
    """The document without these parts, without who took over, and with nothing shown that is left out as a rule."""
    told: dict[str, object] = {}
    if Part.SAID in parts:
        told |= dict.fromkeys(WHAT_WAS_SAID, ()) | {"other_person": "", "check_word": ""}
    if Part.CARDS in parts:
        told |= dict.fromkeys(WHAT_WAS_LOOKED_AT, ())
    if Part.ORDERS in parts:
        told["orders"] = ()
    staff: dict[str, object] = {"handed_to": None, "handed_at": None}
    staff |= {"police_reference": ""} if Part.POLICE in parts else {}
    staff |= {"followed": ()} if Part.FOLLOWED in parts else {}
    choices: dict[str, object] = {"shown": ()}
    if Part.SAID in parts:
        choices["shared_answers"] = ()
    findings = visit.findings
    if Part.GOOD_TO_KNOW in parts:
        findings = tuple(each for each in findings if each.concern is not Concern.GOOD_TO_KNOW)
    return visit.model_copy(
        update={
            "told": visit.told.model_copy(update=told),
            "staff": visit.staff.model_copy(update=staff),
            "choices": visit.choices.model_copy(update=choices),
            "findings": findings,
        }
    )
