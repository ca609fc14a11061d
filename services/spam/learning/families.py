"""What is looked at in a comment, in families.

Within a comment a family speaks with one voice, however large it is: each member's value is the family's weight by the
square root of their number. So a long text does not shout down its links or its shape.
"""

from services.spam.learning.advertising import advertising
from services.spam.learning.excerpt import excerpt, fold
from services.spam.learning.links import links
from services.spam.learning.sample import Sample
from services.spam.learning.shape import shape
from services.spam.learning.words import broken_words, symbols, word_parts, words

SHAPE = "its shape"

WEIGHTS = {
    "the word part": 1.6,
    "the word": 1.0,
    "the sign": 0.7,
    "the broken word": 0.7,
    "a link to": 1.0,
    SHAPE: 2.0,
    "the name's part": 0.7,
    "an address at": 0.7,
    "the language": 0.7,
}


def families(sample: Sample) -> dict[str, set[str]]:
    read = excerpt(sample.text)
    folded = fold(read)
    spelt = words(folded)
    different = set(spelt)
    parts = word_parts(different)
    return {
        "the word part": parts,
        "the word": different,
        "the sign": symbols(read),
        "the broken word": broken_words(folded),
        "a link to": links(folded) | (links(fold(sample.website[:300])) if sample.website else set()),
        SHAPE: shape(read, folded, spelt, len(advertising(parts | different))),
    } | _about_the_author(sample)


def _about_the_author(sample: Sample) -> dict[str, set[str]]:
    name = set(words(fold(sample.author[:100]))) if sample.author else set()
    return {
        "the name's part": word_parts(name) | name,
        "an address at": {sample.email[:300].rpartition("@")[2].lower()} - {""},
        "the language": {sample.language[:20].lower()} - {""},
    }
