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

from planner.text import clean_line
from planner.training.weeks import WEEKDAY_KEYS
from planner.tui.builder.draft_view import rest_mark
from planner.tui.builder.fields import FREE_AM_FIELD, GROUP_OF, PATH_FIELD, PLAN_FIELD, Field, FieldGroup
from planner.tui.builder.form_rows import STORE_ROW, FormRows
from planner.tui.builder.form_state import FormState
from planner.tui.host import host_of
from planner.tui.theme import Glyphs
from planner.tui.widgets.line_edit import LineEdit
from planner.tui.widgets.path_completion import complete_path
from planner.tui.widgets.rows import Piece, Row, SizedRows, scroll_top
from planner.tui.widgets.wrap import fit, wrap_rows
from planner.usecases.blocks.options import FieldKind

_LABEL_WIDTH = 11
_HINT_LINES = 2
_ROOMY = 24
"""Lines from which more than the first group is open at first."""
_WIDE_DAYS_FROM = 34
"""Width of the form from which a day takes three cells, not two."""
_DAY_KINDS = frozenset({FieldKind.HALVES, FieldKind.DAYS})
"""Kinds of fields with a cursor on a weekday."""


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
        if field.kind in _DAY_KINDS:
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
        elif field.kind in _DAY_KINDS:
            self.state.toggle_day(field, self.weekday)
            self._report_change()

    def _turn_group(self) -> None:
        if self.form_rows.turn(self.current):
            self.rebuild()
            self._on_row()

    def edit(self) -> None:
        """Begin to type into a field, or end that; switch a day; open or close a group."""
        field = self.current_field
        if field is None or field.kind in _DAY_KINDS:
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
        if field is None or field.kind in _DAY_KINDS:
            return False
        if field.kind is FieldKind.CHOICE:
            return character.isalnum() and self._find_choice(field, character)
        if len(character) == 1 and character.isprintable() and field.accepts(character):
            self._begin_edit(fresh=field.kind is not FieldKind.TEXT).insert(character)
        elif field.kind is not FieldKind.TEXT and self._line_edit is None and event.key in {"left", "right"}:
            return False
        elif field is PATH_FIELD and event.key in {"right", "end"} and self._completion():
            self._begin_edit().insert(self._completion())
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

    def _completion(self) -> str:
        line_edit = self._line_edit or self._new_line_edit()
        is_at_end = line_edit.caret == len(line_edit.text)
        return complete_path(line_edit.text) if self.current_field is PATH_FIELD and is_at_end else ""

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
        weekday, field = (event.x - _LABEL_WIDTH) // self._day_width(), self.current_field
        if field is None:
            self._turn_group()
            if was_current and name == STORE_ROW:
                self.post_message(self.StoreClicked())
        elif field.kind in _DAY_KINDS and 0 <= weekday < len(WEEKDAY_KEYS):
            self.weekday = weekday
            self.turn()
        elif was_current and field.kind is FieldKind.CHOICE:
            self.change_value(1)

    # Drawing

    @property
    def _glyphs(self) -> Glyphs:
        return host_of(self).glyphs

    def _room(self) -> int:
        return max(self.size.height - _HINT_LINES - 1, 1)

    def _day_width(self) -> int:
        return 3 if self.size.width >= _WIDE_DAYS_FROM else 2

    def build_rows(self) -> list[Row]:
        """Return the rows, with blank lines if they fit, and the hint of the row under the cursor."""
        if self.current not in self.form_rows.names:
            self.current = PLAN_FIELD.name  # another plan has other fields
        room = self._room()
        self._open_what_fits(room)
        lines = self._all_lines(blanks=True)
        if len(lines) > room:
            lines = self._all_lines(blanks=False)
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
            rows += _indented_rows(hint, max(self.size.width - 2, 8), "muted", indent=1)[:_HINT_LINES]
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
            if len(self._all_lines(blanks=False)) > room:
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
        if self.has_keys and self._shows_caret:
            before, _, _ = (self._line_edit or self._new_line_edit()).visible_parts(self._value_room)
            self.set_caret(_LABEL_WIDTH + cell_len(before), line)
        else:
            self.hide_caret()

    @property
    def _shows_caret(self) -> bool:
        field = self.current_field
        return self._line_edit is not None or (field is not None and field.kind is FieldKind.TEXT)

    @property
    def _value_room(self) -> int:
        return max(self.size.width - _LABEL_WIDTH - 1, 4)

    def _all_lines(self, *, blanks: bool) -> list[tuple[str, Row]]:
        """Return all lines, each with the name of its row."""
        lines: list[tuple[str, Row]] = []
        for name in self.form_rows.names:
            field = self.form_rows.field(name)
            if field is None:
                if blanks and lines:
                    lines.append(("", ()))
                lines.append((name, self._store_row() if name == STORE_ROW else self._group_row(FieldGroup(name))))
                continue
            if field is FREE_AM_FIELD:
                lines.append(("", self._weekday_row()))
            lines.append((name, self._field_row(field)))
            lines += [(name, row) for row in self._message_rows(name)]
        lines += [("", row) for row in self._message_rows("")]
        return lines

    def _weekday_row(self) -> Row:
        width = self._day_width()
        names = "".join(name[: width - 1].capitalize().ljust(width) for name in WEEKDAY_KEYS)
        return (Piece(" free".ljust(_LABEL_WIDTH) + names, "muted", "band"),)

    def _group_row(self, group: FieldGroup) -> Row:
        """Return the heading of a group; of a closed one also what its fields say, and whether one is refused."""
        background, head = self._row_head(group.value, group.value, "title")
        if group in self.form_rows.open_groups:
            return (*head, Piece("", "text", background))
        is_wrong = any(GROUP_OF.get(name) is group for name in self._errors)
        more = f" {self._glyphs.right}"
        text = fit(
            clean_line(self.form_rows.summary(group)), max(self._value_room - len(more), 4), self._glyphs
        ).rstrip()
        return (
            *head,
            Piece(text, "warn" if is_wrong else "text", background),
            Piece(more, "accent", background),
            Piece("", "text", background),
        )

    def _store_row(self) -> Row:
        background, head = self._row_head(STORE_ROW, "Store", "title")
        return (*head, Piece("into the calendar", "muted", background), Piece("", "text", background))

    def _row_head(self, name: str, label: str, color: str) -> tuple[str, Row]:
        """Return the background of a row, the mark of the cursor, and the label."""
        is_current = name == self.current and self.has_keys
        background = "cursor" if is_current else "band"
        mark = Piece("▌" if is_current else " ", "accent", background)
        return background, (mark, Piece(f"{label:<{_LABEL_WIDTH - 1}}", color, background))

    def _message_rows(self, name: str) -> list[Row]:
        """Return the error of a field, or else its note."""
        width = max(self.size.width - 4, 8)
        error = self._errors.get(name)
        if not error:
            return _indented_rows(self._notes.get(name, ""), width, "muted", indent=3)
        # A path that is still to come, and a value that is being typed, are not mistakes.
        is_missing_path = name == PATH_FIELD.name and not self.state.value(name)
        is_edited = name == self.current and self._line_edit is not None
        color = "muted" if is_missing_path or is_edited else "warn"
        return _indented_rows(clean_line(error, 300), width, color, indent=3)

    def _field_row(self, field: Field) -> Row:
        is_current = field.name == self.current and self.has_keys
        is_wrong = field.name in self._errors and self.state.value(field.name)
        color = "warn" if is_wrong else "title" if is_current else "muted"
        background, head = self._row_head(field.name, self.state.label(field), color)
        return (
            *head,
            *self._value_pieces(field, background, is_current=is_current),
            Piece("", "text", background),
        )

    def _value_pieces(self, field: Field, background: str, *, is_current: bool) -> Row:
        if field.kind in _DAY_KINDS:
            return self._day_pieces(field, background, is_current=is_current)
        room = self._value_room
        if is_current and self._shows_caret:
            return self._caret_pieces(field, background, room)
        has_value = bool(self.state.value(field.name))
        color = "title" if field.name in self.state.entered else "text" if has_value else "faint"
        text = clean_line(self.state.format_value(field))
        if field is PATH_FIELD and cell_len(text) > room:  # the name of the file says more than the folders
            text = self._glyphs.ellipsis + text[-(room - 1) :]
        if not is_current:
            return (Piece(fit(text, room, self._glyphs).rstrip(), color, background),)
        return (
            Piece(f"{self._glyphs.left} ", "accent", background),
            Piece(fit(text, room - 4, self._glyphs).rstrip(), color, background),
            Piece(f" {self._glyphs.right}", "accent", background),
        )

    def _caret_pieces(self, field: Field, background: str, room: int) -> Row:
        """Return the value with a caret, and behind it in faint letters the completion, or the default when empty."""
        line_edit = self._line_edit or self._new_line_edit()
        before, under, after = line_edit.visible_parts(room)
        caret = Piece(under, "accent_text", "accent")
        if line_edit.text:
            suggestion = self._completion()
            if suggestion:
                caret, suggestion = caret._replace(text=suggestion[0]), suggestion[1:]
        else:
            suggestion = self.state.defaults.get(field.name) or field.placeholder
        tail = fit(suggestion, max(room - len(before) - 1, 0), self._glyphs) if suggestion else ""
        return (
            Piece(before, "title", background),
            caret,
            Piece(after, "title", background),
            Piece(tail.rstrip(), "faint", background),
        )

    def _day_pieces(self, field: Field, background: str, *, is_current: bool) -> Row:
        """Return a mark a day: a tick or a cross for a half day, the day's name or a dot for a day."""
        width, glyphs = self._day_width(), self._glyphs
        pieces: list[Piece] = []
        for weekday, name in enumerate(WEEKDAY_KEYS):
            is_on = self.state.is_on(field, weekday)
            if field.kind is FieldKind.DAYS:
                mark = name[: width - 1].capitalize() if is_on else rest_mark(glyphs).ljust(width - 1)
                color = "title" if is_on else "faint"
            else:
                mark, color = (glyphs.done, "done") if is_on else (glyphs.missed, "warn")
            has_cursor = is_current and weekday == self.weekday
            pieces += (
                Piece(mark, "accent_text" if has_cursor else color, "accent" if has_cursor else background),
                Piece(" " * (width - cell_len(mark)), color, background),
            )
        return tuple(pieces)


def _indented_rows(text: str, width: int, color: str, *, indent: int) -> list[Row]:
    return [(Piece(" " * indent, color, "band"), *row) for row in wrap_rows(text, width, color, "band")]
