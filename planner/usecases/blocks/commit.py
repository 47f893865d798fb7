"""Making a block: find the run plan, draft it against the calendar, commit it as one operation."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from planner import restriction, store
from planner.slotting import DEFAULT_RULES, Rules
from planner.store import quick
from planner.training import plan_generator
from planner.training.blocks import Block, Runner
from planner.training.doses import ENTRY_RUNG, Equipment, Floor
from planner.training.goals import PlanRequest
from planner.training.load_ladder import LadderPosition, logged_session, next_ladder_position
from planner.training.plan_requests import find_goal, with_defaults
from planner.training.plans import Plan
from planner.training.refusal import RefusedError
from planner.training.safety_gates import Gate, limit_sessions_by_gates, pain_gates
from planner.training.workouts import Sport, StrengthLevel
from planner.usecases import screening
from planner.usecases.blocks.author_strength import compare_author_strength
from planner.usecases.blocks.draft import block_start, draft_block
from planner.usecases.blocks.draft_model import Draft
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.blocks.stored_options import Provenance, provenance_to_json
from planner.usecases.changes import store_runner
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_absences, read_runner, read_workouts

SLOTTING_CONTEXT = dt.timedelta(days=14)
_EXPERIENCE_PERIOD = dt.timedelta(days=28)
_EXPERIENCED_SESSIONS = 3
_LOG_PERIOD = dt.timedelta(weeks=12)


def load_plan(
    *,
    template_name: str | None = None,
    file: Path | None = None,
    plan_request: PlanRequest | None = None,
    peak_m: float | None = None,
) -> Plan:
    """The run plan of that name, in that file, or of that wish.

    Raises:
        RefusedError: Not exactly one of them is given, a peak is asked of another than a template, the wish cannot be
            met, or the plan cannot be read.
    """
    if (template_name is None) + (file is None) + (plan_request is None) != 2:
        raise RefusedError("A block is made from a template or from a file: give one of them, and only one.")
    if template_name is not None:
        return plan_generator.generate_plan(with_defaults(find_goal(template_name), peak_m=peak_m))
    if peak_m is not None:
        raise RefusedError("A peak can be chosen for a template only; a file's plan is taken as it is.")
    if plan_request is not None:
        return plan_generator.generate_plan(plan_request)
    from planner.exchange.plan_files import read_plan_file

    assert file is not None
    restriction.check_file_name(str(file))
    return read_plan_file(file)


def default_options(book: Planbook) -> BlockOptions:
    """The choices a runner starts from: what the file knows of body, sled, floor and level, and what was logged."""
    return book.cache.get(book.path, ("usual choices", book.today), lambda: _default_options(book))


def _default_options(book: Planbook) -> BlockOptions:
    with quick.read_snapshot(book.path):
        athlete = read_runner(book)
        level = athlete.level or estimate_level(book)
        equipment = Equipment(athlete.body_mass_kg, athlete.sled_kg, _floor(athlete))
        return BlockOptions(
            level=level,
            logged_start=start_from_log(book, level, equipment),
            easy_pace=athlete.easy_pace_s_per_km,
            equipment=equipment,
        )


def start_from_log(book: Planbook, level: StrengthLevel, equipment: Equipment) -> LadderPosition | None:
    """Where on the load ladder the sessions of the last twelve weeks lead to; None when none with a load was done."""
    items = read_workouts(book, book.today - _LOG_PERIOD, book.today)
    log = [session for item in items if (session := logged_session(item, equipment)) is not None]
    if all(session.rung is None for session in log):
        return None
    gates = (gate for gate in pain_gates(items) if gate.blocks_progress and gate.applies_on(book.today))
    stopped = next((gate.short_reason for gate in gates), "")
    return next_ladder_position(log, book.today, ENTRY_RUNG[level], pain_text=stopped)


def estimate_level(book: Planbook) -> StrengthLevel:
    """Experienced with at least three leg-strength sessions done in the last 28 days, else novice."""
    recent = read_workouts(book, book.today - _EXPERIENCE_PERIOD, book.today)
    done = sum(item.sport is Sport.STRENGTH and item.actual is not None for item in recent)
    return StrengthLevel.EXPERIENCED if done >= _EXPERIENCED_SESSIONS else StrengthLevel.NOVICE


def draft_in_calendar(
    book: Planbook, plan: Plan, options: BlockOptions, should_stop: Callable[[], bool] | None = None
) -> Draft:
    """The block as it would be, with the calendar around it respected. Nothing is stored.

    Raises:
        RefusedError: A choice cannot be met.
    """
    start = block_start(plan, options, book.today)
    last = start + dt.timedelta(days=plan.days - 1)
    with quick.read_snapshot(book.path):
        gates = tuple(gate for gate in screening.active_gates(book) if gate.applies_within(start, last))
        health = screening.health_remarks(book, gates)
        around, absences = read_workouts(book, start - SLOTTING_CONTEXT, last + SLOTTING_CONTEXT), read_absences(book)
    drafted = draft_block(
        plan,
        restrict_to_gates(options, gates, start, last),
        book.today,
        surrounding=around,
        absences=absences,
        rules=slotting_rules(book),
        should_stop=should_stop,
        gates=gates,
        has_default_doses=options.doses is None,
    )
    if any(item.sport is Sport.STRENGTH and item.kind for item in drafted.workouts) or gates:
        drafted = replace(drafted, remarks=(*drafted.remarks, *health))
    standing = sum(start <= item.date <= last for item in around)
    if standing:
        remark = f"{standing} workouts already stand between {start} and {last}; they stay, beside the new ones."
        drafted = replace(drafted, remarks=(*drafted.remarks, remark))
    return with_author_comparison(plan, drafted)


def with_author_comparison(plan: Plan, draft: Draft) -> Draft:
    """A draft with what our rules make of the plan's own strength days, and a remark on it; as it was without any."""
    author = compare_author_strength(plan, draft)
    if author is None:
        return draft
    remarks = " ".join(filter(None, (author.summary, author.worst_sentence)))
    return replace(draft, author_comparison=author, remarks=(*draft.remarks, remarks))


def restrict_to_gates(
    options: BlockOptions, gates: tuple[Gate, ...], first_day: dt.date, last: dt.date
) -> BlockOptions:
    """The choices as far as the gates leave them.

    Raises:
        RefusedError: A gate lets not even runs be planned.
    """
    for gate in gates:
        if gate.blocks_running:
            raise RefusedError(gate.full_text)
    if any(gate.novice_loads for gate in gates):
        options = replace(options, level=StrengthLevel.NOVICE, background=None, logged_start=None)
    asked = limit_sessions_by_gates(options.target_doses, gates, first_day, last)
    return options if asked == options.target_doses else replace(options, doses=asked)


def slotting_rules(book: Planbook) -> Rules:
    """The published slotting rules with the runner's own settings on top.

    Raises:
        RefusedError: The settings name no such rule, or a value it cannot have.
    """
    return DEFAULT_RULES.with_overrides(book.settings.rules, source="the settings' rules")


def commit_draft(
    book: Planbook,
    draft: Draft,
    runner: Runner | None = None,
    *,
    plan_request: PlanRequest | None = None,
    source_file: str = "",
) -> Block:
    """Store a draft as one operation. The first block of a file also sets the unit distances are shown in.

    Args:
        book: Where.
        draft: What.
        runner: The runner's figures as they were given for it, to be remembered; None leaves them alone.
        plan_request: What its plan was generated from, to be remembered; None for a plan of another's.
        source_file: The file its plan was read from, to be remembered; the plan's own name when empty.
    """
    made = Provenance(source_file or draft.plan_name, plan_request, draft.options, draft.dose_weeks)
    with store.edit(book.path, f"new block: {draft.block.name}", now=book.clock.now()) as plan:
        told = runner or plan.runner()
        if not plan.blocks():
            told = replace(told, unit=draft.block.unit)  # who trains by a plan in miles thinks in miles
        store_runner(plan, told)
        block = plan.add_block(replace(draft.block, provenance=provenance_to_json(made)))
        plan.add_workouts([replace(item, block_id=block.id) for item in draft.workouts])
        plan.save_slotting(block.id, json.dumps(draft.problem), json.dumps(draft.answer.to_json()))
    return block


def _floor(runner: Runner) -> Floor:
    return Floor(runner.floor) if runner.floor else Floor.GYM_TURF
