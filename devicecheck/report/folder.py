# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where wording, templates and fonts are: found the same way in a wheel and in a working tree."""

from pathlib import Path

from devicecheck.errors import ReportError

_PACKAGE = Path(__file__).resolve().parent.parent


def reports_folder() -> Path:
    """The `reports` folder of this installation. Errors: ReportError when the installation is incomplete."""
    for folder in (_PACKAGE / "_data" / "reports", _PACKAGE.parent / "reports"):
        if (folder / "wording").is_dir():
            return folder
    raise ReportError("no-reports-folder", {"folder": str(_PACKAGE)})
