# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An entry's file has one form only: writing an entry again gives the file that it was read from."""

from devicecheck.model.signatures import LanPrint, LanSource
from devicecheck.packs import decoding, strict_yaml
from devicecheck.packs.entry_text import entry_text
from devicecheck.packs.exchange.vouched import vouched_files
from devicecheck.packs.find import signatures_folder
from devicecheck.packs.load import load_shipped
from tests.packs.entries import entry


def test_every_shipped_file_is_as_it_would_be_written() -> None:
    folder = signatures_folder()
    holders = {row.list: row.holder for row in vouched_files(folder).lists}
    for signature in load_shipped().signatures:
        file = folder / signature.category / f"{signature.id}.yaml"
        if file.exists():
            holder = holders[signature.listed_by.list] if signature.listed_by else ""
            assert file.read_text("utf-8") == entry_text(signature, holder), file.name


def test_what_was_written_reads_as_it_was() -> None:
    odd = entry("odd", packages=("org.a",), certificates=("0" * 40, "1e" * 20), labels=("no: 'x' # y", "null", "{a}"))
    print_ = LanPrint(source=LanSource.HTTP_TITLE, text="*a: &b", strength="strong")
    indicators = odd.indicators.model_copy(update={"lan": (print_, print_)})
    odd = odd.model_copy(update={"name": "- 'x': \u00fc", "indicators": indicators})
    text = entry_text(odd)
    assert decoding.decode(strict_yaml.decode(text, "x.yaml"), type(odd)) == odd
