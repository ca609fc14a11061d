import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import Result
from flask import Flask

THINGS = [
    "boat",
    "lamp",
    "chair",
    "violin",
    "clock",
    "ladder",
    "kettle",
    "map",
    "stove",
    "mirror",
    "bicycle",
    "basket",
    "tent",
    "hammer",
    "quilt",
]
SPAM = [f"Cheap {thing} for you, order now at {thing}-shop.example!!!" for thing in THINGS]
HAM = [f"I read the part about the {thing} twice, and the drawing still puzzles me." for thing in THINGS]
SVG = "{http://www.w3.org/2000/svg}"

Evaluate = Callable[..., Result]


@pytest.fixture
def evaluate(app: Flask) -> Evaluate:
    """Run the command, each site in two orders."""
    runner = app.test_cli_runner()
    return lambda *words: runner.invoke(args=["spam", "evaluate", "--shuffles", "2", *map(str, words)])


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """A file of these lines: whole ones, or texts by label."""

    def write_lines(name: str = "blog", lines: list[Any] | None = None, **texts: list[str]) -> Path:
        told = lines or [{"text": text, "label": label} for label, each in texts.items() for text in each]
        file = tmp_path / f"{name}.jsonl"
        file.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in told))
        return file

    return write_lines


@pytest.fixture
def blog(write: Callable[..., Path]) -> Path:
    return write(spam=SPAM, ham=HAM)


@pytest.fixture
def found(evaluate: Evaluate, tmp_path: Path) -> Callable[..., Any]:
    """What the command writes as JSON."""

    def run(*words: Any) -> Any:
        file = tmp_path / "found.json"
        done = evaluate(*words, "--json", file)
        assert done.exit_code == 0, done.output
        return json.loads(file.read_text())

    return run


def without_times(figures: dict[str, float]) -> dict[str, float]:
    return {name: value for name, value in figures.items() if "_ms_" not in name}


def row(result: Result, label: str) -> list[str]:
    line = next(line for line in result.stdout.splitlines() if line.startswith(label))
    return line.removeprefix(label).split()


def test_it_works(evaluate, blog):
    done = evaluate(blog)

    assert done.exit_code == 0, done.output
    assert (row(done, "comments"), row(done, "spam %")) == (["30"], ["50"])
    assert float(row(done, "error %, first 20 comments")[0]) < 50


def test_each_file_is_a_site_and_joined_ones_are_one(found, write, blog):
    spam, ham = write("spam", spam=SPAM), write("ham", ham=HAM)

    sites = found(blog, f"{spam}+{ham}")["learnt_along"]

    assert [(site["site"], site["comments"], site["spam"]) for site in sites] == [
        ("blog", 30, 15),
        ("spam+ham", 30, 15),
    ]


def test_a_name_that_holds_a_plus_is_one_file(found, write):
    sites = found(write("a+b", spam=SPAM, ham=HAM))["learnt_along"]

    assert [site["comments"] for site in sites] == [30]


def test_the_mean_is_of_the_sites_that_have_the_figure(evaluate, write, blog):
    done = evaluate(blog, write("small", spam=SPAM[:6], ham=HAM[:6]))

    assert row(done, "error %, first 20 comments")[1:] == ["–", row(done, "error %, first 20 comments")[0], "of", "1"]


def test_the_same_seed_finds_the_same(found, blog):
    first, second = (found(blog, "--split", "--seed", "7") for _ in range(2))

    assert without_times(first["mean"]) == without_times(second["mean"])
    assert first["learnt_along"][0]["learning_curve"] == second["learnt_along"][0]["learning_curve"]
    assert first["learnt_before"] == second["learnt_before"]


def test_another_seed_takes_another_order(found, write):
    file = write(spam=SPAM, ham=[*HAM, *SPAM[:4]])

    first, second = (found(file, "--seed", seed)["learnt_along"][0]["learning_curve"] for seed in ("1", "2"))

    assert first != second


def test_in_time_order_each_is_judged_once(found, write):
    days = [f"2024-02-{day:02}T12:00:00Z" for day in range(1, 16)]
    spam = [{"text": text, "label": "spam", "created": day} for text, day in zip(SPAM, days, strict=True)]
    ham = [{"text": text, "label": "ham", "created": 1_600_000_000 + n} for n, text in enumerate(HAM)]

    [site], [turned] = (found(write(lines=each), "--by-time")["learnt_along"] for each in (spam + ham, ham + spam))

    assert site["streams"] == 1
    assert site["learning_curve"] == turned["learning_curve"]


def test_without_times_there_is_no_time_order(evaluate, blog):
    done = evaluate(blog, "--by-time")

    assert done.exit_code == 2
    assert "blog: comment 1 has no created." in done.stderr


def test_what_is_learnt_from_one_file_is_tried_on_another(found, write):
    train, test = write("train", spam=SPAM[:10], ham=HAM[:10]), write("test", spam=SPAM[10:], ham=HAM[10:])

    [site] = found("--train", train, "--test", test)["learnt_before"]

    assert (site["learnt"], site["judged"]) == (20, 10)
    assert site["figures"]["held_out_auc"] == 1


def test_several_files_may_follow_one_option(found, write, blog):
    other = write("other", spam=SPAM[:8], ham=HAM[:8])

    sites = found("--train", blog, other, "--test", other, blog)["learnt_before"]

    assert [(site["site"], site["learnt"], site["judged"]) for site in sites] == [("other", 30, 16), ("blog", 16, 30)]


def test_halves_hold_all_and_near_identical_texts_fall_on_one_side(found, write):
    twins = [{"text": text, "label": "spam", "group": f"group {n % 5}"} for n, text in enumerate(SPAM)]
    file = write(lines=[*twins, *({"text": text, "label": "ham"} for text in HAM)])

    [site] = found(file, "--split", "--seed", "5")["learnt_before"]

    assert site["learnt"] + site["judged"] == 30
    assert spam_of(site) in (3, 6, 9, 12)


def spam_of(site: Any) -> int:
    return round(sum(each["count"] * each["true"] for each in site["reliability"]))


def test_who_wrote_counts_only_when_asked_for(found, write):
    lines = [{"text": "Nice.", "label": "spam", "author": f"casino bonus {n}"} for n in range(15)]
    file = write(
        lines=lines + [{"text": "Nice.", "label": "ham", "author": f"Ann {n}", "url": None} for n in range(15)]
    )

    without, with_signals = (found(file, *more)["mean"]["error_percent_after_20"] for more in ([], ["--with-signals"]))

    assert with_signals < without


def test_repeats_count_only_when_asked_for(found, write):
    again = [f"Nothing to see in this long comment but its own {thing} end." for thing in THINGS]
    file = write(spam=again, ham=HAM)

    without, with_signals = (found(file, *more)["learnt_along"] for more in ([], ["--with-signals"]))

    assert without[0]["reliability"] != with_signals[0]["reliability"]


def test_pictures_are_drawn_and_told(evaluate, blog, tmp_path):
    done = evaluate(blog, "--pictures", tmp_path / "new" / "pictures")

    pictures = sorted((tmp_path / "new" / "pictures").iterdir())
    roots = [ElementTree.parse(picture).getroot() for picture in pictures]
    assert done.exit_code == 0, done.output
    assert [picture.name for picture in pictures] == ["learning-curve.svg", "reliability.svg", "roc.svg"]
    assert all("blog" in (root.findtext(f"{SVG}desc") or "") for root in roots)
    assert all(root.findtext(f"{SVG}title") for root in roots)


def test_held_out_comments_have_no_learning_curve(evaluate, blog, tmp_path):
    evaluate("--train", blog, "--test", blog, "--pictures", tmp_path)

    assert sorted(picture.name for picture in tmp_path.glob("*.svg")) == ["reliability.svg", "roc.svg"]


def test_a_name_in_a_picture_is_text(evaluate, write, tmp_path):
    evaluate(write("<script>&", spam=SPAM, ham=HAM), "--pictures", tmp_path)

    root = ElementTree.parse(tmp_path / "learning-curve.svg").getroot()
    assert root.findall(f".//{SVG}script") == []
    assert "<script>&" in [each.text for each in root.iter(f"{SVG}text")]


def test_progress_is_told_beside_the_table(evaluate, blog):
    done = evaluate(blog)

    assert "blog, 2 of 2: " in done.stderr
    assert "2 of 2" not in done.stdout


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "blog.jsonl:2: it is not JSON"),
        ("[]", "blog.jsonl:2: it is no JSON object."),
        ("[" * 100_000, "blog.jsonl:2: it is not JSON"),
        ({"text": "x"}, "blog.jsonl:2: its label must be “spam” or “ham”."),
        ({"text": "x", "label": "Spam"}, "blog.jsonl:2: its label must be “spam” or “ham”."),
        ({"text": "x", "label": ["ham"]}, "blog.jsonl:2: its label must be “spam” or “ham”."),
        ({"label": "ham"}, "blog.jsonl:2: it has no text."),
        ({"text": None, "label": "ham"}, "blog.jsonl:2: its text is no text."),
        ({"text": "x", "label": "ham", "author": 7}, "blog.jsonl:2: its author is no text."),
        ({"text": "x", "label": "ham", "created": "soon"}, "blog.jsonl:2: its created is neither"),
    ],
)
def test_a_broken_line_is_named_and_nothing_is_written(evaluate, write, tmp_path, line, said):
    file = write(lines=[{"text": "x", "label": "spam"}, line])

    done = evaluate(file, "--with-signals", "--json", tmp_path / "found.json", "--pictures", tmp_path / "pictures")

    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([""], "no comments"),
        ([{"text": "x", "label": "ham"}], "ham only"),
        ([{"text": "x", "label": "spam"}], "spam only"),
    ],
)
def test_two_kinds_of_comments_are_needed(evaluate, write, lines, said):
    done = evaluate(write(lines=lines))

    assert done.exit_code == 2
    assert f"blog.jsonl: {said}; spam and ham are needed" in done.stderr


def test_bytes_that_are_no_text_are_named(evaluate, tmp_path):
    (tmp_path / "blog.jsonl").write_bytes(b'\n{"text": "\xff", "label": "ham"}\n')

    done = evaluate(tmp_path / "blog.jsonl")

    assert done.exit_code == 2
    assert "blog.jsonl:2: it is not UTF-8." in done.stderr


def test_a_file_that_is_not_there_is_named(evaluate, blog, tmp_path):
    done = evaluate(f"{blog}+{tmp_path / 'gone.jsonl'}")

    assert done.exit_code == 2
    assert "gone.jsonl: No such file or directory." in done.stderr


@pytest.mark.parametrize("text", ["", "\x00", "half a \ud83d", "🎲" * 10_000, "a" * 65_536, "\u200b" * 65_536])
def test_any_text_is_judged(evaluate, write, text):
    done = evaluate(write(lines=[{"text": text, "label": "spam"}, {"text": "Thanks.", "label": "ham"}]))

    assert done.exit_code == 0, done.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "Name files of labelled comments"),
        (["--train", "a", "b", "--test", "c"], "Each --train needs its --test"),
        (["--site", "blog", "--split"], "are about FILES"),
        (["--train", "a", "--test", "b", "--by-time"], "are about FILES"),
        (["a", "--shuffles", "0"], "Invalid value for '--shuffles'"),
    ],
)
def test_what_makes_no_sense_is_refused(evaluate, words, said):
    done = evaluate(*words)

    assert done.exit_code == 2
    assert said in done.stderr


def test_where_it_could_not_be_written_nothing_is_judged(evaluate, blog, tmp_path):
    done = evaluate(blog, "--json", tmp_path / "gone" / "found.json")

    assert (done.exit_code, done.stdout) == (2, "")
    assert f"{tmp_path / 'gone'}: there is no such folder." in done.stderr


def test_an_unknown_site_is_refused(evaluate):
    done = evaluate("--site", "nobody")

    assert done.exit_code == 1
    assert "There is no site with this key." in done.stderr


def test_a_site_s_own_decisions_are_judged_in_their_order(found, site, carol, mallory, move):
    kept, spam = carol.say("A thought about bridges.")["id"], mallory.say("Cheap watches, order now!")["id"]
    move(kept, "published")
    move(spam, "spam")

    [own] = found("--site", "blog")["learnt_along"]

    assert (own["site"], own["comments"], own["spam"], own["streams"]) == ("blog", 2, 1, 1)


def test_a_site_without_decisions_of_both_kinds_is_told_so(evaluate, site):
    done = evaluate("--site", "blog")

    assert done.exit_code == 2
    assert "blog: no comments; spam and ham are needed" in done.stderr
