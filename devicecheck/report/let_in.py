# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a phone's list of computers means for putting settings back: it can be proof, and one tap wipes it. Pure."""

from enum import StrEnum

from devicecheck.model.consultation import Consultation
from devicecheck.model.findings import Completed, Fact, NotApplicable

CHECK = "allowed-computers"
_COMPUTERS = frozenset({Fact.COMPUTER_ALLOWED, Fact.WIRELESS_DEBUGGING})
_FROM_COMPUTER = "cable"


class ComputerList(StrEnum):
    """What was seen of the list: other computers than ours, none but ours, or it is not known."""

    OTHERS = "others"
    NONE = "none"
    UNKNOWN = "unknown"


def computers_let_in(consultation: Consultation) -> bool:
    """Whether debugging was used before this visit: a strange computer, debugging by Wi-Fi, an app from a computer."""
    return any(
        _COMPUTERS & set(finding.facts) or finding.terms.get("source") == _FROM_COMPUTER
        for finding in consultation.findings
    )


def computer_list(consultation: Consultation) -> ComputerList:
    """What may be done with the list at the close; a list that was not read in full may hold anything."""
    if computers_let_in(consultation):
        return ComputerList.OTHERS
    asked = [each for each in consultation.outcomes if each.check == CHECK and not isinstance(each, NotApplicable)]
    read = bool(asked) and all(isinstance(each, Completed) and not each.gaps for each in asked)
    return ComputerList.NONE if read else ComputerList.UNKNOWN
