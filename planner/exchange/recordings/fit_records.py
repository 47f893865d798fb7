"""What the records of a FIT file say, for a recording whose session is missing or damaged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from planner.exchange.recordings.fit_messages import EVENT, LAP, RECORD, SESSION, SPORT, TIMESTAMP, FitMessage

RECORD_MESSAGES: Final = frozenset({SPORT, SESSION, LAP, RECORD, EVENT})
_LONGEST_GAP_S: Final = 24 * 3600
"""A record further from the one before has a damaged time."""
_FASTEST_M_S: Final = 40
"""A distance that grows faster is damaged."""
_MOST_LEGS: Final = 100
_MOST_LAPS: Final = 10_000
_TIMER, _TIMER_STARTS, _TIMER_STOPS = 0, 0, frozenset({1, 4, 8, 9})


@dataclass(slots=True)
class RecordedLeg:
    """The records of a file from one sport to the next; a file of one sport has one leg.

    Attributes:
        sport: The number of its sport; None where none is said.
        sub_sport: The number of its sub-sport.
        start: Its first record, in seconds of FIT; None without one.
        end: Its last record.
        timer_s: Seconds that the timer ran, by the events of it.
        distance_m: Metres.
        heart_rates: How many heart rates it has that are not 0, and their sum in beats a minute.
    """

    sport: int | None = None
    sub_sport: int | None = None
    start: int | None = None
    end: int = 0
    timer_s: float = 0
    distance_m: float = 0
    heart_rates: tuple[int, int] = (0, 0)

    @property
    def elapsed_s(self) -> int:
        """Return the seconds from its first to its last record."""
        return self.end - (self.start or self.end)

    @property
    def avg_hr(self) -> int | None:
        """Return its mean heart rate in beats a minute, without zeros."""
        count, beats = self.heart_rates
        return round(beats / count) if count else None


def read_legs(messages: Iterable[FitMessage]) -> list[RecordedLeg]:
    """Return the legs of a file, of its records or, where it has none, of its laps.

    Args:
        messages: Those of `RECORD_MESSAGES`, in the order of the file.
    """
    reader = _LegReader()
    for message in messages:
        reader.add(message)
    return reader.finish()


class _LegReader:
    """Goes through records, laps, events of the timer and changes of the sport."""

    def __init__(self) -> None:
        self._legs: list[RecordedLeg] = []
        self._leg = RecordedLeg()
        self._laps: list[dict[int, int]] = []
        self._distance_m = 0.0
        self._is_running = True  # until an event says otherwise, as some files have none
        self._since: int | None = None

    def add(self, message: FitMessage) -> None:
        """Add a message."""
        number, fields, _ = message
        if number == RECORD:
            self._add_record(fields)
        elif number == EVENT:
            self._add_event(fields)
        elif number == LAP:
            if len(self._laps) < _MOST_LAPS:
                self._laps.append(fields)
            if self._leg.sport is None:
                self._leg.sport, self._leg.sub_sport = fields.get(25), fields.get(39)
        else:
            if self._leg.start is not None:
                self._close()
            if number == SPORT:
                self._leg.sport, self._leg.sub_sport = fields.get(0), fields.get(1)

    def finish(self) -> list[RecordedLeg]:
        """Return the legs."""
        if self._leg.start is not None:
            self._close()
        return self._legs or [leg for leg in [self._leg_of_laps()] if leg.start is not None]

    def _add_record(self, fields: dict[int, int]) -> None:
        leg, time = self._leg, fields.get(TIMESTAMP)
        if time is None or (leg.start is not None and not 0 <= time - leg.end <= _LONGEST_GAP_S):
            return
        passed_s = time - leg.end if leg.start is not None else _LONGEST_GAP_S
        if leg.start is None:
            leg.start = time
        if self._is_running and self._since is None:
            self._since = time
        leg.end = time
        if 5 in fields:
            metres = fields[5] / 100
            grown = metres - self._distance_m
            leg.distance_m += grown if 0 < grown <= _FASTEST_M_S * max(passed_s, 1) else 0
            self._distance_m = metres
        if fields.get(3):
            count, beats = leg.heart_rates
            leg.heart_rates = (count + 1, beats + fields[3])

    def _add_event(self, fields: dict[int, int]) -> None:
        kind, time = fields.get(1), fields.get(TIMESTAMP)
        if fields.get(0) != _TIMER or time is None:
            return
        if kind == _TIMER_STARTS:
            self._is_running = True
            self._since = time if self._since is None else self._since
        elif kind in _TIMER_STOPS:
            self._is_running = False
            self._stop_at(time)

    def _stop_at(self, time: int) -> None:
        """Add the seconds since the timer started."""
        if self._since is not None:
            self._leg.timer_s += max(time - self._since, 0)
            self._since = None

    def _close(self) -> None:
        """End a leg at its last record; no timer runs longer than its leg."""
        self._stop_at(self._leg.end)
        self._leg.timer_s = min(self._leg.timer_s, self._leg.elapsed_s)
        if len(self._legs) < _MOST_LEGS:
            self._legs.append(self._leg)
        self._leg = RecordedLeg()

    def _leg_of_laps(self) -> RecordedLeg:
        """Return a leg that is the sum of the laps."""
        leg = self._leg
        for fields in self._laps:
            begin = fields.get(2)
            if begin is not None and 8 in fields:
                leg.start = begin if leg.start is None else leg.start
                leg.end = max(leg.end, begin + round(fields.get(7, fields[8]) / 1000))
                leg.timer_s += fields[8] / 1000
                leg.distance_m += fields.get(9, 0) / 100
        return leg
