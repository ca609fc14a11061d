"""The words of the service's own pages: the right language, the right form, the site's own words."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from blueprints import words as module
from blueprints.words import Words, choose, for_widget


def test_it_works():
    words = Words("it")

    assert words.say("write.form.send") == "Pubblica il commento"
    assert words.say("read.replyTo", name="Bob") == "Rispondi a Bob"


@pytest.mark.parametrize(
    ("code", "n", "said"),
    [
        ("en", 1, "1 comment"),
        ("en", 0, "0 comments"),
        ("it", 2, "2 commenti"),
        ("it", 12_345, "12.345 commenti"),
        ("it", 1_000_000, "1.000.000 di commenti"),
    ],
)
def test_a_number_chooses_the_form_and_is_written_as_people_there_write_it(code, n, said):
    assert Words(code).say("read.count", n=n) == said


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("it", "it"),
        ("it-CH", "it"),
        ("IT_it", "it"),
        (" it ", "it"),
        ("pt-BR", "pt-br"),
        ("pt-PT", "pt"),
        ("no", "nb"),
        ("nn-NO", "nb"),
        ("iw", "he"),
        ("zh", "zh-cn"),
        ("zh-Hans-SG", "zh-cn"),
        ("zh-Hant", "zh-tw"),
        ("zh-Hant-HK", "zh-tw"),
        ("zh-TW", "zh-tw"),
        ("zh-HK", "zh-tw"),
        ("en-GB", "en"),
        ("tlh", "en"),
        ("", "en"),
        ("../en", "en"),
        ("it/../../etc", "en"),
    ],
)
def test_a_language_is_chosen_by_what_was_asked_for(asked, code):
    assert choose(asked) == code


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({"it": {"form.send": "Invia"}}, "Invia"),
        ({"*": {"form.send": "→"}}, "→"),
        ({"*": {"form.send": "→"}, "it": {"form.send": "Invia"}}, "Invia"),
        ({"de": {"form.send": "Los"}}, "Pubblica il commento"),
        ({"it": {"form": {"send": "Invia"}}}, "Invia"),
    ],
)
def test_a_sites_own_words_are_laid_over_ours(own, said):
    assert Words("it", own).say("write.form.send") == said


@pytest.mark.parametrize(("own", "said"), [({"count": "{n}!"}, "1!"), ({"count.one": "einer"}, "einer")])
def test_a_site_may_have_its_own_plurals(own, said):
    assert Words("en", {"en": own}).say("read.count", n=1) == said


@pytest.mark.parametrize("name", ["read.nothing", "read", "", "read.errors"])
def test_what_has_no_text_is_said_with_nothing(name):
    assert Words("en").say(name) == ""


def test_what_a_text_asks_for_and_nobody_gives_is_left_out():
    assert Words("en", {"*": {"reply": "{x}Reply{__class__}"}}).say("read.reply") == "Reply"


@pytest.mark.parametrize(
    ("code", "said"), [("en", "January 31, 2026, 10:00\u202fAM UTC"), ("it", "31 gennaio 2026, 10:00 UTC")]
)
def test_a_moment_is_told_in_full_and_in_utc(code, said):
    moment = datetime(2026, 1, 31, 15, 0, tzinfo=timezone(timedelta(hours=5)))

    assert Words(code).moment(moment) == Words(code).moment(moment.astimezone(UTC)) == said


@pytest.mark.parametrize(("code", "lang"), [("pt-br", "pt-BR"), ("it", "it"), ("zh-tw", "zh-TW")])
def test_html_knows_the_language_by_its_tag(code, lang):
    assert Words(code).lang == lang


@pytest.mark.parametrize(("group", "name"), [("read", "comments"), ("write", "form")])
def test_the_widget_gets_one_group_of_a_language(group, name):
    told = json.loads(for_widget("it", group))

    assert told[name] == json.loads((module.FOLDER / "it.json").read_text("utf-8"))[group][name]
    assert (told.get("code"), told.get("dir")) == {"read": ("it", "ltr"), "write": (None, None)}[group]


@pytest.mark.parametrize(("code", "group"), [("tlh", "read"), ("en", "page"), ("../it", "read"), ("it", "meta")])
def test_the_widget_gets_nothing_else(code, group):
    assert for_widget(code, group) is None


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of locales of one's own, in which English is ours."""
    (tmp_path / "en.json").write_bytes((module.FOLDER / "en.json").read_bytes())
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    forget()
    yield tmp_path
    forget()


def forget() -> None:
    for cache in (module.codes, module.for_widget, module._locale):
        cache.cache_clear()


@pytest.mark.parametrize(
    "broken",
    [
        "{",
        "[]",
        "null",
        "{}",
        '{"write": {"form": {"send": 7}}}',
        '{"write": {"form": "x"}}',
        '{"write": {"form": {"send": ""}}}',
        '{"write": null}',
    ],
)
def test_where_a_locale_lacks_something_english_stands_in(folder, broken):
    (folder / "da.json").write_text(broken, "utf-8")

    assert choose("da-DK") == "da"
    assert Words("da").say("write.form.send") == "Post comment"
    assert json.loads(for_widget("da", "write"))["form"]["send"] == "Post comment"


def test_a_locale_that_is_put_into_the_folder_is_spoken(folder):
    told = {"read": {"count": {"one": "{n} kommentar", "other": "{n} kommentarer"}}}
    (folder / "da.json").write_text(json.dumps(told), "utf-8")

    assert Words("da").say("read.count", n=2) == "2 kommentarer"
    assert Words("da").say("read.reply") == "Reply"


@pytest.mark.parametrize(("code", "said"), [("en", "13%"), ("de", "13\xa0%"), ("tr", "%13")])
def test_a_share_is_told_in_whole_percent(code, said):
    assert Words(code).percent(0.126) == said
