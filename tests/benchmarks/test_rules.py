# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast the reader of app files runs the rules over inflated code, beside bare yara-python on the same bytes."""

import random
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yara

from devicecheck.packs.load import load_shipped
from devicecheck.readers.apk import looking, rules
from devicecheck.readers.apk.archive import Archive
from devicecheck.readers.bounds import Watch
from tests.readers.apk.archives import WHOLE, Part, archive

pytestmark = pytest.mark.benchmark
ROUNDS = 7
FILES, SIZE = 6, 8 << 20


def dex_like(seed: int) -> bytes:
    """Bytes with the texture of code: a table of texts of words, and instructions."""
    random_ = random.Random(seed)
    words = [bytes(random_.choices(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJ/;L$._", k=random_.randint(3, 24)))
             for _ in range(4_000)]  # fmt: skip
    texts = b"".join(b"%c%s\0" % (len(word), word) for word in random_.choices(words, k=SIZE // 24))
    return b"dex\n035\0" + texts + random_.randbytes(SIZE - len(texts)) if len(texts) < SIZE else texts[:SIZE]


def seconds(call) -> float:
    before = time.perf_counter()
    call()
    return time.perf_counter() - before


def test_rules_over_inflated_code_beside_bare_yara(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = load_shipped()
    codes = [dex_like(number) for number in range(FILES)]
    parts = [Part(f"classes{number + 1 if number else ''}.dex", data) for number, data in enumerate(codes)]
    file = tmp_path / "large.apk"
    file.write_bytes(archive(WHOLE, *parts))
    bare, ours = yara.compile(sources=pack.rules, includes=False), rules.compiled(pack.rules)
    watch = Watch(600, lambda: False)

    def bare_yara() -> None:
        for data in codes:
            bare.match(data=data)

    def inflate() -> None:
        with file.open("rb") as opened:
            found = Archive(opened, file.stat().st_size)
            for entry in found.entries:
                found.content(entry, looking.PART_LIMIT)

    def reader() -> None:
        looking.rule_matches(file, ours, watch)

    for call in (bare_yara, inflate, reader):
        call()
    rounds = [(seconds(bare_yara), seconds(inflate), seconds(reader)) for _ in range(ROUNDS)]
    bare_time, inflating, whole = (statistics.median(times) for times in zip(*rounds, strict=True))
    ratio = statistics.median(one / max(all_ - two, 1e-9) for one, two, all_ in rounds)
    size = sum(map(len, codes)) / 1e6
    with capsys.disabled():
        print(
            f"\nrules over {size:.0f} MB of inflated code: bare yara-python {size / bare_time:.0f} MB/s; reader"
            f" {size / whole:.0f} MB/s with inflating ({size / inflating:.0f} MB/s), {ratio:.2f} of bare without it"
        )
    assert ratio > 0


def test_compiling_the_rules(capsys: pytest.CaptureFixture[str]) -> None:
    pack = load_shipped()
    times = [seconds(lambda: rules.compiled(pack.rules)) for _ in range(ROUNDS)]
    argv = (sys.executable, "-I", "-c", "import yara, devicecheck.readers.apk.session")
    starts = [seconds(lambda: subprocess.run(argv, check=True)) for _ in range(ROUNDS)]
    with capsys.disabled():
        print(
            f"\n{len(pack.rules)} rule files: compiled in {statistics.median(times) * 1e3:.1f} ms, in the reader's own"
            f" process (its start: {statistics.median(starts) * 1e3:.0f} ms)"
        )
    assert rules.compiled(pack.rules).dropped == {}
