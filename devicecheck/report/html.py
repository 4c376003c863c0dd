# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report as one HTML file: no scripts, nothing from elsewhere, every text escaped, inserted values in <bdi>."""

from functools import lru_cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from devicecheck.report.clean_text import BREAK, END, ISOLATE
from devicecheck.report.folder import reports_folder
from devicecheck.report.page import ReportView


def render(view: ReportView) -> bytes:
    """The report as HTML. The same view always gives the same bytes."""
    css = (reports_folder() / "templates" / "report.css").read_text("utf-8")
    page = _environment().get_template("report.html.j2").render(view=view, css=Markup(css))  # noqa: S704 - our own file
    return page.encode("utf-8", "backslashreplace")


def _shown(value: object) -> object:
    """Escape a text, then turn its isolates into <bdi> and its break places into <wbr>."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    text = str(escape(value))
    return Markup(text.replace(ISOLATE, "<bdi>").replace(END, "</bdi>").replace(BREAK, "<wbr>"))  # noqa: S704


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(reports_folder() / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
    )
