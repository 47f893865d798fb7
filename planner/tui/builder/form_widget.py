"""The form of a new block, one line a field: arrows choose a field and change it, typing fills it in.

What is refused stands under its field in words, and what was typed stays. While a field is typed into, its sentence is
quiet: it says what is still missing, not what was done wrong.
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
from planner.tui.widgets.line_edit import LineEdit, complete_path
from planner.tui.widgets.rows import Piece, Row, SizedRows
from planner.tui.widgets.wrap import fit, wrap_text
from planner.usecases.blocks.options import FieldKind

_LABEL_WIDTH = 11
_HINT_LINES = 2
_MOVING_LETTERS = frozenset("hjkl")
_WIDE_DAYS_FROM = 34
_DAY_KINDS = frozenset({FieldKind.HALVES, FieldKind.DAYS})
"""Kinds of fields whose arrows go from day to day."""


class BuilderForm(SizedRows):
    """The fields of a `FormState`, with a cursor on one of them.

    Args:
        state: What stands in it at first.
        on_change: Called at once when a value is chosen or typed: a message would arrive after the key that follows,
            and that may be the one that stores the block.
    """

    def __init__(self, state: FormState, on_change: Callable[[], object]) -> None:
        super().__init__(ground="band", id="form")
        self.state = state
        self._report_change = on_change
        self.current = PLAN_FIELD.name
        self.weekday = 0
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
        """The first field that is refused, and its sentence; None when all is well."""
        for one in self.state.fields:
            if one.name in self._errors:
                return one.name, self._errors[one.name]
        return ("", self._errors[""]) if "" in self._errors else None

    def show_errors(self, errors: Mapping[str, str], notes: Mapping[str, str]) -> None:
        """Say what is refused and what should be known, by field."""
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
        """Go up or down; at the ends it goes round."""
        names = [one.name for one in self.state.fields]
        place = names.index(self.current) if self.current in names else 0
        self.move_to(names[(place + by) % len(names)])

    def change_value(self, by: int) -> None:
        """Change the value under the cursor by one, or go to the next half day."""
        if self.current_field.kind in _DAY_KINDS:
            self.weekday = (self.weekday + by) % len(WEEKDAY_KEYS)
            self.rebuild()
            return
        self._end_edit()
        if self.state.step(self.current_field, by):
            self._changed()

    def toggle_day(self) -> bool:
        """Turn the day or half day under the cursor; False when the cursor is on none."""
        if self.current_field.kind not in _DAY_KINDS:
            return False
        self.state.toggle_day(self.current_field, self.weekday)
        self._changed()
        return True

    # Typing

    def edit_key(self, event: events.Key) -> bool:
        """Take what is typed into the field; False for every other key, which is the screen's."""
        if self._type_key(event):
            return True
        self._last_key_was_hjkl = event.key in _MOVING_LETTERS
        return False

    def insert_pasted(self, text: str) -> None:
        """Take the first line of what is pasted, as far as the field takes it."""
        first = text.strip().partition("\n")[0]
        kept = "".join(char for char in first if char.isprintable() and self.current_field.accepts(char))
        if kept:
            self._begin_edit(fresh=self.current_field.kind is not FieldKind.TEXT).insert(kept)
            self._store_edit()

    def _type_key(self, event: events.Key) -> bool:
        one, character = self.current_field, event.character or ""
        if one.kind is FieldKind.CHOICE or one.kind in _DAY_KINDS:
            return False
        if len(character) == 1 and character.isprintable() and one.accepts(character):
            if (
                one.kind in TYPED_KINDS
                and self._line_edit is None
                and self._last_key_was_hjkl
                and character in _MOVING_LETTERS
            ):
                return False
            self._begin_edit(fresh=one.kind is not FieldKind.TEXT).insert(character)
        elif one.kind is not FieldKind.TEXT and event.key in {"left", "right"}:
            return False
        elif one is PATH_FIELD and event.key in {"right", "end"} and self._completion():
            line = self._begin_edit()
            line.insert(self._completion())
        elif not self._try_edit_key(event.key):
            return False
        self._store_edit()
        return True

    def _try_edit_key(self, key: str) -> bool:
        """Do what an editing key does to the line, without beginning to edit for a key that is none."""
        trial = self._line_edit or LineEdit(self.state.value(self.current), len(self.state.value(self.current)))
        if not trial.edit_key(key):
            return False
        self._line_edit = trial
        return True

    def _begin_edit(self, *, fresh: bool = False) -> LineEdit:
        """The line under the caret; a figure or a date is begun anew, a text goes on at its end."""
        if self._line_edit is None:
            value = "" if fresh else self.state.value(self.current)
            self._line_edit = LineEdit(value, len(value))
        return self._line_edit

    def _store_edit(self) -> None:
        assert self._line_edit is not None
        if self._line_edit.text != self.state.value(self.current):
            self.state.set_value(self.current, self._line_edit.text)
            self._changed()
        else:
            self.rebuild()

    def _end_edit(self) -> None:
        """End what is being typed."""
        if self._line_edit is not None:
            self._line_edit = None
            self.state.normalize(self.current_field)

    def _completion(self) -> str:
        text = self._line_edit.text if self._line_edit is not None else self.state.value(self.current)
        at_end = self._line_edit is None or self._line_edit.caret == len(text)
        return complete_path(text) if self.current_field is PATH_FIELD and at_end else ""

    def _changed(self) -> None:
        self.rebuild()
        self._report_change()

    # Drawing

    def set_has_keys(self, *, yes: bool) -> None:
        """Give the form the keys, or take them away; what was being typed is finished then."""
        self._end_edit()
        super().set_has_keys(yes=yes)

    def on_click(self, event: events.Click) -> None:
        """Go to the field that was clicked; a click on a half day turns it, another on a choice goes on."""
        place = event.y + self._top
        name = self._line_fields[place] if event.y < self._room() and place < len(self._line_fields) else ""
        if not name:
            return
        again = name == self.current and self.has_keys
        self.post_message(self.Clicked(self))
        self.move_to(name)
        column = (event.x - _LABEL_WIDTH) // self._day_width()
        if self.current_field.kind in _DAY_KINDS and 0 <= column < len(WEEKDAY_KEYS):
            self.weekday = column
            self.toggle_day()
        elif again and self.current_field.kind is FieldKind.CHOICE:
            self.change_value(1)

    @property
    def _glyphs(self) -> Glyphs:
        return host_of(self).glyphs

    def _room(self) -> int:
        return max(self.size.height - _HINT_LINES - 1, 1)

    def _day_width(self) -> int:
        return 3 if self.size.width >= _WIDE_DAYS_FROM else 2

    def build_rows(self) -> list[Row]:
        """The fields, with as much air as there is room for, and the hint of the one under the cursor."""
        if not any(one.name == self.current for one in self.state.fields):
            self.current = PLAN_FIELD.name
        room = self._room()
        for blanks, headings in ((True, True), (False, True), (False, False)):
            lines = self._all_lines(blanks=blanks, headings=headings)
            if len(lines) <= room:
                break
        self._line_fields = [owner for owner, _ in lines]
        places = [place for place, owner in enumerate(self._line_fields) if owner == self.current]
        first, last = min(places), max(places)
        self._top = min(max(self._top, last - room + 1), first)
        self._top = max(min(self._top, len(lines) - room), 0)
        rows: list[Row] = [row for _, row in lines[self._top : self._top + room]]
        below = len(lines) - room - self._top
        rows.append((Piece(f" ↓ {below} more", "muted", "band"),) if below > 0 else ())
        told = self.current_field.hint.replace("{turn}", host_of(self).keys["builder.turn"])
        hint = wrap_text(told, max(self.size.width - 2, 8))[:_HINT_LINES] if self.has_keys else []
        rows += [(Piece(f" {text}", "muted", "band"),) for text in hint]
        return rows

    def _all_lines(self, *, blanks: bool, headings: bool) -> list[tuple[str, Row]]:
        """Every line with the name of the field it belongs to."""
        lines: list[tuple[str, Row]] = []
        for one in self.state.fields:
            if one.heading and blanks and lines:
                lines.append(("", ()))
            if one.kind is FieldKind.HALVES and one.heading:
                lines.append(("", self._weekday_row(one)))
            elif one.heading and headings:
                lines.append(("", (Piece(f" {one.heading}", "muted", "band"),)))
            lines.append((one.name, self._field_row(one)))
            lines += [(one.name, row) for row in self._message_rows(one.name)]
        lines += [("", row) for row in self._message_rows("")]
        return lines

    def _weekday_row(self, one: Field) -> Row:
        width = self._day_width()
        names = "".join(name[: width - 1].capitalize().ljust(width) for name in WEEKDAY_KEYS)
        label = one.heading.partition(" ")[0]
        return (Piece(f" {label}".ljust(_LABEL_WIDTH) + names, "muted", "band"),)

    def _message_rows(self, name: str) -> list[Row]:
        width = max(self.size.width - 4, 8)
        problem = self._errors.get(name)
        if problem:
            asked = name == PATH_FIELD.name and not self.state.value(name)
            typing = name == self.current and self._line_edit is not None
            ink = "muted" if asked or typing else "warn"
            return [(Piece(f"   {text}", ink, "band"),) for text in wrap_text(clean_line(problem, 300), width)]
        note = self._notes.get(name)
        return [(Piece(f"   {text}", "muted", "band"),) for text in wrap_text(note, width)] if note else []

    def _field_row(self, one: Field) -> Row:
        here = one.name == self.current and self.has_keys
        ground = "cursor" if here else "band"
        label_ink = "warn" if one.name in self._errors and self.state.value(one.name) else "title" if here else "muted"
        head = (
            Piece("▌" if here else " ", "accent", ground),
            Piece(f"{self.state.label(one):<{_LABEL_WIDTH - 1}}", label_ink, ground),
        )
        return (*head, *self._value_pieces(one, ground, here=here), Piece("", "text", ground))

    def _value_pieces(self, one: Field, ground: str, *, here: bool) -> Row:
        if one.kind in _DAY_KINDS:
            return self._day_pieces(one, ground, here=here)
        room = max(self.size.width - _LABEL_WIDTH - 1, 4)
        if here and (self._line_edit is not None or one.kind is FieldKind.TEXT):
            return self._caret_pieces(one, ground, room)
        known = bool(self.state.value(one.name))
        ink = "title" if one.name in self.state.entered else "text" if known else "faint"
        words = clean_line(self.state.format_value(one))
        if one is PATH_FIELD and cell_len(words) > room:  # the name says more than the folders
            words = self._glyphs.ellipsis + words[-(room - 1) :]
        words = fit(words, room, self._glyphs).rstrip()
        if here and one.kind is not FieldKind.TEXT:
            arrows = self._glyphs.left, self._glyphs.right
            words = fit(words, room - 4, self._glyphs).rstrip()
            return (
                Piece(f"{arrows[0]} ", "accent", ground),
                Piece(words, ink, ground),
                Piece(f" {arrows[1]}", "accent", ground),
            )
        return (Piece(words, ink, ground),)

    def _caret_pieces(self, one: Field, ground: str, room: int) -> Row:
        value = self.state.value(one.name)
        line = self._line_edit or LineEdit(value, len(value))
        before, under, after = line.visible_parts(room)
        pieces = [
            Piece(printable(before), "title", ground),
            Piece(printable(under), "accent_text", "accent"),
        ]
        ghost = self._completion() if line.text else self.state.defaults.get(one.name) or one.placeholder
        if ghost and line.text:
            pieces[-1] = Piece(ghost[0], "accent_text", "accent")
            ghost = ghost[1:]
        tail = fit(ghost, max(room - len(before) - 1, 0), self._glyphs) if ghost else ""
        return (*pieces, Piece(printable(after), "title", ground), Piece(tail.rstrip(), "faint", ground))

    def _day_pieces(self, one: Field, ground: str, *, here: bool) -> Row:
        """A mark for each day: a tick or a cross for a half day, the day's name or a dot for a day that is chosen."""
        width = self._day_width()
        glyphs = self._glyphs
        pieces: list[Piece] = []
        for weekday, name in enumerate(WEEKDAY_KEYS):
            is_on = self.state.is_on(one, weekday)
            if one.kind is FieldKind.DAYS:
                mark = name[: width - 1].capitalize() if is_on else rest_mark(glyphs).ljust(width - 1)
                ink = "title" if is_on else "faint"
            else:
                mark, ink = (glyphs.done, "done") if is_on else (glyphs.missed, "warn")
            under = here and weekday == self.weekday
            pieces.append(Piece(mark, "accent_text" if under else ink, "accent" if under else ground))
            pieces.append(Piece(" " * (width - cell_len(mark)), ink, ground))
        return tuple(pieces)


def printable(text: str) -> str:
    """Text under a caret, safe to print, its spaces kept as they are typed."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
