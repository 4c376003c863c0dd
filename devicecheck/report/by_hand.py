# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What nothing that we read can answer on an iPhone, handed over to the guided card that can. Pure."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from devicecheck.model.cards import CardAnswer, Platform, phones
from devicecheck.model.consultation import Consultation
from devicecheck.model.findings import CouldNot, Fact, NotApplicable
from devicecheck.report.cards import guided_cards

CARD_OF: Mapping[str, str] = MappingProxyType(
    {
        "known-apps": "iphone-hidden-apps",
        "past-apps": "iphone-hidden-apps",
        "outside-store": "iphone-profiles",
        "phone-management": "iphone-profiles",
        "settings-profiles": "iphone-profiles",
        "trusted-roots": "iphone-profiles",
        "network-settings": "iphone-profiles",
        "app-profiles": "iphone-profiles",
        "hidden-icons": "iphone-hidden-apps",
        "system-sounding": "iphone-hidden-apps",
        "sensitive-permissions": "iphone-hidden-apps",
        "recent-use": "iphone-hidden-apps",
        "app-accounts": "apple-family",
        "computer-links": "iphone-locks",
        "paired-watches": "apple-devices",
        "opened-phone": "iphone-system",
        "old-system": "iphone-system",
        "tags-near": "iphone-tracker-alerts",
    }
)
"""The card for each check that a cable or a copy may leave open on an iPhone."""
BEYOND_REACH: Mapping[str, str] = MappingProxyType(
    {"apple-account": "apple-devices", "find-my": "apple-find-my", "screen-time": "apple-family"}
)
"""What neither a cable nor what is read of a copy tells of any iPhone: it has no check, and a card all the same."""
LOOKED = frozenset({CardAnswer.SEEN, CardAnswer.NOT_SEEN, CardAnswer.NOT_SURE})
"""Answers of somebody who looked; a card that was skipped leaves its question open."""


def open_checks(consultation: Consultation) -> Iterator[tuple[str, str]]:
    """Each check without an answer on an iPhone, and the title of its card, unless that card was gone through.

    A settings profile of which only the name is known is one too, and so is what no cable tells of any iPhone.
    """
    if Platform.IPHONE not in phones(device.platform for device in consultation.devices):
        return
    answered = {result.card for result in consultation.told.cards if result.answer in LOOKED}
    titles = {card.id: card.title for card in guided_cards()}
    named = any(Fact.PROFILE_NAME_ONLY in finding.facts for finding in consultation.findings)
    other = {device.id for device in consultation.devices if device.platform == Platform.ANDROID}
    for outcome in (each for each in consultation.outcomes if each.device not in other):
        card = CARD_OF.get(outcome.check, "")
        unknown = isinstance(outcome, NotApplicable | CouldNot) or (named and outcome.check == "settings-profiles")
        if unknown and card and card not in answered:
            yield outcome.check, titles[card]
    for question, card in BEYOND_REACH.items():
        if card not in answered:
            yield question, titles[card]
