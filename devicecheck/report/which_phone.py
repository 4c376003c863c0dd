# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which phone a statement is about, where a visit has several. With one phone nothing is added. Pure."""

from devicecheck.model.consultation import Consultation, Device
from devicecheck.report.clean_text import clean, shown
from devicecheck.report.wording import Wording

PHONES = frozenset({"android", "iphone"})


def several(consultation: Consultation) -> bool:
    """Whether a visit has more than one phone."""
    return sum(device.platform in PHONES for device in consultation.devices) > 1


def label(device: str, consultation: Consultation, wording: Wording) -> str:
    """What a device of a visit with several phones is called; "" where it needs no name."""
    if not several(consultation):
        return ""
    phones = [each for each in consultation.devices if each.platform in PHONES]
    for number, phone in enumerate(phones, 1):
        if phone.id == device:
            return _phone(phone, number, wording)
    its = next((each for each in consultation.devices if each.id == device), None)
    key = f"platforms.{its.platform}" if its is not None else ""
    return wording.text(key) if its is not None and its.platform == "backup" and wording.has(key) else ""


def _phone(phone: Device, number: int, wording: Wording) -> str:
    if not clean(phone.model).strip():
        return wording.text("report.of-phone.number", number=number)
    return wording.text("report.of-phone.named", number=number, name=shown(phone.model, 24))


def said_of(text: str, device: str, consultation: Consultation, wording: Wording) -> str:
    """A statement with the name of its phone before it, where that is needed."""
    name = label(device, consultation, wording)
    return f"{name}: {text}" if name else text
