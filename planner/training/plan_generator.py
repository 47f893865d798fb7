"""Run plans of our own, generated from a wish: no book's schedule. The same wish gives the same plan.

A plan begins on a Monday. `planner.training.weekly_volumes` says how much each week holds,
`planner.training.quality_runs` what its fast runs ask for; here the week's days get their runs.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.training.goals import Goal, PlanRequest, RunningLevel
from planner.training.paces import race_index
from planner.training.plan_requests import check_plan_request, format_race_time, format_weekdays
from planner.training.plans import Plan, PlanEntry
from planner.training.quality_runs import (
    EASY_RUN,
    RunDescription,
    format_pace_per_km,
    predicted_race_pace,
    predicted_race_s,
    quality_run,
    training_paces,
)
from planner.training.races import Unit
from planner.training.weekly_volumes import (
    MAX_LONG_RUN_MINUTES,
    MAX_OTHER_RUN_SHARE,
    WeekShape,
    days_to_race,
    easy_pace,
    round_down_run,
    week_shapes,
)
from planner.training.workouts import QUALITY_RUNS, Effort, RunKind, Slot, Sport

_LAST_QUALITY_RUN_DAYS = 3
"""No fast run stands nearer to the race than so many days."""
_RACE_WEEK_DAYS = 7
_QUALITY_WEIGHT = {True: 1.1, False: 1.0}
_NEXT_TO_LONG_WEIGHT = 0.85
_RACE_WEEK_RUN_SHARE = 0.4
"""No run before the race in its week is longer than this share of the longest of the last weeks. A default."""
_REDUCED_AMOUNT = 0.7
"""Fast running in a step-back or tapering week as a share of the usual. A default, not evidence."""


def generate_plan(wish: PlanRequest) -> Plan:
    """The run plan of a wish.

    Raises:
        WishRefusedError: No plan can meet the wish; the sentence says why and what can.
    """
    check_plan_request(wish)
    shapes = week_shapes(wish)
    entries: list[PlanEntry] = []
    for week, shape in enumerate(shapes):
        longest = max(earlier.long_m for earlier in shapes[max(week - 4, 0) : week + 1])
        longest = max(longest, wish.prior.longest_run(week * 7) if wish.prior else 0.0)
        entries.extend(_week_entries(wish, week, shape, longest))
    figures = wish.settings
    return Plan(
        name=wish.name,
        unit=Unit.KM,
        days=wish.weeks * 7,
        entries=tuple(entries),
        race_day=None if wish.race_weekday is None else (wish.weeks - 1) * 7 + wish.race_weekday,
        race_distance=figures.race_distance,
        phases=tuple(
            (week * 7, shape.phase)
            for week, shape in enumerate(shapes)
            if week == 0 or shapes[week - 1].phase != shape.phase
        ),
        remarks=tuple(_remarks(wish, shapes)),
        source="generated",
    )


def _week_entries(wish: PlanRequest, week: int, shape: WeekShape, longest: float) -> Iterator[PlanEntry]:
    first = week * 7
    metres = _run_lengths(wish, week, shape, longest)
    kinds = _run_kinds(wish, week, shape)
    for weekday in range(7):
        day = first + weekday
        if wish.race_weekday is not None and days_to_race(wish, day) == 0:
            yield _race_entry(wish, day)
        elif not metres.get(weekday):
            yield PlanEntry(day, Sport.REST, None, "Rest")
        else:
            most = _REDUCED_AMOUNT if shape.step_back or shape.phase == "taper" else 1.0
            kind = kinds.get(weekday, RunKind.EASY)
            if wish.race_weekday is not None and week == wish.weeks - 1:
                session = _race_week_run(wish, metres[weekday]) if kind in QUALITY_RUNS else EASY_RUN
            else:
                session = _describe_run(wish, kind, shape, metres[weekday], most)
            yield PlanEntry(
                day,
                Sport.RUN,
                session.kind,
                session.title,
                slot=Slot.AM,
                planned=Effort(distance_m=metres[weekday]),
            )


def _describe_run(wish: PlanRequest, kind: RunKind, shape: WeekShape, metres: float, most: float) -> RunDescription:
    if kind is RunKind.LONG:
        return _long_run(wish, shape, metres)
    return EASY_RUN if kind is RunKind.EASY else quality_run(kind, wish, shape.volume_m, metres, most)


def _long_run(wish: PlanRequest, shape: WeekShape, metres: float) -> RunDescription:
    """The long run; before a marathon its end is at race pace in the peak weeks of those who run fast at all."""
    fast = wish.goal is Goal.MARATHON and shape.phase == "peak" and not shape.step_back and len(wish.quality_days) > 1
    if not fast or wish.level is RunningLevel.NEW:
        return RunDescription(RunKind.LONG, "Long run")
    end = min(0.1 * shape.volume_m, metres / 3) // 1000 * 1000
    pace = predicted_race_pace(wish)
    words = f" at {format_pace_per_km(pace)}" if pace else ""
    return RunDescription(RunKind.LONG, f"Long run, the last {end / 1000:g} km at race pace{words}", end)


def _race_week_run(wish: PlanRequest, metres: float) -> RunDescription:
    """The last touch of speed before a race."""
    if metres < 4_000:
        return RunDescription(RunKind.EASY, "Easy, then 4 strides")
    pace = predicted_race_pace(wish)
    words = f" at {format_pace_per_km(pace)}" if pace else ""
    fast = 2_000.0 if metres >= 5_000 else 1_000.0
    return RunDescription(RunKind.RACE_PACE, f"Easy with {fast / 1000:g} km at race pace{words}", fast)


def _race_entry(wish: PlanRequest, day: int) -> PlanEntry:
    figures, seconds = wish.settings, predicted_race_s(wish)
    note = ""
    if seconds is not None and wish.recent_race is not None:
        metres, recent = wish.recent_race
        note = (
            f"{format_race_time(recent)} over {metres / 1000:g} km suggests about {format_race_time(seconds)} "
            f"(Daniels-Gilbert)."
        )
    title = f"{figures.title} race"
    return PlanEntry(
        day, Sport.RUN, RunKind.RACE, title, slot=Slot.AM, planned=Effort(distance_m=figures.race_m), note=note
    )


def _run_lengths(wish: PlanRequest, week: int, shape: WeekShape, longest: float) -> dict[int, float]:
    """Metres of each weekday's run; together the week's volume, to within half a kilometre."""
    days = [day for day in wish.run_days if wish.race_weekday is None or days_to_race(wish, week * 7 + day) > 0]
    if wish.goal is Goal.AFTER_RACE and week == 0:
        days = _run_days_after_race(wish, days, shape)
    lengths = {wish.long_day: shape.long_m} if shape.long_m and wish.long_day in days else {}
    others = [day for day in days if day not in lengths]
    if not others:
        return lengths
    most = MAX_OTHER_RUN_SHARE * (shape.long_m or longest)
    if wish.race_weekday is not None and week == wish.weeks - 1:
        most = _RACE_WEEK_RUN_SHARE * longest
    room = min(shape.volume_m - sum(lengths.values()), most * len(others))
    weights = {day: _run_weight(wish, day) for day in others}
    lengths |= {day: round_down_run(min(metres, most)) for day, metres in _share_out(room, weights, most).items()}
    left = shape.volume_m - sum(lengths.values())
    for day in sorted(others, key=lambda day: (day in wish.quality_days, lengths[day], day)):
        step = 500.0 if lengths[day] >= 5_000 else 100.0
        while left >= step - 1e-6 and lengths[day] + step <= most and not (step < 500 and lengths[day] + step > 5_000):
            lengths[day] += step
            left -= step
    return lengths


def _run_days_after_race(wish: PlanRequest, days: list[int], shape: WeekShape) -> list[int]:
    """The first week's run days after a race: not its first two, as far as the others can hold the week."""
    kept = [day for day in days if day > 1 or day == wish.long_day]
    room = round_down_run(MAX_OTHER_RUN_SHARE * shape.long_m) * (len(kept) - 1)
    return kept if len(kept) > 1 and room >= shape.volume_m - shape.long_m else days


def _run_weight(wish: PlanRequest, day: int) -> float:
    beside = (day - wish.long_day) % 7 in (1, 6)
    return (_NEXT_TO_LONG_WEIGHT if beside else 1.0) * _QUALITY_WEIGHT[day in wish.quality_days]


def _share_out(room: float, weights: dict[int, float], most: float) -> dict[int, float]:
    """Metres shared out by weight, none above the most; what is cut off goes to the others."""
    shares: dict[int, float] = {}
    left = dict(weights)
    while left:
        each = room / sum(left.values())
        full = [day for day, weight in left.items() if weight * each > most]
        if not full:
            return shares | {day: weight * each for day, weight in left.items()}
        for day in full:
            shares[day] = most
            room -= most
            del left[day]
    return shares


def _run_kinds(wish: PlanRequest, week: int, shape: WeekShape) -> dict[int, RunKind]:
    """What each weekday's run is for; easy where nothing is said."""
    kinds = {wish.long_day: RunKind.LONG} if shape.long_m else {}
    days = list(wish.quality_days)
    if wish.race_weekday is not None:
        days = [day for day in days if days_to_race(wish, week * 7 + day) >= _LAST_QUALITY_RUN_DAYS]
        last_week = [day for day in days if days_to_race(wish, week * 7 + day) < _RACE_WEEK_DAYS]
        days = [day for day in days if day not in last_week[1:]]
    if not shape.step_back:
        return kinds | dict(zip(days, _quality_rotation(wish, week, shape), strict=False))
    fast = days[-1:] if shape.phase in {"build", "peak"} else []
    return kinds | dict.fromkeys(fast, RunKind.TEMPO)


def _quality_rotation(wish: PlanRequest, week: int, shape: WeekShape) -> tuple[RunKind, ...]:
    """The kinds of a week's fast runs, the most important first; a lone fast run changes from week to week."""
    week += wish.weeks_before
    even = week % 2 == 0
    if shape.phase == "recovery" or week == 0:
        return ()
    if shape.phase == "base":
        if wish.goal is Goal.AFTER_RACE:
            return (RunKind.TEMPO,)
        return (RunKind.HILLS,) if len(wish.quality_days) < 3 else (RunKind.HILLS, RunKind.TEMPO)
    if wish.goal is Goal.BASE:
        kinds = (RunKind.TEMPO, RunKind.HILLS, RunKind.HILLS)
    elif shape.phase == "build":
        second = RunKind.TEMPO if even or wish.goal in (Goal.FIVE_K, Goal.TEN_K) else RunKind.RACE_PACE
        kinds = (RunKind.INTERVALS, second, RunKind.HILLS)
    else:
        kinds = (RunKind.INTERVALS, RunKind.RACE_PACE if not even else RunKind.TEMPO, RunKind.HILLS)
    return kinds if len(wish.quality_days) > 1 or even else (kinds[1], kinds[0], kinds[2])


def _remarks(wish: PlanRequest, shapes: tuple[WeekShape, ...]) -> Iterator[str]:
    biggest = max(shapes, key=lambda shape: shape.long_m)
    share = max((shape.long_m / shape.volume_m for shape in shapes if shape.long_m), default=0.0)
    if share > 0.305:
        why = (
            f"{len(wish.run_days)} runs a week leave no other way"
            if len(wish.run_days) < 5
            else "a marathon asks for more"
        )
        yield f"The long run is up to {100 * share:.0f} % of its week; 25 to 30 % is the usual advice, but {why}."
    minutes = biggest.long_m / 1000 * easy_pace(wish) / 60
    if minutes > MAX_LONG_RUN_MINUTES:
        yield f"The longest run takes about {minutes:.0f} min; up to {MAX_LONG_RUN_MINUTES} min is the usual advice."
    if len(wish.run_days) == 7:
        yield "Seven run days leave no day of rest."
    hard = sorted({*wish.quality_days, wish.long_day})
    near = [(day, after) for day in hard for after in hard if (after - day) % 7 == 1]
    if near:
        yield f"Demanding runs stand on days in a row: {'; '.join(format_weekdays(pair) for pair in near)}."
    known = training_paces(wish)
    if known is not None and wish.recent_race is not None:
        metres, seconds = wish.recent_race
        yield (
            f"Paces follow from {metres / 1000:g} km in {format_race_time(seconds)}, a Daniels-Gilbert index of "
            f"{race_index(metres, seconds):.1f}: easy runs at {format_pace_per_km(known.easy_fast)} to "
            f"{format_pace_per_km(known.easy_slow)}."
        )
