"""A block of the calendar in the builder's form: what it was made from as the texts of the fields, and back.

Imported where the form is read, behind the screen.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.training.blocks import Block
from planner.training.dates import read_day
from planner.training.goals import Goal, Wish
from planner.training.plans import RunPlan
from planner.training.races import METRES_PER, Unit
from planner.training.refusal import RefusedError
from planner.training.weeks import WEEKDAY_KEYS
from planner.training.wording import day_name
from planner.tui.builder.fields import BUSY, FILE, INSTEAD, NONE, PAST, RACE, START
from planner.usecases.blocks import commit
from planner.usecases.blocks.draft import first_day
from planner.usecases.blocks.options import Choices, Unavailable, When
from planner.usecases.blocks.pins import write_places
from planner.usecases.blocks.provenance import making_of
from planner.usecases.blocks.stored_options import read_made_from
from planner.usecases.calendar.shift import find_block
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_athlete

if TYPE_CHECKING:
    from planner.tui.builder.form_result import Reading


def texts_of(book: Planbook, block: Block) -> dict[str, str]:
    """The form's values by field that make the block once more: what it would replace, and what it was made from.

    Raises:
        RefusedError: The block, or its race, is over.
    """
    if block.last < book.today:
        raise RefusedError(f"{block.name} is over since {day_name(block.last)}; what is past is not planned anew.")
    if block.race_date is not None and block.race_date < book.today:
        raise RefusedError(
            f"{block.name} had its race on {day_name(block.race_date)}; what is past is not planned anew."
        )
    made = making_of(book, block).made
    by = START if block.race_date is None else RACE
    date = block.race_date or block.start
    texts = {INSTEAD: str(block.id), "name": block.name, "dated": by, "date": date.isoformat()}
    texts |= _plan_texts(block, made.wish, read_athlete(book).unit)
    texts |= _choice_texts(made.choices or replace(commit.usual_choices(book), level=block.level), book.today)
    if block.priority is not None:
        texts["priority"] = block.priority.value
    return {name: text for name, text in texts.items() if text}


def _plan_texts(block: Block, wish: Wish | None, unit: Unit) -> dict[str, str]:
    if wish is None:
        return {"plan": PAST, "block": str(block.id)}
    return {
        "plan": wish.goal.value,
        "weeks": str(wish.weeks) if wish.race_weekday is None else "",
        "runner": wish.level.value,
        "now": _far(wish.current_m, unit),
        "peak": _far(wish.peak_m, unit),
        "days": _days(wish.run_days),
        "long": WEEKDAY_KEYS[wish.long_day],
        "fast": _days(wish.quality_days) or NONE,
        "step": str(wish.step_back_every),
        "recent": _race_text(wish.recent),
    }


def _choice_texts(choices: Choices, today: dt.date) -> dict[str, str]:
    busy, away = _closed(choices.unavailable)
    doses, pins = choices.doses, choices.pins.since(today)
    return {
        "level": choices.level.value,
        "background": choices.background.value if choices.background else "",
        "heavy": str(doses.heavy) if doses else "",
        "moderate": str(doses.moderate) if doses else "",
        "light": str(doses.light) if doses else "",
        "most": "" if choices.most is None else str(choices.most),
        "season": "yes" if choices.in_season else "",
        "stack": "yes" if choices.stack else "",
        BUSY: ", ".join(busy),
        "away": ", ".join(away),
        "gym": "" if choices.gym is None else ", ".join(map(_when, choices.gym)) or "never",
        "liked": _days(sorted(choices.preferred)),
        "cap": ", ".join(f"{_when(cap.when)} {cap.minutes}" for cap in choices.time_caps),
        "times": f"am {choices.start_times.am}, pm {choices.start_times.pm}",
        "forced": write_places(pins.forced),
        "forbidden": write_places(pins.forbidden),
        "locked": write_places(pins.locked),
    }


def _closed(unavailable: tuple[Unavailable, ...]) -> tuple[list[str], list[str]]:
    """The halves of every week that are busy, as the form's two rows hold them, and what else is closed."""
    busy: set[str] = set()
    away: list[str] = []
    for hold in unavailable:
        if isinstance(hold.on, int) and hold.kind is None:
            busy |= {f"{WEEKDAY_KEYS[hold.on]} {half}" for half in ([hold.slot.value] if hold.slot else ["am", "pm"])}
        else:
            away.append(" ".join([_when(hold), *([hold.kind.value] if hold.kind else [])]))
    return [half for day in WEEKDAY_KEYS for half in (f"{day} am", f"{day} pm") if half in busy], away


def _when(when: When) -> str:
    day = WEEKDAY_KEYS[when.on] if isinstance(when.on, int) else when.on.isoformat()
    return f"{day} {when.slot.value}" if when.slot else day


def _days(days: tuple[int, ...] | list[int]) -> str:
    return " ".join(WEEKDAY_KEYS[day] for day in days)


def _far(metres: float, unit: Unit) -> str:
    """A distance to the metre, so that reading it gives the same."""
    return f"{metres / METRES_PER[unit]:.10g}"


def _race_text(recent: tuple[float, int] | None) -> str:
    if recent is None:
        return ""
    metres, seconds = recent
    return f"{metres / 1000:.10g}km {seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def replaced(reading: Reading, chosen: Mapping[str, str], book: Planbook) -> Block | None:
    """The block that the form's one would replace; None for a new block, or when its field says what is wrong."""
    typed = chosen.get(INSTEAD, "").strip()
    if not typed:
        return None
    with reading.of(INSTEAD):
        if not typed.isdecimal() or len(typed) > 9:
            raise RefusedError(f"The block to replace is named by its number, not {typed[:20]}.")
        return find_block(book, int(typed))
    return None


def completed(reading: Reading, chosen: Mapping[str, str], block: Block, today: dt.date) -> dict[str, str]:
    """What the form says of a block that would be replaced: its first day stays, so its race day tells its weeks."""
    told = dict(chosen)
    with reading.of("plan"):
        other = told.get("plan") == PAST and told.get("block") != str(block.id)
        if other or told.get("plan") == FILE:
            raise RefusedError("A what-if keeps the runs of its block, or takes a plan of ours.")
    if told.get("plan") in list(Goal) and (told.get("dated") or RACE) == RACE:
        if told.get("weeks"):
            with reading.of("weeks"):
                raise RefusedError(f"{block.name} begins on {block.start}: its race day tells how many weeks it has.")
        for race in _race_days(told, today):
            told["weeks"] = str(max((race - block.start).days // 7 + 1, 1))
    return told


def _race_days(told: Mapping[str, str], today: dt.date) -> Iterator[dt.date]:
    """The race day that is typed, if it can be read."""
    try:
        yield read_day(told.get("date", ""), today, "Race day")
    except RefusedError:
        return  # its own field says so


def check_first_day(reading: Reading, plan: RunPlan, choices: Choices, block: Block, today: dt.date) -> None:
    """Refuse, beside the date's field, what would give a block that stands another first day."""
    with reading.of("date"):
        start = first_day(plan, choices, today)
        if reading.wish is not None and start != block.start:
            raise RefusedError(
                f"{block.name} begins on {block.start}, and that stays; this would begin on {start}."
                " R in the calendar shifts a block."
            )


def as_it_began(choices: Choices, block: Block) -> Choices:
    """The choices with the rung of the ladder the block began from: its weeks have climbed from there since."""
    began = read_made_from(block.choices).choices
    return choices if began is None or choices.background is not None else replace(choices, logged=began.logged)
