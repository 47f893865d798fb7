"""Messages to the app from a screen that wants another screen to go on: so no screen needs to import another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from planner.training.blocks import Block
    from planner.training.workouts import Workout
    from planner.usecases.calendar.mark import MarkedDay


class OpenWhatIf(Message):
    """Open a stored block in the builder, to be changed and compared.

    Args:
        values: The builder's form, filled in: text by field name.
    """

    def __init__(self, values: Mapping[str, str]) -> None:
        super().__init__()
        self.values = values


class OpenBuilder(Message):
    """Open the builder with a new form.

    Args:
        values: The builder's form, filled in: text by field name.
        field: The field to begin at; the first one when empty.
    """

    def __init__(self, values: Mapping[str, str], field: str = "") -> None:
        super().__init__()
        self.values = values
        self.field = field


class AddWorkout(Message):
    """Add a workout to the calendar, which is shown for it."""


class OpenDemo(Message):
    """Leave for a demo, and come back after it."""


class BlockStored(Message):
    """Show a block in the calendar that was just stored.

    Args:
        block: The block as it was stored.
        text: One sentence that says what was stored; the calendar adds the key that takes it back.
    """

    def __init__(self, block: Block, text: str) -> None:
        super().__init__()
        self.block = block
        self.text = text


class ShowDay(Message):
    """Show a day in the calendar.

    Args:
        day: The day to put the cursor on.
    """

    def __init__(self, day: dt.date) -> None:
        super().__init__()
        self.day = day


class LightenWeek(Message):
    """Show in the calendar what a lighter week would be, to be made or left.

    Args:
        day: A day of the week.
    """

    def __init__(self, day: dt.date) -> None:
        super().__init__()
        self.day = day


class ShowProgress(Message):
    """Go back to the weeks of Progress: what they asked the calendar to preview is made or left.

    Args:
        text: One sentence that says what was made; empty where it was left.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class StartSession(Message):
    """Start the timer of a session.

    Args:
        workout: A planned session of today.
    """

    def __init__(self, workout: Workout) -> None:
        super().__init__()
        self.workout = workout


class SessionLeft(Message):
    """Show the calendar: the session screen was left.

    Args:
        text: What became of the running session; empty where none is.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class SessionRecorded(Message):
    """Show the day of a session in the calendar that was just recorded, and what follows from it.

    Args:
        marked: The session as it was recorded.
    """

    def __init__(self, marked: MarkedDay) -> None:
        super().__init__()
        self.marked = marked
