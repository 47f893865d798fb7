"""Check an existing schedule: find every hard rule that its sessions break, alone or with another.

The slotter itself places nothing that breaks a rule, and names for a locked session only the first rule it breaks. Here
all rules are applied to every session, and the sentences give the hours and days that the rules compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from planner.slotting.answer import PlanWarning
from planner.slotting.context import SlottingContext
from planner.slotting.evaluate import Evaluator
from planner.slotting.phrases import RulePhrases, date_or_weekday, weekday_name
from planner.slotting.plan_warnings import block_week_name, run_warnings
from planner.slotting.problem import Problem, Session
from planner.slotting.rules import DEFAULT_RULES, Rules
from planner.text import capitalize_first, count_word, format_count
from planner.training.findings import code_sort_key
from planner.training.workouts import StrengthKind


@dataclass(frozen=True, slots=True)
class Violation:
    """A hard rule that an existing schedule breaks.

    Attributes:
        rule: The ID of the rule.
        week: The week of the block it is broken in.
        sessions: The sessions that break it together, in order; empty when the week as a whole does.
        text: Why, in one sentence with the numbers.
    """

    rule: str
    week: int
    sessions: tuple[Session, ...]
    text: str


class ScheduleCheck(NamedTuple):
    """What is wrong with an existing schedule: hard rules that sessions break, and warnings about the runs."""

    violations: tuple[Violation, ...]
    warnings: tuple[PlanWarning, ...]


def check_schedule(
    problem: Problem, rules: Rules = DEFAULT_RULES, week_name: Callable[[int], str] = block_week_name
) -> ScheduleCheck:
    """Find every hard rule that the locked sessions of a problem break, by day and rule, and W1 to W5 of its runs.

    A week with a target may not hold more than it asks for. A week without one asks for nothing in particular, so only
    the caps of HC12 apply to it.

    Args:
        problem: The runs, and the existing sessions as locked ones.
        rules: The rules, perhaps with a runner's overrides.
        week_name: Names a week in a sentence, where it is not a week of a block.
    """
    context = SlottingContext(problem, rules)
    return ScheduleCheck(_violations(context, week_name), tuple(run_warnings(context, week_name)))


def find_violations(
    problem: Problem, rules: Rules = DEFAULT_RULES, week_name: Callable[[int], str] = block_week_name
) -> tuple[Violation, ...]:
    """Find what `check_schedule` finds, without the warnings about the runs."""
    return _violations(SlottingContext(problem, rules), week_name)


def _violations(context: SlottingContext, week_name: Callable[[int], str]) -> tuple[Violation, ...]:
    violations = [
        *_single_violations(Evaluator(context)),
        *_pair_violations(context),
        *_hard_day_violations(context),
        *_week_violations(context, week_name),
    ]
    return tuple(sorted(violations, key=_violation_sort_key))


def _violation_sort_key(violation: Violation) -> tuple[int, tuple[str, int]]:
    day = violation.sessions[-1].day if violation.sessions else 7 * violation.week
    return day, code_sort_key(violation.rule)


def _single_violations(evaluator: Evaluator) -> Iterator[Violation]:
    """Yield the rules that each session breaks by itself, except HC11, which `_hard_day_violations` finds."""
    phrases = RulePhrases(evaluator)
    for session in dict.fromkeys(evaluator.context.locked_sessions):
        (placement,) = evaluator.context.placements_in_slot(session.day, session.slot, [session.kind])
        for rule in evaluator.hard.broken_rules(placement):
            if rule != "HC11":
                yield Violation(rule, placement.week, (session,), phrases.violation_text(placement, rule))


def _pair_violations(context: SlottingContext) -> Iterator[Violation]:
    """Yield two sessions too close together (HC7), or on one day (HC8)."""
    between = count_word(context.rules.whole_number("HC7", "days") - 1, "day")
    for rule, earlier, later in context.fixed_pairs_too_close():
        other = f"the {earlier.kind} session of {date_or_weekday(context.problem, earlier.day)}"
        days = later.day - earlier.day
        position = f"{'the day' if days == 1 else count_word(days, 'day')} after" if days else "on the same day as"
        text = f"It is {position} {other}; leave at least {between} between them."
        if rule == "HC8":
            text = f"It shares its day with {other}."
        yield Violation(rule, later.day // 7, (earlier, later), text)


def _hard_day_violations(context: SlottingContext) -> Iterator[Violation]:
    """Yield each heavy session that makes a third hard day in a row (HC11), once."""
    heavy = {session.day: session for session in context.fixed_sessions if session.kind is StrengthKind.HEAVY}
    reported: set[int] = set()
    for row, made_hard in context.fixed_hard_day_rows():
        if made_hard[-1] not in reported:
            reported.add(made_hard[-1])
            *first, last = (
                f"{weekday_name(context.problem, day)} ({'heavy' if day in made_hard else 'key run'})" for day in row
            )
            text = f"It makes three hard days in a row: {', '.join(first)} and {last}."
            yield Violation("HC11", made_hard[-1] // 7, tuple(heavy[day] for day in made_hard), text)


def _week_violations(context: SlottingContext, week_name: Callable[[int], str]) -> Iterator[Violation]:
    """Yield weeks that hold more sessions than the cap, or than they ask for (HC12)."""
    rules, targets = context.rules, {target.week: target for target in context.problem.targets}
    demanding_cap, cap = rules.whole_number("HC12", "heavy_and_moderate"), rules.whole_number("HC12", "all")
    for week in range(context.problem.weeks):
        heavy, moderate, light = (context.locked_count[week, kind] for kind in StrengthKind)
        demanding, target = heavy + moderate, targets.get(week)
        if demanding > demanding_cap:
            text = f"{format_count(demanding, 'heavy or moderate session')}; more than {demanding_cap} is too much"
        elif demanding + light > cap:
            text = f"{format_count(demanding + light, 'session')}; more than {cap} is too much"
        elif target and demanding > target.heavy + target.moderate:
            wanted = target.heavy + target.moderate
            text = f"{format_count(demanding, 'heavy or moderate session')} and asks for {wanted or 'none'}"
        elif target and heavy > target.heavy:
            text = f"{format_count(heavy, 'heavy session')} and asks for {target.heavy or 'none'}"
        elif target and light > target.light:
            text = f"{format_count(light, 'light session')} and asks for {target.light or 'none'}"
        else:
            continue
        yield Violation("HC12", week, (), f"{capitalize_first(week_name(week))} holds {text}.")
