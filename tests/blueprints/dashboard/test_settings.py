"""A site's settings in the room: read by all who moderate it, changed by its owners, a group at a time."""

import re
from html import unescape

import pytest

from models import BlockedTerm, Change, Site, db, transaction
from services.sites.change_settings import set_setting
from services.sites.create_site import add_moderator
from services.sites.settings import GROUPS, SETTINGS
from tests.blueprints.dashboard.conftest import Room

LINKS = "https://a.example https://b.example https://c.example"


@pytest.fixture
def now_is(site):
    """What a setting of alice's site is by now."""

    def read(name):
        db.session.expire_all()
        return getattr(Site.of(site.id), name)

    return read


@pytest.fixture
def erin(app, site):
    """Another owner of the same site, in a browser of her own."""
    return Room(app).enter(add_moderator(site, "erin@blog.example", "Erin"))


@pytest.fixture
def viewer(app, site, alice):
    return Room(app).enter(add_moderator(site, "viv@blog.example", "Viv", role="viewer"))


def logged() -> list[tuple]:
    rows = db.select(Change).where(Change.action == "setting.changed").order_by(Change.id)
    return [(row.subject, row.old, row.new, row.moderator_id) for row in db.session.scalars(rows)]


def form_of(room) -> dict[str, str]:
    """What a browser would send of the form that stands on the page, as it is."""
    values = dict(re.findall(r'<input [^>]*name="(\w+)"[^>]* value="([^"]*)"(?! id)', room.page))
    radios = dict(re.findall(r'type="radio" name="(\w+)" value="(\w+)" checked', room.page))
    return {name: unescape(value) for name, value in (values | radios).items()}


def test_it_works(room, alice, now_is):
    room.open("/room/settings/readers")

    room.send("/room/settings/readers", votes="both", sort="best", images="yes", seen="0")

    assert "Saved." in room.text
    assert (now_is("votes"), now_is("sort"), now_is("images")) == ("both", "best", True)
    assert logged() == [
        ("votes", "up", "both", alice.id),
        ("sort", "newest", "best", alice.id),
        ("images", False, True, alice.id),
    ]


def test_every_page_leads_there(room):
    assert '<a href="/room/blog/settings">Settings</a>' in room.open("/room/owed").text


@pytest.mark.parametrize("group", [group for group in GROUPS if group.key != "sso"], ids=lambda group: group.key)
def test_each_setting_stands_there_in_words(room, group):
    room.open("/room/settings")
    overview = room.text
    room.open(f"/room/settings/{group.key}")

    assert [each.name for each in group.settings if each.label not in overview] == []
    assert [each.name for each in group.settings if f"{each.label} " not in room.text] == []
    assert [each.name for each in group.settings if " ".join(each.says.split()) not in room.text] == []


@pytest.mark.parametrize("group", [group for group in GROUPS if group.key != "sso"], ids=lambda group: group.key)
def test_a_form_that_is_sent_as_it_stands_changes_nothing(room, group, now_is):
    before = {name: now_is(name) for name in SETTINGS}
    room.open(f"/room/settings/{group.key}")

    room.send(f"/room/settings/{group.key}", form_of(room))

    assert "Nothing was changed." in room.text
    assert {name: now_is(name) for name in SETTINGS} == before
    assert logged() == []


def test_what_a_setting_is_by_default_is_told(room):
    room.open("/room/settings/held")

    assert "Default: 2 links" in room.text
    assert "Default: Comments of people who are not trusted yet" in room.text


@pytest.mark.parametrize(
    ("group", "typed", "words"),
    [
        ("held", {"links_max": "-1"}, "This must be a whole number from 0 to 100."),
        ("held", {"links_max": "9" * 5000}, "This must be a whole number from 0 to 100."),
        ("held", {"hold": "maybe"}, "This must be one of these: everything, first, nothing."),
        ("held", {"languages": "the king's"}, "This must be language tags such as en"),
        ("site", {"name": " \u200b "}, "This must be text on one line"),
        ("site", {"home_url": "javascript:alert(1)"}, "This must be a web address"),
        ("form", {"edit_minutes": "٣"}, "This must be a whole number from 0 to 10,080."),
        ("readers", {"reactions": "<b>"}, "This must be different emoji with spaces between, at most 8,"),
        ("privacy", {"privacy_text": "x" * 2001}, "This must be plain text of at most 2,000 characters."),
        ("privacy", {"email_days": "0"}, "This must be a whole number from 1 to 36,500."),
    ],
)
def test_r11_what_may_not_be_is_said_beside_the_field_and_nothing_is_saved(room, now_is, group, typed, words):
    before = {name: now_is(name) for name in SETTINGS}
    room.open(f"/room/settings/{group}")

    answer = room.send(f"/room/settings/{group}", form_of(room) | typed)

    assert answer.status_code == 422
    assert words in room.text
    assert {name: now_is(name) for name in SETTINGS} == before


def test_of_several_that_are_typed_none_is_saved_when_one_may_not_be(room, now_is):
    room.open("/room/settings/readers")

    room.send("/room/settings/readers", votes="both", sort="by colour")

    assert now_is("votes") == "up"
    assert 'name="votes" value="both" checked' in room.page


def test_what_was_typed_stays_and_is_shown_as_text(room):
    room.open("/room/settings/site")

    room.send("/room/settings/site", name="<script>", language="no language at all")

    assert 'value="&lt;script&gt;"' in room.page
    assert "<script>" not in room.page


@pytest.mark.parametrize("name", ["akismet_key", "sso_secret", "version", "key", "site_id", "spam_at"])
def test_r11_only_the_settings_of_the_group_are_taken(room, now_is, name):
    before = {"sso_secret": now_is("sso_secret"), "spam_at": now_is("spam_at"), "akismet_key": now_is("akismet_key")}
    room.open("/room/settings/readers")

    room.send("/room/settings/readers", {"votes": "both", name: "77777777777777777777777777777777"})

    assert {each: now_is(each) for each in before} == before
    assert (now_is("votes"), now_is("key")) == ("both", "blog")


def test_a_setting_that_is_given_twice_counts_by_its_first_value(room, now_is):
    room.open("/room/settings/readers")

    room.send("/room/settings/readers", {"votes": ["both", "none"]})

    assert now_is("votes") == "both"


def test_the_second_of_two_owners_is_told_what_the_first_did(room, erin, now_is):
    room.open("/room/settings/readers")
    erin.open("/room/settings/readers")
    erin.send("/room/settings/readers", form_of(erin) | {"votes": "none"})

    answer = room.send("/room/settings/readers", form_of(room) | {"votes": "both"})

    assert answer.status_code == 409
    assert "Votes Votes for a comment No votes Erin ·" in room.text
    assert 'name="votes" value="both" checked' in room.page
    assert now_is("votes") == "none"


def test_when_the_second_saves_again_it_counts(room, erin, now_is):
    room.open("/room/settings/readers")
    erin.open("/room/settings/readers")
    erin.send("/room/settings/readers", form_of(erin) | {"votes": "none"})
    room.send("/room/settings/readers", form_of(room) | {"votes": "both"})

    room.send("/room/settings/readers", form_of(room))

    assert now_is("votes") == "both"


def test_two_owners_who_change_different_things_do_not_meet(room, erin, now_is):
    room.open("/room/settings/readers")
    erin.open("/room/settings/held")
    erin.send("/room/settings/held", form_of(erin) | {"links_max": "5"})

    room.send("/room/settings/readers", form_of(room) | {"votes": "both"})

    assert (now_is("links_max"), now_is("votes")) == (5, "both")


def test_what_the_operator_changes_meanwhile_is_told_too(room, site):
    room.open("/room/settings/readers")
    before = form_of(room)
    set_setting(site, "sort", "best")

    room.send("/room/settings/readers", before | {"votes": "both"})

    assert "Order of comments The newest comments The comments with the best votes The operator ·" in room.text


def test_it_shows_what_a_rule_would_have_done_before_it_is_saved(room, bob, now_is):
    comment = bob.say(LINKS)

    room.open("/room/settings/held", links_max="3")

    assert "Held for a moderator Published 1 Which they are" in room.text
    assert f'<a href="/room/blog/comments/{comment["id"]}/why"><bdi>Bob</bdi></a>' in room.page
    assert 'name="links_max" value="3"' in room.page
    assert now_is("links_max") == 2


def test_a_rule_that_may_not_be_shows_nothing_it_would_have_done(room, bob):
    answer = room.open("/room/settings/held", links_max="many")

    assert answer.status_code == 422
    assert "would have done to" not in room.text


def test_what_was_shown_before_somebody_changed_it_is_not_saved_over_it(room, erin, now_is):
    room.open("/room/settings/held")
    seen = form_of(room)["seen"]
    erin.open("/room/settings/held")
    erin.send("/room/settings/held", form_of(erin) | {"links_max": "5"})

    room.open("/room/settings/held", links_max="3", seen=seen)
    answer = room.send("/room/settings/held", form_of(room))

    assert (answer.status_code, now_is("links_max")) == (409, 5)


def test_words_that_hold_are_shown(room, site):
    with transaction():
        db.session.add(BlockedTerm(site_id=site.id, kind="word", term="<replica>", action="hold"))
        db.session.add(BlockedTerm(site_id=site.id, kind="word", term="casino", action="spam"))

    room.open("/room/settings")

    assert "Words that hold <replica>" in room.text
    assert "casino" not in room.text


@pytest.mark.parametrize("path", ["readers", "held", "keys", "origins", "words", "sso"])
def test_r10_a_viewer_reads_the_settings_and_changes_none(viewer, path):
    viewer.open("/room/settings")
    told = viewer.text

    assert viewer.open(f"/room/settings/{path}").status_code == 403
    assert "What waits for a moderator" in told
    assert f"/settings/{path}" not in viewer.page


def test_r10_a_viewer_learns_nothing_of_secrets(viewer, site):
    with transaction():
        site.akismet_key, site.sso_secret = "akismetkey-a1b2", "s" * 32

    viewer.open("/room/settings")

    assert "a1b2" not in viewer.page
    assert "Single sign-on" not in viewer.text


def test_r10_a_moderator_can_not_save(app, site, alice, now_is):
    mona = Room(app).enter(add_moderator(site, "mona@blog.example", "Mona", role="moderator"))
    mona.open("/room/settings")

    answer = mona.send("/room/settings/readers", votes="both")

    assert (answer.status_code, now_is("votes")) == (403, "up")


@pytest.mark.parametrize("path", ["settings", "settings/readers", "settings/keys", "settings/words", "settings/sso"])
def test_r10_dave_sees_nothing_of_alices_settings(daves_room, site, path):
    answer = daves_room.client.get(f"/room/blog/{path}")

    assert answer.status_code == 404
    assert "Alice" not in answer.text


@pytest.mark.parametrize("path", ["settings/readers", "settings/keys/akismet", "settings/origins", "settings/sso"])
def test_r10_dave_changes_nothing_at_alices(daves_room, site, now_is, path):
    daves_room.open("/room/settings/readers")
    form = {"votes": "none", "key": "k", "origin": "https://dave.example", "csrf_token": daves_room.token}

    answer = daves_room.client.post(f"/room/blog/{path}", data=form)

    assert answer.status_code == 404
    assert (now_is("votes"), now_is("akismet_key"), now_is("sso_secret")) == ("up", None, None)


def test_r10_what_dave_saves_is_his_own(daves_room, site, other_site, now_is):
    daves_room.open("/room/settings/readers")

    daves_room.send("/room/settings/readers", votes="none")

    assert (Site.of(other_site.id).votes, now_is("votes")) == ("none", "up")


def test_r7_without_its_token_nothing_is_saved(room, now_is):
    room.open("/room/settings/readers")

    answer = room.send("/room/settings/readers", votes="none", token=False)

    assert (answer.status_code, now_is("votes")) == (403, "up")


def test_a_group_that_is_none_is_nowhere(room):
    assert room.open("/room/settings/nothing").status_code == 404
