"""The house's arrows run downward only: who may import whom, and what a start must not load."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "planner"
LEAVES = {"planner", "planner.text", "planner.clock", "planner.session_clock", "planner.restriction", "planner.editor"}
LEAVES |= {
    "planner.__version__",
    "planner.late_modules",
    "planner.invocation",
    "planner.landlock",
    "planner.file_writing",
    "planner.named_files",
    "planner.edited_file",
}
ALLOWED = {
    "training": set(),
    "slotting": {"training"},
    "matching": {"training"},
    "store": {"training"},
    "exchange": {"training"},
    "usecases": {"training", "slotting", "matching", "store", "exchange", "usecases", "config", "paths"},
    "tui": {"training", "usecases", "tui", "config"},
    "cli": {"training", "slotting", "matching", "store", "exchange", "usecases", "tui", "cli", "config", "paths"},
}
HEAVY = {"textual", "sqlmodel", "sqlalchemy", "pydantic", "rich", "yaml", "dateutil", "platformdirs"}
HEAVY |= {"icalendar", "openpyxl", "defusedxml", "zipfile", "aiohttp", "multiprocessing"}


def loaded_by(statement: str) -> set[str]:
    """The modules in memory after one statement in a fresh interpreter."""
    code = f"import sys; {statement}; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    return set(done.stdout.split())


def heavy_among(modules: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in modules} & HEAVY


def imports_of(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {
                f"{node.module}.{alias.name}" if node.module == "planner" else node.module for alias in node.names
            }
    return found


@pytest.mark.parametrize("room", ALLOWED)
def test_a_room_imports_only_what_lies_below_it(room: str) -> None:
    for file in sorted((PACKAGE / room).rglob("*.py")):
        for module in imports_of(file):
            if not module.startswith("planner") or module in LEAVES:
                continue
            neighbour = module.split(".")[1]
            assert neighbour in ALLOWED[room] | {room}, f"{file.relative_to(PACKAGE)} imports {module}"


@pytest.mark.parametrize("room", ["training", "tui"])
def test_no_database_layer_outside_the_store(room: str) -> None:
    for file in sorted((PACKAGE / room).rglob("*.py")):
        assert not {module.partition(".")[0] for module in imports_of(file)} & {"sqlmodel", "sqlalchemy", "sqlite3"}


@pytest.mark.parametrize(
    "module",
    [
        "planner.cli",
        "planner.cli.list_commands",
        "planner.cli.mark_commands",
        "planner.training.workouts",
        "planner.training.progress",
        "planner.slotting",
        "planner.matching",
        "planner.store",
        "planner.store.quick",
        "planner.store.journal",
        "planner.exchange",
        "planner.exchange.recordings.recording_files",
        "planner.usecases.queries",
        "planner.usecases.calendar.mark",
        "planner.usecases.blocks.commit",
    ],
)
def test_importing_a_room_loads_nothing_heavy(module: str) -> None:
    assert heavy_among(loaded_by(f"import {module}")) == set()


@pytest.mark.parametrize(
    ("text", "name", "allowed"),
    [
        (r"Week,Mon,Tue,Wed\n1,easy 5 km,,\n", "plan.csv", set()),
        (r'[{"date": "2027-01-12", "workout": "easy", "km": 5}]', "plan.json", set()),
        (r"weeks:\n- days: {tue: easy 5 km}\n", "plan.yaml", {"yaml"}),
        (r"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20270112\nSUMMARY:Easy 5 km\nEND:VEVENT\n", "plan.ics", set()),
    ],
)
def test_a_plan_file_loads_what_its_own_form_needs(text: str, name: str, allowed: set[str]) -> None:
    statement = f"from planner.exchange.plans.plan_files import parse_plan; parse_plan('{text}', '{name}')"
    assert heavy_among(loaded_by(statement)) == allowed


@pytest.mark.parametrize(
    ("data", "allowed"),
    [
        (b"<gpx><trk/></gpx>", {"defusedxml"}),
        (b"<TrainingCenterDatabase/>", {"defusedxml"}),
        (b"\x0e\x10\0\0\0\0\0\0.FIT\0\0", set()),
        (b"Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Distance\n", set()),
    ],
)
def test_a_recording_loads_what_its_own_form_needs(data: bytes, allowed: set[str]) -> None:
    door = "from planner.exchange.recordings.recording_files import read_recording as read"
    statement = f"import datetime as dt; {door}; read('file', {data!r}, dt.datetime.now(dt.UTC))"
    assert heavy_among(loaded_by(statement)) == allowed


def test_the_screen_loads_no_database_layer_and_no_chart() -> None:
    modules = loaded_by("import planner.tui.app")
    assert "textual" in modules
    assert heavy_among(modules) <= {"textual", "rich", "platformdirs"}
    assert not {"planner.slotting", "planner.training.progress"} & modules
    assert not {name for name in modules if name.startswith("planner.tui.progress")}


DAILY = [["today"], ["week"], ["agenda"], ["done", "1"], ["skip", "1", "--reason", "cold"], ["undo"]]
DAILY += [["history"], ["history", "1"], ["find", "easy"]]
QUIETLY = "import io, planner.cli; out, sys.stdout = sys.stdout, io.StringIO(); planner.cli.main({}); sys.stdout = out"


@pytest.mark.parametrize("words", DAILY)
def test_daily_commands_load_no_mapper(words: list[str], tmp_path: Path) -> None:
    statement = QUIETLY.format(["--db", str(tmp_path / "book.db"), *words])
    assert heavy_among(loaded_by(statement)) <= {"platformdirs"}


@pytest.mark.parametrize("words", [["today"], ["week"], ["agenda", "--from", "2027-01-01", "--to", "fri"], ["next"]])
def test_lists_load_neither_types_nor_what_reads_source_code(words: list[str], tmp_path: Path) -> None:
    statement = QUIETLY.format(["--db", str(tmp_path / "book.db"), *words])
    assert not loaded_by(statement) & {"typing", "ast", "dis", "tokenize"}


def test_a_change_loads_no_reader_of_plans() -> None:
    loaded = loaded_by("import planner.cli.change_commands")
    assert not [name for name in loaded if name.startswith("planner.exchange.plans")]


def module_name(file: Path) -> str:
    name = ".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts)
    return name.removesuffix(".__init__")


def import_graph() -> dict[str, set[str]]:
    """Which modules of the package each of them imports, at the top or late."""
    files = {module_name(file): file for file in PACKAGE.rglob("*.py")}
    graph: dict[str, set[str]] = {name: set() for name in files}
    for name, file in files.items():
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                graph[name] |= {alias.name for alias in node.names} & files.keys()
            elif isinstance(node, ast.ImportFrom) and node.module:
                assert node.level == 0, f"{name} imports relatively"
                for alias in node.names:
                    whole = f"{node.module}.{alias.name}"
                    graph[name] |= {whole if whole in files else node.module} & files.keys()
        graph[name].discard(name)
    return graph


def circles(graph: dict[str, set[str]]) -> set[str]:
    """The modules that lie on a circle: what is left once all that import nothing of what is left are taken away."""
    left = dict(graph)
    while True:
        outermost = {name for name, imported in left.items() if not imported & left.keys()}
        innermost = set(left) - {imported for name in left for imported in graph[name]}
        if not outermost | innermost:
            return set(left)
        left = {name: imported for name, imported in left.items() if name not in outermost | innermost}


def test_circles_are_found() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}}) == {"b", "c"}
    assert circles({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == set()


def test_no_files_import_one_another_in_a_circle_not_even_late() -> None:
    graph = import_graph()
    assert len(graph) > 200
    assert circles(graph) == set()


PLACES = {"calendar", "builder", "first", "progress", "session", "sheets"}


@pytest.mark.parametrize("room", ["widgets", "terminal", "keys", "state"])
def test_what_all_screens_share_imports_no_screen(room: str) -> None:
    files = sorted((PACKAGE / "tui" / room).glob("*.py"))
    assert files
    for file in files:
        for module in imports_of(file):
            parts = module.split(".")
            assert parts[:2] != ["planner", "tui"] or len(parts) < 3 or parts[2] not in PLACES, f"{file.name}: {module}"
            assert module not in {"planner.tui.app", "planner.tui.screen"}, f"{file.name}: {module}"


def test_widgets_know_nothing_of_training() -> None:
    files = sorted((PACKAGE / "tui" / "widgets").glob("*.py"))
    assert len(files) > 5
    for file in files:
        rooms = {module for module in imports_of(file) if module.startswith("planner.") and module not in LEAVES}
        assert {module for module in rooms if not module.startswith("planner.tui")} <= {"planner.training.refusal"}


@pytest.mark.parametrize(("room", "most"), [("tui", 18), ("usecases", 24)])
def test_a_room_shows_few_things_at_its_door(room: str, most: int) -> None:
    shown = [entry.name for entry in (PACKAGE / room).iterdir() if entry.name not in {"__pycache__", ".DS_Store"}]
    assert len(shown) <= most, sorted(shown)
