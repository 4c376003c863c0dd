# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A copy as one HTML file: no scripts, nothing from elsewhere, every text escaped, inserted values in <bdi>."""

from functools import lru_cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from devicecheck.report.blocks import Sheet
from devicecheck.report.clean_text import BREAK, END, ISOLATE
from devicecheck.report.folder import reports_folder
from devicecheck.report.wording import RIGHT_TO_LEFT


def render(sheet: Sheet) -> bytes:
    """The copy as HTML. The same sheet always gives the same bytes."""
    css = (reports_folder() / "templates" / "sheet.css").read_text("utf-8")
    page = _environment().get_template("sheet.html.j2").render(sheet=sheet, css=Markup(css))  # noqa: S704 - our own file
    return page.encode("utf-8", "backslashreplace")


def direction(language: str) -> str:
    """The direction in which a language is written."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def _shown(value: object) -> object:
    """Escape a text, then turn its isolates into <bdi> and its break places into <wbr>."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    text = str(escape(value))
    return Markup(text.replace(ISOLATE, "<bdi>").replace(END, "</bdi>").replace(BREAK, "<wbr>"))  # noqa: S704


@lru_cache(maxsize=1)
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(reports_folder() / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
    )
    made.globals["direction"] = direction
    return made
