"""Spreadsheets of people as they really are."""

from __future__ import annotations

import errno
from datetime import date
from pathlib import Path

import pytest
from books import ods
from openpyxl import Workbook

from tierslieu_desk import errors, say
from tierslieu_desk.i18n import speaking
from tierslieu_desk.rules.vocabulary import PartyKind, Role
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.person.people import NewPerson, People
from tierslieu_desk.services.person.people_import import Fate, PeopleImport

REAL = (
    "Adhérents de L’Étang Vert;;;;;;\r\n"
    "\r\n"
    "Nom;Prénom;Courriel;Téléphone;CP;Ville;Statut\r\n"
    "DUPONT;Marie;Marie.Dupont@example.org;612345678;9500;Mirepoix;Adhérente\r\n"
    ";;;;;;\r\n"
    "Peyré;Noémie;;05 61 02 03 04;09000;Foix;\r\n"
    '"Lefèvre";"Œdipe";oe@example.org;;09100;"Pamiers";Invité\r\n'
)


def written(folder: Path, content: str, encoding: str = "utf-8", name: str = "people.csv") -> Path:
    file = folder / name
    file.write_bytes(content.encode(encoding))
    return file


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16"])
def test_a_real_list_is_imported_whatever_its_encoding(desk: Desk, tmp_path: Path, encoding: str) -> None:
    done = PeopleImport(desk).run(written(tmp_path, REAL, encoding))
    assert (done.created, done.updated, done.skipped, done.errors) == (3, 0, 0, ())
    listed = {(p.name, p.email, p.phone, p.postcode, p.city, p.role) for p in People(desk).list()}
    assert listed == {
        ("Marie Dupont", "marie.dupont@example.org", "06 12 34 56 78", "09500", "Mirepoix", Role.MEMBER),
        ("Noémie Peyré", "", "05 61 02 03 04", "09000", "Foix", Role.VISITOR),
        ("Œdipe Lefèvre", "oe@example.org", "", "09100", "Pamiers", Role.GUEST),
    }


def test_a_messy_list_is_everyone_and_every_organisation_on_it(desk: Desk, tmp_path: Path) -> None:
    text = (
        "Nom Prénom;Mél;CP;Note\n"
        "Lacaze Jean / Lacaze Odile;jean@example.org;9500\n"
        "Hugo et Inès;;9000\n"
        "SARL Bois & Pierre;bois@example.org;9100\n"
        "Asso Les Marmottes;;;Clé du local\n"
    )
    done = PeopleImport(desk).run(written(tmp_path, text))
    assert (done.created, done.errors, done.ignored_columns) == (6, (), ())
    listed = {(p.name, p.kind, p.email, p.postcode) for p in People(desk).list()}
    assert listed == {
        ("Jean Lacaze", PartyKind.PERSON, "jean@example.org", "09500"),
        ("Odile Lacaze", PartyKind.PERSON, "", "09500"),
        ("Hugo", PartyKind.PERSON, "", "09000"),
        ("Inès", PartyKind.PERSON, "", "09000"),
        ("SARL Bois & Pierre", PartyKind.ORGANISATION, "bois@example.org", "09100"),
        ("Asso Les Marmottes", PartyKind.ORGANISATION, "", ""),
    }
    [marmottes] = [p.id for p in People(desk).list() if p.name == "Asso Les Marmottes"]
    assert People(desk).get(marmottes).note == "Clé du local"


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_the_delimiter_is_seen_from_the_file(desk: Desk, tmp_path: Path, delimiter: str) -> None:
    text = REAL.replace(";", delimiter)
    assert PeopleImport(desk).preview(written(tmp_path, text)).created == 3


def test_a_preview_writes_nothing(desk: Desk, tmp_path: Path) -> None:
    assert PeopleImport(desk).preview(written(tmp_path, REAL)).created == 3
    assert People(desk).list() == ()


def test_the_same_list_twice_doubles_nobody(desk: Desk, tmp_path: Path) -> None:
    file = written(tmp_path, REAL)
    PeopleImport(desk).run(file)
    again = PeopleImport(desk).run(file)
    assert (again.created, again.updated, again.skipped) == (0, 0, 3)
    assert len(People(desk).list()) == 3


def test_what_the_desk_did_not_know_is_completed_and_what_it_knows_stays(desk: Desk, tmp_path: Path) -> None:
    people = People(desk)
    marie = people.add_person(
        NewPerson(given_name="Marie", family_name="Dupont", email="MARIE.dupont@example.org", phone="06 99 99 99 99")
    )
    done = PeopleImport(desk).run(written(tmp_path, REAL))
    assert (done.created, done.updated, done.skipped) == (2, 1, 0)
    row = people.get(marie)
    assert (row.phone, row.postcode, row.role, row.version) == ("06 99 99 99 99", "09500", Role.MEMBER, 2)


def test_two_people_who_share_an_address_are_two(desk: Desk, tmp_path: Path) -> None:
    text = "Nom;Prénom;E-mail\nDupont;Marie;maison@example.org\nDupont;Jean;maison@example.org\n"
    assert PeopleImport(desk).run(written(tmp_path, text)).created == 2


def test_a_name_and_postcode_seen_twice_in_the_list_is_one_person(desk: Desk, tmp_path: Path) -> None:
    text = "Nom;Prénom;CP\nDupont;Marie;9500\nDUPONT;Marie;09500\nDupont;Marie;31000\n"
    done = PeopleImport(desk).run(written(tmp_path, text))
    assert (done.created, done.skipped) == (2, 1)


def test_one_bad_line_and_nobody_is_imported(desk: Desk, tmp_path: Path) -> None:
    text = (
        "Nom;Prénom;E-mail;CP\n"
        "Dupont;Marie;marie@example.org;9500\n"
        ";;nobody@example.org;\n"
        "\n"
        "Martin;Paul;paul(at)example.org;9500\n"
        "Roy;Léa;;95\n"
    )
    done = PeopleImport(desk).run(written(tmp_path, text))
    assert [(p.line, p.error.code) for p in done.errors] == [
        (3, "missing_fact"),
        (5, "wrong_identifier"),
        (6, "wrong_identifier"),
    ]
    assert (done.created, done.updated, done.skipped) == (0, 0, 0)
    assert PeopleImport(desk).preview(written(tmp_path, text)).created == 1
    assert People(desk).list() == ()


def test_a_problem_of_a_line_is_said_in_words(desk: Desk, tmp_path: Path) -> None:
    text = "Nom;Prénom;E-mail;CP\n;;;09500\nMartin;Paul;paul(at)example.org;9500\n"
    found = PeopleImport(desk).preview(written(tmp_path, text)).errors
    with speaking("en"):
        assert [say.sentence(problem.error) for problem in found] == [
            "Something is missing: the name (09500). Fill it in, then try again.",
            "“paul(at)example.org” is no e-mail address. It is written like this: marie@example.org.",
        ]


def test_an_organisation_is_written_once_and_its_people_belong_to_it(desk: Desk, tmp_path: Path) -> None:
    text = (
        "Prénom,Nom,Société,Email\n"
        "Marie,Dupont,Pyrène Conseil,marie@example.org\n"
        "Paul,Martin,PYRENE CONSEIL,\n"
        ",,Mairie de Foix,accueil@example.org\n"
    )
    done = PeopleImport(desk).run(written(tmp_path, text))
    people = People(desk)
    assert done.created == 4
    firms = {p.name: p for p in people.list(kind=PartyKind.ORGANISATION)}
    assert set(firms) == {"Pyrène Conseil", "Mairie de Foix"}
    assert firms["Mairie de Foix"].email == "accueil@example.org"
    members = [a.person for a in people.affiliations(firms["Pyrène Conseil"].id)]
    assert members == ["Marie Dupont", "Paul Martin"]
    assert PeopleImport(desk).run(written(tmp_path, text)).created == 0
    assert len(people.affiliations(firms["Pyrène Conseil"].id)) == 2


def test_a_workbook_with_numbers_for_phones_and_two_lines_of_headers(desk: Desk, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Fichier des adhérents", None, None, None],
        ["Nom", "Prénom", "Portable", "Code postal"],
        ["Last name", "First name", "Phone", "ZIP"],
        ["Dupont", "Marie", 612345678, 9500],
        [None, None, None, None],
        ["Etchegoyen", "Xan", 33561020304.0, "64120"],
    ):
        sheet.append(row)
    file = tmp_path / "people.xlsx"
    book.save(file)
    assert PeopleImport(desk).run(file).created == 2
    assert {(p.name, p.phone, p.postcode) for p in People(desk).list()} == {
        ("Marie Dupont", "06 12 34 56 78", "09500"),
        ("Xan Etchegoyen", "05 61 02 03 04", "64120"),
    }


def test_an_export_of_helloasso_is_understood(desk: Desk, tmp_path: Path) -> None:
    text = (
        "Référence commande;Date de la commande;Statut de la commande;Nom adhérent;Prénom adhérent;Nom payeur;"
        "Prénom payeur;Email payeur;Moyen de paiement;Tarif;Montant tarif;Numéro de téléphone;Code Postal;Ville\n"
        "81234;02/09/2026 10:12;Validé;Dupont;Marie;Martin;Paul;paul@example.org;Carte bancaire;Adhérent annuel;"
        "25,00;0612345678;09500;Mirepoix\n"
    )
    PeopleImport(desk).run(written(tmp_path, text))
    [marie] = People(desk).list()
    assert (marie.name, marie.email, marie.phone, marie.role) == (
        "Marie Dupont",
        "paul@example.org",
        "06 12 34 56 78",
        Role.MEMBER,
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   \n\n",
        b"%PDF-1.7\x00\x01\x02\x03",
        b"PK\x03\x04 not a workbook",
        b"Dear desk, here is my list.\n",
        b"\xff\xfe\x00",
        bytes(range(256)),
    ],
)
def test_a_file_that_is_no_spreadsheet_is_told(desk: Desk, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(content)
    with pytest.raises(errors.NotASpreadsheet):
        PeopleImport(desk).preview(file)


def test_a_file_that_is_not_there_is_told(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(errors.FileMissing):
        PeopleImport(desk).preview(tmp_path / "none.csv")


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO, errno.EBUSY, errno.EINVAL])
def test_a_file_that_may_not_be_read_is_told(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """As a spreadsheet is while another program has it open, or one on a stick that is pulled out."""

    def refuse(_file: Path) -> bytes:
        raise OSError(number, "not now")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(errors.FileUnreadable) as refused:
        PeopleImport(desk).preview(tmp_path / "people.csv")
    assert refused.value.facts == {"file": str(tmp_path / "people.csv")}


def test_a_spreadsheet_without_names_says_which_columns_it_has(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(errors.ColumnsUnknown) as unknown:
        PeopleImport(desk).preview(written(tmp_path, "Date;Montant\n01/09/2026;25,00\n"))
    assert unknown.value.columns == ["Date", "Montant"]


def test_a_preview_shows_whom_the_desk_will_know_and_how(desk: Desk, tmp_path: Path) -> None:
    People(desk).add_person(NewPerson(given_name="Marie", family_name="Dupont", postcode="09500"))
    People(desk).add_person(NewPerson(given_name="Noémie", family_name="Peyré", postcode="09000", city="Foix",
                                      phone="05 61 02 03 04"))  # fmt: skip
    found = PeopleImport(desk).preview(written(tmp_path, REAL))
    assert [(row.line, row.fate, row.name, row.email, row.phone, row.town) for row in found.rows] == [
        (4, Fate.COMPLETED, "Marie Dupont", "marie.dupont@example.org", "06 12 34 56 78", "Mirepoix"),
        (6, Fate.KNOWN, "Noémie Peyré", "", "05 61 02 03 04", "Foix"),
        (7, Fate.NEW, "Œdipe Lefèvre", "oe@example.org", "", "Pamiers"),
    ]


def test_a_long_list_is_previewed_by_its_first_fifty(desk: Desk, tmp_path: Path) -> None:
    lines = "".join(f"Nom{n};Prénom{n};p{n}@example.org\n" for n in range(120))
    found = PeopleImport(desk).preview(written(tmp_path, "Nom;Prénom;E-mail\n" + lines))
    assert (found.created, len(found.rows)) == (120, 50)


def test_the_lines_to_put_right_are_written_with_what_to_do(desk: Desk, tmp_path: Path) -> None:
    text = "Nom;Prénom;E-mail\nDupont;Marie;marie@example.org\nMartin;Paul;paul(at)example.org\n"
    importing = PeopleImport(desk)
    found = importing.preview(written(tmp_path, text))
    with speaking("en"):
        out = importing.write_problems(found, tmp_path / "right.csv")
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    what = "“paul(at)example.org” is no e-mail address. It is written like this: marie@example.org."
    assert lines == ["Line;What to do;Nom;Prénom;E-mail", f"3;{what};Martin;Paul;paul(at)example.org"]


class _Stopped(Exception):
    pass


@pytest.mark.parametrize("at", range(1, 9))
def test_an_import_stopped_on_the_way_writes_nobody(desk: Desk, tmp_path: Path, at: int) -> None:
    lines = "".join(f"Nom{n};Prénom{n};p{n}@example.org\n" for n in range(1200))
    file = written(tmp_path, "Nom;Prénom;E-mail\n" + lines)
    looks = 0

    def stop(_done: int, _of: int) -> None:
        nonlocal looks
        looks += 1
        if looks == at:
            raise _Stopped

    with pytest.raises(_Stopped):
        PeopleImport(desk).run(file, stop)
    assert People(desk).count() == 0


def test_twenty_thousand_lines_are_all_there(desk: Desk, tmp_path: Path) -> None:
    lines = "".join(f"Nom{n};Prénom{n};p{n}@example.org;{600000000 + n};9500\n" for n in range(20_000))
    file = written(tmp_path, "Nom;Prénom;E-mail;Téléphone;CP\n" + lines, "cp1252")
    assert PeopleImport(desk).run(file).created == 20_000
    assert People(desk).count() == 20_000
    assert len(People(desk).list(limit=200)) == 200


def test_a_picture_renamed_is_no_spreadsheet(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x00\x00\x00\x02\x00\x08\x06\x00\x00\x00")
    with pytest.raises(errors.NotASpreadsheet):
        PeopleImport(desk).preview(file)


def test_a_list_of_libreoffice_is_read(desk: Desk, tmp_path: Path) -> None:
    done = PeopleImport(desk).run(ods(tmp_path / "adhérents.ods"))
    assert (done.created, done.errors) == (1, ())
    [listed] = People(desk).list()
    marie = People(desk).get(listed.id)
    assert (marie.name, marie.phone, marie.birth_date) == ("Marie Dupont", "06 12 34 56 78", date(1987, 3, 21))
    assert PeopleImport(desk).preview(ods(tmp_path / "again.ods")).rows[0].line == 4


def test_a_book_that_was_cut_off_is_no_spreadsheet(desk: Desk, tmp_path: Path) -> None:
    whole = ods(tmp_path / "whole.ods").read_bytes()
    for size in (10, len(whole) // 2, len(whole) - 30):
        cut = tmp_path / "cut.ods"
        cut.write_bytes(whole[:size])
        with pytest.raises(errors.NotASpreadsheet):
            PeopleImport(desk).preview(cut)


STRANGE = "Où;Blaze;Joindre;Divers\n9500;Marie DUPONT;marie@example.org;x\n"


def test_what_a_column_is_can_be_said_by_number_or_by_header(desk: Desk, tmp_path: Path) -> None:
    file = written(tmp_path, STRANGE)
    importer = PeopleImport(desk)
    with pytest.raises(errors.ColumnsUnknown):
        importer.preview(file)
    blank = importer.look(file)
    assert (blank.named, blank.created, [(c.number, c.header, c.field) for c in blank.columns]) == (
        False,
        0,
        [(0, "Où", ""), (1, "Blaze", ""), (2, "Joindre", ""), (3, "Divers", "")],
    )
    assert blank.columns[1].examples == ("Marie DUPONT",)
    assert importer.preview(file, by_hand={1: "full_name", 2: "email"}).rows[0].email == "marie@example.org"
    done = importer.run(file, by_hand={"blaze": "full_name", "Où": "postcode"})
    assert (done.created, done.ignored_columns) == (1, ("Joindre", "Divers"))
    [marie] = People(desk).list()
    assert (marie.name, marie.email, marie.postcode) == ("Marie Dupont", "", "09500")


def test_a_header_that_is_not_there_is_refused(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(errors.ColumnMissing) as missing:
        PeopleImport(desk).run(written(tmp_path, STRANGE), by_hand={"Nom": "full_name"})
    assert missing.value.facts["columns"] == ["Où", "Blaze", "Joindre", "Divers"]


def test_a_list_without_headers_keeps_its_first_line(desk: Desk, tmp_path: Path) -> None:
    file = written(tmp_path, "Marie DUPONT;marie@example.org\nJean ROY;jean@example.org\n")
    seen = PeopleImport(desk).look(file)
    assert (seen.columns[0].header, seen.columns[0].examples) == ("", ("Marie DUPONT", "Jean ROY"))
    assert PeopleImport(desk).run(file, by_hand={0: "full_name", 1: "email"}).created == 2


def test_a_column_left_out_by_hand_is_not_read(desk: Desk, tmp_path: Path) -> None:
    text = "Nom;Prénom;E-mail;CP\nDupont;Marie;pas une adresse;9500\n"
    done = PeopleImport(desk).run(written(tmp_path, text), by_hand={"E-mail": ""})
    assert (done.created, done.ignored_columns) == (1, ("E-mail",))
