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
from planner.tui.sheets.list_sheet import ListedSheet
from planner.tui.state.calendar_cache import check_there
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.wrap import spread, wrap, wrapped
from planner.usecases import history
from planner.usecases.history import Account, Operation
from planner.usecases.planbook import Planbook

_STAMP_IN_FULL_FROM = 56
STATES = {"done": "done", "undone": "taken back", "dropped": "taken back for good"}
_NOTHING_YET = "Nothing has been done yet. d marks a workout done, m moves one, 2 builds a block."
_MOST_LINES_OF_A_CHANGE = 40


class HistoryScreen(ListedSheet[None]):
    """The operations, newest first, with a cursor.

    Args:
        book: Whose.
        follow: Called after an undo or redo, for the screen below to show what it did.

    Raises:
        RefusedError: The file cannot be read.
    """

    HEADING = "History, newest first"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,H", "close", "Go back to the calendar."),
        Binding("enter", "read", "Read what it changed."),
        Binding("u", "undo", "Take back the newest operation that stands."),
        Binding("U", "redo", "Bring back what was taken back."),
    ]

    def __init__(self, book: Planbook, follow: Callable[[], None]) -> None:
        super().__init__()
        self._book = book
        self._follow = follow
        self._read()

    @property
    def length(self) -> int:
        """How many operations there are."""
        return len(self._operations)

    @property
    def chosen(self) -> Operation | None:
        """The operation under the cursor."""
        return self._operations[self._list.chosen] if self._operations else None

    def action_undo(self) -> None:
        """Take back the newest operation that stands."""
        self._turn(history.undo, "Taken back", "There is nothing to take back.")

    def action_redo(self) -> None:
        """Bring back the operation last taken back."""
        self._turn(history.redo, "Brought back", "There is nothing to bring back.")

    def _turn(self, step: Callable[[Planbook], Operation | None], verb: str, nothing: str) -> None:
        try:
            check_there(self._book.path)
            operation = step(self._book)
            self._read()
        except RefusedError as error:
            self._say(str(error), "warn")
            return
        if operation is None:
            self._say(nothing, "text")
            return
        self._follow()
        numbers = [one.id for one in self._operations]
        self._offer_again(numbers.index(operation.id) if operation.id in numbers else 0)
        self._say(f"{verb}: {clean_line(operation.name)}.", "accent")

    def _read(self) -> None:
        check_there(self._book.path)
        self._operations = history.log(self._book, history.MOST_OPERATIONS)
        self._next_undo, self._next_redo = history.would_turn(self._operations)
        self._account: Account | RefusedError | None = None

    # What is shown

    def _tell_anew(self) -> None:
        self._account = None
        super()._tell_anew()

    def _row(self, place: int, width: int) -> Row:
        operation = self._operations[place]
        key = "u" if operation is self._next_undo else "U" if operation is self._next_redo else " "
        at = operation.at.astimezone()
        wide = width >= _STAMP_IN_FULL_FROM
        stamp = f"{at:%Y-%m-%d %H:%M}" if wide else f"{at.day:>2} {at:%b %H:%M}"
        ink = "text" if operation.state == "done" else "muted"
        glyphs = host_of(self).glyphs
        head = (Piece(f"{key} ", "accent"), Piece(f"{stamp}  ", "muted"))
        room = width - 4 - len(stamp)
        state = STATES[operation.state] if wide else {"done": ""}.get(operation.state, "back")
        name = spread(clean_line(operation.name), f"  {state} " if state else "", room, glyphs)
        return (*head, Piece(name, ink))

    def _told(self, width: int) -> list[Row]:
        operation = self.chosen
        if operation is None:
            return wrapped(_NOTHING_YET, width, "muted")
        head = "accent" if self._reading else "title"
        rows = wrapped(clean_line(operation.name), width, head)
        turned = ""
        if operation.turned is not None:
            again = ", brought back" if operation.state == "done" else ""
            turned = f"{again} {operation.turned.astimezone():%Y-%m-%d %H:%M}"
        rows += wrapped(
            f"{operation.at.astimezone():%Y-%m-%d %H:%M} · {STATES[operation.state]}{turned}", width, "muted"
        )
        told = self._account_of(operation)
        if isinstance(told, RefusedError):
            return rows + wrapped(clean_line(str(told), 300), width, "warn")
        if told.summary:
            rows += wrapped(told.summary, width, "text")

        def hung() -> list[Row]:
            return [row for one in told.told for row in _hanging(one.text, width)]

        rows += self._book.cache.get(self._book.path, ("told", operation.id, width), hung)
        return rows + wrapped(told.ending, width, "muted") if told.ending else rows

    def _account_of(self, operation: Operation) -> Account | RefusedError:
        if self._account is None:
            try:
                self._account = history.account(self._book, operation.id)
            except RefusedError as error:
                self._account = error
        return self._account

    def _keys(self, *, in_full: bool) -> str:
        return "u undo   U redo   enter reads on" if in_full else "u U   enter reads"


def _hanging(text: str, width: int) -> list[Row]:
    """A change in lines: the first from the edge, the rest a little in, so that each change is seen to begin."""
    first, *rest = wrap(text, max(width - 2, 8))[:_MOST_LINES_OF_A_CHANGE]
    return [(Piece(f"· {first}", "text", "sheet"),), *((Piece(f"  {part}", "text", "sheet"),) for part in rest)]
