"""What the database itself refuses, whichever program writes: overlaps, holds on a whole, changes to what is frozen.

One module, one function per dialect; recreated after every migration, since `batch_alter_table` drops triggers.
Each refusal raises a word that `models/sqlite.py` turns into a fact.
"""

from __future__ import annotations

from collections.abc import Iterator

FROZEN_ALWAYS = ("invoice", "invoice_line", "payment", "payment_allocation", "closing", "journal", "allowance_entry",
                 "mail_act")
"""Append-only tables: neither updated nor deleted, nor replaced by an insert of the same id."""

SLOT_TAKEN = "slot_taken"
NOT_A_LEAF = "not_a_leaf"
PARTS_IN_A_CIRCLE = "parts_in_a_circle"
FROZEN = "frozen"


def _hold_guards() -> Iterator[tuple[str, str]]:
    overlap = """
        SELECT RAISE(ABORT, '{word}') WHERE (
            SELECT h.ends FROM hold AS h
            WHERE h.unit_id = NEW.unit_id AND h.starts < NEW.ends {other}
            ORDER BY h.starts DESC LIMIT 1
        ) > NEW.starts;
        SELECT RAISE(ABORT, '{leaf}') WHERE EXISTS (SELECT 1 FROM unit_part WHERE whole_id = NEW.unit_id)
            OR (SELECT is_pool FROM unit WHERE id = NEW.unit_id);
    """
    insert = overlap.format(word=SLOT_TAKEN, leaf=NOT_A_LEAF, other="")
    update = overlap.format(word=SLOT_TAKEN, leaf=NOT_A_LEAF, other="AND h.id <> OLD.id")
    yield "hold_insert", f"BEFORE INSERT ON hold BEGIN {_no_replace('hold')} {insert} END"
    yield "hold_update", f"BEFORE UPDATE OF id, unit_id, starts, ends ON hold BEGIN {update} END"


def _no_replace(table: str) -> str:
    return f"SELECT RAISE(ABORT, '{FROZEN}:{table}') WHERE EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id);"


def _frozen_guards() -> Iterator[tuple[str, str]]:
    for table in FROZEN_ALWAYS:
        refuse = f"BEGIN SELECT RAISE(ABORT, '{FROZEN}:{table}'); END"
        yield f"{table}_no_update", f"BEFORE UPDATE ON {table} {refuse}"
        yield f"{table}_no_delete", f"BEFORE DELETE ON {table} {refuse}"
        yield f"{table}_no_replace", f"BEFORE INSERT ON {table} BEGIN {_no_replace(table)} END"


def _charge_guards() -> Iterator[tuple[str, str]]:
    invoiced = f"SELECT RAISE(ABORT, '{FROZEN}:charge') WHERE EXISTS (SELECT 1 FROM invoice_line WHERE charge_id = "
    yield "charge_no_update", f"BEFORE UPDATE ON charge BEGIN {invoiced} OLD.id); END"
    yield "charge_no_delete", f"BEFORE DELETE ON charge BEGIN {invoiced} OLD.id); END"
    yield "charge_no_replace", f"BEFORE INSERT ON charge BEGIN {invoiced} NEW.id); END"


def _invoice_line_guards() -> Iterator[tuple[str, str]]:
    """A line is added in the unit of work that issues its document, never to one that already has its last line."""
    yield (
        "invoice_line_only_at_issue",
        f"""BEFORE INSERT ON invoice_line BEGIN
            SELECT RAISE(ABORT, '{FROZEN}:invoice_line') WHERE (
                SELECT json_array_length(snapshot, '$.lines') FROM invoice WHERE id = NEW.invoice_id
            ) <= (SELECT count(*) FROM invoice_line WHERE invoice_id = NEW.invoice_id);
        END""",
    )


def _part_guards() -> Iterator[tuple[str, str]]:
    circle = f"""
        SELECT RAISE(ABORT, '{PARTS_IN_A_CIRCLE}') WHERE EXISTS (
            WITH RECURSIVE below(id) AS (
                SELECT NEW.part_id UNION SELECT p.part_id FROM unit_part p JOIN below ON p.whole_id = below.id
            ) SELECT 1 FROM below WHERE id = NEW.whole_id
        );
    """
    yield "unit_part_insert", f"BEFORE INSERT ON unit_part BEGIN {circle} END"
    yield "unit_part_update", f"BEFORE UPDATE ON unit_part BEGIN {circle} END"


def sqlite_guards() -> dict[str, str]:
    """Every trigger of a SQLite store: its name and the statement that creates it."""
    makers = (_hold_guards, _frozen_guards, _charge_guards, _invoice_line_guards, _part_guards)
    return {f"guard_{name}": f"CREATE TRIGGER guard_{name} {body}" for make in makers for name, body in make()}
