# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One connection to one port, with servers on loopback: what is late is counted, only listed words are sent."""

import asyncio
import datetime
import socket
import ssl
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from devicecheck.readers.network import banners, connecting
from devicecheck.readers.network.heard import Heard

HOST = "127.0.0.1"


def visited(
    answer: bytes, monkeypatch: pytest.MonkeyPatch, kind: str = "HTTP_PORTS", hold: bool = False,
    secret: ssl.SSLContext | None = None,
) -> tuple[Heard, bytes]:  # fmt: skip
    """What one visit hears of a server that says `answer`, and what was sent to it."""
    sent, over = bytearray(), asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if kind != "GREETING_PORTS":
            sent.extend(await reader.read(4096))
        writer.write(answer)
        try:
            await asyncio.wait_for(over.wait(), 3 if hold else 0)
        except TimeoutError:
            pass
        finally:
            writer.close()

    async def run() -> Heard:
        server = await asyncio.start_server(serve, HOST, 0, ssl=secret)
        port = server.sockets[0].getsockname()[1]
        ports = {port: "ftp-greeting"} if kind == "GREETING_PORTS" else frozenset({port})
        monkeypatch.setattr(banners, kind, ports)
        heard = Heard()
        async with asyncio.timeout(10):
            await connecting.visit(HOST, port, asyncio.Semaphore(1), heard)
        over.set()
        server.close()
        await asyncio.sleep(0.1)
        return heard

    monkeypatch.setattr(connecting, "ANSWER_SECONDS", 0.3)
    monkeypatch.setattr(connecting, "GREETING_SECONDS", 0.3)
    return asyncio.run(run()), bytes(sent)


def test_a_closed_port_is_an_answer_of_its_device() -> None:
    with socket.create_server((HOST, 0)) as server:
        port = server.getsockname()[1]
    heard = Heard()
    heard.met(HOST, "02:00:00:00:00:01")
    asyncio.run(connecting.visit(HOST, port, asyncio.Semaphore(1), heard))
    assert heard.answered == {HOST}
    assert heard.hosts[HOST].said == {}
    assert heard.silent([HOST]) == 0


def test_a_device_that_lets_every_packet_drop_is_counted_unless_it_says_what_it_is() -> None:
    heard = Heard()
    for number, said in enumerate([(), (("router-name", "x"),), (("mdns-type", "_ipp._tcp.local"),)], 1):
        heard.met(f"192.168.1.{number}", f"02:00:00:00:00:0{number}")
        heard.take(f"192.168.1.{number}", said)
    assert heard.silent(list(heard.hosts)) == 2


def told(heard: Heard) -> dict[str, str]:
    return dict(list(heard.hosts[HOST].said))


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 200", b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n<title>Cam"])
def test_an_open_port_whose_answer_does_not_come_in_time_is_late(
    answer: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard, sent = visited(answer, monkeypatch, hold=True)
    assert heard.late == 1
    assert "port" in told(heard)
    assert sent.startswith(b"GET / HTTP/1.1\r\n")


@pytest.mark.parametrize("hold", [False, True])
def test_a_whole_answer_is_not_late_even_when_the_line_stays_open(hold: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    heard, _ = visited(b"HTTP/1.1 200 OK\r\n\r\n<title>Cam</title>", monkeypatch, hold=hold)
    assert (heard.late, told(heard)["http-title"]) == (0, "Cam")


def test_a_silent_stream_and_a_silent_greeting_are_late(monkeypatch: pytest.MonkeyPatch) -> None:
    assert visited(b"", monkeypatch, "RTSP_PORTS", hold=True)[0].late == 1
    assert visited(b"", monkeypatch, "GREETING_PORTS", hold=True)[0].late == 1
    heard, _ = visited(b"220 ready\r\n", monkeypatch, "GREETING_PORTS", hold=True)
    assert (heard.late, told(heard)["ftp-greeting"]) == (0, "220 ready")


def test_a_page_behind_tls_is_read_with_the_names_in_its_certificate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "NVR-8")])
    day = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    built = x509.CertificateBuilder(name, name, key.public_key(), 1, day, day + datetime.timedelta(1))
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = tmp_path / "a.pem"
    path.write_bytes(key.private_bytes(*plain) + built.sign(key, hashes.SHA256()).public_bytes(plain[0]))
    secret = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secret.load_cert_chain(path)
    heard, sent = visited(b"HTTP/1.1 200 OK\r\n\r\n<title>In</title>", monkeypatch, "HTTPS_PORTS", secret=secret)
    assert (heard.late, told(heard)["tls-name"], told(heard)["http-title"]) == (0, "NVR-8", "In")
    assert sent.startswith(b"GET / ")


def test_a_port_that_will_not_speak_tls_in_time_is_late(monkeypatch: pytest.MonkeyPatch) -> None:
    assert visited(b"", monkeypatch, "HTTPS_PORTS", hold=True)[0].late == 1
