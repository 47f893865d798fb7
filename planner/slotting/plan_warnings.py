"""Warnings: load in the runs themselves (W1 to W5), and fixed sessions or targets that the rules would not allow.

The warnings about runs say only what the given runs can show. The first week of a block without a past has no longest
run to compare with, and a week is compared only with earlier ones that are given from their first days on.
Cross training fills a day, but it is not running.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from planner.slotting.answer import PlanWarning
from planner.slotting.context import SlottingContext
from planner.slotting.evaluate import Candidate, Evaluator
from planner.slotting.phrases import RulePhrases, session_title, weekday_name
from planner.slotting.problem import Run, Session
from planner.text import capitalize_first, count_word, format_count, number_word
from planner.training.findings import code_sort_key
from planner.training.formatting import format_hours, format_number
from planner.training.measures import format_distance
from planner.training.races import Unit
from planner.training.workouts import DEMANDING_KINDS, Sport

_MILE_ROUNDING_M = 1.05
"""What rounding to whole metres adds to a length of miles, at most: half a metre, and half of one times 110 %."""


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
            text = f"{head} {demanding} heavy and moderate sessions; more than {demanding_cap} is too much."
            yield PlanWarning("HC12", target.week, text)
        if demanding + target.light > cap:
            text = f"{head} {demanding + target.light} sessions; more than {cap} is too much."
            yield PlanWarning("HC12", target.week, text)
    for (week, kind), locked in context.locked_count.items():
        wanted = context.wanted_count.get((week, kind), 0)
        if locked > wanted > 0:
            text = f"Week {week + 1} has {format_count(locked, f'locked {kind} session')} and asks for {wanted}."
            yield PlanWarning("HC12", week, text)


def _locked_veto_warnings(evaluator: Evaluator, locked: Sequence[Candidate]) -> Iterator[PlanWarning]:
    """Yield locked sessions that a rule forbids."""
    phrases = RulePhrases(evaluator)
    for candidate in locked:
        if candidate.veto:
            name = session_title(evaluator.context.problem, candidate.placement)
            reason = phrases.veto_reason(candidate.placement, candidate.veto, is_there=True)
            text = f"{name} is locked, though {reason}."
            yield PlanWarning(candidate.veto, candidate.placement.week, text)


def _clash_warnings(context: SlottingContext) -> Iterator[PlanWarning]:
    """Yield fixed sessions that are too close together, or make three hard days in a row."""
    minimum = count_word(context.rules.whole_number("HC7", "days"), "day")
    for rule, earlier, later in context.fixed_pairs_too_close():
        names = f"{_session_name(context, earlier)} and {_session_name(context, later)}"
        if rule == "HC7":
            yield PlanWarning("HC7", later.day // 7, f"{names} are less than {minimum} apart.")
        elif not {earlier.kind, later.kind} <= DEMANDING_KINDS:  # for two demanding sessions HC7 says it already
            yield PlanWarning("HC8", later.day // 7, f"{names} are on the same day.")
    for row, made_hard in context.fixed_hard_day_rows():
        if len(made_hard) > 1:  # next to two days of key runs one session breaks HC11 alone, which is its own warning
            last = weekday_name(context.problem, row[-1])
            text = f"Fixed sessions make three hard days in a row up to {last}."
            yield PlanWarning("HC11", made_hard[-1] // 7, text)


def _session_name(context: SlottingContext, session: Session) -> str:
    return f"The {session.kind} session of {weekday_name(context.problem, session.day)}"


def _hard_day_warnings(context: SlottingContext) -> Iterator[PlanWarning]:
    """Yield one warning for each row of days with a key run that is too long."""
    most, days = context.rules.whole_number("W1", "days"), context.problem.days
    for first, last in _consecutive_spans(context.timeline.key_days):
        first_day_too_many = max(first + most, 0)
        if last - first + 1 > most and first_day_too_many <= last and first_day_too_many < days:
            since = weekday_name(context.problem, first)
            text = f"{capitalize_first(number_word(last - first + 1))} hard run days in a row from {since}."
            yield PlanWarning("W1", first_day_too_many // 7, text, first_day_too_many)


def _rest_day_warnings(context: SlottingContext, week_name: Callable[[int], str]) -> Iterator[PlanWarning]:
    """Yield one warning for each week with a day that is the seventh or later without rest."""
    span, days = context.rules.whole_number("W2", "days"), context.problem.days
    for first, last in _consecutive_spans({run.day for run in context.timeline.runs}):
        for week in sorted({day // 7 for day in range(max(first + span - 1, 0), min(last + 1, days))}):
            name = capitalize_first(week_name(week))
            yield PlanWarning(
                "W2", week, f"{name} comes to {count_word(span, 'day')} or more in a row without a full rest day."
            )


def _consecutive_spans(days: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last day of each row of consecutive days."""
    ordered = sorted(days)
    breaks = [0, *(index for index in range(1, len(ordered)) if ordered[index] > ordered[index - 1] + 1), len(ordered)]
    for begin, end in pairwise(breaks):
        if begin < end:
            yield ordered[begin], ordered[end - 1]


class _Growth(NamedTuple):
    """The length of a run next to that of the longest one of the days before it.

    Attributes:
        run: The run.
        length: Its length, in metres or in seconds.
        longest: The length of the longest one before it, in the same.
        in_metres: Whether metres are compared, because both distances are known; else times are.
    """

    run: Run
    length: int
    longest: int
    in_metres: bool

    @property
    def factor(self) -> float:
        """How many times as long as the longest one before it is."""
        return self.length / self.longest

    def texts(self, unit: Unit) -> tuple[str, str]:
        """Return both lengths for people: ``24 km``, ``20 km``; or ``2:15 h``, ``1:50 h``."""
        if self.in_metres:
            return format_distance(self.length, unit), format_distance(self.longest, unit)
        return format_hours(self.length), format_hours(self.longest)


def _least_growth(run: Run, before: Sequence[Run]) -> _Growth | None:
    """Compare a run with the earlier one that it exceeds by the smallest factor; None where none has a length.

    Two runs are compared by distance where both are known, else by time.
    """
    metres = max((earlier.metres or 0 for earlier in before), default=0) if run.metres else 0
    seconds = max((earlier.duration_s for earlier in before if not (run.metres and earlier.metres)), default=0)
    growths = []
    if run.metres and metres:
        growths.append(_Growth(run, run.metres, metres, in_metres=True))
    if seconds:
        growths.append(_Growth(run, run.duration_s, seconds, in_metres=False))
    return min(growths, key=lambda growth: growth.factor, default=None)


def _growths_above_limit(context: SlottingContext) -> Iterator[_Growth]:
    """Yield the runs of the block that are longer than the limit of W3 allows, by day.

    The longest run before is the one that a run exceeds by the smallest factor. In the first week of all runs nothing
    is known of what came before. A race has a limit of its own, because no training runs its distance before.
    """
    share, race_share = context.rules.whole_number("W3", "percent"), context.rules.whole_number("W3", "race_percent")
    span = context.rules.whole_number("W3", "days")
    rounding_m = _MILE_ROUNDING_M if context.problem.unit is Unit.MI else 0.0
    runs_by_day: defaultdict[int, list[Run]] = defaultdict(list)
    for run in _runs_without_cross_training(context):
        runs_by_day[run.day].append(run)
    first_day = min(runs_by_day, default=0)
    first_judged = 0 if first_day < 0 else first_day + 7
    for day in sorted(day for day in runs_by_day if first_judged <= day < context.problem.days):
        before = [run for past in range(day - span, day) for run in runs_by_day.get(past, ())]
        for run in runs_by_day[day]:
            least = _least_growth(run, before)
            if least is None:
                continue
            length = least.length - (rounding_m if least.in_metres else 0.0)
            if 100 * length > (race_share if run.is_race else share) * least.longest:
                yield least


def _long_run_warnings(context: SlottingContext) -> Iterator[PlanWarning]:
    """Yield each week's largest leap over the longest run of the 30 days before it (W3), and each race that is one.

    Nobody works up to a race as to a run, so it has a warning of its own.
    """
    share, span = context.rules.whole_number("W3", "percent"), context.rules.whole_number("W3", "days")
    largest: dict[int, _Growth] = {}
    for growth in _growths_above_limit(context):
        run, (length, longest) = growth.run, growth.texts(context.problem.unit)
        week, weekday = run.day // 7, weekday_name(context.problem, run.day)
        if run.is_race:
            times = f"{format_number(growth.factor)} times the longest run of the {span} days before it"
            yield PlanWarning("W3", week, f"{weekday}'s race of {length} is {times} ({longest}).", run.day, True)
        elif week not in largest or growth.factor > largest[week].factor:
            largest[week] = growth
    for week, growth in largest.items():
        length, longest = growth.texts(context.problem.unit)
        percent = 100 * growth.factor
        shown = f"{percent:.1f}" if round(percent) == share else f"{round(percent)}"  # just above is not the limit
        text = (
            f"{weekday_name(context.problem, growth.run.day)}'s run of {length} is {shown} % of "
            f"the longest of the {span} days before it ({longest}); {share} % is the limit."
        )
        yield PlanWarning("W3", week, text, growth.run.day)


def _volume_warnings(context: SlottingContext, week_name: Callable[[int], str]) -> Iterator[PlanWarning]:
    """Yield weeks well above the higher of the two before (W4), and rows of weeks without a lighter one (W5)."""
    rules = context.rules
    jump, lighter = rules.whole_number("W4", "percent"), rules.whole_number("W5", "percent")
    most_weeks = rules.whole_number("W5", "weeks")
    runs = _runs_without_cross_training(context)
    if not runs:
        return
    seconds: defaultdict[int, int] = defaultdict(int)
    for run in runs:
        seconds[run.day // 7] += run.duration_s
    race_weeks = {run.day // 7 for run in runs if run.is_race}
    first_day = min(run.day for run in runs)
    # A first week whose runs begin after its second day may be only part of a week, so nothing is compared with it.
    first_week = min(-(-first_day // 7) if first_day % 7 > 1 else first_day // 7, 0)
    whole_weeks = context.problem.days // 7
    weeks_without_lighter = 0
    for week in range(first_week, context.problem.weeks):
        known = [seconds[before] for before in (week - 1, week - 2) if before >= first_week]
        highest = max(known, default=0)
        # A week after a lighter one only climbs back, and the week of a race is the race's.
        if week >= 0 and week not in race_weeks and highest and 100 * seconds[week] > (100 + jump) * highest:
            when = "the week before" if known[0] == highest else "two weeks before"
            text = (
                f"{capitalize_first(week_name(week))} runs {format_hours(seconds[week])}, "
                f"{round(100 * seconds[week] / highest) - 100} % above the {format_hours(highest)} of {when}."
            )
            yield PlanWarning("W4", week, text)
        is_lighter = not seconds[week] or (known and 100 * seconds[week] <= (100 - lighter) * known[0])
        weeks_without_lighter = 0 if is_lighter else weeks_without_lighter + 1
        if weeks_without_lighter == most_weeks:
            if 0 <= week < whole_weeks:
                yield PlanWarning(
                    "W5", week, f"No lighter week in the {number_word(most_weeks)} up to {week_name(week)}."
                )
            weeks_without_lighter = 0


def _runs_without_cross_training(context: SlottingContext) -> list[Run]:
    return [run for run in context.timeline.runs if run.type is not Sport.CROSS]
