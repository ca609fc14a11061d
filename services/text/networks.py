"""Networks as people type them."""

from ipaddress import IPv4Network, IPv6Network, ip_network

FEWEST_IPV4, NEAR_IPV4, NEAR_IPV6 = 16, 24, 48


def spanned(typed: str) -> tuple[str, list[str]] | None:
    """How a network is looked for among what is kept of origins: ("ip", addresses) or ("network", neighbourhoods).

    A neighbourhood is an IPv4 /24 or an IPv6 /48. None for what is no network, or a wider one than an IPv4 /16 or an
    IPv6 /48, or a part of an IPv6 /48 that is more than one address.
    """
    try:
        network = ip_network(typed.strip(), strict=False)
    except ValueError:
        return None
    if network.num_addresses == 1:
        return "ip", [str(network.network_address)]
    if isinstance(network, IPv6Network):
        return ("network", [str(network)]) if network.prefixlen == NEAR_IPV6 else None
    return _ipv4(network)


def _ipv4(network: IPv4Network) -> tuple[str, list[str]] | None:
    if network.prefixlen < FEWEST_IPV4:
        return None
    if network.prefixlen > NEAR_IPV4:
        return "ip", [str(address) for address in network]
    return "network", [str(near) for near in network.subnets(new_prefix=NEAR_IPV4)]
