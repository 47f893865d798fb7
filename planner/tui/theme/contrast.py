"""Contrast of text: how well it can be read on a background, in 24 bits and in the 256 colours of most terminals."""

from __future__ import annotations

from functools import lru_cache

from rich.color import Color, ColorSystem
from rich.color_triplet import ColorTriplet

READABLE = 4.5
"""The least contrast of text with its background, by WCAG 2.1 (AA)."""
_STEPS = 24
"""In so many steps a colour is mixed with white or black until it can be read."""
_WHITE, _BLACK = ColorTriplet(255, 255, 255), ColorTriplet(0, 0, 0)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours such as ``#1a1b26``, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@lru_cache(maxsize=1024)
def luminance(colour: str) -> float:
    """Return the relative luminance of a colour by WCAG 2.1, from 0 to 1."""
    red, green, blue = (_linear(value / 255) for value in _triplet(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@lru_cache(maxsize=1024)
def in_256_colours(colour: str) -> str:
    """Return what a terminal of 256 colours shows in place of a colour."""
    return Color.parse(colour).downgrade(ColorSystem.EIGHT_BIT).get_truecolor().hex


def mix(colour: str, other: str, share: float) -> str:
    """Return a colour with a share of another one in it, from 0 to 1."""
    pairs = zip(_triplet(colour), _triplet(other), strict=True)
    return ColorTriplet(*(round(a + (b - a) * share) for a, b in pairs)).hex


def readable(colour: str, background: str) -> str:
    """Return a colour of text as it is, or as much lighter or darker as it takes to be read on a background."""
    if _is_readable(colour, background):
        return colour
    is_lighter = luminance(colour) >= luminance(background)
    for end in (_WHITE, _BLACK) if is_lighter else (_BLACK, _WHITE):
        for step in range(1, _STEPS + 1):
            nearer = mix(colour, end.hex, step / _STEPS)
            if _is_readable(nearer, background):
                return nearer
    return _WHITE.hex if luminance(background) < luminance("#777777") else _BLACK.hex


def _is_readable(colour: str, background: str) -> bool:
    if contrast(colour, background) < READABLE:
        return False
    return contrast(in_256_colours(colour), in_256_colours(background)) >= READABLE


def _triplet(colour: str) -> ColorTriplet:
    return ColorTriplet(int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16))


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)
