# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands of `devicecheck signatures` with which volunteers keep entries, and take and write slips."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

Workshop = Annotated[Path, typer.Option("--folder", help="Your working copy of the list.")]
Entry = Annotated[str, typer.Argument(help="The id of an entry.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print for a machine to read.")]
HERE = Path("my-list")


def register(signatures: typer.Typer) -> None:
    """Add the commands."""
    for name, command in (
        ("start", start),
        ("new", new),
        ("edit", edit),
        ("test", test),
        ("review", review),
        ("retire", retire),
        ("slip", slip),
        ("take-slip", take_slip),
        ("recalled", recalled),
    ):
        signatures.command(name)(command)


def start(folder: Annotated[Path, typer.Argument(help="A new folder.")] = HERE) -> None:
    """Make a working copy of the shipped list, to add to and to change."""
    from devicecheck.cli import signatures_keeping as command

    raise typer.Exit(command.start(folder))


def new(folder: Workshop = HERE) -> None:
    """Add an app: eight questions, each answer looked over at once. It is saved as a draft."""
    from devicecheck.cli import signatures_keeping as command

    raise typer.Exit(command.new(folder, date.today()))


def edit(
    entry: Annotated[str, typer.Argument(help="The id of an entry; not needed for a table.")] = "",
    folder: Workshop = HERE,
    table_out: Annotated[Path | None, typer.Option("--table-out", help="Write all entries as a table (CSV).")] = None,
    table_in: Annotated[Path | None, typer.Option("--table-in", help="Bring a changed table back.")] = None,
    person: Annotated[str, typer.Option("--name", help="Who changed the table.")] = "",
) -> None:
    """Change an entry by the same questions, or all of them in a spreadsheet. What changed is a draft."""
    from devicecheck.cli import signatures_keeping as command
    from devicecheck.errors import UsageError

    if sum(map(bool, (entry, table_out, table_in))) != 1:
        raise UsageError("one-of-these", {"options": "ENTRY, --table-out, --table-in"})
    if table_out:
        raise typer.Exit(command.table_out(folder, table_out))
    if table_in:
        raise typer.Exit(command.table_in(folder, table_in, person, date.today()))
    raise typer.Exit(command.edit(folder, entry, date.today()))


def test(
    entry: Annotated[str, typer.Argument(help="The id of one entry; without it, all.")] = "",
    folder: Annotated[Path | None, typer.Option("--folder", help="A folder; without it, the shipped list.")] = None,
    as_json: AsJson = False,
) -> None:
    """Name every problem, then plant every id and stamp and look whether each is found."""
    from devicecheck.cli import signatures_keeping as command

    raise typer.Exit(command.test(folder, entry, as_json))


def review(
    entry: Entry,
    name: Annotated[str, typer.Option("--name", help="First and last name of who reviews it.")],
    folder: Workshop = HERE,
) -> None:
    """Look an entry over, and vouch for it with your name. Not for an entry that you wrote yourself."""
    from devicecheck.cli import signatures_keeping as command

    raise typer.Exit(command.review(folder, entry, name))


def retire(entry: Entry, folder: Workshop = HERE) -> None:
    """Take an entry out of use. It stays in the list, and says less."""
    from devicecheck.cli import signatures_keeping as command

    raise typer.Exit(command.retire(folder, entry))


def slip(
    out: Annotated[Path, typer.Argument(help="The file to write.")],
    document: Annotated[
        Path | None, typer.Option("--document", help="A saved consultation to take the app's facts from.")
    ] = None,
    app: Annotated[str, typer.Option("--app", help="The app's id.")] = "",
    false_alarm: Annotated[str, typer.Option("--false-alarm", help="The id of the entry that was wrong.")] = "",
    value: Annotated[str, typer.Option("--value", help="The app's id, stamp or server by which it was met.")] = "",
    why: Annotated[
        str, typer.Option("--why", help="ordinary-app, part-of-the-phone, shared-stamp, other-app-same-name.")
    ] = "ordinary-app",
    stamp: Annotated[
        list[str] | None, typer.Option("--stamp", help="The maker's stamp; with --value, of an app that a rule met.")
    ] = None,
    file_hash: Annotated[list[str] | None, typer.Option("--hash", help="SHA-256 of the app's file.")] = None,
    control: Annotated[
        list[str] | None, typer.Option("--control", help="accessibility, device-admin, notification-listener, ...")
    ] = None,
    phone: Annotated[
        str, typer.Option("--phone", help="pixel, samsung, xiaomi, motorola, huawei, other-android, iphone.")
    ] = "other-android",
) -> None:
    """Tell the people who keep the list about a false alarm or an unknown app. Every line is shown first."""
    from devicecheck.cli import signatures_slips as command
    from devicecheck.errors import UsageError

    command.known_choices(why, phone, control or [])
    if document and app:
        raise typer.Exit(command.from_document(document, app, why, phone, out))
    if false_alarm and value:
        raise typer.Exit(command.false_alarm(false_alarm, value, (stamp or [""])[0], why, phone, out, date.today()))
    if app:
        raise typer.Exit(
            command.unknown_app(app, stamp or [], file_hash or [], control or [], phone, out, date.today())
        )
    raise UsageError("one-of-these", {"options": "--app, --false-alarm + --value, --document + --app"})


def take_slip(
    file: Annotated[Path, typer.Argument(help="A slip from a clinic.")],
    folder: Workshop = HERE,
) -> None:
    """Take a slip in: a false alarm mends the list for ever, an unknown app opens a new entry."""
    from devicecheck.cli import signatures_slips as command

    raise typer.Exit(command.take_slip(file, folder, date.today()))


def recalled(
    document: Annotated[Path, typer.Argument(help="A consultation document (JSON).")],
    folder: Annotated[Path | None, typer.Option("--folder", help="A folder; without it, the list in use.")] = None,
    as_json: AsJson = False,
) -> None:
    """Name every result of a saved consultation that was taken back since."""
    from devicecheck.cli import signatures_slips as command

    raise typer.Exit(command.recalled(document, folder, as_json))
