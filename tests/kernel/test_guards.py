"""What the database refuses when another program writes: plain sqlite3, without foreign keys or the desk's pragmas."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from builders import SmallHouse, open_desk, person, slot, small_house
from sqlalchemy import PrimaryKeyConstraint, UniqueConstraint

from tierslieu_desk import errors, say
from tierslieu_desk.models import guards, sqlite, store
from tierslieu_desk.models.base import Base
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.vocabulary import ClosingKind, PaymentMethod, VatCategory
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.money.charges import owe
from tierslieu_desk.services.money.invoices import Invoices
from tierslieu_desk.services.money.payments import Payments
from tierslieu_desk.services.person.people import People

NINE, TEN, ELEVEN, NOON = (f"2026-11-25 {hour:02}:00:00" for hour in (9, 10, 11, 12))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, SmallHouse]:
    """A store with Room A taken from ten to eleven, an issued invoice, a payment, a closing and charges."""
    folder = tmp_path_factory.mktemp("filled")
    with open_desk(folder) as desk:
        house = small_house(desk)
        marie = person(desk)
        with desk.store.writing() as session:
            session.connection().exec_driver_sql("UPDATE party SET city = 'Foix' WHERE id = ?", (marie,))
        bookings = Bookings(desk)
        bookings.book(NewBooking(house.room_a, marie, slot("10:00", "11:00")))
        invoices = Invoices(desk, Papers(folder))
        (invoice,) = invoices.issue(marie, slot("10:00", "11:00").end.date())
        payments = Payments(desk)
        paid = payments.settle(marie, PaymentMethod.CASH, 500, {invoice.id: 500})
        payments.reverse(paid.id)
        payments.close(ClosingKind.DAY, slot("10:00", "11:00", "2026-11-20").start.date())
        bookings.book(NewBooking(house.booth, marie, slot("10:00", "11:00")))
        with desk.store.writing() as session:
            for name in ("Coffee", "Tea"):
                owe(
                    desk,
                    session,
                    party_id=marie,
                    supplied_on=slot("10:00", "11:00").start.date(),
                    description=name,
                    unit_price_e4=10_000,
                    basis=Basis.GROSS,
                    vat_category=VatCategory.STANDARD,
                )
        assert People(desk).get(marie).name
    with closing(sqlite3.connect(folder / store.FILE, isolation_level=None)) as raw:
        raw.execute("INSERT INTO allowance (id, party_id, pass_id, valid_from) VALUES (1, 1, 1, '2026-01-01')")
        raw.execute(
            "INSERT INTO allowance_entry (allowance_id, sequence, at, half_days, balance, reason)"
            " VALUES (1, 1, '2026-01-01T00:00:00.000000+00:00', 10, 10, 'sold')"
        )
        raw.execute(
            "INSERT INTO hour_allowance (id, party_id, pass_id, kind, valid_from)"
            " VALUES (1, 1, 1, 'room', '2026-01-01')"
        )
        raw.execute(
            "INSERT INTO hour_entry (allowance_id, sequence, at, minutes, balance, reason)"
            " VALUES (1, 1, '2026-01-01T00:00:00.000000+00:00', 300, 300, 'sold')"
        )
        raw.execute("INSERT INTO prepaid_card (id, party_id, sold_on) VALUES (1, 1, '2026-01-01')")
        raw.execute(
            "INSERT INTO prepaid_entry (card_id, sequence, at, cents, balance, reason)"
            " VALUES (1, 1, '2026-01-01T00:00:00.000000+00:00', 2000, 2000, 'sold')"
        )
        raw.execute(
            'INSERT INTO mail_act (mail_item_id, act, at, day, "by")'
            " VALUES (1, 'notified', '2026-01-01T00:00:00.000000+00:00', '2026-01-01', 'Camille')"
        )
    return folder, house


@pytest.fixture
def house(filled: tuple[Path, SmallHouse]) -> SmallHouse:
    return filled[1]


@pytest.fixture
def raw(filled: tuple[Path, SmallHouse]) -> Iterator[sqlite3.Connection]:
    """A connection as any program opens it; nothing of what it does is kept."""
    with closing(sqlite3.connect(filled[0] / store.FILE, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield connection
        connection.execute("ROLLBACK")


def refused(raw: sqlite3.Connection, word: str, statement: str, *values: object) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=f"^{word}"):
        raw.execute(statement, values)


def hold(raw: sqlite3.Connection, unit: int, starts: object, ends: object, verb: str = "INSERT") -> None:
    raw.execute(
        f"{verb} INTO hold (unit_id, asked_unit_id, starts, ends, booking_id) VALUES (?, ?, ?, ?, 1)",
        (unit, unit, starts, ends),
    )


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (NINE, "2026-11-25 10:00:01"),
        (NINE, NOON),
        (TEN, ELEVEN),
        ("2026-11-25 10:20:00", "2026-11-25 10:40:00"),
        ("2026-11-25 10:59:59", NOON),
    ],
)
@pytest.mark.parametrize("verb", ["INSERT", "REPLACE", "INSERT OR IGNORE", "INSERT OR FAIL"])
def test_a_second_hold_that_overlaps_is_refused(
    raw: sqlite3.Connection, house: SmallHouse, starts: str, ends: str, verb: str
) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=guards.SLOT_TAKEN):
        hold(raw, house.room_a, starts, ends, verb)


def test_touching_holds_do_not_clash(raw: sqlite3.Connection, house: SmallHouse) -> None:
    hold(raw, house.room_a, NINE, TEN)
    hold(raw, house.room_a, ELEVEN, NOON)
    count = raw.execute("SELECT count(*) FROM hold WHERE unit_id = ?", (house.room_a,)).fetchone()
    assert count == (3,)


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (None, ELEVEN),
        (TEN, None),
        (ELEVEN, TEN),
        (TEN, TEN),
        ("2026-11-25T12:00:00", "2026-11-25T13:00:00"),
        ("2026-11-25 12:00", "2026-11-25 13:00"),
        ("2026-11-25 12:00:00.000", "2026-11-25 13:00:00.000"),
        ("2026-11-25 12:00:00", "2026-11-25"),
        (20261125, 20261126),
        (b"2026-11-25 12:00:00", b"2026-11-25 13:00:00"),
        ("tomorrow", "tuesday"),
    ],
)
def test_a_hold_without_an_ordered_wall_clock_slot_is_refused(
    raw: sqlite3.Connection, house: SmallHouse, starts: object, ends: object
) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=guards.NOT_A_SLOT):
        hold(raw, house.room_b, starts, ends)


def test_null_and_reversed_holds_are_refused_even_with_checks_switched_off(
    raw: sqlite3.Connection, house: SmallHouse
) -> None:
    raw.execute("PRAGMA ignore_check_constraints=ON")
    with pytest.raises(sqlite3.IntegrityError, match=guards.NOT_A_SLOT):
        hold(raw, house.room_b, ELEVEN, TEN)


def test_a_hold_moved_onto_another_is_refused(raw: sqlite3.Connection, house: SmallHouse) -> None:
    hold(raw, house.room_a, NINE, TEN)
    moved = raw.execute("SELECT max(id) FROM hold").fetchone()[0]
    for change in (
        "ends = '2026-11-25 10:30:00'",
        "starts = '2026-11-25 10:30:00', ends = '2026-11-25 10:45:00'",
        "id = 1",
        "rowid = 1",
        "rowid = 99",
        "ends = starts",
        "ends = NULL",
        f"unit_id = {house.big_room}",
        f"unit_id = {house.pool}",
    ):
        for verb in ("UPDATE", "UPDATE OR REPLACE"):
            with pytest.raises(sqlite3.IntegrityError, match=r"slot_taken|frozen|not_a"):
                raw.execute(f"{verb} hold SET {change} WHERE id = ?", (moved,))


def test_a_hold_changed_to_another_unit_is_refused_when_that_one_is_taken(
    raw: sqlite3.Connection, house: SmallHouse
) -> None:
    hold(raw, house.room_b, TEN, ELEVEN)
    refused(raw, guards.SLOT_TAKEN, f"UPDATE hold SET unit_id = {house.room_a} WHERE unit_id = {house.room_b}")


def test_wholes_and_pools_are_never_held(raw: sqlite3.Connection, house: SmallHouse) -> None:
    for unit in (house.big_room, house.pool):
        with pytest.raises(sqlite3.IntegrityError, match=guards.NOT_A_LEAF):
            hold(raw, unit, NINE, TEN)


def test_a_held_unit_does_not_become_a_pool(raw: sqlite3.Connection, house: SmallHouse) -> None:
    refused(raw, guards.NOT_A_LEAF, f"UPDATE unit SET is_pool = 1 WHERE id = {house.room_a}")
    refused(raw, guards.NOT_A_LEAF, f"UPDATE unit SET is_pool = 1 WHERE id = {house.big_room}")
    refused(
        raw,
        "frozen:unit",
        f"REPLACE INTO unit (id, name, kind, is_pool) VALUES ({house.room_a}, 'Room A', 'room', 1)",
    )
    refused(raw, "frozen:unit", "REPLACE INTO unit (name, kind, is_pool) VALUES ('Room A', 'room', 1)")


def test_a_held_unit_is_given_no_parts_and_a_unit_with_parts_is_not_held(
    raw: sqlite3.Connection, house: SmallHouse
) -> None:
    held, free, big = house.room_a, house.room_b, house.big_room
    refused(raw, guards.NOT_A_LEAF, f"INSERT INTO unit_part VALUES ({held}, {free})")
    refused(raw, guards.NOT_A_LEAF, f"REPLACE INTO unit_part VALUES ({held}, {free})")
    refused(raw, guards.NOT_A_LEAF, f"UPDATE unit_part SET whole_id = {held} WHERE part_id = {free}")
    raw.execute("INSERT INTO unit (name, kind) VALUES ('Nook', 'booth')")
    nook = raw.execute("SELECT id FROM unit WHERE name = 'Nook'").fetchone()[0]
    raw.execute(f"INSERT INTO unit_part VALUES ({free}, {nook})")
    with pytest.raises(sqlite3.IntegrityError, match=guards.NOT_A_LEAF):
        hold(raw, free, NINE, TEN)
    refused(raw, guards.NOT_A_LEAF, f"UPDATE hold SET unit_id = {free} WHERE unit_id = {held}")
    raw.execute(f"UPDATE unit_part SET part_id = {house.booth} WHERE whole_id = {big} AND part_id = {held}")


@pytest.mark.parametrize(
    ("until", "allowed"), [("2026-11-25 11:00:00", True), ("2026-11-25 10:59:59", False), ("", False)]
)
def test_what_is_over_stays_up_to_the_moment_the_journal_names(
    raw: sqlite3.Connection, house: SmallHouse, until: str, allowed: bool
) -> None:
    """Room A is held from ten to eleven."""
    facts = f'{{"past_until": "{until}"}}' if until else "no facts"
    raw.execute(
        "INSERT INTO journal (at, who, act, subject, subject_id, facts)"
        " VALUES ('2026-11-25T10:00:00.000000+00:00', 'Camille', 'compose', 'unit', ?, ?)",
        (house.room_a, facts),
    )
    statement = f"INSERT INTO unit_part VALUES ({house.room_a}, {house.room_b})"
    if allowed:
        raw.execute(statement)
    else:
        refused(raw, guards.NOT_A_LEAF, statement)


def test_every_word_of_a_guard_is_a_refusal_with_a_sentence(tmp_path: Path) -> None:
    words = set(re.findall(r"RAISE\(ABORT, '([^']+)'\)", " ".join(guards.sqlite_guards().values())))
    assert words >= {"slot_taken", "not_a_leaf", "not_a_slot", "parts_in_a_circle", "frozen:invoice", "frozen:charge"}
    for word in words:
        refusal = sqlite.refusal(sqlite3.IntegrityError(word), tmp_path)
        assert isinstance(refusal, errors.DeskError), word
        assert say.sentence(refusal).endswith(".")


def test_a_seat_of_a_pool_is_not_made_of_parts(raw: sqlite3.Connection, house: SmallHouse) -> None:
    seat, whole = house.desks[0], house.big_room
    refused(raw, guards.NOT_A_LEAF, f"INSERT INTO unit_part VALUES ({seat}, {house.booth})")
    refused(raw, guards.NOT_A_LEAF, f"INSERT INTO unit_part VALUES ({house.pool}, {house.booth})")
    refused(raw, guards.NOT_A_LEAF, f"UPDATE unit SET pool_id = {house.pool} WHERE id = {whole}")
    refused(raw, guards.NOT_A_LEAF, f"UPDATE unit SET pool_id = {house.room_b} WHERE id = {house.booth}")


def test_parts_never_form_a_circle(raw: sqlite3.Connection, house: SmallHouse) -> None:
    raw.execute("INSERT INTO unit (name, kind) VALUES ('Floor', 'zone')")
    floor = raw.execute("SELECT id FROM unit WHERE name = 'Floor'").fetchone()[0]
    a, big = house.room_a, house.big_room
    refused(raw, guards.PARTS_IN_A_CIRCLE, f"INSERT INTO unit_part VALUES ({a}, {big})")
    refused(raw, guards.PARTS_IN_A_CIRCLE, f"REPLACE INTO unit_part VALUES ({a}, {a})")
    raw.execute(f"INSERT INTO unit_part VALUES ({floor}, {big})")
    refused(raw, guards.PARTS_IN_A_CIRCLE, f"INSERT INTO unit_part VALUES ({a}, {floor})")
    refused(raw, guards.PARTS_IN_A_CIRCLE, f"UPDATE unit_part SET part_id = {floor} WHERE part_id = {a}")
    refused(
        raw, guards.PARTS_IN_A_CIRCLE, f"UPDATE unit_part SET whole_id = {a}, part_id = {floor} WHERE whole_id = {big}"
    )


@pytest.mark.parametrize("table", guards.FROZEN_ALWAYS)
def test_what_is_frozen_is_neither_changed_nor_deleted(raw: sqlite3.Connection, table: str) -> None:
    columns = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
    assert raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0] > 0
    for column in (*columns, "rowid"):
        for verb in ("UPDATE", "UPDATE OR REPLACE", "UPDATE OR IGNORE"):
            refused(raw, f"frozen:{table}", f'{verb} {table} SET "{column}" = "{column}"')
    refused(raw, f"frozen:{table}", f"DELETE FROM {table}")


def unique_keys(table: str) -> set[tuple[str, ...]]:
    mapped = Base.metadata.tables[table]
    keys = {
        tuple(column.name for column in constraint.columns)
        for constraint in mapped.constraints
        if isinstance(constraint, UniqueConstraint | PrimaryKeyConstraint)
    }
    keys |= {tuple(column.name for column in index.columns) for index in mapped.indexes if index.unique}
    return keys | {(column.name,) for column in mapped.columns if column.unique}


@pytest.mark.parametrize("table", guards.FROZEN_ALWAYS)
def test_the_guards_know_every_unique_key_of_a_frozen_table(table: str) -> None:
    assert set(guards.FROZEN_KEYS[table]) == unique_keys(table)


@pytest.mark.parametrize(("table", "key"), [(table, key) for table, keys in guards.FROZEN_KEYS.items() for key in keys])
@pytest.mark.parametrize("recursive", ["OFF", "ON"])
def test_a_frozen_row_is_not_replaced_by_an_insert_that_meets_one_of_its_keys(
    raw: sqlite3.Connection, table: str, key: tuple[str, ...], recursive: str
) -> None:
    raw.execute("ROLLBACK")
    raw.execute(f"PRAGMA recursive_triggers={recursive}")
    raw.execute("BEGIN IMMEDIATE")
    before = raw.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
    met = " AND ".join(f"{column} IS NOT NULL" for column in key)
    raw.row_factory = sqlite3.Row
    row = dict(raw.execute(f"SELECT * FROM {table} WHERE {met} ORDER BY id DESC LIMIT 1").fetchone())
    raw.row_factory = None
    for column, value in row.items():
        if column not in key and column in {name for other in guards.FROZEN_KEYS[table] for name in other}:
            row[column] = value + 1_000_000 if isinstance(value, int) else None if value is None else f"{value}x"
    names, marks = ", ".join(f'"{column}"' for column in row), ", ".join("?" * len(row))
    refused(raw, "frozen:", f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({marks})", *row.values())
    assert raw.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() == before


def invoiced(raw: sqlite3.Connection) -> int:
    return int(raw.execute("SELECT charge_id FROM invoice_line").fetchone()[0])


def open_charge(raw: sqlite3.Connection) -> int:
    return int(raw.execute("SELECT id FROM charge WHERE description = 'Coffee'").fetchone()[0])


def test_an_invoiced_charge_is_frozen_and_an_open_one_is_not(raw: sqlite3.Connection) -> None:
    mine, free = invoiced(raw), open_charge(raw)
    refused(raw, "frozen:charge", f"UPDATE charge SET description = 'x' WHERE id = {mine}")
    refused(raw, "frozen:charge", f"UPDATE charge SET id = 777 WHERE id = {mine}")
    refused(raw, "frozen:charge", f"DELETE FROM charge WHERE id = {mine}")
    refused(raw, "frozen:charge", f"UPDATE OR REPLACE charge SET id = {mine} WHERE id = {free}")
    columns = ", ".join(row[1] for row in raw.execute("PRAGMA table_info(charge)") if row[1] != "id")
    refused(
        raw,
        "frozen:charge",
        f"REPLACE INTO charge (id, {columns}) SELECT {mine}, {columns} FROM charge WHERE id = {free}",
    )
    assert raw.execute(f"UPDATE charge SET detail = 'with milk' WHERE id = {free}").rowcount == 1
    assert raw.execute(f"DELETE FROM charge WHERE id = {free}").rowcount == 1


def test_an_invoiced_period_of_a_subscription_is_not_replaced(raw: sqlite3.Connection) -> None:
    free, columns = open_charge(raw), [row[1] for row in raw.execute("PRAGMA table_info(charge)")]
    raw.execute(f"UPDATE charge SET subscription_id = 5, period_start = '2026-11-01' WHERE id = {free}")
    other = raw.execute("SELECT id FROM charge WHERE description = 'Tea'").fetchone()[0]
    raw.execute(
        "INSERT INTO invoice (kind, series, sequence, number, issued_on, due_on, issued_at, party_id, net_cents,"
        " tax_cents, gross_cents, paper_sha256, snapshot, previous_hash, hash) VALUES ('invoice', 'F2026', 2,"
        " 'F2026-0002', '2026-11-24', '2026-11-24', '2026-11-24T00:00:00+00:00', 1, 0, 0, 0, 'p', '{\"lines\":[1]}',"
        " 'a', 'b')"
    )
    raw.execute(
        "INSERT INTO invoice_line (invoice_id, position, charge_id, description, quantity_milli, unit_price_e4, basis,"
        " rate_bp, net_cents, tax_cents, gross_cents) SELECT id, 1, ?, 'x', 1, 1, 'net', 0, 0, 0, 0 FROM invoice"
        " WHERE number = 'F2026-0002'",
        (free,),
    )
    copied = ", ".join(column for column in columns if column != "id")
    refused(raw, "frozen:charge", f"REPLACE INTO charge ({copied}) SELECT {copied} FROM charge WHERE id = {free}")
    refused(
        raw,
        "frozen:charge",
        "UPDATE OR REPLACE charge SET subscription_id = 5, period_start = '2026-11-01' WHERE id = ?",
        other,
    )


LINE = (
    "INSERT INTO invoice_line (invoice_id, position, description, quantity_milli, unit_price_e4, basis, rate_bp,"
    " net_cents, tax_cents, gross_cents) VALUES (?, ?, 'x', 1000, 1, 'net', 0, 0, 0, 0)"
)


@pytest.mark.parametrize("position", [-1, 0, 1, 2, 3, 99])
def test_an_issued_invoice_takes_no_further_line(raw: sqlite3.Connection, position: int) -> None:
    refused(raw, "frozen:invoice_line", LINE, 1, position)
    refused(raw, "frozen:invoice_line", LINE, 424242, position)


def test_a_document_takes_as_many_lines_as_it_says_from_the_last_to_the_first(raw: sqlite3.Connection) -> None:
    raw.execute(
        "INSERT INTO invoice (id, kind, series, sequence, number, issued_on, due_on, issued_at, party_id, net_cents,"
        " tax_cents, gross_cents, paper_sha256, snapshot, previous_hash, hash) VALUES (77, 'invoice', 'F2026', 2,"
        " 'F2026-0002', '2026-11-24', '2026-11-24', '2026-11-24T00:00:00+00:00', 1, 0, 0, 0, 'p',"
        " '{\"lines\":[1,2,3]}', 'a', 'b')"
    )
    for position in (3, 2, 1):
        for wrong in {-1, 0, 1, 2, 3, 4} - {position}:
            refused(raw, "frozen:invoice_line", LINE, 77, wrong)
        raw.execute(LINE, (77, position))
    for position in (-1, 0, 1, 2, 3, 4):
        refused(raw, "frozen:invoice_line", LINE, 77, position)
