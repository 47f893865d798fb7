"""What the planner knows of the runner, read and changed one fact at a time; each change can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from planner import store
from planner.store import quick
from planner.text import clean_line
from planner.training.blocks import Athlete
from planner.training.dates import read_weekday
from planner.training.doses import Floor
from planner.training.measures import format_pace, quoted, read_pace
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.weeks import WEEKDAYS
from planner.training.wording import number
from planner.training.workouts import Level
from planner.usecases.planbook import Planbook

UNKNOWN = "unknown"
_JUDGE = "judge"
_HEAVIEST_BODY_KG, _HEAVIEST_SLED_KG = 500, 1000


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing known of the runner.

    Attributes:
        name: As it is typed: ``week-start``.
        summary: What it is for.
        values: What it may be.
        shown: What it is now, as it is typed.
    """

    name: str
    summary: str
    values: str
    shown: str


@dataclass(frozen=True, slots=True)
class _Kind:
    field: str
    summary: str
    values: str
    read: Callable[[str, Athlete], object]
    show: Callable[[Athlete], str]


def facts(book: Planbook) -> tuple[Fact, ...]:
    """Everything that can be set, as it is now."""
    athlete = quick.read_athlete(book.path)
    return tuple(_fact(name, athlete) for name in _KINDS)


def change(book: Planbook, name: str, text: str) -> Fact:
    """Change one fact: one operation of the journal, or none where nothing differs.

    Args:
        book: Whose.
        name: Which: ``week-start``.
        text: Its new value as it was typed; ``unknown`` forgets what need not be known.

    Returns:
        The fact as it is now.

    Raises:
        RefusedError: There is no such fact, or it cannot have that value.
    """
    kind = _KINDS.get(name)
    if kind is None:
        raise RefusedError(f"There is nothing called {quoted(clean_line(name, 40))}; there are {', '.join(_KINDS)}.")
    known = quick.read_athlete(book.path)
    changed = replace(known, **{kind.field: kind.read(clean_line(text), known)})  # type: ignore[arg-type]
    if changed != known:
        with store.edit(book.path, f"set {name}: {kind.show(changed)}", at=book.clock.now()) as plan:
            plan.replace_athlete(changed)
    return _fact(name, changed)


def _fact(name: str, athlete: Athlete) -> Fact:
    kind = _KINDS[name]
    return Fact(name, kind.summary, kind.values, kind.show(athlete))


def _week_start(text: str, _: Athlete) -> int:
    day = read_weekday(text.lower())
    if day is None:
        raise RefusedError(f"week-start must be a day of the week, not {quoted(text)}.")
    return day


def _unit(text: str, _: Athlete) -> Unit:
    if text.lower() not in list(Unit):
        raise RefusedError(f"unit must be {' or '.join(Unit)}, not {quoted(text)}.")
    return Unit(text.lower())


def _body_mass(text: str, _: Athlete) -> float | None:
    return _kilograms("body-mass", text, _HEAVIEST_BODY_KG)


def _sled(text: str, _: Athlete) -> float | None:
    return _kilograms("sled", text, _HEAVIEST_SLED_KG)


def _kilograms(name: str, text: str, most: int) -> float | None:
    if text.lower() == UNKNOWN:
        return None
    try:
        value = float(text.lower().removesuffix("kg").strip().replace(",", "."))
    except ValueError:
        value = 0.0
    if not 0.1 <= value <= most:
        raise RefusedError(f"{name} must be a number of kilograms above 0 and at most {most}, not {quoted(text)}.")
    return round(value, 1)


def _floor(text: str, _: Athlete) -> str | None:
    if text.lower() == UNKNOWN:
        return None
    found = next((floor for floor in Floor if floor.lower() == text.lower()), None)
    if found is None:
        raise RefusedError(f"floor must be one of {', '.join(Floor)}, not {quoted(text)}.")
    return found.value


def _level(text: str, _: Athlete) -> Level | None:
    if text.lower() in (_JUDGE, UNKNOWN):
        return None
    if text.lower() not in list(Level):
        raise RefusedError(f"level must be {', '.join(Level)} or {_JUDGE}, not {quoted(text)}.")
    return Level(text.lower())


def _easy_pace(text: str, athlete: Athlete) -> float | None:
    return None if text.lower() == UNKNOWN else round(read_pace(text, "easy-pace", athlete.unit), 3)


def _mass(value: float | None) -> str:
    return UNKNOWN if value is None else f"{number(value)} kg"


def _shown_pace(athlete: Athlete) -> str:
    pace = athlete.easy_pace_s_per_km
    return UNKNOWN if pace is None else format_pace(pace, athlete.unit)


_KINDS = {
    "week-start": _Kind(
        "week_start",
        "the day weeks begin on",
        "monday to sunday",
        _week_start,
        lambda who: WEEKDAYS[who.week_start].lower(),
    ),
    "unit": _Kind("unit", "what distances are shown in", "km or mi", _unit, lambda who: who.unit.value),
    "body-mass": _Kind(
        "body_mass_kg", "for the load on the sled", "kilograms", _body_mass, lambda who: _mass(who.body_mass_kg)
    ),
    "sled": _Kind("sled_kg", "the empty sled", "kilograms", _sled, lambda who: _mass(who.sled_kg)),
    "floor": _Kind("floor", "what the sled slides on", ", ".join(Floor), _floor, lambda who: who.floor or UNKNOWN),
    "level": _Kind(
        "level",
        "how used to leg strength work you are",
        f"{', '.join(Level)} or {_JUDGE} (by the last 28 days)",
        _level,
        lambda who: who.level.value if who.level else _JUDGE,
    ),
    "easy-pace": _Kind(
        "easy_pace_s_per_km", "for times a plan leaves out", "5:45, 5:45 /km, 9:15 /mi", _easy_pace, _shown_pace
    ),
}
"""Everything that can be set, in the order it is listed."""
