"""The history: every operation, what the chosen one changed, and undo and redo with both in sight.

Undo always takes the newest operation that stands, redo the one last taken back; the list marks them with the keys.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.widget import Widget

from planner.text import clean_line
from planner.training.refusal import RefusedError
from planner.tui import wording
from planner.tui.app import planner_app
from planner.tui.screens.sheet import FittedSheet
from planner.tui.shelf import check_there
from planner.tui.widgets.lines import Lines, Piece, Row
from planner.tui.widgets.longlist import LongList
from planner.tui.widgets.passage import Passage
from planner.usecases import history
from planner.usecases.history import Account, Operation
from planner.usecases.planbook import Planbook

_FRAME = 7
_BESIDE_FROM = 100
"""Columns from which the changes stand beside the list, not below it."""
_LOWEST_BESIDE = 12
"""Lines that the changes get beside a short list, where the screen has them."""
_STAMP_IN_FULL_FROM = 56
_KEYS_IN_FULL_FROM = 56
STATES = {"done": "done", "undone": "taken back", "dropped": "taken back for good"}
_NOTHING_YET = "Nothing has been done yet. d marks a workout done, m moves one, 2 builds a block."
_MOST_LINES_OF_A_CHANGE = 40


class HistoryScreen(FittedSheet[None]):
    """The operations, newest first, with a cursor.

    Args:
        book: Whose.
        follow: Called after an undo or redo, for the screen below to show what it did.

    Raises:
        RefusedError: The file cannot be read.
    """

    WIDEST = 150
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,H", "close", "Go back to the calendar."),
        Binding("down,j", "step(1)", "Go to the operation before, or a line down."),
        Binding("up,k", "step(-1)", "Go to the operation after, or a line up."),
        Binding("pagedown,space", "page(1)", "A page down."),
        Binding("pageup", "page(-1)", "A page up."),
        Binding("home,g", "end(0)", "Go to the newest."),
        Binding("end,G", "end(1)", "Go to the oldest."),
        Binding("enter,right,l", "read", "Read what it changed."),
        Binding("left,h", "list", "Go back to the list."),
        Binding("u", "undo", "Take back the newest operation that stands."),
        Binding("U", "redo", "Bring back what was taken back."),
    ]

    def __init__(self, book: Planbook, follow: Callable[[], None]) -> None:
        super().__init__()
        self._book = book
        self._follow = follow
        self._reading = False
        self._said: tuple[str, str] | None = None
        self._read()

    def compose(self) -> ComposeResult:
        """A title, the list and the changes in one frame, and the keys."""
        *parts, foot = self.parts()
        title, listed, changes = parts
        with Vertical(classes="sheet"):
            yield title
            self._panes = Container(listed, changes, id="history-panes")
            yield self._panes
            yield foot

    def parts(self) -> Iterable[Widget]:
        """The title, the list, the changes, the keys."""
        self._title = Lines(ground="sheet", id="history-title")
        self._list = LongList(id="history-list")
        self._changes = Passage(id="history-changes")
        self._foot = Lines(ground="sheet", id="history-foot")
        return self._title, self._list, self._changes, self._foot

    @property
    def text(self) -> str:
        """All that is said of the chosen operation."""
        return self._changes.everything

    @property
    def chosen(self) -> Operation | None:
        """The operation under the cursor."""
        return self._operations[self._list.chosen] if self._operations else None

    # Keys

    def action_step(self, by: int) -> None:
        """Down or up: in the list, or in the changes while they are read."""
        if self._reading:
            self._changes.read_on(by)
            self._show_foot()
        else:
            self._go(self._list.chosen + by)

    def action_page(self, pages: int) -> None:
        """A page down or up."""
        if self._reading:
            self._changes.page(pages)
            self._show_foot()
        else:
            self._list.page(pages)
            self._tell_anew()

    def action_end(self, last: int) -> None:
        """The first or the last: of the operations, or of the changes while they are read."""
        far = len(self._operations) + len(self.text)
        if self._reading:
            self._changes.read_on(far if last else -far)
            self._show_foot()
        else:
            self._go(far if last else 0)

    def action_read(self) -> None:
        """Read the changes."""
        if self._operations:
            self._give_keys(reading=True)

    def action_list(self) -> None:
        """Back to the list."""
        self._give_keys(reading=False)

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
        self._list.offer(len(numbers), self._row, numbers.index(operation.id) if operation.id in numbers else 0)
        self._give_keys(reading=False)
        self._changes.begin()
        self.fit_again()
        self._say(f"{verb}: {clean_line(operation.name)}.", "accent")

    def _go(self, place: int) -> None:
        self._list.go(place)
        self._tell_anew()

    def _give_keys(self, *, reading: bool) -> None:
        self._reading = reading
        self._said = None
        self._list.point(yes=not reading)
        self._show_changes()
        self._show_foot()

    def _read(self) -> None:
        check_there(self._book.path)
        self._operations = history.log(self._book, history.MOST_OPERATIONS)
        self._next_undo, self._next_redo = history.would_turn(self._operations)
        self._account: Account | RefusedError | None = None

    # What is shown

    def fit(self, width: int, height: int) -> None:
        """The list and the changes side by side where there is room, else one below the other."""
        self._width = width
        room = max(height - _FRAME, 4)
        beside = self.app.size.width >= _BESIDE_FROM
        if beside:
            left = width // 2 - 1
            self._list_width, self._changes_width = left, width - left - 2
            listed = shown = min(room, max(len(self._operations), _LOWEST_BESIDE))
        else:
            self._list_width = self._changes_width = width
            listed = min(max(len(self._operations), 1), max(room // 2 - 1, 2))
            shown = room - listed - 1
        self._panes.styles.layout = "horizontal" if beside else "vertical"
        self._panes.styles.height = listed if beside else listed + 1 + shown
        self._list.styles.width = self._list_width
        self._changes.styles.width = self._changes_width
        self._changes.styles.margin = (0, 0, 0, 2) if beside else (1, 0, 0, 0)
        self._changes_height = shown
        self._title.show([(Piece("History, newest first", "title", "sheet"),)])
        self._list.offer(len(self._operations), self._row, self._list.chosen)
        self._list.give(self._list_width, listed)
        self._show_changes()
        self._show_foot()

    def _tell_anew(self) -> None:
        self._account = None
        self._said = None
        self._changes.begin()
        self._show_changes()
        self._show_foot()

    def _row(self, place: int, width: int) -> Row:
        operation = self._operations[place]
        key = "u" if operation is self._next_undo else "U" if operation is self._next_redo else " "
        at = operation.at.astimezone()
        wide = width >= _STAMP_IN_FULL_FROM
        stamp = f"{at:%Y-%m-%d %H:%M}" if wide else f"{at.day:>2} {at:%b %H:%M}"
        ink = "text" if operation.state == "done" else "muted"
        glyphs = planner_app(self).glyphs
        head = (Piece(f"{key} ", "accent"), Piece(f"{stamp}  ", "muted"))
        room = width - 4 - len(stamp)
        state = STATES[operation.state] if wide else {"done": ""}.get(operation.state, "back")
        name = wording.spread(clean_line(operation.name), f"  {state} " if state else "", room, glyphs)
        return (*head, Piece(name, ink))

    def _show_changes(self) -> None:
        self._changes.tell(self._change_rows(self._changes_width), self._changes_height)

    def _change_rows(self, width: int) -> list[Row]:
        operation = self.chosen
        if operation is None:
            return _wrapped(_NOTHING_YET, width, "muted")
        head = "accent" if self._reading else "title"
        rows = _wrapped(clean_line(operation.name), width, head)
        turned = ""
        if operation.turned is not None:
            again = ", brought back" if operation.state == "done" else ""
            turned = f"{again} {operation.turned.astimezone():%Y-%m-%d %H:%M}"
        rows += _wrapped(
            f"{operation.at.astimezone():%Y-%m-%d %H:%M} · {STATES[operation.state]}{turned}", width, "muted"
        )
        told = self._told(operation)
        if isinstance(told, RefusedError):
            return rows + _wrapped(clean_line(str(told), 300), width, "warn")
        if told.summary:
            rows += _wrapped(told.summary, width, "text")
        for one in told.told:
            rows += _hanging(one.text, width)
        return rows + _wrapped(told.ending, width, "muted") if told.ending else rows

    def _told(self, operation: Operation) -> Account | RefusedError:
        if self._account is None:
            try:
                self._account = history.account(self._book, operation.id)
            except RefusedError as error:
                self._account = error
        return self._account

    def _say(self, sentence: str, ink: str) -> None:
        self._said = (clean_line(sentence, 300), ink)
        self._show_foot()

    def _show_foot(self) -> None:
        """What was just said, else the keys; a long sentence takes a second line."""
        if self._said is not None:
            sentence, ink = self._said
            rows = _wrapped(sentence, self._width, ink)[:2]
        else:
            below = self._changes.below
            more = f"   ↓ {below} more lines" if below > 0 else ""
            rows = [(Piece(f"{self._keys()}   escape closes{more}", "muted", "sheet"),)]
        self._foot.styles.height = len(rows)
        self._foot.show(rows)

    def _keys(self) -> str:
        if self._reading:
            return "← list"
        return "u undo   U redo   enter reads on" if self._width >= _KEYS_IN_FULL_FROM else "u U   enter reads"


def _wrapped(text: str, width: int, ink: str) -> list[Row]:
    return [(Piece(part, ink, "sheet"),) for part in wording.wrap(text, max(width, 8))]


def _hanging(text: str, width: int) -> list[Row]:
    """A change in lines: the first from the edge, the rest a little in, so that each change is seen to begin."""
    first, *rest = wording.wrap(text, max(width - 2, 8))[:_MOST_LINES_OF_A_CHANGE]
    return [(Piece(f"· {first}", "text", "sheet"),), *((Piece(f"  {part}", "text", "sheet"),) for part in rest)]
