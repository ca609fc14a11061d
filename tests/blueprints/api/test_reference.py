import re

import pytest

# What is told to a browser does not depend on the database.
pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)

METHODS = {"get", "post", "put", "patch", "delete"}


@pytest.fixture
def spec(client) -> dict:
    return client.get("/api/v1/openapi.json").json


def operations(spec) -> dict[tuple[str, str], dict]:
    return {
        (path, method): operation
        for path, methods in spec["paths"].items()
        for method, operation in methods.items()
        if method in METHODS
    }


def references(part) -> list[str]:
    """Every $ref below this part of the specification."""
    if isinstance(part, list):
        return [found for each in part for found in references(each)]
    if not isinstance(part, dict):
        return []
    own = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
    return own + [found for each in part.values() for found in references(each)]


def test_it_works(spec):
    assert spec["openapi"].startswith("3.1")
    assert spec["info"]["title"] == "Chiosa"
    assert {method for _, method in operations(spec)} == METHODS


def test_every_route_is_in_it(spec, app):
    routes = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
        if rule.endpoint.startswith("api.")
    }

    assert operations(spec).keys() == routes


def test_every_reference_leads_somewhere(spec):
    names = {reference.removeprefix("#/components/") for reference in references(spec)}
    there = {f"{kind}/{name}" for kind, parts in spec["components"].items() for name in parts}

    assert names - there == set()
    assert "schemas/CommentTold" in names


def test_every_operation_says_what_it_does_and_what_it_answers(spec):
    silent = [key for key, each in operations(spec).items() if not each.get("summary") or not each.get("responses")]

    assert silent == []


def test_every_parameter_of_a_path_is_declared(spec):
    missing = [
        (path, name)
        for (path, _), operation in operations(spec).items()
        for name in re.findall(r"{(\w+)}", path)
        if name
        not in {each["name"] for each in operation.get("parameters", []) + spec["paths"][path].get("parameters", [])}
    ]

    assert missing == []


def test_every_parameter_has_a_place_and_a_type(spec):
    places = [*operations(spec).values(), *spec["paths"].values()]
    parameters = [each for place in places for each in place.get("parameters", [])]

    assert {each["in"] for each in parameters} == {"query", "header", "path"}
    assert [each["name"] for each in parameters if not each["schema"].get("type")] == []


def test_nothing_is_empty_where_the_standard_wants_a_word(spec):
    answers = [answer for operation in operations(spec).values() for answer in operation["responses"].values()]

    assert [answer for answer in answers if "$ref" not in answer and not answer.get("description")] == []


def test_every_error_has_the_shape_of_an_error(spec):
    shapes = {
        (key, status): references(answer["content"])
        for key, operation in operations(spec).items()
        for status, answer in operation["responses"].items()
        if status[0] in "45" and "content" in answer
    }

    assert shapes
    assert {str(found) for found in shapes.values()} == {"['#/components/schemas/Error']"}


def test_an_operation_has_a_name_of_its_own(spec):
    names = [operation.get("operationId") for operation in operations(spec).values() if operation.get("operationId")]

    assert len(names) == len(set(names))


def test_the_page_for_people_shows_every_operation(spec, client):
    page = client.get("/api/v1/").text

    shown = re.findall(r"<code>([A-Z]+) (/\S*)</code>", page)
    assert {(path, method.lower()) for method, path in shown} == operations(spec).keys()


def test_the_page_for_people_explains_every_field(spec, client):
    page = client.get("/api/v1/").text
    fields = {field for schema in spec["components"]["schemas"].values() for field in schema.get("properties", {})}

    assert [field for field in fields if f"<code>{field}</code>" not in page] == []
    assert "Undefined" not in page


def test_the_page_for_people_leads_to_the_one_for_programs(client, app):
    page = client.get("/api/v1/").text

    assert 'href="/api/v1/openapi.json"' in page
