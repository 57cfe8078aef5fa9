"""A workbook of an opening position as a house that begins on 1 July fills it in, for the tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from builders import small_house
from openpyxl import Workbook

from tierslieu_desk.rules.vocabulary import Period, Role, UnitKind
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.person.people import NewOrganisation, NewPerson, People
from tierslieu_desk.services.place.places import PlaceDescription, Places
from tierslieu_desk.services.place.units import NewUnit, Units
from tierslieu_desk.services.plan.plans import NewPlan, Plans

FIRST_DAY = datetime(2026, 7, 1, 9, 0)
"""A Wednesday."""
Rows = Sequence[Sequence[object]]

JULY: Mapping[str, Rows] = {
    "Next numbers": [
        ["Documents", "Next number"],
        ["Invoices", "F2026-0143"],
        ["Credit notes", "A2026-0004"],
        ["Receipts", 58],
    ],
    "Unpaid invoices": [
        ["Number", "Customer", "Date", "Due", "Left to pay"],
        ["F2026-0131", "Pyrène Conseil", date(2026, 5, 12), date(2026, 6, 11), 240],
        ["F2026-0140", "marie@example.org", "25/06/2026", "25/07/2026", "36,50"],
    ],
    "Deposits held": [["Who", "What for", "Amount", "Since"], ["Marie Dupont", "Badge 12", 50, date(2026, 1, 2)]],
    "Running subscriptions": [
        ["Who", "Plan", "Since", "Price", "First day not charged yet", "Days left"],
        ["Dupont Marie", "Ten days", date(2026, 2, 3), None, date(2026, 8, 1), 4],
        ["Jean Roy", "As you like", date(2026, 3, 1), 100, date(2026, 7, 1), None],
    ],
    "Tickets left": [
        ["Who", "Name", "Days left", "Good until"],
        ["Jean Roy", "10 tickets", 3.5, date(2026, 12, 31)],
    ],
    "Hours left": [["Who", "Name", "Hours of", "Hours left", "Good until"]],
    "Prepaid cards": [["Who", "Left on it", "Sold on", "Good until"]],
    "Loans and keys out": [
        ["Thing", "Who", "Since", "Due", "Deposit"],
        ["Key 3", "Jean Roy", date(2026, 6, 20), date(2026, 7, 15), 30],
    ],
    "Domiciled companies": [
        ["Company", "Since", "Until", "Representative", "Mailbox"],
        ["Pyrène Conseil", date(2024, 9, 1), None, "Marie Dupont", "B12"],
    ],
}


def house_of_july(desk: Desk) -> None:
    """The people, plans and things that the workbook names: Marie, Jean, a company; two plans; a key."""
    small_house(desk)
    places = Places(desk)
    told = {name: getattr(places.get(), name) for name in PlaceDescription.__dataclass_fields__}
    places.describe(PlaceDescription(**{**told, "approval_number": "09-2024-17", "approved_from": date(2024, 1, 1)}))
    people = People(desk)
    at_home = {"street": "1 rue du Lac", "postcode": "09500", "city": "Mirepoix", "language": "en"}
    people.add_person(NewPerson(given_name="Marie", family_name="Dupont", email="marie@example.org", **at_home))
    people.add_person(NewPerson(given_name="Jean", family_name="Roy", role=Role.VISITOR, **at_home))
    people.add_organisation(NewOrganisation(name="Pyrène Conseil", **at_home))
    plans = Plans(desk)
    plans.add(NewPlan(name="Ten days", period=Period.MONTH, price_e4=1_200_000, days_included=10))
    plans.add(NewPlan(name="As you like", period=Period.MONTH, price_e4=1_500_000))
    Units(desk).add(NewUnit("Key 3", UnitKind.LOCKER))


def book(file: Path, sheets: Mapping[str, Rows]) -> Path:
    """A workbook of those sheets."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    made.save(file)
    return file


def changed(title: str, *rows: Sequence[object]) -> dict[str, Rows]:
    """The book of July with other lines on one sheet."""
    return {**JULY, title: [JULY[title][0], *rows]}
