import json

import pytest

from models import Site


@pytest.fixture
def told(client, site):
    """What the widget is told of the site."""
    return lambda: client.get("/api/v1/threads?site=blog&url=https://blog.example/article").json["site"]


@pytest.fixture
def say(run, tmp_path, site):
    """Give the site words of its own, from a file."""

    def give(words: object):
        file = tmp_path / "words.json"
        file.write_text(words if isinstance(words, str) else json.dumps(words))
        return run("site", "words", "blog", str(file))

    return give


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("votes", "both", "both"),
        ("reactions", "👍 ❤️ 👨‍👩‍👧", ["👍", "❤️", "👨‍👩‍👧"]),
        ("reactions", "", []),
        ("sort", "best", "best"),
        ("loads_at_end", "yes", True),
        ("edit_minutes", "0", 0),
        ("images", "on", True),
        ("text_max", "500", 500),
        ("name_required", "no", False),
        ("language", "pt-BR", "pt-BR"),
        ("name", "Margini", "Margini"),
    ],
)
def test_it_works(run, told, name, text, value):
    done = run("site", "set", "blog", name, text)

    assert (done.exit_code, done.output) == (0, "")
    assert told()[{"name": "name"}.get(name, name)] == value


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("votes", "maybe", "votes: This must be one of these: none, up, both."),
        ("reactions", "👍 yes", "reactions: This must be different emoji"),
        ("reactions", "👍 👍", "reactions: This must be different emoji"),
        ("reactions", "😀 😁 😂 😃 😄 😅 😆 😇 😈", "reactions: This must be different emoji"),
        ("reactions", "<b>", "reactions: This must be different emoji"),
        ("sort", "random", "sort: This must be one of these: newest, oldest, best."),
        ("images", "maybe", "images: This must be yes or no."),
        ("edit_minutes", "1.5", "edit_minutes: This must be a whole number from 0 to 10080."),
        ("edit_minutes", "٣", "edit_minutes: This must be a whole number from 0 to 10080."),
        ("text_max", "70000", "text_max: This must be a whole number from 1 to 65536."),
        ("name", " ", "name: This must be text on one line"),
        ("language", "italiano vero", "language: This must be a language tag"),
        ("sso_secret", "short", "sso_secret: This must be at least 32 characters"),
        ("version", "7", "There is no setting “version”."),
        ("key", "other", "There is no setting “key”."),
    ],
)
def test_a_wrong_value_is_refused_by_what_is_allowed(run, told, name, text, said):
    before = told()

    done = run("site", "set", "blog", name, text)

    assert done.exit_code == 1
    assert said in done.output
    assert told() == before


def test_a_page_in_a_cache_is_not_shown_any_more(run, client, site):
    url = "/api/v1/threads?site=blog&url=https://blog.example/article"
    etag = client.get(url).headers["ETag"]

    run("site", "set", "blog", "votes", "none")

    assert client.get(url, headers={"If-None-Match": etag}).status_code == 200


def test_what_is_set_is_shown_and_no_secret(run, site):
    secret = "a-secret-that-only-the-two-servers-know"
    run("site", "set", "blog", "sso_secret", secret)

    shown = run("site", "show", "blog").output

    assert "votes = up\n" in shown
    assert "sso_secret = (set)\n" in shown
    assert secret not in shown


def test_a_site_may_say_it_in_its_own_words(say, told):
    words = {"it": {"form.send": "Invia ora", "count.one": "{n} chiosa"}, "*": {"page.back": "←"}}

    done = say(words)

    assert (done.exit_code, told()["words"]) == (0, words)


def test_it_may_go_back_to_ours(say, told):
    say({"it": {"form.send": "Invia ora"}})

    say({})

    assert told()["words"] == {}
    assert Site.by_key("blog").words is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("no JSON", "The file is no JSON"),
        ([], "Write {"),
        ({"it": "x"}, "Write {"),
        ({"Italian!": {}}, "is no language"),
        ({"it": {"form.nothing": "x"}}, "There is no text “form.nothing”."),
        ({"it": {"form": "x"}}, "There is no text “form”."),
        ({"it": {"form.send": ""}}, "“form.send” must be a text"),
        ({"it": {"form.send": 7}}, "“form.send” must be a text"),
        ({"it": {"form.send": "x" * 501}}, "“form.send” must be a text"),
        ({"it": {"form.send": "Invia {name}"}}, "holds {name}, which nothing fills."),
    ],
)
def test_words_that_could_not_be_shown_are_refused(say, told, words, said):
    done = say(words)

    assert done.exit_code == 1
    assert said in done.output
    assert told()["words"] == {}


def test_it_tells_what_there_is_to_set(run):
    told = run("site", "settings").output

    assert "links_max: Links that pass. A comment with more of them waits. [2]" in told
    assert "close_days: Discussions close after." in told
