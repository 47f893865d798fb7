"""The tiles of a map of prices: a half day in a few cells, shaded from calm to warm. The number is always there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from textual import events
from textual.message import Message

from planner.text import clean_line
from planner.training.formatting import format_bare_distance, format_day
from planner.training.races import Unit
from planner.training.workout_names import SHORT_RUN_NAMES
from planner.training.workouts import Slot, Sport, StoredStatus, StrengthKind, Workout
from planner.tui import labels
from planner.tui.theme import Glyphs
from planner.tui.widgets.rows import Piece, Row, RowsWidget
from planner.tui.widgets.wrap import fit, wrap_rows
from planner.usecases.strength.explain import CandidateReason
from planner.usecases.strength.price_map import MapPlace, PlaceMark

_SHADES = ((15, "price_3"), (5, "price_2"), (1, "price_1"), (0, "price_0"))
"""The shade from so many points on."""
_NO_PLACE = "ground"
"""The background of a half day that can have no session."""


class TileGrid(RowsWidget):
    """Shows the rows of a map, and reports where it is clicked and how the wheel is turned over it."""

    class Clicked(Message):
        """A cell of the map was clicked, once or twice."""

        def __init__(self, column: int, line: int, *, is_double: bool) -> None:
            super().__init__()
            self.column = column
            self.line = line
            self.is_double = is_double

    class Wheeled(Message):
        """The wheel was turned over the map, by so many turns down, or up when negative."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    def __init__(self) -> None:
        super().__init__(background="sheet")

    def on_click(self, event: events.Click) -> None:
        """Report the cell."""
        self.post_message(self.Clicked(event.x, event.y, is_double=event.chain == 2))

    def wheel(self, by: int) -> None:
        """Report a turn of the wheel."""
        self.post_message(self.Wheeled(by))


def tile(place: MapPlace, width: int, glyphs: Glyphs, *, has_cursor: bool = False, is_padded: bool = False) -> Piece:
    """Return a place as a tile of a width in cells: ``● 8``, ``+8``, ``✗ 24 h``, ``–``.

    Args:
        place: The place.
        width: Cells.
        glyphs: The marks to draw with.
        has_cursor: Whether the cursor is on it.
        is_padded: Whether there is a blank before the text.
    """
    room = width - is_padded
    text = " " * is_padded + next((text for text in _texts(place, glyphs) if len(text) <= room), "")
    color, background = _colors(place)
    if has_cursor:
        color, background = "accent_text", "accent"
    return Piece(fit(text, width, glyphs), color, background)


def gap(glyphs: Glyphs, *, has_cursor: bool = False) -> Piece:
    """Return what is between two tiles, one cell wide: the cursor's mark before the tile that has it."""
    return Piece(glyphs.today if has_cursor else " ", "accent", "sheet")


def _texts(place: MapPlace, glyphs: Glyphs) -> list[str]:
    """Return what a tile says, the longest first."""
    reason, extra = place.reason, place.extra
    if place.mark is PlaceMark.HERE:
        return _texts_of_session(place, glyphs)
    if place.mark is PlaceMark.BEST:
        points = "" if reason is None or reason.cost is None else f"{reason.cost}"
        return [f"{glyphs.best} {points} best", f"{glyphs.best} {points}", f"{glyphs.best}{points}"]
    if place.mark is PlaceMark.OPEN:
        return [f"+{extra}"]
    mark = glyphs.missed if place.mark is PlaceMark.FORBIDDEN else glyphs.skipped
    return [f"{mark} {place.words}".rstrip(), f"{mark}{place.words.replace(' ', '')}", mark]


def _texts_of_session(place: MapPlace, glyphs: Glyphs) -> list[str]:
    reason, session = place.reason, place.session
    is_done = session is not None and session.status is not StoredStatus.PLANNED
    mark = glyphs.done if is_done else glyphs.chosen
    lock = f" {glyphs.locked}" if session is not None and session.locked and not is_done else ""
    if reason is None:
        points = ""
    elif reason.rule is not None:
        points = glyphs.missed
    elif reason.status == "chosen" or not reason.regret:
        points = f"{reason.points or 0}"
    else:
        points = f"+{reason.regret}"
    return [f"{mark} {points}{lock}", f"{mark} {points}".rstrip(), f"{mark}{points}", mark]


def _colors(place: MapPlace) -> tuple[str, str]:
    """Return the colours of a tile: of its text, and of its background."""
    if place.mark in (PlaceMark.FORBIDDEN, PlaceMark.CLOSED):
        return ("muted" if place.words else "faint"), _NO_PLACE
    if place.mark is PlaceMark.OPEN:
        extra = place.extra or 0
        return "text", next(shade for least, shade in _SHADES if extra >= least)
    extra = 0 if place.mark is PlaceMark.BEST or place.reason is None else _extra_of_session(place)
    return "title", next(shade for least, shade in _SHADES if extra >= least)


def _extra_of_session(place: MapPlace) -> int:
    """Return by how much a session's place is dearer; as dear as can be where a rule forbids it."""
    reason = place.reason
    assert reason is not None
    if reason.rule is not None:
        return _SHADES[0][0]
    return 0 if reason.status == "chosen" else reason.regret or 0


def run_piece(runs: Sequence[Workout], width: int, unit: Unit, glyphs: Glyphs) -> Piece:
    """Return the hardest run of a day in a width of cells: ``tempo 10``, ``T 10``; ``rest`` where there is none."""
    training = [run for run in runs if run.is_training]
    if not training:
        return Piece(fit("rest", width, glyphs), "faint", "sheet")
    main = min(training, key=lambda run: _RANK.index(labels.color_of(run)))
    more = "+" if len(training) > 1 else ""
    amount = labels.short_amount(main, unit, glyphs)
    whole = amount
    effort = labels.shown_effort(main)
    if main.sport is Sport.RUN and effort.distance_m is not None:
        whole = f"{float(format_bare_distance(effort.distance_m, unit)):.0f}"
    name, letter = SHORT_RUN_NAMES[main.kind or main.sport], labels.kind_letter(main, glyphs)
    texts = [f"{word} {much}{more}" for word in (name, letter) for much in (amount, whole)]
    texts += [f"{name}{more}", f"{letter}{whole}", letter]
    text = next((text for text in texts if len(text) <= width), letter)
    return Piece(fit(text, width, glyphs), labels.color_of(main), "sheet")


_RANK = ("race", "long", "quality", "easy", "cross", "strength", "rest")
"""Which of two runs of a day is shown, by its colour."""


# What is said of a place

_MAX_CHARS = 1000


def place_title(place: MapPlace) -> str:
    """Return the question that a map answers of a place: ``Why Thursday evening?``."""
    return f"Why {place.day:%A} {'morning' if place.slot is Slot.AM else 'evening'}?"


def kind_pieces(kinds: Sequence[StrengthKind], current: StrengthKind) -> list[Piece]:
    """Return the kinds of a map, one after the other, the current one in brackets and in its colour."""
    texts = [(f" [{kind.value}]", "strength") if kind is current else (f"  {kind.value} ", "faint") for kind in kinds]
    return [Piece(text, color, "sheet") for text, color in texts]


def place_rows(place: MapPlace, note: str, as_of: dt.date, width: int) -> list[Row]:
    """Return what the slotter says of a place, then the rules' own terms and what they rest on.

    Args:
        place: The place.
        note: What else is to say of its day.
        as_of: The day that the map is of.
        width: Cells.
    """
    rows: list[Row] = []
    reason, session = place.reason, place.session
    if reason is not None:
        rows += _rows(reason.text, width)
    elif session is not None:
        rows += _rows(session.reason or "The session is here.", width)
    elif place.day < as_of:
        rows += _rows(f"{format_day(place.day)} is over; nothing is placed there.", width)
    else:
        rows += _rows(f"The week asks for no {place.kind.value} session.", width)
    if note:
        rows += [(), *_rows(note, width, "muted")]
    if reason is not None:
        rows += [(), *_rows(reason.figures, width, "faint")]
        rows += _rows(f"Rests on {reason.rests_on}." if reason.rests_on else "", width, "faint")
        rows += [row for text in _citations(reason) for row in _rows(text, width, "faint")]
    return rows


def _rows(text: str, width: int, color: str = "text") -> list[Row]:
    return wrap_rows(clean_line(text, _MAX_CHARS), width, color)


def _citations(reason: CandidateReason) -> list[str]:
    """Return the sources of the rule that forbids a place, each with its key: ``Doma13: Doma & Deakin, ...``."""
    from planner.training.sources import read_sources

    return [f"{key}: {source}." for key, source in read_sources().items() if key in reason.source_keys]
