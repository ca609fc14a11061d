import pytest

from services.text.highlight import CODE_MAX, SPANS_MAX
from services.text.languages import _NAMES, LANGUAGES, language, lexer
from services.text.render import TAGS_MAX, TooDeep, render
from services.text.sanitise import may_stay
from tests.services.text.seen import seen


def fence(name: str, code: str) -> str:
    return f"```{name}\n{code}\n```\n"


def test_it_works():
    assert render(fence("python", 'def f(x):\n    return "<a>"')) == (
        '<pre><code class="language-python"><span class="k">def</span> <span class="nf">f</span>(x):\n'
        '    <span class="k">return</span> <span class="s2">"&lt;a&gt;"</span>\n</code></pre>\n'
    )


@pytest.mark.parametrize(
    ("beside", "shown"),
    [("py", "python"), ("JS", "javascript"), ("c++", "cpp"), ("C#", "csharp"), ("sh", "bash"), ("yml", "yaml")],
)
def test_a_language_has_many_names_and_is_shown_by_one(beside, shown):
    assert f'<code class="language-{shown}">' in render(fence(beside, "a = 1"))


@pytest.mark.parametrize("beside", ["", "text", "brainfuck", "python3.11", "a b", "-", "../c", "language-c"])
def test_code_in_no_known_language_is_plain(beside):
    assert "class" not in render(fence(beside, "def f(): pass"))


@pytest.mark.parametrize("name", sorted(LANGUAGES))
def test_every_language_can_be_read_and_shown(name):
    code = "a = 1\n\n  b\n"

    assert "".join(text for _, text in lexer(name).get_tokens(code)) == code
    assert language(name) == name
    assert may_stay("code", "class", f"language-{name}")


@pytest.mark.parametrize("name", sorted(_NAMES))
def test_every_name_may_stand_beside_a_fence(name):
    assert "language-" in render(fence(name, "a = 1"))


def test_neighbours_of_one_colour_are_one_span():
    assert '<span class="s2">"a b"</span>' in render(fence("python", 'x = "a b"'))


def test_names_and_signs_are_no_spans():
    assert "span" not in render(fence("python", "a.b(c) + d"))


@pytest.mark.parametrize(
    "code",
    [
        "</code></pre><script>alert(1)</script>",
        '" onload="alert(1)',
        "<img src=x onerror=alert(1)>",
        "<!-- &lt; -->",
        "&#x202e;&quot;",
    ],
)
@pytest.mark.parametrize("name", ["html", "php", "js", "python", "xml", "diff"])
def test_code_stays_text(name, code):
    shown = seen(render(fence(name, code)))

    assert shown.text.strip() == code
    assert shown.tags <= {"pre", "code", "span"}
    assert shown.attributes <= {("code", "class"), ("span", "class")}


@pytest.mark.parametrize(
    "code",
    [
        "a = 1\n" * (CODE_MAX // 6 + 1),
        "a = 1 # " + "a" * 300,
        "a = 1" + " " * 101 + "b",
        "a = 1" + "\n" * 22 + "b = 2",
        "1 a " * (SPANS_MAX // 3) + "\n",
        "\n".join(["1 a 2 b 3 c"] * (SPANS_MAX // 3 + 1)),
    ],
    ids=["long", "long line", "long gap", "many empty lines", "long line of many", "too many spans"],
)
def test_code_that_could_cost_too_much_is_plain(code):
    shown = render(fence("python", code))

    assert "class" not in shown
    assert seen(shown).text.strip() == code.strip()


def test_all_code_of_a_comment_has_one_budget():
    half = fence("python", "a = 1\n" * (CODE_MAX // 12 + 1))

    assert render(half * 3).count("language-python") == 1


def test_what_was_too_much_leaves_the_rest_its_colours():
    assert render(fence("python", "a" * 400) + fence("python", "a = 1")).count("language-python") == 1


def test_colours_never_make_a_comment_too_much():
    markup, code = "*a* " * ((TAGS_MAX - 6) // 2), fence("python", "a = 1\n" * 3)

    assert "class" not in render(f"{markup}\n\n{code}")
    with pytest.raises(TooDeep):
        render(f"{markup}*a* *a* *a*\n\n{code}")


@pytest.mark.parametrize(
    ("name", "piece"),
    [("python", " \n"), ("javascript", '\\"'), ("perl", "~s("), ("ini", "a = "), ("c", "\n"), ("r", '"a')],
)
def test_what_is_known_to_be_slow_is_still_shown(name, piece):
    code = (piece * CODE_MAX)[: CODE_MAX - 10]

    assert seen(render(fence(name, code))).text.strip() == code.strip()
