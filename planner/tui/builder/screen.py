"""The builder: a plan and a race day in, a block with strength slotted around its runs out, every reason beside it.

The form is answered while it is filled in: each change is read and slotted in a thread behind the screen, the newest
change alone counts, and the picture before it stays until the next one is ready. Nothing is stored before a second
``enter``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Horizontal

from planner.training.races import Unit
from planner.tui.builder import preview_text
from planner.tui.builder.decisions import PLAN_SUFFIX, DecidingScreen
from planner.tui.builder.fields import INSTEAD
from planner.tui.builder.form_state import BlockForm
from planner.tui.builder.form_widget import Form
from planner.tui.builder.preview import DAYS, arrange
from planner.tui.builder.reasons_widget import Reasons
from planner.tui.builder.weeks_widget import Weeks
from planner.tui.keys import commands
from planner.tui.widgets.rows import Lines
from planner.tui.widgets.sized import Fitted

if TYPE_CHECKING:
    from planner.tui.builder.form_result import Reading

DRAFT = "builder"
"""What the kept draft of the form is called."""
_FORM_KEYS = (
    ("left right", "change"),
    ("pane", "block"),
    ("commit", "commit"),
    ("compare", "compare"),
    ("fresh", "new"),
)
_BLOCK_KEYS = (
    ("left right", "day"),
    ("why", "why"),
    ("force", "force"),
    ("forbid", "forbid"),
    ("lock", "lock"),
    ("pane", "form"),
    ("commit", "commit"),
    ("findings", "findings"),
)
"""The commands that the line at the bottom names, and the word for each."""
_LEAST_REASONS, _READING_LINES = 5, 9


class BuilderScreen(DecidingScreen):
    """The form, the block it makes, and why."""

    KEY = "2"
    HERE = commands.BUILDER
    CSS_PATH = "builder.tcss"
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012 - Textual declares it so
        (0, "-small"),
        (78, "-middle"),
        (110, "-broad"),
        (180, "-vast"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [*commands.bindings(commands.BUILDER)]

    def __init__(self) -> None:
        super().__init__()
        self._before: dict[str, str] = {}

    # What is shown

    def compose(self) -> ComposeResult:
        """The title, the form, the block's weeks, their reasons."""
        kept = self.planner.drafts.find(DRAFT)
        form = BlockForm(today=self.book.today)
        form.restore(kept)
        self._title = Lines(ground="band", id="title")
        self._form = Form(form, self.form_changed)
        self._weeks = Weeks()
        self._reasons = Reasons()
        yield self._title
        with Horizontal(id="panes"):
            yield self._form
            with Container(id="block") as self._block:
                yield self._weeks
                yield self._reasons
        yield self.bar

    def on_mount(self) -> None:
        """Begin in the form."""
        self._form.put_in_charge(yes=True)
        self.bar.show_keys(self._keys())
        self._show_title()
        if self._form.form.chosen:
            self.say(f"What you chose last time is here again. {self.planner.keys['builder.fresh']} begins anew.")

    def on_screen_resume(self) -> None:
        """Draft again: the calendar, or the day, may have changed meanwhile."""
        self.redraft()

    def on_resize(self, event: events.Resize) -> None:
        """Share the room out anew."""
        del event
        self.call_after_refresh(self._show, anew=False)  # the classes that go by width are set by then

    @property
    def reading_block(self) -> bool:
        """Whether the keys are the block's."""
        return self._weeks.in_charge

    @property
    def unit(self) -> Unit:
        """The unit distances are shown in."""
        return self.reading.athlete.unit if self.reading is not None else Unit.KM

    @property
    def form(self) -> BlockForm:
        """What stands in the form."""
        return self._form.form

    def fill_in(self, form: BlockForm) -> None:
        """Put another form in the place of this one, and draft it."""
        self._form.start_anew(form)
        self._face(block=False)
        self.form_changed()

    def go_to_day(self, day: dt.date) -> None:
        """Put the block's cursor on a day."""
        self._face(block=True)
        if self.view is not None:
            self._weeks.move(days=(day - self.view.first).days - (self._weeks.week * DAYS + self._weeks.day))

    def _show(self, *, anew: bool = True) -> None:
        stale = self._is_stale()
        glyphs, unit = self.planner.glyphs, self.unit
        self._weeks.preview(self.view, unit, glyphs, stale=stale)
        self._show_reasons(anew=anew)
        self._show_title()
        self._fit()

    def _show_reasons(self, *, anew: bool = True) -> None:
        view, week = self.view, self._weeks.current
        if view is not None and week is not None:
            unit, glyphs = self.unit, self.planner.glyphs
            make = partial(preview_text.reason_rows, view, week, unit, glyphs)
            self._reasons.tell(make, stale=self._is_stale(), anew=anew)

    def _show_title(self) -> None:
        head = "What if" if self.form.value(INSTEAD) else "New block"
        row = preview_text.title_row(
            self.view, self.unit, self.planner.glyphs, self.size.width, self._state(), head=head
        )
        self._title.show([row])

    def _is_stale(self) -> bool:
        return self.is_late or self.reading is None or self.reading.draft is None

    def _state(self) -> str:
        """Why the block on the screen is not the form's; empty when it is."""
        if self.is_late:
            return "slotting"
        open_fields = len(self.reading.problems) if self.reading is not None else 0
        return f"{open_fields} {'field' if open_fields == 1 else 'fields'} open" if open_fields else ""

    def _fit(self) -> None:
        """Show form, block or both; give the weeks the lines they need and the reasons the rest, if enough to read."""
        small, middle = self.has_class("-small"), self.has_class("-middle")
        self._form.display = not self.reading_block or not (small or middle)
        self._block.display = self.reading_block or not small
        room = self._panes_height()
        stacked = not self.has_class("-vast")
        wanted = 1 + len(self.view.weeks) if self.view is not None else room
        least = _READING_LINES if self.reading_block or self.has_class("-broad") else 0
        height = min(wanted, max(room - least, room // 2)) if stacked else room
        left = room - height - 1
        self._reasons.display = not stacked or left >= _LEAST_REASONS
        self._weeks.styles.height = height if self._reasons.display and stacked else "1fr"

    def _panes_height(self) -> int:
        return max(self.size.height - 2, 1)

    def _keys(self) -> list[tuple[str, str]]:
        keys = self.planner.keys
        here = [
            (" ".join(keys[f"builder.{name}"] for name in names.split()), word)
            for names, word in (_BLOCK_KEYS if self.reading_block else _FORM_KEYS)
        ]
        return [*here, *commands.footer_of(keys.of(commands.APP))]

    # Answering the form

    def form_changed(self) -> None:
        """Keep what stands in the form, and draft its block."""
        chosen = self._form.form.chosen
        if chosen:
            self.planner.drafts.keep(DRAFT, chosen)
        else:
            self.planner.drafts.drop(DRAFT)
        self._hush()
        self.redraft()

    def on_weeks_moved(self) -> None:
        """Say the reasons of the week under the cursor."""
        self._show_reasons()

    def chosen(self) -> dict[str, str]:
        """What the runner chose or typed."""
        return dict(self._form.form.chosen)

    def show_drafted(self, reading: Reading) -> None:
        """Show the block where there is one, and beside each field what is wrong with it."""
        self.reading = reading
        form = self._form.form
        form.defaults |= reading.defaults
        form.units, form.races = reading.athlete.unit.value, reading.races
        self._form.tell(reading.problems, reading.notes)
        if reading.draft is not None:
            self._shown, self.view = reading.draft, arrange(reading.draft)
        self._show(anew=False)
        self.ask_if_waiting()

    def show_late(self) -> None:
        """Dim the block before, and say so."""
        self._show(anew=False)

    # Keys

    def on_key(self, event: events.Key) -> None:
        """Any key but the one that asked ends a confirmation; what fills the form in is no command."""
        if event.key not in self.planner.keys.names("builder.commit"):
            self.take_question_back()
        if not self.reading_block and self._form.press(event):
            event.stop()

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted goes into the field under the cursor."""
        if not self.reading_block:
            self._form.paste(event.text)

    def on_fitted_touched(self, message: Fitted.Touched) -> None:
        """A click gives form or block the keys, and ends a confirmation."""
        self._hush()
        self._face(block=message.widget is self._weeks)

    def _hush(self) -> None:
        self.take_question_back()
        self.bar.hush()

    def action_up(self) -> None:
        """The field above, or the week before."""
        self._weeks.move(weeks=-1) if self.reading_block else self._form.go(-1)

    def action_down(self) -> None:
        """The field below, or the week after."""
        self._weeks.move(weeks=1) if self.reading_block else self._form.go(1)

    def action_left(self) -> None:
        """The value before, or the day before."""
        self._weeks.move(days=-1) if self.reading_block else self._form.step(-1)

    def action_right(self) -> None:
        """The next value, or the next day."""
        self._weeks.move(days=1) if self.reading_block else self._form.step(1)

    def action_week(self, by: int) -> None:
        """Another week, from the form as well."""
        self._weeks.move(weeks=by)

    def action_page(self, by: int) -> None:
        """Read on or back in the reasons."""
        self._reasons.page(by)

    def action_turn(self) -> None:
        """Turn a half day; in the block, read on."""
        if self.reading_block:
            self._reasons.page(1)
        else:
            self._form.turn()

    def action_pane(self) -> None:
        """Between the form and the block."""
        self._face(block=not self.reading_block)

    def _face(self, *, block: bool) -> None:
        self._weeks.put_in_charge(yes=block)
        self._form.put_in_charge(yes=not block)
        self.bar.show_keys(self._keys())
        self._fit()

    def day_meant(self, command: str, does: str) -> dt.date | None:
        """The day under the block's cursor; where the form has the keys, they go to the block first."""
        if not self.reading_block:
            self._face(block=True)
            self.say(f"Choose a day with the arrows; {self.planner.keys[command]} {does}.")
            return None
        date = self._weeks.date
        if date is None or self._shown is None:
            self.say("There is no block to explain yet.")
        return date

    def action_fresh(self) -> None:
        """Begin anew; once more brings back what stood there."""
        form, chosen = BlockForm(today=self.book.today), self._form.form.chosen
        if not chosen or (chosen.get(INSTEAD) and not self._before.get(INSTEAD)):
            form.restore(self._before)
        again = f"Begun anew. {self.planner.keys['builder.fresh']} once more brings back what you had."
        said = "What you had chosen is here again." if form.chosen else again
        self._before = dict(chosen)
        self.fill_in(form)
        self.say(said)

    def begin_whatif(self, texts: Mapping[str, str]) -> None:
        """Put a block of the calendar into the form; what stood there before can be brought back."""
        form, chosen = BlockForm(today=self.book.today), self._form.form.chosen
        form.restore(texts)
        fresh, compare = self.planner.keys["builder.fresh"], self.planner.keys["builder.compare"]
        back = ""
        if chosen and chosen.get(INSTEAD) != form.chosen.get(INSTEAD):
            self._before = dict(chosen)
            back = f" {fresh} brings back what you had."
        self.fill_in(form)
        self.say(f"Change it; {compare} lays it beside the block as it stands.{back}")

    def action_leave(self) -> None:
        """To the calendar."""
        self.app.switch_mode("calendar")

    # Committing

    def find_problem(self) -> str:
        """The first sentence against the form; its field gets the cursor."""
        name, sentence = self._form.problem or ("", "")
        if name:
            self._face(block=False)
            self._form.go_to(name)
        return sentence

    def begin_anew(self) -> None:
        """An empty form, and nothing kept of the one before."""
        from planner.tui.terminal.external_editor import forget

        self._before = dict(self._form.form.chosen)  # undone, it is made once more with what was chosen
        self.planner.drafts.drop(DRAFT)
        forget(self, PLAN_SUFFIX)
        self._form.start_anew(BlockForm(today=self.book.today))
        self._face(block=False)
