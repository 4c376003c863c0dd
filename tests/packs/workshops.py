# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Small folders of signatures for tests."""

from pathlib import Path

from devicecheck.model.signatures import SignatureStatus
from devicecheck.packs.entry_text import entry_text
from tests.packs.entries import entry

FILES = {
    "pack.yaml": "id: test\nversion: 2026.11.24.1\nissued_on: 2026-11-24\nlicence: CC0-1.0\n",
    "never-match.yaml": "# why\npackages:\n  com.android.settings: part of Android\n",
}
GROUP = """\
group: recorders
name: Apps that record
category: other-use
status: draft
ordinary_reasons:
- own-records
added_on: 2026-11-24
checked_on: 2026-11-24
apps:
  android:
    org.rows.one: Row One
    org.rows.two: Row Two
"""


def workshop(place: Path) -> Path:
    """A folder with one entry that is made to watch secretly, and a group of two."""
    watch = entry("watch", packages=("org.watch.app", "org.watch.two"), certificates=("ab" * 20,))
    draft = watch.model_copy(update={"status": SignatureStatus.DRAFT, "added_by": "Anna Example"})
    files = FILES | {"watch-secretly/watch.yaml": entry_text(draft), "groups/recorders.yaml": GROUP}
    for name, text in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(text, "utf-8")
    return place


def contents(place: Path) -> dict[str, str]:
    """Every file of a folder with its text."""
    return {str(path.relative_to(place)): path.read_text("utf-8") for path in place.rglob("*") if path.is_file()}
