"""The places of a day in a block that is being drafted: what each would cost, and keys to force, forbid or lock it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from planner.text import clean_line
from planner.training.wording import day_name
from planner.tui.host import host_of
from planner.tui.sheets.sheet import FittedSheet
from planner.tui.widgets.option_list import Choices
from planner.tui.widgets.rows import Lines, Piece, Row
from planner.tui.widgets.scroll_text import Passage
from planner.tui.widgets.wrap import fit, wrap
from planner.usecases.blocks.pins import Pins, Place

if TYPE_CHECKING:
    from planner.usecases.strength.explain import DayReasons, ReasonLine

_FRAME = 8
_MOST_LISTED = 6
_LONGEST = 1000
_INKS = {"chosen": "done", "as good": "text", "dearer": "text", "vetoed": "muted"}
ANSWERS = {"force": "forced", "forbid": "forbidden", "lock": "locked"}
"""What a place can be, by the verb that makes it so."""


class PlacesScreen(FittedSheet[tuple[str, Place]]):
    """The places of one day. Its result is ``("force" | "forbid" | "lock", place)``, or None.

    Args:
        reasons: What the slotter says of each place.
        pins: What the runner has decided already.
        verb: What was asked for; the cursor begins on the place it is likeliest meant for.
    """

    WIDEST = 90
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "take('force')", "Force a session to stand here; once more frees it."),
        Binding("x", "take('forbid')", "Let none of this kind stand here; once more frees it."),
        Binding("L", "take('lock')", "Force one here and lock it in the calendar; once more frees it."),
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
        self._begin = next((at for at, line in enumerate(reasons.lines) if _is_meant(line, verb)), 0)

    def parts(self) -> Iterable[Widget]:
        """The day, its places, what is to be said of the chosen one, the keys."""
        self._title = Lines(ground="sheet")
        self._choices = Choices()
        self._body = Passage(id="places-body")
        self._foot = Lines(ground="sheet")
        return self._title, self._choices, Lines(ground="sheet"), self._body, Lines(ground="sheet"), self._foot

    @property
    def text(self) -> str:
        """What is said of the place under the cursor."""
        return self._body.everything

    @property
    def chosen(self) -> ReasonLine | None:
        """The place under the cursor."""
        return self._reasons.lines[self._choices.chosen] if self._reasons.lines else None

    def action_step(self, by: int) -> None:
        """Another place."""
        self._choices.step(by)
        self._refusal = ""
        self._body.begin()
        self.fit_again()

    def action_scroll(self, by: int) -> None:
        """Read on in a long reason."""
        self._body.read_on(by)

    def action_take(self, verb: str) -> None:
        """Decide on the place under the cursor."""
        line = self.chosen
        if line is None:
            self.dismiss(None)
            return
        place = _place(self._reasons.day, line)
        is_free = line.standing == "chosen" or line.regret is not None or place in self._decided(verb)
        if verb != "forbid" and not is_free:
            self._refusal = f"No session can be forced here: {line.rule or 'a rule'} forbids it."
            self.fit_again()
        else:
            self.dismiss((verb, place))

    def fit(self, width: int, height: int) -> None:
        """The list in a few lines, and the chosen place's reason in the rest."""
        lines = self._reasons.lines
        listed = min(len(lines), _MOST_LISTED)
        self._title.show([(Piece(f"Places of {day_name(self._reasons.day)}", "title", "sheet"),)])
        self._choices.display = bool(lines)
        self._choices.styles.height = max(listed, 1)
        begun = bool(self._body.everything)
        self._choices.offer([self._row(line, width) for line in lines], self._choices.chosen if begun else self._begin)
        self._body.tell(self._said(width), max(height - listed - _FRAME, 1))
        self._foot.show([(Piece(fit(self._keys(), width, host_of(self).glyphs), "muted", "sheet"),)])

    def _row(self, line: ReasonLine, width: int) -> Row:
        what = f"{line.slot.value}  {line.kind.value}"
        decided = self._words_of(_place(self._reasons.day, line))
        ink = _INKS.get(line.standing, "text")
        room = max(width - 17 - len(decided), 1)
        price = fit(_price(line), room, host_of(self).glyphs)
        return (
            Piece(f"{what:<15}", "strength" if line.standing == "chosen" else "text"),
            Piece(price, ink),
            Piece(decided, "accent"),
        )

    def _said(self, width: int) -> list[Row]:
        line = self.chosen
        said = [(line.text, "text"), (line.source, "muted")] if line is not None else []
        said += [(self._reasons.note, "muted"), (self._refusal, "warn")]
        return [
            (Piece(part, ink, "sheet"),)
            for words, ink in said
            if words
            for part in wrap(clean_line(words, _LONGEST), width)
        ]

    def _keys(self) -> str:
        if not self._reasons.lines:
            return "escape closes"
        line = self.chosen
        place = _place(self._reasons.day, line) if line is not None else None
        words = [
            f"{key} {'frees it' if place in self._decided(verb) else verb}"
            for key, verb in (("f", "force"), ("x", "forbid"), ("L", "lock"))
        ]
        return "   ".join([*words, "escape closes"])

    def _decided(self, verb: str) -> frozenset[Place]:
        found: frozenset[Place] = getattr(self._pins, ANSWERS[verb])
        return found

    def _words_of(self, place: Place) -> str:
        return next((f"  {ANSWERS[verb]}" for verb in ANSWERS if place in self._decided(verb)), "")


def _place(day: dt.date, line: ReasonLine) -> Place:
    return Place(day, line.slot, line.kind)


def _is_meant(line: ReasonLine, verb: str) -> bool:
    """Whether a place is likely the one a verb was pressed for: to force, one that is free; else the chosen one."""
    return line.standing in ("as good", "dearer") if verb == "force" else line.standing == "chosen"


def _price(line: ReasonLine) -> str:
    """What a place would cost, in a few words."""
    if line.standing == "chosen":
        return f"chosen, costs {line.cost or 0}"
    if line.standing == "as good":
        return "as good as what is chosen"
    return f"out: {line.rule}" if line.regret is None else f"{line.regret} dearer"
