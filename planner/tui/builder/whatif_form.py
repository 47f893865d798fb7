"""A stored block in the builder's form: its provenance as the values of the fields, and the checks of a what-if.

It is imported in the worker that drafts, not with the screen.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.training.blocks import Block
from planner.training.dates import DateReader
from planner.training.formatting import format_day
from planner.training.plans import Plan
from planner.training.races import METRES_PER_UNIT, Unit
from planner.training.refusal import RefusedError
from planner.training.run_plans.goals import Goal, PlanRequest
from planner.training.weeks import WEEKDAY_KEYS
from planner.tui.builder import fields
from planner.usecases.blocks.availability import Unavailability, format_unavailability, format_weekday_keys
from planner.usecases.blocks.defaults import default_options
from planner.usecases.blocks.options import TYPED_OPTIONS, BlockOptions
from planner.usecases.blocks.pins import format_placements
from planner.usecases.blocks.plan_dates import date_plan
from planner.usecases.blocks.provenance import replan_inputs
from planner.usecases.blocks.stored_options import provenance_from_json
from planner.usecases.calendar.shift import find_block
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_runner

if TYPE_CHECKING:
    from planner.tui.builder.form_result import FormResult


def form_values(book: Planbook, block: Block) -> dict[str, str]:
    """Return the form's values for a what-if of a block: the block to replace, and what it was made from.

    Raises:
        RefusedError: The block, or its race, is over.
    """
    past = ""
    if block.last_day < book.today:
        past = f"is over since {format_day(block.last_day)}"
    elif block.race_date is not None and block.race_date < book.today:
        past = f"had its race on {format_day(block.race_date)}"
    if past:
        raise RefusedError(f"{block.name} {past}; what is past is not planned again.")
    provenance = replan_inputs(book, block).provenance
    by = fields.DATED_BY_START if block.race_date is None else fields.DATED_BY_RACE
    date = block.race_date or block.start
    texts = {fields.REPLACED_KEY: str(block.id), "name": block.name, "dated": by, "date": date.isoformat()}
    texts |= _plan_values(block, provenance.plan_request, read_runner(book).unit)
    texts |= _option_values(provenance.options or replace(default_options(book), level=block.level), book.today)
    if block.priority is not None:
        texts["priority"] = block.priority.value
    return {name: text for name, text in texts.items() if text}


def _plan_values(block: Block, plan_request: PlanRequest | None, unit: Unit) -> dict[str, str]:
    if plan_request is None:
        return {"plan": fields.PLAN_FROM_BLOCK, "block": str(block.id)}
    return {
        "plan": plan_request.goal.value,
        "weeks": str(plan_request.weeks) if plan_request.race_weekday is None else "",
        "now": _exact_distance(plan_request.current_m, unit),
        "peak": _exact_distance(plan_request.peak_m, unit),
        "days": format_weekday_keys(plan_request.run_days),
        "long": WEEKDAY_KEYS[plan_request.long_day],
        "fast": format_weekday_keys(plan_request.quality_days) or fields.NO_DAYS,
        "step": str(plan_request.step_back_every),
    }


def _option_values(options: BlockOptions, today: dt.date) -> dict[str, str]:
    busy, away = _unavailable_values(options.unavailable)
    doses, pins = options.doses, options.pins.from_date(today)
    return {
        **{row.name: row.format(getattr(options, row.attribute)) for row in TYPED_OPTIONS if row.name},
        "runner": options.running_level.value,
        "recent": _format_recent_race(options.recent_race),
        **({"heavy": str(doses.heavy), "moderate": str(doses.moderate), "light": str(doses.light)} if doses else {}),
        fields.BUSY_KEY: ", ".join(busy),
        "away": ", ".join(away),
        "forced": format_placements(pins.forced),
        "forbidden": format_placements(pins.forbidden),
        "locked": format_placements(pins.locked),
    }


def _unavailable_values(unavailable: tuple[Unavailability, ...]) -> tuple[list[str], list[str]]:
    """Return the busy half days of every week for the form's two rows, and the texts of all other times."""
    busy: set[str] = set()
    away: list[str] = []
    for time in unavailable:
        if isinstance(time.day, int) and time.kind is None:
            busy |= {f"{WEEKDAY_KEYS[time.day]} {half}" for half in ([time.slot.value] if time.slot else ["am", "pm"])}
        else:
            away.append(format_unavailability(time))
    return [half for day in WEEKDAY_KEYS for half in (f"{day} am", f"{day} pm") if half in busy], away


def _exact_distance(metres: float, unit: Unit) -> str:
    """Format a distance so that parsing gives exactly the same metres."""
    return f"{metres / METRES_PER_UNIT[unit]:.10g}"


def _format_recent_race(recent: tuple[float, int] | None) -> str:
    if recent is None:
        return ""
    metres, seconds = recent
    return f"{metres / 1000:.10g}km {seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def find_replaced_block(result: FormResult, entered: Mapping[str, str], book: Planbook) -> Block | None:
    """Return the block that the form's would replace; None for a new block, or if its field has an error."""
    typed = entered.get(fields.REPLACED_KEY, "").strip()
    if not typed:
        return None
    with result.collect_refusal(fields.REPLACED_KEY):
        if not typed.isdecimal() or len(typed) > 9:
            raise RefusedError(f"The block to replace is named by its number, not {typed[:20]}.")
        return find_block(book, int(typed))
    return None


def with_weeks(result: FormResult, entered: Mapping[str, str], block: Block, dates: DateReader) -> dict[str, str]:
    """Return the form's values with the weeks of a what-if: the first day stays, so the race day gives the weeks."""
    values = dict(entered)
    with result.collect_refusal("plan"):
        other = values.get("plan") == fields.PLAN_FROM_BLOCK and values.get("block") != str(block.id)
        if other or values.get("plan") == fields.PLAN_FROM_FILE:
            raise RefusedError("A what-if keeps the runs of its block, or takes a plan of ours.")
    if values.get("plan") in list(Goal) and (values.get("dated") or fields.DATED_BY_RACE) == fields.DATED_BY_RACE:
        if values.get("weeks"):
            with result.collect_refusal("weeks"):
                raise RefusedError(f"{block.name} begins on {block.start}: its race day tells how many weeks it has.")
        for race in _race_days(values, dates):
            values["weeks"] = str(max((race - block.start).days // 7 + 1, 1))
    return values


def _race_days(values: Mapping[str, str], dates: DateReader) -> Iterator[dt.date]:
    """Yield the typed race day if it can be read."""
    try:
        yield dates.read(values.get("date", ""), "Race day")
    except RefusedError:
        return  # the date field shows the error


def check_first_day(result: FormResult, plan: Plan, options: BlockOptions, block: Block, today: dt.date) -> None:
    """Add an error to the date field if a what-if would change the first day of its block."""
    with result.collect_refusal("date"):
        start = date_plan(plan, options, today).start
        if result.plan_request is not None and start != block.start:
            raise RefusedError(
                f"{block.name} begins on {block.start}, and that stays; this would begin on {start}."
                " R in the calendar shifts a block."
            )


def easy_pace(block: Block, defaults: BlockOptions) -> float | None:
    """Return the easy pace of a what-if in s/km: the one that the block was made with, so that its runs stay."""
    original = provenance_from_json(block.provenance).options
    return (defaults if original is None else original).easy_pace


def with_initial_rung(options: BlockOptions, block: Block) -> BlockOptions:
    """Return the options with the rung that the block started from, because its weeks climb from there."""
    original = provenance_from_json(block.provenance).options
    if original is None or options.background is not None:
        return options
    return replace(options, logged_start=original.logged_start)
