"""Generate run plans: this planner's own, from no book. The same request always gives the same plan.

A plan begins on a Monday. `planner.training.weekly_volumes` computes how much each week runs,
`planner.training.quality_runs` describes its fast runs; this module gives each day its run.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.training.goals import Goal, PlanRequest, RunningLevel
from planner.training.measures import format_duration
from planner.training.paces import race_index
from planner.training.plan_requests import check_plan_request, format_weekdays
from planner.training.plans import Plan, PlanEntry
from planner.training.quality_runs import (
    EASY_RUN,
    EASY_WITH_STRIDES,
    RunDescription,
    at_pace_text,
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
"""The last fast run is at least so many days before the race. A default."""
_RACE_WEEK_DAYS = 7
_QUALITY_WEIGHT, _NEXT_TO_LONG_WEIGHT = 1.1, 0.85
"""How a fast run, and a run on the day before or after the long run, compare in length with the other runs."""
_RACE_WEEK_RUN_SHARE = 0.4
"""A run in race week is at most this share of the longest run of the last weeks. A default."""
_REDUCED_AMOUNT = 0.7
"""Fast running in a lighter or tapering week as a share of the usual. A default, not evidence."""


def generate_plan(request: PlanRequest) -> Plan:
    """Generate the run plan of a request.

    Raises:
        PlanRequestError: No plan can meet the request; the sentence says why, and what can.
    """
    check_plan_request(request)
    shapes = week_shapes(request)
    entries: list[PlanEntry] = []
    for week, shape in enumerate(shapes):
        longest = max(earlier.long_m for earlier in shapes[max(week - 4, 0) : week + 1])
        longest = max(longest, request.prior.longest_run(week * 7) if request.prior else 0.0)
        entries.extend(_week_entries(request, week, shape, longest))
    return Plan(
        name=request.name,
        unit=Unit.KM,
        days=request.weeks * 7,
        entries=tuple(entries),
        race_day=request.race_day,
        race_distance=request.settings.race_distance,
        phases=tuple(
            (week * 7, shape.phase)
            for week, shape in enumerate(shapes)
            if week == 0 or shapes[week - 1].phase != shape.phase
        ),
        remarks=tuple(_remarks(request, shapes)),
        source="generated",
    )


def _is_race_week(request: PlanRequest, week: int) -> bool:
    return request.race_weekday is not None and week == request.weeks - 1


def _week_entries(request: PlanRequest, week: int, shape: WeekShape, longest: float) -> Iterator[PlanEntry]:
    metres = _run_lengths(request, week, shape, longest)
    kinds = _run_kinds(request, week, shape)
    for weekday in range(7):
        day = week * 7 + weekday
        if day == request.race_day:
            yield _race_entry(request, day)
        elif not metres.get(weekday):
            yield PlanEntry(day, Sport.REST, None, "Rest")
        else:
            amount = _REDUCED_AMOUNT if shape.step_back or shape.phase == "taper" else 1.0
            kind = kinds.get(weekday, RunKind.EASY)
            if _is_race_week(request, week):
                run = _race_week_run(request, metres[weekday]) if kind in QUALITY_RUNS else EASY_RUN
            else:
                run = _describe_run(request, kind, shape, metres[weekday], amount)
            yield PlanEntry(day, Sport.RUN, run.kind, run.title, Slot.AM, Effort(distance_m=metres[weekday]))


def _describe_run(
    request: PlanRequest, kind: RunKind, shape: WeekShape, metres: float, amount: float
) -> RunDescription:
    if kind is RunKind.LONG:
        return _long_run(request, shape, metres)
    return EASY_RUN if kind is RunKind.EASY else quality_run(kind, request, shape.volume_m, metres, amount)


def _long_run(request: PlanRequest, shape: WeekShape, metres: float) -> RunDescription:
    """Describe the long run; in a marathon's peak weeks its end is at race pace, unless the runner is new."""
    is_peak = request.goal is Goal.MARATHON and shape.phase == "peak" and not shape.step_back
    if not is_peak or len(request.quality_days) < 2 or request.level is RunningLevel.NEW:
        return RunDescription(RunKind.LONG, "Long run")
    end = min(0.1 * shape.volume_m, metres / 3) // 1000 * 1000
    pace_text = at_pace_text(predicted_race_pace(request))
    return RunDescription(RunKind.LONG, f"Long run, the last {end / 1000:g} km at race pace{pace_text}", end)


def _race_week_run(request: PlanRequest, metres: float) -> RunDescription:
    """Describe the last fast run before a race."""
    if metres < 4_000:
        return EASY_WITH_STRIDES
    fast = 2_000.0 if metres >= 5_000 else 1_000.0
    pace_text = at_pace_text(predicted_race_pace(request))
    return RunDescription(RunKind.RACE_PACE, f"Easy with {fast / 1000:g} km at race pace{pace_text}", fast)


def _race_entry(request: PlanRequest, day: int) -> PlanEntry:
    figures, seconds = request.settings, predicted_race_s(request)
    note = ""
    if seconds is not None and request.recent_race is not None:
        metres, recent = request.recent_race
        note = (
            f"{format_duration(recent)} over {metres / 1000:g} km suggests about {format_duration(seconds)} "
            f"(Daniels-Gilbert)."
        )
    planned = Effort(distance_m=figures.race_m)
    return PlanEntry(day, Sport.RUN, RunKind.RACE, f"{figures.title} race", Slot.AM, planned, note)


def _run_lengths(request: PlanRequest, week: int, shape: WeekShape, longest: float) -> dict[int, float]:
    """Return the metres of each weekday's run; together the week's volume, to within half a kilometre."""
    days = [day for day in request.run_days if days_to_race(request, week * 7 + day) > 0]
    if request.goal is Goal.AFTER_RACE and week == 0:
        days = _run_days_after_race(request, days, shape)
    lengths = {request.long_day: shape.long_m} if shape.long_m and request.long_day in days else {}
    others = [day for day in days if day not in lengths]
    if not others:
        return lengths
    most = MAX_OTHER_RUN_SHARE * (shape.long_m or longest)
    if _is_race_week(request, week):
        most = _RACE_WEEK_RUN_SHARE * longest
    room = min(shape.volume_m - sum(lengths.values()), most * len(others))
    weights = {day: _run_weight(request, day) for day in others}
    lengths |= {day: round_down_run(min(metres, most)) for day, metres in _share_out(room, weights, most).items()}
    # Rounding down has left metres over: the easy and short runs get them first, in steps of their own rounding.
    left_m = shape.volume_m - sum(lengths.values())
    for day in sorted(others, key=lambda day: (day in request.quality_days, lengths[day], day)):
        step = 500.0 if lengths[day] >= 5_000 else 100.0
        limit = most if step == 500 else min(most, 5_000)
        while left_m >= step - 1e-6 and lengths[day] + step <= limit:
            lengths[day] += step
            left_m -= step
    return lengths


def _run_days_after_race(request: PlanRequest, days: list[int], shape: WeekShape) -> list[int]:
    """Return the first week's run days after a race: without Monday and Tuesday, if the others can take its volume."""
    later_days = [day for day in days if day > 1 or day == request.long_day]
    room = round_down_run(MAX_OTHER_RUN_SHARE * shape.long_m) * (len(later_days) - 1)
    return later_days if len(later_days) > 1 and room >= shape.volume_m - shape.long_m else days


def _run_weight(request: PlanRequest, day: int) -> float:
    is_next_to_long_run = (day - request.long_day) % 7 in (1, 6)
    is_quality_day = day in request.quality_days
    return (_NEXT_TO_LONG_WEIGHT if is_next_to_long_run else 1.0) * (_QUALITY_WEIGHT if is_quality_day else 1.0)


def _share_out(room: float, weights: dict[int, float], most: float) -> dict[int, float]:
    """Share metres out by weight, none above `most`; what a day cannot take goes to the others."""
    shares: dict[int, float] = {}
    remaining = dict(weights)
    while remaining:
        each = room / sum(remaining.values())
        full = [day for day, weight in remaining.items() if weight * each > most]
        if not full:
            return shares | {day: weight * each for day, weight in remaining.items()}
        for day in full:
            shares[day] = most
            room -= most
            del remaining[day]
    return shares


def _run_kinds(request: PlanRequest, week: int, shape: WeekShape) -> dict[int, RunKind]:
    """Return the kind of each weekday's run; days left out have easy runs."""
    kinds = {request.long_day: RunKind.LONG} if shape.long_m else {}
    days = [day for day in request.quality_days if days_to_race(request, week * 7 + day) >= _LAST_QUALITY_RUN_DAYS]
    last_days = [day for day in days if days_to_race(request, week * 7 + day) < _RACE_WEEK_DAYS]
    days = [day for day in days if day not in last_days[1:]]  # the last seven days have one fast run at most
    if not shape.step_back:
        return kinds | dict(zip(days, _quality_rotation(request, week, shape), strict=False))
    tempo_days = days[-1:] if shape.phase in {"build", "peak"} else []
    return kinds | dict.fromkeys(tempo_days, RunKind.TEMPO)


def _quality_rotation(request: PlanRequest, week: int, shape: WeekShape) -> tuple[RunKind, ...]:
    """Return the kinds of a week's fast runs, the most important first; a single one changes from week to week."""
    week += request.weeks_before
    is_even = week % 2 == 0
    if shape.phase == "recovery" or week == 0:
        return ()
    if shape.phase == "base":
        if request.goal is Goal.AFTER_RACE:
            return (RunKind.TEMPO,)
        return (RunKind.HILLS,) if len(request.quality_days) < 3 else (RunKind.HILLS, RunKind.TEMPO)
    if request.goal is Goal.BASE:
        kinds = (RunKind.TEMPO, RunKind.HILLS, RunKind.HILLS)
    elif shape.phase == "build":
        second = RunKind.TEMPO if is_even or request.goal in (Goal.FIVE_K, Goal.TEN_K) else RunKind.RACE_PACE
        kinds = (RunKind.INTERVALS, second, RunKind.HILLS)
    else:
        kinds = (RunKind.INTERVALS, RunKind.RACE_PACE if not is_even else RunKind.TEMPO, RunKind.HILLS)
    return kinds if len(request.quality_days) > 1 or is_even else (kinds[1], kinds[0], kinds[2])


def _remarks(request: PlanRequest, shapes: tuple[WeekShape, ...]) -> Iterator[str]:
    biggest = max(shapes, key=lambda shape: shape.long_m)
    share = max((shape.long_m / shape.volume_m for shape in shapes if shape.long_m), default=0.0)
    if share > 0.305:
        runs = len(request.run_days)
        why = f"{runs} runs a week leave no other way" if runs < 5 else "a marathon asks for more"
        yield f"The long run is up to {100 * share:.0f} % of its week; 25 to 30 % is the usual advice, but {why}."
    minutes = biggest.long_m / 1000 * easy_pace(request) / 60
    if minutes > MAX_LONG_RUN_MINUTES:
        yield f"The longest run takes about {minutes:.0f} min; up to {MAX_LONG_RUN_MINUTES} min is the usual advice."
    if len(request.run_days) == 7:
        yield "Seven run days leave no day of rest."
    hard = sorted({*request.quality_days, request.long_day})
    near = [(day, after) for day in hard for after in hard if (after - day) % 7 == 1]
    if near:
        yield f"Demanding runs are on days in a row: {'; '.join(format_weekdays(pair) for pair in near)}."
    paces = training_paces(request)
    if paces is not None and request.recent_race is not None:
        metres, seconds = request.recent_race
        yield (
            f"Paces follow from {metres / 1000:g} km in {format_duration(seconds)}, a Daniels-Gilbert index of "
            f"{race_index(metres, seconds):.1f}: easy runs at {format_pace_per_km(paces.easy_fast)} to "
            f"{format_pace_per_km(paces.easy_slow)}."
        )
