from ipaddress import ip_address, ip_network


def network_of(address: str) -> str:
    """The neighbourhood that an address stands in, as a provider hands them out: an IPv4 /24, an IPv6 /48."""
    read = ip_address(address)
    return str(ip_network((read, 24 if read.version == 4 else 48), strict=False))
