from models import AllowedOrigin, Site, Thread
from services.text.domains import hosts, registered


def own_domains(site: Site, thread: Thread) -> set[str]:
    """The registered names that the site itself stands under: to link there is no sign of spam."""
    return {registered(host) for host in hosts([site.home_url, thread.url, *AllowedOrigin.of(site.id)])}
