"""A house begins on 1 July with a workbook: what it says stands afterwards, and nothing is charged or invoiced twice.

The amounts were worked out by hand. Marie paid July before, Jean did not: on 31 July only Jean is invoiced.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from builders import advance_to, open_desk
from opening_books import FIRST_DAY, JULY, book, changed, house_of_july
from openpyxl import load_workbook

from tierslieu_desk import errors, say
from tierslieu_desk.i18n import speaking
from tierslieu_desk.rules.checklists import ListKind, Template
from tierslieu_desk.rules.passes import LedgerReason
from tierslieu_desk.rules.vocabulary import PaymentMethod, Role, UnitKind
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file.exports import Exports
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.front.due_today import DueKind
from tierslieu_desk.services.front.today import Today
from tierslieu_desk.services.keeping.copies import Copies
from tierslieu_desk.services.keeping.verification import Verification
from tierslieu_desk.services.money.accounting import entries
from tierslieu_desk.services.money.invoice_lists import InvoiceLists
from tierslieu_desk.services.money.invoices import Invoices
from tierslieu_desk.services.money.payments import Payments
from tierslieu_desk.services.money.to_invoice import NewCharge, ToInvoice
from tierslieu_desk.services.opening.opening_position import LineFate, OpeningPosition
from tierslieu_desk.services.opening.opening_position_deposits import DepositsHeld
from tierslieu_desk.services.person.checklists import Checklists
from tierslieu_desk.services.person.people import People
from tierslieu_desk.services.person.person_files import PersonFiles
from tierslieu_desk.services.place.units import NewUnit, Units
from tierslieu_desk.services.plan.plans import Plans
from tierslieu_desk.services.plan.prepaid_cards import PrepaidCards
from tierslieu_desk.services.post.domiciliations import Domiciliations
from tierslieu_desk.services.report.reports import Reports
from tierslieu_desk.services.thing.loans import Loans
from tierslieu_desk.wallclock import Slot


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """The house on the morning of its first day, before the workbook."""
    with open_desk(tmp_path / "desk", FIRST_DAY) as opened, speaking("en"):
        house_of_july(opened)
        yield opened


def opening(desk: Desk) -> OpeningPosition:
    return OpeningPosition(desk, Papers(desk.store.folder), Copies(desk))


def unpaid(desk: Desk) -> list[tuple[str, str, int, date]]:
    return [(row.number, row.customer, row.left_cents, row.due_on) for row in InvoiceLists(desk).find(unpaid=True)]


def refusals(desk: Desk, tmp_path: Path, sheets) -> list[tuple[str, int, str, str]]:
    """What a workbook is refused for; nothing of it is written."""
    before = desk.store.file.parent, [row.name for row in People(desk).list(role=Role.MEMBER)]
    seen = opening(desk).run(book(tmp_path / "bad.xlsx", sheets))
    assert not opening(desk).used()
    assert unpaid(desk) == []
    assert before == (desk.store.file.parent, [row.name for row in People(desk).list(role=Role.MEMBER)])
    return [(sheet.code, one.line, one.error.code, say.sentence(one.error)) for sheet, one in seen.errors]


def test_a_house_begins_in_the_middle_of_a_year_and_nothing_is_invoiced_twice(desk: Desk, tmp_path: Path) -> None:
    done = opening(desk).run(book(tmp_path / "july.xlsx", JULY))
    assert done.errors == ()
    assert (done.created, done.skipped) == (11, 0)
    people, plans, invoices = People(desk), Plans(desk), Invoices(desk, Papers(desk.store.folder))
    marie, jean, pyrene = (people.named(name) for name in ("Marie Dupont", "Jean Roy", "Pyrène Conseil"))

    assert unpaid(desk) == [
        ("F2026-0131", "Pyrène Conseil", 24_000, date(2026, 6, 11)),
        ("F2026-0140", "Marie Dupont", 3_650, date(2026, 7, 25)),
    ]
    assert [(row.name, row.role) for row in people.list(role=Role.MEMBER)] == [
        ("Jean Roy", Role.MEMBER),
        ("Marie Dupont", Role.MEMBER),
    ]
    assert (plans.left(marie), plans.left(jean)) == (8, 7)
    assert [(row.reason, row.half_days) for row in plans.explain(marie)] == [(LedgerReason.OPENING, 8)]
    assert [(row.name, row.half_days, row.valid_until) for row in plans.explain(jean)] == [
        ("10 tickets", 7, date(2026, 12, 31))
    ]
    [out] = Loans(desk).out()
    assert (out.unit, out.who, out.deposit_cents, out.due) == ("Key 3", "Jean Roy", 3_000, datetime(2026, 7, 15, 18))
    [contract] = Domiciliations(desk).all()
    assert (contract.who, contract.starts, contract.mailbox, contract.approval_number) == (
        "Pyrène Conseil",
        date(2024, 9, 1),
        "B12",
        "09-2024-17",
    )
    assert [(row.person, row.role) for row in people.affiliations(pyrene)] == [("Marie Dupont", "legal representative")]
    assert [(row.who, row.what, row.cents) for row in DepositsHeld(desk).all()] == [("Marie Dupont", "Badge 12", 5_000)]

    assert ToInvoice(desk).payers(date(2026, 7, 31)) == (), "nothing of before is owed again"
    advance_to(desk, datetime(2026, 7, 31, 18, 0))
    plans.renew_due(date(2026, 7, 31))
    waiting = [(row.name, row.gross_cents) for row in ToInvoice(desk).payers(date(2026, 7, 31))]
    assert waiting == [("Jean Roy", 10_000)], "July of Marie was charged before"
    [issued] = invoices.issue_all(date(2026, 7, 31)).issued
    assert (issued.number, issued.customer, issued.gross_cents) == ("F2026-0143", "Jean Roy", 10_000)
    assert invoices.credit(issued.id).number == "A2026-0004"
    advance_to(desk, datetime(2026, 8, 1, 9, 0))
    plans.renew_due(date(2026, 8, 1))
    waiting = [(row.name, row.gross_cents) for row in ToInvoice(desk).payers(date(2026, 8, 1))]
    assert waiting == [("Jean Roy", 10_000), ("Marie Dupont", 12_000)], "August is charged to both, here, once"
    assert Verification(desk).run() == ()


def test_the_same_workbook_again_changes_nothing_and_says_so(desk: Desk, tmp_path: Path) -> None:
    file = book(tmp_path / "july.xlsx", JULY)
    opening(desk).run(file)
    again = opening(desk).run(file)
    assert (again.created, again.skipped, again.errors, again.copy) == (0, 11, (), None)
    assert {row.fate for sheet in again.sheets for row in sheet.rows} == {LineFate.KNOWN}
    assert len(unpaid(desk)) == 2
    assert Plans(desk).left(People(desk).named("Jean Roy")) == 7
    advance_to(desk, datetime(2026, 7, 31, 18, 0))
    Plans(desk).renew_due(date(2026, 7, 31))
    Invoices(desk, Papers(desk.store.folder)).issue_all(date(2026, 7, 31))
    advance_to(desk, datetime(2026, 8, 3, 9, 0))
    later = opening(desk).run(file)
    assert (later.created, later.skipped, later.errors) == (0, 11, ())


def test_a_line_that_was_forgotten_is_brought_in_later_with_the_same_workbook(desk: Desk, tmp_path: Path) -> None:
    opening(desk).run(book(tmp_path / "july.xlsx", JULY))
    more = {**JULY, "Tickets left": [*JULY["Tickets left"], ["Marie Dupont", "5 tickets", 2, None]]}
    done = opening(desk).run(book(tmp_path / "more.xlsx", more))
    assert (done.created, done.skipped) == (1, 11)
    assert Plans(desk).left(People(desk).named("Marie Dupont")) == 12


def test_a_preview_writes_nothing_and_says_what_each_line_becomes(desk: Desk, tmp_path: Path) -> None:
    seen = opening(desk).preview(book(tmp_path / "july.xlsx", JULY))
    assert not opening(desk).used()
    assert unpaid(desk) == []
    assert not Papers(desk.store.folder).folder.exists()
    told = {sheet.code: [(row.line, row.words) for row in sheet.rows] for sheet in seen.sheets}
    assert told["numbers"] == [(2, "F2026-0143"), (3, "A2026-0004"), (4, "R2026-0058")]
    assert told["invoices"][1] == (3, "F2026-0140, Marie Dupont: €36.50 left, due 25 July 2026")
    assert told["subscriptions"] == [
        (2, "Marie Dupont, Ten days: charged from 1 August 2026 on, 4 days left"),
        (3, "Jean Roy, As you like: charged from 1 July 2026 on"),
    ]
    assert told["tickets"] == [(2, "Jean Roy, 10 tickets: 3.5 days left, good until 31 December 2026")]
    assert told["loans"] == [(2, "Key 3, with Jean Roy until 15 July 2026")]
    assert told["companies"] == [(2, "Pyrène Conseil, here since 1 September 2024")]
    assert told["deposits"] == [(2, "Marie Dupont, Badge 12: €50.00 held")]


def test_an_invoice_of_before_is_paid_like_any_other_and_the_payment_can_be_taken_back(
    desk: Desk, tmp_path: Path
) -> None:
    opening(desk).run(book(tmp_path / "july.xlsx", JULY))
    marie = People(desk).named("Marie Dupont")
    [row] = InvoiceLists(desk).open_of(marie)
    assert (row.number, row.carried, row.issued_on) == ("F2026-0140", True, date(2026, 6, 25))
    payments = Payments(desk)
    with pytest.raises(errors.TooMuchPaid):
        payments.settle(marie, PaymentMethod.CASH, 3_651, {row.id: 3_651})
    paid = payments.settle(marie, PaymentMethod.CASH, 3_650, {row.id: 3_650})
    assert [number for number, *_ in unpaid(desk)] == ["F2026-0131"]
    payments.reverse(paid.id)
    assert [number for number, *_ in unpaid(desk)] == ["F2026-0131", "F2026-0140"]
    assert Verification(desk).run() == ()


def test_an_invoice_of_before_is_overdue_like_any_other(desk: Desk, tmp_path: Path) -> None:
    opening(desk).run(book(tmp_path / "july.xlsx", JULY))
    assert ToInvoice(desk).waiting() == 1, "the company’s is overdue since 11 June"
    rows = [row for row in Today(desk).view().due if row.kind is DueKind.INVOICE]
    assert [(row.name, row.what, row.amount_cents) for row in rows] == [("Pyrène Conseil", "F2026-0131", 24_000)]


def test_an_invoice_of_before_is_no_revenue_and_in_no_export_of_what_was_issued(desk: Desk, tmp_path: Path) -> None:
    opening(desk).run(book(tmp_path / "july.xlsx", JULY))
    for month in (date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)):
        found = Reports(desk).month(month)
        assert (found.net, found.gross, found.revenue) == (0, 0, ()), month
    with desk.store.reading() as session:
        assert list(entries(session)) == []
    [file] = Exports(desk, Papers(desk.store.folder)).invoices(tmp_path / "invoices.csv")
    assert len(file.read_text(encoding="utf-8-sig").splitlines()) == 1


def test_an_invoice_of_before_is_credited_where_it_was_issued(desk: Desk, tmp_path: Path) -> None:
    opening(desk).run(book(tmp_path / "july.xlsx", JULY))
    row = InvoiceLists(desk).find("F2026-0140")[0]
    with pytest.raises(errors.CarriedOver):
        Invoices(desk, Papers(desk.store.folder)).credit(row.id)


def test_a_copy_is_made_before_anything_is_written(desk: Desk, tmp_path: Path) -> None:
    done = opening(desk).run(book(tmp_path / "july.xlsx", JULY))
    assert done.copy is not None
    assert done.copy.is_file()
    assert Copies(desk).last() is not None


def test_a_line_that_is_wrong_stops_all_of_it_and_each_one_says_why(desk: Desk, tmp_path: Path) -> None:
    wrong = {
        "Next numbers": [["Documents", "Next number"], ["Bills", "F2026-0143"], ["Invoices", "many"]],
        "Unpaid invoices": [
            JULY["Unpaid invoices"][0],
            ["2025/17", "Nobody Known", "12/05/2026", "11/06/2026", 10],
            ["2025/18", "Jean Roy", "31/02/2026", "11/06/2026", 10],
            ["2025/19", "Jean Roy", "12/05/2026", "11/06/2026", "ten"],
            ["2025/20", "Jean Roy", "12/05/2026", "11/04/2026", 10],
            ["", "Jean Roy", "12/05/2026", "11/06/2026", 10],
        ],
        "Running subscriptions": [
            JULY["Running subscriptions"][0],
            ["Jean Roy", "Weekly", "01/03/2026", None, "01/07/2026", None],
            ["Jean Roy", "Ten days", "01/03/2026", None, "01/08/2026", None],
            ["Jean Roy", "As you like", "01/03/2026", None, "01/08/2026", 3],
        ],
        "Tickets left": [JULY["Tickets left"][0], ["Jean Roy", "10 tickets", "three", None],
                         ["Jean Roy", "10 tickets", 3, "30/06/2026"]],
        "Loans and keys out": [JULY["Loans and keys out"][0], ["Key 9", "Jean Roy", "20/06/2026", "15/07/2026", None],
                               ["Key 3", "Jean Roy", "20/07/2026", "25/07/2026", None]],
    }  # fmt: skip
    assert [one[:3] for one in refusals(desk, tmp_path, wrong)] == [
        ("numbers", 2, "word_unknown"),
        ("numbers", 3, "not_a_number"),
        ("invoices", 2, "unknown_person"),
        ("invoices", 3, "not_a_date"),
        ("invoices", 4, "not_an_amount"),
        ("invoices", 5, "slot_reversed"),
        ("invoices", 6, "missing_fact"),
        ("subscriptions", 2, "word_unknown"),
        ("subscriptions", 3, "missing_fact"),
        ("subscriptions", 4, "not_counted"),
        ("tickets", 2, "not_half_days"),
        ("tickets", 3, "day_over"),
        ("loans", 2, "unknown_unit"),
        ("loans", 3, "day_to_come"),
    ]


def test_numbers_that_clash_are_refused_with_the_number(desk: Desk, tmp_path: Path) -> None:
    """F2026-0150 of before would be given again on the 8th invoice here: the desk goes on with F2026-0143."""
    clash = changed("Unpaid invoices", ["F2026-0150", "Jean Roy", "12/05/2026", "11/06/2026", 10])
    [(sheet, line, code, told)] = refusals(desk, tmp_path, clash)
    assert (sheet, line, code) == ("invoices", 2, "number_still_to_come")
    assert told == (
        "F2026-0150 would be given a second time, as the next one here is F2026-0143. Put the right next number on the "
        "first sheet."
    )
    twice = changed(
        "Unpaid invoices",
        ["F2026-0131", "Jean Roy", "12/05/2026", "11/06/2026", 10],
        ["F2026-0131", "Marie Dupont", "12/05/2026", "11/06/2026", 20],
    )
    [(sheet, line, code, _told)] = refusals(desk, tmp_path, twice)
    assert (sheet, line, code) == ("invoices", 3, "twice_in_file")


def test_a_next_number_is_refused_once_this_desk_gave_one_before_it(desk: Desk, tmp_path: Path) -> None:
    jean = People(desk).named("Jean Roy")
    plan = next(one for one in Plans(desk).list() if one.name == "As you like")
    from tierslieu_desk.services.plan.plans import NewSubscription

    Plans(desk).sell(NewSubscription(jean, plan.id))
    Invoices(desk, Papers(desk.store.folder)).issue_all(date(2026, 7, 1))
    seen = opening(desk).run(book(tmp_path / "late.xlsx", {"Next numbers": JULY["Next numbers"][:2]}))
    [(_sheet, one)] = seen.errors
    assert say.sentence(one.error) == (
        "F2026-0001 was issued here, so it cannot have been given before as well. Check the next number."
    )
    assert not opening(desk).used()
    later = opening(desk).run(
        book(tmp_path / "x.xlsx", {"Unpaid invoices": [JULY["Unpaid invoices"][0],
                                                       ["F2026-0001", "Jean Roy", "12/05/2026", "11/06/2026", 10]]})
    )  # fmt: skip
    assert [one.error.code for _sheet, one in later.errors] == ["number_given_here"]


def test_the_model_as_the_desk_filled_it_in_is_taken_whatever_was_issued(desk: Desk, tmp_path: Path) -> None:
    ToInvoice(desk).charge(NewCharge(People(desk).named("Jean Roy"), "Coffee", 30_000))
    invoices = Invoices(desk, Papers(desk.store.folder))
    invoices.issue_all(date(2026, 7, 1))
    done = opening(desk).run(opening(desk).write_model(tmp_path / "model.xlsx"))
    assert (done.created, done.errors) == (3, ())
    ToInvoice(desk).charge(NewCharge(People(desk).named("Jean Roy"), "Coffee", 30_000))
    assert [row.number for row in invoices.issue_all(date(2026, 7, 1)).issued] == ["F2026-0002"]
    assert Verification(desk).run() == ()


def test_a_next_number_cannot_go_back(desk: Desk, tmp_path: Path) -> None:
    opening(desk).run(book(tmp_path / "july.xlsx", JULY))
    back = {"Next numbers": [["Documents", "Next number"], ["Invoices", "F2026-0100"]]}
    [(_sheet, one)] = opening(desk).run(book(tmp_path / "back.xlsx", back)).errors
    assert say.sentence(one.error) == (
        "F2026-0100 lies behind: the next one here is F2026-0143. Write that one, or leave the line out."
    )


@pytest.mark.parametrize(
    ("typed", "next_one"), [("F2026-12345", "F2026-12345"), ("2026/143", "F2026-0143"), (10_000, "F2026-10000")]
)
def test_an_older_series_goes_on_without_being_cut_short(desk: Desk, tmp_path: Path, typed, next_one: str) -> None:
    numbers = {"Next numbers": [["Documents", "Next number"], ["Invoices", typed]]}
    seen = opening(desk).run(book(tmp_path / "numbers.xlsx", numbers))
    assert [row.words for row in seen.sheets[0].rows] == [next_one]


def test_a_next_number_of_last_year_is_told(desk: Desk, tmp_path: Path) -> None:
    numbers = {"Next numbers": [["Documents", "Next number"], ["Invoices", "F2025-0900"]]}
    assert [one[2] for one in refusals(desk, tmp_path, numbers)] == ["series_over"]


def test_an_unpaid_invoice_of_last_year_needs_no_next_number(desk: Desk, tmp_path: Path) -> None:
    old = {"Unpaid invoices": [JULY["Unpaid invoices"][0], ["F2025-0900", "Jean Roy", "12/05/2025", "11/06/2025", 10]]}
    assert opening(desk).run(book(tmp_path / "old.xlsx", old)).created == 1
    assert Verification(desk).run() == ()


def test_a_line_that_says_something_else_than_before_is_refused(desk: Desk, tmp_path: Path) -> None:
    opening(desk).run(book(tmp_path / "july.xlsx", JULY))
    other = changed("Tickets left", ["Jean Roy", "10 tickets", 9, date(2026, 12, 31)])
    [(_sheet, one)] = opening(desk).run(book(tmp_path / "other.xlsx", other)).errors
    assert one.error.code == "brought_otherwise"
    assert Plans(desk).left(People(desk).named("Jean Roy")) == 7


def test_somebody_who_has_the_plan_here_already_is_not_given_it_twice(desk: Desk, tmp_path: Path) -> None:
    from tierslieu_desk.services.plan.plans import NewSubscription

    jean = People(desk).named("Jean Roy")
    plan = next(one for one in Plans(desk).list() if one.name == "As you like")
    Plans(desk).sell(NewSubscription(jean, plan.id))
    seen = opening(desk).run(book(tmp_path / "july.xlsx", JULY))
    assert [one.error.code for _sheet, one in seen.errors] == ["subscription_runs"]
    assert len(Plans(desk).subscriptions()) == 1


def test_who_has_been_there_for_months_is_not_begun_with_anew(desk: Desk, tmp_path: Path) -> None:
    """What is for somebody who begins was done where they began; what is for who leaves comes when they leave."""
    lists = Checklists(desk)
    lists.set_templates([Template(ListKind.BEGIN, "Give the key"), Template(ListKind.LEAVE, "Key back")])
    opening(desk).run(book(tmp_path / "july.xlsx", JULY))
    marie = People(desk).named("Marie Dupont")
    assert (lists.of(marie), lists.waiting()) == ((), ())
    [sold] = Plans(desk).subscriptions(marie)
    Plans(desk).end(sold.id, date(2026, 7, 31))
    assert [one.text for one in lists.of(marie)] == ["Key back", "Give back €50.00 (Badge 12)"]


def test_a_deposit_held_from_before_is_in_the_balance_of_its_person(desk: Desk, tmp_path: Path) -> None:
    """Marie left 50.00 for her badge before, and 40.00 for a drill today: the house holds 90.00."""
    opening(desk).run(book(tmp_path / "july.xlsx", JULY))
    marie, now = People(desk).named("Marie Dupont"), desk.clock.wall()
    drill = Units(desk).add(NewUnit("Drill", UnitKind.TOOL))
    Loans(desk).lend(drill, marie, Slot(now, now + timedelta(days=1)), deposit_cents=4_000)
    assert PersonFiles(desk).of(marie).balance.deposit_cents == 9_000
    [held] = DepositsHeld(desk).all()
    DepositsHeld(desk).give_back(held.id, PaymentMethod.CASH)
    assert PersonFiles(desk).of(marie).balance.deposit_cents == 4_000


def test_a_deposit_is_given_back_once_and_the_till_knows(desk: Desk, tmp_path: Path) -> None:
    opening(desk).run(book(tmp_path / "july.xlsx", JULY))
    deposits = DepositsHeld(desk)
    [held] = deposits.all()
    deposits.give_back(held.id, PaymentMethod.CASH)
    assert deposits.all() == ()
    [payment] = Payments(desk).all()
    assert (payment.amount_cents, payment.reference) == (-5_000, "Badge 12")
    with pytest.raises(errors.AlreadyDone):
        deposits.give_back(held.id, PaymentMethod.CASH)
    assert Verification(desk).run() == ()


def test_the_model_is_empty_but_for_the_next_numbers_and_what_is_known(desk: Desk, tmp_path: Path) -> None:
    file = opening(desk).write_model(tmp_path / "model.xlsx")
    made = load_workbook(file)
    assert made.sheetnames == [*JULY, "Known here"]
    assert [cell.value for cell in made["Next numbers"][4]] == ["Documents", "Next number"]
    assert made["Unpaid invoices"]["A3"].value == "Example: F2026-0131"
    assert [cell.value for cell in made["Next numbers"][5]] == ["Invoices", "F2026-0001"]
    assert [cell.value for cell in made["Known here"]["B"]][:4] == ["Plans", "As you like", "Ten days", None]
    seen = opening(desk).preview(file)
    assert ([one.error for _sheet, one in seen.errors], seen.ignored) == ([], ())
    assert seen.created == 3, "the next numbers, as they stand"


def test_the_model_filled_in_is_read_whatever_stands_above_its_headers(desk: Desk, tmp_path: Path) -> None:
    file = opening(desk).write_model(tmp_path / "model.xlsx")
    made = load_workbook(file)
    made["Tickets left"].append(["Jean Roy", "10 tickets", "3,5", "31/12/2026"])
    made.save(file)
    seen = opening(desk).preview(file)
    assert [(row.line, row.words) for row in seen.sheets[4].rows] == [
        (5, "Jean Roy, 10 tickets: 3.5 days left, good until 31 December 2026")
    ]


def test_a_workbook_of_something_else_is_told_with_its_sheets(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(errors.SheetsUnknown) as refused:
        opening(desk).preview(book(tmp_path / "x.xlsx", {"Budget": [["a", "b"], [1, 2]]}))
    assert refused.value.facts["sheets"] == ["Budget"]
    with pytest.raises(errors.ColumnMissing):
        opening(desk).preview(book(tmp_path / "y.xlsx", {"Tickets left": [["Blaze", "Stuff"], ["Jean Roy", "x"]]}))
    (tmp_path / "z.csv").write_text("Who;Name\nJean Roy;10 tickets\n", encoding="utf-8")
    with pytest.raises(errors.NotASpreadsheet):
        opening(desk).preview(tmp_path / "z.csv")


def test_the_lines_to_put_right_are_kept_with_their_sheet(desk: Desk, tmp_path: Path) -> None:
    wrong = changed("Tickets left", ["Nobody Known", "10 tickets", 3, None])
    seen = opening(desk).preview(book(tmp_path / "bad.xlsx", wrong))
    out = opening(desk).write_problems(seen, tmp_path / "right.csv")
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "Sheet;Line;What to do"
    assert lines[1].startswith("Tickets left;2;")
    assert lines[1].endswith(";Nobody Known;10 tickets;3;")


class _Stopped(Exception):
    pass


@pytest.mark.parametrize("at", [1, 5, 12, 18])
def test_an_opening_position_stopped_on_the_way_leaves_nothing(desk: Desk, tmp_path: Path, at: int) -> None:
    looks = 0

    def stop(_done: int, _of: int) -> None:
        nonlocal looks
        looks += 1
        if looks == at:
            raise _Stopped

    with pytest.raises(_Stopped):
        opening(desk).run(book(tmp_path / "july.xlsx", JULY), stop)
    assert not opening(desk).used()
    assert unpaid(desk) == []
    assert Verification(desk).run() == ()


def test_prepaid_cards_of_before_pay_here_and_their_money_never_came_into_this_till(desk: Desk, tmp_path: Path) -> None:
    """Marie has 12.50 of a card left, the company 80.00 that its people share; the same line again writes nothing."""
    sheets = {
        "Prepaid cards": [
            ["Who", "Left on it", "Sold on", "Good until"],
            ["Marie Dupont", "12,50", date(2026, 2, 3), date(2026, 12, 31)],
            ["Pyrène Conseil", 80, date(2026, 5, 4), None],
        ]
    }
    file = book(tmp_path / "cards.xlsx", sheets)
    seen = opening(desk).run(file)
    assert [row.words for row in seen.sheets[0].rows] == [
        "Marie Dupont: €12.50 on a prepaid card",
        "Pyrène Conseil: €80.00 on a prepaid card",
    ]
    cards, people = PrepaidCards(desk), {row.name: row.id for row in People(desk).list()}
    [marie], [company] = cards.of(people["Marie Dupont"]), cards.of(people["Pyrène Conseil"])
    assert (marie.cents, marie.valid_until, company.cents, company.shared) == (1_250, date(2026, 12, 31), 8_000, True)
    assert Payments(desk).all() == ()
    with desk.store.reading() as session:
        assert list(entries(session)) == []
    assert opening(desk).run(file).skipped == 2
    assert (cards.reach(people["Marie Dupont"]), Verification(desk).run()) == (1_250, ())


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (["Marie Dupont", "0", date(2026, 2, 3), None], "not_an_amount"),
        (["Nobody Known", "10", date(2026, 2, 3), None], "unknown_person"),
        (["Marie Dupont", "10", date(2026, 7, 2), None], "day_to_come"),
        (["Marie Dupont", "10", date(2026, 2, 3), date(2026, 1, 1)], "slot_reversed"),
    ],
)
def test_a_card_of_before_that_cannot_be_is_told(desk: Desk, tmp_path: Path, line: list[object], code: str) -> None:
    sheets = {"Prepaid cards": [["Who", "Left on it", "Sold on", "Good until"], line]}
    assert [(sheet, said) for sheet, _line, said, _words in refusals(desk, tmp_path, sheets)] == [("cards", code)]
