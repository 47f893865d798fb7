"""The command ``howto``: how an exercise is done, from the library; it needs no database."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from textwrap import wrap
from typing import Any

from planner.cli.output import show
from planner.cli.plain_output import prefers_ascii, to_plain_ascii, wrapped_lines
from planner.invocation import program
from planner.text import capitalize_first
from planner.training.exercises.examples import EXERCISE_EXAMPLES, ExerciseExample
from planner.training.exercises.find_exercise import find_exercise
from planner.training.exercises.guides import Claim, ExerciseGuide, Frame, read_guides
from planner.training.workouts import LegLoad
from planner.usecases.planbook import Planbook

_FRAME_COLUMNS, _GAP = 34, 6
"""Columns of a picture, and between two that are next to each other."""
_NAME_COLUMNS = 20


def run_howto(book: Planbook, args: argparse.Namespace) -> None:
    """Explain one exercise, or list those that can be explained.

    Raises:
        RefusedError: There is no such exercise, or several names begin so.
    """
    is_ascii = prefers_ascii(book.settings)
    words = " ".join(args.exercise)
    if not words.strip():
        _show(args, _library_document(), _library_lines(), is_ascii=is_ascii)
        return
    entry = find_exercise(words)
    if isinstance(entry, ExerciseExample):
        _show(args, {"exercise": _example_document(entry)}, _example_lines(entry), is_ascii=is_ascii)
    else:
        _show(args, {"exercise": _guide_document(entry)}, _guide_lines(entry, is_ascii=is_ascii), is_ascii=is_ascii)


def _show(args: argparse.Namespace, document: dict[str, Any], lines: Iterable[str], *, is_ascii: bool) -> None:
    show(args, lambda: document, lambda: map(to_plain_ascii, lines) if is_ascii else lines)


def _library_lines() -> Iterator[str]:
    yield "The exercises of a session"
    for guide in read_guides().values():
        yield f"  {guide.name:{_NAME_COLUMNS}}{guide.summary}"
    yield ""
    yield "Examples of exercises of your own, for HYROX"
    for example in EXERCISE_EXAMPLES:
        yield f"  {example.name:{_NAME_COLUMNS}}{_example_summary(example)}"
    yield ""
    yield f"Read one with: {program()} howto reverse_sled_push"


def _example_summary(example: ExerciseExample) -> str:
    legs = "not counted as leg work" if example.leg_load is LegLoad.NONE else f"{example.leg_load} for the legs"
    return f"{example.title}: by {example.measure}, {legs}"


def _example_lines(example: ExerciseExample) -> Iterator[str]:
    yield f"{example.title} ({example.name})"
    yield ""
    yield from wrapped_lines(example.how)
    yield ""
    yield "An example of an exercise of your own"
    rule_text = f"for the rules it is {example.leg_load} for the legs, a default of this planner, not evidence."
    typed_text = f"{example.name.replace('_', ' ')} {example.sets}"
    yield from wrapped_lines((f"Counted by {example.measure}; {rule_text}", f"Type it as: {typed_text}"))


def _guide_lines(guide: ExerciseGuide, *, is_ascii: bool) -> Iterator[str]:
    yield f"{guide.title} ({guide.name})"
    yield f"{capitalize_first(guide.summary)}."
    yield ""
    yield from _drawing_lines(guide.frames, is_ascii=is_ascii)
    for section in guide.sections:
        yield ""
        yield section.heading
        yield from wrapped_lines(section.lines, is_numbered=section.is_numbered)
    yield ""
    yield f"The keys in brackets are sources: {program()} rules --sources lists them."


def _drawing_lines(frames: Sequence[Frame], *, is_ascii: bool) -> Iterator[str]:
    """Yield the pictures two by two, each with its caption below it."""
    for index in range(0, len(frames), 2):
        if index:
            yield ""
        pair = frames[index : index + 2]
        height = max(len(frame.lines(is_ascii=is_ascii)) for frame in pair)
        cells = [
            [
                *[""] * (height - len(frame.lines(is_ascii=is_ascii))),
                *frame.lines(is_ascii=is_ascii),
                *wrap(f"{number}  {frame.caption}", _FRAME_COLUMNS, subsequent_indent="   "),
            ]
            for number, frame in enumerate(pair, index + 1)
        ]
        for row in zip_longest(*cells, fillvalue=""):
            yield (" " * _GAP).join(f"{cell:{_FRAME_COLUMNS}}" for cell in row).rstrip()


def _library_document() -> dict[str, Any]:
    return {
        "exercises": [
            {"name": guide.name, "title": guide.title, "summary": guide.summary} for guide in read_guides().values()
        ],
        "examples": [_example_document(example) for example in EXERCISE_EXAMPLES],
    }


def _example_document(example: ExerciseExample) -> dict[str, Any]:
    return {
        "name": example.name,
        "title": example.title,
        "measure": example.measure,
        "legs": example.leg_load,
        "sets": example.sets,
        "how": list(example.how),
    }


def _guide_document(guide: ExerciseGuide) -> dict[str, Any]:
    return {
        "name": guide.name,
        "title": guide.title,
        "summary": guide.summary,
        "equipment": list(guide.equipment),
        "set_up": list(guide.set_up.values()),
        "steps": list(guide.steps.values()),
        "rest": list(guide.rest),
        "warm_up": list(guide.warm_up),
        "cues": list(guide.cues),
        "faults": [{"fault": fault.text, "remedy": fault.remedy} for fault in guide.faults],
        "breathing": list(guide.breathing),
        "stop_signs": list(guide.stop_signs),
        "muscles": list(guide.muscles),
        "why": [_claim_document(claim) for claim in guide.why],
        "limits": [_claim_document(claim) for claim in guide.limits],
        "levels": [{"who": level.who, "text": level.text} for level in guide.levels],
        "gym_and_home": list(guide.gym_and_home),
        "easier": list(guide.easier),
        "harder": list(guide.harder),
        "frames": [
            {"caption": frame.caption, "unicode": list(frame.unicode_lines), "ascii": list(frame.ascii_lines)}
            for frame in guide.frames
        ],
    }


def _claim_document(claim: Claim) -> dict[str, Any]:
    return {
        "text": claim.text,
        "rests_on": claim.rests_on,
        "basis": [{"tag": source.tag, "source": source.source} for source in claim.sources],
    }
