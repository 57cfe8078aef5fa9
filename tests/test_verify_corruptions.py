"""`verify` names every corruption, and names nothing in a healthy house."""

from __future__ import annotations

import json
import random
import re
import runpy
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from builders import open_desk, person, slot, small_house
from lived_in import END, live

from tierslieu_desk import errors
from tierslieu_desk.models import guards, store
from tierslieu_desk.rules import chain
from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.services import checks
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.keeping.verification import Verification, verify_folder
from tierslieu_desk.services.place.units import NewUnit, Units

DATA = Path(__file__).resolve().parent / "data"
OLD_NOW = datetime(2026, 3, 3, 9)
Corruption = Callable[[sqlite3.Connection, Path, random.Random], None]


@pytest.fixture(scope="session")
def old_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The old store, migrated, with its papers: rows in every table."""
    folder = tmp_path_factory.mktemp("old") / "desk"
    folder.mkdir()
    shutil.copyfile(DATA / "store_0001.sqlite3", folder / store.FILE)
    store.open_store(folder, lambda _file: None).close()
    paper_of = runpy.run_path(str(DATA / "make_store_0001.py"))["paper_of"]
    with closing(sqlite3.connect(folder / store.FILE)) as connection:
        for (number,) in connection.execute("SELECT number FROM invoice"):
            Papers(folder).keep(paper_of(number))
    return folder


def one(connection: sqlite3.Connection, dice: random.Random, statement: str) -> int:
    return int(dice.choice([row[0] for row in connection.execute(statement)]))


def changed_cent(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    number = one(connection, dice, "SELECT id FROM invoice")
    connection.execute(
        "UPDATE invoice SET net_cents = net_cents + 1, gross_cents = gross_cents + 1 WHERE id = ?", (number,)
    )


def changed_line(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    number = one(connection, dice, "SELECT id FROM invoice_line")
    connection.execute(
        "UPDATE invoice_line SET tax_cents = tax_cents - 1, gross_cents = gross_cents - 1 WHERE id = ?", (number,)
    )


def removed_line(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    connection.execute("DELETE FROM invoice_line WHERE id = ?", (one(connection, dice, "SELECT id FROM invoice_line"),))


def removed_invoice(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    number = one(connection, dice, "SELECT id FROM invoice")
    connection.execute("DELETE FROM invoice_line WHERE invoice_id = ?", (number,))
    connection.execute("DELETE FROM invoice WHERE id = ?", (number,))


def removed_last_invoice(connection: sqlite3.Connection, _folder: Path, _dice: random.Random) -> None:
    connection.execute("DELETE FROM invoice WHERE id = (SELECT max(id) FROM invoice)")


def gap_in_numbers(connection: sqlite3.Connection, _folder: Path, _dice: random.Random) -> None:
    connection.execute(
        "UPDATE invoice SET sequence = sequence + 1, number = series || '-' || printf('%04d', sequence + 1)"
        " WHERE id = (SELECT id FROM invoice WHERE kind = 'invoice' ORDER BY sequence DESC LIMIT 1)"
    )


def dated_before_the_one_before(connection: sqlite3.Connection, _folder: Path, _dice: random.Random) -> None:
    connection.execute(
        "UPDATE invoice SET issued_on = '2020-01-01'"
        " WHERE id = (SELECT id FROM invoice WHERE kind = 'invoice' ORDER BY sequence DESC LIMIT 1)"
    )


def along_with_what_goes_along(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    first, second, third = dice.sample([row[0] for row in connection.execute("SELECT id FROM booking")], 3)
    connection.executemany("INSERT INTO booking_with VALUES (?, ?)", [(first, second), (second, third)])


def swapped_hashes(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    rows = connection.execute("SELECT id, hash FROM invoice").fetchall()
    (first, hash_of_first), (second, hash_of_second) = dice.sample(rows, 2)
    connection.execute("UPDATE invoice SET hash = 'x' WHERE id = ?", (first,))
    connection.execute("UPDATE invoice SET hash = ? WHERE id = ?", (hash_of_first, second))
    connection.execute("UPDATE invoice SET hash = ? WHERE id = ?", (hash_of_second, first))


def edited_snapshot(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    number = one(connection, dice, "SELECT id FROM invoice")
    (text,) = connection.execute("SELECT snapshot FROM invoice WHERE id = ?", (number,)).fetchone()
    said = json.loads(text)
    said["customer"]["name"] = "Somebody else"
    connection.execute("UPDATE invoice SET snapshot = ? WHERE id = ?", (chain.canonical(said), number))


def resealed(connection: sqlite3.Connection, change: Callable[[dict[str, object]], None], number: int) -> None:
    """Change what one document said, and seal the whole chain anew, as a patient forger would."""
    before = chain.GENESIS
    for row, text in connection.execute("SELECT id, snapshot FROM invoice ORDER BY id").fetchall():
        said = json.loads(text)
        if row == number:
            change(said)
        again = chain.canonical(said)
        connection.execute(
            "UPDATE invoice SET snapshot = ?, previous_hash = ?, hash = ? WHERE id = ?",
            (again, before, chain.seal(before, again), row),
        )
        before = chain.seal(before, again)


def forged_total(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    def change(said: dict[str, object]) -> None:
        totals = said["totals"]
        assert isinstance(totals, dict)
        totals["gross_cents"] += 100
        totals["net_cents"] += 100

    number = one(connection, dice, "SELECT id FROM invoice")
    resealed(connection, change, number)
    connection.execute(
        "UPDATE invoice SET net_cents = net_cents + 100, gross_cents = gross_cents + 100 WHERE id = ?", (number,)
    )


def unreadable_snapshot(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    number = one(connection, dice, "SELECT id FROM invoice")
    connection.execute("UPDATE invoice SET snapshot = substr(snapshot, 1, 40) WHERE id = ?", (number,))


def overlapping_hold(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    number = one(connection, dice, "SELECT id FROM hold")
    connection.execute(
        "INSERT INTO hold (unit_id, asked_unit_id, starts, ends, booking_id, event_session_id, loan_id,"
        " maintenance_id, closure_id) SELECT unit_id, asked_unit_id, datetime(starts, '+1 minute'), ends, booking_id,"
        " event_session_id, loan_id, maintenance_id, closure_id FROM hold WHERE id = ?",
        (number,),
    )


def hold_on_a_whole(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    number = one(connection, dice, "SELECT id FROM hold WHERE starts > '2026-03-04'")
    whole = one(connection, dice, "SELECT whole_id FROM unit_part")
    connection.execute("UPDATE hold SET unit_id = ? WHERE id = ?", (whole, number))


def hold_on_a_pool(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    number = one(connection, dice, "SELECT id FROM hold WHERE starts > '2026-03-04'")
    connection.execute("UPDATE hold SET unit_id = (SELECT id FROM unit WHERE is_pool) WHERE id = ?", (number,))


def hold_elsewhere(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    number = one(connection, dice, "SELECT id FROM hold WHERE booking_id IS NOT NULL AND starts > '2026-03-04'")
    connection.execute("UPDATE hold SET unit_id = (SELECT id FROM unit WHERE kind = 'locker') WHERE id = ?", (number,))


def booking_without_hold(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    number = one(connection, dice, "SELECT id FROM booking WHERE state IN ('confirmed', 'checked_in')")
    connection.execute("DELETE FROM hold WHERE booking_id = ?", (number,))


def booking_moved_without_its_hold(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    number = one(connection, dice, "SELECT id FROM booking WHERE state = 'confirmed'")
    connection.execute("UPDATE booking SET ends = datetime(ends, '+1 hour') WHERE id = ?", (number,))


def hold_of_a_cancelled_booking(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    number = one(connection, dice, "SELECT id FROM booking WHERE state = 'confirmed'")
    connection.execute("UPDATE booking SET state = 'cancelled' WHERE id = ?", (number,))


def hold_of_a_cancelled_event(connection: sqlite3.Connection, _folder: Path, _dice: random.Random) -> None:
    connection.execute("UPDATE event SET cancelled = 1")


def loan_out_and_not_held(connection: sqlite3.Connection, _folder: Path, _dice: random.Random) -> None:
    connection.execute("DELETE FROM hold WHERE loan_id IS NOT NULL")


def paper_of_one(folder: Path, dice: random.Random) -> Path:
    return dice.choice(sorted((folder / "papers").glob("*/*.pdf")))


def replaced_paper(_connection: sqlite3.Connection, folder: Path, dice: random.Random) -> None:
    paper = paper_of_one(folder, dice)
    paper.write_bytes(paper.read_bytes().replace(b"2026", b"2025"))


def missing_paper(_connection: sqlite3.Connection, folder: Path, dice: random.Random) -> None:
    paper_of_one(folder, dice).unlink()


def ledger_sum_off(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    number = one(connection, dice, "SELECT id FROM allowance_entry")
    connection.execute("UPDATE allowance_entry SET half_days = half_days + 2 WHERE id = ?", (number,))


def removed_ledger_line(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    number = one(connection, dice, "SELECT id FROM allowance_entry")
    connection.execute("DELETE FROM allowance_entry WHERE id = ?", (number,))


def carried_out(connection: sqlite3.Connection, half_days: int) -> None:
    connection.execute(
        "INSERT INTO allowance_entry (allowance_id, sequence, at, half_days, balance, reason)"
        " SELECT allowance_id, max(sequence) + 1, at, ?, balance + ?, 'carried_over' FROM allowance_entry"
        " WHERE allowance_id = (SELECT id FROM allowance WHERE subscription_id IS NOT NULL)",
        (half_days, half_days),
    )


def carried_nowhere(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    carried_out(connection, -dice.randint(1, 6))


def carried_from_nowhere(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    carried_out(connection, dice.randint(1, 6))


def carried_within_one_period(connection: sqlite3.Connection, _folder: Path, _dice: random.Random) -> None:
    carried_out(connection, -3)
    carried_out(connection, 3)


def of_hours(connection: sqlite3.Connection, *lines: tuple[int, str, str | None]) -> None:
    """An hour allowance of a subscription, and its lines: minutes, why, and the state of the booking they are about."""
    connection.execute(
        "INSERT INTO hour_allowance (id, party_id, subscription_id, kind, valid_from, valid_until)"
        " SELECT 1, party_id, id, 'room', '2026-03-01', '2026-03-31' FROM subscription LIMIT 1"
    )
    balance = 0
    for number, (minutes, why, state) in enumerate(lines, 1):
        balance += minutes
        connection.execute(
            "INSERT INTO hour_entry (allowance_id, sequence, at, minutes, balance, reason, booking_id)"
            " VALUES (1, ?, '2026-03-01T08:00:00.000000+00:00', ?, ?, ?, (SELECT max(id) FROM booking WHERE state = ?"
            " AND NOT EXISTS (SELECT 1 FROM charge WHERE booking_id = booking.id)))",
            (number, minutes, balance, why, state),
        )


def hours_sum_off(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    of_hours(connection, (300, "period", None))
    connection.execute("UPDATE hour_entry SET minutes = minutes + ?", (dice.randint(1, 60),))


def removed_line_of_hours(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    of_hours(connection, (300, "period", None), (15, "recut", None), (-15, "recut", None))
    connection.execute("DELETE FROM hour_entry WHERE id = ?", (dice.randint(1, 3),))


def hours_carried_nowhere(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    of_hours(connection, (300, "period", None), (-dice.randint(1, 300), "carried_over", None))


def hours_carried_to_another_kind(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    """They leave the rooms of March and enter the booths of April."""
    minutes = dice.randint(1, 300)
    of_hours(connection, (300, "period", None), (-minutes, "carried_over", None))
    connection.execute(
        "INSERT INTO hour_allowance (id, party_id, subscription_id, kind, valid_from, valid_until)"
        " SELECT 2, party_id, subscription_id, 'booth', '2026-04-01', '2026-04-30' FROM hour_allowance"
    )
    connection.execute(
        "INSERT INTO hour_entry (allowance_id, sequence, at, minutes, balance, reason)"
        " VALUES (2, 1, '2026-04-01T08:00:00.000000+00:00', ?, ?, 'carried_over')",
        (minutes, minutes),
    )


def hours_handed_to_nobody(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    of_hours(connection, (300, "sold", None), (-dice.randint(1, 300), "transferred", None))


def hours_used_by_nothing(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    of_hours(connection, (300, "period", None), (-dice.randint(1, 300), "booking", None))


def hours_used_by_what_was_called_off(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    (number,) = connection.execute("SELECT max(id) FROM booking").fetchone()
    connection.execute("DELETE FROM hold WHERE booking_id = ?", (number,))
    connection.execute("DELETE FROM charge WHERE booking_id = ?", (number,))
    connection.execute("UPDATE booking SET state = 'cancelled' WHERE id = ?", (number,))
    of_hours(connection, (300, "period", None), (-dice.randint(1, 300), "booking", "cancelled"))


def handed_to_nobody(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    half_days = dice.randint(1, 6)
    connection.execute(
        "INSERT INTO allowance_entry (allowance_id, sequence, at, half_days, balance, reason)"
        " SELECT allowance_id, max(sequence) + 1, at, ?, balance + ?, 'transferred' FROM allowance_entry"
        " WHERE allowance_id = (SELECT min(id) FROM allowance WHERE pass_id IS NOT NULL)",
        (-half_days, -half_days),
    )


def pause_before_the_beginning(connection: sqlite3.Connection, _folder: Path, _dice: random.Random) -> None:
    connection.execute(
        "INSERT INTO subscription_pause (subscription_id, first_day, last_day)"
        " SELECT id, date(starts, '-3 days'), starts FROM subscription LIMIT 1"
    )


def pause_over_a_pause(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    for days in (3, 3 + dice.randint(-1, 1)):
        connection.execute(
            "INSERT INTO subscription_pause (subscription_id, first_day, last_day)"
            " SELECT id, date(starts, ?), date(starts, '+9 days') FROM subscription LIMIT 1",
            (f"+{days} days",),
        )


def broken_link(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    table, column = dice.choice([("booking", "party_id"), ("consent", "party_id"), ("mail_item", "party_id")])
    connection.execute(f"UPDATE {table} SET {column} = 4711 WHERE id = (SELECT min(id) FROM {table})")


def credit_note_pointing_nowhere(connection: sqlite3.Connection, _folder: Path, _dice: random.Random) -> None:
    connection.execute("UPDATE invoice SET credits_id = 4711 WHERE kind = 'credit_note'")


def credit_note_of_another_document(connection: sqlite3.Connection, _folder: Path, _dice: random.Random) -> None:
    connection.execute("UPDATE invoice SET credits_id = 1 WHERE kind = 'credit_note'")


def overwritten_page(connection: sqlite3.Connection, folder: Path, dice: random.Random) -> None:
    (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (dice.choice(TABLES),)).fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with (folder / store.FILE).open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(dice.randbytes(size))


TABLES = ("invoice", "hold", "booking", "journal", "payment", "party", "unit", "alembic_version")


def overwritten_first_page(_connection: sqlite3.Connection, folder: Path, _dice: random.Random) -> None:
    with (folder / store.FILE).open("r+b") as file:
        file.write(b"this was a store once" * 40)


def only_a_volunteer_left(connection: sqlite3.Connection, _folder: Path, _dice: random.Random) -> None:
    connection.execute("INSERT INTO operator (name, search_key, role) VALUES ('Vera', 'vera', 'volunteer')")


def removed_journal_line(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    connection.execute("DELETE FROM journal WHERE id = ?", (one(connection, dice, "SELECT id FROM journal"),))


def put_together_with_no_way_back(connection: sqlite3.Connection, _folder: Path, _dice: random.Random) -> None:
    connection.execute(
        "UPDATE party SET retired = 1, merged_into_id = (SELECT min(id) FROM party)"
        " WHERE id = (SELECT max(id) FROM party)"
    )


def missing_guard(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    GUARDS_LEFT.remove(dice.choice(sorted(GUARDS_LEFT)))


def weakened_guard(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    connection.execute("CREATE TRIGGER guard_hold_insert BEFORE INSERT ON hold BEGIN SELECT 1; END")
    GUARDS_LEFT.remove("guard_hold_insert")


def stranger_at_work(connection: sqlite3.Connection, _folder: Path, _dice: random.Random) -> None:
    connection.execute("CREATE TRIGGER tidy AFTER INSERT ON journal BEGIN DELETE FROM lease; END")


GUARDS_LEFT: set[str] = set()


def lost_paper_of_a_message(connection: sqlite3.Connection, _folder: Path, _dice: random.Random) -> None:
    connection.execute(
        "INSERT INTO message (id, message_id, purpose, name, language, subject, body, queued_at, state)"
        " VALUES (1, 'a@b', 'invoice', 'Léa', 'fr', 'x', 'y', '2026-03-03T08:00:00.000000+00:00', 'to_print')"
    )
    connection.execute(
        "INSERT INTO message_paper (message_id, position, sha256, name) VALUES (1, 0, ?, 'F.pdf')", ("0" * 64,)
    )


def changed_payment(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    number = one(connection, dice, "SELECT id FROM payment")
    connection.execute("UPDATE payment SET method = 'cheque' WHERE id = ?", (number,))


def removed_payment(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    connection.execute("DELETE FROM payment WHERE id = ?", (one(connection, dice, "SELECT id FROM payment"),))


def crooked_reversal(connection: sqlite3.Connection, _folder: Path, _dice: random.Random) -> None:
    connection.execute("UPDATE payment SET amount_cents = amount_cents - 10 WHERE reverses_id IS NOT NULL")


def settled_beyond_what_was_owed(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    number = one(connection, dice, "SELECT id FROM payment_allocation")
    connection.execute("UPDATE payment_allocation SET amount_cents = amount_cents + 1 WHERE id = ?", (number,))


def settled_and_left_open(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    number = one(connection, dice, "SELECT id FROM invoice WHERE kind <> 'credit_note'")
    connection.execute("INSERT INTO open_invoice VALUES (?, ?)", (number, dice.choice([0, 100, -100])))


def open_and_forgotten(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    number = one(connection, dice, "SELECT id FROM payment_allocation")
    connection.execute("DELETE FROM payment_allocation WHERE id = ?", (number,))


def open_for_another_amount(connection: sqlite3.Connection, folder: Path, dice: random.Random) -> None:
    number = one(connection, dice, "SELECT id FROM payment_allocation WHERE amount_cents > 1")
    connection.execute(
        "INSERT INTO open_invoice SELECT invoice_id, amount_cents + 1 FROM payment_allocation WHERE id = ?", (number,)
    )
    connection.execute("DELETE FROM payment_allocation WHERE id = ?", (number,))


def changed_closing(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    number = one(connection, dice, "SELECT id FROM closing")
    connection.execute("UPDATE closing SET total_cents = total_cents - 100 WHERE id = ?", (number,))


def removed_closing(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    connection.execute("DELETE FROM closing WHERE id = ?", (one(connection, dice, "SELECT id FROM closing"),))


def payment_slipped_into_a_closed_day(connection: sqlite3.Connection, _folder: Path, _dice: random.Random) -> None:
    connection.execute("UPDATE payment SET day = '2026-03-05' WHERE day = '2026-03-06'")


def charge_changed_after_invoicing(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    number = one(connection, dice, "SELECT charge_id FROM invoice_line WHERE charge_id IS NOT NULL")
    connection.execute("UPDATE charge SET description = 'something else' WHERE id = ?", (number,))


def charge_that_does_not_add_up(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    number = one(connection, dice, "SELECT id FROM charge")
    connection.execute("UPDATE charge SET gross_cents = gross_cents + 1 WHERE id = ?", (number,))


def article_for_less_than_nothing(connection: sqlite3.Connection, _folder: Path, _dice: random.Random) -> None:
    """Nothing else stands on what is sold over the counter: a sale keeps its own price."""
    connection.execute(
        "INSERT INTO counter_item (name, price_e4, basis, vat_category, position) "
        "VALUES ('Coffee', -10000, 'gross', 'standard', 1)"
    )


def wrong_revision(connection: sqlite3.Connection, _folder: Path, _dice: random.Random) -> None:
    connection.execute("UPDATE alembic_version SET version_num = '0001'")


def dropped_index(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    connection.execute(f"DROP INDEX {dice.choice(['ix_hold_unit_starts', 'uq_charge_subscription_period'])}")


def dropped_column(connection: sqlite3.Connection, _folder: Path, _dice: random.Random) -> None:
    connection.execute("ALTER TABLE place DROP COLUMN bic")


def two_at_one_computer(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    connection.execute("INSERT INTO workstation (name) VALUES ('PC 1')")
    for minute in (0, dice.randint(1, 29)):
        connection.execute(
            "INSERT INTO workstation_turn (workstation_id, starts, ends) VALUES (1, ?, ?)",
            (f"2026-03-03 10:{minute:02d}:00", f"2026-03-03 10:{minute + 30:02d}:00"),
        )


def a_day_of_thirty_hours(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    party = one(connection, dice, "SELECT id FROM party")
    for minutes in (900, 900):
        connection.execute(
            "INSERT INTO volunteer_time (party_id, day, minutes, noted_at) VALUES (?, '2026-03-02', ?, ?)",
            (party, minutes, "2026-03-02 20:00:00.000000+00:00"),
        )


def a_deposit_that_never_came(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    party, payment = (one(connection, dice, f"SELECT id FROM {table}") for table in ("party", "payment"))
    connection.execute(
        "INSERT INTO deposit_held (party_id, what, amount_cents, since, taken_id) "
        "VALUES (?, 'Desk', ?, '2026-03-02', ?)",
        (party, 987_654_321, payment),
    )


def a_deposit_given_back_by_nobody(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    connection.execute(
        "INSERT INTO deposit_held (party_id, what, amount_cents, since, given_back_on) "
        "VALUES (?, 'Badge', 2000, '2026-03-02', '2026-03-03')",
        (one(connection, dice, "SELECT id FROM party"),),
    )


def made_good_by_nothing(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    connection.execute(
        "INSERT INTO allowance_entry (allowance_id, sequence, at, half_days, balance, reason)"
        " SELECT allowance_id, max(sequence) + 1, at, ?, balance + ?, 'made_good' FROM allowance_entry"
        " WHERE allowance_id = (SELECT min(id) FROM allowance WHERE pass_id IS NOT NULL)",
        (half_days := dice.randint(1, 6), half_days),
    )


def on_a_card(connection: sqlite3.Connection, *lines: tuple[int, str, int | None]) -> None:
    """A card whose ledger has these lines: cents, why, and the payment."""
    connection.execute("INSERT INTO prepaid_card (party_id, sold_on) SELECT min(id), '2026-03-02' FROM party")
    balance = 0
    for sequence, (cents, reason, payment) in enumerate(lines, 1):
        balance += cents
        connection.execute(
            "INSERT INTO prepaid_entry (card_id, sequence, at, cents, balance, reason, payment_id)"
            " SELECT max(id), ?, '2026-03-02T09:00:00.000000+00:00', ?, ?, ?, ? FROM prepaid_card",
            (sequence, cents, balance, reason, payment),
        )


def card_sum_off(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    on_a_card(connection, (2000, "opening", None))
    connection.execute("UPDATE prepaid_entry SET balance = balance + ?", (dice.randint(1, 60),))


def removed_line_of_a_card(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    on_a_card(connection, *((cents, "opening", None) for cents in (2000, 100, 300)))
    connection.execute("DELETE FROM prepaid_entry WHERE id = ?", (dice.randint(1, 3),))


def money_handed_to_nobody(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    on_a_card(connection, (2000, "opening", None), (-dice.randint(1, 2000), "transferred", None))


def money_no_payment_brought(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    on_a_card(connection, (dice.randint(1, 9000), "sold", None))


def more_on_the_card_than_was_paid(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    on_a_card(connection, (987_654_321, "sold", one(connection, dice, "SELECT id FROM payment")))


def an_offer_of_somebody_else(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    booking = one(connection, dice, "SELECT id FROM booking")
    other = "SELECT min(id) FROM party WHERE id <> (SELECT party_id FROM booking WHERE id = :booking)"
    connection.execute(
        "INSERT INTO waiting (party_id, unit_id, people, starts, ends, note, asked_at, state, booking_id) "
        f"SELECT ({other}), unit_id, 1, starts, ends, '', created_at, 'offered', id FROM booking WHERE id = :booking",
        {"booking": booking},
    )


def a_quote_that_booked_nothing(connection: sqlite3.Connection, _folder: Path, dice: random.Random) -> None:
    booking = one(connection, dice, "SELECT id FROM booking")
    connection.execute(
        "INSERT INTO quote (id, series, sequence, number, made_on, valid_until, party_id, language, state, created_at) "
        "SELECT 1, 'D2026', 1, 'D2026-0001', '2026-01-01', '2026-02-01', party_id, 'fr', 'accepted', created_at "
        "FROM booking WHERE id = :booking",
        {"booking": booking},
    )
    connection.execute(
        "INSERT INTO quote_line (quote_id, position, unit_id, starts, ends, description, quantity_milli, unit_price_e4,"
        " basis, vat_category, rate_bp, net_cents, tax_cents, gross_cents) "
        "SELECT 1, 1, unit_id, starts, ends, 'Salle', 1000, 0, 'net', 'standard', 2000, 0, 0, 0 "
        "FROM booking WHERE id = :booking",
        {"booking": booking},
    )


CORPUS: tuple[tuple[Corruption, str], ...] = (
    (changed_cent, "invoice_contents"),
    (changed_line, "invoice_lines"),
    (removed_line, "invoice_lines"),
    (removed_invoice, "invoice_chain"),
    (removed_last_invoice, "invoice_chain"),
    (gap_in_numbers, "invoice_numbers"),
    (dated_before_the_one_before, "invoice_numbers"),
    (swapped_hashes, "invoice_chain"),
    (edited_snapshot, "invoice_chain"),
    (forged_total, "invoice_sums"),
    (unreadable_snapshot, "invoice_contents"),
    (overlapping_hold, "overlaps"),
    (hold_on_a_whole, "leaves"),
    (hold_on_a_pool, "leaves"),
    (hold_elsewhere, "seats"),
    (along_with_what_goes_along, "taken_along"),
    (booking_without_hold, "owners"),
    (booking_moved_without_its_hold, "owners"),
    (hold_of_a_cancelled_booking, "owners"),
    (hold_of_a_cancelled_event, "owners"),
    (loan_out_and_not_held, "owners"),
    (replaced_paper, "papers"),
    (missing_paper, "papers"),
    (ledger_sum_off, "allowances"),
    (removed_ledger_line, "allowances"),
    (carried_nowhere, "carried"),
    (carried_from_nowhere, "carried"),
    (carried_within_one_period, "carried"),
    (hours_sum_off, "hours"),
    (removed_line_of_hours, "hours"),
    (hours_carried_nowhere, "hours_carried"),
    (hours_carried_to_another_kind, "hours_carried"),
    (hours_handed_to_nobody, "hours_transferred"),
    (hours_used_by_nothing, "hours_used"),
    (hours_used_by_what_was_called_off, "hours_used"),
    (handed_to_nobody, "transferred"),
    (pause_before_the_beginning, "pauses"),
    (pause_over_a_pause, "pauses"),
    (broken_link, "links"),
    (credit_note_pointing_nowhere, "credit_notes"),
    (credit_note_of_another_document, "credit_notes"),
    (article_for_less_than_nothing, "values"),
    (overwritten_page, "pages"),
    (overwritten_first_page, "pages"),
    (removed_journal_line, "journal"),
    (put_together_with_no_way_back, "put_together"),
    (only_a_volunteer_left, "facilitators"),
    (missing_guard, "guards"),
    (weakened_guard, "guards"),
    (stranger_at_work, "guards"),
    (changed_payment, "payment_chain"),
    (removed_payment, "payment_chain"),
    (crooked_reversal, "reversals"),
    (settled_beyond_what_was_owed, "allocations"),
    (settled_and_left_open, "open_invoices"),
    (open_and_forgotten, "open_invoices"),
    (open_for_another_amount, "open_invoices"),
    (changed_closing, "closing_chain"),
    (removed_closing, "closing_chain"),
    (payment_slipped_into_a_closed_day, "closings"),
    (charge_changed_after_invoicing, "charges"),
    (charge_that_does_not_add_up, "charges"),
    (lost_paper_of_a_message, "message_papers"),
    (wrong_revision, "revision"),
    (dropped_index, "tables"),
    (dropped_column, "tables"),
    (two_at_one_computer, "turns"),
    (a_day_of_thirty_hours, "volunteer_days"),
    (a_deposit_that_never_came, "deposits"),
    (a_deposit_given_back_by_nobody, "deposits"),
    (made_good_by_nothing, "made_good"),
    (card_sum_off, "prepaid"),
    (removed_line_of_a_card, "prepaid"),
    (money_handed_to_nobody, "prepaid_handed"),
    (money_no_payment_brought, "prepaid_money"),
    (more_on_the_card_than_was_paid, "prepaid_money"),
    (an_offer_of_somebody_else, "offers"),
    (a_quote_that_booked_nothing, "quoted"),
)


def corrupt(folder: Path, corruption: Corruption, seed: int) -> None:
    """Write the corruption with guards, checks and foreign keys off, then put the guards back as if nothing was."""
    dice = random.Random(seed)
    GUARDS_LEFT.clear()
    GUARDS_LEFT.update(guards.sqlite_guards())
    with closing(sqlite3.connect(folder / store.FILE, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        wholly_below = corruption in {overwritten_page, overwritten_first_page}
        if not wholly_below:
            for name in guards.sqlite_guards():
                connection.execute(f"DROP TRIGGER {name}")
        corruption(connection, folder, dice)
        if not wholly_below:
            for name in GUARDS_LEFT:
                connection.execute(guards.sqlite_guards()[name])


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("corruption", "check"), CORPUS, ids=[corruption.__name__ for corruption, _ in CORPUS])
def test_a_corruption_is_named(old_house: Path, tmp_path: Path, corruption: Corruption, check: str, seed: int) -> None:
    folder = tmp_path / "desk"
    shutil.copytree(old_house, folder)
    corrupt(folder, corruption, seed)
    found = verify_folder(folder, OLD_NOW)
    assert check in {finding.check for finding in found}, found
    assert all(finding.what and finding.where for finding in found)


def test_the_old_house_is_healthy(old_house: Path) -> None:
    assert verify_folder(old_house, OLD_NOW) == ()


def test_every_check_has_a_corruption_that_it_names() -> None:
    source = "".join(
        file.read_text(encoding="utf-8") for file in sorted(Path(checks.__file__).parent.glob("*_checks.py"))
    )
    names = set(re.findall(r'(?:Finding|each|lost_rows|_chained|_adds_up)\(\s*(?:context, )?"(\w+)"', source))
    assert len(names) >= 20
    assert names == {check for _, check in CORPUS}


@pytest.mark.parametrize("seed", range(20))
def test_a_house_lived_in_by_chance_is_healthy(tmp_path: Path, seed: int) -> None:
    live(tmp_path / "desk", seed)
    assert verify_folder(tmp_path / "desk", END) == ()


@pytest.mark.parametrize(
    ("corruption", "check"),
    [(overwritten_first_page, "pages"), (wrong_revision, "revision"), (changed_cent, "invoice_contents")],
)
def test_the_command_names_it_even_when_the_store_cannot_be_opened(
    old_house: Path, tmp_path: Path, corruption: Corruption, check: str
) -> None:
    folder = tmp_path / "desk"
    shutil.copytree(old_house, folder)
    corrupt(folder, corruption, 1)
    run = subprocess.run(
        [sys.executable, "-m", "tierslieu_desk", "--data", str(folder), "verify", "--json"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 1, run.stderr
    said = json.loads(run.stdout)
    assert said["ok"] is False
    assert check in {finding["check"] for finding in said["findings"]}


def test_looking_changes_nothing(old_house: Path) -> None:
    """Who only reads a store cannot take away the two files SQLite lays beside it; no row may be in them."""
    beside = {f"{store.FILE}-shm", f"{store.FILE}-wal"}

    def all_files() -> dict[str, bytes]:
        files = (file for file in old_house.rglob("*") if file.is_file() and file.name not in beside)
        return {file.name: file.read_bytes() for file in files}

    before = all_files()
    verify_folder(old_house, OLD_NOW)
    assert all_files() == before
    written_ahead = old_house / f"{store.FILE}-wal"
    assert not written_ahead.exists() or written_ahead.read_bytes() == b""


def test_a_folder_without_a_store_is_refused(tmp_path: Path) -> None:
    with pytest.raises(errors.FileMissing):
        verify_folder(tmp_path, OLD_NOW)


def test_a_pool_inside_a_whole_is_no_finding(tmp_path: Path) -> None:
    with open_desk(tmp_path / "desk") as desk:
        house = small_house(desk)
        units = Units(desk)
        floor = units.add(NewUnit(name="Étage", kind=UnitKind.ZONE, seats=12))
        units.compose(floor, [house.pool, house.booth])
        Bookings(desk).book(NewBooking(floor, person(desk), slot("09:00", "11:00")))
        assert Verification(desk).run() == ()
