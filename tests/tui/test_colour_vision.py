"""The contrast theme as people see it whose red, green or blue cones fail."""

from __future__ import annotations

import itertools
import math

import pytest

from planner.tui import labels
from planner.tui.theme.palettes import CONTRAST

KINDS = ("easy", "quality", "long", "race", "strength", "cross")
CLEARLY = 20.0
"""CIELAB units between two inks that nobody takes for one another; 2.3 is what can just be noticed."""

Vector = tuple[float, float, float]
Matrix = tuple[Vector, Vector, Vector]
VISION: dict[str, Matrix] = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB."""


def linear(colour: str) -> Vector:
    values = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in values)
    return red, green, blue


def seen(colour: str, matrix: Matrix) -> Vector:
    """A colour in CIELAB, as it is seen."""
    light = linear(colour)
    red, green, blue = (min(max(_dot(row, light), 0.0), 1.0) for row in matrix)
    x = _root(_dot((0.4124564, 0.3575761, 0.1804375), (red, green, blue)) / 0.95047)
    y = _root(_dot((0.2126729, 0.7151522, 0.0721750), (red, green, blue)))
    z = _root(_dot((0.0193339, 0.1191920, 0.9503041), (red, green, blue)) / 1.08883)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _dot(row: Vector, column: Vector) -> float:
    return sum(a * b for a, b in zip(row, column, strict=True))


def _root(value: float) -> float:
    return math.cbrt(value) if value > 0.008856 else 7.787 * value + 16 / 116


def colour_of(ink: str) -> str:
    colour = CONTRAST.foregrounds[ink]
    assert colour is not None
    return colour


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("pair", list(itertools.combinations(KINDS, 2)), ids=" ".join)
def test_no_two_kinds_look_alike_in_the_contrast_theme(vision: str, pair: tuple[str, str]) -> None:
    one, other = (seen(colour_of(ink), VISION[vision]) for ink in pair)
    assert math.dist(one, other) >= CLEARLY


def test_the_measure_tells_what_red_green_blindness_does() -> None:
    """The measure itself: a red and a green of one lightness fall together for who sees neither apart."""
    red, green = "#d78787", "#87af87"
    apart = {vision: math.dist(seen(red, matrix), seen(green, matrix)) for vision, matrix in VISION.items()}
    assert apart["normal"] > 2 * CLEARLY
    assert apart["deuteranopia"] < CLEARLY / 4


def test_kinds_of_one_ink_are_told_apart_by_their_letters() -> None:
    by_ink: dict[str, list[str]] = {
        "quality": ["tempo", "intervals", "hills", "race_pace"],
        "easy": ["easy", "recovery"],
    }
    for kinds in by_ink.values():
        assert len({labels.KIND_LETTERS[kind] for kind in kinds}) == len(kinds)
    assert labels.KIND_LETTERS["heavy"] != labels.KIND_LETTERS["light"]
