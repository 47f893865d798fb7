"""The rows of the first screen as a widget: four values, the block that follows from them, and the keys that go on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import events

from planner.text import clean_line, format_count
from planner.training.formatting import format_day_and_year
from planner.training.races import Unit
from planner.training.weeks import WEEKDAY_KEYS
from planner.tui.builder.draft_view import rest_mark
from planner.tui.builder.fields import DATE_FIELD
from planner.tui.first.block_answer import block_answer, load_sentence
from planner.tui.first.block_chart import LABEL_WIDTH, ChartParts, chart_rows
from planner.tui.first.goal_form import GoalForm, GoalRow, goal_title
from planner.tui.first.layout import lay_out
from planner.tui.host import host_of
from planner.tui.widgets.line_edit import LineEdit
from planner.tui.widgets.rows import Piece, Row, SizedRows, merge_pieces
from planner.tui.widgets.wrap import dim_rows, wrap_text

if TYPE_CHECKING:
    from planner.tui.builder.live_draft import LiveDraft

_QUESTION = "What are you training for?"
_LABELS = {GoalRow.RACE: "Race", GoalRow.SLED: "Sled evenings", GoalRow.RUNNING: "Now"}
_SHORT_LABELS = _LABELS | {GoalRow.SLED: "Sled"}
_HINTS = {
    GoalRow.RACE: "{change} another race, or type it: 10k, 42k.",
    GoalRow.DATE: "{change} a week, or type it: 18 apr, +14w.",
    GoalRow.SLED: "{change} the day, {turn} turns it. None is fine: wall sits at home.",
    GoalRow.RUNNING: "{change} by 5, or type it: 40, 25 mi. 0: I do not run yet.",
}
_KEYS = (
    ("first.open", "see it whole and change anything", "whole"),
    ("first.add", "just add a workout", "add"),
    ("first.plan", "bring a plan you have", "a plan"),
    ("first.demo", "look at a demo first", "demo"),
    ("app.help", "keys", "keys"),
    ("app.palette", "commands", "commands"),
    ("app.quit", "leave (all is saved as you go)", "leave"),
)
"""The keys named below the block, with the words for each in much and in little room."""
_LOW_HEIGHT = 12
"""Lines up to which the hint has one line."""
_MARGIN, _NARROW_MARGIN = 3, 1
_WIDEST, _WIDE_FROM, _PHONE_BELOW = 96, 72, 48
"""Columns that are used at most, from which on the keys are named in columns with all their words, and below which
labels and weekdays are short."""


class GoalRows(SizedRows):
    """The rows of a `GoalForm` and what they come to.

    Args:
        form: The rows.
        live_draft: The block that is drafted from them.
        on_change: Called as soon as a value is another one.
    """

    def __init__(self, form: GoalForm, live_draft: LiveDraft, on_change: Callable[[], None]) -> None:
        super().__init__(id="goal")
        self.form = form
        self._live_draft = live_draft
        self._on_change = on_change
        self._row_lines: dict[int, GoalRow] = {}

    # Keys and clicks

    def move(self, by: int) -> None:
        """Go to another row."""
        self.form.move(by)
        self.rebuild()

    def change(self, by: int) -> None:
        """Take another value of the row, or go to another weekday."""
        is_changed = self.form.change(by)
        self.rebuild()
        if is_changed and self.form.row is not GoalRow.SLED:
            self._on_change()

    def turn(self) -> None:
        """Turn the weekday under the cursor; only the row of evenings has one."""
        if self.form.row is GoalRow.SLED:
            self.form.turn()
            self.rebuild()
            self._on_change()

    def type_key(self, event: events.Key) -> bool:
        """Type a key into the row; False if it is no text there, but a command."""
        form, before = self.form, self.form.values()
        character = event.character or ""
        if character and form.starts_text(character):
            form.type_text(character)
        elif not form.edit_key(event.key):
            return False
        self.rebuild()
        if form.values() != before:
            self._on_change()
        return True

    def insert_pasted(self, text: str) -> None:
        """Type the first pasted line into the row."""
        line = clean_line(text.strip().partition("\n")[0], 40)
        if line and self.form.row in (GoalRow.DATE, GoalRow.RUNNING, GoalRow.RACE):
            self.form.type_text(line)
            self.rebuild()
            self._on_change()

    def on_click(self, event: events.Click) -> None:
        """Go to the clicked row; a click on a weekday turns it."""
        row = self._row_lines.get(event.y)
        if row is None:
            return
        self.form.go_to(row)
        weekday = (event.x - self._margin - self._label_width - len("  ")) // self._day_width
        if row is GoalRow.SLED and 0 <= weekday < len(WEEKDAY_KEYS):
            self.form.turn(self._weekdays[weekday])
            self._on_change()
        self.rebuild()

    @property
    def _weekdays(self) -> tuple[int, ...]:
        """The weekdays in the order of the runner's week, Monday 0."""
        result = self._live_draft.result
        first = result.runner.week_start if result is not None else 0
        return tuple((first + step) % 7 for step in range(7))

    # Drawing

    @property
    def _is_narrow(self) -> bool:
        return self.size.width < _WIDE_FROM

    @property
    def _margin(self) -> int:
        return _NARROW_MARGIN if self._is_narrow else _MARGIN

    @property
    def _is_phone(self) -> bool:
        return self.size.width < _PHONE_BELOW

    @property
    def _label_width(self) -> int:
        return 10 if self._is_phone else 15

    @property
    def _day_width(self) -> int:
        return 3 if self._is_phone else 4

    @property
    def _value_room(self) -> int:
        return max(self._room - self._label_width - 4, 6)

    @property
    def _room(self) -> int:
        return min(self.size.width - 2 * self._margin, _WIDEST)

    def build_rows(self) -> list[Row]:
        """Return what fits: the rows always, and of the rest the more the higher the screen is."""
        height = self.size.height
        rows = [self._goal_row(row) for row in GoalRow]
        keys = self._key_rows()
        hint = self._hint_rows(2 if height > _LOW_HEIGHT else 1)
        answer, loads = self._answer_rows()
        layout = lay_out(height - len(rows) - len(hint) - len(keys) - len(answer), len(loads))
        drawn: list[Row] = [()] * layout.above_question
        drawn += [self._indented(Piece(_QUESTION, "title"))] * layout.question
        drawn += [()] * layout.above_rows
        self._row_lines = {len(drawn) + line: row for line, row in enumerate(GoalRow)}
        drawn += [*rows, *hint, *([self._legend()] * layout.above_chart), *self._chart(layout.chart)]
        drawn += [*([()] * layout.above_answer), *answer, *(loads if layout.loads else ())]
        drawn += [*([()] * layout.above_keys), *keys]
        self._put_caret()
        return drawn[:height]

    def _indented(self, *pieces: Piece) -> Row:
        return (Piece(" " * self._margin, "muted"), *pieces)

    def _wrapped(self, text: str, color: str) -> list[Row]:
        return [self._indented(Piece(line, color)) for line in wrap_text(text, self._room)] if text else [()]

    def _chart(self, parts: ChartParts) -> list[Row]:
        live_draft, glyphs = self._live_draft, host_of(self).glyphs
        count = parts.bars + parts.has_floor + parts.has_sled + parts.has_phases
        if live_draft.view is None:
            return [()] * count
        rows = chart_rows(live_draft.view, live_draft.unit, glyphs, self._room, parts)
        rows = [self._indented(*row) for row in rows]
        return dim_rows(rows) if live_draft.is_stale else rows

    def _legend(self) -> Row:
        """Return what the colours of the bars are; nothing where there are none."""
        view = self._live_draft.view
        if view is None or self.app.no_color:
            return ()
        has_race = view.block.race_date is not None
        named = (("easy", "easy"), ("quality", "fast"), ("long", "long"), ("race", "race"))[: 4 if has_race else 3]
        pieces = [Piece(f"█ {word}  ", color) for color, word in named]
        return self._indented(Piece(" " * LABEL_WIDTH, "muted"), *pieces)

    def _answer_rows(self) -> tuple[list[Row], list[Row]]:
        """Return what the block comes to, and how heavy its loads are."""
        live_draft = self._live_draft
        if live_draft.view is None or live_draft.result is None:
            waiting = "" if live_draft.result is None else "No block yet."
            return self._wrapped(waiting, "muted"), []
        facts = block_answer(live_draft.view, live_draft.unit)
        rows = self._wrapped(" · ".join(facts), "text")
        loads = self._wrapped(load_sentence(live_draft.view, live_draft.result.runner), "muted")
        return (dim_rows(rows), dim_rows(loads)) if live_draft.is_stale else (rows, loads)

    def _hint_rows(self, most: int) -> list[Row]:
        """Return the hint in so many lines at most, without its last sentence where it needs more."""
        text, color = self._hint()
        rows = self._wrapped(text, color)
        return rows if len(rows) <= most else self._wrapped(text.partition(". ")[0], color)[:most]

    def _hint(self) -> tuple[str, str]:
        """Return the sentences below the rows, and their colour: what is wrong, else how the row is changed."""
        form, result = self.form, self._live_draft.result
        if form.error:
            return form.error, "muted"  # an unfinished word is no mistake
        if result is not None and result.errors:
            return clean_line(next(iter(result.errors.values())), 300), "warn"
        keys = host_of(self).keys
        change = f"{keys['first.left']} {keys['first.right']}"
        return _HINTS[form.row].format(change=change, turn=keys["first.turn"]), "muted"

    def _goal_row(self, row: GoalRow) -> Row:
        form = self.form
        is_current = row is form.row
        background = "cursor" if is_current else "ground"
        label = (_SHORT_LABELS if self._is_phone else _LABELS).get(row) or form.state.label(DATE_FIELD)
        bar = "▌" if is_current else " "
        pieces = [
            Piece(" " * (self._margin - 1) + bar, "accent", background),
            Piece(f"{label:<{self._label_width}}", "title" if is_current else "muted", background),
            *self._value_pieces(row, background),
        ]
        return (*merge_pieces(pieces), Piece("", "text", background))

    def _value_pieces(self, row: GoalRow, background: str) -> Sequence[Piece]:
        form, glyphs = self.form, host_of(self).glyphs
        is_current = row is form.row
        if is_current and form.edit is not None:
            return self._caret_pieces(form.edit, background)
        if row is GoalRow.SLED:
            return self._day_pieces(background, is_current=is_current)
        value, more = self._value(row)
        color = "title" if row.value in form.state.entered or row is GoalRow.RACE else "text"
        if row is GoalRow.RUNNING and form.is_couch:
            color = "title"
        more = "" if cell_len(value) + cell_len(more) + 1 > self._value_room else more
        left, right = (f"{glyphs.left} ", f" {glyphs.right}") if is_current else ("  ", "  ")
        return (
            Piece(left, "accent", background),
            Piece(value, color, background),
            Piece(right, "accent", background),
            Piece(f" {more}" if more else "", "muted", background),
        )

    def _value(self, row: GoalRow) -> tuple[str, str]:
        """Return the value of a row in words, and what follows from it."""
        form = self.form
        if row is GoalRow.RACE:
            return goal_title(form.goal), "" if form.state.has_race else "no race"
        if row is GoalRow.RUNNING:
            amount = form.state.value("now")
            if form.is_couch:
                return "I do not run yet", "run and walk by time at first"
            unit = "" if amount.endswith(tuple(Unit)) else f" {form.state.distance_unit}"
            about = "" if "now" in form.state.entered else "about "
            return f"{about}{amount}{unit} a week" if amount else "", ""
        day = form.state.value("date")
        if not day:
            return "", ""
        return format_day_and_year(dt.date.fromisoformat(day)), self._span(dt.date.fromisoformat(day))

    def _span(self, day: dt.date) -> str:
        """Return ``14 weeks · 102 days``: how long the block is, and how far away its race or its first day."""
        view = self._live_draft.view
        days = (day - host_of(self).book.today).days
        away = "today" if days == 0 else f"in {format_count(days, 'day')}" if days > 0 else "past"
        if view is None or self._live_draft.is_stale:
            return away
        weeks, start = format_count(view.block.weeks, "week"), view.block.start
        if view.block.race_date is None or self._is_narrow:
            return weeks if self._is_phone else f"{weeks} · {away}"
        return f"{weeks} from {start:%a} {start.day} {start:%b} · {away}"

    def _day_pieces(self, background: str, *, is_current: bool) -> list[Piece]:
        form, glyphs = self.form, host_of(self).glyphs
        evenings = form.evenings
        if not is_current:
            names = [WEEKDAY_KEYS[day].capitalize() for day in self._weekdays if day in evenings]
            words = f" {rest_mark(glyphs)} ".join(names) or "none: wall sits at home"
            return [Piece(f"  {words}", "title", background)]
        pieces = [Piece("  ", "muted", background)]
        for day in self._weekdays:
            is_on = day in evenings
            width = self._day_width - 1
            name = WEEKDAY_KEYS[day][:width].capitalize() if is_on else f" {rest_mark(glyphs)}".ljust(width)
            has_cursor = day == form.weekday
            color = "accent_text" if has_cursor else "title" if is_on else "faint"
            pieces.append(Piece(name, color, "accent" if has_cursor else background))
            pieces.append(Piece(" ", "muted", background))
        pieces.append(Piece("" if evenings else " wall sits at home", "muted", background))
        return pieces

    def _caret_pieces(self, edit: LineEdit, background: str) -> Sequence[Piece]:
        before, under, after = edit.visible_parts(self._value_room)
        color = "warn" if self.form.error else "title"
        return (
            Piece("  ", "muted", background),
            Piece(before, color, background),
            Piece(under, "accent_text", "accent"),
            Piece(after, color, background),
        )

    def _put_caret(self) -> None:
        line = next(line for line, row in self._row_lines.items() if row is self.form.row)
        if self.form.edit is None:
            self.hide_caret()
            return
        before, _, _ = self.form.edit.visible_parts(self._value_room)
        self.set_caret(self._margin + self._label_width + 2 + cell_len(before), line)

    def _key_rows(self) -> list[Row]:
        keys = host_of(self).keys
        if self._is_narrow:
            return self._short_key_rows([(keys[name], short) for name, _, short in _KEYS])
        left, right = (_KEYS[0], _KEYS[2], _KEYS[4]), (_KEYS[1], _KEYS[3], _KEYS[6])
        rows: list[Row] = []
        for (name, words, _), (other, other_words, _) in zip(left, right, strict=True):
            pieces = [Piece(f"{keys[name]:<7}", "accent"), Piece(words, "muted")]
            if name == "app.help":
                pieces += [Piece(f"    {keys['app.palette']}", "accent"), Piece("  commands", "muted")]
            pieces.append(Piece(" " * (42 - sum(cell_len(piece.text) for piece in pieces)), "muted"))
            pieces += [Piece(f"{keys[other]:<3}", "accent"), Piece(other_words, "muted")]
            rows.append(self._indented(*pieces))
        return rows

    def _short_key_rows(self, keys: Sequence[tuple[str, str]]) -> list[Row]:
        lines: list[list[Piece]] = [[]]
        used = 0
        for key, word in keys:
            width = cell_len(key) + cell_len(word) + 3
            if used and used + width - 2 > self._room:
                lines.append([])
                used = 0
            lines[-1] += [Piece(key, "accent"), Piece(f" {word}  ", "muted")]
            used += width
        return [self._indented(*line) for line in lines]
