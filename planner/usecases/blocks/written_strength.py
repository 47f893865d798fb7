"""The strength sessions that a plan's text has already: kept where they are written, or placed again.

A block that was exported comes back with them, so that nothing is slotted next to what is there. A coach's own strength
days are another matter: `planner.usecases.blocks.author_strength`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from planner.invocation import program
from planner.slotting import Answer, PlacedSession, Rules, check_schedule, parse_problem, solve
from planner.slotting.reasons import FIXED_TEXT
from planner.text import format_count
from planner.training.blocks import Block
from planner.training.leg_load import counted_kind
from planner.training.plans import Plan, PlanEntry, PlanStrength
from planner.training.safety_gates import Gate, restrict_sessions
from planner.training.workouts import Sport, StrengthKind, Workout
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.blocks.plan_options import asks_for_places
from planner.usecases.blocks.slotting_problem import with_scheduled_sessions

_KEEP = f"strength: {PlanStrength.AS_WRITTEN}"
_PLACE = f"strength: {PlanStrength.PLACED_AGAIN}"


@dataclass(frozen=True, slots=True)
class WrittenStrength:
    """The entries of a plan, by what becomes of them in a block.

    Attributes:
        entries: Runs, rest days, notes and a coach's own strength days.
        sessions: The sessions that are kept as they are written; none when ours are slotted.
        coached: The coach's own strength days among the entries.
        is_kept: Whether the block has the strength of the text and no other.
        remark: Which of both was done and how to get the other, one sentence; empty for a plan without a say in it.
    """

    entries: tuple[PlanEntry, ...]
    sessions: tuple[PlanEntry, ...] = ()
    coached: tuple[PlanEntry, ...] = ()
    is_kept: bool = False
    remark: str = ""


def read_written_strength(plan: Plan, options: BlockOptions) -> WrittenStrength:
    """Return what becomes of a plan's own strength.

    The sessions of a text are kept if it says so or has sets of sled and wall sit, unless the options ask for others.

    Args:
        plan: The plan.
        options: What the runner asks for.
    """
    planned = tuple(entry for entry in plan.entries if not entry.is_unplanned)
    strength = plan.strength or _strength_of(planned)
    if strength is PlanStrength.COACHED:
        return WrittenStrength(planned, coached=_strength_entries(planned))
    sessions = tuple(entry for entry in planned if _is_session(entry))
    others = tuple(entry for entry in planned if not _is_session(entry))
    coached = _strength_entries(others)
    if strength is PlanStrength.PLACED_AGAIN or asks_for_places(plan, options):
        by_text = strength is PlanStrength.PLACED_AGAIN
        return WrittenStrength(others, coached=coached, remark=_placed_again_remark(len(sessions), by_text=by_text))
    return WrittenStrength(others, sessions, coached, is_kept=True, remark=_kept_remark(len(sessions)))


def _placed_again_remark(count: int, *, by_text: bool) -> str:
    own, verb, them = _counted(count)
    if by_text:
        why, otherwise = f'The text says "strength: {PlanStrength.PLACED_AGAIN}"', f'with "{_KEEP}"'
    else:
        why, otherwise = "You ask for other strength than the text has", "without those options"
    return (
        f"{why}, so {own} {verb} left out and the rules place new ones: {otherwise} {them[0]} would be kept as written."
    )


def _kept_remark(count: int) -> str:
    own, verb, them = _counted(count)
    if not count:
        return f'The text has no strength session and none is added: with "{_PLACE}" in it the rules place some.'
    kept = f"{own[0].upper()}{own[1:]} {verb} kept as written and none is added"
    asked = f'with "{_PLACE}" in the text, or other sessions, days or times asked for, the rules place {them[1]} again'
    return f"{kept}: {asked}."


def _counted(count: int) -> tuple[str, str, tuple[str, str]]:
    """Return the sessions in words, the verb that follows, and what they are called after that."""
    own = f"the text's own {format_count(count, 'strength session')}"
    return (own, "is", ("it", "it")) if count == 1 else (own, "are", ("they", "them"))


def _strength_of(entries: Sequence[PlanEntry]) -> PlanStrength:
    """Return what the sessions of a plan are that does not say so: only our own have sets of sled and wall sit."""
    has_sets = any(_is_session(entry) and entry.planned.sets for entry in entries)
    return PlanStrength.AS_WRITTEN if has_sets else PlanStrength.COACHED


def _is_session(entry: PlanEntry) -> bool:
    return entry.sport is Sport.STRENGTH and entry.kind in list(StrengthKind) and entry.slot is not None


def _strength_entries(entries: Sequence[PlanEntry]) -> tuple[PlanEntry, ...]:
    return tuple(entry for entry in entries if entry.sport is Sport.STRENGTH)


@dataclass(frozen=True, slots=True)
class KeptStrength:
    """The sessions of a text in a block, and what the rules say of their places.

    Attributes:
        sessions: The sessions with their reasons.
        problem: The slotting problem, which asks for these sessions and no others.
        answer: Its answer.
        remarks: What the runner should know, one sentence each.
    """

    sessions: tuple[Workout, ...]
    problem: dict[str, Any]
    answer: Answer
    remarks: tuple[str, ...]


def keep_written_sessions(
    sessions: Sequence[Workout],
    problem: dict[str, Any],
    block: Block,
    *,
    rules: Rules,
    gates: tuple[Gate, ...],
    should_stop: Callable[[], bool] | None = None,
) -> KeptStrength:
    """Judge the sessions of a text where they are, and give each its reason and, where it has none, its start.

    Args:
        sessions: The sessions with their dates.
        problem: The slotting problem of the block.
        block: The block's dates.
        rules: Slotting rules and weights.
        gates: The safety gates that apply: what they forbid is taken out of the sessions.
        should_stop: Asked now and then; the search ends when it answers yes.

    Raises:
        SearchStopped: ``should_stop`` answered yes.
    """
    with_sets = [session for session in sessions if session.planned.sets]
    restricted, left_out = restrict_sessions(with_sets, gates)
    remaining = [*restricted, *(session for session in sessions if not session.planned.sets)]
    problem = with_scheduled_sessions(block, problem, remaining)
    parsed = parse_problem(problem)
    answer = solve(parsed, rules=rules, should_stop=should_stop)
    placed: dict[tuple[object, ...], PlacedSession] = {(one.day, one.slot, one.kind): one for one in answer.sessions}
    kept = []
    for session in remaining:
        assert session.slot is not None
        place = placed[(session.date - block.start).days, session.slot, counted_kind(session)]
        # The slotter is not free to move it now, but unless it is locked it may later.
        reason = place.reason if session.locked else place.reason.replace(FIXED_TEXT, "", 1)
        kept.append(replace(session, start=session.start or place.start, reason=reason))
    violations = check_schedule(parsed, rules).violations
    broken = {one for violation in violations for one in violation.sessions if one in parsed.locked}
    return KeptStrength(tuple(kept), problem, answer, (*left_out, *_broken_remarks(len(broken), len(kept))))


def _broken_remarks(broken: int, sessions: int) -> tuple[str, ...]:
    if not broken:
        return ()
    breaks = "breaks" if broken == 1 else "break"
    return (
        f'{broken} of the {sessions} {breaks} a hard rule: "{program()} lint" says which, and what would be better.',
    )
