"""Loans: what is not back stays held, whatever was promised."""

from __future__ import annotations

import re
from datetime import datetime

import builders
import pytest
from builders import SmallHouse, overheard, slot

from tierslieu_desk import errors
from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.front.today import Today
from tierslieu_desk.services.place.units import NewUnit, Units
from tierslieu_desk.services.thing import loans_due
from tierslieu_desk.services.thing.loans import Loans
from tierslieu_desk.services.thing.maintenances import Maintenances
from tierslieu_desk.wallclock import Slot


@pytest.fixture
def projector(desk: Desk, house: SmallHouse) -> int:
    return Units(desk).add(NewUnit("Projector", UnitKind.TOOL))


@pytest.fixture
def loans(desk: Desk) -> Loans:
    return Loans(desk)


def test_what_is_out_is_found_by_its_index_however_many_came_back(desk: Desk, loans: Loans) -> None:
    """The list of what is due, the front page, and what every booking asks first."""
    with overheard(desk.store) as asked:
        loans.out()
        Today(desk).view()
        with desk.store.writing() as session:
            loans_due.keep_holding(session, desk.clock.wall())
    open_loans = [statement for statement in asked if re.search(r"\bback IS NULL", statement)]
    assert len(open_loans) == 3
    with desk.store.glancing() as seen:
        for statement in open_loans:
            steps = [str(row[3]) for row in seen.rows(f"EXPLAIN QUERY PLAN {statement}")]
            assert any("USING INDEX ix_loan_out" in step for step in steps), steps
            assert not any(step.startswith("SCAN l") and "INDEX" not in step for step in steps), steps


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def held(desk: Desk, unit_id: int) -> list[tuple[str, str]]:
    from sqlalchemy import text

    with desk.store.reading() as session:
        rows = session.execute(
            text("SELECT starts, ends FROM hold WHERE unit_id = :unit ORDER BY starts"), {"unit": unit_id}
        )
        return [(row.starts, row.ends) for row in rows]


def test_what_is_lent_is_held_until_it_is_due(desk: Desk, loans: Loans, projector: int) -> None:
    loans.lend(projector, builders.person(desk), slot("09:00", "18:00"), deposit_cents=20_000, state_out="lamp new")
    (row,) = loans.out()
    assert (row.unit, row.who, row.deposit_cents, row.state_out, row.late) == (
        "Projector",
        "Marie Dupont",
        20_000,
        "lamp new",
        0,
    )
    assert held(desk, projector) == [("2026-11-25 09:00:00", "2026-11-25 18:00:00")]


def test_what_is_lent_cannot_be_lent_to_another(desk: Desk, loans: Loans, projector: int) -> None:
    loans.lend(projector, builders.person(desk), slot("09:00", "18:00"))
    with pytest.raises(errors.SlotTaken) as refused:
        loans.lend(projector, builders.person(desk, "Jean", "Roca"), slot("17:00", "19:00"))
    assert refused.value.by == "Marie Dupont"
    assert len(loans.out()) == 1


def test_back_early_the_unit_is_free_at_once(desk: Desk, loans: Loans, projector: int) -> None:
    loan = loans.lend(projector, builders.person(desk), slot("09:00", "18:00"))
    loans.give_back(loan, at=wall("2026-11-25 12:00"))
    assert held(desk, projector) == [("2026-11-25 09:00:00", "2026-11-25 12:00:00")]
    assert loans.out() == ()


def test_given_back_before_it_left_nothing_is_held(desk: Desk, loans: Loans, projector: int) -> None:
    loan = loans.lend(projector, builders.person(desk), slot("09:00", "18:00"))
    loans.give_back(loan)
    assert held(desk, projector) == []


def test_it_comes_back_once(desk: Desk, loans: Loans, projector: int) -> None:
    loan = loans.lend(projector, builders.person(desk), slot("09:00", "18:00"))
    loans.give_back(loan)
    with pytest.raises(errors.AlreadyDone):
        loans.give_back(loan)


def test_what_is_overdue_is_still_held_when_somebody_else_wants_it(desk: Desk, loans: Loans, projector: int) -> None:
    loans.lend(projector, builders.person(desk), slot("09:00", "18:00"))
    builders.advance_to(desk, wall("2026-11-27 09:00"))
    with pytest.raises(errors.SlotTaken):
        loans.lend(projector, builders.person(desk, "Jean", "Roca"), slot("10:00", "12:00", "2026-11-27"))
    (late,) = loans.overdue()
    assert late.late == 39 * 60


def test_an_overdue_hold_reaches_the_end_of_tomorrow(desk: Desk, loans: Loans, projector: int) -> None:
    loans.lend(projector, builders.person(desk), slot("09:00", "18:00"))
    with desk.store.writing() as session:
        assert loans_due.keep_holding(session, wall("2026-11-25 18:00")) == ()
    assert held(desk, projector) == [("2026-11-25 09:00:00", "2026-11-27 00:00:00")]


def test_before_it_is_due_nothing_is_stretched(desk: Desk, loans: Loans, projector: int) -> None:
    loans.lend(projector, builders.person(desk), slot("09:00", "18:00"))
    with desk.store.writing() as session:
        assert loans_due.keep_holding(session, wall("2026-11-25 17:59")) == ()
    assert held(desk, projector) == [("2026-11-25 09:00:00", "2026-11-25 18:00:00")]


def test_an_overdue_loan_holds_the_time_around_what_is_promised_and_says_so(
    desk: Desk, loans: Loans, projector: int
) -> None:
    loan = loans.lend(projector, builders.person(desk), slot("09:00", "18:00"))
    loans.lend(projector, builders.person(desk, "Jean", "Roca"), slot("10:00", "12:00", "2026-11-26"))
    with desk.store.writing() as session:
        clashes = loans_due.keep_holding(session, wall("2026-11-25 19:00"))
    assert [(clash.loan_id, clash.next_starts) for clash in clashes] == [(loan, wall("2026-11-26 10:00"))]
    assert held(desk, projector) == [
        ("2026-11-25 09:00:00", "2026-11-26 10:00:00"),
        ("2026-11-26 10:00:00", "2026-11-26 12:00:00"),
        ("2026-11-26 12:00:00", "2026-11-27 00:00:00"),
    ]
    assert loans.out()[0].next_starts == wall("2026-11-26 10:00")


def test_after_a_week_away_what_is_still_out_is_held_today(desk: Desk, loans: Loans, projector: int) -> None:
    loan = loans.lend(projector, builders.person(desk), slot("09:00", "18:00"))
    loans.lend(projector, builders.person(desk, "Jean", "Roca"), slot("18:00", "20:00"))
    builders.advance_to(desk, wall("2026-12-02 09:00"))
    with pytest.raises(errors.SlotTaken) as refused:
        loans.lend(projector, builders.person(desk, "Ana", "Vidal"), slot("10:00", "12:00", "2026-12-02"))
    assert refused.value.by == "Marie Dupont"
    loans.give_back(loan)
    assert held(desk, projector) == [
        ("2026-11-25 09:00:00", "2026-11-25 18:00:00"),
        ("2026-11-25 18:00:00", "2026-11-25 20:00:00"),
    ]


def test_holding_on_day_after_day_makes_no_new_rows(desk: Desk, loans: Loans, projector: int) -> None:
    loans.lend(projector, builders.person(desk), slot("09:00", "18:00"))
    loans.lend(projector, builders.person(desk, "Jean", "Roca"), slot("18:00", "20:00"))
    for day in (26, 27, 27, 28):
        with desk.store.writing() as session:
            loans_due.keep_holding(session, wall(f"2026-11-{day} 09:00"))
    assert held(desk, projector) == [
        ("2026-11-25 09:00:00", "2026-11-25 18:00:00"),
        ("2026-11-25 18:00:00", "2026-11-25 20:00:00"),
        ("2026-11-25 20:00:00", "2026-11-30 00:00:00"),
    ]


def test_nothing_more_is_lent_to_somebody_overdue(desk: Desk, loans: Loans, projector: int) -> None:
    marie = builders.person(desk)
    drill = Units(desk).add(NewUnit("Drill", UnitKind.TOOL))
    loan = loans.lend(projector, marie, slot("09:00", "18:00"))
    builders.advance_to(desk, wall("2026-11-26 09:00"))
    with pytest.raises(errors.UnitStillOut) as refused:
        loans.lend(drill, marie, slot("10:00", "12:00", "2026-11-26"))
    assert (refused.value.unit, refused.value.due) == ("Projector", wall("2026-11-25 18:00"))
    loans.give_back(loan)
    assert loans.lend(drill, marie, slot("10:00", "12:00", "2026-11-26")) > loan


def test_a_loan_may_be_noted_after_it_left(desk: Desk, loans: Loans, projector: int) -> None:
    loans.lend(projector, builders.person(desk), Slot(wall("2026-11-23 09:00"), wall("2026-11-30 18:00")))
    assert held(desk, projector) == [("2026-11-23 09:00:00", "2026-11-30 18:00:00")]


def test_maintenance_takes_the_unit(desk: Desk, loans: Loans, projector: int) -> None:
    Maintenances(desk).plan(projector, slot("08:00", "20:00"), "new lamp")
    with pytest.raises(errors.SlotTaken) as refused:
        loans.lend(projector, builders.person(desk), slot("09:00", "18:00"))
    assert refused.value.by == "new lamp"


def test_maintenance_waits_for_what_is_promised(desk: Desk, loans: Loans, projector: int) -> None:
    loans.lend(projector, builders.person(desk), slot("09:00", "18:00"))
    with pytest.raises(errors.SlotTaken):
        Maintenances(desk).plan(projector, slot("08:00", "20:00"), "new lamp")
    assert Maintenances(desk).to_come() == ()


def test_maintenance_done_early_frees_the_unit(desk: Desk, projector: int) -> None:
    repairs = Maintenances(desk)
    repair = repairs.plan(projector, slot("08:00", "20:00"), "new lamp")
    assert [row.unit for row in repairs.to_come()] == ["Projector"]
    builders.advance_to(desk, wall("2026-11-25 12:00"))
    repairs.finish(repair)
    assert held(desk, projector) == [("2026-11-25 08:00:00", "2026-11-25 12:00:00")]
    with pytest.raises(errors.AlreadyDone):
        repairs.finish(repair)


def test_maintenance_called_off_leaves_nothing(desk: Desk, projector: int) -> None:
    repairs = Maintenances(desk)
    repairs.finish(repairs.plan(projector, slot("08:00", "20:00"), "new lamp"))
    assert held(desk, projector) == []
    assert repairs.to_come() == ()


def test_a_loan_noted_by_mistake_is_taken_back_while_it_is_out(desk: Desk, loans: Loans, projector: int) -> None:
    marie = builders.person(desk)
    loans.take_back(loans.lend(projector, marie, slot("09:00", "18:00")))
    assert (held(desk, projector), loans.out()) == ([], ())
    loan = loans.lend(projector, marie, slot("09:00", "18:00"))
    loans.give_back(loan)
    with pytest.raises(errors.ChangedMeanwhile):
        loans.take_back(loan)


def test_a_return_noted_by_mistake_leaves_the_thing_out_and_held_as_before(
    desk: Desk, loans: Loans, projector: int
) -> None:
    loan = loans.lend(projector, builders.person(desk), slot("09:00", "18:00"), deposit_cents=4_000)
    back = loans.give_back(loan, at=wall("2026-11-25 12:00"), state_back="cable missing")
    loans.out_again(loan, back)
    assert held(desk, projector) == [("2026-11-25 09:00:00", "2026-11-25 18:00:00")]
    assert [row.deposit_cents for row in loans.out()] == [4_000]
    assert loans.before(projector) == ()
    with pytest.raises(errors.ChangedMeanwhile):
        loans.out_again(loan, back)


def test_a_return_is_not_taken_back_over_whoever_took_the_thing_since(desk: Desk, loans: Loans, projector: int) -> None:
    loan = loans.lend(projector, builders.person(desk), slot("09:00", "18:00"))
    back = loans.give_back(loan, at=wall("2026-11-25 12:00"))
    loans.lend(projector, builders.person(desk, "Jean", "Roca"), slot("14:00", "16:00"))
    with pytest.raises(errors.SlotTaken):
        loans.out_again(loan, back)
    assert [row.who for row in loans.out()] == ["Jean Roca"]


def test_things_stand_as_they_stand_now(desk: Desk, loans: Loans, projector: int) -> None:
    units = Units(desk)
    drill, van, key = (
        units.add(NewUnit(name, kind))
        for name, kind in (("Drill", UnitKind.TOOL), ("Van", UnitKind.VEHICLE), ("Key 8", UnitKind.LOCKER))
    )
    Maintenances(desk).plan(drill, slot("08:00", "20:00", "2026-11-24"), "new chuck")
    late = loans.lend(van, builders.person(desk), slot("09:00", "10:00", "2026-11-24"))
    loans.lend(key, builders.person(desk, "Jean", "Roca"), slot("09:00", "18:00"))
    rows = {row.name: row for row in loans.things()}
    assert [(name, row.state, row.by) for name, row in rows.items()] == [
        ("Projector", "free", ""),
        ("Drill", "maintenance", "new chuck"),
        ("Van", "out", "Marie Dupont"),
        ("Key 8", "free", ""),
    ]
    assert (rows["Van"].late, rows["Van"].loan_id) == (True, late)
    assert rows["Drill"].until == wall("2026-11-24 20:00")


def test_what_should_be_back_is_counted(desk: Desk, loans: Loans, projector: int) -> None:
    loans.lend(projector, builders.person(desk), slot("09:00", "18:00"))
    assert Today(desk).overdue() == 0
    builders.advance_to(desk, wall("2026-11-25 18:00"))
    assert Today(desk).overdue() == 1


def test_what_was_planned_out_of_use_by_mistake_never_was(desk: Desk, projector: int) -> None:
    repairs = Maintenances(desk)
    repairs.take_back(repairs.plan(projector, slot("08:00", "20:00", "2026-11-24"), "new lamp"))
    assert (held(desk, projector), repairs.to_come()) == ([], ())
    with pytest.raises(errors.NotFound):
        repairs.take_back(4711)


def test_what_was_retired_is_not_lent(desk: Desk, loans: Loans, projector: int) -> None:
    Units(desk).retire(projector)
    with pytest.raises(errors.UnknownUnit):
        loans.lend(projector, builders.person(desk), slot("09:00", "12:00"))
