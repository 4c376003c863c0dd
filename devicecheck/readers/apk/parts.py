# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which parts of an app's file rules look at: all that can run, and the texts that it is set up by.

Pictures, sounds and pages to read are left aside: a page about watching apps is no watching app. Archives inside, from
which droppers and plug-ins put code on a phone, are opened one step deep.
"""

import io
import re
from collections.abc import Iterator

from devicecheck.readers.apk.archive import Archive, Entry, NoArchive

MANIFEST = "AndroidManifest.xml"
MANIFEST_NAME = re.compile(re.escape(MANIFEST))
CODE = re.compile(r"(?:.{1,300}/)?[^/]{1,200}\.dex", re.IGNORECASE)
LIBRARY = re.compile(r"(?:.{1,300}/)?[^/]{1,200}\.so", re.IGNORECASE)
RESOURCES = re.compile(r"resources\.arsc")
SETTINGS = re.compile(
    r"(?:assets|res/raw|assemblies)/(?:.{1,300}/)?[^/]{1,200}"
    r"\.(?:js|bundle|jsbundle|hbc|dll|blob|json|xml|properties|cfg|conf|ini)",
    re.IGNORECASE,
)
"""Code that a framework runs (scripts of web and React Native apps, .NET), and small texts with a server's name."""
INNER = re.compile(r"(?:.{1,300}/)?[^/]{1,200}\.(?:apk|jar|zip)", re.IGNORECASE)
INSIDE = "!/"
"""Stands between the name of an archive inside the file and the name of its part, as Java writes it."""

KEPT_CLOSED = frozenset({"directory-ends-early", "marked-as-encrypted", "unknown-compression"})
"""What keeps parts of an archive inside from being read. Of an app's own file Android passes over such marks, and so
do we; an archive inside is opened by the app, which may know a password or more names than its directory.
"""


def chosen(archive: Archive) -> Iterator[Entry]:
    """The parts that rules look at: manifest, code, native libraries, then the rest; small ones first within each."""
    for form in (MANIFEST_NAME, CODE, LIBRARY, RESOURCES, SETTINGS):
        yield from _named(form, archive)


def code(archive: Archive) -> Iterator[Entry]:
    """The parts that hold Java code, small ones first."""
    yield from _named(CODE, archive)


def archives_inside(archive: Archive) -> Iterator[Entry]:
    """The parts that may be archives themselves, small ones first."""
    yield from _named(INNER, archive)


def _named(form: re.Pattern[str], archive: Archive) -> list[Entry]:
    return sorted((entry for entry in archive.entries if form.fullmatch(entry.name)), key=lambda each: each.compressed)


def opened(data: bytes) -> Archive | None:
    """An archive from inside the file; None if these bytes are none."""
    try:
        return Archive(io.BytesIO(data), len(data))
    except NoArchive:
        return None
