"""Match recordings to the workouts of the plan."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from planner.matching.answer import Doubt, LinkChange, MatchAnswer, Pair, Question, Tier
from planner.matching.auto_links import decide
from planner.matching.certainty import Candidate, JudgedPair, day_order
from planner.matching.components import Component, Groups, by_day, find_components, pairs_of_a_day, workouts_near
from planner.matching.cost import MATCHED_SPORTS, Costs
from planner.matching.figures import DEFAULT_FIGURES, MatchFigures
from planner.matching.leftovers import ask_about_leftovers
from planner.matching.recording_sets import RecordingSet, in_order, make_set, neighbour_sets
from planner.training.recordings import LinkMaker, Recording, RecordingLink
from planner.training.workouts import StoredStatus, Workout

_MOST_PAIRS = 5_000
"""With more pairs of a recording and a workout a day is not one of a runner, and each recording is taken by itself."""


def match_recordings(
    workouts: Iterable[Workout],
    recordings: Iterable[Recording],
    links: Iterable[RecordingLink] = (),
    refused: Collection[tuple[int, int]] = (),
    *,
    figures: MatchFigures = DEFAULT_FIGURES,
    days: Collection[dt.date] | None = None,
) -> MatchAnswer:
    """Return which recordings are which workouts, what the runner is asked, and which links give way.

    The runner's own links, and those that answered a question, stay. A link made unasked stays unless the whole of its
    day becomes much better without it, and never gives way to a question. Links of workouts or recordings that are not
    given are ignored: what was removed is linked to nothing.

    Args:
        workouts: Workouts of any sport and status, in any order, with their numbers.
        recordings: Recordings, in any order, with their numbers.
        links: The links there are, one for each linked recording.
        refused: Pairs of the numbers of a workout and a recording that the runner refused.
        figures: The figures of matching.
        days: The days of which an answer is wanted, see `days_to_match`; all when None. What is around them, see
            `days_to_read`, is needed too, with both ends of its links.
    """
    return _Matching(workouts, recordings, links, refused, figures=figures, days=days).answer()


def days_to_match(touched: Iterable[dt.date], figures: MatchFigures = DEFAULT_FIGURES) -> frozenset[dt.date]:
    """Return the days on which a change of some days can change an answer: these, and those near them."""
    reach = range(-figures.near_days, figures.near_days + 1)
    return frozenset(day + dt.timedelta(days=days) for day in touched for days in reach)


def days_to_read(days: Collection[dt.date], figures: MatchFigures = DEFAULT_FIGURES) -> tuple[dt.date, dt.date]:
    """Return the first and the last day whose workouts and recordings are needed to match some days, one at least.

    Whether a workout near them is still open is decided on its own day, and by the night after it.
    """
    reach = dt.timedelta(days=figures.near_days + 1)
    return min(days) - reach, max(days) + reach


@dataclass(frozen=True, slots=True)
class _Link:
    """What a workout is linked to.

    Attributes:
        workout: The workout.
        recordings: Its recordings.
        is_auto: Whether the link was made unasked.
    """

    workout: Workout
    recordings: RecordingSet
    is_auto: bool


class _Matching:
    """One run of matching: what may pair, and what has been decided of it."""

    def __init__(
        self,
        workouts: Iterable[Workout],
        recordings: Iterable[Recording],
        links: Iterable[RecordingLink],
        refused: Collection[tuple[int, int]],
        *,
        figures: MatchFigures,
        days: Collection[dt.date] | None,
    ) -> None:
        self._figures = figures
        self._days = None if days is None else frozenset(days)
        self._workouts = sorted((each for each in workouts if each.sport in MATCHED_SPORTS), key=day_order)
        links = list(links)
        is_linked = {link.recording_id for link in links}
        # A possible double counts nowhere until the runner has said what it is.
        self._recordings = [each for each in in_order(recordings) if each.double_of is None or each.id in is_linked]
        self._links = [
            link if self._is_wanted(link.workout, link.recordings) else replace(link, is_auto=False)
            for link in _read_links(self._workouts, self._recordings, links)
        ]
        locked = {link.workout.id for link in self._links if not link.is_auto}
        self._open = [workout for workout in self._workouts if workout.id not in locked]
        self._open_by_day = by_day(self._open)
        linked = {link.workout.id for link in self._links}
        # A skipped workout that is linked all the same stays in the running, so that its link is not lost.
        self._free = [each for each in self._open if each.status is not StoredStatus.SKIPPED or each.id in linked]
        self._costs = Costs(self._free, refused, figures)
        locked_parts = {part for link in self._links if not link.is_auto for part in link.recordings.ids}
        self._unsaid = [each for each in self._recordings if not each.sport_said and each.id not in locked_parts]
        self._busy = locked_parts | {each.id for each in self._unsaid}
        # Neighbours are found among all recordings, so that what is linked already cannot make others neighbours.
        said = [each for each in self._recordings if each.sport_said]
        self._recorded_on = Counter(each.date for each in said)
        sets = neighbour_sets(said, figures, self._most_parts)
        self._sets = [each for each in sets if not self._busy.intersection(each.ids)]

    def _most_parts(self, recording: Recording) -> int:
        """Return how many recordings a workout may have that starts with one; 0 where no workout near it is open."""
        near = workouts_near(recording.date, self._open_by_day, self._figures)
        count = sum(workout.sport is recording.sport for workout in near)
        is_crowded = count * self._recorded_on[recording.date] > _MOST_PAIRS
        return min(count, 1) if is_crowded else count and self._figures.most_parts

    def answer(self) -> MatchAnswer:
        pairs = [Pair(link.workout.id, link.recordings.ids, Tier.LOCKED) for link in self._links if not link.is_auto]
        asked: list[JudgedPair] = []
        for component in self._components():
            kept, judged = decide(component, self._figures)
            pairs += [Pair(each.workout.id, each.recordings.ids, Tier.KEPT, each.cost) for each in kept]
            for pair in judged:
                if pair.is_sure:
                    pairs.append(_sure_pair(pair))
                else:
                    asked.append(pair)
        questions = [*self._questions(asked), *self._unknown_sports()]
        questions += self._leftover_questions(pairs, asked, questions)
        taken = {part for pair in pairs for part in pair.activities}
        taken |= {part for question in questions for part in question.activities}
        places = {recording.id: place for place, recording in enumerate(self._recordings)}
        answer = MatchAnswer(
            pairs=tuple(sorted(pairs, key=lambda pair: pair.item)),
            inbox=tuple(sorted(questions, key=lambda question: places[question.activities[0]])),
            unplanned=tuple(each.id for each in self._recordings if each.id not in taken),
            changed=tuple(self._changes(pairs)),
        )
        return answer if self._days is None else self._of_wanted_days(answer)

    def _of_wanted_days(self, answer: MatchAnswer) -> MatchAnswer:
        """Return the part of an answer that is of the wanted days."""
        items = {workout.id for workout in self._workouts if self._is_wanted(workout)}
        parts = {recording.id for recording in self._recordings if self._is_wanted(recording)}
        return MatchAnswer(
            pairs=tuple(each for each in answer.pairs if each.item in items or parts.intersection(each.activities)),
            inbox=tuple(each for each in answer.inbox if parts.intersection(each.activities)),
            unplanned=tuple(each for each in answer.unplanned if each in parts),
            changed=answer.changed,
        )

    def _is_wanted(self, *dated: Workout | Recording | RecordingSet) -> bool:
        """Return whether one of them is of a wanted day."""
        return self._days is None or any(each.date in self._days for each in dated)

    def _components(self) -> list[Component]:
        """Return what may pair on each day, with the links made unasked that may still be such pairs."""
        linked = []
        for link in self._links:
            parts = link.recordings.recordings
            is_one_sport = len({part.sport for part in parts}) == 1 and all(part.sport_said for part in parts)
            cost = self._costs.cost(link.workout, link.recordings) if link.is_auto and is_one_sport else None
            if cost is not None:
                linked.append(Candidate(link.workout, link.recordings, cost))
        return find_components(pairs_of_a_day(self._sets, self._free, self._costs, self._figures), linked)

    def _questions(self, asked: Sequence[JudgedPair]) -> list[Question]:
        """Return the questions about pairs of their own day; those that name the same recordings are one."""
        groups = Groups()
        for pair in asked:
            named = (pair.candidate.recordings, *pair.rivals)
            groups.join(pair.candidate.workout.id, [part for each in named for part in each.ids])
        by_group: dict[int, list[JudgedPair]] = {}
        for pair in asked:
            by_group.setdefault(groups.find(pair.candidate.workout.id), []).append(pair)
        return [self._question(group) for group in by_group.values()]

    def _question(self, group: Sequence[JudgedPair]) -> Question:
        ordered = sorted(group, key=lambda pair: (pair.candidate.cost, day_order(pair.candidate.workout)))
        main, chosen = ordered[0], [pair.candidate.recordings for pair in ordered]
        sets = {each.ids: each for each in (*chosen, *(rival for pair in ordered for rival in pair.rivals))}
        parts = {part.id: part for each in sets.values() for part in each.recordings}
        is_clear = len(group) == 1 and main.margin >= self._figures.clear
        return Question(
            activities=tuple(part.id for part in in_order(parts.values())),
            why=Doubt.UNCLEAR,
            proposed=main.candidate.workout.id if is_clear else None,
            choices=self._choices(chosen),
            cost=main.candidate.cost,
            margin=main.margin,
            sets=tuple(sets),
        )

    def _choices(self, sets: Sequence[RecordingSet]) -> tuple[int, ...]:
        """Return the numbers of all workouts near some sets that the runner has not linked, the cheapest first."""
        found: dict[int, int] = {}
        for recordings in sets:
            for workout in workouts_near(recordings.date, self._open_by_day, self._figures):
                cost = self._costs.cost(workout, recordings)
                if cost is not None:
                    found[workout.id] = min(cost, found.get(workout.id, cost))
        return tuple(sorted(found, key=lambda number: (found[number], number)))

    def _unknown_sports(self) -> list[Question]:
        return [Question((each.id,), Doubt.SPORT, sets=((each.id,),)) for each in self._unsaid]

    def _leftover_questions(
        self, pairs: Sequence[Pair], asked: Sequence[JudgedPair], questions: Sequence[Question]
    ) -> list[Question]:
        parts = {part for pair in pairs for part in pair.activities}
        parts |= {part for question in questions for part in question.activities}
        used = {pair.item for pair in pairs} | {pair.candidate.workout.id for pair in asked}
        sets = [each for each in self._sets if not parts.intersection(each.ids)]
        left = by_day(workout for workout in self._open if workout.id not in used)
        return ask_about_leftovers(sets, left, self._costs, self._figures)

    def _changes(self, pairs: Sequence[Pair]) -> list[LinkChange]:
        now = {pair.item: pair.activities for pair in pairs}
        changes = [
            LinkChange(link.workout.id, link.recordings.ids, now.get(link.workout.id, ()))
            for link in self._links
            if link.is_auto and now.get(link.workout.id, ()) != link.recordings.ids
        ]
        return sorted(changes, key=lambda change: change.item)


def _read_links(
    workouts: Sequence[Workout], recordings: Sequence[Recording], links: Iterable[RecordingLink]
) -> list[_Link]:
    """Return the links of workouts and recordings that are there, by workout."""
    by_recording = {recording.id: recording for recording in recordings}
    by_workout: dict[int, list[RecordingLink]] = {}
    for link in links:
        if link.recording_id in by_recording:
            by_workout.setdefault(link.item_id, []).append(link)
    return [
        _Link(
            workout,
            make_set(by_recording[link.recording_id] for link in by_workout[workout.id]),
            is_auto=all(link.made_by is LinkMaker.AUTO for link in by_workout[workout.id]),
        )
        for workout in workouts
        if workout.id in by_workout
    ]


def _sure_pair(pair: JudgedPair) -> Pair:
    candidate = pair.candidate
    return Pair(candidate.workout.id, candidate.recordings.ids, Tier.SURE, candidate.cost, pair.margin)
