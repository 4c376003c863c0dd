# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands that look at what is beside the phone: small tags near by, recorded traffic, a copy of the phone."""

from pathlib import Path
from typing import Annotated

import typer

Out = Annotated[
    Path | None,
    typer.Option("--out", help="Folder for the reports. They are not encrypted. Without it, nothing is written."),
]
Formats = Annotated[str, typer.Option("--format", help="Which files, with commas: html, pdf, txt, json, docx.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print for a machine to read.")]
Visit = Annotated[
    Path | None, typer.Option("--visit", help="A saved consultation (JSON) that the result becomes part of.")
]
Keep = Annotated[
    bool, typer.Option("--keep", help="Offer the client to keep the visit, encrypted, while you work; asks for a yes.")
]

MadeUp = Annotated[str | None, typer.Option("--practice", help="A made-up recording; see --list.")]
OwnPhone = Annotated[
    str | None, typer.Option("--device", help="With --live: the Wi-Fi address of the client's own phone.")
]
ListMadeUp = Annotated[bool, typer.Option("--list", help="List the made-up recordings.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(bluetooth)
    app.command()(network)
    app.command()(capture)
    app.command("check-backup")(check_backup)


def bluetooth(
    seconds: Annotated[int, typer.Option("--seconds", help="How long to listen at each place, 10 to 300.")] = 60,
    visit: Visit = None,
    known: Annotated[
        Path | None, typer.Option("--known", help="An earlier consultation (JSON): tags that the client knew then.")
    ] = None,
    practice_story: Annotated[str | None, typer.Option("--practice", help="A recorded radio; see --list.")] = None,
    list_stories: Annotated[bool, typer.Option("--list", help="List the recorded radios.")] = False,
    out: Out = None,
    formats: Formats = "html,pdf,json",
    as_json: AsJson = False,
    keep: Keep = False,
) -> None:
    """Listen for small tags (AirTag, SmartTag, Tile and others) near a client's things. Joins none, makes none ring."""
    from devicecheck.cli import bluetooth as command

    if list_stories:
        raise typer.Exit(command.list_stories(as_json))
    raise typer.Exit(command.run(practice_story, seconds, visit, known, out, formats, as_json, keep))


def network(
    interface: Annotated[
        str | None, typer.Option("--interface", help="Which network of this computer, if there are several.")
    ] = None,
    seconds: Annotated[
        int, typer.Option("--seconds", help="How long to listen after the quick answer, 2 to 1800.")
    ] = 60,
    privileged: Annotated[
        bool,
        typer.Option("--privileged", help="Linux: also a packet socket, opened by one small program with sudo."),
    ] = False,
    visit: Visit = None,
    known: Annotated[
        Path | None, typer.Option("--known", help="An earlier consultation (JSON): devices that the client knew then.")
    ] = None,
    practice_story: Annotated[str | None, typer.Option("--practice", help="A recorded network; see --list.")] = None,
    list_stories: Annotated[bool, typer.Option("--list", help="List the recorded networks.")] = False,
    out: Out = None,
    formats: Formats = "html,pdf,json",
    as_json: AsJson = False,
    keep: Keep = False,
) -> None:
    """Look for cameras, recorders and place servers on a home network. Asks first whose it is. Tries no password."""
    from devicecheck.cli import network as command

    if list_stories:
        raise typer.Exit(command.list_stories(as_json))
    code = command.run(practice_story, interface, seconds, privileged, visit, known, out, formats, as_json, keep)
    raise typer.Exit(code)


def capture(
    file: Annotated[
        Path | None, typer.Argument(help="A recording of traffic on this computer (pcap or pcapng).")
    ] = None,
    live: Annotated[
        str | None,
        typer.Option("--live", help="Instead of a file: the interface of this computer's own hotspot."),
    ] = None,
    device: OwnPhone = None,
    minutes: Annotated[
        int, typer.Option("--minutes", help="With --live: how long, 1 to 50. Ctrl-C ends it sooner.")
    ] = 20,
    guide: Annotated[bool, typer.Option("--guide", help="Print how to record a phone's traffic elsewhere.")] = False,
    practice_story: MadeUp = None,
    list_stories: ListMadeUp = False,
    visit: Visit = None,
    out: Out = None,
    formats: Formats = "html,pdf,json",
    as_json: AsJson = False,
    keep: Keep = False,
) -> None:
    """Look through a recording of traffic for servers of known apps. Looks at no phone; of the recording keeps hits."""
    from devicecheck.cli import capture as command
    from devicecheck.cli import live as watching

    if guide:
        raise typer.Exit(watching.guide())
    if list_stories:
        raise typer.Exit(command.list_stories(as_json))
    if practice_story is not None and file is None and live is None and device is None:
        raise typer.Exit(command.practise(practice_story, visit, out, formats, as_json, keep))
    if practice_story is not None:
        raise typer.BadParameter("--practice stands alone")
    if keep and file is None:
        raise typer.BadParameter("--keep needs a file")
    if live is not None and device is not None and file is None:
        raise typer.Exit(watching.run(live, device, minutes, visit, out, formats, as_json))
    if file is None or live is not None or device is not None:
        raise typer.BadParameter("name a file, or --live with --device")
    raise typer.Exit(command.run(file, visit, out, formats, as_json, keep))


def check_backup(
    folder: Annotated[
        Path | None, typer.Argument(help="The folder of an iPhone's backup by Finder, iTunes or Apple Devices.")
    ] = None,
    practice_story: Annotated[str | None, typer.Option("--practice", help="A made-up backup; see --list.")] = None,
    list_stories: Annotated[bool, typer.Option("--list", help="List the made-up backups.")] = False,
    visit: Visit = None,
    out: Out = None,
    formats: Formats = "html,pdf,json",
    as_json: AsJson = False,
    keep: Keep = False,
) -> None:
    """Look at a copy (backup) of the client's own iPhone: apps, settings profiles, trust, rights. Makes no copy.

    Asks first whose phone it is and what the client agrees to. A password is typed, not shown, and not kept.
    """
    from devicecheck.cli import check_backup as command

    if list_stories:
        raise typer.Exit(command.list_stories(as_json))
    if (folder is None) is (practice_story is None):
        raise typer.BadParameter("name the folder of a backup, or --practice with a story")
    if practice_story is not None:
        raise typer.Exit(command.practise(practice_story, visit, out, formats, as_json, keep))
    assert folder is not None  # noqa: S101 - one of the two is named
    raise typer.Exit(command.run(folder, visit, out, formats, as_json, keep))
