"""Whether names of visitors have been kept for longer than they may, for the first page: without SQLAlchemy."""

from __future__ import annotations

from datetime import date

from tierslieu_desk.models.glance import Glance
from tierslieu_desk.rules.visiting import months_before
from tierslieu_desk.services.place.legal_defaults import EVER

MONTHS_KEPT = "visitor_log_months"
USUAL_MONTHS = 3
"""What the French authority (CNIL) takes for long enough of a visitors' log; editable, from a day on."""
VISITORS = "v.role = 'visitor' AND v.party_id IS NOT NULL"
"""Spelled as the index of them is, which is used for it then."""
PAID = """
    EXISTS (SELECT 1 FROM visit AS w JOIN allowance_entry AS e ON e.visit_id = w.id
        WHERE w.party_id = v.party_id AND w.day = v.day)
"""
"""Something was sold to them that day, which the books keep by name: the day stays as it is."""
_DUE = f"""
    SELECT EXISTS (SELECT 1 FROM visit AS v WHERE {VISITORS} AND v.day >= :since AND v.day < :before AND NOT {PAID})
"""  # noqa: S608 - no value in it
_SAID = """
    SELECT value FROM dated_setting WHERE key = :key AND valid_from <= :today ORDER BY valid_from DESC LIMIT 1
"""
_LAST_TIME = """
    SELECT json_extract(facts, '$.before') FROM journal
    WHERE subject = 'visitor_register' AND subject_id = 1 ORDER BY id DESC LIMIT 1
"""


def due(seen: Glance, today: date) -> bool:
    """One seek, from where names were last taken away."""
    said = seen.value(_SAID, key=MONTHS_KEPT, today=today)
    months = int(said) if said and said.isdigit() and int(said) else USUAL_MONTHS
    since = seen.value(_LAST_TIME) or EVER.isoformat()
    return bool(seen.value(_DUE, since=since, before=months_before(today, months)))
