import pytest

from services.text.render import IMAGES_MAX, render, shows_nothing
from tests.services.text.seen import seen

CAUTION = 'loading="lazy" referrerpolicy="no-referrer"'
REL = 'rel="nofollow ugc noopener"'


def test_it_works():
    shown = render("![A cat](https://a.example/cat.png)", images=True)

    assert shown == f'<p><img src="https://a.example/cat.png" alt="A cat" {CAUTION}></p>\n'


def test_without_leave_an_image_is_a_link():
    assert seen(render("![A cat](https://a.example/cat.png)")).tags == {"p", "a"}


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("![](https://a.example)", f'<img src="https://a.example" alt="" {CAUTION}>'),
        ("![a](HTTPS://A.example:443/ü)", f'<img src="https://a.example/%C3%BC" alt="a" {CAUTION}>'),
        ('![a](https://a.example "title")', f'<img src="https://a.example" alt="a" {CAUTION}>'),
        ("![*a* `b`\n**c**](https://a.example)", f'<img src="https://a.example" alt="a b c" {CAUTION}>'),
        (
            "![a http://b.example](https://a.example)",
            f'<img src="https://a.example" alt="a http://b.example" {CAUTION}>',
        ),
        ("![a ![b](https://b.example)](https://a.example)", f'<img src="https://a.example" alt="a b" {CAUTION}>'),
        (
            "[![a](https://a.example)](https://b.example)",
            f'<a href="https://b.example" {REL}><img src="https://a.example" alt="a" {CAUTION}></a>',
        ),
        (
            "[![](https://a.example)](https://b.example)",
            f'<a href="https://b.example" {REL}><img src="https://a.example" alt="" {CAUTION}></a>',
        ),
        ("a ![b][c] d\n\n[c]: https://a.example", f'a <img src="https://a.example" alt="b" {CAUTION}> d'),
    ],
)
def test_an_image_is_shown_with_its_description(source, html):
    assert render(source, images=True) == f"<p>{html}</p>\n"


@pytest.mark.parametrize(
    "address",
    [
        "http://a.example/cat.png",
        "mailto:ada@a.example",
        "https://a.example:8443/cat.png",
        "https://localhost/cat.png",
        "https://router/cat.png",
        "https://192.168.1.1/reboot",
        "https://0x7f.1/",
        "https://[::1]/cat.png",
    ],
)
def test_what_may_be_followed_but_not_fetched_is_a_link(address):
    shown = seen(render(f"![a]({address})", images=True))

    assert (shown.links, shown.sources) == ([address], [])


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:image/svg+xml,<svg>",
        "//a.example/cat.png",
        "/cat.png",
        "https://ada:x@a.example/cat.png",
        "https:a.example",
        "blob:a",
    ],
)
def test_what_may_not_even_be_followed_stays_as_typed(address):
    shown = seen(render(f"![a]({address})", images=True))

    assert shown.tags == {"p"}
    assert shown.text.startswith("![a](")


@pytest.mark.parametrize(
    "alt",
    [
        '" onerror="alert(1)',
        "' onerror='alert(1)",
        "><script>alert(1)</script>",
        "&quot; onerror=&quot;x",
        "<!--",
        '`"`',
    ],
)
def test_a_description_may_not_break_out_of_its_attribute(alt):
    shown = seen(render(f"![{alt}](https://a.example)", images=True))

    assert shown.tags == {"p", "img"}
    assert {name for _, name in shown.attributes} == {"src", "alt", "loading", "referrerpolicy"}


@pytest.mark.parametrize("alt", ["&amp;copy;", "&amp;amp;lt;", "&amp;#60;;"])
def test_a_description_is_never_decoded_twice(alt):
    once = seen(render(f"![{alt}](https://a.example)", images=True)).values

    assert not {"©", "<", "&lt;"} & {*once}


def test_what_hides_text_hides_none_in_a_description():
    shown = seen(render("![a&#x202e;b\u2066](https://a.example)", images=True))

    assert "ab" in shown.values


def test_more_images_than_a_comment_needs_are_links():
    shown = seen(render("![a](https://a.example)\n" * (IMAGES_MAX + 2), images=True))

    assert (len(shown.sources), len(shown.links)) == (IMAGES_MAX, 2)


def test_each_comment_has_all_its_images():
    shown = [seen(render("![a](https://a.example)" * IMAGES_MAX, images=True)) for _ in range(2)]

    assert [len(one.sources) for one in shown] == [IMAGES_MAX] * 2


@pytest.mark.parametrize("alt", ["", "a", "\u200b"])
def test_an_image_is_something_to_see(alt):
    assert not shows_nothing(render(f"![{alt}](https://a.example)", images=True))


def test_the_word_for_an_image_shows_no_image():
    assert "<img " not in render("`<img src=x>` &lt;img src=x>", images=True)
    assert shows_nothing(render("&nbsp;", images=True))
