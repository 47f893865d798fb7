"""The names by which calendars, watches and other programs know workouts: the same for as long as a workout exists.

Such a UID holds nothing but small letters, digits and hyphens: calendar servers make file names of it.
"""

from __future__ import annotations

import re

_UID = re.compile(r"planner-([0-9a-f]{12})-([0-9]{1,18})")


def workout_uid(database_id: str, workout_id: int) -> str:
    """Return the UID of a workout.

    Args:
        database_id: The id of its database, 12 hexadecimal digits.
        workout_id: Its number, which no other workout of the database gets, before or after it.
    """
    return f"planner-{database_id}-{workout_id}"


def parse_workout_uid(uid: str) -> tuple[str, int] | None:
    """Return the id of the database and the number of the workout that a UID names; None where it is none of ours.

    Some servers write UIDs in capital letters.
    """
    found = _UID.fullmatch(uid.strip().lower())
    return (found[1], int(found[2])) if found else None
