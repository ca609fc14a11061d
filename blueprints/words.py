"""All that readers are told, in their language: locales/<code>.json, English where a locale lacks something."""

import json
import logging
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, Literal

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time, get_datetime_format
from babel.numbers import format_decimal, format_percent

from config import ROOT

log = logging.getLogger(__name__)

FOLDER = ROOT / "locales"
CATEGORIES = {"zero", "one", "two", "few", "many", "other"}
ALIASES = {"no": "nb", "nn": "nb", "iw": "he", "in": "id", "zh": "zh-cn"}
TRADITIONAL = re.compile(r"zh-(hant|tw|hk|mo)\b")
Length = Literal["medium", "long"]
SCRIPTS = {"zh-cn": "zh_Hans_CN", "zh-tw": "zh_Hant_TW"}


class Words:
    """The words of one language, with the site's own laid over them."""

    def __init__(self, code: str, own: Mapping[str, Any] | None = None) -> None:
        self.code = code
        told = _locale(code)
        self.dir = str(told["meta"]["dir"])
        self.locale = babel_locale(code)
        self._texts = dict(_flat(told)) | _laid_over(own or {}, code)

    @property
    def lang(self) -> str:
        """As HTML's lang: pt-BR."""
        language, _, region = self.code.partition("-")
        return f"{language}-{region.upper()}" if region else language

    def say(self, name: str, /, **values: Any) -> str:
        """The text of that dotted name, its {placeholders} filled; `n` chooses the plural form. Empty if unknown."""
        texts = self._texts
        text = texts.get(name)
        if text is None:
            text = texts.get(f"{name}.{self.locale.plural_form(values.get('n', 0))}", texts.get(f"{name}.other", ""))
        return re.sub(r"{(\w+)}", lambda found: self._show(values.get(found[1], "")), text)

    def number(self, number: int) -> str:
        return format_decimal(number, locale=self.locale)

    def percent(self, share: float) -> str:
        """Of 1, in whole percent."""
        return format_percent(share, locale=self.locale)

    def fine_percent(self, share: float) -> str:
        """The same, but a tenth of a percent tells below ten percent."""
        is_small = 0 < share < 0.1
        return format_percent(round(share, 3), locale=self.locale, decimal_quantization=not is_small)

    def moment(self, moment: datetime, length: Length = "long") -> str:
        """Date and time, in UTC: we don't know where the reader is."""
        moment = moment.astimezone(UTC)
        on = format_date(moment, length, locale=self.locale)
        time = format_time(moment, "short", tzinfo=UTC, locale=self.locale)
        pattern = str(get_datetime_format("medium", self.locale)).replace("'", "")
        return f"{pattern.replace('{0}', time).replace('{1}', on)} UTC"

    def day(self, day: date) -> str:
        return format_date(day, "medium", locale=self.locale)

    def short_day(self, day: date) -> str:
        """Without its year."""
        return format_skeleton("MMMd", day, locale=self.locale)

    def _show(self, value: Any) -> str:
        return self.number(value) if isinstance(value, int) else str(value)


@cache
def codes() -> tuple[str, ...]:
    """The languages that we speak, by their files' names."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.json")))


@cache
def own_names() -> dict[str, str]:
    """The languages that we speak, each as it calls itself: it, Italiano."""
    return {code: str(_locale(code)["meta"]["name"]) for code in codes()}


def choose(asked: str) -> str:
    """Of our languages the one that was asked for, its plain form (it for it-CH), or English."""
    return known(asked) or "en"


def known(asked: str) -> str | None:
    """The same, or None for a language that we don't speak."""
    asked = asked.strip().lower().replace("_", "-")
    plain, _, region = asked.partition("-")
    traditional = "zh-tw" if TRADITIONAL.match(asked) else ""
    wanted = (traditional, f"{plain}-{region[-2:]}", ALIASES.get(plain, plain))
    return next((code for code in wanted if code in codes()), None)


def babel_locale(code: str) -> Locale:
    language, _, region = code.partition("-")
    return Locale.parse(SCRIPTS.get(code) or (f"{language}_{region.upper()}" if region else language))


@cache
def for_widget(code: str, group: str) -> bytes | None:
    """What the widget fetches of one language: the words for reading, or for writing. None for what we don't speak."""
    if code not in codes() or group not in ("read", "write"):
        return None
    told = _locale(code)
    about = {"code": code, "dir": told["meta"]["dir"]} if group == "read" else {}
    return json.dumps(about | told[group], ensure_ascii=False, separators=(",", ":")).encode()


@cache
def _locale(code: str) -> dict[str, Any]:
    """A locale with English wherever it has nothing, or something that is no text."""
    english = _file("en")
    return english if code == "en" else _merged(english, _file(code))


def _file(code: str) -> dict[str, Any]:
    try:
        told = json.loads((FOLDER / f"{code}.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        log.error("the words of %s can't be read, English stands in: %s", code, error)
        told = {}
    return told if isinstance(told, dict) else {}


def _merged(english: dict[str, Any], told: Any) -> dict[str, Any]:
    told = told if isinstance(told, dict) else {}
    return {name: _either(value, told.get(name)) for name, value in english.items()}


def _either(english: Any, told: Any) -> Any:
    if is_plural(english):
        return told if is_plural(told) else english
    if isinstance(english, dict):
        return _merged(english, told)
    return told if isinstance(told, str) and told else english


def changeable(code: str = "en") -> dict[str, str]:
    """Our texts by the names under which a site may say them otherwise: form.send, count.few, page.back."""
    told = _locale(code)
    by_place = dict(_flat(told["read"])) | dict(_flat(told["write"])) | dict(_flat(told["page"], "page."))
    plurals = [name.removesuffix(".other") for name in by_place if name.endswith(".other")]
    forms = {f"{name}.{form}": by_place[f"{name}.other"] for name in plurals for form in CATEGORIES}
    return forms | by_place


def is_plural(value: Any) -> bool:
    """A text's forms by CLDR category, not a group of texts."""
    is_forms = isinstance(value, dict) and bool(value) and value.keys() <= CATEGORIES
    return is_forms and all(isinstance(text, str) for text in value.values())


def _flat(group: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for name, value in group.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{name}.")
        elif isinstance(value, str):
            yield f"{before}{name}", value


def _laid_over(own: Mapping[str, Any], code: str) -> dict[str, str]:
    """The site's own words, named as in the widget ("form.send"), or with "page." for the page without a script."""
    told: dict[str, str] = {}
    for language in ("*", code):
        group = own.get(language)
        for name, text in _flat(group if isinstance(group, Mapping) else {}):
            told |= {name: text} if name.startswith("page.") else {f"read.{name}": text, f"write.{name}": text}
    return told
