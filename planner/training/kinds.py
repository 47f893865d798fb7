"""The words for kinds of workout, ``tempo``, ``L``, ``heavy``, ``bike``, ``rest``, and what each means."""

from __future__ import annotations

from planner.text import join_words
from planner.training.measures import quoted
from planner.training.refusal import RefusedError
from planner.training.workouts import RunKind, Sport, StrengthKind

WorkoutKind = tuple[Sport, str | None]
"""A sport and, for a run or a strength session, its kind."""

_WORDS: dict[str, WorkoutKind] = {
    **{kind.value.replace("_", " "): (Sport.RUN, kind) for kind in RunKind},
    **{kind.value: (Sport.STRENGTH, kind) for kind in StrengthKind},
    "strength": (Sport.STRENGTH, None),
    "cross": (Sport.CROSS, None),
    "rest": (Sport.REST, None),
    "note": (Sport.NOTE, None),
}
"""The word for every kind, in the order that lists show them."""
_SYNONYMS: dict[str, WorkoutKind] = {
    **dict.fromkeys(("e", "run", "jog"), (Sport.RUN, RunKind.EASY)),
    "r": (Sport.RUN, RunKind.RECOVERY),
    "l": (Sport.RUN, RunKind.LONG),
    **dict.fromkeys(("t", "threshold"), (Sport.RUN, RunKind.TEMPO)),
    "i": (Sport.RUN, RunKind.INTERVALS),
    "h": (Sport.RUN, RunKind.HILLS),
    **dict.fromkeys(("p", "pace"), (Sport.RUN, RunKind.RACE_PACE)),
    **dict.fromkeys(("tt", "parkrun"), (Sport.RUN, RunKind.TIME_TRIAL)),
    "sled": (Sport.STRENGTH, StrengthKind.MODERATE),
    "gym": (Sport.STRENGTH, None),
    **dict.fromkeys(("x", "bike", "ride", "swim", "row", "walk", "hike"), (Sport.CROSS, None)),
    "day off": (Sport.REST, None),
}
"""Other words that people write; the single letters are those that the calendar shows."""


def parse_kind(text: str, field: str = "kind") -> WorkoutKind:
    """Return the sport and kind that a word means; the start of a word is enough where only one starts so.

    Raises:
        RefusedError: No word, or more than one, starts so.
    """
    word = " ".join(text.lower().replace("_", " ").replace("-", " ").split())
    kind = _WORDS.get(word) or _SYNONYMS.get(word)
    if kind is not None:
        return kind
    matches = [name for name in _WORDS if word and name.startswith(word)]
    if len(matches) == 1:
        return _WORDS[matches[0]]
    if matches:
        raise RefusedError(f"{field} {quoted(text)} could be {' or '.join(matches)}.")
    raise RefusedError(f"{field} {quoted(text)} is no kind of workout; say {join_words(_WORDS, 'or')}.")


def matching_kinds(text: str) -> list[str]:
    """Return the words that begin as a text does; all of them for an empty one."""
    word = " ".join(text.lower().split())
    return [name for name in _WORDS if name.startswith(word)]


def kind_word(sport: Sport, kind: str | None) -> str:
    """Return the word for a kind, which `parse_kind` reads.

    Raises:
        StopIteration: The sport has no such kind.
    """
    return next(word for word, known in _WORDS.items() if known == (sport, kind))
