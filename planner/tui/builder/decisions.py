"""What a runner decides about a drafted block besides its form: single places, another block beside it, what is found.

Nothing here is stored in the calendar; what is decided goes into the form, and the block is drafted anew.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.tui.builder.commit import CommittingScreen
from planner.tui.builder.fields import PLAN_FROM_FILE, REPLACED_KEY
from planner.tui.builder.form_state import FormState
from planner.usecases.blocks.pins import Pins

if TYPE_CHECKING:
    from planner.usecases.blocks.draft_model import Draft
    from planner.usecases.blocks.pins import PinnedPlacement

EDITED_PLAN_SUFFIX = "-builder.plan"
"""How the file ends that keeps an edited plan beside the database until its block is made."""
KEPT_FORM_DRAFT = "builder-other"
"""What the form of the block that is kept beside is called among the drafts."""


class DecidingScreen(CommittingScreen):
    """A screen over a form and the block drafted from it. What is where is the subclass's business."""

    def __init__(self) -> None:
        super().__init__()
        self._last_draft: Draft | None = None
        self._kept_draft: Draft | None = None

    @property
    def form(self) -> FormState:
        """What stands in the form."""
        raise NotImplementedError

    @property
    def unit(self) -> Unit:
        """The unit distances are shown in."""
        raise NotImplementedError

    def selected_day(self, command: str, purpose: str) -> dt.date | None:
        """The day under the cursor, or None, said, where there is none to decide on."""
        raise NotImplementedError

    def save_form(self) -> None:
        """Keep what stands in the form, and draft its block."""
        raise NotImplementedError

    def replace_form(self, form: FormState) -> None:
        """Put another form in the place of this one, and draft it."""
        raise NotImplementedError

    def go_to_day(self, day: dt.date) -> None:
        """Put the block's cursor on a day."""
        raise NotImplementedError

    # Single places

    def action_why(self) -> None:
        """Every place of the day under the cursor."""
        date = self.selected_day("builder.why", "says why")
        if date is not None and self._last_draft is not None:
            from planner.tui.sheets.why import why_draft_sheet

            self.app.push_screen(why_draft_sheet(self._last_draft, date))

    def action_pin(self, verb: str) -> None:
        """Decide on a place of the day under the cursor."""
        date = self.selected_day(f"builder.{verb}", f"{verb}s strength there")
        if date is None or self._last_draft is None:
            return
        from planner.tui.sheets.placements import PlacementsSheet
        from planner.usecases.strength.explain import explain_draft_day

        pins = self.result.pins if self.result is not None else Pins()
        self.app.push_screen(PlacementsSheet(explain_draft_day(self._last_draft, date), pins, verb), self._set_pin)

    def _set_pin(self, answer: tuple[str, PinnedPlacement] | None) -> None:
        from planner.tui.sheets.placements import PIN_ANSWERS
        from planner.usecases.blocks.pins import format_placements, parse_placements, toggle

        if answer is None:
            return
        verb, place = answer
        for asked, name in PIN_ANSWERS.items():
            with contextlib.suppress(RefusedError):  # what cannot be read stays as it was typed
                places = parse_placements(self.form.value(name), name)
                after = toggle(places, place) if asked == verb else places - {place}
                self.form.set_value(name, format_placements(after))
        self.save_form()

    # Another block beside this one

    def action_compare(self) -> None:
        """Keep this block beside; once one is kept, lay both side by side."""
        drafts, key = self.host.form_drafts, self.host.keys["builder.compare"]
        kept = drafts.get(KEPT_FORM_DRAFT)
        if self._last_draft is None or self.is_drafting:
            self.say("There is no block to compare yet.")
        elif self.form.value(REPLACED_KEY):
            self._compare_with_stored(self._last_draft)
        elif not kept:
            drafts.put(KEPT_FORM_DRAFT, {"plan": self.form.value("plan"), **self.form.entered})
            self._kept_draft = self._last_draft
            self.say(f"This block is kept beside. Change something; {key} lays both side by side.")
        elif self._kept_draft is not None:
            self._compare_with_kept(self._kept_draft)
        else:
            self.run_worker(partial(self._draft_kept_form, dict(kept)), thread=True, group="compare")

    def _draft_kept_form(self, values: dict[str, str]) -> None:
        """Draft the block that was kept beside in an earlier session."""
        from planner.tui.builder.read_form import PlanFileCache, read_form

        reading = read_form(self.book, values, PlanFileCache())
        if reading.draft is not None:
            self.app.call_from_thread(self._compare_with_kept, reading.draft)
        else:
            why = next(iter(reading.errors.values()), "")
            self.app.call_from_thread(self.warn, f"The block kept beside can no longer be made. {why}")
            self.app.call_from_thread(self._discard_kept)

    def _compare_with_kept(self, kept: Draft) -> None:
        from planner.tui.sheets.compare import CompareSheet
        from planner.usecases.blocks.compare import compare_blocks, summarize_draft

        self._kept_draft = kept
        if self._last_draft is not None:
            comparison = compare_blocks(summarize_draft(self._last_draft), summarize_draft(kept))
            sheet = CompareSheet(comparison, ("in the form", "kept beside"), self.unit)
            self.app.push_screen(sheet, self._answer_comparison)

    def _compare_with_stored(self, draft: Draft) -> None:
        """Lay a what-if beside the block it would replace."""
        from planner.tui.sheets.compare import CompareSheet
        from planner.usecases.blocks.compare import compare_blocks, summarize_block, summarize_draft

        if self.result is None or self.result.whatif is None:
            self.say("Answer the open field first; then both can be laid side by side.")
            return
        try:
            comparison = compare_blocks(summarize_draft(draft), summarize_block(self.book, draft.block.id))
        except RefusedError as error:
            self.show_refusal(error)
            return
        self.app.push_screen(CompareSheet(comparison, ("what if", "as it stands"), self.unit), self._answer_whatif)

    def _answer_whatif(self, answer: str | None) -> None:
        if answer == "keep":
            self.action_commit()
        elif answer == "swap":
            self.clear_form()
            self.save_form()
            self.say("Dropped; the block stays as it stands.")

    def _answer_comparison(self, answer: str | None) -> None:
        if answer == "swap":
            form = FormState(today=self.book.today)
            form.restore(self.host.form_drafts.get(KEPT_FORM_DRAFT))
            self.replace_form(form)
            self.say("The block that was kept beside is in the form again.")
        elif answer == "keep":
            self.say("The block in the form stays; the other one is let go.")
        if answer is not None:
            self._discard_kept()

    def _discard_kept(self) -> None:
        self._kept_draft = None
        self.host.form_drafts.remove(KEPT_FORM_DRAFT)

    # The plan as text

    def action_text(self) -> None:
        """Edit the run plan as text; what comes back is shown, then taken as a plan from a file."""
        plan = self.result.plan if self.result is not None else None
        if plan is None:
            self.say("There is no plan to edit yet.")
            return
        from planner.usecases.blocks.text import plan_as_text

        text = plan_as_text(plan)
        self._edit_in_editor(text, text)

    def _edit_in_editor(self, original: str, initial: str) -> None:
        from planner.tui.terminal.external_editor import edit_text, save_typed_text
        from planner.usecases.blocks.text import diff_plan_texts

        try:
            typed = edit_text(self.host, initial, EDITED_PLAN_SUFFIX)
        except RefusedError as error:
            self.show_refusal(error)
            return
        try:
            found = diff_plan_texts(original, typed, "Your text")
        except RefusedError as error:
            kept = save_typed_text(self.host, typed, EDITED_PLAN_SUFFIX)
            self.show_refusal(RefusedError(f"{str(error).rstrip('.')}{f', kept in {kept.name}' if kept else ''}."))
            return
        if not found:
            self.say("The text says what stands already, so nothing has changed.")
            return
        from planner.tui.sheets.rewrite import RewriteSheet

        def then(answer: str | None) -> None:
            if answer == "apply":
                self._use_edited_plan(typed)
            elif answer == "edit":
                self.call_after_refresh(self._edit_in_editor, original, typed)
            else:
                self.say("Dropped; nothing has changed.")

        self.app.push_screen(RewriteSheet("The plan as you edited it", found, []), then)

    def _use_edited_plan(self, typed: str) -> None:
        from planner.tui.terminal.external_editor import save_typed_text

        kept = save_typed_text(self.host, typed, EDITED_PLAN_SUFFIX)
        if kept is None:
            self.warn("The text cannot be kept beside the database, so it was not taken.")
            return
        self.form.set_value("plan", PLAN_FROM_FILE)
        self.form.set_value("file", str(kept))
        self.save_form()
        self.say("The plan is now the one you edited.")

    # What the rules find

    def action_findings(self) -> None:
        """List what the rules find in this block; enter goes to the day of a finding."""
        if self._last_draft is None:
            self.say("There is no block to look at yet.")
            return
        from planner.tui.sheets.findings import DraftFindingsSheet

        def then(day: dt.date | None) -> None:
            if day is not None:
                self.go_to_day(day)

        self.app.push_screen(DraftFindingsSheet(self._last_draft), then)
