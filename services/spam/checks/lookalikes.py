import re

from models import Sentence, Signal
from services.spam.case import Case
from services.text.domains import as_read
from services.text.scripts import is_disguised, looks_latin

_ASCII_ENDING = re.compile(r"[a-z]{2,24}")


def examine(case: Case) -> Signal | None:
    """The host of a link is written with letters of another script that look like Latin ones.

    No registry lets anyone mix them in one name; a whole name of them below a Latin ending is rare but may be honest.
    """
    for host in case.hosts:
        shown = as_read(host) if "xn--" in host else ""
        *names, ending = shown.split(".")
        told = {"shown": shown, "host": host}
        if any(map(is_disguised, names)):
            reason = Sentence("A link leads to %(shown)s, which mixes letters that look alike (%(host)s)", **told)
            return case.signal("lookalikes", 1.0, 0.7, reason)
        if _ASCII_ENDING.fullmatch(ending) and any(map(looks_latin, names)):
            reason = Sentence("A link leads to %(shown)s, whose letters only look like Latin ones (%(host)s)", **told)
            return case.signal("lookalikes", 1.0, 0.5, reason)
    return None
