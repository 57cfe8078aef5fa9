"""One sample of each sheet, for the self-test, the tour and the tests: people who do not exist, numbers that fit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import partial

from tierslieu_desk.documents.any_sheet import AnySheet
from tierslieu_desk.documents.call_sheets import CallLine, CallListSheet
from tierslieu_desk.documents.door_samples import door_notice
from tierslieu_desk.documents.kit_samples import pick_list
from tierslieu_desk.documents.poster_samples import door_poster, week_poster
from tierslieu_desk.documents.quote_sheets import QuoteSheet
from tierslieu_desk.documents.sheets import (
    AttendanceSheet,
    Attendee,
    BookingSlip,
    CarriedInvoice,
    CompanyLine,
    CompanyList,
    CustomerBlock,
    DayRow,
    DaySheet,
    InvoiceRow,
    InvoiceSheet,
    LoanSlip,
    MailSlip,
    MonthBar,
    MonthDay,
    MonthFigure,
    MonthSheet,
    MonthSpace,
    PaymentAdvice,
    PlaceBlock,
    PlainLetter,
    PortraitSheet,
    RegistryLetter,
)
from tierslieu_desk.documents.visit_samples import badge, counter_day, evacuation
from tierslieu_desk.money import Basis, LineAmounts, line_amounts, totals
from tierslieu_desk.rules.vocabulary import InvoiceKind, MailKind
from tierslieu_desk.wallclock import Slot

DAY = date(2026, 11, 24)

PLACE = PlaceBlock(
    name="Le Relais d’Arize",
    legal_form="SCIC SARL à capital variable",
    street="12 place de la Halle",
    postcode="09350",
    city="Daumazan-sur-Arize",
    siret="000 000 000 00000",
    registry="RCS Foix",
    vat_number="FR00 000000000",
    phone="05 61 00 00 00",
    email="bonjour@relais.example",
    mark="TL",
)


def invoice_rows(lines: tuple[tuple[str, str, int, str, int, int, Basis], ...]) -> tuple[InvoiceRow, ...]:
    """Rows from `(description, detail, quantity_milli, unit, unit_price_e4, rate_bp, basis)`, amounts worked out."""
    rows = []
    for description, detail, milli, unit, price, rate, basis in lines:
        cents = line_amounts(price, milli, rate, basis)
        rows.append(
            InvoiceRow(
                description, milli, price, basis, rate, cents.net, cents.tax, cents.gross, detail=detail, unit=unit
            )
        )
    return tuple(rows)


def with_rows(sheet: InvoiceSheet, rows: tuple[InvoiceRow, ...]) -> InvoiceSheet:
    """The same invoice with other lines, totals worked out anew."""
    worked = [(row.rate_bp, row.basis, LineAmounts(row.net_cents, row.tax_cents, row.gross_cents)) for row in rows]
    return replace(sheet, lines=rows, totals=totals(worked))


def invoice(lang: str) -> InvoiceSheet:
    """An afternoon in a meeting room, with coffee at another rate: 62.00 before tax, 73.50 to pay."""
    rows = invoice_rows(
        (
            (
                "Salle Jaune, 8 places",
                "mardi 24 novembre, 14:00 – 18:00",
                1000,
                "demi-journée",
                450_000,
                2000,
                Basis.NET,
            ),
            ("Vidéoprojecteur", "", 1000, "", 80_000, 2000, Basis.NET),
            ("Café d’accueil", "", 6000, "", 15_000, 1000, Basis.NET),
        )
    )
    bare = InvoiceSheet(
        lang=lang,
        kind=InvoiceKind.INVOICE,
        number="F2026-0431",
        place=PLACE,
        customer=CustomerBlock(
            name="Cabinet Estève",
            street="4 rue du Pont",
            postcode="09290",
            city="Le Mas-d’Azil",
            siren="000 000 000",
            vat_number="FR00 000000000",
        ),
        issued_on=DAY,
        lines=(),
        totals=totals([]),
        due_on=date(2026, 12, 24),
        supplied_on=DAY,
        payment=PaymentAdvice(
            iban="FR76 0000 0000 0000 0000 0000 000",
            other_ways=("Par chèque à l’ordre du Relais d’Arize, par carte ou en espèces au comptoir.",),
        ),
        mentions=(
            (
                "Prestation de services. Pas d’escompte pour paiement anticipé. Retard : pénalités au taux de 3 fois "
                "l’intérêt légal et indemnité forfaitaire de 40\u00a0€ (art. L441-10 et D441-5 du code de commerce)."
            ),
        ),
    )
    return with_rows(bare, rows)


def attendance(lang: str) -> AttendanceSheet:
    """A day of training, morning and afternoon, seven hours."""
    return AttendanceSheet(
        lang=lang,
        place=replace(PLACE, activity_number="76 09 00000 09"),
        title="Conduire un projet de tiers-lieu",
        day=DAY,
        half_days=(
            Slot(datetime(2026, 11, 24, 9), datetime(2026, 11, 24, 12, 30)),
            Slot(datetime(2026, 11, 24, 14), datetime(2026, 11, 24, 17, 30)),
        ),
        people=(
            Attendee("Maëlle Estève", "Cabinet Estève"),
            Attendee("Iñaki Etxeberria", "Commune de Seix"),
            Attendee("Núria Puigdomènech i Ferrer", "Associació Cerdanya Coworking"),
            Attendee("Jean-Baptiste de La Tour du Pin Verclause"),
        ),
        venue="Salle de formation, Le Relais d’Arize",
        trainer="Odile Ferrand",
        training=True,
    )


def day_sheet(lang: str) -> DaySheet:
    """An ordinary Tuesday."""

    def at(start: float, end: float) -> Slot:
        hours = (datetime(2026, 11, 24, int(h), round(h % 1 * 60)) for h in (start, end))
        return Slot(*hours)

    return DaySheet(
        lang=lang,
        place=PLACE,
        day=DAY,
        rows=(
            DayRow(at(8.5, 12), "Espace ouvert", "Maëlle Estève", "Carnet, 3 tickets restants"),
            DayRow(at(9, 12.5), "Grande salle", "Conduire un projet de tiers-lieu", "Formation, 4 inscrits"),
            DayRow(at(14, 18), "Salle Jaune", "Cabinet Estève", "8 personnes, vidéoprojecteur", "confirmé"),
            DayRow(at(14, 15), "Cabine 1", "Iñaki Etxeberria", "", "à confirmer"),
            DayRow(at(18.5, 21), "Cuisine", "Colunch du mardi"),
        ),
        notes=("Le chauffagiste passe entre 10 h et 11 h.",),
        printed_at=datetime(2026, 11, 23, 17, 40),
    )


def mail_slip(lang: str) -> MailSlip:
    """A registered letter on shelf B2."""
    return MailSlip(
        lang=lang,
        place=PLACE,
        addressee="Atelier Bois des Pyrénées",
        kind=MailKind.REGISTERED,
        arrived_on=DAY,
        sender="Urssaf Midi-Pyrénées",
        shelf="B2",
        reference="1A 000 000 0000 0",
    )


def loan_slip(lang: str) -> LoanSlip:
    """A video projector until Thursday evening, against a deposit of 150.00."""
    return LoanSlip(
        lang=lang,
        place=PLACE,
        customer=CustomerBlock(name="Cabinet Estève", street="4 rue du Pont", postcode="09290", city="Le Mas-d’Azil"),
        thing="Vidéoprojecteur",
        out=datetime(2026, 11, 24, 14),
        due=datetime(2026, 11, 26, 18),
        deposit_cents=15_000,
        state_out="Lampe neuve, télécommande et câble HDMI dans la housse.",
        shelf="C1",
    )


def booking_slip(lang: str) -> BookingSlip:
    """A meeting room for an afternoon, at two prices."""
    return BookingSlip(
        lang=lang,
        place=PLACE,
        who="Atelier Bois des Pyrénées",
        what="Salle Jaune",
        slot=Slot(datetime(2026, 11, 25, 14), datetime(2026, 11, 25, 19)),
        people=8,
        title="Conseil d’administration",
        gross_cents=4800,
        working="1 × demi-journée à 36,00 € + 1 × heure à 12,00 €",
        there="écran, tableau blanc, accès PMR",
        along="Vidéoprojecteur",
        number=431,
    )


def month(lang: str) -> MonthSheet:
    """November, with its Sundays, a space out of use for an hour, and something unpaid."""
    working = [date(2026, 11, day) for day in range(1, 31)]
    days = (MonthDay(day, (0,) * 4 if day.weekday() == 6 else (4 + day.day % 5, 2, day.day % 3, 1)) for day in working)
    hours = tuple(range(9, 19))
    return MonthSheet(
        lang=lang,
        place=PLACE,
        month=date(2026, 11, 1),
        figures=(
            MonthFigure("Venues", "212", "+8 % sur le mois précédent"),
            MonthFigure("Occupation", "41 %", "38 % le mois précédent"),
            MonthFigure("Recettes hors TVA", "1 964,00 €", "−4 % sur le mois précédent"),
            MonthFigure("Impayés", "187,20 €", "2 documents"),
        ),
        groups=("Membres", "Invités", "Visiteurs", "Passages"),
        days=tuple(days),
        hours=hours,
        spaces=(
            MonthSpace("Salle Jaune", tuple((hour * 37) % 90 for hour in hours), 44),
            MonthSpace("Salle Bleue", (*((hour * 11) % 60 for hour in hours[:-1]), None), 28),
            MonthSpace("Cabine 1", tuple(0 for _hour in hours), 0),
            MonthSpace("Espace ouvert (12)", tuple(100 - 4 * abs(13 - hour) for hour in hours), 91),
        ),
        revenue=(
            MonthBar("Salles", 67_200, "672,00 €"),
            MonthBar("Abonnements", 54_998, "549,98 €"),
            MonthBar("Événements", -1_666, "0,00 €"),
        ),
        revenue_remark="2 356,80 € TTC",
        unpaid=(MonthBar("pas encore dû", 14_400, "1"), MonthBar("jusqu’à 30 jours", 4_320, "1")),
        rules=(
            "Les personnes venues chaque jour.",
            "Les minutes réservées sur les minutes ouvertes.",
            "Les factures émises dans le mois, hors taxes.",
            "Ce qui reste à payer aujourd’hui.",
        ),
        printed_at=datetime(2026, 12, 1, 9, 30),
    )


def registry_letter(lang: str) -> RegistryLetter:
    """A company whose mail nobody has collected for three months."""
    return RegistryLetter(
        lang=lang,
        place=PLACE,
        customer=CustomerBlock(name="Greffe du tribunal de commerce", city="Foix"),
        company=CompanyLine("Atelier Bois des Pyrénées", "000 000 000", date(2025, 3, 2)),
        written_on=DAY,
        approval_number="09-2024-17",
        since=date(2026, 8, 20),
    )


def company_list(lang: str) -> CompanyList:
    """Who came and who left in the summer."""
    return CompanyList(
        lang=lang,
        place=PLACE,
        first=date(2026, 7, 1),
        last=date(2026, 9, 30),
        companies=(
            CompanyLine("Atelier Bois des Pyrénées", "000 000 000", date(2025, 3, 2), date(2026, 8, 31)),
            CompanyLine("Cabinet Estève", "000 000 000", date(2026, 9, 1)),
        ),
        written_on=DAY,
        approval_number="09-2024-17",
    )


def letter(lang: str) -> PlainLetter:
    """To somebody who has no e-mail."""
    return PlainLetter(
        lang=lang,
        place=PLACE,
        customer=CustomerBlock(name="Odette Vidal", street="3 chemin du Moulin", postcode="09500", city="Mirepoix"),
        subject="Votre réservation : Salle jaune, mardi 1er décembre, 14:00 – 16:00",
        body="Bonjour,\n\nVotre réservation est confirmée :\n\nSalle jaune\nMardi 1er décembre\n\nÀ bientôt,",
        written_on=DAY,
        enclosed=("F2026-0012",),
    )


def portrait(lang: str) -> PortraitSheet:
    """Of who came to the fab lab with an idea."""
    text = "J’ai quitté Toulouse avec l’idée d’un atelier.\n\nIci j’ai trouvé la découpe laser et des voisins."
    return PortraitSheet(lang, PLACE, "Maëlle Estève", "Mirepoix", text, DAY)


def carried_invoice(lang: str) -> CarriedInvoice:
    """What was left of an invoice of before."""
    return CarriedInvoice(
        lang=lang,
        place=PLACE,
        customer=CustomerBlock(name="Cabinet Estève", street="3 rue du Marché", postcode="09000", city="Foix"),
        number="F2026-0131",
        issued_on=date(2026, 5, 12),
        due_on=date(2026, 6, 11),
        left_cents=24_000,
    )


def call_list(lang: str) -> CallListSheet:
    """Two people without an e-mail, on a day of snow."""
    snow = "Cette réservation est annulée : Salle Jaune · mardi 24 novembre, 14:00 – 18:00 · La route est coupée."
    return CallListSheet(
        lang=lang,
        place=PLACE,
        printed_at=datetime(2026, 11, 24, 7, 40),
        calls=(
            CallLine("Odette Vidal", "+33561000000", "Votre réservation est annulée : Salle Jaune, mardi 24", snow),
            CallLine("Jean-Baptiste de La Tour du Pin Verclause", "+34972000000", "Courrier arrivé"),
        ),
    )


def quote(lang: str) -> QuoteSheet:
    """A hall for three evenings, for a choir: 60.00 before tax, 72.00 with it."""
    said = ("Salle Jaune", "18:00 – 20:00", 2000, "", 100_000, 2000, Basis.NET)
    rows = invoice_rows((said, said, said))
    worked = [(row.rate_bp, row.basis, LineAmounts(row.net_cents, row.tax_cents, row.gross_cents)) for row in rows]
    return QuoteSheet(
        lang=lang,
        number="D2026-0007",
        place=PLACE,
        customer=CustomerBlock(name="Chorale de l’Arize", street="Le bourg", postcode="09290", city="Le Mas-d’Azil"),
        made_on=DAY,
        valid_until=date(2026, 12, 24),
        lines=rows,
        totals=totals(worked),
        title="Concert de Noël",
        replaces=("D2026-0005", date(2026, 11, 17)),
        terms=("Chaises et ménage compris.",),
    )


SAMPLES: dict[str, Callable[[str], AnySheet]] = {
    "invoice": invoice,
    "attendance": attendance,
    "day": day_sheet,
    "mail-slip": mail_slip,
    "loan-slip": loan_slip,
    "booking-slip": booking_slip,
    "month": month,
    "registry-letter": registry_letter,
    "company-list": company_list,
    "badge": partial(badge, PLACE),
    "evacuation": partial(evacuation, PLACE),
    "counter-day": partial(counter_day, PLACE),
    "letter": letter,
    "portrait": portrait,
    "carried-invoice": carried_invoice,
    "call-list": call_list,
    "door-notice": partial(door_notice, PLACE),
    "door-poster": partial(door_poster, PLACE),
    "week-poster": partial(week_poster, PLACE),
    "pick-list": partial(pick_list, PLACE),
    "quote": quote,
}
"""By the document's name, a sheet in the language asked for; one for each of `DOCUMENTS`."""
