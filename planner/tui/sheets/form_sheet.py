"""A sheet of fields: every key is kept as a form draft, enter saves, and a change by another session is shown first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, Protocol, TypeVar

from textual.widget import Widget

from planner.training.refusal import RefusedError
from planner.tui.keys import sheet_commands
from planner.tui.keys.command import foot_text
from planner.tui.sheets.form_fields import FormFields
from planner.tui.sheets.sheet import Overlay, sheet_line
from planner.tui.state.saver import Saver
from planner.tui.theme import Glyphs
from planner.tui.widgets.rows import Piece
from planner.tui.widgets.status_line import StatusLine
from planner.usecases.open_planbook import add_remark
from planner.usecases.planbook import Planbook

SheetResult = TypeVar("SheetResult")
SheetResult_co = TypeVar("SheetResult_co", covariant=True)
TYPED_LAST_TIME = "What you typed last time is here again."
_FRAME = 7
"""Lines of a sheet besides its fields: the title, a sentence of two lines, and the blanks around them."""


class FormModel(Protocol[SheetResult_co]):
    """What a `FormSheet` asks for and saves. It knows no widget."""

    @property
    def title(self) -> tuple[str, str]:
        """What is filled in, and a few words more next to it."""

    @property
    def draft_name(self) -> str:
        """The name its form draft is kept under."""

    @property
    def field_labels(self) -> Mapping[str, tuple[str, str]]:
        """The label and the hint of each field, by its name."""

    @property
    def initial_values(self) -> Mapping[str, str]:
        """The text of each field at first, in the order of the fields."""

    def save(self, values: Mapping[str, str]) -> SheetResult_co:
        """Save what was typed.

        Raises:
            RefusedError: It cannot be saved; the sentence is shown under the fields, which stay unchanged.
        """

    def changed_meanwhile(self, glyphs: Glyphs) -> str:
        """Return what another session changed since the form was read, or nothing; the next save goes over that."""


class SavingSheet(Overlay[SheetResult], Generic[SheetResult]):
    """A sheet that is saved with enter and keeps what was typed as a form draft until then.

    Args:
        book: The planbook it saves in.
        draft_name: The name its form draft is kept under.
        message: Where sentences are shown.
        widgets: What is on it, from top to bottom.
    """

    def __init__(self, book: Planbook, draft_name: str, message: StatusLine, *widgets: Widget) -> None:
        super().__init__(*widgets)
        self.message = message
        self._draft_name = draft_name
        self._saver = Saver(self, book, self._say)

    @property
    def is_half_typed(self) -> bool:
        """Whether there is a form draft of it."""
        return bool(self.host.form_drafts.get(self._draft_name))

    def store(self) -> SheetResult:
        """Save what was typed.

        Raises:
            RefusedError: It cannot be saved.
        """
        raise NotImplementedError

    def show_refusal(self, error: RefusedError) -> None:
        """Say why nothing was saved."""
        self.message.show_message(str(error), "warn")

    def submit(self) -> None:
        """Save the fields as soon as no other session writes."""
        self._saver.save(self._save, self.show_refusal, self.close_with)

    def _say(self, sentence: str, is_refusal: bool) -> None:
        self.message.show_message(sentence, "warn" if is_refusal else "text")

    def _save(self) -> None:
        result = self.store()
        self.host.form_drafts.remove(self._draft_name)
        self.dismiss(result)

    def close_with(self, sentence: str) -> None:
        """Close a form that must not be sent again, and let the calendar say why.

        It is stored though nothing can be shown of it, or what it was about is gone.
        """
        self.host.form_drafts.remove(self._draft_name)
        add_remark(sentence)
        self.dismiss(None)


class FormSheet(SavingSheet[SheetResult], Generic[SheetResult]):
    """Fields with labels; its result is what was saved, or None when it is left with escape.

    Args:
        book: The planbook it saves in.
        form: What it asks for.
    """

    AUTO_FOCUS = "FormFields"
    SHEET_CLASSES = "sheet form"
    COMMAND_TABLE = sheet_commands.FORM

    def __init__(self, book: Planbook, form: FormModel[SheetResult]) -> None:
        self.form = form
        typed = self.read_draft()
        keys = foot_text(self.COMMAND_TABLE, separator=" · ")
        message = StatusLine(TYPED_LAST_TIME if typed else keys)
        values = {name: typed.get(name, value) for name, value in form.initial_values.items()}
        self.fields = FormFields(form.field_labels, values)
        self._blanks = sheet_line(), sheet_line()
        what, more = form.title
        super().__init__(
            book,
            form.draft_name,
            message,
            sheet_line(Piece(what, "title", "sheet"), Piece(f"   {more}", "muted", "sheet")),
            self._blanks[0],
            self.fields,
            self._blanks[1],
            message,
        )

    def read_draft(self) -> dict[str, str]:
        """Return what was typed when the form was left, by field; empty when there is no draft of it."""
        return self.host.form_drafts.get(self.form.draft_name)

    def draft_to_keep(self) -> dict[str, str]:
        """Return what is kept of the form when it is left: the text of each field."""
        return self.values

    def fit_to_terminal(self) -> None:
        """Leave out the blank lines, then show fewer fields, where the screen has no room for all."""
        height, count = self.app.size.height, len(self.form.initial_values)
        for blank in self._blanks:
            blank.display = height > count + _FRAME
        self.fields.styles.height = max(min(count, height - _FRAME + 2), 1)

    @property
    def values(self) -> dict[str, str]:
        """The text of each field."""
        return self.fields.values

    @property
    def is_changed(self) -> bool:
        """Whether a field differs from its initial value."""
        return self.values != self.form.initial_values

    def on_form_fields_changed(self) -> None:
        """Keep what was typed as a form draft."""
        if self.is_changed:
            self.host.form_drafts.put(self.form.draft_name, self.draft_to_keep())

    def on_form_fields_submitted(self) -> None:
        """Save the fields."""
        self.submit()

    def store(self) -> SheetResult:
        """Save the fields.

        Raises:
            RefusedError: They cannot be saved.
        """
        return self.form.save(self.values)

    def show_refusal(self, error: RefusedError) -> None:
        """Say what another session has changed meanwhile, where that is why nothing was saved; else the refusal."""
        theirs = self.form.changed_meanwhile(self.host.glyphs)
        self.message.show_message(changed_elsewhere_sentence(theirs) if theirs else str(error), "warn")


def changed_elsewhere_sentence(theirs: str) -> str:
    """Return what is said where another session has changed what a form is about."""
    return (
        f"Another session changed it meanwhile: {theirs}. Your figures are still above: "
        "enter puts them over that, escape leaves it."
    )
