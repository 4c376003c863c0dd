# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands of `devicecheck signatures` that bring lists in and out, and that look into ours."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[Path | None, typer.Option("--folder", help="A folder of signatures; without it, the shipped ones.")]
Form = Annotated[str, typer.Option("--form", help="echap, stix, misp or csv; without it, from the file's name.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print for a machine to read.")]


def register(signatures: typer.Typer) -> None:
    """Add the commands."""
    signatures.command("import")(import_list)
    signatures.command("export")(export_list)
    signatures.command("diff")(diff)
    signatures.command("find")(find)
    signatures.command("stale")(stale)


def import_list(
    file: Annotated[Path, typer.Argument(help="A list of another project, or a table.")],
    form: Form = "",
    category: Annotated[
        str, typer.Option("--category", help="What its apps are for, where the file does not say it.")
    ] = "watch-secretly",
    folder: Folder = None,
    write: Annotated[bool, typer.Option("--write", help="Write the new entries; without it, only say them.")] = False,
    as_json: AsJson = False,
) -> None:
    """Take a list in. Only what is new; drafts, unless the file is to the letter one that we vouch for."""
    from devicecheck.cli import signatures_exchange as command

    raise typer.Exit(command.import_file(file, form, category, folder, write, date.today(), as_json))


def export_list(
    to: Annotated[Path, typer.Argument(help="The file to write, such as list.stix2, list.csv, list.yaml.")],
    form: Form = "",
    everything: Annotated[bool, typer.Option("--all", help="Apps with ordinary uses as well.")] = False,
    folder: Folder = None,
    as_json: AsJson = False,
) -> None:
    """Give the list to other tools."""
    from devicecheck.cli import signatures_exchange as command

    raise typer.Exit(command.export_file(to, form, everything, folder, as_json))


def diff(
    old: Annotated[Path, typer.Argument(help="The older folder of signatures.")],
    new: Annotated[Path | None, typer.Argument(help="The newer one; without it, the shipped one.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Name every entry.")] = False,
    as_json: AsJson = False,
) -> None:
    """Say in words what changed between two folders of signatures."""
    from devicecheck.cli import signatures_exchange as command

    raise typer.Exit(command.diff(old, new, everything, as_json))


def find(
    words: Annotated[str, typer.Argument(help="Part of a name, an id, a server or a fingerprint.")],
    folder: Folder = None,
    as_json: AsJson = False,
) -> None:
    """Find entries by any part of what stands in them."""
    from devicecheck.cli import signatures_exchange as command

    raise typer.Exit(command.find(words, folder, as_json))


def stale(folder: Folder = None, as_json: AsJson = False) -> None:
    """Name entries that nobody has looked at for twelve months."""
    from devicecheck.cli import signatures_exchange as command

    raise typer.Exit(command.stale(folder, date.today(), as_json))
