"""Which balances may be used on a day, and who needs none, as pieces of a statement: for the ledger and Today."""

from __future__ import annotations

LAST_LINE = "e.sequence = (SELECT max(sequence) FROM allowance_entry WHERE allowance_id = a.id)"


def usable_by(party: str) -> str:
    """Of an allowance `a` and its last line `e`: whether `party` (a piece of the statement) may use it on `:day`.

    What a period leaves to the one that runs counts from its first day, whether `carry_over` has written it or not.
    So does what an organisation shares with its people. Each is a search of its own, so that the periods somebody had
    for twenty years are not looked through. A ticket for that day alone is no balance once it is used.
    """
    own, theirs = f"party_id = {party}", "AND shared"
    return f"""
        {LAST_LINE} AND a.id IN (
            SELECT id FROM allowance WHERE {own} AND valid_until >= :day AND valid_from <= :day
            UNION ALL
            SELECT id FROM allowance WHERE {own} AND valid_until IS NULL AND valid_from <= :day
            UNION ALL
            {_rolled("", f"s.party_id = {party}")}
            UNION ALL
            SELECT r.id FROM {_SHARING} JOIN allowance AS r ON r.party_id = f.organisation_id {theirs}
            WHERE f.person_id = {party} AND r.valid_until >= :day AND r.valid_from <= :day
            UNION ALL
            SELECT r.id FROM {_SHARING} JOIN allowance AS r ON r.party_id = f.organisation_id {theirs}
            WHERE f.person_id = {party} AND r.valid_until IS NULL AND r.valid_from <= :day
            UNION ALL
            {_rolled(f"{_SHARING} JOIN", f"f.person_id = {party} AND s.shared AND s.party_id = f.organisation_id")})
        AND NOT (a.pass_id IS NOT NULL AND a.valid_from = a.valid_until AND e.balance = 0)
    """  # noqa: S608 - pieces of ours


_SHARING = "affiliation AS f"


def _rolled(before: str, whose: str) -> str:
    return f"""
        SELECT old.id FROM {before} subscription AS s
        JOIN allowance AS now ON now.subscription_id = s.id AND now.valid_from <= :day AND now.valid_until >= :day
        JOIN allowance AS old ON old.subscription_id = s.id AND old.valid_until < :day
        WHERE {whose} AND s.rolls_over
    """  # noqa: S608 - pieces of ours


_PAUSED = """EXISTS (
    SELECT 1 FROM subscription_pause WHERE subscription_id = s.id AND first_day <= :day AND last_day >= :day)"""
_RUNS = f"""
    s.starts <= :day AND (s.ends IS NULL OR s.ends >= :day) AND s.days_included IS NULL AND NOT s.membership_fee
    AND NOT {_PAUSED}
"""


def unlimited_text(party: str) -> str:
    """Whether `party` comes on `:day` as often as they like: what `unlimited.unlimited_on` says, for the first page."""
    return f"""(
        EXISTS (SELECT 1 FROM subscription AS s WHERE s.party_id = {party} AND {_RUNS})
        OR EXISTS (
            SELECT 1 FROM affiliation AS f JOIN subscription AS s ON s.party_id = f.organisation_id AND s.shared
            WHERE f.person_id = {party} AND {_RUNS}))
    """  # noqa: S608 - pieces of ours
