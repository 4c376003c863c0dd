# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The texts of one evidence pack, kept in reports/samples/evidence-pack and reviewed by diff.

Run as `python -m tests.report.evidence.golden` to write them anew.
"""

from pathlib import Path

from tests.report.evidence.conftest import packed

FOLDER = Path(__file__).resolve().parents[3] / "reports" / "samples" / "evidence-pack"
NAMES = ("evidence.txt", "what-i-did.txt", "findings.csv", "lines.csv", "commands.csv", "log.jsonl")


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    made = packed()
    for name in NAMES:
        (FOLDER / name).write_bytes(made[name])
