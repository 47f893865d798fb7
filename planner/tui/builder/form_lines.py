"""The rows of the builder's form as lines: headings, fields with their values and messages, and the caret in one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rich.cells import cell_len

from planner.text import clean_line
from planner.training.weeks import WEEKDAY_KEYS
from planner.tui.builder.draft_view import rest_mark
from planner.tui.builder.fields import FREE_AM_FIELD, GROUP_OF, PATH_FIELD, Field, FieldGroup
from planner.tui.builder.form_rows import STORE_ROW, FormRows
from planner.tui.theme import Glyphs
from planner.tui.widgets.line_edit import LineEdit
from planner.tui.widgets.path_completion import complete_path
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.wrap import fit, wrap_rows
from planner.usecases.blocks.options import FieldKind

LABEL_WIDTH = 11
_WIDE_DAYS_FROM = 34
"""Width of the form from which a day takes three cells, not two."""
DAY_KINDS = frozenset({FieldKind.HALVES, FieldKind.DAYS})
"""Kinds of fields with a cursor on a weekday."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLines:
    """Draws the rows of a form.

    Attributes:
        rows: The rows, with their values.
        glyphs: The marks to draw with.
        width: Cells.
        errors: Why fields are refused, by their names; "" is for what is about no field.
        notes: A sentence on fields' values, by their names.
        cursor: The name of the row with the cursor; empty while the form has no keys.
        weekday: The weekday under the cursor, Monday 0.
        line_edit: What is being typed into the field under the cursor; None while nothing is.
    """

    rows: FormRows
    glyphs: Glyphs
    width: int
    errors: Mapping[str, str]
    notes: Mapping[str, str]
    cursor: str
    weekday: int
    line_edit: LineEdit | None

    @property
    def value_room(self) -> int:
        """Cells for a value."""
        return max(self.width - LABEL_WIDTH - 1, 4)

    @property
    def day_width(self) -> int:
        """Cells of a weekday."""
        return 3 if self.width >= _WIDE_DAYS_FROM else 2

    @property
    def shows_caret(self) -> bool:
        """Whether the row under the cursor takes text now."""
        field = self.rows.field(self.cursor)
        return field is not None and (self.line_edit is not None or field.kind is FieldKind.TEXT)

    def shown_edit(self) -> LineEdit:
        """Return what is being typed, or the value under the cursor with the caret at its end."""
        value = self.rows.state.value(self.cursor)
        return self.line_edit or LineEdit(value, len(value))

    @property
    def completion(self) -> str:
        """What would complete the path that is typed; empty for another field."""
        line_edit = self.shown_edit()
        is_at_end = line_edit.caret == len(line_edit.text)
        return complete_path(line_edit.text) if self.cursor == PATH_FIELD.name and is_at_end else ""

    def lines(self, *, blanks: bool) -> list[tuple[str, Row]]:
        """Return all lines, each with the name of its row."""
        lines: list[tuple[str, Row]] = []
        for name in self.rows.names:
            field = self.rows.field(name)
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
        width = self.day_width
        names = "".join(name[: width - 1].capitalize().ljust(width) for name in WEEKDAY_KEYS)
        return (Piece(" free".ljust(LABEL_WIDTH) + names, "muted", "band"),)

    def _group_row(self, group: FieldGroup) -> Row:
        """Return the heading of a group; of a closed one also what its fields say, and whether one is refused."""
        background, head = self._row_head(group.value, group.value, "title")
        if group in self.rows.open_groups:
            return (*head, Piece("", "text", background))
        is_wrong = any(GROUP_OF.get(name) is group for name in self.errors)
        more = f" {self.glyphs.right}"
        text = fit(clean_line(self.rows.summary(group)), max(self.value_room - len(more), 4), self.glyphs).rstrip()
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
        is_current = name == self.cursor
        background = "cursor" if is_current else "band"
        mark = Piece("▌" if is_current else " ", "accent", background)
        return background, (mark, Piece(f"{label:<{LABEL_WIDTH - 1}}", color, background))

    def _message_rows(self, name: str) -> list[Row]:
        """Return the error of a field, or else its note."""
        width = max(self.width - 4, 8)
        error = self.errors.get(name)
        if not error:
            return indented_rows(self.notes.get(name, ""), width, "muted", indent=3)
        # A path that is still to come, and a value that is being typed, are not mistakes.
        is_missing_path = name == PATH_FIELD.name and not self.rows.state.value(name)
        is_edited = name == self.cursor and self.line_edit is not None
        color = "muted" if is_missing_path or is_edited else "warn"
        return indented_rows(clean_line(error, 300), width, color, indent=3)

    def _field_row(self, field: Field) -> Row:
        is_current = field.name == self.cursor
        is_wrong = field.name in self.errors and self.rows.state.value(field.name)
        color = "warn" if is_wrong else "title" if is_current else "muted"
        background, head = self._row_head(field.name, self.rows.state.label(field), color)
        return (
            *head,
            *self._value_pieces(field, background, is_current=is_current),
            Piece("", "text", background),
        )

    def _value_pieces(self, field: Field, background: str, *, is_current: bool) -> Row:
        if field.kind in DAY_KINDS:
            return self._day_pieces(field, background, is_current=is_current)
        room = self.value_room
        if is_current and self.shows_caret:
            return self._caret_pieces(field, background, room)
        has_value = bool(self.rows.state.value(field.name))
        color = "title" if field.name in self.rows.state.entered else "text" if has_value else "faint"
        text = clean_line(self.rows.state.format_value(field))
        if field is PATH_FIELD and cell_len(text) > room:  # the name of the file says more than the folders
            text = self.glyphs.ellipsis + text[-(room - 1) :]
        if not is_current:
            return (Piece(fit(text, room, self.glyphs).rstrip(), color, background),)
        return (
            Piece(f"{self.glyphs.left} ", "accent", background),
            Piece(fit(text, room - 4, self.glyphs).rstrip(), color, background),
            Piece(f" {self.glyphs.right}", "accent", background),
        )

    def _caret_pieces(self, field: Field, background: str, room: int) -> Row:
        """Return the value with a caret, and behind it in faint letters the completion, or the default when empty."""
        line_edit = self.shown_edit()
        before, under, after = line_edit.visible_parts(room)
        caret = Piece(under, "accent_text", "accent")
        if line_edit.text:
            suggestion = self.completion
            if suggestion:
                caret, suggestion = caret._replace(text=suggestion[0]), suggestion[1:]
        else:
            suggestion = self.rows.state.defaults.get(field.name) or field.placeholder
        tail = fit(suggestion, max(room - len(before) - 1, 0), self.glyphs) if suggestion else ""
        return (
            Piece(before, "title", background),
            caret,
            Piece(after, "title", background),
            Piece(tail.rstrip(), "faint", background),
        )

    def _day_pieces(self, field: Field, background: str, *, is_current: bool) -> Row:
        """Return a mark a day: a tick or a cross for a half day, the day's name or a dot for a day."""
        width, glyphs = self.day_width, self.glyphs
        pieces: list[Piece] = []
        for weekday, name in enumerate(WEEKDAY_KEYS):
            is_on = self.rows.state.is_on(field, weekday)
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


def indented_rows(text: str, width: int, color: str, *, indent: int) -> list[Row]:
    """Return a text in rows of a width, with blanks before each."""
    return [(Piece(" " * indent, color, "band"), *row) for row in wrap_rows(text, width, color, "band")]
