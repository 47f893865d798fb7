"""Build hook: the wheel installs completions for shells and the manual page, made from the command line's parser."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ShellFiles(BuildHookInterface[Any]):
    """Adds the files to what the wheel installs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the files, and say where they belong."""
        del version
        sys.path.insert(0, self.root)
        from planner.cli.shell_files import write_shell_files  # late: the source tree is not installed yet

        self._folder = TemporaryDirectory()
        build_data["shared_data"] |= write_shell_files(Path(self._folder.name), self.metadata.version)

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the files, which are in the wheel now."""
        del version, build_data, artifact_path
        self._folder.cleanup()
