"""Papers that plans ask for and people have not brought, or whose day is over: by plain statements, for Today too.

A paper is the one that is asked for when both are called alike, accents and capitals apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tierslieu_desk.rules.names import name_key

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tierslieu_desk.models.glance import Glance

_ASKED = """
    FROM plan CROSS JOIN json_each(plan.papers) CROSS JOIN subscription AS s ON s.plan_id = plan.id
    JOIN party AS who ON who.id = s.party_id
    WHERE (s.ends IS NULL OR s.ends >= :today) AND NOT EXISTS (
        SELECT 1 FROM person_paper AS brought
        WHERE brought.party_id = s.party_id AND name_key(brought.kind) = name_key(json_each.value)
            AND (brought.good_until IS NULL OR brought.good_until >= :today))
"""
_OF = f"""
    SELECT json_each.value AS kind, min(s.name) AS name, (
        SELECT max(old.good_until) FROM person_paper AS old
        WHERE old.party_id = s.party_id AND name_key(old.kind) = name_key(json_each.value)
    ) AS over {_ASKED} AND s.party_id = :party
    GROUP BY name_key(json_each.value) ORDER BY min(s.id), min(json_each.key)
"""  # noqa: S608 - no value in it
_WHO = f"SELECT s.party_id, who.name, count(DISTINCT s.party_id), min(s.starts) {_ASKED}"
"""The name is that of whoever has the first day: what SQLite says of columns beside a `min`."""


@dataclass(frozen=True, slots=True)
class MissingPaper:
    """A kind of paper, the subscription that asks for it, and since when theirs is over (None: there is none)."""

    kind: str
    name: str
    over: date | None


@dataclass(frozen=True, slots=True)
class WithoutPapers:
    """Who has waited longest for having papers missing, and how many people there are in all."""

    party_id: int
    name: str
    people: int


def missing(session: Session, party_id: int, today: date) -> tuple[MissingPaper, ...]:
    """What somebody still has to bring for what they have, or will have."""
    from sqlalchemy import text

    found = session.execute(text(_OF), {"party": party_id, "today": today.isoformat()})
    return tuple(MissingPaper(row.kind, row.name, date.fromisoformat(row.over) if row.over else None) for row in found)


def people(seen: Glance, today: date) -> WithoutPapers | None:
    """Whoever has some missing, for the first page."""
    [(party_id, name, count, _since)] = seen.rows(_WHO, today=today)
    return WithoutPapers(party_id, name, count) if count else None


def kinds(said: Iterable[str]) -> list[str]:
    """As they are kept: no blanks, each once whatever its capitals and accents."""
    known: dict[str, str] = {}
    for one in said:
        kind = " ".join(one.split())
        if kind:
            known.setdefault(name_key(kind), kind)
    return list(known.values())
