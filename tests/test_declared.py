"""What the program imports is what pyproject.toml declares: no package is there only because another needs it."""

import ast
import re
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.version import Version

from planner import __version__

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
BUILD_ONLY = {"shtab", "argparse-manpage"}
"""Used by `planner.cli.shell_files` when a wheel is built."""


def declared() -> set[str]:
    extras = PROJECT["optional-dependencies"]
    requirements = [*PROJECT["dependencies"], *extras["xlsx"], *extras["serve"]]
    return {re.split("[<>=]", requirement)[0] for requirement in requirements}


@cache
def imported() -> set[str]:
    names = set()
    for file in (ROOT / "planner").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.partition(".")[0])
    found = packages_distributions()
    return {found[name][0].lower() for name in names - sys.stdlib_module_names - {"planner", "_typeshed"}}


def test_every_package_that_is_imported_is_declared_with_its_lowest_version() -> None:
    assert imported() - declared() <= BUILD_ONLY


def test_the_changelog_has_what_is_unreleased_on_top_and_versions_with_their_dates_below() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    first, *released = re.findall(r"^## (.*)", changelog, re.MULTILINE)
    assert first == "Unreleased"
    assert all(re.fullmatch(r"\d+\.\d+\.\d+ - \d{4}-\d\d-\d\d", heading) for heading in released)
    versions = [Version(version) for version in (__version__, *(heading.split()[0] for heading in released))]
    assert sorted(versions, reverse=True) == versions


def test_every_package_that_is_declared_is_used() -> None:
    read = {"tzdata", "textual-serve"}  # by zoneinfo of the standard library; by browsers, a file of it at a time
    assert declared() - imported() <= read
