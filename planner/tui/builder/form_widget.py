"""The form of the builder screen as a widget, one line a field: arrows select and change fields, typing fills them.

An error is shown under its field, and what was typed stays. While a field is being typed into, its error is muted: an
unfinished value is not a wrong one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rich.cells import cell_len
from textual import events

from planner.text import clean_line
from planner.training.weeks import WEEKDAY_KEYS
from planner.tui.builder.draft_view import rest_mark
from planner.tui.builder.fields import PATH_FIELD, PLAN_FIELD, TYPED_KINDS, Field
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
_HJKL = frozenset("hjkl")
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
    """

    def __init__(self, state: FormState, on_change: Callable[[], object]) -> None:
        super().__init__(ground="band", id="form")
        self.state = state
        self.current = PLAN_FIELD.name
        self.weekday = 0
        self._on_change = on_change
        self._errors: Mapping[str, str] = {}
        self._notes: Mapping[str, str] = {}
        self._line_edit: LineEdit | None = None
        self._last_key_was_hjkl = False
        self._top = 0
        self._line_fields: list[str] = []

    @property
    def current_field(self) -> Field:
        """The field under the cursor."""
        return self.state.get_field(self.current)

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
        self.move_to(PLAN_FIELD.name)

    def move_to(self, name: str) -> None:
        """Put the cursor on a field."""
        self._end_edit()
        self.current = name
        self.rebuild()

    def move(self, by: int) -> None:
        """Move the cursor up or down, wrapping around."""
        names = [field.name for field in self.state.fields]
        index = names.index(self.current) if self.current in names else 0
        self.move_to(names[(index + by) % len(names)])

    def change_value(self, by: int) -> None:
        """Change the value under the cursor by one step; in a field of days, go to the next or previous day."""
        if self.current_field.kind in _DAY_KINDS:
            self.weekday = (self.weekday + by) % len(WEEKDAY_KEYS)
            self.rebuild()
            return
        self._end_edit()
        if self.state.step(self.current_field, by):
            self._report_change()

    def toggle_day(self) -> bool:
        """Switch the day or half day under the cursor; False when the cursor is not on one."""
        if self.current_field.kind not in _DAY_KINDS:
            return False
        self.state.toggle_day(self.current_field, self.weekday)
        self._report_change()
        return True

    def _report_change(self) -> None:
        self.rebuild()
        self._on_change()

    # Typing

    def edit_key(self, event: events.Key) -> bool:
        """Type a key into the field; False if the key is not for the field, but a command."""
        if self._type_key(event):
            return True
        self._last_key_was_hjkl = event.key in _HJKL
        return False

    def insert_pasted(self, text: str) -> None:
        """Insert the characters of the first pasted line that the field accepts."""
        first_line = text.strip().partition("\n")[0]
        accepted = "".join(char for char in first_line if char.isprintable() and self.current_field.accepts(char))
        if accepted:
            self._begin_edit(fresh=self.current_field.kind is not FieldKind.TEXT).insert(accepted)
            self._store_edit()

    def _type_key(self, event: events.Key) -> bool:
        field, character = self.current_field, event.character or ""
        if field.kind is FieldKind.CHOICE or field.kind in _DAY_KINDS:
            return False
        if len(character) == 1 and character.isprintable() and field.accepts(character):
            # Whoever moves with h, j, k, l goes on doing so across a field that letters are typed into.
            is_moving = self._line_edit is None and self._last_key_was_hjkl and character in _HJKL
            if field.kind in TYPED_KINDS and is_moving:
                return False
            self._begin_edit(fresh=field.kind is not FieldKind.TEXT).insert(character)
        elif field.kind is not FieldKind.TEXT and event.key in {"left", "right"}:
            return False
        elif field is PATH_FIELD and event.key in {"right", "end"} and self._completion():
            self._begin_edit().insert(self._completion())
        elif not self._try_edit_key(event.key):
            return False
        self._store_edit()
        return True

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
        if self._line_edit is not None:
            self._line_edit = None
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
        """Go to the clicked field. A click on a day switches it; a second click on a choice takes the next one."""
        line = event.y + self._top
        name = self._line_fields[line] if event.y < self._room() and line < len(self._line_fields) else ""
        if not name:
            return
        was_current = name == self.current and self.has_keys
        self.post_message(self.Clicked(self))
        self.move_to(name)
        weekday = (event.x - _LABEL_WIDTH) // self._day_width()
        if self.current_field.kind in _DAY_KINDS and 0 <= weekday < len(WEEKDAY_KEYS):
            self.weekday = weekday
            self.toggle_day()
        elif was_current and self.current_field.kind is FieldKind.CHOICE:
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
        """Return the fields, with blank lines and headings if they fit, and the hint of the field under the cursor."""
        if not any(field.name == self.current for field in self.state.fields):
            self.current = PLAN_FIELD.name  # another plan has other fields
        room = self._room()
        for blanks, headings in ((True, True), (False, True), (False, False)):
            lines = self._all_lines(blanks=blanks, headings=headings)
            if len(lines) <= room:
                break
        self._line_fields = [name for name, _ in lines]
        current_lines = [line for line, name in enumerate(self._line_fields) if name == self.current]
        for line in (current_lines[-1], current_lines[0]):  # a message under the field is visible, too
            self._top = scroll_top(self._top, line, room, len(lines))
        self._put_caret(current_lines[0] - self._top)
        rows = [row for _, row in lines[self._top : self._top + room]]
        below = len(lines) - room - self._top
        rows.append((Piece(f" ↓ {below} more", "muted", "band"),) if below > 0 else ())
        if self.has_keys:
            hint = self.current_field.hint.replace("{turn}", host_of(self).keys["builder.turn"])
            rows += _indented_rows(hint, max(self.size.width - 2, 8), "muted", indent=1)[:_HINT_LINES]
        return rows

    def _put_caret(self, line: int) -> None:
        """Put the caret on a line of the widget, unless the field there takes no text now."""
        if self.has_keys and self._shows_caret:
            before, _, _ = (self._line_edit or self._new_line_edit()).visible_parts(self._value_room)
            self.set_caret(_LABEL_WIDTH + cell_len(before), line)
        else:
            self.hide_caret()

    @property
    def _shows_caret(self) -> bool:
        return self._line_edit is not None or self.current_field.kind is FieldKind.TEXT

    @property
    def _value_room(self) -> int:
        return max(self.size.width - _LABEL_WIDTH - 1, 4)

    def _all_lines(self, *, blanks: bool, headings: bool) -> list[tuple[str, Row]]:
        """Return all lines, each with the name of its field."""
        lines: list[tuple[str, Row]] = []
        for field in self.state.fields:
            if field.heading and blanks and lines:
                lines.append(("", ()))
            if field.kind is FieldKind.HALVES and field.heading:
                lines.append(("", self._weekday_row(field)))
            elif field.heading and headings:
                lines.append(("", (Piece(f" {field.heading}", "muted", "band"),)))
            lines.append((field.name, self._field_row(field)))
            lines += [(field.name, row) for row in self._message_rows(field.name)]
        lines += [("", row) for row in self._message_rows("")]
        return lines

    def _weekday_row(self, field: Field) -> Row:
        width = self._day_width()
        names = "".join(name[: width - 1].capitalize().ljust(width) for name in WEEKDAY_KEYS)
        label = field.heading.partition(" ")[0]
        return (Piece(f" {label}".ljust(_LABEL_WIDTH) + names, "muted", "band"),)

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
        background = "cursor" if is_current else "band"
        is_wrong = field.name in self._errors and self.state.value(field.name)
        return (
            Piece("▌" if is_current else " ", "accent", background),
            Piece(
                f"{self.state.label(field):<{_LABEL_WIDTH - 1}}",
                "warn" if is_wrong else "title" if is_current else "muted",
                background,
            ),
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
