"""What a block was made from - goal, volumes, constraints - as plain values to be kept with it, and back again.

Reading forgives everything: what is missing, unknown or of the wrong kind is left at its default, so that a block made
by an older version, or edited by hand, can still be worked with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from planner.training.doses import LADDER, Background, DosePhase, DoseWeek, Equipment, Floor
from planner.training.goals import Goal, RunnerLevel, Wish
from planner.training.ladder import Standing
from planner.training.races import Priority, RaceDistance
from planner.training.refusal import RefusedError
from planner.training.targets import WeeklyDoses, check_doses
from planner.training.weeks import WEEKDAY_KEYS
from planner.training.workouts import Level, StrengthKind
from planner.usecases.blocks.options import (
    Choices,
    StartTimes,
    TimeCap,
    Unavailable,
    When,
    read_start_times,
    read_time_caps,
    read_when,
)
from planner.usecases.blocks.pins import Pins, Place, read_places

_HIGHEST_RUNG = len(LADDER) - 1
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class MadeFrom:
    """What a block was made from, as far as it is known.

    Attributes:
        plan: The name of its run plan, or of the file it was read from; empty when not known.
        wish: What the plan was generated from; None for a plan of another's.
        choices: What the runner decided; None when nothing of it was kept.
        weeks: The dose table's row for each week; empty when not kept.
    """

    plan: str = ""
    wish: Wish | None = None
    choices: Choices | None = None
    weeks: tuple[DoseWeek, ...] = field(default=())


def write_made_from(made: MadeFrom) -> dict[str, Any]:
    """As plain values that JSON knows, for `planner.training.blocks.Block.choices`."""
    document: dict[str, Any] = {"plan": made.plan}
    if made.wish is not None:
        document["wish"] = _wish_written(made.wish)
    if made.choices is not None:
        document["choices"] = _choices_written(made.choices)
    if made.weeks:
        document["dose_weeks"] = [
            [week.phase.value, week.step, week.rounds, week.holds, week.hold_s] for week in made.weeks
        ]
    return document


def read_made_from(kept: Mapping[str, Any] | None) -> MadeFrom:
    """What was kept with a block; whatever cannot be read is left at its default."""
    if not isinstance(kept, Mapping):
        return MadeFrom()
    plan, choices = kept.get("plan"), kept.get("choices")
    return MadeFrom(
        plan=plan if isinstance(plan, str) else "",
        wish=_forgiven(lambda: _wish_read(kept["wish"])),
        choices=_choices_read(choices) if isinstance(choices, Mapping) else None,
        weeks=_forgiven(lambda: tuple(_week_read(*row) for row in kept["dose_weeks"])) or (),
    )


def _forgiven(read: Callable[[], Found]) -> Found | None:
    """What is read, or None where it cannot be."""
    try:
        return read()
    except (RefusedError, ValueError, TypeError, KeyError, AttributeError, OverflowError):
        return None


def _wish_written(wish: Wish) -> dict[str, Any]:
    return {
        "goal": wish.goal.value,
        "weeks": wish.weeks,
        "run_days": list(wish.run_days),
        "current_m": wish.current_m,
        "peak_m": wish.peak_m,
        "level": wish.level.value,
        "long_day": wish.long_day,
        "quality_days": list(wish.quality_days),
        "step_back_every": wish.step_back_every,
        "race_weekday": wish.race_weekday,
        "recent": list(wish.recent) if wish.recent else None,
    }


def _wish_read(kept: Mapping[str, Any]) -> Wish:
    """A wish whose goal, weeks, days and volumes are known; the rest has defaults."""
    usual = Wish(
        goal=Goal(kept["goal"]),
        weeks=_whole(kept["weeks"]),
        run_days=tuple(_whole(day) for day in kept["run_days"]),
        current_m=_number(kept["current_m"]),
        peak_m=_number(kept["peak_m"]),
    )
    level = _forgiven(lambda: RunnerLevel(kept["level"]))
    long_day = _forgiven(lambda: _whole(kept["long_day"]))
    step = _forgiven(lambda: _whole(kept["step_back_every"]))
    race = usual.race_weekday if usual.figures.race_m else None
    weekday = _forgiven(lambda: _whole(kept["race_weekday"]))
    return Wish(
        goal=usual.goal,
        weeks=usual.weeks,
        run_days=usual.run_days,
        current_m=usual.current_m,
        peak_m=usual.peak_m,
        level=level or usual.level,
        long_day=usual.long_day if long_day is None else long_day,
        quality_days=_forgiven(lambda: tuple(_whole(day) for day in kept["quality_days"])) or (),
        step_back_every=step or usual.step_back_every,
        race_weekday=race if race is None or weekday is None else weekday,
        recent=_forgiven(lambda: (_number(kept["recent"][0]), _whole(kept["recent"][1]))),
    )


def _week_read(phase: str, step: int, rounds: int, holds: int, hold_s: int) -> DoseWeek:
    return DoseWeek(DosePhase(phase), *(_least(figure, 0) for figure in (step, rounds, holds, hold_s)))


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(value)
    return value


def _number(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise TypeError(value)
    return float(value)


def _choices_written(choices: Choices) -> dict[str, Any]:
    doses, pins, equipment = choices.doses, choices.pins, choices.equipment
    return {
        "name": choices.name,
        "distance": choices.distance.value if choices.distance else None,
        "priority": choices.priority.value,
        "level": choices.level.value,
        "background": choices.background.value if choices.background else None,
        "rung": choices.logged.rung if choices.logged else None,
        "doses": [doses.heavy, doses.moderate, doses.light] if doses else None,
        "most": choices.most,
        "in_season": choices.in_season,
        "stack": choices.stack,
        "unavailable": [
            " ".join([_when_written(hold), *([hold.kind.value] if hold.kind else [])]) for hold in choices.unavailable
        ],
        "gym": None if choices.gym is None else [_when_written(when) for when in choices.gym],
        "preferred": [WEEKDAY_KEYS[day] for day in sorted(choices.preferred)],
        "time_caps": [f"{_when_written(cap.when)} {cap.minutes}" for cap in choices.time_caps],
        "start_times": f"am {choices.start_times.am}, pm {choices.start_times.pm}",
        "easy_pace": choices.easy_pace,
        "body_mass_kg": equipment.body_mass_kg,
        "sled_kg": equipment.sled_kg,
        "floor": equipment.floor.value,
        "pins": {
            name: [str(place) for place in sorted(places)]
            for name, places in (("forced", pins.forced), ("forbidden", pins.forbidden), ("locked", pins.locked))
        },
    }


def _when_written(when: When) -> str:
    """As `planner.usecases.blocks.options.read_when` reads it."""
    day = WEEKDAY_KEYS[when.on] if isinstance(when.on, int) else when.on.isoformat()
    return f"{day} {when.slot.value}" if when.slot else day


def _choices_read(kept: Mapping[str, Any]) -> Choices:
    usual = Choices()

    def told(name: str, read: Callable[[Any], Found]) -> Found | None:
        value = kept.get(name)
        return None if value is None else _forgiven(lambda: read(value))

    rung = told("rung", _rung)
    name, pins = kept.get("name"), kept.get("pins")
    return Choices(
        name=name if isinstance(name, str) else "",
        distance=told("distance", RaceDistance),
        priority=told("priority", Priority) or usual.priority,
        level=told("level", Level) or usual.level,
        background=told("background", Background),
        logged=None if rung is None else Standing(rung, ""),
        doses=told("doses", _doses_read),
        most=told("most", lambda value: _least(value, 0)),
        in_season=kept.get("in_season") is True,
        stack=kept.get("stack") is True,
        unavailable=tuple(_each(kept.get("unavailable"), _unavailable_read)),
        gym=tuple(_each(kept["gym"], _when_read)) if isinstance(kept.get("gym"), list) else None,
        preferred=frozenset(_each(kept.get("preferred"), WEEKDAY_KEYS.index)),
        time_caps=tuple(_each(kept.get("time_caps"), _time_cap_read)),
        start_times=told("start_times", read_start_times) or StartTimes(),
        easy_pace=told("easy_pace", _positive),
        equipment=Equipment(
            told("body_mass_kg", lambda value: _within(value, 30, 200)),
            told("sled_kg", lambda value: _within(value, 1, 150)),
            told("floor", Floor) or usual.equipment.floor,
        ),
        pins=_pins_read(pins) if isinstance(pins, Mapping) else Pins(),
    )


def _each(values: object, read: Callable[[Any], Found]) -> Iterator[Found]:
    """Those of some values that can be read."""
    for value in values if isinstance(values, list) else ():
        found = _forgiven(lambda value=value: read(value))  # type: ignore[misc]
        if found is not None:
            yield found


def _when_read(text: str) -> When:
    return read_when(text, "when")


def _unavailable_read(text: str) -> Unavailable:
    words = text.split()
    kind = StrengthKind(words.pop()) if words[-1] in list(StrengthKind) else None
    when = _when_read(" ".join(words))
    return Unavailable(when.on, when.slot, kind)


def _time_cap_read(text: str) -> TimeCap:
    (cap,) = read_time_caps(text)
    return cap


def _doses_read(counts: Iterable[int]) -> WeeklyDoses:
    heavy, moderate, light = (_least(count, 0) for count in counts)
    doses = WeeklyDoses(heavy, moderate, light)
    check_doses(doses)
    return doses


def _least(value: object, least: int) -> int:
    number = _whole(value)
    if number < least:
        raise ValueError(number)
    return number


def _rung(value: object) -> int:
    return int(_within(_whole(value), 0, _HIGHEST_RUNG))


def _positive(value: object) -> float:
    return _within(value, 60, 3600)


def _within(value: object, least: float, most: float) -> float:
    number = _number(value)
    if not least <= number <= most:
        raise ValueError(number)
    return number


def _pins_read(kept: Mapping[str, Any]) -> Pins:
    def places(name: str) -> frozenset[Place]:
        return frozenset(place for found in _each(kept.get(name), _places_read) for place in found)

    return Pins(forced=places("forced"), forbidden=places("forbidden"), locked=places("locked"))


def _places_read(text: str) -> frozenset[Place]:
    return read_places(text, "pins")
