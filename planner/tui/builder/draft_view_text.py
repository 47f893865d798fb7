"""The preview of a block in rows of words: its title line, its weeks, and what is to be said of one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from planner.text import clean_line
from planner.training.formatting import format_bare_distance, format_day, format_hours
from planner.training.races import Unit
from planner.training.weeks import DAY
from planner.tui.builder.draft_view import DAYS_A_WEEK, DraftView, DraftWeek, run_cell, strength_letter, volume_bar
from planner.tui.keys.keymap import Keymap
from planner.tui.theme import Glyphs
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.wrap import fit, wrap_pieces

if TYPE_CHECKING:
    from planner.usecases.changes import Change

_COST_LABELS = {
    "S1": "a key run soon after",
    "S2": "a run shortly before",
    "S3": "the kind of day",
    "S4": "a long run before",
    "S5": "light days outside their window",
    "S6": "sessions two days apart",
    "S7": "weekdays you do not prefer",
    "S8": "changing weekdays",
    "S9": "sessions without a place",
}
"""What each cost of the slotting rules is about."""


@dataclass(frozen=True, slots=True)
class DraftColumns:
    """How the width of the weeks is shared out, in cells; 0 leaves a column out."""

    number: int
    phase: int
    day: int
    volume: int
    bar: int

    @property
    def run(self) -> int:
        """Cells for a day's running; a blank, the letter of the strength and a blank follow."""
        return self.day - 3


def draft_columns(width: int, weeks: int) -> DraftColumns:
    """Share a width out: first the days, then the phase, then the bar."""
    number = 5 if weeks > 99 else 4
    narrow = width < 54
    volume = 3 if narrow else 6
    room = width - number - volume - (0 if narrow else 1)
    widest = next((cells for least, cells in ((104, 10), (82, 8), (70, 7)) if width >= least), 6)
    day = min(max(room // DAYS_A_WEEK, 5), widest)
    spare = room - DAYS_A_WEEK * day
    phase = 0 if spare < 9 else 10 if spare < 20 else 13
    rest = spare - phase - 1
    return DraftColumns(number, phase, day, volume, min(rest, 30) if rest >= 3 else 0)


def draft_title_row(
    view: DraftView | None, unit: Unit, glyphs: Glyphs, width: int, status: str, *, head: str = "New block"
) -> Row:
    """``New block   Half marathon, 12 weeks          11 Jan → 4 Apr 2027 · 545 km · 33 strength · cost 148``."""
    left = f" {head}"
    if view is None:
        return Piece(left, "title", "band"), Piece(f"   {status}", "muted", "band")
    facts = [
        f"{format_bare_distance(view.total_m, unit)} {unit.value}",
        _strength_count(view),
        status or f"cost {view.cost}",
    ]
    span = f"{view.first.day} {view.first:%b} {glyphs.shifted} {view.last.day} {view.last:%b} {view.last.year}"
    for more in ([span, f"{len(view.weeks)} weeks"], [f"{len(view.weeks)} weeks"], []):
        right = " · ".join([*more, *facts]) + " "
        if cell_len(left) + cell_len(right) + 24 <= width:
            break
    name = f"   {clean_line(view.name, 80)}"
    room = max(width - cell_len(left) - cell_len(right) - 2, 0)
    return (
        Piece(left, "title", "band"),
        Piece(fit(name, room, glyphs) + "  " if room > 15 else " " * (room + 2), "text", "band"),
        Piece(right, "muted", "band"),
    )


def _strength_count(view: DraftView) -> str:
    """``27 strength``, or ``27 of 31 strength`` where some found no place."""
    of = f" of {view.strength_count + view.unplaced_count}" if view.unplaced_count else ""
    return f"{view.strength_count}{of} strength"


def draft_heading_row(view: DraftView, columns: DraftColumns, unit: Unit) -> Row:
    """The names of the columns."""
    days = "".join(f"{view.first + DAY * day:%a}"[: columns.day - 1].ljust(columns.day) for day in range(DAYS_A_WEEK))
    number = "wk".rjust(columns.number - 1) + " "
    phase = "phase".ljust(columns.phase) if columns.phase else ""
    return (Piece(f"{number}{phase}{days}{unit.value:>{columns.volume}}", "muted", "band"),)


def draft_week_row(view: DraftView, week: DraftWeek, columns: DraftColumns, unit: Unit, glyphs: Glyphs) -> list[Piece]:
    """A week on one line: number, phase, seven days of two pieces each, volume and bar."""
    phase = clean_line(week.phase, 40)
    head = f"{week.number:>{columns.number - 2}} "
    pieces = [
        _week_mark(week, glyphs),
        Piece(head + (fit(phase, columns.phase - 1, glyphs) + " " if columns.phase else ""), "muted"),
    ]
    for day in week.workouts_by_day:
        words, ink = run_cell(day, unit, glyphs, columns.run)
        letter = f" {strength_letter(day)}".ljust(columns.day - cell_len(words))
        pieces += (Piece(words, ink), Piece(letter, "strength"))
    volume = format_bare_distance(week.total_m, unit)
    if len(volume) >= columns.volume:
        volume = volume.partition(".")[0]
    pieces.append(Piece(f"{volume:>{columns.volume}}", "text"))
    if columns.bar:
        most = max(other.total_m for other in view.weeks)
        pieces.append(Piece(" ", "text"))
        pieces += (Piece(glyphs.bar_full * cells, ink) for cells, ink in volume_bar(week, most, columns.bar))
    return pieces


def _week_mark(week: DraftWeek, glyphs: Glyphs) -> Piece:
    """What a week most needs to be looked at for; a blank when nothing."""
    if week.unplaced_text:
        return Piece(glyphs.missed, "warn")
    return Piece("!" if week.warnings else "?" if week.to_check else " ", "today")


def draft_reason_rows(view: DraftView, week: DraftWeek, unit: Unit, glyphs: Glyphs, width: int) -> list[Row]:
    """What is to be said of a week, then of the whole block."""
    return [*_week_rows(week, unit, glyphs, width), (), *_block_rows(view, width), (), *_legend(glyphs, width)]


def _week_rows(week: DraftWeek, unit: Unit, glyphs: Glyphs, width: int) -> list[Row]:
    last = week.first + DAY * (DAYS_A_WEEK - 1)
    facts = [
        f"{week.first.day} {week.first:%b} to {last.day} {last:%b}",
        f"{format_bare_distance(week.total_m, unit)} {unit.value}",
        format_hours(week.seconds),
        *([f"cost {week.cost}"] if week.cost else []),
    ]
    left = f"Week {week.number}" + (f" · {clean_line(week.phase, 40)}" if week.phase else "")
    left += ", strength eased" if week.deload else ""
    while facts and cell_len(left) + cell_len(" · ".join(facts)) + 2 > width:
        facts.pop(0)
    right = " · ".join(facts)
    room = max(width - cell_len(right) - 1, 0)
    rows: list[Row] = [(Piece(fit(left, room, glyphs), "title"), Piece(f" {right}", "muted"))]
    for session in week.sessions:
        rows += wrap_pieces(
            (("strength", session.title + (":" if session.title else "")), ("text", session.reason)), width
        )
    for sentence in week.unplaced_text:
        rows += wrap_pieces((("warn", glyphs.missed), ("text", sentence)), width)
    for sentence in week.warnings:
        rows += wrap_pieces((("today", "!"), ("text", sentence)), width)
    for sentence in week.to_check:
        rows += wrap_pieces((("today", "?"), ("text", sentence)), width)
    if not week.sessions and not week.unplaced_text:
        rows.append((Piece("This week asks for no strength.", "muted"),))
    return rows


def _block_rows(view: DraftView, width: int) -> list[Row]:
    rows: list[Row] = [(Piece("Whole block", "title"),)]
    rows += wrap_pieces((("text", _cost_sentence(view)),), width)
    if view.cost_by_rule:
        rows += wrap_pieces(
            (("muted", f"By rule: {', '.join(_cost_label(*term) for term in view.cost_by_rule)}."),), width
        )
    for sentence in view.remarks:
        rows += wrap_pieces((("today", "!"), ("text", sentence)), width)
    if view.to_check:
        rows += [(), (Piece(f"Please check, {len(view.to_check)}", "title"),)]
        for sentence in _group_by_date(view.to_check):
            rows += wrap_pieces((("today", "?"), ("text", sentence)), width)
    return rows


def _group_by_date(doubts: Sequence[str]) -> list[str]:
    """Sentences that begin with a date, those that say the same of several dates as one."""
    dates: dict[str, list[str]] = {}
    for sentence in doubts:
        date, _, rest = sentence.partition(" ")
        dates.setdefault(rest, []).append(date)
    return [
        f"{days[0]} {rest}" if len(days) == 1 else f"{rest}; {len(days)} days: {', '.join(days)}"
        for rest, days in dates.items()
    ]


def _legend(glyphs: Glyphs, width: int) -> list[Row]:
    """What the letters stand for."""
    runs = [
        ("easy", "E easy, R recovery,"),
        ("long", "L long,"),
        ("quality", "T tempo, I intervals, H hills, P race pace,"),
    ]
    runs += [("race", f"{glyphs.race} race,"), ("cross", "X cross training,"), ("muted", "and behind it")]
    return wrap_pieces((*runs, ("strength", "H heavy, M moderate, l light"), ("muted", "strength.")), width)


def _cost_sentence(view: DraftView) -> str:
    """The block's cost and what it is made of."""
    if not view.strength_count and not view.cost:
        return "No strength is asked for."
    own, pairs, missing = view.cost_parts
    parts = [f"{own} for where sessions stand"]
    parts += [f"{pairs} for how they follow each other"] if pairs else []
    parts += [f"{missing} for {count_of(view.unplaced_count, 'session')} without a place"] if missing else []
    return f"Cost {view.cost}, the least there is: {', '.join(parts)}." if view.cost else "Cost 0: nothing is given up."


def _cost_label(rule: str, cost: int) -> str:
    """``S3 36 for the kind of day``."""
    words = _COST_LABELS.get(rule)
    return f"{rule} {cost} for {words}" if words else f"{rule} {cost}"


def commit_question(view: DraftView, keys: Keymap, change: Change | None = None) -> str:
    """What committing would make; of a block that stands, how much would be different."""
    if change is not None:
        count = len(change.changed) + len(change.added) + len(change.removed)
        what = f"{count_of(count, 'workout')} would differ" if count else "no workout would differ"
        return f"{keys['builder.commit']} again: {what}; {keys['calendar.undo']} takes it back"
    what = f"{count_of(view.workout_count, 'item')} from {format_day(view.first)}, {view.strength_count} strength"
    return f"{keys['builder.commit']} again: {what}; {keys['calendar.undo']} takes them back"


def count_of(number: int, thing: str) -> str:
    """Return a count with its noun in singular or plural."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
