"""What is added to the house is added everywhere it belongs: each registry is held to what hangs on it."""

from __future__ import annotations

import argparse
import inspect
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from tierslieu_desk import commands, documents, models
from tierslieu_desk.commands.protocol import Command
from tierslieu_desk.documents import samples
from tierslieu_desk.models import tables
from tierslieu_desk.models.tables import Base
from tierslieu_desk.network.transports import TRANSPORTS
from tierslieu_desk.rules.duties import Duty, DutyKind
from tierslieu_desk.rules.vocabulary import TargetKind, UnitKind
from tierslieu_desk.services import checks
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.icons import GLYPHS
from tierslieu_desk.ui.pages import PAGES
from tierslieu_desk.ui.pages.planning import day as planning_day
from tierslieu_desk.ui.pages.today import duty_words
from tierslieu_desk.ui.pages.today import words as today_words

TESTS = Path(__file__).resolve().parent
COMMANDS_FOLDER = Path(commands.__file__).parent
NO_COMMAND = {"protocol"}


def module_of(command: Command) -> str:
    return str(command.__name__).rpartition(".")[2]


@pytest.mark.parametrize("command", commands.COMMANDS, ids=module_of)
def test_a_command_has_a_name_a_help_and_what_it_does(command: Command) -> None:
    assert command.NAME.lower().strip() == command.NAME
    assert command.HELP
    assert list(inspect.signature(command.arguments).parameters) == ["parser"]
    assert list(inspect.signature(command.run).parameters) == ["at", "options"]
    assert list(inspect.signature(command.show).parameters) == ["result"]
    command.arguments(argparse.ArgumentParser())


@pytest.mark.parametrize("command", commands.COMMANDS, ids=module_of)
def test_a_command_has_a_test_of_its_own(command: Command) -> None:
    assert (TESTS / "commands" / f"test_{module_of(command)}.py").is_file()


def test_every_command_of_the_folder_is_registered_once() -> None:
    found = {file.stem for file in COMMANDS_FOLDER.glob("*.py")} - {"__init__"} - NO_COMMAND
    assert sorted(map(module_of, commands.COMMANDS)) == sorted(found)
    assert len({command.NAME for command in commands.COMMANDS}) == len(commands.COMMANDS)


def test_the_commands_are_those_of_the_contract() -> None:
    assert [command.NAME for command in commands.COMMANDS] == [
        *("demo", "tour", "import", "units", "book", "free", "bill", "invoices", "export"),
        *("target", "publish", "backup", "restore", "verify", "self-test"),
    ]


def test_every_document_has_a_sample() -> None:
    assert {document.name for document in documents.DOCUMENTS} == set(samples.SAMPLES)


def test_every_module_with_tables_is_registered() -> None:
    named = {module.__name__ for module in tables.TABLES}
    with_tables = {mapper.class_.__module__ for mapper in Base.registry.mappers}
    for file in Path(models.__file__).parent.glob("*.py"):
        if "__tablename__ = " in file.read_text(encoding="utf-8"):
            with_tables.add(f"{models.__name__}.{file.stem}")
    assert named == with_tables


def test_every_page_has_a_title_of_its_own_and_an_icon_that_exists() -> None:
    assert len({page.code for page in PAGES}) == len({page.title for page in PAGES}) == len(PAGES)
    assert [page.code for page in PAGES if page.icon not in GLYPHS] == []


def test_every_check_has_a_name_of_its_own() -> None:
    assert len({check.__name__ for check in checks.CHECKS}) == len(checks.CHECKS)
    for check in checks.CHECKS:
        assert getattr(import_module(check.__module__), check.__name__) is check


@pytest.mark.parametrize("kind", UnitKind)
def test_every_kind_of_unit_has_a_name_a_filter_and_colours(kind: UnitKind) -> None:
    assert kind in planning_day._GROUPS
    assert any(kind in kinds for kinds in planning_day.FILTERS.values())
    assert today_words.KINDS[kind] in theme.KINDS


def test_every_kind_of_target_has_a_way_to_publish() -> None:
    assert sorted(kind for kind, _make in TRANSPORTS) == sorted(TargetKind)


@pytest.mark.parametrize("kind", DutyKind)
def test_every_legal_duty_has_a_case_in_its_test(kind: DutyKind) -> None:
    cases = (TESTS / "rules" / "test_duties.py").read_text(encoding="utf-8")
    assert f'"{kind.value}"' in cases or f"DutyKind.{kind.name}" in cases


@pytest.mark.parametrize("kind", DutyKind)
def test_every_legal_duty_has_its_sentence_on_today(kind: DutyKind) -> None:
    day = date(2026, 12, 10)
    for left in (-3, 0, 12):
        line = duty_words.line(Duty(kind, "Pyrène Conseil", day, left, 7, date(2026, 9, 10)))
        assert line.strong
        assert line.second


def test_every_legal_duty_is_ended_by_sending_something_or_is_named_among_the_others() -> None:
    assert sorted([*duty_words.SENDINGS, *duty_words.ENDED_OTHERWISE]) == sorted(DutyKind)


def test_no_sentence_is_of_a_duty_that_is_none() -> None:
    assert sorted(duty_words.SENTENCES) == sorted(DutyKind)
