"""A week's sums in words, for whatever room there is: done, planned and left, for running and for strength.

Running and strength are never added to each other. What is left is named once a week differs from its plan.
"""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len

from planner.training.formatting import format_bare_distance, format_hold, format_hours
from planner.training.races import Unit
from planner.training.totals import Totals
from planner.training.weeks import WEEK
from planner.tui.calendar.day_cells import CellLine, CellRoom, pad_lines, text_line
from planner.tui.calendar.view import CalendarView, CalendarWeek
from planner.tui.theme import Glyphs
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.wrap import fit, fit_both

_MAX_BAR = 10
_MIN_BAR = 3
_LINES_WITH_LEFT = 3
_LINES_WITH_NAMES = 6
_NAME_WIDTH = 11
_SPELLED_OUT_FROM = 50


def week_total_lines(view: CalendarView, week: CalendarWeek, room: CellRoom) -> list[CellLine]:
    """A week's sums as the lines of its room: its number and phase, running, strength, what is left, a bar.

    Where there is room for it, running and strength stand under their names; in two lines each says what it has left.
    """
    name = week_label(week)
    phase = week.phase
    if cell_len(phase) > room.width - cell_len(name) - 1:
        phase = fit(phase, room.width - cell_len(name) - 1, view.glyphs).rstrip()
    ink = "title" if week.starts_phase else "muted"
    head = CellLine(fit_both(name, phase, room.width, view.glyphs), ink)
    lines = room.height - 1
    body = (
        _labelled_lines(view, week, room) if lines >= _LINES_WITH_NAMES else _unlabelled_lines(view, week, room, lines)
    )
    return pad_lines([head, *body], room)


def _labelled_lines(view: CalendarView, week: CalendarWeek, room: CellRoom) -> list[CellLine]:
    begun = _is_over(view, week)
    run = running_total(week.totals, view.unit, room.width, started=begun)
    sessions = strength_total(week.totals, room.width, started=begun, unit_name="session")
    found = (
        ("Running" if run else "", "muted"),
        (run, "text"),
        (running_left(week.totals, view.unit), "muted"),
        (done_bar(week.totals, room.width, view.glyphs), "done"),
        ("Strength" if sessions else "", "muted"),
        (sessions, "strength"),
    )
    return [text_line(view, text, room, ink) for text, ink in found if text]


def _unlabelled_lines(view: CalendarView, week: CalendarWeek, room: CellRoom, lines: int) -> list[CellLine]:
    begun = _is_over(view, week)
    bar = done_bar(week.totals, room.width, view.glyphs)
    ahead = running_left(week.totals, view.unit)
    if lines < _LINES_WITH_LEFT:
        run, ahead, bar = running_total_and_left(week.totals, view.unit, room.width, started=begun), "", ""
    else:
        run = running_total(week.totals, view.unit, room.width, started=begun)
        if lines == _LINES_WITH_LEFT and ahead and bar:
            with_share = f"{ahead} {bar.split()[-2]} %"
            ahead, bar = (with_share if cell_len(with_share) <= room.width else ahead), ""
    sessions = strength_total(week.totals, room.width, started=begun)
    found = ((run, "text"), (sessions, "strength"), (ahead, "muted"), (bar, "done"))
    return [text_line(view, text, room, ink) for text, ink in found if text]


def week_label(week: CalendarWeek) -> str:
    """``wk 5`` of a block, ``W3`` of the year."""
    return f"wk {week.label}" if week.label.isdigit() else week.label


def week_total_row(view: CalendarView, week: CalendarWeek, width: int) -> Row:
    """A week's end in a list: its phase and its sums on the right, over its phase's ground."""
    name = f" {week_label(week)}"
    if width >= _SPELLED_OUT_FROM:
        name = name.replace("wk", "week")
    sums, unit, begun = week.totals, view.unit, _is_over(view, week)
    room = width - cell_len(name) - 3
    choices = (
        (week.phase, running_total_and_left(sums, unit, started=begun), strength_total(sums, started=begun)),
        (week.phase, running_total(sums, unit, started=begun), strength_total(sums, started=begun)),
        (week.phase, running_total(sums, unit, started=begun), strength_total(sums, 13, started=begun)),
        (week.phase, running_total(sums, unit, 10, started=begun), strength_total(sums, 12, started=begun)),
        (running_total(sums, unit, 10, started=begun), strength_total(sums, 12, started=begun)),
    )
    joined = [" · ".join(part for part in parts if part) for parts in choices]
    words = _first_fitting(joined, room)
    ink = "title" if week.starts_phase else "muted"
    return (Piece(fit_both(name, f"{words} ", width, view.glyphs), ink, week.background),)


def week_total_rows(view: CalendarView, week: CalendarWeek, width: int) -> list[Row]:
    """A week's sums in three lines: where it stands in the block, running, strength; on its phase's ground."""
    ground = week.background
    name = f" {week_label(week).replace('wk', 'week')}" + (f" of {week.block_weeks}" if week.block_weeks else "")
    share = done_bar(week.totals, width // 4, view.glyphs)
    bar = f" {share} " if share else ""
    run = _labelled("Running", _run_facts(view, week), width, bar, view.glyphs)
    lifted = _labelled("Strength", _strength_facts(view, week), width, "", view.glyphs)
    head = " · ".join(part for part in (name, week.phase) if part)
    return [
        (Piece(fit(head, width, view.glyphs), "title" if week.phase else "muted", ground),),
        (Piece(run, "text", ground),),
        (Piece(lifted, "strength", ground),),
    ]


def _labelled(label: str, facts: list[str], width: int, right: str, glyphs: Glyphs) -> str:
    """A name and as many facts behind it as fit beside what stands at the right."""
    kept = [fact for fact in facts if fact] or ["none"]
    while len(kept) > 1 and _NAME_WIDTH + cell_len(" · ".join(kept)) + cell_len(right) > width:
        kept.pop()
    return fit_both(f" {label}".ljust(_NAME_WIDTH) + " · ".join(kept), right, width, glyphs)


def _run_facts(view: CalendarView, week: CalendarWeek) -> list[str]:
    run, begun = week.totals.run, _is_over(view, week)
    by_time = bool(run.planned_m or run.done_m) and bool(run.planned_s or run.done_s)
    hours = _done_of_planned(
        format_hours(run.done_s), format_hours(run.planned_s), "", begun=begun or bool(run.done_s)
    ).strip()
    return [
        running_total(week.totals, view.unit, started=begun),
        running_left(week.totals, view.unit),
        hours if by_time else "",
    ]


def _strength_facts(view: CalendarView, week: CalendarWeek) -> list[str]:
    part, begun = week.totals.strength, _is_over(view, week)
    if not (part.planned_sessions or part.done_sessions):
        return []
    begun = begun or bool(part.done_sessions) or part.left_sessions != part.planned_sessions
    sled = _done_of_planned(f"{part.sled_m_done:.0f}", f"{part.sled_m_planned:.0f}", "m", begun=begun)
    sits = _done_of_planned(format_hold(part.wall_sit_s_done), format_hold(part.wall_sit_s_planned), "", begun=begun)
    return [
        strength_total(week.totals, started=begun, unit_name="session"),
        f"sled {sled}" if part.sled_m_planned or part.sled_m_done else "",
        f"wall sit {sits.strip()}" if part.wall_sit_s_planned or part.wall_sit_s_done else "",
    ]


def running_total(sums: Totals, unit: Unit, width: int = 80, *, started: bool = False) -> str:
    """A week's running: ``38 of 44 km``, ``64 km`` while all is ahead, in hours where no distance is known.

    Args:
        sums: The week's totals.
        unit: What distances are shown in.
        width: Cells there are; decimals are left out where they do not fit.
        started: Whether a week with nothing done says so.
    """
    run = sums.run
    if run.planned_m or run.done_m:
        started = started or bool(run.done_m) or run.left_m != run.planned_m
        done, planned = format_bare_distance(run.done_m, unit), format_bare_distance(run.planned_m, unit)
        whole = [f"{float(figure):.0f}" for figure in (done, planned)]
        return _first_fitting(
            [
                _done_of_planned(done, planned, unit, begun=started),
                _done_of_planned(whole[0], whole[1], unit, begun=True),
                f"{whole[0]}/{whole[1]} {unit}",
            ],
            width,
        )
    if run.planned_s or run.done_s:
        started = started or bool(run.done_s) or run.left_s != run.planned_s
        return _done_of_planned(_hours_minutes(run.done_s), _hours_minutes(run.planned_s), "h", begun=started)
    return ""


def running_total_and_left(sums: Totals, unit: Unit, width: int = 80, *, started: bool = False) -> str:
    """Return the running of a week with what is left: ``38 of 64 km, 26 left``, or shorter as the width allows."""
    run = sums.run
    if not running_left(sums, unit) or not run.planned_m:
        return running_total(sums, unit, width, started=started)
    done, planned, left = (format_bare_distance(metres, unit) for metres in (run.done_m, run.planned_m, run.left_m))
    whole = [f"{float(figure):.0f}" for figure in (done, planned, left)]
    return _first_fitting(
        [
            f"{done} of {planned} {unit}, {left} left",
            f"{done}/{planned} {unit} {left} left",
            f"{whole[0]}/{whole[1]} {unit} {whole[2]} left",
            f"{whole[0]}/{whole[1]} {whole[2]} left",
            running_total(sums, unit, width, started=started),
        ],
        width,
    )


def strength_total(sums: Totals, width: int = 80, *, started: bool = False, unit_name: str = "") -> str:
    """A week's strength: ``1 of 3 strength, 2 left``; ``1/3 S, 2 left`` in little room; ``3 strength`` with all ahead.

    Args:
        sums: The week's totals.
        width: Cells there are.
        started: Whether a week with nothing done says so.
        unit_name: What one session is called; empty for the word ``strength_total``, where nothing around says so.
    """
    part = sums.strength
    if not (part.planned_sessions or part.done_sessions):
        return ""
    changed = part.left_sessions != part.planned_sessions
    started = started or bool(part.done_sessions) or changed
    done, planned = str(part.done_sessions), str(part.planned_sessions)
    unit = "strength" if not unit_name else unit_name if part.planned_sessions == 1 else f"{unit_name}s"
    words = _done_of_planned(done, planned, unit, begun=started).strip()
    if not (part.left_sessions and changed):
        return _first_fitting(
            [words, words.replace(" of ", "/"), f"S {done}/{planned}" if started else f"S {planned}"], width
        )
    left = f"{part.left_sessions} left"
    return _first_fitting(
        [
            f"{words}, {left}",
            f"{words.replace(' of ', '/')}, {left}",
            f"{done}/{planned} S, {left}",
            f"S {done}/{planned} {left}",
        ],
        width,
    )


def running_left(sums: Totals, unit: Unit) -> str:
    """What is still ahead of a week that is no longer as planned: ``26 km left``; empty while all or nothing is."""
    run = sums.run
    if run.planned_m:
        return f"{format_bare_distance(run.left_m, unit)} {unit} left" if run.left_m and _differs(sums) else ""
    return f"{_hours_minutes(run.left_s)} h left" if run.left_s and _differs(sums) else ""


def _differs(sums: Totals) -> bool:
    run = sums.run
    return bool(run.done_m or run.done_s) or (run.left_m, run.left_s) != (run.planned_m, run.planned_s)


def _share_done(sums: Totals) -> float | None:
    """How much of the planned running is done, 1.0 for all of it; None when none was planned."""
    run = sums.run
    if run.planned_m:
        return run.done_m / run.planned_m
    return run.done_s / run.planned_s if run.planned_s else None


def done_bar(sums: Totals, width: int, glyphs: Glyphs) -> str:
    """``━━━━────── 38 %``; empty while nothing is done."""
    share = _share_done(sums)
    if not share:
        return ""
    label = f"{100 * share:4.0f} %"
    room = min(width - len(label), _MAX_BAR)
    if room < _MIN_BAR:
        return label.strip()
    full = min(round(room * share), room)
    return glyphs.bar_full * full + glyphs.bar_empty * (room - full) + label


def _is_over(view: CalendarView, week: CalendarWeek) -> bool:
    return week.start + WEEK <= view.today


def _first_fitting(choices: Iterable[str], width: int) -> str:
    """The first that fits; the last where none does."""
    words = ""
    for words in choices:
        if cell_len(words) <= width:
            break
    return words


def _done_of_planned(done: str, planned: str, unit: str, *, begun: bool) -> str:
    return f"{done} of {planned} {unit}" if begun else f"{planned} {unit}"


def _hours_minutes(seconds: int) -> str:
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}"
