"""The register of visitors keeps names as long as the law lets it, and how many came for ever."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from builders import advance_to, describe_place, person
from openpyxl import load_workbook

from tierslieu_desk import errors
from tierslieu_desk.i18n import speaking
from tierslieu_desk.rules.visiting import kept_until, months_before
from tierslieu_desk.rules.vocabulary import Role
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.plan.plans import NewPass, Plans
from tierslieu_desk.services.report.reports import Reports
from tierslieu_desk.services.visit import register_due
from tierslieu_desk.services.visit.visitor_register import VisitorRegister
from tierslieu_desk.services.visit.visits import Visits

JULY = date(2026, 7, 1)


def due(desk: Desk) -> bool:
    with desk.store.glancing() as seen:
        return register_due.due(seen, desk.clock.today())


@pytest.fixture
def register(desk: Desk) -> VisitorRegister:
    """In July: Ines twice on one day and once on another, Paul once, two passers-by, Marie a member; Ines in November.

    Zoé paid for her day in July.
    """
    describe_place(desk)
    visits = Visits(desk)
    marie = person(desk)
    ines, paul, zoe = (person(desk, name, role=Role.VISITOR) for name in ("Ines", "Paul", "Zoé"))
    advance_to(desk, datetime(2026, 7, 1, 9, 0))
    Plans(desk).sell_pass(NewPass(party_id=zoe, name="Day", days=1, price_e4=0))
    for who in (ines, paul, marie, zoe):
        visits.check_in(who)
    visits.passer_by()
    visits.passer_by()
    visits.check_out(ines)
    advance_to(desk, datetime(2026, 7, 1, 14, 0))
    visits.check_in(ines, host_id=marie)
    advance_to(desk, datetime(2026, 7, 2, 9, 0))
    visits.check_in(ines)
    advance_to(desk, datetime(2026, 11, 24, 10, 47))
    visits.check_in(ines)
    return VisitorRegister(desk)


def test_what_would_lose_its_name_is_shown_first(register: VisitorRegister) -> None:
    look = register.look()
    assert (look.before, look.months, look.visits, look.people, look.sold) == (date(2026, 8, 24), 3, 4, 2, 1)
    assert look.names == ("Ines Dupont", "Paul Dupont")


def test_names_go_and_every_figure_stays(desk: Desk, register: VisitorRegister) -> None:
    counts, month = Visits(desk).counts(JULY, date(2026, 11, 30)), Reports(desk).month(JULY).days
    assert (counts[0].visitors, counts[0].passers_by, counts[0].members) == (3, 2, 1)
    assert register.forget(register.look()) == 4
    assert Visits(desk).counts(JULY, date(2026, 11, 30)) == counts
    assert Reports(desk).month(JULY).days == month
    rows = register.rows(JULY, date(2026, 7, 31))
    assert sorted(row.name for row in rows) == ["", "", "", "", "Zoé Dupont"]
    assert {row.host for row in rows} == {""}
    assert [row.name for row in register.rows(date(2026, 11, 1), date(2026, 11, 30))] == ["Ines Dupont"]


def test_a_forgotten_visit_owes_nothing_and_is_on_nobodys_page(desk: Desk, register: VisitorRegister) -> None:
    register.forget(register.look())
    forgotten = [row for row in Visits(desk).of_day(JULY) if row.nameless]
    assert [(row.name, row.party_id, row.to_pay) for row in forgotten] == [("", None, False)] * 3


def test_names_are_due_until_they_are_gone_and_again_when_others_grow_old(
    desk: Desk, register: VisitorRegister
) -> None:
    assert due(desk)
    register.forget(register.look())
    assert not due(desk)
    advance_to(desk, datetime(2027, 2, 24, 9, 0))
    assert not due(desk), "24 November to 24 February is three months, and not more"
    advance_to(desk, datetime(2027, 2, 25, 9, 0))
    assert due(desk)


def test_how_long_names_are_kept_is_a_setting_from_a_day_on(desk: Desk, register: VisitorRegister) -> None:
    register.keep_for(6)
    assert (register.months(), register.look().visits, due(desk)) == (6, 0, False)
    with pytest.raises(errors.MissingFact):
        register.keep_for(0)


def test_what_changed_since_it_was_looked_at_is_not_forgotten_unseen(desk: Desk, register: VisitorRegister) -> None:
    seen = register.look()
    advance_to(desk, datetime(2027, 3, 1, 9, 0))
    with pytest.raises(errors.ChangedMeanwhile):
        register.forget(seen)
    assert register.look().visits == 5


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 11, 24), 3, date(2026, 8, 24)),
        (date(2026, 5, 31), 3, date(2026, 2, 28)),
        (date(2026, 1, 15), 3, date(2025, 10, 15)),
        (date(2024, 12, 31), 10, date(2024, 2, 29)),
        (date(2026, 12, 1), 12, date(2025, 12, 1)),
    ],
)
def test_months_are_counted_back_by_the_calendar(day: date, months: int, before: date) -> None:
    assert months_before(day, months) == before


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        (date(2026, 7, 1), 3, date(2026, 10, 1)),
        (date(2026, 8, 31), 3, date(2026, 11, 30)),
        (date(2026, 2, 28), 3, date(2026, 5, 31)),
        (date(2024, 2, 29), 10, date(2024, 12, 31)),
    ],
)
def test_a_name_is_kept_to_the_day_before_it_may_go(day: date, months: int, last: date) -> None:
    assert kept_until(day, months) == last
    assert months_before(last, months) <= day < months_before(last + timedelta(days=1), months)


def test_what_is_shown_is_exported_with_how_long_each_name_is_kept(register: VisitorRegister, tmp_path: Path) -> None:
    """24 November: names of July are past their three months, paid for or not; that of today is kept to February."""
    with speaking("en"):
        csv = register.export(tmp_path / "v.csv", JULY, date(2026, 12, 31)).read_text(encoding="utf-8-sig")
        book = load_workbook(register.export(tmp_path / "v.xlsx", JULY, date(2026, 12, 31)))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert rows[0] == ("Date", "Came", "Left", "Visitor", "Guest of", "Name kept until")
    assert [row[3] for row in rows[1:]] == ["Ines Dupont", *[None] * 5]
    assert str(rows[1][5])[:10] == "2027-02-24"
    assert len(csv.splitlines()) == len(rows)
    assert csv.count("Ines") == 1
    with pytest.raises(errors.NotASpreadsheet):
        register.export(tmp_path / "v.pdf", JULY, date(2026, 12, 31))
