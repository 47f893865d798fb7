"""What to mind: load in the runs themselves (W1 to W5), and fixed sessions or targets that the rules would not allow.

The warnings about runs say only what the runs given can tell. The first week of a block whose past is unknown has no
longest run to compare with, and a week is compared with the one before only when that one is known from its first days.
Cross training fills a day, but it is not running.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from planner.slotting.answer import PlanWarning
from planner.slotting.context import DEMANDING_LEVELS, SlottingContext
from planner.slotting.evaluate import Candidate, Evaluator
from planner.slotting.phrases import RulePhrases, pluralize, session_title, weekday_name
from planner.slotting.problem import Run, Session
from planner.training.workouts import Sport, StrengthKind


def find_warnings(evaluator: Evaluator, locked: Sequence[Candidate]) -> tuple[PlanWarning, ...]:
    """All findings, in order of week and code."""
    context = evaluator.context
    found = [
        *_target_warnings(context),
        *_locked_veto_warnings(evaluator, locked),
        *_clash_warnings(context),
        *run_warnings(context),
    ]
    return tuple(sorted(found, key=lambda finding: (finding.week, _code_sort_key(finding.code))))


def block_week_name(week: int) -> str:
    """A week as a block counts it: ``week 3``."""
    return f"week {week + 1}"


def run_warnings(context: SlottingContext, week_name: Callable[[int], str] = block_week_name) -> Iterator[PlanWarning]:
    """W1 to W5: what to mind in the runs themselves.

    Args:
        context: The runs, under the rules.
        week_name: What a week is called in a sentence, where it is not one of a block.
    """
    yield from _hard_day_warnings(context)
    yield from _rest_day_warnings(context, week_name)
    yield from _long_run_warnings(context)
    yield from _volume_warnings(context, week_name)


def _code_sort_key(code: str) -> tuple[str, int]:
    letters = code.rstrip("0123456789")
    return letters, int(code[len(letters) :])


def _target_warnings(context: SlottingContext) -> Iterator[PlanWarning]:
    """Targets above the caps of HC12, and weeks with more locked than wanted."""
    strong_cap, cap = (
        context.rules.whole_number("HC12", "heavy_and_moderate"),
        context.rules.whole_number("HC12", "all"),
    )
    for target in sorted(context.problem.targets, key=lambda target: target.week):
        strong = target.heavy + target.moderate
        if strong > strong_cap:
            text = (
                f"Week {target.week + 1} asks for {strong} heavy and moderate sessions; {strong_cap} is the cap (HC12)."
            )
            yield PlanWarning("HC12", target.week, text)
        if strong + target.light > cap:
            text = f"Week {target.week + 1} asks for {strong + target.light} sessions; {cap} is the cap (HC12)."
            yield PlanWarning("HC12", target.week, text)
    for (week, kind), locked in context.locked_count.items():
        wanted = context.wanted_count.get((week, kind), 0)
        if locked > wanted > 0:
            yield PlanWarning(
                "HC12", week, f"Week {week + 1} has {locked} locked {kind} sessions and asks for {wanted}."
            )


def _locked_veto_warnings(evaluator: Evaluator, locked: Sequence[Candidate]) -> Iterator[PlanWarning]:
    """Locked sessions that a rule forbids."""
    phrases = RulePhrases(evaluator)
    for candidate in locked:
        if candidate.veto:
            name = session_title(evaluator.context.problem, candidate.placement)
            text = f"{name} is locked, though {phrases.veto_reason(candidate)} ({candidate.veto})."
            yield PlanWarning(candidate.veto, candidate.placement.week, text)


def _clash_warnings(context: SlottingContext) -> Iterator[PlanWarning]:
    """Fixed sessions that stand too near each other; the later one is in the block."""
    problem = context.problem
    fixed = context.fixed_sessions
    apart = context.rules.whole_number("HC7", "days")
    for index, second in enumerate(fixed):
        for first in reversed(fixed[:index]):
            if second.day < 0 or second.day - first.day >= apart:
                break
            names = f"{_session_name(context, first)} and {_session_name(context, second)}"
            if {first.kind, second.kind} <= DEMANDING_LEVELS:
                yield PlanWarning("HC7", second.day // 7, f"{names} stand under {pluralize(apart, 'day')} apart (HC7).")
            elif first.day == second.day:
                yield PlanWarning("HC8", second.day // 7, f"{names} stand on one day (HC8).")
    heavy = {session.day for session in fixed if session.kind is StrengthKind.HEAVY}
    keys = context.timeline.key_days
    for last in sorted({day + late for day in heavy for late in range(3)}):
        row = set(range(last - 2, last + 1))
        rest = row - keys
        if len(rest) > 1 and rest <= heavy and 0 <= max(rest) < problem.days:
            text = f"Fixed sessions make three hard days in a row up to {weekday_name(problem, last)} (HC11)."
            yield PlanWarning("HC11", max(rest) // 7, text)


def _session_name(context: SlottingContext, session: Session) -> str:
    return f"The {session.kind} session of {weekday_name(context.problem, session.day)}"


def _hard_day_warnings(context: SlottingContext) -> Iterator[PlanWarning]:
    """W1: one finding for each row of days with a key run that is longer than it should be."""
    most, days = context.rules.whole_number("W1", "days"), context.problem.days
    for first, last in _consecutive_spans(context.timeline.key_days):
        first_day_too_many = max(first + most, 0)
        if last - first + 1 > most and first_day_too_many <= last and first_day_too_many < days:
            since = weekday_name(context.problem, first)
            text = f"{last - first + 1} hard run days in a row from {since} (W1)."
            yield PlanWarning("W1", first_day_too_many // 7, text, first_day_too_many)


def _rest_day_warnings(
    context: SlottingContext, week_name: Callable[[int], str] = block_week_name
) -> Iterator[PlanWarning]:
    """W2: one finding for each week in which a seventh day without rest falls."""
    span, days = context.rules.whole_number("W2", "days"), context.problem.days
    for first, last in _consecutive_spans({run.day for run in context.problem.runs_with_repeats()}):
        weeks = {day // 7 for day in range(max(first + span - 1, 0), min(last + 1, days))}
        for week in sorted(weeks):
            name = capitalize_first(week_name(week))
            yield PlanWarning("W2", week, f"{name}: {span} days or more in a row without a full rest day (W2).")


def _consecutive_spans(days: set[int]) -> Iterator[tuple[int, int]]:
    """The first and last day of each row of consecutive days."""
    ordered = sorted(days)
    breaks = [0, *(place for place in range(1, len(ordered)) if ordered[place] > ordered[place - 1] + 1), len(ordered)]
    for begin, end in pairwise(breaks):
        if begin < end:
            yield ordered[begin], ordered[end - 1]


def _long_run_warnings(context: SlottingContext) -> Iterator[PlanWarning]:
    """W3: of each week the run that outgrows the longest of the 30 days before it the most."""
    share, span = context.rules.whole_number("W3", "percent"), context.rules.whole_number("W3", "days")
    longest: dict[int, int] = {}
    races = {run.day: run.minutes for run in sorted(_races(context), key=lambda run: run.minutes)}
    for run in _runs_without_cross_training(context):
        longest[run.day] = max(run.minutes, longest.get(run.day, 0))
    if not longest:
        return
    since = min(longest)
    worst: dict[int, tuple[float, int, int]] = {}
    for day in sorted(day for day in longest if 0 <= day < context.problem.days):
        before = max((longest.get(past, 0) for past in range(day - span, day)), default=0)
        known = since < 0 or day - since >= 7
        if known and before and 100 * longest[day] > share * before:
            week = day // 7
            worst[week] = max(worst.get(week, (0.0, 0, 0)), (longest[day] / before, -day, before))
    for week, (_, negative, before) in worst.items():
        minutes = longest[-negative]
        percent = round(100 * minutes / before)
        name = weekday_name(context.problem, -negative)
        is_race = races.get(-negative, 0) == minutes
        text = (
            f"{name}'s {'race' if is_race else 'run'} of {minutes} min is {percent} % of the longest "
            f"{'run ' * is_race}of the {span} days before ({before} min); {share} % is the guard (W3)."
        )
        yield PlanWarning("W3", week, text, -negative, is_race)


def _volume_warnings(
    context: SlottingContext, week_name: Callable[[int], str] = block_week_name
) -> Iterator[PlanWarning]:
    """W4, a week well above the one before; W5, too many weeks without a lighter one."""
    rules = context.rules
    jump, rows, lighter = (
        rules.whole_number("W4", "percent"),
        rules.whole_number("W5", "weeks"),
        rules.whole_number("W5", "percent"),
    )
    minutes: defaultdict[int, int] = defaultdict(int)
    for run in _runs_without_cross_training(context):
        minutes[run.day // 7] += run.minutes
    if not minutes:
        return
    first_day = min(run.day for run in _runs_without_cross_training(context))
    first = -(-first_day // 7) if first_day % 7 > 1 else first_day // 7
    whole_weeks = context.problem.days // 7
    weeks_without_lighter = 0
    for week in range(min(first, 0), context.problem.weeks):
        minutes_before, minutes_now = minutes[week - 1], minutes[week]
        known = week - 1 >= min(first, 0)
        if week >= 0 and known and minutes_before and 100 * minutes_now > (100 + jump) * minutes_before:
            percent = round(100 * minutes_now / minutes_before) - 100
            name = capitalize_first(week_name(week))
            raced = [run for run in _races(context) if run.day // 7 == week]
            is_race = 100 * (minutes_now - sum(run.minutes for run in raced)) <= (100 + jump) * minutes_before
            named = _race_phrase(context, raced) if is_race else ""
            text = (
                f"{name} runs {minutes_now} min{named}, {percent} % above the {minutes_before} min of the week "
                f"before (W4)."
            )
            yield PlanWarning("W4", week, text, caused_by_race=is_race)
        is_lighter = minutes_now == 0 or (known and 100 * minutes_now <= (100 - lighter) * minutes_before)
        weeks_without_lighter = 0 if is_lighter else weeks_without_lighter + 1
        if weeks_without_lighter == rows:
            if 0 <= week < whole_weeks:
                yield PlanWarning("W5", week, f"No lighter week in the {rows} up to {week_name(week)} (W5).")
            weeks_without_lighter = 0


def capitalize_first(name: str) -> str:
    """A name at the beginning of a sentence."""
    return name[0].upper() + name[1:]


def _race_phrase(context: SlottingContext, races: Sequence[Run]) -> str:
    named = " and ".join(f"{weekday_name(context.problem, run.day)}'s race of {run.minutes} min" for run in races)
    return f" with {named}"


def _races(context: SlottingContext) -> list[Run]:
    return [run for run in context.problem.runs_with_repeats() if run.is_race]


def _runs_without_cross_training(context: SlottingContext) -> list[Run]:
    return [run for run in context.problem.runs_with_repeats() if run.type is not Sport.CROSS]
