# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The evidence pack: making one, opening one, looking one over."""

from devicecheck.report.evidence.container import open_pack, to_zip
from devicecheck.report.evidence.pack import build
from devicecheck.report.evidence.verdict import Verdict, verify

__all__ = ["Verdict", "build", "open_pack", "to_zip", "verify"]
