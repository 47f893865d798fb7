"""Between rows and blocks, and between the one row and the athlete; the counterpart of `item_rows`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from planner.store import cells
from planner.training.blocks import Athlete, Block
from planner.training.races import Priority, RaceDistance, Unit
from planner.training.refusal import RefusedError
from planner.training.workouts import Level

TYPE_CHECKING = False  # `typing` itself costs 5 ms of the first frame
if TYPE_CHECKING:
    from typing import Any

BLOCK_COLUMNS = (
    "id", "name", "start", "days", "race_date", "race_distance", "priority",
    "level", "unit", "source", "phases", "created", "choices", "version",
)  # fmt: skip
ATHLETE_COLUMNS = (
    "body_mass_kg", "sled_kg", "floor", "level", "easy_pace_s_per_km", "unit", "week_start", "screening", "version",
)  # fmt: skip


def block_from(row: Sequence[Any]) -> Block:
    """A block from its row, in the order of `BLOCK_COLUMNS`."""
    (number, name, start, days, race_date, race_distance, priority,
     level, unit, source, phases, created, choices, version) = row  # fmt: skip
    return Block(
        name=name,
        start=dt.date.fromisoformat(start),
        days=days,
        race_date=cells.date_from(race_date),
        race_distance=RaceDistance(race_distance) if race_distance is not None else None,
        priority=Priority(priority) if priority is not None else None,
        level=Level(level),
        unit=Unit(unit),
        source=source,
        phases=_phases_from(phases),
        created=created,
        choices=_choices_from(choices),
        id=number,
        version=version,
    )


def block_values(block: Block) -> dict[str, Any]:
    """The row of a block, all columns but ``id`` and ``version``."""
    import json

    for _, name in block.phases:
        cells.text("phases", name)
    return {
        "name": cells.text("name", block.name),
        "start": block.start.isoformat(),
        "days": cells.whole("days", block.days),
        "race_date": cells.iso(block.race_date),
        "race_distance": cells.plain(block.race_distance),
        "priority": cells.plain(block.priority),
        "level": block.level.value,
        "unit": block.unit.value,
        "source": cells.text("source", block.source),
        "phases": json.dumps([[day, name] for day, name in block.phases], ensure_ascii=False),
        "created": cells.text("created", block.created),
        "choices": _choices_text(block.choices),
    }


def as_stored(block: Block, number: int, version: int) -> Block:
    """The block as it will be read back, with its number and version."""
    return block_from(cells.in_order({**block_values(block), "id": number, "version": version}, BLOCK_COLUMNS))


def athlete_from(row: Sequence[Any] | None) -> Athlete:
    """The athlete from the one row, in the order of `ATHLETE_COLUMNS`; an unknown athlete when there is none."""
    if row is None:
        return Athlete()
    body_mass_kg, sled_kg, floor, level, easy_pace_s_per_km, unit, week_start, screening, version = row
    return Athlete(
        body_mass_kg=body_mass_kg,
        sled_kg=sled_kg,
        floor=floor,
        level=Level(level) if level is not None else None,
        easy_pace_s_per_km=easy_pace_s_per_km,
        unit=Unit(unit),
        week_start=week_start,
        screening=screening,
        version=version,
    )


def athlete_values(athlete: Athlete) -> dict[str, Any]:
    """The row of the athlete, all columns but ``id`` and ``version``."""
    return {
        "body_mass_kg": cells.real("body_mass_kg", athlete.body_mass_kg),
        "sled_kg": cells.real("sled_kg", athlete.sled_kg),
        "floor": cells.text("floor", athlete.floor),
        "level": cells.plain(athlete.level),
        "easy_pace_s_per_km": cells.real("easy_pace_s_per_km", athlete.easy_pace_s_per_km),
        "unit": athlete.unit.value,
        "week_start": cells.whole("week_start", athlete.week_start),
        "screening": cells.text("screening", athlete.screening),
    }


def _phases_from(phases: str) -> tuple[tuple[int, str], ...]:
    if phases == "[]":
        return ()
    import json

    return tuple((int(day), str(name)) for day, name in json.loads(phases))


def _choices_from(choices: str | None) -> Mapping[str, Any] | None:
    if choices is None:
        return None
    import json

    read: dict[str, Any] = json.loads(choices)
    return read


def _choices_text(choices: Mapping[str, Any] | None) -> str | None:
    if choices is None:
        return None
    import json

    try:
        return cells.text("choices", json.dumps(dict(choices), ensure_ascii=False, allow_nan=False))
    except (TypeError, ValueError) as error:
        raise RefusedError(f"choices must be plain values ({error}); nothing was changed.") from error
