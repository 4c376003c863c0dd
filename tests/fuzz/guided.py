# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One target under atheris, which looks for inputs that reach new lines: `python -m tests.fuzz.guided TARGET -runs=N`.

Needs the dependency group `fuzz`. Whatever follows the target goes to libFuzzer; an input that breaks something is
written to the working folder, as libFuzzer does.
"""

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["devicecheck"], enable_loader_override=False):
    from tests.fuzz.__main__ import TARGETS


def main() -> None:
    name, *arguments = sys.argv[1:]
    target = next(each for each in TARGETS if each.name == name)
    corpus = Path(tempfile.mkdtemp(prefix="devicecheck-corpus-"))
    for number, seed in enumerate(target.seeds()):
        (corpus / str(number)).write_bytes(seed)

    def one(data: bytes) -> None:
        try:
            target.run(data)
        except target.refusals:
            return

    atheris.Setup([sys.argv[0], str(corpus), "-timeout=2", "-max_len=65536", *arguments], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
