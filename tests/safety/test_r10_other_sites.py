"""R10: whoever asks for one site sees and changes nothing of another, whatever id, key or token they send along."""

import pytest

from models import Comment, db
from tests.cast import BLOG, OTHER, PAGE, Reader
from tests.crowd import fill
from tests.tables import stored

LESSON = f"{OTHER}/lesson"


@pytest.fixture
def dan(client, other_site) -> Reader:
    """Someone who reads and writes on dave's site."""
    return Reader(client, "Dan", ip="198.51.100.7", site="other", page=LESSON)


@pytest.fixture
def root(site) -> int:
    """A comment of the blog that has more replies than one answer holds."""
    (root,) = fill(site, 1)
    fill(site, 25, parent=root)
    return root


def test_it_works(dan, root, other_site):
    assert dan.read()["comments"] == []
    assert dan.get(f"/comments/{root}/replies", site="blog", url=None, cursor="c1").status_code == 200


def test_the_same_page_of_another_site_is_another_discussion(dan, root):
    assert dan.texts(url=PAGE) == []


def test_the_same_thread_key_of_another_site_is_another_discussion(bob, dan):
    bob.say("Hello.", thread="lesson-3")

    assert dan.texts(thread="lesson-3") == []
    assert dan.read(thread="lesson-3")["thread"]["id"] is None


def test_replies_are_read_by_their_own_site_only(dan, root):
    answer = dan.get(f"/comments/{root}/replies", url=None, cursor="c1")

    assert answer.status_code == 404
    assert answer.json["error"]["code"] == "not_found"


def test_a_cursor_of_another_site_leads_nowhere(dan, root):
    dan.say("Hello.")

    assert dan.read(cursor=f"c{root + 100}")["comments"] == []


def test_counts_are_of_one_site(dan, root):
    answer = dan.get("/counts", url=[PAGE, LESSON])

    assert answer.json["counts"] == {PAGE: 0, LESSON: 0}


def test_a_reply_stays_within_its_site(dan, root):
    answer = dan.write("A reply to the blog.", parent=root)

    assert answer.status_code == 422
    assert answer.json["error"]["fields"]["parent"]["code"] == "not_in_thread"


def test_a_page_of_another_site_takes_no_comment(dan, site):
    answer = dan.post(dan.body("Hello.", url=PAGE))

    assert answer.status_code == 403
    assert stored() == {}


def test_a_form_of_another_site_is_foreign(dan, site):
    form = dan.open_form(site="blog", url=PAGE)["form"]
    dan.token = None

    answer = dan.post(dan.body("Hello.", form=form))

    assert answer.json["error"]["code"] == "form_foreign"
    assert stored() == {}


@pytest.mark.parametrize("path", ["/mine", "/form"])
def test_a_visitor_of_another_site_is_unknown(bob, dan, path):
    dan.token = bob.token

    answer = dan.get(path)

    assert answer.status_code == 401
    assert answer.json["error"]["code"] == "visitor_unknown"


def test_trust_earned_on_one_site_counts_on_no_other(bob, dan, site):
    dan.token = bob.token

    answer = dan.post(dan.body("Hello."))

    assert answer.status_code == 401
    assert db.session.scalars(db.select(Comment.site_id).distinct()).all() == [site.id]


def test_an_idempotency_key_of_another_site_is_another_key(bob, dan):
    bob.post(bob.body("Hello."), **{"Idempotency-Key": "the-same-key-for-both"})

    answer = dan.post(dan.body("Hello."), **{"Idempotency-Key": "the-same-key-for-both"})

    assert answer.status_code == 201


def test_the_page_without_a_script_keeps_to_its_site(client, other_site, root):
    assert client.get(f"/embed/thread?site=other&url={PAGE}").status_code == 403
    assert "Number" not in client.get(f"/embed/thread?site=other&url={LESSON}&reply={root}").text


def test_a_receipt_of_another_site_shows_nothing(client, carol, other_site):
    form = carol.open_form()["form"]
    sent = client.post(f"/embed/thread?site=blog&url={PAGE}", data={"form": form, "name": "C", "text": "My secret."})
    receipt = sent.headers["Location"].partition("receipt=")[2].partition("#")[0]

    assert "My secret." in client.get(f"/embed/thread?site=blog&url={PAGE}&receipt={receipt}").text
    assert "My secret." not in client.get(f"/embed/thread?site=other&url={LESSON}&receipt={receipt}").text


def test_the_same_visitor_name_on_two_sites_is_two_people(app, site, other_site, client):
    first, second = fill(site, 1), fill(other_site, 1, url=LESSON)

    people = db.session.scalars(db.select(Comment.person_id).where(Comment.id.in_(first + second))).all()

    assert len(set(people)) == 2


def test_a_person_of_the_same_site_sees_no_waiting_comment_of_another(carol, mallory):
    carol.say("My secret.")
    mallory.open_form()

    assert mallory.get("/mine").json == {"comments": [], "votes": {}, "reactions": [], "reports": {}}
    assert BLOG not in mallory.get("/threads").text
