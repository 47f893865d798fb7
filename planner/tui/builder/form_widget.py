"""The form of a new block, one line a field: arrows choose a field and change it, typing fills it in.

What is refused stands under its field in words, and what was typed stays. While a field is typed into, its sentence is
quiet: it says what is still missing, not what was done wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rich.cells import cell_len
from textual import events

from planner.text import clean_line
from planner.training.weeks import WEEKDAY_KEYS
from planner.tui.builder.fields import PATH, PLAN, WORDS, Field, Kind
from planner.tui.builder.form_state import BlockForm
from planner.tui.builder.preview import rest_mark
from planner.tui.host import host_of
from planner.tui.theme import Glyphs
from planner.tui.widgets.line_edit import Line, completion
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.sized import Fitted
from planner.tui.widgets.wrap import fit, wrap

_LABEL = 11
_HINT_LINES = 2
_MOVING_LETTERS = frozenset("hjkl")
_WIDE_DAYS_FROM = 34
_BY_DAY = frozenset({Kind.HALVES, Kind.DAYS})
"""Kinds of fields whose arrows go from day to day."""


class Form(Fitted):
    """The fields of a `BlockForm`, with a cursor on one of them.

    Args:
        form: What stands in it at first.
        changed: Called at once when a value is chosen or typed: a message would arrive after the key that follows, and
            that may be the one that stores the block.
    """

    def __init__(self, form: BlockForm, changed: Callable[[], object]) -> None:
        super().__init__(ground="band", id="form")
        self.form = form
        self._report = changed
        self.at = PLAN.name
        self.weekday = 0
        self._problems: Mapping[str, str] = {}
        self._notes: Mapping[str, str] = {}
        self._line: Line | None = None
        self._came_by_letter = False
        self._top = 0
        self._owners: list[str] = []

    @property
    def field(self) -> Field:
        """The field under the cursor."""
        return self.form.find(self.at)

    @property
    def problem(self) -> tuple[str, str] | None:
        """The first field that is refused, and its sentence; None when all is well."""
        for one in self.form.fields:
            if one.name in self._problems:
                return one.name, self._problems[one.name]
        return ("", self._problems[""]) if "" in self._problems else None

    def tell(self, problems: Mapping[str, str], notes: Mapping[str, str]) -> None:
        """Say what is refused and what should be known, by field."""
        self._problems, self._notes = problems, notes
        self.redraw()

    def start_anew(self, form: BlockForm) -> None:
        """Show another form."""
        self.form, self._line, self._problems, self._notes = form, None, {}, {}
        self.go_to(PLAN.name)

    def go_to(self, name: str) -> None:
        """Put the cursor on a field."""
        self._finish()
        self.at = name
        self.redraw()

    def go(self, by: int) -> None:
        """Go up or down; at the ends it goes round."""
        names = [one.name for one in self.form.fields]
        place = names.index(self.at) if self.at in names else 0
        self.go_to(names[(place + by) % len(names)])

    def step(self, by: int) -> None:
        """Change the value under the cursor by one, or go to the next half day."""
        if self.field.kind in _BY_DAY:
            self.weekday = (self.weekday + by) % len(WEEKDAY_KEYS)
            self.redraw()
            return
        self._finish()
        if self.form.step(self.field, by):
            self._changed()

    def turn(self) -> bool:
        """Turn the day or half day under the cursor; False when the cursor is on none."""
        if self.field.kind not in _BY_DAY:
            return False
        self.form.turn(self.field, self.weekday)
        self._changed()
        return True

    # Typing

    def press(self, event: events.Key) -> bool:
        """Take what is typed into the field; False for every other key, which is the screen's."""
        if self._type(event):
            return True
        self._came_by_letter = event.key in _MOVING_LETTERS
        return False

    def paste(self, text: str) -> None:
        """Take the first line of what is pasted, as far as the field takes it."""
        first = text.strip().partition("\n")[0]
        kept = "".join(char for char in first if char.isprintable() and self.field.takes(char))
        if kept:
            self._editing(fresh=self.field.kind is not Kind.TEXT).insert(kept)
            self._take()

    def _type(self, event: events.Key) -> bool:
        one, character = self.field, event.character or ""
        if one.kind is Kind.CHOICE or one.kind in _BY_DAY:
            return False
        if len(character) == 1 and character.isprintable() and one.takes(character):
            if one.kind in WORDS and self._line is None and self._came_by_letter and character in _MOVING_LETTERS:
                return False
            self._editing(fresh=one.kind is not Kind.TEXT).insert(character)
        elif one.kind is not Kind.TEXT and event.key in {"left", "right"}:
            return False
        elif one is PATH and event.key in {"right", "end"} and self._suggested():
            line = self._editing()
            line.insert(self._suggested())
        elif not self._editing_key(event.key):
            return False
        self._take()
        return True

    def _editing_key(self, key: str) -> bool:
        """Do what an editing key does to the line, without beginning to edit for a key that is none."""
        trial = self._line or Line(self.form.value(self.at), len(self.form.value(self.at)))
        if not trial.press(key):
            return False
        self._line = trial
        return True

    def _editing(self, *, fresh: bool = False) -> Line:
        """The line under the caret; a figure or a date is begun anew, a text goes on at its end."""
        if self._line is None:
            value = "" if fresh else self.form.value(self.at)
            self._line = Line(value, len(value))
        return self._line

    def _take(self) -> None:
        assert self._line is not None
        if self._line.text != self.form.value(self.at):
            self.form.choose(self.at, self._line.text)
            self._changed()
        else:
            self.redraw()

    def _finish(self) -> None:
        """End what is being typed."""
        if self._line is not None:
            self._line = None
            self.form.settle(self.field)

    def _suggested(self) -> str:
        text = self._line.text if self._line is not None else self.form.value(self.at)
        at_end = self._line is None or self._line.caret == len(text)
        return completion(text) if self.field is PATH and at_end else ""

    def _changed(self) -> None:
        self.redraw()
        self._report()

    # Drawing

    def put_in_charge(self, *, yes: bool) -> None:
        """Give the form the keys, or take them away; what was being typed is finished then."""
        self._finish()
        super().put_in_charge(yes=yes)

    def on_click(self, event: events.Click) -> None:
        """Go to the field that was clicked; a click on a half day turns it, another on a choice goes on."""
        place = event.y + self._top
        name = self._owners[place] if event.y < self._room() and place < len(self._owners) else ""
        if not name:
            return
        again = name == self.at and self.in_charge
        self.post_message(self.Touched(self))
        self.go_to(name)
        column = (event.x - _LABEL) // self._day_width()
        if self.field.kind in _BY_DAY and 0 <= column < len(WEEKDAY_KEYS):
            self.weekday = column
            self.turn()
        elif again and self.field.kind is Kind.CHOICE:
            self.step(1)

    @property
    def _glyphs(self) -> Glyphs:
        return host_of(self).glyphs

    def _room(self) -> int:
        return max(self.size.height - _HINT_LINES - 1, 1)

    def _day_width(self) -> int:
        return 3 if self.size.width >= _WIDE_DAYS_FROM else 2

    def lay_out(self) -> list[Row]:
        """The fields, with as much air as there is room for, and the hint of the one under the cursor."""
        if not any(one.name == self.at for one in self.form.fields):
            self.at = PLAN.name
        room = self._room()
        for blanks, headings in ((True, True), (False, True), (False, False)):
            lines = self._lines(blanks=blanks, headings=headings)
            if len(lines) <= room:
                break
        self._owners = [owner for owner, _ in lines]
        places = [place for place, owner in enumerate(self._owners) if owner == self.at]
        first, last = min(places), max(places)
        self._top = min(max(self._top, last - room + 1), first)
        self._top = max(min(self._top, len(lines) - room), 0)
        rows: list[Row] = [row for _, row in lines[self._top : self._top + room]]
        below = len(lines) - room - self._top
        rows.append((Piece(f" ↓ {below} more", "muted", "band"),) if below > 0 else ())
        told = self.field.hint.replace("{turn}", host_of(self).keys["builder.turn"])
        hint = wrap(told, max(self.size.width - 2, 8))[:_HINT_LINES] if self.in_charge else []
        rows += [(Piece(f" {text}", "muted", "band"),) for text in hint]
        return rows

    def _lines(self, *, blanks: bool, headings: bool) -> list[tuple[str, Row]]:
        """Every line with the name of the field it belongs to."""
        lines: list[tuple[str, Row]] = []
        for one in self.form.fields:
            if one.heading and blanks and lines:
                lines.append(("", ()))
            if one.kind is Kind.HALVES and one.heading:
                lines.append(("", self._weekdays(one)))
            elif one.heading and headings:
                lines.append(("", (Piece(f" {one.heading}", "muted", "band"),)))
            lines.append((one.name, self._field_row(one)))
            lines += [(one.name, row) for row in self._sentences(one.name)]
        lines += [("", row) for row in self._sentences("")]
        return lines

    def _weekdays(self, one: Field) -> Row:
        width = self._day_width()
        names = "".join(name[: width - 1].capitalize().ljust(width) for name in WEEKDAY_KEYS)
        label = one.heading.partition(" ")[0]
        return (Piece(f" {label}".ljust(_LABEL) + names, "muted", "band"),)

    def _sentences(self, name: str) -> list[Row]:
        width = max(self.size.width - 4, 8)
        problem = self._problems.get(name)
        if problem:
            asked = name == PATH.name and not self.form.value(name)
            typing = name == self.at and self._line is not None
            ink = "muted" if asked or typing else "warn"
            return [(Piece(f"   {text}", ink, "band"),) for text in wrap(clean_line(problem, 300), width)]
        note = self._notes.get(name)
        return [(Piece(f"   {text}", "muted", "band"),) for text in wrap(note, width)] if note else []

    def _field_row(self, one: Field) -> Row:
        here = one.name == self.at and self.in_charge
        ground = "cursor" if here else "band"
        label_ink = "warn" if one.name in self._problems and self.form.value(one.name) else "title" if here else "muted"
        head = (
            Piece("▌" if here else " ", "accent", ground),
            Piece(f"{self.form.label(one):<{_LABEL - 1}}", label_ink, ground),
        )
        return (*head, *self._value(one, ground, here=here), Piece("", "text", ground))

    def _value(self, one: Field, ground: str, *, here: bool) -> Row:
        if one.kind in _BY_DAY:
            return self._days(one, ground, here=here)
        room = max(self.size.width - _LABEL - 1, 4)
        if here and (self._line is not None or one.kind is Kind.TEXT):
            return self._caret(one, ground, room)
        known = bool(self.form.value(one.name))
        ink = "title" if one.name in self.form.chosen else "text" if known else "faint"
        words = clean_line(self.form.words(one))
        if one is PATH and cell_len(words) > room:  # the name says more than the folders
            words = self._glyphs.more + words[-(room - 1) :]
        words = fit(words, room, self._glyphs).rstrip()
        if here and one.kind is not Kind.TEXT:
            arrows = self._glyphs.left, self._glyphs.right
            words = fit(words, room - 4, self._glyphs).rstrip()
            return (
                Piece(f"{arrows[0]} ", "accent", ground),
                Piece(words, ink, ground),
                Piece(f" {arrows[1]}", "accent", ground),
            )
        return (Piece(words, ink, ground),)

    def _caret(self, one: Field, ground: str, room: int) -> Row:
        value = self.form.value(one.name)
        line = self._line or Line(value, len(value))
        before, under, after = line.window(room)
        pieces = [
            Piece(clean_line_kept(before), "title", ground),
            Piece(clean_line_kept(under), "accent_text", "accent"),
        ]
        ghost = self._suggested() if line.text else self.form.defaults.get(one.name) or one.unknown
        if ghost and line.text:
            pieces[-1] = Piece(ghost[0], "accent_text", "accent")
            ghost = ghost[1:]
        tail = fit(ghost, max(room - len(before) - 1, 0), self._glyphs) if ghost else ""
        return (*pieces, Piece(clean_line_kept(after), "title", ground), Piece(tail.rstrip(), "faint", ground))

    def _days(self, one: Field, ground: str, *, here: bool) -> Row:
        """A mark for each day: a tick or a cross for a half day, the day's name or a dot for a day that is chosen."""
        width = self._day_width()
        glyphs = self._glyphs
        pieces: list[Piece] = []
        for weekday, name in enumerate(WEEKDAY_KEYS):
            is_on = self.form.is_on(one, weekday)
            if one.kind is Kind.DAYS:
                mark = name[: width - 1].capitalize() if is_on else rest_mark(glyphs).ljust(width - 1)
                ink = "title" if is_on else "faint"
            else:
                mark, ink = (glyphs.done, "done") if is_on else (glyphs.missed, "warn")
            under = here and weekday == self.weekday
            pieces.append(Piece(mark, "accent_text" if under else ink, "accent" if under else ground))
            pieces.append(Piece(" " * (width - cell_len(mark)), ink, ground))
        return tuple(pieces)


def clean_line_kept(text: str) -> str:
    """Text under a caret, safe to print, its spaces kept as they are typed."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
