"""A store of an older program becomes one of this program: same rows, same shape, same guards; or stays what it was."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory

from tierslieu_desk import errors
from tierslieu_desk.models import guards, migrate, sqlite, store

DATA = Path(__file__).resolve().parent.parent / "data"
OLD = DATA / "store_0001.sqlite3"
SECOND = DATA / "store_0002.sqlite3"
THIRD = DATA / "store_0003.sqlite3"
FOURTH = DATA / "store_0004.sqlite3"


def no_copy(_file: Path) -> None:
    """For tests that look at something else than the copy."""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A data folder with the old store in it."""
    folder = tmp_path / "old"
    folder.mkdir()
    shutil.copyfile(OLD, folder / store.FILE)
    return folder


def tables_of(connection: sqlite3.Connection) -> list[str]:
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return sorted(name for (name,) in found)


def clauses(create: str) -> list[str]:
    """The columns and constraints of a CREATE TABLE, in whatever order, spelled one way."""
    inside = create[create.index("(") + 1 : create.rindex(")")].replace("DEFAULT ('')", "DEFAULT ''")
    found, depth = [""], 0
    for letter in inside:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and not depth:
            found.append("")
        else:
            found[-1] += letter
    return sorted(" ".join(clause.split()) for clause in found)


def shape(file: Path) -> dict[str, Any]:
    """All that must be the same in a migrated store and a new one."""
    with closing(sqlite3.connect(file)) as connection:
        master = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
        tables = set(tables_of(connection)) - {"alembic_version"}
        return {
            "tables": {name: clauses(sql) for kind, name, _, sql in master if kind == "table" and name in tables},
            "columns": {
                table: sorted(row[1:] for row in connection.execute(f"PRAGMA table_info({table})"))
                for table in tables_of(connection)
            },
            "links": {
                table: sorted(row[2:] for row in connection.execute(f"PRAGMA foreign_key_list({table})"))
                for table in tables_of(connection)
            },
            "counted": {name for kind, name, _, sql in master if kind == "table" and "AUTOINCREMENT" in (sql or "")},
            "indexes": sorted((name, table, sql or "") for kind, name, table, sql in master if kind == "index"),
            "guards": {name: sql for kind, name, _, sql in master if kind == "trigger"},
        }


def rows(file: Path) -> dict[str, list[dict[str, Any]]]:
    with closing(sqlite3.connect(file)) as connection:
        connection.row_factory = sqlite3.Row
        return {
            table: [dict(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2")]
            for table in [*tables_of(connection), "sqlite_sequence"]
            if table != "alembic_version"
        }


def test_the_schema_is_that_of_the_newest_revision() -> None:
    assert migrate.revisions()[-1] == store.SCHEMA
    assert ScriptDirectory(str(migrate.SCRIPTS)).get_heads() == [store.SCHEMA]


def test_there_is_an_old_store_for_every_revision_before_this_one() -> None:
    kept = sorted(file.stem.removeprefix("store_") for file in DATA.glob("store_*.sqlite3"))
    assert kept == list(migrate.revisions()[:-1])


def test_the_old_store_has_rows_in_every_table() -> None:
    counts = {table: len(found) for table, found in rows(OLD).items()}
    assert len(counts) >= 40
    assert [table for table, count in counts.items() if count == 0] == []


def test_a_store_migrated_from_nothing_has_the_shape_of_a_new_one(tmp_path: Path) -> None:
    with sqlite.migrating(tmp_path / "grown.sqlite3") as connection:
        migrate.migrate(connection)
    store.create(tmp_path / "new").close()
    assert shape(tmp_path / "grown.sqlite3") == shape(tmp_path / "new" / store.FILE)


@pytest.mark.parametrize("kept", [OLD, SECOND, THIRD, FOURTH], ids=["0001", "0002", "0003", "0004"])
def test_an_old_store_gets_the_shape_and_the_guards_of_a_new_one(tmp_path: Path, old: Path, kept: Path) -> None:
    shutil.copyfile(kept, old / store.FILE)
    store.open_store(old, no_copy).close()
    store.create(tmp_path / "new").close()
    migrated = shape(old / store.FILE)
    assert migrated == shape(tmp_path / "new" / store.FILE)
    assert migrated["guards"] == guards.sqlite_guards()


def test_every_row_of_the_old_store_is_still_there(old: Path) -> None:
    before = rows(old / store.FILE)
    store.open_store(old, no_copy).close()
    after = rows(old / store.FILE)
    assert len(after.pop("house_mark")) == 1
    assert after.pop("counter_item") == []
    assert after.pop("open_invoice") == [], "every document of the old store is settled or credited"
    counted = ("charge", "domiciliation", "loan", "mail_item", "subscription")
    begun = before.pop("sqlite_sequence") + [{"name": name, "seq": before[name][-1]["id"]} for name in counted]
    assert sorted(after.pop("sqlite_sequence"), key=lambda row: row["name"]) == sorted(
        begun, key=lambda row: row["name"]
    ), "those tables count on from their last row"
    new = NEW_SINCE_THE_SECOND | NEW_SINCE_THE_THIRD | NEW_SINCE_THE_FOURTH
    kept = {table: len(found) for table, found in after.items() if table not in new}
    assert kept == {t: len(found) for t, found in before.items()}
    added = {
        "booking": {"cancel_reason": ""},
        "charge": {"corrects_id": None},
        "target": {"by_itself": 1, "paused": 0},
        "unit": {"description": ""},
        "visit": {"undone": 0},
    }
    for table, found in before.items():
        more = added.get(table, {}) | since(ADDED_SINCE_THE_SECOND, table)
        assert after[table] == [row | more for row in found], table


def since(added: dict[str, dict[str, Any]], table: str) -> dict[str, Any]:
    """What that schema and those after it added to a table."""
    every = (ADDED_SINCE_THE_SECOND, ADDED_SINCE_THE_THIRD, ADDED_SINCE_THE_FOURTH)
    return {name: value for one in every[every.index(added) :] for name, value in one.get(table, {}).items()}


ADDED_SINCE_THE_SECOND: dict[str, dict[str, Any]] = {
    "allowance": {"shared": 0},
    "pass": {
        "window_from": 0,
        "window_until": 1440,
        "runs_days": None,
        "gift_code": None,
        "gift_half_days": 0,
        "home_place": "",
    },
    "place": {"first_visit_free": 0},
    "plan": {
        "shared": 0,
        "signup_fee_e4": 0,
        "least_months": 0,
        "notice_days": 0,
        "notice_periods": 0,
        "solidarity_e4": None,
        "floor_e4": None,
        "deposit_cents": 0,
        "papers": "[]",
    },
    "subscription": {
        "shared": 0,
        "plan_price_e4": None,
        "least_until": None,
        "notice_days": 0,
        "notice_periods": 0,
        "deposit_cents": 0,
    },
    "visit": {"host_id": None, "someone": None},
    "party": {"badge": "", "merged_into_id": None},
}
"""Columns that came after the second schema, and what they hold in a row that was there before."""
NEW_SINCE_THE_SECOND: set[str] = {
    "checklist_item",
    "checklist_template",
    "column_choice",
    "contact_person",
    "deposit_held",
    "help_given",
    "hour_allowance",
    "hour_entry",
    "mail_account",
    "message",
    "message_paper",
    "message_text",
    "message_wish",
    "not_the_same",
    "opening_line",
    "operator",
    "outcome",
    "party_merge",
    "person_detail",
    "person_note",
    "person_paper",
    "person_task",
    "role_rights",
    "shift_note",
    "skill",
    "subscription_pause",
    "volunteer_time",
    "workstation",
    "workstation_turn",
}

ADDED_SINCE_THE_THIRD: dict[str, dict[str, Any]] = {
    "pass": {"gift_minutes": 0, "gift_hours_of": None, "in_advance": 0},
    "place": {"below_half_days": 0, "below_cents": 0},
}
"""Columns that came after the third schema, and what they hold in a row that was there before."""
NEW_SINCE_THE_THIRD: set[str] = {"plan_hours", "portrait", "prepaid_card", "prepaid_entry", "subscription_hours"}
GONE_SINCE_THE_THIRD = {"plan": {"hours_of", "minutes_included"}, "subscription": {"hours_of", "minutes_included"}}
"""Columns whose values went elsewhere."""

ADDED_SINCE_THE_FOURTH: dict[str, dict[str, Any]] = {
    "deposit_held": {"booking_id": None},
    "place": {"offer_hours": 24, "offer_by_itself": 0},
    "unit": {"floor": ""},
    "price": {"tariff_id": None, "window_days": "", "window_from": 0, "window_minutes": 0, "opens": 0},
}
"""Columns that came after the fourth schema, and what they hold in a row that was there before."""
NEW_SINCE_THE_FOURTH: set[str] = {
    *("booking_with", "unit_contains"),
    *("plan_quota", "unit_limit", "unit_photo", "unit_plan"),
    *("late_fee", "party_tariff", "plan_tariff", "tariff", "unit_deposit"),
    "calendar_date",
    *("quote", "quote_line", "waiting"),
    *("calendar_area", "day_effect", "own_hours", "public_day", "school_period"),
}


def test_every_row_of_the_second_schema_is_still_there(old: Path) -> None:
    shutil.copyfile(SECOND, old / store.FILE)
    before = rows(old / store.FILE)
    store.open_store(old, no_copy).close()
    after = rows(old / store.FILE)
    assert {row["name"] for row in before["counter_item"]} == {"Café", "Journée", "Thé"}
    assert set(after) - set(before) == NEW_SINCE_THE_SECOND | NEW_SINCE_THE_THIRD | NEW_SINCE_THE_FOURTH
    for table in set(before) - {"sqlite_sequence"}:
        more = since(ADDED_SINCE_THE_SECOND, table)
        assert after[table] == [row | more for row in before[table]], table


def test_every_row_of_the_third_schema_is_still_there(old: Path) -> None:
    shutil.copyfile(THIRD, old / store.FILE)
    before = rows(old / store.FILE)
    store.open_store(old, no_copy).close()
    after = rows(old / store.FILE)
    assert {table for table in NEW_SINCE_THE_SECOND if not before[table]} == set()
    assert set(after) - set(before) == NEW_SINCE_THE_THIRD | NEW_SINCE_THE_FOURTH
    for table in set(before) - {"sqlite_sequence"}:
        gone = GONE_SINCE_THE_THIRD.get(table, set())
        stay = [{name: value for name, value in row.items() if name not in gone} for row in before[table]]
        assert after[table] == [row | since(ADDED_SINCE_THE_THIRD, table) for row in stay], table


def test_every_row_of_the_fourth_schema_is_still_there(old: Path) -> None:
    shutil.copyfile(FOURTH, old / store.FILE)
    before = rows(old / store.FILE)
    store.open_store(old, no_copy).close()
    after = rows(old / store.FILE)
    assert {table for table in NEW_SINCE_THE_THIRD if not before[table]} == set()
    assert set(after) - set(before) == NEW_SINCE_THE_FOURTH
    for table in set(before) - {"sqlite_sequence"}:
        assert after[table] == [row | since(ADDED_SINCE_THE_FOURTH, table) for row in before[table]], table


def test_the_hours_of_a_plan_become_a_row_of_their_own(old: Path) -> None:
    """The plan of the third schema had four hours of rooms, and so had who subscribed to it."""
    shutil.copyfile(THIRD, old / store.FILE)
    store.open_store(old, no_copy).close()
    after = rows(old / store.FILE)
    assert after["plan_hours"] == [{"plan_id": 1, "kind": "room", "minutes": 240}]
    assert after["subscription_hours"] == [{"subscription_id": 1, "kind": "room", "minutes": 240}]


def test_what_is_left_of_each_document_is_added_up_once(old: Path) -> None:
    """F2026-0001 is 150.00, of which 110.00 came in; F2026-0002 is 108.00 and credited; nothing came for F2026-0003."""
    with closing(sqlite3.connect(old / store.FILE)) as connection, connection:
        for name in ("guard_payment_allocation_no_update", "guard_payment_allocation_no_delete"):
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE payment_allocation SET amount_cents = 11000 WHERE invoice_id = 1")
        connection.execute("UPDATE payment_allocation SET invoice_id = 2, amount_cents = 2500 WHERE invoice_id = 3")
    store.open_store(old, no_copy).close()
    with closing(sqlite3.connect(old / store.FILE)) as connection:
        found = connection.execute("SELECT invoice_id, left_cents FROM open_invoice ORDER BY 1").fetchall()
    assert found == [(1, 4000), (2, -2500), (3, 6000)]


@pytest.mark.parametrize("table", ["charge", "domiciliation", "loan", "mail_item", "subscription"])
def test_no_number_of_what_was_taken_back_is_given_again(old: Path, table: str) -> None:
    store.open_store(old, no_copy).close()
    with closing(sqlite3.connect(old / store.FILE)) as connection:
        columns = ", ".join(row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] != "id")
        same = columns.replace("period_start", "NULL")
        again = f"INSERT INTO {table} ({columns}) SELECT {same} FROM {table} LIMIT 1"
        first = connection.execute(again).lastrowid
        connection.execute(f"DELETE FROM {table} WHERE id = ?", (first,))
        assert first is not None
        assert connection.execute(again).lastrowid == first + 1


def test_holds_outlive_the_rebuilding_of_the_table_they_cascade_from(old: Path) -> None:
    store.open_store(old, no_copy).close()
    with closing(sqlite3.connect(old / store.FILE)) as connection:
        (held,) = connection.execute("SELECT count(*) FROM hold WHERE booking_id IS NOT NULL").fetchone()
    assert held == 11


def test_a_migrated_store_refuses_an_overlap(old: Path) -> None:
    store.open_store(old, no_copy).close()
    with closing(sqlite3.connect(old / store.FILE)) as connection:
        (unit,) = connection.execute("SELECT id FROM unit WHERE name = 'Salle A'").fetchone()
        with pytest.raises(sqlite3.IntegrityError, match=guards.SLOT_TAKEN):
            connection.execute(
                "INSERT INTO hold (unit_id, asked_unit_id, starts, ends, booking_id)"
                " VALUES (?, ?, '2026-03-03 10:00:00', '2026-03-03 12:00:00', 1)",
                (unit, unit),
            )


def test_the_copy_is_asked_for_before_anything_is_changed(old: Path) -> None:
    seen: list[bytes] = []
    store.open_store(old, lambda file: seen.append(sqlite_bytes(file))).close()
    assert seen == [sqlite_bytes(OLD)]


def sqlite_bytes(file: Path) -> bytes:
    """What a store says, whatever its journal mode."""
    with closing(sqlite3.connect(file)) as connection:
        return "\n".join(connection.iterdump()).encode()


def test_when_the_copy_cannot_be_taken_the_old_store_is_left_as_it_is(old: Path) -> None:
    def full(_file: Path) -> None:
        raise errors.DiskFull(folder="/media/key")

    with pytest.raises(errors.DiskFull):
        store.open_store(old, full)
    assert sqlite_bytes(old / store.FILE) == sqlite_bytes(OLD)


def test_a_newer_store_is_refused_untouched(tmp_path: Path) -> None:
    made = store.create(tmp_path / "desk")
    made.close()
    file = tmp_path / "desk" / store.FILE
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = file.read_bytes()
    copied: list[Path] = []
    with pytest.raises(errors.StoreNewer) as refused:
        store.open_store(tmp_path / "desk", copied.append)
    assert refused.value.facts == {"file": str(file), "revision": "9999"}
    assert file.read_bytes() == before
    assert copied == []


def test_a_failure_in_the_middle_leaves_the_old_store_usable(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_connection: object) -> None:
        raise RuntimeError("the lights went out")

    with monkeypatch.context() as patch:
        patch.setattr(sqlite, "install_guards", broken)
        with pytest.raises(RuntimeError):
            store.open_store(old, no_copy)
    assert sqlite_bytes(old / store.FILE) == sqlite_bytes(OLD)
    store.open_store(old, no_copy).close()
    assert shape(old / store.FILE)["guards"] == guards.sqlite_guards()


def test_a_row_that_points_nowhere_stops_the_migration(old: Path) -> None:
    with closing(sqlite3.connect(old / store.FILE)) as connection, connection:
        connection.execute("UPDATE consent SET party_id = 4711")
    broken = sqlite_bytes(old / store.FILE)
    with pytest.raises(errors.StoreCorrupt):
        store.open_store(old, no_copy)
    assert sqlite_bytes(old / store.FILE) == broken


def test_a_store_that_is_not_what_its_revision_says_is_left_as_it_is(old: Path) -> None:
    store.open_store(old, no_copy).close()
    with closing(sqlite3.connect(old / store.FILE)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    before = sqlite_bytes(old / store.FILE)
    with pytest.raises(errors.StoreCorrupt):
        store.open_store(old, no_copy)
    assert sqlite_bytes(old / store.FILE) == before


def test_a_second_program_that_migrates_after_the_first_changes_nothing(old: Path) -> None:
    store.open_store(old, no_copy).close()
    first = sqlite_bytes(old / store.FILE)
    migrate.upgrade(old / store.FILE, "0001", no_copy)
    assert sqlite_bytes(old / store.FILE) == first
