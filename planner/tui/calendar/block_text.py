"""The key that opens the block under the cursor as text in the runner's own editor, and applies what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.text import clean_line
from planner.training.formatting import format_day
from planner.training.refusal import RefusedError
from planner.tui.calendar.planning import PlanningScreen

if TYPE_CHECKING:
    from planner.training.blocks import Block
    from planner.usecases.blocks.rewrite import Rewrite

_SUFFIX = ".plan"
_TEXT_NAME = "Your text"


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

    async def action_whatif(self) -> None:
        """Open the block in the builder, to be changed, compared, kept or dropped."""
        block = self._block_at_cursor()
        if block is None:
            return
        from planner.tui.builder.screen import BuilderScreen
        from planner.tui.builder.whatif_form import form_values

        try:
            texts = form_values(self.book, block)
        except RefusedError as error:
            self.show_refusal(error)
            return
        await self.app.switch_mode("builder")
        builder = self.app.screen
        if isinstance(builder, BuilderScreen):
            builder.open_whatif(texts)

    def action_text(self) -> None:
        """Edit the block as text."""
        from planner.usecases.blocks.rewrite import block_as_text

        block = self._block_at_cursor()
        if block is None:
            return
        try:
            stood = block_as_text(self.book, block)
        except RefusedError as error:
            self.show_refusal(error)
        else:
            self._edit_in_editor(block, stood, self._unapplied_texts.get(block.id, stood))

    def _edit_in_editor(self, block: Block, original: str, initial: str) -> None:
        """Let the runner edit a text, and show what it would change.

        Args:
            block: Whose.
            original: What the block was as text when the editing began.
            initial: What the editor begins with.
        """
        from planner.tui.terminal.external_editor import edit_text
        from planner.usecases.blocks.rewrite import block_as_text, plan_rewrite

        try:
            typed = edit_text(self, initial, _SUFFIX)
        except RefusedError as error:
            self.show_refusal(error)
            return
        self.reload()
        try:
            found = plan_rewrite(self.book, block, typed, _TEXT_NAME)
            meanwhile = block_as_text(self.book, block) != original
        except RefusedError as error:
            self._keep_refused_text(block, typed, error)
            return
        if found.change.is_empty:
            self._discard_text(block)
            self.say("The text says what stands already, so nothing has changed.")
        else:
            self._show_differences(block, (original, typed), found, meanwhile=meanwhile)

    def _show_differences(self, block: Block, texts: tuple[str, str], found: Rewrite, *, meanwhile: bool) -> None:
        from planner.tui.sheets.rewrite import RewriteSheet

        stood, typed = texts
        self.preview_change(found.change)
        also = ["Another session changed the block meanwhile; this would take that back."] * meanwhile

        def then(answer: str | None) -> None:
            self.cancel_preview()
            if answer == "apply":
                self._apply(block, typed, found)
            elif answer == "edit":
                self.call_after_refresh(self._edit_in_editor, block, stood, typed)
            else:
                self._discard_text(block)
                self.say("Dropped; nothing has changed.")

        title = found.change.name.removeprefix("rewrite: ")
        self.app.push_screen(RewriteSheet(title, found.differences, [*also, *found.change.remarks]), then)

    def _apply(self, block: Block, typed: str, found: Rewrite) -> None:
        self._unapplied_texts[block.id] = typed  # until it is made: another session may be in the way

        def make() -> None:
            self._apply_now(found.change, "")
            self._discard_text(block)

        def refused(error: RefusedError) -> None:
            self.reload()
            self._keep_refused_text(block, typed, error)

        self.saver.save(make, refused)

    def _keep_refused_text(self, block: Block, typed: str, error: RefusedError) -> None:
        """Say what is wrong, and keep the text for the next round."""
        from planner.tui.terminal.external_editor import save_typed_text

        self._unapplied_texts[block.id] = typed
        kept = save_typed_text(self, typed, _SUFFIX)
        key = self.key_for("text")
        where = f", kept in {clean_line(kept.name, 60)}" if kept is not None else ""
        sentence = self.host.with_short_path(str(error)).rstrip(".")
        self.footer.show_message(sentence, "warn", (f"{key} goes on with it{where}", f"{key} goes on"))

    def _discard_text(self, block: Block) -> None:
        from planner.tui.terminal.external_editor import delete_typed_text

        if self._unapplied_texts.pop(block.id, None) is not None:
            delete_typed_text(self, _SUFFIX)
