"""What a block was made from - goal, volumes, constraints - as plain values to be kept with it, and back again.

Reading forgives everything: what is missing, unknown or of the wrong kind is left at its default, so that a block made
by an older version, or edited by hand, can still be worked with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from planner.training.doses import LOAD_LADDER, DosePhase, DoseWeek, Equipment, Floor, LiftingBackground
from planner.training.goals import Goal, PlanRequest, RunningLevel
from planner.training.load_ladder import LadderPosition
from planner.training.races import Priority, RaceDistance
from planner.training.refusal import RefusedError
from planner.training.weekly_sessions import WeeklySessions, check_sessions
from planner.training.weeks import WEEKDAY_KEYS
from planner.training.workouts import StrengthKind, StrengthLevel
from planner.usecases.blocks.options import (
    BlockOptions,
    DayPart,
    StartTimes,
    TimeCap,
    Unavailability,
    parse_day_part,
    parse_start_times,
    parse_time_caps,
)
from planner.usecases.blocks.pins import PinnedPlacement, Pins, parse_placements

_HIGHEST_RUNG = len(LOAD_LADDER) - 1
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a block was made from, as far as it is known.

    Attributes:
        plan_name: The name of its run plan, or of the file it was read from; empty when not known.
        plan_request: What the plan was generated from; None for a plan of another's.
        options: What the runner decided; None when nothing of it was kept.
        dose_weeks: The dose table's row for each week; empty when not kept.
    """

    plan_name: str = ""
    plan_request: PlanRequest | None = None
    options: BlockOptions | None = None
    dose_weeks: tuple[DoseWeek, ...] = field(default=())


def provenance_to_json(provenance: Provenance) -> dict[str, Any]:
    """As plain values that JSON knows, for `planner.training.blocks.Block.provenance`."""
    document: dict[str, Any] = {"plan": provenance.plan_name}
    if provenance.plan_request is not None:
        document["wish"] = _plan_request_to_json(provenance.plan_request)
    if provenance.options is not None:
        document["choices"] = _options_to_json(provenance.options)
    if provenance.dose_weeks:
        document["dose_weeks"] = [
            [week.phase.value, week.step, week.rounds, week.holds, week.hold_s] for week in provenance.dose_weeks
        ]
    return document


def provenance_from_json(document: Mapping[str, Any] | None) -> Provenance:
    """What was kept with a block; whatever cannot be read is left at its default."""
    if not isinstance(document, Mapping):
        return Provenance()
    plan, choices = document.get("plan"), document.get("choices")
    return Provenance(
        plan_name=plan if isinstance(plan, str) else "",
        plan_request=_or_none(lambda: _plan_request_from_json(document["wish"])),
        options=_options_from_json(choices) if isinstance(choices, Mapping) else None,
        dose_weeks=_or_none(lambda: tuple(_dose_week_from_json(*row) for row in document["dose_weeks"])) or (),
    )


def _or_none(read: Callable[[], T]) -> T | None:
    """What is read, or None where it cannot be."""
    try:
        return read()
    except (RefusedError, ValueError, TypeError, KeyError, AttributeError, OverflowError):
        return None


def _plan_request_to_json(plan_request: PlanRequest) -> dict[str, Any]:
    return {
        "goal": plan_request.goal.value,
        "weeks": plan_request.weeks,
        "run_days": list(plan_request.run_days),
        "current_m": plan_request.current_m,
        "peak_m": plan_request.peak_m,
        "level": plan_request.level.value,
        "long_day": plan_request.long_day,
        "quality_days": list(plan_request.quality_days),
        "step_back_every": plan_request.step_back_every,
        "race_weekday": plan_request.race_weekday,
        "recent": list(plan_request.recent_race) if plan_request.recent_race else None,
    }


def _plan_request_from_json(document: Mapping[str, Any]) -> PlanRequest:
    """A wish whose goal, weeks, days and volumes are known; the rest has defaults."""
    usual = PlanRequest(
        goal=Goal(document["goal"]),
        weeks=_as_int(document["weeks"]),
        run_days=tuple(_as_int(day) for day in document["run_days"]),
        current_m=_as_float(document["current_m"]),
        peak_m=_as_float(document["peak_m"]),
    )
    level = _or_none(lambda: RunningLevel(document["level"]))
    long_day = _or_none(lambda: _as_int(document["long_day"]))
    step = _or_none(lambda: _as_int(document["step_back_every"]))
    race = usual.race_weekday if usual.settings.race_m else None
    weekday = _or_none(lambda: _as_int(document["race_weekday"]))
    return PlanRequest(
        goal=usual.goal,
        weeks=usual.weeks,
        run_days=usual.run_days,
        current_m=usual.current_m,
        peak_m=usual.peak_m,
        level=level or usual.level,
        long_day=usual.long_day if long_day is None else long_day,
        quality_days=_or_none(lambda: tuple(_as_int(day) for day in document["quality_days"])) or (),
        step_back_every=step or usual.step_back_every,
        race_weekday=race if race is None or weekday is None else weekday,
        recent_race=_or_none(lambda: (_as_float(document["recent"][0]), _as_int(document["recent"][1]))),
    )


def _dose_week_from_json(phase: str, step: int, rounds: int, holds: int, hold_s: int) -> DoseWeek:
    return DoseWeek(DosePhase(phase), *(_int_at_least(figure, 0) for figure in (step, rounds, holds, hold_s)))


def _as_int(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(value)
    return value


def _as_float(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise TypeError(value)
    return float(value)


def _options_to_json(options: BlockOptions) -> dict[str, Any]:
    doses, pins, equipment = options.doses, options.pins, options.equipment
    return {
        "name": options.name,
        "distance": options.race_distance.value if options.race_distance else None,
        "priority": options.priority.value,
        "level": options.level.value,
        "background": options.background.value if options.background else None,
        "rung": options.logged_start.rung if options.logged_start else None,
        "doses": [doses.heavy, doses.moderate, doses.light] if doses else None,
        "most": options.max_sessions,
        "in_season": options.in_season,
        "stack": options.stack,
        "unavailable": [
            " ".join([format_day_part(hold), *([hold.kind.value] if hold.kind else [])]) for hold in options.unavailable
        ],
        "gym": None if options.sled_times is None else [format_day_part(when) for when in options.sled_times],
        "preferred": [WEEKDAY_KEYS[day] for day in sorted(options.preferred_weekdays)],
        "time_caps": [f"{format_day_part(cap.when)} {cap.minutes}" for cap in options.time_caps],
        "start_times": f"am {options.start_times.am}, pm {options.start_times.pm}",
        "easy_pace": options.easy_pace,
        "body_mass_kg": equipment.body_mass_kg,
        "sled_kg": equipment.sled_kg,
        "floor": equipment.floor.value,
        "pins": {
            name: [str(place) for place in sorted(places)]
            for name, places in (("forced", pins.forced), ("forbidden", pins.forbidden), ("locked", pins.locked))
        },
    }


def format_day_part(when: DayPart) -> str:
    """As `planner.usecases.blocks.options.parse_day_part` reads it."""
    day = WEEKDAY_KEYS[when.day] if isinstance(when.day, int) else when.day.isoformat()
    return f"{day} {when.slot.value}" if when.slot else day


def _options_from_json(document: Mapping[str, Any]) -> BlockOptions:
    usual = BlockOptions()

    def read_key(name: str, read: Callable[[Any], T]) -> T | None:
        value = document.get(name)
        return None if value is None else _or_none(lambda: read(value))

    rung = read_key("rung", _as_rung)
    name, pins = document.get("name"), document.get("pins")
    return BlockOptions(
        name=name if isinstance(name, str) else "",
        race_distance=read_key("distance", RaceDistance),
        priority=read_key("priority", Priority) or usual.priority,
        level=read_key("level", StrengthLevel) or usual.level,
        background=read_key("background", LiftingBackground),
        logged_start=None if rung is None else LadderPosition(rung, ""),
        doses=read_key("doses", _doses_from_json),
        max_sessions=read_key("most", lambda value: _int_at_least(value, 0)),
        in_season=document.get("in_season") is True,
        stack=document.get("stack") is True,
        unavailable=tuple(_readable(document.get("unavailable"), _parse_unavailability)),
        sled_times=tuple(_readable(document["gym"], _parse_day_part))
        if isinstance(document.get("gym"), list)
        else None,
        preferred_weekdays=frozenset(_readable(document.get("preferred"), WEEKDAY_KEYS.index)),
        time_caps=tuple(_readable(document.get("time_caps"), _parse_time_cap)),
        start_times=read_key("start_times", parse_start_times) or StartTimes(),
        easy_pace=read_key("easy_pace", _as_pace),
        equipment=Equipment(
            read_key("body_mass_kg", lambda value: _float_within(value, 30, 200)),
            read_key("sled_kg", lambda value: _float_within(value, 1, 150)),
            read_key("floor", Floor) or usual.equipment.floor,
        ),
        pins=_pins_from_json(pins) if isinstance(pins, Mapping) else Pins(),
    )


def _readable(values: object, read: Callable[[Any], T]) -> Iterator[T]:
    """Those of some values that can be read."""
    for value in values if isinstance(values, list) else ():
        found = _or_none(lambda value=value: read(value))  # type: ignore[misc]
        if found is not None:
            yield found


def _parse_day_part(text: str) -> DayPart:
    return parse_day_part(text, "when")


def _parse_unavailability(text: str) -> Unavailability:
    words = text.split()
    kind = StrengthKind(words.pop()) if words[-1] in list(StrengthKind) else None
    when = _parse_day_part(" ".join(words))
    return Unavailability(when.day, when.slot, kind)


def _parse_time_cap(text: str) -> TimeCap:
    (cap,) = parse_time_caps(text)
    return cap


def _doses_from_json(counts: Iterable[int]) -> WeeklySessions:
    heavy, moderate, light = (_int_at_least(count, 0) for count in counts)
    doses = WeeklySessions(heavy, moderate, light)
    check_sessions(doses)
    return doses


def _int_at_least(value: object, least: int) -> int:
    number = _as_int(value)
    if number < least:
        raise ValueError(number)
    return number


def _as_rung(value: object) -> int:
    return int(_float_within(_as_int(value), 0, _HIGHEST_RUNG))


def _as_pace(value: object) -> float:
    return _float_within(value, 60, 3600)


def _float_within(value: object, least: float, most: float) -> float:
    number = _as_float(value)
    if not least <= number <= most:
        raise ValueError(number)
    return number


def _pins_from_json(document: Mapping[str, Any]) -> Pins:
    def places(name: str) -> frozenset[PinnedPlacement]:
        return frozenset(place for found in _readable(document.get(name), _parse_placements) for place in found)

    return Pins(forced=places("forced"), forbidden=places("forbidden"), locked=places("locked"))


def _parse_placements(text: str) -> frozenset[PinnedPlacement]:
    return parse_placements(text, "pins")
