# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands of `devicecheck signatures` for signed releases on a folder or USB stick."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

Stick = Annotated[Path, typer.Argument(help="The folder of the release, such as a USB stick.")]
PublicKeys = Annotated[list[Path], typer.Option("--key", help="The public key (.pub) of one person; three times.")]
Code = Annotated[str, typer.Option("--code", help="The code of the stick; needed the first time on a computer.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print for a machine to read.")]


def register(signatures: typer.Typer) -> None:
    """Add the commands."""
    for name, command in (
        ("key", key),
        ("ceremony", ceremony),
        ("rotate", rotate),
        ("release", release),
        ("sign", sign),
        ("verify", verify),
        ("update", update),
    ):
        signatures.command(name)(command)


def key(
    file: Annotated[Path, typer.Argument(help="The file for the secret key, on a stick of its own.")],
    name: Annotated[str, typer.Option("--name", help="Who holds this key.")],
    passphrase: Annotated[
        bool, typer.Option("--passphrase/--no-passphrase", help="Seal the key with a passphrase.")
    ] = True,
) -> None:
    """Make one person's key for signing releases, and its public half beside it."""
    from devicecheck.cli import signatures_releases as command

    raise typer.Exit(command.make_key(file, name, passphrase))


def ceremony(stick: Stick, keys: PublicKeys) -> None:
    """Begin a stick: three people's public keys. Two of the three then sign it."""
    from devicecheck.cli import signatures_releases as command

    raise typer.Exit(command.ceremony(stick, keys, rotate=False))


def rotate(stick: Stick, keys: PublicKeys) -> None:
    """Change to a new set of three keys. Two of the old set and two of the new set sign it."""
    from devicecheck.cli import signatures_releases as command

    raise typer.Exit(command.ceremony(stick, keys, rotate=True))


def release(
    stick: Stick,
    folder: Annotated[Path, typer.Option("--folder", help="Your working copy of the list.")] = Path("my-list"),
    signing: Annotated[list[Path] | None, typer.Option("--sign", help="A secret key to sign with at once.")] = None,
) -> None:
    """Test the list, give it the next version and its list of changes, and lay it on the stick to be signed."""
    from devicecheck.cli import signatures_releases as command

    raise typer.Exit(command.release(stick, folder, signing or [], date.today()))


def sign(
    stick: Stick,
    keys: Annotated[list[Path], typer.Option("--key", help="Your secret key.")],
) -> None:
    """Sign what waits on the stick. With the second person's signature it is released."""
    from devicecheck.cli import signatures_releases as command

    raise typer.Exit(command.sign(stick, keys))


def verify(stick: Stick, code: Code = "", as_json: AsJson = False) -> None:
    """Look a release over as a clinic's computer would. Installs nothing."""
    from devicecheck.cli import signatures_releases as command

    raise typer.Exit(command.verify(stick, code, as_json))


def update(
    stick: Annotated[Path | None, typer.Argument(help="The stick; without it, say which list is in use.")] = None,
    code: Code = "",
    back: Annotated[bool, typer.Option("--back", help="Take the newest installed list out of use.")] = False,
    as_json: AsJson = False,
) -> None:
    """Install a released list on this computer. Needs no network."""
    from devicecheck.cli import signatures_releases as command

    if back:
        raise typer.Exit(command.go_back())
    if stick is None:
        raise typer.Exit(command.in_use(date.today(), as_json))
    raise typer.Exit(command.update(stick, code, date.today(), as_json))
