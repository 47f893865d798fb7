"""What another reader, fitdecode, finds in a FIT file; whatever is wrong with the file fails the test."""

from __future__ import annotations

import io
from typing import Any, NamedTuple

import fitdecode


class Read(NamedTuple):
    """A message: its name, and its known fields, as the file has them and as fitdecode understands them."""

    name: str
    raw: dict[str, Any]
    values: dict[str, Any]


def read_fit(content: bytes) -> list[Read]:
    """The messages of a file whose header, definitions and checksum are right."""
    strict = {"check_crc": fitdecode.CrcCheck.RAISE, "error_handling": fitdecode.ErrorHandling.RAISE}
    read = []
    with fitdecode.FitReader(io.BytesIO(content), **strict) as frames:
        for frame in frames:
            if isinstance(frame, fitdecode.FitDataMessage):
                known = [field for field in frame.fields if field.value is not None]
                raw = {field.field_def.name if field.field_def else field.name: field.raw_value for field in known}
                read.append(Read(frame.name, raw, {field.name: field.value for field in known}))
    return read


def unrolled(messages: list[Read]) -> list[Read]:
    """The steps of a workout file in the order in which a watch walks through them."""
    steps: list[list[Read]] = []
    for index, message in enumerate(one for one in messages if one.name == "workout_step"):
        assert message.raw["message_index"] == index
        if message.raw["duration_type"] == 6:
            first = message.raw["duration_value"]
            assert 0 <= first < index
            steps.append([step for part in steps[first:] for step in part] * message.raw["target_value"])
            steps[first:-1] = [[] for _ in steps[first:-1]]
        else:
            steps.append([message])
    return [step for part in steps for step in part]
