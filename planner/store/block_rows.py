"""Between rows and blocks, and between the one row and the athlete; the counterpart of `item_rows`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from planner.store import column_values
from planner.training.absences import Absence, AbsenceKind
from planner.training.blocks import Block, Runner
from planner.training.findings import Acceptance
from planner.training.races import Priority, RaceDistance, Unit
from planner.training.refusal import RefusedError
from planner.training.workouts import StrengthLevel

TYPE_CHECKING = False  # `typing` itself costs 5 ms of the first frame
if TYPE_CHECKING:
    from typing import Any

BLOCK_COLUMNS = (
    "id", "name", "start", "days", "race_date", "race_distance", "priority",
    "level", "unit", "source", "phases", "created", "choices", "version",
)  # fmt: skip
RUNNER_COLUMNS = (
    "body_mass_kg", "sled_kg", "floor", "level", "easy_pace_s_per_km", "unit", "week_start", "screening", "version",
)  # fmt: skip


def block_from_row(row: Sequence[Any]) -> Block:
    """A block from its row, in the order of `BLOCK_COLUMNS`."""
    (number, name, start, days, race_date, race_distance, priority,
     level, unit, source, phases, created, choices, version) = row  # fmt: skip
    return Block(
        name=name,
        start=dt.date.fromisoformat(start),
        days=days,
        race_date=column_values.date_from_text(race_date),
        race_distance=RaceDistance(race_distance) if race_distance is not None else None,
        priority=Priority(priority) if priority is not None else None,
        level=StrengthLevel(level),
        unit=Unit(unit),
        source=source,
        phases=_parse_phases(phases),
        created=created,
        provenance=_parse_options(choices),
        id=number,
        version=version,
    )


def block_to_row(block: Block) -> dict[str, Any]:
    """The row of a block, all columns but ``id`` and ``version``."""
    import json

    for _, name in block.phases:
        column_values.check_text("phases", name)
    return {
        "name": column_values.check_text("name", block.name),
        "start": block.start.isoformat(),
        "days": column_values.check_integer("days", block.days),
        "race_date": column_values.date_to_text(block.race_date),
        "race_distance": column_values.enum_text(block.race_distance),
        "priority": column_values.enum_text(block.priority),
        "level": block.level.value,
        "unit": block.unit.value,
        "source": column_values.check_text("source", block.source),
        "phases": json.dumps([[day, name] for day, name in block.phases], ensure_ascii=False),
        "created": column_values.check_text("created", block.created),
        "choices": _options_json(block.provenance),
    }


def block_as_stored(block: Block, number: int, version: int) -> Block:
    """The block as it will be read back, with its number and version."""
    return block_from_row(
        column_values.ordered_values({**block_to_row(block), "id": number, "version": version}, BLOCK_COLUMNS)
    )


def runner_from_row(row: Sequence[Any] | None) -> Runner:
    """The athlete from the one row, in the order of `RUNNER_COLUMNS`; an unknown athlete when there is none."""
    if row is None:
        return Runner()
    body_mass_kg, sled_kg, floor, level, easy_pace_s_per_km, unit, week_start, screening, version = row
    return Runner(
        body_mass_kg=body_mass_kg,
        sled_kg=sled_kg,
        floor=floor,
        level=StrengthLevel(level) if level is not None else None,
        easy_pace_s_per_km=easy_pace_s_per_km,
        unit=Unit(unit),
        week_start=week_start,
        screening=screening,
        version=version,
    )


def runner_to_row(athlete: Runner) -> dict[str, Any]:
    """The row of the athlete, all columns but ``id`` and ``version``."""
    return {
        "body_mass_kg": column_values.round_real("body_mass_kg", athlete.body_mass_kg),
        "sled_kg": column_values.round_real("sled_kg", athlete.sled_kg),
        "floor": column_values.check_text("floor", athlete.floor),
        "level": column_values.enum_text(athlete.level),
        "easy_pace_s_per_km": column_values.round_real("easy_pace_s_per_km", athlete.easy_pace_s_per_km),
        "unit": athlete.unit.value,
        "week_start": column_values.check_integer("week_start", athlete.week_start),
        "screening": column_values.check_text("screening", athlete.screening),
    }


def _parse_phases(phases: str) -> tuple[tuple[int, str], ...]:
    if phases == "[]":
        return ()
    import json

    return tuple((int(day), str(name)) for day, name in json.loads(phases))


def _parse_options(choices: str | None) -> Mapping[str, Any] | None:
    if choices is None:
        return None
    import json

    read: dict[str, Any] = json.loads(choices)
    return read


def _options_json(choices: Mapping[str, Any] | None) -> str | None:
    if choices is None:
        return None
    import json

    try:
        return column_values.check_text("choices", json.dumps(dict(choices), ensure_ascii=False, allow_nan=False))
    except (TypeError, ValueError) as error:
        raise RefusedError(f"choices must be plain values ({error}); nothing was changed.") from error


TYPE_CHECKING = False  # `typing` itself costs 5 ms of the first frame
if TYPE_CHECKING:
    from typing import Any

ABSENCE_COLUMNS = ("id", "kind", "first", "last", "note", "version", "soreness")


def absence_from_row(row: Sequence[Any]) -> Absence:
    """An absence from its row, in the order of `ABSENCE_COLUMNS`."""
    number, kind, first, last, note, version, soreness = row
    days = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    return Absence(*days, AbsenceKind(kind), note, number, version, soreness)


def absence_to_row(absence: Absence) -> dict[str, Any]:
    """The row of an absence, all columns but ``id`` and ``version``."""
    return {
        "kind": absence.kind.value,
        "first": absence.first.isoformat(),
        "last": absence.last.isoformat(),
        "note": column_values.check_text("note", absence.note),
        "soreness": absence.soreness,
    }


TYPE_CHECKING = False  # `typing` itself costs 5 ms of the first frame
if TYPE_CHECKING:
    from typing import Any

ACCEPTANCE_COLUMNS = ("id", "block_id", "code", "date", "note", "version")


def acceptance_from_row(row: Sequence[Any]) -> Acceptance:
    """An accepted finding from its row, in the order of `ACCEPTANCE_COLUMNS`."""
    number, block_id, code, date, note, version = row
    return Acceptance(code, block_id, column_values.date_from_text(date), note, number, version)


def acceptance_to_row(acceptance: Acceptance) -> dict[str, Any]:
    """The row of an accepted finding, all columns but ``id`` and ``version``."""
    return {
        "block_id": column_values.check_integer("block_id", acceptance.block_id),
        "code": column_values.check_text("code", acceptance.code),
        "date": column_values.date_to_text(acceptance.date),
        "note": column_values.check_text("note", acceptance.note),
    }
