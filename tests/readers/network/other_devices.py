# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# ruff: noqa: E501 - a table, one device a line
"""A second home for the laboratory: other makers, as public documentation says that their devices answer."""

from tests.readers.network.home_devices import DESCRIBED, OPTIONS, SSDP, SSDP_AT, WSD, Device, page, rtsp

NO_NAME = "fc:3c:d7"
"""The first half of a hardware address of a maker of radio parts, as most cameras and lamps have it."""


def realm(name: bytes, server: bytes = b"", kind: bytes = b"Basic") -> bytes:
    """A web server that wants a name and a password first."""
    named = b"Server: %b\r\n" % server if server else b""
    return b'HTTP/1.1 401 Unauthorized\r\n%bWWW-Authenticate: %b realm="%b"\r\nContent-Length: 0\r\n\r\n' % (
        named,
        kind,
        name,
    )


OTHER_DEVICES = (
 Device("router","e8:df:70",False,{80:page(b"Vodafone Station"),22:b"SSH-2.0-dropbear_2019.78\r\n"},{1900:(b"M-SEARCH",SSDP%(b"urn:schemas-upnp-org:device:InternetGatewayDevice:2",b"Linux/3.14 UPnP/1.0 MiniUPnPd/2.0"))}),
 # cameras
 Device("axis-p","00:40:8c",True,{80:realm(b"AXIS_00408CD0EC74",b"",b"Digest"),554:rtsp(b"GStreamer RTSP server",b"AXIS_00408CD0EC74")}),
 Device("vivotek",NO_NAME,True,{80:realm(b"streaming_server",b"Boa/0.94.14rc21"),554:rtsp(b"RTSP Server",b"streaming_server")}),
 Device("dlink-dcs",NO_NAME,True,{80:realm(b"DCS-932L",b"alphapd/2.1.8")}),
 Device("trendnet",NO_NAME,True,{80:realm(b"netcam")}),
 Device("uniview",NO_NAME,True,{80:page(b"",b"") .replace(b"<title></title>",b"<script src='script/lib/jquery.plugin.uniview.js'></script><title>Login</title>"),554:rtsp(b"",b"48ea63123456")}),
 Device("hanwha",NO_NAME,True,{80:realm(b"iPolis",b"",b"Digest"),554:rtsp(b"",b"iPolis")}),
 Device("avtech",NO_NAME,True,{80:page(b"--- VIDEO WEB SERVER ---",b"Linux/2.x UPnP/1.0 Avtech/1.0")}),
 Device("geovision",NO_NAME,True,{80:page(b"GeoVision Inc. - IP Camera",b"thttpd/2.25b")}),
 Device("tvt-nvr",NO_NAME,True,{80:page(b"WEB SERVICE",b"Cross Web Server"),554:rtsp(b"",b"RTSP SERVER")}),
 Device("sonoff-cam",NO_NAME,True,{554:rtsp(b"TAS-Tech Streaming Server V100R001",b"TAS")}),
 Device("tapo","fc:3c:d7",True,{554:rtsp(b"",b"TP-Link IP-Camera"),2020:b""}),
 Device("hipcam",NO_NAME,True,{554:rtsp(b"Hipcam RealServer/V1.0",sdp=b"v=0\r\nm=video 0 RTP/AVP 96\r\n"),80:page(b"",b"Hipcam")}),
 Device("ipwebcam","",True,{8080:page(b"IP Webcam",b"IP Webcam Server 0.4")}),
 Device("motioneye","dc:a6:32",True,{80:b"",8081:page(b"",b"Motion/4.3.2",b"multipart/x-mixed-replace; boundary=BoundaryString"),8080:page(b"motionEye",b"motionEye/0.42.1")}),
 Device("dvr-jaws",NO_NAME,True,{80:page(b"index",b"JAWS/1.0 May 25 2018")}),
 Device("rtspbug",NO_NAME,True,{8554:rtsp(b"gortsplib",sdp=b"v=0\r\nm=audio 0 RTP/AVP 0\r\n")}),
 Device("onvif-only",NO_NAME,True,{},{3702:(b"Probe",WSD%b"tds:Device dn:NetworkVideoTransmitter")}),
 Device("doorbird","1c:ca:e3",True,{80:realm(b"DoorBird",b"")},mdns="_axis-video._tcp"),
 # ordinary
 Device("hp","3c:d9:2b",False,{80:page(b"HP Color LaserJet MFP M283fdw",b"HP HTTP Server; HP Color LaserJet MFP M283fdw"),9100:b""},{3702:(b"Probe",WSD%b"wprt:PrintDeviceType wscn:ScanDeviceType")},mdns="_uscan._tcp"),
 Device("canon","00:1e:8f",False,{80:page(b"Remote UI: Login: MF640C",b"Catwalk"),8000:page(b"Canon HTTP")},mdns="_ipps._tcp"),
 Device("epson","44:d2:44",False,{80:page(b"EpsonNet Config",b"EPSON-HTTP/1.0")},mdns="_pdl-datastream._tcp"),
 Device("qnap","24:5e:be",False,{8080:page(b"QNAP Turbo NAS",b"http server 1.0"),80:page(b"QNAP")},mdns="_qdiscover._tcp"),
 Device("truenas","",False,{80:page(b"TrueNAS - 192.168.1.4",b"nginx")},mdns="_smb._tcp"),
 Device("samsungtv","8c:ea:48",False,{8080:page(b""),7000:(OPTIONS%b"Server: AirTunes/377\r\n",b"RTSP/1.0 403 Forbidden\r\n\r\n"),49152:DESCRIBED%(b"[TV] Samsung 7 Series",b"Samsung Electronics",b"UE55")},{1900:(b"M-SEARCH",SSDP_AT%(b"OWN",b"49152"))}),
 Device("lgtv","f8:b9:5a",False,{8080:page(b""),49153:DESCRIBED%(b"[LG] webOS TV",b"LG Electronics.",b"OLED55C1")},{1900:(b"M-SEARCH",SSDP_AT%(b"OWN",b"49153"))},mdns="_airplay._tcp"),
 Device("roku","b0:a7:37",False,{49154:DESCRIBED%(b"Roku Streaming Stick",b"Roku",b"3810X")},{1900:(b"M-SEARCH",SSDP%(b"roku:ecp",b"Roku/12.0 UPnP/1.0 Roku/12.0"))}),
 Device("openwrt","",False,{80:page(b"OpenWrt - LuCI"),22:b"SSH-2.0-dropbear\r\n"}),
 Device("mikrotik","4c:5e:0c",False,{80:page(b"RouterOS router configuration page"),21:b"220 MikroTik FTP server (MikroTik 6.48) ready\r\n",23:b"\xff\xfb\x01MikroTik v6.48\r\nLogin: "}),
 Device("unifi","b4:fb:e4",False,{8080:page(b"UniFi Network"),22:b"SSH-2.0-dropbear\r\n"}),
 Device("unifi-ap","80:2a:a8",False,{22:b"SSH-2.0-dropbear\r\n"}),
 Device("shelly","fc:f5:c4",False,{80:page(b"Shelly Plug S",b"Mongoose/6.18")},mdns="_shelly._tcp"),
 Device("tasmota","fc:f5:c4",False,{80:page(b"Tasmota - Main Menu",b"Tasmota/12.5.0 (ESP8266EX)")}),
 Device("kasa","50:c7:bf",False,{9999:b""}),
 Device("tapo-plug","68:ff:7b",False,{80:b"HTTP/1.1 200 OK\r\nServer: SHIP 2.0\r\nContent-Length: 3\r\n\r\n200"}),
 Device("tuyalamp",NO_NAME,False,{6668:b""}),
 Device("ps5","e8:da:20",False,{}),
 Device("xbox","",False,{49155:DESCRIBED%(b"Xbox-SystemOS",b"Microsoft Corporation",b"Xbox One")},{1900:(b"M-SEARCH",SSDP_AT%(b"OWN",b"49155"))}),
 Device("nswitch","98:b6:e9",False,{}),
 Device("echo","f0:f0:a4",False,{8888:page(b""),55443:b""},mdns="_amzn-alexa._tcp"),
 Device("homepod","f0:f6:c1",False,{7000:(OPTIONS%b"Server: AirTunes/845.5.1\r\n",b"RTSP/1.0 470 Connection Authorization Required\r\n\r\n")},mdns="_homekit._tcp"),
 Device("nesthub","d8:eb:46",False,{8008:page(b""),8443:b""},mdns="_googlecast._tcp"),
 Device("sonos","00:0e:58",False,{49156:DESCRIBED%(b"Kitchen - Sonos Play:1",b"Sonos, Inc.",b"Sonos Play:1")},{1900:(b"M-SEARCH",SSDP_AT%(b"OWN",b"49156"))}),
 Device("fronius","00:03:ac",False,{80:page(b"Fronius Datamanager",b"webserver")}),
 Device("solaredge","00:27:02",False,{80:page(b"SolarEdge SetApp"),502:b""}),
 Device("enphase","00:1d:c0",False,{80:page(b"Envoy",b"lighttpd")},mdns="_enphase-envoy._tcp"),
 Device("hass","dc:a6:32",False,{8080:page(b"Home Assistant"),80:page(b"Home Assistant"),22:b"SSH-2.0-OpenSSH_9.6\r\n"},mdns="_home-assistant._tcp"),
 Device("pihole2","dc:a6:32",False,{80:page(b"Pi-hole - raspberrypi",b"lighttpd/1.4.69"),8081:page(b"Unbound stats")}),
 Device("plex","",False,{8080:page(b"Plex"),8888:b""},{1900:(b"M-SEARCH",SSDP%(b"urn:schemas-upnp-org:device:MediaServer:1",b"UPnP/1.0 DLNADOC/1.50 Platinum/1.0.5.13"))}),
 Device("jellyfin","",False,{80:page(b"Jellyfin",b"Kestrel")},{1900:(b"M-SEARCH",SSDP%(b"urn:schemas-upnp-org:device:MediaServer:1",b"Jellyfin/10.8 UPnP/1.0"))}),
 Device("octoprint","dc:a6:32",False,{80:page(b"OctoPrint"),5000:page(b"OctoPrint",b"Tornado")},mdns="_octoprint._tcp"),
 Device("kindle","f0:81:73",False,{}),
 Device("kobo","",False,{}),
 Device("iphone","",False,{},mdns="_companion-link._tcp"),
 Device("android","",False,{8009:b""}),
 Device("roomba","50:14:79",False,{8883:b""}),
 Device("thermostat","",False,{},mdns="_hap._tcp"),
 Device("vlc","",False,{8554:(OPTIONS%b"Server: VLC/3.0.18\r\n",b"RTSP/1.0 404 Not Found\r\n\r\n"),8080:page(b"VLC media player")}),
 Device("tvheadend","",False,{554:(OPTIONS%b"Server: Tvheadend/4.3\r\n",b"RTSP/1.0 200 OK\r\nServer: Tvheadend/4.3\r\nContent-Length: 32\r\n\r\nv=0\r\nm=video 0 RTP/AVP 33\r\na=x\r\n"),9981:page(b"Tvheadend")},{1900:(b"M-SEARCH",SSDP%(b"urn:ses-com:device:SatIPServer:1",b"unix/1.0 UPnP/1.1 Tvheadend/4.3"))}),
 Device("enigma","00:1d:ec",False,{80:page(b"OpenWebif",b"TwistedWeb/22.2"),8001:b""}),
 Device("airplayspk","",False,{7000:(OPTIONS%b"Server: AirTunes/105.1\r\n",b"RTSP/1.0 404 Not Found\r\n\r\n"),5000:(OPTIONS%b"",b"RTSP/1.0 404 Not Found\r\n\r\n")},mdns="_raop._tcp"),
 Device("printer3d","",False,{80:page(b"Mainsail",b"nginx/1.18.0")}),
 Device("voip","00:04:13",False,{80:page(b"snom 300",b"snom embedded")}),
 Device("apcups","00:c0:b7",False,{80:realm(b"NMC",b"Allegro-Software-RomPager/3.10"),21:b"220 AP9619 Network Management Card AOS v3.7.4 FTP server ready.\r\n"}),
)  # fmt: skip
