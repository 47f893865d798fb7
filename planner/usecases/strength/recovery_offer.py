"""One light session is offered after a demanding run or race that was logged, in the run's recovery window.

It is optional: its coach says that it may help (``Ayotte25``), and the window is the one of the rule S5. The place is
found with the slotter's own rules. Nothing is offered where the runner did not want light sessions, where health or
soreness speaks against one, or where the window has a session already.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from planner import slotting
from planner.invocation import program
from planner.store import quick
from planner.training.absences import Absence
from planner.training.blocks import Block, block_on
from planner.training.feelings import SORENESS_ALLOWS_LIGHT
from planner.training.formatting import format_day, format_hold, part_of_day
from planner.training.leg_load import is_for_legs
from planner.training.safety_gates import PainVerdict, pain_verdict
from planner.training.strength_levels import level_from_log, levels_by_week
from planner.training.typed_sets import format_sled, format_wall_sit
from planner.training.weekly_sessions import MAX_SESSIONS
from planner.training.weeks import DAY, DAYS_A_WEEK, first_day_of_week
from planner.training.workout_names import session_heading, session_title, workout_name
from planner.training.workouts import (
    ENDURANCE_SPORTS,
    KEY_RUNS,
    Exercise,
    Slot,
    Sport,
    StoredStatus,
    StrengthKind,
    StrengthLevel,
    Workout,
    first_set,
)
from planner.usecases import screening
from planner.usecases.blocks.slotting_problem import SLOTTING_CONTEXT, problem_as_scheduled, slotting_rules
from planner.usecases.blocks.stored_options import provenance_from_json
from planner.usecases.calendar.edit import plan_add
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_busy_days
from planner.usecases.strength.dose_of_week import with_dose_within_gates

_SEARCHED_DAYS = DAYS_A_WEEK
"""Days from the run on that are searched: a recovery window closes four days after a marathon at the latest."""


@dataclass(frozen=True, slots=True)
class RecoveryOffer:
    """A light session that is offered after a run.

    Attributes:
        run: The run.
        session: The session, not stored.
        first: When the rest of the recovery window begins, local time: now where its begin is past.
        last: When it ends.
    """

    run: Workout
    session: Workout
    first: dt.datetime
    last: dt.datetime

    @property
    def key_sentence(self) -> str:
        """What is offered, as it follows the key that adds it: ``adds a light session Fri 8 Jan 18:00 ...``."""
        when = f"{format_day(self.session.date)} {self.session.start}"
        held_s = self.session.planned.wall_sit_s
        wall_sit = f"{format_hold(held_s)} of wall sit; " if held_s else ""
        return (
            f"adds a light session {when} ({wall_sit}its window is {self._window_text}): optional, may help you feel "
            "better. Any other key declines."
        )

    @property
    def sentence(self) -> str:
        """The offer in words."""
        when = f"{format_day(self.session.date)} {self.session.start}"
        return (
            f"Optional: after the {workout_name(self.run)} a light session may help you feel better, a coach says. "
            f"Its time is {self._window_text}; {when} suits it."
        )

    @property
    def text_with_command(self) -> str:
        """The offer with the command that takes it."""
        return f"{self.sentence} Add it: {self.command}"

    @property
    def _window_text(self) -> str:
        return f"{_moment_text(self.first)} to {_moment_text(self.last)}"

    @property
    def command(self) -> str:
        """The command that adds the session."""
        sets = self.session.planned.sets
        sled, sit = format_sled(sets).replace(" × ", "x"), format_wall_sit(sets).replace(" × ", "x")
        holds = first_set(sets, Exercise.WALL_SIT)
        angle = f" {holds.knee_angle_deg}deg" if holds is not None and holds.knee_angle_deg else ""
        command = f"{program()} add {self.session.date} light --start {self.session.start}"
        return command + (f' --sled "{sled}"' if sled else "") + (f' --wall-sit "{sit}{angle}"' if sit else "")

    def plan(self, book: Planbook) -> Change:
        """Return the change that adds the session.

        Raises:
            RefusedError: The file cannot be read.
        """
        return plan_add(book, self.session)


class _Calendar(NamedTuple):
    """What is around a run: its block, all blocks, the workouts, and the days without training."""

    block: Block | None
    blocks: Sequence[Block]
    workouts: Sequence[Workout]
    absences: Sequence[Absence]


def _moment_text(moment: dt.datetime) -> str:
    return f"{moment:%a} {part_of_day(moment.hour * 60 + moment.minute)}"


def find_recovery_offer(book: Planbook, recorded: Iterable[Workout]) -> RecoveryOffer | None:
    """Return the light session to offer after runs that were just recorded, for the latest demanding one; else None.

    Args:
        book: The planbook, with the runs as they are stored now.
        recorded: The workouts that were recorded.

    Raises:
        RefusedError: The file cannot be read, or the settings name an unknown slotting rule.
    """
    run = max(filter(_is_demanding_run, recorded), key=lambda one: (one.date, one.start or ""), default=None)
    # Whoever was hurt by the run is not offered more of it.
    if run is None or run.actual is None or pain_verdict(run.actual.pain) is PainVerdict.DROP:
        return None
    if (book.today - run.date).days >= _SEARCHED_DAYS:
        return None
    with quick.read_snapshot(book.path):
        runner, blocks, absences = quick.read_runner_context(book.path)
        block = next((one for one in blocks if one.id == run.block_id), None) or block_on(blocks, run.date)
        options = provenance_from_json(block.provenance).options if block is not None else None
        if (options is not None and not options.target_doses.light) or _is_sore(absences, run.date):
            return None
        workouts = quick.read_days(book.path, run.date - SLOTTING_CONTEXT, run.date + SLOTTING_CONTEXT)
        calendar = _Calendar(block, blocks, workouts, absences)
        problem = _problem_from(book, run, calendar)
        places = slotting.find_recovery_places(problem, 0, run.slot or Slot.AM, rules=slotting_rules(book))
        midnight = dt.datetime.combine(run.date, dt.time())
        first, last = (midnight + dt.timedelta(minutes=at) for at in (places.first_minute, places.last_minute))
        if any(_is_within(session, first, last) for session in workouts):
            return None
        now = book.clock.local_now()
        limit = min(MAX_SESSIONS, options.max_sessions or MAX_SESSIONS) if options is not None else MAX_SESSIONS
        for candidate in places.candidates:
            start = midnight + dt.timedelta(minutes=candidate.placement.start_minute)
            week = _week_of(start.date(), block, runner.week_start)
            if start > now and _count_sessions(workouts, week, book.today) < limit:
                session = _light_session(run, start, candidate.placement.slot)
                dosed = with_dose_within_gates(book, session, block)
                return RecoveryOffer(run, dosed, max(first, now), last) if dosed.planned.sets else None
    return None


def _is_demanding_run(workout: Workout) -> bool:
    return workout.sport is Sport.RUN and workout.kind in KEY_RUNS and workout.slot is not None


def _is_session(workout: Workout) -> bool:
    """Return whether a workout is strength for the legs that is done or planned; the arms alone are no matter here."""
    return is_for_legs(workout) and workout.status is not StoredStatus.SKIPPED


def _is_within(workout: Workout, first: dt.datetime, last: dt.datetime) -> bool:
    """Return whether a workout is a session whose start is in a span; one without a time counts by its day."""
    if not _is_session(workout):
        return False
    if workout.start is None:
        return first.date() <= workout.date <= last.date()
    return first <= dt.datetime.combine(workout.date, dt.time.fromisoformat(workout.start)) <= last


def _is_sore(absences: Iterable[Absence], since: dt.date) -> bool:
    """Return whether the last soreness since a day is above the one with which a light session may follow (R11)."""
    sore = [one for one in absences if one.soreness is not None and one.first >= since]
    latest = max(sore, key=lambda one: one.first, default=None)
    return latest is not None and (latest.soreness or 0) > SORENESS_ALLOWS_LIGHT


def _week_of(day: dt.date, block: Block | None, week_start: int) -> dt.date:
    """Return the first day of the week that a day is in: the block's week, else the calendar's."""
    if block is not None and block.contains(day):
        return block.start + DAY * DAYS_A_WEEK * block.week_index(day)
    return first_day_of_week(day, week_start)


def _count_sessions(workouts: Iterable[Workout], first: dt.date, today: dt.date) -> int:
    """Return how many sessions a week has that are done or to come (HC12)."""
    last = first + DAY * (DAYS_A_WEEK - 1)
    return sum(
        _is_session(one) and first <= one.date <= last and (one.actual is not None or one.date >= today)
        for one in workouts
    )


def _problem_from(book: Planbook, run: Workout, calendar: _Calendar) -> slotting.Problem:
    """Return the slotting problem of the days from a run on, which asks for one light session more than they have."""
    block, _, workouts, absences = calendar
    document = _stored_problem(book, block)
    days = _days_from(run.date, block, workouts, book.today)
    offset = (block.start - run.date).days if block is not None else 0
    closed = [
        {**entry, "day": entry["day"] + offset}
        for entry in document.get("unavailable", ())
        if 0 <= entry["day"] + offset < days.days
    ]
    # A rest day of a plan stays empty, as does a day with a session that has no kind.
    full = [
        {"day": (one.date - run.date).days}
        for one in workouts
        if days.contains(one.date) and _is_session(one) and one.kind is None
    ]
    rest = [{"day": (day - run.date).days} for day in _rest_days(book, days, calendar)]
    problem = problem_as_scheduled(
        days,
        {**document, "active_rest": True, "unavailable": [*closed, *full, *rest]},
        workouts,
        movable=frozenset(),
        absences=absences,
        today=max(book.today, run.date),
        busy=read_busy_days(book, days.start, days.last_day),
        gates=screening.active_gates(book),
    )
    (target,) = problem["targets"]
    problem["targets"] = [{**target, "light": target["light"] + 1}]
    return slotting.parse_problem(problem)


def _stored_problem(book: Planbook, block: Block | None) -> dict[str, Any]:
    """Return the slotting problem that a block was made with; outside one, that of a day on which anything may be."""
    stored = quick.read_slotting(book.path, block.id) if block is not None else None
    document: dict[str, Any] = json.loads(stored[0]) if stored is not None else {"active_rest": True}
    return document


def _rest_days(book: Planbook, days: Block, calendar: _Calendar) -> Iterator[dt.date]:
    """Yield the days that stay empty (HC2): those without a run in a block without active rest, and rest days outside.

    The days after a block, as after the race that ends it, are no rest days of its plan.
    """
    run_days = {one.date for one in calendar.workouts if one.sport in ENDURANCE_SPORTS and one.slot is not None}
    rest_days = {one.date for one in calendar.workouts if one.sport is Sport.REST}
    has_active_rest: dict[int, bool] = {}
    for day in (days.start + DAY * step for step in range(days.days)):
        block = block_on(calendar.blocks, day)
        if block is None:
            is_empty = day in rest_days
        else:
            if block.id not in has_active_rest:
                has_active_rest[block.id] = bool(_stored_problem(book, block).get("active_rest"))
            is_empty = day not in run_days and not has_active_rest[block.id]
        if is_empty:
            yield day


def _days_from(first: dt.date, block: Block | None, workouts: Sequence[Workout], today: dt.date) -> Block:
    """Return the days that are searched as a block of one week, with the race and the level of the real one."""
    logged_level = level_from_log(workouts, today)
    if block is None:
        return Block("", first, _SEARCHED_DAYS, level=logged_level)
    week = min(max(block.week_index(first), 0), block.weeks - 1)
    level = levels_by_week(block.level, block.weeks, week if logged_level is StrengthLevel.NOVICE else None)[week]
    return replace(block, start=first, days=_SEARCHED_DAYS, level=level, phases=())


def _light_session(run: Workout, start: dt.datetime, slot: Slot) -> Workout:
    heading = session_heading(StrengthKind.LIGHT, f"{start:%A}", start.hour * 60 + start.minute)
    return Workout(
        date=start.date(),
        sport=Sport.STRENGTH,
        kind=StrengthKind.LIGHT,
        title=session_title(StrengthKind.LIGHT),
        slot=slot,
        start=f"{start:%H:%M}",
        reason=f"{heading}: in the recovery window of the {workout_name(run)} of {format_day(run.date)}.",
    )
