"""The address of a page, as the key by which its discussion is found."""

from .urls import URL_MAX, NotAWebAddress, WebAddress, read

_INDEX_NAMES = {"index.html", "index.htm", "index.php", "default.htm", "default.html", "default.aspx"}

# What advertising, newsletters and statistics hang onto a link; the page is the same without it.
_TRACKING_PREFIXES = ("utm_", "mtm_", "matomo_", "pk_", "piwik_", "__hs", "hsa_", "_hs", "vero_", "oly_")
_TRACKING = {
    *("fbclid", "gclid", "gclsrc", "gbraid", "wbraid", "dclid", "gad_source", "gad_campaignid", "srsltid", "msclkid"),
    *("yclid", "ymclid", "ysclid", "twclid", "ttclid", "li_fat_id", "igshid", "igsh", "epik", "rb_clickid", "s_kwcid"),
    *("mc_cid", "mc_eid", "mkt_tok", "hsctatracking", "wickedid", "ref_src", "ref_url", "_ga", "_gl", "_openstat"),
}


class NotAPage(ValueError):
    """No absolute http(s) address of at most 2,000 characters, or one with a user name or control characters."""


def canonical(url: str) -> str:
    """The key of a page, such as `example.org/path?a=2&b=1`: equal for addresses that lead to the same page.

    Scheme, www., the scheme's own port, trailing slashes, index names, fragments and tracking parameters make no
    difference; neither do the order of the other parameters, letter case of the host and spelling of escapes.
    Raises NotAPage.
    """
    page = _read(url)
    query = f"?{found}" if (found := _query(page.query)) else ""
    key = _without_www(page.authority) + _path(page.path) + query
    if len(key) > URL_MAX:
        raise NotAPage("It is longer than 2,000 characters.")
    return key


def origin(url: str) -> str:
    """`scheme://host[:port]` as browsers write it: in lower case and ASCII, without the scheme's own port.

    Raises NotAPage.
    """
    return _read(url).origin


def _read(url: str) -> WebAddress:
    try:
        return read(url.strip(" "))
    except NotAWebAddress:
        raise NotAPage("It must be like https://example.org/article, at most 2,000 characters long.") from None


def _without_www(authority: str) -> str:
    bare = authority.removeprefix("www.")
    return bare if "." in bare else authority


def _path(path: str) -> str:
    segments = _without_dots(path).rstrip("/").split("/")
    while segments[-1].lower() in _INDEX_NAMES:
        segments = "/".join(segments[:-1]).rstrip("/").split("/")
    return "/".join(segments)


def _without_dots(path: str) -> str:
    kept: list[str] = []
    for segment in path.split("/")[1:]:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    return "".join(f"/{segment}" for segment in kept)


def _query(query: str) -> str:
    kept = [pair for pair in query.split("&") if pair and not _is_tracking(_name(pair))]
    return "&".join(sorted(kept, key=_name))


def _name(pair: str) -> str:
    return pair.partition("=")[0]


def _is_tracking(name: str) -> bool:
    return name.lower() in _TRACKING or name.lower().startswith(_TRACKING_PREFIXES)
