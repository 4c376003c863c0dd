# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Opens the listed ports of one device, each once, and asks politely what is there. No password, no stream."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress

from devicecheck.readers.network import banners, certificates, descriptions
from devicecheck.readers.network.heard import Heard, Said
from devicecheck.readers.network.limits import ANSWER_SECONDS, BANNER_LIMIT, CONNECT_SECONDS, GREETING_SECONDS

Ask = Callable[["Talk"], Awaitable[Iterable[Said]]]
"""What is asked on one connection."""


async def visit(address: str, port: int, room: asyncio.Semaphore, heard: Heard) -> None:
    """One listed port: what is there."""
    await _connected(address, port, room, heard, lambda talk: _said(address, port, talk))


async def visit_description(where: descriptions.Place, room: asyncio.Semaphore, heard: Heard) -> None:
    """The page on which a device describes itself, once."""

    async def ask(talk: Talk) -> Iterable[Said]:
        return descriptions.described(await talk.ask(descriptions.question(where), descriptions.missing))

    await _connected(where.address, where.port, room, heard, ask)


async def _connected(address: str, port: int, room: asyncio.Semaphore, heard: Heard, ask: Ask) -> None:
    """One connection. What answers is taken even when it breaks off half-way; what stays silent is counted."""
    async with room:
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                reader, writer = await asyncio.open_connection(address, port, limit=BANNER_LIMIT)
        except ConnectionRefusedError:
            heard.answered.add(address)
            return
        except (OSError, TimeoutError):
            return
        heard.answered.add(address)
        heard.take(address, [("port", str(port))])
        talk = Talk(reader, writer)
        try:
            heard.take(address, await ask(talk))
        except TimeoutError:
            talk.late = True
        except (OSError, ValueError):
            pass
        finally:
            heard.late += talk.late
            writer.transport.abort()


class Talk:
    """One open connection. `late`: an answer did not come in time, or not to its end."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self.late = False

    async def ask(self, question: bytes, left: Callable[[bytes], int], seconds: float | None = None) -> bytes:
        """What comes until `left` says that nothing is missing, the other side ends, the limit, or the time is over."""
        self._writer.write(question)
        answer = b""
        with suppress(OSError):
            try:
                async with asyncio.timeout(ANSWER_SECONDS if seconds is None else seconds):
                    while len(answer) < BANNER_LIMIT and left(answer):
                        piece = await self._reader.read(4096)
                        if not piece:
                            break
                        answer += piece
            except TimeoutError:
                self.late = self.late or left(answer) > 0
        return answer[:BANNER_LIMIT]

    async def certificate(self) -> bytes:
        """Go on in secret, with whatever certificate the device shows. Errors: OSError, TimeoutError."""
        async with asyncio.timeout(ANSWER_SECONDS):
            await self._writer.start_tls(certificates.anybody())
        shown = self._writer.get_extra_info("ssl_object")
        return (shown.getpeercert(binary_form=True) if isinstance(shown, ssl.SSLObject) else None) or b""


async def _said(address: str, port: int, talk: Talk) -> Iterable[Said]:
    if port in banners.RTSP_PORTS:
        options, describe = banners.rtsp_questions(address, port)
        first = await talk.ask(options, banners.left)
        second = await talk.ask(describe, banners.left) if first.startswith(b"RTSP/1.") else b""
        return banners.rtsp(first, second)
    if port in banners.HTTP_PORTS:
        return banners.http(await talk.ask(banners.http_question(address), banners.left))
    if port in banners.HTTPS_PORTS:
        shown = list(certificates.names(await talk.certificate()))
        return [*shown, *banners.http(await talk.ask(banners.http_question(address), banners.left))]
    if port in banners.GREETING_PORTS:
        return banners.greeting(port, await talk.ask(b"", _until_a_prompt, GREETING_SECONDS))
    return ()


def _until_a_prompt(answer: bytes) -> int:
    """A greeting ends with its line, that of Telnet with a prompt, for which nobody says how long to wait."""
    if not answer:
        return 1
    return 0 if answer.endswith((b"\n", b":", b": ", b"> ", b"# ")) and not answer.endswith(b"\xff") else -1
