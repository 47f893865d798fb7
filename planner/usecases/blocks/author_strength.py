"""A plan's own strength days compared with the slotter's: what they cost, and what the best days for as many cost.

Days that a hard rule forbids are counted, not priced. The comparison checks the rules as much as the plan.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from planner.slotting import Answer, PlacedSession, Rules, UnavailableReason, explain_candidates, parse_problem, solve
from planner.slotting.rules import MAX_NUMBER
from planner.text import format_count
from planner.training.formatting import format_day
from planner.training.plans import Plan, PlanEntry
from planner.training.weekly_sessions import MAX_DEMANDING_SESSIONS, MAX_SESSIONS
from planner.training.workouts import Slot, StrengthKind, StrengthLevel
from planner.usecases.blocks.draft_model import AuthorComparison, Draft
from planner.usecases.blocks.written_strength import read_written_strength

_AFTER_THE_RUN = re.compile(
    r"\bafter (?:the |your |a |an |each |every )?(?:\w+ )?runs?\b|\bafter running\b", re.IGNORECASE
)
_LEAVE_NOTHING_OUT = {"S9.heavy": MAX_NUMBER, "S9.moderate": MAX_NUMBER}
"""Rule overrides that make it too dear to leave out one of the author's sessions."""


@dataclass(frozen=True, slots=True)
class _Violation:
    """A strength day of the author that a rule forbids, and why."""

    day: int
    rule: str
    why: str


def with_author_comparison(plan: Plan, draft: Draft) -> Draft:
    """Return a draft with the comparison of the plan's own strength days, and a remark on it where there is one."""
    author = compare_author_strength(plan, draft)
    if author is None:
        return draft
    remark = " ".join(filter(None, (author.summary, author.worst_sentence)))
    return replace(draft, author_comparison=author, remarks=(*draft.remarks, remark))


def compare_author_strength(plan: Plan, draft: Draft) -> AuthorComparison | None:
    """Compare a coach's own strength days with the best days for as many sessions; None for a plan without any.

    There is no comparison either where the sessions of a text are kept as they are written: then none of them is ours.

    The sessions count as moderate for a novice, else as heavy. Each is in the afternoon if the plan says so, else in
    the cheaper half of its day, because plans without times are read as mornings. Rules, runs and light sessions are
    the same for both; the light sessions are placed at their best around either. A session may follow a run directly
    if the plan has it after the run.

    Args:
        plan: The plan.
        draft: The block drafted from it.
    """
    strength = read_written_strength(plan, draft.options)
    own = strength.coached
    if strength.is_kept or not own:
        return None
    rules = draft.answer.rules.with_overrides(_LEAVE_NOTHING_OUT)
    document = _problem_without_author(draft, own)
    halves = _slots_by_day(own)
    elsewhere = [{"day": day, "slot": slot.value} for day, slot in _other_slots(halves, draft.block.days)]
    own_by_week = Counter(entry.day // 7 for entry in own)
    wanted = {week: min(count, MAX_DEMANDING_SESSIONS) for week, count in own_by_week.items()}
    theirs = _solve(document, _targets(document, wanted), rules, closed=elsewhere)
    placed_by_week = Counter(placed.day // 7 for placed in theirs.sessions)
    targets = _targets(document, placed_by_week, draft.problem["targets"] if placed_by_week else ())
    cost = _solve(document, targets, rules, locked=[_locked_entry(placed) for placed in theirs.sessions]).cost
    best = _solve(document, targets, rules)
    broken = list(_find_violations(theirs, own, halves))
    counts = Counter(one.rule for one in broken)
    ordered = tuple((rule.id, counts[rule.id]) for rule in rules if counts[rule.id])
    return AuthorComparison(
        sessions=len(own),
        violations=ordered,
        cost=cost,
        best_cost=best.cost,
        regret=cost - best.cost,
        worst_sentence=_worst(broken, theirs, best, draft.block.start),
        summary=_sentence(len(own), ordered, cost, best.cost),
    )


def _problem_without_author(draft: Draft, own: Sequence[PlanEntry]) -> dict[str, Any]:
    """Return the block's problem with the author's strength days open and without forbidden placements."""
    closed = [entry for entry in draft.problem.get("unavailable", []) if not _is_forbidden(entry)]
    for day in (entry.day for entry in own):
        if {"day": day} in closed:
            closed.remove({"day": day})  # once: a day that the runner has closed as well stays closed
    stack = draft.problem.get("stack", False) or any(_is_after_the_run(entry) for entry in own)
    return {**draft.problem, "unavailable": closed, "stack": stack}


def _is_forbidden(entry: Mapping[str, Any]) -> bool:
    """Return whether an entry is a placement that the runner forbade."""
    return "kind" in entry and entry.get("why", UnavailableReason.FORBIDDEN) == UnavailableReason.FORBIDDEN


def _is_after_the_run(entry: PlanEntry) -> bool:
    return bool(_AFTER_THE_RUN.search(f"{entry.title}\n{entry.note}"))


def _slots_by_day(own: Sequence[PlanEntry]) -> dict[int, set[Slot]]:
    """Return the halves in which each of the author's days may have its session."""
    halves: dict[int, set[Slot]] = {}
    for entry in own:
        halves.setdefault(entry.day, set()).update({Slot.PM} if entry.slot is Slot.PM else Slot)
    return halves


def _other_slots(halves: Mapping[int, set[Slot]], days: int) -> Iterator[tuple[int, Slot]]:
    """Yield every half day that is not one of the author's."""
    for day in range(days):
        for slot in Slot:
            if slot not in halves.get(day, ()):
                yield day, slot


def _targets(
    document: Mapping[str, Any], by_week: Mapping[int, int], light_targets: Iterable[Mapping[str, int]] = ()
) -> list[dict[str, Any]]:
    """Return targets for the sessions of each week, in the kind of the runner's level, plus the light sessions."""
    light = {target["week"]: target.get("light", 0) for target in light_targets}
    level = document.get("level", StrengthLevel.NOVICE)
    targets = []
    for week in sorted(by_week.keys() | light.keys()):
        count = by_week.get(week, 0)
        is_novice = (level[week] if isinstance(level, list) else level) == StrengthLevel.NOVICE
        kind = StrengthKind.MODERATE if is_novice else StrengthKind.HEAVY
        targets.append({"week": week, kind.value: count, "light": min(light.get(week, 0), MAX_SESSIONS - count)})
    return targets


def _solve(
    document: Mapping[str, Any],
    targets: Sequence[dict[str, Any]],
    rules: Rules,
    *,
    closed: Sequence[dict[str, Any]] = (),
    locked: Sequence[dict[str, Any]] = (),
) -> Answer:
    """Return the slotter's answer for some targets."""
    unavailable = [*document["unavailable"], *closed]
    problem = {**document, "targets": [*targets], "unavailable": unavailable, "locked": [*locked]}
    return solve(parse_problem(problem), rules=rules)


def _locked_entry(placed: PlacedSession) -> dict[str, Any]:
    return {"day": placed.day, "slot": placed.slot.value, "kind": placed.kind.value}


def _find_violations(theirs: Answer, own: Sequence[PlanEntry], halves: Mapping[int, set[Slot]]) -> Iterator[_Violation]:
    """Yield the author's sessions that have no place on their day, each with the rule that forbids it."""
    placed = {session.day for session in theirs.sessions}
    full = Counter(day // 7 for day in placed)
    seen: set[int] = set()
    for entry in own:
        day = entry.day
        twice = day in seen
        seen.add(day)
        if day in placed and not twice:
            continue
        rows = [why for why in explain_candidates(theirs, day) if why.slot in halves[day]]
        vetoed = [why.rule for why in rows if why.rule]
        if len(vetoed) == len(rows):
            furthest = max(rows, key=lambda why: int(why.rule.id[2:]) if why.rule else 0)
            yield _Violation(day, furthest.rule.id if furthest.rule else "HC12", furthest.short_reason)
        elif twice:
            yield _Violation(day, "HC8", "the plan has two sessions that day")
        elif full[day // 7] >= MAX_DEMANDING_SESSIONS:
            yield _Violation(day, "HC12", f"the plan has more than {MAX_DEMANDING_SESSIONS} sessions that week")
        elif any(abs(day - other) < theirs.rules.whole_number("HC7", "days") for other in placed):
            yield _Violation(day, "HC7", "the plan's sessions are too near each other")
        else:
            yield _Violation(day, "HC11", "the plan's sessions make three hard days in a row")


def _worst(broken: Sequence[_Violation], theirs: Answer, best: Answer, start: dt.date) -> str:
    """Return a sentence on the first forbidden day, else on the day with the largest regret."""
    if broken:
        return f"{_date(start, broken[0].day)}: {broken[0].why}."
    rows = [
        why
        for placed in theirs.sessions
        for why in explain_candidates(best, placed.day)
        if (why.slot, why.kind) == (placed.slot, placed.kind) and why.regret
    ]
    if not rows:
        return ""
    dearest = max(rows, key=lambda why: (why.regret or 0, -why.day))
    return f"{_date(start, dearest.day)}: {dearest.text}"


def _date(start: dt.date, day: int) -> str:
    return format_day(start + dt.timedelta(days=day))


def _sentence(sessions: int, broken: Sequence[tuple[str, int]], cost: int, optimum: int) -> str:
    """Return a sentence like ``The plan's own 24 strength days would cost 46 points, ours 12: 34 more.``."""
    priced = sessions - sum(count for _, count in broken)
    own = f"plan's own {format_count(sessions, 'strength day')}"
    if not broken:
        return f"The {own} would cost {_format_costs(cost, optimum)}."
    if not priced and len(broken) == 1:
        verb, _, rest = _BROKEN_TEXT[broken[0][0]][1].partition(" ")
        return f"The {own} are all {rest}." if verb == "are" else f"The {own} all {verb} {rest}."
    parts = ", ".join(_format_violation(rule, count) for rule, count in broken)
    head = f"Of the {own} {parts}"
    if not priced:
        return f"{head}; none is left to be priced."
    rest = "the other one" if priced == 1 else f"the other {priced}"
    return f"{head}; {rest} would cost {_format_costs(cost, optimum)}."


def _format_costs(cost: int, optimum: int) -> str:
    more = f"{cost - optimum} more" if cost > optimum else "as good as can be"
    return f"{format_count(cost, 'point')}, ours {optimum}: {more}"


def _format_violation(rule: str, count: int) -> str:
    of_one, of_several = _BROKEN_TEXT[rule]
    return f"{count} {of_one if count == 1 else of_several}"


_BROKEN_TEXT = {
    "HC1": ("is where you are not free or run", "are where you are not free or run"),
    "HC2": ("is on a day without runs", "are on days without runs"),
    "HC3": ("comes before a hard run of its day", "come before a hard run of their day"),
    "HC4": ("is too near the next hard or long run", "are too near the next hard or long run"),
    "HC5": ("comes too soon after a run", "come too soon after a run"),
    "HC6": ("is on the day of a long run or race", "are on days of a long run or race"),
    "HC7": ("is too near another one", "are too near another one"),
    "HC8": ("shares its day with another one", "share their day with another one"),
    "HC9": ("is too near the race to come", "are too near the race to come"),
    "HC10": ("is too soon after a race", "are too soon after a race"),
    "HC11": ("makes three hard days in a row", "make three hard days in a row"),
    "HC12": (f"is above {MAX_DEMANDING_SESSIONS} a week", f"are above {MAX_DEMANDING_SESSIONS} a week"),
    "HC13": ("is in a novice's first weeks", "are in a novice's first weeks"),
    "HC14": ("is ruled out for your health", "are ruled out for your health"),
}
"""What is said of the author's days that break a rule: of one, of several."""
