"""The preview of a block in rows of words: its title line, its weeks, and what is to be said of one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from planner.text import clean_line
from planner.training.races import Unit
from planner.training.weeks import DAY
from planner.training.wording import clock, day_name, distance
from planner.tui.builder.preview import DAYS, BlockView, BlockWeek, bar, run_words, strength_letter
from planner.tui.keys.keymap import Keys
from planner.tui.theme import Glyphs
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.wrap import fit, paragraph

if TYPE_CHECKING:
    from planner.usecases.changes import Change

_TERM_WORDS = {
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
class Columns:
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


def columns(width: int, weeks: int) -> Columns:
    """Share a width out: first the days, then the phase, then the bar."""
    number = 5 if weeks > 99 else 4
    narrow = width < 54
    volume = 3 if narrow else 6
    room = width - number - volume - (0 if narrow else 1)
    widest = next((cells for least, cells in ((104, 10), (82, 8), (70, 7)) if width >= least), 6)
    day = min(max(room // DAYS, 5), widest)
    spare = room - DAYS * day
    phase = 0 if spare < 9 else 10 if spare < 20 else 13
    rest = spare - phase - 1
    return Columns(number, phase, day, volume, min(rest, 30) if rest >= 3 else 0)


def title_row(
    view: BlockView | None, unit: Unit, glyphs: Glyphs, width: int, state: str, *, head: str = "New block"
) -> Row:
    """``New block   Half marathon, 12 weeks          11 Jan → 4 Apr 2027 · 545 km · 33 strength · cost 148``."""
    left = f" {head}"
    if view is None:
        return Piece(left, "title", "band"), Piece(f"   {state}", "muted", "band")
    facts = [
        f"{distance(view.total_m, unit)} {unit.value}",
        _placed(view),
        state or f"cost {view.cost}",
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


def _placed(view: BlockView) -> str:
    """``27 strength``, or ``27 of 31 strength`` where some found no place."""
    of = f" of {view.strength + view.missing}" if view.missing else ""
    return f"{view.strength}{of} strength"


def head_row(view: BlockView, shape: Columns, unit: Unit) -> Row:
    """The names of the columns."""
    days = "".join(f"{view.first + DAY * day:%a}"[: shape.day - 1].ljust(shape.day) for day in range(DAYS))
    number = "wk".rjust(shape.number - 1) + " "
    phase = "phase".ljust(shape.phase) if shape.phase else ""
    return (Piece(f"{number}{phase}{days}{unit.value:>{shape.volume}}", "muted", "band"),)


def week_row(view: BlockView, week: BlockWeek, shape: Columns, unit: Unit, glyphs: Glyphs) -> list[Piece]:
    """A week on one line: number, phase, seven days of two pieces each, volume and bar."""
    phase = clean_line(week.phase, 40)
    head = f"{week.number:>{shape.number - 2}} "
    pieces = [
        _mark(week, glyphs),
        Piece(head + (fit(phase, shape.phase - 1, glyphs) + " " if shape.phase else ""), "muted"),
    ]
    for day in week.days:
        words, ink = run_words(day, unit, glyphs, shape.run)
        letter = f" {strength_letter(day)}".ljust(shape.day - cell_len(words))
        pieces += (Piece(words, ink), Piece(letter, "strength"))
    volume = distance(week.total_m, unit)
    if len(volume) >= shape.volume:
        volume = volume.partition(".")[0]
    pieces.append(Piece(f"{volume:>{shape.volume}}", "text"))
    if shape.bar:
        most = max(other.total_m for other in view.weeks)
        pieces.append(Piece(" ", "text"))
        pieces += (Piece(glyphs.full * cells, ink) for cells, ink in bar(week, most, shape.bar))
    return pieces


def _mark(week: BlockWeek, glyphs: Glyphs) -> Piece:
    """What a week most needs to be looked at for; a blank when nothing."""
    if week.unplaced:
        return Piece(glyphs.missed, "warn")
    return Piece("!" if week.warnings else "?" if week.doubts else " ", "today")


def reason_rows(view: BlockView, week: BlockWeek, unit: Unit, glyphs: Glyphs, width: int) -> list[Row]:
    """What is to be said of a week, then of the whole block."""
    return [*_week_rows(week, unit, glyphs, width), (), *_block_rows(view, width), (), *_legend(glyphs, width)]


def _week_rows(week: BlockWeek, unit: Unit, glyphs: Glyphs, width: int) -> list[Row]:
    last = week.first + DAY * (DAYS - 1)
    facts = [
        f"{week.first.day} {week.first:%b} to {last.day} {last:%b}",
        f"{distance(week.total_m, unit)} {unit.value}",
        clock(week.seconds),
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
        rows += paragraph(
            (("strength", session.words + (":" if session.words else "")), ("text", session.reason)), width
        )
    for sentence in week.unplaced:
        rows += paragraph((("warn", glyphs.missed), ("text", sentence)), width)
    for sentence in week.warnings:
        rows += paragraph((("today", "!"), ("text", sentence)), width)
    for sentence in week.doubts:
        rows += paragraph((("today", "?"), ("text", sentence)), width)
    if not week.sessions and not week.unplaced:
        rows.append((Piece("This week asks for no strength.", "muted"),))
    return rows


def _block_rows(view: BlockView, width: int) -> list[Row]:
    rows: list[Row] = [(Piece("Whole block", "title"),)]
    rows += paragraph((("text", cost_sentence(view)),), width)
    if view.terms:
        rows += paragraph((("muted", f"By rule: {', '.join(_term(*term) for term in view.terms)}."),), width)
    for sentence in view.remarks:
        rows += paragraph((("today", "!"), ("text", sentence)), width)
    if view.doubts:
        rows += [(), (Piece(f"Please check, {len(view.doubts)}", "title"),)]
        for sentence in _gathered(view.doubts):
            rows += paragraph((("today", "?"), ("text", sentence)), width)
    return rows


def _gathered(doubts: Sequence[str]) -> list[str]:
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
    return paragraph((*runs, ("strength", "H heavy, M moderate, l light"), ("muted", "strength.")), width)


def cost_sentence(view: BlockView) -> str:
    """The block's cost and what it is made of."""
    if not view.strength and not view.cost:
        return "No strength is asked for."
    own, pairs, missing = view.costs
    parts = [f"{own} for where sessions stand"]
    parts += [f"{pairs} for how they follow each other"] if pairs else []
    parts += [f"{missing} for {_count(view.missing, 'session')} without a place"] if missing else []
    return f"Cost {view.cost}, the least there is: {', '.join(parts)}." if view.cost else "Cost 0: nothing is given up."


def _term(rule: str, cost: int) -> str:
    """``S3 36 for the kind of day``."""
    words = _TERM_WORDS.get(rule)
    return f"{rule} {cost} for {words}" if words else f"{rule} {cost}"


def confirmation(view: BlockView, keys: Keys, change: Change | None = None) -> str:
    """What committing would make; of a block that stands, how much would be different."""
    if change is not None:
        count = len(change.changed) + len(change.added) + len(change.removed)
        what = f"{_count(count, 'workout')} would differ" if count else "no workout would differ"
        return f"{keys['builder.commit']} again: {what}; {keys['calendar.undo']} takes it back"
    what = f"{_count(view.items, 'item')} from {day_name(view.first)}, {view.strength} strength"
    return f"{keys['builder.commit']} again: {what}; {keys['calendar.undo']} takes them back"


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
