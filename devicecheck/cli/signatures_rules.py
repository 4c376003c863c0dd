# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck signatures rule`: write the YARA rule of an entry from the servers that stand in it."""

from pathlib import Path
from typing import Annotated

import typer


def register(signatures: typer.Typer) -> None:
    """Add the command."""
    signatures.command("rule")(rule)


def rule(
    entry_id: Annotated[str, typer.Argument(metavar="ID", help="The entry, such as mspy.")],
    folder: Annotated[
        Path | None, typer.Option("--folder", help="A folder of signatures; without it, the shipped ones.")
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Write anew the rule from servers; others in the file stay.")
    ] = False,
) -> None:
    """Write the rule that finds an app by its own servers, beside its entry, as ID.yar."""
    raise typer.Exit(write_rule(entry_id, folder, replace=replace))


def write_rule(entry_id: str, folder: Path | None, *, replace: bool) -> int:
    """Write the rule; the exit code. Errors: PackError, UsageError, ExportError."""
    from devicecheck.cli.exits import Exit, narrate
    from devicecheck.errors import ExportError, UsageError
    from devicecheck.packs.find import signatures_folder
    from devicecheck.packs.load import load_pack
    from devicecheck.packs.rule_text import rule_text, with_kept_rules
    from devicecheck.report.wording import load

    place = folder or signatures_folder()
    entry = next((each for each in load_pack(place).signatures if each.id == entry_id), None)
    if entry is None:
        raise UsageError("unknown-entry", {"id": entry_id})
    text = rule_text(entry)
    if not text:
        raise UsageError("no-servers", {"id": entry_id})
    file = place / entry.category.value / f"{entry.id}.yar"
    try:
        if replace and file.exists():
            text = with_kept_rules(text, file.read_text("utf-8"), entry_id)
        with file.open("w" if replace else "x", encoding="utf-8") as opened:
            opened.write(text)
    except FileExistsError:
        raise ExportError("exists", {"path": str(file)}) from None
    except OSError as error:
        raise ExportError("failed", {"path": str(file), "why": error.strerror or ""}) from None
    narrate(load().text("cli.wrote", path=str(file)))
    return Exit.DONE
