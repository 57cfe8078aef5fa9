"""What was measured to go wrong in Qt without a word is nowhere in the window's source; no dialog is left out."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from scenes import Scene

import tierslieu_desk.ui
from tierslieu_desk import app
from tierslieu_desk.ui import tour
from tierslieu_desk.ui.dialog import Dialog, Sheet
from tierslieu_desk.ui.pages.people.fact_dialogs import FactDialog
from tierslieu_desk.ui.pages.planning.dates_dialog import DatesDialog
from tierslieu_desk.ui.pages.planning.instead_dialog import InsteadDialog
from tierslieu_desk.ui.pages.planning.when_dialog import WhenDialog
from tierslieu_desk.ui.pages.settings.email import AsksAway

UI = Path(tierslieu_desk.ui.__file__).parent
SOURCES = {file.relative_to(UI.parent).as_posix(): file for file in [*sorted(UI.rglob("*.py")), Path(app.__file__)]}
TREES = {name: ast.parse(file.read_text(encoding="utf-8")) for name, file in SOURCES.items()}


def names(tree: ast.AST) -> set[str]:
    found = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    found |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return found | {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}


def calls(tree: ast.AST, method: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == method:
            yield node


def test_only_one_module_opens_the_systems_dialogs() -> None:
    system = {"QMessageBox", "QFileDialog", "QInputDialog", "QColorDialog", "QFontDialog", "QErrorMessage"}
    assert {name for name, tree in TREES.items() if names(tree) & system} == {"ui/ask.py"}


def test_no_colour_is_written_outside_the_one_table() -> None:
    told = {name for name, file in SOURCES.items() if re.search(r"#[0-9A-Fa-f]{6}\b", file.read_text(encoding="utf-8"))}
    assert told == {"ui/theme.py"}
    named = {
        node.attr
        for tree in TREES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node.value).endswith("GlobalColor")
    }
    assert named <= {"transparent"}


@pytest.mark.parametrize(
    "trap",
    [
        "QSortFilterProxyModel",  # leaves Decimal, date and datetime unsorted
        "setSortLocaleAware",  # follows the process, not the desk
        "beginResetModel",  # loses what is chosen
        "setColorScheme",  # does nothing offscreen
        "itemAt",  # Qt frees an item with its widget, its wrapper stays and is taken for what comes to lie there next
        "startTimer",
    ],
)
def test_a_trap_of_qt_is_not_walked_into(trap: str) -> None:
    assert [name for name, tree in TREES.items() if trap in names(tree)] == []


def test_no_lambda_and_no_partial_reaches_its_owner_through_a_connection() -> None:
    """It would keep a closed dialog alive."""
    holding = []
    for name, tree in TREES.items():
        for call in calls(tree, "connect"):
            for argument in call.args:
                late = isinstance(argument, ast.Lambda) or (
                    isinstance(argument, ast.Call) and ast.unparse(argument.func) in {"partial", "functools.partial"}
                )
                if late and "self" in names(argument):
                    holding.append(f"{name}:{call.lineno}")
    assert holding == []


def test_no_signal_carries_a_whole_number_of_32_bits() -> None:
    cents = [
        f"{name}:{node.lineno}"
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Signal" and "int" in map(ast.unparse, node.args)
    ]
    assert cents == []


def test_no_thread_is_made_that_a_variable_would_lose() -> None:
    made = [
        f"{name}:{node.lineno}"
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "QThread"
    ]
    assert made == []


def test_a_runnable_owns_no_signal() -> None:
    owning = [
        node.name
        for tree in TREES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        and "QRunnable" in map(ast.unparse, node.bases)
        and any(isinstance(part, ast.Call) and ast.unparse(part.func) == "Signal" for part in ast.walk(node))
    ]
    assert owning == []


def test_what_was_kept_of_the_window_is_read_with_its_type() -> None:
    untyped = [
        f"{name}:{call.lineno}"
        for name, tree in TREES.items()
        for call in calls(tree, "value")
        if "settings" in ast.unparse(call.func).lower() and "type" not in {word.arg for word in call.keywords}
    ]
    assert untyped == []


def every_dialog() -> set[str]:
    for name in SOURCES:
        importlib.import_module(
            "tierslieu_desk." + name.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        )
    waiting, found = [Dialog], set()
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.startswith("tierslieu_desk."):
            found.add(kind)
    return {
        kind.__name__ for kind in found - {Dialog, Sheet, WhenDialog, DatesDialog, InsteadDialog, FactDialog, AsksAway}
    }


def test_every_dialog_of_the_source_is_met_on_the_walk(full_scene: Scene) -> None:
    met = {type(widget).__name__ for _name, widget in tour.walk(full_scene.window, full_scene.services)}
    assert met >= every_dialog()
    assert len(every_dialog()) >= 4
