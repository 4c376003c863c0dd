# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""In and out: a table for a spreadsheet, lists of other projects, and slips from clinics."""

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from devicecheck.frontend.typed_path import typed_path
from devicecheck.report.clean_text import clean
from devicecheck.tui.screens.base import ListKey
from devicecheck.tui.widgets.pointed_list import PointedList
from devicecheck.tui.words import Words
from devicecheck.tui.workspace.base import WorkspaceScreen
from devicecheck.tui.workspace.bench import Bench, open_bench
from devicecheck.tui.workspace.exchanging import FIELDS, Field, Given, Preview, Task, prepare
from devicecheck.tui.workspace.form import FormScreen
from devicecheck.tui.workspace.messages import Failed, Prepared, Written
from devicecheck.tui.workspace.slip import SlipScreen
from devicecheck.tui.workspace.slip_plans import of_any_app
from devicecheck.tui.workspace.telling import remark_line

MOST_LINES = 2_000
LONGEST_LINE = 300


class InOutScreen(WorkspaceScreen):
    """First what, then the file, then what it would change; only then Enter writes it."""

    NAME: ClassVar[str] = "workspace-exchange"
    LIST_KEYS: ClassVar[tuple[ListKey, ...]] = (("Enter", "go-on"),)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "write", show=False),
        Binding("escape", "leave", "back", key_display="Esc"),
    ]

    def __init__(self, words: Words, bench: Bench, taken: Callable[[Bench], None]) -> None:
        super().__init__(words)
        self._bench, self._taken = bench, taken
        self.chosen: Task | None = None
        self.preview: Preview | None = None
        self.busy = False

    def page(self) -> ComposeResult:
        """The tasks; the file and, for a table, a name; what it would change."""
        options = (Option(Text(" ") + self.say(f"tui.workspace-exchange.task.{task}"), id=task) for task in Task)
        yield PointedList(*options, id="tasks", markup=False)
        with Vertical(id="asked"):
            yield Static("", id="task", classes="title", markup=False)
            for field in Field:
                yield Static("", id=f"label-{field}", classes="label", markup=False)
                hidden = field is Field.PASSPHRASE
                yield Input(id=field.value, classes="field", password=hidden, max_length=4096, compact=True)
        with VerticalScroll(classes="lines"):
            yield Static("", id="said", markup=False)

    def on_mount(self) -> None:
        """Nothing is chosen yet."""
        self._choose(None)

    def _choose(self, task: Task | None) -> None:
        self.chosen, self.preview = task, None
        self.query_one("#tasks").display = task is None
        self.query_one("#asked").display = task is not None
        if task is None:
            self.query_one("#tasks").focus()
            return
        self.query_one("#task", Static).update(self.say(f"tui.workspace-exchange.task.{task}"))
        for field in Field:
            asked = field in self._fields()
            self.query_one(f"#{field}").display = self.query_one(f"#label-{field}").display = asked
            key = f"file.{task}" if field is Field.PATH else f"field.{field}"
            self.query_one(f"#label-{field}", Static).update(self.say(f"tui.workspace-exchange.{key}"))
        self.query_one("#path").focus()
        self._say()

    def _fields(self) -> tuple[Field, ...]:
        return FIELDS.get(self.chosen, (Field.PATH,)) if self.chosen else ()

    @on(OptionList.OptionSelected, "#tasks")
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Ask for the file; a slip about any app has questions of its own instead."""
        task = Task(str(event.option_id))
        if task is Task.SLIP_APP:
            self.app.push_screen(SlipScreen(self.words, of_any_app(self._bench.today)))
        else:
            self._choose(task)

    @on(Input.Submitted)
    def take_field(self, event: Input.Submitted) -> None:
        """On to the next field; after the last one, look what it would change."""
        fields = self._fields()
        after = fields[fields.index(Field(str(event.input.id))) + 1 :]
        if after:
            self.query_one(f"#{after[0]}").focus()
        else:
            self._prepare()

    def _prepare(self) -> None:
        task, typed = self.chosen, {field: self.query_one(f"#{field}", Input).value for field in Field}
        if not typed[Field.PATH].strip() or task is None or self.busy:
            return
        self.busy = True
        self.query_one("#passphrase", Input).value = ""
        self._say(self.say("tui.workspace-exchange.looking"))
        path, key = (typed_path(typed[field]).absolute() for field in (Field.PATH, Field.KEY))
        given = Given(
            path, typed[Field.PERSON], key, typed[Field.PASSPHRASE], typed[Field.CODE].strip(), typed[Field.APP]
        )
        self.run_slowly(lambda: Prepared(prepare(task, self._bench, given, self.words.wording)))

    @on(Prepared)
    def show(self, message: Prepared) -> None:
        """Show what it would change; a slip about an unknown app goes on as a form."""
        self.busy, self.preview = False, message.preview
        shown = [Text(clean(line, LONGEST_LINE)) for line in message.preview.lines[:MOST_LINES]]
        shown += [remark_line(each, self.words) for each in message.preview.remarks]
        further = message.preview.form or message.preview.slip
        ask = "go-on" if further else "write" if message.preview.write else "done"
        self._say(self.say(f"tui.workspace-exchange.{ask}"), *shown)
        self.query_one(VerticalScroll).focus()

    def action_write(self) -> None:
        """Write what was shown, once; or open the form."""
        preview = self.preview
        if self.busy or preview is None:
            return
        if preview.form:
            self.app.push_screen(FormScreen(self.words, self._bench, preview.form, self._take))
        elif preview.slip:
            self.app.push_screen(SlipScreen(self.words, preview.slip))
        elif write := preview.write:
            self.busy, self.preview = True, None
            self._say(self.say("tui.workspace.saving"))
            self.run_slowly(lambda: Written(write(), open_bench(self._bench.folder, self._bench.today)))

    @on(Written)
    def show_written(self, message: Written) -> None:
        """Say that it is written."""
        self.busy = False
        self._take(message.bench)
        self._say(*(Text(clean(line, LONGEST_LINE)) for line in message.text.splitlines()))

    def _take(self, bench: Bench) -> None:
        self._bench = bench
        self._taken(bench)

    @on(Failed)
    def show_trouble(self, message: Failed) -> None:
        """Say why not; the working copy is as it was."""
        self.busy, self.preview = False, None
        self._say(*message.lines)

    def action_leave(self) -> None:
        """From the file to the tasks; from the tasks to the list. While something is written, wait."""
        if self.busy:
            return
        if self.chosen is None:
            self.dismiss(None)
        else:
            self._choose(None)
            self._say()

    def _say(self, *lines: Text) -> None:
        self.query_one("#said", Static).update(Text("\n").join(lines))
