# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes a false alarm into a folder of signatures: the value goes, may never come back, and the result is recalled.

`never-match.yaml` and `baseline/reported.txt` are the regression test: a list that matches the app again is refused.
A server also leaves the rule that was written from the entry's servers.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from devicecheck.errors import PackError
from devicecheck.matching.domains import within
from devicecheck.model.findings import Finding, SubjectKind
from devicecheck.model.signatures import REPORTED, Pack, Recall, Signature
from devicecheck.packs.entry_text import header, plain_yaml
from devicecheck.packs.groups import group_files
from devicecheck.packs.load import load_pack
from devicecheck.packs.normal_form import advice
from devicecheck.packs.rule_text import LICENCE_LINES, rule_text, with_kept_rules
from devicecheck.packs.slips import FalseAlarm, mended, recall_of
from devicecheck.packs.workshop import entry_path, refusal, save, write_text

RECALLS, NEVER = "recalls.yaml", "never-match.yaml"
SERVER = "server:"
"""How the evidence of a finding about traffic names a server."""
REPORTED_APPS, REPORTED_IPHONE = "baseline/reported.txt", "baseline/iphone-reported.txt"


def take(folder: Path, slip: FalseAlarm, today: date) -> Recall:
    """Mend the entry, keep the value out for ever, and recall the result. All of it or nothing.

    Errors: PackError `no-such-entry`, `slip-elsewhere`, `problems`.
    """
    pack = load_pack(folder)
    entry = next((each for each in pack.signatures if each.id == slip.entry), None)
    if entry is None:
        raise refusal("no-such-entry", id=slip.entry)
    recall = recall_of(slip, tuple(dict.fromkeys((slip.pack, pack.version))), today)
    fixed = mended(entry, slip)
    own = entry_path(folder, entry)
    lists = sorted((folder / "baseline").glob("*.txt"))
    paths = [
        own,
        own.with_suffix(".yar"),
        *group_files(folder),
        *lists,
        *(folder / name for name in (RECALLS, NEVER, REPORTED_APPS, REPORTED_IPHONE)),
    ]
    with _all_or_nothing(paths):
        if fixed != entry and own.is_file():
            save(folder, fixed, entry)
        elif fixed != entry:
            _take_line_out(folder, slip)
        _never(folder / NEVER, slip)
        if slip.kind == "domains":
            _write_rule_anew(own.with_suffix(".yar"), fixed)
        if slip.kind in {"packages", "bundles"}:
            iphone = slip.kind == "bundles"
            own_lists = [each for each in lists if each.name.startswith("iphone") is iphone]
            _report(own_lists, folder / (REPORTED_IPHONE if iphone else REPORTED_APPS), slip)
        write_recalls(folder, (*pack.recalls, recall))
        load_pack(folder)
    return recall


@contextmanager
def _all_or_nothing(paths: list[Path]) -> Iterator[None]:
    before = {path: path.read_bytes() if path.exists() else None for path in paths}
    try:
        yield
    except PackError:
        for path, data in before.items():
            if data is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(data)
        raise


def _take_line_out(folder: Path, slip: FalseAlarm) -> None:
    """The line of an app that stands in a group, among the ids of its own world."""
    line = re.compile(rf"^    ['\"]?{re.escape(slip.value)}['\"]?:.*\n", re.MULTILINE)
    heading = re.compile(r"^  (android|iphone):.*\n(?:    .*\n)*", re.MULTILINE)
    world = "iphone" if slip.kind == "bundles" else "android"
    for file in group_files(folder):
        text = file.read_text("utf-8")
        without = heading.sub(lambda part: line.sub("", part[0]) if part[1] == world else part[0], text)
        if without != text:
            write_text(file, without)
            return


def _write_rule_anew(file: Path, entry: Signature) -> None:
    """The rules of an entry without the server that it holds no more; no file where none is left."""
    if not file.exists():
        return
    text = with_kept_rules(rule_text(entry), file.read_text("utf-8"), entry.id).strip()
    if not text:
        file.unlink()
        return
    write_text(file, f"{text}\n" if text.startswith("//") else f"{LICENCE_LINES}\n{text}\n")


def _never(path: Path, slip: FalseAlarm) -> None:
    text = path.read_text("utf-8") if path.exists() else header("GPL-3.0-or-later") + "\n"
    key = f'"{slip.value}"' if ":" in slip.value else slip.value
    if re.search(rf"^  {re.escape(key)}:", text, re.MULTILINE):
        return
    line = f"  {key}: {REPORTED} a false alarm in {slip.month} ({slip.why})\n"
    heading = f"{slip.kind}:\n"
    if f"\n{heading}" not in f"\n{text}":
        text = f"{text.rstrip()}\n{heading}"
    write_text(path, text.replace(heading, heading + line, 1))


def _report(lists: Sequence[Path], reported: Path, slip: FalseAlarm) -> None:
    """The app among those of ordinary phones, where no entry is expected to match it any more."""
    line = re.compile(rf"^{re.escape(slip.value)}[ \t]*(#.*)?$", re.MULTILINE)
    for path in lists:
        text = path.read_text("utf-8")
        if line.search(text):
            write_text(path, line.sub(slip.value, text))
            return
    text = reported.read_text("utf-8") if reported.exists() else header("GPL-3.0-or-later")
    write_text(reported, f"{text.rstrip()}\n{slip.value}\n")


def write_recalls(folder: Path, recalls: tuple[Recall, ...]) -> None:
    """Write the recalls of a folder."""
    data = {"recalls": [recall.model_dump(exclude_defaults=True) for recall in recalls]}
    write_text(folder / RECALLS, f"{header('GPL-3.0-or-later')}\n{plain_yaml(data)}")


def recalled(pack: Pack, version: str, finding: Finding) -> tuple[Recall, ...]:
    """Recalls that take back what this finding says, made with the pack of `version`.

    Shape: a recalled app id takes back the finding about that app; a recalled stamp, every finding of its entry;
    recalled servers, a finding about traffic that named no others.
    """
    named = {signature.id for signature in finding.signatures}
    of_entry = [each for each in pack.recalls if each.entry in named and version in each.versions]
    servers = [name.removeprefix(SERVER) for name in finding.evidence if name.startswith(SERVER)]
    if finding.subject.kind is SubjectKind.TRAFFIC and all(_wrong(name, of_entry) for name in servers):
        return tuple(
            recall for recall in of_entry if any(_wrong(name, [recall]) for name in servers) or not recall.value
        )
    return tuple(
        recall
        for recall in of_entry
        if _of_every_app(recall.value) or recall.value.casefold() == finding.subject.key.casefold()
    )


def _wrong(server: str, recalls: Sequence[Recall]) -> bool:
    return any(each.value in ("", server) or within(server, each.value) for each in recalls)


def _of_every_app(value: str) -> bool:
    """Whether what was recalled is a stamp, or a whole entry: it made results about any app."""
    return not value or advice("certificates", value) is None
