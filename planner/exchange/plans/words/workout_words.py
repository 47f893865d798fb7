"""Workouts in other languages put into English, in which plans are then read: ``6 km locker`` is ``6 km easy``.

The vocabulary is in ``workout_words.toml``. Only what is shown keeps the author's language.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path

_WORD = re.compile(r"[^\W\d_][^\W_]*|(?<=dl )[1-3]\b|(?<=ga )[12]\b")
_BETWEEN_WORDS = re.compile(r"[\s'’.-]{1,3}")
"""What may lie between two words of a phrase: ``semi-marathon``, ``jusqu'à``."""
_MOST_WORDS = 5
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def in_english(text: str) -> str:
    """Return the words of a workout with the phrases of six other languages in English; other words stay.

    Args:
        text: Words from `planner.exchange.plans.words.measures_in_text.normalize_text`.
    """
    phrases = _phrases()
    words = [*_WORD.finditer(text)]
    parts: list[str] = []
    position = index = 0
    while index < len(words):
        english, count = _longest_phrase(phrases, text, words[index : index + _MOST_WORDS])
        if count:
            parts += [text[position : words[index].start()], english]
            position = words[index + count - 1].end()
        index += count or 1
    return "".join([*parts, text[position:]])


def _longest_phrase(phrases: dict[str, str], text: str, words: list[re.Match[str]]) -> tuple[str, int]:
    """Return what the words begin with is in English, and of how many words it is; 0 where it is no known phrase."""
    if _fold(words[0][0]) not in _first_words():
        return "", 0
    key, found, count = "", "", 0
    for number, word in enumerate(words, 1):
        if number > 1 and not _BETWEEN_WORDS.fullmatch(text, words[number - 2].end(), word.start()):
            break
        key = f"{key} {_fold(word[0])}".strip()
        if key in phrases:
            found, count = phrases[key], number
    return found, count


@cache
def _phrases() -> dict[str, str]:
    """Return the English of every phrase, by its folded words."""
    table = tomllib.loads(Path(__file__).with_name("workout_words.toml").read_text("utf-8"))
    phrases: dict[str, str] = {}
    for english, languages in table.items():
        for line in languages.values():
            for phrase in line.split("|"):
                for spelling in (phrase, phrase.translate(_UMLAUTS)):
                    phrases[" ".join(_fold(word) for word in _WORD.findall(spelling))] = english
    return phrases


@cache
def _first_words() -> frozenset[str]:
    """Return the words that a phrase begins with."""
    return frozenset(phrase.partition(" ")[0] for phrase in _phrases())


def _fold(word: str) -> str:
    """Return a word without accents, ``ß`` as ``ss``."""
    if word.isascii():
        return word
    apart = unicodedata.normalize("NFKD", word.replace("ß", "ss"))
    return "".join(char for char in apart if not unicodedata.combining(char))
