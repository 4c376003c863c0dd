# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of all parts (CycloneDX) from the lock file: `python -m tests.release.sbom OUT`.

The same lock file gives the same bytes.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

EXPORT = ("uv", "export", "--frozen", "--no-dev", "--all-extras", "--quiet", "--format", "cyclonedx1.5")
CHANGES_EACH_TIME = ("serialNumber",)


def settled(document: dict[str, Any]) -> bytes:
    """The list without what is another one each time."""
    kept = {name: value for name, value in document.items() if name not in CHANGES_EACH_TIME}
    kept["metadata"] = {name: value for name, value in kept.get("metadata", {}).items() if name != "timestamp"}
    return json.dumps(kept, indent=1, sort_keys=True).encode() + b"\n"


def main() -> int:
    told = subprocess.run(EXPORT, capture_output=True, check=True, timeout=120).stdout
    Path(sys.argv[1]).write_bytes(settled(json.loads(told)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
