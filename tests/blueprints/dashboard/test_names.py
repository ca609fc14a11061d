"""What the room calls the words of the code."""

import re

import pytest

from models import STATUSES
from services.moderation.query import CHECKS


@pytest.fixture
def options(room):
    """What the lists of a search offer: the word of the code, and what the room calls it."""
    room.open()
    return dict(re.findall(r'<option value="(\w+)"[^>]*>([^<]+)</option>', room.page))


def test_it_works(options):

    assert options["trap"] == "Hidden field"


@pytest.mark.parametrize("check", CHECKS)
def test_each_check_has_a_name(options, check):

    assert options[check] != check


@pytest.mark.parametrize("status", sorted({*STATUSES} - {"checking"}))
def test_each_status_has_a_name(options, status):

    assert options[status] != status


def test_a_name_is_said_in_the_language_of_whoever_looks(room):
    room.client.environ_base |= {"HTTP_ACCEPT_LANGUAGE": "it"}

    room.open()

    assert '<option value="all">Tutti i commenti</option>' in room.page


def test_what_readers_typed_stays_text_where_a_button_names_them(room, carol):
    carol.say("A thought.", name="<b>Carol</b>")

    room.open()

    assert 'Delete<span class="aside"> the comment by &lt;b&gt;Carol&lt;/b&gt;</span>' in room.page


def test_each_link_of_a_comment_leads_to_it_and_back_to_the_list(room, carol):
    first, second = carol.say("A thought.")["id"], carol.say("Another thought.")["id"]

    room.open(status="pending", q="thought")

    back = "?back=/room/blog/?status%3Dpending%26q%3Dthought"
    leads = re.findall(r'href="/room/blog/comments/(\d+)/why([^"]*)"', room.page)
    assert leads == [(str(second), back), (str(first), back)]
