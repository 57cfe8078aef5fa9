"""`import opening`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from builders import open_desk
from opening_books import FIRST_DAY, JULY, book, changed, house_of_july
from openpyxl import load_workbook
from terminal import Terminal

from tierslieu_desk import compose
from tierslieu_desk.rules.vocabulary import PaymentMethod
from tierslieu_desk.services.money.to_invoice import NewCharge

ENGLISH = ("--today", "2026-07-01", "--lang", "en")


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """Commands on the house that begins on 1 July."""
    folder = tmp_path / "desk"
    with open_desk(folder, FIRST_DAY) as desk:
        house_of_july(desk)
    return Terminal(folder, capsys)


def test_a_workbook_is_written_once_and_a_copy_before(terminal: Terminal, tmp_path: Path) -> None:
    file = book(tmp_path / "july.xlsx", JULY)
    looked = terminal("import", "opening", file, "--dry-run", "--json", options=ENGLISH)
    assert (looked.code, looked.json["dry_run"], looked.json["copy"], looked.json["errors"]) == (0, True, None, [])
    first = terminal("import", "opening", file, "--json", options=ENGLISH)
    assert first.code == 0
    assert first.json["sheets"] == {
        "numbers": {"created": 3, "skipped": 0},
        "invoices": {"created": 2, "skipped": 0},
        "deposits": {"created": 1, "skipped": 0},
        "subscriptions": {"created": 2, "skipped": 0},
        "tickets": {"created": 1, "skipped": 0},
        "hours": {"created": 0, "skipped": 0},
        "cards": {"created": 0, "skipped": 0},
        "loans": {"created": 1, "skipped": 0},
        "companies": {"created": 1, "skipped": 0},
    }
    assert Path(first.json["copy"]).is_file()
    again = terminal("import", "opening", file, options=ENGLISH)
    assert (again.code, again.out.splitlines()) == (0, ["0 lines were written", "11 lines were written before"])
    assert terminal("verify", options=ENGLISH).code == 0


def test_lines_that_cannot_be_written_are_named_and_kept_and_nothing_is_written(
    terminal: Terminal, tmp_path: Path
) -> None:
    wrong = book(tmp_path / "wrong.xlsx", changed("Tickets left", ["Nobody Known", "10 tickets", 3, None]))
    out = tmp_path / "right.xlsx"
    refused = terminal("import", "opening", wrong, "--problems", out, "--json", options=ENGLISH)
    assert refused.code == 1
    [error] = refused.json["errors"]
    assert (error["sheet"], error["line"]) == ("Tickets left", 2)
    assert "Nobody Known" in error["message"]
    made = load_workbook(out)
    kept = made["Tickets left"]
    assert [cell.value for cell in kept[1]] == ["Who", "Name", "Days left", "Good until", "Line", "What to do"]
    kept["A2"] = "Jean Roy"
    made.save(out)
    mended = terminal("import", "opening", out, "--dry-run", "--json", options=ENGLISH)
    assert (mended.code, mended.json["sheets"]) == (0, {"tickets": {"created": 1, "skipped": 0}})
    told = terminal("import", "opening", wrong, options=ENGLISH).out.splitlines()
    assert told[0] == "Nothing was taken."
    assert told[-1].startswith("Tickets left, line 2: ")
    fine = terminal("import", "opening", book(tmp_path / "july.xlsx", JULY), "--dry-run", options=ENGLISH)
    assert fine.out.splitlines() == ["Only looked at: nothing was written.", "11 lines would be written"]


def test_the_model_is_written_in_the_desks_language(terminal: Terminal, tmp_path: Path) -> None:
    model = tmp_path / "model.xlsx"
    assert terminal("import", "opening", model, "--model", options=ENGLISH).code == 0
    assert load_workbook(model).sheetnames == [*JULY, "Known here"]
    assert terminal("import", "opening", tmp_path / "model.pdf", "--model", options=ENGLISH).code == 1


def test_a_file_that_is_not_there_is_told(terminal: Terminal, tmp_path: Path) -> None:
    assert terminal("import", "opening", tmp_path / "none.xlsx", options=ENGLISH).code == 1


def test_a_copy_of_before_put_back_gives_no_number_twice_and_misses_none(terminal: Terminal, tmp_path: Path) -> None:
    """F2026-0143 was issued after the workbook; the copy of before knows neither it nor the 142 before it."""
    file = book(tmp_path / "july.xlsx", JULY)
    copy = terminal("import", "opening", file, "--json", options=ENGLISH).json["copy"]
    folder, sold_on = tmp_path / "desk", date(2026, 7, 1)
    assert issued(folder, sold_on) == ["F2026-0143"]
    assert terminal("restore", copy, "--json", options=ENGLISH).json["issued_since"] == ["F2026-0143"]
    assert issued(folder, sold_on) == ["F2026-0144"]
    assert terminal("verify", options=ENGLISH).code == 0


def test_a_workbook_is_taken_back_whole_as_long_as_nothing_was_built_on_it(terminal: Terminal, tmp_path: Path) -> None:
    file = book(tmp_path / "july.xlsx", JULY)
    assert terminal("import", "opening", file, "--take-back", options=ENGLISH).code == 1, "it was never brought in"
    terminal("import", "opening", file, options=ENGLISH)
    other = terminal("import", "opening", tmp_path / "june.xlsx", "--take-back", options=ENGLISH)
    assert "june.xlsx is not the last workbook" in other.err
    assert terminal("import", "opening", file, "--take-back", options=ENGLISH).code == 0
    right = book(file, {**JULY, "Tickets left": [JULY["Tickets left"][0], ["Jean Roy", "10 tickets", 9, None]]})
    again = terminal("import", "opening", right, "--json", options=ENGLISH)
    assert sum(one["created"] for one in again.json["sheets"].values()) == 11, "all of it, numbers included, anew"
    assert terminal("verify", options=ENGLISH).code == 0


def paid(services: compose.Services) -> None:
    [row] = [one for one in services.invoice_lists.find(unpaid=True) if one.number == "F2026-0140"]
    services.payments.settle(row.party_id, PaymentMethod.CASH, 3_650, {row.id: 3_650})


def used(services: compose.Services) -> None:
    services.visits.check_in(services.people.named("Jean Roy"))


def sold(services: compose.Services) -> None:
    services.to_invoice.charge(NewCharge(services.people.named("Marie Dupont"), "Coffee", 30_000))


@pytest.mark.parametrize(
    ("since", "told"),
    [
        (paid, "Marie Dupont paid €36.50 since the workbook was brought in"),
        (used, "Jean Roy checked in since the workbook was brought in"),
        (sold, "Something else was written down since the workbook was brought in"),
        (None, "F2026-0143 was issued since the workbook was brought in"),
    ],
)
def test_what_was_built_on_it_stands_in_the_way_of_taking_it_back(
    terminal: Terminal, tmp_path: Path, since: Callable[[compose.Services], None] | None, told: str
) -> None:
    file, folder, day = book(tmp_path / "july.xlsx", JULY), tmp_path / "desk", date(2026, 7, 1)
    services = compose.open_desk(folder, day)
    sold(services)
    services.close()
    terminal("import", "opening", file, options=ENGLISH)
    services = compose.open_desk(folder, day)
    if since is None:
        services.invoices.issue(services.people.named("Marie Dupont"), day)
    else:
        since(services)
    services.close()
    refused = terminal("import", "opening", file, "--take-back", options=ENGLISH)
    assert refused.code == 1
    assert told in refused.err
    again = terminal("import", "opening", file, "--json", options=ENGLISH).json
    assert sum(one["skipped"] for one in again["sheets"].values()) == 11, "it stands as it stood"


def issued(folder: Path, day: date) -> list[str]:
    """Sell Marie something and invoice her: the numbers that were given."""
    services = compose.open_desk(folder, day)
    try:
        marie = services.people.named("Marie Dupont")
        services.to_invoice.charge(NewCharge(marie, "Coffee", 30_000))
        return [row.number for row in services.invoices.issue(marie, day)]
    finally:
        services.close()
