# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program: without arguments the terminal app, with arguments the command line."""

import sys


def main() -> int:
    """Start the front end that was asked for; its exit code."""
    if len(sys.argv) == 1 and sys.stdin.isatty() and sys.stdout.isatty():
        from devicecheck.tui.app import run

        return run()
    from devicecheck.cli.app import run as run_command

    return run_command(sys.argv[1:] or ["--help"])


if __name__ == "__main__":
    sys.exit(main())
