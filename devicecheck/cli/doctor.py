# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck doctor`: is this computer ready? One line for each thing, with what to do. Looks at no phone."""

import json

from devicecheck.cli.exits import Exit
from devicecheck.frontend.ready import LOOKS, Readiness, for_it, texts
from devicecheck.report.wording import load


def run(as_json: bool, it: bool = False) -> int:
    """Print how every thing stands, or only the text for whoever looks after the computer; 0 if nothing is missing."""
    rows = [look() for look in LOOKS]
    wording = load()
    if it:
        print(for_it(rows, wording) or wording.text("ready.it.nothing"))
    for row in () if it else rows:
        words = texts(row, wording)
        if as_json:
            print(json.dumps({"thing": row.thing, "state": row.state, "words": words, **row.terms}))
        else:
            print(f"{wording.text(f'doctor.states.{row.state}'):<13} {words}")
    return Exit.FAULT if any(row.state is Readiness.MISSING for row in rows) else Exit.DONE
