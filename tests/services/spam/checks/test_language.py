import pytest

from models import transaction
from tests.signals import said, weight

GERMAN = "Das ist ein sehr guter Artikel, und ich habe ihn nicht nur einmal gelesen, sondern auch mit Freunden geteilt."
ENGLISH = "This is a very good article and I have not only read it once but shared it with all of my friends."
RUSSIAN = "Очень хорошая статья, я прочитал её не один раз и уже показал её всем своим друзьям на работе."
JAPANESE = "とても良い記事でした。一度だけでなく何度も読み返し、友人にもすすめました。これからも楽しみにしています。"


def test_it_works(bob):
    comment = bob.say(RUSSIAN)

    reason = "It seems to be written in the language “ru”; the languages of this site: en"
    assert said(comment, "language").reason == reason
    assert comment["status"] == "published"


@pytest.mark.parametrize(
    ("spoken", "text", "certainty"),
    [
        ("en", ENGLISH, 0),
        ("en", GERMAN, 0.25),
        ("en", JAPANESE, 0.25),
        ("de-AT", GERMAN, 0),
        ("de", ENGLISH, 0.25),
        ("ja", JAPANESE, 0),
        ("ja", ENGLISH, 0.25),
        ("ru", RUSSIAN, 0),
        ("uk", RUSSIAN, 0.25),
        ("sr", RUSSIAN, 0.25),
        ("eu", ENGLISH, 0),
        ("el", ENGLISH, 0.25),
    ],
)
def test_it_is_the_sites_language_that_counts(bob, site, spoken, text, certainty):
    with transaction():
        site.language = spoken

    assert weight(bob.say(text), "language") == certainty


@pytest.mark.parametrize(
    "text", ["Sehr gut!", "Спасибо!", "👍" * 60, "https://пример.рф/" + "страница" * 20, "`код` " * 30]
)
def test_of_few_letters_nothing_is_told(bob, text):
    assert said(bob.say(text), "language") is None


def test_what_is_often_published_here_is_usual(bob):
    more = "Ich bin der Meinung, dass es so nicht geht und dass wir noch einmal von vorn beginnen sollten."
    again = "Wenn man es mit den Augen der anderen sieht, ist die Sache nicht so einfach, wie sie hier klingt."
    published = [bob.say(text)["status"] for text in (GERMAN, more, again)]

    comment = bob.say("Was mich an dem Text stört, ist nicht der Ton, sondern dass für die Zahlen keine Quelle da ist.")

    assert published == ["published"] * 3
    assert said(comment, "language") is None


@pytest.mark.parametrize(
    ("others", "text", "certainty"),
    [("de", GERMAN, 0), ("fr de-AT", GERMAN, 0), ("fr it", GERMAN, 0.25), ("ja", JAPANESE, 0), ("ru", RUSSIAN, 0)],
)
def test_other_languages_that_the_site_names_are_usual_too(bob, site, others, text, certainty):
    with transaction():
        site.languages = others

    assert weight(bob.say(text), "language") == certainty


def test_all_that_are_usual_are_named(bob, site):
    with transaction():
        site.languages = "fr it"

    assert said(bob.say(GERMAN), "language").reason.endswith("; the languages of this site: en, fr, it")
