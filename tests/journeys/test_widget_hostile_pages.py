"""Pages that break what we stand on, by malice or by age: it works on or says that it can't, and the page lives."""

import pytest
from playwright.sync_api import expect

from tests.journeys.parts import part

TAG = '<script type="module" src="{service}/embed.js" data-site="quick"></script>'
BROKEN = "() => { throw new Error('broken by the page') }"
BEFORE = {
    "arrays": "Array.prototype.last = function () {}; Array.prototype.remove = () => { throw new Error('no') };",
    "objects": "Object.prototype.extend = function () {}; Object.prototype.title = 'mine';",
    "functions": "Function.prototype.delay = function () {}; Function.prototype.toJSON = () => 'x';",
    "strings": "String.prototype.strip = function () {}; String.prototype.at2 = () => 1;",
    "name": "window.name = '<img src=x onerror=alert(1)>'; window.chiosa = 1; window.Chiosa = 'x';",
    "globals": "window.make = window.page = window.Api = window.Comment = null;",
    "registry": "customElements.define('chiosa-other', class extends HTMLElement {});",
}
AFTER = {
    "fetch": f"window.fetch = {BROKEN}",
    "promise": f"window.Promise = class {{ constructor() {{ ({BROKEN})() }} }}",
    "elements": f"document.createElement = {BROKEN}; document.querySelector = {BROKEN}",
    "storage": f"Storage.prototype.setItem = {BROKEN}; Storage.prototype.getItem = {BROKEN}",
    "history": f"history.pushState = history.replaceState = {BROKEN}",
}
STORAGE = {
    "blocked": "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no'); }})",
    "absent": "Object.defineProperty(window, 'localStorage', {value: null});",
    "full": "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };",
    "throwing": f"for (const name of ['getItem', 'setItem', 'removeItem']) Storage.prototype[name] = {BROKEN};",
}
FORMS = """<form name="head"></form><form name="cookie"></form><form name="readyState"></form>
<form name="defaultView"></form>
<form name="documentElement"></form><form name="adoptedStyleSheets"></form><form name="location"></form>
<form name="activeElement"></form><img name="visibilityState"><a id="customElements"></a><a id="CSSStyleSheet"></a>"""
MARKUP = "&quot;&gt;&lt;img src=x onerror=window.pwned=1&gt;"


def write(host, page, text="Still working."):
    host.write(page, text)
    expect(page.get_by_text("Waits for a moderator ·")).to_be_visible()
    expect(page.locator("chiosa-thread").get_by_text(text)).to_be_visible()


def test_it_works(host):
    """R4: forms and images that are named like what a script reads of its document."""
    page = host.open(FORMS + TAG)

    write(host, page)


@pytest.mark.parametrize("script", BEFORE.values(), ids=BEFORE.keys())
def test_what_a_page_has_changed_before_does_not_stop_it(host, script):
    page = host.open(prepare=lambda page: page.add_init_script(script))

    write(host, page)


@pytest.mark.parametrize("script", AFTER.values(), ids=AFTER.keys())
def test_what_a_page_changes_later_does_not_stop_it(host, script):
    page = host.open()
    expect(page.get_by_label("Your comment")).to_be_visible()

    page.evaluate(f"() => {{ {script} }}")

    write(host, page)


def test_a_page_whose_fetch_fails_is_told_that_nobody_answers(host):
    page = host.open(
        prepare=lambda page: page.add_init_script(
            "const {fetch} = window; window.fetch = (url, ...rest) => { "
            "if (url.includes('/api/')) throw new Error('broken by the page'); return fetch(url, ...rest); };"
        )
    )

    expect(page.get_by_role("alert")).to_contain_text("does not answer")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()


@pytest.mark.parametrize("script", STORAGE.values(), ids=STORAGE.keys())
def test_without_storage_it_does_all_but_remember(host, script):
    page = host.open(prepare=lambda page: page.add_init_script(script))

    write(host, page)

    assert host.context.cookies() == []


def test_it_listens_to_no_messages(host):
    """R9: nothing is said to us by postMessage, so nothing said by it is heard."""
    heard = """window.types = new Set();
    const add = EventTarget.prototype.addEventListener;
    EventTarget.prototype.addEventListener = function (...all) { types.add(all[0]); return add.apply(this, all); }"""
    page = host.open(prepare=lambda page: page.add_init_script(heard))
    write(host, page)

    page.evaluate("""for (const told of [{type: 'chiosa:theme', theme: 'dark'}, '{"chiosa": "destroy"}', null])
        window.postMessage(told, '*')""")

    expect(page.locator("chiosa-thread").get_by_text("Still working.")).to_be_visible()
    assert not page.evaluate("types.has('message') || onmessage !== null")


@pytest.mark.parametrize("name", ["site", "thread", "url", "title", "lang", "theme", "sort", "loading", "token"])
def test_markup_in_an_attribute_stays_text(host, name):
    page = host.open(
        f'{TAG.replace(" data-site", " data-was")}<chiosa-thread site="quick" data-{name}="{MARKUP}"></chiosa-thread>'
    )

    expect(page.get_by_label("Your comment").or_(page.get_by_role("alert"))).to_be_visible()

    expect(page.locator("chiosa-thread img[src=x]")).to_have_count(0)
    assert page.evaluate("window.pwned") is None


def test_taken_out_by_the_page_while_it_writes_it_does_no_harm(host):
    page = host.open()
    host_gone = "document.querySelector('chiosa-thread').remove()"
    page.route("**/api/v1/comments", lambda route: [page.evaluate(host_gone), route.abort()])

    host.write(page, "Into the void.")

    expect(page.locator("chiosa-thread")).to_have_count(0)


def test_two_copies_of_the_script_do_not_quarrel(host):
    page = host.open(TAG + TAG.replace("embed.js", "embed.js?again"))

    expect(page.get_by_label("Your comment")).to_have_count(2)


@pytest.mark.parametrize("name", ["styles.css", "words/en.read.json", "words/en.write.json"])
@pytest.mark.parametrize(
    "answer", [{"status": 500, "body": "<h1>No</h1>"}, {"status": 200, "body": "<h1>Yes</h1>"}], ids=["error", "page"]
)
def test_a_part_that_cannot_be_had_breaks_nothing_of_the_page(host, name, answer):
    headers = {"Access-Control-Allow-Origin": "*"}
    page = host.open(
        f"<p>My article.</p>{TAG}",
        prepare=lambda page: page.route(part(name), lambda route: route.fulfill(headers=headers, **answer)),
    )

    expect(page.locator("chiosa-thread")).to_be_attached()
    page.wait_for_load_state("networkidle")

    expect(page.get_by_text("My article.")).to_be_visible()


def test_a_page_that_is_isolated_from_all_others_shows_it(host, monkeypatch):
    """COEP: what we serve says that any page may have it."""
    host.publish("In isolation.")
    alone = {"Cross-Origin-Embedder-Policy": "require-corp", "Cross-Origin-Opener-Policy": "same-origin"}
    monkeypatch.setattr(host.stage.pages, "headers", alone)

    page = host.open()
    answer = page.reload()

    expect(page.get_by_text("In isolation.")).to_be_visible()
    assert answer.headers["cross-origin-embedder-policy"] == "require-corp"
