"""Which part of a host name somebody has registered, and what a name reads like."""

import re

from .links import domain

# Below a country's own ending these are endings too: example.co.uk, example.com.br.
_SECOND_LEVELS = (
    "ac asn co com edu firm gen go gob gouv gov gub id ind info ltd me mil ne net nic nom or org plc sch web"
)
_SECOND = frozenset(_SECOND_LEVELS.split())

# Hosts that give everybody a name below their own.
_SHARED_HOSTS = """
    altervista.org appspot.com azurewebsites.net blogspot.com carrd.co cloudfront.net deno.dev firebaseapp.com
    fly.dev forumfree.it free.fr ghost.io github.io gitlab.io glitch.me godaddysites.com hatenablog.com
    herokuapp.com jimdofree.com jimdosite.com livejournal.com medium.com mystrikingly.com narod.ru neocities.org
    netlify.app ngrok.io over-blog.com pages.dev pythonanywhere.com r2.dev render.com repl.co sourceforge.io
    square.site substack.com surge.sh tripod.com tumblr.com typepad.com ucoz.ru vercel.app web.app webflow.io
    webnode.com weebly.com wixsite.com wordpress.com workers.dev yolasite.com
"""
_SHARED = frozenset(_SHARED_HOSTS.split())

HOSTS_MAX = 200

_AUTHORITY = re.compile(r"https?://[^/?#]*", re.IGNORECASE)
_PUNYCODE = re.compile(r"xn--[a-z0-9-]+")


def hosts(links: list[str]) -> list[str]:
    """The hosts that links lead to, each once, in their order; as `links.domain` gives them.

    Of more than 200 the first hundred and the last: nobody means so many.
    """
    authorities = list(dict.fromkeys(found[0].lower() for link in links if (found := _AUTHORITY.match(link))))
    if len(authorities) > HOSTS_MAX:
        authorities[HOSTS_MAX // 2 : -HOSTS_MAX // 2] = []
    return list(dict.fromkeys(filter(None, map(domain, authorities))))


def registered(host: str) -> str:
    """The name that one owner answers for: of shop.pills.example `pills.example`, of eve.github.io all of it."""
    labels = host.split(".")
    if len(labels) < 3 or host.startswith("[") or labels[-1].isdecimal():
        return host
    is_deep = (len(labels[-1]) == 2 and labels[-2] in _SECOND) or ".".join(labels[-2:]) in _SHARED
    return ".".join(labels[-3 if is_deep or labels[-2] == "blogspot" else -2 :])


def as_read(host: str) -> str:
    """A host as its international labels are shown: xn--bcher-kva.example as bücher.example."""
    return _PUNYCODE.sub(_decoded, host)


def _decoded(label: re.Match[str]) -> str:
    try:
        return label[0].removeprefix("xn--").encode("ascii").decode("punycode")
    except (UnicodeError, IndexError, ValueError, OverflowError):
        return label[0]
