"""What a page can tell the widget and hear from it: attributes, calls, events; and what stays behind of it: nothing."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from playwright.sync_api import expect

from tests.conftest import until
from tests.journeys.parts import part

ELEMENT = '<script type="module" src="{service}/embed.js"></script><chiosa-thread data-site="quick"></chiosa-thread>'
HEAR = """window.heard = [];
for (const name of ['ready', 'posted', 'published', 'error', 'count'])
    document.addEventListener(`chiosa:${name}`, ({type, detail, target}) => {
        heard.push([type, detail, target.localName]);
    });"""

# Everything that a page could keep of us: what is open is counted where it is opened.
INSTRUMENT = """
window.open_ = {timers: new Set(), requests: 0, observers: new Set()};
for (const name of ['Timeout', 'Interval']) {
    const [set, clear] = [window[`set${name}`], window[`clear${name}`]];
    window[`set${name}`] = (call, ...rest) => {
        const id = set((...given) => { if (name === 'Timeout') open_.timers.delete(id); call(...given); }, ...rest);
        open_.timers.add(id);
        return id;
    };
    window[`clear${name}`] = (id) => { open_.timers.delete(id); clear(id); };
}
const ask = window.fetch;
window.fetch = async (...given) => {
    open_.requests += 1;
    try { return await ask(...given); } finally { open_.requests -= 1; }
};
for (const name of ['IntersectionObserver', 'MutationObserver', 'ResizeObserver']) {
    window[name] = class extends window[name] {
        observe(...given) { open_.observers.add(this); super.observe(...given); }
        disconnect() { open_.observers.delete(this); super.disconnect(); }
    };
}"""
OPEN = "[open_.timers.size, open_.requests, open_.observers.size]"
COME_AND_GO = """async ([service, times]) => {
    const {mount, destroy} = await import(`${service}/embed.js`);
    const ready = (thread) => new Promise((resolve) => thread.addEventListener('chiosa:ready', resolve, {once: true}));
    for (let time = 0; time < times; time += 1) {
        const thread = mount(document.body, {site: 'quick', loading: time % 3 ? 'eager' : 'lazy'});
        if (time % 10 === 0) await ready(thread);
        else await new Promise((resolve) => setTimeout(resolve, time % 4));
        destroy(thread);
    }
}"""


@pytest.fixture
def asked(host):
    """What the widget asked the API for."""
    found = []

    def listen(page):
        page.on("request", lambda request: "/api/v1/" in request.url and found.append(urlsplit(request.url)))

    listen.found = found
    listen.threads = lambda: [parse_qs(url.query) for url in found if url.path == "/api/v1/threads"]
    return listen


def call(page, host, script, *given):
    """Runs a function of the page's own; it gets the widget's module and what else is given."""
    return page.evaluate(
        f"async ([service, ...given]) => ({script})(await import(`${{service}}/embed.js`), ...given)",
        [host.stage.service, *given],
    )


def heard(page):
    page.wait_for_function("() => heard.length > 0")
    return page.evaluate("heard")


def test_it_works(host):
    host.publish("Mounted.")
    page = host.open('<main id="place"></main>')

    call(page, host, "({mount}) => { mount(document.querySelector('#place'), {site: 'quick'}) }")

    expect(page.locator("#place > chiosa-thread")).to_contain_text("Mounted.")


def test_the_element_needs_no_script_tag_of_its_own(host):
    host.publish("By an element.", thread="elements")

    page = host.open(ELEMENT.replace("data-site", 'thread="elements" data-site'))

    expect(page.locator("chiosa-thread")).to_contain_text("By an element.")
    expect(page.locator("chiosa-thread")).to_have_count(1)


def test_told_otherwise_it_shows_the_other_discussion_at_once(host, asked):
    host.publish("About plums.", thread="plums")
    page = host.open(ELEMENT, prepare=asked)
    expect(page.get_by_text("No comments yet.")).to_be_visible()

    call(page, host, "({update}) => update(document.querySelector('chiosa-thread'), {thread: 'plums', sort: 'oldest'})")

    expect(page.locator("chiosa-thread")).to_contain_text("About plums.")
    assert [query.get("sort") for query in asked.threads()] == [None, ["oldest"]]


@pytest.mark.parametrize("name", ["thread", "data-thread"])
def test_an_attribute_tells_it_too(host, name):
    host.publish(f"Told by {name}.", thread=f"by-{name}")
    page = host.open(ELEMENT)
    expect(page.get_by_text("No comments yet.")).to_be_visible()

    page.evaluate("name => document.querySelector('chiosa-thread').setAttribute(name, `by-${name}`)", name)

    expect(page.locator("chiosa-thread")).to_contain_text(f"Told by {name}.")


def test_a_theme_changes_without_beginning_anew(host, asked):
    page = host.open(ELEMENT, prepare=asked)
    page.get_by_label("Your comment").fill("Half a thou")
    before = len(asked.threads())

    call(page, host, "({setTheme}) => setTheme('dark')")

    expect(page.locator("chiosa-thread")).to_have_css("background-color", "rgb(23, 25, 28)")
    expect(page.get_by_label("Your comment")).to_have_value("Half a thou")
    assert len(asked.threads()) == before


def test_what_is_no_option_is_said_on_the_console(host):
    page = host.open(ELEMENT)

    with page.expect_console_message(lambda said: 'no option "colour"' in said.text):
        call(page, host, "({update}) => update(document.querySelector('chiosa-thread'), {colour: 'red'})")

    expect(page.get_by_label("Your comment")).to_be_visible()


@pytest.mark.parametrize(
    ("attribute", "said"),
    [
        ('theme="pink"', "none of auto, light, dark"),
        ('sort="up"', "none of newest, oldest, best"),
        ('loading="no"', "none of lazy, eager, manual"),
        ('url="javascript:1"', "is not an address"),
    ],
)
def test_what_cannot_be_is_said_once_and_left_out(host, attribute, said):
    warnings = []

    page = host.open(
        ELEMENT.replace("data-site", f"{attribute} data-site"),
        prepare=lambda page: page.on("console", lambda message: warnings.append(message.text)),
    )

    expect(page.get_by_label("Your comment")).to_be_visible()
    assert len([text for text in warnings if said in text]) == 1


@pytest.mark.parametrize("key", ["<b>", "Quick", "a b", "x" * 64])
def test_a_key_that_is_none_is_not_asked_about(host, asked, key):
    page = host.open(ELEMENT.replace('"quick"', f'"{key}"'), prepare=asked)

    expect(page.get_by_role("alert")).to_contain_text("data-site")

    assert asked.found == []


def test_it_tells_the_page_what_happens(host):
    host.publish("First.")
    page = host.open(prepare=lambda page: page.add_init_script(HEAR))
    expect(page.get_by_label("Your comment")).to_be_visible()

    host.write(page, "Second.")

    expect(page.get_by_text("Waits for a moderator ·")).to_be_visible()
    told = heard(page)
    assert {target for _, _, target in told} == {"chiosa-thread"}
    assert ["chiosa:ready", 1] in [[name, detail.get("count")] for name, detail, _ in told]
    assert ["chiosa:posted", {"id": host.last(), "status": "pending"}, "chiosa-thread"] in told


def test_it_tells_when_a_comment_is_published(host):
    page = host.open(prepare=lambda page: page.add_init_script(HEAR))
    host.write(page, "Patience.")
    expect(page.get_by_text("Waits for a moderator ·")).to_be_visible()

    host.decide(host.last(), "published")

    page.wait_for_function(
        "() => ['published', 'count'].every((name) => heard.some((one) => one[0] === `chiosa:${name}`))"
    )
    told = page.evaluate("heard")
    assert ["chiosa:published", {"id": host.last()}, "chiosa-thread"] in told
    assert ["chiosa:count", {"count": 1}, "chiosa-thread"] in told


def test_it_tells_what_went_wrong(host):
    page = host.open(
        prepare=lambda page: [
            page.add_init_script(HEAR),
            page.route("**/api/v1/threads?*", lambda route: route.abort()),
        ]
    )

    expect(page.get_by_role("alert")).to_contain_text("does not answer")

    assert heard(page) == [["chiosa:error", {"code": "unreachable"}, "chiosa-thread"]]


def test_it_tells_that_it_has_no_words(host):
    page = host.open(
        prepare=lambda page: [
            page.add_init_script(HEAR),
            page.route(part("words/en.read.json"), lambda route: route.fulfill(status=500)),
        ]
    )

    assert heard(page) == [["chiosa:error", {"code": "unknown"}, "chiosa-thread"]]


def test_a_listener_of_the_page_that_fails_does_not_stop_it(host):
    def prepare(page):
        page.add_init_script("document.addEventListener('chiosa:ready', () => { throw new Error('mine') })")

    page = host.open(prepare=prepare)

    expect(page.get_by_label("Your comment")).to_be_visible()
    assert host.faults == ["mine"]
    host.faults.clear()


def test_moved_within_the_page_it_goes_on(host, asked):
    page = host.open(f"{ELEMENT}<aside></aside>", prepare=asked)
    page.get_by_label("Your comment").fill("Half a thou")

    page.evaluate("document.querySelector('aside').append(document.querySelector('chiosa-thread'))")

    expect(page.locator("aside").get_by_label("Your comment")).to_have_value("Half a thou")
    assert len(asked.threads()) == 1


def test_taken_out_and_put_back_it_shows_what_is_there_now(host):
    page = host.open(ELEMENT)
    expect(page.get_by_text("No comments yet.")).to_be_visible()
    page.evaluate("window.kept = document.querySelector('chiosa-thread'); kept.remove()")
    host.publish("While you were away.")

    page.evaluate("document.body.append(kept)")

    expect(page.locator("chiosa-thread")).to_contain_text("While you were away.")
    expect(page.get_by_label("Your comment")).to_have_count(1)


def test_taken_out_in_mid_request_it_says_nothing(host):
    def leave(route):
        route.request.frame.evaluate("document.querySelector('chiosa-thread').remove()")
        route.abort()

    page = host.open(
        "<p>A page.</p>",
        prepare=lambda page: [page.add_init_script(HEAR), page.route("**/api/v1/threads?*", leave)],
    )
    call(page, host, "({mount}) => { mount(document.body, {site: 'quick', loading: 'eager'}) }")

    expect(page.locator("chiosa-thread")).to_have_count(0)
    assert page.evaluate("heard") == []


def test_nothing_is_left_of_a_thousand_that_came_and_went(host):
    host.publish("I stay.")
    page = host.open("<p>A page.</p>", prepare=lambda page: page.add_init_script(INSTRUMENT))
    devtools = page.context.new_cdp_session(page)
    page.evaluate(COME_AND_GO, [host.stage.service, 50])
    before = counted(page, devtools)

    page.evaluate(COME_AND_GO, [host.stage.service, 1000])

    after = counted(page, devtools)
    assert after["jsEventListeners"] <= before["jsEventListeners"] + 5
    assert after["nodes"] <= before["nodes"] + 20


def counted(page, devtools):
    """The nodes and listeners of the page after all that was let go of is gone."""
    until(lambda: page.evaluate(OPEN) == [0, 0, 0])
    devtools.send("HeapProfiler.collectGarbage")
    devtools.send("HeapProfiler.collectGarbage")
    return devtools.send("Memory.getDOMCounters")


SECRET = "a-secret-that-only-the-two-servers-know"


@pytest.fixture
def signed(host):
    """A token by which alice's own server says who its reader is."""
    host.change_site(sso_secret=SECRET)
    claims = {"sub": "student-7", "name": "Giulia", "aud": "quick", "exp": datetime.now(UTC) + timedelta(hours=1)}
    yield jwt.encode(claims, SECRET, headers={"typ": "chiosa+jwt"})
    host.change_site(sso_secret=None)


def test_whom_the_host_vouches_for_writes_under_that_name(host, signed):
    page = host.open(ELEMENT)
    page.get_by_label("Your comment").fill("It is me.")
    expect(page.get_by_label("Name")).to_be_visible()

    call(page, host, "({setToken}, token) => setToken(token)", signed)

    expect(page.get_by_text("You write as Giulia.")).to_be_visible()
    expect(page.get_by_label("Name")).to_be_hidden()
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_role("article", name="Giulia")).to_contain_text("It is me.")


def test_an_attribute_vouches_too(host, signed):
    page = host.open(ELEMENT.replace("data-site", f'data-token="{signed}" data-site'))

    page.get_by_label("Your comment").click()

    expect(page.get_by_text("You write as Giulia.")).to_be_visible()


def test_who_leaves_is_unknown_again_and_nothing_of_it_is_kept(host, signed):
    page = host.open(ELEMENT.replace("data-site", f'data-token="{signed}" data-site'))
    page.get_by_label("Your comment").click()
    expect(page.get_by_text("You write as Giulia.")).to_be_visible()

    call(page, host, "({setToken}) => setToken('')")

    expect(page.get_by_label("Name")).to_be_visible()
    assert "Giulia" not in page.evaluate("JSON.stringify(localStorage)")


def test_a_token_that_is_refused_is_told_to_the_page(host, signed):
    page = host.open(ELEMENT, prepare=lambda page: page.add_init_script(HEAR))
    page.get_by_label("Your comment").click()

    call(page, host, "({setToken}, token) => setToken(token)", f"{signed}x")

    page.wait_for_function("() => heard.some(([, {code}]) => code === 'token_refused')")
    expect(page.get_by_label("Name")).to_be_visible()


def far(page):
    """The page is so long that its end is far from the reader."""
    page.add_init_script(
        """const sheet = new CSSStyleSheet();
        sheet.replaceSync('body::before { content: ""; display: block; height: 5000px }');
        document.adoptedStyleSheets = [sheet];
        window.shifts = [];
        new PerformanceObserver((list) => shifts.push(...list.getEntries().map(({value}) => value)))
            .observe({type: 'layout-shift', buffered: true});"""
    )


def test_far_from_the_reader_it_asks_for_no_comments_but_can_be_found(host, asked):
    host.publish("Down here.")

    page = host.open(prepare=lambda page: [far(page), asked(page)])

    expect(page.get_by_role("region", name="Comments")).to_be_visible()
    expect(page.get_by_role("heading", name="Comments")).to_be_visible()
    assert asked.found == []


def test_it_comes_when_the_reader_does(host):
    host.publish("Down here.")
    page = host.open(f"{ELEMENT}<footer>The end.</footer>", prepare=far)
    expect(page.get_by_role("heading", name="Comments")).to_be_visible()

    page.evaluate("scrollTo(0, 4200)")

    expect(page.get_by_text("Down here.")).to_be_visible()
    expect(page.get_by_label("Your comment")).to_be_visible()
    assert page.evaluate("shifts.reduce((sum, one) => sum + one, 0)") < 0.01


@pytest.mark.parametrize("prepare", ["attribute", "link", "later"])
def test_it_comes_at_once_when_it_is_wanted(host, prepare):
    comment = host.publish("Down here.")
    attribute = 'loading="eager"' if prepare == "attribute" else ""
    fragment = f"#comment-{comment}" if prepare == "link" else ""
    page = host.open(ELEMENT.replace("data-site", f"{attribute} data-site"), prepare=far, url=host.url + fragment)

    page.evaluate(f"location.hash = '{'comment-' + str(comment) if prepare == 'later' else ''}' || location.hash")

    expect(page.get_by_text("Down here.")).to_be_visible()


def test_it_waits_to_be_asked_where_the_page_wants_that(host, asked):
    host.publish("At your service.")
    page = host.open(ELEMENT.replace("data-site", 'loading="manual" data-site'), prepare=asked)
    button = page.get_by_role("button", name="Show all comments")
    expect(button).to_be_visible()
    before = list(asked.found)

    button.click()

    expect(page.get_by_text("At your service.")).to_be_visible()
    expect(page.get_by_role("heading", name="1 comment")).to_be_focused()
    assert before == []


@pytest.mark.parametrize(
    ("lang", "file"),
    [
        ("it-CH", "it"),
        ("pt-BR", "pt-br"),
        ("pt-PT", "pt"),
        ("zh-Hant", "zh-tw"),
        ("zh-SG", "zh-cn"),
        ("no", "nb"),
        ("en_GB", "en"),
        ("xx", "en"),
        ("&lt;b&gt;", "en"),
        ("", "en"),
    ],
)
def test_the_pages_language_decides(host, lang, file):
    words = []

    page = host.open(
        lang=lang,
        prepare=lambda page: page.on("request", lambda asked: asked.url.endswith(".json") and words.append(asked.url)),
    )

    expect(page.locator("section form")).to_be_visible()
    assert f"{file}.read.json" in words[0]


def test_its_own_language_goes_before_the_pages(host):
    page = host.open(f'<div lang="en">{ELEMENT.replace("data-site", "lang=it data-site")}</div>', lang="de")

    expect(page.get_by_label("Il tuo commento")).to_be_visible()


def test_where_a_languages_words_cannot_be_had_it_speaks_english(host):
    page = host.open(
        lang="it", prepare=lambda page: page.route("**/it.read.json", lambda route: route.fulfill(status=404))
    )

    expect(page.get_by_label("Your comment")).to_be_visible()
    expect(page.locator("chiosa-thread section").first).to_have_attribute("lang", "en")


@pytest.fixture
def words(host):
    """The site's own words for one test."""
    yield lambda **words: host.change_site(words={code.replace("every", "*"): texts for code, texts in words.items()})
    host.change_site(words=None)


def test_a_site_has_its_own_words(host, words):
    host.publish("One.")
    words(every={"reply": "Answer"}, en={"count.one": "{n} note", "form.send": "Off it goes"}, it={"reply": "Eh"})

    page = host.open()

    expect(page.get_by_role("heading", name="1 note")).to_be_visible()
    expect(page.locator("button.reply")).to_have_text("Answer")
    page.get_by_label("Your comment").click()
    expect(page.get_by_role("button", name="Off it goes")).to_be_visible()


def test_words_with_markup_are_shown_as_text(host, words):
    """R2: what a site calls things is text in every place."""
    host.publish("One.")
    words(every={"reply": "<img src=x onerror=alert(1)>", "count.one": "<b>{n}</b>"})

    page = host.open()

    expect(page.get_by_role("heading", name="<b>1</b>")).to_be_visible()
    expect(page.locator("button.reply")).to_have_text("<img src=x onerror=alert(1)>")
