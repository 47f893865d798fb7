from __future__ import annotations

import subprocess
import sys

import pytest


def said(program: str) -> str:
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip()


def test_a_late_module_is_loaded_once_something_in_it_is_asked_for() -> None:
    program = """
import sys, planner
import inspect
print("ast" in sys.modules, inspect.signature(lambda length: 0), "ast" in sys.modules)
"""
    assert said(program) == "False (length) True"


def test_who_imports_it_then_gets_the_same_functions() -> None:
    program = """
import planner, inspect as early
from inspect import signature
import inspect as late
print(early.signature is signature is late.signature, hasattr(early, "nothing_of_this_name"))
"""
    assert said(program) == "True False"


def test_a_dataclass_without_a_docstring_gets_its_own() -> None:
    program = """
import planner
from dataclasses import dataclass
Made = dataclass(type("Made", (), {"__annotations__": {"length": int}, "length": 3}))
print(Made.__doc__)
"""
    assert said(program) == "Made(length: int = 3)"


@pytest.mark.parametrize("module", ["planner.tui.app", "planner.usecases.blocks.commit"])
def test_what_needs_the_whole_module_has_it(module: str) -> None:
    assert said(f"import {module}, inspect; print(inspect.isclass(int))") == "True"
