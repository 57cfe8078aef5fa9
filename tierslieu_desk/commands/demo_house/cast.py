"""Who is who in the demo house: those whom the pictures and the first minutes show, then as many others as needed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import TypedDict

from tierslieu_desk.commands.demo_house import names
from tierslieu_desk.commands.demo_house.scale import Scale
from tierslieu_desk.compose import Services
from tierslieu_desk.rules.vocabulary import Role, Status
from tierslieu_desk.services.person.people import NewOrganisation, NewPerson


class _Address(TypedDict):
    street: str
    postcode: str
    city: str


def _address(street: str, postcode: str = "09350", city: str = "Daumazan-sur-Arize") -> _Address:
    return {"street": street, "postcode": postcode, "city": city}


PEOPLE: tuple[NewPerson, ...] = (
    NewPerson(
        given_name="Émilie", family_name="Lassalle", role=Role.MEMBER, status=Status.TELEWORKER,
        email="emilie.lassalle@example.org", **_address("3 rue du Pont"),
    ),
    NewPerson(
        given_name="Íñigo", family_name="Ordóñez", role=Role.GUEST, status="Visiteur du réseau", language="es",
        country="ES", email="inigo@example.org", **_address("Kale Nagusia 8", "20280", "Hondarribia"),
    ),
    NewPerson(
        given_name="Maria", family_name="Roca", role=Role.MEMBER, status="Couturière, à son compte", language="ca",
        phone="+34600000000", note="Écrire sur papier.",
        **_address("chemin de la Serre", "09240", "La Bastide-de-Sérou"),
    ),
    NewPerson(
        given_name="Jean", family_name="Dupont", role=Role.VISITOR, status=Status.JOB_SEEKER,
        **_address("Le Village", "09350", "Campagne-sur-Arize"),
    ),
    NewPerson(
        given_name="Sophie", family_name="Puig", role=Role.MEMBER, status=Status.PUBLIC_AGENT,
        email="sophie.puig@example.org", **_address("7 route des Bordes"),
    ),
    NewPerson(
        given_name="Claire", family_name="D’Almeida", role=Role.MEMBER, status=Status.SELF_EMPLOYED,
        email="claire@example.org", **_address("15 place de la Halle"),
    ),
    NewPerson(
        given_name="Léa", family_name="Fauré", role=Role.MEMBER, status=Status.TELEWORKER, email="lea@example.org",
        **_address("2 rue des Couverts", "09290", "Le Mas-d’Azil"),
    ),
    NewPerson(
        given_name="Hugo", family_name="Sans", role=Role.MEMBER, status=Status.STUDENT, email="hugo@example.org",
        **_address("rue du Pont", "09290", "Le Mas-d’Azil"),
    ),
    NewPerson(
        given_name="Yann", family_name="Le Goff", role=Role.MEMBER, status="Artisan",
        **_address("chemin du Moulin", "09350", "Campagne-sur-Arize"),
    ),
    NewPerson(given_name="Fermin", family_name="Euskadi", status="Formateur", language="eu", role=Role.GUEST,
              **_address("Herriko plaza 1", "64000", "Pau")),
)  # fmt: skip

ORGANISATIONS: tuple[NewOrganisation, ...] = (
    NewOrganisation(
        name="Atelier Bois d’Arize", role=Role.MEMBER, siren="000002022", email="atelier@example.org",
        **_address("zone artisanale"),
    ),
    NewOrganisation(
        name="Cabinet Estève", siren="000003038", vat_number="FR08000003038", email="cabinet.esteve@example.org",
        **_address("4 rue du Pont", "09290", "Le Mas-d’Azil"),
    ),
    NewOrganisation(name="Mairie de Daumazan", siren="000004044", **_address("1 place de la Mairie")),
    NewOrganisation(name="SARL Pic Blanc", siren=next(names.company_numbers()), **_address("12 place de la Halle")),
    NewOrganisation(name="Studio Garbet", **_address("12 place de la Halle")),
    NewOrganisation(name="Association La Lèze", **_address("Le Village", "09210", "Lézat-sur-Lèze")),
    NewOrganisation(
        name="Les Amis du Volvestre", **_address("place de l’Église", "31310", "Montesquieu-Volvestre")
    ),
)  # fmt: skip


@dataclass(slots=True)
class Cast:
    """Numbers of everybody so far, by name, in the order they came."""

    people: list[int] = field(default_factory=list)
    organisations: list[int] = field(default_factory=list)
    members: list[int] = field(default_factory=list)
    by_name: dict[str, int] = field(default_factory=dict)

    def __getitem__(self, name: str) -> int:
        """The number of somebody in the cast."""
        return self.by_name[name]

    @property
    def parties(self) -> int:
        """Persons and organisations."""
        return len(self.people) + len(self.organisations)


def everybody(random: Random, scale: Scale) -> Iterator[NewPerson | NewOrganisation]:
    """The named ones first, then others until the house is as large as it should be; members until there are enough."""
    yield from PEOPLE
    yield from ORGANISATIONS
    taken = {f"{new.given_name} {new.family_name}" for new in PEOPLE} | {new.name for new in ORGANISATIONS}
    members = sum(new.role is Role.MEMBER for new in (*PEOPLE, *ORGANISATIONS))
    sirens = names.company_numbers()
    next(sirens)
    left = scale.parties - len(PEOPLE) - len(ORGANISATIONS)
    organisations = max(1, left // 8)
    for count in range(left):
        postcode, city = random.choice(names.TOWNS)
        address = _address(f"{random.randrange(1, 60)} {random.choice(names.STREETS)}", postcode, city)
        if count % 8 == 7 and organisations:
            organisations -= 1
            name = names.organisation_name(random, taken)
            yield NewOrganisation(name=name, siren=next(sirens), phone=names.phone(random), **address)
            continue
        spoken = names.language(random)
        given, family = names.person_name(random, spoken, taken)
        role = Role.MEMBER if members < scale.members else random.choice((Role.GUEST, Role.VISITOR))
        members += role is Role.MEMBER
        has_mail = random.random() < 0.8
        yield NewPerson(
            given_name=given,
            family_name=family,
            role=role,
            status=random.choice(names.STATUSES),
            language=spoken,
            email=f"personne{count}@example.org" if has_mail else "",
            phone=names.phone(random),
            **address,
        )


def welcome(desk: Services, cast: Cast, new: NewPerson | NewOrganisation) -> int:
    """Write somebody down and remember them."""
    if isinstance(new, NewOrganisation):
        number = desk.people.add_organisation(new)
        cast.organisations.append(number)
        cast.by_name[new.name] = number
    else:
        number = desk.people.add_person(new)
        cast.people.append(number)
        cast.by_name[f"{new.given_name} {new.family_name}"] = number
        desk.people.give_consent(number, "files")
    if new.role is Role.MEMBER:
        cast.members.append(number)
    return number
