"""What numbers without a plain unit mean in one file: ``m`` may be miles, metres or minutes, and ``5`` alone anything.

The question is settled once for the whole file, because its author wrote every cell with the same habit; what was
decided is said in a remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from planner.training.races import Unit

_MILES = re.compile(r"[0-9]\s*(?:mi|miles?)\b", re.IGNORECASE)
_KILOMETRES = re.compile(r"[0-9]\s*(?:k|km)\b", re.IGNORECASE)


class LoneM(StrEnum):
    """What an ``m`` after a number means where a whole run is spoken of; after ``6 x 400`` it is always metres."""

    METRES = "metres"
    MILES = "miles"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class FileUnits:
    """What numbers without a plain unit mean in one file.

    Attributes:
        unit: The unit of its distances: of a pace without one, of a number alone, and in which the plan is shown.
        is_assumed: Whether neither the file nor the person named a unit, so that `unit` is kilometres for want of one.
        lone_m: What ``40m easy`` means.
        remarks: What was decided and is not plain from the file, one sentence each.
    """

    unit: Unit
    is_assumed: bool = False
    lone_m: LoneM = LoneM.METRES
    remarks: tuple[str, ...] = ()


def find_file_units(texts: Iterable[str], said: Unit | None = None, head_unit: Unit | None = None) -> FileUnits:
    """Return what numbers mean in a file.

    Args:
        texts: The words of its workouts, one text a cell, without heads, week numbers, dates and totals.
        said: The unit that the person named (``--unit``), which wins.
        head_unit: The unit that the file names outside its workouts (``Total km``, ``units: mi``); wins over the words.
    """
    text = "\n".join(texts)
    miles, kilometres = len(_MILES.findall(text)), len(_KILOMETRES.findall(text))
    named = said or head_unit or (Unit.MI if miles > kilometres else Unit.KM if kilometres else None)
    return FileUnits(named or Unit.KM, is_assumed=named is None)
