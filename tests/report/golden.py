# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The caseworker's copies of three consultations as text, kept in fixtures/ and reviewed by diff.

Run as `python -m tests.report.golden` to write them anew.
"""

from pathlib import Path

from devicecheck.model.told import Copy
from devicecheck.report import copies, text
from devicecheck.report.wording import load
from tests.report import samples

FOLDER = Path(__file__).parent / "fixtures"
CONSULTATIONS = {"watched": samples.watched, "ordinary": samples.ordinary, "unread": samples.unread}


def report_text(name: str) -> str:
    """The text report of one of the consultations."""
    sheet = copies.sheet(CONSULTATIONS[name](), load(), samples.TODAY, Copy.B)
    return text.render(sheet).decode("utf-8")


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name in CONSULTATIONS:
        (FOLDER / f"{name}.txt").write_text(report_text(name), "utf-8")
