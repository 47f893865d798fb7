"""The braces of calendar-hack titles: ``{6}`` in the plan's unit, ``{3:4.8}`` miles and kilometres, ``{5-7:8-12}``.

A title is rendered once, in its author's unit, and loses no word: ``{6} Easy`` becomes ``6 mi Easy``. Two runs in one
title (``AM: … / PM: …``) are told apart here too.
"""

from __future__ import annotations

import re

from planner.training.races import Unit
from planner.training.workouts import Slot

_NUMBER = r"[0-9]{1,4}(?:\.[0-9]{1,3})?"
_RANGE = rf"{_NUMBER}(?:[-–]{_NUMBER})?"
_BRACE = re.compile(rf"\{{({_RANGE})(?::({_RANGE}))?\}}")
_PAIR_OF_BRACES = re.compile(rf"\{{({_NUMBER})(?::({_NUMBER}))?\}}[-–]\{{({_NUMBER})(?::({_NUMBER}))?\}}")
_UNIT_WORD = re.compile(r"\s*(mi|miles?|km|k)\b", re.IGNORECASE)
_DOUBLE = re.compile(r"am\s*:(?P<am>.+?)\bpm\s*:(?P<pm>.+)", re.IGNORECASE | re.DOTALL)
_HALF = re.compile(r"(?P<slot>am|pm)\s*:(?P<words>.+)", re.IGNORECASE | re.DOTALL)


def render_braces(text: str, unit: Unit) -> str:
    """The text with every brace written out in ``unit``; a unit that already follows the brace is not repeated."""
    text = _PAIR_OF_BRACES.sub(_merge_brace_pair, text)

    def replace_brace(brace: re.Match[str]) -> str:
        miles, km = brace.groups()
        follows = _UNIT_WORD.match(text, brace.end())
        shown = unit if follows is None else (Unit.MI if follows[1].lower().startswith("mi") else Unit.KM)
        figure = "–".join(
            _strip_trailing_zeros(part) for part in re.split("[-–]", km if km and shown is Unit.KM else miles)
        )
        return figure if follows else f"{figure} {unit.value}"

    return _BRACE.sub(replace_brace, text)


def split_am_pm(text: str) -> list[tuple[Slot | None, str]]:
    """The runs of one title, with the half of the day that it names: two for ``AM: … / PM: …``, one for any other."""
    text = text.strip()
    double = _DOUBLE.fullmatch(text)
    if double is not None:
        return [(Slot.AM, double["am"].strip(" \n/;|,")), (Slot.PM, double["pm"].strip())]
    half = _HALF.fullmatch(text)
    if half is not None:
        return [(Slot(half["slot"].lower()), half["words"].strip())]
    return [(None, text)]


def _merge_brace_pair(pair: re.Match[str]) -> str:
    low, low_km, high, high_km = pair.groups()
    return f"{{{low}-{high}:{low_km}-{high_km}}}" if low_km and high_km else f"{{{low}-{high}}}"


def _strip_trailing_zeros(number: str) -> str:
    return number.rstrip("0").rstrip(".") if "." in number else number
