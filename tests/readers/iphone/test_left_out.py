# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reader loads no command line and no way into the internet; all that it asks with is there without them."""

import subprocess
import sys

LOADED = """
import sys
from devicecheck.readers.iphone.left_out import leave_out
leave_out()
from devicecheck.readers.iphone import connection, questions, session
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def test_what_is_left_out_is_not_loaded_and_the_rest_is() -> None:
    argv = [sys.executable, "-I", "-c", LOADED]
    done = subprocess.run(argv, capture_output=True, text=True, timeout=60, check=True)
    loaded = set(done.stdout.split())
    assert "pymobiledevice3" in loaded and "cryptography" in loaded
    assert not loaded & {"urllib3", "prompt_toolkit", "certifi", "charset_normalizer"}
