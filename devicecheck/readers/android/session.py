# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One session: connect once, then answer ask messages until the parent closes. Nothing else is ever sent to a phone."""

import platform
import re
from importlib.metadata import version
from pathlib import Path

from devicecheck.readers.android import adb_key, table
from devicecheck.readers.android.answers import Tell
from devicecheck.readers.android.asking import Asker
from devicecheck.readers.android.faults import BadAsk, DeadlinePassed, NotAgreed, ReaderFault, Stopped
from devicecheck.readers.android.known_paths import KnownPaths
from devicecheck.readers.android.link import Link
from devicecheck.readers.android.stream_answers import Prepared
from devicecheck.readers.android.watch import Watch
from devicecheck.readers.orders import Order, Orders
from devicecheck.readers.wire import (
    PROTOCOL,
    Ask,
    DoneMessage,
    ErrorMessage,
    Fault,
    HelloMessage,
    LiveState,
    StateMessage,
)

DONE, FAILED = 0, 1
_ASK_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


def hello() -> HelloMessage:
    """Who this reader is."""
    libraries = {name: version(name) for name in ("adb-shell", "cryptography", "libusb1")}
    return HelloMessage("android", PROTOCOL, {"python": platform.python_version(), **libraries}, table.TOPICS)


class Session:
    """Ties the parent's orders to one link."""

    def __init__(self, link: Link, orders: Orders, tell: Tell, folder: Path, agreed: frozenset[str]) -> None:
        self._link, self._orders, self._tell = link, orders, tell
        self._folder, self._agreed = folder, agreed
        self._known = KnownPaths()
        self._asker = Asker(link, folder, tell, self._known.learn)

    def run(self, connect_deadline: float) -> int:
        """The whole session; the exit code."""
        try:
            self._state(LiveState.LOOKING)
            self._link.connect(Watch(connect_deadline, self._orders.stop_connecting))
            own = adb_key.fingerprint(self._folder)
            self._state(LiveState.CONNECTED, model=self._link.model, serial=self._link.serial, own_key=own)
            while (order := self._orders.next()) is not None:
                self._carry_out(order)
            if self._orders.broken:
                raise ReaderFault(Fault.PROTOCOL, {"what": "order"})
        except Stopped:
            self._orders.over.set()
        except DeadlinePassed:
            return self._fail(ReaderFault(Fault.TIMED_OUT))
        except ReaderFault as fault:
            return self._fail(fault)
        finally:
            self._let_go()
        self._state(LiveState.CLOSED)
        return DONE

    def _carry_out(self, order: Order) -> None:
        watch = Watch(order.asked.deadline, lambda: self._orders.stop(order))
        self._asker.ask(self._prepared(order.asked.asks), watch)
        self._tell(DoneMessage(tuple(ask.id for ask in order.asked.asks)))

    def _prepared(self, asks: tuple[Ask, ...]) -> list[Prepared]:
        """The questions that may be asked; each other one ends here with its error."""
        prepared: dict[str, Prepared] = {}
        for ask in asks:
            try:
                if ask.id in prepared or not _ASK_ID.fullmatch(ask.id):
                    raise BadAsk("id")
                prepared[ask.id] = self._prepare(ask)
            except BadAsk as bad:
                self._tell(ErrorMessage(Fault.BAD_ASK, {"what": str(bad)}, ask.id))
            except NotAgreed:
                self._tell(ErrorMessage(Fault.NOT_AGREED, {"topic": ask.topic}, ask.id))
        return list(prepared.values())

    def _prepare(self, ask: Ask) -> Prepared:
        entry = table.BY_TOPIC.get(ask.topic)
        if entry is None:
            raise BadAsk("topic")
        if ask.topic not in self._agreed:
            raise NotAgreed
        return Prepared(ask, entry, table.command(entry, ask.params, self._known.named))

    def _let_go(self) -> None:
        self._link.close()
        adb_key.remove(self._folder)

    def _fail(self, fault: ReaderFault) -> int:
        self._tell(ErrorMessage(fault.fault, fault.terms))
        return FAILED

    def _state(self, state: LiveState, **terms: str) -> None:
        self._tell(StateMessage(state, terms))
