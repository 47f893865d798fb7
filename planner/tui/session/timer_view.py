"""The running session in rows: what is done now, the time in large digits, what to look at, what is done and left.

From one second to the next only the digits differ, so that only they are sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.style import Style

from planner.text import capitalize_first
from planner.training.formatting import format_clock, format_day, format_number, workout_title
from planner.training.precautions import STOP_SIGNS
from planner.training.session_timer import run_words
from planner.training.session_timer.segments import WARM_UPS, SegmentKind
from planner.training.session_timer.session_run import SessionRun, Variant
from planner.training.workouts import Exercise, Workout
from planner.tui import theme
from planner.tui.host import host_of
from planner.tui.session.big_digits import LIT_BACKGROUND, digit_rows, largest_size
from planner.tui.theme import Glyphs, PaletteStyles
from planner.tui.widgets.rows import Piece, Row, SizedRows, row_width
from planner.tui.widgets.wrap import fit, fit_both, wrap_text

_SIDE_FROM = 64
"""Cells from which the notes are next to the digits and not below them."""
_SIDE_WIDTH = 27
_MAX_DIGIT_LINES = {100: 7, 160: 16}
"""The most lines of a digit on screens narrower than so many cells.

On 80 cells a larger one would send more than 200 bytes from one second to the next, over a slow line.
"""
_MOST_DIGIT_LINES = 30
_MARGIN = 2
_NEXT = "next  "
_OVER = "Not recorded yet: record it, or do the last one again."
_WORD_WIDTH = len("Round 1 of 5")
_QUESTION_LINES = 3
_RUNNING = "accent"
"""The colour of the mark of the round that runs."""
_LOW_BELOW = 14
"""Lines from which all sets have a line each, and not only the one at hand."""


@dataclass(frozen=True, slots=True)
class ShownSession:
    """What the view shows.

    Attributes:
        workout: What is being done.
        run: Where it is.
        at: The session second of now.
        is_flashing: Whether the line of the countdown is inverted for this second.
        is_asked: Whether a form over it asks what was done, so that it need not be said.
    """

    workout: Workout
    run: SessionRun
    at: float
    is_flashing: bool = False
    is_asked: bool = False


def head_row(workout: Workout, run: SessionRun, width: int, glyphs: Glyphs) -> Row:
    """Return the line above all: ``Heavy sled and wall sit · Tue 5 Jan``, and where in it one is."""
    title = f" {workout_title(workout)} · {format_day(workout.date)}"
    if run.variant is not Variant.GYM:
        title = f" {capitalize_first(run_words.VARIANT_WORDS[run.variant])}"
    place = f" {run_words.place_words(run)} " if not run.is_over else ""
    right = place if cell_len(title) + cell_len(place) <= width else f" {place.rpartition(' · ')[2].strip()} "
    line = fit_both(title, right, width, glyphs)
    left_width = width - cell_len(right)
    return (Piece(line[: len(line) - len(right)], "title", "band"), Piece(right, "muted", "band")) * (left_width > 0)


def timer_rows(shown: ShownSession, width: int, height: int, glyphs: Glyphs) -> list[Row]:
    """Return the running session as rows that fill a size in cells and lines."""
    run, at = shown.run, shown.at
    room = width - 2 * _MARGIN
    is_wide, is_low = width >= _SIDE_FROM, height < _LOW_BELOW
    has_many_sets = sum(part.rounds > 0 for part in run.sets) > height // 2
    text = run_words.time_text(run, at)
    notes = run_words.side_notes(run) if text else ()  # a question comes alone
    now = _now_row(shown, width, glyphs)
    below = [*_set_rows(run, room, glyphs, only_current=is_low or has_many_sets), *_next_rows(run, room, glyphs)]
    note_lines = [] if is_wide else wrap_text(" · ".join(notes), room)[: 2 if is_low else 3]
    note_rows: list[Row] = [(Piece(line.strip(" ·"), "text"),) for line in note_lines if line]
    spare = height - 1 - len(below) - len(note_rows)
    most = next((lines for below, lines in _MAX_DIGIT_LINES.items() if width < below), _MOST_DIGIT_LINES)
    side = _SIDE_WIDTH if is_wide else 0
    digits = _digit_rows(text, run, room - side, min(spare, most)) if text else []
    message = [] if run.is_over and shown.is_asked else _message_rows(run, room)
    middle = _with_side(digits, notes if is_wide else (), room) if digits else message
    spare -= len(middle)
    stop: list[Row] = (
        [(Piece(line, "muted"),) for line in wrap_text(STOP_SIGNS, room)] if _needs_stop_signs(run) else []
    )
    if spare < len(stop) + 4:
        stop = []
    spare -= len(stop)
    # Blank lines where there is room: below the first line, then below the digits, then between what is at the foot.
    gap_below_now, gap_below_digits, gap_in_foot = (int(spare > count) for count in range(3))
    above, between = min(max(spare - 3, 0) // 4, 3), min(max(spare - 3, 0) // 5, 3)
    rows: list[Row] = [*[()] * above, now, *[()] * (gap_below_now + between), *middle]
    rows += [*[()] * gap_below_digits, *note_rows] if note_rows else []
    foot: list[Row] = [*stop, *([()] if stop and gap_in_foot else []), *below]
    rows += [()] * (height - len(rows) - len(foot))
    rows += foot
    return [row if row is now or not row else (Piece(" " * _MARGIN), *row) for row in rows][:height]


def _needs_stop_signs(run: SessionRun) -> bool:
    segment = run.segment
    return segment is not None and run.away is None and run.sets[segment.part].exercise == Exercise.WALL_SIT


def _now_row(shown: ShownSession, width: int, glyphs: Glyphs) -> Row:
    run, at = shown.run, shown.at
    word, phrase = run_words.segment_words(run, at)
    color = _word_color(run, at)
    if run.paused is not None:
        word, phrase = "Paused", f"{word.lower()}{'' if phrase.startswith('before') else ':'} {phrase}"
    elif run.away is not None:
        word, phrase = "Welcome back", ""
    background = "ground"
    if shown.is_flashing:
        color, background = "accent_text", "accent"
    # in its column the phrase stays where it is when a rest becomes the time to get ready
    head = f"{' ' * _MARGIN}{word.ljust(_WORD_WIDTH) if width >= _SIDE_FROM else word}"
    if cell_len(head) + cell_len(phrase) + 3 > width:
        phrase = phrase.replace(" backward", "").replace(" with the ball", "")
    rest = fit(f"   {phrase}", max(width - cell_len(head), 0), glyphs)
    return (Piece(head, color, background), Piece(rest, "text" if background == "ground" else color, background))


def _word_color(run: SessionRun, at: float) -> str:
    return "today" if run.is_getting_ready(at) and not run.is_waiting else _digit_color(run)


def _digit_color(run: SessionRun) -> str:
    """Return the colour of the digits: work, rest and getting ready differ from afar.

    It stays the same for a whole segment, because another colour sends all digits again.
    """
    segment = run.segment
    if segment is None:
        return "done"
    if run.is_waiting:
        return "faint" if run.paused is not None else "today"
    colors = {SegmentKind.REST: "easy", SegmentKind.WARM_UP: "easy", SegmentKind.READY: "today"}
    return colors.get(segment.kind, "accent")


def _digit_rows(text: str, run: SessionRun, width: int, height: int) -> list[Row]:
    # the size fits the whole segment, so that it does not change while the time runs
    longest = format_clock(run.segment.seconds) if run.segment is not None and run.segment.seconds else text
    size = largest_size(max(longest, text, key=len), width, height)
    if size is None:
        return [(Piece(text, _digit_color(run)),)]
    return digit_rows(text, size, _digit_color(run))


def _with_side(digits: list[Row], notes: Sequence[str], width: int) -> list[Row]:
    """Return the digits with notes at the right edge, in the middle of their height."""
    top = max((len(digits) - 2 * len(notes) + 1) // 2, 0)
    lines = {top + 2 * index if 2 * len(notes) <= len(digits) + 1 else index: note for index, note in enumerate(notes)}
    rows = []
    for index, row in enumerate(digits):
        gap = width - _SIDE_WIDTH - row_width(row)
        note = lines.get(index, "")
        # a blank ends the row, because what fills the rest of a line has the background of its last piece
        rows.append((*row, Piece(" " * max(gap, 1)), *([Piece(note)] if note else [])))
    return rows


def _message_rows(run: SessionRun, width: int) -> list[Row]:
    """Return what is asked, or what is left to do once it is over."""
    text = run_words.question_words(run) or _OVER
    return [(Piece(line, "title"),) for line in wrap_text(text, width)[:_QUESTION_LINES]]


def _set_rows(run: SessionRun, width: int, glyphs: Glyphs, *, only_current: bool) -> list[Row]:
    """Return a line a set: each round done, running, skipped or left, with its load."""
    shown = [index for index, part in enumerate(run.sets) if part.rounds]
    if only_current and run.segment is not None:
        shown = [run.segment.part]
    names = {index: run_words.part_name(run.sets[index]) for index in shown}
    label_width = max((cell_len(name) for name in names.values()), default=0) + 2
    rows = []
    for index in shown:
        is_current = run.segment is not None and run.segment.part == index
        label = Piece(fit(names[index], label_width, glyphs), "text" if is_current else "muted")
        marks = _marks(run, index, glyphs)
        rows.append((label, *_fit_marks(marks, width - label_width, glyphs)))
    return rows


def _fit_marks(marks: list[tuple[str, str]], width: int, glyphs: Glyphs) -> list[Piece]:
    """Return the marks that fit, the running round among them; an ellipsis takes the place of the others."""
    pieces = [Piece(f"{mark} ", color) for mark, color in marks]
    cut = Piece(glyphs.ellipsis, "muted")
    running = next((index for index, (_, color) in enumerate(marks) if color == _RUNNING), 0)
    before: list[Piece] = []
    while row_width([*before, *pieces[: running + 1], cut]) > width and running:
        del pieces[0]
        running, before = running - 1, [cut]
    pieces = [*before, *pieces]
    if row_width(pieces) - 1 > width:
        while row_width(pieces) > width - cell_len(cut.text):
            pieces.pop()
        pieces.append(cut)
    return pieces


def _marks(run: SessionRun, part: int, glyphs: Glyphs) -> list[tuple[str, str]]:
    """Return ``(mark, colour)`` of each round of a set; with its load where loads differ, else the load at the end."""
    sets = run.sets[part]
    done = {one.number: one for one in run.performed if one.part == part}
    passed = {one.number for one in run.segments[: run.position] if one.part == part and one.is_work}
    # during the warm-up no round runs: it is round 2 of the warm-up that has the number 2
    is_here = run.segment is not None and run.segment.part == part and run.segment.kind not in WARM_UPS
    running = run.segment.number if is_here and run.segment is not None else 0
    loads = {number: done[number].load_kg if number in done else sets.load_kg for number in range(1, sets.rounds + 1)}
    if running in loads and run.pulled_kg is not None and run.segment is not None and run.segment.is_work:
        loads[running] = run.pulled_kg
    differ = len(set(loads.values())) > 1
    marks = []
    for number, load in loads.items():
        if number in done:
            mark, color = glyphs.done, "done"
        elif number == running:
            mark, color = glyphs.today, _RUNNING
        elif number in passed or run.is_over:
            mark, color = glyphs.skipped, "muted"
        else:
            mark, color = "." if glyphs is theme.ASCII else "·", "muted"
        marks.append((f"{mark}{format_number(load)}" if differ and load else mark, color))
    if not differ and sets.load_kg:
        marks.append((f" {format_number(sets.load_kg)} kg", "text"))
    return marks


def _next_rows(run: SessionRun, width: int, glyphs: Glyphs) -> list[Row]:
    words = run_words.next_words(run)
    if cell_len(words) > width - cell_len(_NEXT):
        words = run_words.next_words(run, is_short=True)
    return (
        [(Piece(_NEXT, "muted"), Piece(fit(words, width - cell_len(_NEXT), glyphs).rstrip(), "text"))] if words else []
    )


class DigitStyles(PaletteStyles):
    """The styles of a palette, with the lit cells of large digits: each in the colour of its own background."""

    def _build_style(self, color: str, background: str) -> Style:
        if background != LIT_BACKGROUND:
            return super()._build_style(color, background)
        lit = self.palette.mark(color)
        return Style(reverse=True) if lit is None else Style(color=lit, bgcolor=lit)


class TimerWidget(SizedRows):
    """The running session."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._shown: ShownSession | None = None

    def show_session(self, shown: ShownSession) -> None:
        """Show where the session is now; draws what differs."""
        self._shown = shown
        self.rebuild()

    def palette_styles(self) -> PaletteStyles:
        """Return the styles of the theme in use."""
        return theme.styles_of(self.app.theme, DigitStyles)

    def build_rows(self) -> Sequence[Row]:
        """Return the rows for the current size."""
        if self._shown is None:
            return ()
        glyphs = host_of(self).glyphs
        rows = timer_rows(self._shown, self.size.width, self.size.height, glyphs)
        if glyphs is not theme.ASCII:
            return rows
        return [tuple(piece._replace(text=piece.text.replace("°", " deg")) for piece in row) for row in rows]
