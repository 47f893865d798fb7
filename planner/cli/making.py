"""The commands that make blocks: new, slot, templates."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from textwrap import wrap
from typing import Any

from planner.cli.comparing import compare_with_block, comparison_document, comparison_lines
from planner.cli.output import print_document, print_lines
from planner.cli.wishing import asked_plan, asked_wish, positive
from planner.slotting import Answer
from planner.text import clean_line
from planner.training.blocks import Athlete
from planner.training.doses import Equipment, Floor
from planner.training.measures import quoted, read_date
from planner.training.races import Priority, RaceDistance, Unit
from planner.training.refusal import RefusedError
from planner.training.targets import WeeklyDoses
from planner.training.templates import TEMPLATES
from planner.training.weeks import next_weekday
from planner.training.wording import amounts, day_name, distance, sets
from planner.training.workouts import Level, Sport, Workout
from planner.usecases.blocks import commit, problem_files
from planner.usecases.blocks import options as choicewords
from planner.usecases.blocks.draft import draft_block
from planner.usecases.blocks.draft_model import AuthorCompared, Draft
from planner.usecases.blocks.options import Choices, read_unavailable
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_athlete

_KINDS = ("heavy", "moderate", "light")
_INDENT = " " * 21
_WHOLE = 4_000  # characters: what a plan says of itself is not cut short


def new(book: Planbook, options: argparse.Namespace) -> int:
    """Make a block, or show it."""
    known = read_athlete(book)
    plan = asked_plan(book, options, known.unit)
    athlete = _athlete(known, options)
    usual = commit.usual_choices(book)
    choices = replace(
        usual,
        race=read_date(options.race, "race") if options.race is not None else None,
        start=read_date(options.start, "start") if options.start is not None else None,
        name=clean_line(options.name),
        distance=_race_distance(options.distance),
        priority=Priority(options.priority),
        level=Level(options.level) if options.level else usual.level,
        doses=_doses(options),
        in_season=options.in_season,
        stack=options.stack,
        unavailable=tuple(hold for text in options.unavailable for hold in read_unavailable(text)),
        **_constraints(options),
        equipment=Equipment(athlete.body_mass_kg, athlete.sled_kg, Floor(athlete.floor or Floor.GYM_TURF)),
    )
    drafted = commit.draft(book, plan, choices)
    compared = compare_with_block(book, drafted, options.compare) if options.compare is not None else None
    number = None
    if not options.dry_run:
        wish = asked_wish(options, known.unit) if options.template is not None else None
        origin = Path(options.file).name if options.file is not None else ""
        number = commit.commit(book, drafted, athlete, wish=wish, origin=clean_line(origin)).id
    if options.json:
        print_document(
            {
                "block": number,
                "items": len(drafted.items),
                "slotting": drafted.answer.to_json(),
                "please_check": list(drafted.please_check),
                "remarks": list(drafted.remarks),
                "author": _author_document(drafted.author),
                **({"comparison": comparison_document(compared)} if compared else {}),
            },
        )
    else:
        unit = read_athlete(book).unit
        print_lines(draft_lines(drafted, unit, number))
        if compared:
            print_lines(comparison_lines(compared, options.compare, unit))
    return 0


def _author_document(author: AuthorCompared | None) -> dict[str, Any] | None:
    """What our rules make of the plan's own strength days; null where it has none."""
    if author is None:
        return None
    return {
        "sessions": author.sessions,
        "broken": dict(author.broken),
        "cost": author.cost,
        "optimum": author.optimum,
        "regret": author.regret,
        "worst": author.worst,
        "sentence": author.sentence,
    }


def draft_lines(drafted: Draft, unit: Unit, number: int | None) -> Iterable[str]:
    """A block as text: a line a day, the week's reasons, then what should be known."""
    block = drafted.block
    yield f"{block.name}: {block.start} to {block.last}, {block.weeks} weeks, cost {drafted.answer.cost}"
    for item in drafted.items:
        if (item.date - block.start).days % 7 == 0 and item is _first_of_day(drafted, item):
            week = (item.date - block.start).days // 7
            yield f"\nWeek {week + 1}  {drafted.weeks[week].phase}"
        yield _item_line(item, unit)
        if item.sport is Sport.STRENGTH and item.reason:
            yield from wrap(clean_line(item.reason, 400), 79, initial_indent=_INDENT, subsequent_indent=_INDENT)
    yield ""
    yield from _shortfalls(drafted.answer)
    yield from (f"Please check: {clean_line(sentence, _WHOLE)}" for sentence in drafted.please_check)
    yield from (clean_line(sentence, _WHOLE) for sentence in drafted.remarks)
    if number is None:
        yield "Nothing was stored."
    else:
        yield f"Block {number} stands in the calendar: {len(drafted.items)} items. planner undo takes it back."


def _first_of_day(drafted: Draft, item: Workout) -> Workout:
    return next(other for other in drafted.items if other.date == item.date)


def _item_line(item: Workout, unit: Unit) -> str:
    asked = sets(item.planned.sets) or amounts(item.planned, unit, item.estimated)
    line = f"  {day_name(item.date):10}  {item.start or '':5}  {clean_line(item.title)}"
    return "  ".join(part for part in (line, asked) if part)


def answer_lines(answer: Answer) -> Iterable[str]:
    """What was placed and why, what was not, and the warnings."""
    yield f"Cost {answer.cost}, the least there is."
    yield from (clean_line(session.reason, 400) for session in answer.sessions)
    yield from _shortfalls(answer)


def _shortfalls(answer: Answer) -> Iterable[str]:
    yield from (clean_line(missing.reason, 400) for missing in answer.unplaced)
    yield from (f"{warning.code}: {clean_line(warning.text, 400)}" for warning in answer.warnings)


def slot(book: Planbook, options: argparse.Namespace) -> int:
    """Slot a problem instance or a plan file; no database is opened."""
    path = Path(options.file)
    rules = commit.rules_of(book)
    author: AuthorCompared | None = None
    if problem_files.is_problem(path):
        answer = problem_files.solve_file(path, rules, _overrides(options))
    else:
        monday = next_weekday(book.today, 0)
        choices = Choices(
            start=monday,
            level=Level(options.level) if options.level else Level.NOVICE,
            doses=_doses(options),
            stack=options.stack,
        )
        plan = commit.find_plan(file=path)
        drafted = commit.with_author(plan, draft_block(plan, choices, book.today, rules=rules))
        answer, author = drafted.answer, drafted.author
    if options.json:
        print_document(answer.to_json())
    else:
        print_lines(answer_lines(answer))
        if author is not None:
            print_lines(clean_line(sentence, 400) for sentence in (author.sentence, author.worst) if sentence)
    return 0


def templates(book: Planbook, options: argparse.Namespace) -> int:
    """List the built-in run plans."""
    unit = read_athlete(book).unit
    if options.json:
        print_document(
            {
                "templates": [
                    {
                        "name": shape.name,
                        "title": shape.title,
                        "weeks": shape.weeks,
                        "lengths": list(shape.lengths),
                        "days": shape.days,
                        "peak_m": shape.peak_m,
                        "race_m": shape.race_m,
                        "summary": shape.summary,
                    }
                    for shape in TEMPLATES
                ],
            },
        )
    else:
        print_lines(
            f"{shape.name:11}{shape.title:14}{shape.weeks:2} weeks ({shape.lengths[0]} to {shape.lengths[-1]}), "
            f"peak {distance(shape.peak_m, unit)} {unit}; {shape.summary}"
            for shape in TEMPLATES
        )
    return 0


def _doses(options: argparse.Namespace) -> WeeklyDoses | None:
    """The doses asked for; where only some kinds are named, the others are 0."""
    counts = [_count(getattr(options, kind), kind) for kind in _KINDS]
    if all(count is None for count in counts):
        return None
    return WeeklyDoses(*(count or 0 for count in counts))


def _constraints(options: argparse.Namespace) -> dict[str, Any]:
    """What the command line says of the gym, the weekdays and the hours; what it leaves out is left out."""
    said = {
        "gym": (options.gym, choicewords.read_gym),
        "preferred": (options.prefer, choicewords.read_preferred),
        "most": (options.most, choicewords.read_most),
        "time_caps": (options.time_cap, choicewords.read_time_caps),
        "start_times": (options.anchors, choicewords.read_start_times),
        "background": (options.background, choicewords.read_background),
    }
    return {name: read(text) for name, (text, read) in said.items() if text is not None}


def _overrides(options: argparse.Namespace) -> dict[str, Any]:
    """What the command line says over the problem file."""
    found: dict[str, Any] = {kind: _count(getattr(options, kind), kind) for kind in _KINDS}
    found["level"] = options.level
    found["stack"] = options.stack or None
    return {key: value for key, value in found.items() if value is not None}


def _count(text: str | None, field: str) -> int | None:
    if text is None:
        return None
    if not text.isdecimal() or len(text) > 2:
        raise RefusedError(f"{field} must be a whole number of sessions a week, not {quoted(text)}.")
    return int(text)


def _race_distance(name: str | None) -> RaceDistance | None:
    return RaceDistance("10k" if name == "5k" else name) if name else None


def _athlete(known: Athlete, options: argparse.Namespace) -> Athlete:
    floor = options.floor
    if floor is not None and floor not in list(Floor):
        raise RefusedError(f"floor must be one of {', '.join(Floor)}, not {quoted(floor)}.")
    body, sled = positive(options.body_mass, "body-mass"), positive(options.sled, "sled")
    return replace(
        known,
        body_mass_kg=known.body_mass_kg if body is None else round(body, 1),
        sled_kg=known.sled_kg if sled is None else round(sled, 1),
        floor=known.floor if floor is None else floor,
    )
