"""A drafted block in rows: its title, its weeks, the reasons for one week, and the question before it is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from planner.text import clean_line, format_count, join_words
from planner.training.formatting import STRENGTH_LEGEND, format_bare_distance, format_day, format_hours
from planner.training.races import Unit
from planner.training.weeks import DAY, DAYS_A_WEEK
from planner.tui.builder.draft_view import DraftView, DraftWeek, run_cell, strength_letter, volume_bar
from planner.tui.builder.plan_summary_rows import plan_summary_rows
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
    "S10": "sessions straight after a run",
}
"""What each soft rule of the slotting is about."""


@dataclass(frozen=True, slots=True)
class DraftColumns:
    """The widths of the columns in cells; a column of width 0 is left out."""

    number: int
    phase: int
    day: int
    volume: int
    bar: int

    @property
    def run(self) -> int:
        """Cells for a day's running; a blank, the letter of the strength session and a blank follow."""
        return self.day - 3


def draft_columns(width: int, weeks: int) -> DraftColumns:
    """Share a width: first the days, then the phase, then the bar.

    Args:
        width: Cells.
        weeks: Number of weeks in the block.
    """
    number = 5 if weeks > 99 else 4
    is_narrow = width < 54
    volume = 3 if is_narrow else 6
    room = width - number - volume - (0 if is_narrow else 1)
    max_day = next((cells for min_width, cells in ((104, 10), (82, 8), (70, 7)) if width >= min_width), 6)
    day = min(max(room // DAYS_A_WEEK, 5), max_day)
    spare = room - DAYS_A_WEEK * day
    phase = 0 if spare < 9 else 10 if spare < 20 else 13
    bar = spare - phase - 1
    return DraftColumns(number, phase, day, volume, min(bar, 30) if bar >= 3 else 0)


def draft_title_row(
    view: DraftView | None, unit: Unit, glyphs: Glyphs, width: int, status: str, *, head: str = "New block"
) -> Row:
    """Return the title line: ``New block   Half marathon   11 Jan → 4 Apr 2027 · 12 weeks · 545 km · 148 points``.

    Args:
        view: The block; None before the first.
        unit: The unit distances are shown in.
        glyphs: The marks to draw with.
        width: Cells.
        status: Why the block does not belong to the form, shown in place of its points; may be empty.
        head: The first words.
    """
    left = f" {head}"
    if view is None:
        return Piece(left, "title", "band"), Piece(f"   {status}", "muted", "band")
    strength = f"{view.strength_count} strength"
    if view.unplaced_count:
        strength = f"{view.strength_count} of {view.strength_count + view.unplaced_count} strength"
    facts = [
        f"{format_bare_distance(view.total_m, unit)} {unit.value}",
        strength,
        status or format_count(view.cost, "point"),
    ]
    first, last = view.block.start, view.block.last_day
    dates = f"{first.day} {first:%b} {glyphs.shifted} {last.day} {last:%b} {last.year}"
    # The name of the block needs some 28 cells: the dates give way to it, then the number of weeks.
    weeks = format_count(len(view.weeks), "week")
    for optional in ([dates, weeks], [weeks], []):
        right = " · ".join([*optional, *facts]) + " "
        if cell_len(left) + cell_len(right) + 28 <= width:
            break
    name = f"   {clean_line(view.block.name, 80)}"
    room = max(width - cell_len(left) - cell_len(right) - 2, 0)
    return (
        Piece(left, "title", "band"),
        Piece(fit(name, room, glyphs) + "  " if room > 12 else " " * (room + 2), "text", "band"),
        Piece(right, "muted", "band"),
    )


def draft_heading_row(view: DraftView, columns: DraftColumns, unit: Unit) -> Row:
    """Return the column headings."""
    days = "".join(
        f"{view.block.start + DAY * day:%a}"[: columns.day - 1].ljust(columns.day) for day in range(DAYS_A_WEEK)
    )
    number = "wk".rjust(columns.number - 1) + " "
    phase = "phase".ljust(columns.phase) if columns.phase else ""
    return (Piece(f"{number}{phase}{days}{unit.value:>{columns.volume}}", "muted", "band"),)


def draft_week_row(view: DraftView, week: DraftWeek, columns: DraftColumns, unit: Unit, glyphs: Glyphs) -> list[Piece]:
    """Return the row of a week: mark, number and phase, seven days of two pieces each, volume and bar."""
    phase = clean_line(week.phase, 40)
    head = f"{week.number:>{columns.number - 2}} "
    pieces = [
        _week_mark(week, glyphs),
        Piece(head + (fit(phase, columns.phase - 1, glyphs) + " " if columns.phase else ""), "muted"),
    ]
    for day in week.workouts_by_day:
        text, color = run_cell(day, unit, glyphs, columns.run)
        letter = f" {strength_letter(day)}".ljust(columns.day - cell_len(text))
        pieces += (Piece(text, color), Piece(letter, "strength"))
    volume = format_bare_distance(week.total_m, unit)
    if len(volume) >= columns.volume:
        volume = volume.partition(".")[0]
    pieces.append(Piece(f"{volume:>{columns.volume}}", "text"))
    if columns.bar:
        longest_m = max(other.total_m for other in view.weeks)
        pieces.append(Piece(" ", "text"))
        pieces += (Piece(glyphs.bar_full * cells, color) for cells, color in volume_bar(week, longest_m, columns.bar))
    return pieces


def _week_mark(week: DraftWeek, glyphs: Glyphs) -> Piece:
    """Return the mark of a week's most important message; a blank without messages."""
    if week.unplaced_text:
        return Piece(glyphs.missed, "warn")
    return Piece("!" if week.warnings else "?" if week.to_check else " ", "today")


def draft_reason_rows(
    view: DraftView, week: DraftWeek, unit: Unit, glyphs: Glyphs, width: int, *, week_first: bool = True
) -> list[Row]:
    """Return the reasons and messages of a week, those of the whole block, and the legend.

    Args:
        view: The block.
        week: The week.
        unit: The unit distances are shown in.
        glyphs: The marks to draw with.
        width: Cells.
        week_first: Whether the week comes before what a coach would say about the block.
    """
    parts = [_week_rows(week, unit, glyphs, width), [*_check_rows(view, width), *plan_summary_rows(view, unit, width)]]
    first, second = parts if week_first else reversed(parts)
    return [*first, (), *second, (), *_block_rows(view, width), (), *_legend(glyphs, width)]


def _week_rows(week: DraftWeek, unit: Unit, glyphs: Glyphs, width: int) -> list[Row]:
    last = week.first + DAY * (DAYS_A_WEEK - 1)
    facts = [
        f"{week.first.day} {week.first:%b} to {last.day} {last:%b}",
        f"{format_bare_distance(week.total_m, unit)} {unit.value}",
        format_hours(week.seconds),
        *([format_count(week.cost, "point")] if week.cost else []),
    ]
    left = f"Week {week.number}" + (f" · {clean_line(week.phase, 40)}" if week.phase else "")
    left += ", strength eased" if week.deload else ""
    while facts and cell_len(left) + cell_len(" · ".join(facts)) + 2 > width:
        facts.pop(0)
    right = " · ".join(facts)
    room = max(width - cell_len(right) - 1, 0)
    rows: list[Row] = [(Piece(fit(left, room, glyphs), "title"), Piece(f" {right}", "muted"))]
    for session in week.sessions:
        title = f"{session.title}," if session.title else ""
        rows += wrap_pieces((("strength", title), ("text", session.reason)), width)
    rows += _marked_rows("warn", glyphs.missed, week.unplaced_text, width)
    rows += _marked_rows("today", "!", week.warnings, width)
    rows += _marked_rows("today", "?", week.to_check, width)
    if not week.sessions and not week.unplaced_text:
        rows.append((Piece("This week asks for no strength.", "muted"),))
    return rows


def _block_rows(view: DraftView, width: int) -> list[Row]:
    rows: list[Row] = [(Piece("Whole block", "title"),)]
    rows += wrap_pieces((("text", _points_sentence(view)),), width)
    if view.cost_by_rule:
        parts = ", ".join(f"{cost} for {_COST_LABELS.get(rule, rule)}" for rule, cost in view.cost_by_rule)
        rows += wrap_pieces((("muted", f"That is {parts}."),), width)
    return rows + _marked_rows("today", "!", view.remarks, width)


def _check_rows(view: DraftView, width: int) -> list[Row]:
    """Return what the runner should check, with a blank row after it; no rows where there is nothing."""
    if not view.to_check:
        return []
    title: Row = (Piece(f"Please check, {len(view.to_check)}", "title"),)
    return [title, *_marked_rows("today", "?", _group_by_date(view.to_check), width), ()]


def _marked_rows(color: str, mark: str, sentences: Sequence[str], width: int) -> list[Row]:
    """Return sentences in rows, each with a coloured mark before it."""
    return [row for sentence in sentences for row in wrap_pieces(((color, mark), ("text", sentence)), width)]


def _group_by_date(sentences: Sequence[str]) -> list[str]:
    """Join sentences that begin with a date and are otherwise the same."""
    dates: dict[str, list[str]] = {}
    for sentence in sentences:
        date, _, rest = sentence.partition(" ")
        dates.setdefault(rest, []).append(date)
    return [
        f"{days[0]} {rest}" if len(days) == 1 else f"{rest.removesuffix('.')}; {len(days)} days: {', '.join(days)}."
        for rest, days in dates.items()
    ]


def _legend(glyphs: Glyphs, width: int) -> list[Row]:
    """Return what the letters mean."""
    runs = [
        ("easy", "E easy, R recovery,"),
        ("long", "L long,"),
        ("quality", "T tempo, I intervals, H hills, P race pace,"),
    ]
    runs += [("race", f"{glyphs.race} race,"), ("cross", "X cross training,"), ("muted", "and after it")]
    return wrap_pieces((*runs, ("strength", STRENGTH_LEGEND), ("muted", "strength.")), width)


def _points_sentence(view: DraftView) -> str:
    """Return the block's points and their parts in a sentence."""
    if not view.cost:
        return "No points: strength has no drawback anywhere." if view.strength_count else "No strength is asked for."
    own, pairs, missing = view.cost_parts
    parts = [f"{own} for where sessions are"] if own else []
    parts += [f"{pairs} for how they follow each other"] if pairs else []
    parts += [f"{missing} for {format_count(view.unplaced_count, 'session')} without a place"] if missing else []
    return f"{format_count(view.cost, 'point')}, the fewest possible: {join_words(parts)}."


def commit_question(view: DraftView, keys: Keymap, change: Change | None = None, broken: int = 0) -> str:
    """Return the question before a block is stored: what it would add, or for a what-if how much it would change.

    Args:
        view: The drafted block.
        keys: The keys that the question names.
        change: The change of a what-if; None for a new block.
        broken: How many sessions or weeks would break a hard rule only because of that change.
    """
    if change is not None:
        count = len(change.changed) + len(change.added) + len(change.removed)
        effect = f"{format_count(count, 'workout')} would differ" if count else "no workout would differ"
        effect += f", {broken} would break a rule" if broken else ""
        return f"{keys['builder.edit']} stores it: {effect}; {keys['calendar.undo']} takes it back"
    effect = f"{block_counts_text(view)} from {format_day(view.block.start)}"
    effect += f", {view.past_count} of them before today" if view.past_count else ""
    return f"{keys['builder.edit']} stores {effect}; {keys['calendar.undo']} takes them back"


def block_counts_text(view: DraftView) -> str:
    """Return how much a block holds: ``76 runs, 42 strength``."""
    return f"{format_count(view.run_count, 'run')}, {view.strength_count} strength"
