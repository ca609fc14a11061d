"""The colours of code can be read on the box that it stands in, by day and by night."""

import re
from pathlib import Path

import pytest
from pygments.token import STANDARD_TYPES

from services.text.highlight import _PLAIN

WIDGET = Path(__file__).parents[3] / "widget" / "chiosa"
CSS = (WIDGET / "code.css").read_text()
MIXED = re.findall(r"color-mix\(in srgb, currentColor (\d+)%, (#[0-9a-f]{6})\)", CSS)
PAGES = {"light": ("#ffffff", "#23262a"), "dark": ("#17191c", "#e6e4df"), "plain": ("#ffffff", "#000000")}
TINT = 0.05

Colour = tuple[float, ...]


@pytest.mark.parametrize(("paper", "ink"), PAGES.values(), ids=PAGES)
@pytest.mark.parametrize(("share", "hue"), MIXED)
def test_every_colour_can_be_read(paper, ink, share, hue):
    box = mixed(rgb(ink), rgb(paper), TINT)

    assert contrast(mixed(rgb(ink), rgb(hue), int(share) / 100), box) >= 4.5


def test_every_colour_follows_the_page_s_own():
    assert len(MIXED) == CSS.count("color:") > 0


def test_it_serves_a_document_as_well_as_a_shadow_root():
    selectors = re.findall(r"^([^/{]+)\{", CSS, re.MULTILINE)

    assert [part for line in selectors for part in line.split(", ") if not part.startswith("pre ")] == []


def test_the_widget_takes_over_every_class_that_is_written():
    pattern = re.search(r"span: /(.+?)/", (WIDGET / "html.js").read_text())[1]

    assert [name for name in {*STANDARD_TYPES.values()} - _PLAIN if not re.fullmatch(pattern, name)] == []


def mixed(first: Colour, second: Colour, share: float) -> Colour:
    return tuple(a * share + b * (1 - share) for a, b in zip(first, second, strict=True))


def rgb(colour: str) -> Colour:
    return tuple(bytes.fromhex(colour[1:]))


def contrast(first: Colour, second: Colour) -> float:
    """As WCAG 2 defines it."""
    dark, light = sorted(map(luminance, (first, second)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: Colour) -> float:
    linear = map(_linear, (part / 255 for part in colour))
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
