# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# ruff: noqa: E501 - a table, one device a line
"""The devices of the laboratory: half of them ordinary, some of them much like cameras; half must be on a card."""

import struct
from dataclasses import dataclass, field

OPTIONS = b"RTSP/1.0 200 OK\r\nCSeq: 1\r\n%bPublic: OPTIONS, DESCRIBE, SETUP, PLAY\r\n\r\n"


def rtsp(server: bytes = b"", realm: bytes = b"", sdp: bytes = b"") -> tuple[bytes, bytes]:
    """The answers to OPTIONS and DESCRIBE."""
    named = b"Server: %b\r\n" % server if server else b""
    if sdp:
        return OPTIONS % named, b"RTSP/1.0 200 OK\r\nCSeq: 2\r\nContent-Length: %d\r\n\r\n%b" % (len(sdp), sdp)
    return (
        OPTIONS % named,
        b'RTSP/1.0 401 Unauthorized\r\nCSeq: 2\r\nWWW-Authenticate: Digest realm="%b"\r\n\r\n' % realm,
    )


def page(title: bytes, server: bytes = b"", kind: bytes = b"text/html") -> bytes:
    """The first page of a web server."""
    named = b"Server: %b\r\n" % server if server else b""
    return b"HTTP/1.1 200 OK\r\n%bContent-Type: %b\r\n\r\n<html><title>%b</title></html>" % (named, kind, title)


@dataclass(frozen=True, slots=True)
class Device:
    """One device. `listed` says whether it must be on a card. `dozes`: requests lost, then seconds until it answers.

    `drops`: whatever is sent to it gets no answer, not even that a port is closed.
    """

    name: str
    maker: str
    listed: bool
    tcp: dict[int, bytes | tuple[bytes, bytes]] = field(default_factory=dict)
    udp: dict[int, tuple[bytes, bytes]] = field(default_factory=dict)
    group: str = "239.255.255.250"
    mdns: str = ""
    dozes: tuple[int, float] | None = None
    drops: bool = False


SSDP = b"HTTP/1.1 200 OK\r\nST: %b\r\nSERVER: %b\r\nUSN: uuid:1\r\n\r\n"
SSDP_AT = b"HTTP/1.1 200 OK\r\nST: upnp:rootdevice\r\nLOCATION: http://%b:%b/device.xml\r\nUSN: uuid:1\r\n\r\n"
DESCRIBED = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<root><device><friendlyName>%b</friendlyName><manufacturer>%b</manufacturer><modelName>%b</modelName></device></root>"
WSD = b"<Envelope><Body><d:ProbeMatches><d:ProbeMatch><d:Types>%b</d:Types></d:ProbeMatch></d:ProbeMatches></Body></Envelope>"
CAMERA_TYPE = b"urn:schemas-upnp-org:device:DigitalSecurityCamera:1"
DEVICES = (
    Device("router", "e8:df:70", False, {80: page(b"FRITZ!Box")}, {1900: (b"M-SEARCH", SSDP % (b"urn:schemas-upnp-org:device:InternetGatewayDevice:1", b"AVM"))}),
    Device("laptop", "fc:b3:bc", False, {22: b"SSH-2.0-OpenSSH_9.2\r\n"}, mdns="_workstation._tcp"),
    Device("phone", "", False),
    Device("printer", "3c:d9:2b", False, {80: page(b"HP LaserJet"), 9100: b""}, {3702: (b"Probe", WSD % b"wprt:PrintDeviceType")}, mdns="_ipp._tcp"),
    Device("tv", "f8:b9:5a", False, {8008: page(b"")}, mdns="_googlecast._tcp"),
    Device("speaker", "f0:f6:c1", False, {7000: (OPTIONS % b"Server: AirTunes/366.0\r\n", b"RTSP/1.0 404 Not Found\r\n\r\n")}, mdns="_raop._tcp"),
    Device("storage", "00:11:32", False, {5000: page(b"DiskStation - Synology NAS", b"nginx"), 445: b""}),
    Device("windows", "fc:4c:ea", False, {445: b""}, {3702: (b"Probe", WSD % b"wsdp:Device pub:Computer")}),
    Device("developer", "a4:5e:60", False, {8000: page(b"Directory listing for /", b"SimpleHTTP/0.6"), 8080: page(b"webpack dev server")}),
    Device("lamp", "fc:f5:c4", False, {80: page(b"WLED")}),
    Device("plug", "fc:3c:d7", False, {6668: b""}),
    Device("bridge", "00:17:88", False, {80: page(b"hue personal wireless lighting", b"nginx")}),
    Device("console", "e8:da:20", False),
    Device("pihole", "dc:a6:32", False, {80: page(b"Pi-hole Admin", b"lighttpd"), 22: b"SSH-2.0-OpenSSH_9.2\r\n"}),
    Device("tuner", "00:18:dd", False, {554: (OPTIONS % b"Server: HDHomeRun/1.0\r\n", b"RTSP/1.0 401 No\r\n\r\n"), 80: page(b"HDHomeRun FLEX 4K")}),
    Device("satellite", "00:04:a3", False, {554: (OPTIONS % b"Server: satip/1.0\r\n", b"RTSP/1.0 404 Not Found\r\n\r\n")}, {1900: (b"M-SEARCH", SSDP % (b"urn:ses-com:device:SatIPServer:1", b"UPnP/1.1"))}),
    Device("mail-room", "00:80:77", False, {80: b"HTTP/1.1 301 Moved\r\nLocation: /general/status.html\r\n\r\n", 21: b"220 FTP print service:V-1.13\r\n"}, mdns="_printer._tcp"),
    Device("tablet", "fc:e5:f0", False, dozes=(1, 0.25)),
    Device("hikvision", "f8:4d:fc", True, {554: rtsp(realm=b"IP Camera(C6H93)"), 80: page(b"", b"App-webs/")}, {37020: (b"<Probe>", b"<ProbeMatch><DeviceDescription>DS-2CD</DeviceDescription></ProbeMatch>")}),
    Device("dahua", "fc:5f:49", True, {554: rtsp(b"Dahua Rtsp Server", b"Login to 3F0A"), 80: page(b"WEB SERVICE"), 37777: b""}, {3702: (b"Probe", WSD % b"dn:NetworkVideoTransmitter")}),
    Device("dahua-silent", "00:12:16", True, udp={37810: (b"DHDiscover", struct.pack("<I4s8x4I", 32, b"DHIP", 40, 0, 40, 0) + b'{"method":"client.notifyDevInfo","x":1}  ')}, group="239.255.255.251"),
    Device("reolink", "ec:71:db", True, {9000: b"", 80: page(b"Reolink", b"nginx")}),
    Device("wyze", "d0:3f:27", True),
    Device("ring", "c4:db:ad", True),
    Device("v380", "fc:23:cd", True, {8800: b""}),
    Device("recorder", "00:12:17", True, {34567: b"", 80: page(b"NETSurveillance WEB", b"uc-httpd 1.0.0")}),
    Device("esp32cam", "fc:f5:c4", True, {80: page(b"ESP32 OV2640"), 81: page(b"", kind=b"multipart/x-mixed-replace;boundary=1")}),
    Device("babymonitor", "00:1d:df", True, {8554: rtsp(b"GStreamer RTSP server", sdp=b"v=0\r\nm=video 0 RTP/AVP 96\r\n")}, mdns="_rtsp._tcp"),
    Device("microphone", "fc:e8:c0", True, {8554: rtsp(b"Micro-RTSP", sdp=b"v=0\r\nm=audio 0 RTP/AVP 96\r\n")}),
    Device("paged", "fc:3c:d7", True, {80: b"HTTP/1.1 200 OK\r\n\r\n<html><script>window.location.href='/doc/page/login.asp?_1';</script></html>"}),
    Device("nameless", "fc:b3:bc", True, {80: b"HTTP/1.1 200 OK\r\nCONNECTION: close\r\nCONTENT-LENGTH: 51\r\n\r\n<title></title><script src='/jsCore/rpcCore.js'/>  "}),
    Device("upnp-camera", "f0:b0:40", True, udp={1900: (b"M-SEARCH", SSDP % (CAMERA_TYPE, b"IPCamera/1.0"))}),
    Device("wall", "", False, drops=True),
    Device("described", "fc:3c:d7", True, {49152: DESCRIBED % (b"Nursery", b"Edimax", b"Internet Camera IC-3140W")}, {1900: (b"M-SEARCH", SSDP_AT % (b"OWN", b"49152"))}),
    Device("player", "f0:f6:c1", False, {49153: DESCRIBED % (b"Lounge", b"Sonos, Inc.", b"Sonos One")}, {1900: (b"M-SEARCH", SSDP_AT % (b"OWN", b"49153"))}),
    Device("pointer", "fc:3c:d7", False, {}, {1900: (b"M-SEARCH", SSDP_AT % (b"192.168.77.1", b"80"))}),
    Device("vstarcam", "f4:e2:5d", True, {10554: rtsp(realm=b"VStarcam")}, {8600: (b"DH\x01\x01", b"DH\x01\x08" + bytes(40))}, dozes=(2, 0.35)),
    Device("spy-camera", "f4:e2:5d", True, udp={32108: (b"\xf1\x30", b"\xf1\x41\x00\x14" + bytes(20))}),
    Device("traccar", "dc:a6:32", True, {8082: page(b"Traccar"), 5055: page(b"")}),
    Device("owntracks", "dc:a6:32", True, {8083: page(b"OwnTracks Recorder", b"owntracks-recorder/0.9.9")}),
)  # fmt: skip
