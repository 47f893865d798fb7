"""A sheet of fields: typed into, kept as a draft with every key, saved with enter, lost to no other session."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from planner.training.refusal import RefusedError
from planner.tui.host import host_of
from planner.tui.keys.command import Command
from planner.tui.sheets.form_fields import FormFields
from planner.tui.sheets.sheet import Overlay
from planner.tui.state.saver import Saver
from planner.tui.widgets.rows import Piece, RowsWidget
from planner.tui.widgets.status_line import StatusLine
from planner.usecases.planbook import Planbook

SheetResult = TypeVar("SheetResult")
_FRAME = 7
"""Lines of a sheet besides its fields: the title, a sentence of two lines, and the blanks around them."""


class FormSheet(Overlay[SheetResult], Generic[SheetResult]):
    """Fields with labels; its result is what was saved, or None when it is left with escape.

    Args:
        book: Where it saves.
        title: What is being filled in, and a word more beside it.
        draft: The name its draft is kept under.
    """

    AUTO_FOCUS = "FormFields"
    COMMAND_TABLE: ClassVar[tuple[Command, ...]] = (
        Command("sheet.save", "enter", "", "Save what stands in the fields."),
        Command("sheet.next", "tab,down", "", "Go to the next field.", key_label="tab ↓"),
        Command("sheet.before", "shift+tab,up", "", "Go to the field before.", key_label="shift+tab ↑"),
        Command("sheet.cancel", "escape", "cancel", "Go back; what was typed is kept for the next time."),
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "cancel")]
    LABELS: ClassVar[dict[str, tuple[str, str]]] = {}
    """The label and the hint of each field, by its name."""
    FOOT: ClassVar[str] = "enter saves · tab next field · escape keeps a draft"

    def __init__(self, book: Planbook, title: tuple[str, str], draft: str) -> None:
        super().__init__()
        self._book = book
        self._title = title
        self._draft_name = draft
        self._initial: dict[str, str] = {}

    def initial_values(self) -> Mapping[str, str]:
        """What stands in the fields at first, in their order."""
        raise NotImplementedError

    def save(self, values: dict[str, str]) -> SheetResult:
        """Save what was typed.

        Raises:
            RefusedError: It cannot be; the sentence is shown under the fields, which stay as they are.
        """
        raise NotImplementedError

    def takes_key(self, key: str) -> bool:
        """Whether the sheet takes a letter for itself that could be typed into a field."""
        del key
        return False

    def changed_meanwhile(self) -> str:
        """What another session has made of it meanwhile; from then on a save goes over that. Empty when nothing."""
        return ""

    def compose(self) -> ComposeResult:
        """What is being filled in, the fields, and room for a refusal."""
        self._initial = dict(self.initial_values())
        title = RowsWidget(background="sheet")
        title.show([(Piece(self._title[0], "title", "sheet"), Piece(f"   {self._title[1]}", "muted", "sheet"))])
        kept = host_of(self).form_drafts.get(self._draft_name)
        self.message = StatusLine("What you typed last time is here again." if kept else self.FOOT)
        self.fields = FormFields(
            self.LABELS, {name: kept.get(name, value) for name, value in self._initial.items()}, self.takes_key
        )
        self._saver = Saver(
            self, self._book, lambda text, refused: self.message.show_message(text, "warn" if refused else "text")
        )
        with Vertical(classes="sheet form"):
            yield title
            yield RowsWidget(background="sheet", id="under-title")
            yield self.fields
            yield RowsWidget(background="sheet", id="over-words")
            yield self.message

    def fit_to_terminal(self) -> None:
        """Blank lines are for those who have room for them; the fields give way to the words below them."""
        height, count = self.app.size.height, len(self._initial)
        for line in self.query("#under-title, #over-words").results(RowsWidget):
            line.display = height > count + _FRAME
        self.fields.styles.height = max(min(count, height - _FRAME + 2), 1)

    @property
    def values(self) -> dict[str, str]:
        """What stands in the fields."""
        return self.fields.values

    @property
    def is_changed(self) -> bool:
        """Whether anything differs from what stood there at first."""
        return any(self._initial[field] != value for field, value in self.values.items())

    def on_form_fields_changed(self) -> None:
        """Keep the draft."""
        if self.is_changed:
            host_of(self).form_drafts.put(self._draft_name, self.values)

    def on_form_fields_submitted(self) -> None:
        """Save it."""
        self.submit()

    def submit(self) -> None:
        """Save what stands in the fields, as soon as nobody else writes."""
        self._saver.save(self._save, self._show_refusal)

    def action_cancel(self) -> None:
        """Save nothing; the draft stays."""
        self.dismiss(None)

    def _save(self) -> None:
        result = self.save(self.values)
        host_of(self).form_drafts.remove(self._draft_name)
        self.dismiss(result)

    def _show_refusal(self, error: RefusedError) -> None:
        theirs = self.changed_meanwhile()
        if theirs:
            self.message.show_message(
                f"Another session changed it meanwhile: {theirs}. Your figures are still above: "
                "enter puts them over that, escape leaves it.",
                "warn",
            )
        else:
            self.message.show_message(str(error), "warn")
