"""The archive of papers: what is swept from it, and what never is."""

from __future__ import annotations

import os
import signal
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from builders import NOW, describe_place
from kernel.other_desk import OtherDesk
from sqlalchemy import text

from tierslieu_desk.money import Basis
from tierslieu_desk.rules.vocabulary import VatCategory
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file import papers as archive
from tierslieu_desk.services.file.papers import ABANDONED_SECONDS, Papers
from tierslieu_desk.services.keeping import leases
from tierslieu_desk.services.keeping.copies import Copies
from tierslieu_desk.services.keeping.verification import verify_folder
from tierslieu_desk.services.money.charges import owe
from tierslieu_desk.services.money.invoices import Invoices
from tierslieu_desk.services.person.people import NewPerson, People


def grow_old(file: Path) -> None:
    then = time.time() - ABANDONED_SECONDS - 60
    os.utime(file, (then, then))


@pytest.fixture
def papers(desk: Desk) -> Papers:
    return Papers(desk.store.folder)


def billed(desk: Desk, papers: Papers) -> Path:
    """The paper of an invoice just issued."""
    if not (papers.folder).exists():
        describe_place(desk)
        People(desk).add_person(NewPerson(given_name="Marie", family_name="Dupont", city="Foix"))
    with desk.store.writing() as session:
        owe(
            desk,
            session,
            party_id=1,
            supplied_on=date(2026, 11, 20),
            description="Coffee",
            unit_price_e4=12_000,
            basis=Basis.GROSS,
            vat_category=VatCategory.STANDARD,
        )
    (row,) = Invoices(desk, papers).issue(1, date(2026, 11, 24))
    return Path(row.paper)


def test_a_paper_whose_row_is_still_to_be_committed_is_not_swept(desk: Desk, papers: Papers) -> None:
    fresh = papers.keep(b"being issued by another process")
    assert archive.sweep(desk, papers) == 0
    assert papers.read(fresh) == b"being issued by another process"


def test_a_paper_drawn_again_counts_as_new(desk: Desk, papers: Papers) -> None:
    sha256 = papers.keep(b"cut short yesterday, issued again now")
    grow_old(papers.path(sha256))
    papers.keep(b"cut short yesterday, issued again now")
    assert archive.sweep(desk, papers) == 0
    assert papers.path(sha256).exists()


def test_what_no_row_names_after_a_day_is_swept_and_nothing_else(desk: Desk, papers: Papers) -> None:
    named, unnamed = billed(desk, papers), papers.path(papers.keep(b"cut short"))
    half = unnamed.with_suffix(".1.partial")
    half.write_bytes(b"cut")
    for file in (named, unnamed, half):
        grow_old(file)
    assert archive.sweep(desk, papers) == 2
    assert [file for file in papers.folder.rglob("*") if file.is_file()] == [named]


def test_an_old_paper_that_gets_its_row_while_the_archive_is_swept_stays(
    desk: Desk, papers: Papers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its row comes between the look at all rows and the look at this paper."""
    first = billed(desk, papers)
    grow_old(first)
    found = papers.abandoned(frozenset())
    assert found == [first]
    monkeypatch.setattr(papers, "abandoned", lambda _named: found)
    assert archive.sweep(desk, papers) == 0
    assert first.exists()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL")
def test_what_an_issue_killed_before_its_commit_left_goes_with_a_later_copy_of_the_day(
    desk: Desk, papers: Papers
) -> None:
    named = billed(desk, papers)
    victim = OtherDesk("killed_at_the_seal.py", str(desk.store.folder))
    left = Path(victim.hear()["paper"])
    victim.process.send_signal(signal.SIGKILL)
    victim.close()
    with desk.store.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM invoice")) == 1
    assert left.exists()
    assert left != named
    assert verify_folder(desk.store.folder, NOW) == ()
    copies = Copies(desk)
    assert copies.daily_if_due() is not None
    assert left.exists(), "an issue may still be under way"
    for file in (left, named):
        grow_old(file)
    assert copies.daily_if_due() is None
    desk.clock.advance(timedelta(days=1))
    assert copies.daily_if_due() is not None
    assert (left.exists(), named.exists()) == (False, True)
    assert verify_folder(desk.store.folder, NOW) == ()
    assert billed(desk, papers).exists(), "the number of the killed issue is given now"


def test_while_another_process_makes_the_copy_of_the_day_this_one_does_not(desk: Desk) -> None:
    with leases.lease(desk, "copy") as held:
        assert held is not None
        assert Copies(desk).daily_if_due() is None
    assert Copies(desk).daily_if_due() is not None
