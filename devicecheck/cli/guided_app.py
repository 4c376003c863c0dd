# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands of the guided cards on the command line."""

from typing import Annotated

import typer

from devicecheck.cli.colours import Colours

cards = typer.Typer(help="Guided cards for what no cable can see, and odd things explained.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="Print for a machine to read.")]


def register(app: typer.Typer) -> None:
    """Put the commands into the app."""
    app.add_typer(cards, name="cards")
    app.command()(visit)


def visit(
    plain: Annotated[bool, typer.Option("--plain", help="Line by line; without it, the terminal app starts.")] = False,
    keep: Annotated[
        bool, typer.Option("--keep", help="Offer the client to keep the visit, encrypted, while you work.")
    ] = False,
    theme: Annotated[
        Colours | None, typer.Option("--theme", help="Colours of the terminal app. It is kept nowhere; F8 changes it.")
    ] = None,
) -> None:
    """The whole visit: questions, the phone, what was found, cards, copies, close."""
    from devicecheck.cli.plain_visit import run

    raise typer.Exit(run(keep))


@cards.command("list")
def list_cards(as_json: AsJson = False) -> None:
    """List every card."""
    from devicecheck.cli import guided as command

    raise typer.Exit(command.list_cards(as_json))


@cards.command()
def show(
    id_: Annotated[str, typer.Argument(metavar="ID", help="Which card; see the list.")],
    as_json: AsJson = False,
    lang: Annotated[str, typer.Option("--lang", help="The client's part in a language, such as pl.")] = "",
) -> None:
    """Show one card: where to look, what for, ordinary reasons, and whether they will notice."""
    from devicecheck.cli import guided as command

    raise typer.Exit(command.show_to_client(id_, lang) if lang else command.show(id_, as_json))
