import re
from collections.abc import Iterable
from itertools import islice

from sqlalchemy import bindparam, func, select

from models import Comment, Sentence, Signal
from models.base import send
from services.spam.case import Case
from services.text.scripts import dominant
from services.text.written_in import LANGUAGES, written_in

_SCRIPTS = {
    "Cyrillic": "ru uk bg be mk ky tg sr bs kk mn az uz tk tt",
    "Latin": "sr bs kk mn az uz tk tt",
    "Arabic": "ar fa ur ps ckb ug pa",
    "Hebrew": "he yi",
    "Devanagari": "hi mr ne sa",
    "Bengali": "bn as",
    "Gurmukhi": "pa",
    "Gujarati": "gu",
    "Tamil": "ta",
    "Telugu": "te",
    "Kannada": "kn",
    "Malayalam": "ml",
    "Sinhala": "si",
    "Ethiopic": "am ti",
    "Greek": "el",
    "Armenian": "hy",
    "Georgian": "ka",
    "Thai": "th",
    "Lao": "lo",
    "Myanmar": "my",
    "Khmer": "km",
    "Hangul": "ko",
    "Kana": "ja",
    "Han": "ja zh ko",
}
"""Who writes how; a language that stands nowhere here is written in Latin letters."""
_NOT_LATIN = frozenset(" ".join(_SCRIPTS.values()).split())
_ALIKE = ({"da", "no", "nb", "nn"}, {"id", "ms"}, {"hr", "sr", "bs", "sl"}, {"cs", "sk"}, {"pt", "gl"})
_NAMES: dict[str, Sentence] = {
    name: name
    for name in (
        *(Sentence("Cyrillic"), Sentence("Latin"), Sentence("Arabic"), Sentence("Hebrew"), Sentence("Devanagari")),
        *(Sentence("Bengali"), Sentence("Gurmukhi"), Sentence("Gujarati"), Sentence("Tamil"), Sentence("Telugu")),
        *(Sentence("Kannada"), Sentence("Malayalam"), Sentence("Sinhala"), Sentence("Ethiopic"), Sentence("Greek")),
        *(Sentence("Armenian"), Sentence("Georgian"), Sentence("Thai"), Sentence("Lao"), Sentence("Myanmar")),
        *(Sentence("Khmer"), Sentence("Hangul"), Sentence("Kana"), Sentence("Han")),
    )
}
_LANGUAGE = Sentence("It seems to be written in the language “%(language)s”; the languages of this site: %(spoken)s")
_SCRIPT = Sentence("Its script is another than usual here: %(script)s; the languages of this site: %(spoken)s")
CERTAINTY = 0.25
LETTERS_LEAST = 40
SHOWN = 1_500
_NEWEST, _OFTEN, _GLANCE = 30, 3, 400
_PUBLISHED = (
    select(func.substr(Comment.source, 1, _GLANCE))
    .where(Comment.site_id == bindparam("site_id"), Comment.status == "published")
    .where(Comment.id != bindparam("comment_id"))
    .order_by(Comment.id.desc())
    .limit(_NEWEST)
)
_LINK = re.compile(r"https?://\S*|`[^`]*`")


def examine(case: Case) -> Signal | None:
    """It is written in another language than those of the site, and few comments that were published here are.

    Told by the script first, then, among 21 languages, by their little words. Never for fewer than 40 letters.
    """
    script, language = _told(case.comment.source)
    spoken = case.site.spoken
    if not script or _is_expected_of(spoken, script, language) or _is_usual(case, script, language):
        return None
    return case.signal("language", 1.0, CERTAINTY, _reason(script, language, spoken))


def _reason(script: str, language: str | None, spoken: list[str]) -> Sentence:
    if language:
        return Sentence(_LANGUAGE, language=language, spoken=spoken)
    return Sentence(_SCRIPT, script=_NAMES[script], spoken=spoken)


def is_foreign(text: str, spoken: Iterable[str]) -> bool:
    """It is long enough to tell, and written in none of these languages."""
    script, language = _told(text)
    return bool(script) and not _is_expected_of(spoken, script, language)


def _told(text: str) -> tuple[str, str | None]:
    """Script and language; "" for a text that is too short or too mixed to tell."""
    text = _LINK.sub(" ", text[:SHOWN])
    script, share, letters = dominant(text)
    if letters < LETTERS_LEAST or share < 0.6:
        return "", None
    return script, written_in(text) if script in ("Latin", "Cyrillic") else None


def _is_expected_of(spoken: Iterable[str], script: str, language: str | None) -> bool:
    return any(_is_expected(each, script, language) for each in spoken)


def _is_expected(spoken: str, script: str, language: str | None) -> bool:
    is_default = script == "Latin" and spoken not in _NOT_LATIN
    if not is_default and spoken not in _SCRIPTS.get(script, "").split():
        return False
    if language in (None, spoken) or spoken not in LANGUAGES.union(*_ALIKE):
        return True
    return any({language, spoken} <= family for family in _ALIKE)


def _is_usual(case: Case, script: str, language: str | None) -> bool:
    """Of the newest thirty published comments of the site three or more are written so."""
    newest = send(_PUBLISHED, {"site_id": case.site.id, "comment_id": case.number}).scalars()
    written_so = (text for text in newest.all() if _told(text) == (script, language))
    return len(list(islice(written_so, _OFTEN))) == _OFTEN
