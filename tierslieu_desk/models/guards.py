"""What the database itself refuses, whichever program writes: overlaps, holds on a whole, changes to what is frozen.

One module, one function per dialect; recreated after every migration, since `batch_alter_table` drops triggers.
Each refusal raises a word that `models/sqlite.py` turns into a fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

FROZEN_KEYS: dict[str, tuple[tuple[str, ...], ...]] = {
    "invoice": (("id",), ("series", "sequence"), ("number",), ("paper_sha256",), ("hash",)),
    "invoice_line": (("id",), ("invoice_id", "position"), ("charge_id",)),
    "payment": (("id",), ("reverses_id",), ("hash",)),
    "payment_allocation": (("id",),),
    "closing": (("id",), ("kind", "first_day"), ("hash",)),
    "journal": (("id",),),
    "allowance_entry": (("id",), ("allowance_id", "sequence")),
    "hour_entry": (("id",), ("allowance_id", "sequence")),
    "prepaid_entry": (("id",), ("card_id", "sequence")),
    "mail_act": (("id",),),
}
"""Append-only tables and every unique key of each: neither updated nor deleted, nor replaced by an insert that meets
one of those keys (`INSERT OR REPLACE` deletes what it meets without asking the delete triggers)."""
FROZEN_ALWAYS = tuple(FROZEN_KEYS)

HOUSE_TABLES = (
    *("unit", "unit_part", "opening_hours", "price", "vat_rate", "place", "closure"),
    *("unit_limit", "unit_plan", "plan_quota", "plan"),
    *("unit_contains", "tariff", "plan_tariff", "late_fee", "unit_deposit", "waiting"),
    *("own_hours", "calendar_area", "day_effect", "public_day", "school_period"),
)
"""What `services.house` keeps in memory."""
NEW_MARK = "hex(randomblob(16))"

SLOT_TAKEN = "slot_taken"
NOT_A_LEAF = "not_a_leaf"
NOT_A_SLOT = "not_a_slot"
GOES_ALONG = "goes_along"
PARTS_IN_A_CIRCLE = "parts_in_a_circle"
FROZEN = "frozen"
BELOW_ZERO = "below_zero"
MERGED_AWAY = "merged_away"
"""Refused by `models/merged_away.py`, for as long as a connection is open."""
COMPOSE, PAST_UNTIL = "compose", "past_until"
"""The act, and its fact, by which the desk tells the guard of parts what of a unit's holds is over."""
_WALL = "%Y-%m-%d %H:%M:%S"


def _hold_guards() -> Iterator[tuple[str, str]]:
    """Holds are compared as text, so that a moment spelled otherwise would slip past its neighbours: one spelling."""
    checks = f"""
        SELECT RAISE(ABORT, '{NOT_A_SLOT}') WHERE (
            NEW.ends > NEW.starts
            AND NEW.starts = strftime('{_WALL}', NEW.starts) AND NEW.ends = strftime('{_WALL}', NEW.ends)
        ) IS NOT TRUE;
        SELECT RAISE(ABORT, '{SLOT_TAKEN}') WHERE (
            SELECT h.ends FROM hold AS h
            WHERE h.unit_id = NEW.unit_id AND h.starts < NEW.ends {{other}}
            ORDER BY h.starts DESC LIMIT 1
        ) > NEW.starts;
        SELECT RAISE(ABORT, '{NOT_A_LEAF}') WHERE EXISTS (SELECT 1 FROM unit_part WHERE whole_id = NEW.unit_id)
            OR (SELECT is_pool FROM unit WHERE id = NEW.unit_id);
    """
    insert, update = checks.format(other=""), checks.format(other="AND h.id <> OLD.id")
    kept_id = f"SELECT RAISE(ABORT, '{FROZEN}:hold') WHERE NEW.id <> OLD.id;"
    yield "hold_insert", f"BEFORE INSERT ON hold BEGIN {_no_replace('hold', (('id',),))} {insert} END"
    yield "hold_update", f"BEFORE UPDATE ON hold BEGIN {kept_id} {update} END"


def _no_replace(table: str, keys: Iterable[tuple[str, ...]]) -> str:
    return " ".join(
        f"SELECT RAISE(ABORT, '{FROZEN}:{table}') WHERE EXISTS (SELECT 1 FROM {table} WHERE "
        + " AND ".join(f"{column} = NEW.{column}" for column in key)
        + ");"
        for key in keys
    )


def _frozen_guards() -> Iterator[tuple[str, str]]:
    for table, keys in FROZEN_KEYS.items():
        refuse = f"BEGIN SELECT RAISE(ABORT, '{FROZEN}:{table}'); END"
        yield f"{table}_no_update", f"BEFORE UPDATE ON {table} {refuse}"
        yield f"{table}_no_delete", f"BEFORE DELETE ON {table} {refuse}"
        yield f"{table}_no_replace", f"BEFORE INSERT ON {table} BEGIN {_no_replace(table, keys)} END"


def _allowance_guards() -> Iterator[tuple[str, str]]:
    """No right goes below zero, but for the one on which somebody uses ahead what they have not bought yet."""
    ahead = "SELECT p.in_advance FROM allowance AS a JOIN pass AS p ON p.id = a.pass_id WHERE a.id = NEW.allowance_id"
    body = f"SELECT RAISE(ABORT, '{BELOW_ZERO}') WHERE coalesce(({ahead}), 0) = 0;"
    yield "allowance_entry_below_zero", f"BEFORE INSERT ON allowance_entry WHEN NEW.balance < 0 BEGIN {body} END"


def _charge_guards() -> Iterator[tuple[str, str]]:
    """A charge that an invoice line names stays, also when a neighbour would replace it by its number or period."""
    invoiced = f"SELECT RAISE(ABORT, '{FROZEN}:charge') WHERE EXISTS (SELECT 1 FROM invoice_line WHERE charge_id = "
    met = f"""
        {invoiced} NEW.id);
        SELECT RAISE(ABORT, '{FROZEN}:charge') WHERE EXISTS (
            SELECT 1 FROM charge AS c JOIN invoice_line AS l ON l.charge_id = c.id
            WHERE c.subscription_id = NEW.subscription_id AND c.period_start = NEW.period_start
        );
    """
    yield "charge_no_update", f"BEFORE UPDATE ON charge BEGIN {invoiced} OLD.id); {met} END"
    yield "charge_no_delete", f"BEFORE DELETE ON charge BEGIN {invoiced} OLD.id); END"
    yield "charge_no_replace", f"BEFORE INSERT ON charge BEGIN {met} END"


def _invoice_line_guards() -> Iterator[tuple[str, str]]:
    """A line is added in the unit of work that issues its document, never to one that has all of its lines.

    They come from the last to the first, which closes the document: so the snapshot, as long as all of them together,
    is asked how many there are for one line only.
    """
    yield (
        "invoice_line_only_at_issue",
        f"""BEFORE INSERT ON invoice_line BEGIN
            SELECT RAISE(ABORT, '{FROZEN}:invoice_line') WHERE NEW.position < 1 OR NEW.position <> coalesce(
                (SELECT min(position) - 1 FROM invoice_line WHERE invoice_id = NEW.invoice_id),
                (SELECT json_array_length(snapshot, '$.lines') FROM invoice WHERE id = NEW.invoice_id),
                0
            );
        END""",
    )


def _unit_guards() -> Iterator[tuple[str, str]]:
    """What holds point at stays a leaf: no pool is made of a unit that is held or has parts, nor a whole of a seat."""
    leaf = f"""
        SELECT RAISE(ABORT, '{NOT_A_LEAF}') WHERE NEW.is_pool AND (
            EXISTS (SELECT 1 FROM hold WHERE unit_id = NEW.id)
            OR EXISTS (SELECT 1 FROM unit_part WHERE whole_id = NEW.id));
        SELECT RAISE(ABORT, '{NOT_A_LEAF}') WHERE NEW.pool_id IS NOT NULL AND (
            EXISTS (SELECT 1 FROM unit_part WHERE whole_id = NEW.id)
            OR NOT (SELECT is_pool FROM unit WHERE id = NEW.pool_id));
    """
    yield "unit_insert", f"BEFORE INSERT ON unit BEGIN {_no_replace('unit', (('id',), ('name',)))} {leaf} END"
    yield "unit_update", f"BEFORE UPDATE ON unit BEGIN {leaf} END"


def _part_guards() -> Iterator[tuple[str, str]]:
    """Parts are given to no unit that is held. The past of one may stay, up to the moment the journal names.

    The database has no clock but the computer's, which need not be the desk's: who gives parts to a unit that was held
    says first, in a line of the journal, until when what is over stays as it was.
    """
    circle = f"""
        SELECT RAISE(ABORT, '{PARTS_IN_A_CIRCLE}') WHERE EXISTS (
            WITH RECURSIVE below(id) AS (
                SELECT NEW.part_id UNION SELECT p.part_id FROM unit_part p JOIN below ON p.whole_id = below.id
            ) SELECT 1 FROM below WHERE id = NEW.whole_id
        );
        SELECT RAISE(ABORT, '{NOT_A_LEAF}') WHERE EXISTS (
            SELECT 1 FROM unit WHERE id = NEW.whole_id AND (is_pool OR pool_id IS NOT NULL)
        );
        SELECT RAISE(ABORT, '{NOT_A_LEAF}') WHERE (
            SELECT ends FROM hold WHERE unit_id = NEW.whole_id ORDER BY starts DESC LIMIT 1
        ) > coalesce((
            SELECT json_extract(facts, '$.{PAST_UNTIL}') FROM journal
            WHERE subject = 'unit' AND subject_id = NEW.whole_id AND act = '{COMPOSE}' AND json_valid(facts)
            ORDER BY id DESC LIMIT 1
        ), '');
    """
    yield "unit_part_insert", f"BEFORE INSERT ON unit_part BEGIN {circle} END"
    yield "unit_part_update", f"BEFORE UPDATE ON unit_part BEGIN {circle} END"


def _kit_guards() -> Iterator[tuple[str, str]]:
    """What is taken along goes with a booking that goes with none itself."""
    body = f"""
        SELECT RAISE(ABORT, '{GOES_ALONG}') WHERE EXISTS (
            SELECT 1 FROM booking_with WHERE booking_id = NEW.with_booking_id OR with_booking_id = NEW.booking_id);
    """
    yield "booking_with_insert", f"BEFORE INSERT ON booking_with BEGIN {body} END"
    yield "booking_with_update", f"BEFORE UPDATE ON booking_with BEGIN {body} END"


def _open_invoices() -> Iterator[tuple[str, str]]:
    """What is left of a document follows what is issued and what is settled: both are only ever added.

    A credit note, and what settles it, count for the document it credits. No statement here meets a row that is there
    already: the `OR REPLACE` of whoever wrote would otherwise be taken over.
    """
    follow = """
        INSERT INTO open_invoice (invoice_id, left_cents)
            SELECT {document}, 0 WHERE NOT EXISTS (SELECT 1 FROM open_invoice WHERE invoice_id = {document});
        UPDATE open_invoice SET left_cents = left_cents + {cents} WHERE invoice_id = {document};
        DELETE FROM open_invoice WHERE invoice_id = {document} AND left_cents = 0;
    """
    credited = "(SELECT coalesce(credits_id, id) FROM invoice WHERE id = NEW.invoice_id)"
    issued = follow.format(document="coalesce(NEW.credits_id, NEW.id)", cents="NEW.gross_cents")
    settled = follow.format(document=credited, cents="-NEW.amount_cents")
    yield "invoice_open", f"AFTER INSERT ON invoice BEGIN {issued} END"
    yield "payment_allocation_open", f"AFTER INSERT ON payment_allocation BEGIN {settled} END"


def _house_marks() -> Iterator[tuple[str, str]]:
    """Whatever changes the set-up gives it a mark that it never had, so that who keeps it in memory knows.

    So do the first hours ever given of a kind of unit: bookings of a kind that has none do not look for any.
    """
    for table in HOUSE_TABLES:
        for verb in ("INSERT", "UPDATE", "DELETE"):
            body = f"AFTER {verb} ON {table} BEGIN UPDATE house_mark SET mark = {NEW_MARK}; END"
            yield f"mark_{table}_{verb.lower()}", body
    body = f"AFTER UPDATE OF booking_id ON quote_line BEGIN UPDATE house_mark SET mark = {NEW_MARK}; END"
    yield "mark_quote_line_booked", body
    others = "SELECT 1 FROM hour_allowance WHERE kind = NEW.kind AND id <> NEW.id"
    body = f"AFTER INSERT ON hour_allowance WHEN NOT EXISTS ({others})"
    yield "mark_hour_allowance_first", f"{body} BEGIN UPDATE house_mark SET mark = {NEW_MARK}; END"


def sqlite_guards() -> dict[str, str]:
    """Every trigger of a SQLite store: its name and the statement that creates it."""
    makers = (
        *(
            _hold_guards,
            _frozen_guards,
            _allowance_guards,
            _charge_guards,
            _invoice_line_guards,
            _unit_guards,
            _part_guards,
        ),
        *(_kit_guards, _open_invoices, _house_marks),
    )
    return {f"guard_{name}": f"CREATE TRIGGER guard_{name} {body}" for make in makers for name, body in make()}
