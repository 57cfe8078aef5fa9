"""`invoices`."""

from __future__ import annotations

from pathlib import Path

from terminal import Terminal, booking


def test_every_document_is_listed_the_latest_first(terminal: Terminal) -> None:
    terminal(*booking("09:00", "11:00"))
    terminal("bill", "--until", "2026-11-30", "--issue")
    terminal(*booking("14:00", "15:00", who="Zoé Faure"))
    terminal("bill", "--until", "2026-11-30", "--issue")
    listed = terminal("invoices", "--json").json["invoices"]
    assert [row["number"] for row in listed] == ["F2026-0002", "F2026-0001"]
    pdf = listed[1].pop("pdf")
    assert Path(pdf).is_file()
    assert listed[1] == {
        "number": "F2026-0001",
        "kind": "invoice",
        "date": "2026-11-24",
        "customer": "Marie Dupont",
        "total_cents": 2400,
        "paid_cents": 0,
    }


def test_a_person_reads_number_customer_and_amount(terminal: Terminal) -> None:
    terminal(*booking("09:00", "11:00"))
    terminal("bill", "--until", "2026-11-30", "--issue")
    (line,) = terminal("invoices").out.splitlines()
    assert "F2026-0001" in line
    assert "Marie Dupont" in line
    assert "24,00" in line
