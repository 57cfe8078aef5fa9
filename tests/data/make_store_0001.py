"""Make `store_0001.sqlite3`: a small house as the first released schema kept it, written below every service.

Run by hand, once: `python tests/data/make_store_0001.py`. The file it made is committed and stays as it is; what a
later program makes of it is what the migration tests look at. Papers are not kept: `paper_of` gives each one's bytes.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import sys
from collections.abc import Mapping
from pathlib import Path

HERE = Path(__file__).resolve().parent
FILE = HERE / "store_0001.sqlite3"
MORNING = "2026-03-02T08:00:00.000000+00:00"
GENESIS = "0" * 64


def paper_of(number: str) -> bytes:
    """The paper of that document, as this house archived it."""
    return f"%PDF-1.4\n% {number}\n%%EOF\n".encode()


def canonical(facts: object) -> str:
    """Written here once more, so that the old store does not follow a change of the program's own."""
    return json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def sealed(previous: str, text: str) -> str:
    """The hash that chains `text` to `previous`."""
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


class Writer:
    """Puts rows into the store and remembers the last hash of each chain."""

    def __init__(self, file: Path) -> None:
        self.connection = sqlite3.connect(file)
        self.connection.execute("PRAGMA foreign_keys=ON")
        self.last: dict[str, str] = {}

    def put(self, table: str, **values: object) -> int:
        """One row; its id."""
        names = ", ".join(values)
        marks = ", ".join("?" * len(values))
        cursor = self.connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))
        return int(cursor.lastrowid or 0)

    def chain(self, table: str, text: str) -> dict[str, str]:
        """The two columns that chain a row to the one before it in its table."""
        previous = self.last.get(table, GENESIS)
        self.last[table] = sealed(previous, text)
        return {"previous_hash": previous, "hash": self.last[table]}


SELLER = {"name": "Le Relais de la Garance", "siret": "81234567600012", "street": "3, place du Foirail"}


def house(w: Writer) -> dict[str, int]:
    """The place, its hours, its units with parts and a pool, its prices and rates."""
    w.put(
        "place",
        id=1,
        name="Le Relais de la Garance",
        legal_form="Association loi 1901",
        siret="81234567600012",
        vat_regime="liable",
        street="3, place du Foirail",
        postcode="12240",
        city="Rieupeyroux",
        email="bonjour@garance.example",
        second_copy="",
    )
    for weekday in range(5):
        w.put("opening_hours", weekday=weekday, opens=8 * 60, closes=19 * 60)
    for category, rate in (("standard", 2000), ("intermediate", 1000), ("reduced", 550), ("outside", 0)):
        w.put("vat_rate", country="FR", category=category, valid_from="2014-01-01", rate_bp=rate)
    w.put("dated_setting", key="late_penalty", language="fr", valid_from="2020-01-01", value="Trois fois le taux légal")
    units = {}

    def unit(name: str, kind: str, **more: object) -> int:
        units[name] = w.put("unit", name=name, kind=kind, position=len(units), **more)
        return units[name]

    hall = unit("Grande salle", "room", seats=40)
    half = unit("Salle A", "room", seats=20)
    half_b = unit("Salle B", "room", seats=20, buffer_after=15)
    for part in (half, half_b):
        w.put("unit_part", whole_id=hall, part_id=part)
    house_unit = unit("Rez-de-chaussée", "zone", seats=60)
    w.put("unit_part", whole_id=house_unit, part_id=hall)
    pool = unit("Bureaux partagés", "desk", is_pool=1)
    for number in range(1, 5):
        unit(f"Bureau {number}", "desk", pool_id=pool)
    unit("Cabine d’appel", "booth")
    unit("Vidéoprojecteur", "tool", shelf="Armoire 2")
    unit("Casier 7", "locker")
    for kind, minutes, amount in (("room", 60, 120_000), ("room", 240, 400_000), ("desk", 240, 80_000)):
        w.put(
            "price",
            kind=kind,
            label=f"{minutes} min",
            minutes=minutes,
            amount_e4=amount,
            basis="net",
            vat_category="standard",
            valid_from="2025-01-01",
        )
    closure = w.put(
        "closure",
        unit_id=units["Cabine d’appel"],
        starts="2026-04-06 00:00:00",
        ends="2026-04-08 00:00:00",
        reason="Peinture",
    )
    w.put(
        "hold",
        unit_id=units["Cabine d’appel"],
        asked_unit_id=units["Cabine d’appel"],
        starts="2026-04-06 00:00:00",
        ends="2026-04-08 00:00:00",
        closure_id=closure,
    )
    w.put("closure", starts="2026-12-24 00:00:00", ends="2027-01-02 00:00:00", reason="Fêtes")
    works = w.put(
        "maintenance",
        unit_id=units["Bureau 4"],
        starts="2026-03-09 08:00:00",
        ends="2026-03-10 19:00:00",
        reason="Chaise à réparer",
    )
    w.put(
        "hold",
        unit_id=units["Bureau 4"],
        asked_unit_id=units["Bureau 4"],
        starts="2026-03-09 08:00:00",
        ends="2026-03-10 19:00:00",
        maintenance_id=works,
    )
    return units


PEOPLE = ("Zoé Lacombe", "Étienne Fraysse", "Maëlle Cazals", "Bixente Etxeberria", "Núria Puig")


def people(w: Writer) -> list[int]:
    """Five persons, then two organisations."""
    found = []
    for position, name in enumerate(PEOPLE):
        given, family = name.split(" ")
        found.append(
            w.put(
                "party",
                kind="person",
                name=name,
                given_name=given,
                family_name=family,
                search_key=family.lower(),
                role="member" if position < 3 else "guest",
                email=f"p{position}@garance.example",
                city="Rieupeyroux",
                created_at=MORNING,
            )
        )
    for name, siren in (("Coopérative des Causses", "812345676"), ("Mairie de Rieupeyroux", "211201981")):
        found.append(
            w.put(
                "party",
                kind="organisation",
                name=name,
                search_key=name.lower(),
                siren=siren,
                street="1, rue de la Mairie",
                postcode="12240",
                city="Rieupeyroux",
                created_at=MORNING,
            )
        )
    w.put("affiliation", person_id=found[0], organisation_id=found[5], role="gérante")
    w.connection.execute("UPDATE party SET payer_id = ? WHERE id = ?", (found[5], found[0]))
    w.put("consent", party_id=found[1], purpose="newsletter", given_on="2026-01-12", withdrawn_on=None)
    return found


def bookings(w: Writer, units: Mapping[str, int], who: list[int]) -> list[int]:
    """A series, a whole room, an unpinned desk, a tentative one and a cancelled one."""
    made = []

    def book(
        unit: str, leaves: tuple[str, ...], person: int, start: str, end: str, state: str = "confirmed", **more: object
    ) -> int:
        booking = w.put(
            "booking",
            unit_id=units[unit],
            party_id=person,
            starts=start,
            ends=end,
            state=state,
            created_at=MORNING,
            **more,
        )
        for leaf in leaves:
            w.put("hold", unit_id=units[leaf], asked_unit_id=units[unit], starts=start, ends=end, booking_id=booking)
        made.append(booking)
        return booking

    series = w.put(
        "series",
        unit_id=units["Salle A"],
        party_id=who[5],
        frequency="week",
        step=1,
        weekdays="1",
        first="2026-03-03 09:00:00",
        minutes=120,
        until="2026-06-30",
        made_until="2026-03-31",
        title="Cours d’occitan",
    )
    for day in ("2026-03-03", "2026-03-10", "2026-03-17", "2026-03-24", "2026-03-31"):
        book(
            "Salle A",
            ("Salle A",),
            who[5],
            f"{day} 09:00:00",
            f"{day} 11:00:00",
            series_id=series,
            occurrence_on=day,
            title="Cours d’occitan",
            people=12,
        )
    book(
        "Grande salle",
        ("Salle A", "Salle B"),
        who[6],
        "2026-03-05 14:00:00",
        "2026-03-05 18:00:00",
        title="Conseil municipal",
        people=30,
    )
    for desk, person in (("Bureau 1", who[1]), ("Bureau 2", who[2])):
        book("Bureaux partagés", (desk,), person, "2026-03-05 08:00:00", "2026-03-05 12:00:00", pinned=0)
    book(
        "Salle B",
        ("Salle B",),
        who[3],
        "2026-03-06 10:00:00",
        "2026-03-06 12:00:00",
        "tentative",
        expires="2026-03-04 18:00:00",
    )
    book(
        "Salle B",
        (),
        who[4],
        "2026-03-09 10:00:00",
        "2026-03-09 12:00:00",
        "cancelled",
        cancelled_at="2026-03-06T09:30:00.000000+00:00",
    )
    book(
        "Bureau 3",
        ("Bureau 3",),
        who[0],
        "2026-03-02 09:00:00",
        "2026-03-02 17:00:00",
        "checked_in",
        checked_in_at="2026-03-02T08:05:00.000000+00:00",
    )
    return made


def plans(w: Writer, who: list[int]) -> tuple[int, int]:
    """A plan sold, a pass, their ledgers and the visits that used them; the subscription and the pass."""
    plan = w.put(
        "plan",
        name="Nomade 10 jours",
        period="month",
        price_e4=900_000,
        basis="net",
        vat_category="standard",
        days_included=10,
        rolls_over=1,
    )
    sold = w.put(
        "subscription",
        party_id=who[0],
        plan_id=plan,
        name="Nomade 10 jours",
        starts="2026-01-01",
        period="month",
        price_e4=900_000,
        basis="net",
        vat_category="standard",
        days_included=10,
        rolls_over=1,
        charged_until="2026-03-01",
    )
    tickets = w.put(
        "pass",
        party_id=who[1],
        name="Carnet de 5 jours",
        valid_from="2026-02-01",
        valid_until="2026-08-01",
        sold_at=MORNING,
    )
    rights = [
        w.put("allowance", party_id=who[0], subscription_id=sold, valid_from="2026-03-01", valid_until="2026-04-01"),
        w.put("allowance", party_id=who[1], pass_id=tickets, valid_from="2026-02-01", valid_until="2026-08-01"),
    ]
    balances = dict.fromkeys(rights, 0)
    sequences = dict.fromkeys(rights, 0)

    def enter(allowance: int, half_days: int, reason: str, visit: int | None = None) -> None:
        balances[allowance] += half_days
        sequences[allowance] += 1
        w.put(
            "allowance_entry",
            allowance_id=allowance,
            sequence=sequences[allowance],
            at=MORNING,
            half_days=half_days,
            balance=balances[allowance],
            reason=reason,
            visit_id=visit,
        )

    enter(rights[0], 20, "period")
    enter(rights[1], 10, "bought")
    for day in ("2026-03-02", "2026-03-03"):
        for allowance, person in zip(rights, who, strict=False):
            visit = w.put(
                "visit",
                party_id=person,
                role="member",
                day=day,
                arrived_at=f"{day}T08:00:00.000000+00:00",
                left_at=f"{day}T16:30:00.000000+00:00",
                half_days=2,
            )
            enter(allowance, -2, "visit", visit)
    w.put("visit", role="visitor", day="2026-03-03", arrived_at="2026-03-03T10:00:00.000000+00:00", note="curieux")
    return sold, tickets


def charge(
    w: Writer,
    payer: int,
    description: str,
    unit_price_e4: int,
    quantity_milli: int = 1000,
    rate_bp: int = 2000,
    **more: object,
) -> dict[str, object]:
    """Something owed at a net price; its columns, the id among them."""
    net = unit_price_e4 * quantity_milli // 100_000
    tax = (net * rate_bp + 5000) // 10_000
    row = {
        "description": description,
        "detail": "",
        "quantity_milli": quantity_milli,
        "unit_price_e4": unit_price_e4,
        "basis": "net",
        "rate_bp": rate_bp,
        "net_cents": net,
        "tax_cents": tax,
        "gross_cents": net + tax,
    }
    made = w.put(
        "charge",
        party_id=payer,
        payer_id=payer,
        supplied_on="2026-03-05",
        vat_category="standard",
        created_at=MORNING,
        **row,
        **more,
    )
    return {"id": made, **row}


def issue(
    w: Writer,
    kind: str,
    sequence: int,
    customer: int,
    charges: list[dict[str, object]],
    credits_: tuple[int, tuple[str, str]] | None = None,
    day: str = "2026-03-05",
) -> int:
    """One document with its lines, its paper's hash and its place in the chain."""
    series = {"invoice": "F2026", "credit_note": "A2026", "receipt": "R2026"}[kind]
    number = f"{series}-{sequence:04d}"
    lines = [{key: value for key, value in line.items() if key != "id"} for line in charges]
    net = sum(int(str(line["net_cents"])) for line in lines)
    tax = sum(int(str(line["tax_cents"])) for line in lines)
    paper = hashlib.sha256(paper_of(number)).hexdigest()
    (name,) = w.connection.execute("SELECT name FROM party WHERE id = ?", (customer,)).fetchone()
    rate = lines[0]["rate_bp"]
    snapshot = canonical(
        {
            "kind": kind,
            "series": series,
            "sequence": sequence,
            "number": number,
            "issued_on": day,
            "due_on": "2026-04-04",
            "seller": SELLER,
            "customer": {"name": name},
            "lines": lines,
            "totals": {"net_cents": net, "tax_cents": tax, "gross_cents": net + tax, "taxes": [[rate, net, tax]]},
            "mentions": ["TVA sur les encaissements"],
            "paper_sha256": paper,
            "credits": list(credits_[1]) if credits_ else None,
            "language": "fr",
        }
    )
    invoice = w.put(
        "invoice",
        kind=kind,
        series=series,
        sequence=sequence,
        number=number,
        issued_on=day,
        due_on="2026-04-04",
        issued_at=f"{day}T16:00:00.000000+00:00",
        party_id=customer,
        credits_id=credits_[0] if credits_ else None,
        net_cents=net,
        tax_cents=tax,
        gross_cents=net + tax,
        paper_sha256=paper,
        snapshot=snapshot,
        **w.chain("invoice", snapshot),
    )
    for position, (line, source) in enumerate(zip(lines, charges, strict=True), 1):
        w.put("invoice_line", invoice_id=invoice, position=position, charge_id=source.get("id"), **line)
    return invoice


def pay(
    w: Writer,
    party: int | None,
    day: str,
    method: str,
    cents: int,
    reference: str = "",
    reverses: int | None = None,
    invoice: int | None = None,
) -> int:
    """One payment with its seal, settling an invoice if named."""
    number = w.connection.execute("SELECT coalesce(max(id), 0) + 1 FROM payment").fetchone()[0]
    received = f"{day}T17:00:00.000000+00:00"
    text = canonical(
        {
            "id": number,
            "day": day,
            "received_at": received.replace(".000000", ""),
            "method": method,
            "amount_cents": cents,
            "party_id": party,
            "reference": reference,
            "reverses_id": reverses,
        }
    )
    w.put(
        "payment",
        id=number,
        party_id=party,
        received_at=received,
        day=day,
        method=method,
        amount_cents=cents,
        reference=reference,
        reverses_id=reverses,
        **w.chain("payment", text),
    )
    if invoice is not None:
        w.put("payment_allocation", payment_id=number, invoice_id=invoice, amount_cents=cents)
    return int(number)


def close(w: Writer, kind: str, first: str, last: str, payments: int, total: int, perpetual: int) -> None:
    """One closing of the till with its seal."""
    at = f"{last}T18:00:00.000000+00:00"
    facts = {
        "kind": kind,
        "first_day": first,
        "last_day": last,
        "closed_at": at,
        "payments": payments,
        "total_cents": total,
        "perpetual_cents": perpetual,
    }
    w.put("closing", **facts, **w.chain("closing", canonical(facts | {"closed_at": at.replace(".000000", "")})))


def money(w: Writer, who: list[int], made: list[int], sold: tuple[int, int]) -> None:
    """Charges, three invoices, a receipt, a credit note, payments of two days and their closings."""
    hall = charge(w, who[6], "Grande salle, 4 h", 400_000, 2000, booking_id=made[5])
    coffee = charge(w, who[6], "Café d’accueil", 15_000, 30_000, rate_bp=2000)
    month = charge(w, who[5], "Nomade 10 jours, mars 2026", 900_000, subscription_id=sold[0], period_start="2026-03-01")
    tickets = charge(w, who[1], "Carnet de 5 jours", 500_000, pass_id=sold[1])
    fee = charge(w, who[2], "Adhésion 2026", 150_000, rate_bp=0, membership_fee=1)
    charge(w, who[3], "Impressions", 5_000, 10_000)
    first = issue(w, "invoice", 1, who[6], [hall, coffee])
    second = issue(w, "invoice", 2, who[5], [month])
    third = issue(w, "invoice", 3, who[1], [tickets])
    receipt = issue(w, "receipt", 1, who[2], [fee])
    back = {key: -int(str(month[key])) for key in ("quantity_milli", "net_cents", "tax_cents", "gross_cents")}
    issue(
        w,
        "credit_note",
        1,
        who[5],
        [{key: value for key, value in month.items() if key != "id"} | back],
        (second, ("F2026-0002", "2026-03-05")),
        "2026-03-06",
    )
    pay(w, who[6], "2026-03-05", "transfer", 15_000, "VIR MAIRIE", invoice=first)
    pay(w, who[1], "2026-03-05", "card", 6_000, invoice=third)
    pay(w, who[2], "2026-03-05", "cash", 1_500, invoice=receipt)
    wrong = pay(w, None, "2026-03-06", "cash", 250, "café")
    pay(w, None, "2026-03-06", "cash", -250, "café", reverses=wrong)
    close(w, "day", "2026-03-05", "2026-03-05", 3, 22_500, 22_500)
    close(w, "day", "2026-03-06", "2026-03-06", 2, 0, 22_500)
    close(w, "month", "2026-03-01", "2026-03-31", 5, 22_500, 22_500)


def rest(w: Writer, units: Mapping[str, int], who: list[int]) -> None:
    """Mail, a loan, an event, the listing and its outbox, the journal."""
    contract = w.put(
        "domiciliation",
        party_id=who[5],
        starts="2025-09-01",
        approval_number="12-2024-003",
        mailbox="B4",
        registry_told_on="2025-09-03",
    )
    item = w.put(
        "mail_item",
        party_id=who[5],
        domiciliation_id=contract,
        kind="registered",
        sender="URSSAF",
        reference="1A 234 567",
        shelf="B4",
        arrived_on="2026-03-02",
    )
    w.put("mail_act", mail_item_id=item, act="notified", at=MORNING, day="2026-03-02", by="Maëlle")
    loan = w.put(
        "loan",
        unit_id=units["Vidéoprojecteur"],
        party_id=who[2],
        out="2026-03-04 18:00:00",
        due="2026-03-06 09:00:00",
        deposit_cents=10_000,
        state_out="complet",
    )
    w.put(
        "hold",
        unit_id=units["Vidéoprojecteur"],
        asked_unit_id=units["Vidéoprojecteur"],
        starts="2026-03-04 18:00:00",
        ends="2026-03-06 09:00:00",
        loan_id=loan,
    )
    event = w.put("event", title="Colunch de mars", kind="colunch", capacity=40)
    session = w.put(
        "event_session",
        event_id=event,
        unit_id=units["Grande salle"],
        starts="2026-03-12 12:00:00",
        ends="2026-03-12 14:00:00",
    )
    for leaf in ("Salle A", "Salle B"):
        w.put(
            "hold",
            unit_id=units[leaf],
            asked_unit_id=units["Grande salle"],
            starts="2026-03-12 12:00:00",
            ends="2026-03-12 14:00:00",
            event_session_id=session,
        )
    for position, person in enumerate(who[:2], 1):
        coming = w.put(
            "registration",
            event_id=event,
            position=position,
            party_id=person,
            name=PEOPLE[position - 1],
            state="registered",
            registered_at=MORNING,
        )
        w.put("attendance", session_id=session, registration_id=coming, half=0)
    w.put("listing", id=1, uid="garance.example", rev=4, document=canonical({"name": SELLER["name"]}))
    target = w.put(
        "target",
        name="Site de la commune",
        kind="webdav",
        url="https://fichiers.example/relais",
        user="relais",
        confirmed_rev=3,
    )
    w.put("outbox_item", target_id=target, key="listing", rev=4, queued_at=MORNING)
    w.put("copy_made", made_at=MORNING, file="copie-2026-03-02.tldesk", sha256="ab" * 32, outside=1, size_bytes=81_920)
    w.put("lease", name="publish", holder="accueil", until=MORNING)
    for act, subject, number in (("described", "place", 1), ("booked", "booking", 1), ("issued", "invoice", 1)):
        w.put("journal", at=MORNING, who="Maëlle", act=act, subject=subject, subject_id=number, facts="")


def fill(file: Path) -> None:
    """Write the whole house into an empty store of the first schema."""
    writer = Writer(file)
    with writer.connection:
        units = house(writer)
        who = people(writer)
        made = bookings(writer, units, who)
        sold = plans(writer, who)
        money(writer, who, made, sold)
        rest(writer, units, who)
    writer.connection.execute("PRAGMA journal_mode=DELETE")
    writer.connection.execute("PRAGMA page_size=1024")
    writer.connection.execute("VACUUM")
    writer.connection.close()


if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parent.parent))
    from tierslieu_desk.models import migrate, sqlite

    FILE.unlink(missing_ok=True)
    with sqlite.migrating(FILE) as connection:
        migrate.migrate(connection, "0001")
    fill(FILE)
