"""What the reader of a plan file knows besides the file."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from planner.training.races import Unit


class PlanHints(NamedTuple):
    """What is known besides the file.

    Attributes:
        unit: The unit of its distances, as the person said it; wins over what the file seems to say.
        today: Today's date, from which dates without a year are counted; without it their years are not known.
    """

    unit: Unit | None = None
    today: dt.date | None = None


NO_HINTS = PlanHints()
