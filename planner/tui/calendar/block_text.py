"""The keys that open the block under the cursor elsewhere: as text in the runner's editor, or in the builder."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.text import clean_line
from planner.training.formatting import format_day
from planner.training.refusal import RefusedError
from planner.tui.calendar.active_preview import PlanningPart
from planner.tui.calendar.editing import Editing
from planner.tui.messages import OpenWhatIf

if TYPE_CHECKING:
    from planner.training.blocks import Block
    from planner.tui.sheets.rewrite import TextChanges
    from planner.usecases.blocks.rewrite import Rewrite
    from planner.usecases.changes import Change

_SUFFIX = ".plan"
_TEXT_NAME = "Your text"
"""What a refusal calls the text that was typed."""
_CHANGED_MEANWHILE = "Another session changed the block meanwhile; this would take that back."


@dataclass(slots=True, kw_only=True, eq=False)
class BlockTextEditing(PlanningPart):
    """Edits the block under the cursor as text, and opens it in the builder.

    Attributes:
        editing: Applies what an edited text would change.
    """

    editing: Editing
    _unapplied_texts: dict[int, str] = field(default_factory=dict)
    """Texts that were typed and could not be applied yet, by the number of their block."""

    def _block_at_cursor(self) -> Block | None:
        """Return the block under the cursor; None, said in the bottom line, where there is none."""
        from planner.training.blocks import block_on

        self.preview.cancel()
        block = block_on(self.data.view.blocks, self.cursor.day)
        if block is None:
            builder = self.host.keys["app.builder"]
            self.footer.show_message(f"{format_day(self.cursor.day)} lies in no block; {builder} builds one.")
        return block

    def open_whatif(self) -> None:
        """Open the block in the builder, to be changed, compared, kept or dropped."""
        block = self._block_at_cursor()
        if block is None:
            return
        from planner.tui.builder.whatif_form import form_values

        values = self.ask(lambda: form_values(self.host.book, block))
        if values is not None:
            self.host.post_message(OpenWhatIf(values))

    def edit(self) -> None:
        """Open the block as text in the runner's editor, and show what the edit would change."""
        from planner.usecases.blocks.rewrite import block_as_text

        block = self._block_at_cursor()
        original = self.ask(lambda: block_as_text(self.host.book, block)) if block is not None else None
        if block is None or original is None:
            return
        from planner.tui.sheets.rewrite import TextEdit

        rewrite: Rewrite | None = None

        def compare(typed: str) -> TextChanges:
            nonlocal rewrite
            rewrite, changes = self._compare(block, original, typed)
            return changes

        def apply(typed: str) -> None:
            assert rewrite is not None
            self._apply(block, typed, rewrite.change)

        TextEdit(
            host=self.host,
            footer=self.footer,
            suffix=_SUFFIX,
            compare=compare,
            apply=apply,
            refuse=lambda typed, error: self._keep_refused(block, typed, error),
            discard=lambda: self._discard(block),
            answered=self.preview.cancel,
        ).start(self._unapplied_texts.get(block.id, original))

    def _compare(self, block: Block, original: str, typed: str) -> tuple[Rewrite, TextChanges]:
        """Work out what a text would change, and preview it.

        Args:
            block: Which block.
            original: The block as text when the editing began.
            typed: The text as it was edited.

        Raises:
            RefusedError: A line cannot be read, or would change what is done or past.
        """
        from planner.tui.sheets.rewrite import TextChanges
        from planner.usecases.blocks.rewrite import block_as_text, plan_rewrite

        self.editing.reload()
        rewrite = plan_rewrite(self.host.book, block, typed, _TEXT_NAME)
        has_changed_meanwhile = block_as_text(self.host.book, block) != original
        change = rewrite.change
        if change.is_empty:
            return rewrite, TextChanges("", ())
        self.preview.show_change(change)
        remarks = [_CHANGED_MEANWHILE] * has_changed_meanwhile + list(change.remarks)
        return rewrite, TextChanges(change.name.removeprefix("rewrite: "), rewrite.differences, remarks)

    def _apply(self, block: Block, typed: str, change: Change) -> None:
        self._unapplied_texts[block.id] = typed  # until it is applied: another session may be in the way
        self.editing.apply_change(
            change,
            on_applied=lambda: self._discard(block),
            on_refused=lambda error: self._keep_refused(block, typed, error),
        )

    def _keep_refused(self, block: Block, typed: str, error: RefusedError) -> None:
        """Keep a text for the next round, and say what is wrong with it."""
        from planner.tui.terminal.external_editor import save_typed_text

        self._unapplied_texts[block.id] = typed
        path = save_typed_text(self.host, typed, _SUFFIX)
        where = f", kept in {clean_line(path.name, 60)}" if path is not None else ""
        key = self.host.keys["calendar.text"]
        sentence = self.host.with_short_path(str(error)).rstrip(".")
        self.footer.show_message(sentence, "warn", (f"{key} goes on with it{where}", f"{key} goes on"))

    def _discard(self, block: Block) -> None:
        from planner.tui.terminal.external_editor import delete_typed_text

        if self._unapplied_texts.pop(block.id, None) is not None:
            delete_typed_text(self.host, _SUFFIX)
