import pytest

from models import AllowedOrigin, BlockedTerm, Site, db
from tests.cast import BLOG, PAGE


def blocked() -> list[tuple[str, str]]:
    return [(row.kind, row.term) for row in db.session.scalars(db.select(BlockedTerm).order_by(BlockedTerm.id))]


def test_it_works(run, client):
    done = run("site", "create", "my-blog", "--name", "My blog", "--home", f"{BLOG}/", "--language", "it")

    assert (done.exit_code, done.output) == (0, "")
    assert client.get(f"/api/v1/threads?site=my-blog&url={PAGE}").json["site"]["name"] == "My blog"
    assert AllowedOrigin.of(Site.by_key("my-blog").id) == [BLOG]


def test_a_site_may_have_many_origins(run):
    run("site", "create", "b", "--name", "B", "--home", BLOG, "--origin", "https://a.example/x", "--origin", BLOG)

    assert AllowedOrigin.of(Site.by_key("b").id) == [BLOG, "https://a.example"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["create", "blog", "--name", "B", "--home", BLOG], "There is a site “blog” already."),
        (["create", "My Blog", "--name", "B", "--home", BLOG], "A site's key has 1 to 63 of a-z, 0-9 and -."),
        (["create", "b", "--name", "B", "--home", "blog.example"], "Not a web address"),
        (["create", "b", "--name", "B", "--home", BLOG, "--origin", "x"], "Not a web address"),
        (["akismet", "nowhere", "--api-key", "k"], "There is no site with this key."),
        (["allow", "nowhere", BLOG], "There is no site with this key."),
        (["allow", "blog", "blog.example"], "Not a web address"),
        (["block", "nowhere", "word", "x"], "There is no site with this key."),
        (["block", "blog", "network", "10.0.0.0/99"], "is no network to block"),
        (["block", "blog", "domain", "no domain"], "is no domain to block"),
        (["block", "blog", "word", " \u200b "], "is no word to block"),
    ],
)
def test_what_can_not_be_done_is_said_and_nothing_is_changed(run, site, words, said):
    done = run("site", *words)

    assert done.exit_code == 1
    assert done.output.startswith(f"Error: {said}") or said in done.output
    assert "Traceback" not in done.output
    assert (db.session.query(Site).count(), blocked()) == (1, [])


def test_a_key_is_asked_for_and_never_shown(run, site):
    done = run("site", "akismet", "blog", input="k3ysecret\n")

    assert done.exit_code == 0
    assert "k3ysecret" not in done.output
    assert (site.akismet_key, site.uses_akismet) == ("k3ysecret", True)


def test_an_empty_key_switches_akismet_off(run, site, akismet):
    run("site", "akismet", "blog", input="\n")

    assert (site.akismet_key, site.uses_akismet) == (None, False)


def test_a_new_key_has_no_problem_yet(run, site):
    site.akismet_problem = "The key is not valid"
    db.session.commit()

    run("site", "akismet", "blog", "--api-key", "k", "--discard", "--away", "trust")

    assert (site.akismet_problem, site.akismet_discards, site.akismet_away) == (None, True, "trust")


def test_readers_learn_at_once_that_akismet_is_asked(run, carol):
    carol.headers["If-None-Match"] = carol.get("/threads").headers["ETag"]

    run("site", "akismet", "blog", "--api-key", "k")

    assert [judge["name"] for judge in carol.get("/threads").json["site"]["judges"]] == ["Akismet"]


def test_a_further_origin_may_show_the_comments(run, client, site):
    run("site", "allow", "blog", "https://Courses.example:443/x")
    run("site", "allow", "blog", "https://courses.example")

    assert AllowedOrigin.of(site.id) == [BLOG, "https://courses.example"]


@pytest.mark.parametrize(
    ("kind", "term", "kept"),
    [
        ("word", " replica watches ", "replica watches"),
        ("domain", "https://WWW.Spam.example/offer", "spam.example"),
        ("domain", "spam.example", "spam.example"),
        ("email", "Mallory@Spam.example", "mallory@spam.example"),
        ("network", "192.0.2.99/24", "192.0.2.0/24"),
        ("network", "2001:DB8::1", "2001:db8::1/128"),
    ],
)
def test_what_is_blocked_is_kept_in_one_spelling(run, site, kind, term, kept):
    run("site", "block", "blog", kind, term)
    done = run("site", "block", "blog", kind, term)

    assert done.exit_code == 0
    assert blocked() == [(kind, kept)]
