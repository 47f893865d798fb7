"""Find an exercise of the library by what a runner types: ``reverse-sled-push``, ``wall sit``, ``farm``."""

from __future__ import annotations

import re
from difflib import get_close_matches

from planner.invocation import program
from planner.text import join_words
from planner.training.exercises.examples import EXAMPLES_BY_NAME, ExerciseExample
from planner.training.exercises.guides import GUIDE_NAMES, ExerciseGuide, read_guides
from planner.training.measures import quoted
from planner.training.refusal import RefusedError


def find_exercise(words: str) -> ExerciseGuide | ExerciseExample:
    """Return the guide or the example that some words name, whole or by a start that no other name has.

    Hyphens, underscores, apostrophes and spaces do not matter.

    Raises:
        RefusedError: No name begins with the words, or several do.
    """
    entries: dict[str, ExerciseGuide | ExerciseExample] = {**read_guides(), **EXAMPLES_BY_NAME}
    names = {name: name for name in entries}
    names |= {other: guide.name for guide in read_guides().values() for other in guide.also}
    typed = _comparable(words)
    if typed in names:
        return entries[names[typed]]
    begun = {name for name in names if typed and name.startswith(typed)}
    found = sorted(begun & entries.keys() or {names[name] for name in begun})  # other names only where no real one fits
    if len(found) == 1:
        return entries[found[0]]
    if found:
        raise RefusedError(f"exercise {quoted(words)} may mean {join_words(found, 'or')}.")
    nearest = get_close_matches(typed, names, n=1)
    meant = f"the nearest is {names[nearest[0]]}" if nearest else f"{program()} howto lists those that there are"
    raise RefusedError(f"There is no exercise {quoted(words)} in the library; {meant}.")


def _comparable(words: str) -> str:
    """Return words as names in JSON are written: ``Farmer's carry`` as ``farmers_carry``."""
    return re.sub(r"[\s_-]+", "_", re.sub("['’]", "", words.strip().lower()))


def is_explained(name: str) -> bool:
    """Return whether the library has something on an exercise, by its name in JSON."""
    return name in GUIDE_NAMES or name in EXAMPLES_BY_NAME
