"""The key of the map of prices: it shows what each place of the week costs, and makes what is chosen there so."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.text import capitalize_first, clean_line
from planner.training.formatting import format_day
from planner.training.refusal import RefusedError
from planner.training.workouts import Slot
from planner.tui.calendar.active_preview import PlanningPart
from planner.tui.calendar.editing import Editing
from planner.tui.screen import open_sheet
from planner.tui.state.seen_plan import SeenPlan, named_differences
from planner.usecases.open_planbook import is_being_written

if TYPE_CHECKING:  # the slotter is loaded when the first map is opened
    from planner.tui.sheets.price_map import MapAnswer, PriceMapSheet
    from planner.usecases.changes import Change
    from planner.usecases.strength.price_map import PricedWeek


@dataclass(slots=True, kw_only=True, eq=False)
class Prices(PlanningPart):
    """Shows the map of prices, and moves, locks or forbids strength as it is chosen there.

    Attributes:
        editing: Applies changes, and asks what becomes of strength.
    """

    editing: Editing
    _seen: SeenPlan | None = None
    _map: PriceMapSheet | None = None
    """The map that is open."""

    def open(self) -> None:
        """Show the map of the week under the cursor."""
        from planner.tui.sheets.price_map import PriceMapSheet

        day, unit = self.cursor.day, self.data.view.unit

        def make_map() -> PriceMapSheet:
            self._map = PriceMapSheet(self._read_week, day, unit, self.host.book.today)
            return self._map

        open_sheet(self.host, self.footer, make_map, self._answer)

    def follow_file(self) -> None:
        """Draw an open map again, after the file changed, and say what another session changed of its week."""
        if self._map is None or not self._map.is_current or is_being_written(self.host.book):
            return
        before = self._seen
        try:
            self._map.read_again()
            theirs = before.take_differences(self._map.week.workouts) if before is not None else ()
        except RefusedError as error:
            self._map.warn(clean_line(self.host.with_short_path(str(error)), 300))
            return
        if theirs:
            self._map.warn(f"Another session changed it: {named_differences(theirs)}.")

    def _read_week(self, day: dt.date) -> PricedWeek:
        """Read the map of a week; what it shows is what the runner has seen of it."""
        from planner.usecases.strength.price_map import price_week

        week = price_week(self.host.book, day)
        self._seen = SeenPlan(self.host, self.data.view.unit, week.workouts, self.data.cache.blocks)
        self._seen.note(week.workouts)
        return week

    def _answer(self, answer: MapAnswer | None) -> None:
        self._map = None
        if answer is None:
            return
        self.preview.cancel()
        day = answer.place.day
        elsewhere = self.ask(lambda: self._changes_elsewhere(day))
        if elsewhere is None:
            return
        if elsewhere:
            self.editing.reload()
            why = self.host.keys["calendar.why"]
            self.footer.warn(
                f"Another session changed it meanwhile: {elsewhere}. Nothing is moved; {why} shows it now."
            )
            return
        change = self.ask(lambda: self._plan(answer))
        if change is not None:
            self.editing.apply_change(change, _sentence(answer, change), on_applied=lambda: self.cursor.go_to(day))

    def _changes_elsewhere(self, day: dt.date) -> str:
        """Return what other sessions changed of the week since it was shown; empty where they changed nothing of it."""
        from planner.usecases.strength.price_map import price_week

        if self._seen is None or is_being_written(self.host.book):
            return ""
        return named_differences(self._seen.take_differences(price_week(self.host.book, day).workouts))

    def _plan(self, answer: MapAnswer) -> Change:
        from planner.usecases.strength.decided_places import plan_forbid, plan_force

        book, place = self.host.book, answer.place
        if answer.verb in ("forbid", "allow"):
            return plan_forbid(book, place.day, place.slot, off=answer.verb == "allow")
        return plan_force(book, place.day, place.slot, place.kind, off=answer.verb == "free", number=answer.number)


def _sentence(answer: MapAnswer, change: Change) -> str:
    """Return the sentence that says what was done; empty where nothing was."""
    if change.is_empty:
        return ""
    place = answer.place
    session = f"{capitalize_first(place.kind.value)} session"
    where = f"{format_day(place.day)} {'morning' if place.slot is Slot.AM else 'evening'}"
    if answer.verb == "move" and place.session is None:
        return f"{session} {'moved to' if answer.number else 'put on'} {where} and locked."
    return {
        "move": f"{session} of {where} locked.",
        "free": f"{session} of {where} left to the planner again.",
        "forbid": f"No strength on {where} any more.",
        "allow": f"Strength may be on {where} again.",
    }[answer.verb]
