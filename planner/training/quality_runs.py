"""Describe the fast runs of a generated plan: repetitions that fit the week and the run, at a pace when one is known.

Threshold running is at most a tenth of the week, intervals at most 8 % and 10 km (``Daniels``); a warm-up and a
cool-down always remain. The lists of repetitions are defaults, not evidence. Requests must have passed
`planner.training.plan_requests.check_plan_request`, which refuses a recent race that gives no paces.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.training.goals import Goal, PlanRequest
from planner.training.paces import Paces, paces_for_index, race_index, race_time
from planner.training.weekly_volumes import easy_pace
from planner.training.workouts import RunKind

TEMPO_SHARE = 0.10
INTERVAL_SHARE, _INTERVALS_LIMIT_M = 0.08, 10_000.0
_RACE_PACE_SHARE = {Goal.FIVE_K: 0.08, Goal.TEN_K: 0.10, Goal.HALF: 0.12, Goal.MARATHON: 0.20}
"""The most running at race pace in one run, as a share of the week; for 5 and 10 km it is interval running."""
_MAX_FAST_SHARE = 0.6
"""The most fast running in one run, as a share of the run."""
_HILL_S = 45
"""Length of a hill repetition in seconds."""
_TEMPO_TO_EASY_PACE, _INTERVAL_TO_EASY_PACE = 0.81, 0.75
"""Threshold and interval pace as a share of easy pace, near an index of 45; only used to turn minutes into metres."""

# Repetitions as (count, minutes) or (count, metres); the longest in all that fits is taken.
_TEMPO_MINUTES = (
    (4, 10), (3, 12), (3, 10), (1, 25), (2, 12), (1, 20), (2, 8), (1, 15), (2, 6), (1, 10), (2, 4), (1, 6),
)  # fmt: skip
_LONG_REPETITIONS = (
    (8, 1200), (7, 1200), (6, 1200), (6, 1000), (5, 1000), (4, 1000), (4, 800), (3, 800), (4, 400), (4, 300),
)  # fmt: skip
_SHORT_REPETITIONS = (
    (10, 1000), (8, 1000), (6, 1000), (5, 1000), (5, 800), (8, 400), (6, 400), (4, 400), (4, 300), (4, 200),
)  # fmt: skip
_RACE_REPETITIONS = {
    Goal.FIVE_K: ((5, 1000), (4, 1000), (3, 1000), (4, 600), (3, 600), (4, 400), (3, 400)),
    Goal.TEN_K: ((4, 2000), (3, 2000), (4, 1000), (2, 1500), (2, 1000), (3, 500)),
    Goal.HALF: ((2, 6000), (2, 5000), (2, 4000), (2, 3000), (2, 2000), (3, 1000), (2, 1000)),
    Goal.MARATHON: tuple((1, metres) for metres in (16000, 14000, 12000, 10000, 8000, 6000, 5000, 4000, 3000)),
}


@dataclass(frozen=True, slots=True)
class RunDescription:
    """The kind and the title of a run.

    Attributes:
        kind: What it is for.
        title: What to run, in one line.
        fast_m: How much of it is fast, in metres; 0 for an easy run and for hills.
    """

    kind: RunKind
    title: str
    fast_m: float = 0.0


EASY_RUN = RunDescription(RunKind.EASY, "Easy")
EASY_WITH_STRIDES = RunDescription(RunKind.EASY, "Easy, then 4 strides")


def training_paces(request: PlanRequest) -> Paces | None:
    """Return the training paces from the recent race; None without one."""
    return None if request.recent_race is None else paces_for_index(race_index(*request.recent_race))


def predicted_race_s(request: PlanRequest) -> float | None:
    """Return the seconds that the goal race would take, by the recent race; None without either race."""
    if request.recent_race is None or request.settings.race_m is None:
        return None
    return race_time(race_index(*request.recent_race), request.settings.race_m)


def format_pace_per_km(seconds: float) -> str:
    """Format a pace in seconds a kilometre: ``4:32/km``."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}/km"


def quality_run(
    kind: RunKind, request: PlanRequest, week_m: float, run_m: float, amount: float = 1.0
) -> RunDescription:
    """Describe the fast run of a kind that fits best; an easy run with strides where none fits.

    Args:
        kind: tempo, intervals, hills or race pace.
        request: The plan's request, for the goal and the recent race.
        week_m: Running in the week, in metres.
        run_m: Length of the run, in metres.
        amount: The amount of fast running as a share of the usual; less in a lighter or tapering week.
    """
    room = _MAX_FAST_SHARE * run_m
    if kind is RunKind.TEMPO:
        return _tempo(request, min(amount * TEMPO_SHARE * week_m, room))
    if kind is RunKind.INTERVALS:
        paces = training_paces(request)
        forms = _SHORT_REPETITIONS if request.goal in (Goal.FIVE_K, Goal.TEN_K) else _LONG_REPETITIONS
        most = min(amount * INTERVAL_SHARE * week_m, _INTERVALS_LIMIT_M, room)
        return _longest_repetitions(kind, "Intervals", forms, most, paces.interval if paces else None)
    if kind is RunKind.RACE_PACE:
        most = min(amount * _RACE_PACE_SHARE.get(request.goal, TEMPO_SHARE) * week_m, room)
        race_forms = _RACE_REPETITIONS.get(request.goal, ())
        return _longest_repetitions(kind, "Race pace", race_forms, most, predicted_race_pace(request))
    return _hills(amount * run_m)


def _tempo(request: PlanRequest, room: float) -> RunDescription:
    paces = training_paces(request)
    pace = paces.threshold if paces else _TEMPO_TO_EASY_PACE * easy_pace(request)
    for count, minutes in sorted(_TEMPO_MINUTES, key=lambda form: -form[0] * form[1]):
        metres = count * minutes * 60 / pace * 1000
        if metres <= room:
            work = f"{minutes} min steady" if count == 1 else f"{count} × {minutes} min"
            pace_text = at_pace_text(paces.threshold if paces else None)
            return RunDescription(RunKind.TEMPO, f"Tempo, {work}{pace_text}", metres)
    return EASY_WITH_STRIDES


def _longest_repetitions(
    kind: RunKind, words: str, forms: Iterable[tuple[int, int]], most_m: float, pace: float | None
) -> RunDescription:
    """Describe the repetitions of the most metres that fit; an easy run with strides where none fit."""
    fitting = [form for form in forms if form[0] * form[1] <= most_m]
    if not fitting:
        return EASY_WITH_STRIDES
    count, metres = max(fitting, key=lambda form: form[0] * form[1])
    each = f"{metres / 1000:g} km" if metres >= 1000 else f"{metres} m"
    work = each if count == 1 else f"{count} × {each}"
    return RunDescription(kind, f"{words}, {work}{at_pace_text(pace)}", count * metres)


def predicted_race_pace(request: PlanRequest) -> float | None:
    """Return the pace of the goal race in seconds a kilometre, by the recent race; None without either race."""
    seconds, metres = predicted_race_s(request), request.settings.race_m
    return None if seconds is None or metres is None else seconds / metres * 1000


def _hills(run_m: float) -> RunDescription:
    if run_m < 4_000:
        return EASY_WITH_STRIDES
    count = 6 if run_m < 6_000 else 8 if run_m < 10_000 else 10
    return RunDescription(RunKind.HILLS, f"Hills, {count} × {_HILL_S} s up")


def at_pace_text(pace: float | None) -> str:
    """Return a pace in seconds a kilometre as the end of a title, `` at 4:32/km``; empty for None."""
    return "" if pace is None else f" at {format_pace_per_km(pace)}"
