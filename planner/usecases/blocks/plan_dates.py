"""The dates of a run plan: from the first day or the race day that is said, with the weekdays that its file names kept.

A plan whose file names weekdays or dates begins on its own weekday, so that every run stays on the day its author gave
it; dates are moved by whole weeks. Whatever differs from what was said is said in a remark.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planner.text import format_count
from planner.training.plans import Plan, PlanEntry
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY, DAYS_A_WEEK, WEEKDAYS, next_weekday
from planner.training.workouts import ENDURANCE_SPORTS, RunKind, Sport
from planner.usecases.blocks.options import BlockOptions

_WEEKEND_REACH = 2
"""How many days from the race a long run still belongs to its weekend, as in `planner.training.race_weekends`."""


@dataclass(frozen=True, slots=True)
class DatedPlan:
    """A plan with its first day.

    Attributes:
        plan: The plan, its race on the day that was said.
        start: Its first day.
        remarks: How the dates differ from what was said or from the file, one sentence each.
    """

    plan: Plan
    start: dt.date
    remarks: tuple[str, ...] = ()


def date_plan(plan: Plan, options: BlockOptions, today: dt.date) -> DatedPlan:
    """Return a plan with the dates that its first day or its race day gives, or else its file.

    Raises:
        RefusedError: Both a race day and a first day are given, or neither and the file has no dates; the plan has no
            race, or the race day is past.
    """
    if options.race_date is not None and options.start_date is None:
        return _date_by_race(plan, options.race_date, today)
    start = options.start_date
    if start is None:
        start = plan.first_date
    if start is None or options.race_date is not None:
        raise RefusedError("A block is anchored on a race day or on a first day: give one of them, and only one.")
    return _date_by_first_day(plan, start)


def check_race_not_past(race: dt.date, today: dt.date) -> None:
    """Refuse a race day that is past.

    Raises:
        RefusedError: The race day is before today.
    """
    if race < today:
        raise RefusedError(f"The race day {race} is past: today is {today}. An old block is entered by its first day.")


def _date_by_first_day(plan: Plan, said: dt.date) -> DatedPlan:
    start = said if plan.first_weekday is None else next_weekday(said, plan.first_weekday)
    remarks = []
    if start != said:
        weekday = f"{start:%A}"
        begins = "the plan's weeks begin" if plan.first_date is None else "the file's first date is"
        remarks.append(
            f"{said} is a {said:%A}, and {begins} on a {weekday}: the plan begins on {weekday}, {start}, "
            "so that every workout keeps its weekday."
        )
    return DatedPlan(plan, start, (*remarks, *_shifted_dates(plan, start)))


def _shifted_dates(plan: Plan, start: dt.date) -> Iterator[str]:
    """Say by how much the dates of a file are moved."""
    if plan.first_date is not None and start != plan.first_date:
        days = abs((start - plan.first_date).days)
        weeks, rest = divmod(days, DAYS_A_WEEK)
        by = format_count(days, "day") if rest else format_count(weeks, "week")
        side = "later" if start > plan.first_date else "earlier"
        yield f"The file's dates are moved {by} {side}: its {plan.first_date} is {start} here."


def _date_by_race(plan: Plan, race: dt.date, today: dt.date) -> DatedPlan:
    if plan.race_day is None:
        raise RefusedError(f'"{plan.name}" ends on no race: give its first day instead.')
    check_race_not_past(race, today)
    start = race - DAY * plan.race_day
    if plan.first_weekday is None or start.weekday() == plan.first_weekday:
        return DatedPlan(plan, start, tuple(_shifted_dates(plan, start)))
    days_later = (start.weekday() - plan.first_weekday + 3) % DAYS_A_WEEK - 3  # at most three days to either side
    if plan.race_day + days_later < 0:
        days_later += DAYS_A_WEEK
    start -= DAY * days_later
    moved, remarks = _move_race(plan, days_later, start)
    return DatedPlan(moved, start, (*remarks, *_shifted_dates(plan, start)))


def _move_race(plan: Plan, days_later: int, start: dt.date) -> tuple[Plan, list[str]]:
    """Return a plan whose race is some days later (earlier if negative), all other workouts on their days, and remarks.

    What is on the new race day gives way, and so does a long run within two days of it; the old day becomes a rest day.
    """
    assert plan.race_day is not None
    old, new = plan.race_day, plan.race_day + days_later
    race_entries = [replace(entry, day=new) for entry in plan.entries if entry.day == old]
    others = [entry for entry in plan.entries if entry.day != old]
    given_up = [entry for entry in others if _gives_way(entry, new)]
    kept = [entry for entry in others if entry not in given_up and not (entry.day == new and entry.sport is Sport.REST)]
    days = max(plan.days, new + 1)
    filled = {entry.day for entry in (*kept, *race_entries)}
    rest = [PlanEntry(day, Sport.REST, None, "Rest") for day in range(days) if day not in filled]
    entries = tuple(sorted((*kept, *race_entries, *rest), key=lambda entry: entry.day))
    race, usual = start + DAY * new, start + DAY * old
    distance = format_count(abs(days_later), "day")
    said = (
        f"The plan's race is on a {usual:%A} and yours on {race:%A}, {race}: it is {distance} "
        f"{'later' if days_later > 0 else 'earlier'} than in the plan, and everything else keeps its weekday. "
        f"With the race on {usual} the plan would be as it is written."
    )
    remarks = [said]
    if given_up:
        verb = "gives" if len(given_up) == 1 else "give"
        remarks.append(f"{_name_entries(given_up, start)} {verb} way to the race.")
    passed = [entry for entry in kept if new < entry.day < old and entry.sport in ENDURANCE_SPORTS]
    if passed:
        verb = "comes" if len(passed) == 1 else "come"
        remarks.append(f"{_name_entries(passed, start)} {verb} after the race now, not before it.")
    overtaken = [entry for entry in kept if old < entry.day < new and entry.sport in ENDURANCE_SPORTS]
    if overtaken:
        verb = "comes" if len(overtaken) == 1 else "come"
        remarks.append(f"{_name_entries(overtaken, start)} {verb} before the race now, not after it.")
    return replace(plan, days=days, entries=entries, race_day=new), remarks


def _gives_way(entry: PlanEntry, race_day: int) -> bool:
    """Return whether a workout gives way to a race that is put on a day."""
    if entry.day == race_day:
        return entry.sport not in (Sport.REST, Sport.NOTE)
    return entry.kind == RunKind.LONG and abs(entry.day - race_day) <= _WEEKEND_REACH


def _name_entries(entries: Sequence[PlanEntry], start: dt.date) -> str:
    names = [f'{WEEKDAYS[(start + DAY * entry.day).weekday()]}\'s "{entry.title}"' for entry in entries]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
