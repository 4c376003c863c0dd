# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that can go wrong, as one tree. Each error carries a wording code and named terms; words are elsewhere.

DeviceCheckError
├── ReaderError          the connection to a phone or network failed (code reader.<fault>)
├── ParseError           nothing of an answer was understood
├── PackError            signatures that cannot be used (each problem as path:line: what to do)
├── SelfTestError        a planted known sign was not found: no result may be shown
├── GateError            an answer or a consent is missing, or says stop
├── UsageError           options that contradict each other or name nothing that exists
├── StoryError           a practice story or saved file that does not exist or is damaged
├── DocumentError        a consultation document that cannot be read
├── WordingError         a wording key, term or language that is not there
├── ReportError          a report could not be made
├── EvidenceError        the clinic's key or an evidence pack cannot be used
├── CaseError            a kept case cannot be made, opened, read or written
└── ExportError          a file could not be written where the person asked
"""

from collections.abc import Mapping
from typing import ClassVar


class DeviceCheckError(Exception):
    """Base of all errors that a person may see. `code` is a wording key, `terms` fill its placeholders."""

    area: ClassVar[str] = "error"

    def __init__(self, reason: str, terms: Mapping[str, str] | None = None) -> None:
        super().__init__(reason, dict(terms or {}))
        self.reason = reason
        self.terms = dict(terms or {})

    @property
    def code(self) -> str:
        """Wording key: area and reason."""
        return f"{self.area}.{self.reason}"

    def __str__(self) -> str:
        named = ", ".join(f"{name}={value}" for name, value in self.terms.items())
        return f"{self.code} ({named})" if named else self.code


class ReaderError(DeviceCheckError):
    """Raised when a reader cannot go on; the reason is a `readers.wire.Fault`."""

    area = "reader"


class ParseError(DeviceCheckError):
    """Raised when nothing of an answer was understood; partly understood answers give observations and gaps."""

    area = "parse"


class PackError(DeviceCheckError):
    """Raised for signatures that cannot be loaded; `problems` are lines of the form path:line: what to do."""

    area = "pack"

    def __init__(self, reason: str, problems: tuple[str, ...] = ()) -> None:
        super().__init__(reason, {"count": str(len(problems)), "first": problems[0] if problems else ""})
        self.problems = problems


class SelfTestError(DeviceCheckError):
    """Raised when a canary did not fire."""

    area = "selftest"


class GateError(DeviceCheckError):
    """Raised when a recorded answer or consent is missing, or says that the visit must not go on."""

    area = "gate"


class UsageError(DeviceCheckError):
    """Raised for options that contradict each other or name nothing that exists."""

    area = "usage"


class StoryError(DeviceCheckError):
    """Raised when a practice story or recording is unknown or damaged."""

    area = "story"


class DocumentError(DeviceCheckError):
    """Raised when a consultation document is not one, is damaged, or has a format this version does not know."""

    area = "document"


class WordingError(DeviceCheckError):
    """Raised when a text, a term or a language is missing; always a fault of ours, never of the client's phone."""

    area = "wording"


class ReportError(DeviceCheckError):
    """Raised when a report could not be rendered."""

    area = "report"


class EvidenceError(DeviceCheckError):
    """Raised when the clinic's key cannot be used, a pack cannot be made, or a file is no pack that may be opened."""

    area = "evidence"


class CaseError(DeviceCheckError):
    """Raised when a kept case cannot be made, opened, read or written; nothing of it is wiped."""

    area = "case"


class ExportError(DeviceCheckError):
    """Raised when a file cannot be written; nothing half-written is left behind."""

    area = "export"
