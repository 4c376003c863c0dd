# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes a false alarm into a folder of signatures: the value goes, may never come back, and the result is recalled.

`never-match.yaml` and `baseline/reported.txt` are the regression test: a list that matches the app again is refused.
A server also leaves the rule that was written from the entry's servers. Where a rule fitted an ordinary app, that build
is kept out, by its id and its certificate together: an app that only takes the id is still found.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from devicecheck.errors import PackError
from devicecheck.matching.domains import within
from devicecheck.matching.index import build
from devicecheck.model.findings import Fact, Finding, SubjectKind
from devicecheck.model.observations import Observation, SigningCertificates, sole_stamp
from devicecheck.model.signatures import REPORTED, Pack, Recall, Signature
from devicecheck.packs.entry_text import header, plain_yaml
from devicecheck.packs.groups import group_files
from devicecheck.packs.installed import order
from devicecheck.packs.load import load_pack
from devicecheck.packs.normal_form import advice
from devicecheck.packs.rule_text import LICENCE_LINES, rule_text, with_kept_rules
from devicecheck.packs.slips import RULES, FalseAlarm, mended, recalls_of
from devicecheck.packs.workshop import entry_path, refusal, save, write_text

RECALLS, NEVER = "recalls.yaml", "never-match.yaml"
SERVER = "server:"
"""How the evidence of a finding about traffic names a server."""
BY_ID = frozenset({Fact.LISTED_PACKAGE, Fact.LISTED_PATTERN})
BY_STAMP = frozenset({Fact.LISTED_CERTIFICATE, Fact.LISTED_PAST_CERTIFICATE})
BY_RULE = frozenset({Fact.LISTED_RULE})
STANDING = BY_ID | BY_STAMP | BY_RULE | {Fact.LISTED_FILE}
"""What an app is named by, each alone: a result is taken back when nothing of it is left standing."""
REPORTED_APPS, REPORTED_IPHONE = "baseline/reported.txt", "baseline/iphone-reported.txt"


def take(folder: Path, slip: FalseAlarm, today: date) -> tuple[Recall, ...]:
    """Mend the entry, keep the value out for ever, and recall the result. All of it or nothing.

    Errors: PackError `no-such-entry`, `slip-elsewhere`, `stamp-of-many`, `problems`.
    """
    pack = load_pack(folder)
    entry = next((each for each in pack.signatures if each.id == slip.entry), None)
    if entry is None:
        raise refusal("no-such-entry", id=slip.entry)
    recalls = recalls_of(slip, tuple(dict.fromkeys((slip.pack, pack.version))), today)
    kept_out = _kept_out(slip, pack)
    fixed = entry if _cut_off(kept_out, recalls, pack) else mended(entry, slip)
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
        write_recalls(folder, (*(each for each in pack.recalls if _key(each) not in map(_key, recalls)), *recalls))
        if fixed != entry and own.is_file():
            save(folder, fixed, entry)
        elif fixed != entry:
            _take_line_out(folder, slip)
        for kind, value in kept_out:
            _never(folder / NEVER, slip, kind, value)
        if slip.kind == "domains":
            _write_rule_anew(own.with_suffix(".yar"), fixed)
        if slip.kind in {"packages", "bundles"}:
            iphone = slip.kind == "bundles"
            own_lists = [each for each in lists if each.name.startswith("iphone") is iphone]
            _report(own_lists, folder / (REPORTED_IPHONE if iphone else REPORTED_APPS), slip)
        load_pack(folder)
    return recalls


def _key(recall: Recall) -> tuple[str, str, str, tuple[str, ...]]:
    return recall.entry, recall.value, recall.stamp, recall.versions


def _cut_off(kept_out: Sequence[tuple[str, str]], recalls: Sequence[Recall], pack: Pack) -> bool:
    """Whether the program was stopped while it took this slip in: recalls are written first, what is kept out last."""
    held = {_key(each)[:3] for each in pack.recalls}
    out = all(value in getattr(pack.never_match, kind) for kind, value in kept_out)
    return not out and all(_key(each)[:3] in held for each in recalls) and not _holds(recalls[0], pack)


def _holds(recall: Recall, pack: Pack) -> bool:
    entry = next((each for each in pack.signatures if each.id == recall.entry), None)
    return entry is not None and any(recall.value in values for _, values in entry.indicators)


def _kept_out(slip: FalseAlarm, pack: Pack) -> tuple[tuple[str, str], ...]:
    """What may never match again, each with its kind. Errors: PackError `slip-elsewhere`, `stamp-of-many`."""
    value = () if slip.kind == RULES else ((slip.kind, slip.value),)
    if not slip.stamp:
        return value
    if not pack.never_match.own_stamp(slip.stamp):
        raise refusal("stamp-of-many", value=slip.stamp)
    written = build(slip.entry, slip.value, slip.stamp)
    if slip.kind == RULES and (slip.entry not in pack.rules or written in pack.never_match.builds):
        raise refusal("slip-elsewhere", id=slip.entry, value=slip.value)
    return (*value, ("builds", written))


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


def _never(path: Path, slip: FalseAlarm, kind: str, value: str) -> None:
    text = path.read_text("utf-8") if path.exists() else header("GPL-3.0-or-later") + "\n"
    key = f'"{value}"' if ":" in value else value
    if re.search(rf"^  {re.escape(key)}:", text, re.MULTILINE):
        return
    line = f"  {key}: {REPORTED} a false alarm in {slip.month} ({slip.why})\n"
    heading = f"{kind}:\n"
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


def recalled(
    pack: Pack, version: str, finding: Finding, observations: Sequence[Observation] = ()
) -> tuple[Recall, ...]:
    """Recalls that take back what this finding says, made with the pack of `version`.

    Shape: a recalled app id takes back the finding about that app; a recalled stamp, every finding of its entry;
    recalled servers, a finding about traffic that named no others; a recalled build, what a rule said of that app if
    `observations` show its stamp. What one recall leaves standing, such as a stamp beside a recalled id, stands.
    """
    named = {signature.id for signature in finding.signatures}
    of_entry = [each for each in pack.recalls if each.entry in named and _covers(each, version)]
    servers = [name.removeprefix(SERVER) for name in finding.evidence if name.startswith(SERVER)]
    if finding.subject.kind is SubjectKind.TRAFFIC and all(_wrong(name, of_entry) for name in servers):
        return tuple(
            recall for recall in of_entry if any(_wrong(name, [recall]) for name in servers) or not recall.value
        )
    fitting = tuple(recall for recall in of_entry if _about(recall, finding, observations))
    taken = {fact for recall in fitting for fact in _facts(recall)}
    return fitting if taken >= STANDING & set(finding.facts) else ()


def _covers(recall: Recall, version: str) -> bool:
    """Whether a release said what was taken back: those between the first and the last that are named said it too."""
    released = sorted(map(order, recall.versions))
    return released[0] <= order(version) <= released[-1]


def _wrong(server: str, recalls: Sequence[Recall]) -> bool:
    return any(each.value in ("", server) or within(server, each.value) for each in recalls)


def _about(recall: Recall, finding: Finding, observations: Sequence[Observation]) -> bool:
    """Whether a recall is about the app of a finding, or about any app."""
    if not recall.value or _is_stamp(recall.value):
        return True
    if recall.value.casefold() != finding.subject.key.casefold():
        return False
    of_app = (each for each in observations if isinstance(each, SigningCertificates) and _of(each, finding))
    return not recall.stamp or recall.stamp == sole_stamp(of_app)


def _of(stamps: SigningCertificates, finding: Finding) -> bool:
    return (stamps.device, stamps.key) == (finding.subject.device, finding.subject.key)


def _facts(recall: Recall) -> frozenset[Fact]:
    """The facts of a finding that a recall takes back."""
    if not recall.value:
        return STANDING
    if recall.stamp:
        return BY_RULE
    return BY_STAMP if _is_stamp(recall.value) else BY_ID


def _is_stamp(value: str) -> bool:
    return advice("certificates", value) is None
