# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the printed record, the continuity sheet and the draft of a statement are made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from devicecheck.model.consultation import Consultation
from devicecheck.report.clean_text import clean, shown
from devicecheck.report.dates import day
from devicecheck.report.evidence.selection import Selection
from devicecheck.report.source import Source
from devicecheck.report.uk_time import uk_time
from devicecheck.report.wording import Wording


@dataclass(frozen=True)
class Facts:
    """One pack in the making.

    Shape: `key` is the fingerprint of the signing key, `log_head` that of the log's last line; `versions` are those of
    what the pack is made with; `whole_readings` counts the answers that go in whole.
    """

    source: Source
    selection: Selection
    made_at: datetime
    key: str
    log_head: str
    versions: Mapping[str, str] = field(default_factory=dict)
    has_table: bool = False
    whole_readings: int = 0

    @property
    def document(self) -> Consultation:
        """What of the consultation a pack may hold."""
        return self.selection.document

    @property
    def wording(self) -> Wording:
        """The words, in English: courts here read English."""
        return self.source.wording

    def text(self, key: str, /, **terms: object) -> str:
        """A text of the evidence pack."""
        return self.wording.text(f"evidence.{key}", **terms)

    def lines(self, key: str) -> tuple[str, ...]:
        """The texts of a list of the evidence pack."""
        return self.wording.lines(f"evidence.{key}")

    def time(self, moment: datetime) -> str:
        """A moment in UTC and on a clock in the United Kingdom."""
        utc, local = moment.astimezone(UTC), uk_time(moment)
        return self.text(
            "session.time",
            date=day(utc.date(), self.wording),
            utc=f"{utc:%H:%M:%S}",
            local=f"{local:%H:%M:%S}" if local.date() == utc.date() else f"{local:%d.%m. %H:%M:%S}",
            zone=local.tzname(),
        )

    @property
    def staff(self) -> str:
        """The code of the person who prepared it; never a name."""
        return shown(self.document.staff.code, 40) if self.document.staff.code else self.text("not-named")

    def mark(self, number: int) -> str:
        """The exhibit mark of an item: staff code and number, or a line to write on. 1: the pack, 2: the print."""
        return f"{clean(self.document.staff.code, 20)}/{number}" if self.document.staff.code else f"______/{number}"

    @property
    def phones(self) -> str:
        """What the phones called themselves."""
        return "; ".join(self.source.view.phones)

    @property
    def owner(self) -> str:
        """What was answered to the question whose phone it is."""
        given = next((a.answer for a in self.document.answers if a.question == "whose-phone"), "")
        if given == "own":
            return self.text("session.owner-own")
        return self.text("session.owner-other", answer=shown(given)) if given else self.text("session.owner-unknown")

    @property
    def ended(self) -> str:
        """How the reading ended, in words."""
        document = self.document
        if not document.broken_by:
            return self.wording.text(f"ends.{document.end}")
        what = self.wording.problem(f"reader.{document.broken_by}", {}).what
        return self.wording.text("ends.broken-off", what=what)

    @property
    def list_text(self) -> str:
        """The list of known apps that was used."""
        pack = self.document.pack
        dated = day(pack.issued_on, self.wording)
        return self.text("session.list-text", id=shown(pack.id), version=shown(pack.version), date=dated,
                         entries=pack.entries)  # fmt: skip
