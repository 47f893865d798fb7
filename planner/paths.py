"""Where things belong on this machine: the database, the settings file."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

DATABASE_NAME = "planner.db"
SETTINGS_NAME = "planner.toml"


def database_path(
    path_or_name: str | None = None, athletes: Mapping[str, Path] | None = None, athlete: str = ""
) -> Path:
    """The database file: as given, else ``PLANNER_DB``, else the usual athlete's, else in the user's data directory.

    Args:
        path_or_name: A path, or the name of an athlete, which wins over a file that bears it.
        athletes: The database of each athlete, by name.
        athlete: Whose is meant when nothing is given.
    """
    named = path_or_name or os.environ.get("PLANNER_DB") or athlete
    if athletes and named in athletes:
        return athletes[named]
    return Path(named).expanduser() if named else _user_directory("data") / DATABASE_NAME


def settings_path() -> Path:
    """The settings file: ``PLANNER_CONFIG``, else in the user's configuration directory. It need not exist."""
    named = os.environ.get("PLANNER_CONFIG")
    return Path(named).expanduser() if named else _user_directory("config") / SETTINGS_NAME


_XDG = {"data": ("XDG_DATA_HOME", ".local/share"), "config": ("XDG_CONFIG_HOME", ".config")}


def _user_directory(kind: str) -> Path:
    """The user's directory for data or settings.

    Where the XDG rules hold they are two lines, and a `today` starts 12 ms sooner than with platformdirs; elsewhere
    platformdirs knows better.
    """
    variable, usual = _XDG[kind]
    named = os.environ.get(variable, "")
    if os.path.isabs(named):  # noqa: PTH117 - an empty name is no path
        return Path(named) / "planner"
    if sys.platform.startswith("linux"):
        return Path.home() / usual / "planner"
    import platformdirs

    directories = platformdirs.PlatformDirs("planner", appauthor=False)
    return Path(directories.user_data_dir if kind == "data" else directories.user_config_dir)
