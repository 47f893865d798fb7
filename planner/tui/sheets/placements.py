"""The places of a day in a block that is being drafted: what each would cost, and keys to force, forbid or lock it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from planner.text import clean_line
from planner.training.formatting import format_day
from planner.tui.host import host_of
from planner.tui.sheets.sheet import SizedSheet
from planner.tui.widgets.option_list import ChoiceList
from planner.tui.widgets.rows import Piece, Row, RowsWidget
from planner.tui.widgets.scroll_text import ScrollText
from planner.tui.widgets.wrap import fit, wrap_text
from planner.usecases.blocks.pins import PinnedPlacement, Pins

if TYPE_CHECKING:
    from planner.usecases.strength.explain import CandidateReason, DayReasons

_FRAME = 8
_MAX_LISTED = 6
_LONGEST = 1000
_INKS = {"chosen": "done", "as good": "text", "dearer": "text", "vetoed": "muted"}
PIN_ANSWERS = {"force": "forced", "forbid": "forbidden", "lock": "locked"}
"""What a place can be, by the verb that makes it so."""


class PlacementsSheet(SizedSheet[tuple[str, PinnedPlacement]]):
    """The places of one day. Its result is ``("force" | "forbid" | "lock", place)``, or None.

    Args:
        reasons: What the slotter says of each place.
        pins: What the runner has decided already.
        verb: What was asked for; the cursor begins on the place it is likeliest meant for.
    """

    MAX_WIDTH = 90
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "pin('force')", "Force a session to stand here; once more frees it."),
        Binding("x", "pin('forbid')", "Let none of this kind stand here; once more frees it."),
        Binding("L", "pin('lock')", "Force one here and lock it in the calendar; once more frees it."),
        Binding("down,j,tab", "step(1)", "Go to the next place."),
        Binding("up,k,shift+tab", "step(-1)", "Go to the place before."),
        Binding("pagedown,space", "scroll(5)", "Read on."),
        Binding("pageup", "scroll(-5)", "Read back."),
        Binding("escape,q,enter,w", "close", "Go back to the block."),
    ]

    def __init__(self, reasons: DayReasons, pins: Pins, verb: str = "") -> None:
        super().__init__()
        self._reasons = reasons
        self._pins = pins
        self._refusal = ""
        self._first_selected = next(
            (at for at, line in enumerate(reasons.candidates) if _is_likely_target(line, verb)), 0
        )

    def widgets(self) -> Iterable[Widget]:
        """The day, its places, what is to be said of the chosen one, the keys."""
        self._title = RowsWidget(background="sheet")
        self._list = ChoiceList()
        self._passage = ScrollText(id="places-body")
        self._foot = RowsWidget(background="sheet")
        return (
            self._title,
            self._list,
            RowsWidget(background="sheet"),
            self._passage,
            RowsWidget(background="sheet"),
            self._foot,
        )

    @property
    def full_text(self) -> str:
        """What is said of the place under the cursor."""
        return self._passage.full_text

    @property
    def selected(self) -> CandidateReason | None:
        """The place under the cursor."""
        return self._reasons.candidates[self._list.cursor] if self._reasons.candidates else None

    def action_step(self, by: int) -> None:
        """Another place."""
        self._list.move(by)
        self._refusal = ""
        self._passage.go_to_top()
        self.refit()

    def action_scroll(self, by: int) -> None:
        """Read on in a long reason."""
        self._passage.move(by)

    def action_pin(self, verb: str) -> None:
        """Decide on the place under the cursor."""
        line = self.selected
        if line is None:
            self.dismiss(None)
            return
        place = _placement(self._reasons.day, line)
        is_free = line.status == "chosen" or line.regret is not None or place in self._pinned(verb)
        if verb != "forbid" and not is_free:
            self._refusal = f"No session can be forced here: {line.rule or 'a rule'} forbids it."
            self.refit()
        else:
            self.dismiss((verb, place))

    def fit(self, width: int, height: int) -> None:
        """The list in a few lines, and the chosen place's reason in the rest."""
        lines = self._reasons.candidates
        listed = min(len(lines), _MAX_LISTED)
        self._title.show([(Piece(f"Places of {format_day(self._reasons.day)}", "title", "sheet"),)])
        self._list.display = bool(lines)
        self._list.styles.height = max(listed, 1)
        begun = bool(self._passage.full_text)
        self._list.set_rows(
            [self._row(line, width) for line in lines], self._list.cursor if begun else self._first_selected
        )
        self._passage.show_rows(self._detail_rows(width), max(height - listed - _FRAME, 1))
        self._foot.show([(Piece(fit(self._foot_keys(), width, host_of(self).glyphs), "muted", "sheet"),)])

    def _row(self, line: CandidateReason, width: int) -> Row:
        what = f"{line.slot.value}  {line.kind.value}"
        decided = self._pin_word(_placement(self._reasons.day, line))
        ink = _INKS.get(line.status, "text")
        room = max(width - 17 - len(decided), 1)
        price = fit(_cost_text(line), room, host_of(self).glyphs)
        return (
            Piece(f"{what:<15}", "strength" if line.status == "chosen" else "text"),
            Piece(price, ink),
            Piece(decided, "accent"),
        )

    def _detail_rows(self, width: int) -> list[Row]:
        line = self.selected
        said = [(line.text, "text"), (line.source, "muted")] if line is not None else []
        said += [(self._reasons.note, "muted"), (self._refusal, "warn")]
        return [
            (Piece(part, ink, "sheet"),)
            for words, ink in said
            if words
            for part in wrap_text(clean_line(words, _LONGEST), width)
        ]

    def _foot_keys(self) -> str:
        if not self._reasons.candidates:
            return "escape closes"
        line = self.selected
        place = _placement(self._reasons.day, line) if line is not None else None
        words = [
            f"{key} {'frees it' if place in self._pinned(verb) else verb}"
            for key, verb in (("f", "force"), ("x", "forbid"), ("L", "lock"))
        ]
        return "   ".join([*words, "escape closes"])

    def _pinned(self, verb: str) -> frozenset[PinnedPlacement]:
        found: frozenset[PinnedPlacement] = getattr(self._pins, PIN_ANSWERS[verb])
        return found

    def _pin_word(self, place: PinnedPlacement) -> str:
        return next((f"  {PIN_ANSWERS[verb]}" for verb in PIN_ANSWERS if place in self._pinned(verb)), "")


def _placement(day: dt.date, line: CandidateReason) -> PinnedPlacement:
    return PinnedPlacement(day, line.slot, line.kind)


def _is_likely_target(line: CandidateReason, verb: str) -> bool:
    """Whether a place is likely the one a verb was pressed for: to force, one that is free; else the chosen one."""
    return line.status in ("as good", "dearer") if verb == "force" else line.status == "chosen"


def _cost_text(line: CandidateReason) -> str:
    """What a place would cost, in a few words."""
    if line.status == "chosen":
        return f"chosen, costs {line.cost or 0}"
    if line.status == "as good":
        return "as good as what is chosen"
    return f"out: {line.rule}" if line.regret is None else f"{line.regret} dearer"
