# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long the signatures take to load and to look up, beside MVT's loader with the same indicators.

MVT is measured when DEVICECHECK_MVT_PYTHON names a Python that has it: `uv venv mvt && uv pip install --python
mvt/bin/python mvt`, then `DEVICECHECK_MVT_PYTHON=mvt/bin/python make bench`. Without it, its absence is printed.
"""

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

from devicecheck.packs.exchange import stix
from devicecheck.packs.find import signatures_folder
from devicecheck.packs.load import load_pack

pytestmark = pytest.mark.benchmark
ROUNDS = 7

OURS = """
import json, sys, time
from pathlib import Path
from devicecheck.matching.index import SignatureIndex
from devicecheck.packs.cache import load_cached
from devicecheck.packs.load import load_pack
folder, cache, keys = Path(sys.argv[1]), Path(sys.argv[2]), json.loads(Path(sys.argv[3]).read_text())
start, cpu_start = time.perf_counter(), time.process_time()
pack = load_cached(folder, cache, load_pack)
loaded, cpu_loaded = time.perf_counter(), time.process_time()
index = SignatureIndex(pack)
built, cpu_built = time.perf_counter(), time.process_time()
found = sum(bool(index.package(key)) for key in keys)
done, cpu_done = time.perf_counter(), time.process_time()
cpu = {"cpu load": cpu_loaded - cpu_start, "cpu tables": cpu_built - cpu_loaded, "cpu look-ups": cpu_done - cpu_built}
print(json.dumps({"load": loaded - start, "tables": built - loaded, "look-ups": done - built, "found": found, **cpu}))
"""

MVT = """
import json, logging, sys, time
from pathlib import Path
from mvt.common.indicators import Indicators
logging.disable(logging.CRITICAL)
keys = json.loads(Path(sys.argv[2]).read_text())
indicators = Indicators(log=logging.getLogger("mvt"))
start, cpu_start = time.perf_counter(), time.process_time()
indicators.parse_stix2(sys.argv[1])
loaded, cpu_loaded = time.perf_counter(), time.process_time()
found = sum(bool(indicators.check_app_id(key)) for key in keys)
done, cpu_done = time.perf_counter(), time.process_time()
cpu = {"cpu load": cpu_loaded - cpu_start, "cpu look-ups": cpu_done - cpu_loaded}
print(json.dumps({"load": loaded - start, "look-ups": done - loaded, "found": found, **cpu}))
"""


def medians(*argv: str, rounds: int = ROUNDS) -> dict[str, float]:
    runs = [
        json.loads(subprocess.run(argv, check=True, capture_output=True, text=True).stdout.splitlines()[-1])
        for _ in range(rounds)
    ]
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """6,000 ids: those of the pack, and as many that are on no list."""
    listed = [key for entry in load_pack(signatures_folder()).signatures for key in entry.indicators.packages]
    ids = [name for key in listed for name in (key, f"{key}.other")]
    file = tmp_path_factory.mktemp("keys") / "keys.json"
    file.write_text(json.dumps((ids * (1 + 6_000 // len(ids)))[:6_000]), "utf-8")
    return file


@pytest.mark.timeout(900)
def test_loading_and_looking_up(tmp_path: Path, keys: Path, capsys: pytest.CaptureFixture[str]) -> None:
    argv = (sys.executable, "-c", OURS, str(signatures_folder()), str(tmp_path / "cache"), str(keys))
    subprocess.run(argv, check=True, capture_output=True)
    ours = medians(*argv)
    with capsys.disabled():
        print(
            f"\nwhole pack from the compiled cache: load {ours['load'] * 1e3:.1f} ms, look-up tables"
            f" {ours['tables'] * 1e3:.1f} ms; 6,000 look-ups {ours['look-ups'] * 1e3:.1f} ms (processor alone:"
            f" {ours['cpu load'] * 1e3:.1f}, {ours['cpu tables'] * 1e3:.1f}, {ours['cpu look-ups'] * 1e3:.1f} ms)"
        )
    assert ours["found"] > 0
    mvt = os.environ.get("DEVICECHECK_MVT_PYTHON")
    if not mvt:
        with capsys.disabled():
            print("MVT was not measured: DEVICECHECK_MVT_PYTHON names no Python that has it")
        return
    listed = tmp_path / "indicators.stix2"
    listed.write_bytes(stix.write(load_pack(signatures_folder())))
    theirs = medians(mvt, "-c", MVT, str(listed), str(keys), rounds=3)
    # On a busy machine the clock counts other programs too: the ratios are of processor time.
    total = ours["cpu load"] + ours["cpu tables"]
    with capsys.disabled():
        print(
            f"MVT, the same indicators: load {theirs['load'] * 1e3:.1f} ms, 6,000 look-ups"
            f" {theirs['look-ups'] * 1e3:.1f} ms; MVT / ours by processor time: load"
            f" {theirs['cpu load'] / total:.2f}, look-ups {theirs['cpu look-ups'] / ours['cpu look-ups']:.0f}"
        )
    assert theirs["found"] > 0
