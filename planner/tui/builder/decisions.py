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
from planner.tui.builder.fields import FILE, INSTEAD
from planner.tui.builder.form_state import BlockForm
from planner.usecases.blocks.pins import Pins

if TYPE_CHECKING:
    from planner.usecases.blocks.draft_model import Draft
    from planner.usecases.blocks.pins import Place

PLAN_SUFFIX = "-builder.plan"
"""How the file ends that keeps an edited plan beside the database until its block is made."""
OTHER = "builder-other"
"""What the form of the block that is kept beside is called among the drafts."""


class DecidingScreen(CommittingScreen):
    """A screen over a form and the block drafted from it. What is where is the subclass's business."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Draft | None = None
        self._other: Draft | None = None

    @property
    def form(self) -> BlockForm:
        """What stands in the form."""
        raise NotImplementedError

    @property
    def unit(self) -> Unit:
        """The unit distances are shown in."""
        raise NotImplementedError

    def day_meant(self, command: str, does: str) -> dt.date | None:
        """The day under the cursor, or None, said, where there is none to decide on."""
        raise NotImplementedError

    def form_changed(self) -> None:
        """Keep what stands in the form, and draft its block."""
        raise NotImplementedError

    def fill_in(self, form: BlockForm) -> None:
        """Put another form in the place of this one, and draft it."""
        raise NotImplementedError

    def go_to_day(self, day: dt.date) -> None:
        """Put the block's cursor on a day."""
        raise NotImplementedError

    # Single places

    def action_why(self) -> None:
        """Every place of the day under the cursor."""
        date = self.day_meant("builder.why", "says why")
        if date is not None and self._shown is not None:
            from planner.tui.sheets.why import why_draft

            self.app.push_screen(why_draft(self._shown, date))

    def action_places(self, verb: str) -> None:
        """Decide on a place of the day under the cursor."""
        date = self.day_meant(f"builder.{verb}", f"{verb}s strength there")
        if date is None or self._shown is None:
            return
        from planner.tui.sheets.places import PlacesScreen
        from planner.usecases.strength.explain import explain_draft

        pins = self.reading.pins if self.reading is not None else Pins()
        self.app.push_screen(PlacesScreen(explain_draft(self._shown, date), pins, verb), self._decide)

    def _decide(self, answer: tuple[str, Place] | None) -> None:
        from planner.tui.sheets.places import ANSWERS
        from planner.usecases.blocks.pins import read_places, toggled, write_places

        if answer is None:
            return
        verb, place = answer
        for asked, name in ANSWERS.items():
            with contextlib.suppress(RefusedError):  # what cannot be read stays as it was typed
                places = read_places(self.form.value(name), name)
                after = toggled(places, place) if asked == verb else places - {place}
                self.form.choose(name, write_places(after))
        self.form_changed()

    # Another block beside this one

    def action_compare(self) -> None:
        """Keep this block beside; once one is kept, lay both side by side."""
        drafts, key = self.planner.drafts, self.planner.keys["builder.compare"]
        kept = drafts.find(OTHER)
        if self._shown is None or self.is_drafting:
            self.say("There is no block to compare yet.")
        elif self.form.value(INSTEAD):
            self._lay_beside_what_stands(self._shown)
        elif not kept:
            drafts.keep(OTHER, {"plan": self.form.value("plan"), **self.form.chosen})
            self._other = self._shown
            self.say(f"This block is kept beside. Change something; {key} lays both side by side.")
        elif self._other is not None:
            self._lay_beside(self._other)
        else:
            self.run_worker(partial(self._draft_other, dict(kept)), thread=True, group="compare")

    def _draft_other(self, kept: dict[str, str]) -> None:
        """Draft the block that was kept beside in an earlier session."""
        from planner.tui.builder.read_form import LastPlan, read_form

        reading = read_form(self.book, kept, LastPlan())
        if reading.draft is not None:
            self.app.call_from_thread(self._lay_beside, reading.draft)
        else:
            why = next(iter(reading.problems.values()), "")
            self.app.call_from_thread(self.warn, f"The block kept beside can no longer be made. {why}")
            self.app.call_from_thread(self._forget_other)

    def _lay_beside(self, other: Draft) -> None:
        from planner.tui.sheets.compare import CompareScreen
        from planner.usecases.blocks.compare import compare, sketch_of_draft

        self._other = other
        if self._shown is not None:
            comparison = compare(sketch_of_draft(self._shown), sketch_of_draft(other))
            sheet = CompareScreen(comparison, ("in the form", "kept beside"), self.unit)
            self.app.push_screen(sheet, self._keep_or_swap)

    def _lay_beside_what_stands(self, draft: Draft) -> None:
        """Lay a what-if beside the block it would replace."""
        from planner.tui.sheets.compare import CompareScreen
        from planner.usecases.blocks.compare import compare, sketch_of_block, sketch_of_draft

        if self.reading is None or self.reading.whatif is None:
            self.say("Answer the open field first; then both can be laid side by side.")
            return
        try:
            comparison = compare(sketch_of_draft(draft), sketch_of_block(self.book, draft.block.id))
        except RefusedError as error:
            self.refuse(error)
            return
        self.app.push_screen(CompareScreen(comparison, ("what if", "as it stands"), self.unit), self._keep_or_drop)

    def _keep_or_drop(self, answer: str | None) -> None:
        if answer == "keep":
            self.action_commit()
        elif answer == "swap":
            self.begin_anew()
            self.form_changed()
            self.say("Dropped; the block stays as it stands.")

    def _keep_or_swap(self, answer: str | None) -> None:
        if answer == "swap":
            form = BlockForm(today=self.book.today)
            form.restore(self.planner.drafts.find(OTHER))
            self.fill_in(form)
            self.say("The block that was kept beside is in the form again.")
        elif answer == "keep":
            self.say("The block in the form stays; the other one is let go.")
        if answer is not None:
            self._forget_other()

    def _forget_other(self) -> None:
        self._other = None
        self.planner.drafts.drop(OTHER)

    # The plan as text

    def action_text(self) -> None:
        """Edit the run plan as text; what comes back is shown, then taken as a plan from a file."""
        plan = self.reading.plan if self.reading is not None else None
        if plan is None:
            self.say("There is no plan to edit yet.")
            return
        from planner.usecases.blocks.plan_text import text_of_plan

        text = text_of_plan(plan)
        self._edit(text, text)

    def _edit(self, stood: str, shown: str) -> None:
        from planner.tui.terminal.external_editor import edit_outside, keep
        from planner.usecases.blocks.plan_text import differences

        try:
            typed = edit_outside(self, shown, PLAN_SUFFIX)
        except RefusedError as error:
            self.refuse(error)
            return
        try:
            found = differences(stood, typed, "Your text")
        except RefusedError as error:
            kept = keep(self, typed, PLAN_SUFFIX)
            self.refuse(RefusedError(f"{str(error).rstrip('.')}{f', kept in {kept.name}' if kept else ''}."))
            return
        if not found:
            self.say("The text says what stands already, so nothing has changed.")
            return
        from planner.tui.sheets.rewrite import RewriteScreen

        def then(answer: str | None) -> None:
            if answer == "apply":
                self._take_text(typed)
            elif answer == "edit":
                self.call_after_refresh(self._edit, stood, typed)
            else:
                self.say("Dropped; nothing has changed.")

        self.app.push_screen(RewriteScreen("The plan as you edited it", found, []), then)

    def _take_text(self, typed: str) -> None:
        from planner.tui.terminal.external_editor import keep

        kept = keep(self, typed, PLAN_SUFFIX)
        if kept is None:
            self.warn("The text cannot be kept beside the database, so it was not taken.")
            return
        self.form.choose("plan", FILE)
        self.form.choose("file", str(kept))
        self.form_changed()
        self.say("The plan is now the one you edited.")

    # What the rules find

    def action_findings(self) -> None:
        """List what the rules find in this block; enter goes to the day of a finding."""
        if self._shown is None:
            self.say("There is no block to look at yet.")
            return
        from planner.tui.sheets.findings import DraftFindingsScreen

        def then(day: dt.date | None) -> None:
            if day is not None:
                self.go_to_day(day)

        self.app.push_screen(DraftFindingsScreen(self._shown), then)
