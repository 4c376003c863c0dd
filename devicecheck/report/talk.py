# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words for staff beside a finding: what helps to say, and what does not. In no copy."""

from devicecheck.report.page import FindingView
from devicecheck.report.wording import Wording

Headed = tuple[str, tuple[str, ...]]


def talk(finding: FindingView, wording: Wording) -> tuple[Headed, Headed]:
    """What to say and what better not, each with its heading; of this finding, or of its concern."""
    own = f"tui.talk.{finding.code}"
    area = own if wording.has(f"{own}.say.0") else f"tui.talk.{finding.concern}"
    say, better_not = (wording.lines(f"{area}.{name}") for name in ("say", "not"))
    return (wording.text("tui.talk.say"), say), (wording.text("tui.talk.better-not"), better_not)
