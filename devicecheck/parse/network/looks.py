# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers of the network reader as observations: looks, and each device once, whatever addresses it has. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pydantic import BaseModel, Field, ValidationError

from devicecheck.model.network import DeviceKind, NetworkWay
from devicecheck.model.network_observations import NetworkDevice, NetworkLook
from devicecheck.model.observations import Gap, GapReason
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.parse.joining import of_topic
from devicecheck.parse.network import kinds, makers
from devicecheck.parse.parsed import Parsed
from devicecheck.readers.wire import Status

NAMES = ("router-name", "dhcp-name", "mdns-name", "discovery-name", "wsd-name", "upnp-name", "mdns-model", "upnp-model")
"""Where a device's name stands, the most telling first."""
SAID_LIMIT, TEXT_LIMIT = 400, 300


class _Host(BaseModel):
    ip: str = Field(min_length=2, max_length=45, pattern=r"^[0-9a-f.:]+$")
    mac: str = Field(pattern=r"^(([0-9a-f]{2}:){5}[0-9a-f]{2})?$")
    said: tuple[tuple[str, str], ...] = Field(max_length=SAID_LIMIT)


class _Answer(BaseModel):
    network: str = Field(max_length=50)
    own: str = Field(max_length=45)
    way: NetworkWay
    seconds: int = Field(ge=0)
    left_out: int = Field(ge=0)
    not_read: int = Field(ge=0)
    late: int = Field(default=0, ge=0)
    silent: int = Field(default=0, ge=0)
    packets: bool
    deaf: tuple[str, ...] = Field(max_length=20)
    hosts: tuple[_Host, ...] = Field(max_length=4_000)


@dataclass(slots=True)
class _Met:
    """One device in all looks."""

    mac: str = ""
    addresses: list[str] = field(default_factory=list)
    said: dict[tuple[str, str], None] = field(default_factory=dict)
    readings: dict[str, None] = field(default_factory=dict)


def observe(readings: Sequence[Reading], device: str) -> Parsed:
    """The observations in the readings of looks. Errors: none; what is not understood is a gap.

    Nobody met in any look is a gap too: a guest network may keep this computer apart from all others.
    """
    met: dict[str, _Met] = {}
    looks: list[NetworkLook] = []
    gaps: list[Gap] = []
    for reading in of_topic(readings, Topic.NETWORK_DEVICES):
        answer, why = _answer(reading, device)
        if why:
            gaps.append(why)
        if answer:
            looks.append(_look(answer, reading, device))
            gaps += _gaps(answer, device)
            _join(answer, reading, met)
    devices = tuple(_device(key, each, device) for key, each in met.items())
    return Parsed((*looks, *devices), (*gaps, *_between(looks, devices, device)))


def _between(looks: Sequence[NetworkLook], devices: Sequence[NetworkDevice], device: str) -> Iterator[Gap]:
    """What all looks together leave open. A guest network lets a computer meet nobody but the router."""
    if looks and all(each.kind is DeviceKind.ROUTER for each in devices):
        yield _gap(device, GapReason.EMPTY, why="only-router" if devices else "no-devices")
    elif looks and not any(look.way is NetworkWay.CONNECT for look in looks):
        yield _gap(device, GapReason.HALF_LOOK)


def _answer(reading: Reading, device: str) -> tuple[_Answer | None, Gap | None]:
    if reading.status is not Status.COMPLETE:
        why = {"why": reading.note} if reading.note else {}
        return None, _gap(device, GapReason(reading.status.value), **why)
    try:
        return _Answer.model_validate_json(reading.body), None
    except ValidationError:
        return None, _gap(device, GapReason.NOT_UNDERSTOOD)


def _join(answer: _Answer, reading: Reading, met: dict[str, _Met]) -> None:
    """A hardware address is met again under any address; where none is known, the address itself is."""
    by_address = {address: key for key, each in met.items() for address in each.addresses}
    for host in answer.hosts:
        key = host.mac or by_address.get(host.ip, host.ip)
        before = met.pop(host.ip, None) if key != host.ip else None
        each = met.setdefault(key, before or _Met())
        each.mac = host.mac or each.mac
        if host.ip not in each.addresses:
            each.addresses.append(host.ip)
        for source, text in host.said:
            each.said[source[:40], text[:TEXT_LIMIT]] = None
        each.readings[reading.id] = None


def _device(key: str, met: _Met, device: str) -> NetworkDevice:
    said = kinds.without_players(met.said)
    names = tuple(dict.fromkeys(text for place in NAMES for source, text in said if source == place))
    maker = makers.maker(met.mac)
    return NetworkDevice(
        id=f"device:{key}",
        device=device,
        readings=tuple(met.readings),
        key=key,
        address=next((each for each in met.addresses if ":" not in each), met.addresses[0]),
        mac=met.mac,
        maker=maker,
        made_up=makers.made_up(met.mac),
        module_maker=makers.is_module_maker(maker),
        kind=kinds.kind_of(said, names, maker),
        names=names,
        said=said,
    )


def _look(answer: _Answer, reading: Reading, device: str) -> NetworkLook:
    return NetworkLook(
        id=f"look:{reading.id}",
        device=device,
        readings=(reading.id,),
        network=answer.network,
        way=answer.way,
        started=reading.started_at.isoformat(),
        ended=reading.ended_at.isoformat(),
        seconds=answer.seconds,
        devices=len(answer.hosts),
        left_out=answer.left_out,
        not_read=answer.not_read,
        deaf=answer.deaf,
        packets=answer.packets,
    )


def _gaps(answer: _Answer, device: str) -> Iterator[Gap]:
    """What one look could not do."""
    if answer.left_out:
        yield _gap(device, GapReason.TRUNCATED, why="left-out")
    if answer.not_read:
        yield _gap(device, GapReason.NOT_UNDERSTOOD, why="answers", answers=str(answer.not_read))
    if answer.late:
        yield _gap(device, GapReason.LATE, why="late", ports=str(answer.late))
    if answer.silent:
        yield _gap(device, GapReason.SILENT, why="silent", devices=str(answer.silent))
    yield from (_gap(device, GapReason.REFUSED, why=f"deaf-{kind}") for kind in _plain(answer.deaf))


def _plain(words: Iterable[str]) -> list[str]:
    return [word for word in words if word.isascii() and word.isalpha()]


def _gap(device: str, reason: GapReason, **terms: str) -> Gap:
    return Gap(topic=Topic.NETWORK_DEVICES, reason=reason, device=device, terms=terms)
