"""The form as it is edited: kept between sessions, replaced by another, emptied, and brought back."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from planner.tui.builder.fields import REPLACED_KEY
from planner.tui.builder.form_state import FormState
from planner.tui.builder.form_widget import BuilderForm
from planner.tui.host import Host
from planner.usecases.date_words import date_reader
from planner.usecases.planbook import Planbook

FORM_DRAFT = "builder"
"""The name of the builder's form among the form drafts."""
EDITED_PLAN_SUFFIX = "-builder.plan"
"""End of the name of the sidecar file that keeps an edited plan until its block is stored."""


class FormSession:
    """The builder's form with the one that was in it before.

    Args:
        host: The app.
        activate_form: Gives the form the keys.
        on_change: Called whenever the values changed.
        on_row: Called when the cursor is on another row.

    Attributes:
        widget: Shows the form, at first as it was left in the last session.
    """

    def __init__(
        self, host: Host, activate_form: Callable[[], None], on_change: Callable[[], None], on_row: Callable[[], None]
    ) -> None:
        self.widget = BuilderForm(_restore_form(host.book, host.form_drafts.get(FORM_DRAFT)), self.save, on_row)
        self._host = host
        self._activate_form = activate_form
        self._on_change = on_change
        self._previous: dict[str, str] = {}

    @property
    def state(self) -> FormState:
        """What the form contains."""
        return self.widget.state

    def values(self) -> dict[str, str]:
        """Return what the runner chose or typed, by field."""
        return dict(self.state.entered)

    def save(self) -> None:
        """Keep the form for the next session, and report the change."""
        if self.state.entered:
            self._host.form_drafts.put(FORM_DRAFT, self.state.entered)
        else:
            self._host.form_drafts.remove(FORM_DRAFT)
        self._on_change()

    def replace(self, values: Mapping[str, str]) -> None:
        """Show other values in place of the current ones."""
        self.widget.reset(_restore_form(self._host.book, values))
        self._activate_form()
        self.save()

    def clear(self) -> None:
        """Empty the form after its block was stored or dropped, and delete what was saved of it."""
        from planner.tui.terminal.external_editor import delete_typed_text

        self._previous = self.values()  # after an undo, the same block can be made again
        self._host.form_drafts.remove(FORM_DRAFT)
        delete_typed_text(self._host, EDITED_PLAN_SUFFIX)
        self.widget.reset(FormState(dates=date_reader(self._host.book)))
        self._activate_form()

    def start_over(self) -> str:
        """Empty the form; if it is empty already, bring back what was in it before.

        Returns:
            A sentence that says what was done.
        """
        current = self.values()
        # A what-if has values from the start. It goes back to the block in the form before, if that was a new one.
        brings_back = not current or (current.get(REPLACED_KEY) and not self._previous.get(REPLACED_KEY))
        previous, self._previous = self._previous, current
        self.replace(previous if brings_back else {})
        if self.state.entered:
            return "What you had chosen is here again."
        return f"The form is empty. {self._block_key('fresh')} again brings back what you had."

    def _block_key(self, name: str) -> str:
        """Return the keys of a command of the block, as they are pressed in the form: ``tab n``."""
        keys = self._host.keys
        return f"{keys['builder.pane']} {keys[f'builder.{name}']}"

    def open_form(self, values: Mapping[str, str], field: str = "") -> str:
        """Put values that were chosen elsewhere into the form; a form in work can be brought back.

        Args:
            values: The values by field.
            field: The field to begin at; the first one when empty.

        Returns:
            A sentence that says what to do next.
        """
        current = self.values()
        brings_back = ""
        if current and current != values:
            self._previous = current
            brings_back = f" {self._block_key('fresh')} brings back what you had."
        self.replace(values)
        if field:
            self.widget.move_to(field)
            return f"Type the path of your plan; → completes it.{brings_back}"
        commit = self._host.keys["builder.commit"]
        return f"Change anything; {commit} puts the block into the calendar.{brings_back}"

    def open_whatif(self, values: Mapping[str, str]) -> str:
        """Put a stored block into the form; a form in work can be brought back.

        Returns:
            A sentence that says what to do next.
        """
        current = self.values()
        brings_back = ""
        if current and current.get(REPLACED_KEY) != values.get(REPLACED_KEY):
            self._previous = current
            brings_back = f" {self._block_key('fresh')} brings back what you had."
        self.replace(values)
        return f"Change it; {self._block_key('compare')} compares it with the block as it is.{brings_back}"


def _restore_form(book: Planbook, values: Mapping[str, str]) -> FormState:
    state = FormState(dates=date_reader(book))
    state.restore(values)
    return state
