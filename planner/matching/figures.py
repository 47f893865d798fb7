"""The figures of matching recordings to workouts, in one table.

All of them are defaults of this project, judgement and no evidence. Costs are in whole thousandths: a recording that is
twice as long as its plan, or half as long, costs 650.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MatchFigures:
    """What a difference between plan and recording costs, and from which cost on the runner is asked.

    Attributes:
        size_percent: What doubling or halving the planned amount costs, in per cent of 1,000.
        strength_size_percent: The same for strength, whose planned minutes say little.
        unknown_size: The cost where plan and recording have no measure in common.
        night_hours: A recording that starts before this hour may belong to the evening before.
        after_midnight: What that costs.
        days_off: What a distance of 1, 2, ... days costs; beyond the last nothing is offered.
        clock_hour: The cost of each hour away from the planned time of day, up to `other_half`.
        other_half: The cost of the other half of the day.
        race: What a race flag saves on a race, and costs elsewhere.
        part: The cost of each further recording of one workout.
        unmatched: What a workout without a recording costs; a dearer pair is none.
        sure: A pair of at most this cost may be linked unasked.
        sure_margin: So much dearer must the next best be for that; so much must a new link save to replace an old one.
        clear: So much dearer must the next best be for a workout to be preselected.
        far: A dearer pair is not even asked about.
        gap_s: Seconds of pause from which on two recordings are two workouts.
        small_s: A recording shorter than this, in seconds, and than `small_m` is no workout by itself.
        small_m: Metres.
        alike: The share by which the measures of alike workouts may differ.
        same_start_s: Seconds that the starts of one activity may be apart in two files.
        same_overlap: The share of the longer of two spans that they have in common when they are one activity.
        asked_overlap: The share of the shorter of two spans from which on the runner is asked.
        zone_step_s: Seconds between time zones, for an activity whose zone was lost.
        zone_most_s: Seconds between the time zones farthest apart.
        zone_slack_s: Seconds that such starts may be off.
        zone_distance: The share by which such distances may differ.
        zone_time_s: Seconds by which such times may differ.
    """

    size_percent: int = 65
    strength_size_percent: int = 25
    unknown_size: int = 300
    night_hours: int = 4
    after_midnight: int = 50
    days_off: tuple[int, ...] = (600, 800, 900)
    clock_hour: int = 25
    other_half: int = 150
    race: int = 200
    part: int = 60
    unmatched: int = 700
    sure: int = 550
    sure_margin: int = 150
    clear: int = 50
    far: int = 1300
    gap_s: int = 20 * 60
    small_s: int = 300
    small_m: int = 1000
    alike: float = 0.01
    same_start_s: int = 120
    same_overlap: float = 0.8
    asked_overlap: float = 0.5
    zone_step_s: int = 15 * 60
    zone_most_s: int = 14 * 3600
    zone_slack_s: int = 90
    zone_distance: float = 0.005
    zone_time_s: int = 2

    @property
    def near_days(self) -> int:
        """Days around a workout in which a recording may still be it."""
        return len(self.days_off)

    @property
    def most_parts(self) -> int:
        """The most recordings of one workout: more of them would cost more than `far`, whatever they are."""
        return 1 + (self.far + self.race) // max(self.part, 1)


DEFAULT_FIGURES = MatchFigures()
"""The figures of this project."""
