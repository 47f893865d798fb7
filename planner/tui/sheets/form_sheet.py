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
from planner.tui.sheets.form_fields import Fields
from planner.tui.sheets.overlay import Overlay
from planner.tui.state.saver import Saver
from planner.tui.widgets.rows import Lines, Piece
from planner.tui.widgets.status_line import Sentence
from planner.usecases.planbook import Planbook

Result = TypeVar("Result")
_FRAME = 7
"""Lines of a sheet besides its fields: the title, a sentence of two lines, and the blanks around them."""


class FormSheet(Overlay[Result], Generic[Result]):
    """Fields with labels; its result is what was saved, or None when it is left with escape.

    Args:
        book: Where it saves.
        title: What is being filled in, and a word more beside it.
        draft: The name its draft is kept under.
    """

    AUTO_FOCUS = "Fields"
    HERE: ClassVar[tuple[Command, ...]] = (
        Command("sheet.save", "enter", "", "Save what stands in the fields."),
        Command("sheet.next", "tab,down", "", "Go to the next field.", shown="tab ↓"),
        Command("sheet.before", "shift+tab,up", "", "Go to the field before.", shown="shift+tab ↑"),
        Command("sheet.cancel", "escape", "cancel", "Go back; what was typed is kept for the next time."),
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "cancel")]
    LABELS: ClassVar[dict[str, tuple[str, str]]] = {}
    """The label and the hint of each field, by its name."""
    KEYS: ClassVar[str] = "enter saves · tab next field · escape keeps a draft"

    def __init__(self, book: Planbook, title: tuple[str, str], draft: str) -> None:
        super().__init__()
        self._book = book
        self._head = title
        self._form = draft
        self._start: dict[str, str] = {}

    def begin(self) -> Mapping[str, str]:
        """What stands in the fields at first, in their order."""
        raise NotImplementedError

    def save(self, typed: dict[str, str]) -> Result:
        """Save what was typed.

        Raises:
            RefusedError: It cannot be; the sentence is shown under the fields, which stay as they are.
        """
        raise NotImplementedError

    def leaves(self, key: str) -> bool:
        """Whether the sheet takes a letter for itself that could be typed into a field."""
        del key
        return False

    def meanwhile(self) -> str:
        """What another session has made of it meanwhile; from then on a save goes over that. Empty when nothing."""
        return ""

    def compose(self) -> ComposeResult:
        """What is being filled in, the fields, and room for a refusal."""
        self._start = dict(self.begin())
        title = Lines(ground="sheet")
        title.show([(Piece(self._head[0], "title", "sheet"), Piece(f"   {self._head[1]}", "muted", "sheet"))])
        kept = host_of(self).drafts.find(self._form)
        self.words = Sentence("What you typed last time is here again." if kept else self.KEYS)
        self.fields = Fields(
            self.LABELS, {name: kept.get(name, value) for name, value in self._start.items()}, self.leaves
        )
        self._saver = Saver(self, self._book, lambda text, refused: self.words.say(text, "warn" if refused else "text"))
        with Vertical(classes="sheet form"):
            yield title
            yield Lines(ground="sheet", id="under-title")
            yield self.fields
            yield Lines(ground="sheet", id="over-words")
            yield self.words

    def fit_to_terminal(self) -> None:
        """Blank lines are for those who have room for them; the fields give way to the words below them."""
        height, count = self.app.size.height, len(self._start)
        for line in self.query("#under-title, #over-words").results(Lines):
            line.display = height > count + _FRAME
        self.fields.styles.height = max(min(count, height - _FRAME + 2), 1)

    @property
    def typed(self) -> dict[str, str]:
        """What stands in the fields."""
        return self.fields.values

    @property
    def is_changed(self) -> bool:
        """Whether anything differs from what stood there at first."""
        return any(self._start[field] != value for field, value in self.typed.items())

    def on_fields_changed(self) -> None:
        """Keep the draft."""
        if self.is_changed:
            host_of(self).drafts.keep(self._form, self.typed)

    def on_fields_sent(self) -> None:
        """Save it."""
        self.send()

    def send(self) -> None:
        """Save what stands in the fields, as soon as nobody else writes."""
        self._saver.save(self._save, self._refused)

    def action_cancel(self) -> None:
        """Save nothing; the draft stays."""
        self.dismiss(None)

    def _save(self) -> None:
        result = self.save(self.typed)
        host_of(self).drafts.drop(self._form)
        self.dismiss(result)

    def _refused(self, error: RefusedError) -> None:
        theirs = self.meanwhile()
        if theirs:
            self.words.say(
                f"Another session changed it meanwhile: {theirs}. Your figures are still above: "
                "enter puts them over that, escape leaves it.",
                "warn",
            )
        else:
            self.words.say(str(error), "warn")
