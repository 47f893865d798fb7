"""The words of a workout made plain, as all readers of them expect it: in English, with one way to write each figure.

``8½ Meilen locker`` becomes ``8.5 miles easy``, ``15-mal 200 m`` becomes ``15 x 200 m``, and ``40m easy`` becomes ``40
min easy`` in a file whose ``m`` are minutes. What is shown keeps the author's words.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from planner.exchange.plans.words.file_units import FileUnits, with_plain_m, with_unit_of_number
from planner.exchange.plans.words.measures_in_text import normalize_text
from planner.exchange.plans.words.short_forms import write_out_capitals, write_out_parts, write_out_repeats
from planner.exchange.plans.words.workout_words import in_english

_MOST_CHARACTERS = 2000
_QUOTES = str.maketrans({"’": "'", "′": "'", "‘": "'", "″": '"', "”": '"', "“": '"', "∼": "~", "≈": "~", "\t": " "})
_SUM_OF_NUMBERS = re.compile(
    r"(?<![\w.,:+])([0-9]{1,3}(?:\.[0-9]+)?) ?\+ ?(?=[0-9]{1,3}(?:\.[0-9]+)? ?(km|k|mi|min)\b)"
)
"""``5+8 km``: the unit of the last number is that of the one before."""
_LINES = re.compile(r"\s*\n\s*")
_FRACTION = re.compile(
    r"(?:(?<![\w.,:/])(?P<whole>[0-9]{1,3}) )?(?<![\w.,:/])(?P<over>[1-3])/(?P<under>[234])(?![\w/:])"
)
_THOUSANDS = re.compile(r"(?<![\w.,:])([0-9]{1,2})[.,' ]([0-9]{3}) ?(?=m\b|met)")
_TIMES = re.compile(r"([0-9])\s?-?\s?[x*]\s?(?=[0-9(])")
_TIMES_WORD = re.compile(r"([0-9]) ?-? ?x(?![a-z])")
_ABOUT = re.compile(r"(?:~|\b(?:about|approx\.?|approximately|around|up to)\s)\s?(?=[0-9])")
_RACE_MILES = re.compile(r"(?<![\w.,:])(13[.,]1|26[.,]2)(?![\w.,:]| ?(?:km|k|mi|m)\b)")
_RACE_KM = re.compile(r"(?<![\w.,:])(21[.,]1|21[.,]0975|42[.,]2|42[.,]195)(?![\w.,:]| ?(?:km|k|mi|m)\b)")
_SETS = re.compile(r"([0-9]{1,2}) (?:sets?|series|rounds?) (?:of|de|di|van|von|à) ?(?=[0-9(])")
_NESTED = re.compile(
    r"([0-9]{1,2}) x ([0-9]{1,3} x [0-9]{1,5}(?:[.,][0-9]{1,2})? ?(?:km|k|mi|miles?|min|m|s|sec|')?)(?![a-z0-9])"
)
_BETWEEN = re.compile(
    r"\bbetween (?:(?:all|the|each|every) )*(?:intervals?|reps?|repeats?|sets?|series|efforts?|effort)\b"
)
_POINT_OF_UNIT = re.compile(r"(?<=[0-9] )(min|km|mi|h|s|sec|std)\.(?= |$|,)")
_HOURS_UUR = re.compile(r"(?<=[0-9])u(?=[0-9]{2}\b)")


@lru_cache(maxsize=8192)  # a plan repeats its workouts, and each is looked at several times
def plain_words(text: str, units: FileUnits) -> str:
    """Return the words of a workout in plain English; lines become sentences.

    Args:
        text: The author's words, on one line or several; at most 2,000 characters are read.
        units: What ``m`` and numbers alone mean in this file.
    """
    text = write_out_capitals(text[:_MOST_CHARACTERS].translate(_QUOTES))
    text = _with_plain_fractions(text)
    text = with_plain_m(text, units)
    text = normalize_text(_LINES.sub(", ", text.strip()))
    text = in_english(_HOURS_UUR.sub("h", text))
    text = _ABOUT.sub("", _THOUSANDS.sub(r"\1\2 ", text))
    text = _TIMES.sub(r"\1 x ", _TIMES_WORD.sub(r"\1 x", text))
    text = write_out_repeats(_SETS.sub(r"\1 x ", _POINT_OF_UNIT.sub(r"\1", text)))
    text = _BETWEEN.sub("between", _NESTED.sub(r"\1 x (\2)", text))
    text = _SUM_OF_NUMBERS.sub(r"\1 \2 + ", text)
    text = _RACE_KM.sub(r"\1 km", _RACE_MILES.sub(r"\1 mi", text))
    return write_out_parts(with_unit_of_number(text, units))


def _with_plain_fractions(text: str) -> str:
    """Return the text with ``8½`` and ``8 1/2`` as ``8.5``."""
    spelled = "".join(
        f" {unicodedata.normalize('NFKC', char)}".replace("\N{FRACTION SLASH}", "/")
        if unicodedata.category(char) == "No" and "FRACTION" in unicodedata.name(char, "")
        else char
        for char in text
    )

    def decimal(match: re.Match[str]) -> str:
        value = int(match["whole"] or 0) + int(match["over"]) / int(match["under"])
        return f"{value:.2f}".rstrip("0").rstrip(".")

    return _FRACTION.sub(decimal, spelled)
