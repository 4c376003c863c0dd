# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A home network on paper: half a look is not called clean, and nothing that is true of apps alone is said there."""

from datetime import date

import pytest

from devicecheck.model.consultation import Consultation
from devicecheck.model.told import Copy
from devicecheck.report import copies, html, text
from devicecheck.report.wording import load
from tests.parse.network.test_looks import EMPTY, host, reading
from tests.quick_cases import quick_first
from tests.runner.test_network_visit import CAMERA, DOORBELL, QUIET, YES, House, visited

HOSTILE = '[bold]x[/] <script>alert(1)</script> \x1b[31mred\u202eevil =HYPERLINK("x") #set page {app} $(id) \x00z'
ORDINARY = EMPTY | {"hosts": [host("192.168.1.20", "3c:d9:2b:93:ae:74", ("mdns-type", "_ipp._tcp.local"))]}


class Told(House):
    """A house that answers with this body."""

    def __init__(self, body: dict[str, object]) -> None:
        super().__init__()
        self.body = body

    async def look(self, way):
        yield reading(self.body)


async def document(body: dict[str, object], **answers: str) -> Consultation:
    _, told = await visited(Told(body), YES | answers)
    assert told is not None
    return told


def printed(told: Consultation) -> str:
    sheet = copies.sheet(told, load(), date(2026, 11, 27), Copy.B)
    return " ".join(text.render(sheet).decode().split())


@pytest.mark.slow
@pytest.mark.core
async def test_a_whole_look_without_a_match_says_so_with_its_limits() -> None:
    told = printed(await document(ORDINARY))
    assert "We did not recognise any." in told
    assert "A camera can keep its pictures on a card" in told


@pytest.mark.parametrize(
    "changed",
    quick_first(
        3,
        [
            {"way": "listen"},
            {"way": "ask"},
            {"not_read": 3},
            {"left_out": 2},
            {"hosts": []},
            {"hosts": [host("192.168.1.1", "", ("ssdp-type", "urn:schemas-upnp-org:device:InternetGatewayDevice:1"))]},
        ],
    ),
    ids=["only-listened", "no-ports", "unread-answers", "no-time", "nobody-met", "router-alone"],
)
async def test_half_a_look_is_never_called_one_without_a_match(changed: dict[str, object]) -> None:
    told = printed(await document(ORDINARY | changed))
    assert "We did not recognise any." not in told
    assert "What we could not check" in told
    unknown = told[told.index("What we could not check") : told.index("What you could do")]
    assert "Things on the home network" in unknown


@pytest.mark.slow
async def test_a_card_says_what_the_thing_showed_and_nothing_of_apps() -> None:
    body = EMPTY | {
        "hosts": [host("192.168.1.7", CAMERA, ("http-title", "ESP32 OV2640")), host("192.168.1.8", DOORBELL)]
    }
    told = printed(await document(body))
    assert "It showed: title of its web page: ESP32 OV2640" in told
    card = told[told.index("It showed:") :]
    card = card[: card.index("What you could do")]
    for words in ("Apps like this", "listen through the phone", "child's phone", "a bag or a pet"):
        assert words not in card


@pytest.mark.slow
async def test_what_a_thing_calls_itself_is_shown_as_text() -> None:
    said = (("router-name", HOSTILE), ("port", "1"))
    body = EMPTY | {
        "hosts": [host("192.168.1.7", CAMERA, ("http-title", "ESP32 OV2640"), *said), host("192.168.1.9", QUIET, *said)]
    }
    told = await document(body)
    as_text = printed(told)
    assert not {"\x1b", "\u202e", "\x00"} & set(as_text)
    assert "[U+001B]" in as_text
    page = html.render(copies.sheet(told, load(), date(2026, 11, 27), Copy.B)).decode()
    assert "<script>alert" not in page
