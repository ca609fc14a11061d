"""The widget's parts on the network: as they stand, or as somebody has built them, with a hash in the name."""

import re


def part(name: str) -> re.Pattern[str]:
    """Of `later.js` the address ends so or in `later-W2OJUAJM8e.js`; of words the folder bears the hash."""
    first = re.escape(re.split(r"[./]", name)[0])
    return re.compile(rf"/chiosa/{first}(-\w+)?{re.escape(name[len(first) :])}$")
