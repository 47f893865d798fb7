"""Storing the drafted block: asked for with a key, and confirmed with the same key.

Any other key, and any change of the form, cancels the question. The first write may have to load the object-relational
mapper, so it runs in a thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING

from textual.screen import Screen

from planner.text import capitalize_first
from planner.training.refusal import RefusedError
from planner.tui.builder import draft_view_text
from planner.tui.host import host_of
from planner.tui.messages import BlockStored

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.training.blocks import Block
    from planner.tui.builder.changed_elsewhere import ChangedElsewhere
    from planner.tui.builder.form_result import FormResult
    from planner.tui.builder.form_session import FormSession
    from planner.tui.builder.live_draft import LiveDraft
    from planner.tui.widgets.footer import KeyFooter
    from planner.usecases.changes import Change


class CommitStage(Enum):
    """How far a block is on its way into the calendar."""

    IDLE = auto()
    WAITING_FOR_DRAFT = auto()
    """Asked for while it is still being drafted."""
    CONFIRMING = auto()
    """Drafted; the commit key stores it."""
    STORING = auto()


@dataclass(slots=True)
class Commit:
    """Stores the block of a form once it is confirmed.

    Attributes:
        screen: Runs the thread.
        live_draft: Has the block to store.
        form: The form, emptied after its block was stored.
        footer: Shows question and result.
        go_to_problem: Puts the cursor on the first refused field and returns its sentence; empty without one.
        on_stage: Called when `stage` is another one.
        stage: How far the block is on its way.
    """

    screen: Screen[None]
    live_draft: LiveDraft
    form: FormSession
    footer: KeyFooter
    go_to_problem: Callable[[], str]
    on_stage: Callable[[], None]
    stage: CommitStage = CommitStage.IDLE
    _elsewhere: ChangedElsewhere | None = None
    _before: FormResult | None = None
    """What was shown when the file turned out to have changed since; None while it is as it was."""

    @property
    def is_confirming(self) -> bool:
        """Whether the commit key stores the block."""
        return self.stage is CommitStage.CONFIRMING

    def press(self) -> None:
        """Ask for confirmation, or store the block that was asked for."""
        if self.stage is CommitStage.STORING:
            return
        is_confirmed = self.stage is CommitStage.CONFIRMING
        if self.live_draft.is_running:
            self._wait()
        elif self.live_draft.is_outdated:
            self._before = self.live_draft.result
            self._wait()
            self.live_draft.refresh()
        elif not (self._is_whatif and self._says_changes_elsewhere()):
            self._store() if is_confirmed else self._confirm()

    def _wait(self) -> None:
        self._set_stage(CommitStage.WAITING_FOR_DRAFT)
        self.footer.show_message("Still placing the strength; you will be asked when it is done.")

    def cancel_confirmation(self) -> None:
        """Cancel the question, unless the block is being stored already."""
        if self.stage is not CommitStage.STORING:
            self._set_stage(CommitStage.IDLE)

    def note_draft(self) -> None:
        """Look at a new draft: say what another session changed in it, and ask now if the commit key was pressed."""
        before, self._before = self._before, None
        is_waiting = self.stage is CommitStage.WAITING_FOR_DRAFT
        if before is not None and _differs(before, self.live_draft.result) and self._says_changes_elsewhere():
            return
        if self.live_draft.result is not None:
            try:
                self._changed_elsewhere.note(self.live_draft.result)
            except RefusedError as error:
                self.footer.show_refusal(error)
        if is_waiting:
            self._confirm()

    def forget_seen(self) -> None:
        """Take the next draft as the first one: the runner was on another screen, or fills another form in."""
        self._elsewhere = None

    @property
    def _is_whatif(self) -> bool:
        return self.live_draft.result is not None and self.live_draft.result.whatif is not None

    @property
    def _changed_elsewhere(self) -> ChangedElsewhere:
        if self._elsewhere is None:
            from planner.tui.builder.changed_elsewhere import ChangedElsewhere

            self._elsewhere = ChangedElsewhere(host_of(self.screen))
        return self._elsewhere

    def _says_changes_elsewhere(self) -> bool:
        """Say what another session changed since the draft was first seen; return False where it changed nothing."""
        result = self.live_draft.result
        if result is None:
            return False
        try:
            sentence = self._changed_elsewhere.take_sentence(result, host_of(self.screen).keys["builder.commit"])
        except RefusedError as error:
            sentence = str(error)
        if sentence:
            self._set_stage(CommitStage.IDLE)
            self.footer.warn(sentence)
        return bool(sentence)

    def _set_stage(self, stage: CommitStage) -> None:
        if stage is not self.stage:
            self.stage = stage
            self.on_stage()

    def _confirm(self) -> None:
        from planner.tui.sheets.screening import open_screening_if_unanswered

        self._set_stage(CommitStage.IDLE)
        problem = self.go_to_problem()
        view, result = self.live_draft.view, self.live_draft.result
        if problem:
            self.footer.warn(problem)
        elif view is not None and result is not None and result.draft is not None:
            # The health questions are asked once, before any strength is planned; the answers may change the draft.
            try:
                if view.strength_count and open_screening_if_unanswered(self.screen, self._ask_after_draft):
                    return
            except RefusedError as error:
                self.footer.show_refusal(error)
                return
            self._set_stage(CommitStage.CONFIRMING)
            change = result.whatif.change if result.whatif is not None else None
            broken = 0 if change is None else self._count_broken(change)
            question = draft_view_text.commit_question(view, host_of(self.screen).keys, change, broken)
            self.footer.show_message(question, "accent")

    def _ask_after_draft(self) -> None:
        """Draft again, and then ask what was about to be asked."""
        self._set_stage(CommitStage.WAITING_FOR_DRAFT)
        self.live_draft.refresh()

    def _count_broken(self, change: Change) -> int:
        """Return how many sessions or weeks a what-if makes break a hard rule."""
        from planner.usecases.strength.newly_broken import find_newly_broken

        try:
            return len(find_newly_broken(host_of(self.screen).book, change, with_places=False))
        except RefusedError:  # the settings or the file: storing it refuses in its own sentence
            return 0

    def _store(self) -> None:
        result = self.live_draft.result
        if result is not None and result.draft is not None:
            self._set_stage(CommitStage.STORING)
            self.footer.show_message("Writing it into the calendar.")
            self.screen.run_worker(partial(self._write, result), thread=True, group="commit")

    def _write(self, result: FormResult) -> None:
        from planner.usecases.blocks.commit import commit_draft
        from planner.usecases.blocks.whatif import commit_whatif

        assert result.draft is not None
        book = host_of(self.screen).book
        try:
            if result.whatif is not None:
                outcome: Block | RefusedError = commit_whatif(book, result.whatif, result.runner)
            else:
                outcome = commit_draft(book, result.draft, result.runner, plan_request=result.plan_request)
        except RefusedError as error:
            outcome = error
        self.screen.call_later(self._finish, result, outcome)

    def _finish(self, result: FormResult, outcome: Block | RefusedError) -> None:
        self._set_stage(CommitStage.IDLE)
        if isinstance(outcome, RefusedError):
            self.footer.show_refusal(outcome)
            self._before = result  # another session may have changed the calendar the block was drafted against
            self.live_draft.refresh()
            return
        change_name = result.whatif.change.name if result.whatif is not None else ""
        text = f"{capitalize_first(change_name)}." if change_name else self._stored_text(outcome)
        self.form.clear()
        self.forget_seen()
        self.footer.clear_message()
        host_of(self.screen).post_message(BlockStored(outcome, text))

    def _stored_text(self, block: Block) -> str:
        view = self.live_draft.view
        counts = draft_view_text.block_counts_text(view) if view is not None else "stored"
        return f"{block.name}: {counts}."


def _differs(before: FormResult, after: FormResult | None) -> bool:
    """Return whether a form comes to something else now.

    A what-if replaces workouts, so it does so with any change of its block; a new block only where it is another one.
    """
    if after is None or after.whatif is not None or before.draft is None or after.draft is None:
        return True
    return (before.draft.block, before.draft.workouts) != (after.draft.block, after.draft.workouts)
