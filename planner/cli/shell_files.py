"""Completions for shells and the manual page, made from the parser of the command line when the package is built."""

from __future__ import annotations

from pathlib import Path

from planner.cli.parser import PlannerArgumentParser, make_parser

_PROGRAMS = ("planner", "planner-tui")
"""The names under which the program is installed."""
_SHELL_FILES = {
    "bash": "share/bash-completion/completions/{}",
    "zsh": "share/zsh/site-functions/_{}",
    "fish": "share/fish/vendor_completions.d/{}.fish",
}
"""Where each shell looks for the completions of a program, below the folder that programs are installed in."""
_MANUAL_PAGE = "share/man/man1/{}.1"
_FILE_METAVARS = ("FILE", "PATH")
_FOLDER_METAVARS = ("DIR", "FOLDER")


def shell_files(version: str) -> dict[str, str]:
    """Return the text of each file, by its path below the folder that programs are installed in.

    Needs the packages shtab and argparse-manpage, which only the build and the tests install.
    """
    import shtab

    parser = make_parser(is_complete=True)
    for one in parser.with_commands():
        _complete_files(one)
    first, *others = _PROGRAMS
    texts = {_MANUAL_PAGE.format(first): _manual_page(version)}
    texts |= {_MANUAL_PAGE.format(name): f".so man1/{first}.1\n" for name in others}
    for name in _PROGRAMS:
        parser.prog = name
        texts |= {path.format(name): shtab.complete(parser, shell=shell) for shell, path in _SHELL_FILES.items()}
    return texts


def write_shell_files(folder: Path, version: str) -> dict[str, str]:
    """Write the files into a folder; return the path to install each at, by where it is now."""
    places: dict[str, str] = {}
    for path, text in shell_files(version).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        places[str(file)] = path
    return places


def _complete_files(parser: PlannerArgumentParser) -> None:
    """Let a shell complete the names of files where an argument is one."""
    import shtab

    for action in parser.arguments:
        name = str(action.metavar).partition("|")[0]
        kind = shtab.FILE if name in _FILE_METAVARS else shtab.DIRECTORY if name in _FOLDER_METAVARS else None
        if kind is not None:
            action.complete = kind  # type: ignore[attr-defined]


def _manual_page(version: str) -> str:
    from argparse_manpage.manpage import Manpage

    facts = {"project_name": "planner", "version": version, "manual_section": "1", "manual_title": "planner"}
    return str(Manpage(make_parser(is_complete=True), facts))
