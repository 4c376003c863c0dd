# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes in and out of a working copy: what it would change first, as lines, then a step that does it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from devicecheck.frontend import list_exchange as exchange
from devicecheck.frontend import list_releases as releases
from devicecheck.frontend import list_slips
from devicecheck.frontend.list_differences import change_lines, diff_lines
from devicecheck.frontend.saved_document import read
from devicecheck.model.signatures import Category
from devicecheck.packs import slips
from devicecheck.packs.difference import difference
from devicecheck.packs.form import Form, Remark
from devicecheck.packs.load import load_pack
from devicecheck.packs.slips import Slip, UnknownApp
from devicecheck.packs.taking_slips import take
from devicecheck.report.wording import Wording
from devicecheck.tui.workspace.bench import Bench
from devicecheck.tui.workspace.slip_plans import SlipPlan, of_visit


class Task(StrEnum):
    """What can be done. The words are at `tui.workspace-exchange.task.<value>`."""

    TABLE_OUT = "table-out"
    TABLE_IN = "table-in"
    IMPORT = "import"
    EXPORT = "export"
    SLIP = "slip"
    SLIP_DOCUMENT = "slip-document"
    SLIP_APP = "slip-app"
    RECALLED = "recalled"
    DIFF = "diff"
    RELEASE = "release"
    SIGN = "sign"
    VERIFY = "verify"
    UPDATE = "update"


class Field(StrEnum):
    """What a task needs to know. The words are at `tui.workspace-exchange.field.<value>`."""

    PATH = "path"
    APP = "app"
    PERSON = "person"
    KEY = "key"
    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a field
    CODE = "code"


FIELDS = MappingProxyType(
    {
        Task.TABLE_IN: (Field.PATH, Field.PERSON),
        Task.SLIP_DOCUMENT: (Field.PATH, Field.APP),
        Task.SIGN: (Field.PATH, Field.KEY, Field.PASSPHRASE),
        Task.VERIFY: (Field.PATH, Field.CODE),
        Task.UPDATE: (Field.PATH, Field.CODE),
    }
)
"""Tasks that need more than a path. All fields but the path may be left empty; what that means is said by the task."""


@dataclass(frozen=True)
class Given:
    """What was typed."""

    path: Path
    person: str = ""
    key: Path = Path()
    passphrase: str = field(default="", repr=False)
    code: str = ""
    app: str = ""


@dataclass(frozen=True)
class Preview:
    """What a task would do, or did. Shape: `write` does it and says so; None when there is nothing more to do.

    `form` is a draft to go on with, with `remarks` on what the slip said; `slip` is asked about on its own screen.
    """

    lines: tuple[str, ...]
    write: Callable[[], str] | None = None
    form: Form | None = None
    remarks: tuple[Remark, ...] = ()
    slip: SlipPlan | None = None


def prepare(task: Task, bench: Bench, given: Given, words: Wording) -> Preview:
    """Do what changes nothing in the working copy and nothing on a stick; slow.

    Errors: PackError, UsageError, ExportError, SelfTestError, EvidenceError, DocumentError.
    """
    return _STEPS[task](bench, given, words)


def _table_out(bench: Bench, given: Given, words: Wording) -> Preview:
    return Preview((exchange.table_out(bench.folder, given.path, words),))


def _export(bench: Bench, given: Given, words: Wording) -> Preview:
    return Preview(tuple(exchange.export_lines(exchange.exported(given.path, "", False, bench.folder), words)))


def _table_in(bench: Bench, given: Given, words: Wording) -> Preview:
    return _table(exchange.table_read(bench.folder, given.path, given.person, bench.today), words)


def _import(bench: Bench, given: Given, words: Wording) -> Preview:
    return _list(exchange.planned(given.path, "", Category.WATCH_SECRETLY, bench.folder, bench.today), words)


def _take_slip(bench: Bench, given: Given, words: Wording) -> Preview:
    return _slip(slips.read(exchange.content(given.path, slips.LARGEST)), bench, words)


def _slip_document(_bench: Bench, given: Given, words: Wording) -> Preview:
    plan = of_visit(read(given.path), given.app.strip())
    return Preview((words.text("tui.workspace-exchange.slip-first"),), slip=plan)


def _recalled(bench: Bench, given: Given, words: Wording) -> Preview:
    found = list_slips.taken_back(read(given.path), bench.pack)
    return Preview(tuple(list_slips.recall_lines(found, bench.pack, words)))


def _diff(bench: Bench, given: Given, words: Wording) -> Preview:
    return Preview(tuple(diff_lines(difference(load_pack(given.path), bench.pack), words, None)))


def _release(bench: Bench, given: Given, words: Wording) -> Preview:
    def write() -> str:
        pack = releases.proposed(given.path, bench.folder, bench.today, datetime.now(UTC), words)
        return words.text("cli.keeping.release.proposed", version=pack.version)

    return Preview((words.text("tui.workspace-exchange.release-first", path=given.path),), write)


def _sign(_bench: Bench, given: Given, words: Wording) -> Preview:
    key = releases.opened_key(given.key, lambda: given.passphrase)
    lines = tuple(releases.waiting_lines(given.path, words))

    def write() -> str:
        done = tuple(releases.signed_lines(given.path, key, words))
        code = releases.root_code(given.path)
        return "\n".join((*done, words.text("cli.keeping.release.root-code", code=code)) if code else done)

    return Preview(lines, write if lines else None)


def _verify(_bench: Bench, given: Given, words: Wording) -> Preview:
    return Preview((releases.verified_text(releases.verified(given.path, given.code), words),))


def _update(bench: Bench, given: Given, words: Wording) -> Preview:
    def write() -> str:
        return "\n".join(releases.installed_lines(releases.installed_from(given.path, given.code, bench.today), words))

    return Preview((releases.verified_text(releases.verified(given.path, given.code), words),), write)


def _table(found: exchange.Table, words: Wording) -> Preview:
    if not found.entries:
        return Preview((words.text("cli.keeping.unchanged"),))

    def write() -> str:
        exchange.table_saved(found)
        return words.text("cli.keeping.table-taken", count=len(found.entries))

    return Preview(tuple(change_lines(found.pack, found.entries, words)), write)


def _list(found: exchange.Import, words: Wording) -> Preview:
    lines = tuple(exchange.import_lines(found, words))
    if not found.plan.new:
        return Preview((*lines, words.text("exchange.import.nothing-new")))

    def write() -> str:
        exchange.write_planned(found)
        return words.text("tui.workspace-exchange.wrote", count=len(found.plan.new))

    return Preview(lines, write)


def _slip(slip: Slip, bench: Bench, words: Wording) -> Preview:
    lines = tuple(slips.write(slip).splitlines())
    if isinstance(slip, UnknownApp):
        form, remarks = slips.draft_form(slip, bench.pack)
        return Preview((*lines, words.text("cli.keeping.slip.opened")), form=form, remarks=tuple(remarks))

    def write() -> str:
        take(bench.folder, slip, bench.today)
        return "\n".join(list_slips.taken_lines(slip, words))

    return Preview(lines, write)


_STEPS: Mapping[Task, Callable[[Bench, Given, Wording], Preview]] = MappingProxyType(
    {
        Task.TABLE_OUT: _table_out,
        Task.TABLE_IN: _table_in,
        Task.IMPORT: _import,
        Task.EXPORT: _export,
        Task.SLIP: _take_slip,
        Task.SLIP_DOCUMENT: _slip_document,
        Task.RECALLED: _recalled,
        Task.DIFF: _diff,
        Task.RELEASE: _release,
        Task.SIGN: _sign,
        Task.VERIFY: _verify,
        Task.UPDATE: _update,
    }
)
