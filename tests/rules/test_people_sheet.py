"""Headers and cells of real lists of people."""

from __future__ import annotations

from datetime import date

import pytest

from tierslieu_desk import errors
from tierslieu_desk.rules import people_sheet
from tierslieu_desk.rules.people_names import is_organisation
from tierslieu_desk.rules.people_sheet import columns_of, people_of
from tierslieu_desk.rules.vocabulary import Role


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Marie Dupont", [("Marie", "Dupont")]),
        ("Marie Dupont-Rémy", [("Marie", "Dupont-Rémy")]),
        ("DUPONT Marie", [("Marie", "Dupont")]),
        ("Marie DE LA TOUR", [("Marie", "De La Tour")]),
        ("Dupont, Marie", [("Marie", "Dupont")]),
        ("Mme Marie Dupont", [("Marie", "Dupont")]),
        ("Marie et Jean Dupont", [("Marie", "Dupont"), ("Jean", "Dupont")]),
        ("Marie & Jean DUPONT", [("Marie", "Dupont"), ("Jean", "Dupont")]),
        ("Marie Dupont et Jean Martin", [("Marie", "Dupont"), ("Jean", "Martin")]),
        ("Inés y Pablo García López", [("Inés", "García López"), ("Pablo", "García López")]),
        ("Madonna", [("Madonna", "")]),
    ],
)
def test_a_cell_of_names_is_everyone_in_it(cell: str, names: list[tuple[str, str]]) -> None:
    assert people_sheet.split_names(cell) == names


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Lacaze Jean / Lacaze Odile", [("Jean", "Lacaze"), ("Odile", "Lacaze")]),
        ("Lacaze Jean/Lacaze Odile", [("Jean", "Lacaze"), ("Odile", "Lacaze")]),
        ("LACAZE JEAN / LACAZE ODILE", [("Jean", "Lacaze"), ("Odile", "Lacaze")]),
        ("LACAZE Jean/Odile", [("Jean", "Lacaze"), ("Odile", "Lacaze")]),
        ("De La Tour Jean / De La Tour Odile", [("Jean", "De La Tour"), ("Odile", "De La Tour")]),
        ("Jean Lacaze / Odile Lacaze", [("Jean", "Lacaze"), ("Odile", "Lacaze")]),
        ("Jean / Odile Lacaze", [("Jean", "Lacaze"), ("Odile", "Lacaze")]),
        ("Jean/Odile Lacaze", [("Jean", "Lacaze"), ("Odile", "Lacaze")]),
        ("Jean Lacaze / Odile Roy", [("Jean", "Lacaze"), ("Odile", "Roy")]),
        ("M Jean Lacaze / Mme Odile Lacaze", [("Jean", "Lacaze"), ("Odile", "Lacaze")]),
        ("M. Jean Lacaze / Mme Odile Lacaze", [("Jean", "Lacaze"), ("Odile", "Lacaze")]),
        ("Jean DUPONT / Jean MARTIN", [("Jean", "Dupont"), ("Jean", "Martin")]),
        ("Lacaze, Jean / Lacaze, Odile", [("Jean", "Lacaze"), ("Odile", "Lacaze")]),
        ("Marie Dupont/Martin", [("Marie", "Dupont/Martin")]),
        ("Marie DUPONT/MARTIN", [("Marie", "Dupont/Martin")]),
        ("DUPONT/MARTIN Marie", [("Marie", "Dupont/Martin")]),
        ("Marie Dupont c/o Martin", [("Marie", "Dupont c/o Martin")]),
    ],
)
def test_a_slash_parts_two_people_but_not_one_double_name(cell: str, names: list[tuple[str, str]]) -> None:
    assert people_sheet.split_names(cell) == names


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Lacaze Jean / Lacaze Odile", [("Jean", "Lacaze"), ("Odile", "Lacaze")]),
        ("Lacaze Jean / Odile", [("Jean", "Lacaze"), ("Odile", "Lacaze")]),
        ("Lacaze Jean/Odile", [("Jean", "Lacaze"), ("Odile", "Lacaze")]),
        ("Dupont/Martin Marie", [("Marie", "Dupont/Martin")]),
    ],
)
def test_a_slash_where_the_family_name_comes_first(cell: str, names: list[tuple[str, str]]) -> None:
    assert people_sheet.split_names(cell, family_first=True) == names


@pytest.mark.parametrize(
    ("family", "given", "names"),
    [
        ("Lacaze", "Jean / Odile", [("Jean", "Lacaze"), ("Odile", "Lacaze")]),
        ("Lacaze / Roy", "Jean / Odile", [("Jean", "Lacaze"), ("Odile", "Roy")]),
        ("Dupont/Martin", "Marie", [("Marie", "Dupont/Martin")]),
    ],
)
def test_a_slash_among_given_names_parts_them(family: str, given: str, names: list[tuple[str, str]]) -> None:
    people = people_of([family, given], columns_of(["Nom", "Prénom"]))
    assert [(one.given_name, one.family_name) for one in people] == names


@pytest.mark.parametrize(
    "cell",
    [
        "SARL Bois & Pierre",
        "Bois & Pierre SARL",
        "Bois et Pierre, S.A.R.L.",
        "Sarl Pic Blanc",
        "SAS Hugo et Inès",
        "Hugo & Inès SAS",
        "SCI du Pont",
        "Asso Les Marmottes",
        "Les Marmottes Asso",
        "Association Danse et Musique",
        "L’Association des Parents",
        "Mairie",
        "La Mairie de Foix",
        "MAIRIE DE FOIX",
        "Commune de Foix",
        "Communauté de communes du Couserans",
        "Département de l’Ariège",
        "Région Occitanie",
        "Syndicat des eaux",
        "Bigorre Coopérative",
        "Cabinet Roy & Roy",
        "Atelier Bois & Pierre",
        "L'Atelier de Marie",
    ],
)
@pytest.mark.parametrize("header", ["Nom complet", "Nom prénom"])
def test_an_organisation_where_a_name_is_looked_for_stays_whole(cell: str, header: str) -> None:
    [one] = people_of([cell, "a@example.org"], columns_of([header, "Mél"]))
    assert (one.given_name, one.family_name, one.organisation, one.email) == ("", "", cell, "a@example.org")
    [one] = people_of(["", cell], columns_of(["Nom", "Prénom"]))
    assert (one.given_name, one.family_name, one.organisation) == ("", "", cell)


@pytest.mark.parametrize(
    "cell",
    ["Marie Sas", "Raymond Asso", "Marie Dupont (Mairie)", "Marie Dupont - Mairie", "Sarla Devi", "Régis Ateliere", ""],
)
def test_a_person_is_no_organisation(cell: str) -> None:
    assert not is_organisation(cell)


def test_an_organisation_named_beside_another_structure_loses_neither() -> None:
    columns = columns_of(["Nom complet", "Structure"])
    people = people_of(["Asso Les Marmottes", "Mairie de Foix"], columns)
    assert [one.organisation for one in people] == ["Asso Les Marmottes", "Mairie de Foix"]


@pytest.mark.parametrize("company", ["SARL Bois & Pierre", "Mairie"])
def test_an_organisation_after_a_slash_is_the_persons(company: str) -> None:
    [one] = people_of([f"Marie Dupont / {company}", ""], columns_of(["Nom complet", "Mél"]))
    assert (one.given_name, one.family_name, one.organisation) == ("Marie", "Dupont", company)


@pytest.mark.parametrize(
    "header", ["Mél", "Mel", "MÉL.", "Mail", "Courriel", "E-mail", "Adresse mail", "Adresse électronique"]
)
def test_the_e_mail_is_known_by_all_its_names(header: str) -> None:
    assert columns_of(["Nom", "Prénom", header]).fields["email"] == 2


def test_the_header_says_when_the_family_name_comes_first() -> None:
    assert people_sheet.split_names("Dupont Marie", family_first=True) == [("Marie", "Dupont")]


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("612345678", "06 12 34 56 78"),
        ("0612345678", "06 12 34 56 78"),
        ("06.12.34.56.78", "06 12 34 56 78"),
        ("+33 6 12 34 56 78", "06 12 34 56 78"),
        ("+33 (0)6 12 34 56 78", "06 12 34 56 78"),
        ("0033561020304", "05 61 02 03 04"),
        ("33612345678", "06 12 34 56 78"),
        ("05 61 02 03 04 / 06 12 34 56 78", "05 61 02 03 04"),
        ("+34 612 345 678", "+34612345678"),
        ("", ""),
        ("-", ""),
    ],
)
def test_a_phone_is_written_as_it_is_dialled(cell: str, number: str) -> None:
    assert people_sheet.phone(cell) == number


@pytest.mark.parametrize("cell", ["12345", "none", "06123456789"])
def test_what_cannot_be_dialled_is_refused(cell: str) -> None:
    with pytest.raises(errors.WrongIdentifier):
        people_sheet.phone(cell)


@pytest.mark.parametrize(
    ("cell", "code"), [("9500", "09500"), ("09500", "09500"), ("9 500", "09500"), ("F-31000", "31000"), ("", "")]
)
def test_a_postcode_gets_back_its_zero(cell: str, code: str) -> None:
    assert people_sheet.postcode(cell) == code


@pytest.mark.parametrize("cell", ["950", "095000", "Foix"])
def test_a_postcode_that_is_none_is_refused(cell: str) -> None:
    with pytest.raises(errors.WrongIdentifier):
        people_sheet.postcode(cell)


def test_a_postcode_abroad_stays_as_written() -> None:
    assert people_sheet.postcode("AD500", "AD") == "AD500"


@pytest.mark.parametrize("cell", ["1987-03-21", "21/03/1987", "21.03.1987", "1987-03-21 00:00:00"])
def test_a_birth_date_is_read_in_its_usual_spellings(cell: str) -> None:
    assert people_sheet.birth_date(cell) == date(1987, 3, 21)


@pytest.mark.parametrize("cell", ["31/02/1987", "soon", "1987"])
def test_a_day_that_does_not_exist_is_refused(cell: str) -> None:
    with pytest.raises(errors.NotADate):
        people_sheet.birth_date(cell)


@pytest.mark.parametrize(
    ("headers", "fields"),
    [
        (["Nom", "Prénom", "E-mail", "CP"], {"family_name", "given_name", "email", "postcode"}),
        (["Apellidos", "Nombre", "Correo electrónico", "Teléfono"], {"family_name", "given_name", "email", "phone"}),
        (["Last name", "First name", "ZIP code"], {"family_name", "given_name", "postcode"}),
        (["Nom adhérent", "Prénom adhérent", "Email payeur"], {"family_name", "given_name", "email"}),
        (["Nom", "Téléphone"], {"full_name", "phone"}),
        (["Nombre", "Móvil"], {"full_name", "phone"}),
    ],
)
def test_headers_are_read_in_three_languages(headers: list[str], fields: set[str]) -> None:
    assert set(columns_of(headers).fields) == fields


def test_the_members_columns_win_over_the_payers() -> None:
    columns = columns_of(["Nom payeur", "Prénom payeur", "Nom adhérent", "Prénom adhérent"])
    [one] = people_of(["Martin", "Paul", "Dupont", "Marie"], columns)
    assert (one.given_name, one.family_name) == ("Marie", "Dupont")


def test_of_a_couple_the_first_has_the_phone_and_both_the_address() -> None:
    columns = columns_of(["Nom complet", "Tél", "CP", "Ville", "Statut"])
    marie, jean = people_of(["Marie et Jean Dupont", "612345678", "9500", "Mirepoix", "Adhérent"], columns)
    assert (marie.given_name, marie.phone, marie.postcode, marie.role) == (
        "Marie",
        "06 12 34 56 78",
        "09500",
        Role.MEMBER,
    )
    assert (jean.given_name, jean.phone, jean.postcode, jean.city) == ("Jean", "", "09500", "Mirepoix")


def test_a_line_with_an_address_and_no_name_is_told() -> None:
    with pytest.raises(errors.MissingFact) as missing:
        people_of(["", "marie@example.org"], columns_of(["Nom complet", "E-mail"]))
    assert missing.value.who == "marie@example.org"


@pytest.mark.parametrize("structure", ["", "Mairie de Foix"])
def test_a_family_name_alone_is_told_and_not_dropped(structure: str) -> None:
    columns = columns_of(["Nom", "Prénom", "Structure"])
    with pytest.raises(errors.GivenNameMissing) as missing:
        people_of(["Dupont", "", structure], columns)
    assert missing.value.who == "Dupont"


def test_an_organisation_named_in_both_columns_is_an_organisation() -> None:
    [one] = people_of(["SARL PIC BLANC", "", "Sarl Pic Blanc"], columns_of(["Nom", "Prénom", "Structure"]))
    assert (one.given_name, one.family_name, one.organisation) == ("", "", "Sarl Pic Blanc")


@pytest.mark.parametrize(
    ("headers", "ignored"),
    [
        (["Nom", "Prénom", "Date d’adhésion"], ("Date d’adhésion",)),
        (["Nom payeur", "Nom adhérent", "Prénom adhérent", ""], ("Nom payeur",)),
        (["Nom", "Téléphone"], ()),
    ],
)
def test_headers_that_are_not_made_use_of_are_known(headers: list[str], ignored: tuple[str, ...]) -> None:
    assert columns_of(headers).ignored == ignored


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Marie", "marie", True),
        ("Marie-Jeanne", "Jeanne", True),
        ("M.", "Marie", True),
        ("", "Jean", True),
        ("Marie", "Jean", False),
        ("Marie", "Mario", False),
    ],
)
def test_given_names_of_one_person(one: str, other: str, same: bool) -> None:
    assert people_sheet.same_given_name(one, other) is same
