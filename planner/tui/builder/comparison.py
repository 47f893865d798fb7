"""Comparing the drafted block with another: one set aside earlier, or the stored block that it would replace."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual.screen import Screen

from planner.training.refusal import RefusedError
from planner.tui.builder.commit import Commit
from planner.tui.builder.fields import REPLACED_KEY
from planner.tui.builder.form_session import FormSession
from planner.tui.builder.live_draft import LiveDraft
from planner.tui.host import Host, host_of
from planner.tui.widgets.footer import KeyFooter

if TYPE_CHECKING:
    from planner.tui.builder.form_result import FormResult
    from planner.usecases.blocks.draft_model import Draft

KEPT_FORM_DRAFT = "builder-other"
"""The name among the form drafts of the form that was set aside."""


@dataclass(slots=True)
class Comparison:
    """Sets a block aside, and compares the next one with it.

    Attributes:
        screen: Runs the thread.
        live_draft: Has the block.
        form: The form.
        commit: Stores a what-if that is kept.
        footer: Shows messages.
    """

    screen: Screen[None]
    live_draft: LiveDraft
    form: FormSession
    commit: Commit
    footer: KeyFooter
    _kept_draft: Draft | None = None

    @property
    def _host(self) -> Host:
        return host_of(self.screen)

    def press(self) -> None:
        """Set this block aside; if one is set aside already, or is to be replaced, compare this one with it."""
        kept_values = self._host.form_drafts.get(KEPT_FORM_DRAFT)
        draft, state = self.live_draft.draft, self.form.state
        if draft is None or self.live_draft.is_running:
            self.footer.show_message("There is no block to compare yet.")
        elif state.value(REPLACED_KEY):
            self._compare_with_stored(draft)
        elif not kept_values:
            # The plan is always kept: without any value the form draft would count as none.
            self._host.form_drafts.put(KEPT_FORM_DRAFT, {"plan": state.value("plan"), **state.entered})
            self._kept_draft = draft
            key = self._host.keys["builder.compare"]
            self.footer.show_message(f"This block is set aside. Change something; {key} compares the two.")
        elif self._kept_draft is not None:
            self._compare_with_kept(self._kept_draft)
        else:
            self.screen.run_worker(partial(self._draft_kept_form, kept_values), thread=True, group="compare")

    def _draft_kept_form(self, values: dict[str, str]) -> None:
        """Draft the block that was set aside in an earlier session."""
        from planner.tui.builder.read_form import PlanFileCache, read_form

        self.screen.call_later(self._finish_kept, read_form(self._host.book, values, PlanFileCache()))

    def _finish_kept(self, result: FormResult) -> None:
        if result.draft is not None:
            self._compare_with_kept(result.draft)
        else:
            error = next(iter(result.errors.values()), "")
            self.footer.warn(f"The block set aside can no longer be made. {error}")
            self._discard_kept()

    def _compare_with_kept(self, kept: Draft) -> None:
        from planner.tui.sheets.compare import CompareSheet
        from planner.usecases.blocks.compare import compare_blocks, summarize_draft

        self._kept_draft = kept
        if self.live_draft.draft is not None:
            comparison = compare_blocks(summarize_draft(self.live_draft.draft), summarize_draft(kept))
            sheet = CompareSheet(comparison, ("in the form", "set aside"), self.live_draft.unit)
            self._host.push_screen(sheet, self._answer_kept)

    def _answer_kept(self, answer: str | None) -> None:
        if answer == "swap":
            self.form.replace(self._host.form_drafts.get(KEPT_FORM_DRAFT))
            self.footer.show_message("The block that was set aside is in the form again.")
        elif answer == "keep":
            self.footer.show_message("The block in the form stays; the other one is dropped.")
        if answer is not None:
            self._discard_kept()

    def _discard_kept(self) -> None:
        self._kept_draft = None
        self._host.form_drafts.remove(KEPT_FORM_DRAFT)

    def _compare_with_stored(self, draft: Draft) -> None:
        from planner.tui.sheets.compare import CompareSheet
        from planner.usecases.blocks.compare import compare_blocks, summarize_block, summarize_draft

        result = self.live_draft.result
        if result is None or result.whatif is None:
            self.footer.show_message("Correct the open field first; then the two can be compared.")
            return
        try:
            comparison = compare_blocks(summarize_draft(draft), summarize_block(self._host.book, draft.block.id))
        except RefusedError as error:
            self.footer.show_refusal(error)
            return
        sheet = CompareSheet(comparison, ("what if", "as it is"), self.live_draft.unit)
        self._host.push_screen(sheet, self._answer_stored)

    def _answer_stored(self, answer: str | None) -> None:
        if answer == "keep":
            self.commit.press()
        elif answer == "swap":
            self.form.clear()
            self.form.save()
            self.footer.show_message("Dropped; the block stays as it is.")
