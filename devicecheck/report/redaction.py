# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a copy leaves out unless the client wants it there: taken out of the document before a page is made. Pure."""

import re
from collections.abc import Iterable

from devicecheck.model.consultation import Consultation
from devicecheck.model.observations import DeviceFacts, InstalledApp, LauncherApps, Observation
from devicecheck.model.told import Copy, Detail, Looked

MASK = "***"

WITHOUT_APP_IDS = frozenset({Copy.A, Copy.CARD})
"""Copies that a client carries: an app has a name there, never the hidden label."""

_ADDRESS = re.compile(r"([^\s@]{1,64})@([^\s@]{1,255})")
_NOT_A_NAME = frozenset(
    {"com", "org", "net", "io", "co", "uk", "de", "app", "apps", "android", "mobile", "free", "lite"}
)


def redacted(consultation: Consultation, copy: Copy) -> tuple[Consultation, dict[Detail, int]]:
    """The document as this copy may show it, and how many things of each kind were left out."""
    wanted = wanted_in(consultation, copy)
    left_out = {detail: _count(detail, consultation) for detail in Detail if detail not in wanted}
    changes: dict[str, object] = {}
    if left_out.get(Detail.SERIAL_NUMBERS) or left_out.get(Detail.OTHER_APPS):
        flagged = {finding.subject.key for finding in consultation.findings}
        changes["observations"] = tuple(_observations(consultation.observations, flagged, left_out))
    if Detail.SERIAL_NUMBERS in left_out:
        changes["devices"] = tuple(device.model_copy(update={"mark": ""}) for device in consultation.devices)
    if left_out.get(Detail.ACCOUNT_NAMES):
        told = consultation.told
        changes["told"] = told.model_copy(
            update={name: tuple(_masked(looked) for looked in getattr(told, name)) for name in ("accounts", "trackers")}
            | {"cards": tuple(card.model_copy(update={"note": mask(card.note, whole=False)}) for card in told.cards)}
        )
    if copy in WITHOUT_APP_IDS:
        changes["findings"] = tuple(
            finding.model_copy(
                update={"terms": finding.terms | {"app": _name(finding.terms.get("app"), finding.subject.key)}}
            )
            for finding in consultation.findings
        )
    return consultation.model_copy(update=changes), left_out


def without_serials(consultation: Consultation) -> Consultation:
    """The whole document without serial numbers, unless the client wants them in the caseworker's copy.

    The mark of a phone stays, by which a later visit or a copy of the phone is known to be of the same one.
    """
    if Detail.SERIAL_NUMBERS in wanted_in(consultation, Copy.B):
        return consultation
    masked = _observations(consultation.observations, set(), {Detail.SERIAL_NUMBERS: 1})
    return consultation.model_copy(update={"observations": tuple(masked)})


def wanted_in(consultation: Consultation, copy: Copy) -> frozenset[Detail]:
    """What the client wants to stand in a copy; nothing, if nobody asked."""
    return frozenset(
        detail for shown in consultation.choices.shown if shown.copy_of is copy for detail in shown.details
    )


def _count(detail: Detail, consultation: Consultation) -> int:
    if detail is Detail.SERIAL_NUMBERS:
        return sum(1 for o in consultation.observations if isinstance(o, DeviceFacts) and o.serial)
    if detail is Detail.ACCOUNT_NAMES:
        told = consultation.told
        noted = sum(1 for card in told.cards if _ADDRESS.search(card.note))
        return noted + sum(1 for looked in (*told.accounts, *told.trackers) if looked.account)
    flagged = {finding.subject.key for finding in consultation.findings}
    apps = {o.key for o in consultation.observations if isinstance(o, InstalledApp)}
    icons = {key for o in consultation.observations if isinstance(o, LauncherApps) for key in o.keys}
    return len((apps | icons) - flagged)


def _observations(
    every: Iterable[Observation], flagged: set[str], left_out: dict[Detail, int]
) -> Iterable[Observation]:
    for observation in every:
        if isinstance(observation, DeviceFacts) and left_out.get(Detail.SERIAL_NUMBERS):
            yield observation.model_copy(update={"serial": MASK if observation.serial else ""})
        elif isinstance(observation, LauncherApps) and left_out.get(Detail.OTHER_APPS):
            yield observation.model_copy(update={"keys": tuple(key for key in observation.keys if key in flagged)})
        elif (
            isinstance(observation, InstalledApp) and left_out.get(Detail.OTHER_APPS) and observation.key not in flagged
        ):
            continue
        else:
            yield observation


def _masked(looked: Looked) -> Looked:
    """The account shown in part: k***@example.org; a name without an address loses all but its first letter."""
    return looked.model_copy(
        update={name: mask(getattr(looked, name), whole=name == "account") for name in ("account", "seen")}
    )


def mask(text: str, *, whole: bool) -> str:
    """A text with its mail addresses shown in part; `whole`: all of it is an account's name."""
    if "@" in text:
        return _ADDRESS.sub(lambda found: f"{found[1][:1]}{MASK}@{found[2][:1]}{MASK}", text)
    return f"{text[:1]}{MASK}" if whole and text else text


def _name(app: str | None, key: str) -> str:
    """What a client copy calls an app: its name, or the longest word of its hidden label."""
    if app and app != key:
        return app
    words = [word for word in key.split(".") if word.lower() not in _NOT_A_NAME]
    return max(words, key=len, default=key)
