"""Passwords that are among the first that anybody would try. No list of millions and no question to anyone outside:
what people choose when they must choose something is a few words, names and runs of keys, dressed up a little."""

import re
from collections.abc import Iterable

FEWEST_LETTERS, MANY_SIGNS, LONG_ENOUGH = 5, 12, 8
_SPELLED = str.maketrans("0134578@$!+|", "oleastbasitl")
"""Digits and signs that stand for letters."""
_KEYS = (
    "abcdefghijklmnopqrstuvwxyz 12345678901234567890 qwertyuiopasdfghjklzxcvbnm qwertzuiopasdfghjklyxcvbnm "
    "azertyuiopqsdfghjklm qazwsxedcrfvtgbyhnujm qawsedrftgyhujikolp 1q2w3e4r5t6y7u8i9o0p 1qaz2wsx3edc4rfv5tgb asdfgh"
)
_RUNS = [each for row in _KEYS.split() for each in (row, row[::-1])]
_LISTED = """
password passwort passwd passphrase motdepasse contrasena senha parola wachtwoord haslo secret geheim segreto admin
administrator administration root user username login signin logon guest test testing tester demo sample example
default change changeme letme letmein welcome willkommen benvenuto bienvenue hello hallo ciao master super superman
superuser batman spiderman ironman pokemon starwars matrix trustno trustnoone iloveyou ilove love loveyou lovely
sunshine princess prince angel monkey dragon tiger lion eagle shadow ninja samurai hunter killer ranger warrior
football baseball basketball soccer hockey liverpool arsenal chelsea barcelona juventus realmadrid manchester united
michael jordan jennifer jessica daniel thomas robert charlie andrew joshua matthew ashley michelle nicole
chocolate cookie coffee banana orange cheese butterfly flower summer winter spring autumn sommer estate
monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
october november december computer internet server website wordpress google facebook twitter instagram youtube
linkedin microsoft windows apple samsung android freedom forever whatever nothing something blessed
correcthorsebatterystaple this is my the new old you me one pass word your mine
comment comments moderator moderation blog site chiosa editor author owner viewer
"""
_WORDS = frozenset(_LISTED.split())


def is_plain(password: str, names: Iterable[str]) -> bool:
    """Whether it consists of nothing but such words, runs of keys, or `names` (the person's, their sites')."""
    unit = _unit(password.casefold())
    if len(set(unit)) < FEWEST_LETTERS or (unit != password.casefold() and len(unit) < LONG_ENOUGH):
        return True
    known = _WORDS | {_letters(part) for name in names for part in (name, *re.split(r"\W+", name))}
    return any(_is_known(core, known) for core in _cores(unit))


def _unit(text: str) -> str:
    """What it repeats, or itself."""
    return text[: (text + text).find(text, 1)]


def _cores(text: str) -> set[str]:
    """What is left of it without ornament. With a dozen digits and signs or more it is not the letters that count."""
    bare = text.strip("0123456789!?.,-_#*$@+ ")
    stripped = {_letters(text), _letters(bare.translate(_SPELLED))}
    return {
        text,
        _letters(text.translate(_SPELLED)),
        *(core for core in stripped if len(text) - len(core) < MANY_SIGNS),
    }


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalpha())


def _is_known(core: str, known: frozenset[str]) -> bool:
    """Whether the words follow each other to its very end: each place that they can reach is visited once."""
    reached = {0}
    for start in range(len(core)):
        if start in reached:
            reached |= {start + len(word) for word in known if len(word) > 1 and core.startswith(word, start)}
            reached |= {start + length for length in _run_lengths(core[start : start + 30])}
    return len(core) in reached


def _run_lengths(text: str) -> range:
    """A run has three neighbours at least."""
    longest = 0
    while longest < len(text) and any(text[: longest + 1] in run for run in _RUNS):
        longest += 1
    return range(3, longest + 1)
