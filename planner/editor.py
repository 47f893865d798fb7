"""The runner's own editor: which program it is."""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence

from planner.text import clean_line
from planner.training.refusal import RefusedError

_DEFAULT_EDITOR = "vi"


def editor_command() -> list[str]:
    """Return the editor and its options: from ``VISUAL``, else from ``EDITOR``, else ``vi``.

    Raises:
        RefusedError: The variable has a quote too few.
    """
    for name in ("VISUAL", "EDITOR"):
        value = os.environ.get(name, "").strip()
        if value:
            try:
                return shlex.split(value)
            except ValueError:
                raise RefusedError(f'{name} is "{clean_line(value, 60)}", which has a quote too few.') from None
    return [_DEFAULT_EDITOR]


def program_name(command: Sequence[str]) -> str:
    """Return the name of a program without its directory."""
    return clean_line(os.path.basename(command[0]), 40)  # noqa: PTH119 - a word, not a path
