# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What this process tells of its own faults: what kind and where, never with which values. Those may be a client's."""

import logging
import sys
import threading
from contextlib import suppress
from pathlib import PurePath
from traceback import walk_tb
from types import TracebackType

OWN = "devicecheck"
MOST_PLACES = 12
"""Places of a crash that are told, the last ones."""


def settle() -> None:
    """Let every log line, warning and crash of this process go through here, and let no picture of its memory be kept.

    What a library logs is told without its words, for it may have put values into them; our own texts are fixed.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(PlaceOnly())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.captureWarnings(True)
    sys.excepthook = _crashed
    threading.excepthook = lambda fault: _crashed(fault.exc_type, fault.exc_value, fault.exc_traceback)
    sys.unraisablehook = lambda fault: _crashed(fault.exc_type, fault.exc_value, fault.exc_traceback)
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class PlaceOnly(logging.Formatter):
    """One line for each record: how grave, who says so, where; our own fixed text, and the kind of an error."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without any value."""
        ours = record.name.split(".")[0] == OWN
        parts = [record.levelname, record.name, f"{PurePath(record.pathname).name}:{record.lineno}"]
        if ours and isinstance(record.msg, str):
            parts.append(record.msg)
        if record.exc_info and record.exc_info[0] is not None:
            parts.append(code(record.exc_info[0], record.exc_info[2]))
        return " ".join(parts)


def code(kind: type[BaseException], trace: TracebackType | None) -> str:
    """The kind of an error and the place that raised it: the code that a person is asked to report."""
    return " ".join([kind.__name__, *_places(trace)[-1:]])


def _places(trace: TracebackType | None) -> list[str]:
    # A walk, because the summary of a whole traceback would read the source lines and hold them.
    names = [(frame.f_code.co_filename, line) for frame, line in walk_tb(trace)]
    return [f"{_short(PurePath(name))}:{line}" for name, line in names][-MOST_PLACES:]


def _short(path: PurePath) -> str:
    """Without the folders above the package: they may name the person who installed it."""
    parts = path.parts
    return "/".join(parts[parts.index(OWN) :]) if OWN in parts else path.name


def tell(error: BaseException) -> None:
    """Tell of an error that ends the program. For a front end whose library would print its words."""
    _crashed(type(error), error, error.__traceback__)


def _crashed(kind: type[BaseException], _: BaseException | None, trace: TracebackType | None) -> None:
    """As Python calls it. The error itself is left alone: its words may hold what a phone said."""
    if issubclass(kind, KeyboardInterrupt):
        return
    lines = [f"{OWN}: {code(kind, trace)}", *(f"  {place}" for place in _places(trace))]
    with suppress(OSError, ValueError, AttributeError):
        sys.stderr.write("".join(f"{line}\n" for line in lines))
        sys.stderr.flush()
