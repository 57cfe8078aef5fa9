"""What a contributor types: the Makefile, the script it calls, what `test` runs, and the excuses in the source."""

from __future__ import annotations

import ast
import importlib.util
import io
import os
import re
import shutil
import tokenize
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
WANTED_FAMILIES = {"PTH", "PLW1514", "INT", "S", "D"}
"""pathlib, encoding, gettext, security, docstrings."""


def loaded(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "packaging" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def dev(monkeypatch: pytest.MonkeyPatch) -> Iterator[SimpleNamespace]:
    """`packaging/dev.py` with nothing installed and nothing run: what it would call, and with which variables."""
    module = loaded("dev")
    monkeypatch.delenv("PYTHONWARNDEFAULTENCODING", raising=False)
    monkeypatch.delenv("TIERSLIEU_SOAK", raising=False)
    monkeypatch.setattr(module.sys, "argv", ["dev.py", "test"])
    monkeypatch.setattr(module, "prepare", lambda _extras="": None)
    called: list[tuple[str, dict[str, str]]] = []
    failing: set[str] = set()

    def call(*arguments: object, screen: bool = False) -> int:
        words = " ".join(map(str, arguments))
        called.append((words, module.environment(screen=screen)))
        return int(any(word in words for word in failing))

    monkeypatch.setattr(module, "call", call)
    before = dict(os.environ)
    yield SimpleNamespace(module=module, called=called, failing=failing)
    os.environ.clear()
    os.environ.update(before)


def test_every_target_of_the_makefile_works_without_make(dev: SimpleNamespace) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony is not None
    assert set(phony[1].split()) - {"clean"} == set(dev.module.STEPS)
    assert {"run", "test", "bench", "soak", "tour", "package", "wheels"} <= set(dev.module.STEPS)
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_a_step_nobody_knows_is_named_with_those_there_are(
    dev: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev.module.sys, "argv", ["dev.py", "tset"])
    assert dev.module.main() == 2
    assert "test" in capsys.readouterr().err


def test_everything_that_must_pass_is_tried_and_any_failure_fails_the_whole(dev: SimpleNamespace) -> None:
    assert dev.module.test() == 0
    words = [said for said, _environment in dev.called]
    for wanted in ("ruff check", "ruff format --check", "-m mypy", "lint_imports_command", "catalogues.py check"):
        assert any(wanted in said for said in words), wanted
    assert words[-1].startswith("-m pytest")
    for said in ("ruff check", "lint_imports", "pytest"):
        dev.called.clear()
        dev.failing.clear()
        dev.failing.add(said)
        assert dev.module.test() == 1
        assert len(dev.called) == len(words)


def test_tests_run_without_a_screen_in_utf_8_and_tell_of_unnamed_encodings(dev: SimpleNamespace) -> None:
    dev.module.test()
    _words, environment = dev.called[-1]
    assert environment["PYTHONWARNDEFAULTENCODING"] == "1"
    assert environment["QT_QPA_PLATFORM"] == "offscreen"
    if dev.module.sys.platform == "linux":
        assert environment["LC_ALL"] == "C.UTF-8"


def test_the_soak_counts_in_full(dev: SimpleNamespace) -> None:
    dev.module.soak()
    words, environment = dev.called[-1]
    assert "-m soak" in words
    assert environment["TIERSLIEU_SOAK"] == "1"


def test_without_a_screen_run_makes_the_tour_and_says_where(
    dev: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(dev.module, "has_screen", lambda: False)
    monkeypatch.setattr(dev.module, "DEMO", tmp_path)
    assert dev.module.run() == 0
    assert " tour --out " in dev.called[-1][0]
    told = capsys.readouterr().out
    assert "no screen" in told
    assert str(Path("build") / "tour") in told


def test_with_a_screen_run_opens_the_desk_on_the_demo_house(
    dev: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(dev.module, "has_screen", lambda: True)
    monkeypatch.setattr(dev.module, "DEMO", tmp_path)
    assert dev.module.run() == 0
    assert dev.called[-1][0] == f"-m tierslieu_desk --data {tmp_path}"


def test_warnings_of_python_and_of_qt_fail_a_test(pytestconfig: pytest.Config) -> None:
    assert pytestconfig.getini("filterwarnings")[0] == "error"
    assert pytestconfig.getini("qt_log_level_fail") == "WARNING"


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_ruff_looks_at_paths_encodings_words_security_and_docstrings() -> None:
    lint = project()["tool"]["ruff"]["lint"]
    assert set(lint["select"]) >= WANTED_FAMILIES
    ignored = set(lint["ignore"]) | {rule for rules in lint["per-file-ignores"].values() for rule in rules}
    assert not ignored & {"PTH", "INT", "PLW1514"}


def test_mypy_is_strict_on_the_package() -> None:
    mypy = project()["tool"]["mypy"]
    assert mypy["strict"] is True
    assert mypy["files"] == ["tierslieu_desk"]
    untyped = ["qtawesome.*", "recurring_ical_events"]  # say nothing of their types
    assert mypy["overrides"][1] == {"module": ["tierslieu_desk.errors"], "implicit_reexport": True}
    assert [override["module"] for override in mypy["overrides"]] == [untyped, ["tierslieu_desk.errors"]]


def test_every_rule_that_is_ignored_says_why() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    ruff = text[text.index("[tool.ruff.lint]") : text.index("[tool.ruff.lint.flake8-tidy-imports")]
    ignored = ruff[ruff.index("\nignore = [") :]
    silent = [line for line in ignored.splitlines() if re.match(r'\s*"[A-Z]+\d*",', line) and "#" not in line]
    assert len(re.findall(r'"[A-Z]+\d*"', ignored)) > 25
    # Two lines that belong to the sentence above them.
    assert [line.strip() for line in silent] == ['"PLR0917",']


def test_every_excuse_in_the_source_says_why() -> None:
    silent = []
    for folder in ("tierslieu_desk", "packaging"):
        for file in (ROOT / folder).rglob("*.py"):
            tokens = tokenize.generate_tokens(io.StringIO(file.read_text(encoding="utf-8")).readline)
            excuses = [token for token in tokens if token.type == tokenize.COMMENT and "noqa" in token.string]
            silent += [
                f"{file.name}:{token.start[0]}"
                for token in excuses
                if not re.search(r"noqa: [A-Z0-9, ]+ - \S", token.string)
            ]
    assert silent == []


def test_a_translator_begins_a_language_with_a_folder_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogues = loaded("catalogues")
    folder = tmp_path / "translations"
    shutil.copytree(catalogues.FOLDER, folder)
    monkeypatch.setattr(catalogues, "FOLDER", folder)
    monkeypatch.setattr(catalogues, "TEMPLATE", folder / "tierslieu_desk.pot")
    (folder / "oc" / "LC_MESSAGES").mkdir(parents=True)
    assert catalogues.main(["extract", "update", "compile"]) == 0
    begun = folder / "oc" / "LC_MESSAGES" / "tierslieu_desk.po"
    assert 'msgid "Today"' in begun.read_text(encoding="utf-8")
    assert begun.with_suffix(".mo").is_file()
    assert catalogues.missing("oc")


def test_no_module_is_found_by_scanning_folders() -> None:
    """What is scanned for is missing from a frozen build, without a word."""
    scanning = []
    for file in (ROOT / "tierslieu_desk").rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        names |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        if names & {"pkgutil", "iter_modules", "walk_packages"}:
            scanning.append(file.name)
    assert scanning == []
