"""The placements of a day in a draft: what each would cost, and keys to force, forbid or lock strength there."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from planner.text import clean_line, format_count
from planner.training.formatting import format_day
from planner.tui.keys import sheet_commands
from planner.tui.keys.command import foot_text
from planner.tui.sheets.sheet import SizedSheet, sheet_line
from planner.tui.widgets.option_list import RowList
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.scroll_text import ScrollText
from planner.tui.widgets.wrap import fit, wrap_rows
from planner.usecases.blocks.pins import PinnedPlacement, Pins

if TYPE_CHECKING:
    from planner.usecases.strength.explain import CandidateReason, DayReasons

_FRAME = 8
_MAX_LISTED = 6
_MAX_CHARS = 1000
_COLORS = {"chosen": "done", "as good": "text", "dearer": "text", "vetoed": "muted"}
PIN_ANSWERS = {"force": "forced", "forbid": "forbidden", "lock": "locked"}
"""The state of a pinned placement, by the verb that pins it."""


class PlacementsSheet(SizedSheet[tuple[str, PinnedPlacement]]):
    """The placements of one day. Its result is ``("force" | "forbid" | "lock", placement)``, or None.

    Args:
        reasons: What the slotter says of each placement.
        pins: What the runner has pinned already.
        verb: What was asked for; the cursor begins on the placement it is most likely meant for.
    """

    MAX_WIDTH = 90
    COMMAND_TABLE = sheet_commands.PLACEMENTS
    OPENING_KEY = ""

    def __init__(self, reasons: DayReasons, pins: Pins, verb: str = "") -> None:
        self._list, self._passage, self._foot = RowList(), ScrollText(), sheet_line()
        title = sheet_line(Piece(f"Places of {format_day(reasons.day)}", "title", "sheet"))
        super().__init__(title, self._list, sheet_line(), self._passage, sheet_line(), self._foot)
        self._reasons = reasons
        self._pins = pins
        self._refusal = ""
        likely = (at for at, candidate in enumerate(reasons.candidates) if _is_likely_target(candidate, verb))
        self._list.set_rows(len(reasons.candidates), self._row, next(likely, 0))

    @property
    def full_text(self) -> str:
        """The text about the placement under the cursor."""
        return self._passage.full_text

    @property
    def selected(self) -> CandidateReason | None:
        """The placement under the cursor."""
        return self._reasons.candidates[self._list.cursor] if self._reasons.candidates else None

    def action_step(self, by: int) -> None:
        """Go to another placement."""
        self._list.move_round(by)
        self._refusal = ""
        self._passage.go_to_top()
        self.fit_to_terminal()

    def action_scroll(self, by: int) -> None:
        """Read on in a long reason."""
        self._passage.move(by)

    def action_pin(self, verb: str) -> None:
        """Force, forbid or lock the placement under the cursor, unless a rule forbids it."""
        candidate = self.selected
        if candidate is None:
            self.dismiss(None)
            return
        placement = _placement(self._reasons.day, candidate)
        is_allowed = candidate.status == "chosen" or candidate.regret is not None or placement in self._pinned(verb)
        if verb != "forbid" and not is_allowed:
            self._refusal = "No session can be forced here: a hard rule keeps it out."
            self.fit_to_terminal()
        else:
            self.dismiss((verb, placement))

    def fit(self, width: int, height: int) -> None:
        """Show the list in a few lines, and the reason for the placement under the cursor in the others."""
        listed = min(len(self._reasons.candidates), _MAX_LISTED)
        self._list.display = bool(listed)
        self._list.set_room(width, listed)
        self._passage.show_rows(self._detail_rows(width), max(height - listed - _FRAME, 1))
        self._foot.show([(Piece(foot_text(self.COMMAND_TABLE, width, words=self._foot_words()), "muted", "sheet"),)])

    def _row(self, index: int, width: int) -> Row:
        candidate = self._reasons.candidates[index]
        what = f"{candidate.slot.value}  {candidate.kind.value}"
        pinned = self._pin_word(_placement(self._reasons.day, candidate))
        room = max(width - 16 - len(pinned), 1)
        return (
            Piece(f"{what:<15}", "strength" if candidate.status == "chosen" else "text"),
            Piece(fit(_cost_text(candidate), room, self.host.glyphs), _COLORS.get(candidate.status, "text")),
            Piece(pinned, "accent"),
        )

    def _detail_rows(self, width: int) -> list[Row]:
        candidate = self.selected
        texts = (
            [(candidate.text, "text"), (candidate.figures, "faint"), (candidate.source, "muted")] if candidate else []
        )
        texts += [(self._reasons.note, "muted"), (self._refusal, "warn")]
        return [row for text, color in texts for row in wrap_rows(clean_line(text, _MAX_CHARS), width, color)]

    def _foot_words(self) -> dict[str, str]:
        """Return "frees it" for a key that takes its pin away; leave the keys out where there is no placement."""
        candidate = self.selected
        if candidate is None:
            return dict.fromkeys((f"placements.{verb}" for verb in PIN_ANSWERS), "")
        placement = _placement(self._reasons.day, candidate)
        return {f"placements.{verb}": "frees it" for verb in PIN_ANSWERS if placement in self._pinned(verb)}

    def _pinned(self, verb: str) -> frozenset[PinnedPlacement]:
        placements: frozenset[PinnedPlacement] = getattr(self._pins, PIN_ANSWERS[verb])
        return placements

    def _pin_word(self, placement: PinnedPlacement) -> str:
        return next((f"  {PIN_ANSWERS[verb]}" for verb in PIN_ANSWERS if placement in self._pinned(verb)), "")


def _placement(day: dt.date, candidate: CandidateReason) -> PinnedPlacement:
    return PinnedPlacement(day, candidate.slot, candidate.kind)


def _is_likely_target(candidate: CandidateReason, verb: str) -> bool:
    """Return whether a verb is likely meant for a placement: to force, a free one; else the chosen one."""
    return candidate.status in ("as good", "dearer") if verb == "force" else candidate.status == "chosen"


def _cost_text(candidate: CandidateReason) -> str:
    """Return the cost of a placement in a few words."""
    if candidate.status == "chosen":
        return "chosen"
    if candidate.status == "as good":
        return "as good as what is chosen"
    return "ruled out" if candidate.regret is None else format_count(candidate.regret, "more point")
