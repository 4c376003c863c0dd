# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An old visit with the list of today: from the phone's kept answers, and only if the client wanted them kept."""

import json
from pathlib import Path

import pytest

from devicecheck.casefile.store import open_case
from devicecheck.cli.exits import Exit
from devicecheck.model.findings import Concern
from devicecheck.runner.looking_again import Again
from tests.cli.kept_visits import PASSPHRASE, folders
from tests.cli.test_kept_visit import TYPED, devicecheck
from tests.report import samples


@pytest.mark.slow
@pytest.mark.parametrize("keep_readings", [False, True])
def test_what_the_phone_said_is_gone_through_again_only_with_the_clients_yes(
    tmp_path: Path, keep_readings: bool
) -> None:
    """The keys: keep while we work, keep the app list or not, keep at the end, for 30 days."""
    with folders(tmp_path) as own:
        typed = f"{TYPED}2\n{2 if keep_readings else 1}\n2\n1\n"
        visit = devicecheck(own, "practice", "watched", "--keep", "--json", typed=typed)
        assert visit.returncode == Exit.DONE, visit.stderr
        document = json.loads(visit.stdout)
        (folder,) = own.cases.iterdir()
        case = open_case(folder, PASSPHRASE)
        assert bool(case.held()) is keep_readings
        case.close()
        again = devicecheck(own, "case", "look-again", str(folder), document["code"], typed=f"{PASSPHRASE}\n")
    if not keep_readings:
        assert again.returncode == Exit.FILE
        assert "We did not keep enough to look again." in again.stderr
        return
    assert again.returncode == Exit.DONE, again.stderr
    assert again.stdout == ""
    assert f"As before: {len(document['findings'])}." in again.stderr
    assert "What is on it today is not known." in again.stderr


def test_new_gone_and_changed_results_are_told_apart() -> None:
    then = samples.watched()
    first, second, *others = then.findings
    changed = second.model_copy(update={"concern": next(each for each in Concern if each is not second.concern)})
    again = Again(then, then.model_copy(update={"findings": (changed, *others)}))
    assert (again.new, again.gone, again.changed) == ((), (first,), (changed,))
    assert Again(again.now, then).new == (first,)
    same = Again(then, then)
    assert not (same.new or same.gone or same.changed)
