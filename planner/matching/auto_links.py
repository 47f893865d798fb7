"""Links made unasked: they stay unless their day as a whole becomes much better without them."""

from __future__ import annotations

from collections.abc import Sequence

from planner.matching.certainty import Candidate, JudgedPair, judge_pairs, total_cost
from planner.matching.components import Component
from planner.matching.figures import MatchFigures


def decide(component: Component, figures: MatchFigures) -> tuple[list[Candidate], list[JudgedPair]]:
    """Return the links that stay, and the judged pairs of the rest of what touches them.

    Args:
        component: Pairs and links that touch each other.
        figures: The figures of matching.
    """
    if not component.linked:
        return [], judge_pairs(component.candidates, figures)
    beyond = _beyond(component.candidates, component.linked)
    cost_of_links = sum(linked.cost - figures.unmatched for linked in component.linked)
    as_it_is = cost_of_links + total_cost(beyond, figures)
    if as_it_is - total_cost(component.candidates, figures) >= figures.sure_margin:
        judged = judge_pairs(component.candidates, figures)
        if _all_give_way_to_sure_pairs(component.linked, judged, figures):
            linked = {each.key for each in component.linked}
            kept = [pair.candidate for pair in judged if pair.candidate.key in linked]
            # judged next to the links that stay, as the next run does: no question names what they hold
            return kept, judge_pairs(_beyond(component.candidates, kept), figures)
    return component.linked, judge_pairs(beyond, figures)


def _all_give_way_to_sure_pairs(
    linked: Sequence[Candidate], judged: Sequence[JudgedPair], figures: MatchFigures
) -> bool:
    """Return whether each link that a better day changes gives way to what is sure, and none to a question."""
    now = {pair.candidate.workout.id: pair for pair in judged}
    sure_parts = {part for pair in judged if pair.is_sure for part in pair.candidate.recordings.ids}
    for link in linked:
        pair = now.get(link.workout.id)
        if pair is None:
            # Without another taker its recordings would only become a question, unless they are out of reach.
            if link.cost <= figures.far and not sure_parts.intersection(link.recordings.ids):
                return False
        elif not pair.is_sure and pair.candidate.key != link.key:
            return False
    return True


def _beyond(candidates: Sequence[Candidate], linked: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates that share neither a workout nor a recording with any link."""
    return [each for each in candidates if not any(_overlap(each, link) for link in linked)]


def _overlap(one: Candidate, other: Candidate) -> bool:
    """Return whether two pairs share the workout or a recording."""
    return one.workout.id == other.workout.id or bool(set(one.recordings.ids).intersection(other.recordings.ids))
