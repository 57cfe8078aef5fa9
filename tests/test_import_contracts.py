"""The import contracts are seen to break: what each forbids is planted in a copy of the package."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
CONTRACTS: list[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "importlinter"
]["contracts"]
THE_LINE = {
    *("requests", "urllib3", "httpx", "aiohttp", "paramiko", "truststore"),
    *("asyncio", "ftplib", "http", "imaplib", "poplib", "smtplib", "socket", "ssl", "urllib", "xmlrpc"),
}
"""What goes over the line or opens one, by the name that is imported."""


def forbidden(start: str) -> set[str]:
    """The names that the contracts whose name begins so forbid."""
    return {name for one in CONTRACTS if one["name"].startswith(start) for name in one["forbidden_modules"]}


def lint(folder: Path) -> str:
    """What import-linter says there, in words that fit on a line each."""
    ran = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return f"{ran.stdout}{ran.stderr}"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package and its contracts, to plant imports in."""
    shutil.copytree(
        ROOT / "tierslieu_desk", tmp_path / "tierslieu_desk", ignore=shutil.ignore_patterns("__pycache__", "_shipped")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_all_that_goes_over_the_line_is_named() -> None:
    assert not THE_LINE - forbidden("The line") - forbidden("Addresses")


def test_every_forbidden_import_breaks_its_contract(copy: Path) -> None:
    planted = copy / "tierslieu_desk" / "services" / "keeping" / "census.py"
    names = forbidden("The line") | forbidden("Addresses") | forbidden("Paper") | forbidden("Babel") | forbidden("Qt")
    imports = "".join(f"import {name}\n" for name in sorted(names))
    planted.write_text(f"{planted.read_text(encoding='utf-8')}\n{imports}", encoding="utf-8")
    said = lint(copy)
    seen = set(re.findall(r"tierslieu_desk\.services\.keeping\.census -> (\w+)", said))
    assert names <= seen, said
    assert re.search(r"Contracts: \d+ kept, 5 broken", said), said


@pytest.mark.parametrize(
    ("module", "statement"),
    [
        ("models.store", "import tierslieu_desk.services.desk"),
        ("rules.vat", "import tierslieu_desk.models.base"),
        ("documents.sheet", "import tierslieu_desk.models.base"),
        ("ui.page", "import tierslieu_desk.models.base"),
        ("ui.page", "import sqlite3"),
        ("services.keeping.leases", "from http.client import HTTPConnection"),
        ("services.keeping.leases", "from urllib.request import urlopen"),
    ],
)
def test_an_import_upwards_or_past_a_wall_breaks_a_contract(copy: Path, module: str, statement: str) -> None:
    planted = copy / "tierslieu_desk" / f"{module.replace('.', '/')}.py"
    planted.write_text(f"{planted.read_text(encoding='utf-8')}\n{statement}\n", encoding="utf-8")
    said = lint(copy)
    assert re.search(r"Contracts: \d+ kept, [1-9]\d* broken", said), said
    assert f"tierslieu_desk.{module} -> " in said
