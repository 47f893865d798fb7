"""Reading the builder's form: from its texts to a run plan, block options and a draft, or an error for each field.

It loads the slotter and the file formats, so it is imported in the worker that drafts, not with the screen.
"""

from __future__ import annotations

import datetime as dt
import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from planner import restriction
from planner.text import clean_line, format_count
from planner.training.blocks import Block
from planner.training.dates import DateReader
from planner.training.dose_tables import DOSE_TABLES
from planner.training.doses import ASSUMED_BODY_MASS_KG, Equipment, Floor, session_dose
from planner.training.formatting import format_bare_distance, format_day, format_number
from planner.training.measures import quoted
from planner.training.plans import Plan
from planner.training.races import Priority, Unit
from planner.training.refusal import RefusedError
from planner.training.run_plans.goals import Goal
from planner.training.runner_paces import RunnerPaces
from planner.training.weekly_sessions import MAX_DEMANDING_SESSIONS, WeeklySessions, check_sessions
from planner.training.weeks import DAY, WEEK, first_day_of_week, next_weekday
from planner.training.workouts import StrengthKind, StrengthLevel
from planner.tui.builder import fields, whatif_form
from planner.tui.builder.form_result import FormResult
from planner.tui.builder.read_run_plan import read_paces, read_run_plan
from planner.usecases.blocks.availability import Unavailability, parse_unavailable, with_plain_dates
from planner.usecases.blocks.constraints import fit_doses
from planner.usecases.blocks.defaults import default_options
from planner.usecases.blocks.draft import draft_in_calendar, load_plan
from planner.usecases.blocks.options import TYPED_OPTIONS, BlockOptions
from planner.usecases.blocks.pins import PinnedPlacement, Pins, parse_placements
from planner.usecases.blocks.plan_dates import check_race_not_past, date_plan
from planner.usecases.blocks.plan_options import with_plan_options
from planner.usecases.blocks.repeat import plan_from_block
from planner.usecases.blocks.whatif import draft_whatif
from planner.usecases.date_words import date_reader
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_blocks, read_runner

_DOSES = ("heavy", "moderate", "light")
_Signature = tuple[str, int, int]


@dataclass(slots=True)
class PlanFileCache:
    """Keeps the plan file that was read last, so that other changes in the form do not read it again."""

    _signature: tuple[object, ...] | None = None
    _plan: Plan | None = None

    def read(self, text: str, today: dt.date, unit: Unit | None) -> Plan:
        """Return the plan in a file.

        Args:
            text: Its path, as typed.
            today: Today's date, from which dates without a year are counted.
            unit: The unit of its distances, where the runner says it.

        Raises:
            RefusedError: There is no such file, or it holds no plan.
        """
        path, file_signature = _file_signature(text)
        signature = (*file_signature, today, unit)
        if self._plan is None or signature != self._signature:
            self._signature, self._plan = None, None
            self._plan = load_plan(path, today, unit)
            self._signature = signature
        return self._plan


def _file_signature(text: str) -> tuple[Path, _Signature]:
    restriction.check_file_name(text.strip())
    try:
        path = Path(text.strip()).expanduser()
        status = os.stat(path)  # noqa: PTH116 - a path object would raise on a NUL where this does, too
    except (OSError, ValueError, RuntimeError):
        raise RefusedError(f"{quoted(text)}: there is no such file.") from None
    if stat.S_ISDIR(status.st_mode):
        raise RefusedError(f"{quoted(text)} is a folder; name a file in it.")
    if not stat.S_ISREG(status.st_mode):
        raise RefusedError(f"{quoted(text)} is no ordinary file.")
    return path, (str(path), status.st_mtime_ns, status.st_size)


def read_form(
    book: Planbook, entered: Mapping[str, str], plan_cache: PlanFileCache, should_stop: Callable[[], bool] | None = None
) -> FormResult:
    """Read the form and draft its block. Every field that cannot be read gets its own error; no value is clamped.

    Args:
        book: The runner's file, clock and settings.
        entered: The form's chosen values by field.
        plan_cache: Keeps a plan file from being read twice.
        should_stop: Asked now and then; the search ends when it answers yes.

    Raises:
        SearchStopped: ``should_stop`` answered yes.
    """
    reading = FormResult()
    with reading.collect_refusal(""):
        reading.runner = book.cache.get(book.path, "athlete", lambda: read_runner(book))
        defaults = default_options(book)
        block = whatif_form.find_replaced_block(reading, entered, book)
        if block is not None:
            entered = whatif_form.with_weeks(reading, entered, block, date_reader(book))
            defaults = replace(defaults, easy_pace=whatif_form.easy_pace(block, defaults))
        paces = read_paces(reading, entered, defaults.easy_pace)
        defaults = replace(defaults, recent_race=paces.recent_race, running_level=paces.level)
        plan = reading.plan = _read_plan(reading, entered, plan_cache, paces, book)
        if plan is not None:
            defaults = _with_options_of_plan(reading, entered, plan, defaults)
        options = _read_options(reading, entered, defaults, date_reader(book))
        options = _read_date(reading, entered, plan, options, book)
        if plan is not None and block is not None and not reading.errors:
            whatif_form.check_first_day(reading, plan, options, block, book.today)
        if plan is not None and not reading.errors:
            with reading.collect_refusal(_conflicting_field(entered, options, defaults)):
                if block is None:
                    reading.draft = draft_in_calendar(book, plan, options, should_stop)
                else:
                    options = whatif_form.with_initial_rung(options, block)
                    reading.whatif = draft_whatif(book, block, options, reading.plan_request, should_stop)
                    reading.draft = reading.whatif.draft
    return reading


def _with_options_of_plan(
    reading: FormResult, entered: Mapping[str, str], plan: Plan, usual: BlockOptions
) -> BlockOptions:
    """Return the options that the form starts from, with those that the plan's text carries where nothing is typed."""
    written = usual
    with reading.collect_refusal(fields.PLAN_FROM_FILE):
        written = replace(with_plan_options(plan, usual), priority=plan.priority or usual.priority)
    return replace(
        written,
        recent_race=usual.recent_race if entered.get("recent") else written.recent_race,
        running_level=usual.running_level if entered.get("runner") else written.running_level,
    )


def _conflicting_field(chosen: Mapping[str, str], options: BlockOptions, usual: BlockOptions) -> str:
    """Return the field without which the strength would fit into a week; empty if it fits."""
    if _is_feasible(options):
        return ""
    owners = {row.attribute: row.name or "am" for row in reversed(TYPED_OPTIONS) if row.limits_strength}
    owners["doses"] = next((name for name in _DOSES if name in chosen), "moderate")
    named = [name for name in owners if getattr(options, name) != getattr(usual, name)]
    alone = (name for name in named if _is_feasible(replace(options, **{name: getattr(usual, name)})))
    return owners[next(alone, named[0])] if named else ""


def _is_feasible(options: BlockOptions) -> bool:
    try:
        fit_doses(options, has_default_doses=options.doses is None)
    except RefusedError:
        return False
    return True


def _read_plan(
    reading: FormResult, chosen: Mapping[str, str], last: PlanFileCache, paces: RunnerPaces, book: Planbook
) -> Plan | None:
    unit = reading.runner.unit
    name = chosen.get("plan", "half")
    if name == fields.PLAN_FROM_FILE:
        reading.defaults |= {"name": "", "file_unit": fields.AS_THE_FILE_SAYS}
        with reading.collect_refusal(fields.PLAN_FROM_FILE):
            if not chosen.get(fields.PLAN_FROM_FILE):
                raise RefusedError("Type the path of a plan; its block appears as soon as it can be read.")
            said = chosen.get("file_unit", fields.AS_THE_FILE_SAYS)
            file_unit = None if said == fields.AS_THE_FILE_SAYS else Unit(said)
            plan = last.read(chosen[fields.PLAN_FROM_FILE], book.today, file_unit)
            reading.notes[fields.PLAN_FROM_FILE] = _plan_summary(plan, unit)
            reading.defaults["name"] = clean_line(plan.name, 60)
            return plan
        return None
    if name == fields.PLAN_FROM_BLOCK:
        return _read_past_plan(reading, chosen, book)
    return read_run_plan(reading, chosen, Goal(name), paces, date_reader(book))


def _read_past_plan(reading: FormResult, chosen: Mapping[str, str], book: Planbook) -> Plan | None:
    """Return the runs of a stored block as a plan."""
    blocks = _cached_blocks(book)
    reading.defaults |= {"block": str(blocks[-1].id) if blocks else "", "name": ""}
    with reading.collect_refusal("block"):
        typed = chosen.get("block") or reading.defaults["block"]
        if not typed:
            raise RefusedError("There is no block yet that could be run once more; take one of our plans.")
        block = next((one for one in blocks if str(one.id) == typed), None)
        if block is None:
            known = ", ".join(f"{one.id} {clean_line(one.name, 30)}" for one in blocks[-3:])
            raise RefusedError(f"There is no block {quoted(typed)}; there is {known}.")
        plan = plan_from_block(book, block.id)
        reading.notes["block"] = _plan_summary(plan, reading.runner.unit)
        reading.defaults["name"] = clean_line(plan.name, 60)
        return plan
    return None


def _cached_blocks(book: Planbook) -> tuple[Block, ...]:
    return book.cache.get(book.path, "blocks", lambda: read_blocks(book))


def _plan_summary(plan: Plan, unit: Unit) -> str:
    """Return a sentence on what a plan holds."""
    metres = sum(entry.planned.distance_m or 0 for entry in plan.entries)
    doubts = sum(bool(entry.kind_doubt) for entry in plan.entries) + len(plan.doubts)
    parts = [f"{clean_line(plan.name, 60)}: {format_count(-(-plan.days // 7), 'week')}"]
    parts += [f"{format_bare_distance(metres, unit)} {unit.value}"] if metres else []
    parts.append(f"written in {'miles' if plan.unit is Unit.MI else 'km'}")
    if plan.race_day is None:
        parts.append("no race")
    elif plan.race_day == plan.days - 1:
        parts.append("race on its last day")
    else:
        parts.append(f"race in week {plan.race_day // 7 + 1}")
    parts.append(f"{doubts} to check" if doubts else "nothing to check")
    return ", ".join(parts) + "."


def _read_date(
    reading: FormResult, chosen: Mapping[str, str], plan: Plan | None, options: BlockOptions, book: Planbook
) -> BlockOptions:
    """Return the options with the race date or the start date; without a plan only the date itself is checked."""
    monday = _next_free_monday(book)
    reading.has_race = plan is None or plan.race_day is not None
    by = chosen.get("dated") or (fields.DATED_BY_RACE if reading.has_race else fields.DATED_BY_START)
    reading.defaults["dated"] = by
    if by == fields.DATED_BY_RACE and not reading.has_race:
        reading.errors["dated"] = "This plan ends on no race: date it by its first day."
        return options
    usual = _usual_date(plan, monday, book.today, by_race=by == fields.DATED_BY_RACE)
    reading.defaults["date"] = usual.isoformat() if plan is not None or by == fields.DATED_BY_START else ""
    with reading.collect_refusal("date"):
        typed = chosen.get("date")
        field = "Race day" if by == fields.DATED_BY_RACE else "First day"
        day = date_reader(book).read(typed, field) if typed else usual
        if by == fields.DATED_BY_RACE:
            options = replace(options, race_date=day, start_date=None)
            check_race_not_past(day, book.today)
        else:
            options = replace(options, race_date=None, start_date=day)
        if plan is not None:
            date_plan(plan, options, book.today)
        if reading.plan_request is not None and by == fields.DATED_BY_START and day.weekday():
            monday = first_day_of_week(day) + WEEK
            raise RefusedError(f"A plan of ours begins on a Monday; {format_day(day)} is none, {monday} would do.")
    return options


def _usual_date(plan: Plan | None, monday: dt.date, today: dt.date, *, by_race: bool) -> dt.date:
    """Return the first day, or the race day, of a block that nobody dated: a file's own, if it is not past."""
    if plan is None:
        return monday
    first = monday if plan.first_weekday is None else next_weekday(monday, plan.first_weekday)
    if plan.first_date is not None and plan.first_date >= today:
        first = plan.first_date
    return first + DAY * (plan.race_day or 0) if by_race else first


def _next_free_monday(book: Planbook) -> dt.date:
    """Return the default first day of a block: the first Monday after today and after every stored block."""
    last_day = max([book.today, *(block.last_day for block in _cached_blocks(book))])
    return first_day_of_week(last_day) + WEEK


def _read_options(
    reading: FormResult, chosen: Mapping[str, str], usual: BlockOptions, dates: DateReader
) -> BlockOptions:
    """Read everything but the plan and its date."""
    reading.defaults["priority"] = usual.priority.value
    options = replace(
        usual,
        name=clean_line(chosen.get("name", "")),
        priority=Priority(chosen.get("priority") or usual.priority),
        unavailable=_read_unavailable(reading, chosen, dates) or usual.unavailable,
        equipment=_read_equipment(reading, chosen, usual.equipment),
        pins=_read_pins(reading, chosen),
        **_read_typed_options(reading, chosen, usual, dates),
    )
    doses = _read_doses(reading, chosen, options.target_doses)
    return replace(options, doses=doses) if any(kind in chosen for kind in _DOSES) else options


def _read_typed_options(
    reading: FormResult, chosen: Mapping[str, str], usual: BlockOptions, dates: DateReader
) -> dict[str, Any]:
    """Read the options with one field each: those that are typed and can be parsed."""
    parsed: dict[str, Any] = {}
    for row in TYPED_OPTIONS:
        if not row.name:
            continue
        reading.defaults[row.name] = row.format(getattr(usual, row.attribute)) or row.default_text
        typed = chosen.get(row.name, "").strip()
        if typed and typed != (row.default_text or fields.NO_DAYS):
            with reading.collect_refusal(row.name):
                parsed[row.attribute] = row.read(typed, row.label, dates)
    return parsed


def _read_pins(reading: FormResult, chosen: Mapping[str, str]) -> Pins:
    """Read the pins."""
    placements: dict[str, frozenset[PinnedPlacement]] = {}
    for name in ("forced", "forbidden", "locked"):
        with reading.collect_refusal(name):
            placements[name] = parse_placements(chosen.get(name, ""), fields.FIELD_LABELS[name])
    reading.pins = Pins(**placements)
    return reading.pins


def _read_doses(reading: FormResult, chosen: Mapping[str, str], usual: WeeklySessions) -> WeeklySessions:
    counts = {}
    for kind, default in (("heavy", usual.heavy), ("moderate", usual.moderate), ("light", usual.light)):
        reading.defaults[kind] = str(default)
        typed = chosen.get(kind) or str(default)
        with reading.collect_refusal(kind):
            if not typed.isdecimal() or len(typed) > 2:
                raise RefusedError(
                    f"{fields.FIELD_LABELS[kind]} must be a whole number of sessions a week, not {quoted(typed)}."
                )
            counts[kind] = int(typed)
    doses = WeeklySessions(**counts)
    with reading.collect_refusal("moderate" if doses.demanding > MAX_DEMANDING_SESSIONS else "light"):
        check_sessions(doses)
    return doses


def _read_unavailable(reading: FormResult, chosen: Mapping[str, str], dates: DateReader) -> tuple[Unavailability, ...]:
    times: list[Unavailability] = []
    for name in ("busy", "away"):
        with reading.collect_refusal("am" if name == "busy" else name):
            if chosen.get(name, "").strip():
                field = fields.FIELD_LABELS.get(name, fields.FIELD_LABELS["am"])
                times += parse_unavailable(with_plain_dates(chosen[name], field, dates), field)
    return tuple(times)


def _read_equipment(reading: FormResult, chosen: Mapping[str, str], usual: Equipment) -> Equipment:
    kilograms: dict[str, float | None] = {"body": usual.body_mass_kg, "sled": usual.sled_kg}
    for name, mass in kilograms.items():
        reading.defaults[name] = format_number(mass) if mass is not None else ""
        with reading.collect_refusal(name):
            what = "Body mass" if name == "body" else "The empty sled"
            typed = _parse_kilograms(chosen[name], what) if chosen.get(name) else mass
            equipment = Equipment(typed, None) if name == "body" else Equipment(ASSUMED_BODY_MASS_KG, typed)
            # a body mass or sled that no load can be computed for is refused here
            session_dose(StrengthKind.LIGHT, DOSE_TABLES[4][0], StrengthLevel.NOVICE, equipment)
            kilograms[name] = typed
    reading.defaults["floor"] = usual.floor.value
    floor = Floor(chosen.get("floor") or usual.floor)
    kept_floor = floor.value if chosen.get("floor") else reading.runner.floor
    reading.runner = replace(
        reading.runner, body_mass_kg=kilograms["body"], sled_kg=kilograms["sled"], floor=kept_floor
    )
    return Equipment(kilograms["body"], kilograms["sled"], floor)


def _parse_kilograms(text: str, what: str) -> float:
    try:
        return round(float(text.replace(",", ".")), 1)
    except ValueError:
        raise RefusedError(f"{what} must be a number of kilograms, not {quoted(text)}.") from None
