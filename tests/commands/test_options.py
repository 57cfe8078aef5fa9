"""What every command takes, and what none of them needs: five languages, a day, no screen; odd arguments are told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from terminal import TODAY, Terminal, booking, process

from tierslieu_desk import commands, compose, selftest
from tierslieu_desk.documents import DOCUMENTS
from tierslieu_desk.rules.vocabulary import PaymentMethod

NO_SCREEN = (
    "import os\nfor name in ('DISPLAY', 'WAYLAND_DISPLAY', 'QT_QPA_PLATFORM'):\n    os.environ.pop(name, None)\n"
)


@pytest.mark.parametrize("language", ["fr", "es", "ca", "eu", "en"])
def test_each_language_of_the_contract_may_be_asked_for(terminal: Terminal, language: str) -> None:
    assert terminal("units", options=("--lang", language)).code == 0


@pytest.mark.parametrize("command", commands.COMMANDS, ids=lambda command: command.NAME)
def test_every_command_takes_json_and_explains_itself(terminal: Terminal, command: commands.Command) -> None:
    told = terminal(command.NAME, "--help")
    assert told.code == 0
    assert "--json" in told.out


def test_the_self_test_needs_no_screen_and_says_what_it_tried(folder: Path) -> None:
    told = process(folder, "self-test", "--json", before=NO_SCREEN)
    assert told.code == 0, told.err
    new, old, papers, _late, qt = (check["detail"] for check in told.json["checks"])
    assert new.startswith("F2026-0001, 2880 cents, ")  # two hours at 12.00 without VAT, 20 % on top
    assert old == f"{selftest.OLDEST} to {selftest.stores.SCHEMA}"
    assert all(f"{document.name} " in papers for document in DOCUMENTS)
    assert "Annuler" in qt


def test_a_window_without_a_screen_says_so_and_that_the_commands_work(folder: Path) -> None:
    told = process(folder, "--until-ready", before=NO_SCREEN)
    assert (told.code, told.out) == (1, "")
    assert "écran" in told.err
    assert len(told.err.splitlines()) == 1


def test_what_is_retired_cannot_be_booked_and_is_not_listed(terminal: Terminal) -> None:
    desk = compose.open_desk(terminal.folder)
    desk.units.retire(desk.units.named("Booth").id)
    desk.close()
    assert "Booth" not in {unit["name"] for unit in terminal("units", "--json").json["units"]}
    refused = terminal(*booking("09:00", "10:00", unit="Booth"), "--json")
    assert (refused.code, refused.json["error"]) == (1, "unknown_unit")


def test_only_what_was_supplied_until_that_day_is_issued(terminal: Terminal) -> None:
    terminal(*booking("09:00", "10:00"))
    terminal(*booking("09:00", "11:00", who="Zoé Faure", day="2026-12-01"))
    issued = terminal("bill", "--until", "2026-11-30", "--issue", "--json").json["invoices"]
    assert [(row["customer"], row["total_cents"]) for row in issued] == [("Marie Dupont", 1200)]


def test_what_was_paid_and_what_was_credited_is_listed(terminal: Terminal) -> None:
    terminal(*booking("09:00", "11:00"))
    terminal("bill", "--until", "2026-11-30", "--issue")
    desk = compose.open_desk(terminal.folder, date.fromisoformat(TODAY))
    (invoice,) = desk.invoices.all()
    desk.payments.settle(invoice.party_id, PaymentMethod.CARD, 1000, {invoice.id: 1000})
    desk.invoices.credit(invoice.id)
    desk.close()
    listed = terminal("invoices", "--json").json["invoices"]
    assert [(row["number"], row["kind"], row["total_cents"], row["paid_cents"]) for row in listed] == [
        ("A2026-0001", "credit_note", -2400, 0),
        ("F2026-0001", "invoice", 2400, 1000),
    ]


def test_the_name_to_log_in_with_is_kept_with_the_target(terminal: Terminal) -> None:
    words = ["target", "add", "site", "--kind", "webdav", "--url", "https://dav.example.org/", "--user", "ana"]
    assert terminal(*words).code == 0
    desk = compose.open_desk(terminal.folder)
    assert desk.targets.named("site").user == "ana"
    desk.close()


def test_what_is_shown_as_free_is_as_long_as_was_asked(terminal: Terminal) -> None:
    shown = terminal("free", "--date", "2026-11-25", "--minutes", "120", "--json").json["free"]
    assert {(space["from"][11:], space["to"][11:]) for space in shown if space["unit"] == "Room A"} == {
        ("08:00", "10:00")
    }
