"""What to mind: load in the runs themselves (W1 to W5), and fixed sessions or targets that the rules would not allow.

The warnings about runs say only what the runs given can tell. The first week of a block whose past is unknown has no
longest run to compare with, and a week is compared with the one before only when that one is known from its first days.
Cross training fills a day, but it is not running.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from planner.slotting.answer import Finding
from planner.slotting.candidates import Candidate, Judge
from planner.slotting.ground import STRONG, Ground
from planner.slotting.phrases import Phrases, count, title, weekday
from planner.slotting.problem import Run, Session
from planner.training.workouts import Sport, StrengthKind


def find_warnings(judge: Judge, locked: Sequence[Candidate]) -> tuple[Finding, ...]:
    """All findings, in order of week and code."""
    ground = judge.ground
    found = [
        *_targets(ground),
        *_vetoed(judge, locked),
        *_clashes(ground),
        *about_runs(ground),
    ]
    return tuple(sorted(found, key=lambda finding: (finding.week, _rank(finding.code))))


def numbered(week: int) -> str:
    """A week as a block counts it: ``week 3``."""
    return f"week {week + 1}"


def about_runs(ground: Ground, week_name: Callable[[int], str] = numbered) -> Iterator[Finding]:
    """W1 to W5: what to mind in the runs themselves.

    Args:
        ground: The runs, under the rules.
        week_name: What a week is called in a sentence, where it is not one of a block.
    """
    yield from hard_days_in_a_row(ground)
    yield from no_rest_day(ground, week_name)
    yield from long_jumps(ground)
    yield from volume(ground, week_name)


def _rank(code: str) -> tuple[str, int]:
    letters = code.rstrip("0123456789")
    return letters, int(code[len(letters) :])


def _targets(ground: Ground) -> Iterator[Finding]:
    """Targets above the caps of HC12, and weeks with more locked than wanted."""
    strong_cap, cap = ground.rules.cost("HC12", "heavy_and_moderate"), ground.rules.cost("HC12", "all")
    for target in sorted(ground.problem.targets, key=lambda target: target.week):
        strong = target.heavy + target.moderate
        if strong > strong_cap:
            text = (
                f"Week {target.week + 1} asks for {strong} heavy and moderate sessions; {strong_cap} is the cap (HC12)."
            )
            yield Finding("HC12", target.week, text)
        if strong + target.light > cap:
            text = f"Week {target.week + 1} asks for {strong + target.light} sessions; {cap} is the cap (HC12)."
            yield Finding("HC12", target.week, text)
    for (week, kind), locked in ground.locked_count.items():
        wanted = ground.wanted.get((week, kind), 0)
        if locked > wanted > 0:
            yield Finding("HC12", week, f"Week {week + 1} has {locked} locked {kind} sessions and asks for {wanted}.")


def _vetoed(judge: Judge, locked: Sequence[Candidate]) -> Iterator[Finding]:
    """Locked sessions that a rule forbids."""
    phrases = Phrases(judge)
    for candidate in locked:
        if candidate.veto:
            name = title(judge.ground.problem, candidate.place)
            text = f"{name} is locked, though {phrases.veto(candidate)} ({candidate.veto})."
            yield Finding(candidate.veto, candidate.place.week, text)


def _clashes(ground: Ground) -> Iterator[Finding]:
    """Fixed sessions that stand too near each other; the later one is in the block."""
    problem = ground.problem
    fixed = ground.fixed
    apart = ground.rules.cost("HC7", "days")
    for place, second in enumerate(fixed):
        for first in reversed(fixed[:place]):
            if second.day < 0 or second.day - first.day >= apart:
                break
            names = f"{_name(ground, first)} and {_name(ground, second)}"
            if {first.kind, second.kind} <= STRONG:
                yield Finding("HC7", second.day // 7, f"{names} stand under {count(apart, 'day')} apart (HC7).")
            elif first.day == second.day:
                yield Finding("HC8", second.day // 7, f"{names} stand on one day (HC8).")
    heavy = {session.day for session in fixed if session.kind is StrengthKind.HEAVY}
    keys = ground.timeline.key_days
    for last in sorted({day + late for day in heavy for late in range(3)}):
        row = set(range(last - 2, last + 1))
        rest = row - keys
        if len(rest) > 1 and rest <= heavy and 0 <= max(rest) < problem.days:
            text = f"Fixed sessions make three hard days in a row up to {weekday(problem, last)} (HC11)."
            yield Finding("HC11", max(rest) // 7, text)


def _name(ground: Ground, session: Session) -> str:
    return f"The {session.kind} session of {weekday(ground.problem, session.day)}"


def hard_days_in_a_row(ground: Ground) -> Iterator[Finding]:
    """W1: one finding for each row of days with a key run that is longer than it should be."""
    most, days = ground.rules.cost("W1", "days"), ground.problem.days
    for first, last in _rows(ground.timeline.key_days):
        noticed = max(first + most, 0)
        if last - first + 1 > most and noticed <= last and noticed < days:
            since = weekday(ground.problem, first)
            text = f"{last - first + 1} hard run days in a row from {since} (W1)."
            yield Finding("W1", noticed // 7, text, noticed)


def no_rest_day(ground: Ground, week_name: Callable[[int], str] = numbered) -> Iterator[Finding]:
    """W2: one finding for each week in which a seventh day without rest falls."""
    span, days = ground.rules.cost("W2", "days"), ground.problem.days
    for first, last in _rows({run.day for run in ground.problem.all_runs()}):
        weeks = {day // 7 for day in range(max(first + span - 1, 0), min(last + 1, days))}
        for week in sorted(weeks):
            name = begun(week_name(week))
            yield Finding("W2", week, f"{name}: {span} days or more in a row without a full rest day (W2).")


def _rows(days: set[int]) -> Iterator[tuple[int, int]]:
    """The first and last day of each row of consecutive days."""
    ordered = sorted(days)
    breaks = [0, *(place for place in range(1, len(ordered)) if ordered[place] > ordered[place - 1] + 1), len(ordered)]
    for begin, end in pairwise(breaks):
        if begin < end:
            yield ordered[begin], ordered[end - 1]


def long_jumps(ground: Ground) -> Iterator[Finding]:
    """W3: of each week the run that outgrows the longest of the 30 days before it the most."""
    share, span = ground.rules.cost("W3", "percent"), ground.rules.cost("W3", "days")
    longest: dict[int, int] = {}
    races = {run.day: run.minutes for run in sorted(_races(ground), key=lambda run: run.minutes)}
    for run in _running(ground):
        longest[run.day] = max(run.minutes, longest.get(run.day, 0))
    if not longest:
        return
    since = min(longest)
    worst: dict[int, tuple[float, int, int]] = {}
    for day in sorted(day for day in longest if 0 <= day < ground.problem.days):
        before = max((longest.get(past, 0) for past in range(day - span, day)), default=0)
        known = since < 0 or day - since >= 7
        if known and before and 100 * longest[day] > share * before:
            week = day // 7
            worst[week] = max(worst.get(week, (0.0, 0, 0)), (longest[day] / before, -day, before))
    for week, (_, negative, before) in worst.items():
        minutes = longest[-negative]
        percent = round(100 * minutes / before)
        name = weekday(ground.problem, -negative)
        is_race = races.get(-negative, 0) == minutes
        text = (
            f"{name}'s {'race' if is_race else 'run'} of {minutes} min is {percent} % of the longest "
            f"{'run ' * is_race}of the {span} days before ({before} min); {share} % is the guard (W3)."
        )
        yield Finding("W3", week, text, -negative, is_race)


def volume(ground: Ground, week_name: Callable[[int], str] = numbered) -> Iterator[Finding]:
    """W4, a week well above the one before; W5, too many weeks without a lighter one."""
    rules = ground.rules
    jump, rows, lighter = rules.cost("W4", "percent"), rules.cost("W5", "weeks"), rules.cost("W5", "percent")
    minutes: defaultdict[int, int] = defaultdict(int)
    for run in _running(ground):
        minutes[run.day // 7] += run.minutes
    if not minutes:
        return
    first_day = min(run.day for run in _running(ground))
    first = -(-first_day // 7) if first_day % 7 > 1 else first_day // 7
    whole = ground.problem.days // 7
    without = 0
    for week in range(min(first, 0), ground.problem.weeks):
        before, now = minutes[week - 1], minutes[week]
        known = week - 1 >= min(first, 0)
        if week >= 0 and known and before and 100 * now > (100 + jump) * before:
            percent = round(100 * now / before) - 100
            name = begun(week_name(week))
            raced = [run for run in _races(ground) if run.day // 7 == week]
            is_race = 100 * (now - sum(run.minutes for run in raced)) <= (100 + jump) * before
            named = _with_races(ground, raced) if is_race else ""
            text = f"{name} runs {now} min{named}, {percent} % above the {before} min of the week before (W4)."
            yield Finding("W4", week, text, is_the_race=is_race)
        eased = now == 0 or (known and 100 * now <= (100 - lighter) * before)
        without = 0 if eased else without + 1
        if without == rows:
            if 0 <= week < whole:
                yield Finding("W5", week, f"No lighter week in the {rows} up to {week_name(week)} (W5).")
            without = 0


def begun(name: str) -> str:
    """A name at the beginning of a sentence."""
    return name[0].upper() + name[1:]


def _with_races(ground: Ground, races: Sequence[Run]) -> str:
    named = " and ".join(f"{weekday(ground.problem, run.day)}'s race of {run.minutes} min" for run in races)
    return f" with {named}"


def _races(ground: Ground) -> list[Run]:
    return [run for run in ground.problem.all_runs() if run.is_race]


def _running(ground: Ground) -> list[Run]:
    return [run for run in ground.problem.all_runs() if run.type is not Sport.CROSS]
