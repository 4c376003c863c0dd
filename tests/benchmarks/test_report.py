# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a paper copy takes, beside WeasyPrint on our own HTML of the same sheet. Prints; judges nothing.

WeasyPrint is no dependency: `pip install weasyprint` (it needs Pango) puts it beside, else its column says so.
"""

import importlib.util
import statistics
import time
from collections.abc import Callable

import pytest

from devicecheck.model.consultation import Consultation
from devicecheck.model.told import Copy
from devicecheck.report import html, pdf
from devicecheck.report.copies import sheet
from devicecheck.report.wording import load
from tests.report import samples

pytestmark = pytest.mark.benchmark
ROUNDS = 7


def phone(findings: int, round_: int) -> Consultation:
    """A phone with so many findings; each round has other names, so that no engine can answer from memory."""
    every = tuple(
        samples.spy_finding(id=f"{n:016x}", terms={"app": f"Round {round_} app {n}", "installed": "2026-10-03 1:1:1"})
        for n in range(findings)
    )
    return samples.watched().model_copy(update={"findings": every})


def seconds(work: Callable[[int], object], rounds: int = ROUNDS) -> list[float]:
    work(rounds)
    times = []
    for round_ in range(rounds):
        before = time.perf_counter()
        work(round_)
        times.append(time.perf_counter() - before)
    return sorted(times)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("copy", [Copy.A, Copy.B])
@pytest.mark.parametrize("findings", [3, 1200])
def test_paper_beside_weasyprint(copy: Copy, findings: int, capsys: pytest.CaptureFixture[str]) -> None:
    phones = [phone(findings, round_) for round_ in range(ROUNDS + 1)]

    def page(round_: int):
        return sheet(phones[round_], load(), samples.TODAY, copy)

    ours = seconds(lambda round_: pdf.render(page(round_)))
    own = statistics.median(ours)
    said = f"\ncopy {copy}, {findings} findings: typst median {own:.3f} s ({ours[0]:.3f}-{ours[-1]:.3f})"
    if importlib.util.find_spec("weasyprint"):
        import weasyprint

        theirs = seconds(lambda round_: weasyprint.HTML(string=html.render(page(round_)).decode()).write_pdf(), 1)
        other = statistics.median(theirs)
        said += f"; WeasyPrint {other:.3f} s; ratio {other / own:.1f}"
    else:
        said += "; WeasyPrint is not installed, so it was not measured"
    with capsys.disabled():
        print(said)
    assert ours
