"""The rows of a day that is marked, in one widget: their fields, the keys that fill them in, and the mouse.

One field has the caret. The first character typed into a field of figures replaces what is in it; until then letters
that mean something to the form, and the space, act.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from textual import events
from textual.message import Message

from planner.text import replace_unprintable
from planner.training.workouts import Workout
from planner.tui.host import host_of
from planner.tui.sheets.done_fields import DoneField, DoneRow, Tick
from planner.tui.sheets.done_form import DoneForm
from planner.tui.sheets.done_layout import DoneLayout, FormLine, Slot
from planner.tui.widgets.line_edit import EDITING_KEYS
from planner.tui.widgets.rows import Piece, Row, RowsWidget, row_width, scroll_top
from planner.tui.widgets.wrap import fit, wrap_text

_TICK_COLUMNS = range(1, 4)
_MAX_REFUSAL_LINES = 3
_EMPTY = "·"
"""What shows that something may be typed there."""


class DoneRows(RowsWidget, can_focus=True):
    """The workouts of a day, each with its fields.

    Args:
        form: What is filled in.
        chosen: The workout whose field has the caret first; the first one that is still planned when None.
    """

    class Changed(Message):
        """Something was typed or ticked."""

    class Moved(Message):
        """Another field has the caret."""

    class Submitted(Message):
        """Enter was pressed."""

    class AllAsPlanned(Message):
        """Everything was done as planned."""

    class Said(Message):
        """A key has nothing to do here.

        Attributes:
            sentence: Why.
        """

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(self, form: DoneForm, chosen: Workout | None = None) -> None:
        super().__init__(background="sheet")
        self.form = form
        wanted = [row for row in form.rows if chosen is not None and row.workout.id == chosen.id]
        planned = [row for row in form.rows if not row.is_recorded and not row.was_skipped]
        self.row = [*wanted, *planned, *form.rows][0]
        """The workout whose field has the caret."""
        self.current = "rpe" if self.row.is_as_measured else next(iter(self._names(self.row)))
        """The name of the field with the caret."""
        self._is_selected = True
        self._refusal: tuple[DoneRow, str, str] | None = None
        self._top = 0
        self._shown: list[FormLine] = []

    # What is shown

    @property
    def field(self) -> DoneField:
        """The field with the caret."""
        return self.row.fields[self.current]

    @property
    def values(self) -> dict[str, str]:
        """The text of each field of the workout under the cursor."""
        return {name: self.row.fields[name].line.text for name in self._names(self.row)}

    def set_value(self, name: str, text: str) -> None:
        """Put text into a field of the workout under the cursor."""
        if name == "instead":
            self.row.replaces = True
        self.row.fields[name].set_text(text)
        self._note_typed(name)

    def height_for(self, width: int, most: int) -> int:
        """Return how many lines the form has in a width, at most some; blanks are among them where there is room."""
        head, lines = self._lines(width, most)
        return min(len(head) + len(lines), most)

    def go_to(self, row: DoneRow, name: str = "") -> None:
        """Put the caret into a field of a workout, the first one when none is named; its text is selected."""
        self._put_caret(row, name)
        self.post_message(self.Moved())

    def show_refusal(self, row: DoneRow, name: str, sentence: str) -> None:
        """Put the caret into a field that was refused, and say why next to it."""
        self._refusal = row, name, sentence
        self._put_caret(row, name, is_selected=True)

    def keep_row(self) -> None:
        """Go to a row that there still is, after rows came or went."""
        same = next((row for row in self.form.rows if row.workout.id == self.row.workout.id), None)
        self._refusal = None
        self._put_caret(same or self.form.rows[0], self.current)

    def _put_caret(self, row: DoneRow, name: str, *, is_selected: bool = False) -> None:
        names = self._names(row)
        self.row, self.current = row, name if name in names else names[0]
        self._is_selected = is_selected or not self.field.has_words
        self.redraw()

    def redraw(self) -> None:
        """Show the fields as they are."""
        width, height = self.size
        if not width or not height:
            return
        head, lines = self._lines(width, height)
        room = max(height - len(head), 1)
        place = next((y for y, line in enumerate(lines) if line.row is self.row and self._slot(line)), 0)
        title = next((y for y, line in enumerate(lines) if line.row is self.row), 0)
        self._top = scroll_top(self._top, title, room, len(lines))
        self._top = scroll_top(self._top, place, room, len(lines))
        self._shown = [*head, *lines[self._top : self._top + room]]
        self.show([self._draw(line, width) for line in self._shown])
        slot = self._slot(lines[place])
        if slot is not None:
            before = "" if self._is_selected else self.field.line.visible_parts(slot.width)[0]
            self.set_caret(slot.x + cell_len(before), place - self._top + len(head))

    def _layout(self, width: int) -> DoneLayout:
        return DoneLayout(width, host_of(self).glyphs, has_next_morning=self.form.has_next_morning)

    def _lines(self, width: int, most: int) -> tuple[tuple[FormLine, ...], list[FormLine]]:
        """Return the head and the lines below it, with blanks where the most there may be has room for them."""
        layout = self._layout(width)
        head = layout.head()
        lines = self._with_refusal(layout.lines(self.form.rows, with_blanks=True), width)
        if len(head) + len(lines) > most:
            lines = self._with_refusal(layout.lines(self.form.rows, with_blanks=False), width)
        return head, lines

    def _with_refusal(self, lines: list[FormLine], width: int) -> list[FormLine]:
        if self._refusal is None:
            return lines
        row, name, sentence = self._refusal
        found: list[FormLine] = []
        for line in lines:
            found.append(line)
            if line.row is row and any(slot.name == name for slot in line.slots):
                x = 7 if width > 50 else 1
                said = wrap_text(sentence, width - x)[:_MAX_REFUSAL_LINES]
                found += [FormLine(row, ((x, Piece(text, "warn", "sheet")),)) for text in said]
        return found

    def _slot(self, line: FormLine) -> Slot | None:
        """Return the field with the caret, if it is on a line."""
        if line.row is not self.row:
            return None
        return next((slot for slot in line.slots if slot.name == self.current), None)

    def _draw(self, line: FormLine, width: int) -> Row:
        parts: list[tuple[int, tuple[Piece, ...]]] = [(x, (piece,)) for x, piece in line.texts]
        if line.row is not None:
            parts += [(slot.x, self._draw_slot(line.row, slot)) for slot in line.slots]
            parts += [(0, (Piece("▌", "accent", "sheet"),))] if line.row is self.row else []
        drawn: list[Piece] = []
        used = 0
        for x, pieces in sorted(parts, key=lambda part: part[0]):
            drawn += [Piece(" " * (x - used), "text", "sheet"), *pieces]
            used = x + row_width(pieces)
        return (*drawn, Piece(" " * max(width - used, 0), "text", "sheet"))

    def _draw_slot(self, row: DoneRow, slot: Slot) -> tuple[Piece, ...]:
        glyphs, one = host_of(self).glyphs, row.fields[slot.name]
        is_current = row is self.row and slot.name == self.current
        hint = row.hint(slot.name, has_plan_column=self._layout(self.size.width).has_plan_column)
        if not is_current:
            text = replace_unprintable(one.line.text) or ("" if one.has_words else hint)
            color = "text" if one.line.text and row.tick is not Tick.OPEN else "muted" if text else "faint"
            return (Piece(fit(text or _EMPTY, slot.width, glyphs), color, "sheet"),)
        if self._is_selected and one.line.text:
            text = fit(replace_unprintable(one.line.text), slot.width, glyphs).rstrip()
            return (Piece(text, "accent_text", "accent"), Piece(" " * (slot.width - cell_len(text)), "text", "cursor"))
        before, under, after = one.line.visible_parts(slot.width)
        if not one.line.text:
            under, after = hint[:1] or " ", hint[1:]
        pieces = (Piece(before, "title", "cursor"), Piece(under, "accent_text", "accent"))
        rest = fit(after, max(slot.width - row_width(pieces), 0), glyphs)
        return (*pieces, Piece(rest, "title" if one.line.text else "muted", "cursor"))

    # Going about

    def _names(self, row: DoneRow) -> list[str]:
        """Return the names of the fields that a workout shows, in the order of the form."""
        return [slot.name for line in self._layout(80).lines_of(row) for slot in line.slots]

    def _tab_order(self) -> Iterator[tuple[DoneRow, str]]:
        """Return the fields in the order of the tab key: the figures of all workouts, then what else there is."""
        for row in self.form.rows:
            shown = self._names(row)
            figures = ("instead", *row.figures, "reason")
            yield from ((row, name) for name in figures if name in shown)
        for row in self.form.rows:
            yield from ((row, name) for name in self._names(row) if name in {"note", "pain_next"})

    def _go_by_tab(self, by: int) -> None:
        order = list(self._tab_order())
        place = next(i for i, (row, name) in enumerate(order) if row is self.row and name == self.current)
        self.go_to(*order[(place + by) % len(order)])

    def _go_by_line(self, by: int) -> None:
        """Go to the field of the line below or above that is nearest to the column of this one."""
        layout = self._layout(self.size.width or 80)
        lines = [line for line in layout.lines(self.form.rows, with_blanks=False) if line.slots]
        place, slot = next((y, slot) for y, line in enumerate(lines) if (slot := self._slot(line)) is not None)
        target = lines[(place + by) % len(lines)]
        nearest = min(target.slots, key=lambda other: abs(other.x - slot.x))
        if target.row is not None:
            self.go_to(target.row, nearest.name)

    def _go_by_workout(self, by: int) -> None:
        rows = self.form.rows
        self.go_to(rows[(rows.index(self.row) + by) % len(rows)])

    # Keys

    @property
    def acts_on_letters(self) -> bool:
        """Whether letters and the space mean something to the form: no words, and nothing typed into the field yet."""
        return not self.field.is_typed and (not self.field.has_words or self.current in {"reason", "instead"})

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Return whether a key is typed into the field, so that Textual looks for no binding of it."""
        return (character is not None and character.isprintable()) or key in EDITING_KEYS

    def on_mount(self) -> None:
        """Show the fields."""
        self.redraw()

    def on_resize(self) -> None:
        """Fit the fields to the room."""
        self.redraw()

    def on_key(self, event: events.Key) -> None:
        """Type, tick, submit, or go to another field."""
        match event.key:
            case "tab" | "shift+tab":
                self._go_by_tab(1 if event.key == "tab" else -1)
            case "down" | "up":
                self._go_by_line(1 if event.key == "down" else -1)
            case "pagedown" | "pageup":
                self._go_by_workout(1 if event.key == "pagedown" else -1)
            case "enter":
                self.post_message(self.Submitted())
            case _ if not (self._act(event.key) or self._edit(event)):
                return
        event.stop()
        event.prevent_default()

    def _act(self, key: str) -> bool:
        """Carry out a key that means something to the form; return False for a key that is typed."""
        one = self.field
        if key == "right" and not one.line.text and one.planned:
            one.set_text(one.planned)
            self._is_selected = False
            self._note_typed(self.current)
        elif key == "space" and self.acts_on_letters:
            self._toggle()
        elif key in {"d", "s", "i"} and self.acts_on_letters and not one.has_words:
            {"d": self._mark_all, "s": self._skip, "i": self._replace}[key]()
        else:
            return False
        return True

    def _toggle(self) -> None:
        if self.row.is_known_done and not self.row.replaces:
            self.post_message(self.Said("It is done already; type over a figure to change it."))
            return
        self.row.toggle()
        self._report_change()

    def _mark_all(self) -> None:
        if self.form.is_timed:
            self.post_message(self.Said("The timer has filled in what you did: enter records it."))
        elif self.form.is_typed:
            self.post_message(self.Said("Something is typed: space ticks this one as planned, enter saves all ticked."))
        else:
            self.post_message(self.AllAsPlanned())

    def _skip(self) -> None:
        if self.row.is_known_done or self.row.typed:
            why = "done already" if self.row.is_known_done else "typed into, so it was done"
            self.post_message(self.Said(f"It is {why}; it cannot be skipped."))
            return
        self.row.replaces, self.row.ticked = False, Tick.SKIPPED
        self._report_change("reason")

    def _replace(self) -> None:
        if self.form.is_timed:
            self.post_message(self.Said("You did it with the timer, so nothing took its place."))
            return
        if not self.row.is_planned:
            edit = host_of(self).keys["calendar.edit"]
            self.post_message(
                self.Said(f"It was done without a plan, so nothing took its place; {edit} changes its kind.")
            )
            return
        self.row.replaces, self.row.ticked = True, Tick.DONE
        self._report_change("instead")

    def _edit(self, event: events.Key) -> bool:
        """Type a character or carry out an editing key; return False for any other key."""
        line = self.field.line
        if event.character is not None and event.is_printable:
            if self._is_selected:
                self.field.set_text("")
            self.field.line.insert(event.character)
        elif self._is_selected and event.key in {"backspace", "delete", "ctrl+u", "ctrl+w"}:
            self.field.set_text("")
        elif not line.edit_key(event.key):
            return False
        self._is_selected = False
        if event.key in {"left", "right", "home", "end"}:
            self.redraw()
        else:
            self._note_typed(self.current)
        return True

    def on_paste(self, event: events.Paste) -> None:
        """Insert pasted text as one line."""
        event.stop()
        if self._is_selected:
            self.field.set_text("")
        self._is_selected = False
        self.field.line.insert(" ".join(event.text.split()))
        self._note_typed(self.current)

    def on_click(self, event: events.Click) -> None:
        """Put the caret into the field that was clicked; a click on a tick ticks."""
        line = self._shown[event.y] if event.y < len(self._shown) else FormLine()
        if line.row is None:
            return
        slot = next((slot for slot in line.slots if slot.x <= event.x < slot.x + slot.width), None)
        if slot is not None:
            self.go_to(line.row, slot.name)
        elif event.x in _TICK_COLUMNS:
            self.go_to(line.row)
            self._toggle()
        else:
            self.go_to(line.row)

    def _note_typed(self, name: str) -> None:
        self.row.note_typed(name)
        self._refusal = None
        self._report_change(self.current)

    def _report_change(self, name: str = "") -> None:
        names = self._names(self.row)
        if (name or self.current) not in names or (name and name != self.current):
            self.go_to(self.row, name)
        self.redraw()
        self.post_message(self.Changed())
