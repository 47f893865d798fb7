"""Warnings: load in the runs themselves (W1 to W5), and fixed sessions or targets that the rules would not allow.

The warnings about runs say only what the given runs can show. The first week of a block without a past has no longest
run to compare with, and a week is compared with the one before only when that one is given from its first days on.
Cross training fills a day, but it is not running.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from planner.slotting.answer import PlanWarning
from planner.slotting.context import SlottingContext
from planner.slotting.evaluate import Candidate, Evaluator
from planner.slotting.phrases import RulePhrases, session_title, weekday_name
from planner.slotting.problem import Run, Session
from planner.text import capitalize_first, format_count
from planner.training.findings import code_sort_key
from planner.training.workouts import DEMANDING_KINDS, Sport


def find_warnings(evaluator: Evaluator, locked: Sequence[Candidate]) -> tuple[PlanWarning, ...]:
    """Return all warnings about a problem and its locked sessions, in order of week and code."""
    context = evaluator.context
    warnings = [
        *_target_warnings(context),
        *_locked_veto_warnings(evaluator, locked),
        *_clash_warnings(context),
        *run_warnings(context),
    ]
    return tuple(sorted(warnings, key=lambda warning: (warning.week, code_sort_key(warning.code))))


def block_week_name(week: int) -> str:
    """Name a week by its number in the block: ``week 3``."""
    return f"week {week + 1}"


def run_warnings(context: SlottingContext, week_name: Callable[[int], str] = block_week_name) -> Iterator[PlanWarning]:
    """Yield W1 to W5, the warnings about the runs themselves.

    Args:
        context: The runs, under the rules.
        week_name: Names a week in a sentence, where it is not a week of a block.
    """
    yield from _hard_day_warnings(context)
    yield from _rest_day_warnings(context, week_name)
    yield from _long_run_warnings(context)
    yield from _volume_warnings(context, week_name)


def _target_warnings(context: SlottingContext) -> Iterator[PlanWarning]:
    """Yield targets above the caps of HC12, and weeks with more locked than wanted."""
    rules = context.rules
    demanding_cap, cap = rules.whole_number("HC12", "heavy_and_moderate"), rules.whole_number("HC12", "all")
    for target in sorted(context.problem.targets, key=lambda target: target.week):
        head, demanding = f"Week {target.week + 1} asks for", target.heavy + target.moderate
        if demanding > demanding_cap:
            text = f"{head} {demanding} heavy and moderate sessions; {demanding_cap} is the cap (HC12)."
            yield PlanWarning("HC12", target.week, text)
        if demanding + target.light > cap:
            text = f"{head} {demanding + target.light} sessions; {cap} is the cap (HC12)."
            yield PlanWarning("HC12", target.week, text)
    for (week, kind), locked in context.locked_count.items():
        wanted = context.wanted_count.get((week, kind), 0)
        if locked > wanted > 0:
            text = f"Week {week + 1} has {locked} locked {kind} sessions and asks for {wanted}."
            yield PlanWarning("HC12", week, text)


def _locked_veto_warnings(evaluator: Evaluator, locked: Sequence[Candidate]) -> Iterator[PlanWarning]:
    """Yield locked sessions that a rule forbids."""
    phrases = RulePhrases(evaluator)
    for candidate in locked:
        if candidate.veto:
            name = session_title(evaluator.context.problem, candidate.placement)
            reason = phrases.veto_reason(candidate.placement, candidate.veto)
            text = f"{name} is locked, though {reason} ({candidate.veto})."
            yield PlanWarning(candidate.veto, candidate.placement.week, text)


def _clash_warnings(context: SlottingContext) -> Iterator[PlanWarning]:
    """Yield fixed sessions that are too close together, or make three hard days in a row."""
    minimum = format_count(context.rules.whole_number("HC7", "days"), "day")
    for rule, earlier, later in context.fixed_pairs_too_close():
        names = f"{_session_name(context, earlier)} and {_session_name(context, later)}"
        if rule == "HC7":
            yield PlanWarning("HC7", later.day // 7, f"{names} are under {minimum} apart (HC7).")
        elif not {earlier.kind, later.kind} <= DEMANDING_KINDS:  # for two demanding sessions HC7 says it already
            yield PlanWarning("HC8", later.day // 7, f"{names} are on the same day (HC8).")
    for row, made_hard in context.fixed_hard_day_rows():
        if len(made_hard) > 1:  # next to two days of key runs one session breaks HC11 alone, which is its own warning
            last = weekday_name(context.problem, row[-1])
            text = f"Fixed sessions make three hard days in a row up to {last} (HC11)."
            yield PlanWarning("HC11", made_hard[-1] // 7, text)


def _session_name(context: SlottingContext, session: Session) -> str:
    return f"The {session.kind} session of {weekday_name(context.problem, session.day)}"


def _hard_day_warnings(context: SlottingContext) -> Iterator[PlanWarning]:
    """Yield one warning for each row of days with a key run that is too long (W1)."""
    most, days = context.rules.whole_number("W1", "days"), context.problem.days
    for first, last in _consecutive_spans(context.timeline.key_days):
        first_day_too_many = max(first + most, 0)
        if last - first + 1 > most and first_day_too_many <= last and first_day_too_many < days:
            since = weekday_name(context.problem, first)
            text = f"{last - first + 1} hard run days in a row from {since} (W1)."
            yield PlanWarning("W1", first_day_too_many // 7, text, first_day_too_many)


def _rest_day_warnings(context: SlottingContext, week_name: Callable[[int], str]) -> Iterator[PlanWarning]:
    """Yield one warning for each week with a day that is the seventh or later without rest (W2)."""
    span, days = context.rules.whole_number("W2", "days"), context.problem.days
    for first, last in _consecutive_spans({run.day for run in context.timeline.runs}):
        for week in sorted({day // 7 for day in range(max(first + span - 1, 0), min(last + 1, days))}):
            name = capitalize_first(week_name(week))
            yield PlanWarning("W2", week, f"{name}: {span} days or more in a row without a full rest day (W2).")


def _consecutive_spans(days: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last day of each row of consecutive days."""
    ordered = sorted(days)
    breaks = [0, *(index for index in range(1, len(ordered)) if ordered[index] > ordered[index - 1] + 1), len(ordered)]
    for begin, end in pairwise(breaks):
        if begin < end:
            yield ordered[begin], ordered[end - 1]


def _long_run_warnings(context: SlottingContext) -> Iterator[PlanWarning]:
    """Yield for each week the run that exceeds the longest run of the 30 days before it by the largest factor (W3)."""
    share, span = context.rules.whole_number("W3", "percent"), context.rules.whole_number("W3", "days")
    longest: dict[int, int] = {}  # minutes of the longest run of each day
    longest_race: dict[int, int] = {}
    for run in _runs_without_cross_training(context):
        longest[run.day] = max(run.minutes, longest.get(run.day, 0))
        if run.is_race:
            longest_race[run.day] = max(run.minutes, longest_race.get(run.day, 0))
    first_day = min(longest, default=0)
    before: dict[int, int] = {}  # minutes that a day's longest run is compared with, where it is too long
    for day in sorted(day for day in longest if 0 <= day < context.problem.days):
        minutes = max((longest.get(past, 0) for past in range(day - span, day)), default=0)
        is_past_known = first_day < 0 or day - first_day >= 7
        if is_past_known and minutes and 100 * longest[day] > share * minutes:
            before[day] = minutes
    for week in sorted({day // 7 for day in before}):
        day = max((day for day in before if day // 7 == week), key=lambda day: longest[day] / before[day])
        is_race = longest_race.get(day) == longest[day]
        text = (
            f"{weekday_name(context.problem, day)}'s {'race' if is_race else 'run'} of {longest[day]} min is "
            f"{round(100 * longest[day] / before[day])} % of the longest {'run ' * is_race}of the {span} days before "
            f"({before[day]} min); {share} % is the limit (W3)."
        )
        yield PlanWarning("W3", week, text, day, is_race)


def _volume_warnings(context: SlottingContext, week_name: Callable[[int], str]) -> Iterator[PlanWarning]:
    """Yield weeks well above the one before (W4), and rows of weeks without a lighter one (W5)."""
    rules = context.rules
    jump, lighter = rules.whole_number("W4", "percent"), rules.whole_number("W5", "percent")
    most_weeks = rules.whole_number("W5", "weeks")
    minutes: defaultdict[int, int] = defaultdict(int)
    for run in _runs_without_cross_training(context):
        minutes[run.day // 7] += run.minutes
    if not minutes:
        return
    first_day = min(run.day for run in _runs_without_cross_training(context))
    # A first week whose runs begin after its second day may be only part of a week, so nothing is compared with it.
    first_week = min(-(-first_day // 7) if first_day % 7 > 1 else first_day // 7, 0)
    whole_weeks = context.problem.days // 7
    weeks_without_lighter = 0
    for week in range(first_week, context.problem.weeks):
        minutes_before, minutes_now = minutes[week - 1], minutes[week]
        is_known = week > first_week
        limit = (100 + jump) * minutes_before
        if week >= 0 and is_known and minutes_before and 100 * minutes_now > limit:
            races = [run for run in context.timeline.runs if run.is_race and run.day // 7 == week]
            is_race = 100 * (minutes_now - sum(run.minutes for run in races)) <= limit
            text = (
                f"{capitalize_first(week_name(week))} runs {minutes_now} min{_race_phrase(context, races) * is_race}, "
                f"{round(100 * minutes_now / minutes_before) - 100} % above the {minutes_before} min of the week "
                f"before (W4)."
            )
            yield PlanWarning("W4", week, text, caused_by_race=is_race)
        is_lighter = minutes_now == 0 or (is_known and 100 * minutes_now <= (100 - lighter) * minutes_before)
        weeks_without_lighter = 0 if is_lighter else weeks_without_lighter + 1
        if weeks_without_lighter == most_weeks:
            if 0 <= week < whole_weeks:
                yield PlanWarning("W5", week, f"No lighter week in the {most_weeks} up to {week_name(week)} (W5).")
            weeks_without_lighter = 0


def _race_phrase(context: SlottingContext, races: Sequence[Run]) -> str:
    names = (f"{weekday_name(context.problem, run.day)}'s race of {run.minutes} min" for run in races)
    return f" with {' and '.join(names)}"


def _runs_without_cross_training(context: SlottingContext) -> list[Run]:
    return [run for run in context.timeline.runs if run.type is not Sport.CROSS]
