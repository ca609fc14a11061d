from models import Site


def akismet_state_of(site: Site) -> dict[str, str]:
    """How a site's key stands, as far as Akismet has said, by plain names and in plain words."""
    if not site.uses_akismet:
        return {"key": "none"}
    state = {"key": "refused" if site.akismet_problem else "set"}
    if site.akismet_problem and site.akismet_problem_at:
        state["problem"] = f"{site.akismet_problem} (since {site.akismet_problem_at:%Y-%m-%d %H:%M} UTC)"
    state["alert"] = site.akismet_alert or "none"
    return state | _usage(site)


def _usage(site: Site) -> dict[str, str]:
    told = site.akismet_usage
    if not told:
        return {"usage": "not asked yet; Akismet is asked once a day"}
    limit = "no limit" if told["limit"] is None else f"{told['limit']} ({told['percentage']} %)"
    throttled = {"throttled": "yes: Akismet answers more slowly, or not at all"} if told["throttled"] else {}
    return {"usage": f"{told['usage']} of {limit}", "asked": told["at"], **throttled}
