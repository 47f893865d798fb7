"""Reading the form of a new block: from the texts that stand in it to a run plan and choices, or a sentence a field.

Loads the slotter and the file formats, so it is imported where the work is done, behind the screen.
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
from planner.text import clean_line
from planner.training.blocks import Block
from planner.training.dates import read_day
from planner.training.doses import ASSUMED_BODY_MASS_KG, TABLES, Equipment, Floor, dose
from planner.training.goals import Goal
from planner.training.measures import quoted
from planner.training.plans import RunPlan
from planner.training.races import Priority, Unit
from planner.training.refusal import RefusedError
from planner.training.targets import DEMANDING_CAP, WeeklyDoses, check_doses
from planner.training.weeks import DAY, WEEK, first_day_of_week
from planner.training.wording import day_name, distance, number
from planner.training.workouts import Level, StrengthKind
from planner.tui.builder import whatif_form
from planner.tui.builder.fields import BY_LOG, FILE, LABELS, NONE, PAST, RACE, START
from planner.tui.builder.form_result import Reading
from planner.tui.builder.read_run_plan import read_plan
from planner.usecases.blocks import commit, options
from planner.usecases.blocks.constraints import fitted
from planner.usecases.blocks.draft import check_race_day, first_day
from planner.usecases.blocks.options import Choices, StartTimes, Unavailable, read_unavailable
from planner.usecases.blocks.pins import Pins, Place, read_places
from planner.usecases.blocks.repeat import plan_of_block
from planner.usecases.blocks.whatif import draft_whatif
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_athlete, read_blocks

_DOSES = ("heavy", "moderate", "light")
_SIGNATURE = tuple[str, int, int]


@dataclass(slots=True)
class LastPlan:
    """The plan file that was read last, so that a change elsewhere in the form does not read it again."""

    _signature: _SIGNATURE | None = None
    _plan: RunPlan | None = None

    def plan(self, text: str) -> RunPlan:
        """The plan in a file.

        Raises:
            RefusedError: There is no such file, or it holds no plan.
        """
        path, signature = _seen(text)
        if self._plan is None or signature != self._signature:
            self._signature, self._plan = None, None
            self._plan = commit.find_plan(file=path)
            self._signature = signature
        return self._plan


def _seen(text: str) -> tuple[Path, _SIGNATURE]:
    restriction.named(text.strip())
    try:
        path = Path(text.strip()).expanduser()
        found = os.stat(path)  # noqa: PTH116 - a path object would raise on a NUL where this does, too
    except (OSError, ValueError, RuntimeError):
        raise RefusedError(f"{quoted(text)}: there is no such file.") from None
    if stat.S_ISDIR(found.st_mode):
        raise RefusedError(f"{quoted(text)} is a folder; name a file in it.")
    if not stat.S_ISREG(found.st_mode):
        raise RefusedError(f"{quoted(text)} is no ordinary file.")
    return path, (str(path), found.st_mtime_ns, found.st_size)


def read_form(
    book: Planbook, chosen: Mapping[str, str], last: LastPlan, should_stop: Callable[[], bool] | None = None
) -> Reading:
    """Read the form and draft its block. Every field that cannot be read gets its own sentence; nothing is clamped.

    Args:
        book: The runner's file, clock and settings.
        chosen: The form's values by field, those left alone missing.
        last: Keeps a plan file from being read twice.
        should_stop: Asked now and then while strength is slotted.

    Raises:
        SearchStopped: ``should_stop`` answered yes.
    """
    reading = Reading()
    with reading.of(""):
        reading.athlete = book.cache.get(book.path, "athlete", lambda: read_athlete(book))
        usual = commit.usual_choices(book)
        block = whatif_form.replaced(reading, chosen, book)
        if block is not None:
            chosen = whatif_form.completed(reading, chosen, block, book.today)
        plan = reading.plan = _plan(reading, chosen, last, book)
        choices = _strength(reading, chosen, usual)
        choices = _dated(reading, chosen, plan, choices, book)
        if plan is not None and block is not None and not reading.problems:
            whatif_form.check_first_day(reading, plan, choices, block, book.today)
        if plan is not None and not reading.problems:
            with reading.of(_blamed(chosen, choices, usual)):
                if block is None:
                    reading.draft = commit.draft(book, plan, choices, should_stop)
                else:
                    choices = whatif_form.as_it_began(choices, block)
                    reading.whatif = draft_whatif(book, block, choices, reading.wish, should_stop)
                    reading.draft = reading.whatif.draft
    return reading


def _blamed(chosen: Mapping[str, str], choices: Choices, usual: Choices) -> str:
    """The field that leaves no room for the strength that is wanted: without it, it would fit. Empty where it fits."""
    if _fits(choices):
        return ""
    owners = {"preferred": "liked", "gym": "gym", "time_caps": "cap", "unavailable": "am"}
    owners |= {"most": "most", "in_season": "season"}
    owners["doses"] = next((name for name in _DOSES if name in chosen), "moderate")
    named = [name for name in owners if getattr(choices, name) != getattr(usual, name)]
    alone = (name for name in named if _fits(replace(choices, **{name: getattr(usual, name)})))
    return owners[next(alone, named[0])] if named else ""


def _fits(choices: Choices) -> bool:
    try:
        fitted(choices)
    except RefusedError:
        return False
    return True


def _plan(reading: Reading, chosen: Mapping[str, str], last: LastPlan, book: Planbook) -> RunPlan | None:
    unit = reading.athlete.unit
    name = chosen.get("plan", "half")
    if name == FILE:
        reading.defaults["name"] = ""
        with reading.of(FILE):
            if not chosen.get(FILE):
                raise RefusedError("Type the path of a plan; its block appears as soon as it can be read.")
            plan = last.plan(chosen[FILE])
            reading.notes[FILE] = _how_read(plan, unit)
            reading.defaults["name"] = clean_line(plan.name, 60)
            return plan
        return None
    if name == PAST:
        return _past_plan(reading, chosen, book)
    return read_plan(reading, chosen, Goal(name), book.today)


def _past_plan(reading: Reading, chosen: Mapping[str, str], book: Planbook) -> RunPlan | None:
    """The runs of a block that stands in the calendar, to be run once more."""
    there = _blocks(book)
    reading.defaults |= {"block": str(there[-1].id) if there else "", "name": ""}
    with reading.of("block"):
        typed = chosen.get("block") or reading.defaults["block"]
        if not typed:
            raise RefusedError("There is no block yet that could be run once more; take one of our plans.")
        block = next((one for one in there if str(one.id) == typed), None)
        if block is None:
            known = ", ".join(f"{one.id} {clean_line(one.name, 30)}" for one in there[-3:])
            raise RefusedError(f"There is no block {quoted(typed)}; there is {known}.")
        plan = plan_of_block(book, block.id)
        reading.notes["block"] = _how_read(plan, reading.athlete.unit)
        reading.defaults["name"] = clean_line(plan.name, 60)
        return plan
    return None


def _blocks(book: Planbook) -> tuple[Block, ...]:
    return book.cache.get(book.path, "blocks", lambda: read_blocks(book))


def _how_read(plan: RunPlan, unit: Unit) -> str:
    """How a file was read, in a sentence."""
    metres = sum(entry.planned.distance_m or 0 for entry in plan.entries)
    doubts = sum(bool(entry.doubt) for entry in plan.entries)
    parts = [f"{clean_line(plan.name, 60)}: {-(-plan.days // 7)} weeks"]
    parts += [f"{distance(metres, unit)} {unit.value}"] if metres else []
    parts.append(f"written in {'miles' if plan.unit is Unit.MI else 'km'}")
    if plan.race_day is None:
        parts.append("no race")
    elif plan.race_day == plan.days - 1:
        parts.append("race on its last day")
    else:
        parts.append(f"race in week {plan.race_day // 7 + 1}")
    parts.append(f"{doubts} to check" if doubts else "nothing to check")
    return ", ".join(parts) + "."


def _dated(
    reading: Reading, chosen: Mapping[str, str], plan: RunPlan | None, choices: Choices, book: Planbook
) -> Choices:
    """The choices with race day or first day; without a plan, what can be said of the date alone."""
    monday = _free_monday(book)
    reading.races = plan is None or plan.race_day is not None
    by = chosen.get("dated") or (RACE if reading.races else START)
    reading.defaults["dated"] = by
    if by == RACE and not reading.races:
        reading.problems["dated"] = "This plan ends on no race: date it by its first day."
        return choices
    usual = monday + DAY * (plan.race_day or 0) if plan is not None and by == RACE else monday
    reading.defaults["date"] = usual.isoformat() if plan is not None or by == START else ""
    with reading.of("date"):
        typed = chosen.get("date")
        day = read_day(typed, book.today, "Race day" if by == RACE else "First day") if typed else usual
        choices = replace(choices, race=day, start=None) if by == RACE else replace(choices, race=None, start=day)
        if by == RACE:
            check_race_day(day, book.today)
        if plan is not None:
            first_day(plan, choices, book.today)
        if reading.wish is not None and by == START and day.weekday():
            monday = first_day_of_week(day) + WEEK
            raise RefusedError(f"A plan of ours begins on a Monday; {day_name(day)} is none, {monday} would do.")
    return choices


def _free_monday(book: Planbook) -> dt.date:
    """The Monday a block begins on unless the runner says otherwise: the next one after every block there is."""
    taken = max([book.today, *(block.last for block in _blocks(book))])
    return first_day_of_week(taken) + WEEK


def _strength(reading: Reading, chosen: Mapping[str, str], usual: Choices) -> Choices:
    """Everything but the plan and its date."""
    equipment = _equipment(reading, chosen, usual.equipment)
    reading.defaults |= {"level": usual.level.value, "priority": usual.priority.value, "stack": "no"}
    reading.defaults |= {"background": BY_LOG, "season": "no", "liked": NONE, "times": _written(usual.start_times)}
    choices = replace(
        usual,
        name=clean_line(chosen.get("name", "")),
        priority=Priority(chosen.get("priority") or usual.priority),
        level=Level(chosen.get("level") or usual.level),
        doses=None,
        stack=chosen.get("stack") == "yes",
        unavailable=_unavailable(reading, chosen),
        equipment=equipment,
        pins=_pins(reading, chosen),
        in_season=chosen.get("season") == "yes",
        **_constraints(reading, chosen),
    )
    doses = _doses(reading, chosen, choices.wanted)
    return replace(choices, doses=doses) if any(kind in chosen for kind in _DOSES) else choices


def _constraints(reading: Reading, chosen: Mapping[str, str]) -> dict[str, Any]:
    """When and how much, as far as it is said and can be read."""
    readers: dict[str, tuple[str, Callable[[str, str], object]]] = {
        "background": ("background", options.read_background),
        "most": ("most", options.read_most),
        "gym": ("gym", options.read_gym),
        "liked": ("preferred", options.read_preferred),
        "cap": ("time_caps", options.read_time_caps),
        "times": ("start_times", options.read_start_times),
    }
    found: dict[str, Any] = {}
    for name, (choice, read) in readers.items():
        typed = chosen.get(name, "").strip()
        if typed and typed != (BY_LOG if name == "background" else NONE):
            with reading.of(name):
                found[choice] = read(typed, LABELS[name])
    return found


def _written(times: StartTimes) -> str:
    return f"am {times.am}, pm {times.pm}"


def _pins(reading: Reading, chosen: Mapping[str, str]) -> Pins:
    """What is decided about single places."""
    found: dict[str, frozenset[Place]] = {}
    for name in ("forced", "forbidden", "locked"):
        with reading.of(name):
            found[name] = read_places(chosen.get(name, ""), LABELS[name])
    reading.pins = Pins(**found)
    return reading.pins


def _doses(reading: Reading, chosen: Mapping[str, str], usual: WeeklyDoses) -> WeeklyDoses:
    counts = {}
    for kind, default in (("heavy", usual.heavy), ("moderate", usual.moderate), ("light", usual.light)):
        reading.defaults[kind] = str(default)
        typed = chosen.get(kind) or str(default)
        with reading.of(kind):
            if not typed.isdecimal() or len(typed) > 2:
                raise RefusedError(f"{LABELS[kind]} must be a whole number of sessions a week, not {quoted(typed)}.")
            counts[kind] = int(typed)
    doses = WeeklyDoses(**counts)
    with reading.of("moderate" if doses.demanding > DEMANDING_CAP else "light"):
        check_doses(doses)
    return doses


def _unavailable(reading: Reading, chosen: Mapping[str, str]) -> tuple[Unavailable, ...]:
    found: list[Unavailable] = []
    for name in ("busy", "away"):
        with reading.of("am" if name == "busy" else name):
            found += (
                read_unavailable(chosen[name], LABELS.get(name, LABELS["am"])) if chosen.get(name, "").strip() else ()
            )
    return tuple(found)


def _equipment(reading: Reading, chosen: Mapping[str, str], usual: Equipment) -> Equipment:
    known = {"body": usual.body_mass_kg, "sled": usual.sled_kg}
    kilograms: dict[str, float | None] = {}
    for name, mass in known.items():
        reading.defaults[name] = number(mass) if mass is not None else ""
        kilograms[name] = mass
        with reading.of(name):
            typed = (
                _kilograms(chosen[name], "Body mass" if name == "body" else "The empty sled")
                if chosen.get(name)
                else mass
            )
            _check(Equipment(typed, None) if name == "body" else Equipment(ASSUMED_BODY_MASS_KG, typed))
            kilograms[name] = typed
    reading.defaults["floor"] = usual.floor.value
    floor = Floor(chosen.get("floor") or usual.floor)
    athlete = reading.athlete
    reading.athlete = replace(
        athlete,
        body_mass_kg=kilograms["body"],
        sled_kg=kilograms["sled"],
        floor=floor.value if chosen.get("floor") else athlete.floor,
    )
    return Equipment(kilograms["body"], kilograms["sled"], floor)


def _kilograms(text: str, what: str) -> float:
    try:
        return round(float(text.replace(",", ".")), 1)
    except ValueError:
        raise RefusedError(f"{what} must be a number of kilograms, not {quoted(text)}.") from None


def _check(equipment: Equipment) -> None:
    """Refuse what no load can be worked out for."""
    dose(StrengthKind.LIGHT, TABLES[4][0], Level.NOVICE, equipment)
