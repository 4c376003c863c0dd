# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands of `devicecheck case` for keeping, sealing, handing over and salvaging."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

CaseFolder = Annotated[Path, typer.Argument(help="The folder of the case.")]
Lead = Annotated[str, typer.Option("--lead", help="The clinic lead's public key (age1...).")]


def register(case: typer.Typer) -> None:
    """Add the commands."""
    for name, command in (
        ("keep", keep),
        ("due", due),
        ("seal", seal),
        ("lead-key", lead_key),
        ("export", export),
        ("import", bring_in),
        ("salvage", salvage),
        ("correct", correct),
        ("look-again", look_again),
        ("desk", desk),
    ):
        case.command(name)(command)


def keep(
    folder: CaseFolder,
    rule: Annotated[str, typer.Option("--rule", help="30-days, with-case-file, or legal-hold.")],
    reason: Annotated[str, typer.Option("--reason", help="Why a case is held. It stands inside the case.")] = "",
    lead: Lead = "",
) -> None:
    """Set how long a case is kept. A hold needs a reason, and is sealed for the clinic lead."""
    from devicecheck.cli import case_keeping as command

    raise typer.Exit(command.keep(folder, rule, reason, lead, datetime.now(UTC).date()))


def due(
    place: Annotated[Path | None, typer.Argument(help="A folder of cases; without it, the usual one.")] = None,
    date_is_right: Annotated[
        bool, typer.Option("--date-is-right", help="Say that the date of this computer is right today.")
    ] = False,
) -> None:
    """Tell which cases end soon, and erase those whose day has come. Never with a clock that jumped."""
    from devicecheck.cli import case_keeping as command

    raise typer.Exit(command.due(place, datetime.now(UTC).date(), date_is_right=date_is_right))


def seal(folder: CaseFolder, lead: Annotated[str, typer.Option("--lead", help="The lead's public key.")]) -> None:
    """Seal a case for the clinic lead. No passphrase opens it on this computer any more."""
    from devicecheck.cli import case_keeping as command

    raise typer.Exit(command.seal(folder, lead))


def lead_key() -> None:
    """Make a key for the clinic lead, on the lead's own computer."""
    from devicecheck.cli import case_keeping as command

    raise typer.Exit(command.lead_key())


def export(
    folder: CaseFolder,
    out: Annotated[Path, typer.Argument(help="The file to write, such as case.age.")],
    lead: Lead = "",
) -> None:
    """Write a case as one encrypted file. The age tool opens it too."""
    from devicecheck.cli import case_bundle as command

    raise typer.Exit(command.export(folder, out, lead))


def bring_in(
    bundle: Annotated[Path, typer.Argument(help="A file that `export` wrote.")],
    folder: Annotated[Path, typer.Argument(help="A new folder for the case.")],
) -> None:
    """Make a case of an exported file. A damaged one is not taken in."""
    from devicecheck.cli import case_bundle as command

    raise typer.Exit(command.bring_in(bundle, folder))


def look_again(
    folder: CaseFolder, code: Annotated[str, typer.Argument(help="The code of a kept consultation.")]
) -> None:
    """Go through an old visit with the list of today, if the client wanted the app list kept. Looks at no phone."""
    from devicecheck.cli import case_again as command

    raise typer.Exit(command.run(folder, code))


def correct(
    folder: CaseFolder,
    code: Annotated[str, typer.Argument(help="The code of a kept consultation.")],
    out: Annotated[Path, typer.Option("--out", help="Folder for the pages. They are not encrypted.")],
    formats: Annotated[
        str, typer.Option("--format", help="Which files, with commas: html, pdf, txt, docx.")
    ] = "html,pdf",
) -> None:
    """Write a dated page for each copy that was handed out, when the list took a result back since."""
    from devicecheck.cli import case_correcting as command

    raise typer.Exit(command.correct(folder, code, out, formats, datetime.now(UTC).date()))


def desk(
    folder: Annotated[Path, typer.Argument(help="The folder of the case, or the caseworker's copy as a .json file.")],
    formats: Annotated[
        str, typer.Option("--format", help="Which files pages are, with commas: html, pdf, txt, docx.")
    ] = "html,pdf",
) -> None:
    """For caseworkers: tick follow-ups, note a police reference, plan the next look, print pages again. No phone."""
    from devicecheck.cli import case_desk as command

    raise typer.Exit(command.run(folder, formats))


def salvage(
    place: Annotated[Path, typer.Argument(help="The folder of a case, or an exported file.")],
    code: Annotated[str | None, typer.Argument(help="Which consultation; without it, a list.")] = None,
) -> None:
    """List what is still whole in a damaged case, and name what is lost. Changes nothing."""
    from devicecheck.cli import case_bundle as command

    raise typer.Exit(command.salvage(place, code))
