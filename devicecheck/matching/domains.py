# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names of servers, compared on label boundaries: `a.example.org` belongs to `example.org`, `myexample.org` not."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

Found = TypeVar("Found")

LONGEST = 253
MOST_LABELS = 40

SHARED_HOSTING = frozenset(
    {
        "000webhostapp.com", "3utilities.com", "aliyuncs.com", "altervista.org", "amazonaws.com", "amplifyapp.com",
        "appspot.com", "awsapprunner.com", "azure.com", "azureedge.net", "azurefd.net", "azurewebsites.net",
        "b-cdn.net", "back4app.io", "backblazeb2.com", "beget.tech", "blob.core.windows.net", "blogspot.com",
        "bounceme.net", "chickenkiller.com", "cloudapp.azure.com", "cloudapp.net", "cloudfront.net",
        "cloudfunctions.net", "cloudwaysapps.com", "core.windows.net", "crisp.chat", "ddns.net", "deno.dev",
        "digitaloceanspaces.com", "dropboxusercontent.com", "duckdns.org", "dyndns.org", "dynu.net", "dynv6.net",
        "elasticbeanstalk.com", "epizy.com", "eu.org", "fastly.net", "firebaseapp.com", "firebasedatabase.app",
        "firebaseio.com", "firebasestorage.app", "fly.dev", "freeddns.org", "github.io", "gitlab.io", "glitch.me",
        "googleapis.com", "googleusercontent.com", "hasura.app", "herokuapp.com", "hopto.org", "hostingerapp.com",
        "infinityfreeapp.com", "kinsta.cloud", "linodeobjects.com", "livekit.cloud", "mongodb.net", "mooo.com",
        "myftp.org", "myqcloud.com", "myqnapcloud.com", "myshopify.com", "myvnc.com", "netlify.app", "ngrok-free.app",
        "ngrok.app", "ngrok.io", "no-ip.biz", "no-ip.org", "ondigitalocean.app", "onrender.com", "pages.dev",
        "parseapp.com", "pythonanywhere.com", "r2.cloudflarestorage.com", "r2.dev", "railway.app", "redirectme.net",
        "replit.app", "rf.gd", "run.app", "servebeer.com", "serveftp.com", "servegame.com", "servehttp.com",
        "supabase.co", "supabase.in", "surge.sh", "synology.me", "sytes.net", "trafficmanager.net", "translate.goog",
        "trycloudflare.com", "vercel.app", "vps.ovh.net", "wasabisys.com", "web.app", "webflow.io", "weebly.com",
        "wixsite.com", "wordpress.com", "workers.dev", "wpengine.com", "zapto.org",
    }
)  # fmt: skip
"""Where anybody can have a name of their own: a name below one of these says less than a name that somebody bought."""


def server_name(text: str) -> str:
    """The name as it is compared: small letters, no dot at the end, other scripts in ASCII form; "" if it is none.

    An address in numbers is none: such addresses change hands.
    """
    name = text.strip().rstrip(".").lower()
    if not name.isascii():
        try:
            name = name.encode("idna").decode("ascii")
        except UnicodeError:
            return ""
    labels = name.split(".", MOST_LABELS)
    plain = len(name) <= LONGEST and 2 <= len(labels) <= MOST_LABELS
    if not plain or labels[-1].isdigit() or not all(_plain(label) for label in labels):
        return ""
    return name


def _plain(label: str) -> bool:
    return 0 < len(label) < 64 and label.replace("-", "").replace("_", "").isalnum()


def parents(name: str) -> Iterator[str]:
    """The name itself and every name that it belongs to, the longest first; never a last label alone."""
    while "." in name:
        yield name
        name = name.partition(".")[2]


def within(name: str, domain: str) -> bool:
    """Whether a server's name is this domain or belongs to it."""
    return domain in parents(server_name(name))


def on_shared_hosting(name: str) -> bool:
    """Whether anybody can have a name beside this one."""
    return any(parent in SHARED_HOSTING for parent in parents(name))


def covering(names: Iterable[str]) -> tuple[str, ...]:
    """The fewest of these names that all of them belong to, sorted."""
    given = set(names)
    return tuple(
        sorted(name for name in given if not any(parent in given for parent in parents(name) if parent != name))
    )


class DomainTable(Generic[Found]):
    """All servers of a pack. A look-up costs one step for each label of the name that is asked about."""

    def __init__(self, domains: Iterable[tuple[str, Found]]) -> None:
        self._table: defaultdict[str, list[Found]] = defaultdict(list)
        for domain, found in domains:
            name = server_name(domain)
            if name and name not in SHARED_HOSTING:
                self._table[name].append(found)

    def matching(self, name: str) -> tuple[Found, ...]:
        """What the domains that this name is, or belongs to, stand for; the closest first."""
        return tuple(found for parent in parents(server_name(name)) for found in self._table.get(parent, ()))
