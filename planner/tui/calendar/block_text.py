"""The key that opens the block under the cursor as text in the runner's own editor, and applies what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.text import clean_line
from planner.training.formatting import format_day
from planner.training.refusal import RefusedError
from planner.tui.calendar.planning import PlanningScreen
from planner.tui.messages import OpenWhatIf

if TYPE_CHECKING:
    from planner.training.blocks import Block
    from planner.usecases.blocks.rewrite import Rewrite
    from planner.usecases.changes import Change

_SUFFIX = ".plan"
_TEXT_NAME = "Your text"
_CHANGED_MEANWHILE = "Another session changed the block meanwhile; this would take that back."


class TextsScreen(PlanningScreen):
    """A screen over days whose block can be edited as text."""

    def __init__(self) -> None:
        super().__init__()
        self._unapplied_texts: dict[int, str] = {}
        """By the number of a block, a text that was typed and could not be applied yet."""

    def _block_at_cursor(self) -> Block | None:
        """The block under the cursor; where there is none, that is said."""
        from planner.training.blocks import block_on

        self.cancel_preview()
        block = block_on(self.view.blocks, self.cursor_day)
        if block is None:
            builder = self.host.keys["app.builder"]
            self.say(f"{format_day(self.cursor_day)} lies in no block; {builder} builds one.")
        return block

    def action_whatif(self) -> None:
        """Open the block in the builder, to be changed, compared, kept or dropped."""
        block = self._block_at_cursor()
        if block is None:
            return
        from planner.tui.builder.whatif_form import form_values

        try:
            values = form_values(self.book, block)
        except RefusedError as error:
            self.show_refusal(error)
        else:
            self.host.post_message(OpenWhatIf(values))

    def action_text(self) -> None:
        """Edit the block as text."""
        from planner.usecases.blocks.rewrite import block_as_text, plan_rewrite

        block = self._block_at_cursor()
        if block is None:
            return
        try:
            original = block_as_text(self.book, block)
        except RefusedError as error:
            self.show_refusal(error)
            return
        from planner.tui.sheets.rewrite import TextChanges, TextEdit

        rewrite: Rewrite | None = None

        def compare(typed: str) -> TextChanges:
            nonlocal rewrite
            self.reload()
            rewrite = plan_rewrite(self.book, block, typed, _TEXT_NAME)
            changed_meanwhile = block_as_text(self.book, block) != original
            change = rewrite.change
            if not change.is_empty:
                self.preview_change(change)
            also = [_CHANGED_MEANWHILE] if changed_meanwhile else []
            return TextChanges(change.name.removeprefix("rewrite: "), rewrite.differences, [*also, *change.remarks])

        def apply(typed: str) -> None:
            assert rewrite is not None
            self._apply(block, typed, rewrite.change)

        TextEdit(
            host=self.host,
            footer=self.footer,
            suffix=_SUFFIX,
            compare=compare,
            apply=apply,
            refuse=lambda typed, error: self._keep_refused_text(block, typed, error),
            discard=lambda: self._discard_text(block),
            answered=self.cancel_preview,
        ).start(self._unapplied_texts.get(block.id, original))

    def _apply(self, block: Block, typed: str, change: Change) -> None:
        self._unapplied_texts[block.id] = typed  # until it is applied: another session may be in the way

        def apply() -> None:
            self._apply_now(change, "")
            self._discard_text(block)

        def refuse(error: RefusedError) -> None:
            self.reload()
            self._keep_refused_text(block, typed, error)

        self.saver.save(apply, refuse)

    def _keep_refused_text(self, block: Block, typed: str, error: RefusedError) -> None:
        """Say what is wrong, and keep the text for the next round."""
        from planner.tui.terminal.external_editor import save_typed_text

        self._unapplied_texts[block.id] = typed
        kept = save_typed_text(self.host, typed, _SUFFIX)
        key = self.key_for("text")
        where = f", kept in {clean_line(kept.name, 60)}" if kept is not None else ""
        sentence = self.host.with_short_path(str(error)).rstrip(".")
        self.footer.show_message(sentence, "warn", (f"{key} goes on with it{where}", f"{key} goes on"))

    def _discard_text(self, block: Block) -> None:
        from planner.tui.terminal.external_editor import delete_typed_text

        if self._unapplied_texts.pop(block.id, None) is not None:
            delete_typed_text(self.host, _SUFFIX)
