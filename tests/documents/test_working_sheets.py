"""The papers one works with: attendance, the day, the mail slip."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

import papers

from tierslieu_desk import documents
from tierslieu_desk.documents import fonts
from tierslieu_desk.documents.any_sheet import AnySheet
from tierslieu_desk.documents.samples import attendance, day_sheet, loan_slip, mail_slip
from tierslieu_desk.documents.sheet import NAME
from tierslieu_desk.documents.sheets import Attendee, DayRow
from tierslieu_desk.rules.vocabulary import MailKind
from tierslieu_desk.wallclock import Slot


def shown(sheet: AnySheet) -> str:
    return papers.text(documents.render(sheet))


def test_a_training_sheet_says_what_funders_ask() -> None:
    paper = shown(attendance("en"))
    for told in (
        "Le Relais d’Arize", "12 place de la Halle", "76 09 00000 09", "SIRET 000 000 000 00000",
        "Conduire un projet de tiers-lieu", "Tuesday 24 November 2026", "09:00 – 12:30", "14:00 – 17:30", "7 h in all",
        "Salle de formation", "Odile Ferrand", "Trainer", "Maëlle Estève", "Cabinet Estève", "Morning", "Afternoon",
    ):  # fmt: skip
        assert told in paper, told


def test_walk_ins_find_numbered_empty_lines() -> None:
    paper = shown(replace(attendance("en"), blank_lines=3))
    numbers = [int(line) for line in re.findall(r"(?m)^(\d{1,2})$", paper)]
    assert numbers == [1, 2, 3, 4, 5, 6, 7]


def test_a_plain_event_asks_for_name_and_signature_only() -> None:
    paper = shown(replace(attendance("en"), training=False, half_days=attendance("en").half_days[:1]))
    assert "Signature" in paper
    assert "Organisation" not in paper
    assert "SIRET" not in paper
    assert "Training provider number" not in paper


def test_a_crowd_goes_on_over_pages_with_the_heading_repeated() -> None:
    people = tuple(Attendee(f"Person {n}") for n in range(1, 81))
    paper = papers.pages(documents.render(replace(attendance("en"), people=people)))
    assert len(paper) > 2
    assert all("Morning" in page for page in paper)
    found = [int(n) for page in paper for n in re.findall(r"Person (\d+)", page)]
    assert found == list(range(1, 81))
    assert "80 people registered." in paper[-1]


def test_the_day_is_in_order_of_time_whatever_order_it_came_in() -> None:
    sheet = day_sheet("en")
    paper = shown(replace(sheet, rows=sheet.rows[::-1]))
    starts = re.findall(r"(\d\d:\d\d) – ", paper)
    assert starts == ["08:30", "09:00", "14:00", "14:00", "18:30"]
    assert "Tuesday 24 November 2026" in paper
    assert "5 things planned" in paper
    assert "Printed on 23 November 2026, 17:40" in paper


def test_what_began_the_day_before_shows_only_its_part_of_the_day() -> None:
    rows = (
        DayRow(Slot(datetime(2026, 11, 23, 17), datetime(2026, 11, 24, 9)), "Van", "Commune"),
        DayRow(Slot(datetime(2026, 11, 24, 20), datetime(2026, 11, 25, 9)), "Laser", "Zoé"),
        DayRow(Slot(datetime(2026, 11, 20), datetime(2026, 11, 30)), "Booth 2", "Closed"),
    )
    paper = shown(replace(day_sheet("en"), rows=rows))
    assert "… – 09:00" in paper
    assert "20:00 – …" in paper
    assert "all day" in paper


def test_an_empty_day_still_gives_lines_to_write_on() -> None:
    paper = shown(replace(day_sheet("en"), rows=(), notes=(), blank_lines=5))
    assert "Nothing is planned yet." in paper
    assert paper.count("□") == 5


def test_a_slip_says_what_arrived_for_whom_from_whom_and_where_it_is() -> None:
    paper = shown(mail_slip("en"))
    for told in (
        "Atelier Bois des Pyrénées",
        "A registered letter",
        "from Urssaf Midi-Pyrénées",
        "arrived on 24 November 2026",
        "B2",
        "Signature",
    ):
        assert told in paper, told


def test_every_kind_of_mail_has_its_words() -> None:
    said = {kind: shown(replace(mail_slip("en"), kind=kind)) for kind in MailKind}
    assert "A parcel" in said[MailKind.PARCEL]
    assert "A judicial act" in said[MailKind.JUDICIAL]
    assert len(set(said.values())) == len(MailKind)


def test_an_endless_sender_does_not_run_over_the_line_to_sign() -> None:
    paper = documents.render(replace(mail_slip("en"), sender="Office " * 200, note="Note " * 200))
    assert len(papers.read(paper).pages) == 1
    assert papers.text(paper).count("Office") < 30


def test_a_long_name_of_the_place_leaves_room_for_when_it_was_printed() -> None:
    sheet = day_sheet("en")
    name = "Association intercommunale pour la revitalisation des centres-bourgs du piémont pyrénéen"
    page = papers.read(documents.render(replace(sheet, place=replace(sheet.place, name=name)))).pages[0]
    found: dict[str, float] = {}

    def look(text: str, _user: object, place: list[float], _font: object, _size: float) -> None:
        found[text.replace("\u00a0", " ").strip()] = place[4]

    page.extract_text(visitor_text=look)
    (printed,) = [left for text, left in found.items() if text.startswith("Printed on")]
    lines = [text for text in found if text and text in name and len(text) > 8]
    assert " ".join(lines) == name
    assert len(lines) == 2
    left = found[lines[0]]
    assert all(left + fonts.width(line, NAME.font, NAME.size) < printed for line in lines)


def test_a_loan_slip_says_what_until_when_and_against_what_and_is_signed_twice() -> None:
    paper = shown(loan_slip("en"))
    for told in (
        "Vidéoprojecteur", "Cabinet Estève", "24 November 2026, 14:00", "26 November 2026, 18:00", "€150.00", "C1",
        "Lampe neuve", "The deposit is given back to me then.", "Taken", "Back",
    ):  # fmt: skip
        assert told in paper.replace("\n", " "), told
    assert paper.count("Date and signature of the borrower") == 2


def test_a_loan_slip_without_a_deposit_promises_none_back() -> None:
    paper = shown(replace(loan_slip("en"), deposit_cents=0, state_out=""))
    assert "none" in paper
    assert "Nothing to note" not in paper
    assert "The deposit is given back" not in paper
