"""The kernel: nothing held twice, only leaves held, and every hold as its owner says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from tierslieu_desk.i18n import _
from tierslieu_desk.models.units import HOLD_OWNERS
from tierslieu_desk.rules.vocabulary import HOLDING
from tierslieu_desk.services.checks.finding import Context, Finding, each

_IN_FORCE = {
    "booking": f"o.state IN ({', '.join(repr(state.value) for state in HOLDING)})",
    "event_session": "NOT (SELECT cancelled FROM event WHERE id = o.event_id)",
    "maintenance": "1",
    "closure": "o.unit_id IS NOT NULL",
}
"""When a row of that table owns holds of exactly its own slot; at any other time it owns none."""


def overlaps(context: Context) -> Iterator[Finding]:
    """No unit is held twice at one time."""
    found = context.rows(
        """
        SELECT id, unit_id, starts FROM (
            SELECT id, unit_id, starts, max(ends) OVER (
                PARTITION BY unit_id ORDER BY starts, id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ) AS taken_until FROM hold
        ) WHERE taken_until > starts
        """
    )
    for hold, unit, starts in found:
        what = _("A unit is held twice at %(time)s.") % {"time": starts}
        yield Finding("overlaps", what, f"unit {unit}, hold {hold}")


def leaves(context: Context) -> Iterator[Finding]:
    """What is still to come is held by leaves only, never by a whole or a pool."""
    found = context.rows(
        """
        SELECT h.id FROM hold AS h WHERE h.ends > :now AND (
            EXISTS (SELECT 1 FROM unit_part WHERE whole_id = h.unit_id)
            OR (SELECT is_pool FROM unit WHERE id = h.unit_id))
        """,
        {"now": context.now},
    )
    yield from each("leaves", _("A whole or a pool is held; only its parts may be."), "hold", found)


def owners(context: Context) -> Iterator[Finding]:
    """Whoever should hold does, at its own time; whoever should not does not."""
    for table, in_force in _IN_FORCE.items():
        yield from _of_one_table(context, table, in_force)
    loans = context.rows(
        """
        SELECT l.id FROM loan AS l LEFT JOIN hold AS h ON h.loan_id = l.id GROUP BY l.id HAVING
            (l.back IS NULL AND (count(h.id) = 0 OR min(h.starts) <> l.out OR max(h.ends) < l.due))
            OR (l.back IS NOT NULL AND max(h.ends) > l.back)
        """
    )
    yield from each("owners", _("What is held for a loan is not what the loan says."), "loan", loans)
    nobody = " + ".join(f"({owner} IS NOT NULL)" for owner in HOLD_OWNERS)
    orphans = context.rows(f"SELECT id FROM hold WHERE {nobody} <> 1 OR ends <= starts")  # noqa: S608 - a closed list
    yield from each("owners", _("A hold has no owner, or no length."), "hold", orphans)


def seats(context: Context) -> Iterator[Finding]:
    """What is still to come holds exactly the leaves of the unit it asked for, or one seat of the pool."""
    expected = _leaves_of_each(context)
    pools = _members_of_each(context)
    for table in _IN_FORCE:
        found = context.rows(
            f"""
            SELECT o.id, o.unit_id, group_concat(h.unit_id), min(h.asked_unit_id), max(h.asked_unit_id)
            FROM {table} AS o JOIN hold AS h ON h.{table}_id = o.id
            WHERE o.ends > :now AND h.ends > :now GROUP BY o.id
            """,  # noqa: S608 - a closed list
            {"now": context.now},
        )
        for owner, unit, held, first_asked, last_asked in found:
            units = sorted(map(int, str(held).split(",")))
            right = units[0] in pools[unit] and len(units) == 1 if unit in pools else units == expected[unit]
            if not right or {first_asked, last_asked} != {unit}:
                yield Finding("seats", _("It does not hold exactly what was asked for."), f"{table} {owner}")


def _of_one_table(context: Context, table: str, in_force: str) -> Iterator[Finding]:
    column = f"{table}_id"
    wrong = context.rows(
        f"""
        SELECT o.id FROM {table} AS o LEFT JOIN hold AS h ON h.{column} = o.id
        WHERE {in_force} GROUP BY o.id
        HAVING count(h.id) = 0 OR min(h.starts) <> o.starts OR max(h.starts) <> o.starts
            OR min(h.ends) <> o.ends OR max(h.ends) <> o.ends
        """  # noqa: S608 - a closed list
    )
    yield from each("owners", _("Nothing is held for it, or not at its own time."), table, wrong)
    left = context.rows(
        f"""
        SELECT DISTINCT o.id FROM hold AS h JOIN {table} AS o ON o.id = h.{column}
        WHERE h.{column} IS NOT NULL AND NOT ({in_force})
        """  # noqa: S608 - a closed list
    )
    yield from each("owners", _("It is over or was called off, and still holds a unit."), table, left)


def _leaves_of_each(context: Context) -> dict[int, list[int]]:
    parts: dict[int, list[int]] = defaultdict(list)
    for whole, part in context.rows("SELECT whole_id, part_id FROM unit_part"):
        parts[whole].append(part)
    for pool, member in context.rows("SELECT pool_id, id FROM unit WHERE pool_id IS NOT NULL AND NOT retired"):
        parts[pool].append(member)

    def below(unit: int, above: frozenset[int]) -> set[int]:
        if unit in above:
            return set()
        found = parts.get(unit)
        return {unit} if not found else set().union(*(below(part, above | {unit}) for part in found))

    return {unit: sorted(below(unit, frozenset())) for (unit,) in context.rows("SELECT id FROM unit")}


def _members_of_each(context: Context) -> dict[int, set[int]]:
    pools: dict[int, set[int]] = {pool: set() for (pool,) in context.rows("SELECT id FROM unit WHERE is_pool")}
    for pool, unit in context.rows("SELECT pool_id, id FROM unit WHERE pool_id IS NOT NULL"):
        pools.setdefault(pool, set()).add(unit)
    return pools
