"""Print the lowest version of each package that pyproject.toml declares for the program, as constraints for pip."""

import re
import sys
import tomllib
from pathlib import Path

_LOWEST = re.compile(r"([a-z-]+)>=([0-9.]+)")


def main() -> None:
    """Print a line for each package: ``textual==8.2.8``."""
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    for requirement in (*project["dependencies"], *extras["xlsx"], *extras["serve"]):
        found = _LOWEST.match(requirement)
        if found is None:
            sys.exit(f"pyproject.toml declares no lowest version: {requirement}")
        sys.stdout.write(f"{found[1]}=={found[2]}\n")


if __name__ == "__main__":
    main()
