"""What a drafted block comes to in a line, and how heavy its loads are, for the first screen."""

from __future__ import annotations

from collections.abc import Iterator

from planner.text import format_count
from planner.training.blocks import Runner
from planner.training.doses import equipment_of
from planner.training.formatting import format_bare_distance
from planner.training.load_words import are_loads_known, efforts_text, load_range_text
from planner.training.races import Unit
from planner.training.workouts import Sport, Workout
from planner.tui.builder.draft_view import DraftView


def block_answer(view: DraftView, unit: Unit) -> list[str]:
    """Return what a block comes to: ``19 sled evenings``, ``11 wall sits at home``, ``long run up to 17 km``."""
    sessions = list(_sessions(view))
    sled = sum(bool(session.planned.sled_m) for session in sessions)
    at_home = len(sessions) - sled
    facts = [format_count(sled, "sled evening")] if sled else []
    facts += [f"{format_count(at_home, 'wall sit')} at home"] if at_home else []
    longest = view.summary.longest
    if longest is not None:
        facts.append(f"long run up to {format_bare_distance(longest.distance_m, unit)} {unit.value}")
    return facts


def load_sentence(view: DraftView, runner: Runner) -> str:
    """Return how heavy the sled is: in kilograms where body mass and sled are known, else as effort; empty without."""
    sessions = [session for session in _sessions(view) if session.planned.sled_m]
    if not sessions:
        return ""
    if are_loads_known(equipment_of(runner)):
        return f"The sled: {load_range_text(sessions)}, its own mass included."
    return f"Sled by effort, {efforts_text(sessions)}, until you give body mass and sled."


def _sessions(view: DraftView) -> Iterator[Workout]:
    for week in view.weeks:
        for day in week.workouts_by_day:
            yield from (item for item in day if item.sport is Sport.STRENGTH)
