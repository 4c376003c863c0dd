# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks whether an installed part is known to be vulnerable: `python -m tests.release.audit`.

pip-audit calls a list of which it could ask nothing "no known vulnerabilities"; here a part that could not be asked
about is never counted as looked at. Ends with 0 when every part was asked about and none is known, 1 when one is, 3
when some could not be asked about.
"""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

EXPORT = ("uv", "export", "--frozen", "--no-dev", "--no-emit-project", "--quiet", "--output-file")
AUDIT = ("uvx", "pip-audit", "--require-hashes", "--disable-pip", "--progress-spinner", "off", "--format", "json")
LONGEST_SECONDS = 120


@dataclass(frozen=True)
class Audited:
    """What came of it: `asked` and `not_asked` count parts, `known` names each that has an advisory, and which."""

    asked: int
    not_asked: int
    known: tuple[str, ...]

    @property
    def code(self) -> int:
        """How the program ends."""
        return 1 if self.known else 3 if self.not_asked or not self.asked else 0

    @property
    def lines(self) -> tuple[str, ...]:
        """What a person reads."""
        counted = f"{self.asked} parts asked about, {self.not_asked} could not be asked about"
        return (counted, *(f"KNOWN {each}" for each in self.known))


def read(report: bytes) -> Audited:
    """What pip-audit reported, as JSON. Errors: none; what is no report counts as not asked at all."""
    try:
        parts = json.loads(report)["dependencies"]
        asked = [part for part in parts if "vulns" in part and "skip_reason" not in part]
        known = (f"{part['name']} {part['version']}: {each['id']}" for part in asked for each in part["vulns"])
        return Audited(len(asked), len(parts) - len(asked), tuple(known))
    except (ValueError, KeyError, TypeError):
        return Audited(0, 0, ())


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "requirements.txt"
        try:
            subprocess.run([*EXPORT, str(listed)], check=True, timeout=LONGEST_SECONDS)
            argv = [*AUDIT, "--timeout", "10", "-r", str(listed)]
            report = subprocess.run(argv, capture_output=True, check=False, timeout=LONGEST_SECONDS).stdout
        except (OSError, subprocess.SubprocessError):
            report = b""
    found = read(report)
    print(*found.lines, sep="\n")
    return found.code


if __name__ == "__main__":
    sys.exit(main())
