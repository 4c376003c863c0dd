# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What PDF/UA-1 and PDF/A-2a ask of a file's structure, read with qpdf: every fault in words, none for a sound file.

Written from ISO 14289-1, ISO 19005-2 and ISO 32000-1 (14.7, 14.8), not from what our engine writes.
"""

import io
import re
from collections.abc import Iterator
from itertools import pairwise

import pikepdf
from pikepdf import Array, Dictionary, Name

WITHIN = {
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"}, "TBody": {"TR"}, "TFoot": {"TR"}, "TR": {"TH", "TD"},
    "L": {"LI", "L", "Caption"}, "LI": {"Lbl", "LBody"},
}  # fmt: skip
METADATA = {
    "part of PDF/UA": r"<pdfuaid:part>\s*1\s*<",
    "part of PDF/A": r"<pdfaid:part>\s*2\s*<",
    "level of PDF/A": r"<pdfaid:conformance>\s*A\s*<",
    "title": r"<dc:title>.*?<rdf:li[^>]*>[^<]+",
}
PAINTS = {"Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "INLINE IMAGE"}
Owner = tuple[tuple[int, int], int]


def faults(data: bytes) -> list[str]:
    """Every fault of a file."""
    with pikepdf.open(io.BytesIO(data)) as file:
        tree = _Tree(file)
        return [*file.check_pdf_syntax(), *_catalogue(file), *tree.faults, *_pages(file, tree)]


def _catalogue(file: pikepdf.Pdf) -> Iterator[str]:
    root, said = file.Root, bytes(file.Root.Metadata.read_bytes()).decode()
    yield from (f"metadata: no {what}" for what, form in METADATA.items() if not re.search(form, said, re.DOTALL))
    if not root.MarkInfo.Marked or root.MarkInfo.get("/Suspects"):
        yield "not marked as tagged"
    if not str(root.get("/Lang", "")) or not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "no language, or the title is not shown"
    if not any("/DestOutputProfile" in each for each in root.get("/OutputIntents", [])) or file.is_encrypted:
        yield "no output intent, or locked"
    yield from (f"{key} runs something" for key in ("/OpenAction", "/AA", "/AcroForm") if key in root)


class _Tree:
    """The structure tree: its faults, and which element owns each piece of marked content."""

    def __init__(self, file: pikepdf.Pdf) -> None:
        root = file.Root.StructTreeRoot
        self.faults: list[str] = []
        self.owners: dict[Owner, pikepdf.Object] = {}
        self.parents = dict(_numbers(root.ParentTree))
        self._levels: list[int] = []
        for element in _kids(root):
            self._walk(element, root, None)
        if any(after - before > 1 for before, after in pairwise([0, *self._levels])):
            self.faults.append(f"headings out of order: {self._levels}")

    def _walk(self, element: pikepdf.Object, parent: pikepdf.Object, page: pikepdf.Object | None) -> None:
        kind, page = str(element.S)[1:], element.get("/Pg", page)
        if element.P.objgen != parent.objgen:
            self.faults.append(f"{kind} names another parent")
        below = []
        for kid in _kids(element):
            if isinstance(kid, Dictionary) and "/S" in kid:
                below.append(str(kid.S)[1:])
                self._walk(kid, element, page)
            elif isinstance(kid, Dictionary):
                self.owners[kid.get("/Pg", page).objgen, int(kid.MCID)] = element
            elif page is not None:
                self.owners[page.objgen, int(kid)] = element
        self._judge(kind, element, below)

    def _judge(self, kind: str, element: pikepdf.Object, below: list[str]) -> None:
        if re.fullmatch("H[1-6]", kind):
            self._levels.append(int(kind[1]))
        if set(below) - WITHIN.get(kind, set(below)):
            self.faults.append(f"{kind} holds {below}")
        if kind == "TH" and not any("/Scope" in each for each in _attributes(element)):
            self.faults.append("a table head without a scope")
        if kind == "Figure" and not str(element.get("/Alt", "")):
            self.faults.append("a picture without a text")
        if kind == "Table" and len(widths := {_width(row) for row in _rows(element)}) > 1:
            self.faults.append(f"rows of different widths: {widths}")


def _pages(file: pikepdf.Pdf, tree: _Tree) -> Iterator[str]:
    seen: set[Owner] = set()
    for page in file.pages:
        listed = tree.parents.get(int(page.obj.get("/StructParents", -1)), Array())
        if page.obj.get("/Tabs") != Name.S or page.obj.get("/Annots"):
            yield "tabs do not follow the structure, or there are annotations"
        for mark in _marks(page):
            if isinstance(mark, str):
                yield mark
                continue
            key = (page.obj.objgen, mark)
            if key in seen or key not in tree.owners or listed[mark].objgen != tree.owners[key].objgen:
                yield f"content {mark} is marked twice, or by no element, or the parent tree names another"
            seen.add(key)
        yield from _fonts(page)
    if left := set(tree.owners) - seen:
        yield f"{len(left)} pieces of content stand in the tree and on no page"


def _marks(page: pikepdf.Page) -> Iterator[int | str]:
    """The number of each piece of marked content; a fault for anything painted outside of one."""
    stack: list[int | str | None] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC" | "BMC":
                about = operands[1] if len(operands) > 1 else {}
                about = page.obj.Resources.Properties[str(about)] if isinstance(about, Name) else about
                number = int(about["/MCID"]) if "/MCID" in about else None
                stack.append("artifact" if str(operands[0]) == "/Artifact" else number)
                if number is not None:
                    yield number
            case "EMC":
                stack.pop()
            case paint if paint in PAINTS:
                numbers = [each for each in stack if isinstance(each, int)]
                if ("artifact" in stack) == bool(numbers):
                    yield f"{paint} paints what is neither content nor ornament, or both"


def _fonts(page: pikepdf.Page) -> Iterator[str]:
    for font in page.obj.Resources.get("/Font", {}).values():
        one = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        if "/ToUnicode" not in font or not {"/FontFile", "/FontFile2", "/FontFile3"} & set(one.FontDescriptor.keys()):
            yield f"{font.BaseFont} is not in the file, or its letters have no names"


def _kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, Array | list) else [kids]


def _attributes(element: pikepdf.Object) -> list[pikepdf.Object]:
    about = element.get("/A", [])
    return [about] if isinstance(about, Dictionary) else list(about)


def _rows(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    for kid in _kids(element):
        if isinstance(kid, Dictionary) and "/S" in kid:
            if kid.S == Name.TR:
                yield kid
            else:
                yield from _rows(kid)


def _width(row: pikepdf.Object) -> int:
    return sum(max([int(each.get("/ColSpan", 1)) for each in _attributes(cell)] or [1]) for cell in _kids(row))


def _numbers(node: pikepdf.Object) -> Iterator[tuple[int, pikepdf.Object]]:
    pairs = list(node.get("/Nums", []))
    yield from ((int(number), value) for number, value in zip(pairs[::2], pairs[1::2], strict=True))
    for kid in node.get("/Kids", []):
        yield from _numbers(kid)
