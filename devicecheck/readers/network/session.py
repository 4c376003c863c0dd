# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-2.0-or-later
"""What this reader answers: the devices of one home network, by one way of looking."""

import asyncio
import platform
import sys
import time
from collections.abc import Callable

from devicecheck.readers.bounds import Watch
from devicecheck.readers.file_session import BadAsk, FileSession, Tell
from devicecheck.readers.network import addresses, table
from devicecheck.readers.network.heard import Heard
from devicecheck.readers.network.limits import SECONDS
from devicecheck.readers.network.look import Look, Plan, Wire
from devicecheck.readers.wire import PROTOCOL, Ask, HelloMessage, LiveState, StateMessage

MakeWire = Callable[[Plan], Wire | None]


def hello(versions: dict[str, str]) -> HelloMessage:
    """Who this reader is."""
    return HelloMessage("network", PROTOCOL, {"python": platform.python_version(), **versions}, table.TOPICS)


def session(agreed: frozenset[str], tell: Tell, pipe: int, make_wire: MakeWire) -> FileSession:
    """A session with the networks of this computer."""

    def body(ask: Ask, watch: Watch) -> bytes:
        plan = plan_of(ask, addresses.interfaces())
        with asyncio.Runner(loop_factory=new_loop) as runner:
            return runner.run(_look(plan, tell, watch, make_wire))

    return FileSession({table.TOPIC: table.DOES}, agreed, body, tell, pipe)


def new_loop(platform: str = sys.platform) -> asyncio.AbstractEventLoop:
    """A loop that hears plain sockets: the usual one of Windows does not (Python's list of event loop support)."""
    return asyncio.SelectorEventLoop() if platform == "win32" else asyncio.new_event_loop()


def plan_of(ask: Ask, interfaces: list[addresses.Interface]) -> Plan:
    """What is asked for. Errors: BadAsk for a network that this computer is not in, or that may not be looked at."""
    seconds, way = ask.params.get("seconds"), ask.params.get("way")
    if set(ask.params) != set(table.PARAMS) or way not in table.WAYS or seconds not in SECONDS:
        raise BadAsk("parameters")
    wanted = (ask.params["interface"], ask.params["network"])
    own = next((each for each in interfaces if (each.name, each.network) == wanted), None)
    if own is None or not isinstance(seconds, int):
        raise BadAsk("network")
    try:
        network = addresses.network_of(own.network)
    except ValueError as why:
        raise BadAsk(str(why)) from None
    return Plan(own.name, own.address, network, str(way), float(seconds))


async def _look(plan: Plan, tell: Tell, watch: Watch, make_wire: MakeWire) -> bytes:
    end = time.monotonic() + plan.seconds
    wire = make_wire(plan)

    def still_wanted(heard: Heard) -> None:
        watch.look()
        terms = {"left": str(max(0, round(end - time.monotonic()))), "devices": str(len(heard.hosts))}
        tell(StateMessage(LiveState.LOOKING_AROUND, terms))

    look = Look(plan, still_wanted, wire)
    await look.run()
    about = {"network": str(plan.network), "own": plan.own, "way": plan.way, "seconds": int(plan.seconds)}
    return look.heard.as_body(**about, deaf=list(look.deaf), packets=wire is not None, silent=look.silent())
