# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the signatures are: found the same way in a wheel, an editable install and an unpacked folder."""

from pathlib import Path

from devicecheck.errors import PackError

_PACKAGE = Path(__file__).resolve().parent.parent


def signatures_folder() -> Path:
    """The `signatures` folder of this installation. Errors: PackError when the installation is incomplete."""
    for folder in (_PACKAGE / "_data" / "signatures", _PACKAGE.parent / "signatures"):
        if (folder / "pack.yaml").is_file():
            return folder
    raise PackError("no-signatures", (f"{_PACKAGE}: install DeviceCheck again, its signatures are missing",))
