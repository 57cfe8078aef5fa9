"""Every right is asked for in a service, whatever the window shows; commands, and places without them, ask none."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from builders import SmallHouse, person, slot

from tierslieu_desk import errors, say
from tierslieu_desk.compose import Services
from tierslieu_desk.models.glance import Glance
from tierslieu_desk.rules.checklists import ListKind, Template
from tierslieu_desk.rules.messages import Purpose, Security
from tierslieu_desk.rules.rights import OperatorRole, Right
from tierslieu_desk.rules.vocabulary import Became, ClosingKind, PaymentMethod, Period, UnitKind
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.calendar_import import Into
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.front.articles import Article
from tierslieu_desk.services.front.basket import Basket, Piece
from tierslieu_desk.services.front.operators import NewOperator
from tierslieu_desk.services.message.mail_accounts import Account
from tierslieu_desk.services.money.to_invoice import NewCharge
from tierslieu_desk.services.person.people import NewPerson
from tierslieu_desk.services.place.places import PlaceDescription
from tierslieu_desk.services.place.units import NewUnit
from tierslieu_desk.services.plan.below_zero import Limits
from tierslieu_desk.services.plan.plans import NewPlan, NewSubscription

FACILITATOR, VOLUNTEER, TREASURER = OperatorRole
ACCOUNT = Account("127.0.0.1", 25, Security.NONE, "", "", "desk@example.org")
CONFIRMED = Purpose.BOOKING_CONFIRMED
MONTHLY = NewPlan(name="Monthly", period=Period.MONTH, price_e4=1_000_000)


def services_with_operators(desk: Desk) -> tuple[Services, dict[OperatorRole, int]]:
    """Camille the facilitator, Vera who volunteers, Théo the treasurer; Camille is at the desk."""
    services = Services(desk)
    tick(services, "operators")
    services.at_desk.begin()
    who = {
        FACILITATOR: services.operators.add(NewOperator("Camille", FACILITATOR, "4827")),
        VOLUNTEER: services.operators.add(NewOperator("Vera", VOLUNTEER)),
        TREASURER: services.operators.add(NewOperator("Théo", TREASURER)),
    }
    return services, who


def tick(services: Services, does: str) -> None:
    """What this place does."""
    row = services.places.get()
    facts = {name: getattr(row, name) for name in PlaceDescription.__dataclass_fields__}
    services.places.describe(replace(PlaceDescription(**facts), services=does))


Gesture = Callable[[Services, SmallHouse, int, Path], object]
GESTURES: tuple[tuple[Right, str, Gesture], ...] = (
    (Right.MONEY_BACK, "reverse", lambda s, _h, _p, _f: s.payments.reverse(1)),
    (Right.MONEY_BACK, "give back", lambda s, _h, p, _f: s.payments.settle(p, PaymentMethod.CASH, -500, {})),
    (Right.ISSUE, "issue", lambda s, _h, p, _f: s.invoices.issue(p, date(2026, 11, 30))),
    (Right.ISSUE, "bill", lambda s, _h, _p, _f: s.invoices.bill(date(2026, 11, 30))),
    (Right.ISSUE, "issue all", lambda s, _h, _p, _f: s.invoices.issue_all(date(2026, 11, 30))),
    (Right.CREDIT, "credit", lambda s, _h, _p, _f: s.invoices.credit(1)),
    (Right.CLOSE_TILL, "close", lambda s, _h, _p, _f: s.payments.close(ClosingKind.DAY, date(2026, 11, 23))),
    (
        Right.PRICES,
        "new plan",
        lambda s, _h, _p, _f: s.plans.add(NewPlan(name="Monthly", period=Period.MONTH, price_e4=1_000_000)),
    ),
    (Right.PRICES, "plan price", lambda s, _h, _p, _f: s.plans.change_price(1, 5)),
    (Right.PRICES, "withdraw", lambda s, _h, _p, _f: s.plans.withdraw(1)),
    (Right.PRICES, "offer again", lambda s, _h, _p, _f: s.plans.offer_again(1)),
    (Right.PRICES, "room price", lambda s, _h, _p, _f: s.units.set_prices(UnitKind.ROOM, ())),
    (Right.PRICES, "drop prices", lambda s, h, _p, _f: s.units.drop_prices(h.room_a)),
    (Right.PRICES, "articles", lambda s, _h, _p, _f: s.counter.set_articles(())),
    (Right.PRICES, "below zero", lambda s, _h, _p, _f: s.below_zero.set(Limits(half_days=2))),
    (Right.REPORTS, "month", lambda s, _h, _p, _f: s.reports.month(date(2026, 11, 1))),
    (Right.REPORTS, "accounting", lambda s, _h, _p, f: s.exports.accounting(f)),
    (Right.REPORTS, "invoices", lambda s, _h, _p, f: s.exports.invoices(f)),
    (Right.SETTINGS, "place", lambda s, _h, _p, _f: tick(s, "operators events")),
    (Right.SETTINGS, "hours", lambda s, _h, _p, _f: s.places.set_hours(())),
    (Right.SETTINGS, "text", lambda s, _h, _p, _f: s.places.set_text("late_fees", "fr", "rien")),
    (Right.SETTINGS, "unit", lambda s, _h, _p, _f: s.units.add(NewUnit("Attic", UnitKind.ROOM))),
    (Right.SETTINGS, "retire unit", lambda s, h, _p, _f: s.units.retire(h.booth)),
    (Right.SETTINGS, "second place", lambda s, _h, _p, _f: s.copies.choose_second_place("")),
    (Right.SETTINGS, "target", lambda s, _h, _p, _f: s.targets.remove(1)),
    (Right.SETTINGS, "lists", lambda s, _h, _p, _f: s.checklists.set_templates([Template(ListKind.BEGIN, "Key")])),
    (Right.IMPORT, "import", lambda s, _h, _p, f: s.people_import.run(f / "people.csv")),
    (Right.IMPORT, "old calendar", lambda s, h, p, f: s.calendar_import.run(f / "a.ics", Into(h.room_a, p))),
    (Right.IMPORT, "opening position", lambda s, _h, _p, f: s.opening_position.run(f / "before.xlsx")),
    (Right.SETTINGS, "message text", lambda s, _h, _p, _f: s.message_texts.keep(CONFIRMED, "fr", "A", "B")),
    (Right.SETTINGS, "message text back", lambda s, _h, _p, _f: s.message_texts.back(CONFIRMED, "fr")),
    (Right.SETTINGS, "mail account", lambda s, _h, _p, _f: s.mail_accounts.keep(ACCOUNT)),
    (Right.SETTINGS, "mail password", lambda s, _h, _p, _f: s.mail_accounts.sign_in("secret")),
    (Right.SETTINGS, "no mail account", lambda s, _h, _p, _f: s.mail_accounts.remove()),
    (Right.SETTINGS, "computers", lambda s, _h, _p, _f: s.digital_space.set_stations(["PC 1"])),
    (Right.SETTINGS, "register kept for", lambda s, _h, _p, _f: s.visitor_register.keep_for(3)),
    (Right.ERASE, "left", lambda s, _h, p, _f: s.person_facts.became(p, Became.JOB, date(2026, 11, 24))),
    (Right.ERASE, "merge", lambda s, _h, p, _f: s.merges.merge(p, p + 1)),
    (Right.ERASE, "take apart", lambda s, _h, p, _f: s.merges.take_apart(p)),
    (Right.ERASE, "forget visitors", lambda s, _h, _p, _f: s.visitor_register.forget(s.visitor_register.look())),
    (Right.RESTORE, "restore", lambda s, _h, _p, _f: s.copies.put_back()),
    (Right.OVERRIDE, "book", lambda s, h, p, _f: s.bookings.book(_late(h, p), "the mayor asked")),
    (Right.OVERRIDE, "move", lambda s, h, _p, _f: s.bookings.move(1, slot("21:00", "22:00"), h.room_a, "as asked")),
    (Right.ERASE, "retire", lambda s, _h, p, _f: s.people.retire(p)),
    (Right.OPERATORS, "add", lambda s, _h, _p, _f: s.operators.add(NewOperator("Zoé", FACILITATOR))),
    (Right.OPERATORS, "change", lambda s, _h, _p, _f: s.operators.change(2, NewOperator("Vera", FACILITATOR))),
    (Right.OPERATORS, "retire", lambda s, _h, _p, _f: s.operators.retire(1)),
    (Right.OPERATORS, "rights", lambda s, _h, _p, _f: s.operators.set_rights(VOLUNTEER, Right)),
    (Right.OPERATORS, "untick", lambda s, _h, _p, _f: tick(s, "")),
)


def _late(house: SmallHouse, party: int) -> NewBooking:
    return NewBooking(house.room_a, party, slot("21:00", "22:00"))


def test_every_right_is_asked_for_by_a_gesture() -> None:
    assert {right for right, _name, _gesture in GESTURES} == set(Right)


@pytest.mark.parametrize(
    ("right", "gesture"), [(r, g) for r, _n, g in GESTURES], ids=[f"{r}-{n}" for r, n, _g in GESTURES]
)
def test_the_service_refuses_who_has_every_right_but_that_one(
    desk: Desk, house: SmallHouse, tmp_path: Path, right: Right, gesture: Gesture
) -> None:
    maria = person(desk, "Maria", "Roca")
    services, who = services_with_operators(desk)
    services.bookings.book(NewBooking(house.room_a, maria, slot("14:00", "16:00")))
    services.operators.set_rights(VOLUNTEER, set(Right) - {right})
    services.at_desk.sit(who[VOLUNTEER])
    before = everything(desk)
    with pytest.raises(errors.NotAllowed) as refused:
        gesture(services, house, maria, tmp_path)
    assert refused.value.facts["right"] == right
    assert everything(desk) == before
    assert say.sentence(refused.value).endswith("F12.")


def everything(desk: Desk) -> list[object]:
    """How many rows each table has, to see that nothing was half-done."""
    with desk.store.glancing() as seen:
        tables = [name for (name,) in seen.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
        return [(name, seen.value(f"SELECT count(*) FROM {name}")) for name in tables]


def test_a_line_written_by_hand_is_anybodys_to_put_right_what_stood_on_an_invoice_is_for_who_may_credit(
    desk: Desk, house: SmallHouse
) -> None:
    services, who = services_with_operators(desk)
    address = {"street": "1 Le Pla", "postcode": "09000", "city": "Foix"}
    maria = services.people.add_person(NewPerson(given_name="Maria", family_name="Roca", **address))
    services.to_invoice.charge(NewCharge(maria, "Room", 360_000))
    (issued,) = services.invoices.issue(maria, desk.clock.today())
    services.invoices.credit(issued.id, owe_again=True)
    (again,) = services.to_invoice.again(issued.id).charges
    services.at_desk.sit(who[VOLUNTEER])
    by_hand = services.to_invoice.charge(NewCharge(maria, "Print-outs", 10_000))
    said = {line.id: line.wording for line in services.to_invoice.lines(maria, desk.clock.today())}
    services.to_invoice.change(by_hand, replace(said[by_hand], unit_price_e4=12_000))
    with pytest.raises(errors.NotAllowed) as refused:
        services.to_invoice.change(again, replace(said[again], unit_price_e4=12_000))
    assert refused.value.facts["right"] == Right.CREDIT


def test_whoever_has_the_right_is_not_refused(desk: Desk, house: SmallHouse) -> None:
    services, who = services_with_operators(desk)
    services.operators.set_rights(VOLUNTEER, {Right.PRICES})
    services.at_desk.sit(who[VOLUNTEER])
    assert services.plans.add(MONTHLY) == 1


def test_a_place_that_has_not_ticked_operators_asks_nobody_and_the_journal_has_the_computers_user(
    desk: Desk, house: SmallHouse
) -> None:
    services = Services(desk)
    assert services.at_desk.begin() is False
    services.people.retire(person(desk, "Maria", "Roca"))
    with desk.store.glancing() as seen:
        assert last_who(seen) == "Camille"


def test_a_command_beside_the_window_is_the_owners_and_may_everything(desk: Desk, house: SmallHouse) -> None:
    services, who = services_with_operators(desk)
    services.at_desk.sit(who[VOLUNTEER])
    beside = Services(Desk(desk.store, desk.clock, lambda: "owner"))
    beside.plans.add(MONTHLY)
    with desk.store.glancing() as seen:
        assert last_who(seen) == "owner"


def test_the_journal_has_the_name_of_who_is_at_the_desk(desk: Desk, house: SmallHouse) -> None:
    services, who = services_with_operators(desk)
    services.at_desk.sit(who[VOLUNTEER])
    services.visits.passer_by()
    with desk.store.glancing() as seen:
        assert last_who(seen) == "Vera"
    services.at_desk.sit(who[FACILITATOR], "4827")
    tick(services, "")
    services.visits.passer_by()
    with desk.store.glancing() as seen:
        assert last_who(seen) == "Camille", "unticked, it is the computer's user again"


def test_somebody_just_written_down_is_taken_back_by_anybody(desk: Desk, house: SmallHouse) -> None:
    services, who = services_with_operators(desk)
    services.at_desk.sit(who[VOLUNTEER])
    services.people.retire(person(desk, "Maria", "Roca"), 1)


def test_a_desk_that_was_left_refuses_what_asks_for_a_right(desk: Desk, house: SmallHouse) -> None:
    services, who = services_with_operators(desk)
    services.at_desk.leave()
    assert services.at_desk.locked()
    with pytest.raises(errors.NobodyAtTheDesk):
        services.plans.withdraw(1)
    services.at_desk.sit(who[TREASURER])
    assert not services.at_desk.locked()


def test_the_first_one_is_a_facilitator_and_is_at_the_desk(desk: Desk, house: SmallHouse) -> None:
    services = Services(desk)
    tick(services, "operators")
    assert services.at_desk.begin() is False, "nobody is written down: nobody has to say who they are"
    with pytest.raises(errors.FirstFacilitator):
        services.operators.add(NewOperator("Vera", VOLUNTEER))
    services.operators.add(NewOperator("Camille", FACILITATOR))
    now = services.at_desk.now()
    assert now is not None
    assert now.name == "Camille"


def test_two_operators_of_one_name_are_refused(desk: Desk, house: SmallHouse) -> None:
    services, who = services_with_operators(desk)
    with pytest.raises(errors.NameTaken):
        services.operators.add(NewOperator(" théo ", VOLUNTEER))
    with pytest.raises(errors.NameTaken):
        services.operators.change(who[VOLUNTEER], NewOperator("THEO", VOLUNTEER))


@pytest.mark.parametrize("pin", ["abcd", "123", "12 34", "1234567"])
def test_a_pin_of_letters_or_of_too_few_digits_is_refused_and_nobody_is_written_down(
    desk: Desk, house: SmallHouse, pin: str
) -> None:
    services, _who = services_with_operators(desk)
    with pytest.raises(errors.PinUnusable):
        services.operators.add(NewOperator("Zoé", VOLUNTEER, pin))
    assert [row.name for row in services.at_desk.all()] == ["Camille", "Théo", "Vera"]


def test_the_last_facilitator_stays_and_stays_one(desk: Desk, house: SmallHouse) -> None:
    services, who = services_with_operators(desk)
    with pytest.raises(errors.LastFacilitator):
        services.operators.retire(who[FACILITATOR])
    with pytest.raises(errors.LastFacilitator):
        services.operators.change(who[FACILITATOR], NewOperator("Camille", TREASURER))
    with pytest.raises(errors.LastFacilitator):
        services.operators.set_rights(FACILITATOR, {Right.PRICES})
    services.operators.add(NewOperator("Zoé", FACILITATOR))
    services.operators.retire(who[FACILITATOR])
    assert services.at_desk.locked(), "who is at the desk no more has to be followed by somebody"


def test_three_wrong_pins_wait_a_little_and_the_right_one_with_them(desk: Desk, house: SmallHouse) -> None:
    services, who = services_with_operators(desk)
    seconds = 100.0
    services.at_desk.ticking = lambda: seconds
    services.at_desk.leave()
    for _try in range(3):
        with pytest.raises(errors.WrongPin):
            services.at_desk.sit(who[FACILITATOR], "1111")
    with pytest.raises(errors.PinWait) as waits:
        services.at_desk.sit(who[FACILITATOR], "4827")
    assert waits.value.facts["seconds"] == 20
    services.at_desk.sit(who[VOLUNTEER])
    seconds = 121.0
    assert services.at_desk.sit(who[FACILITATOR], "4827").name == "Camille"


def test_a_pin_is_nowhere_but_as_a_hash(desk: Desk, house: SmallHouse, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        services, who = services_with_operators(desk)
        services.operators.change(who[VOLUNTEER], NewOperator("Vera", VOLUNTEER, "90817"))
        with pytest.raises(errors.WrongPin):
            services.at_desk.sit(who[VOLUNTEER], "55443")
        services.at_desk.sit(who[VOLUNTEER], "90817")
    with desk.store.glancing() as seen:
        kept = seen.value("SELECT pin_hash FROM operator WHERE name = 'Vera'")
        journal = json.dumps(seen.rows("SELECT * FROM journal"))
    assert kept.startswith("scrypt$16384$8$1$")
    copied = services.copies.make().first.file.read_bytes() + desk.store.file.read_bytes()
    for pin in ("90817", "55443"):
        assert pin not in journal
        assert pin not in caplog.text
    assert b"90817" not in copied
    assert "90817" not in repr(NewOperator("Vera", VOLUNTEER, "90817"))


def test_the_pin_of_the_only_facilitator_is_taken_away_by_the_places_number_and_everybody_sees_it(
    desk: Desk, house: SmallHouse
) -> None:
    services, who = services_with_operators(desk)
    services.at_desk.leave()
    with pytest.raises(errors.NotThisPlace):
        services.at_desk.forget_pin(who[FACILITATOR], "73282932000075")
    services.at_desk.forget_pin(who[FACILITATOR], "732 829 320 00074")
    services.at_desk.sit(who[FACILITATOR])
    (note,) = services.shift_notes.open()
    assert "Camille" in note.text


def test_with_another_facilitator_a_forgotten_pin_is_theirs_to_give_anew(desk: Desk, house: SmallHouse) -> None:
    services, who = services_with_operators(desk)
    services.operators.add(NewOperator("Zoé", FACILITATOR))
    with pytest.raises(errors.PinKeptByAnother):
        services.at_desk.forget_pin(who[FACILITATOR], "73282932000074")
    with pytest.raises(errors.PinKeptByAnother):
        services.at_desk.forget_pin(who[VOLUNTEER], "73282932000074")


def last_who(seen: Glance) -> object:
    """Who the last line of the journal names."""
    return seen.value("SELECT who FROM journal ORDER BY id DESC LIMIT 1")


def test_a_volunteer_without_any_right_greets_books_sells_and_takes_money(desk: Desk, house: SmallHouse) -> None:
    services, who = services_with_operators(desk)
    plan = services.plans.add(MONTHLY)
    services.counter.set_articles((Article(name="Coffee", price_e4=10_000),))
    services.at_desk.sit(who[VOLUNTEER])
    maria = services.people.add_person(NewPerson(given_name="Maria", family_name="Roca"))
    services.bookings.book(NewBooking(house.room_a, maria, slot("14:00", "16:00")))
    services.visits.check_in(maria)
    services.plans.sell(NewSubscription(maria, plan))
    (coffee,) = services.counter.articles()
    sale = services.counter.sell(maria, Basket(pieces=(Piece(coffee),)), PaymentMethod.CASH)
    assert sale.payment is not None
    assert sale.payment.amount_cents == 100
    services.shift_notes.write("Maria has paid her coffee")


def test_a_name_of_a_hundred_letters_is_refused(desk: Desk, house: SmallHouse) -> None:
    services, _who = services_with_operators(desk)
    with pytest.raises(errors.TextTooLong):
        services.operators.add(NewOperator("a" * 100, VOLUNTEER))
