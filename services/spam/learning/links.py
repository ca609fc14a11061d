import re

_LINK = re.compile(
    r"(?:https?://|www\.)([^\s/<>\"'?#\[\])]{1,200})|\b((?:[a-z0-9-]{1,60}\.){1,3}[a-z]{2,10})\b(?=/|\s|$)"
)
_MOST = 30


def links(folded: str) -> set[str]:
    """The hosts that are linked to, their domains and top-level domains."""
    if "." not in folded and "://" not in folded:
        return set()
    hosts = {named or bare for named, bare in _LINK.findall(folded)[:_MOST]}
    return {part for host in hosts for part in _parts(host)}


def _parts(host: str) -> tuple[str, ...]:
    labels = host.rsplit("@", 1)[-1].split(":")[0].split(".")
    return ".".join(labels), ".".join(labels[-2:]), f".{labels[-1]}"
