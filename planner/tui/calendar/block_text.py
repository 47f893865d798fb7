"""The keys that open the block under the cursor elsewhere: as text in the runner's editor, or in the builder."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.training.formatting import format_day
from planner.training.refusal import RefusedError
from planner.tui.calendar.active_preview import PlanningPart
from planner.tui.calendar.editing import Editing
from planner.tui.messages import OpenWhatIf

if TYPE_CHECKING:
    from planner.edited_file import EditedFile
    from planner.training.blocks import Block
    from planner.tui.sheets.rewrite import TextChanges
    from planner.usecases.blocks.rewrite import Rewrite
    from planner.usecases.changes import Change

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
    _refused: set[int] = field(default_factory=set)
    """The blocks whose text was typed just now and could not be applied yet, by their numbers."""

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
        from planner.edited_file import EditedFile
        from planner.tui.sheets.rewrite import TextEdit

        file = EditedFile(self.host.book.path, f"block-{block.id}", ".plan")
        rewrite: Rewrite | None = None

        def compare(typed: str) -> TextChanges:
            nonlocal rewrite
            rewrite, changes = self._compare(block, original, typed)
            return changes

        def apply(_typed: str) -> None:
            assert rewrite is not None
            self._apply(block, file, rewrite.change)

        TextEdit(
            host=self.host,
            footer=self.footer,
            file=file,
            compare=compare,
            apply=apply,
            refuse=lambda error: self._keep_refused(block, error),
            discard=lambda: self._refused.discard(block.id),
            answered=self.preview.cancel,
        ).start(original, goes_on=block.id in self._refused)

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

    def _apply(self, block: Block, file: EditedFile, change: Change) -> None:
        """Apply a change. The text stays until then: another session may be in the way."""

        def forget() -> None:
            file.forget()
            self._refused.discard(block.id)

        self.editing.apply_change(
            change,
            on_applied=forget,
            on_refused=lambda error: self._keep_refused(block, error),
        )

    def _keep_refused(self, block: Block, error: RefusedError) -> None:
        """Go on with a text in the next round, and say what is wrong with it."""
        self._refused.add(block.id)
        key = self.host.keys["calendar.text"]
        sentence = self.host.with_short_path(str(error)).rstrip(".")
        self.footer.show_message(sentence, "warn", (f"{key} goes on with it", f"{key} goes on"))
