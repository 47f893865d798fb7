"""The history: every operation, what the one under the cursor changed, and keys for undo and redo.

Undo takes back the newest operation that is not taken back, redo brings back the one taken back last; the list marks
both with their keys.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from planner.text import clean_line
from planner.training.refusal import RefusedError
from planner.tui.keys import sheet_commands
from planner.tui.keys.keymap import Keymap
from planner.tui.sheets.list_sheet import ListSheet
from planner.tui.theme import Glyphs
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.wrap import fit_both, wrap_labelled, wrap_rows
from planner.usecases import history
from planner.usecases.history import Operation, OperationDetails
from planner.usecases.planbook import Planbook

_FULL_TIME_FROM = 56
"""Cells of a row from which it has the full time and state of the operation."""
STATE_WORDS = {"done": "done", "undone": "taken back", "dropped": "taken back for good"}
_MAX_CHANGE_LINES = 40


class HistoryContent:
    """The operations as a list, newest first.

    Args:
        book: The runner's planbook.
        keys: The keymap, for the sentence that an empty history shows.

    Raises:
        RefusedError: The file cannot be read.
    """

    def __init__(self, book: Planbook, keys: Keymap) -> None:
        self._book = book
        self._keys = keys
        self.read()

    def read(self) -> None:
        """Read the operations again.

        Raises:
            RefusedError: The file cannot be read.
        """
        self.operations = history.list_operations(self._book, history.MOST_OPERATIONS)
        self._next_undo, self._next_redo = history.next_undo_and_redo(self.operations)
        self._details: tuple[int, OperationDetails | RefusedError] | None = None

    @property
    def row_count(self) -> int:
        """How many operations there are."""
        return len(self.operations)

    def row(self, index: int, width: int, glyphs: Glyphs) -> Row:
        """Return an operation as a row: the key that undoes or redoes it, its time, its name and its state."""
        operation = self.operations[index]
        key = "u" if operation is self._next_undo else "U" if operation is self._next_redo else " "
        made_at = operation.made_at.astimezone()
        is_wide = width >= _FULL_TIME_FROM
        time_text = f"{made_at:%Y-%m-%d %H:%M}" if is_wide else f"{made_at.day:>2} {made_at:%b %H:%M}"
        color = "text" if operation.state == "done" else "muted"
        room = width - 4 - len(time_text)
        state = STATE_WORDS[operation.state] if is_wide else {"done": ""}.get(operation.state, "back")
        name = fit_both(clean_line(operation.name), f"  {state} " if state else "", room, glyphs)
        return (Piece(f"{key} ", "accent"), Piece(f"{time_text}  ", "muted"), Piece(name, color))

    def detail_rows(self, index: int, width: int, title_color: str) -> list[Row]:
        """Return when an operation was made and everything it changed."""
        if not self.operations:
            done, move, build = (self._keys[name] for name in ("calendar.done", "calendar.move", "app.builder"))
            empty = f"Nothing has been done yet. {done} marks a workout done, {move} moves one, {build} builds a block."
            return wrap_rows(empty, width, "muted")
        operation = self.operations[index]
        rows = wrap_rows(clean_line(operation.name), width, title_color)
        state = f"{operation.made_at.astimezone():%Y-%m-%d %H:%M} · {STATE_WORDS[operation.state]}"
        if operation.undone_or_redone_at is not None:
            state += ", brought back" if operation.state == "done" else ""
            state += f" {operation.undone_or_redone_at.astimezone():%Y-%m-%d %H:%M}"
        rows += wrap_rows(state, width, "muted")
        details = self._details_of(operation)
        if isinstance(details, RefusedError):
            return rows + wrap_rows(clean_line(str(details), 300), width, "warn")
        rows += wrap_rows(details.summary, width)

        def change_rows() -> list[Row]:
            bullet = Piece("· ", background="sheet")
            changes = (wrap_labelled(bullet, change.text, width) for change in details.changed_things)
            return [row for rows in changes for row in rows[:_MAX_CHANGE_LINES]]

        # An operation can have changed a year of workouts: wrapping them again would slow each key down.
        rows += self._book.cache.get(self._book.path, ("change rows", operation.id, width), change_rows)
        return rows + wrap_rows(details.omitted_note, width, "muted")

    def _details_of(self, operation: Operation) -> OperationDetails | RefusedError:
        if self._details is None or self._details[0] != operation.id:
            try:
                details: OperationDetails | RefusedError = history.operation_details(self._book, operation.id)
            except RefusedError as error:
                details = error
            self._details = operation.id, details
        return self._details[1]

    def foot_words(self) -> Mapping[str, str]:
        """Show the words of the command table."""
        return {}


class HistorySheet(ListSheet[None]):
    """The operations, newest first, with undo and redo.

    Args:
        book: The runner's planbook.
        on_changed: Called after an undo or redo, for the screen below to show it.

    Raises:
        RefusedError: The file cannot be read.
    """

    COMMAND_TABLE = sheet_commands.HISTORY

    def __init__(self, book: Planbook, on_changed: Callable[[], None]) -> None:
        self._book = book
        self._on_changed = on_changed
        self._history = HistoryContent(book, self.host.keys)
        super().__init__("History, newest first", self._history)

    def action_undo(self) -> None:
        """Take back the newest operation that is not taken back."""
        self._undo_or_redo(history.undo, "Taken back", "There is nothing to take back.")

    def action_redo(self) -> None:
        """Bring back the operation that was taken back last."""
        self._undo_or_redo(history.redo, "Brought back", "There is nothing to bring back.")

    def _undo_or_redo(self, step: Callable[[Planbook], Operation | None], verb: str, nothing: str) -> None:
        try:
            operation = step(self._book)
            self._history.read()
        except RefusedError as error:
            self.show_message(str(error), "warn")
            return
        if operation is None:
            self.show_message(nothing, "text")
            return
        self._on_changed()
        ids = [listed.id for listed in self._history.operations]
        self.show_rows_again(ids.index(operation.id) if operation.id in ids else 0)
        self.show_message(f"{verb}: {clean_line(operation.name)}.", "accent")
