"""The key that opens the block under the cursor as text in the runner's own editor, and applies what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.text import clean_line
from planner.training.refusal import RefusedError
from planner.training.wording import day_name
from planner.tui.calendar.planning import PlanningScreen

if TYPE_CHECKING:
    from planner.training.blocks import Block
    from planner.usecases.blocks.rewrite import Rewrite

_SUFFIX = ".plan"
_FILE = "Your text"


class TextsScreen(PlanningScreen):
    """A screen over days whose block can be edited as text."""

    def __init__(self) -> None:
        super().__init__()
        self._typed: dict[int, str] = {}
        """By the number of a block, a text that was typed and could not be applied yet."""

    def _block_here(self) -> Block | None:
        """The block under the cursor; where there is none, that is said."""
        from planner.training.blocks import block_on

        self.drop_trial()
        block = block_on(self.view.blocks, self.cursor)
        if block is None:
            builder = self.planner.keys["app.builder"]
            self.say(f"{day_name(self.cursor)} lies in no block; {builder} builds one.")
        return block

    async def action_whatif(self) -> None:
        """Open the block in the builder, to be changed, compared, kept or dropped."""
        block = self._block_here()
        if block is None:
            return
        from planner.tui.builder.screen import BuilderScreen
        from planner.tui.builder.whatif_form import texts_of

        try:
            texts = texts_of(self.book, block)
        except RefusedError as error:
            self.refuse(error)
            return
        await self.app.switch_mode("builder")
        builder = self.app.screen
        if isinstance(builder, BuilderScreen):
            builder.begin_whatif(texts)

    def action_text(self) -> None:
        """Edit the block as text."""
        from planner.usecases.blocks.rewrite import text_of

        block = self._block_here()
        if block is None:
            return
        try:
            stood = text_of(self.book, block)
        except RefusedError as error:
            self.refuse(error)
        else:
            self._edit(block, stood, self._typed.get(block.id, stood))

    def _edit(self, block: Block, stood: str, shown: str) -> None:
        """Let the runner edit a text, and show what it would change.

        Args:
            block: Whose.
            stood: What the block was as text when the editing began.
            shown: What the editor begins with.
        """
        from planner.tui.terminal.external_editor import edit_outside
        from planner.usecases.blocks.rewrite import plan_rewrite, text_of

        try:
            typed = edit_outside(self, shown, _SUFFIX)
        except RefusedError as error:
            self.refuse(error)
            return
        self.reload()
        try:
            found = plan_rewrite(self.book, block, typed, _FILE)
            meanwhile = text_of(self.book, block) != stood
        except RefusedError as error:
            self._keep(block, typed, error)
            return
        if found.change.is_empty:
            self._forget(block)
            self.say("The text says what stands already, so nothing has changed.")
        else:
            self._ask(block, (stood, typed), found, meanwhile=meanwhile)

    def _ask(self, block: Block, texts: tuple[str, str], found: Rewrite, *, meanwhile: bool) -> None:
        from planner.tui.sheets.rewrite import RewriteScreen

        stood, typed = texts
        self.preview(found.change)
        also = ["Another session changed the block meanwhile; this would take that back."] * meanwhile

        def then(answer: str | None) -> None:
            self.drop_trial()
            if answer == "apply":
                self._apply(block, typed, found)
            elif answer == "edit":
                self.call_after_refresh(self._edit, block, stood, typed)
            else:
                self._forget(block)
                self.say("Dropped; nothing has changed.")

        title = found.change.name.removeprefix("rewrite: ")
        self.app.push_screen(RewriteScreen(title, found.differences, [*also, *found.change.remarks]), then)

    def _apply(self, block: Block, typed: str, found: Rewrite) -> None:
        self._typed[block.id] = typed  # until it is made: another session may be in the way

        def make() -> None:
            self._make(found.change, "")
            self._forget(block)

        def refused(error: RefusedError) -> None:
            self.reload()
            self._keep(block, typed, error)

        self.saver.save(make, refused)

    def _keep(self, block: Block, typed: str, error: RefusedError) -> None:
        """Say what is wrong, and keep the text for the next round."""
        from planner.tui.terminal.external_editor import keep

        self._typed[block.id] = typed
        kept = keep(self, typed, _SUFFIX)
        key = self.key_of("text")
        where = f", kept in {clean_line(kept.name, 60)}" if kept is not None else ""
        sentence = self.planner.in_short(str(error)).rstrip(".")
        self.bar.say(sentence, "warn", (f"{key} goes on with it{where}", f"{key} goes on"))

    def _forget(self, block: Block) -> None:
        from planner.tui.terminal.external_editor import forget

        if self._typed.pop(block.id, None) is not None:
            forget(self, _SUFFIX)
