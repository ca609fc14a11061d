"""What the widget's own reader makes of a comment's HTML, whatever stands in it: a third gate, in the browser."""

import pytest
from playwright.sync_api import expect

READ = """async ([service, html]) => {
  const { readComment, hasCode } = await import(`${service}/chiosa/html.js`);
  const all = [...readComment(html).querySelectorAll('*')];
  return {
    tags: all.map((element) => element.localName),
    attributes: all.flatMap((element) => [...element.attributes].map(({ name, value }) => `${name}=${value}`)),
    text: readComment(html).textContent,
    hasCode: hasCode(html),
  };
}"""
CAUTION = ["loading=lazy", "referrerpolicy=no-referrer"]


@pytest.fixture
def read(stage, browser):
    """The reader in an empty page that forbids nothing itself; images come from nowhere."""
    page = browser.new_page()
    page.route("https://**", lambda route: route.abort())
    yield lambda html: page.evaluate(READ, [stage.service, html])
    page.close()


def test_it_works(host):
    host.publish("```python\nimport this  # a poem\n```")

    code = host.open().locator("article pre code.language-python")

    expect(code.locator("span.kn")).to_have_text("import")
    expect(code).to_have_text("import this  # a poem\n")


def test_code_keeps_its_colours(read):
    seen = read('<pre><code class="language-c++"><span class="k">a</span> b</code></pre>')

    assert seen["tags"] == ["pre", "code", "span"]
    assert seen["attributes"] == ["dir=ltr", "class=language-c++", "class=k"]
    assert seen["hasCode"] is True


@pytest.mark.parametrize(
    "html",
    [
        '<span class="form">a</span>',
        '<span class="k form">a</span>',
        '<span class="language-c">a</span>',
        '<code class="k">a</code>',
        '<code class="language-c primary">a</code>',
        '<code class="language-">a</code>',
        '<strong class="k">a</strong>',
        '<span style="position:fixed" onclick="alert(1)" id="k" part="form">a</span>',
    ],
)
def test_no_other_class_and_no_other_attribute_is_taken_over(read, html):
    seen = read(html)

    assert (seen["attributes"], seen["text"]) == ([], "a")


def test_an_image_is_shown_with_its_caution(read):
    seen = read('<p><img src="https://a.example/b?c&amp;d" alt="a &quot;b&quot;"></p>')

    assert seen["tags"] == ["p", "img"]
    assert seen["attributes"] == [*CAUTION, 'alt=a "b"', "src=https://a.example/b?c&d"]


@pytest.mark.parametrize(
    "address",
    [
        "http://a.example/b",
        "javascript:alert(1)",
        "data:image/png;base64,x",
        "//a.example/b",
        "/b",
        "",
        "https://",
        "mailto:a@b.example",
    ],
)
def test_an_image_from_elsewhere_is_its_description(read, address):
    seen = read(f'<img src="{address}" alt="a cat" onerror="alert(1)">')

    assert (seen["tags"], seen["attributes"], seen["text"]) == (["span"], [], "a cat")
