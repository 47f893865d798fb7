"""What a mouse does on a widget that shows days: it picks a day, opens it, turns the wheel, drags a workout."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from textual import events
from textual.message import Message
from textual.widget import Widget

from planner.training.workouts import Workout


class Grip(NamedTuple):
    """Where the button was pressed.

    Attributes:
        day: The day there.
        workout: The workout there; None where the pointer was on no workout alone.
    """

    day: dt.date
    workout: Workout | None


class PointedDays(Widget):
    """Days that a mouse can point at."""

    class Picked(Message):
        """A day was clicked; a double click opens it."""

        def __init__(self, day: dt.date, *, is_double: bool) -> None:
            super().__init__()
            self.day = day
            self.is_double = is_double

    class Wheeled(Message):
        """The wheel was turned, by so many turns down, or up when negative."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    class Dragged(Message):
        """The pointer entered another day with the button down; ``is_first`` where that begins the drag."""

        def __init__(self, grip: Grip, day: dt.date, *, is_first: bool) -> None:
            super().__init__()
            self.grip = grip
            self.day = day
            self.is_first = is_first

    class Dropped(Message):
        """The button was released on a day after a drag."""

        def __init__(self, grip: Grip, day: dt.date) -> None:
            super().__init__()
            self.grip = grip
            self.day = day

    def __init__(self) -> None:
        super().__init__()
        self._grip: Grip | None = None
        self._dragged_to: dt.date | None = None

    def day_at(self, x: int, y: int) -> dt.date | None:
        """Return the day at a column and line of the widget; None where there is none."""
        raise NotImplementedError

    def workout_at(self, x: int, y: int) -> Workout | None:
        """Return the workout at a column and line of the widget; None where there is none alone."""
        raise NotImplementedError

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Note what a drag would take along."""
        day = self.day_at(event.x, event.y) if event.button == 1 else None
        self._grip = Grip(day, self.workout_at(event.x, event.y)) if day is not None else None
        self._dragged_to = None

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Report each other day that the pointer enters with the button down."""
        day = self.day_at(event.x, event.y) if event.button == 1 and self._grip is not None else None
        if self._grip is None or day is None or day == (self._dragged_to or self._grip.day):
            return
        is_first, self._dragged_to = self._dragged_to is None, day
        self.post_message(self.Dragged(self._grip, day, is_first=is_first))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Report where a drag ends."""
        del event
        if self._grip is not None and self._dragged_to is not None:
            self.post_message(self.Dropped(self._grip, self._dragged_to))
        self._grip = None

    def on_click(self, event: events.Click) -> None:
        """Report which day was clicked; the end of a drag is no click."""
        day = self.day_at(event.x, event.y)
        if day is not None and self._dragged_to is None:
            self.post_message(self.Picked(day, is_double=event.chain == 2))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Report a turn of the wheel."""
        del event
        self.post_message(self.Wheeled(1))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Report a turn of the wheel."""
        del event
        self.post_message(self.Wheeled(-1))
