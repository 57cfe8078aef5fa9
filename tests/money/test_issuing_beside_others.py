"""Drawing keeps nobody waiting: the store is held for the writing alone, and what changed meanwhile is drawn anew."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from builders import slot
from kernel.other_desk import OtherDesk
from money.test_issuing import assert_one_unbroken_series
from papers import text as pdf_text
from sqlalchemy.orm import Session

from tierslieu_desk import documents, errors
from tierslieu_desk.documents.any_sheet import AnySheet
from tierslieu_desk.models import store as stores
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.vocabulary import UnitKind, VatCategory
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.money.charges import owe_each, row_owed
from tierslieu_desk.services.money.invoices import Invoices
from tierslieu_desk.services.person.people import NewPerson, People
from tierslieu_desk.services.place.units import NewUnit, Units

TODAY = date(2026, 11, 24)
LONGEST = 0.050
"""Seconds a unit of work may last."""
Meanwhile = Callable[[], None]


@pytest.fixture
def drawn(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[bool]]:
    """`drawn(one, two)` does `one` while the first paper is drawn, `two` while the second is.

    The list it returns grows by one for each drawing: whether a writing unit of work was open.
    """
    inside: list[bool] = []
    draw = documents.render

    def meanwhile(*acts: Meanwhile) -> list[bool]:
        waiting = list(acts)

        def slowly(sheet: AnySheet) -> bytes:
            inside.append(desk.store.in_unit_of_work)
            if waiting:
                waiting.pop(0)()
            return draw(sheet)

        monkeypatch.setattr(documents, "render", slowly)
        return inside

    return meanwhile


@pytest.fixture
def luc(desk: Desk) -> int:
    return People(desk).add_person(NewPerson(given_name="Luc", family_name="Petit", city="Foix"))


def unnamed(desk: Desk, papers: Papers) -> int:
    """How many papers of the archive no row names."""
    with closing(sqlite3.connect(desk.store.file)) as raw:
        named = {sha256 for (sha256,) in raw.execute("SELECT paper_sha256 FROM invoice")}
    return len([file for file in papers.folder.glob("*/*.pdf") if file.stem not in named])


def test_no_paper_is_drawn_nor_written_while_the_store_is_held(
    desk: Desk,
    invoices: Invoices,
    papers: Papers,
    marie: int,
    luc: int,
    owes: Callable[..., int],
    drawn: Callable[..., list[bool]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    inside, kept, keep = drawn(), [], papers.keep

    def watched(content: bytes) -> str:
        kept.append(desk.store.in_unit_of_work)
        return keep(content)

    monkeypatch.setattr(papers, "keep", watched)
    owes(marie, 500)
    (row,) = invoices.issue(marie, TODAY)
    invoices.credit(row.id, owe_again=True)
    owes(luc, 700)
    assert len(invoices.issue_all(TODAY).issued) == 2
    assert inside == kept == [False] * 4
    assert assert_one_unbroken_series(desk.store.folder) == 4
    assert unnamed(desk, papers) == 0


def test_while_another_program_draws_this_one_books_and_issues(
    desk: Desk, invoices: Invoices, marie: int, luc: int, owes: Callable[..., int]
) -> None:
    room = Units(desk).add(NewUnit("Room", UnitKind.ROOM))
    owes(marie, 500)
    owes(luc, 700)
    with closing(OtherDesk("slow_issuer.py", str(desk.store.folder), str(marie))) as other:
        assert other.hear() == {"drawing": "F2026-0001"}
        assert Bookings(desk).book(NewBooking(room, luc, slot("09:00", "10:00"))).id
        assert [row.number for row in invoices.issue(luc, TODAY)] == ["F2026-0001"]
        other.tell({})
        assert other.hear() == {"drawing": "F2026-0002"}
        other.tell({})
        assert other.hear() == {"issued": "F2026-0002", "cents": 500}
    assert assert_one_unbroken_series(desk.store.folder) == 2


def test_what_is_owed_while_the_paper_is_drawn_is_on_it(
    desk: Desk,
    invoices: Invoices,
    papers: Papers,
    marie: int,
    owes: Callable[..., int],
    drawn: Callable[..., list[bool]],
) -> None:
    owes(marie, 500)
    inside = drawn(lambda: owes(marie, 700))
    (row,) = invoices.issue(marie, TODAY)
    assert (row.number, row.gross_cents, len(inside)) == ("F2026-0001", 1200, 2)
    assert invoices.drafts(TODAY) == ()
    assert unnamed(desk, papers) == 1, "the paper of the round that was lost, to be swept"


def test_what_is_no_longer_owed_is_not_on_it(
    desk: Desk, invoices: Invoices, marie: int, owes: Callable[..., int], drawn: Callable[..., list[bool]]
) -> None:
    gone = owes(marie, 500)

    def forgive() -> None:
        with closing(sqlite3.connect(desk.store.file, isolation_level=None)) as raw:
            raw.execute("DELETE FROM charge WHERE id = ?", (gone,))

    drawn(forgive)
    with pytest.raises(errors.NothingToInvoice):
        invoices.issue(marie, TODAY)
    assert assert_one_unbroken_series(desk.store.folder) == 0


def test_a_name_corrected_while_the_paper_is_drawn_is_the_one_on_it(
    desk: Desk, invoices: Invoices, marie: int, owes: Callable[..., int], drawn: Callable[..., list[bool]]
) -> None:
    owes(marie, 500)
    married = NewPerson(given_name="Marie", family_name="Durand", city="Foix")
    drawn(lambda: People(desk).change(marie, married, People(desk).get(marie).version) and None)
    (row,) = invoices.issue(marie, TODAY)
    assert row.customer == "Marie Durand"
    said = pdf_text(row.paper.read_bytes())
    assert ("Marie Durand" in said, "Dupont" in said) == (True, False)


def test_a_paper_drawn_over_midnight_bears_the_day_it_is_numbered_on(
    desk: Desk, invoices: Invoices, marie: int, owes: Callable[..., int], drawn: Callable[..., list[bool]]
) -> None:
    owes(marie, 500)
    drawn(lambda: desk.clock.advance(timedelta(days=1)))
    (row,) = invoices.issue(marie, TODAY)
    assert row.issued_on == date(2026, 11, 25)


def test_however_much_happens_meanwhile_the_paper_is_issued_in_the_end(
    desk: Desk, invoices: Invoices, marie: int, owes: Callable[..., int], drawn: Callable[..., list[bool]]
) -> None:
    owes(marie, 500)
    inside = drawn(*[lambda: owes(marie, 100)] * 3)
    (row,) = invoices.issue(marie, TODAY)
    assert inside == [False, False, False, True]
    assert (row.number, row.gross_cents) == ("F2026-0001", 800)
    assert assert_one_unbroken_series(desk.store.folder) == 1


def test_two_credit_notes_of_one_document_drawn_at_once_are_one(
    desk: Desk, invoices: Invoices, marie: int, owes: Callable[..., int], drawn: Callable[..., list[bool]]
) -> None:
    owes(marie, 500)
    (row,) = invoices.issue(marie, TODAY)
    drawn(lambda: invoices.credit(row.id, owe_again=True) and None)
    with pytest.raises(errors.AlreadyCredited):
        invoices.credit(row.id, owe_again=True)
    assert [draft.gross_cents for draft in invoices.drafts(TODAY)] == [500]
    assert assert_one_unbroken_series(desk.store.folder) == 2


def test_a_paper_swept_before_its_row_is_written_is_drawn_again(
    desk: Desk,
    invoices: Invoices,
    papers: Papers,
    marie: int,
    owes: Callable[..., int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    owes(marie, 500)
    keep, swept = papers.keep, []

    def swept_once(content: bytes) -> str:
        sha256 = keep(content)
        if not swept:
            papers.path(sha256).unlink()
            swept.append(sha256)
        return sha256

    monkeypatch.setattr(papers, "keep", swept_once)
    (row,) = invoices.issue(marie, TODAY)
    assert swept == [row.paper.stem]
    assert assert_one_unbroken_series(desk.store.folder) == 1


@pytest.mark.parametrize("lines", [1, 30, 200])
def test_the_store_is_held_no_longer_than_a_unit_of_work_may_last(
    desk: Desk, invoices: Invoices, marie: int, monkeypatch: pytest.MonkeyPatch, lines: int
) -> None:
    """The shortest of three: what is looked at is the work, not how busy this computer is."""
    held: list[float] = []
    writing = stores.Store.writing

    @contextmanager
    def timed(store: stores.Store) -> Iterator[Session]:
        with writing(store) as session:
            begun = time.perf_counter()
            yield session
        held.append(time.perf_counter() - begun)

    coffee: dict[str, Any] = {"unit_price_e4": 12_000, "basis": Basis.GROSS, "vat_category": VatCategory.STANDARD}
    for _ in range(3):
        with desk.store.writing() as session:
            owed = {"party_id": marie, "supplied_on": TODAY, "description": "Coffee", **coffee}
            owe_each(session, [row_owed(desk, session, **owed) for _ in range(lines)])
        with monkeypatch.context() as patch:
            patch.setattr(stores.Store, "writing", timed)
            invoices.issue(marie, TODAY)
    assert len(held) == 3
    assert min(held) < LONGEST


def test_what_was_supplied_later_or_is_held_back_waits_beside_what_is_issued(
    desk: Desk, invoices: Invoices, marie: int, owes: Callable[..., int], drawn: Callable[..., list[bool]]
) -> None:
    owes(marie, 500)
    owes(marie, 2000, date(2026, 11, 25))
    held, later_held = owes(marie, 4000), owes(marie, 8000)

    def hold_back(charge: int) -> None:
        with closing(sqlite3.connect(desk.store.file, isolation_level=None)) as raw:
            raw.execute("UPDATE charge SET held_back = 1 WHERE id = ?", (charge,))

    hold_back(held)
    drawn(lambda: hold_back(later_held))
    (row,) = invoices.issue(marie, TODAY)
    assert row.gross_cents == 500
    assert [draft.gross_cents for draft in invoices.drafts(date(2026, 11, 25))] == [2000]
