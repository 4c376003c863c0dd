# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line. Every import beyond typer waits for the command that needs it, so that --help is quick."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from devicecheck.cli import beside_app, case_app, exchange_app, guided_app, keeping_app, releases_app, signatures_rules

app = typer.Typer(
    name="devicecheck",
    help="Check a phone together with its owner. Without a command, the terminal app starts.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
signatures = typer.Typer(help="Look after the list of known apps.", no_args_is_help=True)
app.add_typer(signatures, name="signatures")
keeping_app.register(signatures)
exchange_app.register(signatures)
releases_app.register(signatures)
signatures_rules.register(signatures)
evidence = typer.Typer(help="The clinic's key for evidence packs.", no_args_is_help=True)
app.add_typer(evidence, name="evidence")

beside_app.register(app)
guided_app.register(app)

case = typer.Typer(help="Keep consultations in an encrypted folder, if the client wants that.", no_args_is_help=True)
app.add_typer(case, name="case")
case_app.register(case)

CaseFolder = Annotated[Path, typer.Argument(help="The folder of the case.")]
Out = Annotated[
    Path | None,
    typer.Option("--out", help="Folder for the reports. They are not encrypted. Without it, nothing is written."),
]
Formats = Annotated[str, typer.Option("--format", help="Which files, with commas: html, pdf, txt, json, docx.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print for a machine to read.")]
Keep = Annotated[
    bool, typer.Option("--keep", help="Offer the client to keep the visit, encrypted, while you work; asks for a yes.")
]


@app.callback()
def main(
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.", is_eager=True)] = False,
) -> None:
    """Check a phone together with its owner."""
    if version:
        from importlib.metadata import version as installed

        print(installed("devicecheck"))
        raise typer.Exit


@app.command()
def practice(
    story: Annotated[str, typer.Argument(help="Which made-up phone; see --list.")] = "watched",
    list_stories: Annotated[bool, typer.Option("--list", help="List the made-up phones.")] = False,
    out: Out = None,
    formats: Formats = "html,pdf",
    as_json: AsJson = False,
    keep: Keep = False,
) -> None:
    """Check a made-up phone: for training, and to see what the tool does."""
    from devicecheck.cli import practice as command

    raise typer.Exit(command.list_stories(as_json) if list_stories else command.run(story, out, formats, as_json, keep))


@app.command()
def check(
    serial: Annotated[str | None, typer.Option("--serial", help="Which phone, if several are plugged in.")] = None,
    tcp: Annotated[str | None, typer.Option("--tcp", help="A phone at HOST:PORT instead of on the cable.")] = None,
    server: Annotated[bool, typer.Option("--server", help="Use the adb server that runs on this computer.")] = False,
    server_port: Annotated[int, typer.Option("--server-port", help="Port of that adb server.")] = 5037,
    iphone: Annotated[bool, typer.Option("--iphone", help="An iPhone; without it, an Android phone.")] = False,
    out: Out = None,
    formats: Formats = "html,pdf,json",
    as_json: AsJson = False,
    keep: Keep = False,
) -> None:
    """Check a phone. Asks first whether it is safe now, whose phone it is, and what the client agrees to."""
    from devicecheck.cli import check as command

    android = command.endpoint(serial, tcp, server, server_port)
    place = command.iphone_endpoint(serial, tcp, server) if iphone else android
    raise typer.Exit(command.run(place, out, formats, as_json, keep))


@app.command("check-file")
def check_file(
    file: Annotated[Path, typer.Argument(help="An app's file (APK) on this computer.")],
    as_json: AsJson = False,
) -> None:
    """Look into an app's file: id, maker's stamp, what it is built for, what our list says. Looks at no phone."""
    from devicecheck.cli import check_file as command

    raise typer.Exit(command.run(file, as_json))


@app.command()
def report(
    consultation: Annotated[
        Path | None, typer.Argument(help="A consultation document (JSON). The log needs none.")
    ] = None,
    out: Out = None,
    formats: Formats = "html,pdf",
    copy: Annotated[
        str,
        typer.Option(
            "--copy",
            help="Which copies, with commas: A (client), card, B (caseworker), orders, C (pack), log (to write on).",
        ),
    ] = "B",
    kept: Annotated[
        str | None,
        typer.Option("--kept", help="Where copy A is kept: paper, caseworker, other-device, someone-trusted."),
    ] = None,
    lang: Annotated[str, typer.Option("--lang", help="A language to stand beside the English, such as pl.")] = "en",
    large: Annotated[bool, typer.Option("--large", help="Large print.")] = False,
    draft_translations: Annotated[
        bool, typer.Option("--draft-translations", help="Show texts that nobody reviewed, to test the layout only.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Make the copies of a saved consultation. Looks at no phone. A client's copy needs to know where it is kept.

    The log is empty pages on which a client writes down what happens.
    """
    from devicecheck.cli import report as command
    from devicecheck.cli.handover import Layout

    layout = Layout(lang, large, draft_translations)
    raise typer.Exit(command.run(consultation, out, formats, as_json, copy, kept, layout))


@app.command()
def compare(
    earlier: Annotated[Path, typer.Argument(help="The earlier consultation document (JSON).")],
    later: Annotated[Path, typer.Argument(help="The later one of the same phone.")],
    as_json: AsJson = False,
) -> None:
    """Put two saved consultations of one phone beside each other: what is new, still there, not seen any more."""
    from devicecheck.cli import compare as command

    raise typer.Exit(command.run(earlier, later, as_json))


@app.command()
def verify(
    pack: Annotated[Path, typer.Argument(help="An evidence pack: a folder or a ZIP file.")],
    fingerprint: Annotated[
        str, typer.Option("--fingerprint", help="The key's fingerprint, typed from the printed continuity sheet.")
    ] = "",
    signers: Annotated[
        Path | None, typer.Option("--signers", help="Known keys, as OpenSSH lists them (allowed_signers).")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Look an evidence pack over: which file differs from what was signed, and which key signed. Needs no network."""
    from devicecheck.cli import verify as command

    raise typer.Exit(command.run(pack, fingerprint, signers, as_json))


@evidence.command("key")
def evidence_key(
    passphrase: Annotated[bool, typer.Option("--passphrase", help="Ask for a passphrase for a new key.")] = False,
    as_json: AsJson = False,
) -> None:
    """Make the clinic's key if there is none, and print its fingerprint. It signs evidence packs."""
    from devicecheck.cli import evidence as command

    raise typer.Exit(command.key(passphrase, as_json))


@evidence.command("pack")
def evidence_pack(
    consultation: Annotated[Path, typer.Argument(help="A consultation document (JSON).")],
    out: Annotated[Path, typer.Option("--out", help="Folder for the pack. It is not encrypted.")],
    readings: Annotated[
        Path | None, typer.Option("--readings", help="Saved answers, to go in whole; asks for a yes first.")
    ] = None,
    as_folder: Annotated[bool, typer.Option("--folder", help="A folder instead of a ZIP file.")] = False,
) -> None:
    """Write the evidence pack of a saved consultation: facts only, signed. Asks whether the client wants it."""
    from devicecheck.cli import evidence as command

    raise typer.Exit(command.pack(consultation, out, readings, as_folder))


@case.command("new")
def case_new(folder: CaseFolder) -> None:
    """Make a case. Asks for a passphrase and prints a recovery key, once."""
    from devicecheck.cli import case as command

    raise typer.Exit(command.new(folder))


@case.command("add")
def case_add(
    folder: CaseFolder, consultation: Annotated[Path, typer.Argument(help="A consultation document (JSON).")]
) -> None:
    """Keep one consultation. Asks first whether the client wants that."""
    from devicecheck.cli import case as command

    raise typer.Exit(command.add(folder, consultation))


@case.command("show")
def case_show(
    folder: CaseFolder, code: Annotated[str | None, typer.Argument(help="Which one; without it, a list.")] = None
) -> None:
    """List what is kept, or print one consultation."""
    from devicecheck.cli import case as command

    raise typer.Exit(command.show(folder, code))


@case.command("open")
def case_open(folder: CaseFolder) -> None:
    """Open a visit that was cut off: make its report, go on from it, or erase it."""
    from devicecheck.cli import case_open as command

    raise typer.Exit(command.run(folder))


@case.command("erase")
def case_erase(folder: CaseFolder) -> None:
    """Erase a case: its key first, then the rest. Cannot be undone."""
    from devicecheck.cli import case as command

    raise typer.Exit(command.erase_case(folder))


@app.command()
def commands(as_json: AsJson = False) -> None:
    """Print everything that can ever be asked of a phone."""
    from devicecheck.cli import commands as command

    raise typer.Exit(command.run(as_json))


@app.command()
def doctor(
    steps: Annotated[
        bool, typer.Option("--steps", help="Instead: how debugging is turned on and put back. Name a maker after it.")
    ] = False,
    maker: Annotated[str | None, typer.Argument(help="With --steps: whose phone it is; without it, a list.")] = None,
    it: Annotated[bool, typer.Option("--it", help="Print a text for whoever looks after this computer.")] = False,
    as_json: AsJson = False,
) -> None:
    """Look whether this computer is ready: signatures, known signs, USB, adb server, where files go."""
    from devicecheck.cli import doctor as command
    from devicecheck.cli import steps as step_command

    raise typer.Exit(step_command.run(maker, as_json) if steps or maker else command.run(as_json, it))


@signatures.command("check")
def signatures_check(
    folder: Annotated[Path | None, typer.Argument(help="A folder of signatures; without it, the shipped ones.")] = None,
    as_json: AsJson = False,
) -> None:
    """Check every signature file, and prove that the planted signs are found."""
    from devicecheck.cli import signatures as command

    raise typer.Exit(command.check(folder, as_json))


def run(arguments: list[str]) -> int:
    """Run one command; its exit code."""
    from devicecheck.cli.exits import exit_on_error

    try:
        with exit_on_error():
            return int(app(arguments, standalone_mode=False) or 0)
    except typer.Exit as done:
        return int(done.exit_code)
    except typer.Abort:
        return 130
    except Exception as error:
        return _usage(error)


def _usage(error: Exception) -> int:
    show = getattr(error, "show", None)
    if show is None:
        from devicecheck.cli.exits import unexpected

        return unexpected(error)
    show(sys.stderr)
    return int(getattr(error, "exit_code", 2))
