"""The paths of the database and the settings file on this machine."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from planner.named_files import path_from_name
from planner.text import clean_line, join_words
from planner.training.refusal import RefusedError

DATABASE_NAME = "planner.db"
SETTINGS_NAME = "planner.toml"


def database_path(
    path_or_name: str | None = None, athletes: Mapping[str, Path] | None = None, athlete: str = ""
) -> Path:
    """Return the path of the database.

    It is the given one, else that of ``PLANNER_DB``, else the default athlete's, else one in the user's data directory.

    Args:
        path_or_name: A path, or the name of an athlete; a name in `athletes` wins over a file of that name.
        athletes: The database of each athlete, by name.
        athlete: The athlete to use by default; may be empty.

    Raises:
        RefusedError: `path_or_name` is empty, no file can have the name, the home directory is not known, or it is a
            bare word that is neither an athlete nor a file, where there are athletes.
    """
    if path_or_name == "":  # mostly a variable of a script that is not set: the usual database is not meant
        raise RefusedError("--db is empty; it takes a file or the name of an athlete.")
    from_environment = os.environ.get("PLANNER_DB")
    named = path_or_name or from_environment or athlete
    if athletes and named in athletes:
        return athletes[named]
    if athletes and named and not {"/", ".", "~"} & set(named) and not os.path.lexists(named):
        raise RefusedError(_unknown_athlete_text(named, athletes))
    if not named:
        return _user_directory("data") / DATABASE_NAME
    return path_from_name(named, "--db" if path_or_name else "PLANNER_DB" if from_environment else "athlete")


def settings_path() -> Path:
    """Return ``PLANNER_CONFIG``, else a path in the user's configuration directory. The file need not exist.

    Raises:
        RefusedError: As `database_path`.
    """
    named = os.environ.get("PLANNER_CONFIG")
    return path_from_name(named, "PLANNER_CONFIG") if named else _user_directory("config") / SETTINGS_NAME


def _unknown_athlete_text(named: str, athletes: Mapping[str, Path]) -> str:
    from difflib import get_close_matches  # here: a name is seldom wrong

    shown = clean_line(named, 60)
    near = get_close_matches(named, athletes, n=1)
    hint = f"did you mean {near[0]}?" if near else f"the settings name {join_words(athletes)}."
    return f'There is no athlete "{shown}" (./{shown} would be a file); {hint}'


_XDG = {"data": ("XDG_DATA_HOME", ".local/share"), "config": ("XDG_CONFIG_HOME", ".config")}


def _user_directory(kind: str) -> Path:
    """Return the user's directory for data or settings.

    On Linux the XDG rules are applied here, because importing platformdirs takes 12 ms of each command.
    """
    variable, usual = _XDG[kind]
    named = os.environ.get(variable, "")
    if os.path.isabs(named):  # noqa: PTH117 - Path("") is the current directory
        return Path(named) / "planner"
    try:
        if sys.platform.startswith("linux"):
            return Path.home() / usual / "planner"
        import platformdirs

        directories = platformdirs.PlatformDirs("planner", appauthor=False)
        return Path(directories.user_data_dir if kind == "data" else directories.user_config_dir)
    except RuntimeError:
        raise RefusedError("Your home directory is not known; set HOME to it.") from None
