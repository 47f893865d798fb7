"""Making a block: find the run plan, draft it against the calendar, commit it as one operation."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from planner import restriction, store
from planner.slotting import DEFAULT, Rules
from planner.store import quick
from planner.training import runplans
from planner.training.blocks import Athlete, Block
from planner.training.doses import ENTRY_RUNG, Equipment, Floor
from planner.training.goals import Wish
from planner.training.ladder import Standing, logged_session, next_standing
from planner.training.plans import RunPlan
from planner.training.refusal import RefusedError
from planner.training.safety import Gate, asked_for, gates_of_pain
from planner.training.templates import generate, template
from planner.training.workouts import Level, Sport
from planner.usecases import screening
from planner.usecases.blocks.author_strength import compare_author
from planner.usecases.blocks.draft import draft_block, first_day
from planner.usecases.blocks.draft_model import Draft
from planner.usecases.blocks.options import Choices
from planner.usecases.blocks.stored_options import MadeFrom, write_made_from
from planner.usecases.changes import remember
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_absences, read_athlete, read_days

AROUND = dt.timedelta(days=14)
_EXPERIENCE = dt.timedelta(days=28)
_EXPERIENCED_FROM = 3
_REMEMBERED = dt.timedelta(weeks=12)


def find_plan(
    *,
    template_name: str | None = None,
    file: Path | None = None,
    wish: Wish | None = None,
    peak_m: float | None = None,
) -> RunPlan:
    """The run plan of that name, in that file, or of that wish.

    Raises:
        RefusedError: Not exactly one of them is given, a peak is asked of another than a template, the wish cannot be
            met, or the plan cannot be read.
    """
    if (template_name is None) + (file is None) + (wish is None) != 2:
        raise RefusedError("A block is made from a template or from a file: give one of them, and only one.")
    if template_name is not None:
        return generate(template(template_name), peak_m)
    if peak_m is not None:
        raise RefusedError("A peak can be chosen for a template only; a file's plan is taken as it is.")
    if wish is not None:
        return runplans.generate(wish)
    from planner.exchange.reading import read_plan

    assert file is not None
    restriction.named(str(file))
    return read_plan(file)


def usual_choices(book: Planbook) -> Choices:
    """The choices a runner starts from: what the file knows of body, sled, floor and level, and what was logged."""
    return book.cache.get(book.path, ("usual choices", book.today), lambda: _usual_choices(book))


def _usual_choices(book: Planbook) -> Choices:
    with quick.one_look(book.path):
        athlete = read_athlete(book)
        level = athlete.level or judged_level(book)
        equipment = Equipment(athlete.body_mass_kg, athlete.sled_kg, _floor(athlete))
        return Choices(
            level=level,
            logged=logged_standing(book, level, equipment),
            easy_pace=athlete.easy_pace_s_per_km,
            equipment=equipment,
        )


def logged_standing(book: Planbook, level: Level, equipment: Equipment) -> Standing | None:
    """Where on the load ladder the sessions of the last twelve weeks lead to; None when none with a load was done."""
    items = read_days(book, book.today - _REMEMBERED, book.today)
    log = [session for item in items if (session := logged_session(item, equipment)) is not None]
    if all(session.rung is None for session in log):
        return None
    gates = (gate for gate in gates_of_pain(items) if gate.stops_progress and gate.holds(book.today))
    stopped = next((gate.short for gate in gates), "")
    return next_standing(log, book.today, ENTRY_RUNG[level], stopped=stopped)


def judged_level(book: Planbook) -> Level:
    """Experienced with at least three leg-strength sessions done in the last 28 days, else novice."""
    recent = read_days(book, book.today - _EXPERIENCE, book.today)
    done = sum(item.sport is Sport.STRENGTH and item.actual is not None for item in recent)
    return Level.EXPERIENCED if done >= _EXPERIENCED_FROM else Level.NOVICE


def draft(book: Planbook, plan: RunPlan, choices: Choices, should_stop: Callable[[], bool] | None = None) -> Draft:
    """The block as it would be, with the calendar around it respected. Nothing is stored.

    Raises:
        RefusedError: A choice cannot be met.
    """
    start = first_day(plan, choices, book.today)
    last = start + dt.timedelta(days=plan.days - 1)
    with quick.one_look(book.path):
        gates = tuple(gate for gate in screening.gates(book) if gate.meets(start, last))
        health = screening.remarks(book, gates)
        around, absences = read_days(book, start - AROUND, last + AROUND), read_absences(book)
    drafted = draft_block(
        plan,
        within(choices, gates, start, last),
        book.today,
        around=around,
        absences=absences,
        rules=rules_of(book),
        should_stop=should_stop,
        gates=gates,
        is_usual=choices.doses is None,
    )
    if any(item.sport is Sport.STRENGTH and item.kind for item in drafted.items) or gates:
        drafted = replace(drafted, remarks=(*drafted.remarks, *health))
    standing = sum(start <= item.date <= last for item in around)
    if standing:
        remark = f"{standing} workouts already stand between {start} and {last}; they stay, beside the new ones."
        drafted = replace(drafted, remarks=(*drafted.remarks, remark))
    return with_author(plan, drafted)


def with_author(plan: RunPlan, drafted: Draft) -> Draft:
    """A draft with what our rules make of the plan's own strength days, and a remark on it; as it was without any."""
    author = compare_author(plan, drafted)
    if author is None:
        return drafted
    remarks = " ".join(filter(None, (author.sentence, author.worst)))
    return replace(drafted, author=author, remarks=(*drafted.remarks, remarks))


def within(choices: Choices, gates: tuple[Gate, ...], first: dt.date, last: dt.date) -> Choices:
    """The choices as far as the gates leave them.

    Raises:
        RefusedError: A gate lets not even runs be planned.
    """
    for gate in gates:
        if gate.stops_running:
            raise RefusedError(gate.sentence)
    if any(gate.slower for gate in gates):
        choices = replace(choices, level=Level.NOVICE, background=None, logged=None)
    asked = asked_for(choices.wanted, gates, first, last)
    return choices if asked == choices.wanted else replace(choices, doses=asked)


def rules_of(book: Planbook) -> Rules:
    """The published slotting rules with the runner's own settings on top.

    Raises:
        RefusedError: The settings name no such rule, or a value it cannot have.
    """
    return DEFAULT.with_overrides(book.settings.rules, source="the settings' rules")


def commit(
    book: Planbook,
    drafted: Draft,
    athlete: Athlete | None = None,
    *,
    wish: Wish | None = None,
    origin: str = "",
) -> Block:
    """Store a draft as one operation. The first block of a file also sets the unit distances are shown in.

    Args:
        book: Where.
        drafted: What.
        athlete: The runner's figures as they were given for it, to be remembered; None leaves them alone.
        wish: What its plan was generated from, to be remembered; None for a plan of another's.
        origin: The file its plan was read from, to be remembered; the plan's own name when empty.
    """
    made = MadeFrom(origin or drafted.plan, wish, drafted.choices, drafted.weeks)
    with store.edit(book.path, f"new block: {drafted.block.name}", at=book.clock.now()) as plan:
        told = athlete or plan.athlete()
        if not plan.blocks():
            told = replace(told, unit=drafted.block.unit)  # who trains by a plan in miles thinks in miles
        remember(plan, told)
        block = plan.add_block(replace(drafted.block, choices=write_made_from(made)))
        plan.add_items([replace(item, block_id=block.id) for item in drafted.items])
        plan.keep_slotting(block.id, json.dumps(drafted.problem), json.dumps(drafted.answer.to_json()))
    return block


def _floor(athlete: Athlete) -> Floor:
    return Floor(athlete.floor) if athlete.floor else Floor.GYM_TURF
