# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a paper copy takes, beside WeasyPrint on our own HTML of the same sheet, round by round in one run.

Prints; judges nothing but that both made their page. WeasyPrint is in the group `bench` alone, and needs Pango: without
it this fails and says so, because half a comparison is none.
"""

import statistics
import time
from types import ModuleType

import pytest

from devicecheck.model.consultation import Consultation
from devicecheck.model.told import Copy
from devicecheck.report import html, pdf
from devicecheck.report.copies import sheet
from devicecheck.report.wording import load
from tests.report import samples

pytestmark = pytest.mark.benchmark


def phone(findings: int, round_: int) -> Consultation:
    """A phone with so many findings; each round has other names, so that no engine can answer from memory."""
    every = tuple(
        samples.spy_finding(id=f"{n:016x}", terms={"app": f"Round {round_} app {n}", "installed": "2026-10-03 1:1:1"})
        for n in range(findings)
    )
    return samples.watched().model_copy(update={"findings": every})


@pytest.fixture(scope="module")
def weasyprint() -> ModuleType:
    """WeasyPrint with all that it needs from the system."""
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        pytest.fail(
            f"WeasyPrint cannot be measured: {error}. `make bench` installs it; it needs Pango (libpango-1.0-0)."
        )
    return weasyprint


def seconds(work: object, *given: object) -> tuple[float, bytes]:
    before = time.perf_counter()
    made = work(*given)  # type: ignore[operator]
    return time.perf_counter() - before, made


@pytest.mark.timeout(1200)
@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize(("copy", "findings", "rounds"), [(Copy.A, 3, 7), (Copy.A, 1200, 3), (Copy.B, 3, 3)])
def test_paper_beside_weasyprint(
    copy: Copy, findings: int, rounds: int, weasyprint: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    phones = [phone(findings, round_) for round_ in range(rounds + 1)]

    def by_typst(document: Consultation) -> bytes:
        return pdf.render(sheet(document, load(), samples.TODAY, copy))

    def by_weasyprint(document: Consultation) -> bytes:
        page = html.render(sheet(document, load(), samples.TODAY, copy)).decode()
        return weasyprint.HTML(string=page).write_pdf()

    by_typst(phones[-1]), by_weasyprint(phones[-1])  # both are warm
    ours, theirs = [], []
    for document in phones[:rounds]:
        for work, times in ((by_typst, ours), (by_weasyprint, theirs)):
            took, made = seconds(work, document)
            assert made.startswith(b"%PDF")
            times.append(took)
    own, other = statistics.median(ours), statistics.median(theirs)
    ratios = sorted(theirs[n] / ours[n] for n in range(rounds))
    with capsys.disabled():
        print(
            f"\ncopy {copy}, {findings} findings, {rounds} rounds: "
            f"typst median {own:.3f} s ({min(ours):.3f}-{max(ours):.3f}); "
            f"WeasyPrint {weasyprint.__version__} {other:.3f} s ({min(theirs):.3f}-{max(theirs):.3f}); "
            f"ratio {statistics.median(ratios):.1f} ({ratios[0]:.1f}-{ratios[-1]:.1f})"
        )
