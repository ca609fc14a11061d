import pytest

from blueprints.api.schemas.told import Error
from blueprints.errors import FIELD_MESSAGES
from models import transaction
from tests.cast import BLOG, OTHER, PAGE

# What is told to a browser does not depend on the database.
pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)

READ = f"/api/v1/threads?site=blog&url={PAGE}"


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        (f"{READ}&cursor=x", 422, "invalid"),
        ("/api/v1/threads", 422, "invalid"),
        ("/api/v1/nothing", 404, "not_found"),
        ("/api/v1/comments/1/replies?site=blog&cursor=c0", 404, "not_found"),
        (f"/api/v1/threads?site=nowhere&url={PAGE}", 404, "unknown_site"),
        ("/api/v1/comments", 405, "method_not_allowed"),
        (f"/api/v1/mine?site=blog&url={PAGE}", 401, "visitor_unknown"),
        (f"/api/v1/form?site=blog&url={OTHER}", 403, "foreign_origin"),
    ],
)
def test_it_works(client, site, path, status, code):
    answer = client.get(path)

    assert (answer.status_code, answer.json["error"]["code"]) == (status, code)
    assert answer.headers["Cache-Control"] == "no-store"
    Error().load(answer.json)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 422, "invalid"),
        ({"email": "no"}, 422, "invalid"),
        ({"url": OTHER}, 403, "foreign_origin"),
        ({"site": "nowhere"}, 404, "unknown_site"),
        ({"parent": 4711}, 422, "invalid"),
        ({"form": "forged"}, 422, "form_foreign"),
    ],
)
def test_a_refused_post_has_the_same_shape(carol, body, status, code):
    answer = carol.post(carol.body("Hello.") | body if body else {})

    assert (answer.status_code, answer.json["error"]["code"]) == (status, code)
    Error().load(answer.json)


def test_every_field_at_fault_has_its_code_and_a_sentence(carol):
    answer = carol.post({"email": "no"})

    fields = answer.json["error"]["fields"]
    assert {name: each["code"] for name, each in fields.items()} == {
        "site": "required",
        "url": "required",
        "text": "required",
        "email": "not_an_email",
    }
    assert {each["message"] for each in fields.values()} == {FIELD_MESSAGES["required"], FIELD_MESSAGES["not_an_email"]}


def test_what_the_site_requires_is_said_with_all_the_rest(carol, site):
    with transaction():
        site.email_required, site.website_asked = True, False

    answer = carol.post(carol.body("Hello.", name="", website="https://x.example"))

    codes = {name: each["code"] for name, each in answer.json["error"]["fields"].items()}
    assert codes == {"name": "required", "email": "required", "website": "not_allowed"}


def test_a_message_says_what_to_do(carol):
    answer = carol.post([])

    assert answer.json["error"] == {"code": "malformed", "message": "The body must be a JSON object."}


def test_outside_the_api_it_is_a_page(client, site):
    answer = client.get("/nothing")

    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert "There is nothing at this address." in answer.text


def test_a_script_gets_json_from_a_page_too(client, site):
    answer = client.get(f"/embed/thread?site=nowhere&url={BLOG}", headers={"X-Requested-With": "fetch"})

    assert answer.json["error"]["code"] == "unknown_site"
