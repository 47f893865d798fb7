"""A day in words: for the two lines under the month, the panel next to it, and the sheet of the day."""

from __future__ import annotations

import datetime as dt

from rich.cells import cell_len

from planner.text import clean_line, clean_note
from planner.training.absences import Absence
from planner.training.blocks import block_on
from planner.training.formatting import format_day, format_number, format_sets, workout_title
from planner.training.precautions import wall_sit_precaution
from planner.training.weeks import DAY
from planner.training.workout_names import reason_without_heading
from planner.training.workouts import AS_PLANNED, Sport, StoredStatus, Workout
from planner.tui import labels
from planner.tui.calendar.view import CalendarView
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.wrap import wrap_labelled, wrap_pieces, wrap_rows

_MAX_REMARK, _MAX_NOTE = 400, 2000
"""Characters that are shown of a remark or reason in brief, and of a note."""
_EMPTY_CALENDAR = "Nothing is planned yet. Press {} to build a block of running and strength, or {} to add a workout."


def day_summary_rows(view: CalendarView, day: dt.date, width: int) -> list[Row]:
    """Return a day in two lines: its workouts, then why its strength session is there; or the preview's remarks.

    The second line ends in an ellipsis where there is more to say.
    """
    date = f" {format_day(day)}  "
    texts = [("text", clean_line(remark, _MAX_REMARK)) for remark in view.remarks] or _summary_texts(view, day)
    rows = wrap_pieces(texts, width - 2 - cell_len(date), indent=0)
    first, second = [*rows, ()][:2]
    if len(rows) > 2:
        second = (*second[:-1], second[-1]._replace(text=f"{second[-1].text.rstrip(' ·')}{view.glyphs.ellipsis}"))
    lines = (Piece(date, "title"), *first), (Piece(" " * cell_len(date), "muted"), *second)
    return [tuple(piece._replace(background="band") for piece in line) for line in lines]


def _summary_texts(view: CalendarView, day: dt.date) -> list[tuple[str, str]]:
    """Return the texts that sum a day up, each after its colour."""
    workouts = view.workouts_on(day)
    absence = absence_text(view, day)
    texts = [("warn", f"{absence} ·")] if absence else []
    if not workouts:
        texts.append(("muted", _empty_text(view) if _is_empty(view) else "nothing planned"))
    for position, workout in enumerate(workouts):
        texts += [("muted", "·")] if position else []
        summary = labels.workout_summary(workout, view.unit, view.glyphs)
        start = f"{workout.start} " if workout.is_race and workout.start else ""
        texts.append((_text_color(workout), f"{start}{summary}"))
        texts += _said_texts(view, workout)
    if day in view.busy_texts:
        texts.append(("muted", f"· {view.busy_texts[day]}"))
    for workout in sorted(workouts, key=lambda item: item.sport is not Sport.STRENGTH):
        if workout.reason:
            texts.append(("muted", f"· {clean_line(reason_without_heading(workout), _MAX_REMARK)}"))
    return texts


def _said_texts(view: CalendarView, workout: Workout) -> list[tuple[str, str]]:
    """Return what is said of a workout after its summary: its status, pace and rating, and the runner's words."""
    status = labels.status_text(workout, view.today)
    facts = [labels.pace_text(workout, labels.shown_effort(workout), view.unit), labels.felt_text(workout)]
    texts = [("muted", f"({status})")] if status else []
    texts += [("text", f"· {fact}") for fact in facts if fact]
    if workout.actual is not None and workout.actual.note:
        texts.append(("text", f"“{clean_line(workout.actual.note, _MAX_REMARK)}”"))
    return texts


def _is_empty(view: CalendarView) -> bool:
    return not view.blocks and not view.workouts_by_day


def _empty_text(view: CalendarView) -> str:
    return _EMPTY_CALENDAR.format(*view.start_keys)


def _text_color(workout: Workout) -> str:
    return labels.color_of(workout) if workout.is_training else "muted"


def day_rows(
    view: CalendarView,
    day: dt.date,
    width: int,
    background: str = "band",
    *,
    with_start_keys: bool = True,
    is_brief: bool = False,
) -> list[Row]:
    """Return a day in full: its date, and every workout with its sets, reason and notes.

    Args:
        view: The days.
        day: Which of them.
        width: The width in cells.
        background: The palette's name of the background.
        with_start_keys: Whether an empty calendar names the keys that begin one; they do not work on a sheet.
        is_brief: Whether workouts are shown by their titles and times only, as in a preview: what counts at each of its
            steps is what lies on the day, and the whole text of a day is slow to send.
    """
    rows: list[Row] = [(Piece(f"{day:%A} {day.day} {day:%B}", "title", background),)]
    rows += [(Piece(text, "muted", background),) for text in _block_facts(view, day)]
    rows += busy_rows(view, day, width, background)
    for remark in view.remarks:
        rows += [(), *wrap_rows(clean_line(remark, _MAX_REMARK), width, "accent", background)]
    workouts = view.workouts_on(day)
    if not workouts:
        empty = _empty_text(view) if with_start_keys and _is_empty(view) else "Nothing planned."
        rows += [(), *wrap_rows(empty, width, "muted", background)]
    for workout in workouts:
        rows_of = _brief_workout_rows if is_brief else workout_rows
        rows += [(), *rows_of(view, workout, width, background)]
    return rows


def busy_rows(view: CalendarView, day: dt.date, width: int, background: str) -> list[Row]:
    """Return ``busy 17:30-19:00 in your calendar`` of a day with a half that other calendars close; else nothing."""
    text = f"{view.busy_texts[day]} in your calendar" if day in view.busy_texts else ""
    return wrap_rows(text, width, "muted", background) if text else []


def _brief_workout_rows(view: CalendarView, workout: Workout, width: int, background: str) -> list[Row]:
    """Return one workout by its title and time, and whether it has moved."""
    amounts = labels.amounts_text(workout, workout.planned, view.unit) if workout.sport is not Sport.STRENGTH else ""
    status = labels.status_text(workout, view.today)
    mark = labels.status_glyph(workout, view.today, view.glyphs)
    locked = f"{view.glyphs.locked} locked here" if workout.locked else ""
    texts = [
        (workout_title(workout), _text_color(workout)),
        (" · ".join(filter(None, (workout.start, amounts))), "text"),
        (f"{mark} {status}".strip() if status else "", "muted"),
        (locked, "muted"),
    ]
    return [row for text, color in texts if text for row in wrap_rows(text, width, color, background)]


def workout_rows(view: CalendarView, workout: Workout, width: int, background: str = "band") -> list[Row]:
    """Return one workout in full."""
    glyphs = view.glyphs
    rows = wrap_rows(workout_title(workout), width, _text_color(workout), background)
    status = labels.status_text(workout, view.today)
    if workout.actual is not None:  # what was done comes before what was planned
        mark = labels.status_glyph(workout, view.today, glyphs)
        rows += wrap_rows(f"{mark} {status}".strip(), width, "done", background)
        rows += _done_rows(view, workout, width, background)
    amounts = labels.amounts_text(workout, workout.planned, view.unit) if workout.sport is not Sport.STRENGTH else ""
    pace = labels.pace_text(workout, workout.planned, view.unit)
    facts = [workout.start or "", amounts, pace]
    if workout.planned.rpe is not None:
        facts.append(f"RPE {format_number(workout.planned.rpe)}")
    text = " · ".join(fact for fact in facts if fact)
    is_compared = workout.actual is not None and workout.status is StoredStatus.DONE
    rows += wrap_rows(f"planned {text}" if is_compared and text else text, width, "text", background)
    for part in workout.planned.sets:
        rows += wrap_rows(format_sets((part,), glyphs.multiply), width, "text", background)
    rows += _step_rows(view, workout, width, background)
    if workout.actual is None:
        rows += wrap_rows(wall_sit_precaution(workout.planned.sets), width, "muted", background)
        if status:
            mark = labels.status_glyph(workout, view.today, glyphs)
            rows += wrap_rows(f"{mark} {status}".strip(), width, "muted", background)
    if workout.locked:
        rows += wrap_rows(f"{glyphs.locked} locked here", width, "muted", background)
    for text in (reason_without_heading(workout), workout.note):
        if text:
            rows += [(), *wrap_rows(clean_note(text, _MAX_NOTE), width, "muted", background)]
    return rows


def _step_rows(view: CalendarView, workout: Workout, width: int, background: str) -> list[Row]:
    """Return the planned steps of a run, each on a line of its own, indented where it is wrapped."""
    if not workout.planned.steps:
        return []
    from planner.training.steps_text import format_step_lines

    rows: list[Row] = []
    for line in format_step_lines(workout.planned.steps, view.unit):
        rows += wrap_labelled(Piece("  ", "text", background), line.replace("×", view.glyphs.multiply), width)
    return rows


_HOW_TO_DAYS_BACK = 5
"""The days that the instructions of a light session look back for the run it follows, its own day included."""


def how_to_rows(view: CalendarView, workout: Workout, width: int, background: str = "band") -> list[Row]:
    """Return how to do a strength session, line by line; nothing for other workouts and for one that is done."""
    from planner.training.session_instructions import session_instructions

    if workout.actual is not None:
        return []
    before = [other for days in range(_HOW_TO_DAYS_BACK) for other in view.workouts_on(workout.date - DAY * days)]
    shown_with_sets = wall_sit_precaution(workout.planned.sets)
    lines = [line for line in session_instructions(workout, before, view.sled_kg) if line != shown_with_sets]
    rows: list[Row] = [(), (Piece("How", "title", background),)] if lines else []
    for line in lines:
        rows += wrap_rows(line, width, "text", background)
    return rows


def _done_rows(view: CalendarView, workout: Workout, width: int, background: str) -> list[Row]:
    assert workout.actual is not None
    effort = workout.actual.effort
    amounts, pace = labels.amounts_text(workout, effort, view.unit), labels.pace_text(workout, effort, view.unit)
    copied = AS_PLANNED if workout.actual.source == AS_PLANNED else ""
    facts = [amounts, pace, copied, labels.felt_text(workout)]
    rows = wrap_rows(" · ".join(fact for fact in facts if fact), width, "done", background)
    for part in effort.sets if effort.sets != workout.planned.sets else ():
        rows += wrap_rows(format_sets((part,), view.glyphs.multiply), width, "done", background)
    if workout.actual.note:
        rows += wrap_rows(clean_note(workout.actual.note, _MAX_NOTE), width, "text", background)
    recorded = view.recorded.get(workout.id)
    if recorded is not None and (text := recorded.text_of(workout)):
        rows += wrap_rows(clean_line(text, _MAX_REMARK), width, "muted", background)
    return rows


def _block_facts(view: CalendarView, day: dt.date) -> list[str]:
    block = block_on(view.blocks, day)
    facts = [absence] if (absence := absence_text(view, day)) else []
    if block is not None:
        phase = clean_line(block.phase_on(day) or "", 30)
        facts.append(f"week {block.week_number(day)} of {block.weeks}{f', {phase}' if phase else ''}")
    return facts


def absence_text(view: CalendarView, day: dt.date) -> str:
    """Return ``sick until Fri 8 Jan: flu`` or ``sore 7, slept badly``; empty where nothing was recorded."""
    return ", ".join(_absence_phrase(absence) for absence in view.absences if absence.contains(day))


def _absence_phrase(absence: Absence) -> str:
    until = f" until {format_day(absence.last)}" if absence.stops_training and absence.first < absence.last else ""
    return f"{absence.label}{until}" + (f": {clean_line(absence.note, 60)}" if absence.note else "")
