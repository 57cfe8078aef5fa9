"""Issuing: paper first, then number, snapshot and chain together; nothing half done, nothing twice."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from builders import NOW, advance_to, describe_place
from kernel.other_desk import OtherDesk
from papers import text as pdf_text
from sqlalchemy.exc import OperationalError

from tierslieu_desk import errors
from tierslieu_desk.models import store as stores
from tierslieu_desk.rules.vocabulary import InvoiceKind, VatRegime
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file import papers as archive
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.money.invoices import Invoices
from tierslieu_desk.services.person.people import NewOrganisation, NewPerson, People

TODAY = date(2026, 11, 24)


def rows(folder: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(folder / stores.FILE)) as raw:
        return raw.execute(query).fetchall()


def assert_one_unbroken_series(folder: Path) -> int:
    """Numbers without a gap, each hash over the one before and its snapshot, each paper on the disk; how many."""
    last: dict[str, int] = {}
    previous = "0" * 64
    found = rows(
        folder, "SELECT series, sequence, number, paper_sha256, snapshot, previous_hash, hash FROM invoice ORDER BY id"
    )
    for series, sequence, number, paper, snapshot, before, sealed in found:
        assert sequence == last.get(series, 0) + 1
        last[series] = sequence
        assert number == f"{series}-{sequence:04d}"
        assert before == previous
        assert sealed == hashlib.sha256(f"{previous}\n{snapshot}".encode()).hexdigest()
        previous = sealed
        assert json.loads(snapshot)["paper_sha256"] == paper
        kept = folder / "papers" / paper[:2] / f"{paper}.pdf"
        assert hashlib.sha256(kept.read_bytes()).hexdigest() == paper
    return len(found)


def test_documents_are_numbered_sealed_and_on_paper(
    desk: Desk, invoices: Invoices, marie: int, owes: Callable[..., int]
) -> None:
    numbers = []
    for cents in (500, 1200, 1):
        owes(marie, cents)
        (row,) = invoices.issue(marie, TODAY)
        numbers.append((row.number, row.gross_cents))
    assert numbers == [("F2026-0001", 500), ("F2026-0002", 1200), ("F2026-0003", 1)]
    assert assert_one_unbroken_series(desk.store.folder) == 3


def test_ten_prints_on_one_invoice_make_five(invoices: Invoices, marie: int, owes: Callable[..., int]) -> None:
    for _ in range(10):
        owes(marie, 50)
    (row,) = invoices.issue(marie, TODAY)
    assert row.gross_cents == 500


def test_a_full_disk_before_the_paper_is_safe_numbers_nothing(
    desk: Desk,
    invoices: Invoices,
    marie: int,
    owes: Callable[..., int],
    papers: Papers,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    owes(marie, 500)

    def full(_content: bytes) -> str:
        raise errors.DiskFull(folder="x")

    with monkeypatch.context() as patch:
        patch.setattr(papers, "keep", full)
        with pytest.raises(errors.DiskFull):
            invoices.issue(marie, TODAY)
        with pytest.raises(errors.DiskFull):
            invoices.issue_all(TODAY)
    assert rows(desk.store.folder, "SELECT * FROM invoice") == []
    (row,) = invoices.issue(marie, TODAY)
    assert row.number == "F2026-0001"
    assert assert_one_unbroken_series(desk.store.folder) == 1


def test_the_paper_and_its_folder_are_on_the_disk_before_anything_is_committed(
    desk: Desk,
    invoices: Invoices,
    marie: int,
    owes: Callable[..., int],
    papers: Papers,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    owes(marie, 500)
    on_disk: set[int] = set()
    seen: list[tuple[bool, bool, bool]] = []
    sync, commit = os.fsync, desk.store._writer.dialect.do_commit

    def fsync(descriptor: int) -> None:
        on_disk.add(os.fstat(descriptor).st_ino)
        sync(descriptor)

    def do_commit(connection: Any) -> None:
        for paper in papers.folder.glob("*/*.pdf"):
            folders = (paper.parent, papers.folder)
            seen.append((paper.stat().st_ino in on_disk, *(folder.stat().st_ino in on_disk for folder in folders)))
        commit(connection)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(desk.store._writer.dialect, "do_commit", do_commit)
    invoices.issue(marie, TODAY)
    assert seen == [(True, True, True)]


def test_a_commit_that_fails_leaves_a_paper_that_is_swept_and_the_number_is_used_again(
    desk: Desk,
    invoices: Invoices,
    marie: int,
    owes: Callable[..., int],
    papers: Papers,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    owes(marie, 500)

    def fail(_connection: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(desk.store._writer.dialect, "do_commit", fail)
        with pytest.raises((errors.DeskError, OperationalError)):
            invoices.issue(marie, TODAY)
    assert rows(desk.store.folder, "SELECT * FROM invoice") == []
    assert len(list(papers.folder.glob("*/*.pdf"))) == 1
    desk.clock.advance(timedelta(days=1))
    (row,) = invoices.issue(marie, TODAY)
    assert row.number == "F2026-0001"
    assert archive.sweep(desk, papers) == 0, "it might still be committed elsewhere"
    for file in papers.folder.glob("*/*.pdf"):
        os.utime(file, (0, 0))
    assert archive.sweep(desk, papers) == 1
    assert assert_one_unbroken_series(desk.store.folder) == 1


def test_a_clock_set_back_a_day_issues_nothing(
    desk: Desk, invoices: Invoices, marie: int, owes: Callable[..., int]
) -> None:
    owes(marie, 500)
    invoices.issue(marie, TODAY)
    owes(marie, 700)
    advance_to(desk, NOW - timedelta(days=1))
    with pytest.raises(errors.DateBeforeLast) as refused:
        invoices.issue(marie, TODAY)
    assert refused.value.facts == {"last": TODAY, "number": "F2026-0001"}
    advance_to(desk, NOW)
    assert invoices.issue(marie, TODAY)[0].number == "F2026-0002"


def test_a_new_year_begins_a_new_series_on_the_same_chain(
    desk: Desk, invoices: Invoices, marie: int, owes: Callable[..., int]
) -> None:
    owes(marie, 500)
    invoices.issue(marie, TODAY)
    advance_to(desk, datetime(2027, 1, 1, 9))
    owes(marie, 500)
    assert invoices.issue(marie, date(2027, 1, 1))[0].number == "F2027-0001"
    assert assert_one_unbroken_series(desk.store.folder) == 2


def test_a_credit_note_is_the_exact_opposite_and_comes_once(
    desk: Desk, invoices: Invoices, marie: int, owes: Callable[..., int]
) -> None:
    for cents in (333, 501):
        owes(marie, cents)
    (row,) = invoices.issue(marie, TODAY)
    note = invoices.credit(row.id)
    assert (note.number, note.kind, note.gross_cents) == ("A2026-0001", InvoiceKind.CREDIT_NOTE, -834)
    with pytest.raises(errors.AlreadyCredited):
        invoices.credit(row.id)
    with pytest.raises(errors.NotFound):
        invoices.credit(note.id)
    sums = rows(desk.store.folder, "SELECT sum(net_cents), sum(tax_cents), sum(gross_cents) FROM invoice")
    assert sums == [(0, 0, 0)]
    assert rows(desk.store.folder, "SELECT sum(net_cents), sum(tax_cents) FROM invoice_line") == [(0, 0)]
    assert assert_one_unbroken_series(desk.store.folder) == 2


def test_what_was_invoiced_is_not_invoiced_again(invoices: Invoices, marie: int, owes: Callable[..., int]) -> None:
    owes(marie, 500)
    invoices.issue(marie, TODAY)
    with pytest.raises(errors.NothingToInvoice):
        invoices.issue(marie, TODAY)
    assert invoices.issue_all(TODAY).issued == ()


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_two_processes_that_issue_at_once_make_one_unbroken_series(
    desk: Desk, marie: int, owes: Callable[..., int], rounds: Callable[[int], int]
) -> None:
    count = rounds(200)
    folder = desk.store.folder
    with closing(OtherDesk("issuer.py", str(folder))) as one, closing(OtherDesk("issuer.py", str(folder))) as two:
        for _ in range(count):
            owes(marie, 100)
            both = (one, two)
            for issuer in both:
                issuer.tell({"party": marie})
            told = sorted(str(sorted(issuer.hear())) for issuer in both)
            assert told == ["['ok']", "['refused']"]
    assert assert_one_unbroken_series(folder) == count


def test_each_invoice_is_committed_by_itself_so_that_a_months_billing_may_be_cut_between_two(
    desk: Desk,
    invoices: Invoices,
    marie: int,
    owes: Callable[..., int],
    papers: Papers,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    luc = People(desk).add_person(NewPerson(given_name="Luc", family_name="Petit", city="Foix"))
    owes(marie, 500)
    owes(luc, 700)
    keep = papers.keep
    kept: list[str] = []

    def once(content: bytes) -> str:
        if kept:
            raise errors.DiskFull(folder="x")
        kept.append(keep(content))
        return kept[0]

    with monkeypatch.context() as patch:
        patch.setattr(papers, "keep", once)
        with pytest.raises(errors.DiskFull):
            invoices.issue_all(TODAY)
    assert rows(desk.store.folder, "SELECT number, paper_sha256 FROM invoice") == [("F2026-0001", kept[0])]
    assert [row.number for row in invoices.issue_all(TODAY).issued] == ["F2026-0002"]
    assert assert_one_unbroken_series(desk.store.folder) == 2


def test_a_months_billing_stops_between_two_when_asked(
    desk: Desk, invoices: Invoices, marie: int, owes: Callable[..., int]
) -> None:
    luc = People(desk).add_person(NewPerson(given_name="Luc", family_name="Petit", city="Foix"))
    owes(marie, 500)
    owes(luc, 700)
    steps: list[tuple[int, int]] = []
    billing = invoices.issue_all(TODAY, lambda done, of: steps.append((done, of)), lambda: len(steps) > 0)
    assert [row.number for row in billing.issued] == ["F2026-0001"]
    assert steps[0] == (0, 2)
    assert len(invoices.drafts(TODAY)) == 1


def test_the_language_of_a_paper_is_its_readers_whatever_the_desk_speaks(
    desk: Desk, invoices: Invoices, owes: Callable[..., int]
) -> None:
    people = People(desk)
    languages = {"fr": "Facture", "en": "Invoice"}
    for language, title in languages.items():
        reader = people.add_person(NewPerson(given_name=title, family_name="Roca", city="Foix", language=language))
        owes(reader, 500)
        (row,) = invoices.issue(reader, TODAY)
        assert title in pdf_text(row.paper.read_bytes())


def test_what_the_law_wants_written_is_on_the_paper_of_whom_it_concerns(
    desk: Desk, invoices: Invoices, marie: int, owes: Callable[..., int]
) -> None:
    company = People(desk).add_organisation(NewOrganisation(name="Pyrène Conseil", city="Foix"))
    describe_place(desk, VatRegime.FRANCHISE)
    papers = {}
    for party in (marie, company):
        owes(party, 500)
        (row,) = invoices.issue(party, TODAY)
        papers[party] = " ".join(pdf_text(row.paper.read_bytes()).split())
    assert all("293 B" in paper for paper in papers.values())
    assert ["40 €" in " ".join(paper.split("\u00a0")) for paper in papers.values()] == [False, True]
    describe_place(desk, VatRegime.LIABLE)
    owes(marie, 700)
    (row,) = invoices.issue(marie, TODAY)
    assert "293 B" not in pdf_text(row.paper.read_bytes())


@pytest.mark.parametrize(
    ("facts", "number"),
    [
        ('{"issued_since": {"F2026": [[2, 5]]}}', "F2026-0006"),
        ('{"issued_since": {"F2026": [[9, 9], [2, 5]]}}', "F2026-0010"),
        ('{"issued_since": {"F2025": [[2, 5]], "A2026": [[8, 8]]}}', "F2026-0002"),
        ('{"issued_since": {"F2026": [["x", 5]]}}', "F2026-0002"),
        ('{"issued_since": 3}', "F2026-0002"),
        ("[", "F2026-0002"),
    ],
)
def test_numbers_go_on_after_those_that_a_restore_kept_aside(
    desk: Desk, invoices: Invoices, marie: int, owes: Callable[..., int], facts: str, number: str
) -> None:
    owes(marie, 500)
    invoices.issue(marie, TODAY)
    with closing(sqlite3.connect(desk.store.file)) as raw, raw:
        line = ("2026-11-24T09:00:00.000000+00:00", "Zoé", "restored", "restore", facts)
        raw.execute("INSERT INTO journal (at, who, act, subject, facts) VALUES (?, ?, ?, ?, ?)", line)
    owes(marie, 700)
    assert [row.number for row in invoices.issue(marie, TODAY)] == [number]
