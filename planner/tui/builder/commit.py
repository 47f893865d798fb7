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
from planner.tui.builder import draft_view_text
from planner.tui.builder.draft_view import DraftView
from planner.tui.builder.redraft import DraftingScreen

if TYPE_CHECKING:
    from planner.tui.builder.form_result import FormResult


class CommitStage(Enum):
    """How far a block is on its way into the calendar."""

    IDLE = auto()
    WAITING_FOR_DRAFT = auto()
    """Asked for while it is still being drafted."""
    CONFIRMING = auto()
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
        self.result: FormResult | None = None
        self.draft_view: DraftView | None = None
        self._stage = CommitStage.IDLE

    def go_to_problem(self) -> str:
        """What keeps the form from becoming a block, its field brought under the cursor; empty when nothing does."""
        raise NotImplementedError

    def clear_form(self) -> None:
        """Empty the form, whose block is in the calendar now."""
        raise NotImplementedError

    def cancel_confirmation(self) -> None:
        """Forget that the block was asked for, unless it is being stored already."""
        if self._stage is not CommitStage.STORING:
            self._stage = CommitStage.IDLE

    def confirm_if_waiting(self) -> None:
        """Go on with what was asked for while the block was being drafted."""
        if self._stage is CommitStage.WAITING_FOR_DRAFT:
            self._confirm()

    def action_commit(self) -> None:
        """Ask, then store."""
        if self._stage is CommitStage.STORING:
            return
        if self._stage is CommitStage.CONFIRMING:
            self._store()
        elif self.is_drafting:
            self._stage = CommitStage.WAITING_FOR_DRAFT
            self.say("Still slotting; you will be asked when it is done.")
        else:
            self._confirm()

    def _confirm(self) -> None:
        self._stage = CommitStage.IDLE
        problem = self.go_to_problem()
        if problem:
            self.warn(problem)
        elif self.draft_view is not None and self.result is not None and self.result.draft is not None:
            if self.draft_view.strength_count and self._ask_screening_first():
                return
            self._stage = CommitStage.CONFIRMING
            change = self.result.whatif.change if self.result.whatif is not None else None
            self.footer.show_message(draft_view_text.commit_question(self.draft_view, self.host.keys, change), "accent")

    def _ask_screening_first(self) -> bool:
        """Before the first strength is planned the health questions come up, once; what they answer is drafted anew."""
        from planner.tui.sheets.screening import open_screening_if_unanswered

        return open_screening_if_unanswered(self, self.redraft)

    def _store(self) -> None:
        if self.result is not None and self.result.draft is not None:
            self._stage = CommitStage.STORING
            self.say("Writing it into the calendar.")
            self.run_worker(partial(self._write, self.result), thread=True, group="commit")

    def _write(self, reading: FormResult) -> None:
        from planner.usecases.blocks import commit
        from planner.usecases.blocks.whatif import commit_whatif

        assert reading.draft is not None
        try:
            if reading.whatif is not None:
                outcome: Block | RefusedError = commit_whatif(self.book, reading.whatif, reading.runner)
            else:
                outcome = commit.commit_draft(
                    self.book, reading.draft, reading.runner, plan_request=reading.plan_request
                )
        except RefusedError as refusal:
            outcome = refusal
        self.post_message(self.Committed(outcome))

    async def on_committing_screen_committed(self, message: Committed) -> None:
        """Show the new block in the calendar, or say why it is not there."""
        self._stage = CommitStage.IDLE
        if isinstance(message.outcome, RefusedError):
            self.show_refusal(message.outcome)
            self.redraft()  # another session may have changed what the block was drafted against
            return
        from planner.tui.calendar.editing import EditingScreen

        block, view = message.outcome, self.draft_view
        whatif = self.result.whatif if self.result is not None else None
        self.clear_form()
        await self.app.switch_mode("calendar")
        calendar = self.app.screen
        if isinstance(calendar, EditingScreen):
            calendar.reload()
            calendar.go_to_day(max(block.start, self.book.today), show_month=True)
            name = "" if whatif is None else whatif.change.name
            said = f"{name[:1].upper()}{name[1:]}." if name else _stored_message(block, view)
            calendar.say(f"{said} {self.host.keys['calendar.undo']} takes it back.")


def _stored_message(block: Block, view: DraftView | None) -> str:
    """What was made, in a sentence."""
    what = f"{view.workout_count} items, {view.strength_count} strength" if view is not None else "stored"
    return f"{block.name}: {what}."
