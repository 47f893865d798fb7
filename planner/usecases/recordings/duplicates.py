"""One activity is stored once: new recordings among those that are stored, and what becomes of both.

The rules of likeness are in `planner.matching.duplicates`. What is kept does not depend on what came first: of two that
are one, the richer by format and hash keeps its figures; of two that are perhaps one, the longer counts until it is
answered.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from planner.matching import Likeness, find_duplicate, merge_activities
from planner.training.recordings import Recording, RecordingFormat, RecordingSource

NEAR = dt.timedelta(days=2)
"""Recordings that begin further apart are not compared: longer than any race, and any lost time zone."""
_FORMATS = list(RecordingFormat)

Rank = tuple[int, str, int]


@dataclass(frozen=True, slots=True)
class Placed:
    """What became of a new recording.

    Attributes:
        number: Its number among the recordings, negative while it is not stored; of its twin where it has one.
        likeness: `SAME` where it is one that is there; `ASK` where it is perhaps; None where it is another.
        other: The number of the one that it is, or perhaps is; 0 where there is none.
    """

    number: int
    likeness: Likeness | None = None
    other: int = 0


class RecordingPool:
    """Stored and new recordings, compared with one another.

    Attributes:
        added: The numbers of the new ones, negative, in the order they came.
        changed: The numbers of stored ones that were changed.
    """

    def __init__(
        self,
        stored: Iterable[Recording],
        zone: dt.tzinfo,
        *,
        distinct: Collection[tuple[int, int]] = (),
        held: Collection[int] = (),
    ) -> None:
        """Begin with what is stored.

        Args:
            stored: The recordings near the new ones.
            zone: The runner's time zone.
            distinct: The pairs that the runner said are different, the smaller number first.
            held: The numbers of those that the runner linked to a workout: they are never made a possible double.
        """
        self._zone = zone
        self._distinct = frozenset(distinct)
        self._held = frozenset(held)
        self._touched: set[int] = set()
        self._without_time: set[int] = set()
        self._recordings: dict[int, Recording] = {}
        self._by_day: dict[dt.date, list[int]] = defaultdict(list)
        self.added: list[int] = []
        self.changed: set[int] = set()
        for recording in stored:
            self._keep(recording)

    def __getitem__(self, number: int) -> Recording:
        """Return a recording as it is now."""
        return self._recordings[number]

    def add(self, recording: Recording, *, is_dated_by_hand: bool = False) -> Placed:
        """Add a new recording, or what it says to its twin.

        Args:
            recording: The recording, without a number.
            is_dated_by_hand: Whether the runner gave its date, so that nobody knows its time; then it has no twin.
        """
        alike = {} if is_dated_by_hand else self._find_alike(recording)
        same = [number for number, likeness in alike.items() if likeness is Likeness.SAME]
        if same:
            return self._merge(min(same, key=self._rank), recording)
        new = replace(recording, id=-len(self.added) - 1)
        self.added.append(new.id)
        self._keep(new)
        self._touched.add(new.id)
        if is_dated_by_hand:
            self._without_time.add(new.id)
        return Placed(new.id, Likeness.ASK, min(alike, key=self._weight)) if alike else Placed(new.id)

    def fill(self, number: int, listed: Recording) -> None:
        """Add what the list of an archive says to a recording whose file is known; not to what the runner has settled.

        Args:
            number: The number of the recording.
            listed: What the list says; it has a title more often than the file.
        """
        recording = self._recordings.get(number)
        if recording is None or recording.settled:
            return
        filled = merge_activities(recording, listed)
        if filled != recording:
            self._replace(filled)

    def settle_doubles(self) -> None:
        """Say of each recording near the new ones whether it is perhaps a double: of two, the one of less weight."""
        near = set(self._touched)
        for number in self._touched - self._without_time:
            near |= self._find_alike(self._recordings[number]).keys()
        for number in near - self._held - self._without_time:
            recording = self._recordings[number]
            if recording.settled:
                continue
            asked = [
                other
                for other, likeness in self._find_alike(recording).items()
                if likeness is Likeness.ASK
                and self._weight(other) < self._weight(number)
                and (min(number, other), max(number, other)) not in self._distinct
            ]
            double_of = min(asked, key=self._weight, default=None)
            if double_of != recording.double_of:
                self._replace(replace(recording, double_of=double_of))

    def _find_alike(self, recording: Recording) -> dict[int, Likeness]:
        """Return the recordings that are, or perhaps are, the same activity."""
        day = recording.start_utc.date()
        alike: dict[int, Likeness] = {}
        for offset in range(-NEAR.days, NEAR.days + 1):
            for number in self._by_day.get(day + dt.timedelta(days=offset), ()):
                if number in {recording.id} | self._without_time:
                    continue
                likeness = find_duplicate(recording, self._recordings[number], self._zone)
                if likeness is not None:
                    alike[number] = likeness
        return alike

    def _merge(self, number: int, recording: Recording) -> Placed:
        twin = self._recordings[number]
        merged = merge_recordings(twin, recording)
        if merged != twin:
            self._by_day[twin.start_utc.date()].remove(number)
            self._by_day[merged.start_utc.date()].append(number)
            self._replace(merged)
            self._touched.add(number)
        return Placed(number, Likeness.SAME, number)

    def _rank(self, number: int) -> Rank:
        return rank_of(self._recordings[number])

    def _weight(self, number: int) -> tuple[float, Rank]:
        """Return a key that is smaller for the recording that counts while it is asked: the longer, then the richer."""
        recording = self._recordings[number]
        return -(recording.elapsed_s or recording.duration_s or 0.0), self._rank(number)

    def _replace(self, recording: Recording) -> None:
        self._recordings[recording.id] = recording
        if recording.id > 0:
            self.changed.add(recording.id)

    def _keep(self, recording: Recording) -> None:
        self._recordings[recording.id] = recording
        self._by_day[recording.start_utc.date()].append(recording.id)


def merge_recordings(kept: Recording, other: Recording) -> Recording:
    """Return two recordings of one activity as one: the figures of the richer, filled in from the other.

    Args:
        kept: The one whose number stays; one that the runner merged or parted keeps its figures, too.
        other: The other one.
    """
    # Equal rows of two lists are one source.
    by_content = {_source_rank(source): source for source in (*other.sources, *kept.sources)}
    sources = tuple(by_content[rank] for rank in sorted(by_content))
    is_first_richer = kept.settled or rank_of(kept) <= rank_of(other)
    richer, poorer = (kept, other) if is_first_richer else (other, kept)
    merged = merge_activities(richer, poorer)
    if merged.utc_offset_s is None and poorer.utc_offset_s is not None:
        local = (merged.start_utc + dt.timedelta(seconds=poorer.utc_offset_s)).replace(tzinfo=None)
        merged = replace(merged, utc_offset_s=poorer.utc_offset_s, local_start=local)
    return replace(
        merged,
        sources=sources,
        device_sport=merged.device_sport or poorer.device_sport,
        double_of=kept.double_of,
        settled=kept.settled,
        id=kept.id,
        version=kept.version,
    )


def rank_of(recording: Recording) -> Rank:
    """Return a key that is smaller for the richer recording, and for no two the same."""
    return min(map(_source_rank, recording.sources), default=(len(_FORMATS), "", recording.id))


def _source_rank(source: RecordingSource) -> Rank:
    return _FORMATS.index(source.format), source.sha256, source.part
