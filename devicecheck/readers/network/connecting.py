# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Opens the listed ports of one device, each once, and asks politely what is there. No password, no stream."""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress

from devicecheck.readers.network import banners
from devicecheck.readers.network.heard import Said
from devicecheck.readers.network.limits import BANNER_LIMIT, CONNECT_SECONDS

Take = Callable[[str, Iterable[Said]], None]


async def visit(address: str, port: int, room: asyncio.Semaphore, take: Take) -> None:
    """One connection. What answers is taken even when it breaks off half-way."""
    async with room:
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                reader, writer = await asyncio.open_connection(address, port, limit=BANNER_LIMIT)
        except (OSError, TimeoutError):
            return
        take(address, [("port", str(port))])
        try:
            with suppress(OSError, TimeoutError, ValueError):
                take(address, await _said(address, port, reader, writer))
        finally:
            writer.transport.abort()


async def _said(address: str, port: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Iterable[Said]:
    if port in banners.RTSP_PORTS:
        options, describe = banners.rtsp_questions(address, port)
        first = await _answer(reader, writer, options, b"\r\n\r\n")
        second = await _answer(reader, writer, describe, b"m=video") if first.startswith(b"RTSP/1.") else b""
        return banners.rtsp(first, second)
    if port in banners.HTTP_PORTS:
        return banners.http(await _answer(reader, writer, banners.http_question(address), b"</title>"))
    if port in banners.SSH_PORTS:
        return banners.ssh(await _answer(reader, writer, b"", b"\n"))
    return ()


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, question: bytes, enough: bytes) -> bytes:
    """What comes within the time, until its end, the limit, or `enough` of it."""
    writer.write(question)
    answer = b""
    with suppress(TimeoutError, OSError):
        async with asyncio.timeout(CONNECT_SECONDS):
            while len(answer) < BANNER_LIMIT and enough not in answer and not _pictures(answer):
                piece = await reader.read(4096)
                if not piece:
                    break
                answer += piece
    return answer[:BANNER_LIMIT]


def _pictures(answer: bytes) -> bool:
    """A page that never ends: its head is enough."""
    return b"\r\n\r\n" in answer and banners.MOVING_PICTURES.encode() in answer.lower()
