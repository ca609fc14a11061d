"""In which script something is written, and which of its letters pass for those of another."""

import re
from collections import Counter
from itertools import islice

# Letters of each script that decide about a language; what is not here, as Greek in mathematics, is seldom whole texts.
_RANGES = {
    "Latin": "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff",
    "Cyrillic": "\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f",
    "Greek": "\u0370-\u0373\u0376-\u03ff\u1f00-\u1fff",
    "Armenian": "\u0531-\u0587",
    "Hebrew": "\u05d0-\u05f2",
    "Arabic": "\u0620-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
    "Devanagari": "\u0900-\u097f",
    "Bengali": "\u0980-\u09ff",
    "Gurmukhi": "\u0a00-\u0a7f",
    "Gujarati": "\u0a80-\u0aff",
    "Tamil": "\u0b80-\u0bff",
    "Telugu": "\u0c00-\u0c7f",
    "Kannada": "\u0c80-\u0cff",
    "Malayalam": "\u0d00-\u0d7f",
    "Sinhala": "\u0d80-\u0dff",
    "Thai": "\u0e00-\u0e7f",
    "Lao": "\u0e80-\u0eff",
    "Myanmar": "\u1000-\u109f",
    "Georgian": "\u10a0-\u10ff",
    "Ethiopic": "\u1200-\u139f",
    "Khmer": "\u1780-\u17ff",
    "Hangul": "\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3",
    "Kana": "\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9d",
    "Han": "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f",
}
_LETTERS = {script: re.compile(f"[{letters}]+") for script, letters in _RANGES.items()}
_FOREIGN = _RANGES["Cyrillic"] + _RANGES["Greek"]
_JUNCTION = re.compile(f"[A-Za-z][{_FOREIGN}]|[{_FOREIGN}][A-Za-z]")
_WORD = re.compile(f"[{_RANGES['Latin']}{_FOREIGN}]+")

# What a reader takes for Latin letters, and what for Cyrillic ones. The Greek alpha is left out, for chemistry's sake.
_LOOKS_LATIN = frozenset("асԁеһіјӏорѕυԛԝхуАВЕНІЈКМОРЅТХУΑΒΕΖΗΙΚΜΝΟΡΤΥΧνορικ")
_LOOKS_CYRILLIC = frozenset("aceijopsxyABCEHIJKMOPSTXY")


def dominant(text: str) -> tuple[str, float, int]:
    """The script of most of its letters, which share of them it has, and how many letters there are."""
    if text.isascii():
        letters = sum(map(str.isalpha, text))
        return "Latin", float(letters > 0), letters
    count = Counter({script: sum(map(len, letters.findall(text))) for script, letters in _LETTERS.items()})
    script, most = count.most_common(1)[0]
    return script, most / (count.total() or 1), count.total()


def disguised_words(text: str, most: int = 20) -> list[str]:
    """Words in which letters of another script stand for those that they look like, as in pаypal; at most so many.

    A name with an ending of the other language, as VPNа in Russian, is none: there the letters hide nowhere.
    """
    if text.isascii() or not _JUNCTION.search(text):
        return []
    words = (found[0] for found in _WORD.finditer(text))
    return list(islice(filter(is_disguised, words), most))


def is_disguised(word: str) -> bool:
    """Letters of another script hide in it among those that they look like."""
    if word.isascii() or not _JUNCTION.search(word):
        return False
    latin = {letter for letter in word if letter < "\u0250"}
    foreign = set(word) - latin
    if foreign <= _LOOKS_LATIN:
        return any(letter in foreign for letter in word.rstrip("".join(foreign)))
    return latin <= _LOOKS_CYRILLIC and word[0] in foreign and word[-1] in foreign


def looks_latin(word: str) -> bool:
    """Not one letter of it is Latin, and each looks as if it were."""
    return bool(word) and set(word) <= _LOOKS_LATIN
