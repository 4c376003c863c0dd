# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-2.0-or-later
"""The questions that are put to all devices at once, each with where it is sent. Pure."""

import struct
from dataclasses import dataclass
from uuid import uuid4

from devicecheck.readers.network import dns

MDNS, SSDP, WSD = "224.0.0.251", "239.255.255.250", "239.255.255.250"
DAHUA_GROUP = "239.255.255.251"
EVERYBODY = "255.255.255.255"
MDNS_PORT, SSDP_PORT, WSD_PORT = 5353, 1900, 3702
SADP_PORT, DHIP_PORT, VSTARCAM_PORT, PPPP_PORT = 37020, 37810, 8600, 32108
TUYA_PORTS = (6666, 6667)
SERVICES = (
    "_rtsp._tcp", "_axis-video._tcp", "_psia._tcp", "_nvstream._tcp", "_googlecast._tcp", "_airplay._tcp", "_raop._tcp",
    "_ipp._tcp", "_printer._tcp", "_pdl-datastream._tcp", "_workstation._tcp", "_http._tcp", "_hap._tcp", "_sonos._tcp",
    "_esphomelib._tcp", "_companion-link._tcp", "_smb._tcp", "_ssh._tcp", "_matter._tcp", "_androidtvremote2._tcp",
)  # fmt: skip
ALL_SERVICES = "_services._dns-sd._udp.local"
CAMERA = "urn:schemas-upnp-org:device:DigitalSecurityCamera:1"


@dataclass(frozen=True, slots=True)
class ToAll:
    """One datagram. `kind` names the socket that sends it and hears what comes back."""

    kind: str
    group: str
    port: int
    payload: bytes


def to_all(broadcast: str) -> tuple[ToAll, ...]:
    """Everything that is asked, once. Units: `broadcast` is the network's own address for all."""
    services = [f"{service}.local" for service in SERVICES]
    return (
        ToAll("mdns", MDNS, MDNS_PORT, dns.question([ALL_SERVICES])),
        ToAll("mdns", MDNS, MDNS_PORT, dns.question(services)),
        *(ToAll("ssdp", SSDP, SSDP_PORT, _search(target)) for target in ("ssdp:all", CAMERA)),
        *(ToAll("wsd", WSD, WSD_PORT, _probe(types)) for types in ("dn:NetworkVideoTransmitter", "")),
        ToAll("sadp", SSDP, SADP_PORT, _SADP),
        ToAll("dhip", DAHUA_GROUP, DHIP_PORT, _DHIP),
        ToAll("vstarcam", EVERYBODY, VSTARCAM_PORT, b"DH\x01\x01"),
        ToAll("pppp", broadcast, PPPP_PORT, b"\xf1\x30\x00\x00"),
    )


def reverse_name(address: str, number: int) -> bytes:
    """Asks the router which name it gave to this address."""
    backwards = ".".join(reversed(address.split(".")))
    return dns.question([f"{backwards}.in-addr.arpa"], flags=0x0100, number=number, cls=1)


def _search(target: str) -> bytes:
    lines = ("M-SEARCH * HTTP/1.1", f"HOST: {SSDP}:{SSDP_PORT}", 'MAN: "ssdp:discover"', "MX: 1", f"ST: {target}")
    return "\r\n".join((*lines, "", "")).encode("ascii")


def _probe(types: str) -> bytes:
    """WS-Discovery 2005/04, with the name space of ONVIF."""
    wanted = f"<d:Types>{types}</d:Types>" if types else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"'
        ' xmlns:w="http://schemas.xmlsoap.org/ws/2004/08/addressing"'
        ' xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery"'
        ' xmlns:dn="http://www.onvif.org/ver10/network/wsdl"><e:Header>'
        f"<w:MessageID>uuid:{uuid4()}</w:MessageID>"
        '<w:To e:mustUnderstand="true">urn:schemas-xmlsoap-org:ws:2005:04:discovery</w:To>'
        '<w:Action e:mustUnderstand="true">http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</w:Action>'
        f"</e:Header><e:Body><d:Probe>{wanted}</d:Probe></e:Body></e:Envelope>"
    ).encode("ascii")


_SADP = (
    b'<?xml version="1.0" encoding="utf-8"?><Probe><Uuid>13A888A9-F1B1-4020-AE9F-05607682D23B</Uuid>'
    b"<Types>inquiry</Types></Probe>"
)
_DHIP_SEARCH = b'{"method":"DHDiscover.search","params":{"mac":"","uni":0}}\n'
_DHIP = struct.pack("<I4s8x4I", 32, b"DHIP", len(_DHIP_SEARCH), 0, len(_DHIP_SEARCH), 0) + _DHIP_SEARCH
