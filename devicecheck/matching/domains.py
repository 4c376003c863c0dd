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
        "000webhostapp.com", "aliyuncs.com", "altervista.org", "amazonaws.com", "appspot.com", "awsapprunner.com",
        "azure.com", "azureedge.net", "azurewebsites.net", "b-cdn.net", "back4app.io", "backblazeb2.com",
        "blob.core.windows.net", "blogspot.com", "cloudapp.azure.com", "cloudapp.net", "cloudfront.net",
        "cloudfunctions.net", "crisp.chat", "ddns.net", "digitaloceanspaces.com", "duckdns.org", "dyndns.org",
        "fastly.net", "firebaseapp.com", "firebaseio.com", "firebasestorage.app", "fly.dev", "github.io", "gitlab.io",
        "googleapis.com", "googleusercontent.com", "herokuapp.com", "hopto.org", "linodeobjects.com", "livekit.cloud",
        "myftp.org", "myqcloud.com", "myshopify.com", "netlify.app", "ngrok.io", "no-ip.biz", "no-ip.org",
        "ondigitalocean.app", "onrender.com", "pages.dev", "railway.app", "rf.gd", "run.app", "servebeer.com",
        "servehttp.com", "supabase.co", "sytes.net", "trafficmanager.net", "translate.goog", "vercel.app",
        "vps.ovh.net", "wasabisys.com", "web.app", "webflow.io", "weebly.com", "wixsite.com", "wordpress.com",
        "workers.dev", "zapto.org",
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
