"""The runner's file, clock and settings: what every use case needs, passed in and never global."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from planner.clock import Clock
from planner.config import Settings
from planner.usecases.kept import Kept


@dataclass(frozen=True, slots=True)
class Planbook:
    """One runner's plans: the database file, the clock that says what today is, and the settings.

    Attributes:
        path: The database.
        clock: Tells today.
        settings: Those of the file.
        athlete: Whose it is, where the settings name several; else empty.
        kept: What was worked out from the file as it stands.
    """

    path: Path
    clock: Clock = field(default_factory=Clock)
    settings: Settings = field(default_factory=Settings)
    athlete: str = ""
    kept: Kept = field(default_factory=Kept, compare=False, repr=False)

    @property
    def today(self) -> dt.date:
        """Today's local date."""
        return self.clock.today()
