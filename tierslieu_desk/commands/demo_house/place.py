"""The place of the demo house: who it is, when it is open, what can be taken there and at what price."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from tierslieu_desk.commands.demo_house.scale import HouseSize
from tierslieu_desk.compose import Services
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.buffers import Buffers
from tierslieu_desk.rules.opening import WeeklyHours
from tierslieu_desk.rules.prices import PriceStep
from tierslieu_desk.rules.vocabulary import Activity, UnitKind, VatCategory, VatRegime
from tierslieu_desk.services.place.places import PlaceDescription
from tierslieu_desk.services.place.units import NewUnit

OPENS, CLOSES = 8 * 60 + 30, 18 * 60 + 30
WEEK = tuple(WeeklyHours(weekday, OPENS, CLOSES) for weekday in range(5))
DESKS = 12
APPROVAL_YEARS = 6
ROOMS, BOOTHS, OPEN_SPACE, FAB_LAB, OUTSIDE = "Salles", "Cabines", "Espace ouvert", "Fablab", "Prêts"

PLACE = PlaceDescription(
    name="Le Relais d’Arize",
    legal_name="SCIC Le Relais d’Arize",
    legal_form="SCIC SARL à capital variable",
    capital="12 400 €",
    registry_town="Foix",
    siret="00000101600013",
    vat_number="FR53000001016",
    vat_regime=VatRegime.LIABLE,
    street="12 place de la Halle",
    postcode="09350",
    city="Daumazan-sur-Arize",
    phone="+33561000000",
    email="bonjour@relais-arize.example",
    iban="FR4200000000000000000000A00",
    services=" ".join(Activity),
)
"""Fictitious: no SIREN begins with three zeros, no French bank has the code 00000."""

ROOM = Buffers(0, 15)
UNITS = (
    NewUnit("Salle Jaune", UnitKind.ROOM, seats=8, group=ROOMS, buffers=ROOM),
    NewUnit("Salle Bleue", UnitKind.ROOM, seats=6, group=ROOMS, buffers=ROOM),
    NewUnit("Grande salle", UnitKind.ROOM, seats=14, group=ROOMS, buffers=ROOM),
    NewUnit("Salle de formation", UnitKind.ROOM, seats=20, legal_seats=19, group=ROOMS, buffers=ROOM),
    NewUnit("Cuisine", UnitKind.ZONE, seats=14, group=ROOMS),
    NewUnit("Cabine 1", UnitKind.BOOTH, group=BOOTHS),
    NewUnit("Cabine 2", UnitKind.BOOTH, group=BOOTHS),
    *(NewUnit(f"Bureau {number}", UnitKind.DESK, group=OPEN_SPACE) for number in range(1, DESKS + 1)),
    NewUnit("Découpe laser", UnitKind.TOOL, group=FAB_LAB),
    NewUnit("Imprimante 3D 1", UnitKind.TOOL, group=FAB_LAB),
    NewUnit("Imprimante 3D 2", UnitKind.TOOL, group=FAB_LAB),
    NewUnit("Machine à coudre", UnitKind.TOOL, group=FAB_LAB),
    NewUnit("Vidéoprojecteur", UnitKind.TOOL, group=OUTSIDE, shelf="Armoire A"),
    NewUnit("Camionnette", UnitKind.VEHICLE, seats=3, group=OUTSIDE),
    NewUnit("Clé 7", UnitKind.LOCKER, group=OUTSIDE, shelf="Tableau des clés"),
)
MORE_UNITS = (
    NewUnit("Imprimante résine", UnitKind.TOOL, group=FAB_LAB),
    NewUnit("Fraiseuse", UnitKind.TOOL, group=FAB_LAB),
    NewUnit("Découpe vinyle", UnitKind.TOOL, group=FAB_LAB),
    NewUnit("Presse à chaud", UnitKind.TOOL, group=FAB_LAB),
    NewUnit("Casier 1", UnitKind.LOCKER, group=OUTSIDE),
    NewUnit("Fablab entier", UnitKind.ZONE, seats=8, group=FAB_LAB),
    NewUnit("Îlot nord", UnitKind.DESK, seats=4, group=OPEN_SPACE),
    NewUnit("Îlot sud", UnitKind.DESK, seats=4, group=OPEN_SPACE),
)


CONTENTS = {
    "Salle Jaune": ("accès PMR", "écran", "tableau blanc"),
    "Salle Bleue": ("tableau blanc",),
    "Salle de formation": ("accès PMR", "paperboard", "projecteur", "tableau blanc"),
    "Cuisine": ("cafetière", "four"),
}
"""What is in it for good, in the words of this house."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """Units and plans by name."""

    units: dict[str, int]
    plans: dict[str, int]


def _step(label: str, minutes: int, cents: int, basis: Basis) -> PriceStep:
    return PriceStep(label, minutes, cents * 100, basis, VatCategory.STANDARD)


PRICES: dict[UnitKind, tuple[PriceStep, ...]] = {
    UnitKind.ROOM: (
        _step("heure", 60, 1_200, Basis.NET),
        _step("demi-journée", 240, 4_500, Basis.NET),
        _step("journée", 480, 8_000, Basis.NET),
    ),
    UnitKind.DESK: (_step("demi-journée", 240, 800, Basis.GROSS), _step("journée", 480, 1_400, Basis.GROSS)),
    UnitKind.TOOL: (_step("heure", 60, 1_200, Basis.GROSS),),
    UnitKind.VEHICLE: (_step("demi-journée", 240, 2_500, Basis.GROSS), _step("journée", 1_440, 4_000, Basis.GROSS)),
}


def approve(desk: Services, year: int) -> None:
    """Describe the place with the prefect's approval for domiciliation, six years from that January on."""
    desk.places.describe(
        replace(
            PLACE,
            approval_number=f"AGR-00-{year}",
            approved_from=date(year, 1, 1),
            approved_until=date(year + APPROVAL_YEARS - 1, 12, 31),
        )
    )


def set_up(desk: Services, size: HouseSize, first: date) -> Numbers:
    """Describe the place and its units, as on the first evening. Plans are made by `plans.py`."""
    approve(desk, first.year - 1)
    desk.places.set_hours(WEEK)
    asked = UNITS if size is HouseSize.USUAL else UNITS + MORE_UNITS
    numbers = {new.name: desk.units.add(new) for new in asked}
    desks = [numbers[f"Bureau {number}"] for number in range(1, DESKS + 1)]
    numbers[OPEN_SPACE] = desk.units.add_pool(NewUnit(OPEN_SPACE, UnitKind.DESK, group=OPEN_SPACE), desks)
    desk.units.compose(numbers["Grande salle"], [numbers["Salle Jaune"], numbers["Salle Bleue"]])
    if size is HouseSize.STRESS:
        desk.units.compose(numbers["Îlot nord"], desks[:4])
        desk.units.compose(numbers["Îlot sud"], desks[4:8])
        tools = [new.name for new in asked if new.group == FAB_LAB and new.name != "Fablab entier"]
        desk.units.compose(numbers["Fablab entier"], [numbers[name] for name in tools])
    for name, words in CONTENTS.items():
        desk.unit_contents.tell(numbers[name], words)
    for kind, grid in PRICES.items():
        desk.units.set_prices(kind, grid)
    return Numbers(numbers, {})


LISTING: dict[str, object] = {
    "name": "Le Relais d’Arize",
    "operator": "SCIC Le Relais d’Arize",
    "summary": "Coworking, salles, fablab et domiciliation au pied des Pyrénées ariégeoises.",
    "address": {"street": "12 place de la Halle", "postcode": "09350", "city": "Daumazan-sur-Arize", "country": "FR"},
    "phone": "+33561000000",
    "email": "bonjour@relais-arize.example",
    "website": "https://relais-arize.example/",
    "spaces": [
        {"name": "Espace ouvert", "seats": 12},
        {"name": "Salle Jaune", "seats": 8},
        {"name": "Salle Bleue", "seats": 6},
        {"name": "Salle de formation", "seats": 20},
    ],
    "equipment": ["Découpe laser", "Imprimantes 3D", "Machine à coudre", "Vidéoprojecteur", "Camionnette partagée"],
    "services": ["printer", "wifi", "kitchen", "phone_booth", "training_room", "mail", "domiciliation"],
    "languages": ["fr", "ca", "eu", "es"],
}
