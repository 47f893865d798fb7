"""What the wheel installs besides the program: completions for three shells, and the manual page."""

import shutil
import subprocess
from pathlib import Path

import pytest

from planner.cli.command_table import COMMANDS
from planner.cli.shell_files import shell_files, write_shell_files


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    return shell_files("1.2.3")


def bash_completions(script: str, words: list[str]) -> set[str]:
    """What bash offers for the last of the words."""
    code = (
        f"{script}\n"
        f"COMP_WORDS=({' '.join(repr(word) for word in words)}); COMP_CWORD={len(words) - 1}\n"
        "_shtab_planner; printf '%s\\n' \"${COMPREPLY[@]}\""
    )
    done = subprocess.run(["bash", "-c", code], capture_output=True, text=True, check=False, timeout=30)
    return {line.strip() for line in done.stdout.splitlines() if line.strip()}


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_bash_completes_commands_and_options(files: dict[str, str]) -> None:
    script = files["share/bash-completion/completions/planner"]
    assert bash_completions(script, ["planner", "do"]) == {"doctor", "done"}
    by_package = files["share/bash-completion/completions/planner-tui"]
    assert by_package.rstrip().endswith("planner-tui")
    assert {"--distance", "--dry-run", "--done"} <= bash_completions(script, ["planner", "add", "--d"])
    assert bash_completions(script, ["planner", "move", "12", "fri", "--mode", ""]) == {"only", "push", "shift"}


def test_every_command_is_completed_in_each_shell_and_in_the_manual(files: dict[str, str]) -> None:
    texts = {path: text for path, text in files.items() if not path.endswith("planner-tui.1")}
    assert len(texts) == 7
    for path, text in texts.items():
        assert [name for name in COMMANDS if name not in text] == [], path


@pytest.mark.parametrize(("shell", "path"), [("zsh", "site-functions/_planner"), ("fish", "planner.fish")])
def test_the_other_shells_read_theirs(files: dict[str, str], shell: str, path: str, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    script = tmp_path / "completion"
    script.write_text(next(text for name, text in files.items() if name.endswith(path)))
    assert subprocess.run([shell, "-n", str(script)], check=False, timeout=30).returncode == 0


def test_the_manual_page_names_the_version_and_every_option_of_new(files: dict[str, str]) -> None:
    page = files["share/man/man1/planner.1"]
    assert "1.2.3" in page
    for option in ("template", "race", "peak", "unavailable", "unit"):
        assert option in page
    assert files["share/man/man1/planner-tui.1"] == ".so man1/planner.1\n"  # the same page by its other name


def test_each_file_is_installed_where_its_shell_looks(tmp_path: Path) -> None:
    places = write_shell_files(tmp_path, "1.2.3")
    assert sorted(places.values()) == sorted(
        [
            "share/bash-completion/completions/planner",
            "share/bash-completion/completions/planner-tui",
            "share/zsh/site-functions/_planner",
            "share/zsh/site-functions/_planner-tui",
            "share/fish/vendor_completions.d/planner.fish",
            "share/fish/vendor_completions.d/planner-tui.fish",
            "share/man/man1/planner.1",
            "share/man/man1/planner-tui.1",
        ]
    )
    assert all(Path(file).read_text() for file in places)
