"""The history: every operation, what the chosen one changed, and undo and redo with both in sight.

Undo always takes the newest operation that stands, redo the one last taken back; the list marks them with the keys.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType

from planner.text import clean_line
from planner.training.refusal import RefusedError
from planner.tui.host import host_of
from planner.tui.sheets.list_sheet import ListSheet
from planner.tui.state.calendar_cache import check_exists
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.wrap import fit_both, wrap_text, wrapped_rows
from planner.usecases import history
from planner.usecases.history import Operation, OperationDetails
from planner.usecases.planbook import Planbook

_FULL_TIME_FROM = 56
STATE_WORDS = {"done": "done", "undone": "taken back", "dropped": "taken back for good"}
_EMPTY_TEXT = "Nothing has been done yet. d marks a workout done, m moves one, 2 builds a block."
_MAX_CHANGE_LINES = 40


class HistorySheet(ListSheet[None]):
    """The operations, newest first, with a cursor.

    Args:
        book: Whose.
        follow: Called after an undo or redo, for the screen below to show what it did.

    Raises:
        RefusedError: The file cannot be read.
    """

    SHEET_TITLE = "History, newest first"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,H", "close", "Go back to the calendar."),
        Binding("enter", "focus_detail", "Read what it changed."),
        Binding("u", "undo", "Take back the newest operation that stands."),
        Binding("U", "redo", "Bring back what was taken back."),
    ]

    def __init__(self, book: Planbook, follow: Callable[[], None]) -> None:
        super().__init__()
        self._book = book
        self._on_changed = follow
        self._read()

    @property
    def row_count(self) -> int:
        """How many operations there are."""
        return len(self._operations)

    @property
    def selected(self) -> Operation | None:
        """The operation under the cursor."""
        return self._operations[self._list.cursor] if self._operations else None

    def action_undo(self) -> None:
        """Take back the newest operation that stands."""
        self._undo_or_redo(history.undo, "Taken back", "There is nothing to take back.")

    def action_redo(self) -> None:
        """Bring back the operation last taken back."""
        self._undo_or_redo(history.redo, "Brought back", "There is nothing to bring back.")

    def _undo_or_redo(self, step: Callable[[Planbook], Operation | None], verb: str, nothing: str) -> None:
        try:
            check_exists(self._book.path)
            operation = step(self._book)
            self._read()
        except RefusedError as error:
            self._say(str(error), "warn")
            return
        if operation is None:
            self._say(nothing, "text")
            return
        self._on_changed()
        numbers = [one.id for one in self._operations]
        self._show_rows_again(numbers.index(operation.id) if operation.id in numbers else 0)
        self._say(f"{verb}: {clean_line(operation.name)}.", "accent")

    def _read(self) -> None:
        check_exists(self._book.path)
        self._operations = history.list_operations(self._book, history.MOST_OPERATIONS)
        self._next_undo, self._next_redo = history.next_undo_and_redo(self._operations)
        self._account: OperationDetails | RefusedError | None = None

    # What is shown

    def _show_new_detail(self) -> None:
        self._account = None
        super()._show_new_detail()

    def _row(self, index: int, width: int) -> Row:
        operation = self._operations[index]
        key = "u" if operation is self._next_undo else "U" if operation is self._next_redo else " "
        at = operation.made_at.astimezone()
        wide = width >= _FULL_TIME_FROM
        stamp = f"{at:%Y-%m-%d %H:%M}" if wide else f"{at.day:>2} {at:%b %H:%M}"
        ink = "text" if operation.state == "done" else "muted"
        glyphs = host_of(self).glyphs
        head = (Piece(f"{key} ", "accent"), Piece(f"{stamp}  ", "muted"))
        room = width - 4 - len(stamp)
        state = STATE_WORDS[operation.state] if wide else {"done": ""}.get(operation.state, "back")
        name = fit_both(clean_line(operation.name), f"  {state} " if state else "", room, glyphs)
        return (*head, Piece(name, ink))

    def _detail_rows(self, width: int) -> list[Row]:
        operation = self.selected
        if operation is None:
            return wrapped_rows(_EMPTY_TEXT, width, "muted")
        head = "accent" if self._detail_has_focus else "title"
        rows = wrapped_rows(clean_line(operation.name), width, head)
        turned = ""
        if operation.undone_or_redone_at is not None:
            again = ", brought back" if operation.state == "done" else ""
            turned = f"{again} {operation.undone_or_redone_at.astimezone():%Y-%m-%d %H:%M}"
        rows += wrapped_rows(
            f"{operation.made_at.astimezone():%Y-%m-%d %H:%M} · {STATE_WORDS[operation.state]}{turned}", width, "muted"
        )
        told = self._account_of(operation)
        if isinstance(told, RefusedError):
            return rows + wrapped_rows(clean_line(str(told), 300), width, "warn")
        if told.summary:
            rows += wrapped_rows(told.summary, width, "text")

        def hung() -> list[Row]:
            return [row for one in told.changed_things for row in _bulleted(one.text, width)]

        rows += self._book.cache.get(self._book.path, ("told", operation.id, width), hung)
        return rows + wrapped_rows(told.omitted_note, width, "muted") if told.omitted_note else rows

    def _account_of(self, operation: Operation) -> OperationDetails | RefusedError:
        if self._account is None:
            try:
                self._account = history.operation_details(self._book, operation.id)
            except RefusedError as error:
                self._account = error
        return self._account

    def _foot_keys(self, *, in_full: bool) -> str:
        return "u undo   U redo   enter reads on" if in_full else "u U   enter reads"


def _bulleted(text: str, width: int) -> list[Row]:
    """A change in lines: the first from the edge, the rest a little in, so that each change is seen to begin."""
    first, *rest = wrap_text(text, max(width - 2, 8))[:_MAX_CHANGE_LINES]
    return [(Piece(f"· {first}", "text", "sheet"),), *((Piece(f"  {part}", "text", "sheet"),) for part in rest)]
