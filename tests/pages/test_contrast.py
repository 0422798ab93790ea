"""The contrast of every pair of colours that the pages put together, in both themes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SHEET = (Path(__file__).parent.parent.parent / "static" / "app.css").read_text()
TEXT, SHAPE = 4.5, 3.0
PAIRS = [
    *[("ink", ground, TEXT) for ground in ("paper", "card", "sunk", "tint", "brass-bg")],
    *[("ink-2", ground, TEXT) for ground in ("paper", "card", "sunk", "brass-bg", "tint-2")],
    *[("ink-3", ground, TEXT) for ground in ("paper", "card")],
    *[("act", ground, TEXT) for ground in ("card", "paper", "tint", "tint-2", "brass-bg")],
    *[("on-act", ground, TEXT) for ground in ("act", "act-hover")],
    *[("on-deep", ground, TEXT) for ground in ("deep", "deep-2", "tab")],
    *[("on-deep-2", ground, TEXT) for ground in ("deep", "deep-2", "tab")],
    ("on-brass", "brass-mark", TEXT),
    *[("red", ground, TEXT) for ground in ("card", "red-bg", "tint", "paper", "brass-bg")],
    *[("amber", ground, TEXT) for ground in ("card", "amber-bg", "tint", "brass-bg", "paper")],
    ("green", "green-bg", TEXT),
    *[("violet", ground, TEXT) for ground in ("card", "violet-bg", "paper")],
    ("slate", "slate-bg", TEXT),
    ("brass-mark", "deep", SHAPE),
    *[("amber-mark", ground, SHAPE) for ground in ("card", "paper", "tint")],
    *[("line-strong", ground, SHAPE) for ground in ("card", "paper")],
    ("deep-control", "deep", SHAPE),
    *[("focus", ground, SHAPE) for ground in ("card", "paper")],
]


def tokens(selector: str) -> dict[str, str]:
    block = SHEET.split(f"  {selector} {{", 1)[1].split("\n  }", 1)[0]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-fA-F]{6});", block))


LIGHT = tokens(":root")
THEMES = {"light": LIGHT, "dark": LIGHT | tokens(':root[data-theme="dark"]')}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_a_pair_can_be_told_apart(theme: str, front: str, ground: str, least: float):
    colours = THEMES[theme]

    assert contrast(colours[front], colours[ground]) >= least


def test_colours_are_written_down_once():
    """Outside the tokens and the black and white of print there is no colour."""
    written = SHEET.split("@layer base {", 1)[1].split("@layer paper {", 1)[0]

    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(", written) == []
