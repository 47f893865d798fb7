"""The form of the builder screen as a widget, one line a field: arrows select and change fields, typing fills them.

A letter or digit goes to the row under the cursor, or does nothing: it is never a command here. An error is shown
under its field, and what was typed stays. While a field is being typed into, its error is muted: an unfinished value
is not a wrong one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rich.cells import cell_len
from textual import events
from textual.message import Message

from planner.training.weeks import WEEKDAY_KEYS
from planner.tui.builder.fields import PATH_FIELD, PLAN_FIELD, Field, FieldGroup
from planner.tui.builder.form_lines import DAY_KINDS, LABEL_WIDTH, FormLines, indented_rows
from planner.tui.builder.form_rows import STORE_ROW, FormRows
from planner.tui.builder.form_state import FormState
from planner.tui.host import host_of
from planner.tui.widgets.line_edit import LineEdit
from planner.tui.widgets.rows import Piece, Row, SizedRows, scroll_top
from planner.usecases.blocks.options import FieldKind

_HINT_LINES = 2
_ROOMY = 24
"""Lines from which more than the first group is open at first."""


class BuilderForm(SizedRows):
    """The fields of a `FormState`, with a cursor on one of them.

    Args:
        state: The form to show first.
        on_change: Called as soon as a value is chosen or typed. A message would arrive after the next key, and that
            may be the one that stores the block.
        on_row: Called when the cursor is on another row, or other keys act there.
    """

    class StoreClicked(Message):
        """The row that stores the block was clicked."""

    def __init__(self, state: FormState, on_change: Callable[[], object], on_row: Callable[[], object]) -> None:
        super().__init__(ground="band", id="form")
        self.state = state
        self.form_rows = FormRows(state)
        self.current = PLAN_FIELD.name
        """The name of the row with the cursor; see `FormRows`."""
        self.weekday = 0
        self._on_change = on_change
        self._on_row = on_row
        self._errors: Mapping[str, str] = {}
        self._notes: Mapping[str, str] = {}
        self._line_edit: LineEdit | None = None
        self._sought = ""
        """What was typed so far to find a choice."""
        self._is_fitted = False
        """Whether the groups that the room has lines for were opened."""
        self._top = 0
        self._line_fields: list[str] = []

    @property
    def current_field(self) -> Field | None:
        """The field under the cursor; None on the row of a group, or the one that stores."""
        return self.form_rows.field(self.current)

    @property
    def is_typing(self) -> bool:
        """Whether a line of text is being edited."""
        return self._line_edit is not None

    @property
    def first_error(self) -> tuple[str, str] | None:
        """The name of the first field with an error, and the error; None without errors."""
        names = [*(field.name for field in self.state.fields), ""]
        return next(((name, self._errors[name]) for name in names if name in self._errors), None)

    def show_errors(self, errors: Mapping[str, str], notes: Mapping[str, str]) -> None:
        """Show errors and notes under their fields; those without a field, named "", at the end."""
        self._errors, self._notes = errors, notes
        self.rebuild()

    def reset(self, state: FormState) -> None:
        """Show another form."""
        self.state, self._line_edit, self._errors, self._notes = state, None, {}, {}
        self.form_rows, self._is_fitted = FormRows(state), False
        self.move_to(PLAN_FIELD.name)

    def move_to(self, name: str) -> None:
        """Put the cursor on a row, and open the group of a field."""
        self._end_edit()
        self.form_rows.reveal(name)
        self.current = name
        self.rebuild()
        self._on_row()

    def move(self, by: int) -> None:
        """Move the cursor up or down, wrapping around."""
        names = self.form_rows.names
        index = names.index(self.current) if self.current in names else 0
        self.move_to(names[(index + by) % len(names)])

    def wheel(self, by: int) -> None:
        """Move the cursor by a row for each turn of the wheel, but not round the end."""
        names = self.form_rows.names
        if self.current in names and 0 <= names.index(self.current) + by < len(names):
            self.move(by)

    def change_value(self, by: int) -> None:
        """Change the value under the cursor by one step, go to another day of a row of days, open or close a group."""
        field = self.current_field
        if field is None:
            if (by > 0) != (self.current in self.form_rows.open_groups):
                self._turn_group()
            return
        if field.kind in DAY_KINDS:
            self.weekday = (self.weekday + by) % len(WEEKDAY_KEYS)
            self.rebuild()
            return
        self._end_edit()
        if self.state.step(field, by):
            self._report_change()

    def turn(self) -> None:
        """Switch the day or half day under the cursor; open or close a group."""
        field = self.current_field
        if field is None:
            self._turn_group()
        elif field.kind in DAY_KINDS:
            self.state.toggle_day(field, self.weekday)
            self._report_change()

    def _turn_group(self) -> None:
        if self.form_rows.turn(self.current):
            self.rebuild()
            self._on_row()

    def edit(self) -> None:
        """Begin to type into a field, or end that; switch a day; open or close a group."""
        field = self.current_field
        if field is None or field.kind in DAY_KINDS:
            self.turn()
        elif field.kind is not FieldKind.CHOICE:
            if self._line_edit is None:
                self._begin_edit()
            else:
                self._end_edit()
            self.rebuild()
            self._on_row()

    def choose(self, value: str) -> None:
        """Choose a value of the choice under the cursor."""
        field = self.current_field
        if field is not None and value != self.state.value(field.name):
            self.state.choose(field, value)
            self._report_change()

    def _report_change(self) -> None:
        self.rebuild()
        self._on_change()

    # Typing

    def edit_key(self, event: events.Key) -> bool:
        """Type a key into the row; False if the key is not for the row, but a command. No letter or digit is one."""
        return self._type_key(event) or (event.character or "").isalnum()

    def insert_pasted(self, text: str) -> None:
        """Insert the characters of the first pasted line that the field accepts."""
        first_line, field = text.strip().partition("\n")[0], self.current_field
        if field is None:
            return
        accepted = "".join(char for char in first_line if char.isprintable() and field.accepts(char))
        if accepted:
            self._begin_edit(fresh=field.kind is not FieldKind.TEXT).insert(accepted)
            self._store_edit()

    def _type_key(self, event: events.Key) -> bool:
        field, character = self.current_field, event.character or ""
        if field is None or field.kind in DAY_KINDS:
            return False
        if field.kind is FieldKind.CHOICE:
            return character.isalnum() and self._find_choice(field, character)
        if len(character) == 1 and character.isprintable() and field.accepts(character):
            self._begin_edit(fresh=field.kind is not FieldKind.TEXT).insert(character)
        elif field.kind is not FieldKind.TEXT and self._line_edit is None and event.key in {"left", "right"}:
            return False
        elif field is PATH_FIELD and event.key in {"right", "end"} and self._lines.completion:
            self._begin_edit().insert(self._lines.completion)
        elif not self._try_edit_key(event.key):
            return False
        self._store_edit()
        return True

    def _find_choice(self, field: Field, character: str) -> bool:
        """Choose the first value whose words begin with what was typed; False where none does."""
        for sought in (self._sought + character.casefold(), character.casefold()):
            words = {value: words.casefold() for value, words in field.choices}
            found = [value for value, text in words.items() if text.startswith(sought)]
            found += [value for value, text in words.items() if any(word.startswith(sought) for word in text.split())]
            if found:
                self._sought = sought
                self.choose(found[0])
                return True
        return False

    def _try_edit_key(self, key: str) -> bool:
        """Apply an editing key; another key does not start an edit."""
        line_edit = self._line_edit or self._new_line_edit()
        if not line_edit.edit_key(key):
            return False
        self._line_edit = line_edit
        return True

    def _new_line_edit(self) -> LineEdit:
        value = self.state.value(self.current)
        return LineEdit(value, len(value))

    def _begin_edit(self, *, fresh: bool = False) -> LineEdit:
        """Return the line being edited; a new edit starts at the end of the value, a fresh one with an empty line."""
        if self._line_edit is None:
            self._line_edit = LineEdit() if fresh else self._new_line_edit()
        return self._line_edit

    def _store_edit(self) -> None:
        assert self._line_edit is not None
        if self._line_edit.text != self.state.value(self.current):
            self.state.set_value(self.current, self._line_edit.text)
            self._report_change()
        else:
            self.rebuild()

    def _end_edit(self) -> None:
        self._sought = ""
        if self._line_edit is not None:
            self._line_edit = None
            if self.current_field is not None:
                self.state.normalize(self.current_field)

    def set_has_keys(self, *, yes: bool) -> None:
        """Give the form the keys, or take them away, which ends an edit."""
        self._end_edit()
        super().set_has_keys(yes=yes)

    def on_click(self, event: events.Click) -> None:
        """Go to the clicked row. A click on a day switches it, one on a group opens or closes it.

        A second click on a choice takes the next one, and one on the last row stores.
        """
        line = event.y + self._top
        name = self._line_fields[line] if event.y < self._room() and line < len(self._line_fields) else ""
        if not name:
            return
        was_current = name == self.current and self.has_keys
        self.post_message(self.Clicked(self))
        self.move_to(name)
        weekday, field = (event.x - LABEL_WIDTH) // self._lines.day_width, self.current_field
        if field is None:
            self._turn_group()
            if was_current and name == STORE_ROW:
                self.post_message(self.StoreClicked())
        elif field.kind in DAY_KINDS and 0 <= weekday < len(WEEKDAY_KEYS):
            self.weekday = weekday
            self.turn()
        elif was_current and field.kind is FieldKind.CHOICE:
            self.change_value(1)

    # Drawing

    @property
    def _lines(self) -> FormLines:
        return FormLines(
            rows=self.form_rows,
            glyphs=host_of(self).glyphs,
            width=self.size.width,
            errors=self._errors,
            notes=self._notes,
            cursor=self.current if self.has_keys else "",
            weekday=self.weekday,
            line_edit=self._line_edit,
        )

    def _room(self) -> int:
        return max(self.size.height - _HINT_LINES - 1, 1)

    def build_rows(self) -> list[Row]:
        """Return the rows, with blank lines if they fit, and the hint of the row under the cursor."""
        if self.current not in self.form_rows.names:
            self.current = PLAN_FIELD.name  # another plan has other fields
        room = self._room()
        self._open_what_fits(room)
        lines = self._lines.lines(blanks=True)
        if len(lines) > room:
            lines = self._lines.lines(blanks=False)
        self._line_fields = [name for name, _ in lines]
        current_lines = [line for line, name in enumerate(self._line_fields) if name == self.current]
        for line in (current_lines[-1], current_lines[0]):  # a message under the field is visible, too
            self._top = scroll_top(self._top, line, room, len(lines))
        self._put_caret(current_lines[0] - self._top)
        rows = [row for _, row in lines[self._top : self._top + room]]
        below = len(lines) - room - self._top
        rows.append((Piece(f" ↓ {below} more", "muted", "band"),) if below > 0 else ())
        if self.has_keys:
            hint = self._hint().replace("{turn}", host_of(self).keys["builder.turn"])
            rows += indented_rows(hint, max(self.size.width - 2, 8), "muted", indent=1)[:_HINT_LINES]
        return rows

    def _open_what_fits(self, room: int) -> None:
        """Open as many groups of a form that is shown for the first time as the room has lines for."""
        if self._is_fitted or not self.size.height:
            return
        self._is_fitted, before = True, self.form_rows.open_groups
        if room < _ROOMY:
            return
        for group in FieldGroup:
            self.form_rows.open_groups = {*before, group}
            if len(self._lines.lines(blanks=False)) > room:
                self.form_rows.open_groups = before
                break
            before = self.form_rows.open_groups

    def _hint(self) -> str:
        field = self.current_field
        if field is not None:
            return field.hint
        if self.current == STORE_ROW:
            return "Puts the block into the calendar; asks once."
        return "{turn} opens it, or closes it."

    def _put_caret(self, line: int) -> None:
        """Put the caret on a line of the widget, unless the field there takes no text now."""
        lines = self._lines
        if lines.shows_caret:
            before, _, _ = lines.shown_edit().visible_parts(lines.value_room)
            self.set_caret(LABEL_WIDTH + cell_len(before), line)
        else:
            self.hide_caret()
