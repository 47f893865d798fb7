"""A running session as the document that is stored, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from planner.training.refusal import RefusedError
from planner.training.session_timer.segments import Segment, SegmentKind
from planner.training.session_timer.session_run import Away, Performed, SessionRun, Variant
from planner.training.workouts import Exercise, ExerciseSet, LegLoad, StrengthKind

_FORM = 1
"""The number of the document's form; a session that another version of the program left is refused, not guessed at."""


def run_to_document(run: SessionRun) -> dict[str, Any]:
    """Return the session as a document of plain values."""
    return {"form": _FORM, **asdict(run)}


def run_from_document(document: Mapping[str, Any]) -> SessionRun:
    """Return the session that `run_to_document` wrote.

    Raises:
        RefusedError: It is no such document.
    """
    try:
        run = _run(document) if document["form"] == _FORM else None
    except (KeyError, TypeError, ValueError, AttributeError):
        run = None
    if run is None:
        raise RefusedError("The running session in the database cannot be read; start the session again.")
    return run


def _run(document: Mapping[str, Any]) -> SessionRun:
    values = {field.name: document[field.name] for field in fields(SessionRun)}
    kind, away = values["kind"], values["away"]
    run = SessionRun(
        **{
            **values,
            "kind": None if kind is None else StrengthKind(kind),
            "sets": tuple(_set(part) for part in values["sets"]),
            "planned": tuple(_set(part) for part in values["planned"]),
            "segments": tuple(Segment(**{**each, "kind": SegmentKind(each["kind"])}) for each in values["segments"]),
            "performed": tuple(Performed(**each) for each in values["performed"]),
            "variant": Variant(values["variant"]),
            "away": None if away is None else Away(**away),
        }
    )
    parts = range(len(run.sets))
    seconds = (run.began, run.idle_s, *(one.ended for one in run.performed), *filter(None, [run.paused]))
    is_sound = (
        len(run.planned) == len(run.sets)
        and all(segment.part in parts for segment in run.segments)
        and all(one.part in parts for one in run.performed)
        and 0 <= run.position <= len(run.segments)
        and all(second >= 0 for second in seconds)
    )
    if not is_sound:
        raise ValueError("no such session")
    return run


def _set(document: dict[str, Any]) -> ExerciseSet:
    name, legs = document["exercise"], document["leg_load"]
    founding = {exercise.value: exercise for exercise in Exercise}
    return ExerciseSet(
        **{**document, "exercise": founding.get(name, name), "leg_load": None if legs is None else LegLoad(legs)}
    )
