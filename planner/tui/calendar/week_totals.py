"""A week's sums in words, as long as the room allows: done, planned and left, for running and for strength.

Running and strength are never added to each other. What is left is named once a week differs from its plan.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from planner.text import format_count
from planner.training.formatting import format_bare_distance, format_hold, format_hours, format_hours_minutes
from planner.training.races import Unit
from planner.training.totals import RunTotals, Totals
from planner.training.weeks import WEEK
from planner.tui import labels
from planner.tui.calendar.day_cells import CellLine, CellRoom, pad_lines, text_line
from planner.tui.calendar.view import CalendarView, CalendarWeek
from planner.tui.theme import Glyphs
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.wrap import fit, fit_both

_MIN_BAR_WIDTH, _MAX_BAR_WIDTH = 3, 10
_LEFT_MIN_LINES = 3
"""The lines below a week's name from which what is left has a line of its own."""
_HEADINGS_MIN_LINES = 6
"""The lines below a week's name from which running and strength have headings."""
_HEADING_WIDTH = 11
_LONG_LABEL_MIN_WIDTH = 50
"""The width from which a week is called ``week 5`` instead of ``wk 5``."""


def week_total_lines(view: CalendarView, week: CalendarWeek, room: CellRoom) -> list[CellLine]:
    """Return a week's sums as lines: its number and phase, running, strength, what is left, and a bar.

    With enough lines, running and strength have headings; with two lines, each of the two says what it has left.
    """
    name = week_label(week)
    phase = week.phase
    if cell_len(phase) > room.width - cell_len(name) - 1:
        phase = fit(phase, room.width - cell_len(name) - 1, view.glyphs).rstrip()
    color = "title" if week.starts_phase else "muted"
    head = CellLine(fit_both(name, phase, room.width, view.glyphs), color)
    has_headings = room.height - 1 >= _HEADINGS_MIN_LINES
    body = _lines_with_headings(view, week, room) if has_headings else _lines_without_headings(view, week, room)
    return pad_lines([head, *body], room)


def _lines_with_headings(view: CalendarView, week: CalendarWeek, room: CellRoom) -> list[CellLine]:
    is_over = _is_over(view, week)
    run = running_total(week.totals, view.unit, room.width, started=is_over)
    sessions = strength_total(week.totals, room.width, started=is_over, unit_name="session")
    lines = (
        ("Running" if run else "", "muted"),
        (run, "text"),
        (running_left(week.totals, view.unit), "muted"),
        (done_bar(week.totals, room.width, view.glyphs), "done"),
        ("Strength" if sessions else "", "muted"),
        (sessions, "strength"),
    )
    return [text_line(view, text, room, color) for text, color in lines if text]


def _lines_without_headings(view: CalendarView, week: CalendarWeek, room: CellRoom) -> list[CellLine]:
    is_over = _is_over(view, week)
    bar = done_bar(week.totals, room.width, view.glyphs)
    left = running_left(week.totals, view.unit)
    if room.height - 1 < _LEFT_MIN_LINES:
        run, left, bar = running_total_and_left(week.totals, view.unit, room.width, started=is_over), "", ""
    else:
        run = running_total(week.totals, view.unit, room.width, started=is_over)
        if room.height - 1 == _LEFT_MIN_LINES and left and bar:
            # no line is free for the bar: its percentage goes behind what is left
            with_share = f"{left} {bar.split()[-2]} %"
            left, bar = (with_share if cell_len(with_share) <= room.width else left), ""
    sessions = strength_total(week.totals, room.width, started=is_over)
    lines = ((run, "text"), (sessions, "strength"), (left, "muted"), (bar, "done"))
    return [text_line(view, text, room, color) for text, color in lines if text]


def week_label(week: CalendarWeek) -> str:
    """Return ``wk 5`` for a week of a block, ``W3`` for one of the year."""
    return f"wk {week.label}" if week.label.isdigit() else week.label


def week_total_row(view: CalendarView, week: CalendarWeek, width: int) -> Row:
    """Return the line that ends a week in a list: its number, and on the right its phase and its sums."""
    name = f" {week_label(week)}"
    if width >= _LONG_LABEL_MIN_WIDTH:
        name = name.replace("wk", "week")
    sums, unit, is_over = week.totals, view.unit, _is_over(view, week)
    choices = (  # the longest first; the numbers are widths in cells
        (week.phase, running_total_and_left(sums, unit, started=is_over), strength_total(sums, started=is_over)),
        (week.phase, running_total(sums, unit, started=is_over), strength_total(sums, started=is_over)),
        (week.phase, running_total(sums, unit, started=is_over), strength_total(sums, 13, started=is_over)),
        (week.phase, running_total(sums, unit, 10, started=is_over), strength_total(sums, 12, started=is_over)),
        (running_total(sums, unit, 10, started=is_over), strength_total(sums, 12, started=is_over)),
    )
    joined = [" · ".join(part for part in parts if part) for parts in choices]
    text = _first_fitting(joined, width - cell_len(name) - 3)
    color = "title" if week.starts_phase else "muted"
    return (Piece(fit_both(name, f"{text} ", width, view.glyphs), color, week.background),)


def week_total_rows(view: CalendarView, week: CalendarWeek, width: int) -> list[Row]:
    """Return a week's sums in three lines: its number and phase, running, strength."""
    background = week.background
    name = f" {week_label(week).replace('wk', 'week')}" + (f" of {week.block_weeks}" if week.block_weeks else "")
    share = done_bar(week.totals, width // 4, view.glyphs)
    bar = f" {share} " if share else ""
    run = _join_facts("Running", _run_facts(view, week), width, bar, view.glyphs)
    strength = _join_facts("Strength", _strength_facts(view, week), width, "", view.glyphs)
    head = " · ".join(part for part in (name, week.phase) if part)
    return [
        (Piece(fit(head, width, view.glyphs), "title" if week.phase else "muted", background),),
        (Piece(run, "text", background),),
        (Piece(strength, "strength", background),),
    ]


def _join_facts(heading: str, facts: list[str], width: int, right: str, glyphs: Glyphs) -> str:
    """Return a heading with as many facts as fit before the text at the right edge."""
    shown = [fact for fact in facts if fact] or ["none"]
    while len(shown) > 1 and _HEADING_WIDTH + cell_len(" · ".join(shown)) + cell_len(right) > width:
        shown.pop()
    return fit_both(f" {heading}".ljust(_HEADING_WIDTH) + " · ".join(shown), right, width, glyphs)


def _run_facts(view: CalendarView, week: CalendarWeek) -> list[str]:
    run, is_over = week.totals.run, _is_over(view, week)
    has_distance, has_time = bool(run.planned_m or run.done_m), bool(run.planned_s or run.done_s)
    started = is_over or bool(run.done_s)
    hours = _done_of_planned(format_hours(run.done_s), format_hours(run.planned_s), "", started=started).strip()
    if not run.planned_s:
        hours = format_hours(run.done_s)
    return [
        running_total(week.totals, view.unit, started=is_over),
        running_left(week.totals, view.unit),
        f"+ {format_count(run.without_distance, 'run')} without a distance" if run.without_distance else "",
        hours if has_distance and has_time else "",  # without a distance the total is in hours already
    ]


def _strength_facts(view: CalendarView, week: CalendarWeek) -> list[str]:
    sums = week.totals.strength
    if not (sums.planned_sessions or sums.done_sessions):
        return []
    started = _is_over(view, week) or bool(sums.done_sessions) or sums.left_sessions != sums.planned_sessions
    if not sums.planned_sessions:  # what was done outside a plan was asked for by nothing
        return [
            strength_total(week.totals, unit_name="session"),
            f"sled {sums.sled_m_done:.0f} m" if sums.sled_m_done else "",
            f"wall sit {format_hold(sums.wall_sit_s_done)}" if sums.wall_sit_s_done else "",
        ]
    sled = _done_of_planned(f"{sums.sled_m_done:.0f}", f"{sums.sled_m_planned:.0f}", "m", started=started)
    sit_done, sit_planned = format_hold(sums.wall_sit_s_done), format_hold(sums.wall_sit_s_planned)
    sits = _done_of_planned(sit_done, sit_planned, "", started=started)
    return [
        strength_total(week.totals, started=started, unit_name="session"),
        f"sled {sled}" if sums.sled_m_planned or sums.sled_m_done else "",
        f"wall sit {sits.strip()}" if sums.wall_sit_s_planned or sums.wall_sit_s_done else "",
    ]


def running_total(sums: Totals, unit: Unit, width: int = 80, *, started: bool = False) -> str:
    """Return the running of a week: ``38 of 44 km``, ``64 km`` while all is ahead, ``8 km done`` without a plan.

    It is in hours where no distance is known.

    Args:
        sums: The week's totals.
        unit: The unit distances are shown in.
        width: The width in cells; decimals are left out where they do not fit.
        started: Whether to say ``0 of 64 km`` where nothing is done.
    """
    run = sums.run
    if run.planned_m or run.done_m:
        started = started or bool(run.done_m or run.without_distance) or run.left_m != run.planned_m
        done, planned = format_bare_distance(run.done_m, unit), format_bare_distance(run.planned_m, unit)
        more = _more_than_known(run)
        whole = [f"{float(done):.0f}{more}", f"{float(planned):.0f}"]
        if not run.planned_m:
            return _first_fitting([f"{done}{more} {unit} done", f"{whole[0]} {unit}"], width)
        usual = _done_of_planned(f"{done}{more}", planned, unit, started=started)
        return _first_fitting([usual, f"{whole[0]} of {whole[1]} {unit}", f"{whole[0]}/{whole[1]} {unit}"], width)
    if run.planned_s or run.done_s:
        if not run.planned_s:
            return f"{format_hours_minutes(run.done_s)} h done"
        started = started or bool(run.done_s) or run.left_s != run.planned_s
        done, planned = format_hours_minutes(run.done_s), format_hours_minutes(run.planned_s)
        return _done_of_planned(done, planned, "h", started=started)
    return ""


def _more_than_known(run: RunTotals) -> str:
    """Return the mark of a distance that is only a part, because not all of it was recorded."""
    return "+" if run.without_distance else ""


def running_total_and_left(sums: Totals, unit: Unit, width: int = 80, *, started: bool = False) -> str:
    """Return the running of a week with what is left: ``38 of 64 km, 26 left``, or shorter as the width allows."""
    run = sums.run
    if not running_left(sums, unit) or not run.planned_m:
        return running_total(sums, unit, width, started=started)
    done, planned, left = (format_bare_distance(metres, unit) for metres in (run.done_m, run.planned_m, run.left_m))
    whole = [f"{float(figure):.0f}" for figure in (done, planned, left)]
    more = _more_than_known(run)
    done, whole[0] = f"{done}{more}", f"{whole[0]}{more}"
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
    """Return the strength of a week: ``1 of 3 strength, 2 left``, ``3 strength`` while all is ahead.

    Without a plan it is ``1 strength done``.

    Args:
        sums: The week's totals.
        width: The width in cells; ``strength ●○○`` where there is little, a dot a session.
        started: Whether to say ``0 of 3`` where nothing is done.
        unit_name: What one session is called; ``strength`` when empty, for where no heading says it.
    """
    strength = sums.strength
    if not (strength.planned_sessions or strength.done_sessions):
        return ""
    if not strength.planned_sessions:
        name = unit_name or "strength"
        several = f"{name}s" if unit_name and strength.done_sessions != 1 else name
        texts = [f"{strength.done_sessions} {several} done", f"{strength.done_sessions} {several}"]
        return _first_fitting([*texts, labels.session_dots(strength)], width)
    has_changed = strength.left_sessions != strength.planned_sessions
    started = started or bool(strength.done_sessions) or has_changed
    done, planned = str(strength.done_sessions), str(strength.planned_sessions)
    unit = "strength" if not unit_name else unit_name if strength.planned_sessions == 1 else f"{unit_name}s"
    words = _done_of_planned(done, planned, unit, started=started).strip()
    shorter = words.replace(" of ", "/")
    dots = labels.session_dots(strength)
    in_dots = [f"{done}/{planned} {dots}"] if unit_name else [f"strength {dots}", f"str {dots}"]
    if strength.left_sessions and has_changed:
        left = f"{strength.left_sessions} left"
        texts = [f"{words}, {left}", f"{shorter}, {left}", *in_dots, dots]
    else:
        texts = [words, shorter, *in_dots, dots]
    return _first_fitting(texts, width)


def running_left(sums: Totals, unit: Unit) -> str:
    """Return what is left of a week that differs from its plan: ``26 km left``; empty while all or nothing is left."""
    run = sums.run
    if not (run.done_m or run.done_s) and (run.left_m, run.left_s) == (run.planned_m, run.planned_s):
        return ""
    if run.planned_m:
        return f"{format_bare_distance(run.left_m, unit)} {unit} left" if run.left_m else ""
    return f"{format_hours_minutes(run.left_s)} h left" if run.left_s else ""


def _share_done(sums: Totals) -> float | None:
    """Return the share of the planned running that is done, 1.0 for all of it; None when none was planned."""
    run = sums.run
    if run.planned_m:
        return run.done_m / run.planned_m
    return run.done_s / run.planned_s if run.planned_s else None


def done_bar(sums: Totals, width: int, glyphs: Glyphs) -> str:
    """Return ``━━━━────── 38 %``; empty while nothing is done."""
    share = _share_done(sums)
    if not share:
        return ""
    label = f"{100 * share:4.0f} %"
    room = min(width - len(label), _MAX_BAR_WIDTH)
    if room < _MIN_BAR_WIDTH:
        return label.strip()
    full = min(round(room * share), room)
    return glyphs.bar_full * full + glyphs.bar_empty * (room - full) + label


def _is_over(view: CalendarView, week: CalendarWeek) -> bool:
    return week.start + WEEK <= view.today


def _first_fitting(choices: Sequence[str], width: int) -> str:
    """Return the first text that fits; the last one where none does."""
    return next((text for text in choices if cell_len(text) <= width), choices[-1])


def _done_of_planned(done: str, planned: str, unit: str, *, started: bool) -> str:
    return f"{done} of {planned} {unit}" if started else f"{planned} {unit}"
