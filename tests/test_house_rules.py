"""What the set-up promises to every other test."""

from __future__ import annotations

import ast
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tierslieu_desk import i18n, paths

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "tierslieu_desk"
LONGEST_FILE, LONGEST_FUNCTION, MOST_METHODS = 400, 60, 25
LARGER_FOR_A_REASON = {
    "models/migrations/versions/0001_first_store.py": "a released migration: every table as it was then, never changed",
    "models/migrations/versions/0003_whom_the_desk_knows.py": "the same: all that the front desk in full added",
}


def test_a_test_cannot_call_an_address_beyond_this_computer() -> None:
    with socket.socket() as caller, pytest.raises(AssertionError, match=r"192\.0\.2\.1"):
        caller.connect(("192.0.2.1", 80))


def test_a_test_cannot_ask_for_a_name_beyond_this_computer() -> None:
    with pytest.raises(AssertionError, match=r"example\.org"):
        socket.create_connection(("example.org", 80), timeout=1)


def test_loopback_is_open_to_tests() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as caller:
        caller.sendall(b"hello")
        answering, _ = server.accept()
        with answering:
            assert answering.recv(5) == b"hello"


def test_the_desk_speaks_french_when_nothing_is_said() -> None:
    assert i18n.language() == "fr"


def test_an_unnamed_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / "careless.py").write_text("open(__file__).close()\n", encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-W", "error::EncodingWarning", str(tmp_path / "careless.py")],
        env={"PYTHONWARNDEFAULTENCODING": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "EncodingWarning" in run.stderr


def test_the_catalogues_stand_beside_the_package_in_a_checkout() -> None:
    assert paths.shipped("translations") == ROOT / "translations"


def test_pins_name_no_address_and_no_folder() -> None:
    pins = [line for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    assert all("==" in pin and "@" not in pin and "/" not in pin for pin in pins)


def test_every_make_command_of_the_readme_exists() -> None:
    told = set(re.findall(r"make ([a-z]+) ", (ROOT / "README.md").read_text(encoding="utf-8").replace("`", " ")))
    made = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert {"run", "test"} <= told
    assert made is not None
    assert told - {"what"} <= set(made[1].split())


def test_everything_the_readme_says_to_add_to_exists() -> None:
    rows = re.findall(
        r"^\| a .* \| `([\w/]+\.py)`, `(\w+)`", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert len(rows) >= 6
    package = ROOT / "tierslieu_desk"
    assert [row for row in rows if not (package / row[0]).exists()] == []
    assert [row for row in rows if row[1] not in (package / row[0]).read_text(encoding="utf-8")] == []


def _code() -> dict[str, str]:
    found = {
        file.relative_to(PACKAGE).as_posix(): file for file in PACKAGE.rglob("*.py") if "_shipped" not in file.parts
    }
    return {name: file.read_text(encoding="utf-8") for name, file in found.items() if name not in LARGER_FOR_A_REASON}


def _is_method(node: ast.stmt) -> bool:
    """A cached property is a name for something, like an attribute; what Qt calls (paintEvent) is Qt's to count."""
    if not isinstance(node, ast.FunctionDef) or "cached_property" in map(ast.unparse, node.decorator_list):
        return False
    return node.name == node.name.lower()


def test_no_file_grew_beyond_what_one_idea_needs() -> None:
    lengths = {name: len(text.splitlines()) for name, text in _code().items()}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_function_and_no_class_grew_beyond_what_one_idea_needs() -> None:
    functions, classes = {}, {}
    for name, text in _code().items():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                functions[f"{name}: {node.name}"] = (node.end_lineno or node.lineno) - node.lineno + 1
            elif isinstance(node, ast.ClassDef):
                classes[f"{name}: {node.name}"] = sum(_is_method(inside) for inside in node.body)
    assert {name: lines for name, lines in functions.items() if lines > LONGEST_FUNCTION} == {}
    assert {name: methods for name, methods in classes.items() if methods > MOST_METHODS} == {}


def test_what_is_larger_for_a_reason_is_still_there_and_still_large() -> None:
    for name in LARGER_FOR_A_REASON:
        assert len((PACKAGE / name).read_text(encoding="utf-8").splitlines()) > LONGEST_FILE


def test_what_comes_up_to_pages_and_commands_is_frozen() -> None:
    """The desk's set-up keeps what it worked out, and needs a dictionary for that."""
    loose = set()
    for name, text in _code().items():
        if not name.startswith(("services/", "rules/", "documents/")):
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ClassDef):
                made = [ast.unparse(decorator) for decorator in node.decorator_list]
                if any(one.startswith("dataclass") for one in made):
                    whole = any("frozen=True" in one and "slots=True" in one for one in made)
                    loose |= set() if whole else {f"{name}: {node.name}"}
    assert loose == {"services/house.py: House"}


def _said(text: str) -> list[tuple[int, str]]:
    """Every string of a module that is no docstring, f-strings in parts, with its line."""
    tree = ast.parse(text)
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare
    ]


def _said_outside(modules: tuple[str, ...], words: str) -> list[str]:
    wanted = re.compile(words, re.IGNORECASE)
    return [
        f"{name}:{line}"
        for name, text in _code().items()
        if not name.startswith(modules)
        for line, said in _said(text)
        if wanted.search(said)
    ]


def test_pragmas_are_in_the_one_module_of_the_dialect() -> None:
    assert _said_outside(("models/sqlite.py",), r"\bpragma\b") == []
    assert any("PRAGMA" in said for _line, said in _said(_code()["models/sqlite.py"]))


def test_triggers_are_written_beside_the_dialect_and_nowhere_else() -> None:
    dialect = ("models/sqlite.py", "models/guards.py", "models/migrations/versions/")
    assert _said_outside(dialect, r"\b(create|drop)\s+trigger\b") == []


def test_what_travels_to_another_database_is_not_asked_of_sqlites_driver_in_the_window() -> None:
    assert _said_outside(("models/", "services/"), r"\bsqlite_(master|sequence|schema)\b") == []


COLOUR = re.compile(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b|\b(?:rgba?|hsla?|hsva?)\(", re.IGNORECASE)


def _colours(text: str) -> list[int]:
    """The lines that name a colour themselves: in a string, as numbers, or by one of Qt's names for one."""
    found = [line for line, said in _said(text) if COLOUR.search(said)]
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and "QColor" in ast.unparse(node.func):
            found += [node.lineno for given in node.args if isinstance(given, ast.Constant)]
        elif isinstance(node, ast.Attribute) and ast.unparse(node.value).endswith("GlobalColor"):
            found += [node.lineno] * (node.attr != "transparent")
    return sorted(found)


def test_no_colour_stands_outside_the_theme() -> None:
    window = {name: text for name, text in _code().items() if name.startswith("ui/") or name == "app.py"}
    told = {name: lines for name, text in window.items() if (lines := _colours(text)) and name != "ui/theme.py"}
    assert told == {}


@pytest.mark.parametrize(
    "line",
    [
        "QColor(0, 0, 0, 10)",
        'QColor("red")',
        "QtGui.QColor.fromRgb(1, 2, 3)",
        "QColor(Qt.GlobalColor.red)",
        'sheet = "color: #FFF;"',
        'sheet = f"color: rgba({r}, 0, 0, 1)"',
    ],
)
def test_a_colour_named_on_the_spot_is_seen(line: str) -> None:
    assert _colours(f"{line}\n") != []


@pytest.mark.parametrize("line", ["picture.fill(Qt.GlobalColor.transparent)", "QColor(ink)", 'find("#content")'])
def test_what_is_no_colour_is_not_taken_for_one(line: str) -> None:
    assert _colours(f"{line}\n") == []
