"""What the runner decides about a drafted block besides its form: pins, its plan as text, this block or another one.

Decisions are written into the form, from which the block is drafted again; the calendar is not changed here.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual.screen import Screen

from planner.training.refusal import RefusedError
from planner.tui.builder.commit import Commit
from planner.tui.builder.fields import PLAN_FROM_FILE, REPLACED_KEY
from planner.tui.builder.form_session import EDITED_PLAN_SUFFIX, FormSession
from planner.tui.builder.live_draft import LiveDraft
from planner.tui.host import Host, host_of
from planner.tui.widgets.footer import KeyFooter
from planner.usecases.blocks.pins import Pins

if TYPE_CHECKING:
    from planner.edited_file import EditedFile
    from planner.tui.builder.form_result import FormResult
    from planner.usecases.blocks.draft_model import Draft
    from planner.usecases.blocks.pins import PinnedPlacement

KEPT_FORM_DRAFT = "builder-other"
"""The name among the form drafts of the form that was set aside."""


@dataclass(slots=True)
class Decisions:
    """Opens the sheets about a drafted block, and writes their answers into the form.

    Attributes:
        host: The app.
        live_draft: Has the block.
        form: The form.
        footer: Shows messages.
        go_to_day: Puts the block's cursor on a day.
    """

    host: Host
    live_draft: LiveDraft
    form: FormSession
    footer: KeyFooter
    go_to_day: Callable[[dt.date], None]

    def open_why(self, day: dt.date) -> None:
        """Show what strength costs in each half day of the block, with the cursor on a day."""
        from planner.tui.sheets.block_map import BlockMapSheet
        from planner.usecases.strength.price_map import price_draft

        draft, result = self.live_draft.draft, self.live_draft.result
        if draft is not None:
            pins = result.pins if result is not None else Pins()
            self.host.push_screen(BlockMapSheet(price_draft(draft), day, pins, self.live_draft.unit), self._set_pin)

    def open_placements(self, verb: str, day: dt.date) -> None:
        """Let the runner force, forbid or lock a placement of a day.

        Args:
            verb: ``force``, ``forbid`` or ``lock``.
            day: The day.
        """
        if self.live_draft.draft is None:
            return
        from planner.tui.sheets.placements import PlacementsSheet
        from planner.usecases.strength.explain import explain_draft_day

        result = self.live_draft.result
        pins = result.pins if result is not None else Pins()
        self.host.push_screen(PlacementsSheet(explain_draft_day(self.live_draft.draft, day), pins, verb), self._set_pin)

    def _set_pin(self, answer: tuple[str, PinnedPlacement] | None) -> None:
        from planner.tui.sheets.placements import PIN_ANSWERS
        from planner.usecases.blocks.pins import format_placements, parse_placements, toggle

        if answer is None:
            return
        chosen_verb, placement = answer
        for verb, name in PIN_ANSWERS.items():
            with contextlib.suppress(RefusedError):  # a field that cannot be read stays as it was typed
                placements = parse_placements(self.form.state.value(name), name)
                # A placement has one pin: setting one removes the others.
                changed = toggle(placements, placement) if verb == chosen_verb else placements - {placement}
                self.form.state.set_value(name, format_placements(changed))
        self.form.save()

    def open_findings(self) -> None:
        """List what the rules find in the block; the cursor goes to the day of a chosen finding."""
        if self.live_draft.draft is None:
            self.footer.show_message("There is no block to look at yet.")
            return
        from planner.tui.sheets.findings import DraftFindingsSheet

        def go_to_finding(day: dt.date | None) -> None:
            if day is not None:
                self.go_to_day(day)

        self.host.push_screen(DraftFindingsSheet(self.live_draft.draft), go_to_finding)

    def edit_plan_text(self) -> None:
        """Edit the running plan as text; an accepted text becomes a plan from a file."""
        plan = self.live_draft.result.plan if self.live_draft.result is not None else None
        if plan is None:
            self.footer.show_message("There is no plan to edit yet.")
            return
        from planner.edited_file import EditedFile
        from planner.tui.sheets.rewrite import TextChanges, TextEdit
        from planner.usecases.blocks.text import diff_plan_texts, plan_as_text

        original = plan_as_text(plan)
        file = EditedFile(self.host.book.path, "plan", ".plan")
        TextEdit(
            host=self.host,
            footer=self.footer,
            file=file,
            compare=lambda typed: TextChanges(
                "The plan as you edited it", diff_plan_texts(original, typed, "Your text")
            ),
            apply=lambda typed: self._use_edited_plan(typed, file),
            refuse=lambda error: self.footer.warn(f"{str(error).rstrip('.')}; it is kept and offered again."),
        ).start(original)

    def _use_edited_plan(self, typed: str, edited: EditedFile) -> None:
        from planner.tui.terminal.external_editor import save_typed_text

        file = save_typed_text(self.host, typed, EDITED_PLAN_SUFFIX)
        if file is None:
            self.footer.warn("The text cannot be saved next to the database, so it is not used.")
            return
        self.form.state.set_value("plan", PLAN_FROM_FILE)
        self.form.state.set_value("file", str(file))
        self.form.save()
        edited.forget()
        self.footer.show_message("The plan is now the one you edited.")


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
