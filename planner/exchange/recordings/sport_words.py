"""What the sports of watches, Strava and Garmin Connect count as, by their names in four languages and some others."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from planner.exchange.recordings.csv_table import plain_head
from planner.training.workouts import Sport

_COUNTS_AS = {"run": Sport.RUN, "strength": Sport.STRENGTH, "swim": Sport.CROSS, "other": Sport.CROSS}


@dataclass(frozen=True, slots=True)
class NamedSport:
    """What a sport counts as.

    Attributes:
        sport: Run, strength or cross.
        is_said: Whether the name is known; an unknown one is kept as cross until the runner answers.
        is_swim: Whether its distance is counted in metres.
    """

    sport: Sport
    is_said: bool = True
    is_swim: bool = False


@lru_cache(maxsize=1000)  # a list of years has a few names
def find_sport(name: str) -> NamedSport:
    """Return what a sport counts as, by the name that an export gives it."""
    kind = _sports().get(_letters(name))
    if kind is None:
        return NamedSport(Sport.CROSS, is_said=False)
    return NamedSport(_COUNTS_AS[kind], is_swim=kind == "swim")


def _letters(name: str) -> str:
    return plain_head(name[:100]).replace(" ", "")


@cache
def _sports() -> dict[str, str]:
    """Return the table that each name is in."""
    import tomllib

    table = tomllib.loads(Path(__file__).with_name("sport_words.toml").read_text("utf-8"))
    return {
        _letters(name): kind
        for kind, languages in table.items()
        for line in languages.values()
        for name in line.split("|")
    }
