"""Storing the block that a form was drafted into: asked for with a key, confirmed with the same key once more.

Between the two any other key takes the question back, and so does a change of the form. The first write may have to
load the mapper, so it runs on a thread of its own.
"""

from __future__ import annotations

from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message

from planner.training.blocks import Block
from planner.training.refusal import RefusedError
from planner.tui.builder import preview_text
from planner.tui.builder.preview import BlockView
from planner.tui.builder.redraft import DraftingScreen

if TYPE_CHECKING:
    from planner.tui.builder.form_result import Reading


class Stage(Enum):
    """How far a block is on its way into the calendar."""

    OPEN = auto()
    WAITING = auto()
    """Asked for while it is still being drafted."""
    ASKED = auto()
    """Drafted and told; a second ``enter`` stores it."""
    STORING = auto()


class CommittingScreen(DraftingScreen):
    """A drafting screen whose block can be stored. The form itself is the subclass's business."""

    class Committed(Message):
        """The block was stored, or why not."""

        def __init__(self, outcome: Block | RefusedError) -> None:
            super().__init__()
            self.outcome = outcome

    def __init__(self) -> None:
        super().__init__()
        self.reading: Reading | None = None
        self.view: BlockView | None = None
        self._stage = Stage.OPEN

    def find_problem(self) -> str:
        """What keeps the form from becoming a block, its field brought under the cursor; empty when nothing does."""
        raise NotImplementedError

    def begin_anew(self) -> None:
        """Empty the form, whose block is in the calendar now."""
        raise NotImplementedError

    def take_question_back(self) -> None:
        """Forget that the block was asked for, unless it is being stored already."""
        if self._stage is not Stage.STORING:
            self._stage = Stage.OPEN

    def ask_if_waiting(self) -> None:
        """Go on with what was asked for while the block was being drafted."""
        if self._stage is Stage.WAITING:
            self._ask()

    def action_commit(self) -> None:
        """Ask, then store."""
        if self._stage is Stage.STORING:
            return
        if self._stage is Stage.ASKED:
            self._store()
        elif self.is_drafting:
            self._stage = Stage.WAITING
            self.say("Still slotting; you will be asked when it is done.")
        else:
            self._ask()

    def _ask(self) -> None:
        self._stage = Stage.OPEN
        problem = self.find_problem()
        if problem:
            self.warn(problem)
        elif self.view is not None and self.reading is not None and self.reading.draft is not None:
            if self.view.strength and self._asks_first():
                return
            self._stage = Stage.ASKED
            change = self.reading.whatif.change if self.reading.whatif is not None else None
            self.bar.say(preview_text.confirmation(self.view, self.planner.keys, change), "accent")

    def _asks_first(self) -> bool:
        """Before the first strength is planned the health questions come up, once; what they answer is drafted anew."""
        from planner.tui.sheets.screening import ask_if_never_asked

        return ask_if_never_asked(self, self.redraft)

    def _store(self) -> None:
        if self.reading is not None and self.reading.draft is not None:
            self._stage = Stage.STORING
            self.say("Writing it into the calendar.")
            self.run_worker(partial(self._write, self.reading), thread=True, group="commit")

    def _write(self, reading: Reading) -> None:
        from planner.usecases.blocks import commit
        from planner.usecases.blocks.whatif import keep_whatif

        assert reading.draft is not None
        try:
            if reading.whatif is not None:
                outcome: Block | RefusedError = keep_whatif(self.book, reading.whatif, reading.athlete)
            else:
                outcome = commit.commit(self.book, reading.draft, reading.athlete, wish=reading.wish)
        except RefusedError as refusal:
            outcome = refusal
        self.post_message(self.Committed(outcome))

    async def on_committing_screen_committed(self, message: Committed) -> None:
        """Show the new block in the calendar, or say why it is not there."""
        self._stage = Stage.OPEN
        if isinstance(message.outcome, RefusedError):
            self.refuse(message.outcome)
            self.redraft()  # another session may have changed what the block was drafted against
            return
        from planner.tui.calendar.editing import EditingScreen

        block, view = message.outcome, self.view
        whatif = self.reading.whatif if self.reading is not None else None
        self.begin_anew()
        await self.app.switch_mode("calendar")
        calendar = self.app.screen
        if isinstance(calendar, EditingScreen):
            calendar.reload()
            calendar.go_to(max(block.start, self.book.today), month=True)
            name = "" if whatif is None else whatif.change.name
            said = f"{name[:1].upper()}{name[1:]}." if name else _made(block, view)
            calendar.say(f"{said} {self.planner.keys['calendar.undo']} takes it back.")


def _made(block: Block, view: BlockView | None) -> str:
    """What was made, in a sentence."""
    what = f"{view.items} items, {view.strength} strength" if view is not None else "stored"
    return f"{block.name}: {what}."
